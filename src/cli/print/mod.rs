//! `okno print`: documents on paper and what became of them, and the forms that are asked for.

use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Subcommand, ValueEnum};
use serde_json::json;

mod setup;
mod show;
mod work;

use super::act::Names;
use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::{fault, output};
use crate::desk::printable::{Printable, ShiftRecord, printable, shift_record};
use crate::desk::{Desk, DeskError, View};
use crate::directory::Directory;
use crate::document::{self, Form, NoForm};
use crate::domain::event::Paper;
use crate::domain::message::{said, text};
use crate::domain::{Action, CashNumber, Catalogue, Command as DeskCommand, Message, ReceiptNumber, Refusal, Seal};
use crate::journal::{Document, DocumentState, Journal, PaymentRow};
use crate::print::{self, Mark, Outcome, Started};
use crate::settings::Printer;
use crate::tui::runtime::{INTERRUPTED, Office, Papers, interruption};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List what is to be printed or is in doubt
    List,
    /// Print what is to be printed, as it comes, until it is interrupted
    ///
    /// A printer that did not print is tried again after some seconds. A desk whose till runs prints by itself, and is
    /// left to it.
    Work {
        /// Print what is to be printed now, until a paper does not come out, and end with what became of it
        #[arg(long)]
        once: bool,
        #[command(flatten)]
        printer: setup::Choice,
    },
    /// Say which printer there is
    Setup(setup::Choice),
    /// Print a test page: letters, width, codes
    Test {
        /// Open the drawer
        #[arg(long)]
        drawer: bool,
        #[command(flatten)]
        printer: setup::Choice,
    },
    /// Show a document as it is printed
    Preview {
        /// EPOCH-SHIFT-N (a receipt), EPOCH-SHIFT-cN (a slip of cash), z-N, or 'entry SEQ'
        #[arg(required = true, num_args = 1..=2)]
        document: Vec<String>,
        #[command(flatten)]
        look: show::Look,
        /// Show the act of the receipt's void
        #[arg(long)]
        void: bool,
    },
    /// Print a copy, marked as one
    Copy {
        /// EPOCH-SHIFT-N (a receipt), EPOCH-SHIFT-cN (a slip of cash), z-N, or 'entry SEQ'
        #[arg(required = true, num_args = 1..=2)]
        document: Vec<String>,
    },
    /// Say what is on the paper after a print of unknown outcome
    Resolve {
        /// EPOCH-SHIFT-N (a receipt), EPOCH-SHIFT-cN (a slip of cash), z-N, or 'entry SEQ'
        #[arg(required = true, num_args = 1..=2)]
        document: Vec<String>,
        /// What is there; a copy is printed unless it is whole
        #[arg(long)]
        paper: OnPaper,
        /// Who looked; the PIN comes from OKNO_PIN or a prompt
        #[arg(long = "as", value_name = "USER")]
        user: String,
        /// The act of the receipt's void is meant
        #[arg(long)]
        void: bool,
    },
    /// Show a report, a statement or an official form of a shift
    Form {
        /// The X- or the Z-report, the cashier's statement, cash orders (0310001, 0310002), the book of cash taken
        /// and given (0310005), slips of bags (0402300), the list of receipts, the act of a difference, the strip for
        /// going home
        #[arg(value_parser = PossibleValuesParser::new(Form::ALL.map(Form::code)))]
        form: String,
        /// The shift; the last one where none is named
        #[arg(long, conflicts_with = "seal")]
        shift: Option<u32>,
        /// One bag alone, by its seal: for ko-2 and bag-slip
        #[arg(long)]
        seal: Option<String>,
        #[command(flatten)]
        look: show::Look,
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
        Command::Work { once: true, printer } => work::once(context, &printer),
        Command::Work { once: false, printer } => work::on_and_on(context, &printer),
        Command::Setup(printer) => setup::setup(context, &printer),
        Command::Test { drawer, printer } => setup::test(context, &printer, drawer),
        Command::Preview { document, look, void } => preview(context, &document.join(" "), &look, void),
        Command::Copy { document } => copy(context, &document.join(" ")),
        Command::Resolve { document, paper, user, void } => resolve(context, &document.join(" "), paper, &user, void),
        Command::Form { form, shift, seal, look } => match Form::parse(&form) {
            Some(form) => self::form(context, form, shift, seal.as_deref(), &look),
            None => Err(CliError::not_one_of("FORM", &form, &Form::ALL.map(Form::code))),
        },
    }
}

