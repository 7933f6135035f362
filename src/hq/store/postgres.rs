//! The store in PostgreSQL: for many desks, and for several nodes at once.
//!
//! The client waits on a runtime of its own: on an asynchronous thread it would panic.

use std::collections::HashMap;

use postgres::binary_copy::BinaryCopyInWriter;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{ToSql, Type};
use postgres::{Client, Config, NoTls, Statement};

use super::db::{Access, Cells, Column, Db, Row, Value};
use super::{PATIENCE, StoreError};

/// Connections of one node.
const CONNECTIONS: u32 = 16;

/// Everything but an import looks few rows up by an index. PostgreSQL plans a statement when its tables are new and
/// nearly empty, and would read them whole for as long as nobody analyses them.
const LOOKUPS: &str = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

const BULK: &str = "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL enable_seqscan = on; \
    SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on";

/// Holds back nodes that would change the tables at once.
const MIGRATING: i64 = 0x6f6b_6871;

/// The server, and connections to it.
pub(super) struct Postgres {
    config: Config,
    pool: r2d2::Pool<Manager>,
}

/// Makes connections, and tells which are of use.
struct Manager(Config);

/// One connection, with its prepared statements.
pub(super) struct Session {
    client: Client,
    statements: HashMap<&'static str, Statement>,
    inserts: HashMap<String, Statement>,
    /// True within a transaction: a connection that comes back so is closed.
    busy: bool,
}

impl Postgres {
    /// The server of a URL; nothing is asked of it yet.
    pub(super) fn new(url: &str) -> Result<Postgres, StoreError> {
        let mut config: Config = url.parse().map_err(|error: postgres::Error| StoreError::Url(error.to_string()))?;
        config.connect_timeout(PATIENCE);
        if config.get_application_name().is_none() {
            config.application_name("okno hq");
        }
        let pool = r2d2::Pool::builder()
            .max_size(CONNECTIONS)
            .min_idle(Some(0))
            .test_on_check_out(false)
            .connection_timeout(PATIENCE)
            .error_handler(Box::new(r2d2::NopErrorHandler))
            .build_unchecked(Manager(config.clone()));
        Ok(Postgres { config, pool })
    }

    /// Runs `work` on a connection on which a transaction has begun. One that the server closed meanwhile shows it
    /// there, where nothing is lost, and another is taken: to ask each before would be one more way there and back.
    pub(super) fn begun<T, E: From<StoreError>>(
        &self,
        access: Access,
        work: impl FnOnce(&mut Session) -> Result<T, E>,
    ) -> Result<T, E> {
        let get = || self.pool.get().map_err(|error| StoreError::Unreachable(error.to_string()));
        let mut session = get()?;
        for _ in 0..CONNECTIONS {
            match session.begin(access) {
                Err(_) if session.client.is_closed() => session = get()?,
                begun => {
                    begun?;
                    break;
                }
            }
        }
        work(&mut session)
    }

    /// Makes the tables as this program wants them, while other nodes that want the same wait.
    pub(super) fn migrate(&self, runner: &refinery::Runner) -> Result<(), StoreError> {
        let mut client = connect(&self.config)?;
        client.execute("SELECT pg_advisory_lock($1)", &[&MIGRATING])?;
        runner.run(&mut client)?;
        // The lock ends with the connection.
        Ok(())
    }
}

fn connect(config: &Config) -> Result<Client, StoreError> {
    let mut client = config.connect(NoTls)?;
    // No desk waits for ever for another node, and a node that froze holds no desk for ever.
    client.batch_execute(
        "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'; SET timezone = 'UTC'; \
         SET client_min_messages = 'warning'",
    )?;
    client.batch_execute(LOOKUPS)?;
    // An ack is a promise; any stricter setting is the administrator's.
    let commit: String = client.query_one("SELECT current_setting('synchronous_commit')", &[])?.try_get(0)?;
    if commit == "off" {
        client.batch_execute("SET synchronous_commit = on")?;
    }
    Ok(client)
}

impl r2d2::ManageConnection for Manager {
    type Connection = Session;
    type Error = StoreError;

    fn connect(&self) -> Result<Session, StoreError> {
        let client = connect(&self.0)?;
        Ok(Session { client, statements: HashMap::new(), inserts: HashMap::new(), busy: false })
    }

    fn is_valid(&self, session: &mut Session) -> Result<(), StoreError> {
        Ok(session.client.batch_execute("")?)
    }

