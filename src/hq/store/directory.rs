//! The directory that HQ publishes: accounts, registers' ages, the catalogue; versions of what changed.

use crate::domain::{AccountNumber, Money, SupplierCode};
use crate::protocol::directory_page::Row as PageRow;
use crate::protocol::published::{ACCOUNT, PublishedAccount, PublishedRegister, REGISTER, account_key};
use crate::register::Debt;

use super::StoreError;
use super::db::{Column, Db, Row, Value, all, first, number};

/// What a register did to the accounts of its supplier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Versioned {
    /// Accounts that were not there before.
    pub new: u64,
    /// Accounts with another figure, name or address than before, or that were absent.
    pub changed: u64,
    /// Accounts that became absent.
    pub gone: u64,
    /// Accounts that were absent before and still are.
    pub absent: u64,
}

/// Makes the table that a register's rows wait in, of this connection alone.
pub fn begin_stage(db: &mut dyn Db) -> Result<(), StoreError> {
    db.execute("DROP TABLE IF EXISTS staged", &[], &[])?;
    let sql = "CREATE TEMPORARY TABLE staged (place BIGINT NOT NULL, account TEXT PRIMARY KEY, name TEXT NOT NULL,
                   address TEXT NOT NULL, figure BIGINT NOT NULL)";
    db.execute(sql, &[], &[]).map(|_| ())
}

/// Lets rows wait; `place` is the number of the first.
pub fn stage(db: &mut dyn Db, place: u64, debts: &[Debt]) -> Result<(), StoreError> {
    let given = [
        Column::ints("place", (number(place)..).take(debts.len())),
        Column::texts("account", debts.iter().map(|debt| debt.account.as_str())),
        Column::texts("name", debts.iter().map(|debt| debt.name.as_str())),
        Column::texts("address", debts.iter().map(|debt| debt.address.as_str())),
        Column::ints("figure", debts.iter().map(|debt| debt.amount.kopecks())),
    ];
    db.insert("staged", &given)
}

/// Gives each account that the waiting rows change a revision behind `rev`, and each that they lack. The days of the
/// figures so far are `before`: what is lacking keeps them. Returns the last revision.
pub fn version(
    db: &mut dyn Db,
    supplier: &SupplierCode,
    rev: u64,
    before: Option<&PublishedRegister>,
) -> Result<(Versioned, u64), StoreError> {
    let of = Value::from(supplier.as_str());
    let one = std::slice::from_ref(&of);
    let absent = "SELECT count(*) FROM account a WHERE supplier = $1 AND absent = 1
                  AND NOT EXISTS (SELECT 1 FROM staged s WHERE s.account = a.account)";
    let absent = first(db, absent, one, |row| row.count(0))?.unwrap_or_default();
    let gone = match before {
        Some(before) => take_out(db, supplier, rev, before)?,
        None => 0,
    };
    let known = "SELECT count(*) FROM account WHERE supplier = $1";
    let counted = |db: &mut dyn Db| first(db, known, one, |row| row.count(0));
    let had = counted(db)?.unwrap_or_default();
    let sql = "INSERT INTO account (supplier, account, name, address, figure, absent, rev)
               SELECT CAST($1 AS TEXT), s.account, s.name, s.address, s.figure, 0,
                   CAST($2 AS BIGINT) + ROW_NUMBER() OVER (ORDER BY s.place)
               FROM staged s LEFT JOIN account a ON a.supplier = $3 AND a.account = s.account
               WHERE a.account IS NULL OR a.absent = 1 OR a.figure <> s.figure OR a.name <> s.name
                   OR a.address <> s.address
               ON CONFLICT (supplier, account) DO UPDATE SET name = excluded.name, address = excluded.address,
                   figure = excluded.figure, absent = 0, as_of = NULL, counted_through = NULL, rev = excluded.rev";
    let written = db.execute(sql, &[of.clone(), (rev + gone).into(), of.clone()], &[])?;
    let new = counted(db)?.unwrap_or_default().saturating_sub(had);
    db.execute("DROP TABLE staged", &[], &[])?;
    Ok((Versioned { new, changed: written - new, gone, absent }, rev + gone + written))
}

fn take_out(db: &mut dyn Db, supplier: &SupplierCode, rev: u64, before: &PublishedRegister) -> Result<u64, StoreError> {
    let sql = "UPDATE account SET absent = 1, as_of = $1, counted_through = $2, rev = CAST($3 AS BIGINT) + gone.n
               FROM (SELECT account, ROW_NUMBER() OVER (ORDER BY account) AS n FROM account a
                     WHERE supplier = $4 AND absent = 0
                     AND NOT EXISTS (SELECT 1 FROM staged s WHERE s.account = a.account)) gone
               WHERE account.supplier = $5 AND account.account = gone.account";
    let of = Value::from(supplier.as_str());
    let values = [Value::from(before.as_of.as_str()), Value::text(before.counted_through), rev.into(), of.clone(), of];
    db.execute(sql, &values, &[])
}

