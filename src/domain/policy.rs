//! What an office may decide for itself: its settings as far as decisions depend on them.

use chrono::TimeDelta;

use super::event::DeskKind;
use super::money::Money;

/// Whose cash the drawer holds besides Okno's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drawer {
    /// Nobody's: it is counted, and starts with change money.
    #[default]
    Own,
    /// The office's, as at the post: Okno's part can't be counted, and is handed over to the rouble at the close.
    Shared,
}

/// The rules of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What the desk is for.
    pub kind: DeskKind,
    /// Whose cash the drawer holds.
    pub drawer: Drawer,
    /// How long after the last entry a shift may be opened without a supervisor.
    pub clock_gap: TimeDelta,
    /// How long a shift may take payments.
    pub shift_length: TimeDelta,
    /// A difference above this needs a reason at the close.
    pub reason_above: Money,
    /// From what sum a supervisor approves.
    pub approve: Approve,
    /// True where cash may be stated as a sum; else it is counted by denominations.
    pub sums: bool,
}

/// From what sum a supervisor approves each kind of correction; zero for always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Approve {
    /// Voids.
    pub voids: Money,
    /// Refunds.
    pub refunds: Money,
    /// Moves.
    pub moves: Money,
    /// Re-tenders.
    pub retenders: Money,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            kind: DeskKind::Till,
            drawer: Drawer::Own,
            clock_gap: TimeDelta::hours(12),
            shift_length: TimeDelta::hours(24),
            reason_above: Money::from_roubles(1),
            approve: Approve::default(),
            sums: true,
        }
    }
}
