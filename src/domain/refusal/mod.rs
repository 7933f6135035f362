//! Why a command was not carried out. Each refusal carries what a screen must say about it.

mod message;

use crate::domain::account::AccountNumber;
use crate::domain::cash::TransitCode;
use crate::domain::code::{AccountCode, ReasonCode, Seal, ServiceCode, SupplierCode, TenderKind, UserName};
use crate::domain::ids::{DeskId, ReceiptNumber};
use crate::domain::money::Money;
use crate::domain::time::Timestamp;

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
    /// The person has a shift that is paused.
    ShiftPaused {
        /// Its number.
        shift: u32,
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
    /// The desk stands alone: there is no headquarters that could approve by telephone.
    NoTelephone,
    /// The code was asked for something else, or something happened at the desk since.
    ChallengeOld,
    /// The code given by telephone is wrong.
    CodeRefused,
    /// Too many wrong codes were typed at this desk.
    CodesLocked {
        /// Until when.
        until: Timestamp,
    },
    /// Nobody of that name works here.
    UnknownPerson {
        /// What was typed.
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
    /// The desk is a vault, which takes no payments.
    Vault,
    /// The shift has been open for too long to take payments.
    ShiftTooLong {
        /// Its number.
        shift: u32,
        /// For how many hours it may take payments.
        hours: i64,
    },
    /// The drawer also holds other money: Okno's part of it is not counted.
    SharedDrawer,
    /// Cash must be counted by denominations here.
    CountNeeded,
    /// A difference that must be explained.
    DifferenceReason {
        /// Counted less expected.
        difference: Money,
    },
    /// Closing another's shift takes a supervisor and a second person who counts.
    SecondPerson {
        /// Whose shift it is.
        cashier: UserName,
    },
    /// Nobody's shift is paused, or not the one that was asked for.
    NotPaused,
    /// The payment is of the shift in progress.
    OpenShiftsPayment {
        /// Its receipt.
        receipt: ReceiptNumber,
    },
    /// The payment was taken at another desk, which alone corrects it.
    AnotherDesk {
        /// Its receipt.
        receipt: ReceiptNumber,
        /// The desk that took it.
        desk: DeskId,
    },
    /// The receipt has no such line.
    UnknownLine {
        /// The receipt.
        receipt: ReceiptNumber,
        /// What was asked for.
        n: u32,
    },
    /// Nothing, or not so much, remains to be given back or moved.
    NothingLeft {
        /// The receipt.
        receipt: ReceiptNumber,
        /// What remains of it.
        remaining: Money,
    },
    /// The line is on that account already.
    SameAccount {
        /// The account.
        account: AccountNumber,
    },
    /// The payment has no such tender, or has several and none was named, or it is the right one already.
    WhichTender {
        /// The receipt.
        receipt: ReceiptNumber,
        /// The payment's tenders.
        tenders: Vec<TenderKind>,
    },
    /// No cash was named.
    ZeroCash,
    /// Cash does not come or go for that reason.
    UnknownReason {
        /// What was asked for.
        reason: ReasonCode,
        /// The reasons there are.
        known: Vec<ReasonCode>,
    },
    /// Only the operator's own money may go for that reason.
    OwnMoney {
        /// The reason.
        reason: ReasonCode,
        /// How much of the drawer's cash is the operator's own.
        own: Money,
    },
    /// Each note's serial number must be taken down.
    SerialsNeeded,
    /// No such bank account.
    UnknownBankAccount {
        /// What was asked for.
        account: AccountCode,
        /// The accounts there are.
        known: Vec<AccountCode>,
    },
    /// Cash can't be handed over to the desk that gives it.
    SameDesk,
    /// The code is for another desk.
    NotForThisDesk,
    /// The cash was accepted before.
    AcceptedBefore {
        /// Its code.
        code: TransitCode,
    },
    /// More was counted than was given.
    MoreThanGiven {
        /// What was given.
        given: Money,
    },
    /// A bag with that seal was sealed here before.
    SealUsed {
        /// The seal.
        seal: Seal,
    },
    /// No bag with that seal waits here.
    UnknownBag {
        /// The seal.
        seal: Seal,
        /// The bags that wait.
        known: Vec<Seal>,
    },
    /// The collector must be named.
    CollectorNeeded,
    /// The printed entry has no document, or its print is not in doubt.
    NothingToPrint {
        /// The entry.
        seq: u64,
    },
}
