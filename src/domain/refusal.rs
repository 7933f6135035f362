//! Why a command was not carried out. Each refusal carries what a screen must say about it.

use super::account::AccountNumber;
use super::code::{ServiceCode, SupplierCode, TenderKind, UserName};
use super::ids::ReceiptNumber;
use super::message::{Message, Word, list, text};
use super::money::Money;
use super::time::Timestamp;

/// A command that was refused; nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The desk was never set up.
    NotEnrolled,
    /// The desk is set up already.
    AlreadyEnrolled,
    /// The command needs a person.
    NobodySignedIn,
    /// No shift is open.
    NoShift,
    /// A shift is open already.
    ShiftOpen {
        /// Its number.
        shift: u32,
        /// Whose it is.
        cashier: UserName,
    },
    /// The open shift is another's.
    AnothersShift {
        /// Its number.
        shift: u32,
        /// Whose it is.
        cashier: UserName,
    },
    /// The clock reads earlier than the last entry.
    ClockBack {
        /// The last entry's time.
        last: Timestamp,
        /// The clock's reading.
        now: Timestamp,
    },
    /// The clock reads much later than the last entry as a shift is opened.
    ClockAhead {
        /// The last entry's time.
        last: Timestamp,
        /// The clock's reading.
        now: Timestamp,
    },
    /// The action needs a supervisor's PIN.
    SupervisorNeeded,
    /// The person who approved may not.
    NotASupervisor {
        /// Who.
        user: UserName,
    },
    /// A reason must be given.
    ReasonNeeded,
    /// The basket has no line.
    EmptyBasket,
    /// A line's sum is zero.
    ZeroSum {
        /// The line's account.
        account: AccountNumber,
    },
    /// A line's sum is below zero.
    NegativeSum {
        /// The line's account.
        account: AccountNumber,
    },
    /// A line's sum is below what the supplier takes.
    BelowLeast {
        /// The supplier.
        supplier: SupplierCode,
        /// The smallest sum it takes.
        least: Money,
    },
    /// A line's sum is above what the supplier takes.
    AboveMost {
        /// The supplier.
        supplier: SupplierCode,
        /// The largest sum it takes.
        most: Money,
    },
    /// The sums do not fit.
    TooLarge,
    /// No such supplier.
    UnknownSupplier {
        /// What was asked for.
        supplier: SupplierCode,
        /// The suppliers there are.
        known: Vec<SupplierCode>,
    },
    /// The supplier has no such service, or has several and none was named.
    WhichService {
        /// The supplier.
        supplier: SupplierCode,
        /// Its services.
        services: Vec<ServiceCode>,
    },
    /// The directory has no such account, and the supplier takes no unknown ones.
    UnknownAccount {
        /// The supplier.
        supplier: SupplierCode,
        /// What was asked for.
        account: AccountNumber,
    },
    /// Nothing was tendered.
    NoTender,
    /// No such tender.
    UnknownTender {
        /// What was asked for.
        kind: TenderKind,
        /// The tenders there are.
        known: Vec<TenderKind>,
    },
    /// A card or СБП tender without its slip's number.
    ReferenceNeeded {
        /// Which tender.
        kind: TenderKind,
    },
    /// Less was tendered than is due.
    TooLittle {
        /// What is due.
        due: Money,
        /// What was tendered.
        tendered: Money,
    },
    /// More than what is due, or nothing of it, falls to a tender.
    TenderMisfits {
        /// Which tender.
        kind: TenderKind,
        /// What there was for it.
        due: Money,
    },
    /// No payment has that receipt here.
    UnknownReceipt {
        /// What was asked for.
        receipt: ReceiptNumber,
    },
    /// The payment is of an earlier shift.
    EarlierShift {
        /// Its receipt.
        receipt: ReceiptNumber,
        /// The shift in progress.
        shift: u32,
    },
    /// The payment is void already.
    AlreadyVoided {
        /// Its receipt.
        receipt: ReceiptNumber,
    },
    /// The drawer has less cash than must be given back.
    DrawerShort {
        /// What is to be given back.
        due: Money,
        /// What the drawer has.
        drawer: Money,
    },
    /// A counted, issued or handed-over sum is below zero.
    NegativeCount,
    /// No such person, a person who left, or a wrong PIN: not told apart, so that names can't be guessed.
    SignInRefused,
    /// Too many wrong PINs.
    Locked {
        /// Whose.
        user: UserName,
        /// Until when.
        until: Timestamp,
    },
    /// The printed entry has no document, or its print is not in doubt.
    NothingToPrint {
        /// The entry.
        seq: u64,
    },
}

