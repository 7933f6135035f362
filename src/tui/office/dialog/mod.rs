//! Fields over a page: what a deed needs to be told. What is typed is held to its form where it stands, and stays until
//! headquarters has done it.

mod draw;
mod purpose;
mod values;

use crossterm::event::KeyCode;

pub use draw::draw;
pub use purpose::{Bag, COUNTERFEIT, Filled, Purpose, YES};

use super::model::{Model, Overlay};
use super::msg::Effect;
use super::{orders, pages};
use crate::domain::{EntryId, Message, Name};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::Notice;
use crate::tui::widgets::form::Form;

/// Fields and what they are for.
#[derive(Clone, Debug)]
pub struct Dialog {
    /// Its title.
    pub title: &'static str,
    /// What is said above the fields.
    pub about: Vec<Message>,
    /// What the fields ask for.
    pub asks: Vec<Ask>,
    /// What is typed; of a choice its code.
    pub form: Form,
    /// The id of the order: the same however often it is given.
    pub id: EntryId,
    /// True while headquarters decides.
    pub is_sent: bool,
    /// True where nobody knows whether it was done: the same is asked again, or left.
    pub is_unsure: bool,
    /// What comes of it.
    pub purpose: Purpose,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The id of its label.
    pub label: &'static str,
    /// What is typed in it.
    pub typed: Typed,
}

/// What is typed in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A text.
    Text,
    /// A PIN.
    Secret,
    /// One of several codes, each with its words.
    Choice(Vec<(String, Label)>),
}

/// What a choice is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// By the text of an id.
    Word(&'static str),
    /// By its name in the catalogue.
    Name(Name),
    /// By its code.
    Code,
}

impl Dialog {
    /// One without fields, in whose name an order may be given.
    pub fn new(title: &'static str, about: Vec<Message>, id: EntryId, purpose: Purpose) -> Dialog {
        let (asks, form) = (vec![], Form::default());
        Dialog { title, about, asks, form, id, is_sent: false, is_unsure: false, purpose }
    }

    /// Adds a field for a text with something in it.
    pub fn text(mut self, label: &'static str, value: &str) -> Dialog {
        self.asks.push(Ask { label, typed: Typed::Text });
        self.form.add(value);
        self
    }

    /// Adds two fields for a new PIN.
    pub fn new_pin(mut self) -> Dialog {
        for label in ["screen-office-new-pin", "screen-office-pin-again"] {
            self.asks.push(Ask { label, typed: Typed::Secret });
            self.form.add("");
        }
        self
    }

    /// Adds a choice with a code chosen.
    pub fn chosen(mut self, label: &'static str, of: Vec<(String, Label)>, code: &str) -> Dialog {
        self = self.choice(label, of);
        self.form.set(self.asks.len() - 1, code);
        self
    }

    /// Adds a choice, the first of it chosen.
    pub fn choice(mut self, label: &'static str, of: Vec<(String, Label)>) -> Dialog {
        self.form.add(of.first().map_or("", |(code, _)| code));
        self.asks.push(Ask { label, typed: Typed::Choice(of) });
        self
    }

    /// Adds room for a field that is asked for where the others say so.
    pub fn spare(mut self) -> Dialog {
        self.form.add("");
        self
    }

    /// The focus in a field.
    pub fn at(mut self, field: usize) -> Dialog {
        self.form.focus(field);
        self
    }

    /// The focus in the first field that is empty.
    pub fn at_gap(mut self) -> Dialog {
        let gap = (0..self.asks.len()).find(|field| self.form.value(*field).is_empty());
        self.form.focus(gap.unwrap_or_default());
        self
    }

    /// True where a key changes what is typed.
    pub fn can_be_typed(&self) -> bool {
        !self.is_sent && !self.is_unsure
    }