/// The age of a supplier's figures, where a register was ever imported.
pub fn register(db: &mut dyn Db, supplier: &SupplierCode) -> Result<Option<PublishedRegister>, StoreError> {
    let value = published(db, REGISTER, supplier.as_str())?;
    value.map(|value| read_json(&value)).transpose()
}

/// The value that was published under a key.
pub fn published(db: &mut dyn Db, kind: &str, key: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT value FROM published WHERE kind = $1 AND key = $2";
    first(db, sql, &[kind.into(), key.into()], |row| row.text(0).map(str::to_owned))
}

/// Publishes a value under a key, at a revision.
pub fn publish(db: &mut dyn Db, kind: &str, key: &str, value: &str, rev: u64) -> Result<(), StoreError> {
    let sql = "INSERT INTO published (kind, key, value, rev) VALUES ($1, $2, $3, $4)
               ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value, rev = excluded.rev";
    db.execute(sql, &[kind.into(), key.into(), value.into(), rev.into()], &[]).map(|_| ())
}

/// An account as it is published.
pub fn account(
    db: &mut dyn Db,
    supplier: &SupplierCode,
    number: &AccountNumber,
) -> Result<Option<PublishedAccount>, StoreError> {
    let sql = "SELECT rev, supplier, account, name, address, figure, absent, as_of, counted_through FROM account
               WHERE supplier = $1 AND account = $2";
    let found = first(db, sql, &[supplier.as_str().into(), number.as_str().into()], account_row)?;
    found.map(|found| Ok(found.published(register(db, supplier)?.as_ref()))).transpose()
}

/// Rows behind revision `since`, at most `limit` and about `bytes` bytes, in the order of revisions.
pub fn page(db: &mut dyn Db, since: u64, limit: u64, bytes: usize) -> Result<Vec<PageRow>, StoreError> {
    let sql = "SELECT key, value FROM published WHERE kind = $1";
    let mut registers = Vec::new();
    db.query(sql, &[REGISTER.into()], &[], &mut |row| {
        registers.push((row.text(0)?.to_owned(), read_json(row.text(1)?)?));
        Ok(())
    })?;
    let sql = "SELECT rev, kind, key, value FROM published WHERE rev > $1 ORDER BY rev LIMIT $2";
    let mut rows = all(db, sql, &[since.into(), limit.into()], &[], |row| {
        let text = |at| row.text(at).map(str::to_owned);
        Ok(PageRow { rev: row.count(0)?, kind: text(1)?, key: text(2)?, value: Some(text(3)?) })
    })?;
    let sql = "SELECT rev, supplier, account, name, address, figure, absent, as_of, counted_through FROM account
               WHERE rev > $1 ORDER BY rev LIMIT $2";
    db.query(sql, &[since.into(), limit.into()], &[], &mut |row| {
        let found = account_row(row)?;
        let of = |(supplier, _): &&(String, PublishedRegister)| supplier == found.supplier.as_str();
        let published = found.published(registers.iter().find(of).map(|(_, register)| register));
        let value = serde_json::to_string(&published).map_err(|error| StoreError::Failed(error.to_string()))?;
        let key = account_key(&found.supplier, &found.account);
        rows.push(PageRow { rev: found.rev, kind: ACCOUNT.to_owned(), key, value: Some(value) });
        Ok(())
    })?;
    rows.sort_by_key(|row| row.rev);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let mut size = 0;
    let fits = rows.iter().take_while(|row| {
        // Each row in its turn: its value, its key, and the names of its fields.
        size += row.value.as_ref().map_or(4, String::len) + row.key.len() + 64;
        size <= bytes
    });
    let fits = fits.count().max(1);
    rows.truncate(fits);
    Ok(rows)
}

/// An account as the store has it.
struct AccountRow {
    rev: u64,
    supplier: SupplierCode,
    account: AccountNumber,
    name: String,
    address: String,
    figure: Money,
    absent: Option<PublishedRegister>,
}

impl AccountRow {
    /// With its days: its own where it is absent, else those of its supplier's register.
    fn published(&self, register: Option<&PublishedRegister>) -> PublishedAccount {
        let none = PublishedRegister { as_of: String::new(), counted_through: chrono::NaiveDate::MIN };
        let PublishedRegister { as_of, counted_through } = self.absent.as_ref().or(register).cloned().unwrap_or(none);
        PublishedAccount {
            name: self.name.clone(),
            address: self.address.clone(),
            figure: self.figure,
            as_of,
            counted_through,
            absent: self.absent.is_some(),
        }
    }
}

fn account_row(row: &Row) -> Result<AccountRow, StoreError> {
    let text = |at| row.text(at).map(str::to_owned);
    let absent = match row.int(6)? {
        0 => None,
        _ => Some(PublishedRegister { as_of: text(7)?, counted_through: row.parse(8)? }),
    };
    Ok(AccountRow {
        rev: row.count(0)?,
        supplier: row.parse(1)?,
        account: row.parse(2)?,
        name: text(3)?,
        address: text(4)?,
        figure: Money::from_kopecks(row.int(5)?),
        absent,
    })
}

fn read_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Damaged(format!("what is published: {error}")))
}
