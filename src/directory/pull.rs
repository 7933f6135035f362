//! Taking in what HQ publishes: pages as they come, each in one transaction, and the accounts of all of them placed at
//! once behind the last.
//!
//! Accounts come in the order of revisions, which is none of addresses. Placed page by page, a million of them would
//! keep splitting each other's gaps and the search index its segments; staged first, they cost what an import does. So
//! a till sees the old accounts until it sees the new ones.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::import::{IMPORT_CACHE_KIB, Progress, make_staged, place_staged, take_out};
use super::index::Index;
use super::rank::define_key;
use super::record::{USER, publish_in, put};
use super::store::{Directory, DirectoryError};
use crate::domain::SupplierCode;
use crate::protocol::published::{Published, PublishedAccount, PublishedRegister, REGISTER};
use crate::protocol::{DirectoryPage, UsersPage};

/// How far HQ's directory is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pulled {
    /// The last revision that was taken in.
    pub rev: u64,
    /// The revision of the people.
    pub users: u64,
    /// How many rows of accounts wait for their place.
    pub waiting: u64,
}

/// Kinds that are kept as they come.
const KEPT: [&str; 2] = ["tariff", "notice"];

impl Directory {
    /// How far HQ's directory is here; `None` where nothing of it was ever asked for.
    pub fn pulled(&self) -> Result<Option<Pulled>, DirectoryError> {
        let sql = "SELECT rev, users, (SELECT count(*) FROM arrived) FROM pulled";
        let row = |row: &rusqlite::Row| Ok(Pulled { rev: row.get(0)?, users: row.get(1)?, waiting: row.get(2)? });
        Ok(self.conn.query_row(sql, [], row).optional()?)
    }

