//! The receipts of the shift: found, read, printed again, voided.

use tui_input::Input;

use super::question::{Answer, Question};
use super::sign_in::SignIn;
use crate::domain::event::{Paper, PaymentVoided};
use crate::domain::message::text;
use crate::domain::{Action as Deed, Command, Message, ReceiptNumber, UserName, Word};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Done, Effect, ReceiptRow, Stamp};
use crate::tui::screens::till;
use crate::tui::widgets::{field, words};

pub use super::receipts_view::draw;

/// Why a payment is voided, in the order in which it is asked.
const REASONS: [&str; 5] =
    ["void-reason-account", "void-reason-sum", "void-reason-twice", "void-reason-mind", "void-reason-other"];

/// The receipts.
#[derive(Clone, Debug, Default)]
pub struct Receipts {
    /// What is looked for.
    pub query: Input,
    /// What was found, in the order of the search.
    pub rows: Vec<ReceiptRow>,
    /// The row that is lit.
    pub chosen: usize,
    /// A void that waits for a supervisor.
    pub approval: Option<Approval>,
}

/// A void that waits for a supervisor.
#[derive(Clone, Debug)]
pub struct Approval {
    /// The receipt of the payment.
    pub receipt: ReceiptNumber,
    /// Why.
    pub reason: String,
    /// The supervisor's name and PIN.
    pub supervisor: SignIn,
}

impl Receipts {
    /// The row that is lit.
    pub fn chosen_row(&self) -> Option<&ReceiptRow> {
        self.rows.get(self.chosen)
    }

    /// The desk refused the void: the supervisor's PIN is typed anew.
    pub fn refused(&mut self) {
        if let Some(approval) = &mut self.approval {
            approval.supervisor.refused();
        }
    }
}

/// Does what a key of the receipts means, or of the supervisor's name and PIN over them.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Screen::Receipts(receipts) = &mut model.screen else { return vec![] };
    match (action, &mut receipts.approval) {
        (Action::OtherField, Some(approval)) => approval.supervisor.in_pin = !approval.supervisor.in_pin,
        (Action::LeaveApproval, _) => receipts.approval = None,
        (Action::SignIn, Some(approval)) => match approval.supervisor.end() {
            Ok(Some(supervisor)) => return void(model, supervisor, stamp),
            Ok(None) => {}
            Err(fault) => model.notice = Some(Notice::fault(fault)),
        },
        (Action::NextReceipt, _) => {
            receipts.chosen = (receipts.chosen + 1).min(receipts.rows.len().saturating_sub(1));
        }
        (Action::PreviousReceipt, _) => receipts.chosen = receipts.chosen.saturating_sub(1),
        (Action::ReadReceipt, _) => {
            return receipts.chosen_row().map(|row| Effect::Preview { seq: row.seq }).into_iter().collect();
        }
        (Action::PrintCopy, _) => return print(model),
        (Action::PrintQueued, _) => return vec![Effect::PrintQueued { first: None }],
        (Action::VoidReceipt, _) => ask_reason(model),
        (Action::LeaveReceipts, _) => till::show(model),
        _ => {}
    }
    vec![]
}

/// Types what is looked for, or the supervisor's name and PIN.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    let Screen::Receipts(receipts) = &mut model.screen else { return vec![] };
    if let Some(approval) = &mut receipts.approval {
        if !approval.supervisor.is_sent {
            approval.supervisor.edit(key);
        }
        return vec![];
    }
    if !field::edit(&mut receipts.query, key) {
        return vec![];
    }
    receipts.chosen = 0;
    refresh(model)
}

/// Shows the receipts.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.screen = Screen::Receipts(Receipts::default());
    refresh(model)
}

/// Asks for the receipts anew, where they are shown.
pub fn refresh(model: &Model) -> Vec<Effect> {
    match &model.screen {
        Screen::Receipts(receipts) => vec![Effect::FindReceipts(receipts.query.value().trim().to_owned())],
        _ => vec![],
    }
}

/// The receipts that were found; the one that was lit stays lit.
pub fn found(model: &mut Model, rows: Vec<ReceiptRow>) -> Vec<Effect> {
    if let Screen::Receipts(receipts) = &mut model.screen {
        let lit = receipts.chosen_row().map(|row| row.seq).filter(|_| receipts.chosen > 0);
        let at = lit.and_then(|seq| rows.iter().position(|row| row.seq == seq));
        receipts.chosen = at.unwrap_or(receipts.chosen).min(rows.len().saturating_sub(1));
        receipts.rows = rows;
    }
    vec![]
}

