//! Where the money goes before the Z-report: it stays, goes to another desk, or into a bag. What to leave for change is
//! proposed by denominations.

use tui_input::Input;

use super::close_shift::{self, CloseShift, Step};
use super::count;
use crate::domain::{AccountCode, Action as Deed, Counted, DeskId, Message, Money, Seal};
use crate::tui::actions::Action;
use crate::tui::custody::{Cash, Destination, Move};
use crate::tui::key::Key;
use crate::tui::model::{Model, Screen};
use crate::tui::msg::{Effect, Stamp};
use crate::tui::screens::{cash, till};
use crate::tui::widgets::count::Counting;
use crate::tui::widgets::field;

/// Where the money may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// It stays in the drawer.
    Here,
    /// To another desk, as a rule the vault.
    Desk,
    /// Into a bag for a bank account.
    Bag(AccountCode),
}

/// Cash that is to leave the drawer: what stays is counted, the rest goes.
#[derive(Clone, Debug)]
pub struct Moving {
    /// Where to.
    pub place: Place,
    /// The receiver's desk, or the bag's seal.
    pub name: Input,
    /// True while the name is typed.
    pub in_name: bool,
    /// What stays for change.
    pub stays: Counting,
}

impl Moving {
    /// Types into the name or into what stays.
    pub fn edit(&mut self, key: Key) {
        if self.in_name {
            field::edit(&mut self.name, key);
        } else {
            self.stays.edit(key);
        }
    }
}

/// A seal's bar code, or a desk's name, goes into the field that is for it; true if there is one.
pub fn pasted(model: &mut Model, text: &str) -> bool {
    match &mut model.screen {
        Screen::CloseShift(CloseShift { step: Step::Move(moving), is_sent: false, .. }) if moving.in_name => {
            (moving.name, moving.in_name) = (Input::new(text.to_owned()), false);
            true
        }
        _ => false,
    }
}

/// The places where the money may go, in the order in which they are shown.
pub fn places(model: &Model) -> Vec<Place> {
    let bags = model.rules.cash.accounts.iter().map(|account| Place::Bag(account.code.clone()));
    [Place::Here, Place::Desk].into_iter().chain(bags).collect()
}

/// The place that is lit first: where cash was handed over to another desk before, it likely goes there again, if there
/// is more than the change money.
pub fn likeliest(model: &Model) -> usize {
    let goes = model.custody.last.receiver.is_some() && close_shift::remaining(model).sum > model.rules.float;
    usize::from(goes)
}

/// Does what a key means where the money's place is asked, and where it is sent there.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let last = places(model).len().saturating_sub(1);
    let Screen::CloseShift(CloseShift { step, .. }) = &mut model.screen else { return vec![] };
    match (action, step) {
        (Action::PreviousPlace, Step::Money(lit)) => *lit = lit.saturating_sub(1),
        (Action::NextPlace, Step::Money(lit)) => *lit = (*lit + 1).min(last),
        (Action::CloseShift, Step::Money(lit)) => {
            let lit = *lit;
            return choose(model, lit, stamp);
        }
        (Action::LeaveClose, step @ Step::Money(_)) => *step = Step::Count,
        (Action::LeaveCount, step @ Step::Move(_)) => *step = Step::Money(0),
        (Action::CountNext, Step::Move(moving)) if moving.in_name => moving.in_name = false,
        (Action::CountBack, Step::Move(moving)) if moving.stays.is_at_top() => moving.in_name = true,
        (Action::CountDone, Step::Move(_)) => return send(model, stamp),
        (_, Step::Move(moving)) => match count::act(&mut moving.stays, action) {
            // That nothing stays is nothing to wonder about.
            Ok(true) | Err(("custody-count-nothing", _)) => return send(model, stamp),
            Ok(false) => {}
            Err(fault) => return close_shift::complain(model, fault),
        },
        _ => {}
    }
    vec![]
}

/// What goes, where what stays is as typed.
pub fn goes(left: &Cash, stays: &Counted) -> Option<Cash> {
    match (&left.notes, &stays.notes) {
        (Some(all), Some(kept)) => all.minus(kept).map(|notes| Cash { sum: notes.total(), notes: Some(notes) }),
        _ => {
            let sum = left.sum.minus(stays.sum).filter(|sum| *sum >= Money::ZERO)?;
            Some(Cash { sum, notes: None })
        }
    }
}

fn choose(model: &mut Model, lit: usize, stamp: Stamp) -> Vec<Effect> {
    let Some(place) = places(model).into_iter().nth(lit) else { return vec![] };
    if place == Place::Here {
        return close_shift::send(model, (stamp.at, stamp.id), None);
    }
    let left = close_shift::remaining(model);
    let stays: Counted = match &left.notes {
        Some(notes) => model.rules.change_of(notes).into(),
        None => left.sum.min(model.rules.float).into(),
    };
    let receiver = model.custody.last.receiver.as_ref().filter(|_| place == Place::Desk);
    let name = receiver.map(|desk| Input::new(desk.to_string())).unwrap_or_default();
    let stays = Counting::of(&model.rules.cash.denominations, &stays);
    let in_name = name.value().is_empty();
    if let Screen::CloseShift(closing) = &mut model.screen {
        closing.step = Step::Move(Moving { place, name, in_name, stays });
    }
    vec![]
}

/// Asks the desk to record what leaves. Its id goes into the draft first, so that a cut-off is told from a refusal.
fn send(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let left = close_shift::remaining(model);
    let Some(here) = model.desk.clone() else { return vec![] };
    let Screen::CloseShift(CloseShift { step: Step::Move(moving), is_sent, next, .. }) = &mut model.screen else {
        return vec![];
    };
    let to = match destination(moving, &here) {
        Ok(to) => to,
        Err(fault) => {
            moving.in_name = true;
            return close_shift::complain(model, fault);
        }
    };
    let cash = match moving.stays.counted() {
        Ok(stays) => goes(&left, &stays).filter(|cash| cash.sum.is_positive()),
        Err(fault) => return close_shift::complain(model, fault),
    };
    let Some(cash) = cash else {
        moving.in_name = false;
        return close_shift::complain(model, ("custody-stays-too-much", vec![]));
    };
    (*is_sent, *next) = (true, Some((stamp.at, stamp.spare)));
    let action = match to.clone() {
        Destination::Desk(to) => Deed::HandOver { to, cash: cash.clone().into() },
        Destination::Bag(seal, account) => Deed::DropCash { seal, account, cash: cash.clone().into() },
    };
    if let Some(closing) = &mut model.custody.parked.close {
        closing.moves.push(Move { id: stamp.id, to, cash, is_recorded: false, code: None });
    }
    let mut effects = till::keep(model);
    let command = model.command(stamp.id, stamp.at, action);
    effects.push(Effect::Execute { command, approver: None, witness: None });
    effects
}

/// The desk or the bag that was named; a desk of the same office without the office.
fn destination(moving: &Moving, here: &DeskId) -> Result<Destination, Message> {
    let typed = moving.name.value().trim();
    match &moving.place {
        Place::Bag(account) => {
            let seal: Seal = typed.parse().map_err(|error: crate::domain::SealError| error.message())?;
            Ok(Destination::Bag(seal, account.clone()))
        }
        Place::Desk | Place::Here => cash::read_desk(typed, here).map(Destination::Desk),
    }
}
