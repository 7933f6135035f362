//! A document to read: as lines on the screen, or in a file as a printer or a reader of PDF takes it.

use std::fs;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::json;

use super::super::context::Context;
use super::super::error::{CliError, Kind};
use super::super::output;
use crate::document::{Document, render};
use crate::domain::message::text;
use crate::print;
use crate::settings::Printer;

/// How a document is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in super::super) enum Format {
    /// Lines of text.
    Text,
    /// The commands of the printer that is set up, or of an Epson TM where that takes text.
    Escpos,
    /// A PDF: receipts as wide as their roll, the rest on A4.
    Pdf,
}

/// How wide and in what form, and where it goes.
#[derive(Debug, clap::Args)]
pub(in super::super) struct Look {
    /// 32, 42 or 48; the settings' where it is not said
    #[arg(long)]
    columns: Option<usize>,
    /// Where it is not said, a file whose name ends in .pdf is a PDF, and all else is text
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The file that it goes into; one that is there is replaced
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Look {
    fn format(&self) -> Format {
        let is_pdf = |out: &PathBuf| out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
        let by_name = if self.out.as_ref().is_some_and(is_pdf) { Format::Pdf } else { Format::Text };
        self.format.unwrap_or(by_name)
    }
}

/// Shows a document, or writes it into a file.
pub(super) fn show(context: &Context, document: &Document, look: &Look) -> Result<(), CliError> {
    let printer = printer(context, look)?;
    let format = look.format();
    if format == Format::Text && look.out.is_none() {
        let lines = render(document, printer.columns);
        if context.json() {
            return output::json(&json!({"document": document.name(), "lines": lines}));
        }
        return lines.iter().try_for_each(|line| output::line(line));
    }
    let needed = || CliError::bad_value("--format", name(format), ("cli-out-needed", vec![]));
    let out = look.out.as_ref().ok_or_else(needed)?;
    let bytes = match format {
        Format::Pdf => {
            let fault = |detail| CliError::new(Kind::Internal, ("cli-pdf", vec![("detail", text(detail))]));
            print::pdf(document).map_err(fault)?
        }
        Format::Text => (render(document, printer.columns).join("\n") + "\n").into_bytes(),
        Format::Escpos => {
            print::sheet(document, &printer).map_err(|found| super::failed("print-failed", &found))?.bytes
        }
    };
    fs::write(out, &bytes).map_err(|error| CliError::file(out, &error))?;
    if context.json() {
        return output::json(&json!({"document": document.name(), "file": out.display().to_string()}));
    }
    context.say(&("cli-written", vec![("document", text(document.name())), ("path", text(out.display()))]))
}

fn name(format: Format) -> &'static str {
    match format {
        Format::Text => "text",
        Format::Escpos => "escpos",
        Format::Pdf => "pdf",
    }
}

/// The printer that is set up; its profile is one that has commands where those are asked for.
fn printer(context: &Context, look: &Look) -> Result<Printer, CliError> {
    let mut printer = context.settings()?.printer.clone();
    printer.columns = super::columns_of(context, look.columns)?;
    if look.format() == Format::Escpos && printer.profile == "text" {
        printer.profile = "epson-tm".to_owned();
    }
    Ok(printer)
}
