//! Importing a register: all of it or nothing, in one transaction.

use std::io::BufRead;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::domain::{AccountNumber, Money, SupplierCode};
use crate::register::{Debt, Debts, ImportOptions, ImportReport, RegisterError};

use super::index::Index;
use super::rank::{Newcomer, Ranks, define_key};
use super::store::{Directory, DirectoryError, parsed};

/// Pages kept in memory while an import runs, in KiB: the index by number is written in no order.
pub(super) const IMPORT_CACHE_KIB: i32 = 131_072;

/// How many rows pass between two reports of progress.
const STRIDE: u64 = 4096;

/// From this many new accounts on, the index is merged at once; fewer are merged by and by.
const COMPACT_FROM: u64 = 100_000;

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The file is being read: rows and bytes so far.
    Read {
        /// Rows so far.
        rows: u64,
        /// Bytes of the file so far.
        bytes: u64,
    },
    /// New and changed accounts are being written.
    Written {
        /// Accounts so far.
        accounts: u64,
        /// Of how many.
        of: u64,
    },
}

/// Why an import did nothing.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is refused or can't be read.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// The directory failed.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
}

impl From<rusqlite::Error> for ImportError {
    fn from(error: rusqlite::Error) -> ImportError {
        ImportError::Directory(error.into())
    }
}

