//! Offices' days: their shifts, whether they are signed, what was seen of their paper and what was telephoned.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::totals::Tally;
use crate::domain::{DeskId, EntryId, Money, OfficeCode, TenderKind, Timestamp};
use crate::protocol::Hash;

use super::StoreError;
use super::db::{Db, Row, Value, all, first};

/// A shift as the totals have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftRow {
    /// The desk.
    pub desk: DeskId,
    /// Its number.
    pub shift: u32,
    /// The business day.
    pub day: NaiveDate,
    /// The cashier; empty for a shift that was never opened.
    pub cashier: String,
    /// The entry that opened it, 0 for none.
    pub opened: u64,
    /// The entry that closed it, 0 for none.
    pub closed: u64,
    /// The payments, gross, with fees.
    pub payments: Tally,
    /// The voids.
    pub voids: Tally,
    /// The refunds.
    pub refunds: Tally,
    /// The moves.
    pub moves: Tally,
    /// The re-tenders.
    pub retenders: Tally,
    /// The fees.
    pub fees: Money,
    /// What each tender took.
    pub tenders: BTreeMap<TenderKind, Money>,
}

impl ShiftRow {
    /// How many entries it has at most: from the one that opened it to the one that closed it.
    pub fn entries(&self) -> u64 {
        if self.closed == 0 { u64::MAX } else { self.closed.saturating_sub(self.opened) + 1 }
    }
}

/// Whether an office's day is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    /// The office.
    pub office: OfficeCode,
    /// The business day.
    pub day: NaiveDate,
    /// The entry of headquarters' journal that signed or reopened it last; 0 for none.
    pub seq: u64,
    /// True while it is signed.
    pub signed: bool,
    /// Who signed it last; empty for nobody.
    pub by: String,
}

/// What was telephoned of a Z-report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncedRow {
    /// The desk.
    pub desk: DeskId,
    /// The shift.
    pub shift: u32,
    /// How many payments, gross, and their sum.
    pub payments: Tally,
    /// The first digits of the chain's head.
    pub digits: String,
}

macro_rules! select_shift {
    ($rest:literal) => {
        concat!(
            "SELECT desk, shift, day, cashier, opened, closed, payments, gross, voids, voided, refunds, refunded, moves,
                 moved, retenders, retendered, fees FROM shift ",
            $rest
        )
    };
}

fn shift_row(row: &Row) -> Result<ShiftRow, StoreError> {
    let tally = |at| Ok::<_, StoreError>(Tally { n: row.small(at)?, sum: Money::from_kopecks(row.int(at + 1)?) });
    Ok(ShiftRow {
        desk: row.parse(0)?,
        shift: row.small(1)?,
        day: row.parse(2)?,
        cashier: row.text(3)?.to_owned(),
        opened: row.count(4)?,
        closed: row.count(5)?,
        payments: tally(6)?,
        voids: tally(8)?,
        refunds: tally(10)?,
        moves: tally(12)?,
        retenders: tally(14)?,
        fees: Money::from_kopecks(row.int(16)?),
        tenders: BTreeMap::new(),
    })
}

/// The shifts of a business day, by desk and number.
pub fn shifts_of_day(db: &mut dyn Db, day: NaiveDate) -> Result<Vec<ShiftRow>, StoreError> {
    let mut found = all(db, select_shift!("WHERE day = $1 ORDER BY desk, shift"), &[Value::text(day)], &[], shift_row)?;
    let sql = "SELECT desk, shift, tender, kopecks FROM tender_total WHERE day = $1";
    let mut tenders: BTreeMap<(DeskId, u32), BTreeMap<TenderKind, Money>> = BTreeMap::new();
    db.query(sql, &[Value::text(day)], &[], &mut |row| {
        let of = tenders.entry((row.parse(0)?, row.small(1)?)).or_default();
        of.insert(row.parse(2)?, Money::from_kopecks(row.int(3)?));
        Ok(())
    })?;
    for shift in &mut found {
        shift.tenders = tenders.remove(&(shift.desk.clone(), shift.shift)).unwrap_or_default();
    }
    Ok(found)
}

