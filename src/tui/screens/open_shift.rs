//! Opening a shift, or coming back to one that was paused: what the last close left, the cash to count, and what
//! differs. Where another's shift stands open, it is named.

use tui_input::Input;

use super::sign_in::SignIn;
use super::{close_shift, count, sign_in, telephone, till};
use crate::domain::message::text;
use crate::domain::{Action as Deed, Count, Counted, Message, Money, Word};
use crate::tui::actions::Action;
use crate::tui::custody::Opening;
use crate::tui::key::Key;
use crate::tui::layers::Layer;
use crate::tui::model::{Model, Notice, Screen};
use crate::tui::msg::{Effect, SecondPerson, Stamp};
use crate::tui::widgets::count::Counting;
use crate::tui::widgets::{field, words};

pub use super::open_shift_view::draw;

/// The opening of a shift, or the return to one.
#[derive(Clone, Debug, Default)]
pub struct OpenShift {
    /// How far it is.
    pub step: Step,
    /// The count of the drawer.
    pub counting: Counting,
    /// The paused shift that it is a return to.
    pub resumes: Option<u32>,
    /// What the desk is asked for.
    pub asked: Option<Asked>,
    /// True while the desk records it.
    pub is_sent: bool,
}

/// How far an opening is.
#[derive(Clone, Debug)]
pub enum Step {
    /// What is there is shown, and the ways to go on: the one that is lit.
    Look(usize),
    /// The cash is counted.
    Count,
    /// The count is not what was left: the part of it that was brought now is typed.
    Differs(Counted, Input),
    /// The clock is odd: a supervisor must approve.
    Supervisor(SignIn),
}

impl Default for Step {
    fn default() -> Step {
        Step::Look(0)
    }
}

/// What a shift is opened with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The cash counted.
    pub counted: Counted,
    /// The part of it that was brought now, where that is said.
    pub issued: Option<Money>,
}

/// A way to go on from what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// What the last close left is there.
    AsLeft,
    /// The drawer is shared with other money: there is nothing to count.
    Uncounted,
    /// Count the cash.
    Count,
    /// End the paused shift of a cashier who is absent.
    CloseAbsent(u32),
}

impl OpenShift {
    /// The desk refused it: for an odd clock a supervisor may approve.
    pub fn refused(&mut self, fault: &Message) {
        self.is_sent = false;
        match &mut self.step {
            Step::Supervisor(supervisor) => supervisor.refused(),
            step if matches!(fault.0, "refusal-clock-ahead" | "refusal-clock-back") => {
                *step = Step::Supervisor(SignIn::default());
            }
            _ => {}
        }
    }
}

impl OpenShift {
    /// Where its keys mean something.
    pub fn layer(&self, model: &Model) -> Layer {
        if matches!(self.step, Step::Count) && !model.shift_is_open() { Layer::Count } else { Layer::OpenShift }
    }

    /// What Enter does where it is no count: it goes on to one, or opens the shift.
    pub fn hint_of_enter(&self, model: &Model) -> &'static str {
        let way = match self.step {
            Step::Look(lit) => ways(model, self.resumes).get(lit).copied(),
            _ => None,
        };
        match way {
            Some(Way::Count | Way::CloseAbsent(_)) => "action-next",
            _ => self.hint(),
        }
    }

    /// What the end of its count is called.
    pub fn hint(&self) -> &'static str {
        if self.resumes.is_some() { "action-resume" } else { "action-open-shift" }
    }
}

