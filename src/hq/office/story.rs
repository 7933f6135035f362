//! What headquarters' own journal says about something.

use crate::domain::office::event::{
    BagCollected, BagCredited, BagReturned, CorrectionAnswered, CorrectionRequested, DayReopened, DaySigned,
    ExceptionCommented, ExceptionReopened, ExceptionResolved, ExceptionTaken, RegisterMade, SupplierRemitted,
};
use crate::domain::{Cell, HqEvent, Timestamp, View};
use crate::hq::HqError;
use crate::hq::store::{Db, StoreError, office};

use super::own;

/// A thing that was decided.
#[derive(Clone, Debug)]
pub struct Told {
    /// The entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: HqEvent,
}

impl Told {
    /// Who decided it; headquarters itself where nobody did.
    pub fn user(&self) -> &str {
        match &self.event {
            HqEvent::DaySigned(DaySigned { user, .. })
            | HqEvent::ExceptionTaken(ExceptionTaken { user, .. })
            | HqEvent::ExceptionCommented(ExceptionCommented { user, .. })
            | HqEvent::ExceptionResolved(ExceptionResolved { user, .. })
            | HqEvent::ExceptionReopened(ExceptionReopened { user, .. })
            | HqEvent::BagCollected(BagCollected { user, .. })
            | HqEvent::BagCredited(BagCredited { user, .. })
            | HqEvent::BagReturned(BagReturned { user, .. })
            | HqEvent::RegisterMade(RegisterMade { user, .. })
            | HqEvent::SupplierRemitted(SupplierRemitted { user, .. })
            | HqEvent::CorrectionRequested(CorrectionRequested { user, .. })
            | HqEvent::CorrectionAnswered(CorrectionAnswered { user, .. }) => user.as_str(),
            _ => "",
        }
    }

    /// What was said with it.
    pub fn words(&self) -> Option<&str> {
        match &self.event {
            HqEvent::DaySigned(DaySigned { comment, .. })
            | HqEvent::ExceptionResolved(ExceptionResolved { comment, .. }) => comment.as_deref(),
            HqEvent::ExceptionCommented(ExceptionCommented { comment, .. })
            | HqEvent::ExceptionReopened(ExceptionReopened { comment, .. })
            | HqEvent::BagReturned(BagReturned { comment, .. })
            | HqEvent::CorrectionAnswered(CorrectionAnswered { comment, .. }) => Some(comment),
            _ => None,
        }
    }

    /// The id of the text for what happened.
    pub fn what(&self) -> &'static str {
        match &self.event {
            HqEvent::DaySigned(_) => "office-story-signed",
            HqEvent::DayReopened(_) => "office-story-reopened-day",
            HqEvent::ExceptionTaken(_) => "office-story-taken",
            HqEvent::ExceptionCommented(_) => "office-story-commented",
            HqEvent::ExceptionResolved(_) => "office-story-resolved",
            HqEvent::ExceptionReopened(_) => "office-story-reopened",
            HqEvent::BagCollected(_) => "office-story-collected",
            HqEvent::BagCredited(_) => "office-story-credited",
            HqEvent::BagReturned(_) => "office-story-returned",
            HqEvent::RegisterMade(_) => "office-story-register",
            HqEvent::SupplierRemitted(_) => "office-story-remitted",
            HqEvent::CorrectionRequested(_) => "office-story-requested",
            HqEvent::CorrectionAnswered(CorrectionAnswered { accepted: true, .. }) => "office-story-corrected",
            HqEvent::CorrectionAnswered(_) => "office-story-refused",
            _ => "office-story-other",
        }
    }

    /// The entry that it opens: headquarters' own, or the desk's that caused it.
    pub fn opens(&self) -> Result<View, HqError> {
        Ok(match &self.event {
            HqEvent::DayReopened(DayReopened { desk, seq, .. }) => View::Entry { desk: desk.clone(), seq: *seq },
            _ => View::Entry { desk: own::own()?, seq: self.seq },
        })
    }

    /// Its cells: when, what, who, in which words.
    pub fn cells(&self) -> [Cell; 4] {
        [self.at.into(), Cell::word(self.what()), Cell::text(self.user()), self.words().map(Cell::text).into()]
    }
}

/// What is told about the view of a path, in order.
pub fn of(db: &mut dyn Db, about: &str) -> Result<Vec<Told>, HqError> {
    let read = |entry: office::OwnEntry| {
        let event = HqEvent::decode(&entry.kind, &entry.body);
        let event = event.map_err(|error| StoreError::Damaged(error.to_string()))?;
        Ok(Told { seq: entry.seq, at: entry.at, event })
    };
    office::story(db, about)?.into_iter().map(read).collect()
}
