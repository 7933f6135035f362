//! The journal's tables: the entries, which only grow, and the projections, which follow from them.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::JournalError;
use super::read;

/// "Okno" in ASCII: tells a journal from any other SQLite file.
const APPLICATION_ID: i64 = 0x4f6b_6e6f;
/// 2 has projections of corrections, hand-overs and bags, 3 acknowledgements with all that HQ signed and its last word,
/// 4 new PINs; an older file is brought up to it by its next writer.
const VERSION: i64 = 4;
/// The first version whose `ack` has all that HQ signed. Before it no desk had a headquarters.
const SIGNED_ACK: i64 = 3;
/// Of an SQLite file, in bytes.
const SMALLEST_PAGE: u64 = 512;
/// Older ones have faults in the write-ahead log's reset.
const OLDEST_SQLITE: i32 = 3_051_003;

/// What is recorded. `ack` is what HQ signed last, `word` what it said last, and `draft` what the till has begun: not
/// derived, kept beside the entries.
const RECORD: &str = "
CREATE TABLE entry(
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    prev TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE TRIGGER entry_follows BEFORE INSERT ON entry
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry)
    BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END;
CREATE TRIGGER entry_is_new BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'an id is used once'); END;
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_remains BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;
CREATE TABLE draft(one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL) STRICT;
";
/// What HQ said.
const HEARD: &str = "
CREATE TABLE ack(one INTEGER PRIMARY KEY CHECK (one = 1), through INTEGER NOT NULL, head TEXT NOT NULL,
    entries INTEGER NOT NULL, payments INTEGER NOT NULL, kopecks INTEGER NOT NULL, at TEXT NOT NULL,
    sig TEXT NOT NULL) STRICT;
CREATE TABLE word(one INTEGER PRIMARY KEY CHECK (one = 1), at TEXT NOT NULL, said TEXT NOT NULL) STRICT;
";

/// What follows from the entries: `payment.voided` is the entry that voided it, `line` what each line is now,
/// `correction` what changed a payment, `transit` hand-overs given and accepted here, `bag` what was sealed and the
/// entry that gave it away, `document` what is to be or was printed, `sign_in` wrong PINs (and, of nobody, codes) in a
/// row and the last one's entry, `pin` the last PIN that a person set here.
const PROJECTIONS: &str = "
CREATE TABLE shift(number INTEGER PRIMARY KEY, day TEXT NOT NULL, opened INTEGER NOT NULL, closed INTEGER) STRICT;
CREATE TABLE payment(receipt TEXT PRIMARY KEY, seq INTEGER NOT NULL, voided INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE line(account TEXT NOT NULL, supplier TEXT NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
    day TEXT NOT NULL, kopecks INTEGER NOT NULL, remaining INTEGER NOT NULL,
    PRIMARY KEY (account, supplier, seq, n)) STRICT, WITHOUT ROWID;
CREATE TABLE correction(seq INTEGER PRIMARY KEY, receipt TEXT NOT NULL) STRICT;
CREATE INDEX correction_receipt ON correction(receipt);
CREATE TABLE transit(seq INTEGER PRIMARY KEY, code TEXT NOT NULL) STRICT;
CREATE INDEX transit_code ON transit(code);
CREATE TABLE bag(seq INTEGER PRIMARY KEY, seal TEXT NOT NULL, given INTEGER) STRICT;
CREATE INDEX bag_seal ON bag(seal);
CREATE TABLE document(seq INTEGER PRIMARY KEY, copies INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
CREATE INDEX document_open ON document(seq) WHERE state <> 'done';
CREATE TABLE sign_in(user TEXT PRIMARY KEY, tries INTEGER NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE pin(user TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL,
    instead_of TEXT NOT NULL) STRICT, WITHOUT ROWID;
";

/// The projections' tables, each with the column that names a row's entry and with what else tells its rows apart.
pub(super) const PROJECTED: [(&str, &str); 9] = [
    ("shift", "opened, number"),
    ("payment", "seq, receipt"),
    ("line", "seq, n, account, supplier"),
    ("correction", "seq"),
    ("transit", "seq"),
    ("bag", "seq"),
    ("document", "seq"),
    ("sign_in", "seq, user"),
    ("pin", "seq, user"),
];

/// Opens the journal at `path` for its one writer, and makes it where there is none.
pub(super) fn open_to_write(path: &Path) -> Result<Connection, JournalError> {
    check_sqlite()?;
    let db = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    let version = check_file(&db, path)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    // The writer checkpoints when it is idle: a checkpoint inside a payment is what makes one slow.
    db.pragma_update(None, "wal_autocheckpoint", 0)?;
    if version == 0 {
        db.execute_batch(&format!(
            "BEGIN IMMEDIATE; {RECORD} {HEARD} {PROJECTIONS}
             PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; COMMIT;"
        ))?;
    }
    Ok(db)
}

/// True where the tables are those of an older program.
pub(super) fn is_older(db: &Connection) -> rusqlite::Result<bool> {
    Ok(version(db)? < VERSION)
}

fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Gives an older file the tables of what HQ says.
pub(super) fn bring_up(db: &Connection) -> rusqlite::Result<()> {
    if version(db)? < SIGNED_ACK {
        db.execute_batch("DROP TABLE IF EXISTS ack;")?;
        db.execute_batch(HEARD)?;
    }
    Ok(())
}

/// Says that the tables are of this program's form.
pub(super) fn mark_current(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "user_version", VERSION)
}

/// Opens the journal at `path` to read, beside a writer.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, JournalError> {
    check_sqlite()?;
    if !path.exists() {
        return Err(JournalError::Missing(path.to_owned()));
    }
    let db = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    match check_file(&db, path)? {
        0 => Err(JournalError::Missing(path.to_owned())),
        VERSION => Ok(db),
        found => Err(JournalError::Older { found, known: VERSION }),
    }
}

/// Drops the projections and makes them anew, empty.
pub(super) fn recreate_projections(db: &Connection) -> rusqlite::Result<()> {
    for (table, _) in PROJECTED {
        db.execute_batch(&format!("DROP TABLE IF EXISTS {table};"))?;
    }
    db.execute_batch(PROJECTIONS)
}

/// An empty database in memory with the projections' tables, to replay a journal into in one transaction.
pub(super) fn replay_tables() -> rusqlite::Result<Connection> {
    let db = Connection::open_in_memory()?;
    db.execute_batch("BEGIN;")?;
    db.execute_batch(PROJECTIONS)?;
    Ok(db)
}

/// A table, index or trigger, and the table that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) name: String,
    table: String,
    sql: Option<String>,
}