/// Does what a key of the opening means, of its count, or of the supervisor's name and PIN over it.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Screen::OpenShift(opening) = &mut model.screen else { return vec![] };
    match (action, &mut opening.step) {
        _ if opening.is_sent => {}
        (Action::OpenShift, Step::Look(lit)) => {
            let lit = *lit;
            return go(model, lit, stamp);
        }
        (Action::OpenShift, Step::Differs(..)) => return open_with_issued(model, stamp),
        (Action::PreviousWay, Step::Look(lit)) => *lit = lit.saturating_sub(1),
        (Action::NextWay, Step::Look(lit)) => *lit += 1,
        (Action::CloseAnothers, _) => return close_shift::open(model),
        (Action::LeaveOpening, Step::Differs(..)) => opening.step = Step::Count,
        (Action::TelephoneOpening, Step::Supervisor(_)) => return telephone::begin_opening(model, stamp),
        (Action::LeaveApproval, Step::Supervisor(_)) => opening.step = Step::Look(0),
        (Action::LeaveOpening, _) => sign_in::leave(model),
        (Action::LeaveCount, _) => return leave_count(model),
        (Action::OtherField, Step::Supervisor(supervisor)) => supervisor.in_pin = !supervisor.in_pin,
        (Action::SignIn, Step::Supervisor(supervisor)) => match supervisor.end() {
            Ok(Some((user, pin))) => return send(model, stamp, Some((user, pin, stamp.spare))),
            Ok(None) => {}
            Err(fault) => model.notice = Some(Notice::fault(fault)),
        },
        (_, Step::Count) => match count::act(&mut opening.counting, action) {
            Ok(true) => return end_count(model, stamp),
            Ok(false) => return park(model),
            Err(fault) => model.notice = Some(Notice::fault(fault)),
        },
        _ => {}
    }
    clamp(model);
    vec![]
}

/// Types into the count, the sum that was brought, or the supervisor's name and PIN.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    let is_free = !model.shift_is_open();
    if let Screen::OpenShift(opening) = &mut model.screen
        && is_free
        && !opening.is_sent
    {
        match &mut opening.step {
            Step::Look(_) => {}
            Step::Count => opening.counting.edit(key),
            Step::Differs(_, issued) => drop(field::edit(issued, key)),
            Step::Supervisor(supervisor) => supervisor.edit(key),
        }
    }
    vec![]
}

/// Shows the opening, the return to the person's paused shift, or whose shift stands open.
pub fn open(model: &mut Model) {
    let resumes = model.own_paused().map(|paused| paused.shift.number);
    let mut opening = OpenShift { resumes, counting: counting(model), ..OpenShift::default() };
    let parked = model.custody.parked.opening.as_ref();
    let parked = parked.filter(|parked| model.person.as_ref().is_some_and(|person| person.user == parked.by));
    if let Some(parked) = parked {
        (opening.counting, opening.step) = (opening.counting.with(&parked.count), Step::Count);
    } else if ways(model, resumes) == [Way::Count] {
        opening.step = Step::Count;
    }
    model.screen = Screen::OpenShift(opening);
}

/// The shift is open, or open again: the till is ready.
pub fn opened(model: &mut Model, id: &'static str) -> Vec<Effect> {
    if let Some(shift) = &model.shift {
        let number = shift.open.as_ref().map_or(shift.number, |open| open.number);
        let words = vec![("shift", text(number)), ("drawer", Word::Money(shift.drawer))];
        model.notice = Some(Notice::good((id, words)));
    }
    model.custody.parked.opening = None;
    till::show(model);
    till::keep(model)
}

/// The ways to go on, the likeliest first; none while another's shift is open.
pub fn ways(model: &Model, resumes: Option<u32>) -> Vec<Way> {
    if model.shift_is_open() {
        return vec![];
    }
    let mut ways = match resumes {
        _ if model.rules.is_shared() => vec![Way::Uncounted],
        None if as_left(model).is_some() => vec![Way::AsLeft, Way::Count],
        _ => vec![Way::Count],
    };
    if model.is_supervisor() {
        ways.extend(model.others_paused().map(|paused| Way::CloseAbsent(paused.shift.number)));
    }
    ways
}

/// What should be in the drawer: what the last close left, and what was sealed for the time of the pause.
pub fn expected(model: &Model, resumes: Option<u32>) -> Money {
    let sealed = resumes.and_then(|number| model.paused(number)).map(|paused| paused.sealed);
    sealed.unwrap_or_default().saturating_plus(model.drawer())
}

/// The denominations that the last close left, where they were counted and nothing came to them since.
pub fn notes_left(model: &Model) -> Option<&Count> {
    model.custody.last.left.as_ref().filter(|left| left.total() == model.drawer())
}

/// What the last close left, where one key may accept it: not where the count is blind, nor where denominations are
/// wanted and not known.
fn as_left(model: &Model) -> Option<Counted> {
    let carried = model.drawer();
    if model.rules.blind || !carried.is_positive() {
        return None;
    }
    match notes_left(model) {
        Some(notes) => Some(notes.clone().into()),
        None => model.rules.policy.sums.then(|| carried.into()),
    }
}

fn counting(model: &Model) -> Counting {
    Counting::new(&model.rules.cash.denominations, &[])
}

