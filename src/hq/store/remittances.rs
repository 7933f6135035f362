//! What suppliers got.

use chrono::NaiveDate;

use crate::domain::{Money, SupplierCode, Timestamp};

use super::StoreError;
use super::db::{Db, Row, Value, all};

/// A sum that a supplier got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemittanceRow {
    /// The entry of headquarters' journal that says so.
    pub seq: u64,
    /// Who got it.
    pub supplier: SupplierCode,
    /// When that was written down.
    pub at: Timestamp,
    /// The day of it.
    pub day: NaiveDate,
    /// How much.
    pub amount: Money,
    /// Who wrote it down.
    pub by: String,
}

/// Adds one.
pub fn add(db: &mut dyn Db, row: &RemittanceRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO remittance (seq, supplier, at, day, kopecks, by_user) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        row.seq.into(),
        row.supplier.as_str().into(),
        Value::text(row.at),
        Value::text(row.day),
        row.amount.kopecks().into(),
        Value::from(row.by.as_str()),
    ];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// All of them, in the order in which they were written down.
pub fn every(db: &mut dyn Db) -> Result<Vec<RemittanceRow>, StoreError> {
    let sql = "SELECT seq, supplier, at, day, kopecks, by_user FROM remittance ORDER BY seq";
    all(db, sql, &[], &[], |row: &Row| {
        Ok(RemittanceRow {
            seq: row.count(0)?,
            supplier: row.parse(1)?,
            at: row.parse(2)?,
            day: row.parse(3)?,
            amount: Money::from_kopecks(row.int(4)?),
            by: row.text(5)?.to_owned(),
        })
    })
}
