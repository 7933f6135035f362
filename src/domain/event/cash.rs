//! Events of cash that is no payment: into the drawer, out of it, to another desk, into a bag; and counts.

use serde::{Deserialize, Serialize};

use crate::domain::cash::{CashNumber, Count, TransitCode};
use crate::domain::code::{AccountCode, ReasonCode, Seal, UserName};
use crate::domain::ids::DeskId;
use crate::domain::money::Money;

use super::CardCount;
use super::approval::{self, Approval};

/// See [`super::Event::CashIn`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashIn {
    /// The number of its slip.
    pub number: CashNumber,
    /// Why, by its code in `data/cash.toml`.
    pub reason: ReasonCode,
    /// The sum, in kopecks.
    #[serde(rename = "kopecks")]
    pub amount: Money,
    /// How it was made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Count>,
    /// In a person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Who took it in.
    pub user: UserName,
    /// The supervisor who approved it.
    #[serde(flatten, with = "approval")]
    pub approved_by: Option<Approval>,
}

/// See [`super::Event::CashOut`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashOut {
    /// The number of its slip.
    pub number: CashNumber,
    /// Why, by its code in `data/cash.toml`.
    pub reason: ReasonCode,
    /// The sum, in kopecks.
    #[serde(rename = "kopecks")]
    pub amount: Money,
    /// How it was made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Count>,
    /// The serial numbers of notes that were set apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<String>,
    /// In a person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Who gave it out.
    pub user: UserName,
    /// The supervisor who approved it.
    #[serde(flatten, with = "approval")]
    pub approved_by: Option<Approval>,
}

/// See [`super::Event::CashHandedOver`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashHandedOver {
    /// The code by which the receiver accepts it; it has the giver's desk, the slip's number and the sum.
    pub code: TransitCode,
    /// The receiver's desk.
    pub to: DeskId,
    /// The sum, in kopecks.
    #[serde(rename = "kopecks")]
    pub amount: Money,
    /// How it was made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Count>,
    /// Who gave it.
    pub user: UserName,
    /// The receiver, where he counted it on the giver's screen and gave his PIN there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_by: Option<UserName>,
}

/// See [`super::Event::CashAccepted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashAccepted {
    /// The number of its slip.
    pub number: CashNumber,
    /// The giver's code.
    pub code: TransitCode,
    /// What the giver says it is, in kopecks.
    #[serde(rename = "given_kopecks")]
    pub given: Money,
    /// What the receiver counted and took, in kopecks; the rest stays the giver's difference.
    #[serde(rename = "kopecks")]
    pub amount: Money,
    /// How it was made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Count>,
    /// Who took it.
    pub user: UserName,
}

/// See [`super::Event::CashDropped`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashDropped {
    /// The number of its slip.
    pub number: CashNumber,
    /// The bag's seal.
    pub seal: Seal,
    /// The bank account that it is for: own and agents' money go apart.
    pub account: AccountCode,
    /// The sum, in kopecks.
    #[serde(rename = "kopecks")]
    pub amount: Money,
    /// How it was made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Count>,
    /// Who sealed it.
    pub user: UserName,
}

/// See [`super::Event::CashCounted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashCounted {
    /// The shift's number.
    pub shift: u32,
    /// Who counted.
    pub user: UserName,
    /// What the journal said was in the drawer, in kopecks.
    #[serde(rename = "expected_kopecks")]
    pub expected: Money,
    /// What was counted, in kopecks.
    #[serde(rename = "counted_kopecks")]
    pub counted: Money,
    /// How it was made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Count>,
    /// The slips of cards and of other tenders than cash.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<CardCount>,
    /// True if the expected sum was hidden from who counted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blind: bool,
}

/// See [`super::Event::BagGiven`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BagGiven {
    /// The number of its slip.
    pub number: CashNumber,
    /// The bags.
    pub bags: Vec<GivenBag>,
    /// The collector's name and document.
    pub collector: String,
    /// Who gave them.
    pub user: UserName,
}

/// A bag that went to the bank's collector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenBag {
    /// Its seal.
    pub seal: Seal,
    /// What was sealed in it, in kopecks.
    #[serde(rename = "kopecks")]
    pub amount: Money,
    /// The bank account that it is for.
    pub account: AccountCode,
}
