//! Why is it off? What the count is over or short, the likely causes with what speaks for them, and what mends each. A
//! difference never stands in the way: it goes into the Z-report, above a sum of the settings with a reason.

use tui_input::Input;

use super::close_shift::{self, CloseShift, Step};
use super::question::{Answer, Question};
use super::{cash, receipts, till};
use crate::domain::difference::{Cause, Mend};
use crate::domain::event::CashCounted;
use crate::domain::message::said;
use crate::domain::{Message, Money, TenderKind, Word};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Effect, Stamp};
use crate::tui::widgets::{field, words};

pub use super::why_view::draw;

/// The reasons that can always be given.
const REASONS: [&str; 3] = ["custody-reason-unknown", "custody-reason-change", "custody-reason-rounding"];
/// How many causes are offered as a reason.
const OFFERED: usize = 3;

/// A count that is over or short.
#[derive(Clone, Debug)]
pub struct Why {
    /// Counted less recorded.
    pub difference: Money,
    /// Tenders whose slips differ: counted less recorded.
    pub cards: Vec<(TenderKind, Money)>,
    /// The likely causes, the likeliest first; `None` until they are found.
    pub causes: Option<Vec<Cause>>,
    /// The cause that is lit.
    pub lit: usize,
    /// The reason, while it is typed.
    pub reason: Option<Input>,
}

impl Why {
    /// What a count is over or short; its causes are still looked for.
    pub fn new(count: &CashCounted) -> Why {
        let difference = count.counted.saturating_minus(count.expected);
        let cards = count.cards.iter().map(|card| (card.kind.clone(), card.counted.saturating_minus(card.expected)));
        let cards = cards.filter(|(_, difference)| !difference.is_zero()).collect();
        Why { difference, cards, causes: None, lit: 0, reason: None }
    }

    /// The cause that is lit.
    pub fn cause(&self) -> Option<&Cause> {
        self.causes.as_ref()?.get(self.lit)
    }

    /// Types into the reason.
    pub fn edit(&mut self, key: Key) {
        if let Some(reason) = &mut self.reason {
            field::edit(reason, key);
        }
    }
}

/// What is asked of the screen, where it stands.
pub fn shown(model: &Model) -> Option<&Why> {
    match &model.screen {
        Screen::CloseShift(CloseShift { step: Step::Why(why), .. }) => Some(why),
        _ => None,
    }
}

/// The causes were found.
pub fn found(model: &mut Model, causes: Vec<Cause>) -> Vec<Effect> {
    if let Screen::CloseShift(CloseShift { step: Step::Why(why), .. }) = &mut model.screen {
        (why.causes, why.lit) = (Some(causes), 0);
    }
    vec![]
}

/// Does what a key means where a count is off.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Screen::CloseShift(CloseShift { step, next, .. }) = &mut model.screen else { return vec![] };
    let Step::Why(why) = step else { return vec![] };
    let last = why.causes.as_ref().map_or(0, Vec::len).saturating_sub(1);
    match action {
        Action::PreviousCause => why.lit = why.lit.saturating_sub(1),
        Action::NextCause => why.lit = (why.lit + 1).min(last),
        Action::CountAgain if why.reason.is_some() => why.reason = None,
        Action::CountAgain => *step = Step::Count,
        Action::ReadCause => {
            return why.cause().and_then(|cause| cause.entry).map(|seq| Effect::Preview { seq }).into_iter().collect();
        }
        Action::Mend => return ask_mend(model, stamp),
        Action::GoOn => {
            *next = Some((stamp.at, stamp.id));
            return go_on(model);
        }
        _ => {}
    }
    vec![]
}

/// Takes a reason for the difference, and goes on to where the money goes.
pub fn give_reason(model: &mut Model, reason: &Message, stamp: Stamp) -> Vec<Effect> {
    let reason = words::worded(model, reason);
    if let Screen::CloseShift(closing) = &mut model.screen {
        closing.next = Some((stamp.at, stamp.id));
    }
    accept(model, reason)
}

