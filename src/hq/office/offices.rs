//! The offices on a day, the worst first; and the days that nobody has signed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Viewer;
use super::checks::checks;
use super::day::{OfficeDay, gather};
use super::reports::DayState;
use crate::domain::{Cell, Mark, Money, Table, View};
use crate::hq::HqError;
use crate::hq::rules::Moment;
use crate::hq::store::Db;
use crate::hq::store::office;

/// The columns of an office in a list of offices.
const OFFICES: &[&str] = &[
    "office-col-office",
    "office-col-state",
    "office-col-desks",
    "office-col-payments",
    "office-col-sum",
    "office-col-cash",
    "office-col-card",
    "office-col-overshort",
    "office-col-bags",
    "office-col-cards",
    "office-col-exceptions",
];

/// The day that is wanted, or the oldest that nobody has signed, or the last there is.
pub fn day_or_oldest(db: &mut dyn Db, viewer: &Viewer, day: Option<NaiveDate>) -> Result<Option<NaiveDate>, HqError> {
    if day.is_some() {
        return Ok(day);
    }
    let unsigned = office::unsigned(db)?.into_iter().find(|row| viewer.sees(row.office.as_str()));
    match unsigned {
        Some(row) => Ok(Some(row.day)),
        None => Ok(office::last_day(db, viewer.offices.as_ref())?),
    }
}

/// The offices on a day.
pub fn offices(db: &mut dyn Db, viewer: &Viewer, wanted: Option<NaiveDate>, moment: &Moment) -> Result<Table, HqError> {
    let mut table = Table::new(View::Offices { day: wanted }, OFFICES);
    let Some(day) = day_or_oldest(db, viewer, wanted)? else { return Ok(table) };
    let unsigned = office::unsigned(db)?.into_iter().filter(|row| viewer.sees(row.office.as_str())).count();
    table.fact("office-fact-day", day);
    table.fact("office-fact-unsigned", Cell::count(unsigned));
    let days = gather(db, day, moment)?;
    let seen = days.into_values().filter(|found| viewer.sees(found.office.as_str()) && has_anything(found));
    let mut rows: Vec<(OfficeDay, i64)> = seen.map(|found| (badness(&found), found)).map(|(bad, f)| (f, bad)).collect();
    rows.sort_by(|(a, bad_a), (b, bad_b)| bad_b.cmp(bad_a).then_with(|| a.office.cmp(&b.office)));
    let mut sums = Sums::default();
    for (found, _) in &rows {
        sums.add(found);
        table.row(mark(found), cells(found), Some(View::Office { office: found.office.clone(), day }));
    }
    table.total = sums.cells();
    Ok(table)
}

fn has_anything(day: &OfficeDay) -> bool {
    !day.shifts.is_empty() || !day.exceptions.is_empty() || !day.announced.is_empty() || day.row.is_some()
}

/// How bad it is: what is wrong counts before what is missing money, both before what is only open.
fn badness(day: &OfficeDay) -> i64 {
    if day.state() == DayState::Signed {
        return -1;
    }
    let wrong = checks(day).iter().filter(|check| check.mark == Mark::Wrong).count();
    let open = i64::try_from(day.unresolved().count()).unwrap_or(i64::MAX / 4).min(1_000_000);
    i64::try_from(wrong).unwrap_or_default() * 1_000_000_000 + open * 1_000 + i64::from(day.over_short() < Money::ZERO)
}

/// How an office's day stands, in one sign.
pub fn mark(day: &OfficeDay) -> Mark {
    let wrong = checks(day).iter().any(|check| check.mark == Mark::Wrong);
    match day.state() {
        DayState::Signed => Mark::Right,
        _ if wrong => Mark::Wrong,
        DayState::Reopened => Mark::Wrong,
        DayState::Open => Mark::Waiting,
        DayState::Closed => Mark::Plain,
    }
}

fn cells(day: &OfficeDay) -> Vec<Cell> {
    let closed = day.shifts.len() - day.open_shifts().count();
    let (payments, sum) = day.payments();
    let bags = day.held.iter().filter(|held| held.kind == "bag");
    let (all, waiting) = bags.fold((0, 0), |(all, waiting), bag| (all + 1, waiting + i64::from(!bag.ended)));
    vec![
        Cell::text(&day.office),
        Cell::word(day.state().word()),
        Cell::text(format!("{closed}/{}", day.shifts.len())),
        Cell::count(payments),
        sum.into(),
        day.took(|kind| kind.is_cash()).into(),
        day.took(|kind| !kind.is_cash()).into(),
        day.over_short().into(),
        Cell::text(format!("{}/{all}", all - waiting)),
        Cell::text(format!("{}/{}", day.cards.slips - day.cards.awaited, day.cards.slips)),
        Cell::count(day.unresolved().count()),
    ]
}

#[derive(Default)]
struct Sums {
    payments: u64,
    sum: Money,
    cash: Money,
    card: Money,
    over_short: Money,
    exceptions: usize,
}

impl Sums {
    fn add(&mut self, day: &OfficeDay) {
        let (payments, sum) = day.payments();
        self.payments += payments;
        self.sum = self.sum.saturating_plus(sum);
        self.cash = self.cash.saturating_plus(day.took(|kind| kind.is_cash()));
        self.card = self.card.saturating_plus(day.took(|kind| !kind.is_cash()));
        self.over_short = self.over_short.saturating_plus(day.over_short());
        self.exceptions += day.unresolved().count();
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::word("office-total"),
            Cell::Empty,
            Cell::Empty,
            Cell::count(self.payments),
            self.sum.into(),
            self.cash.into(),
            self.card.into(),
            self.over_short.into(),
            Cell::Empty,
            Cell::Empty,
            Cell::count(self.exceptions),
        ]
    }
}

/// The days that nobody has signed, with how many offices each waits for.
pub fn days(db: &mut dyn Db, viewer: &Viewer) -> Result<Table, HqError> {
    let columns = ["office-col-day", "office-col-offices", "office-col-reopened", "office-col-which"];
    let mut table = Table::new(View::Days {}, &columns);
    let mut days: BTreeMap<NaiveDate, Vec<office::DayRow>> = BTreeMap::new();
    for row in office::unsigned(db)?.into_iter().filter(|row| viewer.sees(row.office.as_str())) {
        days.entry(row.day).or_default().push(row);
    }
    for (day, rows) in days {
        let reopened = rows.iter().filter(|row| row.seq > 0).count();
        let names: Vec<&str> = rows.iter().map(|row| row.office.as_str()).collect();
        let mark = if reopened > 0 { Mark::Wrong } else { Mark::Waiting };
        let cells = [day.into(), Cell::count(rows.len()), Cell::count(reopened), Cell::text(names.join(" "))];
        table.row(mark, cells, Some(View::Offices { day: Some(day) }));
    }
    Ok(table)
}
