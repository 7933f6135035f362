//! Desks: their keys, and the state that the next batch goes on from.

use crate::domain::{DeskId, Money, Offset, Timestamp};
use crate::hq::fold::DeskState;
use crate::protocol::{Accepted, Keys, PublicKey, Tally};

use super::StoreError;
use super::db::{Db, Row, Value, all, first};

/// A desk as the store has it.
#[derive(Clone, Debug)]
pub struct DeskRow {
    /// Its name.
    pub desk: DeskId,
    /// The office's zone by its IANA name.
    pub zone: String,
    /// 1; each recovery adds one.
    pub epoch: u32,
    /// Its keys.
    pub keys: Keys,
    /// When it was enrolled, or recovered, last.
    pub enrolled_at: Timestamp,
    /// When its key was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
    /// How far its journal is here.
    pub accepted: Accepted,
    /// What its entries come to.
    pub state: DeskState,
    /// When something new came last, by HQ's clock.
    pub received_at: Option<Timestamp>,
}

macro_rules! select_desk {
    ($rest:literal) => {
        concat!(
            "SELECT desk, zone, epoch, sign, seal, enrolled_at, revoked_at, through, head, payments, kopecks, last_at,
             open_shift, utc_offset, received_at, open_day, till FROM desk ",
            $rest
        )
    };
}

/// The desk of a name.
pub fn desk(db: &mut dyn Db, desk: &DeskId) -> Result<Option<DeskRow>, StoreError> {
    first(db, select_desk!("WHERE desk = $1"), &[Value::text(desk)], row)
}

/// The desk of a name, which nobody else changes until the transaction ends.
pub fn lock(db: &mut dyn Db, desk: &DeskId) -> Result<Option<DeskRow>, StoreError> {
    first(db, select_desk!("WHERE desk = $1 {lock}"), &[Value::text(desk)], row)
}

/// All desks, in the order of their names, headquarters' own journal apart.
pub fn list(db: &mut dyn Db) -> Result<Vec<DeskRow>, StoreError> {
    all(db, select_desk!("WHERE desk <> 'hq/1' ORDER BY desk"), &[], &[], row)
}

fn row(row: &Row) -> Result<DeskRow, StoreError> {
    let state = DeskState {
        last_at: row.parse_optional(11)?,
        open_shift: row.small(12)?,
        open_day: row.parse_optional(15)?,
        till: Money::from_kopecks(row.int(16)?),
        offset: row.parse(13)?,
        tally: Tally { payments: row.count(9)?, kopecks: Money::from_kopecks(row.int(10)?) },
    };
    Ok(DeskRow {
        desk: row.parse(0)?,
        zone: row.text(1)?.to_owned(),
        epoch: row.small(2)?,
        keys: Keys { sign: row.parse(3)?, seal: row.parse(4)? },
        enrolled_at: row.parse(5)?,
        revoked_at: row.parse_optional(6)?,
        accepted: Accepted { through: row.count(7)?, head: row.parse(8)? },
        state,
        received_at: row.parse_optional(14)?,
    })
}

/// Adds a desk that has sent nothing yet; false where there is one of that name.
pub fn add(db: &mut dyn Db, new: &DeskRow) -> Result<bool, StoreError> {
    let DeskRow { desk, zone, epoch, keys, enrolled_at, accepted, state, .. } = new;
    let sql = "INSERT INTO desk (desk, zone, epoch, sign, seal, enrolled_at, through, head, payments, kopecks,
                   open_shift, utc_offset, till)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (desk) DO NOTHING";
    let values = [
        Value::text(desk),
        Value::from(zone.as_str()),
        (*epoch).into(),
        Value::text(keys.sign),
        Value::text(&keys.seal),
        Value::text(enrolled_at),
        accepted.through.into(),
        Value::text(accepted.head),
        state.tally.payments.into(),
        state.tally.kopecks.kopecks().into(),
        state.open_shift.into(),
        Value::text(state.offset),
        state.till.kopecks().into(),
    ];
    Ok(db.execute(sql, &values, &[])? == 1)
}

/// Gives a desk other keys in a new epoch: it is in force from then on, whatever it was.
pub fn rekey(db: &mut dyn Db, new: &DeskRow) -> Result<(), StoreError> {
    let sql = "UPDATE desk SET zone = $1, epoch = $2, sign = $3, seal = $4, enrolled_at = $5, revoked_at = NULL
               WHERE desk = $6";
    let values = [
        Value::from(new.zone.as_str()),
        new.epoch.into(),
        Value::text(new.keys.sign),
        Value::text(&new.keys.seal),
        Value::text(new.enrolled_at),
        Value::text(&new.desk),
    ];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// Moves a desk's state on to what its new entries made of it.
pub fn advance(
    db: &mut dyn Db,
    desk: &DeskId,
    accepted: Accepted,
    state: &DeskState,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE desk SET through = $1, head = $2, payments = $3, kopecks = $4, last_at = $5, open_shift = $6,
                   utc_offset = $7, received_at = $8, open_day = $9, till = $10
               WHERE desk = $11";
    let open_day = state.open_day.map(|day| day.to_string());
    let last_at = state.last_at.map(|at| at.to_string());
    let values = [
        accepted.through.into(),
        Value::text(accepted.head),
        state.tally.payments.into(),
        state.tally.kopecks.kopecks().into(),
        Value::from(last_at.as_deref()),
        state.open_shift.into(),
        Value::text(state.offset),
        Value::text(at),
        Value::from(open_day.as_deref()),
        state.till.kopecks().into(),
        Value::text(desk),
    ];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// Takes a desk's key out of force; false where it was, or where there is no such desk.
pub fn revoke(db: &mut dyn Db, desk: &DeskId, at: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE desk SET revoked_at = $1 WHERE desk = $2 AND revoked_at IS NULL";
    Ok(db.execute(sql, &[Value::text(at), Value::text(desk)], &[])? == 1)
}

/// Keeps a key that is no longer in force, so that who still uses it is told so.
pub fn keep_old_key(db: &mut dyn Db, old: &DeskRow, at: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO old_key (desk, sign, epoch, revoked_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (desk, sign) DO NOTHING";
    let values = [Value::text(&old.desk), Value::text(old.keys.sign), old.epoch.into(), Value::text(at)];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// The keys of a desk that are no longer in force.
pub fn old_keys(db: &mut dyn Db, desk: &DeskId) -> Result<Vec<PublicKey>, StoreError> {
    all(db, "SELECT sign FROM old_key WHERE desk = $1", &[Value::text(desk)], &[], |row| row.parse(0))
}

/// The offset of a desk that has not opened a shift yet.
pub fn no_offset() -> Result<Offset, StoreError> {
    "+00:00".parse().map_err(|_| StoreError::Failed("UTC has no offset".to_owned()))
}
