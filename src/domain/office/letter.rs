//! A letter to a supplier: all that stands in it, in no language yet.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::account::AccountNumber;
use crate::domain::code::SupplierCode;
use crate::domain::ids::DeskId;
use crate::domain::money::Money;
use crate::domain::supplier::{Name, Operator};

/// A letter that asks a supplier to correct what a register said. It says the same whenever it is written out: nothing
/// in it depends on what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierLetter {
    /// Who asks.
    pub operator: Operator,
    /// Whom.
    pub supplier: SupplierCode,
    /// What the supplier is called; its code where the catalogue no longer has it.
    pub name: Name,
    /// The supplier's taxpayer number, where the catalogue has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inn: Option<String>,
    /// The number of the letter, from 1 for each supplier.
    pub number: u32,
    /// Its day, by the clock of the office that took the payment.
    pub day: NaiveDate,
    /// Who wrote it, as others read the name.
    pub by: String,
    /// The register that has the line.
    pub register: LetterRegister,
    /// The line that is to be corrected.
    pub line: LetterLine,
    /// The business day on which it was corrected here.
    pub corrected: NaiveDate,
    /// What is asked for.
    pub asked: Asked,
    /// How much of the line is to be corrected, in kopecks.
    #[serde(rename = "kopecks")]
    pub amount: Money,
    /// Why, in the words of whoever corrected it.
    pub reason: String,
}

/// A register as a letter names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterRegister {
    /// Its number.
    pub number: u32,
    /// The day on which it was made.
    pub day: NaiveDate,
    /// The name of its file.
    pub file: String,
}

/// A register's line as a letter names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterLine {
    /// The desk.
    pub desk: DeskId,
    /// The receipt's number.
    pub receipt: String,
    /// The business day.
    pub day: NaiveDate,
    /// The service.
    pub service: Name,
    /// The account.
    pub account: AccountNumber,
    /// Its address, where the receipt has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The line's sum for the supplier, in kopecks.
    #[serde(rename = "kopecks")]
    pub amount: Money,
}

/// What a supplier is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Asked {
    /// To leave a payment out that was voided.
    Void,
    /// To take off what the payer got back.
    Refund,
    /// To put it on the right account.
    Move {
        /// That account.
        account: AccountNumber,
        /// What is paid for there.
        service: Name,
    },
    /// To take it off: it was meant for another supplier.
    Elsewhere,
}
