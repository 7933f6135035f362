//! The journal's tables: the entries, which only grow, and the projections, which follow from them.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::{Damage, Fault, JournalError};

/// "Okno" in ASCII: tells a journal from any other SQLite file.
const APPLICATION_ID: i64 = 0x4f6b_6e6f;
const VERSION: i64 = 1;
/// Older ones have faults in the write-ahead log's reset.
const OLDEST_SQLITE: i32 = 3_051_003;

/// What is recorded. `ack` is HQ's word: not derived, kept beside the entries.
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
CREATE TABLE ack(one INTEGER PRIMARY KEY CHECK (one = 1), through INTEGER NOT NULL, head TEXT NOT NULL,
    at TEXT NOT NULL) STRICT;
";

/// What follows from the entries: `payment.voided` is the entry that voided it, `line.remaining` what the line is now,
/// `document` what is to be or was printed.
const PROJECTIONS: &str = "
CREATE TABLE shift(number INTEGER PRIMARY KEY, day TEXT NOT NULL, opened INTEGER NOT NULL, closed INTEGER) STRICT;
CREATE TABLE payment(receipt TEXT PRIMARY KEY, seq INTEGER NOT NULL, voided INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE line(account TEXT NOT NULL, supplier TEXT NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
    day TEXT NOT NULL, at TEXT NOT NULL, kopecks INTEGER NOT NULL, remaining INTEGER NOT NULL,
    PRIMARY KEY (account, supplier, seq, n)) STRICT, WITHOUT ROWID;
CREATE TABLE document(seq INTEGER PRIMARY KEY, copies INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
CREATE INDEX document_open ON document(seq) WHERE state <> 'done';
CREATE TABLE sign_in(user TEXT PRIMARY KEY, tries INTEGER NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
";

/// The projections' tables with their keys, in the order in which they are compared.
pub(super) const PROJECTED: [(&str, &str); 5] = [
    ("shift", "number"),
    ("payment", "receipt"),
    ("line", "account, supplier, seq, n"),
    ("document", "seq"),
    ("sign_in", "user"),
];

/// Opens the journal at `path` for its one writer, and makes it where there is none.
pub(super) fn open_to_write(path: &Path) -> Result<Connection, JournalError> {
    check_sqlite()?;
    let db = Connection::open(path)?;
    tune(&db)?;
    let version = check_file(&db, path)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    // The writer checkpoints when it is idle: a checkpoint inside a payment is what makes one slow.
    db.pragma_update(None, "wal_autocheckpoint", 0)?;
    if version == 0 {
        db.execute_batch(&format!(
            "BEGIN IMMEDIATE; {RECORD} {PROJECTIONS}
             PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; COMMIT;"
        ))?;
    }
    Ok(db)
}

/// Opens the journal at `path` to read, beside a writer.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, JournalError> {
    check_sqlite()?;
    if !path.exists() {
        return Err(JournalError::Missing(path.to_owned()));
    }
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    tune(&db)?;
    match check_file(&db, path)? {
        0 => Err(JournalError::Missing(path.to_owned())),
        _ => Ok(db),
    }
}

/// Drops the projections and makes them anew, empty.
pub(super) fn recreate_projections(db: &Connection) -> rusqlite::Result<()> {
    for (table, _) in PROJECTED {
        db.execute_batch(&format!("DROP TABLE IF EXISTS {table};"))?;
    }
    db.execute_batch(PROJECTIONS)
}

/// An empty database in memory with the projections' tables, to replay a journal into.
pub(super) fn replay_tables() -> rusqlite::Result<Connection> {
    let db = Connection::open_in_memory()?;
    db.execute_batch(PROJECTIONS)?;
    Ok(db)
}

/// Compares the tables, indexes and triggers with those that Okno makes.
pub(super) fn check_schema(db: &Connection) -> Result<(), JournalError> {
    let made = Connection::open_in_memory()?;
    made.execute_batch(RECORD)?;
    made.execute_batch(PROJECTIONS)?;
    let (made, found) = (schema_of(&made)?, schema_of(db)?);
    let odd = made.iter().find(|item| !found.contains(item)).or_else(|| found.iter().find(|item| !made.contains(item)));
    match odd {
        Some((name, _)) => Err(Damage::new(1, Fault::Schema(name.clone())).into()),
        None => Ok(()),
    }
}

fn schema_of(db: &Connection) -> rusqlite::Result<Vec<(String, Option<String>)>> {
    db.prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn check_sqlite() -> Result<(), JournalError> {
    if rusqlite::version_number() >= OLDEST_SQLITE {
        Ok(())
    } else {
        Err(JournalError::OldSqlite(rusqlite::version().to_owned()))
    }
}

fn tune(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(Duration::from_secs(10))?;
    db.set_prepared_statement_cache_capacity(64);
    db.pragma_update(None, "trusted_schema", "OFF")
}

/// The version of the file, 0 for an empty one; an error for a file that is not a journal of this program.
fn check_file(db: &Connection, path: &Path) -> Result<i64, JournalError> {
    let pragma = |name| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let not_a_database = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => JournalError::Foreign(path.to_owned()),
        _ => JournalError::from(error),
    };
    let application = pragma("application_id").map_err(not_a_database)?;
    let version = pragma("user_version")?;
    let is_empty = pragma("page_count")? == 0;
    match (application, version) {
        (0, 0) if is_empty => Ok(0),
        (APPLICATION_ID, 1..=VERSION) => Ok(version),
        (APPLICATION_ID, _) => Err(JournalError::Newer { found: version, known: VERSION }),
        _ => Err(JournalError::Foreign(path.to_owned())),
    }
}
