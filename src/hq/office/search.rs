//! Looking for payments by what somebody has in hand: a receipt, an account, a sum, a time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::{Page, Viewer};
use crate::domain::office::Rest;
use crate::domain::{AccountNumber, Cell, Mark, Money, Offset, ReceiptName, Table, Timestamp, View};
use crate::hq::store::search::{self, Found, Run};
use crate::hq::store::{Db, StoreError, desks, office};
use crate::hq::{Hq, HqError};

/// On how many business days a sum is looked for, the last one among them, where none is named.
pub const SUM_DAYS: u64 = 7;

const COLUMNS: [&str; 7] = [
    "office-col-moment",
    "office-col-desk",
    "office-col-receipt",
    "office-col-kind",
    "office-col-supplier",
    "office-col-account",
    "office-col-sum",
];

/// What a text may be.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sought {
    /// A receipt, of a desk or of any.
    Receipt(ReceiptName),
    /// A minute of the office's clock; on a day, or the last time that it was.
    Time(Option<DayOfYear>, NaiveTime),
    /// A sum, on a day or the last ones.
    Sum(Money, Option<DayOfYear>),
    /// An account; digits that no account has may be a sum.
    Account(AccountNumber, Option<Money>),
}

/// A day as it is written: without a year it is the last one of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DayOfYear {
    Day(NaiveDate),
    Without { month: u32, day: u32 },
}

impl DayOfYear {
    fn read(text: &str) -> Option<DayOfYear> {
        if let Ok(day) = text.parse().or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y")) {
            return Some(DayOfYear::Day(day));
        }
        let (day, month) = text.split_once('.')?;
        let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() == 2);
        let (day, month) = (number(day)?, number(month)?);
        // 2024 has every day that a year can have.
        NaiveDate::from_ymd_opt(2024, month, day).map(|_| DayOfYear::Without { month, day })
    }

    /// The day; one without a year is the last one that is not behind `today`.
    fn before(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            DayOfYear::Day(day) => Some(day),
            DayOfYear::Without { month, day } => (0..8)
                .filter_map(|ago| NaiveDate::from_ymd_opt(today.year() - ago, month, day))
                .find(|found| *found <= today),
        }
    }
}

impl Sought {
    fn read(text: &str) -> Option<Sought> {
        let text = text.trim();
        if let Ok(receipt) = text.parse() {
            return Some(Sought::Receipt(receipt));
        }
        let (first, last) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
        if let Ok(time) = NaiveTime::parse_from_str(last, "%H:%M") {
            return match first.trim() {
                "" => Some(Sought::Time(None, time)),
                day => DayOfYear::read(day).map(|day| Sought::Time(Some(day), time)),
            };
        }
        let sum = |text: &str| Money::parse(text).ok().filter(|sum| !sum.is_zero());
        if let (Some(sum), Some(day)) = (sum(first), DayOfYear::read(last).filter(|_| !first.is_empty())) {
            return Some(Sought::Sum(sum, Some(day)));
        }
        match sum(text) {
            Some(sum) if text.contains([',', '.']) => Some(Sought::Sum(sum, None)),
            sum => AccountNumber::parse(text).ok().map(|account| Sought::Account(account, sum)),
        }
    }
}

impl Hq {
    /// A page of the lines that `text` may mean, the latest first.
    pub(super) fn search(&self, viewer: &Viewer, text: &Rest, page: &Page, now: Timestamp) -> Result<Table, HqError> {
        let view = View::Search { text: text.clone() };
        let Some(sought) = Sought::read(&text.0) else {
            let words = vec![("text", crate::domain::message::text(&text.0))];
            return Err(HqError::Denied(("office-search-form", words)));
        };
        self.store.read(|db: &mut dyn Db| {
            let seeker = Seeker { viewer, now, offsets: offsets(db, viewer)? };
            let (found, since) = seeker.find(db, &sought)?;
            let mut table = shown(view, found, page);
            if let Some(since) = since {
                table.fact("office-fact-since", since);
            }
            Ok(table)
        })
    }
}

