//! `okno hq bank`: the bank's statements.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Value, json};

use super::super::register;
use super::acting::Acting;
use super::{CliError, Context, failure, home, open, output, read, report};
use crate::cli::context;
use crate::cli::error::Kind;
use crate::domain::message::{said, text};
use crate::domain::{EntryId, Mark, Message, View, Word};
use crate::hq::office::Page;
use crate::hq::{Differs, StatementError, StatementTaken};
use crate::register::RegisterError;
use crate::register::bank::{self, BankFormat, Statement};

/// So many documents that nothing explains are told of.
const LISTED: usize = 500;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Take a statement in: the whole file, or nothing of it
    ///
    /// Documents that are there already are passed over. A file of which one says something else now is refused.
    Import(Import),
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Import {
    /// The statement
    file: PathBuf,
    /// How it is written: 1c (1CClientBankExchange) or csv; by its first line where it is not said
    #[arg(long)]
    format: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    let Command::Import(Import { file, format, acting }) = command;
    let bytes = read(&file)?;
    let known = BankFormat::ALL.map(BankFormat::as_str);
    let format = match format {
        Some(name) => BankFormat::named(&name).ok_or_else(|| CliError::not_one_of("--format", &name, &known))?,
        None => BankFormat::of(&bytes),
    };
    let refused = |refusal| register::refused(&file, RegisterError::Refused(refusal));
    let statements = bank::read(format, &bytes).map_err(refused)?;
    let odd = statements.first().map(|statement| statement.warnings.as_slice()).unwrap_or_default();
    for (line, warning) in odd {
        let warning = said(warning.message());
        context.warn(&match line {
            Some(line) => ("hq-bank-odd-line", vec![("line", text(line)), ("warning", warning)]),
            None => ("hq-bank-odd", vec![("warning", warning)]),
        });
    }
    let hq = open(context)?;
    let now = context::now();
    let viewer = acting.viewer(context, &hq, now)?;
    let id = EntryId::from_uuid(uuid::Uuid::now_v7());
    let taken = hq.take_statements(&viewer, &statements, id, now).map_err(|error| not_taken(context, error))?;
    let page = Page { after: None, limit: Some(LISTED) };
    let documents = hq.view(&viewer, &View::Bank {}, &page, now);
    let mut documents = documents.map_err(|error| failure::at(&home(context), error))?;
    documents.rows.retain(|row| row.mark != Mark::Right);
    if context.json() {
        let of: Vec<Value> = statements.iter().zip(&taken).map(|(from, taken)| of_statement(from, taken)).collect();
        return output::json(&json!({"statements": of, "unexplained": documents.rows}));
    }
    statements.iter().zip(&taken).try_for_each(|(from, taken)| say(context, from, taken))?;
    match documents.rows.is_empty() {
        true => context.say(&("hq-bank-explained", vec![])),
        false => report::shown(context, &documents),
    }
}

fn of_statement(from: &Statement, taken: &StatementTaken) -> Value {
    let [came, went] = taken.moved;
    json!({
        "account": from.account, "from": from.from, "to": from.to,
        "opening_kopecks": from.opening, "closing_kopecks": from.closing,
        "new": taken.new, "known": taken.known, "in_kopecks": came, "out_kopecks": went,
        "entry": (taken.seq > 0).then_some(taken.seq),
    })
}

fn say(context: &Context, from: &Statement, taken: &StatementTaken) -> Result<(), CliError> {
    let count = |n: u64| Word::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let [came, went] = taken.moved;
    let words = vec![
        ("account", text(&from.account)),
        ("from", text(from.from)),
        ("to", text(from.to)),
        ("new", count(taken.new)),
        ("known", count(taken.known)),
        ("in", Word::Money(came)),
        ("out", Word::Money(went)),
    ];
    context.say(&("hq-bank-taken", words))
}

fn not_taken(context: &Context, error: StatementError) -> CliError {
    let differs = match error {
        StatementError::Hq(error) => return failure::at(&home(context), error),
        StatementError::Differs(differs) => differs,
    };
    let message = |Differs { document, known, found }: Differs| -> Message {
        let document = ("document", text(document));
        match known == found {
            true => ("hq-bank-other-purpose", vec![document]),
            false => {
                ("hq-bank-other-sum", vec![document, ("known", Word::Money(known)), ("found", Word::Money(found))])
            }
        }
    };
    CliError::faults(Kind::Refused, differs.into_iter().map(message).collect())
}
