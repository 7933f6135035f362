//! A shift with all that happened in it: what its documents are made from.

use super::event::{Event, ShiftClosed};
use super::shift::OpenShift;
use super::time::Timestamp;

/// An event as the journal has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The number of its entry.
    pub seq: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// The first 16 hex digits of its entry's hash.
    pub hash16: String,
    /// What happened.
    pub event: Event,
}

/// A cashier's custody of a desk, from the opening to the close or as far as it has come. What happened at the desk
/// during its pauses is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Custody {
    /// The shift with its totals, the final ones where it is closed.
    pub shift: OpenShift,
    /// Its events, the opening first.
    pub events: Vec<Recorded>,
}

impl Custody {
    /// How it was closed, if it was.
    pub fn closed(&self) -> Option<(&Recorded, &ShiftClosed)> {
        let last = self.events.last()?;
        match &last.event {
            Event::ShiftClosed(closed) => Some((last, closed)),
            _ => None,
        }
    }
}
