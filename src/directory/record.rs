//! The catalogue and the users: records in JSON beside the accounts.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::{Catalogue, FeeRule, Service, Supplier, Tender, User, UserName};

use super::store::{Directory, DirectoryError};

const OPERATOR: &str = "operator";
const SERVICE: &str = "service";
const TENDER: &str = "tender";
const SUPPLIER: &str = "supplier";
const FEE: &str = "fee";
pub(super) const USER: &str = "user";

impl Directory {
    /// Replaces the catalogue: operator, services, tenders, suppliers and fees, in their order.
    pub fn publish(&mut self, catalogue: &Catalogue) -> Result<(), DirectoryError> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        publish_in(&tx, catalogue)?;
        tx.commit()?;
        Ok(())
    }

    /// The catalogue last published.
    pub fn catalogue(&self) -> Result<Catalogue, DirectoryError> {
        let snapshot = self.conn.unchecked_transaction()?;
        let operator = all(&snapshot, OPERATOR)?.pop().ok_or(DirectoryError::NoCatalogue)?;
        Ok(Catalogue {
            operator,
            services: all(&snapshot, SERVICE)?,
            tenders: all(&snapshot, TENDER)?,
            suppliers: all(&snapshot, SUPPLIER)?,
            fees: all(&snapshot, FEE)?,
        })
    }

    /// Adds a user or replaces the one of that name.
    pub fn put_user(&mut self, user: &User) -> Result<(), DirectoryError> {
        put(&self.conn, USER, user.name.as_str(), user)
    }

    /// The user of a name, retired or not.
    pub fn user(&self, name: &UserName) -> Result<Option<User>, DirectoryError> {
        let sql = "SELECT value FROM record WHERE kind = ?1 AND key = ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let value = statement.query_row([USER, name.as_str()], |row| row.get::<_, String>(0)).optional()?;
        Ok(value.map(|value| serde_json::from_str(&value)).transpose()?)
    }

    /// All users, the retired among them, in the order in which they were added.
    pub fn users(&self) -> Result<Vec<User>, DirectoryError> {
        all(&self.conn, USER)
    }

    /// Marks a user as one who no longer works here.
    pub fn retire(&mut self, name: &UserName) -> Result<(), DirectoryError> {
        let user = self.user(name)?.ok_or_else(|| DirectoryError::NoUser(name.clone()))?;
        self.put_user(&User { retired: true, ..user })
    }
}

/// Replaces the catalogue within a transaction.
pub(super) fn publish_in(tx: &Connection, catalogue: &Catalogue) -> Result<(), DirectoryError> {
    for kind in [OPERATOR, SERVICE, TENDER, SUPPLIER, FEE] {
        tx.execute("DELETE FROM record WHERE kind = ?1", [kind])?;
    }
    put(tx, OPERATOR, "", &catalogue.operator)?;
    for service @ Service { code, .. } in &catalogue.services {
        put(tx, SERVICE, code.as_str(), service)?;
    }
    for tender @ Tender { kind, .. } in &catalogue.tenders {
        put(tx, TENDER, kind.as_str(), tender)?;
    }
    for supplier @ Supplier { code, .. } in &catalogue.suppliers {
        put(tx, SUPPLIER, code.as_str(), supplier)?;
    }
    for fee @ FeeRule { supplier, office, tender, from, .. } in &catalogue.fees {
        let tender = tender.as_ref().map_or("", |tender| tender.as_str());
        let key = format!("{supplier}/{}/{tender}/{from}", office.as_deref().unwrap_or_default());
        put(tx, FEE, &key, fee)?;
    }
    Ok(())
}

pub(super) fn put(conn: &Connection, kind: &str, key: &str, value: &impl Serialize) -> Result<(), DirectoryError> {
    let sql = "INSERT INTO record (kind, key, value) VALUES (?1, ?2, ?3)
               ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value";
    conn.prepare_cached(sql)?.execute(params![kind, key, serde_json::to_string(value)?])?;
    Ok(())
}

fn all<T: DeserializeOwned>(conn: &Connection, kind: &str) -> Result<Vec<T>, DirectoryError> {
    let mut statement = conn.prepare_cached("SELECT value FROM record WHERE kind = ?1 ORDER BY place")?;
    let mut rows = statement.query([kind])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.push(serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?);
    }
    Ok(records)
}
