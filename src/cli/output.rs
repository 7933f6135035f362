//! What the command line says: texts in the person's language, JSON for programs, tables for eyes.

use std::io::{self, Write};

use chrono_tz::Tz;
use serde::Serialize;

use super::error::CliError;
use crate::clock;
use crate::domain::{Message, Word};
use crate::lang::{Arg, Lang};

/// A message in words; moments on the office's clock, or in UTC where no office is known.
pub(super) fn worded(lang: Lang, zone: Option<Tz>, message: &Message) -> String {
    let (id, words) = message;
    let written: Vec<String> = words
        .iter()
        .map(|(_, word)| match word {
            Word::Text(text) => text.clone(),
            Word::Moment(at) => lang.moment(clock::local(at.utc(), zone.unwrap_or(Tz::UTC))),
            Word::Said(message) => worded(lang, zone, message),
            Word::Number(_) | Word::Money(_) => String::new(),
        })
        .collect();
    let args: Vec<(&str, Arg)> = words
        .iter()
        .zip(&written)
        .map(|((name, word), written)| {
            let arg = match word {
                Word::Number(number) => Arg::Number(*number),
                Word::Money(money) => Arg::Money(money.kopecks()),
                Word::Text(_) | Word::Moment(_) | Word::Said(_) => Arg::Text(written),
            };
            (*name, arg)
        })
        .collect();
    lang.text(id, &args)
}

/// Writes one line to the standard output.
pub(super) fn line(text: &str) -> Result<(), CliError> {
    writeln!(io::stdout().lock(), "{text}").map_err(|error| CliError::output(&error))
}

/// Writes one line to the standard error; where nobody listens there is nobody to tell.
pub(super) fn warn(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Writes one JSON value to the standard output.
pub(super) fn json(value: &impl Serialize) -> Result<(), CliError> {
    let text = serde_json::to_string(value).map_err(|error| CliError::output(&error.into()))?;
    line(&text)
}

/// A table: columns as wide as their widest cell, `right` ones aligned to the right.
pub(super) fn table(rows: &[Vec<String>], right: &[usize]) -> Result<(), CliError> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column| rows.iter().filter_map(|row| row.get(column)).map(|cell: &String| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    for row in rows {
        let cells = row.iter().enumerate().map(|(column, cell)| match right.contains(&column) {
            true => format!("{cell:>width$}", width = widths[column]),
            false => format!("{cell:<width$}", width = widths[column]),
        });
        line(cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}
