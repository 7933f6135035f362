//! The office's rules as far as the screens show them, ask by them or warn of them.

use crate::domain::policy::Drawer;
use crate::domain::{CashData, Count, DeskKind, Money, Policy};

/// The rules of an office and its data about cash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// What decisions depend on.
    pub policy: Policy,
    /// Denominations, reasons and bank accounts.
    pub cash: CashData,
    /// True where a cashier who counts isn't shown what should be there.
    pub blind: bool,
    /// Above this the till says that cash should be dropped; zero for never.
    pub limit: Money,
    /// What a close proposes to leave in the drawer for change.
    pub float: Money,
}

impl Default for Rules {
    /// Those of a home that is not set up: there is nothing to count.
    fn default() -> Rules {
        let cash = CashData { denominations: vec![], reasons: vec![], accounts: vec![] };
        Rules { policy: Policy::default(), cash, blind: false, limit: Money::ZERO, float: Money::ZERO }
    }
}

impl Rules {
    /// True where the drawer also holds money that isn't Okno's, so that nobody can count Okno's part.
    pub fn is_shared(&self) -> bool {
        self.policy.drawer == Drawer::Shared
    }

    /// True at the office's vault, which takes no payments.
    pub fn is_vault(&self) -> bool {
        self.policy.kind == DeskKind::Vault
    }

    /// What of counted notes a close proposes to leave for change.
    pub fn change_of(&self, notes: &Count) -> Count {
        notes.change_for(self.float)
    }
}
