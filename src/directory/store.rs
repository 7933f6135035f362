//! The file `directory.db`: opening it, its tables, and reading single accounts.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, TransactionBehavior, params};

use crate::domain::{AccountNumber, Money, SupplierCode, UserName};

use super::address::Address;

/// `okdi` in ASCII: tells this file from any other SQLite database.
const APPLICATION_ID: i32 = 0x6f6b_6469;

/// The version of the tables, of the search index's words and of the address order.
const VERSION: i32 = 2;

/// How long a write waits for another writer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Pages kept in memory, in KiB: enough for the upper levels of every tree, and little to hold beside the journal.
const CACHE_KIB: i32 = 4096;

/// Statements kept compiled: all of this room's.
const STATEMENTS: usize = 32;

const SCHEMA: &str = r#"
-- One row an import: what all accounts of the file have in common.
CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    supplier TEXT NOT NULL,
    as_of TEXT NOT NULL,
    counted_through TEXT NOT NULL,
    accounts INTEGER NOT NULL -- how many the supplier has after it
) STRICT;
CREATE INDEX import_supplier ON import (supplier, id);

CREATE TABLE account (
    rank INTEGER PRIMARY KEY, -- the place in address order
    supplier TEXT NOT NULL,
    number TEXT NOT NULL,
    digits TEXT, -- the number's, where it has anything else
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    figure INTEGER NOT NULL, -- kopecks, debt positive
    import INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX account_number ON account (number, supplier);
CREATE INDEX account_digits ON account (digits) WHERE digits IS NOT NULL;

-- The words of names and addresses, each once: what a prefix or a mistyped word may mean.
CREATE TABLE word (text TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Words come ready from `index`, so the tokenizer only splits at spaces.
CREATE VIRTUAL TABLE search USING fts5 (
    text, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4',
    tokenize = "ascii tokenchars '#-/'"
);
-- Postings held in memory before they are written, in bytes: an import of a million rows is few large writes.
INSERT INTO search (search, rank) VALUES ('hashsize', 67108864);

-- The catalogue and the users, as JSON, in the order of the screens.
CREATE TABLE record (
    place INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (kind, key)
) STRICT;
"#;

/// What version 2 added: what HQ publishes, on its way to its place. `import.live` marks what HQ's last register of a
/// supplier had; what it did not have keeps an age of its own.
const PULLED: &str = r#"
ALTER TABLE import ADD COLUMN live INTEGER NOT NULL DEFAULT 0;
-- Rows of accounts as they came, name and address null for one that is no more. Of several the last one counts.
CREATE TABLE arrived (
    rev INTEGER PRIMARY KEY,
    supplier TEXT NOT NULL,
    number TEXT NOT NULL,
    name TEXT,
    address TEXT,
    figure INTEGER,
    import INTEGER
) STRICT;
-- How far HQ's directory is here; `fresh` until HQ's accounts take the place of the desk's own.
CREATE TABLE pulled (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    rev INTEGER NOT NULL,
    users INTEGER NOT NULL,
    fresh INTEGER NOT NULL
) STRICT;
"#;

/// A statement that reads accounts for [`account_row`], with these conditions.
macro_rules! select_accounts {
    ($conditions:literal) => {
        concat!(
            "SELECT a.rank, a.supplier, a.number, a.name, a.address, a.figure, i.as_of, i.counted_through ",
            "FROM account a JOIN import i ON i.id = a.import ",
            $conditions
        )
    };
}
pub(super) use select_accounts;

/// Where the file stands with regard to a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// This file is the original: what it was told, it keeps (`synchronous=FULL`).
    Original,
    /// A copy of what HQ publishes: the last changes may have to be fetched again (`synchronous=NORMAL`).
    Cache,
}

/// The accounts, suppliers and users that a desk knows.
pub struct Directory {
    pub(super) conn: Connection,
}

/// Why the directory did not answer.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// There is no such file.
    #[error("there is no directory at {}; set the desk up first", .0.display())]
    Missing(PathBuf),
    /// The file is another program's.
    #[error("{} is not a directory of Okno's", .0.display())]
    Foreign(PathBuf),
    /// The file was written by a newer version of this program.
    #[error("the directory has the version {found}, this program knows up to {known}; install the newer program")]
    Newer {
        /// The file's version.
        found: i32,
        /// The newest version known here.
        known: i32,
    },
    /// No catalogue has been published to this directory.
    #[error("the directory has no suppliers yet; publish a catalogue first")]
    NoCatalogue,
    /// There is no user of that name.
    #[error("there is no user '{0}'")]
    NoUser(UserName),
    /// A record of the catalogue or of a user can't be read.
    #[error("a record of the directory can't be read: {0}")]
    Record(#[from] serde_json::Error),
    /// The database failed: a full disk, a damaged file, a lock held too long.
    #[error("the directory's database failed: {0}")]
    Database(#[from] rusqlite::Error),
}

/// An account as its supplier reported it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Whose account it is.
    pub supplier: SupplierCode,
    /// The account's number.
    pub account: AccountNumber,
    /// The payer's name, as the supplier writes it.
    pub name: String,
    /// The address, as the supplier writes it.
    pub address: String,
    /// The supplier's figure; debt is positive.
    pub figure: Money,
    /// When the figure was true: a date or an RFC 3339 instant, as given at import.
    pub as_of: String,
    /// The last business day whose payments the figure has in it.
    pub counted_through: NaiveDate,
}

/// How much a directory holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Accounts of all suppliers.
    pub accounts: u64,
    /// By supplier, in the order of their codes.
    pub suppliers: Vec<SupplierStats>,
}

