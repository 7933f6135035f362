//! Exceptions, and evidence of what was refused.

use chrono::NaiveDate;

use crate::domain::{DeskId, ExceptionKey, Money, Timestamp};
use crate::hq::exception::Exception;

use super::StoreError;
use super::db::{Column, Db, Row, Value, all, first, number};

/// How many pieces of evidence are kept of one desk and one kind of refusal; what comes after is counted alone.
const EVIDENCE: i64 = 100;

/// Adds exceptions; those that are there already stay as they are.
pub fn add(db: &mut dyn Db, found: &[Exception], at: Timestamp) -> Result<(), StoreError> {
    if found.is_empty() {
        return Ok(());
    }
    // In one order for everybody: two that add the same ones at once never wait for each other in a ring.
    let mut found: Vec<&Exception> = found.iter().collect();
    found.sort_by_key(|odd| (odd.desk.to_string(), odd.seq, odd.kind.code(), odd.n));
    found.dedup_by_key(|odd| (odd.desk.to_string(), odd.seq, odd.kind.code(), odd.n));
    let sql = "INSERT INTO exception (desk, seq, kind, n, subject, kopecks, day, at, found_at)
               SELECT desk, seq, kind, n, subject, kopecks, day, at, CAST($1 AS TEXT) FROM {given} g WHERE 1 = 1
               ON CONFLICT (desk, seq, kind, n) DO NOTHING";
    let given = [
        Column::texts("desk", found.iter().map(|odd| odd.desk.to_string())),
        Column::ints("seq", found.iter().map(|odd| number(odd.seq))),
        Column::texts("kind", found.iter().map(|odd| odd.kind.code())),
        Column::ints("n", found.iter().map(|odd| i64::from(odd.n))),
        Column::texts("subject", found.iter().map(|odd| odd.subject.as_str())),
        Column::ints("kopecks", found.iter().map(|odd| odd.kopecks.kopecks())),
        Column::texts("day", found.iter().map(|odd| odd.day.to_string())),
        Column::texts("at", found.iter().map(|odd| odd.at.to_string())),
    ];
    db.execute(sql, &[Value::text(at)], &given).map(|_| ())
}

/// Takes back one that is no longer so.
pub fn remove(db: &mut dyn Db, odd: &Exception) -> Result<(), StoreError> {
    let sql = "DELETE FROM exception WHERE desk = $1 AND seq = $2 AND kind = $3 AND n = $4";
    let values = [Value::text(&odd.desk), odd.seq.into(), odd.kind.code().into(), odd.n.into()];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// Says anew whom one is about, and its sum.
pub fn change(db: &mut dyn Db, odd: &Exception) -> Result<(), StoreError> {
    let sql = "UPDATE exception SET subject = $1, kopecks = $2 WHERE desk = $3 AND seq = $4 AND kind = $5 AND n = $6";
    let values = [
        odd.subject.as_str().into(),
        odd.kopecks.kopecks().into(),
        Value::text(&odd.desk),
        odd.seq.into(),
        odd.kind.code().into(),
        odd.n.into(),
    ];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// How many of a desk are open.
pub fn count(db: &mut dyn Db, desk: &DeskId) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM exception WHERE desk = $1 AND settled_at IS NULL";
    Ok(first(db, sql, &[Value::text(desk)], |row| row.count(0))?.unwrap_or_default())
}

/// The open ones of a desk, by entry.
pub fn list(db: &mut dyn Db, desk: &DeskId) -> Result<Vec<Exception>, StoreError> {
    let sql = "SELECT desk, seq, kind, n, subject, kopecks, day, at FROM exception
               WHERE desk = $1 AND settled_at IS NULL ORDER BY seq, kind, n";
    all(db, sql, &[Value::text(desk)], &[], odd)
}

/// An exception and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptionRow {
    /// What is odd.
    pub odd: Exception,
    /// Who looks after it.
    pub taken_by: Option<String>,
    /// When it was resolved.
    pub settled_at: Option<Timestamp>,
}

macro_rules! select_exception {
    ($rest:literal) => {
        concat!("SELECT desk, seq, kind, n, subject, kopecks, day, at, taken_by, settled_at FROM exception ", $rest)
    };
}

fn odd(row: &Row) -> Result<Exception, StoreError> {
    Ok(Exception {
        desk: row.parse(0)?,
        seq: row.count(1)?,
        kind: row.parse(2)?,
        n: row.small(3)?,
        subject: row.text(4)?.to_owned(),
        kopecks: Money::from_kopecks(row.int(5)?),
        day: row.parse(6)?,
        at: row.parse(7)?,
    })
}

fn exception_row(row: &Row) -> Result<ExceptionRow, StoreError> {
    let taken_by = row.optional(8)?.map(str::to_owned);
    Ok(ExceptionRow { odd: odd(row)?, taken_by, settled_at: row.parse_optional(9)? })
}

/// All of a business day, resolved ones too.
pub fn of_day(db: &mut dyn Db, day: NaiveDate) -> Result<Vec<ExceptionRow>, StoreError> {
    let sql = select_exception!("WHERE day = $1 ORDER BY desk, seq, kind, n");
    all(db, sql, &[Value::text(day)], &[], exception_row)
}

