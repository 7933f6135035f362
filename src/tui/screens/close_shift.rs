//! Ending the shift: the count, what differs and why, where the money goes, the Z-report. What was counted and what has
//! left since is kept in the draft, so that a close that was cut off goes on.

use super::close_money::{self, Moving};
use super::doubtful::Doubtful;
use super::sign_in::SignIn;
use super::why::{self, Why};
use super::{count, doubtful, open_shift, sign_in, till};
use crate::domain::command::CardInput;
use crate::domain::event::{CashCounted, ShiftClosed, ShiftResumed};
use crate::domain::{Action as Deed, Counted, EntryId, Message, Money, TenderKind, Timestamp};
use crate::tui::actions::Action;
use crate::tui::custody::{Cash, Closing, Move};
use crate::tui::key::Key;
use crate::tui::layers::Layer;
use crate::tui::model::{Model, Notice, Screen};
use crate::tui::msg::{Done, Effect, SecondPerson, Stamp};
use crate::tui::widgets::count::Counting;

pub use super::close_view::draw;

/// The end of a shift.
#[derive(Clone, Debug, Default)]
pub struct CloseShift {
    /// How far it is.
    pub step: Step,
    /// The count of the drawer and of the slips.
    pub counting: Counting,
    /// The paused shift of an absent cashier: the count opens its seal.
    pub absent: Option<u32>,
    /// True while the desk records something.
    pub is_sent: bool,
    /// The moment and the id of what follows by itself.
    pub next: Option<(Timestamp, EntryId)>,
}

/// How far the end of a shift is.
#[derive(Clone, Debug, Default)]
pub enum Step {
    /// The drawer is counted.
    #[default]
    Count,
    /// Doubtful notes are set apart.
    Doubtful(Doubtful),
    /// What was counted is not what should be there.
    Why(Why),
    /// Where the money goes is asked: the place that is lit.
    Money(usize),
    /// Cash goes to another desk or into a bag.
    Move(Moving),
    /// A shared drawer is not counted: its part of the cash goes to the office's.
    Uncounted,
    /// A second person signs for the shift of an absent cashier.
    Second(SignIn),
    /// It is closed: the Z-report.
    Report(Box<Report>),
}

impl Step {
    /// True while cash is sent elsewhere.
    pub fn is_move(&self) -> bool {
        matches!(self, Step::Move(_))
    }
}

/// What was recorded of a close.
#[derive(Clone, Debug)]
pub struct Report {
    /// The event.
    pub closed: ShiftClosed,
    /// Its entry.
    pub seq: u64,
    /// Where the money went.
    pub moves: Vec<Move>,
}

impl CloseShift {
    /// Where its keys mean something.
    pub fn layer(&self) -> Layer {
        match self.step {
            Step::Count | Step::Move(_) => Layer::Count,
            Step::Why(_) => Layer::Why,
            Step::Doubtful(_) | Step::Money(_) | Step::Uncounted | Step::Second(_) | Step::Report(_) => {
                Layer::CloseShift
            }
        }
    }

    /// True while the name of a desk or a bag is typed.
    pub fn name_is_typed(&self) -> bool {
        matches!(&self.step, Step::Move(moving) if moving.in_name)
    }

    /// What Enter is called.
    pub fn hint(&self) -> &'static str {
        match &self.step {
            Step::Report(_) => "action-close",
            Step::Money(lit) if *lit > 0 => "action-next",
            Step::Doubtful(doubtful) if doubtful.form.at() == 0 => "action-next",
            Step::Doubtful(_) => "action-set-apart",
            _ => "action-end",
        }
    }

    /// What the end of a count is called: where no more than the change money stays, the close follows at once.
    pub fn hint_of_count(&self, model: &Model) -> &'static str {
        match &self.step {
            Step::Move(moving) if moving.stays.so_far() <= model.rules.float => "action-send-and-close",
            Step::Move(_) => "action-send-part",
            _ => "action-count-done",
        }
    }
}