impl Item {
    /// True for what `rebuild` makes anew.
    pub(super) fn is_projected(&self) -> bool {
        PROJECTED.iter().any(|(table, _)| *table == self.table)
    }
}

/// Every table, index and trigger that is not as Okno makes it.
pub(super) fn odd_items(db: &Connection) -> rusqlite::Result<Vec<Item>> {
    let made = Connection::open_in_memory()?;
    made.execute_batch(RECORD)?;
    made.execute_batch(HEARD)?;
    made.execute_batch(PROJECTIONS)?;
    let (made, found) = (items(&made)?, items(db)?);
    let missing = made.iter().filter(|item| !found.contains(item));
    let added = found.iter().filter(|item| !made.contains(item));
    Ok(missing.chain(added).cloned().collect())
}

fn items(db: &Connection) -> rusqlite::Result<Vec<Item>> {
    db.prepare("SELECT name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")?
        .query_map([], |row| Ok(Item { name: row.get(0)?, table: row.get(1)?, sql: row.get(2)? }))?
        .collect()
}

fn check_sqlite() -> Result<(), JournalError> {
    if rusqlite::version_number() >= OLDEST_SQLITE {
        Ok(())
    } else {
        Err(JournalError::OldSqlite(rusqlite::version().to_owned()))
    }
}

fn open(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(Duration::from_secs(10))?;
    db.set_prepared_statement_cache_capacity(64);
    db.pragma_update(None, "trusted_schema", "OFF")?;
    Ok(db)
}

/// The version of the file, 0 where nothing was made yet; an error for a file that is not a journal of this program.
fn check_file(db: &Connection, path: &Path) -> Result<i64, JournalError> {
    let pragma = |name| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let unreadable = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => JournalError::Foreign(path.to_owned()),
        _ => read::damaged_file(1, error),
    };
    let application = pragma("application_id").map_err(unreadable)?;
    let version = pragma("user_version").map_err(unreadable)?;
    // SQLite takes a file of a few bytes for an empty one, and begins it anew.
    let is_stub = std::fs::metadata(path).is_ok_and(|file| (1..SMALLEST_PAGE).contains(&file.len()));
    match (application, version) {
        // Not the length: a crash on the way to the tables leaves a page that has nothing in it.
        (0, 0) if !is_stub && items(db).map_err(unreadable)?.is_empty() => Ok(0),
        (APPLICATION_ID, 1..=VERSION) => Ok(version),
        (APPLICATION_ID, newer) if newer > VERSION => Err(JournalError::Newer { found: newer, known: VERSION }),
        _ => Err(JournalError::Foreign(path.to_owned())),
    }
}
