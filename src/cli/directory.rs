//! `okno directory`: import a register, find a payer.

use chrono::{DateTime, NaiveDate};
use clap::Subcommand;
use indicatif::ProgressBar;
use serde_json::json;

use super::context::Context;
use super::error::CliError;
use super::register::{self, Import};
use super::{output, pull, scan};
use crate::clock;
use crate::desk::Balance;
use crate::directory::{ImportError, Progress, SupplierStats};
use crate::domain::Word;

/// How many accounts `find` shows.
const LIMIT: usize = 50;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Take a register of debts in, whole or not at all
    Import(Import),
    /// Find accounts by number, name or address, or by a scan
    ///
    /// Number, name, street, house and flat in any order, by their beginnings; the wrong keyboard layout, Latin
    /// spelling and look-alike letters are understood. A scanned bill, payment QR or bar code, finds its account.
    Find {
        /// What to look for
        text: String,
        /// Ask headquarters about an account, by its number or SUPPLIER:NUMBER
        #[arg(long)]
        online: bool,
    },
    /// Take in what headquarters publishes: accounts, suppliers, people
    Pull,
    /// Say how many accounts there are, by supplier
    Stats,
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::Import(import) => run_import(context, &import),
        Command::Find { text, online } => find(context, &text, online),
        Command::Pull => pull::run(context),
        Command::Stats => stats(context),
    }
}

fn run_import(context: &Context, import: &Import) -> Result<(), CliError> {
    context.check_alone()?;
    let zone = context.settings()?.zone;
    let options = import.options(|at| clock::local(at, zone).date())?;
    let mut directory = context.directory()?;
    let (debts, bar) = import.open(context, &directory.catalogue()?)?;
    let report = directory.import(debts, &import.supplier, &options, &mut |progress| show(context, &bar, progress));
    bar.finish_and_clear();
    let report = report.map_err(|error| match error {
        ImportError::Directory(error) => error.into(),
        ImportError::Register(error) => import.error(error),
    })?;
    if context.json() { output::json(&register::json(&report)) } else { register::say(context, &report) }
}

fn show(context: &Context, bar: &ProgressBar, progress: Progress) {
    let (id, position, length) = match progress {
        Progress::Read { bytes, .. } => ("cli-import-reading", bytes, None),
        Progress::Written { accounts, of } => ("cli-import-writing", accounts, Some(of)),
    };
    if let Some(length) = length {
        bar.set_length(length);
    }
    bar.set_position(position);
    bar.set_message(context.lang().text(id, &[]));
}

fn find(context: &Context, text: &str, online: bool) -> Result<(), CliError> {
    let view = context.view()?;
    let (found, more) = match scan::find(context, &view, text)? {
        Some(found) => (found, false),
        None if online => (pull::find_online(context, &view, text)?, false),
        None => view.find(text, LIMIT)?,
    };
    if context.json() {
        return output::json(&found.iter().map(row).collect::<Vec<_>>());
    }
    if found.is_empty() {
        return context.say(&("cli-found-nothing", vec![]));
    }
    let lang = context.lang();
    let cells = |Balance { row, balance }: &Balance| {
        let age = age(context, &row.as_of);
        let balance = lang.kopecks(balance.kopecks());
        vec![row.supplier.to_string(), row.account.to_string(), balance, age, row.address.clone(), row.name.clone()]
    };
    let heads =
        ["cli-head-supplier", "cli-head-account", "cli-head-owed", "cli-head-age", "cli-head-address", "cli-head-name"];
    let rows: Vec<_> = [context.heads(&heads)].into_iter().chain(found.iter().map(cells)).collect();
    output::table(&rows, &[2])?;
    if more { context.say(&("cli-found-more", vec![("shown", Word::Number(LIMIT as i64))])) } else { Ok(()) }
}

fn row(Balance { row, balance }: &Balance) -> serde_json::Value {
    json!({
        "account": row.account, "supplier": row.supplier, "name": row.name, "address": row.address,
        "balance_kopecks": balance, "as_of": row.as_of,
    })
}

/// A figure's age as a person reads it: a moment on the office's clock, or the day as it was given.
fn age(context: &Context, as_of: &str) -> String {
    let lang = context.lang();
    let zone = context.zone().unwrap_or(chrono_tz::Tz::UTC);
    match (DateTime::parse_from_rfc3339(as_of), as_of.parse::<NaiveDate>()) {
        (Ok(at), _) => lang.moment(clock::local(at.to_utc(), zone)),
        (_, Ok(day)) => lang.date(day),
        _ => as_of.to_owned(),
    }
}

fn stats(context: &Context) -> Result<(), CliError> {
    let stats = context.view()?.directory().stats()?;
    if context.json() {
        let supplier = |supplier: &SupplierStats| {
            json!({"supplier": supplier.supplier, "accounts": supplier.accounts, "kopecks": supplier.figures,
                "as_of": supplier.as_of, "counted_through": supplier.counted_through.to_string()})
        };
        let suppliers: Vec<_> = stats.suppliers.iter().map(supplier).collect();
        return output::json(&json!({"accounts": stats.accounts, "suppliers": suppliers}));
    }
    if stats.suppliers.is_empty() {
        return context.say(&("cli-no-accounts", vec![]));
    }
    let cells = |supplier: &SupplierStats| {
        let figures = context.lang().kopecks(supplier.figures.kopecks());
        let accounts = context.lang().number(i64::try_from(supplier.accounts).unwrap_or(i64::MAX));
        vec![supplier.supplier.to_string(), accounts, figures, age(context, &supplier.as_of)]
    };
    let heads = context.heads(&["cli-head-supplier", "cli-head-accounts", "cli-head-owed", "cli-head-age"]);
    output::table(&[heads].into_iter().chain(stats.suppliers.iter().map(cells)).collect::<Vec<_>>(), &[1, 2])
}