/// Does what a key of the end of the shift means, of its count, or of a second person's name and PIN over it.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Screen::CloseShift(closing) = &mut model.screen else { return vec![] };
    if closing.is_sent {
        return vec![];
    }
    match (action, &mut closing.step) {
        (Action::LeaveCount, Step::Count) => return leave(model),
        (Action::Doubtful, Step::Count) => closing.step = Step::Doubtful(Doubtful::default()),
        (_, Step::Count) => match count::act(&mut closing.counting, action) {
            Ok(true) => return end_count(model, stamp),
            Ok(false) => return park(model),
            Err(fault) => model.notice = Some(Notice::fault(fault)),
        },
        (_, Step::Doubtful(_)) => return doubtful::act(model, action, stamp),
        (_, Step::Why(_)) => return why::act(model, action, stamp),
        (_, Step::Money(_) | Step::Move(_)) => return close_money::act(model, action, stamp),
        (Action::CloseShift, Step::Uncounted) => return hand_in(model, stamp),
        (Action::CloseShift, Step::Report(_)) => sign_in::leave(model),
        (Action::ReadZ, Step::Report(report)) => return vec![Effect::Preview { seq: report.seq }],
        (Action::LeaveClose, Step::Uncounted) => return leave(model),
        (Action::LeaveApproval, Step::Second(_)) if model.rules.is_shared() => return leave(model),
        (Action::LeaveApproval, Step::Second(_)) => closing.step = Step::Count,
        (Action::OtherField, Step::Second(second)) => second.in_pin = !second.in_pin,
        (Action::SignIn, Step::Second(second)) => match second.end() {
            Ok(Some((user, pin))) => return send(model, (stamp.at, stamp.id), Some((user, pin, stamp.spare))),
            Ok(None) => {}
            Err(fault) => model.notice = Some(Notice::fault(fault)),
        },
        _ => {}
    }
    vec![]
}

/// Types into the count, or into what is asked for beside it.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    let Screen::CloseShift(closing) = &mut model.screen else { return vec![] };
    match &mut closing.step {
        _ if closing.is_sent => {}
        Step::Count => closing.counting.edit(key),
        Step::Doubtful(doubtful) => doubtful.form.edit(key, doubtful::FIELDS),
        Step::Why(why) => why.edit(key),
        Step::Move(moving) => moving.edit(key),
        Step::Second(second) => second.edit(key),
        Step::Money(_) | Step::Uncounted | Step::Report(_) => {}
    }
    vec![]
}

/// Shows the end of the shift where it was left; a basket must be paid or held first.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.till.has_lines() {
        model.notice = Some(Notice::fault(("till-basket-first", vec![])));
        return vec![];
    }
    let number = model.shift.as_ref().and_then(|shift| shift.open.as_ref()).map(|open| open.number);
    number.map(|number| begin(model, number, None)).unwrap_or_default()
}

/// Shows the end of the paused shift of a cashier who is absent.
pub fn open_absent(model: &mut Model, number: u32) -> Vec<Effect> {
    begin(model, number, Some(number))
}

/// The end of the open shift, where this person began it.
pub fn begun(model: &Model) -> Option<&Closing> {
    model.custody.parked.close.as_ref()
}

/// What was counted of the slips.
pub fn slips(closing: &CloseShift) -> Vec<CardInput> {
    closing.counting.clone().slips().unwrap_or_default()
}

/// True where what should be there is hidden from who counts: until the first count has ended.
pub fn is_blind(model: &Model) -> bool {
    model.rules.blind && begun(model).is_none_or(|closing| closing.counted.is_none())
}

/// What should be in the drawer; with what is sealed in a paused shift that is to be ended.
pub fn expected(model: &Model, absent: Option<u32>) -> Money {
    open_shift::expected(model, absent)
}

/// The tenders other than cash that brought something: how many slips there should be, and their sum.
pub fn expected_slips(model: &Model, number: u32) -> Vec<(TenderKind, i64, Money)> {
    let open = model.shift.as_ref().and_then(|shift| shift.open.as_ref()).filter(|open| open.number == number);
    let Some(totals) = open.map(|open| &open.totals) else { return vec![] };
    let kinds = model.catalogue.tenders.iter().map(|tender| &tender.kind).filter(|kind| !kind.is_cash());
    let row = |kind: &TenderKind| {
        let slips = totals.slips.get(kind).copied().unwrap_or_default();
        (kind.clone(), slips, totals.tender(kind))
    };
    kinds.map(row).filter(|(_, slips, sum)| *slips != 0 || !sum.is_zero()).collect()
}

/// The desk recorded a count of the drawer.
pub fn counted(model: &mut Model, count: &CashCounted) -> Vec<Effect> {
    let cash = Cash { sum: count.counted, notes: count.notes.clone() };
    note_counted(model, cash);
    let is_even = count.counted == count.expected && count.cards.iter().all(|card| card.counted == card.expected);
    let Screen::CloseShift(closing) = &mut model.screen else { return till::keep(model) };
    closing.is_sent = false;
    let mut effects = vec![];
    if is_even {
        effects = ask_money(model);
    } else {
        closing.step = Step::Why(Why::new(count));
        effects.push(Effect::Explain);
    }
    effects.extend(till::keep(model));
    effects
}

