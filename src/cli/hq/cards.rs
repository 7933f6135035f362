//! `okno hq cards`: the acquirer's files.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Value, json};

use super::super::register;
use super::acting::Acting;
use super::{CliError, Context, failure, home, open, output, read, report};
use crate::cli::context;
use crate::cli::error::Kind;
use crate::domain::message::text;
use crate::domain::{Cell, EntryId, Mark, Message, Table, TenderKind, View, Word};
use crate::hq::{CardsError, CardsTaken, Exception, OtherSum};
use crate::register::{RegisterError, acquirer};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Take a file of the acquirer in, and tell what the slips of the desks say otherwise
    ///
    /// Operations that are there already are passed over. A file in which one has another sum now is refused, and so is
    /// one with a full card number.
    Import(Import),
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Import {
    /// The file: a table with terminal, date, sum, reference (RRN) and more
    file: PathBuf,
    /// The tender that this acquirer pays for
    #[arg(long, default_value = "card")]
    tender: String,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    let Command::Import(Import { file, tender, acting }) = command;
    let rows =
        acquirer::read(&read(&file)?).map_err(|refusal| register::refused(&file, RegisterError::Refused(refusal)))?;
    let hq = open(context)?;
    let catalogue = hq.catalogue().map_err(|error| failure::at(&home(context), error))?;
    let kinds = || catalogue.tenders.iter().map(|tender| &tender.kind).filter(|kind| !kind.is_cash());
    let named = kinds().find(|kind| kind.as_str() == tender);
    let kind = named.ok_or_else(|| {
        CliError::not_one_of("--tender", &tender, &kinds().map(TenderKind::as_str).collect::<Vec<_>>())
    })?;
    let now = context::now();
    let viewer = acting.viewer(context, &hq, now)?;
    let id = EntryId::from_uuid(uuid::Uuid::now_v7());
    let taken = hq.take_cards(&viewer, kind, &rows, id, now).map_err(|error| not_taken(context, error))?;
    if context.json() {
        return output::json(&of_taken(kind, &taken));
    }
    say(context, &taken)
}

fn of_taken(tender: &TenderKind, taken: &CardsTaken) -> Value {
    let odd = |odd: &Exception| {
        json!({
            "desk": odd.desk, "seq": odd.seq, "kind": odd.kind.code(), "n": odd.n, "office": odd.office(),
            "subject": odd.subject, "kopecks": odd.kopecks, "day": odd.day,
        })
    };
    json!({
        "tender": tender, "from": taken.from, "to": taken.to, "new": taken.new, "known": taken.known,
        "gross_kopecks": taken.gross, "fee_kopecks": taken.fee, "entry": (taken.seq > 0).then_some(taken.seq),
        "exceptions": taken.odd.iter().map(odd).collect::<Vec<_>>(),
    })
}

fn say(context: &Context, taken: &CardsTaken) -> Result<(), CliError> {
    let count = |n: u64| Word::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let words = vec![
        ("from", text(taken.from)),
        ("to", text(taken.to)),
        ("new", count(taken.new)),
        ("known", count(taken.known)),
        ("gross", Word::Money(taken.gross)),
        ("fee", Word::Money(taken.fee)),
    ];
    context.say(&("hq-cards-taken", words))?;
    if taken.odd.is_empty() {
        return context.say(&("hq-cards-agree", vec![]));
    }
    let columns = ["office-col-day", "office-col-office", "office-col-exception", "office-col-about", "office-col-off"];
    let mut table = Table::new(View::Exceptions { office: None, day: None }, &columns);
    for odd in &taken.odd {
        let (office, what) = (Cell::text(odd.office()), Cell::word(odd.kind.word()));
        let cells = [odd.day.into(), office, what, Cell::text(&odd.subject), odd.kopecks.into()];
        table.row(Mark::Wrong, cells, None);
    }
    report::shown(context, &table)
}

fn not_taken(context: &Context, error: CardsError) -> CliError {
    let differs = match error {
        CardsError::Hq(error) => return failure::at(&home(context), error),
        CardsError::Differs(differs) => differs,
    };
    let message = |OtherSum { line, reference, known, found }: OtherSum| -> Message {
        let words = vec![
            ("line", text(line)),
            ("reference", text(reference)),
            ("known", Word::Money(known)),
            ("found", Word::Money(found)),
        ];
        ("hq-cards-other-sum", words)
    };
    CliError::faults(Kind::Refused, differs.into_iter().map(message).collect())
}
