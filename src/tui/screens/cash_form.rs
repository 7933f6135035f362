//! What is filled in when cash moves: how much, for what, from whom or to whom.

use super::cash::{self, Cash};
use super::count;
use super::question::{Answer, Question};
use super::request::{self, Request};
use crate::domain::event::GivenBag;
use crate::domain::message::text;
use crate::domain::{
    AccountCode, Action as Deed, Counted, DeskId, EntryId, Message, Place, ReasonCode, Seal, SealError, TransitCode,
    UserName, Word,
};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Effect, Stamp};
use crate::tui::widgets::count::Counting;
use crate::tui::widgets::form::Form;
use crate::tui::widgets::picker::Picker;
use crate::tui::widgets::words;

/// A form of the cash screen.
#[derive(Clone, Debug)]
pub struct CashForm {
    /// The command's id to be.
    pub id: EntryId,
    /// What it is for.
    pub kind: Kind,
    /// Its fields in their order.
    pub fields: Vec<Field>,
    /// What is typed in them.
    pub form: Form,
    /// The denominations of the sum, while they are counted.
    pub counting: Option<Counting>,
    /// The bags to give, and whether they are still being picked.
    bags: Option<(Picker, bool)>,
}

/// How cash moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Into the drawer, for a reason.
    In(ReasonCode),
    /// Out of it, for a reason.
    Out(ReasonCode),
    /// To another desk; the one that got cash last is proposed.
    HandOver(Option<DeskId>),
    /// From another desk.
    Accept(TransitCode),
    /// Into a bag for a bank account.
    Drop(AccountCode),
    /// In bags to the bank's collector.
    Give(Vec<GivenBag>),
}

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The receiver's desk.
    To,
    /// The number on the bag's seal.
    Seal,
    /// How much: a sum, or by denominations.
    Sum,
    /// The serial numbers of notes.
    Serials,
    /// Anything else to be said.
    Comment,
    /// Who receives cash on this screen.
    Receiver,
    /// Their PIN.
    Pin,
    /// The collector's name and document.
    Collector,
}

impl Field {
    /// The id of its words.
    pub fn text(self) -> &'static str {
        match self {
            Field::To => "screen-field-to",
            Field::Seal => "screen-field-seal",
            Field::Sum => "screen-field-sum",
            Field::Serials => "screen-field-serials",
            Field::Comment => "screen-field-comment",
            Field::Receiver => "screen-field-receiver",
            Field::Pin => "screen-field-pin",
            Field::Collector => "screen-field-collector",
        }
    }
}

impl CashForm {
    /// A form of which nothing is typed.
    pub fn new(id: EntryId, kind: Kind, with_serials: bool) -> CashForm {
        let fields = match &kind {
            Kind::In(_) => vec![Field::Sum, Field::Comment],
            Kind::Out(_) if with_serials => vec![Field::Sum, Field::Serials, Field::Comment],
            Kind::Out(_) => vec![Field::Sum, Field::Comment],
            Kind::HandOver(_) => vec![Field::To, Field::Sum, Field::Receiver, Field::Pin],
            Kind::Accept(_) => vec![Field::Sum],
            Kind::Drop(_) => vec![Field::Seal, Field::Sum],
            Kind::Give(_) => vec![Field::Collector],
        };
        let bags = match &kind {
            Kind::Give(bags) => Some((Picker::new(bags.iter().map(|_| true)), true)),
            _ => None,
        };
        let form = Form::new(&vec![""; fields.len()]);
        CashForm { id, kind, fields, form, counting: None, bags }
    }

    /// What is typed in a field.
    pub fn value(&self, field: Field) -> &str {
        self.fields.iter().position(|other| *other == field).map_or("", |at| self.form.value(at))
    }

    /// The bags, while they are picked.
    pub fn picker(&self) -> Option<&Picker> {
        self.bags.as_ref().map(|(picker, _)| picker)
    }

    /// True while bags are picked.
    pub fn picks(&self) -> bool {
        self.bags.as_ref().is_some_and(|(_, picks)| *picks)
    }