impl Refusal {
    /// The message for the person in front of the screen.
    pub fn message(&self) -> Message {
        match self {
            Refusal::NotEnrolled => ("refusal-not-enrolled", vec![]),
            Refusal::AlreadyEnrolled => ("refusal-already-enrolled", vec![]),
            Refusal::NobodySignedIn => ("refusal-nobody-signed-in", vec![]),
            Refusal::SupervisorNeeded => ("refusal-supervisor-needed", vec![]),
            Refusal::NotASupervisor { user } => ("refusal-not-a-supervisor", vec![("user", text(user))]),
            Refusal::ReasonNeeded => ("refusal-reason-needed", vec![]),
            Refusal::SignInRefused => ("refusal-sign-in", vec![]),
            Refusal::Locked { user, until } => {
                ("refusal-locked", vec![("user", text(user)), ("until", Word::Moment(*until))])
            }
            Refusal::NothingToPrint { seq } => ("refusal-nothing-to-print", vec![("seq", text(seq))]),
            _ => self.shift_message().or_else(|| self.line_message()).unwrap_or_else(|| self.tender_message()),
        }
    }

    fn shift_message(&self) -> Option<Message> {
        let number = |shift: &u32| Word::Number(i64::from(*shift));
        Some(match self {
            Refusal::NoShift => ("refusal-no-shift", vec![]),
            Refusal::ShiftOpen { shift, cashier } => {
                ("refusal-shift-open", vec![("shift", number(shift)), ("cashier", text(cashier))])
            }
            Refusal::AnothersShift { shift, cashier } => {
                ("refusal-anothers-shift", vec![("shift", number(shift)), ("cashier", text(cashier))])
            }
            Refusal::ClockBack { last, now } => {
                ("refusal-clock-back", vec![("last", Word::Moment(*last)), ("now", Word::Moment(*now))])
            }
            Refusal::ClockAhead { last, now } => {
                ("refusal-clock-ahead", vec![("last", Word::Moment(*last)), ("now", Word::Moment(*now))])
            }
            Refusal::NegativeCount => ("refusal-negative-count", vec![]),
            Refusal::UnknownReceipt { receipt } => ("refusal-unknown-receipt", vec![("receipt", text(receipt))]),
            Refusal::EarlierShift { receipt, shift } => {
                ("refusal-earlier-shift", vec![("receipt", text(receipt)), ("shift", number(shift))])
            }
            Refusal::AlreadyVoided { receipt } => ("refusal-already-voided", vec![("receipt", text(receipt))]),
            Refusal::DrawerShort { due, drawer } => {
                ("refusal-drawer-short", vec![("due", Word::Money(*due)), ("drawer", Word::Money(*drawer))])
            }
            _ => return None,
        })
    }

    fn line_message(&self) -> Option<Message> {
        Some(match self {
            Refusal::EmptyBasket => ("refusal-empty-basket", vec![]),
            Refusal::ZeroSum { account } => ("refusal-zero-sum", vec![("account", text(account))]),
            Refusal::NegativeSum { account } => ("refusal-negative-sum", vec![("account", text(account))]),
            Refusal::BelowLeast { supplier, least } => {
                ("refusal-below-least", vec![("supplier", text(supplier)), ("least", Word::Money(*least))])
            }
            Refusal::AboveMost { supplier, most } => {
                ("refusal-above-most", vec![("supplier", text(supplier)), ("most", Word::Money(*most))])
            }
            Refusal::TooLarge => ("refusal-too-large", vec![]),
            Refusal::UnknownSupplier { supplier, known } => {
                ("refusal-unknown-supplier", vec![("supplier", text(supplier)), ("known", list(known))])
            }
            Refusal::WhichService { supplier, services } => {
                ("refusal-which-service", vec![("supplier", text(supplier)), ("services", list(services))])
            }
            Refusal::UnknownAccount { supplier, account } => {
                ("refusal-unknown-account", vec![("supplier", text(supplier)), ("account", text(account))])
            }
            _ => return None,
        })
    }

    fn tender_message(&self) -> Message {
        match self {
            Refusal::UnknownTender { kind, known } => {
                ("refusal-unknown-tender", vec![("tender", text(kind)), ("known", list(known))])
            }
            Refusal::ReferenceNeeded { kind } => ("refusal-reference-needed", vec![("tender", text(kind))]),
            Refusal::TooLittle { due, tendered } => {
                let missing = Word::Money(due.saturating_minus(*tendered));
                let sums = vec![("due", Word::Money(*due)), ("tendered", Word::Money(*tendered)), ("missing", missing)];
                ("refusal-too-little", sums)
            }
            Refusal::TenderMisfits { kind, due } => {
                ("refusal-tender-misfits", vec![("tender", text(kind)), ("due", Word::Money(*due))])
            }
            _ => ("refusal-no-tender", vec![]),
        }
    }
}
