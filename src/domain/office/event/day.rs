//! Events of an office's day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::code::UserName;
use crate::domain::hash::EntryHash;
use crate::domain::ids::DeskId;
use crate::domain::money::Money;
use crate::domain::office::OfficeCode;
use crate::domain::telephone::Operation;

/// See [`super::HqEvent::DaySigned`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaySigned {
    /// The office.
    pub office: OfficeCode,
    /// The business day.
    pub day: NaiveDate,
    /// How far each desk's journal was there: what is frozen.
    pub desks: Vec<SignedDesk>,
    /// How many payments, gross.
    pub payments: u64,
    /// Their sum in kopecks, gross, without fees.
    #[serde(rename = "kopecks")]
    pub gross: Money,
    /// What was over, or below zero short, in all, in kopecks.
    #[serde(rename = "over_short_kopecks")]
    pub over_short: Money,
    /// The exceptions that were still open.
    pub exceptions: u64,
    /// What was not closed yet and goes on by itself: bags, cards, remittances, by their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<String>,
    /// In the supervisor's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Who signed.
    pub user: UserName,
}

/// A desk at the moment when its day was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedDesk {
    /// The desk.
    pub desk: DeskId,
    /// Its last entry of the day's shifts.
    pub through: u64,
    /// That entry's hash.
    pub head: EntryHash,
}

/// See [`super::HqEvent::DayReopened`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayReopened {
    /// The office.
    pub office: OfficeCode,
    /// The business day.
    pub day: NaiveDate,
    /// The desk whose entry came late.
    pub desk: DeskId,
    /// The first such entry.
    pub seq: u64,
}

/// See [`super::HqEvent::PaperTicked`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperTicked {
    /// The desk.
    pub desk: DeskId,
    /// The shift.
    pub shift: u32,
    /// True for seen.
    pub seen: bool,
    /// Who says so.
    pub user: UserName,
}

/// See [`super::HqEvent::DeskAnnounced`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskAnnounced {
    /// The desk.
    pub desk: DeskId,
    /// The shift.
    pub shift: u32,
    /// Its business day.
    pub day: NaiveDate,
    /// How many payments the Z-report has, gross.
    pub payments: u32,
    /// Their sum in kopecks, gross, without fees.
    #[serde(rename = "kopecks")]
    pub gross: Money,
    /// The first digits of the chain's head, as the Z-report prints them.
    pub digits: String,
    /// Who telephoned.
    pub clerk: String,
    /// Who wrote it down.
    pub user: UserName,
}

/// See [`super::HqEvent::AuthorisationGiven`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorisationGiven {
    /// The desk.
    pub desk: DeskId,
    /// What the desk's screen showed.
    pub challenge: String,
    /// The kind of operation.
    pub operation: String,
    /// What it is about: a receipt, a person.
    pub subject: String,
    /// Its sum in kopecks.
    #[serde(rename = "kopecks")]
    pub amount: Money,
    /// Who gave it.
    pub user: UserName,
}

impl AuthorisationGiven {
    /// What it was given for.
    pub fn operation(&self) -> Operation {
        Operation { kind: self.operation.clone(), subject: self.subject.clone(), amount: self.amount }
    }
}
