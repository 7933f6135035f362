//! What crosses the wall between the back office and headquarters: signing in, pages of a view, and deeds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::code::{AccountCode, ReasonCode, SupplierCode, TenderKind, UserName};
use crate::domain::office::event::{BankDocument, Verdict};
use crate::domain::{DeskId, EntryId, ExceptionKey, Money, OfficeCode, Role, Timestamp};

/// A person who signs in.
#[derive(Clone, Serialize, Deserialize)]
pub struct SignIn {
    /// The name.
    pub user: UserName,
    /// The PIN.
    pub pin: String,
}

/// A person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// What every later request carries, as `Authorization: Bearer TOKEN`.
    pub token: String,
    /// Until when it is good.
    pub until: Timestamp,
    /// Who it is.
    pub user: UserName,
    /// The name that others see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// What they may do.
    pub role: Role,
    /// The code of their language; none where they have none of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The one office that they see; all where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeCode>,
}

/// Something that a person does at the back office. It becomes an entry of headquarters' journal under the id that it
/// comes with: sent twice, it is done once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordered {
    /// Minted when the person begins.
    pub id: EntryId,
    /// What is to be done.
    pub deed: Deed,
}

/// What a person does at the back office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Deed {
    /// Says that the paper of a shift was seen, or takes it back.
    Tick {
        /// The desk.
        desk: DeskId,
        /// The shift.
        shift: u32,
        /// True for seen.
        seen: bool,
    },
    /// Signs an office's day off.
    Sign {
        /// The office.
        office: OfficeCode,
        /// The business day.
        day: NaiveDate,
        /// In their words; needed where the day isn't clean.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
    /// Writes down what a clerk telephoned of the Z-report of a desk without a network.
    Announce {
        /// The desk.
        desk: DeskId,
        /// The shift.
        shift: u32,
        /// Its business day.
        day: NaiveDate,
        /// How many payments, gross.
        payments: u32,
        /// Their sum in kopecks, gross, without fees.
        kopecks: Money,
        /// The first digits of the chain's head.
        digits: String,
        /// Who telephoned.
        clerk: String,
    },
    /// Looks after an exception from now on.
    Take {
        /// Which.
        exception: ExceptionKey,
    },
    /// Says something about an exception.
    Comment {
        /// Which.
        exception: ExceptionKey,
        /// What.
        comment: String,
    },
    /// Is done with an exception.
    Resolve {
        /// Which.
        exception: ExceptionKey,
        /// Why, by its code.
        reason: ReasonCode,
        /// In their words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
        /// The entry of a desk that corrected it, where money moved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        corrected_by: Option<EntryId>,
    },
    /// Opens a resolved exception again.
    Reopen {
        /// Which.
        exception: ExceptionKey,
        /// Why.
        comment: String,
    },
    /// Writes down that the collector took a bag.
    Collect {
        /// The desk that sealed it.
        desk: DeskId,
        /// The entry by which it did.
        seq: u64,
        /// When.
        day: NaiveDate,
    },
    /// Writes down that the bank credited bags.
    Credit {
        /// The bags as the bank found them.
        bags: Vec<FoundBag>,
        /// The bank's document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<BankDocument>,
        /// The number of the bank's act; needed where it found another sum.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        act: Option<String>,
    },
    /// Writes down that the bank gave a bag back unopened.
    Return {
        /// The desk that sealed it.
        desk: DeskId,
        /// The entry by which it did.
        seq: u64,
        /// Why.
        comment: String,
    },
    /// Writes down that the acquirer paid.
    Settle {
        /// For which tender.
        tender: TenderKind,
        /// What cards took, in kopecks.
        gross: Money,
        /// What the acquirer kept of it, in kopecks.
        fee: Money,
        /// The bank account, by its code.
        account: AccountCode,
        /// The bank's document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<BankDocument>,
    },
    /// Makes the next register of a supplier.
    MakeRegister {
        /// The supplier.
        supplier: SupplierCode,
        /// The layout; the supplier's last one where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        layout: Option<String>,
    },
    /// Writes down that a supplier got its money.
    Remit {
        /// The supplier.
        supplier: SupplierCode,
        /// The sum, in kopecks.
        kopecks: Money,
        /// The registers that it is for.
        #[serde(default)]
        registers: Vec<u32>,
        /// The bank account, by its code.
        account: AccountCode,
        /// The bank's document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<BankDocument>,
    },
    /// Asks a supplier by letter to correct what a register said.
    Request {
        /// The desk whose entry corrects a payment.
        desk: DeskId,
        /// That entry.
        seq: u64,
        /// Its line, from 1.
        n: u32,
    },
    /// Writes down what a supplier answered to a letter.
    Answer {
        /// The supplier.
        supplier: SupplierCode,
        /// The letter's number.
        number: u32,
        /// True where it did what was asked.
        accepted: bool,
        /// What it answered.
        comment: String,
    },
    /// Gives the code that approves an operation at a desk without a supervisor.
    Authorise {
        /// The desk.
        desk: DeskId,
        /// What its screen shows.
        challenge: String,
        /// The kind of operation.
        operation: String,
        /// What it is about.
        subject: String,
        /// Its sum in kopecks.
        kopecks: Money,
    },
}

/// A bag as the bank found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundBag {
    /// The desk that sealed it.
    pub desk: DeskId,
    /// The entry by which it did.
    pub seq: u64,
    /// What the bank credited, in kopecks.
    pub kopecks: Money,
    /// What it found.
    pub verdict: Verdict,
}

/// What came of a deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The entry of headquarters' journal.
    pub seq: u64,
    /// What it gave: the code of an authorisation, the number of a register or of a letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gave: Option<String>,
}

/// Why a deed was not done, or a view not shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denied {
    /// The id of the text that says so.
    pub why: String,
    /// What goes into the text, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<(String, String)>,
}