    /// True where the next key goes into the sum.
    pub fn is_at_sum(&self) -> bool {
        self.counting.is_none() && self.fields.get(self.form.at()) == Some(&Field::Sum)
    }

    /// True if something would be lost with it.
    fn is_begun(&self) -> bool {
        (0..self.fields.len()).any(|at| !self.form.value(at).is_empty())
    }

    /// True if Enter sends it: in its last field, or where nobody is named who receives the cash here.
    pub fn is_at_the_end(&self) -> bool {
        let is_nobody =
            self.fields.get(self.form.at()) == Some(&Field::Receiver) && self.value(Field::Receiver).is_empty();
        is_nobody || self.form.at() + 1 == self.fields.len()
    }

    /// Types into the field in focus, or picks a bag by its number.
    pub fn edit(&mut self, key: Key, is_fast: bool) {
        if let Some(counting) = &mut self.counting {
            return counting.edit(key);
        }
        match &mut self.bags {
            Some((picker, true)) if !is_fast => picker.edit(key),
            Some((_, true)) => {}
            _ => self.form.edit(key, self.fields.len()),
        }
    }

    /// Puts what was scanned or pasted into the field in focus.
    pub fn paste(&mut self, text: &str) {
        if !self.picks() && self.counting.is_none() {
            text.chars().filter(|c| !c.is_control()).for_each(|c| self.edit(Key::char(c), false));
        }
    }

    /// A PIN that was wrong is typed anew.
    pub fn clear_pin(&mut self) {
        if let Some(at) = self.fields.iter().position(|field| *field == Field::Pin) {
            self.form.clear(at);
            self.form.focus(at);
        }
    }

    /// The bags that are picked.
    pub fn picked(&self) -> Vec<&GivenBag> {
        match (&self.kind, &self.bags) {
            (Kind::Give(bags), Some((picker, _))) => picker.picked().filter_map(|at| bags.get(at)).collect(),
            _ => vec![],
        }
    }
}

/// Opens a form.
pub fn open(model: &mut Model, kind: Kind, stamp: Stamp) {
    let with_serials = match &kind {
        Kind::Out(code) => model.rules.cash.reasons.iter().any(|reason| reason.code == *code && reason.serials),
        _ => false,
    };
    if let Screen::Cash(cash) = &mut model.screen {
        cash.form = Some(CashForm::new(stamp.id, kind, with_serials));
    }
}

/// Opens the form of the bags that wait.
pub fn open_bags(model: &mut Model, stamp: Stamp) {
    let Screen::Cash(cash) = &model.screen else { return };
    let bags = cash.holders.iter().filter_map(|holder| match &holder.place {
        Place::Bag { seal, account } => {
            Some(GivenBag { seal: seal.clone(), amount: holder.amount, account: account.clone() })
        }
        _ => None,
    });
    let kind = Kind::Give(bags.collect());
    open(model, kind, stamp);
}

/// Does what a key of the form means.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Screen::Cash(cash) = &mut model.screen else { return vec![] };
    let Some(form) = &mut cash.form else { return vec![] };
    if form.counting.is_some() {
        count_on(model, action);
        return vec![];
    }
    let (count, is_at_the_end, is_begun) = (form.fields.len(), form.is_at_the_end(), form.is_begun());
    match (action, &mut form.bags) {
        (Action::NextRow, Some((picker, _))) => picker.light(1),
        (Action::PreviousRow, Some((picker, _))) => picker.light(-1),
        (Action::PickRow, Some((picker, _))) => picker.turn(picker.lit()),
        (Action::TakePicked, Some((picker, picks))) if picker.picked().next().is_some() => *picks = false,
        (Action::TakePicked, _) => model.notice = Some(Notice::fault(("screen-bags-none", vec![]))),
        // From the collector's name back to the bags.
        (Action::LeaveForm, Some((_, picks))) => *picks = true,
        (Action::LeaveForm, None) if is_begun => ask_leave(model),
        (Action::LeaveForm | Action::LeavePick, _) => cash.form = None,
        (Action::CountCash, _) => begin_count(model),
        (Action::FormField, _) => form.form.next(count),
        (Action::SendForm, _) if !is_at_the_end => go_on(model),
        (Action::SendForm, _) => return send(model, stamp),
        _ => {}
    }
    vec![]
}