/// A shift.
pub fn shift(db: &mut dyn Db, desk: &DeskId, number: u32) -> Result<Option<ShiftRow>, StoreError> {
    let of = [Value::text(desk), number.into()];
    let Some(mut found) = first(db, select_shift!("WHERE desk = $1 AND shift = $2"), &of, shift_row)? else {
        return Ok(None);
    };
    let sql = "SELECT tender, kopecks FROM tender_total WHERE desk = $1 AND shift = $2";
    let tenders = all(db, sql, &of, &[], |row| Ok((row.parse(0)?, Money::from_kopecks(row.int(1)?))))?;
    found.tenders = tenders.into_iter().collect();
    Ok(Some(found))
}

/// The cashier whose shift was the last to be opened by an entry.
pub fn cashier_at(db: &mut dyn Db, desk: &DeskId, seq: u64) -> Result<Option<String>, StoreError> {
    let sql = "SELECT cashier FROM shift WHERE desk = $1 AND opened > 0 AND opened <= $2 ORDER BY opened DESC LIMIT 1";
    first(db, sql, &[Value::text(desk), seq.into()], |row| Ok(row.text(0)?.to_owned()))
}

/// Begins an office's day; one that has begun stays.
pub fn begin_day(db: &mut dyn Db, office: &str, day: NaiveDate) -> Result<(), StoreError> {
    let sql = "INSERT INTO office_day (office, day, seq, signed, at, by_user) VALUES ($1, $2, 0, 0, '', '')
               ON CONFLICT (office, day) DO NOTHING";
    db.execute(sql, &[office.into(), Value::text(day)], &[]).map(|_| ())
}

fn day_row(row: &Row) -> Result<DayRow, StoreError> {
    let signed = row.int(3)? != 0;
    Ok(DayRow { office: row.parse(0)?, day: row.parse(1)?, seq: row.count(2)?, signed, by: row.text(4)?.to_owned() })
}

/// An office's day.
pub fn day(db: &mut dyn Db, office: &str, day: NaiveDate) -> Result<Option<DayRow>, StoreError> {
    let sql = "SELECT office, day, seq, signed, by_user FROM office_day WHERE office = $1 AND day = $2";
    first(db, sql, &[office.into(), Value::text(day)], day_row)
}

/// All offices' of a day.
pub fn days_of(db: &mut dyn Db, day: NaiveDate) -> Result<Vec<DayRow>, StoreError> {
    let sql = "SELECT office, day, seq, signed, by_user FROM office_day WHERE day = $1 ORDER BY office";
    all(db, sql, &[Value::text(day)], &[], day_row)
}

/// The offices' days that nobody has signed, the oldest first.
pub fn unsigned(db: &mut dyn Db) -> Result<Vec<DayRow>, StoreError> {
    let sql = "SELECT office, day, seq, signed, by_user FROM office_day WHERE signed = 0 ORDER BY day, office";
    all(db, sql, &[], &[], day_row)
}

/// The last day that anything happened on at these offices, or at any.
pub fn last_day(db: &mut dyn Db, offices: Option<&BTreeSet<String>>) -> Result<Option<NaiveDate>, StoreError> {
    let Some(offices) = offices else {
        return first(db, "SELECT day FROM office_day ORDER BY day DESC LIMIT 1", &[], |row| row.parse(0));
    };
    let mut last = None;
    for office in offices {
        let sql = "SELECT day FROM office_day WHERE office = $1 ORDER BY day DESC LIMIT 1";
        last = last.max(first(db, sql, &[office.as_str().into()], |row| row.parse(0))?);
    }
    Ok(last)
}

