//! The back office at headquarters: what it shows to whom, and what it decides.

pub(super) mod bag;
mod bags_view;
mod bank_view;
mod cards_view;
mod checks;
mod cut;
mod day;
mod deeds;
mod desks;
mod exceptions_view;
mod match_view;
mod money_view;
mod offices;
pub mod own;
mod people;
mod proposal;
mod queue_view;
pub mod reports;
mod search;
mod session;
mod shift_view;
mod story;
pub mod suppliers;
mod viewer;

use crate::domain::{Table, Timestamp, View};
use crate::protocol::Refusal;

use super::rules::Moment;
use super::{Hq, HqError};

pub(super) use deeds::reopen_late;
pub use search::SUM_DAYS;
pub use session::{ADDRESS_TRIES, IDLE, SESSION, SignedIn};
pub use viewer::{Page, Viewer};

impl Hq {
    /// A page of what `viewer` asks for. What they may not see is not there.
    pub fn view(&self, viewer: &Viewer, view: &View, page: &Page, now: Timestamp) -> Result<Table, HqError> {
        // Whose an exception is, its row says.
        let is_exception = matches!(view, View::Exception { .. });
        if !is_exception && view.office().is_some_and(|office| !viewer.sees(office)) {
            return Err(Refusal::NotFound.into());
        }
        match view {
            View::Desks {} => return desks::view(self, viewer, page, now),
            View::Users {} => return people::view(self, viewer, page),
            View::Takings { .. } | View::Region { .. } | View::Hours { .. } => return self.takings(viewer, view, page),
            View::Search { text } => return self.search(viewer, text, page, now),
            _ => {}
        }
        let moment = &Moment { rules: &self.rules, now };
        self.store.read(|db| match view {
            View::Days {} => offices::days(db, viewer),
            View::Offices { day } => offices::offices(db, viewer, *day, moment),
            View::Queue {} => queue_view::queue(db, viewer, page, now),
            View::Money {} => money_view::money(db, viewer, now),
            View::Holders { kind } if kind.0 == "due" && viewer.sees_all() => suppliers::standing::due(db, now),
            View::Holders { kind } => money_view::of_kind(db, viewer, &kind.0),
            View::Office { office, day } => match_view::of_day(db, office, *day, moment),
            View::Shifts { office, day } => match_view::shifts(db, office, *day, moment),
            View::Corrections { office, day } => match_view::corrections(db, office, *day, moment),
            View::Shift { desk, shift } => shift_view::shift_view(db, desk, *shift),
            View::Entries { desk, shift } => shift_view::entries_view(db, desk, *shift, page),
            View::Entry { desk, seq } => shift_view::entry_view(db, desk, *seq),
            View::Bank {} => bank_view::bank(db, viewer, page, moment),
            View::Cards { day, office: None } => cards_view::of_day(db, viewer, *day),
            View::Cards { day, office: Some(office) } => cards_view::of_office(db, office, *day, page),
            View::Bags {} => bags_view::bags(db, viewer, moment),
            View::Bag { desk, seq } => bags_view::one(db, desk, *seq, moment),
            View::Exceptions { office, day } => exceptions_view::list(db, viewer, office.as_ref(), *day, page),
            View::Exception { key } => exceptions_view::one(db, viewer, key),
            _ => suppliers::view(db, viewer, view, page, now),
        })
    }
}