/// The desks of the offices that somebody sees, by the offset of their clocks from UTC.
fn offsets(db: &mut dyn Db, viewer: &Viewer) -> Result<BTreeMap<String, (Offset, BTreeSet<String>)>, StoreError> {
    let mut found: BTreeMap<String, (Offset, BTreeSet<String>)> = BTreeMap::new();
    for row in desks::list(db)?.into_iter().filter(|row| viewer.sees(row.desk.office())) {
        let offset = row.state.offset;
        let (_, names) = found.entry(offset.to_string()).or_insert_with(|| (offset, BTreeSet::new()));
        names.insert(row.desk.to_string());
    }
    Ok(found)
}

struct Seeker<'a> {
    viewer: &'a Viewer,
    now: Timestamp,
    offsets: BTreeMap<String, (Offset, BTreeSet<String>)>,
}

impl Seeker<'_> {
    /// The lines, and for a sum since what business day they were looked for.
    fn find(&self, db: &mut dyn Db, sought: &Sought) -> Result<(Vec<Found>, Option<NaiveDate>), StoreError> {
        match sought {
            Sought::Receipt(receipt) => Ok((self.receipt(db, receipt)?, None)),
            Sought::Time(day, time) => Ok((self.time(db, *day, *time)?, None)),
            Sought::Sum(sum, day) => self.sum(db, *sum, *day),
            Sought::Account(account, sum) => {
                let found = self.seen(search::of_account(db, account)?);
                match sum {
                    Some(sum) if found.is_empty() => self.sum(db, *sum, None),
                    _ => Ok((found, None)),
                }
            }
        }
    }

    fn seen(&self, mut found: Vec<Found>) -> Vec<Found> {
        found.retain(|line| self.viewer.sees(line.desk.office()));
        found
    }

    fn seen_runs(&self, mut runs: Vec<Run>) -> Vec<Run> {
        runs.retain(|run| run.desk.split_once('/').is_some_and(|(office, _)| self.viewer.sees(office)));
        runs
    }

    /// A payment by its receipt, and what corrected it later: a correction has an account of the payment.
    fn receipt(&self, db: &mut dyn Db, receipt: &ReceiptName) -> Result<Vec<Found>, StoreError> {
        let mut runs = self.seen_runs(search::runs_of_number(db, receipt.number.shift)?);
        if let Some(desk) = &receipt.desk {
            runs.retain(|run| run.desk == desk.to_string());
        }
        let mut found = search::of_receipt(db, &runs, receipt.number)?;
        let name = receipt.number.to_string();
        let payments: BTreeSet<(String, String)> =
            found.iter().map(|line| (line.account.clone(), line.desk.to_string())).collect();
        for (account, desk) in payments {
            let Ok(account) = account.parse() else { continue };
            let later = search::of_account(db, &account)?.into_iter();
            found.extend(later.filter(|line| line.receipt == name && line.desk.to_string() == desk));
        }
        Ok(found)
    }

    /// The lines of a minute by each office's own clock. A night shift's business day may be the day before.
    fn time(&self, db: &mut dyn Db, day: Option<DayOfYear>, time: NaiveTime) -> Result<Vec<Found>, StoreError> {
        let mut found = Vec::new();
        for (offset, desks) in self.offsets.values() {
            let local = self.now.local(*offset);
            let Some(begin) = minute(day, time, local) else { continue };
            let from = self.now.plus(begin - local);
            let mut runs = search::runs_of_day(db, begin.date())?;
            runs.extend(search::runs_of_day(db, begin.date() - Days::new(1))?);
            runs.retain(|run| desks.contains(&run.desk));
            found.extend(search::between(db, &runs, from, from.plus(TimeDelta::minutes(1)))?);
        }
        Ok(found)
    }

    fn sum(
        &self,
        db: &mut dyn Db,
        sum: Money,
        day: Option<DayOfYear>,
    ) -> Result<(Vec<Found>, Option<NaiveDate>), StoreError> {
        let Some(last) = office::last_day(db, self.viewer.offices.as_ref())? else { return Ok((vec![], None)) };
        let (from, to) = match day.and_then(|day| day.before(last)) {
            Some(day) => (day, day),
            None => (last - Days::new(SUM_DAYS - 1), last),
        };
        let mut found = Vec::new();
        for day in from.iter_days().take_while(|day| *day <= to) {
            let runs = self.seen_runs(search::runs_of_day(db, day)?);
            found.extend(search::of_sum(db, &runs, sum)?);
        }
        Ok((found, Some(from)))
    }
}