/// Signs an office's day, or takes that back, by an entry of headquarters' journal.
pub fn set_signed(db: &mut dyn Db, row: &DayRow, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE office_day SET seq = $1, signed = $2, at = $3, by_user = $4 WHERE office = $5 AND day = $6";
    let values = [
        row.seq.into(),
        Value::Int(i64::from(row.signed)),
        Value::text(at),
        Value::from(row.by.as_str()),
        Value::text(&row.office),
        Value::text(row.day),
    ];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// Says that the paper of a shift was seen.
pub fn tick(db: &mut dyn Db, desk: &DeskId, shift: u32, at: Timestamp, by: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO ticked (desk, shift, at, by_user) VALUES ($1, $2, $3, $4)
               ON CONFLICT (desk, shift) DO UPDATE SET at = excluded.at, by_user = excluded.by_user";
    db.execute(sql, &[Value::text(desk), shift.into(), Value::text(at), by.into()], &[]).map(|_| ())
}

/// Takes back that the paper of a shift was seen.
pub fn untick(db: &mut dyn Db, desk: &DeskId, shift: u32) -> Result<(), StoreError> {
    let sql = "DELETE FROM ticked WHERE desk = $1 AND shift = $2";
    db.execute(sql, &[Value::text(desk), shift.into()], &[]).map(|_| ())
}

/// The shifts of a day whose paper was seen.
pub fn ticked(db: &mut dyn Db, day: NaiveDate) -> Result<BTreeSet<(DeskId, u32)>, StoreError> {
    let sql = "SELECT t.desk, t.shift FROM shift s JOIN ticked t ON t.desk = s.desk AND t.shift = s.shift
               WHERE s.day = $1";
    Ok(all(db, sql, &[Value::text(day)], &[], |row| Ok((row.parse(0)?, row.small(1)?)))?.into_iter().collect())
}

/// Keeps what was telephoned of a Z-report.
pub fn announce(
    db: &mut dyn Db,
    row: &AnnouncedRow,
    day: NaiveDate,
    clerk: &str,
    at: Timestamp,
    by: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO announced (desk, shift, day, payments, kopecks, digits, clerk, at, by_user)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               ON CONFLICT (desk, shift) DO UPDATE SET day = excluded.day, payments = excluded.payments,
                   kopecks = excluded.kopecks, digits = excluded.digits, clerk = excluded.clerk, at = excluded.at,
                   by_user = excluded.by_user";
    let values = [
        Value::text(&row.desk),
        row.shift.into(),
        Value::text(day),
        row.payments.n.into(),
        row.payments.sum.kopecks().into(),
        Value::from(row.digits.as_str()),
        clerk.into(),
        Value::text(at),
        by.into(),
    ];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// What was telephoned of a day's Z-reports.
pub fn announced(db: &mut dyn Db, day: NaiveDate) -> Result<Vec<AnnouncedRow>, StoreError> {
    let sql = "SELECT desk, shift, payments, kopecks, digits FROM announced WHERE day = $1 ORDER BY desk, shift";
    all(db, sql, &[Value::text(day)], &[], |row| {
        let payments = Tally { n: row.small(2)?, sum: Money::from_kopecks(row.int(3)?) };
        Ok(AnnouncedRow { desk: row.parse(0)?, shift: row.small(1)?, payments, digits: row.text(4)?.to_owned() })
    })
}

/// Adds an entry of headquarters' journal to the story of what it is about.
pub fn tell(db: &mut dyn Db, about: &str, seq: u64) -> Result<(), StoreError> {
    db.execute("INSERT INTO story (about, seq) VALUES ($1, $2)", &[about.into(), seq.into()], &[]).map(|_| ())
}

/// An entry of headquarters' journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnEntry {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// What kind.
    pub kind: String,
    /// Its body.
    pub body: String,
}

/// What headquarters' journal says about something, in order.
pub fn story(db: &mut dyn Db, about: &str) -> Result<Vec<OwnEntry>, StoreError> {
    let sql = "SELECT e.seq, e.at, e.kind, e.body FROM story s JOIN entry e ON e.desk = 'hq/1' AND e.seq = s.seq
               WHERE s.about = $1 ORDER BY e.seq";
    all(db, sql, &[about.into()], &[], |row| {
        let text = |at| row.text(at).map(str::to_owned);
        Ok(OwnEntry { seq: row.count(0)?, at: row.parse(1)?, kind: text(2)?, body: text(3)? })
    })
}

/// What was ordered under an id, by its digest.
pub fn ordered(db: &mut dyn Db, id: EntryId) -> Result<Option<Hash>, StoreError> {
    first(db, "SELECT digest FROM ordered WHERE id = $1", &[Value::text(id)], |row| row.parse(0))
}

/// Remembers what was ordered under an id.
pub fn add_ordered(db: &mut dyn Db, id: EntryId, digest: &Hash) -> Result<(), StoreError> {
    let sql = "INSERT INTO ordered (id, digest) VALUES ($1, $2)";
    db.execute(sql, &[Value::text(id), Value::text(digest)], &[]).map(|_| ())
}
