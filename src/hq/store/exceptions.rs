//! Exceptions, and evidence of what was refused.

use crate::domain::{DeskId, Money, Timestamp};
use crate::hq::exception::Exception;

use super::StoreError;
use super::db::{Column, Db, Value, all, first, number};

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

/// How many of a desk are open.
pub fn count(db: &mut dyn Db, desk: &DeskId) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM exception WHERE desk = $1 AND settled_at IS NULL";
    Ok(first(db, sql, &[Value::text(desk)], |row| row.count(0))?.unwrap_or_default())
}

/// The open ones of a desk, by entry.
pub fn list(db: &mut dyn Db, desk: &DeskId) -> Result<Vec<Exception>, StoreError> {
    let sql = "SELECT desk, seq, kind, n, subject, kopecks, day, at FROM exception
               WHERE desk = $1 AND settled_at IS NULL ORDER BY seq, kind, n";
    all(db, sql, &[Value::text(desk)], &[], |row| {
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
    })
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
