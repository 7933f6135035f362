//! Events of files that came from the bank and from the acquirer. They carry what proves the rows that were taken in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::BankDocument;
use crate::domain::code::{TenderKind, UserName};
use crate::domain::hash::EntryHash;
use crate::domain::money::Money;

/// See [`super::HqEvent::StatementImported`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementImported {
    /// Our account at the bank, by its twenty digits.
    pub account: String,
    /// The first day that the statement covers.
    pub from: NaiveDate,
    /// The last one.
    pub to: NaiveDate,
    /// The balance before it, in kopecks, where the file has it.
    #[serde(rename = "opening_kopecks", default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Money>,
    /// The balance after it, in kopecks, where the file has it.
    #[serde(rename = "closing_kopecks", default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Money>,
    /// How many documents were new.
    pub documents: u64,
    /// The SHA-256 of what they say.
    pub sha256: EntryHash,
    /// Who brought the file.
    pub user: UserName,
}

/// See [`super::HqEvent::DocumentExplained`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentExplained {
    /// Which.
    pub document: BankDocument,
    /// What it did to our account, in kopecks: below zero where it left it.
    #[serde(rename = "kopecks")]
    pub movement: Money,
    /// What it is, in a person's words.
    pub comment: String,
    /// Who says so.
    pub user: UserName,
}

/// See [`super::HqEvent::AcquirerImported`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcquirerImported {
    /// For which tender the acquirer pays.
    pub tender: TenderKind,
    /// The day of the first operation.
    pub from: NaiveDate,
    /// The day of the last one.
    pub to: NaiveDate,
    /// How many operations were new.
    pub operations: u64,
    /// Their sum in kopecks, refunds taken off.
    #[serde(rename = "gross_kopecks")]
    pub gross: Money,
    /// What the acquirer keeps of it, in kopecks.
    #[serde(rename = "fee_kopecks")]
    pub fee: Money,
    /// The SHA-256 of what they say.
    pub sha256: EntryHash,
    /// Who brought the file.
    pub user: UserName,
}
