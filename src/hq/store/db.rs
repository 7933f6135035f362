//! One connection to a store, whichever engine it is: [`Db`] runs the same SQL text on SQLite and on PostgreSQL.
//!
//! The text both understand has `$1 … $n` for values, BIGINT and TEXT for every column, and three marks for what
//! they say differently: `{given}` is a table of the rows that are handed in beside the values, `{lock}` holds the rows
//! that a query found until the transaction ends, `{clustered}` keeps a table's rows in its key.

use std::borrow::Cow;
use std::str::FromStr;

use super::StoreError;

/// A connection, in a transaction.
pub trait Db {
    /// Begins a transaction: one that writes, or a snapshot to read from.
    fn begin(&mut self, access: Access) -> Result<(), StoreError>;

    /// Makes what was done durable, and visible to others.
    fn commit(&mut self) -> Result<(), StoreError>;

    /// Takes back what was done since the transaction began.
    fn rollback(&mut self);

    /// Runs a statement and says how many rows it changed. `given` is what `{given}` stands for.
    fn execute(&mut self, sql: &'static str, values: &[Value], given: &[Column]) -> Result<u64, StoreError>;

    /// Runs a query and hands each row to `each`, in order.
    fn query(
        &mut self,
        sql: &'static str,
        values: &[Value],
        given: &[Column],
        each: &mut dyn FnMut(&Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Inserts the given rows into a table's columns of the same names, as fast as the engine can.
    fn insert(&mut self, table: &'static str, given: &[Column]) -> Result<(), StoreError>;
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It writes.
    Write,
    /// It reads, and sees one moment's state.
    Read,
    /// It writes much of a table at once.
    Bulk,
    /// It fills tables of its own connection, and holds nobody up.
    Stage,
}

/// A value of a statement.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// A number.
    Int(i64),
    /// A text.
    Text(Cow<'a, str>),
    /// A text that there is none of.
    NoText,
}

impl Value<'_> {
    /// The text form of a value.
    pub fn text(value: impl ToString) -> Value<'static> {
        Value::Text(Cow::Owned(value.to_string()))
    }
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<u32> for Value<'_> {
    fn from(value: u32) -> Self {
        Value::Int(i64::from(value))
    }
}

/// Numbers of entries and revisions; one beyond 63 bits is none that there can be.
impl From<u64> for Value<'_> {
    fn from(value: u64) -> Self {
        Value::Int(number(value))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::Text(Cow::Borrowed(value))
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(value: Option<&'a str>) -> Self {
        value.map_or(Value::NoText, Value::from)
    }
}

/// A number as the store has it.
pub fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// One column of rows that are handed in. All columns of one statement are equally long.
#[derive(Clone, Debug)]
pub struct Column<'a> {
    /// Its name.
    pub name: &'static str,
    /// Its values, row by row.
    pub cells: Cells<'a>,
}

/// The values of a column.
#[derive(Clone, Debug)]
pub enum Cells<'a> {
    /// Numbers.
    Ints(Vec<i64>),
    /// Texts.
    Texts(Vec<Cow<'a, str>>),
}

impl<'a> Column<'a> {
    /// A column of numbers.
    pub fn ints(name: &'static str, cells: impl IntoIterator<Item = i64>) -> Column<'a> {
        Column { name, cells: Cells::Ints(cells.into_iter().collect()) }
    }

    /// A column of texts.
    pub fn texts<T: Into<Cow<'a, str>>>(name: &'static str, cells: impl IntoIterator<Item = T>) -> Column<'a> {
        Column { name, cells: Cells::Texts(cells.into_iter().map(Into::into).collect()) }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        match &self.cells {
            Cells::Ints(cells) => cells.len(),
            Cells::Texts(cells) => cells.len(),
        }
    }
}

/// A row of a query's answer.
pub enum Row<'r> {
    /// From SQLite.
    Sqlite(&'r rusqlite::Row<'r>),
    /// From PostgreSQL.
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    /// The number in a column.
    pub fn int(&self, at: usize) -> Result<i64, StoreError> {
        match self {
            Row::Sqlite(row) => Ok(row.get(at)?),
            Row::Postgres(row) => Ok(row.try_get(at)?),
        }
    }

    /// The number in a column, which is none below zero.
    pub fn count(&self, at: usize) -> Result<u64, StoreError> {
        let found = self.int(at)?;
        u64::try_from(found).map_err(|_| StoreError::Damaged(format!("{found} stands where nothing below 0 may")))
    }

    /// The small number in a column.
    pub fn small(&self, at: usize) -> Result<u32, StoreError> {
        let found = self.int(at)?;
        u32::try_from(found).map_err(|_| StoreError::Damaged(format!("{found} stands where a small number should")))
    }

    /// The text in a column.
    pub fn text(&self, at: usize) -> Result<&str, StoreError> {
        match self {
            Row::Sqlite(row) => Ok(row.get_ref(at)?.as_str().map_err(rusqlite::Error::from)?),
            Row::Postgres(row) => Ok(row.try_get(at)?),
        }
    }

    /// The text in a column, where there is one.
    pub fn optional(&self, at: usize) -> Result<Option<&str>, StoreError> {
        match self {
            Row::Sqlite(row) => Ok(row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from)?),
            Row::Postgres(row) => Ok(row.try_get(at)?),
        }
    }

    /// The value whose text form is in a column.
    pub fn parse<T: FromStr>(&self, at: usize) -> Result<T, StoreError> {
        parse(self.text(at)?)
    }

    /// The value whose text form is in a column, where there is one.
    pub fn parse_optional<T: FromStr>(&self, at: usize) -> Result<Option<T>, StoreError> {
        self.optional(at)?.map(parse).transpose()
    }
}

fn parse<T: FromStr>(text: &str) -> Result<T, StoreError> {
    let kind = std::any::type_name::<T>().rsplit("::").next().unwrap_or_default();
    text.parse().map_err(|_| StoreError::Damaged(format!("'{text}' is no {kind}")))
}

/// The first row of a query's answer, if there is one.
pub fn first<T>(
    db: &mut dyn Db,
    sql: &'static str,
    values: &[Value],
    read: impl Fn(&Row) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let mut found = None;
    db.query(sql, values, &[], &mut |row| {
        if found.is_none() {
            found = Some(read(row)?);
        }
        Ok(())
    })?;
    Ok(found)
}

/// All rows of a query's answer.
pub fn all<T>(
    db: &mut dyn Db,
    sql: &'static str,
    values: &[Value],
    given: &[Column],
    read: impl Fn(&Row) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut found = Vec::new();
    db.query(sql, values, given, &mut |row| {
        found.push(read(row)?);
        Ok(())
    })?;
    Ok(found)
}
