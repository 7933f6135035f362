//! Everything that can happen at a desk. One event is one journal entry: a kind and a JSON body.
//!
//! The JSON only ever grows: a new field is optional, an old one keeps its name and meaning for ever
//! (`tests/data/events.jsonl` has one of every kind ever written).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code::{TenderKind, UserName};
use super::ids::{DeskId, EntryId, ReceiptNumber};
use super::line::{Line, Tendered};
use super::money::Money;
use super::time::Offset;
use super::user::Role;

/// Why a recorded event cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// A kind that this program does not know: a newer one wrote it.
    #[error("unknown kind '{0}'")]
    UnknownKind(String),
    /// The body is not what its kind says.
    #[error("the body of '{kind}' cannot be read: {source}")]
    Body {
        /// The kind of the entry.
        kind: String,
        /// What is wrong with its body.
        source: serde_json::Error,
    },
}

macro_rules! events {
    ($($(#[$doc:meta])* $kind:literal => $name:ident),+ $(,)?) => {
        /// What happened.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Event {
            $($(#[$doc])* $name($name)),+
        }

        impl Event {
            /// Every kind that this program writes.
            pub const KINDS: &[&str] = &[$($kind),+];

            /// The entry's kind.
            pub fn kind(&self) -> &'static str {
                match self { $(Event::$name(_) => $kind),+ }
            }

            /// The entry's body: one compact JSON object without newlines.
            pub fn body(&self) -> Result<String, serde_json::Error> {
                match self { $(Event::$name(event) => serde_json::to_string(event)),+ }
            }

            /// Reads an entry's kind and body.
            pub fn decode(kind: &str, body: &str) -> Result<Event, EventError> {
                match kind {
                    $($kind => serde_json::from_str(body)
                        .map(Event::$name)
                        .map_err(|source| EventError::Body { kind: kind.to_owned(), source }),)+
                    other => Err(EventError::UnknownKind(other.to_owned())),
                }
            }
        }

        $(impl From<$name> for Event {
            fn from(event: $name) -> Event {
                Event::$name(event)
            }
        })+
    };
}

events! {
    /// The desk was set up: always the first entry.
    "desk.enrolled" => DeskEnrolled,
    /// A person signed in.
    "user.signed-in" => UserSignedIn,
    /// A person's PIN was wrong.
    "user.refused" => UserRefused,
    /// A cashier took the desk over.
    "shift.opened" => ShiftOpened,
    /// The cashier's custody ended; its totals are the Z-report.
    "shift.closed" => ShiftClosed,
    /// Money was taken for a basket.
    "payment.taken" => PaymentTaken,
    /// A payment of the open shift was cancelled and its money given back.
    "payment.voided" => PaymentVoided,
    /// A card terminal is about to be used for a payment: after a crash the till asks what its slip says.
    "card.started" => CardStarted,
    /// A document came out on paper (or in a file) whole.
    "print.done" => PrintDone,
    /// Nobody can tell what came out.
    "print.unknown" => PrintUnknown,
    /// A person said what is on the paper.
    "print.resolved" => PrintResolved,
}

impl Event {
    /// The supervisor who approved it.
    pub fn approved_by(&self) -> Option<&UserName> {
        match self {
            Event::ShiftOpened(opened) => opened.approved_by.as_ref(),
            Event::ShiftClosed(closed) => closed.approved_by.as_ref(),
            Event::PaymentTaken(payment) => payment.approved_by.as_ref(),
            Event::PaymentVoided(void) => Some(&void.approved_by),
            _ => None,
        }
    }
}

/// See [`Event::DeskEnrolled`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskEnrolled {
    /// The desk's name.
    pub desk: DeskId,
    /// 1; each recovery adds one.
    pub epoch: u32,
    /// The office's zone by its IANA name.
    pub zone: String,
}

/// See [`Event::UserSignedIn`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserSignedIn {
    /// Who.
    pub user: UserName,
    /// As what.
    pub role: Role,
}

/// See [`Event::UserRefused`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRefused {
    /// Whose PIN was tried.
    pub user: UserName,
    /// Wrong PINs in a row, this one included.
    pub tries: u32,
}

/// See [`Event::ShiftOpened`].
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
    /// The supervisor who approved an odd clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<UserName>,
}

/// See [`Event::ShiftClosed`].
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
    /// The supervisor who closed another's shift.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<UserName>,
}

/// See [`Event::PaymentTaken`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentTaken {
    /// The receipt's number.
    pub receipt: ReceiptNumber,
    /// What was paid for.
    pub lines: Vec<Line>,
    /// How it was paid.
    pub tenders: Vec<Tendered>,
    /// The taxpayer number of the operator whose fees these are; only where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// The supervisor who approved an odd clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<UserName>,
}

impl PaymentTaken {
    /// The cash that went back to the payer.
    pub fn change(&self) -> Money {
        self.tenders.iter().map(Tendered::change).fold(Money::ZERO, Money::saturating_plus)
    }
}

/// See [`Event::PaymentVoided`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentVoided {
    /// The receipt of the payment that is cancelled.
    pub receipt: ReceiptNumber,
    /// The lines of that payment.
    pub lines: Vec<Line>,
    /// How it was paid, and so how the money goes back.
    pub tenders: Vec<Tendered>,
    /// The operator of that payment's fees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// Why.
    pub reason: String,
    /// The supervisor who approved it.
    pub approved_by: UserName,
}

impl PaymentVoided {
    /// The cash that went back to the payer.
    pub fn cash(&self) -> Money {
        let cash = self.tenders.iter().filter(|tender| tender.kind.is_cash());
        cash.fold(Money::ZERO, |sum, tender| sum.saturating_plus(tender.amount))
    }
}

/// See [`Event::CardStarted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardStarted {
    /// The id that the payment will have.
    pub payment: EntryId,
    /// In what it is tendered.
    pub kind: TenderKind,
    /// The sum that the terminal is asked for, in kopecks.
    #[serde(rename = "kopecks")]
    pub amount: Money,
}

/// See [`Event::PrintDone`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintDone {
    /// The entry whose document was printed.
    pub seq: u64,
    /// 0 for the original, else the copy's number.
    pub copy: u32,
}

/// See [`Event::PrintUnknown`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintUnknown {
    /// The entry whose document was being printed.
    pub seq: u64,
    /// 0 for the original, else the copy's number.
    pub copy: u32,
    /// What the printer or the system said.
    pub reason: String,
}

/// See [`Event::PrintResolved`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintResolved {
    /// The entry whose document it is.
    pub seq: u64,
    /// What the person found on the paper.
    pub paper: Paper,
    /// Who looked.
    pub user: UserName,
}

/// What is on the paper after a print of unknown outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// All of it: nothing more is printed.
    Whole,
    /// A part: a copy is to be printed.
    Partly,
    /// None of it: a copy is to be printed.
    Nothing,
}
