//! The store in one SQLite file: for one node, and the commands beside it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, ToSql};

use super::db::{Access, Cells, Column, Db, Row, Value};
use super::{PATIENCE, StoreError};

/// Connections that are kept for the next caller.
const IDLE: usize = 8;

/// Pages kept in memory by a connection, in KiB.
const CACHE_KIB: i32 = 32 << 10;

/// How many pages the log gets before they are put into their places: fewer, larger checkpoints.
const CHECKPOINT_PAGES: i32 = 8_000;

/// Statements kept compiled by a connection: all of this room's.
const STATEMENTS: usize = 96;

/// `okhq` in ASCII: tells this file from any other SQLite database.
const APPLICATION_ID: i32 = 0x6f6b_6871;

/// The file, and connections to it.
pub(super) struct Sqlite {
    path: PathBuf,
    idle: Mutex<Vec<Session>>,
    /// Held by the connection of this process that writes: SQLite's own waiting only tries again now and then.
    writing: Mutex<()>,
}

/// One connection, with the texts of its statements as SQLite reads them.
pub(super) struct Session {
    conn: Connection,
    texts: HashMap<&'static str, String>,
}

impl Sqlite {
    /// The file at `path`, whether it is there or not.
    pub(super) fn new(path: &Path) -> Sqlite {
        Sqlite { path: path.to_owned(), idle: Mutex::default(), writing: Mutex::new(()) }
    }

    /// Waits until no other connection of this process writes, and keeps it so.
    pub(super) fn writing(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` on a connection.
    pub(super) fn with<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut Session) -> Result<T, E>) -> Result<T, E> {
        let known = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut session = match known {
            Some(session) => session,
            None => Session { conn: self.connect(false)?, texts: HashMap::new() },
        };
        let outcome = work(&mut session);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if session.conn.is_autocommit() && idle.len() < IDLE {
            idle.push(session);
        }
        outcome
    }

    /// Makes the file where there is none, and its tables as this program wants them.
    pub(super) fn migrate(&self, runner: &refinery::Runner) -> Result<(), StoreError> {
        let mut conn = self.connect(true)?;
        runner.run(&mut conn)?;
        Ok(conn.pragma_update(None, "application_id", APPLICATION_ID)?)
    }

    fn connect(&self, make: bool) -> Result<Connection, StoreError> {
        if !make && !self.path.exists() {
            return Err(StoreError::Missing);
        }
        let conn = Connection::open(&self.path)?;
        conn.busy_timeout(PATIENCE)?;
        let found: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let is_empty: bool = conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))?;
        match found {
            APPLICATION_ID => {}
            0 if is_empty && make => {}
            0 if is_empty => return Err(StoreError::Missing),
            // A first start that was cut off has tables and no mark yet.
            0 if make && has_history(&conn)? => {}
            _ => return Err(StoreError::Foreign),
        }
        conn.pragma_update(None, "journal_mode", "WAL")?;
        // An ack is a promise: what was committed survives a power cut.
        conn.pragma_update(None, "synchronous", "FULL")?;
        conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
        conn.pragma_update(None, "cache_size", -CACHE_KIB)?;
        conn.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(conn)
    }
}

/// True where refinery has begun here.
fn has_history(conn: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'refinery_schema_history')";
    conn.query_row(sql, [], |row| row.get(0))
}

impl Session {
    /// A statement's text as SQLite reads it: `$1` is a name there, `?1` a number.
    fn statement(
        &mut self,
        sql: &'static str,
        values: usize,
        given: &[Column],
    ) -> rusqlite::Result<rusqlite::CachedStatement<'_>> {
        let Session { conn, texts } = self;
        let text = texts.entry(sql).or_insert_with(|| {
            let cells = given.iter().enumerate().map(|(at, column)| format!("value ->> {at} AS {}", column.name));
            // The limit keeps it a query of its own: each value is taken out of the JSON once, and not at each mention.
            let cells = cells.collect::<Vec<_>>().join(", ");
            let rows = format!("(SELECT {cells} FROM json_each(?{}) LIMIT -1)", values + 1);
            sql.replace('$', "?").replace("{lock}", "").replace("{given}", &rows)
        });
        conn.prepare_cached(text)
    }
}

impl Db for Session {
    fn begin(&mut self, access: Access) -> Result<(), StoreError> {
        let begin = match access {
            Access::Write | Access::Bulk => "BEGIN IMMEDIATE",
            Access::Read | Access::Stage => "BEGIN",
        };
        Ok(self.conn.prepare_cached(begin)?.execute([]).map(|_| ())?)
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        Ok(self.conn.prepare_cached("COMMIT")?.execute([]).map(|_| ())?)
    }

    fn rollback(&mut self) {
        // Some faults have ended the transaction already; a connection that is still in one is not used again.
        let _ = self.conn.execute_batch("ROLLBACK");
    }

    fn execute(&mut self, sql: &'static str, values: &[Value], given: &[Column]) -> Result<u64, StoreError> {
        let mut statement = self.statement(sql, values.len(), given)?;
        bind(&mut statement, values, given)?;
        Ok(statement.raw_execute()? as u64)
    }

    fn query(
        &mut self,
        sql: &'static str,
        values: &[Value],
        given: &[Column],
        each: &mut dyn FnMut(&Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.statement(sql, values.len(), given)?;
        bind(&mut statement, values, given)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            each(&Row::Sqlite(row))?;
        }
        Ok(())
    }

    fn insert(&mut self, table: &'static str, given: &[Column]) -> Result<(), StoreError> {
        let names: Vec<&str> = given.iter().map(|column| column.name).collect();
        let marks: Vec<String> = (1..=given.len()).map(|at| format!("?{at}")).collect();
        let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), marks.join(", "));
        let mut statement = self.conn.prepare_cached(&sql)?;
        for row in 0..given.first().map_or(0, Column::len) {
            for (at, column) in given.iter().enumerate() {
                match &column.cells {
                    Cells::Ints(cells) => statement.raw_bind_parameter(at + 1, cells[row])?,
                    Cells::Texts(cells) => statement.raw_bind_parameter(at + 1, cells[row].as_ref())?,
                }
            }
            statement.raw_execute()?;
        }
        Ok(())
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        match self {
            Value::Int(value) => value.to_sql(),
            Value::Text(value) => value.as_ref().to_sql(),
            Value::NoText => rusqlite::types::Null.to_sql(),
        }
    }
}

/// Binds the values and, behind them, the given rows as one JSON array of arrays.
fn bind(statement: &mut rusqlite::Statement, values: &[Value], given: &[Column]) -> Result<(), StoreError> {
    for (at, value) in values.iter().enumerate() {
        statement.raw_bind_parameter(at + 1, value)?;
    }
    if !given.is_empty() {
        statement.raw_bind_parameter(values.len() + 1, rows(given)?)?;
    }
    Ok(())
}

fn rows(given: &[Column]) -> Result<String, StoreError> {
    let cell = |column: &Column, row: usize| match &column.cells {
        Cells::Ints(cells) => Ok(cells[row].to_string()),
        Cells::Texts(cells) => serde_json::to_string(&cells[row]),
    };
    let mut json = String::from("[");
    for row in 0..given.first().map_or(0, Column::len) {
        let cells: Result<Vec<String>, _> = given.iter().map(|column| cell(column, row)).collect();
        let cells = cells.map_err(|error| StoreError::Failed(error.to_string()))?;
        json.push_str(if row == 0 { "[" } else { ",[" });
        json.push_str(&cells.join(","));
        json.push(']');
    }
    json.push(']');
    Ok(json)
}