    /// Begins HQ's directory anew: what is here stays until HQ's accounts are all there, and then goes.
    pub fn begin_pull(&mut self) -> Result<(), DirectoryError> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute("DELETE FROM arrived", [])?;
        tx.execute("INSERT OR REPLACE INTO pulled (one, rev, users, fresh) VALUES (1, 0, 0, 1)", [])?;
        Ok(tx.commit()?)
    }

    /// Takes a page in that follows what is here, in one transaction: true, or false for one that was taken before.
    /// Rows of kinds that this program does not know are passed over. Accounts are placed by [`Directory::settle`].
    pub fn take_page(&mut self, page: &DirectoryPage) -> Result<bool, DirectoryError> {
        if self.pulled()?.is_none() {
            self.begin_pull()?;
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let rev: u64 = tx.query_row("SELECT rev FROM pulled", [], |row| row.get(0))?;
        if page.from > rev || page.to < rev {
            return Ok(false);
        }
        let mut imports = Imports::default();
        for row in page.rows.iter().filter(|row| row.rev > rev) {
            match Published::read(row) {
                Some(Published::Account(supplier, account, value)) => {
                    let arrived = (row.rev, supplier.as_str(), account.as_str());
                    match value {
                        Some(value) => arrive(&tx, arrived, &value, imports.of(&tx, &supplier, &value)?)?,
                        None => gone(&tx, arrived)?,
                    }
                }
                Some(Published::Register(supplier, days)) => put(&tx, REGISTER, supplier.as_str(), &days)?,
                Some(Published::Catalogue(catalogue)) => publish_in(&tx, &catalogue)?,
                None if KEPT.contains(&row.kind.as_str()) => keep(&tx, row)?,
                None => {}
            }
        }
        tx.execute("UPDATE pulled SET rev = ?1", [page.to])?;
        tx.commit()?;
        Ok(true)
    }

    /// Gives the accounts that arrived their places, all in one transaction; those that the desk had before it was
    /// HQ's go in the same. How many rows there were.
    pub fn settle(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<u64, DirectoryError> {
        let fresh: Option<bool> = self.conn.query_row("SELECT fresh FROM pulled", [], |row| row.get(0)).optional()?;
        let Some(fresh) = fresh else { return Ok(0) };
        define_key(&self.conn)?;
        let rows = self.with_cache(IMPORT_CACHE_KIB, |conn| {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if fresh {
                clear(&tx)?;
            }
            let rows = settle_in(&tx, progress)?;
            age(&tx)?;
            tx.execute("UPDATE pulled SET fresh = 0", [])?;
            tx.commit()?;
            Ok::<_, DirectoryError>(rows)
        })?;
        // A reader may hold the log; then a later checkpoint does this.
        let _ = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        Ok(rows)
    }

    /// Takes HQ's people of the office in, in place of those that are here: false for an older page than the one that
    /// was taken. While nobody of HQ's may approve, the desk's own people stay beside them: somebody must be able to.
    pub fn take_users(&mut self, page: &UsersPage) -> Result<bool, DirectoryError> {
        if self.pulled()?.is_none() {
            self.begin_pull()?;
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let known: u64 = tx.query_row("SELECT users FROM pulled", [], |row| row.get(0))?;
        if page.rev < known {
            return Ok(false);
        }
        if page.users.iter().any(|user| user.role.approves() && !user.retired) {
            tx.execute("DELETE FROM record WHERE kind = ?1", [USER])?;
        }
        for user in &page.users {
            put(&tx, USER, user.name.as_str(), user)?;
        }
        tx.execute("UPDATE pulled SET users = ?1", [page.rev])?;
        tx.commit()?;
        Ok(true)
    }
}

/// The imports that accounts of a page belong to: an import is what figures of one age have in common.
#[derive(Default)]
struct Imports(HashMap<(SupplierCode, String, String, bool), i64>);

impl Imports {
    fn of(&mut self, tx: &Connection, supplier: &SupplierCode, value: &PublishedAccount) -> rusqlite::Result<i64> {
        let days = (value.as_of.clone(), value.counted_through.to_string());
        let key = (supplier.clone(), days.0, days.1, !value.absent);
        if let Some(import) = self.0.get(&key) {
            return Ok(*import);
        }
        let (supplier, as_of, counted_through, live) = &key;
        let values = params![supplier.as_str(), as_of, counted_through, live];
        let sql = "SELECT max(id) FROM import
                   WHERE supplier = ?1 AND as_of = ?2 AND counted_through = ?3 AND live = ?4";
        let known: Option<i64> = tx.query_row(sql, values, |row| row.get(0))?;
        let sql = "INSERT INTO import (supplier, as_of, counted_through, live, accounts) VALUES (?1, ?2, ?3, ?4, 0)
                   RETURNING id";
        let import = known.map_or_else(|| tx.query_row(sql, values, |row| row.get(0)), Ok)?;
        self.0.insert(key, import);
        Ok(import)
    }
}

fn arrive(
    tx: &Connection,
    (rev, supplier, number): (u64, &str, &str),
    value: &PublishedAccount,
    import: i64,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO arrived (rev, supplier, number, name, address, figure, import)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let (name, address, figure) = (&value.name, &value.address, value.figure.kopecks());
    tx.prepare_cached(sql)?.execute(params![rev, supplier, number, name, address, figure, import])?;
    Ok(())
}

fn gone(tx: &Connection, (rev, supplier, number): (u64, &str, &str)) -> rusqlite::Result<()> {
    let sql = "INSERT INTO arrived (rev, supplier, number) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?.execute(params![rev, supplier, number])?;
    Ok(())
}

fn keep(tx: &Connection, row: &crate::protocol::Row) -> Result<(), DirectoryError> {
    match &row.value {
        Some(value) => {
            let sql = "INSERT INTO record (kind, key, value) VALUES (?1, ?2, ?3)
                       ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value";
            tx.execute(sql, params![row.kind, row.key, value])?;
        }
        None => {
            tx.execute("DELETE FROM record WHERE kind = ?1 AND key = ?2", params![row.kind, row.key])?;
        }
    }
    Ok(())
}

/// Takes the accounts out that the desk had before HQ's.
fn clear(tx: &Transaction) -> rusqlite::Result<()> {
    Index::new(tx).clear()?;
    tx.execute_batch(
        "DELETE FROM account; DELETE FROM word;
         DELETE FROM import WHERE id NOT IN (SELECT import FROM arrived WHERE import IS NOT NULL);",
    )
}

fn settle_in(tx: &Transaction, progress: &mut dyn FnMut(Progress)) -> rusqlite::Result<u64> {
    let arrived: u64 = tx.query_row("SELECT count(*) FROM arrived", [], |row| row.get(0))?;
    if arrived == 0 {
        return Ok(0);
    }
    tx.execute_batch(
        "CREATE TEMP TABLE latest (rev INTEGER PRIMARY KEY);
         INSERT INTO latest SELECT max(rev) FROM arrived GROUP BY number, supplier ORDER BY 1;",
    )?;
    let index = Index::new(tx);
    take_out(
        tx,
        &index,
        "SELECT a.rank FROM latest CROSS JOIN arrived r USING (rev)
         CROSS JOIN account a ON a.number = r.number AND a.supplier = r.supplier WHERE r.name IS NULL",
    )?;
    make_staged(tx)?;
    let sql = "INSERT INTO staged SELECT supplier, number, name, address, figure, import
               FROM latest CROSS JOIN arrived USING (rev) WHERE name IS NOT NULL";
    let rows = tx.execute(sql, [])? as u64;
    place_staged(tx, rows, progress)?;
    tx.execute_batch("DELETE FROM arrived; DROP TABLE latest;")?;
    Ok(arrived)
}

/// Gives the days of HQ's registers to all accounts that they had.
fn age(tx: &Transaction) -> Result<(), DirectoryError> {
    let mut find = tx.prepare("SELECT key, value FROM record WHERE kind = ?1")?;
    let registers = find.query_map([REGISTER], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    for register in registers {
        let (supplier, value) = register?;
        let PublishedRegister { as_of, counted_through } = serde_json::from_str(&value)?;
        let sql = "UPDATE import SET as_of = ?2, counted_through = ?3 WHERE supplier = ?1 AND live";
        tx.execute(sql, params![supplier, as_of, counted_through.to_string()])?;
    }
    tx.execute("DELETE FROM record WHERE kind = ?1", [REGISTER])?;
    Ok(())
}
