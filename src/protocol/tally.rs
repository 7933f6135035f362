//! How many payments a run of entries has, and of what sum: what a batch says of itself, and HQ of a whole journal.

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use crate::domain::totals::recorded_total;
use crate::domain::{Event, EventError, Money};

const PAYMENT: &str = "payment.taken";

/// A count and a sum of payments, gross: voids take nothing off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many `payment.taken` there are.
    pub payments: u64,
    /// Their sum with fees.
    pub kopecks: Money,
}

impl Tally {
    /// The tally of these entries.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Tally {
        let mut tally = Tally::default();
        entries.into_iter().for_each(|entry| tally.add(entry));
        tally
    }

    /// Adds an entry. A payment that this program cannot read counts as one of no sum.
    pub fn add(&mut self, entry: &Entry) {
        if entry.kind == PAYMENT {
            self.add_read(PAYMENT, &Event::decode(PAYMENT, &entry.body));
        }
    }

    /// Adds an entry of a kind whose event was read already, or could not be.
    pub fn add_read(&mut self, kind: &str, event: &Result<Event, EventError>) {
        if kind != PAYMENT {
            return;
        }
        self.payments += 1;
        if let Ok(Event::PaymentTaken(payment)) = event {
            self.kopecks = self.kopecks.saturating_plus(recorded_total(&payment.lines));
        }
    }

    /// Adds another tally, of other entries.
    pub fn plus(self, other: Tally) -> Tally {
        Tally {
            payments: self.payments.saturating_add(other.payments),
            kopecks: self.kopecks.saturating_plus(other.kopecks),
        }
    }
}
