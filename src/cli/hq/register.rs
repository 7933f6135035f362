//! `okno hq register`: what goes to suppliers.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;

use super::acting::Acting;
use super::{CliError, Context, failure, home, open, output};
use crate::cli::error::Kind;
use crate::document;
use crate::domain::message::text;
use crate::domain::{Message, SupplierCode, Word};
use crate::hq::office::suppliers::{RegisterFile, RegisterReport};
use crate::hq::{Hq, HqError};
use crate::print;
use crate::protocol::Refusal;
use crate::protocol::office::Deed;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Make a supplier's next register, of every line and correction that none has yet
    Make(Make),
    /// List the registers that went out
    List {
        /// One supplier alone
        supplier: Option<SupplierCode>,
    },
    /// Show a register, or write its file once more: the same bytes
    Show {
        /// Whose it is
        supplier: SupplierCode,
        /// Its number
        number: u32,
        /// Where its file is written: a folder, or the file's own path
        #[arg(long, value_name = "DIR|FILE")]
        out: Option<PathBuf>,
    },
    /// Write a letter to a supplier: what of a register is to be corrected, and how
    ///
    /// In Russian, unless --lang names another language.
    Letter {
        /// To whom it goes
        #[arg(long)]
        supplier: SupplierCode,
        /// Its number
        #[arg(long)]
        number: u32,
        /// Write it as PDF, for paper
        #[arg(long, value_name = "FILE")]
        pdf: Option<PathBuf>,
    },
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Make {
    /// Whose it is
    supplier: SupplierCode,
    /// How the file is written: sber-payments, lanbilling, dbf, 1c or csv; as the last time where it is not said
    #[arg(long)]
    layout: Option<String>,
    /// Where the file is written: a folder, or the file's own path
    #[arg(long, value_name = "DIR|FILE")]
    out: PathBuf,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::Make(args) => make(context, args),
        Command::List { supplier } => list(context, supplier.as_ref()),
        Command::Show { supplier, number, out } => show(context, &supplier, number, out.as_deref()),
        Command::Letter { supplier, number, pdf } => letter(context, &supplier, number, pdf.as_deref()),
    }
}

fn make(context: &Context, args: Make) -> Result<(), CliError> {
    let Make { supplier, layout, out, acting } = args;
    // A place that can't be written to is better known before a number is given.
    place(&out)?;
    let hq = open(context)?;
    let done = acting.deed(context, &hq, Deed::MakeRegister { supplier: supplier.clone(), layout })?;
    let number = done.gave.and_then(|number| number.parse().ok()).unwrap_or_default();
    let found = find(context, &hq, &supplier, number)?;
    let path = write(&out, &found).map_err(|error| {
        // The register is made and has its number: only its file is still to be had.
        let words = vec![("supplier", text(&supplier)), ("number", text(number))];
        let messages = error.into_messages().into_iter().chain([("hq-register-unwritten", words)]);
        CliError::faults(Kind::Refused, messages.collect())
    })?;
    told(context, &found.register, Some(&path))
}

fn list(context: &Context, supplier: Option<&SupplierCode>) -> Result<(), CliError> {
    let registers = open(context)?.registers(supplier).map_err(|error| failure::at(&home(context), error))?;
    if context.json() {
        return output::json(&registers);
    }
    if registers.is_empty() {
        return context.say(&("hq-no-registers", vec![]));
    }
    let heads = [
        "office-col-supplier",
        "office-col-number",
        "office-col-made",
        "office-col-layout",
        "office-col-from",
        "office-col-to",
        "office-col-lines",
        "office-col-sum",
        "office-col-file",
    ];
    let lang = context.lang();
    let cells = |register: &RegisterReport| {
        vec![
            register.supplier.to_string(),
            register.number.to_string(),
            lang.moment(crate::clock::here(register.at.utc())),
            register.layout.clone(),
            lang.date(register.from),
            lang.date(register.to),
            lang.number(i64::try_from(register.lines).unwrap_or(i64::MAX)),
            lang.kopecks(register.sum.kopecks()),
            register.file.clone(),
        ]
    };
    let rows: Vec<_> = [context.heads(&heads)].into_iter().chain(registers.iter().map(cells)).collect();
    output::table(&rows, &[1, 6, 7])
}

