//! The tender: how the basket is paid. The payment's id is minted when it opens, so that Enter twice pays once.

use tui_input::Input;

use super::question::{Answer, Question};
use super::till::{self, Paid};
use crate::domain::command::TenderInput;
use crate::domain::event::PaymentTaken;
use crate::domain::message::text;
use crate::domain::{Action as Deed, Command, EntryId, Message, Money, TenderKind, Word, line};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Done, Effect, LineDraft, Stamp};
use crate::tui::warnings;
use crate::tui::widgets::{field, words};

/// Change above this is asked about.
const LARGE_CHANGE: Money = Money::from_roubles(5000);

/// A tender in progress.
#[derive(Clone, Debug)]
pub struct Tender {
    /// The payment's id.
    pub id: EntryId,
    /// In what.
    pub kind: TenderKind,
    /// The cash handed over, while it is typed; nothing means the exact sum.
    pub given: Input,
    /// The slip's number, while it is typed.
    pub reference: Input,
    /// True once the card terminal was started for this payment, here or before the tender was left.
    pub card_started: bool,
    /// True while the desk records it.
    pub is_sent: bool,
}

impl Tender {
    /// A tender of which nothing is typed.
    pub fn new(id: EntryId, kind: TenderKind) -> Tender {
        let (given, reference) = (Input::default(), Input::default());
        Tender { id, kind, given, reference, card_started: false, is_sent: false }
    }

    /// True if it is in cash.
    pub fn is_cash(&self) -> bool {
        self.kind.is_cash()
    }

    /// What the key of the card would do: take the other tender that is not cash.
    pub fn card_hint(&self, model: &Model) -> &'static str {
        match other_kind(model, Some(&self.kind)) {
            Some(kind) if kind.as_str() == "card" => "action-pay-card",
            Some(kind) if kind.as_str() == "sbp" => "action-pay-sbp",
            _ => "action-switch-card",
        }
    }

    /// The field that is typed into.
    pub fn field(&mut self) -> &mut Input {
        if self.is_cash() { &mut self.given } else { &mut self.reference }
    }
}

/// Opens a tender in cash.
pub fn begin_cash(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    begin(model, TenderKind::cash(), stamp)
}

/// Opens a tender by card: that the terminal is about to be used is recorded first.
pub fn begin_card(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    match other_kind(model, None) {
        Some(kind) => {
            let mut effects = begin(model, kind, stamp);
            effects.extend(start_card(model, stamp));
            effects
        }
        None => vec![],
    }
}

/// Does what a key of the tender means.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    match action {
        Action::Pay => pay(model, stamp, false),
        Action::Fit => fit(model),
        Action::SwitchCard => switch_card(model, stamp),
        Action::SwitchCash => {
            if let Screen::Tender(tender) = &mut model.screen {
                tender.kind = TenderKind::cash();
            }
            vec![]
        }
        Action::LeaveTender => leave(model),
        _ => vec![],
    }
}

/// Types into the tender's field.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Screen::Tender(tender) = &mut model.screen
        && !tender.is_sent
    {
        field::edit(tender.field(), key);
    }
    vec![]
}

/// Takes the payment although the change is large.
pub fn pay_anyway(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    pay(model, stamp, true)
}

/// Back to the basket; the payment keeps its id where the card terminal was started for it, since its slip names the
/// same payment. Nothing else was begun then that a restart would have to ask about.
pub fn leave(model: &mut Model) -> Vec<Effect> {
    let Screen::Tender(tender) = &model.screen else { return vec![] };
    if !tender.card_started {
        model.till.begun = None;
    }
    let mut effects = till::keep(model);
    effects.extend(till::show_after_tender(model));
    effects
}

/// The payment was recorded: the till is ready for the next.
pub fn paid(model: &mut Model, done: &Done, payment: &PaymentTaken) -> Vec<Effect> {
    let total = line::total(&payment.lines).unwrap_or_default();
    model.till.basket.clear();
    model.till.begun = None;
    model.till.paid = Some(Paid { receipt: payment.receipt, total, change: payment.change() });
    let mut effects = till::keep(model);
    effects.push(Effect::PrintQueued { first: Some(done.seq) });
    effects.extend(till::show_after_tender(model));
    effects
}

/// The fee on a line of the basket when it is paid in `kind`.
pub fn fee(model: &Model, line: &LineDraft, kind: &TenderKind) -> Money {
    let office = model.desk.as_ref().map(|desk| desk.office()).unwrap_or_default();
    let day = model.shift.as_ref().and_then(|shift| shift.open.as_ref()).map(|open| open.day);
    day.and_then(|day| model.catalogue.fee(&line.supplier, office, kind, day, line.kopecks)).unwrap_or_default()
}

/// What the basket costs with its fees when it is paid in `kind`.
pub fn due(model: &Model, kind: &TenderKind) -> Money {
    let with_fee = |line: &LineDraft| line.kopecks.saturating_plus(fee(model, line, kind));
    model.till.basket.iter().map(with_fee).fold(Money::ZERO, Money::saturating_plus)
}

fn begin(model: &mut Model, kind: TenderKind, stamp: Stamp) -> Vec<Effect> {
    // A sum that is still typed is taken as it stands: who pays has ended it.
    if !till::end_amount(model) {
        return vec![];
    }
    if let Some(asked) = warnings::about_age(model) {
        let choices = vec![
            (("custody-hold-and-close", vec![]), Answer::HoldAndClose),
            (("custody-close-later", vec![]), Answer::Nothing),
        ];
        model.overlay = Some(Overlay::Question(Question::new(asked, choices)));
        return vec![];
    }
    if model.till.basket.iter().any(|line| !line.kopecks.is_positive()) {
        model.notice = Some(Notice::fault(("till-sum-missing", vec![])));
        return vec![];
    }
    let card_started = model.till.begun.is_some();
    let id = *model.till.begun.get_or_insert(stamp.id);
    model.till.paid = None;
    model.screen = Screen::Tender(Tender { card_started, ..Tender::new(id, kind) });
    // A printer in trouble is to be known of before the money is taken.
    [Effect::AskPrinter].into_iter().chain(till::keep(model)).collect()
}

