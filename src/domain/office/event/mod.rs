//! What headquarters decides: the entries of its own journal, `hq/1`. Their JSON only ever grows, as that of the desks'
//! events does (`tests/data/office-events.jsonl` has one of every kind ever written).

mod bank;
mod cash;
mod day;
mod exception;
mod person;
mod register;

use crate::domain::event::EventError;

pub use bank::{AcquirerImported, DocumentExplained, StatementImported};
pub use cash::{AcquirerPaid, BagCollected, BagCredited, BagReturned, BankDocument, CreditedBag, Verdict};
pub use day::{AuthorisationGiven, DayReopened, DaySigned, DeskAnnounced, PaperTicked, SignedDesk};
pub use exception::{ExceptionCommented, ExceptionReopened, ExceptionResolved, ExceptionTaken, REASONS};
pub use person::{Particulars, PersonAdded, PersonChanged, PersonGivenPin, PersonRetired};
pub use register::{CorrectionAnswered, CorrectionRequested, RegisterMade, Span, SupplierRemitted};

macro_rules! events {
    ($($(#[$doc:meta])* $kind:literal => $name:ident),+ $(,)?) => {
        /// What headquarters decided.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum HqEvent {
            $($(#[$doc])* $name($name)),+
        }

        impl HqEvent {
            /// Every kind that this program writes.
            pub const KINDS: &[&str] = &[$($kind),+];

            /// The entry's kind.
            pub fn kind(&self) -> &'static str {
                match self { $(HqEvent::$name(_) => $kind),+ }
            }

            /// The entry's body: one compact JSON object without newlines.
            pub fn body(&self) -> Result<String, serde_json::Error> {
                match self { $(HqEvent::$name(event) => serde_json::to_string(event)),+ }
            }

            /// Reads an entry's kind and body.
            pub fn decode(kind: &str, body: &str) -> Result<HqEvent, EventError> {
                match kind {
                    $($kind => serde_json::from_str(body)
                        .map(HqEvent::$name)
                        .map_err(|source| EventError::Body { kind: kind.to_owned(), source }),)+
                    other => Err(EventError::UnknownKind(other.to_owned())),
                }
            }
        }

        $(impl From<$name> for HqEvent {
            fn from(event: $name) -> HqEvent {
                HqEvent::$name(event)
            }
        })+
    };
}

events! {
    /// A supervisor signed an office's day off: what its desks did is frozen.
    "day.signed" => DaySigned,
    /// An entry came for a day that was signed: it must be signed again.
    "day.reopened" => DayReopened,
    /// A supervisor has seen the paper of a shift, or takes that back.
    "paper.ticked" => PaperTicked,
    /// A clerk telephoned what the Z-report of a desk without a network says.
    "desk.announced" => DeskAnnounced,
    /// A supervisor gave the code that approves an operation at a desk.
    "authorisation.given" => AuthorisationGiven,
    /// Somebody looks after an exception from now on.
    "exception.taken" => ExceptionTaken,
    /// Something was said about an exception.
    "exception.commented" => ExceptionCommented,
    /// An exception is done with.
    "exception.resolved" => ExceptionResolved,
    /// A resolved exception is open again.
    "exception.reopened" => ExceptionReopened,
    /// The bank's collector took a bag.
    "bag.collected" => BagCollected,
    /// The bank credited bags.
    "bag.credited" => BagCredited,
    /// The bank gave a bag back unopened.
    "bag.returned" => BagReturned,
    /// The acquirer paid for what cards took.
    "acquirer.paid" => AcquirerPaid,
    /// A file of the acquirer was taken in.
    "acquirer.imported" => AcquirerImported,
    /// A statement of the bank was taken in.
    "statement.imported" => StatementImported,
    /// A document of the bank is about nothing that is kept here.
    "document.explained" => DocumentExplained,
    /// A register went to a supplier.
    "register.made" => RegisterMade,
    /// A supplier got its money.
    "supplier.remitted" => SupplierRemitted,
    /// A letter asks a supplier to correct what a register said.
    "correction.requested" => CorrectionRequested,
    /// A supplier answered such a letter.
    "correction.answered" => CorrectionAnswered,
    /// Somebody works here from now on, or works here again.
    "person.added" => PersonAdded,
    /// Somebody works elsewhere, may do something else, or is called otherwise.
    "person.changed" => PersonChanged,
    /// Somebody works here no longer.
    "person.retired" => PersonRetired,
    /// Somebody was given another PIN.
    "person.given-pin" => PersonGivenPin,
}
