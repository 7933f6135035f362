//! The match of an office's day, its shifts and its corrections.

use chrono::NaiveDate;

use super::checks::{checks, is_ticked};
use super::day::{Custody, OfficeDay, gather_one};
use super::reports::DayState;
use super::{shift_view, story};
use crate::domain::{Cell, Event, Mark, OfficeCode, Table, View};
use crate::hq::HqError;
use crate::hq::rules::Moment;
use crate::hq::store::{Db, entries};

/// The match: every line opens.
pub fn of_day(db: &mut dyn Db, office: &OfficeCode, day: NaiveDate, moment: &Moment) -> Result<Table, HqError> {
    let found = gather_one(db, office, day, moment)?;
    let columns = ["office-col-check", "office-col-found", "office-col-off"];
    let mut table = Table::new(View::Office { office: office.clone(), day }, &columns);
    let (payments, sum) = found.payments();
    table.fact("office-fact-state", Cell::word(found.state().word()));
    if let Some(row) = found.row.as_ref().filter(|_| matches!(found.state(), DayState::Signed | DayState::Reopened)) {
        table.fact("office-fact-signed-by", Cell::text(&row.by));
    }
    table.fact("office-fact-payments", Cell::count(payments));
    table.fact("office-fact-sum", sum);
    table.fact("office-fact-cash", found.took(|kind| kind.is_cash()));
    table.fact("office-fact-card", found.took(|kind| !kind.is_cash()));
    for check in checks(&found) {
        table.row(check.mark, [Cell::word(check.name), check.found, check.off.into()], Some(check.opens));
    }
    for told in story::of(db, &table.view.to_string())? {
        let said = told.words().map_or_else(|| told.user().to_owned(), |words| format!("{}: {words}", told.user()));
        table.row(Mark::Plain, [Cell::word(told.what()), Cell::text(said), Cell::Empty], Some(told.opens()?));
    }
    Ok(table)
}

const SHIFTS: &[&str] = &[
    "office-col-desk",
    "office-col-shift",
    "office-col-cashier",
    "office-col-z",
    "office-col-payments",
    "office-col-sum",
    "office-col-voids",
    "office-col-refunds",
    "office-col-cash",
    "office-col-card",
    "office-col-expected",
    "office-col-counted",
    "office-col-overshort",
    "office-col-reason",
    "office-col-paper",
];

/// The shifts of an office on a day.
pub fn shifts(db: &mut dyn Db, office: &OfficeCode, day: NaiveDate, moment: &Moment) -> Result<Table, HqError> {
    let found = gather_one(db, office, day, moment)?;
    let mut table = Table::new(View::Shifts { office: office.clone(), day }, SHIFTS);
    for shift in &found.shifts {
        let opens = View::Shift { desk: shift.row.desk.clone(), shift: shift.row.shift };
        table.row(mark(&found, shift), cells(&found, shift), Some(opens));
    }
    for said in found
        .announced
        .iter()
        .filter(|said| !found.shifts.iter().any(|shift| shift.row.desk == said.desk && shift.row.shift == said.shift))
    {
        let mut cells = vec![Cell::Empty; SHIFTS.len()];
        cells[0] = Cell::text(&said.desk);
        cells[1] = Cell::text(said.shift);
        cells[2] = Cell::word("office-announced");
        cells[4] = Cell::count(said.payments.n);
        cells[5] = said.payments.sum.into();
        table.row(Mark::Waiting, cells, None);
    }
    Ok(table)
}

fn mark(day: &OfficeDay, shift: &Custody) -> Mark {
    let row = &shift.row;
    let odd = day
        .unresolved()
        .any(|found| found.odd.desk == row.desk && (row.opened..=row.closed.max(row.opened)).contains(&found.odd.seq));
    match () {
        () if odd => Mark::Wrong,
        () if row.closed == 0 => Mark::Waiting,
        () if is_ticked(day, shift) => Mark::Right,
        () => Mark::Plain,
    }
}

fn cells(day: &OfficeDay, shift: &Custody) -> Vec<Cell> {
    let (row, closed) = (&shift.row, shift.closed.as_ref());
    vec![
        Cell::text(&row.desk),
        Cell::text(row.shift),
        Cell::text(&row.cashier),
        closed.map(|closed| Cell::text(closed.z)).into(),
        Cell::count(row.payments.n),
        row.payments.sum.into(),
        row.voids.sum.into(),
        row.refunds.sum.into(),
        shift.took(|kind| kind.is_cash()).into(),
        shift.took(|kind| !kind.is_cash()).into(),
        closed.map(|closed| closed.expected).into(),
        closed.map(|closed| closed.counted).into(),
        closed.map(|_| shift.over_short()).into(),
        closed.and_then(|closed| closed.reason.as_ref()).map(Cell::text).into(),
        if is_ticked(day, shift) { Cell::word("office-seen") } else { Cell::Empty },
    ]
}

/// The corrections of an office's day, and what was approved: each with its reason and who signed.
pub fn corrections(db: &mut dyn Db, office: &OfficeCode, day: NaiveDate, moment: &Moment) -> Result<Table, HqError> {
    let found = gather_one(db, office, day, moment)?;
    let columns = [
        "office-col-at",
        "office-col-desk",
        "office-col-what",
        "office-col-receipt",
        "office-col-sum",
        "office-col-reason",
        "office-col-cashier",
        "office-col-approved",
    ];
    let mut table = Table::new(View::Corrections { office: office.clone(), day }, &columns);
    for shift in found.shifts.iter().filter(|shift| shift.row.opened > 0) {
        let Custody { row, .. } = shift;
        let mut rows = Vec::new();
        entries::each(db, &row.desk, row.opened.saturating_sub(1), row.entries(), &mut |stored| {
            let Ok(event) = Event::decode(stored.kind, stored.body) else { return Ok(()) };
            if event.corrects().is_none() && event.approved_by().is_none() {
                return Ok(());
            }
            let at = stored.at.parse().ok().map(Cell::Moment).unwrap_or_default();
            rows.push((stored.seq, at, event));
            Ok(())
        })?;
        for (seq, at, event) in rows {
            let cells = [
                at,
                Cell::text(&row.desk),
                Cell::text(event.kind()),
                event.corrects().map(Cell::text).into(),
                event.sum().into(),
                event.reason().map(Cell::text).into(),
                Cell::text(event.user().map_or(row.cashier.as_str(), |user| user.as_str())),
                event.approval().map(shift_view::approver).into(),
            ];
            table.row(Mark::Plain, cells, Some(View::Entry { desk: row.desk.clone(), seq }));
        }
    }
    Ok(table)
}
