//! What a person or a worker asks of a desk, and the facts that deciding takes.

use chrono::TimeDelta;

use super::account::AccountNumber;
use super::code::{ServiceCode, SupplierCode, TenderKind, UserName};
use super::event::{Event, Paper, PaymentTaken};
use super::ids::{EntryId, ReceiptNumber};
use super::money::Money;
use super::period::Period;
use super::supplier::Catalogue;
use super::time::{Offset, Timestamp};
use super::user::Role;

/// A request to record something. Its id becomes the entry's: executing an id twice records it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Minted by the caller before anything happens.
    pub id: EntryId,
    /// The clock's reading.
    pub at: Timestamp,
    /// Who asks; `None` for the set-up and for workers.
    pub by: Option<Actor>,
    /// The supervisor who gave their PIN for it.
    pub approved_by: Option<Actor>,
    /// What is asked.
    pub action: Action,
}

/// A person whose PIN was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The sign-in name.
    pub user: UserName,
    /// What they may do.
    pub role: Role,
}

/// What is asked of a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Set up a desk that stands alone.
    Enrol {
        /// The office's zone by its IANA name.
        zone: String,
    },
    /// Sign a person in.
    SignIn {
        /// Who says they are.
        user: UserName,
    },
    /// Take the desk over.
    OpenShift {
        /// The cash counted in the drawer.
        counted: Money,
        /// The part of it brought now; all of it if none was carried over, else nothing, where it is not said.
        issued: Option<Money>,
    },
    /// Take money for a basket.
    TakePayment {
        /// What is paid for.
        lines: Vec<LineInput>,
        /// How it is paid; the fee is that of the first.
        tenders: Vec<TenderInput>,
    },
    /// Note that a card terminal is about to be used.
    StartCard {
        /// The id that the payment will have.
        payment: EntryId,
        /// In what it is tendered.
        kind: TenderKind,
        /// The sum that the terminal is asked for.
        amount: Money,
    },
    /// Cancel a payment of the open shift.
    VoidPayment {
        /// Its receipt.
        receipt: ReceiptNumber,
        /// Why.
        reason: String,
    },
    /// End the shift.
    CloseShift {
        /// The cash counted in the drawer.
        counted: Money,
    },
    /// Record what became of a print.
    RecordPrint {
        /// The entry whose document it is.
        seq: u64,
        /// 0 for the original, else the copy's number.
        copy: u32,
        /// What the printer said where the outcome is unknown; `None` where the paper came out.
        unknown: Option<String>,
    },
    /// Record what a person found on the paper.
    ResolvePrint {
        /// The entry whose document it is.
        seq: u64,
        /// What is there.
        paper: Paper,
    },
}

impl Action {
    /// True if this action makes events such as `event`: a second execution of an id must ask for the same.
    pub fn makes(&self, event: &Event) -> bool {
        match self {
            Action::Enrol { .. } => matches!(event, Event::DeskEnrolled(_)),
            Action::SignIn { .. } => matches!(event, Event::UserSignedIn(_) | Event::UserRefused(_)),
            Action::OpenShift { .. } => matches!(event, Event::ShiftOpened(_)),
            Action::TakePayment { lines, .. } => {
                let asked = lines.iter().map(|line| (&line.supplier, &line.account, line.amount));
                matches!(event, Event::PaymentTaken(taken)
                    if asked.eq(taken.lines.iter().map(|line| (&line.supplier, &line.account, line.amount))))
            }
            Action::StartCard { .. } => matches!(event, Event::CardStarted(_)),
            Action::VoidPayment { receipt, .. } => {
                matches!(event, Event::PaymentVoided(void) if void.receipt == *receipt)
            }
            Action::CloseShift { .. } => matches!(event, Event::ShiftClosed(_)),
            Action::RecordPrint { .. } => matches!(event, Event::PrintDone(_) | Event::PrintUnknown(_)),
            Action::ResolvePrint { .. } => matches!(event, Event::PrintResolved(_)),
        }
    }
}

/// A line as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineInput {
    /// Whom the money is for.
    pub supplier: SupplierCode,
    /// What is paid for; may be left out where the supplier has one service.
    pub service: Option<ServiceCode>,
    /// The payer's account.
    pub account: AccountNumber,
    /// The sum.
    pub amount: Money,
    /// The month paid for, where known.
    pub period: Option<Period>,
}

/// A tender as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TenderInput {
    /// Notes and coins: what the payer hands over.
    Cash {
        /// The sum handed over.
        given: Money,
    },
    /// A card, СБП or another payment system.
    Other {
        /// Which.
        kind: TenderKind,
        /// The sum; the rest of the payment where it is not said.
        amount: Option<Money>,
        /// The slip's number.
        reference: String,
    },
}

impl TenderInput {
    /// The kind of this tender.
    pub fn kind(&self) -> TenderKind {
        match self {
            TenderInput::Cash { .. } => TenderKind::cash(),
            TenderInput::Other { kind, .. } => kind.clone(),
        }
    }
}

/// What deciding takes besides the desk's state: looked up by the desk before it asks.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Suppliers, services, tenders and fees.
    pub catalogue: &'a Catalogue,
    /// The office's offset from UTC at the command's moment.
    pub offset: Offset,
    /// How long after the last entry a shift may be opened without a supervisor.
    pub clock_gap: TimeDelta,
    /// What is known of each line's account, in the order of the lines.
    pub lines: Vec<LineFacts>,
    /// The recorded payment that the command names.
    pub payment: Option<RecordedPayment>,
    /// True if the entry that a print command names has a document.
    pub printable: bool,
    /// The person who signs in.
    pub sign_in: Option<SignInFacts>,
}

/// What is known of a line's account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineFacts {
    /// True if the directory has the account.
    pub known: bool,
    /// The address that the directory has for it.
    pub address: Option<String>,
    /// Payments of the same account and sum within the last day that were not voided.
    pub doubles: Vec<ReceiptNumber>,
}

/// A payment found in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedPayment {
    /// What was recorded.
    pub taken: PaymentTaken,
    /// True once a void followed.
    pub voided: bool,
}

/// What is known of a person who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInFacts {
    /// The person's role.
    pub role: Role,
    /// True if the PIN is theirs.
    pub pin_fits: bool,
    /// Wrong PINs in a row so far.
    pub tries: u32,
}
