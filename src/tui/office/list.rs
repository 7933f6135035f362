//! One of several, over a page: where to go, or whether to do it.

use chrono::NaiveDate;

use super::model::{Model, Overlay};
use super::msg::Effect;
use super::orders::{self, ResultRow, Results};
use super::{pages, subject};
use crate::domain::message::text;
use crate::domain::{EntryId, Message, OfficeCode, Word};
use crate::protocol::office::Deed;
use crate::tui::actions::{ACTIONS, Action};
use crate::tui::key::Key;
use crate::tui::msg::Stamp;

/// What there is to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its title.
    pub title: &'static str,
    /// What is said above it.
    pub asked: Option<Message>,
    /// The choices.
    pub rows: Vec<(Message, Choice)>,
    /// The one that is lit.
    pub lit: usize,
}

/// What a choice does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Jumps to a page.
    Go(Action),
    /// Signs the days of these offices, each under an id of its own that follows from this one.
    Sign(EntryId, Vec<(OfficeCode, NaiveDate)>),
    /// Nothing.
    Nothing,
}

impl List {
    /// What Enter does.
    pub fn hint(&self) -> &'static str {
        match self.rows.get(self.lit) {
            Some((_, Choice::Go(_))) => "action-office-open",
            _ => "action-answer",
        }
    }
}

/// Opens the list of pages.
pub fn places(model: &mut Model) -> Vec<Effect> {
    let words = |action| ACTIONS.iter().find(|row| row.action == action).map_or("action-office-go", |row| row.text);
    let rows = pages::PLACES.map(|action| ((words(action), vec![]), Choice::Go(action)));
    let list = List { title: "screen-office-go", asked: None, rows: rows.into(), lit: 0 };
    model.overlay = Some(Overlay::List(list));
    vec![]
}

/// Asks whether all clean offices are to be signed.
pub fn sign_clean(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let clean = subject::clean(model);
    let Some((_, day)) = clean.first() else { return vec![] };
    let day = ("day", text(model.lang.date(*day)));
    let count = ("count", Word::Number(i64::try_from(clean.len()).unwrap_or(i64::MAX)));
    let names: Vec<&str> = clean.iter().map(|(office, _)| office.as_str()).collect();
    let asked = ("screen-office-sign-clean-asked", vec![count, day, ("offices", text(names.join(", ")))]);
    let rows = vec![
        (("screen-office-sign-clean-yes", vec![]), Choice::Sign(stamp.id, clean)),
        (("screen-office-nothing", vec![]), Choice::Nothing),
    ];
    model.overlay = Some(Overlay::List(List { title: "action-office-sign-clean", asked: Some(asked), rows, lit: 0 }));
    vec![]
}

/// Lights the choice `by` further down.
pub fn light(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(Overlay::List(list)) = &mut model.overlay {
        list.lit = list.lit.saturating_add_signed(by).min(list.rows.len().saturating_sub(1));
    }
    vec![]
}

/// Does what is lit.
pub fn take(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::List(list)) = model.overlay.take() else { return vec![] };
    match list.rows.into_iter().nth(list.lit) {
        Some((_, Choice::Go(action))) => pages::jump(model, action),
        Some((_, Choice::Sign(id, offices))) => sign(model, id, offices),
        _ => vec![],
    }
}

/// A digit chooses the row of its number, 0 the tenth.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    let digit = key.text().and_then(|c| c.to_digit(10)).and_then(|digit| usize::try_from(digit).ok());
    let Some(Overlay::List(list)) = &mut model.overlay else { return vec![] };
    let row = digit.map(|digit| if digit == 0 { 9 } else { digit - 1 }).filter(|row| *row < list.rows.len());
    match row {
        Some(row) => {
            list.lit = row;
            take(model)
        }
        None => vec![],
    }
}

fn sign(model: &mut Model, first: EntryId, offices: Vec<(OfficeCode, NaiveDate)>) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut rows = Vec::new();
    for (office, day) in offices {
        let id = first.along(office.as_str());
        let said = ("screen-office-signed", vec![("office", text(&office)), ("day", text(model.lang.date(day)))]);
        let deed = Deed::Sign { office: office.clone(), day, comment: None };
        effects.extend(orders::give(model, id, deed, said));
        rows.push(ResultRow { id, office, outcome: None });
    }
    model.overlay = Some(Overlay::Results(Results { rows, scroll: 0 }));
    effects
}