/// What became of a print: where nobody knows, a person is asked to look.
pub fn printed(model: &mut Model, seq: u64, fault: Option<Message>) -> Vec<Effect> {
    let is_in_doubt = fault.as_ref().is_some_and(|fault| fault.0 == "print-unknown");
    match fault {
        Some(fault) => model.notice = Some(Notice::fault(fault)),
        None if matches!(model.screen, Screen::Receipts(_)) => {
            model.notice = Some(Notice::good(("screen-printed", vec![])));
        }
        None => {}
    }
    if is_in_doubt && model.overlay.is_none() {
        ask_about_paper(model, seq);
    }
    refresh(model)
}

/// The payment is void: the slip is printed, and what goes back to the payer stays until it was read.
pub fn voided(model: &mut Model, done: &Done, void: &PaymentVoided) -> Vec<Effect> {
    if let Screen::Receipts(receipts) = &mut model.screen {
        receipts.approval = None;
    }
    let cash = void.cash();
    let receipt = ("receipt", text(void.receipt));
    let elsewhere: Vec<_> = void.tenders.iter().filter(|tender| !tender.kind.is_cash()).collect();
    let asked = match elsewhere.first() {
        Some(tender) if !cash.is_positive() => {
            ("screen-void-back", vec![receipt, ("tender", text(words::tender(model, &tender.kind)))])
        }
        _ => ("screen-void-cash", vec![receipt, ("cash", Word::Money(cash))]),
    };
    let question = Question::new(asked, vec![(("screen-done", vec![]), Answer::Nothing)]);
    model.overlay = Some(Overlay::Question(question));
    let mut effects = vec![Effect::PrintQueued { first: Some(done.seq) }];
    effects.extend(refresh(model));
    effects
}

/// Records that a paper is whole.
pub fn paper_is_whole(model: &mut Model, seq: u64, stamp: Stamp) -> Vec<Effect> {
    let action = Deed::ResolvePrint { seq, paper: Paper::Whole };
    let command =
        Command { id: stamp.id, at: stamp.at, by: model.person.clone(), approved_by: None, witness: None, action };
    vec![Effect::Execute { command, approver: None, witness: None }]
}

/// Asks for the supervisor who approves a void.
pub fn ask_supervisor(model: &mut Model, receipt: ReceiptNumber, reason: &Message) -> Vec<Effect> {
    let reason = words::worded(model, reason);
    let own = model.person.as_ref().filter(|person| person.role.approves());
    let supervisor = own.map(|person| SignIn::of(&person.user)).unwrap_or_default();
    if let Screen::Receipts(receipts) = &mut model.screen {
        receipts.approval = Some(Approval { receipt, reason, supervisor });
    }
    vec![]
}

fn void(model: &Model, (user, pin): (UserName, String), stamp: Stamp) -> Vec<Effect> {
    let Screen::Receipts(Receipts { approval: Some(approval), .. }) = &model.screen else { return vec![] };
    let action = Deed::VoidPayment { receipt: approval.receipt, reason: approval.reason.clone() };
    let command =
        Command { id: stamp.id, at: stamp.at, by: model.person.clone(), approved_by: None, witness: None, action };
    vec![Effect::Execute { command, approver: Some((user, pin, stamp.spare)), witness: None }]
}

/// Prints a copy; a paper of which nobody knows is looked at first.
fn print(model: &mut Model) -> Vec<Effect> {
    let Screen::Receipts(receipts) = &model.screen else { return vec![] };
    match receipts.chosen_row() {
        Some(row) if row.paper == "unknown" => {
            let seq = row.seq;
            ask_about_paper(model, seq);
            vec![]
        }
        Some(row) => vec![Effect::Print { seq: row.seq }],
        None => vec![],
    }
}

fn ask_about_paper(model: &mut Model, seq: u64) {
    let choices = vec![
        (("screen-paper-later", vec![]), Answer::Nothing),
        (("screen-paper-whole", vec![]), Answer::PaperIsWhole(seq)),
        (("screen-paper-again", vec![]), Answer::Reprint(seq)),
    ];
    model.overlay = Some(Overlay::Question(Question::new(("screen-paper-asked", vec![]), choices)));
}

fn ask_reason(model: &mut Model) {
    let Screen::Receipts(receipts) = &model.screen else { return };
    let Some(row) = receipts.chosen_row() else { return };
    let asked = ("screen-void-why", vec![("receipt", text(row.receipt)), ("sum", Word::Money(row.total))]);
    let mut choices = vec![(("screen-void-keep", vec![]), Answer::Nothing)];
    choices.extend(REASONS.map(|reason| ((reason, vec![]), Answer::VoidFor(row.receipt, (reason, vec![])))));
    model.overlay = Some(Overlay::Question(Question::new(asked, choices)));
}