/// How much a directory holds of one supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplierStats {
    /// The supplier.
    pub supplier: SupplierCode,
    /// Its accounts.
    pub accounts: u64,
    /// The sum of its figures, in kopecks; debt is positive.
    pub figures: Money,
    /// The `as_of` of the latest import.
    pub as_of: String,
    /// The latest import's last counted business day.
    pub counted_through: NaiveDate,
}

impl Directory {
    /// Opens the directory for reading and writing; a missing file is made.
    pub fn open(path: &Path, durability: Durability) -> Result<Directory, DirectoryError> {
        let mut conn = Connection::open(path)?;
        conn.busy_timeout(PATIENCE)?;
        if is_empty(&conn)? {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Another process may have been quicker.
            if is_empty(&tx)? {
                tx.execute_batch(SCHEMA)?;
                tx.execute_batch(PULLED)?;
                tx.pragma_update(None, "application_id", APPLICATION_ID)?;
                tx.pragma_update(None, "user_version", VERSION)?;
            }
            tx.commit()?;
        }
        let mut directory = Directory::check(conn, path)?;
        directory.bring_up()?;
        let synchronous = match durability {
            Durability::Original => "FULL",
            Durability::Cache => "NORMAL",
        };
        directory.conn.pragma_update(None, "journal_mode", "WAL")?;
        directory.conn.pragma_update(None, "synchronous", synchronous)?;
        Ok(directory)
    }

    /// Opens the directory for reading, beside a writer if there is one.
    pub fn open_read(path: &Path) -> Result<Directory, DirectoryError> {
        if !path.exists() {
            return Err(DirectoryError::Missing(path.to_owned()));
        }
        let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        conn.busy_timeout(PATIENCE)?;
        Directory::check(conn, path)
    }

    fn check(conn: Connection, path: &Path) -> Result<Directory, DirectoryError> {
        let number = |pragma| conn.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
        if number("application_id")? != APPLICATION_ID {
            return Err(DirectoryError::Foreign(path.to_owned()));
        }
        let found = number("user_version")?;
        if found > VERSION {
            return Err(DirectoryError::Newer { found, known: VERSION });
        }
        conn.pragma_update(None, "cache_size", -CACHE_KIB)?;
        // Without this a cached statement is compiled anew whenever a bound value changes, at every key.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        conn.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Directory { conn })
    }

