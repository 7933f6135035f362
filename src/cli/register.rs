//! Registers as the commands that import them take them: `okno directory import` and `okno hq directory import`.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Days, NaiveDate, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::context::{self, Context};
use super::error::{CliError, Kind};
use crate::domain::message::{said, text};
use crate::domain::{Catalogue, Message, Supplier, SupplierCode, Word};
use crate::register::{self, Debts, Encoding, ImportOptions, ImportReport, Layout, Origin, RegisterError};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Import {
    /// The register
    file: PathBuf,
    /// Its layout: sber-debts, csv
    #[arg(long)]
    layout: String,
    /// Whose it is
    #[arg(long)]
    pub supplier: SupplierCode,
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

impl Import {
    /// What goes with the rows. `day_of` is the day of a moment where the figures are counted.
    pub fn options(&self, day_of: impl Fn(DateTime<Utc>) -> NaiveDate) -> Result<ImportOptions, CliError> {
        let as_of = self.as_of.clone().unwrap_or_else(|| context::now().to_string());
        let moment = DateTime::parse_from_rfc3339(&as_of).map(|at| day_of(at.to_utc()));
        let day = moment.or_else(|_| as_of.parse::<NaiveDate>());
        let day = day.map_err(|_| CliError::bad_value("--as-of", &as_of, ("cli-as-of", vec![])))?;
        let before = day.checked_sub_days(Days::new(1)).unwrap_or(day);
        Ok(ImportOptions { as_of, counted_through: self.counted_through.unwrap_or(before) })
    }

    /// The file's rows, to be read, and a bar over its bytes. What is doubtful about the file is said.
    pub fn open(
        &self,
        context: &Context,
        catalogue: &Catalogue,
    ) -> Result<(Debts<BufReader<File>>, ProgressBar), CliError> {
        let names = || Layout::names().collect::<Vec<_>>();
        let layout =
            Layout::named(&self.layout).map_err(|_| CliError::not_one_of("--layout", &self.layout, &names()))?;
        let encoding = self.encoding.as_deref().map(encoding).transpose()?;
        let supplier = supplier(catalogue, &self.supplier)?;
        let file = File::open(&self.file).map_err(|error| CliError::file(&self.file, &error))?;
        let bar = bar(&file);
        bar.set_message(context.lang().text("cli-import-reading", &[]));
        let file_name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let origin = Origin { supplier, others: &catalogue.suppliers, file_name: &file_name, encoding };
        let debts = Debts::read(layout, BufReader::with_capacity(1 << 20, file), &origin)
            .map_err(|error| CliError::file(&self.file, &error))?;
        for doubt in debts.doubts() {
            context.warn(&("cli-import-doubt", vec![("doubt", said(doubt.message()))]));
        }
        Ok((debts, bar))
    }

    /// A register that can't be read, or is refused with each of its faults.
    pub fn error(&self, error: RegisterError) -> CliError {
        refused(&self.file, error)
    }
}

/// What an import did, for a person.
pub(in crate::cli) fn say(context: &Context, report: &ImportReport) -> Result<(), CliError> {
    let ImportReport { new, changed, unchanged, not_in_file, rows, kopecks } = *report;
    let count = |n: u64| Word::Number(i64::try_from(n).unwrap_or(i64::MAX));
    context.say(&("cli-imported", vec![("rows", count(rows)), ("sum", Word::Money(kopecks))]))?;
    let parts = [("new", new), ("changed", changed), ("unchanged", unchanged), ("absent", not_in_file)];
    context.say(&("cli-imported-parts", parts.map(|(name, n)| (name, count(n))).into()))
}

/// What an import did, for a program.
pub(in crate::cli) fn json(report: &ImportReport) -> Value {
    let ImportReport { new, changed, unchanged, not_in_file, rows, kopecks } = *report;
    json!({"rows": rows, "kopecks": kopecks, "new": new, "changed": changed, "unchanged": unchanged,
        "not_in_file": not_in_file})
}

fn encoding(name: &str) -> Result<Encoding, CliError> {
    let known = Encoding::ALL.map(Encoding::as_str);
    name.parse().map_err(|_| CliError::not_one_of("--encoding", name, &known))
}

fn supplier<'c>(catalogue: &'c Catalogue, code: &SupplierCode) -> Result<&'c Supplier, CliError> {
    let known: Vec<&SupplierCode> = catalogue.suppliers.iter().map(|supplier| &supplier.code).collect();
    let unknown = || CliError::not_one_of("--supplier", code.as_str(), &known);
    catalogue.supplier(code).ok_or_else(unknown)
}

/// A bar over the file's bytes; it is drawn on a terminal only.
fn bar(file: &File) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3} %").ok();
    let bar = ProgressBar::new(file.metadata().map_or(0, |file| file.len()));
    style.into_iter().fold(bar, ProgressBar::with_style)
}

/// A file of another's that can't be read, or is refused with each of its faults.
pub(in crate::cli) fn refused(path: &Path, error: RegisterError) -> CliError {
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

/// A fault of a file, by its line.
pub(in crate::cli) fn fault_message(line: Option<u64>, fault: &register::Fault) -> Message {
    let fault = ("fault", said(fault.message()));
    match line {
        Some(line) => ("error-register-line", vec![("line", text(line)), fault]),
        None => ("error-register-file", vec![fault]),
    }
}
