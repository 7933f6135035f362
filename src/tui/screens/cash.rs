//! The desk's cash: who holds it, and how it moves. At a till it lies behind a key; it is the home of a vault, which
//! takes no payments.

use tui_input::Input;

use super::cash_form::{self, CashForm, Kind};
use super::question::{Answer, Question};
use super::{close_shift, pause, till};
use crate::document::name_in;
use crate::domain::cash::{Direction, Reason, TransitError};
use crate::domain::message::text;
use crate::domain::{
    AccountCode, Counted, DeskId, Event, Holder, Message, Money, Ownership, Place, ReasonCode, TransitCode, Word,
    keyboard,
};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::layers::Layer;
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Done, Effect, Stamp};
use crate::tui::widgets::{field, words};

pub use super::cash_view::{draw, draw_code};

/// The screen of the desk's cash.
#[derive(Clone, Debug, Default)]
pub struct Cash {
    /// The code of a hand-over, while it is typed.
    pub code: Input,
    /// Who holds what, as far as this desk knows.
    pub holders: Vec<Holder>,
    /// True once the desk was asked who holds what since anything moved.
    pub is_asked: bool,
    /// What is being filled in.
    pub form: Option<CashForm>,
}

impl Cash {
    /// Whose keys mean something now.
    pub fn layer(&self) -> Layer {
        match &self.form {
            None => Layer::Cash,
            Some(form) if form.counting.is_some() => Layer::Count,
            Some(form) if form.picks() => Layer::Pick,
            Some(_) => Layer::Form,
        }
    }

    /// The bags that wait for the collector.
    pub fn has_bags(&self) -> bool {
        self.holders.iter().any(|holder| matches!(holder.place, Place::Bag { .. }))
    }
}

/// Shows the screen.
pub fn show(model: &mut Model) {
    model.screen = Screen::Cash(Cash::default());
}

/// Asks who holds what, where it is shown and not known.
pub fn ask_holders(model: &mut Model) -> Option<Effect> {
    let Screen::Cash(cash) = &mut model.screen else { return None };
    let was_asked = std::mem::replace(&mut cash.is_asked, true);
    (!was_asked).then_some(Effect::FindHolders)
}

/// Who holds what.
pub fn found(model: &mut Model, found: Result<Vec<Holder>, Message>) -> Vec<Effect> {
    match (found, &mut model.screen) {
        (Ok(holders), Screen::Cash(cash)) => cash.holders = holders,
        (Err(fault), _) => model.notice = Some(Notice::fault(fault)),
        _ => {}
    }
    vec![]
}

/// Does what a key of the screen means.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Screen::Cash(cash) = &mut model.screen else { return vec![] };
    if cash.form.is_some() {
        return cash_form::act(model, action, stamp);
    }
    match action {
        Action::AcceptCash => accept(model, stamp),
        Action::CashIn => ask_reason(model, Direction::In),
        Action::CashOut => ask_reason(model, Direction::Out),
        Action::HandOver => {
            let last = model.custody.last.receiver.clone();
            cash_form::open(model, Kind::HandOver(last), stamp);
        }
        Action::DropCash => ask_account(model),
        Action::GiveBags => cash_form::open_bags(model, stamp),
        Action::EndShiftOfVault => return close_shift::open(model),
        Action::XReportOfVault => return till::act(model, Action::XReport, stamp),
        Action::LastZOfVault => return till::act(model, Action::LastZ, stamp),
        Action::PauseOfVault => return pause::open(model),
        Action::LeaveCash if !cash.code.value().is_empty() => cash.code.reset(),
        Action::LeaveCash => till::show(model),
        _ => {}
    }
    vec![]
}

/// Types the code of a hand-over, or into the form.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    let is_fast = model.burst.is_fast();
    if let Screen::Cash(cash) = &mut model.screen {
        match &mut cash.form {
            Some(form) => form.edit(key, is_fast),
            None => drop(field::edit(&mut cash.code, key)),
        }
    }
    vec![]
}

/// What was scanned or pasted here: the code of a hand-over, or what the form's field is for, a seal for one.
pub fn pasted(model: &mut Model, text: &str, stamp: Stamp) -> Vec<Effect> {
    let Screen::Cash(cash) = &mut model.screen else { return vec![] };
    match &mut cash.form {
        Some(form) => form.paste(text),
        None => {
            cash.code = Input::new(text.to_owned());
            accept(model, stamp);
        }
    }
    vec![]
}