fn switch_card(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let Screen::Tender(tender) = &model.screen else { return vec![] };
    let Some(kind) = other_kind(model, Some(&tender.kind)) else { return vec![] };
    if let Screen::Tender(tender) = &mut model.screen {
        tender.kind = kind;
        tender.reference.reset();
    }
    start_card(model, stamp)
}

/// The first tender that is not cash, or the one after `than`.
fn other_kind(model: &Model, than: Option<&TenderKind>) -> Option<TenderKind> {
    let kinds: Vec<&TenderKind> =
        model.catalogue.tenders.iter().map(|tender| &tender.kind).filter(|kind| !kind.is_cash()).collect();
    let at = than.and_then(|than| kinds.iter().position(|kind| *kind == than)).map_or(0, |at| at + 1);
    kinds.get(at % kinds.len().max(1)).map(|kind| (*kind).clone())
}

fn start_card(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let Screen::Tender(tender) = &mut model.screen else { return vec![] };
    tender.card_started = true;
    let (payment, kind) = (tender.id, tender.kind.clone());
    let amount = due(model, &kind);
    let action = Deed::StartCard { payment, kind, amount };
    vec![execute(model, stamp.spare, stamp, action)]
}

fn pay(model: &mut Model, stamp: Stamp, large_change_is_meant: bool) -> Vec<Effect> {
    let Screen::Tender(tender) = &model.screen else { return vec![] };
    if tender.is_sent {
        return vec![];
    }
    let (id, kind) = (tender.id, tender.kind.clone());
    let due = due(model, &kind);
    let input = match tender_input(tender, due) {
        Ok(input) => input,
        Err(message) => {
            model.notice = Some(Notice::fault(message));
            return vec![];
        }
    };
    if let (TenderInput::Cash { given }, false) = (&input, large_change_is_meant)
        && let Some(question) = about_change(model, given.saturating_minus(due))
    {
        model.overlay = Some(Overlay::Question(question));
        return vec![];
    }
    if let Screen::Tender(tender) = &mut model.screen {
        tender.is_sent = true;
    }
    let lines = model.till.basket.iter().map(LineDraft::input).collect();
    vec![execute(model, id, stamp, Deed::TakePayment { lines, tenders: vec![input] })]
}

fn tender_input(tender: &Tender, due: Money) -> Result<TenderInput, Message> {
    if !tender.is_cash() {
        let reference = tender.reference.value().trim().to_owned();
        if reference.is_empty() {
            return Err(("refusal-reference-needed", vec![("tender", text(&tender.kind))]));
        }
        return Ok(TenderInput::Other { kind: tender.kind.clone(), amount: None, reference });
    }
    if tender.given.value().trim().is_empty() {
        return Ok(TenderInput::Cash { given: due });
    }
    let given = words::typed_sum(tender.given.value())?;
    Ok(TenderInput::Cash { given })
}

fn about_change(model: &Model, change: Money) -> Option<Question> {
    let drawer = model.shift.as_ref().map(|shift| shift.drawer).unwrap_or_default();
    let sum = ("change", Word::Money(change));
    let asked = if change > LARGE_CHANGE {
        ("tender-large-change", vec![sum])
    } else if change > drawer && !model.rules.is_shared() {
        ("tender-change-above-drawer", vec![sum, ("drawer", Word::Money(drawer))])
    } else {
        return None;
    };
    let choices = vec![(("tender-mend", vec![]), Answer::Nothing), (("tender-pay-anyway", vec![]), Answer::PayAnyway)];
    Some(Question::new(asked, choices))
}

/// What was given goes into the lines, spread by what they are (Постановление 354, п. 118): the payer gets no change.
fn fit(model: &mut Model) -> Vec<Effect> {
    let Screen::Tender(tender) = &model.screen else { return vec![] };
    let kind = tender.kind.clone();
    let given = match words::typed_sum(tender.given.value()) {
        Ok(given) => given,
        Err(message) => {
            model.notice = Some(Notice::fault(message));
            return vec![];
        }
    };
    let fees = due(model, &kind).saturating_minus(model.till.total());
    let least = Money::from_kopecks(model.till.basket.len() as i64);
    if given.saturating_minus(fees) < least {
        model.notice = Some(Notice::fault(("tender-too-little-to-fit", vec![("sum", Word::Money(given))])));
        return vec![];
    }
    // Fees follow the sums: a few rounds settle both.
    for _ in 0..4 {
        let fees = due(model, &kind).saturating_minus(model.till.total());
        let parts: Vec<Money> = model.till.basket.iter().map(|line| line.kopecks).collect();
        let Some(spread) = crate::domain::money::spread(given.saturating_minus(fees), &parts) else { break };
        for (line, sum) in model.till.basket.iter_mut().zip(spread) {
            line.kopecks = sum;
        }
    }
    till::keep(model)
}

fn execute(model: &Model, id: EntryId, stamp: Stamp, action: Deed) -> Effect {
    let command = Command { id, at: stamp.at, by: model.person.clone(), approved_by: None, witness: None, action };
    Effect::Execute { command, approver: None, witness: None }
}
