//! The agent's monthly report: what was taken for a supplier, corrected and remitted, and the fees, by months.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::standing;
use crate::domain::office::By;
use crate::domain::{Cell, Mark, Money, SupplierCode, Table, Timestamp, View};
use crate::hq::HqError;
use crate::hq::directory::catalogue;
use crate::hq::office::{Page, own};
use crate::hq::store::Db;
use crate::hq::store::remittances::{self, RemittanceRow};
use crate::hq::store::reports::{self, Span};
use crate::protocol::Refusal;

/// The most months of a page.
const MONTHS: usize = 12;

const COLUMNS: &[&str] = &[
    "office-col-month",
    "office-col-what",
    "office-col-lines",
    "office-col-taken",
    "office-col-corrected",
    "office-col-due",
    "office-col-fees",
    "office-col-remitted",
];

/// What was taken for a supplier in a month.
#[derive(Default)]
struct Month {
    lines: i64,
    taken: Money,
    due: Money,
    fees: Money,
}

/// A supplier by months, the last one first, each with the sums that it got.
pub fn view(db: &mut dyn Db, code: &SupplierCode, page: &Page, now: Timestamp) -> Result<Table, HqError> {
    let catalogue = catalogue(db)?;
    let supplier = catalogue.supplier(code);
    let of = standing::all(db, &catalogue, now)?.remove(code).ok_or(Refusal::NotFound)?;
    let mut table = Table::new(View::Supplier { supplier: code.clone() }, COLUMNS);
    table.fact("office-fact-name", supplier.map(|supplier| Cell::text(&supplier.name.ru)));
    table.fact("office-fact-inn", supplier.map(|supplier| Cell::text(&supplier.inn)));
    table.fact("office-fact-ownership", standing::ownership(supplier));
    table.fact("office-fact-terms", supplier.and_then(|supplier| supplier.remit_days).map(Cell::count));
    table.fact("office-fact-owed", of.owed());
    table.fact("office-fact-unsent", of.unsent());
    table.fact("office-fact-to-remit", of.to_remit);
    table.fact("office-fact-overdue", of.overdue);
    table.fact("office-fact-registers", Cell::count(of.registers));
    let mut remitted = remittances::every(db)?;
    remitted.retain(|row| row.supplier == *code);
    let days = reports::first_day(db)?.into_iter().chain(reports::last_day(db)?);
    let days: Vec<NaiveDate> = days.chain(remitted.iter().map(|row| row.day)).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return Ok(table) };
    let after = match &page.after {
        Some(after) => format!("{after}-01").parse().map_err(|_| Refusal::NotFound)?,
        None => NaiveDate::MAX,
    };
    let mut month = begin(*last).min(before(after));
    for _ in 0..page.rows().min(MONTHS) {
        if month < begin(*first) {
            return Ok(table);
        }
        add_month(db, &mut table, code, month, &remitted)?;
        table.next = (month > begin(*first)).then(|| name(month));
        month = before(month);
    }
    Ok(table)
}

fn name(month: NaiveDate) -> String {
    month.format("%Y-%m").to_string()
}

/// The first day of a day's month.
fn begin(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The first day of the month before.
fn before(month: NaiveDate) -> NaiveDate {
    begin(begin(month).checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MIN))
}

fn add_month(
    db: &mut dyn Db,
    table: &mut Table,
    code: &SupplierCode,
    from: NaiveDate,
    remitted: &[RemittanceRow],
) -> Result<(), HqError> {
    let to = from.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(from);
    let mut sums = Month::default();
    reports::services_of(db, code, &Span { from, to, office: None }, &mut |total| {
        let (lines, taken) = total.taken;
        sums.lines = sums.lines.saturating_add(lines);
        sums.taken = sums.taken.saturating_plus(taken);
        sums.due = sums.due.saturating_plus(total.due);
        sums.fees = sums.fees.saturating_plus(total.fees);
        Ok(())
    })?;
    let got: Vec<&RemittanceRow> = remitted.iter().filter(|row| (from..=to).contains(&row.day)).collect();
    let sum = got.iter().map(|row| row.amount).fold(Money::ZERO, Money::saturating_plus);
    let cells = [
        Cell::text(name(from)),
        Cell::Empty,
        Cell::Count(sums.lines),
        sums.taken.into(),
        sums.due.saturating_minus(sums.taken).into(),
        sums.due.into(),
        sums.fees.into(),
        sum.into(),
    ];
    table.row(Mark::Plain, cells, Some(View::Takings { by: By::Service, from, to, office: None }));
    for row in got.into_iter().rev() {
        let mut cells = vec![Cell::Empty; COLUMNS.len()];
        (cells[0], cells[1], cells[7]) = (row.day.into(), Cell::word("office-story-remitted"), row.amount.into());
        table.row(Mark::Plain, cells, Some(View::Entry { desk: own::own()?, seq: row.seq }));
    }
    Ok(())
}
