//! `okno directory`: import a register, find a payer.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Days, NaiveDate};
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::{output, pull, scan};
use crate::clock;
use crate::desk::Balance;
use crate::directory::{ImportError, ImportOptions, ImportReport, Progress, SupplierStats};
use crate::domain::message::{said, text};
use crate::domain::{Catalogue, Message, Supplier, SupplierCode, Word};
use crate::register::{self, Debts, Encoding, Layout, Origin, RegisterError};

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

#[derive(Debug, clap::Args)]
pub(super) struct Import {
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
    match command {
        Command::Import(import) => run_import(context, &import),
        Command::Find { text, online } => find(context, &text, online),
        Command::Pull => pull::run(context),
        Command::Stats => stats(context),
    }
}

fn run_import(context: &Context, import: &Import) -> Result<(), CliError> {
    context.check_alone()?;
    let options = options(context, import)?;
    let layout = Layout::named(&import.layout)
        .map_err(|_| CliError::not_one_of("--layout", &import.layout, &Layout::names().collect::<Vec<_>>()))?;
    let encoding = import.encoding.as_deref().map(encoding).transpose()?;
    let mut directory = context.directory()?;
    let catalogue = directory.catalogue()?;
    let supplier = supplier(&catalogue, &import.supplier)?;
    let file = File::open(&import.file).map_err(|error| CliError::file(&import.file, &error))?;
    let bar = bar(&file);
    let file_name = import.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let origin = Origin { supplier, others: &catalogue.suppliers, file_name: &file_name, encoding };
    let debts = Debts::read(layout, BufReader::with_capacity(1 << 20, file), &origin)
        .map_err(|error| CliError::file(&import.file, &error))?;
    for doubt in debts.doubts() {
        context.warn(&("cli-import-doubt", vec![("doubt", said(doubt.message()))]));
    }
    let report = directory.import(debts, &supplier.code, &options, &mut |progress| show(context, &bar, progress));
    bar.finish_and_clear();
    say_report(context, &report.map_err(|error| import_error(&import.file, error))?)
}

fn options(context: &Context, import: &Import) -> Result<ImportOptions, CliError> {
    let zone = context.settings()?.zone;
    let as_of = import.as_of.clone().unwrap_or_else(|| context::now().to_string());
    let moment = DateTime::parse_from_rfc3339(&as_of).map(|at| clock::local(at.to_utc(), zone).date());
    let day = moment.or_else(|_| as_of.parse::<NaiveDate>());
    let day = day.map_err(|_| CliError::bad_value("--as-of", &as_of, ("cli-as-of", vec![])))?;
    let before = day.checked_sub_days(Days::new(1)).unwrap_or(day);
    Ok(ImportOptions { as_of, counted_through: import.counted_through.unwrap_or(before) })
}

pub(super) fn encoding(name: &str) -> Result<Encoding, CliError> {
    let known = Encoding::ALL.map(Encoding::as_str);
    name.parse().map_err(|_| CliError::not_one_of("--encoding", name, &known))
}

pub(super) fn supplier<'c>(catalogue: &'c Catalogue, code: &SupplierCode) -> Result<&'c Supplier, CliError> {
    let known: Vec<&SupplierCode> = catalogue.suppliers.iter().map(|supplier| &supplier.code).collect();
    let unknown = || CliError::not_one_of("--supplier", code.as_str(), &known);
    catalogue.supplier(code).ok_or_else(unknown)
}

/// A bar over the file's bytes; it is drawn on a terminal only.
pub(super) fn bar(file: &File) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3} %").ok();
    let bar = ProgressBar::new(file.metadata().map_or(0, |file| file.len()));
    style.into_iter().fold(bar, ProgressBar::with_style)
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

fn say_report(context: &Context, report: &ImportReport) -> Result<(), CliError> {
    let ImportReport { new, changed, unchanged, not_in_file, rows, kopecks } = *report;
    if context.json() {
        return output::json(&json!({"rows": rows, "kopecks": kopecks, "new": new, "changed": changed,
            "unchanged": unchanged, "not_in_file": not_in_file}));
    }
    let count = |n: u64| Word::Number(i64::try_from(n).unwrap_or(i64::MAX));
    context.say(&("cli-imported", vec![("rows", count(rows)), ("sum", Word::Money(kopecks))]))?;
    let parts = [("new", new), ("changed", changed), ("unchanged", unchanged), ("absent", not_in_file)];
    context.say(&("cli-imported-parts", parts.map(|(name, n)| (name, count(n))).into()))
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

fn import_error(path: &Path, error: ImportError) -> CliError {
    match error {
        ImportError::Directory(error) => error.into(),
        ImportError::Register(error) => register_error(path, error),
    }
}

/// A register that can't be read, or is refused with each of its faults.
pub(super) fn register_error(path: &Path, error: RegisterError) -> CliError {
    match error {
        RegisterError::Read(error) => CliError::file(path, &error),
        RegisterError::Refused(refusal) => {
            let faults = refusal.faults.into_iter().map(|(line, fault)| fault_message(line, &fault));
            let head: Message = ("error-register-refused", vec![("path", text(path.display()))]);
            let more = Word::Number(i64::try_from(refusal.more).unwrap_or(i64::MAX));
            let tail: Option<Message> = (refusal.more > 0).then_some(("error-register-more", vec![("more", more)]));
            CliError::faults(Kind::Refused, [head].into_iter().chain(faults).chain(tail).collect())
        }
    }
}

fn fault_message(line: Option<u64>, fault: &register::Fault) -> Message {
    let fault = ("fault", said(fault.message()));
    match line {
        Some(line) => ("error-register-line", vec![("line", text(line)), fault]),
        None => ("error-register-file", vec![fault]),
    }
}