/// Opens the field of a reason in one's own words.
pub fn write_reason(model: &mut Model) -> Vec<Effect> {
    if let Screen::CloseShift(CloseShift { step: Step::Why(why), .. }) = &mut model.screen {
        why.reason = Some(Input::default());
    }
    vec![]
}

/// Goes to where a cause is mended, and says what to do there; the close waits, and goes on with the same count.
pub fn mend(model: &mut Model, mend: &Mend, stamp: Stamp) -> Vec<Effect> {
    let mut effects = close_shift::park(model);
    match mend {
        Mend::VoidPayment { receipt }
        | Mend::TakeAgain { receipt, .. }
        | Mend::TakeBoth { receipt, .. }
        | Mend::Retender { receipt, .. }
        | Mend::GiveBack { receipt, .. } => effects.extend(receipts::open_at(model, *receipt)),
        Mend::RecordRefund { .. } => effects.extend(receipts::open(model)),
        Mend::TakePayment { .. } => till::show(model),
        Mend::DropCash { .. }
        | Mend::HandOver { .. }
        | Mend::AcceptCash { .. }
        | Mend::CashIn { .. }
        | Mend::CashOut { .. } => cash::show(model),
        Mend::LetGo { .. } | Mend::CountAgain | Mend::CountSlips => {
            if let Screen::CloseShift(closing) = &mut model.screen {
                closing.step = Step::Count;
            }
        }
        Mend::GiveAsReason => {
            if let Some(reason) = shown(model).and_then(Why::cause).map(Cause::message) {
                effects.extend(give_reason(model, &reason, stamp));
            }
            return effects;
        }
    }
    let is_elsewhere = !matches!(model.screen, Screen::CloseShift(_));
    let then = ("custody-mend-then", vec![("mend", said(mend.message()))]);
    model.notice = Some(Notice::good(if is_elsewhere { then } else { mend.message() }));
    effects
}

fn go_on(model: &mut Model) -> Vec<Effect> {
    let above = model.rules.policy.reason_above;
    let Some(why) = shown(model) else { return vec![] };
    if let Some(typed) = &why.reason {
        let typed = typed.value().trim().to_owned();
        if typed.is_empty() {
            return close_shift::complain(model, ("refusal-reason-needed", vec![]));
        }
        return accept(model, typed);
    }
    if why.difference.abs() <= above {
        return accept(model, String::new());
    }
    let id = if why.difference.is_positive() { "custody-over-why" } else { "custody-short-why" };
    // The cause that was looked at is the likeliest reason.
    let is_offered = |n: &usize| *n < OFFERED || *n == why.lit;
    let causes =
        why.causes.iter().flatten().enumerate().filter(|(n, _)| is_offered(n)).map(|(_, cause)| cause.message());
    let reasons = causes.chain(REASONS.map(|reason| (reason, vec![])));
    let mut choices: Vec<(Message, Answer)> =
        reasons.map(|reason| (reason.clone(), Answer::DifferenceFor(reason))).collect();
    choices.push((("custody-reason-written", vec![]), Answer::WriteReason));
    let asked = (id, vec![("sum", Word::Money(why.difference.abs()))]);
    let lit = why.lit.min(OFFERED);
    model.overlay = Some(Overlay::Question(Question { lit, ..Question::new(asked, choices) }));
    vec![]
}

fn accept(model: &mut Model, reason: String) -> Vec<Effect> {
    if let Some(closing) = &mut model.custody.parked.close {
        closing.reason = reason;
    }
    let mut effects = close_shift::ask_money(model);
    effects.extend(till::keep(model));
    effects
}

fn ask_mend(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let Some(cause) = shown(model).and_then(Why::cause) else { return vec![] };
    if let [only] = &cause.mend[..] {
        let only = only.clone();
        return mend(model, &only, stamp);
    }
    let choices = cause.mend.iter().map(|mend| (mend.message(), Answer::MendBy(mend.clone())));
    let mut choices: Vec<(Message, Answer)> = choices.collect();
    choices.push((("custody-mend-nothing", vec![]), Answer::Nothing));
    model.overlay = Some(Overlay::Question(Question::new(cause.message(), choices)));
    vec![]
}
