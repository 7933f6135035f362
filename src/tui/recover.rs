//! After the program ended: what was begun comes back, and what nobody can know is asked once somebody signs in.

use crate::domain::event::CardStarted;
use crate::domain::message::text;
use crate::domain::{EntryId, Event, Message, Money, ReceiptNumber, TenderKind, Timestamp, Word};
use crate::tui::model::{Model, Overlay, Screen};
use crate::tui::msg::{Draft, Effect};
use crate::tui::screens::question::{Answer, Question};
use crate::tui::screens::{tender::Tender, till};

/// What the journal and the draft say when the program starts.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// What was kept of the till.
    pub draft: Option<Draft>,
    /// True if the begun tender's payment is recorded: the end came before the draft was told.
    pub is_recorded: bool,
    /// The last payment recorded.
    pub last: Option<LastPayment>,
    /// The card terminal was started for the begun tender, and no payment followed.
    pub card: Option<CardStarted>,
    /// What was recorded of the cash that was about to leave the drawer at the end of a shift.
    pub moved: Option<Event>,
}

/// The last payment recorded, with what became of its paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastPayment {
    /// Its entry.
    pub seq: u64,
    /// Its receipt.
    pub receipt: ReceiptNumber,
    /// When.
    pub at: Timestamp,
    /// The sum with fees.
    pub total: Money,
    /// The state of its paper: `queued`, `done`, `unknown`.
    pub paper: &'static str,
}

/// What is still to be asked.
#[derive(Clone, Debug, Default)]
pub struct Recovery {
    questions: std::collections::VecDeque<Question>,
}

/// Puts baskets, held ones and a begun tender back, and prepares the questions of an unclean end.
pub fn recover(model: &mut Model, facts: Facts) -> Vec<Effect> {
    let Facts { draft, is_recorded, last, card, moved } = facts;
    let Draft { basket, held, tender, is_last, parked } = draft.unwrap_or_default();
    model.custody.parked = parked;
    if let Some(closing) = &mut model.custody.parked.close {
        if let Some((begun, event)) = closing.begun().zip(moved) {
            closing.recorded(begun, &event);
        }
        closing.forget_begun();
    }
    // With nothing to pay for no tender can have been cut off.
    let tender = tender.filter(|_| !basket.is_empty());
    let till = &mut model.till;
    till.held = held;
    if !is_recorded {
        (till.basket, till.begun) = (basket, tender);
    }
    let was_cut_off = is_recorded || (tender.is_some() && !is_last);
    let is_unclean = was_cut_off || last.as_ref().is_some_and(|last| last.paper != "done");
    let questions = &mut model.recovery.questions;
    questions.extend(last.filter(|_| is_unclean).map(|last| about_paper(&last)));
    if !is_recorded && till.has_lines() {
        questions.extend(card.map(|card| about_slip(&card)));
    }
    if is_recorded { till::keep(model) } else { vec![] }
}

/// Asks the next question, once somebody is there to answer it.
pub fn ask(model: &mut Model) {
    if model.person.is_some() && model.overlay.is_none() && !matches!(model.screen, Screen::SignIn(_)) {
        model.overlay = model.recovery.questions.pop_front().map(Overlay::Question);
    }
}

/// The slip says that the card was charged: what is left is to record it.
pub fn slip_is_good(model: &mut Model, id: EntryId, kind: TenderKind) -> Vec<Effect> {
    model.till.begun = Some(id);
    model.screen = Screen::Tender(Tender { card_started: true, ..Tender::new(id, kind) });
    vec![]
}

/// The slip says that the card was not charged: the next tender is another payment.
pub fn slip_is_bad(model: &mut Model) -> Vec<Effect> {
    model.till.begun = None;
    till::keep(model)
}

fn about_paper(last: &LastPayment) -> Question {
    let seq = last.seq;
    let words =
        vec![("receipt", text(last.receipt)), ("total", Word::Money(last.total)), ("at", Word::Moment(last.at))];
    let is_done = last.paper == "done";
    let asked = if is_done { "recover-tender-cut" } else { "recover-paper-unsure" };
    let whole = if is_done { Answer::Nothing } else { Answer::PaperIsWhole(seq) };
    let mut choices: Vec<(Message, Answer)> =
        vec![(("recover-paper-whole", vec![]), whole), (("recover-paper-print", vec![]), Answer::Reprint(seq))];
    if !is_done {
        choices.push((("recover-paper-later", vec![]), Answer::Nothing));
    }
    Question::new((asked, words), choices)
}

fn about_slip(card: &CardStarted) -> Question {
    let asked = ("recover-card", vec![("sum", Word::Money(card.amount))]);
    let good = Answer::SlipIsGood(card.payment, card.kind.clone());
    let choices = vec![(("recover-card-good", vec![]), good), (("recover-card-bad", vec![]), Answer::SlipIsBad)];
    Question::new(asked, choices)
}
