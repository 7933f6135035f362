//! `okno print`: receipts on paper, and what became of them.

use std::sync::Arc;

use clap::{Subcommand, ValueEnum};
use serde_json::json;

use super::act::Names;
use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::{fault, output};
use crate::desk::printable::{Printable, printable};
use crate::desk::{Desk, DeskError};
use crate::directory::Directory;
use crate::document;
use crate::domain::event::Paper;
use crate::domain::message::{list as list_of, said, text};
use crate::domain::{Action, Catalogue, Command as DeskCommand, ReceiptNumber, Refusal};
use crate::journal::{Document, DocumentState, Journal};
use crate::print::{self, Outcome};
use crate::tui::runtime::{Office, Papers};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List what is to be printed or is in doubt
    List,
    /// Print what is to be printed
    Work,
    /// Show a receipt as it is printed
    Preview {
        /// The receipt: EPOCH-SHIFT-N
        receipt: ReceiptNumber,
        /// 32, 42 or 48; the settings' where it is not said
        #[arg(long)]
        columns: Option<usize>,
        /// Show the slip of its void
        #[arg(long)]
        void: bool,
    },
    /// Print a copy, marked as one
    Copy {
        /// The receipt: EPOCH-SHIFT-N
        receipt: ReceiptNumber,
    },
    /// Say what is on the paper after a print of unknown outcome
    Resolve {
        /// The receipt: EPOCH-SHIFT-N
        receipt: ReceiptNumber,
        /// What is there; a copy is printed unless it is whole
        #[arg(long)]
        paper: OnPaper,
        /// Who looked; the PIN comes from OKNO_PIN or a prompt
        #[arg(long = "as", value_name = "USER")]
        user: String,
        /// The slip of its void is meant
        #[arg(long)]
        void: bool,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum OnPaper {
    Whole,
    Partly,
    Nothing,
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::List => list(context),
        Command::Work => work(context),
        Command::Preview { receipt, columns, void } => preview(context, receipt, columns, void),
        Command::Copy { receipt } => copy(context, receipt),
        Command::Resolve { receipt, paper, user, void } => resolve(context, receipt, paper, &user, void),
    }
}

/// Prints the document of entry `seq` if it is queued, and gives its name. What was recorded is done whatever its paper
/// does: a fault of the printer is a warning here.
pub(super) fn print_queued(context: &Context, desk: &mut Desk, seq: u64) -> Result<Option<String>, CliError> {
    if let Some(paper) = printable(desk.journal(), desk.directory(), seq)?
        && paper.document.state == DocumentState::Queued
    {
        match print_one(context, desk, &paper) {
            Ok(name) => return Ok(Some(name)),
            Err(error) => {
                error.report(context.lang(), context.zone());
            }
        }
    }
    Ok(None)
}

fn work(context: &Context) -> Result<(), CliError> {
    let mut desk = context.desk("print work")?;
    let (mut printed, mut faults) = (Vec::new(), Vec::new());
    for document in desk.journal().unprinted()?.into_iter().filter(|it| it.state == DocumentState::Queued) {
        let paper = find(desk.journal(), desk.directory(), document.seq)?;
        match print_one(context, &mut desk, &paper) {
            Ok(name) => printed.push(name),
            Err(error) => faults.extend(error.into_messages()),
        }
    }
    if context.json() {
        output::json(&json!({"printed": printed}))?;
    } else if !printed.is_empty() {
        context.say(&("cli-printed", vec![("documents", list_of(&printed))]))?;
    } else if faults.is_empty() {
        context.say(&("cli-nothing-queued", vec![]))?;
    }
    if faults.is_empty() { Ok(()) } else { Err(CliError::faults(Kind::Refused, faults)) }
}

fn copy(context: &Context, receipt: ReceiptNumber) -> Result<(), CliError> {
    let mut desk = context.desk("print copy")?;
    let seq = entry_of(desk.journal(), receipt, false)?;
    let paper = find(desk.journal(), desk.directory(), seq)?;
    if paper.document.state == DocumentState::Unknown {
        return Err(CliError::new(Kind::Refused, ("cli-print-in-doubt", vec![("receipt", text(receipt))])));
    }
    let name = print_one(context, &mut desk, &paper)?;
    if context.json() {
        return output::json(&json!({"printed": [name]}));
    }
    context.say(&("cli-printed", vec![("documents", text(name))]))
}

/// Prints a document, records what became of it and gives its name.
fn print_one(context: &Context, desk: &mut Desk, paper: &Printable) -> Result<String, CliError> {
    let copy = paper.document.copies;
    let lines = lines_of(context, desk.catalogue(), paper, copy)?;
    let outcome = print::print(&lines, &context.settings()?.printer);
    let fault = |id, fault: &print::Fault| {
        let words = vec![("path", text(fault.path.display())), ("error", said(fault::io(&fault.error)))];
        CliError::new(Kind::Refused, (id, words))
    };
    let (unknown, result) = match &outcome {
        Outcome::Done => (None, Ok(lines.name())),
        Outcome::Failed(failure) => return Err(fault("print-failed", failure)),
        Outcome::Unknown(doubt) => (Some(doubt.error.to_string()), Err(fault("print-unknown", doubt))),
    };
    let action = Action::RecordPrint { seq: paper.document.seq, copy, unknown };
    let (id, at) = (context::new_id(), context::now());
    desk.execute(&DeskCommand { id, at, by: None, approved_by: None, witness: None, action })?;
    result
}