/// Counts the sum by denominations; those that are typed already are there.
fn begin_count(model: &mut Model) {
    let denominations = &model.rules.cash.denominations;
    let Screen::Cash(Cash { form: Some(form), .. }) = &mut model.screen else { return };
    let typed = words::typed_cash(form.value(Field::Sum), denominations).ok().filter(|cash| cash.notes.is_some());
    let counting = typed.map(|cash| Counting::of(denominations, &cash));
    form.counting = Some(counting.unwrap_or_else(|| Counting::new(denominations, &[])));
}

/// Does what a key of the count means. However it is left, the form has what was counted.
fn count_on(model: &mut Model, action: Action) {
    let Screen::Cash(Cash { form: Some(CashForm { form, fields, counting, .. }), .. }) = &mut model.screen else {
        return;
    };
    let Some(count) = counting else { return };
    let has_ended = match count::act(count, action) {
        // That there is nothing to count is said by the field.
        Err(("custody-count-nothing", _)) => Ok(true),
        ended => ended,
    };
    match has_ended {
        Ok(false) if action != Action::LeaveCount => {}
        Ok(has_ended) => match count.counted() {
            Ok(cash) => {
                let typed = cash.notes.filter(|notes| !notes.is_empty()).map(|notes| notes.to_string());
                let at = fields.iter().position(|field| *field == Field::Sum).unwrap_or_default();
                // A count of nothing leaves a sum that was typed.
                if let Some(typed) = typed {
                    form.set(at, &typed);
                }
                *counting = None;
                if has_ended && at + 1 < fields.len() {
                    go_on(model);
                }
            }
            Err(fault) => model.notice = Some(Notice::fault(fault)),
        },
        Err(fault) => model.notice = Some(Notice::fault(fault)),
    }
}

/// Goes to the next field; from a sum that is none it doesn't.
fn go_on(model: &mut Model) {
    let Screen::Cash(Cash { form: Some(form), .. }) = &model.screen else { return };
    let is_sum = form.is_at_sum();
    let typed = form.value(Field::Sum);
    let may_be_empty = matches!(form.kind, Kind::Accept(_));
    let fault = match is_sum && !(typed.is_empty() && may_be_empty) {
        true => cash::typed(model, typed).err(),
        false => None,
    };
    match (fault, &mut model.screen) {
        (Some(fault), _) => model.notice = Some(Notice::fault(fault)),
        (None, Screen::Cash(Cash { form: Some(form), .. })) => form.form.next(form.fields.len()),
        (None, _) => {}
    }
}

/// Asks before what is typed is dropped.
fn ask_leave(model: &mut Model) {
    let choices =
        vec![(("screen-form-go-on", vec![]), Answer::Nothing), (("screen-form-leave", vec![]), Answer::LeaveCashForm)];
    model.overlay = Some(Overlay::Question(Question::new(("screen-form-leave-asked", vec![]), choices)));
}

/// Leaves the form with what is typed in it.
pub fn leave(model: &mut Model) -> Vec<Effect> {
    if let Screen::Cash(cash) = &mut model.screen {
        cash.form = None;
    }
    vec![]
}

fn send(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    match request(model) {
        Ok((request, None)) => request::begin(model, request, stamp),
        Ok((request, Some(asked))) => {
            let choices = vec![
                (("screen-count-again", vec![]), Answer::Nothing),
                (("screen-accept-less", vec![]), Answer::Send(Box::new(request))),
            ];
            model.overlay = Some(Overlay::Question(Question::new(asked, choices)));
            vec![]
        }
        Err((field, fault)) => {
            if let Screen::Cash(Cash { form: Some(form), .. }) = &mut model.screen
                && let Some(at) = form.fields.iter().position(|other| *other == field)
            {
                form.form.focus(at);
            }
            model.notice = Some(Notice::fault(fault));
            vec![]
        }
    }
}

