//! Enrolment codes, by the public half of their key.

use crate::domain::{DeskId, Timestamp};
use crate::protocol::PublicKey;

use super::StoreError;
use super::db::{Db, Value, first};

/// A code that was given out.
#[derive(Clone, Debug)]
pub struct CodeRow {
    /// The desk that it is for.
    pub desk: DeskId,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// The key that used it.
    pub used_by: Option<PublicKey>,
}

/// Gives out a code.
pub fn add(
    db: &mut dyn Db,
    code: &PublicKey,
    desk: &DeskId,
    at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO enrol_code (code, desk, made_at, expires_at) VALUES ($1, $2, $3, $4)";
    let values = [Value::text(code), Value::text(desk), Value::text(at), Value::text(expires_at)];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// The code of a key, which nobody else uses until the transaction ends.
pub fn lock(db: &mut dyn Db, code: &PublicKey) -> Result<Option<CodeRow>, StoreError> {
    let sql = "SELECT desk, expires_at, used_by FROM enrol_code WHERE code = $1 {lock}";
    first(db, sql, &[Value::text(code)], |row| {
        Ok(CodeRow { desk: row.parse(0)?, expires_at: row.parse(1)?, used_by: row.parse_optional(2)? })
    })
}

/// Marks a code as used.
pub fn mark_used(db: &mut dyn Db, code: &PublicKey, by: &PublicKey, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE enrol_code SET used_by = $1, used_at = $2 WHERE code = $3";
    db.execute(sql, &[Value::text(by), Value::text(at), Value::text(code)], &[]).map(|_| ())
}
