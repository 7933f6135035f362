//! What the screens remember of the desk's cash: what the last close left, where cash went last, and counts that were
//! begun. A count that is parked is part of the draft, so it is there again after a crash.

use serde::{Deserialize, Serialize};

use super::widgets::count::ParkedCount;
use crate::domain::{AccountCode, Count, Counted, DeskId, EntryId, Event, Money, Seal, Shift, TransitCode, UserName};

/// What the screens remember of the desk's cash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Custody {
    /// What the journal says.
    pub last: Last,
    /// What was begun.
    pub parked: Parked,
}

/// What the journal says of the last time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Last {
    /// The denominations that the last close left in the drawer, where they were counted.
    pub left: Option<Count>,
    /// The entry of the last close, whose paper is the Z-report.
    pub z: Option<u64>,
    /// The desk that cash was handed over to.
    pub receiver: Option<DeskId>,
}

/// Counts that were begun and left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    /// That of an opening, or of a return after a pause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Opening>,
    /// The end of a shift.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close: Option<Closing>,
}

/// An opening that was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Who counts: another person counts anew.
    pub by: UserName,
    /// What is typed.
    pub count: ParkedCount,
}

/// The end of a shift that was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The shift.
    pub shift: u32,
    /// Who counts: another person counts anew.
    pub by: UserName,
    /// What is typed of the count.
    pub count: ParkedCount,
    /// The recorded count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Cash>,
    /// What left the drawer since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
    /// Why counted and expected differ.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Cash by its denominations, or as a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cash {
    /// The sum.
    pub sum: Money,
    /// How it is made up, where that was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Count>,
}

/// Cash that leaves the drawer at the end of a shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The command's id, minted before it was asked for.
    pub id: EntryId,
    /// Where to.
    pub to: Destination,
    /// How much.
    pub cash: Cash,
    /// True once it is recorded.
    pub is_recorded: bool,
    /// The code by which the receiver accepts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<TransitCode>,
}

/// Where cash goes at the end of a shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Destination {
    /// To another desk, as a rule the vault.
    Desk(DeskId),
    /// Into a bag for a bank account.
    Bag(Seal, AccountCode),
}

impl Closing {
    /// The end of a shift of which nothing is typed.
    pub fn new(shift: u32, by: UserName) -> Closing {
        Closing { shift, by, count: ParkedCount::default(), counted: None, moves: vec![], reason: String::new() }
    }

    /// What the recorded count has left of itself; `None` while nothing is counted.
    pub fn remaining(&self) -> Option<Cash> {
        let gone = self.moves.iter().filter(|gone| gone.is_recorded);
        gone.fold(self.counted.clone(), |left, gone| left.map(|left| left.without(&gone.cash)))
    }

    /// True while the recorded count still says what is in the drawer: nothing else moved cash since.
    pub fn is_fresh(&self, shift: &Shift) -> bool {
        let is_counted = shift.open.as_ref().is_some_and(|open| open.number == self.shift && open.count.is_some());
        is_counted && self.remaining().is_some_and(|left| left.sum == shift.available())
    }

    /// Notes that what was asked for is recorded.
    pub fn recorded(&mut self, id: EntryId, event: &Event) {
        if let Some(gone) = self.moves.iter_mut().find(|gone| gone.id == id) {
            gone.is_recorded = true;
            if let Event::CashHandedOver(given) = event {
                gone.code = Some(given.code.clone());
            }
        }
    }

    /// The movement that was asked for last and is not known to be recorded.
    pub fn begun(&self) -> Option<EntryId> {
        self.moves.iter().find(|gone| !gone.is_recorded).map(|gone| gone.id)
    }

    /// Forgets what was asked for and refused.
    pub fn forget_begun(&mut self) {
        self.moves.retain(|gone| gone.is_recorded);
    }
}

impl Cash {
    /// This cash without `other`; without denominations where they don't go out of it.
    pub fn without(&self, other: &Cash) -> Cash {
        let rest = self.notes.as_ref().zip(other.notes.as_ref()).and_then(|(all, other)| all.minus(other));
        Cash { sum: self.sum.saturating_minus(other.sum), notes: rest }
    }
}

impl From<Counted> for Cash {
    fn from(Counted { sum, notes }: Counted) -> Cash {
        Cash { sum, notes }
    }
}

impl From<Cash> for Counted {
    fn from(Cash { sum, notes }: Cash) -> Counted {
        Counted { sum, notes }
    }
}

impl Last {
    /// Notes what an event of the desk says.
    pub fn apply(&mut self, seq: u64, event: &Event) {
        match event {
            Event::ShiftClosed(closed) => (self.left, self.z) = (closed.notes.clone(), Some(seq)),
            Event::CashHandedOver(given) => self.receiver = Some(given.to.clone()),
            _ => {}
        }
    }
}