impl Directory {
    /// Takes a register of `supplier` in. Whatever goes wrong, on whichever row, the directory is as it was before.
    pub fn import<R: BufRead>(
        &mut self,
        debts: Debts<R>,
        supplier: &SupplierCode,
        options: &ImportOptions,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<ImportReport, ImportError> {
        define_key(&self.conn)?;
        let report = self.with_cache(IMPORT_CACHE_KIB, |conn| {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let report = import_in(&tx, debts, supplier.as_str(), options, progress)?;
            tx.commit()?;
            Ok::<_, ImportError>(report)
        })?;
        // A reader may hold the log; then a later checkpoint does this.
        let _ = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        Ok(report)
    }
}

fn import_in<R: BufRead>(
    tx: &Transaction,
    debts: Debts<R>,
    supplier: &str,
    options: &ImportOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<ImportReport, ImportError> {
    let known = accounts_of(tx, supplier)?;
    let import = tx.query_row(
        "INSERT INTO import (supplier, as_of, counted_through, accounts) VALUES (?1, ?2, ?3, 0) RETURNING id",
        params![supplier, options.as_of, options.counted_through.to_string()],
        |row| row.get(0),
    )?;
    let (rows, kopecks) = stage(tx, debts, supplier, import, progress)?;
    let Placed { moved, refigured, kept } = place_staged(tx, rows, progress)?;
    let new = rows - moved - kept;
    tx.execute("UPDATE import SET accounts = ?2 WHERE id = ?1", params![import, (known + new) as i64])?;
    Ok(ImportReport {
        new,
        changed: moved + refigured,
        unchanged: kept - refigured,
        not_in_file: known - moved - kept,
        rows,
        kopecks,
    })
}

/// What became of staged accounts that were there before.
pub(super) struct Placed {
    /// Those with another name or address.
    pub moved: u64,
    /// Of the others, those with another figure.
    pub refigured: u64,
    /// The others.
    pub kept: u64,
}

/// Makes the table that accounts are staged in; each account once.
pub(super) fn make_staged(tx: &Transaction) -> rusqlite::Result<()> {
    tx.execute_batch(
        "CREATE TEMP TABLE staged (supplier TEXT NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL,
             address TEXT NOT NULL, figure INTEGER NOT NULL, import INTEGER NOT NULL)",
    )
}

/// Gives the `rows` staged accounts their places, all at once: what is not there yet in address order.
pub(super) fn place_staged(
    tx: &Transaction,
    rows: u64,
    progress: &mut dyn FnMut(Progress),
) -> rusqlite::Result<Placed> {
    let index = Index::new(tx);
    let moved = take_out_moved(tx, &index)?;
    let (refigured, kept) = refigure(tx)?;
    place(tx, index, rows - kept, progress)?;
    tx.execute("DROP TABLE staged", [])?;
    Ok(Placed { moved, refigured, kept })
}

/// Puts the file's rows into a temporary table, out of memory: only a whole file is known to be good.
fn stage<R: BufRead>(
    tx: &Transaction,
    mut debts: Debts<R>,
    supplier: &str,
    import: i64,
    progress: &mut dyn FnMut(Progress),
) -> Result<(u64, Money), ImportError> {
    make_staged(tx)?;
    let mut insert = tx.prepare("INSERT INTO staged VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    let (mut rows, mut kopecks) = (0_u64, Money::ZERO);
    while let Some(debt) = debts.next() {
        let debt = debt?;
        let Debt { account, name, address, amount, .. } = debt;
        insert.execute(params![supplier, account.as_str(), name, address, amount.kopecks(), import])?;
        rows += 1;
        // The register refuses a file whose sum overflows.
        kopecks = kopecks.plus(debt.amount).unwrap_or(kopecks);
        if rows.is_multiple_of(STRIDE) {
            progress(Progress::Read { rows, bytes: debts.bytes() });
        }
    }
    progress(Progress::Read { rows, bytes: debts.bytes() });
    Ok((rows, kopecks))
}

/// How many accounts the supplier has, as its last import left them.
fn accounts_of(conn: &Connection, supplier: &str) -> rusqlite::Result<u64> {
    let sql = "SELECT coalesce((SELECT accounts FROM import WHERE supplier = ?1 ORDER BY id DESC LIMIT 1), 0)";
    conn.query_row(sql, [supplier], |row| row.get(0).map(i64::unsigned_abs))
}

/// Takes out the accounts whose name or address is another now: they come back at their new place.
fn take_out_moved(tx: &Transaction, index: &Index) -> rusqlite::Result<u64> {
    take_out(
        tx,
        index,
        "SELECT a.rank FROM staged s CROSS JOIN account a ON a.number = s.number AND a.supplier = s.supplier
         WHERE a.name <> s.name OR a.address <> s.address",
    )
}

/// Takes out the accounts whose ranks `sql` gives.
pub(super) fn take_out(tx: &Transaction, index: &Index, sql: &str) -> rusqlite::Result<u64> {
    let ranks = tx.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let mut delete = tx.prepare("DELETE FROM account WHERE rank = ?1")?;
    for rank in &ranks {
        index.remove(*rank)?;
        delete.execute([rank])?;
    }
    Ok(ranks.len() as u64)
}

/// Gives the accounts that are still there their new figures, without touching the search index. Returns how many
/// have another figure than before, and how many there are in all.
fn refigure(tx: &Transaction) -> rusqlite::Result<(u64, u64)> {
    let sql = "SELECT count(*) FROM staged s CROSS JOIN account a ON a.number = s.number AND a.supplier = s.supplier
               WHERE a.figure <> s.figure";
    let changed = tx.query_row(sql, [], |row| row.get(0).map(i64::unsigned_abs))?;
    let sql = "UPDATE account INDEXED BY account_number SET figure = s.figure, import = s.import FROM staged s
               WHERE account.number = s.number AND account.supplier = s.supplier";
    Ok((changed, tx.execute(sql, [])? as u64))
}

/// Writes the accounts that have no place yet, in address order.
fn place(tx: &Transaction, index: Index, of: u64, progress: &mut dyn FnMut(Progress)) -> rusqlite::Result<()> {
    let mut ranks = Ranks::new(tx, index);
    let sql = "SELECT number, name, address, figure, address_key(address) AS key, supplier, import FROM staged s
               WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.number = s.number AND a.supplier = s.supplier)
               ORDER BY key, number, supplier";
    let mut newcomers = tx.prepare(sql)?;
    let mut rows = newcomers.query([])?;
    let mut accounts = 0;
    while let Some(row) = rows.next()? {
        let number = parsed(row, 0, AccountNumber::parse)?;
        let (name, address, figure) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let newcomer = Newcomer { supplier: row.get(5)?, import: row.get(6)?, number, name, address, figure };
        ranks.add(newcomer, row.get_ref(4)?.as_blob()?)?;
        accounts += 1;
        if accounts % STRIDE == 0 {
            progress(Progress::Written { accounts, of });
        }
    }
    let index = ranks.finish()?;
    if accounts >= COMPACT_FROM {
        index.compact()?;
    }
    progress(Progress::Written { accounts, of });
    Ok(())
}