fn show(context: &Context, supplier: &SupplierCode, number: u32, out: Option<&Path>) -> Result<(), CliError> {
    let hq = open(context)?;
    let found = find(context, &hq, supplier, number)?;
    let path = out.map(|out| write(out, &found)).transpose()?;
    told(context, &found.register, path.as_deref())
}

fn find(context: &Context, hq: &Hq, supplier: &SupplierCode, number: u32) -> Result<RegisterFile, CliError> {
    hq.register_file(supplier, number).map_err(|error| match error {
        HqError::Refused(Refusal::NotFound) => {
            let words = vec![("supplier", text(supplier)), ("number", text(number))];
            CliError::new(Kind::Refused, ("hq-no-register", words))
        }
        other => failure::at(&home(context), other),
    })
}

fn letter(context: &Context, supplier: &SupplierCode, number: u32, pdf: Option<&Path>) -> Result<(), CliError> {
    let letter = open(context)?.supplier_letter(supplier, number).map_err(|error| match error {
        HqError::Refused(Refusal::NotFound) => {
            let words = vec![("supplier", text(supplier)), ("letter", text(number))];
            CliError::new(Kind::Refused, ("office-deny-no-letter", words))
        }
        other => failure::at(&home(context), other),
    })?;
    let paper = document::letter(&letter, context.suppliers_lang());
    if let Some(path) = pdf {
        let failed = |detail| CliError::new(Kind::Internal, ("cli-pdf", vec![("detail", text(detail))]));
        let bytes = print::pdf(&paper).map_err(failed)?;
        std::fs::write(path, bytes).map_err(|error| CliError::file(path, &error))?;
    }
    if context.json() {
        let mut fields = serde_json::to_value(&letter).map_err(|error| CliError::output(&error.into()))?;
        if let Some(path) = pdf {
            output::merge(&mut fields, json!({"path": path}));
        }
        return output::json(&fields);
    }
    match pdf {
        Some(path) => context.say(&("office-written", vec![("path", text(path.display()))])),
        None => output::line(document::letter_text(&paper).trim_end()),
    }
}

/// Says what a register is, and where its file was written.
fn told(context: &Context, register: &RegisterReport, path: Option<&Path>) -> Result<(), CliError> {
    if context.json() {
        let mut fields = serde_json::to_value(register).map_err(|error| CliError::output(&error.into()))?;
        if let Some(path) = path {
            output::merge(&mut fields, json!({"path": path}));
        }
        return output::json(&fields);
    }
    let count = Word::Number(i64::try_from(register.lines).unwrap_or(i64::MAX));
    let words = vec![
        ("supplier", text(&register.supplier)),
        ("number", text(register.number)),
        ("layout", text(&register.layout)),
        ("lines", count),
        ("sum", Word::Money(register.sum)),
    ];
    context.say(&("hq-register", words))?;
    let lang = context.lang();
    let days: Message =
        ("hq-register-days", vec![("from", text(lang.date(register.from))), ("to", text(lang.date(register.to)))]);
    context.say(&days)?;
    context.say(&("hq-register-made", vec![("at", Word::Moment(register.at)), ("user", text(&register.user))]))?;
    context.say(&("hq-register-hash", vec![("hash", text(&register.sha256))]))?;
    match path {
        Some(path) => context.say(&("office-written", vec![("path", text(path.display()))])),
        None => Ok(()),
    }
}

/// The folder that a file is to be in, which takes files.
fn place(out: &Path) -> Result<&Path, CliError> {
    let parent = || out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = if out.is_dir() { out } else { parent() };
    tempfile::NamedTempFile::new_in(folder).map_err(|error| CliError::file(folder, &error))?;
    Ok(folder)
}

/// Writes the file, whole or not at all, and says where.
fn write(out: &Path, found: &RegisterFile) -> Result<PathBuf, CliError> {
    let folder = place(out)?;
    let path = if out.is_dir() { out.join(&found.register.file) } else { out.to_owned() };
    let failed = |error: &std::io::Error| CliError::file(&path, error);
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(&error))?;
    file.write_all(&found.bytes).map_err(|error| failed(&error))?;
    file.as_file().sync_all().map_err(|error| failed(&error))?;
    file.persist(&path).map_err(|error| failed(&error.error))?;
    Ok(path)
}
