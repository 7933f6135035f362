//! The receipts, of the open shift and of any other: found, read, printed again, and what may be mended of them.

use tui_input::Input;

use super::correction;
use super::move_line::{self, MoveLine};
use super::question::{Answer, Question};
use super::refund::{self, Refund};
use crate::domain::event::Paper;
use crate::domain::{Action as Deed, Command, Message, Money, ReceiptNumber, line};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::layers::Layer;
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Effect, ReceiptRow, Stamp};
use crate::tui::screens::till;
use crate::tui::widgets::field;

pub use super::receipts_view::draw;

/// The receipts.
#[derive(Clone, Debug, Default)]
pub struct Receipts {
    /// What is looked for.
    pub query: Input,
    /// What was found, in the order of the search.
    pub rows: Vec<ReceiptRow>,
    /// The row that is lit.
    pub chosen: usize,
    /// The correction that is being filled in.
    pub correcting: Option<Correcting>,
}

/// A correction that is being filled in.
#[derive(Clone, Debug)]
pub enum Correcting {
    /// What goes back.
    Refund(Box<Refund>),
    /// Where a line belongs.
    Move(Box<MoveLine>),
}

impl Receipts {
    /// The row that is lit.
    pub fn chosen_row(&self) -> Option<&ReceiptRow> {
        self.rows.get(self.chosen)
    }

    /// Whose keys mean something now.
    pub fn layer(&self) -> Layer {
        match &self.correcting {
            None => Layer::Receipts,
            Some(Correcting::Refund(refund)) if refund.part.is_some() => Layer::Form,
            Some(Correcting::Refund(_)) => Layer::Pick,
            Some(Correcting::Move(_)) => Layer::Move,
        }
    }
}

impl ReceiptRow {
    /// The sum that was taken, with fees.
    pub fn total(&self) -> Money {
        line::total(&self.recorded.taken.lines).unwrap_or_default()
    }

    /// True if the payment was taken in the open shift.
    pub fn is_of_open_shift(&self, model: &Model) -> bool {
        let open = model.shift.as_ref().and_then(|shift| shift.open.as_ref());
        open.is_some_and(|open| (open.epoch, open.number) == (self.receipt.epoch, self.receipt.shift))
    }

    /// True if something of it is left to be mended.
    pub fn stands(&self) -> bool {
        !self.recorded.voided && self.recorded.remaining().is_positive()
    }
}

/// Does what a key of the receipts means, or of a correction over them.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Screen::Receipts(receipts) = &mut model.screen else { return vec![] };
    match &receipts.correcting {
        Some(Correcting::Refund(_)) => return refund::act(model, action),
        Some(Correcting::Move(_)) => return move_line::act(model, action),
        None => {}
    }
    match action {
        Action::NextReceipt => receipts.chosen = (receipts.chosen + 1).min(receipts.rows.len().saturating_sub(1)),
        Action::PreviousReceipt => receipts.chosen = receipts.chosen.saturating_sub(1),
        Action::ReadReceipt => {
            return receipts.chosen_row().map(|row| Effect::Preview { seq: row.seq }).into_iter().collect();
        }
        Action::PrintCopy => return print(model),
        Action::SavePdf => {
            return receipts.chosen_row().map(|row| Effect::SavePdf { seq: row.seq }).into_iter().collect();
        }
        Action::PrintTest => return vec![Effect::PrintTest],
        Action::PrintQueued => return vec![Effect::PrintQueued { first: None }],
        Action::VoidReceipt => correction::ask_void(model, stamp),
        Action::RefundReceipt => refund::open(model, stamp),
        Action::MoveReceipt => move_line::open(model, stamp),
        Action::RetenderReceipt => correction::ask_tender(model, stamp),
        Action::LeaveReceipts => till::show(model),
        _ => {}
    }
    vec![]
}

/// Types what is looked for, or into a correction.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    let is_fast = model.burst.is_fast();
    let Screen::Receipts(receipts) = &mut model.screen else { return vec![] };
    match &mut receipts.correcting {
        Some(Correcting::Refund(refund)) => {
            refund.edit(key, is_fast);
            return vec![];
        }
        Some(Correcting::Move(_)) => return move_line::edit(model, key),
        None => {}
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

/// Shows one receipt among them.
pub fn open_at(model: &mut Model, receipt: ReceiptNumber) -> Vec<Effect> {
    model.screen = Screen::Receipts(Receipts { query: Input::new(receipt.to_string()), ..Receipts::default() });
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
pub fn found(model: &mut Model, found: Result<Vec<ReceiptRow>, Message>) -> Vec<Effect> {
    let rows = found.unwrap_or_else(|fault| {
        model.notice = Some(Notice::fault(fault));
        vec![]
    });
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
    if fault.is_none() {
        model.printer = None;
    }
    match fault {
        Some(fault) => model.notice = Some(Notice::fault(fault)),
        None if matches!(model.screen, Screen::Receipts(_)) && model.notice.is_none() => {
            model.notice = Some(Notice::good(("screen-printed", vec![])));
        }
        None => {}
    }
    if is_in_doubt && model.overlay.is_none() {
        ask_about_paper(model, seq);
    }
    refresh(model)
}

/// Records that a paper is whole.
pub fn paper_is_whole(model: &mut Model, seq: u64, stamp: Stamp) -> Vec<Effect> {
    let action = Deed::ResolvePrint { seq, paper: Paper::Whole };
    let command =
        Command { id: stamp.id, at: stamp.at, by: model.person.clone(), approved_by: None, witness: None, action };
    vec![Effect::Execute { command, approver: None, witness: None }]
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
