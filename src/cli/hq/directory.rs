//! `okno hq directory`: the accounts that every desk is given.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use chrono::{DateTime, Days, NaiveDate};
use clap::Subcommand;
use serde_json::json;

use super::super::directory::{bar, encoding, register_error, supplier};
use super::{CliError, Context, context, failure, home, open, output};
use crate::clock;
use crate::domain::message::said;
use crate::domain::{SupplierCode, Word};
use crate::hq::{ImportError, ImportOptions, ImportReport};
use crate::register::{Debts, Layout, Origin};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Take a register of debts in, whole or not at all; desks get what changed
    Import(Import),
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Import {
    /// The register
    file: PathBuf,
    /// Its layout: sber-debts, csv
    #[arg(long)]
    layout: String,
    /// Whose it is
    #[arg(long)]
    supplier: SupplierCode,
    /// The day (2026-11-01) or moment (RFC 3339) when its figures were true; now where it is not said
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    /// The last business day whose payments are in the figures; the day before --as-of where it is not said
    #[arg(long, value_name = "DAY")]
    counted_through: Option<NaiveDate>,
    /// utf-8, windows-1251 or koi8-r, where it is not to be told from the text
    #[arg(long)]
    encoding: Option<String>,
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    let Command::Import(import) = command;
    let options = options(&import)?;
    let layout = Layout::named(&import.layout)
        .map_err(|_| CliError::not_one_of("--layout", &import.layout, &Layout::names().collect::<Vec<_>>()))?;
    let encoding = import.encoding.as_deref().map(encoding).transpose()?;
    let hq = open(context)?;
    let catalogue = hq.catalogue().map_err(|error| failure::at(&home(context), error))?;
    let supplier = supplier(&catalogue, &import.supplier)?;
    let file = File::open(&import.file).map_err(|error| CliError::file(&import.file, &error))?;
    let bar = bar(&file);
    bar.set_message(context.lang().text("cli-import-reading", &[]));
    let file_name = import.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let origin = Origin { supplier, others: &catalogue.suppliers, file_name: &file_name, encoding };
    let debts = Debts::read(layout, BufReader::with_capacity(1 << 20, file), &origin)
        .map_err(|error| CliError::file(&import.file, &error))?;
    for doubt in debts.doubts() {
        context.warn(&("cli-import-doubt", vec![("doubt", said(doubt.message()))]));
    }
    let report = hq.import(debts, &supplier.code, &options, &mut |bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    let report = report.map_err(|error| match error {
        ImportError::Register(error) => register_error(&import.file, error),
        ImportError::Hq(error) => failure::at(&home(context), error),
    })?;
    say(context, &report)
}

/// Headquarters has no office's zone: a day is the day where its machine stands.
fn options(import: &Import) -> Result<ImportOptions, CliError> {
    let as_of = import.as_of.clone().unwrap_or_else(|| context::now().to_string());
    let moment = DateTime::parse_from_rfc3339(&as_of).map(|at| clock::here(at.to_utc()).date());
    let day = moment.or_else(|_| as_of.parse::<NaiveDate>());
    let day = day.map_err(|_| CliError::bad_value("--as-of", &as_of, ("cli-as-of", vec![])))?;
    let before = day.checked_sub_days(Days::new(1)).unwrap_or(day);
    Ok(ImportOptions { as_of, counted_through: import.counted_through.unwrap_or(before) })
}

fn say(context: &Context, report: &ImportReport) -> Result<(), CliError> {
    let ImportReport { new, changed, unchanged, not_in_file, rows, kopecks, rev } = *report;
    if context.json() {
        return output::json(&json!({"rows": rows, "kopecks": kopecks, "new": new, "changed": changed,
            "unchanged": unchanged, "not_in_file": not_in_file, "rev": rev}));
    }
    let count = |n: u64| Word::Number(i64::try_from(n).unwrap_or(i64::MAX));
    context.say(&("cli-imported", vec![("rows", count(rows)), ("sum", Word::Money(kopecks))]))?;
    let parts = [("new", new), ("changed", changed), ("unchanged", unchanged), ("absent", not_in_file)];
    context.say(&("cli-imported-parts", parts.map(|(name, n)| (name, count(n))).into()))
}
