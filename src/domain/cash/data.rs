//! What may be counted, why cash moves, and which bank account a bag is for: data, read from `cash.toml`.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::domain::code::{AccountCode, ReasonCode};
use crate::domain::money::Money;
use crate::domain::supplier::{Name, Ownership};

const BUILT_IN: &str = include_str!("../../../data/cash.toml");

/// Which way cash may go for a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Into the drawer.
    In,
    /// Out of it.
    Out,
    /// Either way.
    Both,
}

/// Why cash that is no payment comes or goes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Its code.
    pub code: ReasonCode,
    /// Its name.
    pub name: Name,
    /// Which way.
    pub direction: Direction,
    /// True where a supervisor approves.
    #[serde(default)]
    pub supervisor: bool,
    /// True where only the operator's own money may be used: an agent spends nothing of what it collected for others.
    #[serde(default)]
    pub own_money: bool,
    /// True where each note's serial number is taken down.
    #[serde(default)]
    pub serials: bool,
}

/// A bank account that bags of cash are for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankAccount {
    /// Its code.
    pub code: AccountCode,
    /// Its name.
    pub name: Name,
    /// Whose money goes there.
    pub ownership: Ownership,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Currency {
    code: String,
    denominations: Vec<String>,
}

/// All of `cash.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashData {
    /// Notes and coins, largest first.
    pub denominations: Vec<Money>,
    /// Why cash comes and goes.
    pub reasons: Vec<Reason>,
    /// What bags are for.
    pub accounts: Vec<BankAccount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    currency: Vec<Currency>,
    reason: Vec<Reason>,
    account: Vec<BankAccount>,
}

impl CashData {
    /// The data that the program was built with.
    pub fn built_in() -> Result<CashData, Vec<String>> {
        CashData::parse(BUILT_IN)
    }

    /// Reads a `cash.toml`; every fault is named.
    pub fn parse(text: &str) -> Result<CashData, Vec<String>> {
        let File { currency, reason: reasons, account: accounts } =
            toml::from_str(text).map_err(|error| vec![error.to_string()])?;
        let mut faults = vec![];
        let mut denominations = vec![];
        let rouble = currency.iter().find(|currency| currency.code == "RUB");
        for text in rouble.map(|currency| currency.denominations.as_slice()).unwrap_or_default() {
            match Money::parse(text).ok().filter(|sum| sum.is_positive()) {
                Some(denomination) => denominations.push(denomination),
                None => faults.push(format!("'{text}' is not a denomination")),
            }
        }
        if denominations.is_empty() {
            faults.push("the currency RUB has no denominations".to_owned());
        }
        if !denominations.is_sorted_by(|one, next| one > next) {
            faults.push("the denominations must go from the largest down, each once".to_owned());
        }
        let mut seen = BTreeSet::new();
        faults.extend(
            reasons
                .iter()
                .filter(|reason| !seen.insert(&reason.code))
                .map(|reason| format!("the reason '{}' is there twice", reason.code)),
        );
        if accounts.is_empty() {
            faults.push("there is no bank account".to_owned());
        }
        if faults.is_empty() { Ok(CashData { denominations, reasons, accounts }) } else { Err(faults) }
    }

    /// A reason for cash that goes `direction`.
    pub fn reason(&self, code: &ReasonCode, direction: Direction) -> Option<&Reason> {
        self.reasons_for(direction).find(|reason| reason.code == *code)
    }

    /// The reasons for cash that goes `direction`.
    pub fn reasons_for(&self, direction: Direction) -> impl Iterator<Item = &Reason> {
        let fits = move |reason: &&Reason| reason.direction == direction || reason.direction == Direction::Both;
        self.reasons.iter().filter(fits)
    }

    /// A bank account.
    pub fn account(&self, code: &AccountCode) -> Option<&BankAccount> {
        self.accounts.iter().find(|account| account.code == *code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_data_has_no_fault() {
        let data = CashData::built_in().unwrap();
        assert_eq!(data.denominations.first(), Some(&Money::from_roubles(5000)));
        let expense = data.reasons.iter().find(|reason| reason.code.as_str() == "expense").unwrap();
        assert!(expense.own_money && expense.supervisor, "agents' money pays no expense");
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let text = BUILT_IN
            .replace("\"5000\", \"2000\"", "\"2000\", \"5000\", \"0\"")
            .replace("code = \"expense\"", "code = \"counterfeit\"");
        assert_eq!(CashData::parse(&text).unwrap_err().len(), 3);
    }
}
