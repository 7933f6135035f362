//! `okno journal`: list, show, prove, rebuild and export.

use std::io::{self, BufWriter, Write};

use clap::{Subcommand, ValueEnum};
use serde_json::json;

use super::context::Context;
use super::error::{CliError, Kind};
use super::output;
use crate::domain::Word;
use crate::domain::message::text;
use crate::journal::{self, Verify};
use crate::protocol::Entry;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the entries, the last ones last
    List {
        /// How many
        #[arg(long, default_value_t = 20)]
        last: u64,
    },
    /// Show an entry whole
    Show {
        /// The entry's number
        seq: u64,
    },
    /// Prove the journal, and name its first bad entry
    ///
    /// Chain, postings, what follows from the entries, the mirror, and headquarters' last acknowledgement.
    Verify,
    /// Make everything that follows from the entries anew
    Rebuild,
    /// Write all entries to the standard output
    Export {
        /// The form
        #[arg(long)]
        format: Format,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    /// One JSON object a line: the seven fields of each entry
    Jsonl,
    /// CSV with a heading
    Csv,
    /// The postings, for hledger or ledger
    Hledger,
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::List { last } => list(context, last),
        Command::Show { seq } => show(context, seq),
        Command::Verify => verify(context),
        Command::Rebuild => rebuild(context),
        Command::Export { format } => export(context, format),
    }
}

fn list(context: &Context, last: u64) -> Result<(), CliError> {
    let view = context.view()?;
    let first = view.journal().last_seq()?.saturating_sub(last) + 1;
    let mut entries = Vec::new();
    view.journal().each(first, |entry| {
        entries.push(entry);
        Ok(())
    })?;
    if context.json() {
        return output::json(&entries);
    }
    let row = |entry: &Entry| {
        let at = context.worded(&("cli-moment", vec![("at", Word::Moment(entry.at))]));
        vec![entry.seq.to_string(), at, entry.kind.clone(), entry.hash.short(), entry.body.clone()]
    };
    output::table(&entries.iter().map(row).collect::<Vec<_>>(), &[0])
}

fn show(context: &Context, seq: u64) -> Result<(), CliError> {
    let unknown = || CliError::new(Kind::Refused, ("cli-entry-unknown", vec![("seq", text(seq))]));
    let entry = context.view()?.journal().entry(seq)?.ok_or_else(unknown)?;
    if context.json() {
        return output::json(&entry);
    }
    let (seq, id, at) = (entry.seq.to_string(), entry.id.to_string(), entry.at.to_string());
    let (prev, hash) = (entry.prev.to_string(), entry.hash.to_string());
    let fields = [("seq", seq), ("id", id), ("at", at), ("kind", entry.kind), ("prev", prev), ("hash", hash)];
    let rows = fields.into_iter().chain([("body", entry.body)]).map(|(name, value)| vec![name.to_owned(), value]);
    output::table(&rows.collect::<Vec<_>>(), &[])
}

fn verify(context: &Context) -> Result<(), CliError> {
    let mirror = context.settings()?.mirror.clone();
    let verified = Verify { mirror: mirror.as_deref() }.run(context.view()?.journal())?;
    let head = verified.head.map(|head| head.to_string());
    if context.json() {
        return output::json(&json!({
            "entries": verified.entries, "head": head, "payments": verified.payments, "kopecks": verified.gross,
        }));
    }
    let count = |n: u64| Word::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let words = vec![
        ("entries", count(verified.entries)),
        ("payments", count(verified.payments)),
        ("sum", Word::Money(verified.gross)),
    ];
    context.say(&("cli-journal-sound", words))?;
    context.say(&("cli-journal-head", vec![("head", text(head.unwrap_or_default()))]))
}

fn rebuild(context: &Context) -> Result<(), CliError> {
    let mut writer = context.writer("journal rebuild")?;
    let entries = writer.rebuild()?;
    let shift = writer.shift()?.number;
    if context.json() {
        return output::json(&json!({"entries": entries, "shift": shift}));
    }
    context.say(&("cli-journal-rebuilt", vec![("entries", text(entries)), ("shift", text(shift))]))
}

fn export(context: &Context, format: Format) -> Result<(), CliError> {
    let view = context.view()?;
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        Format::Jsonl => journal::jsonl(view.journal(), &mut out)?,
        Format::Csv => journal::csv(view.journal(), &mut out)?,
        Format::Hledger => journal::hledger(view.journal(), &mut out)?,
    }
    out.flush().map_err(|error| CliError::output(&error))
}
