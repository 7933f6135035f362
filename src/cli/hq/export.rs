//! `okno hq export`: what moved money, for a program of accounting.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use super::failure::Unwritten;
use super::{CliError, Context, home, open};
use crate::domain::message::text;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The form
    #[arg(long)]
    format: Format,
    /// Where it is written; to the standard output where no file is named
    file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Format {
    /// Postings in plain-text accounting, for hledger and ledger
    Hledger,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CliError> {
    let Format::Hledger = args.format;
    let hq = open(context)?;
    let mut out: Box<dyn Write> = match &args.file {
        Some(path) => Box::new(BufWriter::new(File::create(path).map_err(|error| CliError::file(path, &error))?)),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    let written = hq.hledger(&mut |text| out.write_all(text.as_bytes()).map_err(Unwritten::Output));
    let written = written.and_then(|()| out.flush().map_err(Unwritten::Output));
    written.map_err(|unwritten| unwritten.told(&home(context), args.file.as_deref()))?;
    match &args.file {
        Some(path) if !context.json() => context.say(&("office-written", vec![("path", text(path.display()))])),
        _ => Ok(()),
    }
}
