//! Cash that is in no drawer: in a bag, on its way to another desk, under a pause's seal; and what became of it. Pure.

use chrono::NaiveDate;

use crate::domain::{DeskId, Event, Money, Timestamp};
use crate::protocol::Entry;

/// What kind of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A sealed bag; its name is the seal.
    Bag,
    /// On its way to another desk; its name is the code by which that one accepts it.
    Transit,
    /// Under the seal of a pause; its name is `OFFICE/DESK SHIFT`.
    Paused,
}

impl PlaceKind {
    /// Its code in the store.
    pub fn code(self) -> &'static str {
        match self {
            PlaceKind::Bag => "bag",
            PlaceKind::Transit => "transit",
            PlaceKind::Paused => "paused",
        }
    }
}

/// Cash that left a drawer for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The entry by which it did.
    pub seq: u64,
    /// What place.
    pub kind: PlaceKind,
    /// Its name.
    pub name: String,
    /// The bag's bank account, the receiver's desk, the cashier who is away.
    pub whom: String,
    /// Who put it there.
    pub holder: String,
    /// The business day.
    pub day: NaiveDate,
    /// When.
    pub at: Timestamp,
    /// How much.
    pub amount: Money,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// The entry that says so.
    pub seq: u64,
    /// The place's name.
    pub name: String,
    /// `given` to the collector, `accepted`, `resumed`.
    pub state: &'static str,
    /// Whose it was.
    pub of_desk: DeskId,
    /// When.
    pub at: Timestamp,
    /// How much.
    pub amount: Money,
}

/// The places that a desk's entries tell of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// What left the drawer.
    pub held: Vec<Held>,
    /// What became of some of it, or of another desk's.
    pub released: Vec<Released>,
}

impl Places {
    /// Adds what an entry of `desk` tells.
    pub fn apply(&mut self, desk: &DeskId, day: NaiveDate, entry: &Entry, event: &Event) {
        let (seq, at) = (entry.seq, entry.at);
        let mut hold = |kind, name: String, whom: String, holder: &str, amount| {
            let holder = holder.to_owned();
            self.held.push(Held { seq, kind, name, whom, holder, day, at, amount });
        };
        let mut release = |name, state, of_desk, amount| {
            self.released.push(Released { seq, name, state, of_desk, at, amount });
        };
        let paused = |shift: u32| format!("{desk} {shift}");
        match event {
            Event::CashDropped(drop) => {
                let (seal, account) = (drop.seal.to_string(), drop.account.to_string());
                hold(PlaceKind::Bag, seal, account, drop.user.as_str(), drop.amount);
            }
            Event::CashHandedOver(given) => {
                let (code, to) = (given.code.to_string(), given.to.to_string());
                hold(PlaceKind::Transit, code, to, given.user.as_str(), given.amount);
            }
            Event::ShiftPaused(away) => {
                let cashier = away.user.as_str();
                hold(PlaceKind::Paused, paused(away.shift), cashier.to_owned(), cashier, away.sealed);
            }
            Event::BagGiven(given) => {
                for bag in &given.bags {
                    release(bag.seal.to_string(), "given", desk.clone(), bag.amount);
                }
            }
            Event::CashAccepted(taken) => {
                release(taken.code.to_string(), "accepted", taken.code.from.clone(), taken.amount);
            }
            Event::ShiftResumed(back) => release(paused(back.shift), "resumed", desk.clone(), back.sealed),
            _ => {}
        }
    }
}
