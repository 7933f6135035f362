//! Events of exceptions.

use serde::{Deserialize, Serialize};

use crate::domain::code::{ReasonCode, UserName};
use crate::domain::ids::EntryId;
use crate::domain::office::ExceptionKey;

/// See [`super::HqEvent::ExceptionTaken`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionTaken {
    /// Which.
    pub exception: ExceptionKey,
    /// Who took it.
    pub user: UserName,
}

/// See [`super::HqEvent::ExceptionCommented`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionCommented {
    /// Which.
    pub exception: ExceptionKey,
    /// What was said.
    pub comment: String,
    /// By whom.
    pub user: UserName,
}

/// See [`super::HqEvent::ExceptionResolved`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionResolved {
    /// Which.
    pub exception: ExceptionKey,
    /// Why it is done with, by its code.
    pub reason: ReasonCode,
    /// In a person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The entry of a desk that corrected it, where money moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_by: Option<EntryId>,
    /// Who resolved it.
    pub user: UserName,
}

/// See [`super::HqEvent::ExceptionReopened`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionReopened {
    /// Which.
    pub exception: ExceptionKey,
    /// Why.
    pub comment: String,
    /// Who reopened it.
    pub user: UserName,
}

/// Why an exception may be done with, by code: each has a text, `office-reason-CODE`.
pub const REASONS: [(&str, &str); 7] = [
    ("explained", "office-reason-explained"),
    ("corrected", "office-reason-corrected"),
    ("counted-again", "office-reason-counted-again"),
    ("bank-act", "office-reason-bank-act"),
    ("duplicate-returned", "office-reason-duplicate-returned"),
    ("accepted-loss", "office-reason-accepted-loss"),
    ("other", "office-reason-other"),
];
