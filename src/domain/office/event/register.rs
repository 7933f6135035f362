//! Events of what goes to suppliers.

use serde::{Deserialize, Serialize};

use super::BankDocument;
use crate::domain::code::{AccountCode, SupplierCode, UserName};
use crate::domain::ids::DeskId;
use crate::domain::money::Money;

/// See [`super::HqEvent::RegisterMade`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterMade {
    /// The supplier.
    pub supplier: SupplierCode,
    /// The number, from 1 without gaps for each supplier.
    pub number: u32,
    /// The layout, by its name in `data/registers/out`.
    pub layout: String,
    /// The entries whose lines it has: with those before, every line is in exactly one register.
    pub spans: Vec<Span>,
    /// How many lines.
    pub lines: u64,
    /// Their sum in kopecks: the movement of what is due to the supplier.
    #[serde(rename = "kopecks")]
    pub sum: Money,
    /// The file's name.
    pub file: String,
    /// The SHA-256 of the file's bytes, in hex: a re-issue is the same.
    pub sha256: String,
    /// Who made it.
    pub user: UserName,
}

/// A run of a desk's entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The desk.
    pub desk: DeskId,
    /// The last entry before it.
    pub after: u64,
    /// Its last entry.
    pub through: u64,
}

/// See [`super::HqEvent::SupplierRemitted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierRemitted {
    /// The supplier.
    pub supplier: SupplierCode,
    /// The sum, in kopecks.
    #[serde(rename = "kopecks")]
    pub amount: Money,
    /// The registers that it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registers: Vec<u32>,
    /// The bank account, by its code.
    pub account: AccountCode,
    /// The bank's document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<BankDocument>,
    /// Who wrote it down.
    pub user: UserName,
}

/// See [`super::HqEvent::CorrectionRequested`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionRequested {
    /// The number of the letter, from 1 without gaps for each supplier.
    pub number: u32,
    /// The supplier.
    pub supplier: SupplierCode,
    /// The desk whose entry corrects a payment.
    pub desk: DeskId,
    /// That entry.
    pub seq: u64,
    /// Its line, from 1.
    pub n: u32,
    /// The register that has the payment's line.
    pub register: u32,
    /// What is asked for, in kopecks: below zero to take off.
    #[serde(rename = "kopecks")]
    pub amount: Money,
    /// Who wrote it.
    pub user: UserName,
}

/// See [`super::HqEvent::CorrectionAnswered`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionAnswered {
    /// The supplier.
    pub supplier: SupplierCode,
    /// The number of the letter.
    pub number: u32,
    /// True where the supplier did what was asked.
    pub accepted: bool,
    /// What it answered.
    pub comment: String,
    /// Who wrote it down.
    pub user: UserName,
}
