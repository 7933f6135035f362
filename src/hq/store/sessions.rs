//! Who is signed in at the back office, and how often somebody was not.

use crate::domain::{Timestamp, UserName};
use crate::protocol::Hash;

use super::StoreError;
use super::db::{Db, Value, first};

/// Somebody's session.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Whose.
    pub name: UserName,
    /// The hash of the PIN's hash that it was opened with.
    pub pin: String,
    /// Its end.
    pub until: Timestamp,
    /// When it was used last, to the minute.
    pub used_at: Timestamp,
}

/// Adds a session under its token's hash.
pub fn add(db: &mut dyn Db, token: &Hash, new: &SessionRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO session (token, name, pin, until, used_at) VALUES ($1, $2, $3, $4, $5)";
    let values = [
        Value::text(token),
        Value::from(new.name.as_str()),
        Value::from(new.pin.as_str()),
        Value::text(new.until),
        Value::text(new.used_at),
    ];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// The session of a token's hash.
pub fn session(db: &mut dyn Db, token: &Hash) -> Result<Option<SessionRow>, StoreError> {
    let sql = "SELECT name, pin, until, used_at FROM session WHERE token = $1";
    first(db, sql, &[Value::text(token)], |row| {
        let (name, pin) = (row.parse(0)?, row.text(1)?.to_owned());
        Ok(SessionRow { name, pin, until: row.parse(2)?, used_at: row.parse(3)? })
    })
}

/// Notes that a session was used.
pub fn touch(db: &mut dyn Db, token: &Hash, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE session SET used_at = $1 WHERE token = $2";
    db.execute(sql, &[Value::text(at), Value::text(token)], &[]).map(|_| ())
}

/// Ends a session.
pub fn end(db: &mut dyn Db, token: &Hash) -> Result<(), StoreError> {
    db.execute("DELETE FROM session WHERE token = $1", &[Value::text(token)], &[]).map(|_| ())
}

/// Ends all sessions of a person.
pub fn end_all(db: &mut dyn Db, name: &UserName) -> Result<(), StoreError> {
    db.execute("DELETE FROM session WHERE name = $1", &[name.as_str().into()], &[]).map(|_| ())
}

/// Forgets sessions that ended by `now`, or were used before `idle` last, and wrong PINs before `quiet`.
pub fn forget(db: &mut dyn Db, now: Timestamp, idle: Timestamp, quiet: Timestamp) -> Result<(), StoreError> {
    let sql = "DELETE FROM session WHERE until <= $1 OR used_at <= $2";
    db.execute(sql, &[Value::text(now), Value::text(idle)], &[])?;
    db.execute("DELETE FROM wrong_pin WHERE last_at <= $1", &[Value::text(quiet)], &[]).map(|_| ())
}

/// Wrong PINs in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongPins {
    /// How many.
    pub tries: u32,
    /// The last of them.
    pub last: Timestamp,
}

/// The wrong PINs of a name or an address, which nobody else counts on until the transaction ends.
pub fn lock_wrong(db: &mut dyn Db, whom: &Hash, now: Timestamp) -> Result<WrongPins, StoreError> {
    // A row that is not there can't be locked, and two who come first at once would both be the first.
    let sql = "INSERT INTO wrong_pin (whom, tries, last_at) VALUES ($1, 0, $2) ON CONFLICT (whom) DO NOTHING";
    db.execute(sql, &[Value::text(whom), Value::text(now)], &[])?;
    let sql = "SELECT tries, last_at FROM wrong_pin WHERE whom = $1 {lock}";
    let found = first(db, sql, &[Value::text(whom)], |row| Ok(WrongPins { tries: row.small(0)?, last: row.parse(1)? }));
    Ok(found?.unwrap_or(WrongPins { tries: 0, last: now }))
}

/// Sets the wrong PINs of a name or an address.
pub fn set_wrong(db: &mut dyn Db, whom: &Hash, wrong: WrongPins) -> Result<(), StoreError> {
    let sql = "UPDATE wrong_pin SET tries = $1, last_at = $2 WHERE whom = $3";
    db.execute(sql, &[wrong.tries.into(), Value::text(wrong.last), Value::text(whom)], &[]).map(|_| ())
}

/// Forgets the wrong PINs of a name or an address.
pub fn clear_wrong(db: &mut dyn Db, whom: &Hash) -> Result<(), StoreError> {
    db.execute("DELETE FROM wrong_pin WHERE whom = $1", &[Value::text(whom)], &[]).map(|_| ())
}
