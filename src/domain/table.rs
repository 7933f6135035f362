//! A table of figures, each of which opens: what the back office shows, prints and exports.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::money::Money;
use super::office::View;
use super::time::Timestamp;

/// What stands in one place of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A name, number or code as it is.
    Text(String),
    /// The id of a text, which each reader has in their language.
    Word(String),
    /// A count.
    Count(i64),
    /// A sum.
    Kopecks(Money),
    /// A calendar day.
    Day(NaiveDate),
    /// A moment.
    Moment(Timestamp),
}

impl Cell {
    /// A value as it is written.
    pub fn text(value: impl ToString) -> Cell {
        Cell::Text(value.to_string())
    }

    /// The text of an id.
    pub fn word(id: &'static str) -> Cell {
        Cell::Word(id.to_owned())
    }

    /// A count; one beyond all measure is held at its end.
    pub fn count(count: impl TryInto<i64>) -> Cell {
        Cell::Count(count.try_into().unwrap_or(i64::MAX))
    }

    /// True for what is set to the right: counts and sums.
    pub fn is_figure(&self) -> bool {
        matches!(self, Cell::Count(_) | Cell::Kopecks(_))
    }
}

impl From<Money> for Cell {
    fn from(sum: Money) -> Cell {
        Cell::Kopecks(sum)
    }
}

impl From<Timestamp> for Cell {
    fn from(at: Timestamp) -> Cell {
        Cell::Moment(at)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Cell {
        Cell::Day(day)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

/// How a row stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Nothing is said of it.
    #[default]
    Plain,
    /// It is right.
    Right,
    /// It is on its way, and not late.
    Waiting,
    /// Somebody must look at it.
    Wrong,
}

/// A row, and what it opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// How it stands.
    #[serde(default)]
    pub mark: Mark,
    /// Its cells, one a column.
    pub cells: Vec<Cell>,
    /// What it is made of; nothing for a row that says all there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<View>,
}

/// Figures in rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows.
    pub view: View,
    /// Facts above the rows: the id of the text that names each, and the fact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<(String, Cell)>,
    /// The ids of the texts that head the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// Sums under the columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub total: Vec<Cell>,
    /// Where the next page begins; none on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl Table {
    /// One without rows.
    pub fn new(view: View, columns: &[&'static str]) -> Table {
        let columns = columns.iter().map(|&id| id.to_owned()).collect();
        Table { view, facts: vec![], columns, rows: vec![], total: vec![], next: None }
    }

    /// Adds a fact above the rows.
    pub fn fact(&mut self, id: &'static str, cell: impl Into<Cell>) {
        self.facts.push((id.to_owned(), cell.into()));
    }

    /// Adds a row.
    pub fn row(&mut self, mark: Mark, cells: impl Into<Vec<Cell>>, opens: Option<View>) {
        self.rows.push(TableRow { mark, cells: cells.into(), opens });
    }
}
