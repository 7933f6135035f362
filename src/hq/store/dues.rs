//! What is due to each supplier of what each desk took. A desk's rows are written under its lock, so no two desks wait
//! for each other, and a supplier's due is the sum of a row a desk, whatever the history.

use std::collections::BTreeMap;

use crate::domain::{DeskId, Money, SupplierCode};
use crate::hq::fold::LineRow;

use super::StoreError;
use super::db::{Column, Db, Value, all};

/// The dues of one desk.
pub type Dues = BTreeMap<SupplierCode, Money>;

/// Adds lines to dues, each in its turn: the same lines come to the same sums in whichever batches they came.
pub fn count(dues: &mut Dues, lines: &[LineRow]) {
    for line in lines {
        let due = dues.entry(line.supplier.clone()).or_default();
        *due = due.saturating_plus(line.amount);
    }
}

/// Adds the lines of new entries of a desk, whose row is locked.
pub fn add(db: &mut dyn Db, desk: &DeskId, lines: &[LineRow]) -> Result<(), StoreError> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut dues = of_desk(db, desk)?;
    count(&mut dues, lines);
    let sql = "INSERT INTO due (desk, supplier, kopecks)
               SELECT CAST($1 AS TEXT), supplier, kopecks FROM {given} g WHERE 1 = 1
               ON CONFLICT (desk, supplier) DO UPDATE SET kopecks = excluded.kopecks";
    let given = [
        Column::texts("supplier", dues.keys().map(SupplierCode::as_str)),
        Column::ints("kopecks", dues.values().map(|due| due.kopecks())),
    ];
    db.execute(sql, &[Value::text(desk)], &given).map(|_| ())
}

/// The dues of a desk.
pub fn of_desk(db: &mut dyn Db, desk: &DeskId) -> Result<Dues, StoreError> {
    let sql = "SELECT supplier, kopecks FROM due WHERE desk = $1";
    let rows = all(db, sql, &[Value::text(desk)], &[], |row| Ok((row.parse(0)?, Money::from_kopecks(row.int(1)?))))?;
    Ok(rows.into_iter().collect())
}

/// The dues of all desks together.
pub fn of_all(db: &mut dyn Db) -> Result<Dues, StoreError> {
    let mut dues = Dues::new();
    db.query("SELECT supplier, kopecks FROM due", &[], &[], &mut |row| {
        let due = dues.entry(row.parse(0)?).or_default();
        *due = due.saturating_plus(Money::from_kopecks(row.int(1)?));
        Ok(())
    })?;
    Ok(dues)
}
