//! Everything that can happen at a desk. One event is one journal entry: a kind and a JSON body.
//!
//! The JSON only ever grows: a new field is optional, an old one keeps its name and meaning for ever
//! (`tests/data/events.jsonl` has one of every kind ever written).

mod about;
mod approval;
mod cash;
mod desk;
mod payment;
mod print;
mod shift;

use super::cash::CashNumber;
use super::code::UserName;
use super::ids::ReceiptNumber;

pub use approval::Approval;
pub use cash::{BagGiven, CashAccepted, CashCounted, CashDropped, CashHandedOver, CashIn, CashOut, GivenBag};
pub use desk::{DeskEnrolled, DeskKind, DeskRecovered, PinSet, Stranded, UserRefused, UserSignedIn};
pub use payment::{
    CardStarted, PaymentMoved, PaymentRefunded, PaymentRetendered, PaymentTaken, PaymentVoided, RefundedLine,
};
pub use print::{Paper, PrintDone, PrintResolved, PrintUnknown};
pub use shift::{CardCount, ShiftClosed, ShiftOpened, ShiftPaused, ShiftResumed};

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
    /// The desk was set up anew from what HQ had of its journal.
    "desk.recovered" => DeskRecovered,
    /// A person signed in.
    "user.signed-in" => UserSignedIn,
    /// A person's PIN, or a code that they typed, was wrong.
    "user.refused" => UserRefused,
    /// A person who forgot their PIN set a new one.
    "user.pin-set" => PinSet,
    /// A cashier took the desk over.
    "shift.opened" => ShiftOpened,
    /// The cashier sealed the drawer's cash and left the desk for a while.
    "shift.paused" => ShiftPaused,
    /// The cashier came back and counted what was sealed.
    "shift.resumed" => ShiftResumed,
    /// The cashier's custody ended; its totals are the Z-report.
    "shift.closed" => ShiftClosed,
    /// Money was taken for a basket.
    "payment.taken" => PaymentTaken,
    /// A payment of the open shift was cancelled and its money given back.
    "payment.voided" => PaymentVoided,
    /// Money was given back for an earlier shift's payment.
    "payment.refunded" => PaymentRefunded,
    /// A line was put on the right account; no cash moved.
    "payment.moved" => PaymentMoved,
    /// A payment was put on the right tender; no cash moved.
    "payment.retendered" => PaymentRetendered,
    /// Cash that is no payment came into the drawer.
    "cash.in" => CashIn,
    /// Cash that is no payment left the drawer.
    "cash.out" => CashOut,
    /// Cash was given to another desk: it is in transit until that desk accepts it.
    "cash.handed-over" => CashHandedOver,
    /// Cash in transit from another desk was counted into this drawer.
    "cash.accepted" => CashAccepted,
    /// Cash left the drawer into a sealed bag.
    "cash.dropped" => CashDropped,
    /// The drawer was counted; the trail of counts explains a difference.
    "cash.counted" => CashCounted,
    /// Sealed bags went to the bank's collector.
    "bag.given" => BagGiven,
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
        self.approval().map(|approval| &approval.user)
    }

    /// Who approved it, and how.
    pub fn approval(&self) -> Option<&Approval> {
        match self {
            Event::PinSet(set) => set.approved_by.as_ref(),
            Event::ShiftOpened(opened) => opened.approved_by.as_ref(),
            Event::ShiftPaused(paused) => paused.approved_by.as_ref(),
            Event::ShiftResumed(resumed) => resumed.approved_by.as_ref(),
            Event::ShiftClosed(closed) => closed.approved_by.as_ref(),
            Event::PaymentTaken(payment) => payment.approved_by.as_ref(),
            Event::PaymentVoided(void) => void.approved_by.as_ref(),
            Event::PaymentRefunded(refund) => refund.approved_by.as_ref(),
            Event::PaymentMoved(moved) => moved.approved_by.as_ref(),
            Event::PaymentRetendered(retendered) => retendered.approved_by.as_ref(),
            Event::CashIn(cash) => cash.approved_by.as_ref(),
            Event::CashOut(cash) => cash.approved_by.as_ref(),
            _ => None,
        }
    }

    /// True where the event has a document, which is printed as soon as it is recorded.
    pub fn has_document(&self) -> bool {
        matches!(
            self,
            Event::ShiftClosed(_)
                | Event::PaymentTaken(_)
                | Event::PaymentVoided(_)
                | Event::PaymentRefunded(_)
                | Event::PaymentMoved(_)
                | Event::PaymentRetendered(_)
                | Event::CashIn(_)
                | Event::CashOut(_)
                | Event::CashHandedOver(_)
                | Event::CashAccepted(_)
                | Event::CashDropped(_)
                | Event::BagGiven(_)
        )
    }

    /// The number of its slip, where it is about cash that is no payment.
    pub fn slip(&self) -> Option<CashNumber> {
        match self {
            Event::CashIn(cash) => Some(cash.number),
            Event::CashOut(cash) => Some(cash.number),
            Event::CashHandedOver(given) => Some(given.code.number),
            Event::CashAccepted(taken) => Some(taken.number),
            Event::CashDropped(drop) => Some(drop.number),
            Event::BagGiven(given) => Some(given.number),
            _ => None,
        }
    }

    /// The receipt of the payment that the event corrects.
    pub fn corrects(&self) -> Option<ReceiptNumber> {
        match self {
            Event::PaymentVoided(void) => Some(void.receipt),
            Event::PaymentRefunded(refund) => Some(refund.receipt),
            Event::PaymentMoved(moved) => Some(moved.receipt),
            Event::PaymentRetendered(retendered) => Some(retendered.receipt),
            _ => None,
        }
    }
}