    fn has_broken(&self, session: &mut Session) -> bool {
        session.busy || session.client.is_closed()
    }
}

impl Session {
    fn statement(&mut self, sql: &'static str, values: usize, given: &[Column]) -> Result<Statement, StoreError> {
        if let Some(known) = self.statements.get(sql) {
            return Ok(known.clone());
        }
        let names: Vec<&str> = given.iter().map(|column| column.name).collect();
        let rows = format!("{} AS given({})", unnest(values, given), names.join(", "));
        let rows = format!("(SELECT * FROM {rows})");
        let text = sql.replace("{lock}", "FOR UPDATE").replace("{given}", &rows);
        let statement = self.client.prepare(&text)?;
        self.statements.insert(sql, statement.clone());
        Ok(statement)
    }
}

impl Db for Session {
    fn begin(&mut self, access: Access) -> Result<(), StoreError> {
        self.busy = true;
        Ok(self.client.batch_execute(match access {
            Access::Bulk => BULK,
            // Each statement sees what others committed while this one waited for a desk.
            Access::Write | Access::Stage => "BEGIN ISOLATION LEVEL READ COMMITTED",
            Access::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        })?)
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.client.batch_execute("COMMIT")?;
        self.busy = false;
        Ok(())
    }

    fn rollback(&mut self) {
        // A connection that cannot even do this is closed, which does it.
        self.busy = self.client.batch_execute("ROLLBACK").is_err();
    }

    fn execute(&mut self, sql: &'static str, values: &[Value], given: &[Column]) -> Result<u64, StoreError> {
        let statement = self.statement(sql, values.len(), given)?;
        Ok(self.client.execute(&statement, &parameters(values, given))?)
    }

    fn query(
        &mut self,
        sql: &'static str,
        values: &[Value],
        given: &[Column],
        each: &mut dyn FnMut(&Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let statement = self.statement(sql, values.len(), given)?;
        let mut rows = self.client.query_raw(&statement, parameters(values, given))?;
        while let Some(row) = rows.next()? {
            each(&Row::Postgres(&row))?;
        }
        Ok(())
    }

    fn insert(&mut self, table: &'static str, given: &[Column]) -> Result<(), StoreError> {
        let names: Vec<&str> = given.iter().map(|column| column.name).collect();
        let text = format!("COPY {table} ({}) FROM STDIN BINARY", names.join(", "));
        let statement = match self.inserts.get(&text) {
            Some(known) => known.clone(),
            None => {
                let statement = self.client.prepare(&text)?;
                self.inserts.insert(text, statement.clone());
                statement
            }
        };
        let kinds: Vec<Type> = given.iter().map(kind).collect();
        let mut rows = BinaryCopyInWriter::new(self.client.copy_in(&statement)?, &kinds);
        for row in 0..given.first().map_or(0, Column::len) {
            rows.write_raw(given.iter().map(|column| cell(column, row)))?;
        }
        Ok(rows.finish().map(|_| ())?)
    }
}

fn kind(column: &Column) -> Type {
    match column.cells {
        Cells::Ints(_) => Type::INT8,
        Cells::Texts(_) => Type::TEXT,
    }
}

fn cell<'c>(column: &'c Column, row: usize) -> &'c (dyn ToSql + Sync) {
    match &column.cells {
        Cells::Ints(cells) => &cells[row],
        Cells::Texts(cells) => &cells[row],
    }
}

/// The given rows as a table: an array for each column, behind the values.
fn unnest(values: usize, given: &[Column]) -> String {
    let array = |(at, column): (usize, &Column)| {
        let kind = match column.cells {
            Cells::Ints(_) => "BIGINT",
            Cells::Texts(_) => "TEXT",
        };
        format!("${}::{kind}[]", values + at + 1)
    };
    format!("unnest({})", given.iter().enumerate().map(array).collect::<Vec<_>>().join(", "))
}

fn parameters<'v>(values: &'v [Value], given: &'v [Column]) -> Vec<&'v (dyn ToSql + Sync)> {
    let value = |value: &'v Value<'_>| -> &'v (dyn ToSql + Sync) {
        match value {
            Value::Int(value) => value,
            Value::Text(value) => value,
            Value::NoText => &None::<&str>,
        }
    };
    let column = |column: &'v Column<'_>| -> &'v (dyn ToSql + Sync) {
        match &column.cells {
            Cells::Ints(cells) => cells,
            Cells::Texts(cells) => cells,
        }
    };
    values.iter().map(value).chain(given.iter().map(column)).collect()
}