/// The seal of an absent cashier's shift is open: what differs is booked, and a second person signs for the rest.
pub fn resumed(model: &mut Model, resumed: &ShiftResumed) -> Vec<Effect> {
    note_counted(model, Cash { sum: resumed.counted, notes: resumed.notes.clone() });
    let Screen::CloseShift(closing) = &mut model.screen else { return till::keep(model) };
    (closing.is_sent, closing.absent) = (false, None);
    closing.step = Step::Second(SignIn::default());
    till::keep(model)
}

/// Cash left the drawer: its paper is printed, and the close goes on.
pub fn moved(model: &mut Model, done: &Done) -> Vec<Effect> {
    if let Some(closing) = &mut model.custody.parked.close {
        closing.recorded(done.id, &done.event);
    }
    let mut effects = vec![Effect::PrintQueued { first: Some(done.seq) }];
    effects.extend(till::keep(model));
    let left = remaining(model);
    let is_change = left.sum <= model.rules.float;
    let Screen::CloseShift(closing) = &mut model.screen else { return effects };
    closing.is_sent = false;
    match (&closing.step, closing.next) {
        (Step::Doubtful(_), _) => doubtful::set_apart(model, &done.event),
        (Step::Uncounted, Some(next)) => effects.extend(send(model, next, None)),
        // What is left is no more than the change money: there is nothing to ask.
        (Step::Move(_), Some(next)) if is_change => effects.extend(send(model, next, None)),
        (Step::Move(_), _) => {
            closing.step = Step::Money(0);
            closing.counting.set_cash(&left.into());
        }
        _ => {}
    }
    effects
}

/// The shift is closed: its Z-report is printed, and stays until it was read.
pub fn closed(model: &mut Model, done: &Done, closed: &ShiftClosed) -> Vec<Effect> {
    model.till.paid = None;
    let moves = model.custody.parked.close.take().map(|closing| closing.moves).unwrap_or_default();
    let report = Report { closed: closed.clone(), seq: done.seq, moves };
    model.screen = Screen::CloseShift(CloseShift { step: Step::Report(Box::new(report)), ..CloseShift::default() });
    let mut effects = till::keep(model);
    effects.push(Effect::PrintQueued { first: Some(done.seq) });
    effects
}

/// The desk refused it: nothing was recorded.
pub fn refused(model: &mut Model) -> Vec<Effect> {
    let Screen::CloseShift(closing) = &mut model.screen else { return vec![] };
    closing.is_sent = false;
    if let Step::Second(second) = &mut closing.step {
        second.refused();
    }
    if let Some(closing) = &mut model.custody.parked.close {
        closing.forget_begun();
    }
    till::keep(model)
}

/// Goes on to where the money goes; for an absent cashier's shift to the second person, since only its cashier moves
/// cash out of it. An empty drawer has nothing to ask about.
pub fn ask_money(model: &mut Model) -> Vec<Effect> {
    let (is_own, left) = (model.shift_is_own(), remaining(model).sum);
    let lit = close_money::likeliest(model);
    let Screen::CloseShift(closing) = &mut model.screen else { return vec![] };
    match closing.next {
        _ if !is_own => closing.step = Step::Second(SignIn::default()),
        Some(next) if left.is_zero() => return send(model, next, None),
        _ => closing.step = Step::Money(lit),
    }
    vec![]
}

/// What the count has left of itself.
pub fn remaining(model: &Model) -> Cash {
    let left = begun(model).and_then(Closing::remaining);
    left.unwrap_or(Cash { sum: Money::ZERO, notes: None })
}

/// Asks the desk to end the shift with what is left of the count.
pub fn send(model: &mut Model, (at, id): (Timestamp, EntryId), second: Option<SecondPerson>) -> Vec<Effect> {
    let counted: Counted = remaining(model).into();
    let reason = begun(model).map(|closing| closing.reason.clone()).unwrap_or_default();
    let Screen::CloseShift(closing) = &mut model.screen else { return vec![] };
    closing.is_sent = true;
    let action = Deed::CloseShift { counted, cards: slips(closing), reason };
    vec![Effect::Execute { command: model.command(id, at, action), approver: None, witness: second }]
}

/// Keeps what is typed of the count for a crash.
pub fn park(model: &mut Model) -> Vec<Effect> {
    if let (Screen::CloseShift(closing), Some(parked)) = (&model.screen, &mut model.custody.parked.close) {
        parked.count = closing.counting.parked();
    }
    till::keep(model)
}