/// Prints the document of entry `seq` if it is queued, and gives its name. What was recorded is done whatever its paper
/// does: a fault of the printer is a warning here.
pub(super) fn print_queued(context: &Context, desk: &mut Desk, seq: u64) -> Result<Option<String>, CliError> {
    if let Some(paper) = printable(desk.journal(), desk.directory(), seq)?
        && paper.document.state == DocumentState::Queued
    {
        let printed = settle(context, desk).and_then(|unsettled| {
            unsettled.into_iter().for_each(|fault| context.warn(&fault));
            print_one(context, desk, &paper, &context.settings()?.printer)
        });
        match printed {
            Ok(name) => return Ok(Some(name)),
            Err(error) => {
                error.report(context.lang(), context.zone());
            }
        }
    }
    Ok(None)
}

fn copy(context: &Context, document: &str) -> Result<(), CliError> {
    let named = Named::parse(document, false)?;
    let mut desk = context.desk("print copy")?;
    let seq = named.entry(desk.journal())?;
    let paper = find(desk.journal(), desk.directory(), seq)?;
    if paper.document.state == DocumentState::Unknown {
        return Err(CliError::new(Kind::Refused, ("cli-print-in-doubt", vec![("document", text(document))])));
    }
    if let Some(unsettled) = settle(context, &mut desk)? {
        return Err(CliError::new(Kind::Refused, unsettled));
    }
    let name = print_one(context, &mut desk, &paper, &context.settings()?.printer)?;
    if context.json() {
        return output::json(&json!({"printed": [name]}));
    }
    context.say(&("cli-printed", vec![("documents", text(name))]))
}

/// Records that nobody knows what is on a paper which was being printed when the program ended; what to say of it.
fn settle(context: &Context, desk: &mut Desk) -> Result<Option<Message>, CliError> {
    let mark = Mark::new(context.home().printing());
    let journal = desk.journal();
    let copies = |seq| journal.document(seq).ok().flatten().map(|document| document.copies);
    let unreadable = |error| CliError::file(&context.home().printing(), &error);
    let Some(started) = mark.unrecorded(copies).map_err(unreadable)? else { return Ok(None) };
    record(desk, started, Some(INTERRUPTED.to_owned()))?;
    mark.end().map_err(unreadable)?;
    Ok(Some(interruption(&context.settings()?.printer)))
}

/// Prints a document, records what became of it and gives its name.
fn print_one(context: &Context, desk: &mut Desk, paper: &Printable, printer: &Printer) -> Result<String, CliError> {
    let started = Started { seq: paper.document.seq, copy: paper.document.copies };
    let lines = lines_of(context, desk.catalogue(), paper, started.copy)?;
    let mark = Mark::new(context.home().printing());
    let outcome = print::print_marked(&lines, printer, &mark, started);
    let (unknown, result) = match &outcome {
        Outcome::Done => (None, Ok(lines.name())),
        Outcome::Failed(failure) => return Err(failed("print-failed", failure)),
        Outcome::Unknown(doubt) => (Some(doubt.hitch.to_string()), Err(failed("print-unknown", doubt))),
    };
    record(desk, started, unknown)?;
    mark.end().map_err(|error| CliError::file(&context.home().printing(), &error))?;
    result
}

fn record(desk: &mut Desk, Started { seq, copy }: Started, unknown: Option<String>) -> Result<(), CliError> {
    let action = Action::RecordPrint { seq, copy, unknown };
    let (id, at) = (context::new_id(), context::now());
    desk.execute(&DeskCommand { id, at, by: None, approved_by: None, witness: None, action })?;
    Ok(())
}

