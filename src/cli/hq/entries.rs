//! `okno hq entries` and `okno hq verify`: what headquarters has, and the proof of it.

use std::io::{self, BufWriter, Write};

use clap::ValueEnum;
use serde_json::json;

use super::failure::Unwritten;
use super::{CliError, Context, desk_id, failure, home, open, output};
use crate::domain::Word;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Entries {
    /// The desk: OFFICE/DESK
    #[arg(long)]
    desk: String,
    /// The form
    #[arg(long)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Format {
    /// One JSON object a line: the seven fields of each entry
    Jsonl,
}

pub(super) fn run(context: &Context, entries: &Entries) -> Result<(), CliError> {
    let desk = desk_id("--desk", &entries.desk)?;
    let hq = open(context)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let written = hq.each_entry(&desk, &mut |entry| {
        let Format::Jsonl = entries.format;
        serde_json::to_writer(&mut out, entry).map_err(|error| Unwritten::Output(error.into()))?;
        out.write_all(b"\n").map_err(Unwritten::Output)
    });
    let written = written.and_then(|()| out.flush().map_err(Unwritten::Output));
    written.map_err(|unwritten| unwritten.told(&home(context), None))
}

pub(super) fn verify(context: &Context) -> Result<(), CliError> {
    let verified = open(context)?.verify(&mut |_| {}).map_err(|error| failure::at(&home(context), error))?;
    let payments = verified.payments;
    if context.json() {
        return output::json(&json!({
            "desks": verified.desks, "entries": verified.entries, "payments": payments.payments,
            "kopecks": payments.kopecks,
        }));
    }
    let count = |n: u64| Word::Number(i64::try_from(n).unwrap_or(i64::MAX));
    context.say(&(
        "hq-sound",
        vec![
            ("desks", count(verified.desks)),
            ("entries", count(verified.entries)),
            ("payments", count(payments.payments)),
            ("sum", Word::Money(payments.kopecks)),
        ],
    ))
}
