//! Tables with column names, as banks save them: the row of names may stand below a heading, and labelled lines (a
//! balance, a total) before or behind the rows. What the columns are called is the layout's.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde::Deserialize;

use super::encoding::Encoding;
use super::fault::{Fault, Refusal};
use super::lines;
use crate::domain::Money;

/// How many lines may stand above the row of column names.
const HEADING: usize = 30;

/// What is to be known of a table to read it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableLayout {
    pub about: String,
    encodings: Vec<Encoding>,
    separators: Vec<char>,
    decimal_marks: Vec<char>,
    /// Patterns of `strftime`.
    dates: Vec<String>,
    #[serde(default)]
    moments: Vec<String>,
    /// The names that each column may have, in lower case.
    columns: BTreeMap<String, Vec<String>>,
    /// What a line begins with that is no row.
    #[serde(default)]
    labels: BTreeMap<String, Vec<String>>,
    /// The words that a field may have, by what they mean.
    #[serde(default)]
    words: BTreeMap<String, Vec<String>>,
}

/// A column that a reader asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub name: &'static str,
    pub needed: bool,
}

/// A table read.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub rows: Vec<Row>,
    /// Lines with a label: line, label, and what stands behind it.
    pub labelled: Vec<(u64, String, String)>,
    columns: Vec<&'static str>,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row {
    pub line: u64,
    cells: BTreeMap<&'static str, String>,
}

impl Row {
    /// The cell under a column, trimmed; empty where the table doesn't have the column.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Table {
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }
}

impl TableLayout {
    /// The rows of a file, faults going to `refusal`; `None` where no row can be judged.
    pub fn read(&self, bytes: &[u8], columns: &[Column], refusal: &mut Refusal) -> Option<Table> {
        let text = lines::text(bytes, &self.encodings, refusal)?;
        let attempts = self.separators.iter().map(|&separator| (separator, records(&text, separator)));
        let fit = |records: &[Record]| self.heading(records, columns).map_or(0, |(_, fit)| fit);
        let (separator, best) = attempts.max_by_key(|(_, records)| fit(records))?;
        let Some((at, _)) = self.heading(&best, columns).filter(|(_, fit)| *fit > 0) else {
            let needed = columns.iter().filter(|column| column.needed);
            needed.for_each(|column| refusal.add(None, Fault::NoColumn(column.name)));
            return None;
        };
        let (line, names) = &best[at];
        let form: Vec<Option<&'static str>> = names.iter().map(|name| self.column(name, columns)).collect();
        for column in columns {
            match form.iter().filter(|found| **found == Some(column.name)).count() {
                0 if column.needed => refusal.add(Some(*line), Fault::NoColumn(column.name)),
                0 | 1 => {}
                _ => refusal.add(Some(*line), Fault::ColumnTwice(column.name)),
            }
        }
        for (line, _) in best.iter().filter(|(_, cells)| has_swallowed(cells, separator, form.len())) {
            refusal.add(Some(*line), Fault::OpenQuote);
        }
        if !refusal.faults.is_empty() {
            return None;
        }
        let mut table = Table { columns: form.iter().flatten().copied().collect(), ..Table::default() };
        for (n, (line, cells)) in best.iter().enumerate().filter(|(n, _)| *n != at) {
            match self.label(cells) {
                Some((label, value)) => table.labelled.push((*line, label, value)),
                None if n < at => {}
                None => table.rows.extend(row(*line, cells, &form, refusal)),
            }
        }
        Some(table)
    }

    /// Where the row of names stands, and how many of the columns it has.
    fn heading(&self, records: &[Record], columns: &[Column]) -> Option<(usize, usize)> {
        let fit = |cells: &[String]| cells.iter().filter(|cell| self.column(cell, columns).is_some()).count();
        let fits = records.iter().take(HEADING).map(|(_, cells)| fit(cells)).enumerate();
        // Of two that fit alike the upper one.
        fits.max_by_key(|&(at, fit)| (fit, std::cmp::Reverse(at)))
    }

