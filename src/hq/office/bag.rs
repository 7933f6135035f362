//! A bag and what became of it: sealed, with the collector, at the bank, back at its desk.

use std::collections::BTreeMap;

use crate::domain::{DeskId, Money, Timestamp};
use crate::hq::HqError;
use crate::hq::places::{Fate, Released};
use crate::hq::store::Db;
use crate::hq::store::places::{self, HeldRow};

/// A bag with all that was told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bag {
    /// The bag as it was sealed.
    pub held: HeldRow,
    /// What was told of it, in the order of time, with the journal that tells it.
    pub fates: Vec<(DeskId, Released)>,
}

/// Where a bag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BagState {
    /// At its desk, sealed.
    Sealed,
    /// With the bank's collector, or at the bank.
    Collected,
    /// At its desk again, sealed.
    Returned,
    /// Credited: there is no bag any more.
    Credited,
    /// Opened by its desk: there is no bag any more.
    Opened,
}

impl BagState {
    /// The id of its text.
    pub fn word(self) -> &'static str {
        match self {
            BagState::Sealed => "office-bag-sealed",
            BagState::Collected => "office-bag-collected",
            BagState::Returned => "office-bag-returned",
            BagState::Credited => "office-bag-credited",
            BagState::Opened => "office-bag-opened",
        }
    }

    /// True once there is no bag any more.
    pub fn is_over(self) -> bool {
        matches!(self, BagState::Credited | BagState::Opened)
    }
}

impl Bag {
    /// Where it is: what ends it says the last word, else what was told last.
    pub fn state(&self) -> BagState {
        let fates = || self.fates.iter().map(|(_, released)| released.state);
        match fates().find(|fate| fate.ends()).or_else(|| fates().next_back()) {
            None => BagState::Sealed,
            Some(Fate::Credited) => BagState::Credited,
            Some(Fate::Opened) => BagState::Opened,
            Some(Fate::Returned) => BagState::Returned,
            Some(Fate::Given | Fate::Collected | Fate::Accepted | Fate::Resumed) => BagState::Collected,
        }
    }

    /// When it came to where it is.
    pub fn since(&self) -> Timestamp {
        let ended = self.fates.iter().find(|(_, released)| released.state.ends());
        ended.or(self.fates.last()).map_or(self.held.at, |(_, released)| released.at)
    }

    /// What the bank credited, or the desk found in it, beyond what was sealed; nothing for one that is not over.
    pub fn off(&self) -> Money {
        let ended = self.fates.iter().find(|(_, released)| released.state.ends());
        ended.map_or(Money::ZERO, |(_, released)| released.amount.saturating_minus(self.held.amount))
    }
}

/// Bags with all that was told of them, in the order of `held`.
pub fn bags(db: &mut dyn Db, held: Vec<HeldRow>) -> Result<Vec<Bag>, HqError> {
    if held.is_empty() {
        return Ok(vec![]);
    }
    // A seal's number may come again: what a desk says by the seal alone is about the last bag before.
    let mut sealed: BTreeMap<(DeskId, String), Vec<u64>> = BTreeMap::new();
    for other in places::of_names(db, &held)? {
        sealed.entry((other.desk, other.name)).or_default().push(other.seq);
    }
    let mut told: BTreeMap<(DeskId, u64), Vec<(DeskId, Released)>> = BTreeMap::new();
    for (journal, released) in places::fates(db, &held)? {
        let seals = sealed.get(&(released.of_desk.clone(), released.name.clone()));
        let before = |seq: &u64| *seq < released.seq;
        let last = || seals.into_iter().flatten().copied().filter(before).max();
        let of_seq = if released.of_seq > 0 { Some(released.of_seq) } else { last() };
        if let Some(of_seq) = of_seq {
            told.entry((released.of_desk.clone(), of_seq)).or_default().push((journal, released));
        }
    }
    let bag = |held: HeldRow| {
        let fates = told.remove(&(held.desk.clone(), held.seq)).unwrap_or_default();
        Bag { held, fates }
    };
    Ok(held.into_iter().map(bag).collect())
}

/// The bag that a desk sealed by an entry.
pub fn one(db: &mut dyn Db, desk: &DeskId, seq: u64) -> Result<Option<Bag>, HqError> {
    let held = places::one(db, desk, seq)?.filter(|held| held.kind == "bag");
    Ok(bags(db, held.into_iter().collect())?.pop())
}
