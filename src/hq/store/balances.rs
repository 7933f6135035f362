//! What headquarters' own entries come to, by accounts of the ledger.

use std::collections::BTreeMap;

use crate::domain::Money;
use crate::domain::ledger::Posting;

use super::StoreError;
use super::db::{Column, Db, all};

/// Adds postings. Whoever does holds the row of headquarters' journal.
pub fn add(db: &mut dyn Db, postings: &[Posting]) -> Result<(), StoreError> {
    let mut sums: BTreeMap<String, Money> = BTreeMap::new();
    for posting in postings {
        let sum = sums.entry(posting.account.to_string()).or_default();
        *sum = sum.saturating_plus(posting.amount);
    }
    if sums.is_empty() {
        return Ok(());
    }
    let given = [
        Column::texts("account", sums.keys().map(String::as_str)),
        Column::ints("kopecks", sums.values().map(|sum| sum.kopecks())),
    ];
    let sql = "INSERT INTO own_balance (account, kopecks) SELECT account, kopecks FROM {given} g WHERE 1 = 1
               ON CONFLICT (account) DO UPDATE SET kopecks = own_balance.kopecks + excluded.kopecks";
    db.execute(sql, &[], &given).map(|_| ())
}

/// All of them that are not nothing.
pub fn list(db: &mut dyn Db) -> Result<BTreeMap<String, Money>, StoreError> {
    let sql = "SELECT account, kopecks FROM own_balance WHERE kopecks <> 0";
    let found = all(db, sql, &[], &[], |row| Ok((row.text(0)?.to_owned(), Money::from_kopecks(row.int(1)?))))?;
    Ok(found.into_iter().collect())
}