    /// What Enter does now.
    pub fn hint(&self) -> &'static str {
        match () {
            () if self.is_unsure => "action-office-ask-again",
            () if self.form.at() + 1 < self.asks.len() => "action-next",
            () => self.purpose.hint(),
        }
    }

    /// What follows from a change: an exception that an entry corrected wants to know which.
    fn follow(&mut self) {
        self.purpose.follow(&mut self.form);
        if let Purpose::Resolve(_) = self.purpose {
            let is_corrected = self.form.value(0) == purpose::CORRECTED;
            let by = Ask { label: "screen-office-corrected-by", typed: Typed::Text };
            self.asks.retain(|ask| *ask != by);
            self.asks.extend(is_corrected.then_some(by));
        }
    }

    /// Changes the choice in focus by so many steps; false where a text is in focus.
    fn turn(&mut self, by: isize) -> bool {
        let at = self.form.at();
        let Some(Ask { typed: Typed::Choice(of), .. }) = self.asks.get(at) else { return false };
        let now = of.iter().position(|(code, _)| code == self.form.value(at)).unwrap_or_default();
        let count = isize::try_from(of.len()).unwrap_or(1).max(1);
        let next = (isize::try_from(now).unwrap_or_default() + by).rem_euclid(count);
        if let Some((code, _)) = usize::try_from(next).ok().and_then(|next| of.get(next)) {
            self.form.set(at, code);
        }
        true
    }
}

/// Shows a dialog.
pub fn open(model: &mut Model, dialog: Dialog) -> Vec<Effect> {
    model.overlay = Some(Overlay::Dialog(Box::new(dialog)));
    vec![]
}

fn shown(model: &mut Model) -> Option<&mut Dialog> {
    match &mut model.overlay {
        Some(Overlay::Dialog(dialog)) => Some(dialog),
        _ => None,
    }
}

/// Does what a key of the dialog means.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(dialog) = shown(model) else { return vec![] };
    match action {
        Action::LeaveDialog => {
            let is_unsure = dialog.is_unsure;
            model.overlay = None;
            model.notice = is_unsure.then(|| Notice::fault(("screen-office-left-unsure", vec![])));
        }
        Action::DialogField => {
            let count = dialog.asks.len();
            dialog.form.next(count);
        }
        Action::SendDialog if !dialog.is_unsure && dialog.form.at() + 1 < dialog.asks.len() => {
            let count = dialog.asks.len();
            dialog.form.next(count);
        }
        Action::SendDialog => return send(model),
        _ => {}
    }
    vec![]
}

fn send(model: &mut Model) -> Vec<Effect> {
    let (today, lang) = (model.today(), model.lang);
    let Some(dialog) = shown(model) else { return vec![] };
    let filled = dialog.purpose.filled(&dialog.form, today, lang);
    match filled {
        Err((field, fault)) => {
            dialog.form.focus(field);
            model.notice = Some(Notice::fault(fault));
            vec![]
        }
        Ok(Filled::Open(view)) => {
            model.overlay = None;
            pages::open(model, view);
            vec![]
        }
        Ok(Filled::Order(deed, said)) => {
            dialog.is_sent = true;
            let id = dialog.id;
            orders::give(model, id, deed, said)
        }
        Ok(Filled::Export { wanted, path }) => {
            dialog.is_sent = true;
            vec![Effect::Export { wanted, path }]
        }
    }
}

/// Types into the field in focus; the arrows to the sides and the space bar change a choice.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(dialog) = shown(model).filter(|dialog| dialog.can_be_typed()) else { return vec![] };
    let is_turned = match key.code {
        KeyCode::Left => dialog.turn(-1),
        KeyCode::Right | KeyCode::Char(' ') => dialog.turn(1),
        KeyCode::Down | KeyCode::Up | KeyCode::BackTab => false,
        _ => matches!(dialog.asks.get(dialog.form.at()), Some(Ask { typed: Typed::Choice(_), .. })),
    };
    if !is_turned {
        let count = dialog.asks.len();
        dialog.form.edit(key, count);
    }
    dialog.follow();
    vec![]
}

/// Takes the dialog off whose order was carried out.
pub fn close(model: &mut Model, id: EntryId) {
    if shown(model).is_some_and(|dialog| dialog.id == id) {
        model.overlay = None;
    }
}

/// The order was not carried out, as far as anybody knows; what is typed stays.
pub fn refused(model: &mut Model, id: EntryId, is_unsure: bool) {
    if let Some(dialog) = shown(model).filter(|dialog| dialog.id == id) {
        (dialog.is_sent, dialog.is_unsure) = (false, is_unsure);
    }
}

/// Takes the dialog off whose file was written.
pub fn close_export(model: &mut Model) {
    if shown(model).is_some_and(|dialog| matches!(dialog.purpose, Purpose::Export(_))) {
        model.overlay = None;
    }
}

/// The file was not written; what is typed stays.
pub fn export_refused(model: &mut Model) {
    if let Some(dialog) = shown(model) {
        dialog.is_sent = false;
    }
}