/// The code of a hand-over that was scanned on another screen.
pub fn scanned_code(model: &Model, text: &str) -> bool {
    let is_whole = |text: &String| text.contains('/') && text.parse::<TransitCode>().is_ok();
    model.shift_is_own() && spellings(text).iter().any(is_whole)
}

/// A text as it was typed, and as the same keys write it under the Latin layout; a numeric keypad may write a comma.
fn spellings(text: &str) -> [String; 3] {
    [text.trim().to_owned(), keyboard::to_latin(text.trim()), text.trim().replace(',', ".")]
}

/// Reads a code as typed at this desk.
fn read_code(typed: &str, desk: &DeskId) -> Result<TransitCode, TransitError> {
    let mut faults = vec![];
    for spelling in spellings(typed) {
        match TransitCode::read(&spelling, desk) {
            Ok(code) => return Ok(code),
            Err(fault) => faults.push(fault),
        }
    }
    // That a digit is wrong says more than that another spelling is no code.
    let wrong = faults.iter().find(|fault| matches!(fault, TransitError::Check { .. })).cloned();
    Err(wrong.unwrap_or_else(|| TransitError::Malformed(typed.trim().to_owned())))
}

/// A desk as typed: with its office, or one of this office.
pub fn read_desk(typed: &str, here: &DeskId) -> Result<DeskId, Message> {
    if typed.trim().is_empty() {
        return Err(("screen-desk-empty", vec![]));
    }
    let read = |text: &String| match text.contains('/') {
        true => text.parse(),
        false => DeskId::new(here.office(), text),
    };
    let [as_typed, latin, _] = spellings(typed);
    read(&as_typed).or_else(|fault| read(&latin).map_err(|_| fault.message()))
}

fn accept(model: &mut Model, stamp: Stamp) {
    let (Some(desk), Screen::Cash(cash)) = (model.desk.clone(), &model.screen) else { return };
    match read_code(cash.code.value(), &desk) {
        Ok(code) => cash_form::open(model, Kind::Accept(code), stamp),
        Err(fault) => model.notice = Some(Notice::fault(fault.message())),
    }
}

/// The cash of one ownership that was taken in this shift and is still here; `None` where it isn't shown.
pub fn left_of(model: &Model, ownership: Ownership) -> Option<Money> {
    let open = model.shift.as_ref()?.open.as_ref()?;
    let left = open.totals.left_of(ownership, &model.catalogue, &model.rules.cash);
    // Of what a vault accepts nobody knows whose it is.
    (!model.rules.blind && !model.rules.is_vault()).then_some(left)
}

/// Asks why cash comes or goes; an expense only where there is money of the operator's own to spend.
fn ask_reason(model: &mut Model, direction: Direction) {
    let own = model.shift.as_ref().and_then(|shift| shift.open.as_ref());
    let own = own.map(|open| open.totals.left_of(Ownership::Own, &model.catalogue, &model.rules.cash));
    let own = own.unwrap_or_default();
    let choice = |reason: &Reason| {
        let name = ("reason", text(name_in(model.lang, &reason.name)));
        let said = match reason.own_money {
            true => ("screen-cash-reason-own", vec![name, ("own", Word::Money(own))]),
            false => ("screen-cash-reason", vec![name]),
        };
        (said, Answer::CashFor(direction, reason.code.clone()))
    };
    let offered = |reason: &&Reason| !reason.own_money || own.is_positive();
    let mut choices: Vec<(Message, Answer)> =
        model.rules.cash.reasons_for(direction).filter(offered).map(choice).collect();
    choices.push((("screen-leave-it", vec![]), Answer::Nothing));
    let asked = if direction == Direction::In { "screen-cash-in-why" } else { "screen-cash-out-why" };
    model.overlay = Some(Overlay::Question(Question::new((asked, vec![]), choices)));
}

