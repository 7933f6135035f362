//! `okno print`: receipts on paper, and what became of them.

use clap::{Subcommand, ValueEnum};
use serde_json::json;

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::output;
use crate::desk::printable::{Printable, printable};
use crate::desk::{Desk, DeskError};
use crate::directory::Directory;
use crate::document::{self, Place, Setting};
use crate::domain::event::Paper;
use crate::domain::message::text;
use crate::domain::{Action, Catalogue, Command as DeskCommand, ReceiptNumber, Refusal};
use crate::journal::{Document, DocumentState, Journal};
use crate::print::{self, Outcome};

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
        Command::Work => print_queued(context, &mut context.desk("print work")?, None),
        Command::Preview { receipt, columns, void } => preview(context, receipt, columns, void),
        Command::Copy { receipt } => {
            let mut desk = context.desk("print copy")?;
            let seq = entry_of(desk.journal(), receipt, false)?;
            let paper = find(desk.journal(), desk.directory(), seq)?;
            print_one(context, &mut desk, &paper)
        }
        Command::Resolve { receipt, paper, user, void } => resolve(context, receipt, paper, &user, void),
    }
}

/// Prints what is queued (only entry `seq` where one is named) and records what became of it. A payment is done
/// whatever its paper does, so that a printer's fault is a warning here, and an exit code only for `print work`.
pub(super) fn print_queued(context: &Context, desk: &mut Desk, seq: Option<u64>) -> Result<(), CliError> {
    let queued = desk.journal().unprinted()?;
    let mut failed = None;
    for document in queued.into_iter().filter(|document| seq.is_none_or(|seq| document.seq == seq)) {
        if document.state == DocumentState::Queued {
            let paper = find(desk.journal(), desk.directory(), document.seq)?;
            failed = print_one(context, desk, &paper).err().or(failed);
        }
    }
    match failed {
        Some(error) if seq.is_none() => Err(error),
        Some(error) => {
            error.report(context.lang(), context.zone());
            Ok(())
        }
        None => Ok(()),
    }
}

fn print_one(context: &Context, desk: &mut Desk, paper: &Printable) -> Result<(), CliError> {
    let copy = paper.document.copies;
    let lines = lines_of(context, desk.catalogue(), paper, copy)?;
    let outcome = print::print(&lines, &context.settings()?.printer);
    let said = |fault: &print::Fault| vec![("path", text(fault.path.display())), ("error", text(&fault.error))];
    let (unknown, error) = match &outcome {
        Outcome::Done => (None, None),
        Outcome::Failed(fault) => return Err(CliError::new(Kind::Refused, ("print-failed", said(fault)))),
        Outcome::Unknown(fault) => {
            (Some(fault.error.to_string()), Some(CliError::new(Kind::Refused, ("print-unknown", said(fault)))))
        }
    };
    let action = Action::RecordPrint { seq: paper.document.seq, copy, unknown };
    let (id, at) = (context::new_id(), context::now());
    desk.execute(&DeskCommand { id, at, by: None, approved_by: None, action })?;
    error.map_or(Ok(()), Err)
}

fn list(context: &Context) -> Result<(), CliError> {
    let view = context.view()?;
    let mut rows = Vec::new();
    for document in view.journal().unprinted()? {
        let Document { seq, copies, state } = document;
        let paper = find(view.journal(), view.directory(), seq)?;
        let name = lines_of(context, &context.catalogue(&view)?, &paper, copies)?.name();
        rows.push((seq, name, copies, state.as_str()));
    }
    if context.json() {
        let row = |(seq, name, copies, state): &(u64, String, u32, &str)| json!({"seq": seq, "document": name, "printed": copies, "state": state});
        return output::json(&rows.iter().map(row).collect::<Vec<_>>());
    }
    if rows.is_empty() {
        return context.say(&("cli-nothing-queued", vec![]));
    }
    let row = |(seq, name, _, state): (u64, String, u32, &str)| vec![seq.to_string(), name, state.to_owned()];
    output::table(&rows.into_iter().map(row).collect::<Vec<_>>(), &[0])
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
    document::render(&document, columns).iter().try_for_each(|line| output::line(line))
}

fn resolve(context: &Context, receipt: ReceiptNumber, paper: OnPaper, user: &str, void: bool) -> Result<(), CliError> {
    let mut desk = context.desk("print resolve")?;
    let by = context.sign_in(&mut desk, user)?;
    let seq = entry_of(desk.journal(), receipt, void)?;
    let in_doubt = desk.journal().document(seq)?.is_some_and(|document| document.state == DocumentState::Unknown);
    if !in_doubt {
        return Err(DeskError::from(Refusal::NothingToPrint { seq }).into());
    }
    let paper = match paper {
        OnPaper::Whole => Paper::Whole,
        OnPaper::Partly => Paper::Partly,
        OnPaper::Nothing => Paper::Nothing,
    };
    desk.execute(&context::command(None, by, None, Action::ResolvePrint { seq, paper }))?;
    print_queued(context, &mut desk, Some(seq))
}

/// The entry whose document is the receipt, or the slip of its void.
fn entry_of(journal: &Journal, receipt: ReceiptNumber, void: bool) -> Result<u64, CliError> {
    let unknown = || CliError::from(DeskError::from(Refusal::UnknownReceipt { receipt }));
    let row = journal.payment(receipt)?.ok_or_else(unknown)?;
    if void { row.voided.ok_or_else(unknown) } else { Ok(row.seq) }
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
    let settings = context.settings()?;
    let (operator, inn) = match &settings.operator {
        Some(operator) => (operator.name.clone(), operator.inn.clone()),
        None => (catalogue.operator.name.clone(), catalogue.operator.inn.clone()),
    };
    let place = Place {
        operator,
        inn,
        office: settings.office.clone(),
        address: settings.address.clone(),
        desk: settings.desk.clone(),
        cashier: paper.cashier.clone(),
    };
    let setting = Setting {
        place,
        at: paper.at,
        taken_at: paper.taken_at,
        voided_at: paper.voided_at,
        approved_by: paper.approved_by.clone(),
        hash16: paper.hash16.clone(),
        copy: (copy > 0).then_some(copy),
    };
    let nothing = || CliError::from(DeskError::from(Refusal::NothingToPrint { seq: paper.document.seq }));
    document::paper(&paper.event, setting, catalogue, context.office_lang()).ok_or_else(nothing)
}
