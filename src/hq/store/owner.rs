//! The key that the store belongs to, and how it came to be in force.

use crate::domain::Timestamp;
use crate::protocol::{Keys, Succession};

use super::StoreError;
use super::db::{Db, Value, all, first};

/// The fingerprint of the key that the store belongs to; `None` in one that is being made.
pub fn owner(db: &mut dyn Db) -> Result<Option<String>, StoreError> {
    first(db, "SELECT fingerprint FROM hq", &[], |row| row.text(0).map(str::to_owned))
}

/// The same, which nobody else changes until the transaction ends.
pub fn lock(db: &mut dyn Db) -> Result<Option<String>, StoreError> {
    first(db, "SELECT fingerprint FROM hq {lock}", &[], |row| row.text(0).map(str::to_owned))
}

/// Makes the store that of a key.
pub fn claim(db: &mut dyn Db, fingerprint: &str, at: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO hq (fingerprint, made_at) VALUES ($1, $2)";
    db.execute(sql, &[fingerprint.into(), Value::text(at)], &[]).map(|_| ())
}

/// Hands the store over to the next key.
pub fn succeed(db: &mut dyn Db, succession: &Succession) -> Result<(), StoreError> {
    let n = successions(db)?.len() as u64 + 1;
    let Succession { from, to, at, sig } = succession;
    let sql = "INSERT INTO succession (n, old_sign, sign, seal, at, sig) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [Value::text(from), Value::text(to.sign), Value::text(&to.seal), Value::text(at), Value::text(sig)];
    db.execute(sql, &[&[n.into()], &values[..]].concat(), &[])?;
    db.execute("UPDATE hq SET fingerprint = $1", &[Value::text(to.sign.fingerprint())], &[]).map(|_| ())
}

/// All keys before today's, the oldest first.
pub fn successions(db: &mut dyn Db) -> Result<Vec<Succession>, StoreError> {
    let sql = "SELECT old_sign, sign, seal, at, sig FROM succession ORDER BY n";
    all(db, sql, &[], &[], |row| {
        let to = Keys { sign: row.parse(1)?, seal: row.parse(2)? };
        Ok(Succession { from: row.parse(0)?, to, at: row.parse(3)?, sig: row.parse(4)? })
    })
}