/// Asks which bank account a bag is for, with the cash that is there for each.
fn ask_account(model: &mut Model) {
    let mut choices: Vec<(Message, Answer)> = vec![];
    for account in &model.rules.cash.accounts {
        let name = ("account", text(name_in(model.lang, &account.name)));
        let said = match left_of(model, account.ownership) {
            Some(left) => ("screen-bag-account-left", vec![name, ("left", Word::Money(left))]),
            None => ("screen-bag-account", vec![name]),
        };
        choices.push((said, Answer::BagFor(account.code.clone())));
    }
    choices.push((("screen-leave-it", vec![]), Answer::Nothing));
    model.overlay = Some(Overlay::Question(Question::new(("screen-bag-which", vec![]), choices)));
}

/// Opens the form of cash for a reason.
pub fn open_reason(model: &mut Model, direction: Direction, reason: ReasonCode, stamp: Stamp) -> Vec<Effect> {
    let kind = if direction == Direction::In { Kind::In(reason) } else { Kind::Out(reason) };
    cash_form::open(model, kind, stamp);
    vec![]
}

/// Opens the form of a bag for a bank account.
pub fn open_bag(model: &mut Model, account: AccountCode, stamp: Stamp) -> Vec<Effect> {
    cash_form::open(model, Kind::Drop(account), stamp);
    vec![]
}

/// The desk refused what the form sent: a PIN that may be wrong is typed anew, everything else stays.
pub fn refused(cash: &mut Cash, fault: &'static str) {
    if let Some(form) = cash.form.as_mut().filter(|_| matches!(fault, "refusal-sign-in" | "refusal-locked")) {
        form.clear_pin();
    }
}

/// Cash moved: the form is done with, its paper is printed.
pub fn recorded(model: &mut Model, done: &Done) -> Vec<Effect> {
    let Screen::Cash(cash) = &mut model.screen else { return vec![] };
    (cash.form, cash.is_asked) = (None, false);
    cash.code.reset();
    if let Event::CashHandedOver(given) = &done.event {
        model.overlay = Some(Overlay::Code(Box::new(given.clone())));
    } else {
        model.notice = said(model, &done.event).map(Notice::good);
    }
    vec![Effect::PrintQueued { first: Some(done.seq) }]
}

fn said(model: &Model, event: &Event) -> Option<Message> {
    let sum = |sum: Money| ("sum", Word::Money(sum));
    Some(match event {
        Event::CashIn(cash) => {
            ("screen-cash-came", vec![sum(cash.amount), ("reason", text(reason(model, &cash.reason)))])
        }
        Event::CashOut(cash) => {
            ("screen-cash-went", vec![sum(cash.amount), ("reason", text(reason(model, &cash.reason)))])
        }
        Event::CashAccepted(taken) => {
            let from = ("from", text(&taken.code.from));
            let rest = taken.given.saturating_minus(taken.amount);
            match rest.is_zero() {
                true => ("screen-cash-accepted", vec![sum(taken.amount), from]),
                false => ("screen-cash-accepted-less", vec![sum(taken.amount), from, ("rest", Word::Money(rest))]),
            }
        }
        Event::CashDropped(drop) => ("screen-cash-dropped", vec![sum(drop.amount), ("seal", text(&drop.seal))]),
        Event::BagGiven(given) => (
            "screen-bags-given",
            vec![("bags", Word::Number(given.bags.len() as i64)), ("collector", text(&given.collector))],
        ),
        _ => return None,
    })
}

/// What a reason is called.
pub fn reason(model: &Model, code: &ReasonCode) -> String {
    let known = model.rules.cash.reasons.iter().find(|reason| reason.code == *code);
    known.map_or(code.to_string(), |reason| name_in(model.lang, &reason.name).to_owned())
}

/// What a bank account is called.
pub fn account(model: &Model, code: &AccountCode) -> String {
    let known = model.rules.cash.account(code);
    known.map_or(code.to_string(), |account| name_in(model.lang, &account.name).to_owned())
}

/// True if the screen shows no form, so that its own keys work.
pub fn is_open(model: &Model, asks: fn(&Cash) -> bool) -> bool {
    matches!(&model.screen, Screen::Cash(cash) if asks(cash))
}

/// A sum, or a count by denominations, as it was typed.
pub fn typed(model: &Model, typed: &str) -> Result<Counted, Message> {
    words::typed_cash(typed, &model.rules.cash.denominations)
}