fn go(model: &mut Model, lit: usize, stamp: Stamp) -> Vec<Effect> {
    let Screen::OpenShift(opening) = &model.screen else { return vec![] };
    let way = ways(model, opening.resumes).get(lit).copied();
    let counted = match way {
        Some(Way::AsLeft) => as_left(model),
        Some(Way::Uncounted) => Some(Counted::default()),
        Some(Way::CloseAbsent(number)) => return close_shift::open_absent(model, number),
        Some(Way::Count) | None => None,
    };
    let Screen::OpenShift(opening) = &mut model.screen else { return vec![] };
    match counted {
        Some(counted) => {
            opening.asked = Some(Asked { counted, issued: None });
            send(model, stamp, None)
        }
        None => {
            opening.step = Step::Count;
            vec![]
        }
    }
}

/// The count has ended: it opens the shift, or what differs is shown once.
fn end_count(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let Screen::OpenShift(opening) = &mut model.screen else { return vec![] };
    let counted = match opening.counting.counted() {
        Ok(counted) => counted,
        Err(fault) => {
            model.notice = Some(Notice::fault(fault));
            return vec![];
        }
    };
    let resumes = opening.resumes;
    let expected = expected(model, resumes);
    let Screen::OpenShift(opening) = &mut model.screen else { return vec![] };
    // Where nothing was left, all that is there was brought now.
    let differs = counted.sum != expected && (resumes.is_some() || !expected.is_zero());
    if differs {
        opening.step = Step::Differs(counted, Input::default());
        return park(model);
    }
    opening.asked = Some(Asked { counted, issued: None });
    send(model, stamp, None)
}

fn open_with_issued(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let Screen::OpenShift(OpenShift { step: Step::Differs(counted, issued), asked, .. }) = &mut model.screen else {
        return vec![];
    };
    let typed = issued.value().trim();
    match if typed.is_empty() { Ok(None) } else { words::typed_sum(typed).map(Some) } {
        Ok(issued) => {
            *asked = Some(Asked { counted: counted.clone(), issued });
            send(model, stamp, None)
        }
        Err(fault) => {
            model.notice = Some(Notice::fault(fault));
            vec![]
        }
    }
}

fn send(model: &mut Model, stamp: Stamp, approver: Option<SecondPerson>) -> Vec<Effect> {
    let Some(action) = action(model) else { return vec![] };
    let Screen::OpenShift(opening) = &mut model.screen else { return vec![] };
    opening.is_sent = true;
    vec![Effect::Execute { command: model.command(stamp.id, stamp.at, action), approver, witness: None }]
}

/// What the desk is asked for, once it is known.
pub fn action(model: &Model) -> Option<Deed> {
    let Screen::OpenShift(OpenShift { asked, resumes, .. }) = &model.screen else { return None };
    let Asked { counted, issued } = asked.clone()?;
    Some(match resumes {
        Some(number) => Deed::ResumeShift { shift: Some(*number), counted },
        None => Deed::OpenShift { counted, issued },
    })
}

/// Leaves the count; it is there again when the person comes back to it.
fn leave_count(model: &mut Model) -> Vec<Effect> {
    let effects = park(model);
    let Screen::OpenShift(opening) = &mut model.screen else { return vec![] };
    opening.step = Step::Look(0);
    if ways(model, opening_resumes(model)) == [Way::Count] {
        sign_in::leave(model);
    }
    effects
}

fn opening_resumes(model: &Model) -> Option<u32> {
    match &model.screen {
        Screen::OpenShift(opening) => opening.resumes,
        _ => None,
    }
}

/// Keeps what is typed of the count for a crash.
fn park(model: &mut Model) -> Vec<Effect> {
    if let (Screen::OpenShift(opening), Some(person)) = (&model.screen, &model.person) {
        let (by, count) = (person.user.clone(), opening.counting.parked());
        model.custody.parked.opening = Some(Opening { by, count });
    }
    till::keep(model)
}

/// The lit way is one that there is; where there is but the count, it is gone already.
fn clamp(model: &mut Model) {
    let ways = ways(model, opening_resumes(model));
    let Screen::OpenShift(OpenShift { step, .. }) = &mut model.screen else { return };
    match step {
        Step::Look(_) if ways == [Way::Count] => *step = Step::Count,
        Step::Look(lit) => *lit = (*lit).min(ways.len().saturating_sub(1)),
        _ => {}
    }
}
