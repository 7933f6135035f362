//! Cash that is in no drawer: in a bag, on its way to another desk, under a pause's seal; and what became of it. Pure.

use std::str::FromStr;

use chrono::NaiveDate;

use crate::domain::{DeskId, Event, HqEvent, Money, Seal, Timestamp};
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

/// What may become of cash that left a drawer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// The desk gave the bag to the collector.
    Given,
    /// Another desk accepted it.
    Accepted,
    /// The cashier came back from the pause.
    Resumed,
    /// The collector took the bag, as headquarters was told.
    Collected,
    /// The bank gave the bag back unopened: it is at its desk again.
    Returned,
    /// The bank credited the bag.
    Credited,
    /// The desk opened the bag and has its cash in the drawer again.
    Opened,
}

impl Fate {
    /// Every one.
    pub const ALL: [Fate; 7] =
        [Fate::Given, Fate::Accepted, Fate::Resumed, Fate::Collected, Fate::Returned, Fate::Credited, Fate::Opened];

    /// Its code in the store.
    pub fn code(self) -> &'static str {
        match self {
            Fate::Given => "given",
            Fate::Accepted => "accepted",
            Fate::Resumed => "resumed",
            Fate::Collected => "collected",
            Fate::Returned => "returned",
            Fate::Credited => "credited",
            Fate::Opened => "opened",
        }
    }

    /// True where the place holds nothing any more.
    pub fn ends(self) -> bool {
        matches!(self, Fate::Accepted | Fate::Resumed | Fate::Credited | Fate::Opened)
    }
}

impl FromStr for Fate {
    type Err = ();
    fn from_str(text: &str) -> Result<Fate, ()> {
        Fate::ALL.into_iter().find(|fate| fate.code() == text).ok_or(())
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
    /// What became of it.
    pub state: Fate,
    /// Whose it was.
    pub of_desk: DeskId,
    /// The entry by which it left that desk's drawer; 0 where that is not said: then it is the last of its name.
    pub of_seq: u64,
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
    /// Adds what an entry of headquarters' own journal tells of bags.
    pub fn apply_own(&mut self, seq: u64, at: Timestamp, event: &HqEvent) {
        let mut release = |seal: &Seal, state, desk: &DeskId, of_seq, amount| {
            let (name, of_desk) = (seal.to_string(), desk.clone());
            self.released.push(Released { seq, name, state, of_desk, of_seq, at, amount });
        };
        match event {
            HqEvent::BagCollected(bag) => release(&bag.seal, Fate::Collected, &bag.desk, bag.seq, Money::ZERO),
            HqEvent::BagReturned(bag) => {
                let state = if bag.cash_in.is_some() { Fate::Opened } else { Fate::Returned };
                release(&bag.seal, state, &bag.desk, bag.seq, bag.found);
            }
            HqEvent::BagCredited(credit) => {
                for bag in &credit.bags {
                    release(&bag.seal, Fate::Credited, &bag.desk, bag.seq, bag.credited);
                }
            }
            _ => {}
        }
    }

    /// Adds what an entry of `desk` tells.
    pub fn apply(&mut self, desk: &DeskId, day: NaiveDate, entry: &Entry, event: &Event) {
        let (seq, at) = (entry.seq, entry.at);
        let mut hold = |kind, name: String, whom: String, holder: &str, amount| {
            let holder = holder.to_owned();
            self.held.push(Held { seq, kind, name, whom, holder, day, at, amount });
        };
        let mut release = |name, state, of_desk, amount| {
            self.released.push(Released { seq, name, state, of_desk, of_seq: 0, at, amount });
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
                    release(bag.seal.to_string(), Fate::Given, desk.clone(), bag.amount);
                }
            }
            Event::CashAccepted(taken) => {
                release(taken.code.to_string(), Fate::Accepted, taken.code.from.clone(), taken.amount);
            }
            Event::ShiftResumed(back) => release(paused(back.shift), Fate::Resumed, desk.clone(), back.sealed),
            _ => {}
        }
    }
}