    fn column(&self, name: &str, columns: &[Column]) -> Option<&'static str> {
        let plain = plain(name);
        let is_it = |column: &&Column| self.columns.get(column.name).is_some_and(|names| names.contains(&plain));
        columns.iter().find(is_it).map(|column| column.name)
    }

    /// The label that a line begins with, and what stands behind it.
    fn label(&self, cells: &[String]) -> Option<(String, String)> {
        let mut filled = cells.iter().filter(|cell| !cell.is_empty());
        let first = filled.next()?;
        let (name, behind) = first.split_once(':').unwrap_or((first, ""));
        let is_it = |names: &Vec<String>| names.contains(&plain(name));
        let (label, _) = self.labels.iter().find(|(_, names)| is_it(names))?;
        let value = if behind.trim().is_empty() { filled.next().map_or("", String::as_str) } else { behind.trim() };
        Some((label.clone(), value.to_owned()))
    }

    /// What a word of the file means.
    pub fn word(&self, word: &str) -> Option<&str> {
        let plain = plain(word);
        self.words.iter().find(|(_, words)| words.contains(&plain)).map(|(meaning, _)| meaning.as_str())
    }

    pub fn money(&self, text: &str) -> Result<Money, Fault> {
        let mark = text.chars().find(|c| matches!(c, ',' | '.'));
        if mark.is_some_and(|mark| !self.decimal_marks.contains(&mark)) {
            return Err(Fault::DecimalMark(text.to_owned()));
        }
        Money::parse(text).map_err(|error| Fault::Amount { text: text.to_owned(), error })
    }

    pub fn day(&self, text: &str) -> Result<NaiveDate, Fault> {
        let day = self.dates.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
        day.filter(is_of_our_time).ok_or_else(|| Fault::Date(text.to_owned()))
    }

    /// A moment; a day without a time has none.
    pub fn moment(&self, text: &str) -> Result<(NaiveDate, Option<NaiveDateTime>), Fault> {
        match self.moments.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()) {
            Some(at) if is_of_our_time(&at.date()) => Ok((at.date(), Some(at))),
            _ => self.day(text).map(|day| (day, None)),
        }
    }
}

/// False for a year of two digits, which the patterns take for one of the first century.
pub(super) fn is_of_our_time(day: &NaiveDate) -> bool {
    (1990..2100).contains(&day.year())
}

type Record = (u64, Vec<String>);

fn records(text: &str, separator: char) -> Vec<Record> {
    // The end of a line is '\n' alone, so that the reader's line count is exact; '\r' is trimmed with the cell.
    let whole = [text, "\n"].concat();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b';'))
        .terminator(csv::Terminator::Any(b'\n'))
        .has_headers(false)
        .flexible(true)
        .from_reader(whole.as_bytes());
    let mut records = Vec::new();
    let mut record = csv::ByteRecord::new();
    // Reading from memory has no errors.
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let cells: Vec<String> = record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            records.push((lines::line_of(&reader, &record), cells));
        }
    }
    records
}

/// True where a cell holds whole rows: a quote before them was never closed.
fn has_swallowed(cells: &[String], separator: char, columns: usize) -> bool {
    let is_row = |line: &str| columns > 1 && line.matches(separator).count() + 1 >= columns;
    cells.iter().any(|cell| cell.contains('\n') && cell.lines().any(is_row))
}

fn row(line: u64, cells: &[String], form: &[Option<&'static str>], refusal: &mut Refusal) -> Option<Row> {
    let is_blank = |cells: Option<&[String]>| cells.is_none_or(|rest| rest.iter().all(String::is_empty));
    if cells.len() < form.len() || !is_blank(cells.get(form.len()..)) {
        refusal.add(Some(line), Fault::FieldCount { found: cells.len(), expected: vec![form.len()] });
        return None;
    }
    let named = form.iter().zip(cells).filter_map(|(column, cell)| column.map(|column| (column, cell.clone())));
    Some(Row { line, cells: named.collect() })
}

/// A name as layouts have it: in lower case, `ё` as `е`, one space between words.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace('ё', "е");
    lower.trim_end_matches([':', '.']).split_whitespace().collect::<Vec<_>>().join(" ")
}
