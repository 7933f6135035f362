//! Registers as lines of text: a head, some lines a row, a tail.

use serde::Deserialize;

use super::fault::{Deviation, WriteRefusal};
use super::fitting::Fitting;
use super::layout::LineEnd;
use super::slot::Scope;
use super::template::Template;
use crate::domain::Money;

/// The form of a text; every list is one of lines, and a line is a list of cells.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Text {
    /// What stands between the cells of a line.
    separator: Option<char>,
    /// What a value gets where it has the separator.
    separator_becomes: Option<char>,
    /// True where a cell stands in double quotes if it needs them (RFC 4180).
    #[serde(default)]
    quotes: bool,
    #[serde(default)]
    head: Vec<Vec<Cell>>,
    row: Vec<Vec<Cell>>,
    /// The lines of a row with a negative sum, where they differ.
    row_back: Option<Vec<Vec<Cell>>>,
    #[serde(default)]
    tail: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Cell {
    Free(Template),
    Bounded(Bounded),
}

/// A cell with room for so many characters.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bounded {
    value: Template,
    most: usize,
}

impl Cell {
    fn template(&self) -> &Template {
        match self {
            Cell::Free(template) => template,
            Cell::Bounded(bounded) => &bounded.value,
        }
    }

    fn write(&self, scope: &Scope, fitting: &Fitting) -> Result<String, Deviation> {
        let text = self.template().write(scope, fitting)?;
        match self {
            Cell::Bounded(Bounded { most, .. }) if text.chars().count() > *most => {
                let field = self.template().literals().first().map_or("", |literal| literal.trim_end_matches('='));
                Err(Deviation::TooWide { field: field.to_owned(), text, most: *most })
            }
            _ => Ok(text),
        }
    }
}

impl Text {
    /// The separator that values may not have, and what they get for it.
    pub fn replaced_separator(&self) -> Result<Option<(char, char)>, String> {
        match (self.separator, self.separator_becomes) {
            (Some(_), None) if !self.quotes => {
                Err("a separator needs quotes, or what it becomes within values".to_owned())
            }
            (Some(separator), Some(becomes)) => Ok(Some((separator, becomes))),
            _ => Ok(None),
        }
    }

    /// The templates of head and tail.
    pub fn frame(&self) -> impl Iterator<Item = &Template> {
        self.head.iter().chain(&self.tail).flatten().map(Cell::template)
    }

    /// The templates of the rows.
    pub fn rows(&self) -> impl Iterator<Item = &Template> {
        self.row.iter().chain(self.row_back.iter().flatten()).flatten().map(Cell::template)
    }

    pub fn write(&self, scope: &Scope, fitting: &Fitting, line_end: LineEnd) -> Result<Vec<u8>, WriteRefusal> {
        let (mut text, mut refusal) = (String::new(), WriteRefusal::default());
        let mut put = |lines: &[Vec<Cell>], scope: &Scope| {
            for line in lines {
                self.put_line(line, scope, fitting, (&mut text, &mut refusal));
                text.push_str(match line_end {
                    LineEnd::Lf => "\n",
                    LineEnd::Crlf => "\r\n",
                });
            }
        };
        put(&self.head, scope);
        for (n, row) in (1..).zip(&scope.register.rows) {
            let back = self.row_back.as_ref().filter(|_| row.amount < Money::ZERO);
            put(back.unwrap_or(&self.row), &Scope { row: Some((n, row)), ..*scope });
        }
        put(&self.tail, scope);
        if !refusal.faults.is_empty() {
            return Err(refusal);
        }
        // Every value was made to fit, and a layout with other literals does not load.
        fitting.encoding().encode(&text).map_err(|odd| {
            refusal
                .add(None, Deviation::Character { field: "", text: String::new(), odd, encoding: fitting.encoding() });
            refusal
        })
    }

    fn put_line(
        &self,
        line: &[Cell],
        scope: &Scope,
        fitting: &Fitting,
        (text, refusal): (&mut String, &mut WriteRefusal),
    ) {
        for (at, cell) in line.iter().enumerate() {
            if at > 0 {
                text.extend(self.separator);
            }
            match cell.write(scope, fitting) {
                Ok(cell) if self.needs_quotes(&cell) => {
                    text.push('"');
                    text.push_str(&cell.replace('"', "\"\""));
                    text.push('"');
                }
                Ok(cell) => text.push_str(&cell),
                Err(what) => refusal.add(scope.row.map(|(n, row)| (n, row.receipt.as_str())), what),
            }
        }
    }

    fn needs_quotes(&self, cell: &str) -> bool {
        let is_outer_space = cell.starts_with(' ') || cell.ends_with(' ');
        self.quotes && (is_outer_space || cell.contains('"') || self.separator.is_some_and(|mark| cell.contains(mark)))
    }
}
