//! What the command line says: texts in the person's language, JSON for programs, tables for eyes.

use std::io::{self, Write};

use chrono_tz::Tz;
use serde::Serialize;
use serde_json::{Value, json};

use super::error::CliError;
use super::values;
use crate::clock;
use crate::desk::Outcome;
use crate::document::{self, Telling};
use crate::domain::{Catalogue, Message, TenderKind, Timestamp};
use crate::lang::Lang;

/// A message in words; moments on the office's clock, or in UTC where no office is known.
pub(super) fn worded(lang: Lang, zone: Option<Tz>, message: &Message) -> String {
    told(lang, zone, &|_, code| code.to_owned(), message)
}

/// The same with the tenders' names, which people know, in the place of their codes.
pub(super) fn named(lang: Lang, zone: Option<Tz>, catalogue: &Catalogue, message: &Message) -> String {
    let name = |name: &str, code: &str| {
        let tender = TenderKind::new(code).ok().filter(|_| name == "tender");
        values::named(lang, tender.and_then(|kind| catalogue.tender(&kind)).map(|tender| &tender.name), code)
    };
    told(lang, zone, &name, message)
}

fn told(lang: Lang, zone: Option<Tz>, name: &dyn Fn(&str, &str) -> String, message: &Message) -> String {
    let zone = zone.unwrap_or(Tz::UTC);
    let local = |at: Timestamp| clock::local(at.utc(), zone);
    document::worded(&Telling { lang, local: &local, name }, message)
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

/// What is said of every entry, and the fields that are said of this one.
pub(super) fn recorded(outcome: &Outcome, mut fields: Value) -> Value {
    let Outcome { entry, repeated, .. } = outcome;
    let of_entry = json!({"id": entry.id, "seq": entry.seq, "hash": entry.hash.to_string(), "repeated": repeated});
    merge(&mut fields, of_entry);
    if let Some(challenge) = outcome.event.approval().and_then(|approval| approval.telephone.as_ref()) {
        merge(&mut fields, json!({"telephone": challenge}));
    }
    fields
}

/// Adds the fields of an object to another.
pub(super) fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
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