/// Says what is wrong.
pub fn complain(model: &mut Model, fault: Message) -> Vec<Effect> {
    model.notice = Some(Notice::fault(fault));
    vec![]
}

/// Leaves the close; it is there again when its person comes back to it.
fn leave(model: &mut Model) -> Vec<Effect> {
    let effects = park(model);
    if model.shift_is_own() {
        till::show(model);
    } else {
        open_shift::open(model);
    }
    effects
}

fn begin(model: &mut Model, number: u32, absent: Option<u32>) -> Vec<Effect> {
    let Some(by) = model.person.as_ref().map(|person| person.user.clone()) else { return vec![] };
    let parked = model.custody.parked.close.take().filter(|parked| (parked.shift, &parked.by) == (number, &by));
    let parked = parked.unwrap_or_else(|| Closing::new(number, by));
    let tenders: Vec<TenderKind> = expected_slips(model, number).into_iter().map(|(kind, ..)| kind).collect();
    let mut counting = Counting::new(&model.rules.cash.denominations, &tenders).with(&parked.count);
    let is_fresh = model.shift.as_ref().is_some_and(|shift| parked.is_fresh(shift));
    if let Some(left) = parked.remaining().filter(|_| is_fresh && !parked.moves.is_empty()) {
        counting.set_cash(&left.into());
    }
    let mut closing = CloseShift { counting, absent, ..CloseShift::default() };
    if model.rules.is_shared() {
        let is_ready = absent.is_none() && !model.shift_is_own();
        closing.step = if is_ready { Step::Second(SignIn::default()) } else { Step::Uncounted };
    }
    let count = model.shift.as_ref().and_then(|shift| shift.open.as_ref()?.count.clone()).filter(|_| is_fresh);
    model.custody.parked.close = Some(parked);
    model.screen = Screen::CloseShift(closing);
    match count {
        // What moved since is past explaining: the count was accepted before it.
        Some(count) if begun(model).is_some_and(|closing| closing.moves.is_empty()) => counted(model, &count),
        Some(_) => ask_money(model),
        None => vec![],
    }
}

/// A count goes before what left after an earlier one.
fn note_counted(model: &mut Model, cash: Cash) {
    if let Some(closing) = &mut model.custody.parked.close {
        closing.counted = Some(cash);
        closing.moves.clear();
        closing.reason.clear();
    }
}

fn end_count(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let Screen::CloseShift(closing) = &mut model.screen else { return vec![] };
    let read = closing.counting.counted().and_then(|cash| closing.counting.slips().map(|slips| (cash, slips)));
    match read {
        Ok((counted, cards)) => end_count_with(model, stamp, counted, cards),
        Err(fault) => complain(model, fault),
    }
}

fn end_count_with(model: &mut Model, stamp: Stamp, counted: Counted, cards: Vec<CardInput>) -> Vec<Effect> {
    let blind = is_blind(model);
    let mut effects = park(model);
    let Screen::CloseShift(closing) = &mut model.screen else { return vec![] };
    (closing.is_sent, closing.next) = (true, Some((stamp.at, stamp.spare)));
    let (action, approved_by) = match closing.absent {
        Some(number) => (Deed::ResumeShift { shift: Some(number), counted }, model.person.clone()),
        None => (Deed::CountCash { counted, cards, blind }, None),
    };
    let mut command = model.command(stamp.id, stamp.at, action);
    command.approved_by = approved_by;
    effects.push(Effect::Execute { command, approver: None, witness: None });
    effects
}

/// The shared drawer's part of the cash goes to the office's, to the kopeck; then the shift is closed. What is sealed
/// of an absent cashier's is opened first.
fn hand_in(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    if matches!(&model.screen, Screen::CloseShift(closing) if closing.absent.is_some()) {
        return end_count_with(model, stamp, Counted::default(), vec![]);
    }
    let cash = model.drawer();
    let reason = model.rules.cash.reasons.iter().find(|reason| reason.code.as_str() == OFFICE_CASH);
    let reason = reason.map(|reason| reason.code.clone()).filter(|_| cash.is_positive());
    let Screen::CloseShift(closing) = &mut model.screen else { return vec![] };
    let Some(reason) = reason else { return send(model, (stamp.at, stamp.id), None) };
    (closing.is_sent, closing.next) = (true, Some((stamp.at, stamp.spare)));
    let action = Deed::CashOut { reason, cash: cash.into(), serials: vec![], comment: String::new() };
    vec![Effect::Execute { command: model.command(stamp.id, stamp.at, action), approver: None, witness: None }]
}

/// The reason for which a shared drawer's cash goes to the office's, in `cash.toml`.
const OFFICE_CASH: &str = "office-cash";
