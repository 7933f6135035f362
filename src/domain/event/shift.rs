//! Events of a shift: its opening, its pauses and its close.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::approval::{self, Approval};
use crate::domain::cash::Count;
use crate::domain::code::{Seal, TenderKind, UserName};
use crate::domain::money::Money;
use crate::domain::time::Offset;

/// See [`super::Event::ShiftOpened`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftOpened {
    /// The epoch of this shift's receipt numbers.
    pub epoch: u32,
    /// The shift's number, one more than the last.
    pub shift: u32,
    /// The business day: the office's calendar day at opening.
    pub day: NaiveDate,
    /// The office's offset from UTC at opening.
    pub offset: Offset,
    /// The cashier.
    pub user: UserName,
    /// The cash that the last close left in the drawer, in kopecks.
    #[serde(rename = "carried_kopecks")]
    pub carried: Money,
    /// The change money brought now, in kopecks.
    #[serde(rename = "issued_kopecks")]
    pub issued: Money,
    /// The cash counted in the drawer, in kopecks; what differs from carried + issued is over or short.
    #[serde(rename = "counted_kopecks")]
    pub counted: Money,
    /// How the counted cash was made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Count>,
    /// The shifts whose cashiers are away, their cash sealed: the desk's state is folded from the first of these on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paused: Vec<u32>,
    /// The number of the last Z-report; one less than the shift's number where it isn't said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_z: Option<u32>,
    /// The supervisor who approved an odd clock.
    #[serde(flatten, with = "approval")]
    pub approved_by: Option<Approval>,
}

/// See [`super::Event::ShiftPaused`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftPaused {
    /// The shift's number.
    pub shift: u32,
    /// Who sealed the cash.
    pub user: UserName,
    /// The drawer's cash, in kopecks, under the cashier's name until the shift is resumed.
    #[serde(rename = "sealed_kopecks")]
    pub sealed: Money,
    /// The seal's number, where one was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<Seal>,
    /// The supervisor who approved the pause of another's shift.
    #[serde(flatten, with = "approval")]
    pub approved_by: Option<Approval>,
}

/// See [`super::Event::ShiftResumed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftResumed {
    /// The shift's number.
    pub shift: u32,
    /// Who counted.
    pub user: UserName,
    /// What was sealed, in kopecks.
    #[serde(rename = "sealed_kopecks")]
    pub sealed: Money,
    /// What a shift in between left in the drawer, in kopecks.
    #[serde(rename = "carried_kopecks", default, skip_serializing_if = "Money::is_zero_ref")]
    pub carried: Money,
    /// The cash counted, in kopecks; what differs from sealed + carried is over or short.
    #[serde(rename = "counted_kopecks")]
    pub counted: Money,
    /// How it was made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Count>,
    /// The supervisor who approved that another's shift is resumed.
    #[serde(flatten, with = "approval")]
    pub approved_by: Option<Approval>,
}

/// See [`super::Event::ShiftClosed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftClosed {
    /// The shift's number.
    pub shift: u32,
    /// The Z-report's number, without gaps.
    pub z: u32,
    /// Who closed it.
    pub user: UserName,
    /// The cash that the journal says is in the drawer, in kopecks.
    #[serde(rename = "expected_kopecks")]
    pub expected: Money,
    /// The cash that was counted, in kopecks.
    #[serde(rename = "counted_kopecks")]
    pub counted: Money,
    /// How many payments were taken, voided ones included.
    pub payments: u32,
    /// Their sum with fees, in kopecks.
    #[serde(rename = "kopecks")]
    pub gross: Money,
    /// How many payments were voided.
    pub voids: u32,
    /// Their sum with fees, in kopecks.
    #[serde(rename = "voided_kopecks")]
    pub voided: Money,
    /// How many refunds were given for earlier shifts' payments.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub refunds: u32,
    /// Their sum with fees, in kopecks.
    #[serde(rename = "refunded_kopecks", default, skip_serializing_if = "Money::is_zero_ref")]
    pub refunded: Money,
    /// How many lines were moved.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub moves: u32,
    /// How many tenders were corrected.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub retenders: u32,
    /// How the counted cash was made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Count>,
    /// The slips of cards and of other tenders than cash, counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<CardCount>,
    /// Why counted and expected differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Entries that headquarters had not acknowledged, where there is a headquarters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsent: Option<u64>,
    /// The second person, who counted an absent cashier's drawer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_by: Option<UserName>,
    /// The supervisor who closed another's shift.
    #[serde(flatten, with = "approval")]
    pub approved_by: Option<Approval>,
}

/// The slips of a tender other than cash, as counted at a close. A difference is a record, not a posting: the money is
/// the bank's to answer for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardCount {
    /// The tender.
    pub kind: TenderKind,
    /// How many slips there are.
    pub slips: u32,
    /// Their sum, in kopecks.
    #[serde(rename = "counted_kopecks")]
    pub counted: Money,
    /// What the journal says, in kopecks.
    #[serde(rename = "expected_kopecks")]
    pub expected: Money,
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}