/// What is wrong with a field.
type Fault = (Field, Message);

/// The command of the form, and what is to be asked before it is sent.
fn request(model: &Model) -> Result<(Request, Option<Message>), Fault> {
    let Screen::Cash(Cash { form: Some(form), .. }) = &model.screen else {
        return Err((Field::Sum, ("screen-sum-empty", vec![])));
    };
    let cash = || cash::typed(model, form.value(Field::Sum)).map_err(|fault| (Field::Sum, fault));
    let comment = form.value(Field::Comment).to_owned();
    let mut asked = None;
    let mut witness = None;
    let action = match &form.kind {
        Kind::In(reason) => Deed::CashIn { reason: reason.clone(), cash: cash()?, comment },
        Kind::Out(reason) => {
            let serials = form.value(Field::Serials).split([',', ';']).map(|serial| serial.trim().to_owned());
            let serials = serials.filter(|serial| !serial.is_empty()).collect();
            Deed::CashOut { reason: reason.clone(), cash: cash()?, serials, comment }
        }
        Kind::HandOver(last) => {
            let to = receiver_desk(model, form.value(Field::To), last.as_ref()).map_err(|fault| (Field::To, fault))?;
            witness = receiver(model, form)?;
            Deed::HandOver { to, cash: cash()? }
        }
        Kind::Accept(code) => {
            let cash = match form.value(Field::Sum) {
                "" => Counted::from(code.amount),
                _ => cash()?,
            };
            asked = about_less(code, &cash);
            Deed::AcceptCash { code: code.clone(), cash }
        }
        Kind::Drop(account) => {
            let seal: Seal =
                form.value(Field::Seal).parse().map_err(|error: SealError| (Field::Seal, error.message()))?;
            Deed::DropCash { seal, account: account.clone(), cash: cash()? }
        }
        Kind::Give(_) => {
            let seals = form.picked().into_iter().map(|bag| bag.seal.clone()).collect();
            Deed::GiveBags { seals, collector: form.value(Field::Collector).to_owned() }
        }
    };
    let title = super::cash_view::title(model, &form.kind);
    let mut request = Request::new(title.clone(), title, form.id, action);
    request.witness = witness;
    Ok((request, asked))
}

fn receiver_desk(model: &Model, typed: &str, last: Option<&DeskId>) -> Result<DeskId, Message> {
    match (typed, last, &model.desk) {
        ("", Some(last), _) => Ok(last.clone()),
        (typed, _, Some(here)) => cash::read_desk(typed, here),
        (_, _, None) => Err(("error-id-desk", vec![])),
    }
}

/// Who receives the cash on this screen, with their PIN; nobody need to.
fn receiver(model: &Model, form: &CashForm) -> Result<Option<(UserName, String)>, Fault> {
    let typed = form.value(Field::Receiver);
    if typed.is_empty() {
        return Ok(None);
    }
    let user = words::typed_user(typed).map_err(|fault| (Field::Receiver, fault))?;
    match &model.person {
        Some(person) if person.user == user => Err((Field::Receiver, ("screen-receiver-self", vec![]))),
        _ => Ok(Some((user, form.value(Field::Pin).to_owned()))),
    }
}

/// Less than was given: what is missing stays the giver's difference, and so it is asked whether the count is right.
fn about_less(code: &TransitCode, cash: &Counted) -> Option<Message> {
    let rest = code.amount.saturating_minus(cash.sum);
    let words = vec![
        ("counted", Word::Money(cash.sum)),
        ("given", Word::Money(code.amount)),
        ("rest", Word::Money(rest)),
        ("from", text(&code.from)),
    ];
    (rest.is_positive() && cash.sum.is_positive()).then_some(("screen-accept-less-asked", words))
}