    /// Gives an older file what this version added.
    fn bring_up(&mut self) -> rusqlite::Result<()> {
        let version = |conn: &Connection| conn.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0));
        if version(&self.conn)? < VERSION {
            let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if version(&tx)? < VERSION {
                tx.execute_batch(PULLED)?;
                tx.pragma_update(None, "user_version", VERSION)?;
            }
            tx.commit()?;
        }
        Ok(())
    }

    /// Runs `work` with room for `kib` of pages, then gives the memory back.
    pub(super) fn with_cache<T>(&mut self, kib: i32, work: impl FnOnce(&mut Connection) -> T) -> T {
        // A cache that can't be resized costs time and nothing else.
        let _ = self.conn.pragma_update(None, "cache_size", -kib);
        let result = work(&mut self.conn);
        let _ = self.conn.pragma_update(None, "cache_size", -CACHE_KIB);
        let _ = self.conn.release_memory();
        result
    }

    /// The account of a number with a supplier, if the directory has it.
    pub fn account(
        &self,
        supplier: &SupplierCode,
        number: &AccountNumber,
    ) -> Result<Option<AccountRow>, DirectoryError> {
        let mut statement = self.conn.prepare_cached(select_accounts!("WHERE a.number = ?1 AND a.supplier = ?2"))?;
        Ok(statement.query_row(params![number.as_str(), supplier.as_str()], account_row).optional()?)
    }

    /// All accounts of the address of `row`, its own among them, in the order of the directory. The address counts,
    /// not its spelling: `Ленина 12-4` is `г. Иркутск, ул. Ленина, д. 12, кв. 4`.
    pub fn at_address(&self, row: &AccountRow) -> Result<Vec<AccountRow>, DirectoryError> {
        let address = Address::parse(&row.address);
        if address.street.is_empty() || address.house.is_empty() {
            return Ok(self.account(&row.supplier, &row.account)?.into_iter().collect());
        }
        let snapshot = self.conn.unchecked_transaction()?;
        let mut rank = snapshot.prepare_cached("SELECT rank FROM account WHERE number = ?1 AND supplier = ?2")?;
        let place = params![row.account.as_str(), row.supplier.as_str()];
        let Some(rank) = rank.query_row(place, |row| row.get::<_, i64>(0)).optional()? else { return Ok(Vec::new()) };
        let mut before = snapshot.prepare_cached(select_accounts!("WHERE a.rank < ?1 ORDER BY a.rank DESC"))?;
        let mut from = snapshot.prepare_cached(select_accounts!("WHERE a.rank >= ?1 ORDER BY a.rank"))?;
        let mut rows = Vec::new();
        for statement in [&mut before, &mut from] {
            for found in statement.query_map([rank], account_row)? {
                let found = found?;
                let other = Address::parse(&found.address);
                if !other.is_same_door(&address) {
                    break;
                }
                if other.is_same_place(&address) {
                    rows.push((found.supplier != row.supplier || found.account != row.account, found));
                }
            }
        }
        // The row itself first, then its neighbours: they were collected from both sides of it.
        rows.sort_by_key(|(other, _)| *other);
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    /// Copies everything to a file of its own, in one look.
    pub fn copy_to(&self, path: &Path) -> Result<(), DirectoryError> {
        let mut copy = Connection::open(path)?;
        rusqlite::backup::Backup::new(&self.conn, &mut copy)?.step(-1)?;
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        Ok(())
    }

    /// Counts what is there; reads every account.
    pub fn stats(&self) -> Result<Stats, DirectoryError> {
        let mut statement = self.conn.prepare(
            "SELECT a.supplier, a.accounts, a.figures, i.as_of, i.counted_through
             FROM (SELECT supplier, count(*) AS accounts, sum(figure) AS figures FROM account GROUP BY supplier) a
             JOIN import i ON i.id = (SELECT id FROM import
                 WHERE supplier = a.supplier ORDER BY live DESC, id DESC LIMIT 1)
             ORDER BY a.supplier",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(SupplierStats {
                supplier: parsed(row, 0, SupplierCode::new)?,
                accounts: row.get::<_, i64>(1)?.unsigned_abs(),
                figures: Money::from_kopecks(row.get(2)?),
                as_of: row.get(3)?,
                counted_through: parsed(row, 4, str::parse)?,
            })
        })?;
        let suppliers = rows.collect::<Result<Vec<_>, _>>()?;
        Ok(Stats { accounts: suppliers.iter().map(|supplier| supplier.accounts).sum(), suppliers })
    }
}

fn is_empty(conn: &Connection) -> rusqlite::Result<bool> {
    conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))
}

/// An account from a row of `select_accounts!`.
pub(super) fn account_row(row: &Row) -> rusqlite::Result<AccountRow> {
    Ok(AccountRow {
        supplier: parsed(row, 1, SupplierCode::new)?,
        account: parsed(row, 2, AccountNumber::parse)?,
        name: row.get(3)?,
        address: row.get(4)?,
        figure: Money::from_kopecks(row.get(5)?),
        as_of: row.get(6)?,
        counted_through: parsed(row, 7, str::parse)?,
    })
}

/// A column whose text must be one of the domain's values.
pub(super) fn parsed<T, E>(row: &Row, column: usize, parse: impl FnOnce(&str) -> Result<T, E>) -> rusqlite::Result<T>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let text: &str = row.get_ref(column)?.as_str()?;
    parse(text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}
