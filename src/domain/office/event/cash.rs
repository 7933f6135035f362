//! Events of bags, of the bank and of the acquirer.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::code::{AccountCode, Seal, TenderKind, UserName};
use crate::domain::ids::DeskId;
use crate::domain::money::Money;

/// A document of the bank's statement, as far as it names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BankDocument {
    /// Our account at the bank, by its twenty digits.
    pub account: String,
    /// The document's number.
    pub number: String,
    /// Its day.
    pub day: NaiveDate,
    /// The other's account: two payers may give their documents one number on one day. Empty where the number alone
    /// names the document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub other: String,
}

impl fmt::Display for BankDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BankDocument { account, number, day, other } = self;
        write!(f, "{account}/{day}/{number}")?;
        if other.is_empty() { Ok(()) } else { write!(f, "/{other}") }
    }
}

/// See [`super::HqEvent::BagCollected`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BagCollected {
    /// The desk that sealed it.
    pub desk: DeskId,
    /// The entry by which it did.
    pub seq: u64,
    /// Its seal.
    pub seal: Seal,
    /// When the collector took it.
    pub day: NaiveDate,
    /// Who wrote it down.
    pub user: UserName,
}

/// See [`super::HqEvent::BagCredited`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BagCredited {
    /// The bank account, by its code.
    pub account: AccountCode,
    /// The bags that the credit is for.
    pub bags: Vec<CreditedBag>,
    /// The bank's document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<BankDocument>,
    /// The number of the bank's act, where it found another sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// Who wrote it down.
    pub user: UserName,
}

/// A bag as the bank found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditedBag {
    /// The desk that sealed it: a difference is that desk's.
    pub desk: DeskId,
    /// The entry by which it did.
    pub seq: u64,
    /// Its seal.
    pub seal: Seal,
    /// What was sealed in it, in kopecks.
    #[serde(rename = "sealed_kopecks")]
    pub sealed: Money,
    /// What the bank credited, in kopecks.
    #[serde(rename = "kopecks")]
    pub credited: Money,
    /// What the bank found.
    pub verdict: Verdict,
}

/// What the bank found in a bag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// What its slip says.
    Whole,
    /// Less.
    Short,
    /// More.
    Over,
    /// Less, because notes are counterfeit.
    Counterfeit,
}

/// See [`super::HqEvent::BagReturned`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BagReturned {
    /// The desk that sealed it and has it again.
    pub desk: DeskId,
    /// The entry by which it did.
    pub seq: u64,
    /// Its seal.
    pub seal: Seal,
    /// What was sealed in it, in kopecks.
    #[serde(rename = "sealed_kopecks")]
    pub sealed: Money,
    /// The entry by which the desk put its cash into the drawer again; none for a bag that stays sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_in: Option<u64>,
    /// The cash that the desk found in it, in kopecks; nothing for a bag that stays sealed.
    #[serde(rename = "kopecks", default, skip_serializing_if = "Money::is_zero_ref")]
    pub found: Money,
    /// Why.
    pub comment: String,
    /// Who wrote it down.
    pub user: UserName,
}

/// See [`super::HqEvent::AcquirerPaid`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcquirerPaid {
    /// What was paid for.
    pub tender: TenderKind,
    /// What cards took, in kopecks.
    #[serde(rename = "gross_kopecks")]
    pub gross: Money,
    /// What the acquirer kept of it, in kopecks.
    #[serde(rename = "fee_kopecks")]
    pub fee: Money,
    /// The bank account, by its code.
    pub account: AccountCode,
    /// The bank's document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<BankDocument>,
    /// Who wrote it down.
    pub user: UserName,
}