/// The beginning of the minute that is meant, by a clock that shows `now`.
fn minute(day: Option<DayOfYear>, time: NaiveTime, now: NaiveDateTime) -> Option<NaiveDateTime> {
    match day {
        Some(day) => Some(day.before(now.date())?.and_time(time)),
        None if time <= now.time() => Some(now.date().and_time(time)),
        None => Some((now.date() - Days::new(1)).and_time(time)),
    }
}

fn shown(view: View, found: Vec<Found>, page: &Page) -> Table {
    // The latest first: the keys of a page fall.
    let key = |line: &Found| format!("{} {} {:020} {:05}", line.at, line.desk, line.seq, line.n);
    let lines: BTreeMap<String, Found> = found.into_iter().map(|line| (key(&line), line)).collect();
    let mut table = Table::new(view, &COLUMNS);
    let mut rest = lines.iter().rev().filter(|(key, _)| page.after.as_ref().is_none_or(|after| *key < after));
    for (key, line) in rest.by_ref().take(page.rows()) {
        let cells = [
            line.at.into(),
            Cell::text(&line.desk),
            Cell::text(&line.receipt),
            Cell::word(line_kind(&line.kind)),
            Cell::text(&line.supplier),
            Cell::text(&line.account),
            line.amount.into(),
        ];
        let opens = View::Entry { desk: line.desk.clone(), seq: line.seq };
        table.row(Mark::Plain, cells, Some(opens));
        table.next = Some(key.clone());
    }
    if rest.next().is_none() {
        table.next = None;
    }
    table
}

/// The id of the text for a kind of entry that has lines.
pub(super) fn line_kind(kind: &str) -> &'static str {
    match kind {
        "payment.voided" => "office-line-voided",
        "payment.refunded" => "office-line-refunded",
        "payment.moved" => "office-line-moved",
        _ => "office-line-taken",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_text_is_read_as_what_it_looks_like() {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        let sum = |kopecks| Money::from_kopecks(kopecks);
        let account = |text: &str| AccountNumber::parse(text).unwrap();
        let day_of = |month, day| Some(DayOfYear::Without { month, day });
        for (text, sought) in [
            ("1-118-3", Sought::Receipt("1-118-3".parse().unwrap())),
            ("664003/2:1-118-3", Sought::Receipt("664003/2:1-118-3".parse().unwrap())),
            ("1 234,56", Sought::Sum(sum(123_456), None)),
            ("1234.56", Sought::Sum(sum(123_456), None)),
            ("-5,00 23.11", Sought::Sum(sum(-500), day_of(11, 23))),
            ("500 2026-11-23", Sought::Sum(sum(50_000), Some(DayOfYear::Day(day("2026-11-23"))))),
            ("14:05", Sought::Time(None, time(14, 5))),
            ("23.11 14:05", Sought::Time(day_of(11, 23), time(14, 5))),
            ("23.11.2026  9:05", Sought::Time(Some(DayOfYear::Day(day("2026-11-23"))), time(9, 5))),
            ("ab 120 4417", Sought::Account(account("АВ1204417"), None)),
            ("1204417", Sought::Account(account("1204417"), Some(sum(120_441_700)))),
        ] {
            assert_eq!(Sought::read(text), Some(sought), "{text}");
        }
        for text in ["", "???", "32.13 14:05", "yesterday 14:05"] {
            assert_eq!(Sought::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_the_last_one() {
        let read = |text: &str, today: &str| DayOfYear::read(text).unwrap().before(day(today));
        assert_eq!(read("23.11", "2026-11-23"), Some(day("2026-11-23")));
        assert_eq!(read("24.11", "2026-11-23"), Some(day("2025-11-24")));
        assert_eq!(read("29.02", "2026-11-23"), Some(day("2024-02-29")));
    }

    #[test]
    fn a_time_alone_is_the_last_one() {
        let now = "2026-11-23T14:00:00".parse().unwrap();
        let at = |hour| minute(None, NaiveTime::from_hms_opt(hour, 5, 0).unwrap(), now).unwrap().to_string();
        assert_eq!((at(13), at(14)), ("2026-11-23 13:05:00".into(), "2026-11-22 14:05:00".into()));
    }
}
