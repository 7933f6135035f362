//! The offices: what HQ knows of them beyond their code.

use std::collections::BTreeMap;

use super::StoreError;
use super::db::{Db, all};

/// What an office is called, and where it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// Its region; empty where it has none.
    pub region: String,
}

/// Adds an office, or gives the one of that code another name and region.
pub fn put(db: &mut dyn Db, code: &str, office: &Office) -> Result<(), StoreError> {
    let sql = "INSERT INTO office (office, name, region) VALUES ($1, $2, $3)
               ON CONFLICT (office) DO UPDATE SET name = excluded.name, region = excluded.region";
    let values = [code.into(), office.name.as_str().into(), office.region.as_str().into()];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// All offices that were named, by their codes.
pub fn list(db: &mut dyn Db) -> Result<BTreeMap<String, Office>, StoreError> {
    let found = all(db, "SELECT office, name, region FROM office", &[], &[], |row| {
        let text = |at| row.text(at).map(str::to_owned);
        Ok((text(0)?, Office { name: text(1)?, region: text(2)? }))
    })?;
    Ok(found.into_iter().collect())
}