fn list(context: &Context) -> Result<(), CliError> {
    let view = context.view()?;
    let mut rows = Vec::new();
    for document in view.journal().unprinted()? {
        let Document { seq, copies, state } = document;
        let paper = find(view.journal(), view.directory(), seq)?;
        // In doubt is the last paper, queued the next.
        let copy = if state == DocumentState::Unknown { copies.saturating_sub(1) } else { copies };
        let name = lines_of(context, &context.catalogue(&view)?, &paper, copy)?.name();
        rows.push((seq, name, copies, state));
    }
    if context.json() {
        let row = |(seq, name, copies, state): &(u64, String, u32, DocumentState)| {
            let state = state.as_str();
            json!({"seq": seq, "document": name, "printed": copies, "state": state})
        };
        return output::json(&rows.iter().map(row).collect::<Vec<_>>());
    }
    if rows.is_empty() {
        return context.say(&("cli-nothing-queued", vec![]));
    }
    let cells = |(_, name, _, state): (u64, String, u32, DocumentState)| {
        let state = if state == DocumentState::Unknown { "cli-print-unknown" } else { "cli-print-queued" };
        vec![name, context.worded(&(state, vec![]))]
    };
    output::table(&rows.into_iter().map(cells).collect::<Vec<_>>(), &[])
}

fn preview(context: &Context, receipt: ReceiptNumber, columns: Option<usize>, void: bool) -> Result<(), CliError> {
    let columns = columns.unwrap_or(context.settings()?.printer.columns);
    if ![32, 42, 48].contains(&columns) {
        return Err(CliError::not_one_of("--columns", &columns.to_string(), &[32, 42, 48]));
    }
    let view = context.view()?;
    let seq = entry_of(view.journal(), receipt, void)?;
    let paper = find(view.journal(), view.directory(), seq)?;
    let document = lines_of(context, &context.catalogue(&view)?, &paper, 0)?;
    let lines = document::render(&document, columns);
    if context.json() {
        return output::json(&json!({"document": document.name(), "lines": lines}));
    }
    lines.iter().try_for_each(|line| output::line(line))
}

fn resolve(context: &Context, receipt: ReceiptNumber, paper: OnPaper, user: &str, void: bool) -> Result<(), CliError> {
    let (mut desk, people) = context.desk_for("print resolve", &Names::alone(user))?;
    let seq = entry_of(desk.journal(), receipt, void)?;
    let in_doubt = desk.journal().document(seq)?.is_some_and(|document| document.state == DocumentState::Unknown);
    if !in_doubt {
        return Err(CliError::new(Kind::Refused, ("cli-print-not-in-doubt", vec![("receipt", text(receipt))])));
    }
    let paper = match paper {
        OnPaper::Whole => Paper::Whole,
        OnPaper::Partly => Paper::Partly,
        OnPaper::Nothing => Paper::Nothing,
    };
    desk.execute(&people.command(None, Action::ResolvePrint { seq, paper }))?;
    let printed = print_queued(context, &mut desk, seq)?;
    if context.json() {
        return output::json(&json!({"receipt": receipt, "seq": seq, "printed": printed}));
    }
    context.say(&("cli-print-resolved", vec![("receipt", text(receipt))]))?;
    printed.map_or(Ok(()), |name| context.say(&("cli-printed", vec![("documents", text(name))])))
}

/// The entry whose document is the receipt, or the slip of its void.
fn entry_of(journal: &Journal, receipt: ReceiptNumber, void: bool) -> Result<u64, CliError> {
    let unknown = || CliError::from(DeskError::from(Refusal::UnknownReceipt { receipt }));
    let row = journal.payment(receipt)?.ok_or_else(unknown)?;
    let not_void = || CliError::new(Kind::Refused, ("cli-not-void", vec![("receipt", text(receipt))]));
    if void { row.voided.ok_or_else(not_void) } else { Ok(row.seq) }
}

fn find(journal: &Journal, directory: &Directory, seq: u64) -> Result<Printable, CliError> {
    let nothing = || CliError::from(DeskError::from(Refusal::NothingToPrint { seq }));
    printable(journal, directory, seq)?.ok_or_else(nothing)
}

/// The paper in the office's language; copy 0 is the original.
fn lines_of(
    context: &Context,
    catalogue: &Catalogue,
    paper: &Printable,
    copy: u32,
) -> Result<document::Document, CliError> {
    let office = Office::new(context.home().clone(), context.settings()?.clone(), context.office_lang())
        .map_err(|fault| CliError::new(Kind::Usage, fault))?;
    let nothing = || CliError::from(DeskError::from(Refusal::NothingToPrint { seq: paper.document.seq }));
    Papers::new(&office, Arc::new(catalogue.clone())).document(paper, copy).ok_or_else(nothing)
}
