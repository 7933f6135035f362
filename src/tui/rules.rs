//! The office's rules as far as the screens follow them; the desk decides by them whatever the screens think.

use crate::domain::{CashData, DeskKind, Money, Policy};

/// What the settings and `cash.toml` say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// What decisions depend on.
    pub policy: Policy,
    /// Denominations, reasons and bank accounts.
    pub cash: CashData,
    /// True where a cashier isn't shown what should be in the drawer.
    pub blind: bool,
    /// Above this the till says that cash should leave the drawer; zero for never.
    pub limit: Money,
}

impl Default for Rules {
    /// Those of a home that is not set up.
    fn default() -> Rules {
        let cash = CashData { denominations: vec![], reasons: vec![], accounts: vec![] };
        Rules { policy: Policy::default(), cash, blind: false, limit: Money::ZERO }
    }
}

impl Rules {
    /// True for a desk that keeps the office's cash and takes no payments.
    pub fn is_vault(&self) -> bool {
        self.policy.kind == DeskKind::Vault
    }
}
