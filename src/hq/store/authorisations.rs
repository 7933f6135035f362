//! What supervisors approved by telephone, and the entry of the desk in which it came back.

use crate::domain::{Challenge, DeskId, Money, Operation, Timestamp, UserName};

use super::StoreError;
use super::db::{Db, Row, Value, all, first};

/// An authorisation that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The desk.
    pub desk: DeskId,
    /// What its screen showed.
    pub challenge: Challenge,
    /// Who gave it.
    pub user: UserName,
    /// For what.
    pub operation: Operation,
    /// When, by headquarters' clock.
    pub at: Timestamp,
    /// The entry of headquarters' journal that gave it first.
    pub seq: u64,
    /// The desk's entry that it came back in; 0 for none yet.
    pub used: u64,
}

macro_rules! select_given {
    ($rest:literal) => {
        concat!(
            "SELECT desk, challenge, by_user, operation, subject, kopecks, at, seq, used FROM authorisation ",
            $rest
        )
    };
}

fn row(row: &Row) -> Result<Given, StoreError> {
    let text = |at| row.text(at).map(str::to_owned);
    Ok(Given {
        desk: row.parse(0)?,
        challenge: row.parse(1)?,
        user: row.parse(2)?,
        operation: Operation { kind: text(3)?, subject: text(4)?, amount: Money::from_kopecks(row.int(5)?) },
        at: row.parse(6)?,
        seq: row.count(7)?,
        used: row.count(8)?,
    })
}

/// Adds one. The same given again, because the line broke, stays what it is.
pub fn add(db: &mut dyn Db, given: &Given) -> Result<(), StoreError> {
    let sql = "INSERT INTO authorisation (desk, challenge, by_user, operation, subject, kopecks, at, seq, used)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (desk, challenge, by_user) DO NOTHING";
    let Given { desk, challenge, user, operation, at, seq, used } = given;
    let values = [
        Value::text(desk),
        Value::text(challenge),
        Value::from(user.as_str()),
        Value::from(operation.kind.as_str()),
        Value::from(operation.subject.as_str()),
        operation.amount.kopecks().into(),
        Value::text(at),
        (*seq).into(),
        (*used).into(),
    ];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// All that were given for a challenge: more than one where several supervisors were called.
pub fn of_challenge(db: &mut dyn Db, desk: &DeskId, challenge: &Challenge) -> Result<Vec<Given>, StoreError> {
    let sql = select_given!("WHERE desk = $1 AND challenge = $2 ORDER BY by_user");
    all(db, sql, &[Value::text(desk), Value::text(challenge)], &[], row)
}

/// All of a desk, in the order of their challenges.
pub fn of_desk(db: &mut dyn Db, desk: &DeskId) -> Result<Vec<Given>, StoreError> {
    all(db, select_given!("WHERE desk = $1 ORDER BY challenge, by_user"), &[Value::text(desk)], &[], row)
}

/// Those that did not come back yet and were given since, the oldest first.
pub fn waiting(db: &mut dyn Db, since: Timestamp) -> Result<Vec<Given>, StoreError> {
    let sql = select_given!("WHERE used = 0 AND at >= $1 ORDER BY at, seq");
    all(db, sql, &[Value::text(since)], &[], row)
}

/// How many there are in all.
pub fn count(db: &mut dyn Db) -> Result<u64, StoreError> {
    Ok(first(db, "SELECT count(*) FROM authorisation", &[], |row| row.count(0))?.unwrap_or_default())
}

/// Says in which entry one came back.
pub fn set_used(db: &mut dyn Db, given: &Given, used: u64) -> Result<(), StoreError> {
    let sql = "UPDATE authorisation SET used = $1 WHERE desk = $2 AND challenge = $3 AND by_user = $4";
    let values =
        [used.into(), Value::text(&given.desk), Value::text(&given.challenge), Value::from(given.user.as_str())];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// True where an entry of the desk has had the challenge without an authorisation.
pub fn is_odd(db: &mut dyn Db, desk: &DeskId, challenge: &Challenge) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM exception WHERE desk = $1 AND kind = 'unknown-authorisation' AND subject = $2";
    let found = first(db, sql, &[Value::text(desk), Value::text(challenge)], |row| row.count(0))?;
    Ok(found.unwrap_or_default() > 0)
}