/// What kept a paper from the printer.
fn failed(id: &'static str, found: &print::Fault) -> CliError {
    let words = vec![("path", text(&found.place)), ("error", said(fault::hitch(&found.hitch)))];
    CliError::new(Kind::Refused, (id, words))
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

fn preview(context: &Context, document: &str, look: &show::Look, void: bool) -> Result<(), CliError> {
    let named = Named::parse(document, void)?;
    let view = context.view()?;
    let seq = named.entry(view.journal())?;
    let paper = find(view.journal(), view.directory(), seq)?;
    show::show(context, &lines_of(context, &context.catalogue(&view)?, &paper, 0)?, look)
}

fn form(
    context: &Context,
    form: Form,
    shift: Option<u32>,
    seal: Option<&str>,
    look: &show::Look,
) -> Result<(), CliError> {
    let seal = seal.map(|seal| seal_of(form, seal)).transpose()?;
    let view = context.view()?;
    let shift = match &seal {
        Some(seal) => {
            let sealed = view.journal().shift_of_bag(seal)?;
            let unknown = || CliError::new(Kind::Refused, ("cli-seal-unknown", vec![("seal", text(seal))]));
            Some(sealed.ok_or_else(unknown)?)
        }
        None => shift,
    };
    let found = shift_of(&view, shift)?;
    let is_open = found.custody.closed().is_none();
    if is_open && form.tells_takings() && super::shift::is_hidden(context, &view.journal().shift()?)? {
        return Err(CliError::new(Kind::Refused, ("cli-blind", vec![])));
    }
    let papers = papers(context, &context.catalogue(&view)?)?;
    let document = papers.form(form, &found, seal.as_ref(), context::now());
    show::show(context, &document.map_err(|fault| no_form(fault, &found))?, look)
}

/// A bag's seal, for the forms that are about bags.
fn seal_of(form: Form, seal: &str) -> Result<Seal, CliError> {
    if ![Form::Ko2, Form::BagSlip].contains(&form) {
        return Err(CliError::bad_value("--seal", seal, ("cli-seal-form", vec![])));
    }
    seal.parse::<Seal>().map_err(|error| CliError::bad_value("--seal", seal, error.message()))
}

fn shift_of(view: &View, shift: Option<u32>) -> Result<ShiftRecord, CliError> {
    let found = shift_record(view.journal(), view.directory(), shift)?;
    let unknown = || match shift {
        Some(shift) => CliError::new(Kind::Refused, ("cli-shift-unknown", vec![("shift", text(shift))])),
        None => DeskError::from(Refusal::NoShift).into(),
    };
    found.ok_or_else(unknown)
}

fn no_form(fault: NoForm, found: &ShiftRecord) -> CliError {
    let id = match fault {
        NoForm::StillOpen => "cli-form-still-open",
        NoForm::Closed => "cli-form-closed",
        NoForm::Nothing => "cli-form-nothing",
    };
    CliError::new(Kind::Refused, (id, vec![("shift", text(found.custody.shift.number))]))
}

/// The width that was asked for, or the settings'.
fn columns_of(context: &Context, columns: Option<usize>) -> Result<usize, CliError> {
    let columns = columns.unwrap_or(context.settings()?.printer.columns);
    match [32, 42, 48].contains(&columns) {
        true => Ok(columns),
        false => Err(CliError::not_one_of("--columns", &columns.to_string(), &[32, 42, 48])),
    }
}

fn resolve(context: &Context, document: &str, paper: OnPaper, user: &str, void: bool) -> Result<(), CliError> {
    let named = Named::parse(document, void)?;
    let (mut desk, people) = context.desk_for("print resolve", &Names::alone(user))?;
    let seq = named.entry(desk.journal())?;
    let said = |id| (id, vec![("document", text(document))]);
    let in_doubt = desk.journal().document(seq)?.is_some_and(|document| document.state == DocumentState::Unknown);
    if !in_doubt {
        return Err(CliError::new(Kind::Refused, said("cli-print-not-in-doubt")));
    }
    let paper = match paper {
        OnPaper::Whole => Paper::Whole,
        OnPaper::Partly => Paper::Partly,
        OnPaper::Nothing => Paper::Nothing,
    };
    desk.execute(&people.command(None, Action::ResolvePrint { seq, paper }))?;
    let printed = print_queued(context, &mut desk, seq)?;
    if context.json() {
        return output::json(&json!({"document": document, "seq": seq, "printed": printed}));
    }
    context.say(&said("cli-print-resolved"))?;
    printed.map_or(Ok(()), |name| context.say(&("cli-printed", vec![("documents", text(name))])))
}

/// A printed document as a person names it: by its number, as `print list` does, or by its entry.
enum Named {
    Receipt(ReceiptNumber),
    Void(ReceiptNumber),
    Slip(CashNumber),
    Z(u32),
    Entry(u64),
}

impl Named {
    fn parse(named: &str, void: bool) -> Result<Named, CliError> {
        let lower = named.to_lowercase();
        let lower = lower.rsplit_once("-copy").map_or(lower.as_str(), |(original, _)| original);
        // The acts of a payment end in what they are, and where there may be several, in their entry's number.
        let entry = lower.strip_prefix("entry ").or_else(|| {
            let (before, seq) = lower.rsplit_once('-')?;
            ["-refund", "-move", "-retender"].iter().any(|act| before.ends_with(act)).then_some(seq)
        });
        let receipt = |text: &str| text.parse::<ReceiptNumber>().ok();
        let found = match (entry, lower.strip_prefix("z-"), lower.strip_suffix("-void")) {
            (Some(seq), ..) => seq.trim().parse().ok().map(Named::Entry),
            (_, Some(z), _) => z.parse().ok().map(Named::Z),
            (.., Some(voided)) => receipt(voided).map(Named::Void),
            _ => match receipt(lower) {
                Some(number) if void => Some(Named::Void(number)),
                Some(number) => Some(Named::Receipt(number)),
                None => lower.parse().ok().map(Named::Slip),
            },
        };
        found.ok_or_else(|| CliError::bad_value("DOCUMENT", named, ("cli-document-form", vec![])))
    }

    /// Its entry.
    fn entry(&self, journal: &Journal) -> Result<u64, CliError> {
        let unknown = |document: String| {
            CliError::new(Kind::Refused, ("cli-document-unknown", vec![("document", text(document))]))
        };
        match self {
            Named::Receipt(receipt) => Ok(payment(journal, *receipt)?.seq),
            Named::Void(receipt) => {
                let not_void = || CliError::new(Kind::Refused, ("cli-not-void", vec![("receipt", text(receipt))]));
                payment(journal, *receipt)?.voided.ok_or_else(not_void)
            }
            Named::Slip(number) => journal.slip(*number)?.ok_or_else(|| unknown(number.to_string())),
            Named::Z(z) => journal.z(*z)?.ok_or_else(|| unknown(format!("z-{z}"))),
            Named::Entry(seq) => Ok(*seq),
        }
    }
}

fn payment(journal: &Journal, receipt: ReceiptNumber) -> Result<PaymentRow, CliError> {
    journal.payment(receipt)?.ok_or_else(|| DeskError::from(Refusal::UnknownReceipt { receipt }).into())
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
    let nothing = || CliError::from(DeskError::from(Refusal::NothingToPrint { seq: paper.recorded.seq }));
    papers(context, catalogue)?.document(paper, copy).ok_or_else(nothing)
}

fn papers(context: &Context, catalogue: &Catalogue) -> Result<Papers, CliError> {
    let office = Office::new(context.home().clone(), context.settings()?.clone(), context.office_lang())
        .map_err(|fault| CliError::new(Kind::Usage, fault))?;
    Ok(Papers::new(&office, Arc::new(catalogue.clone())))
}