/// The open ones behind a place in the order of desk, entry, kind and line, at most so many.
pub fn open_after(db: &mut dyn Db, after: &ExceptionKey, limit: u64) -> Result<Vec<ExceptionRow>, StoreError> {
    let sql = select_exception!(
        "WHERE settled_at IS NULL AND (desk, seq, kind, n) > ($1, $2, $3, $4)
         ORDER BY desk, seq, kind, n LIMIT $5"
    );
    let values =
        [Value::text(&after.desk), after.seq.into(), Value::from(after.kind.as_str()), after.n.into(), limit.into()];
    all(db, sql, &values, &[], exception_row)
}

/// How many open ones a queue shows of each kind of holder.
const QUEUE: i64 = 500;

/// The open ones that somebody looks after, or nobody does, the oldest first.
pub fn open_of(db: &mut dyn Db, holder: Option<&str>) -> Result<Vec<ExceptionRow>, StoreError> {
    let limit = Value::Int(QUEUE);
    match holder {
        Some(holder) => {
            let sql = select_exception!("WHERE settled_at IS NULL AND taken_by = $1 ORDER BY at LIMIT $2");
            all(db, sql, &[holder.into(), limit], &[], exception_row)
        }
        None => {
            let sql = select_exception!("WHERE settled_at IS NULL AND taken_by IS NULL ORDER BY at LIMIT $1");
            all(db, sql, &[limit], &[], exception_row)
        }
    }
}

/// One of them; nobody else changes it until the transaction ends.
pub fn lock(db: &mut dyn Db, key: &ExceptionKey) -> Result<Option<ExceptionRow>, StoreError> {
    let sql = select_exception!("WHERE desk = $1 AND seq = $2 AND kind = $3 AND n = $4 {lock}");
    let values = [Value::text(&key.desk), key.seq.into(), Value::from(key.kind.as_str()), key.n.into()];
    first(db, sql, &values, exception_row)
}

/// One of them.
pub fn one(db: &mut dyn Db, key: &ExceptionKey) -> Result<Option<ExceptionRow>, StoreError> {
    let sql = select_exception!("WHERE desk = $1 AND seq = $2 AND kind = $3 AND n = $4");
    let values = [Value::text(&key.desk), key.seq.into(), Value::from(key.kind.as_str()), key.n.into()];
    first(db, sql, &values, exception_row)
}

/// Says who looks after one, and when it was resolved.
pub fn set(
    db: &mut dyn Db,
    key: &ExceptionKey,
    taken_by: Option<&str>,
    settled_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    let sql = "UPDATE exception SET taken_by = $1, settled_at = $2
               WHERE desk = $3 AND seq = $4 AND kind = $5 AND n = $6";
    let settled_at = settled_at.map(|at| at.to_string());
    let values = [
        Value::from(taken_by),
        Value::from(settled_at.as_deref()),
        Value::text(&key.desk),
        key.seq.into(),
        Value::from(key.kind.as_str()),
        key.n.into(),
    ];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// Evidence of refused messages of one kind, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityEvent {
    /// The desk; empty for one that HQ does not know.
    pub desk: String,
    /// The refusal's code.
    pub code: String,
    /// Which message it was; empty for those of which nothing more is kept.
    pub evidence: String,
    /// When it came first.
    pub first_at: Timestamp,
    /// When it came last.
    pub last_at: Timestamp,
    /// How often.
    pub times: u64,
}

/// Keeps evidence that `code` was answered to a desk, or to one that HQ does not know.
pub fn witness(db: &mut dyn Db, desk: &str, code: &str, evidence: &str, at: Timestamp) -> Result<(), StoreError> {
    let key = [desk, code, evidence].map(Value::from);
    let at = Value::text(at);
    let again = "UPDATE security_event SET times = times + 1, last_at = $1
                 WHERE desk = $2 AND code = $3 AND evidence = $4";
    let [desk_value, code_value, evidence_value] = key;
    let values = [at.clone(), desk_value.clone(), code_value.clone(), evidence_value.clone()];
    if db.execute(again, &values, &[])? == 1 {
        return Ok(());
    }
    let sql = "SELECT count(*) FROM security_event WHERE desk = $1 AND code = $2";
    let kept = first(db, sql, &[desk_value.clone(), code_value.clone()], |row| row.int(0))?.unwrap_or_default();
    let evidence_value = if kept < EVIDENCE { evidence_value } else { Value::from("") };
    let sql = "INSERT INTO security_event (desk, code, evidence, first_at, last_at, times)
               VALUES ($1, $2, $3, $4, $5, 1)
               ON CONFLICT (desk, code, evidence) DO UPDATE
               SET times = security_event.times + 1, last_at = excluded.last_at";
    db.execute(sql, &[desk_value, code_value, evidence_value, at.clone(), at], &[]).map(|_| ())
}

/// All evidence, the latest first.
pub fn evidence(db: &mut dyn Db) -> Result<Vec<SecurityEvent>, StoreError> {
    let sql = "SELECT desk, code, evidence, first_at, last_at, times FROM security_event
               ORDER BY last_at DESC, desk, code, evidence";
    all(db, sql, &[], &[], |row| {
        let text = |at| row.text(at).map(str::to_owned);
        Ok(SecurityEvent {
            desk: text(0)?,
            code: text(1)?,
            evidence: text(2)?,
            first_at: row.parse(3)?,
            last_at: row.parse(4)?,
            times: row.count(5)?,
        })
    })
}
