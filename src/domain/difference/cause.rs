//! A likely cause: what went wrong with which entry, what speaks for it, and what mends it.

use crate::domain::cash::{CashNumber, TransitCode};
use crate::domain::code::{Seal, TenderKind};
use crate::domain::ids::ReceiptNumber;
use crate::domain::money::Money;
use crate::domain::time::Timestamp;

/// A likely cause of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What went wrong.
    pub what: What,
    /// With what; nothing where the fault left no entry.
    pub about: Option<Subject>,
    /// The entry to open.
    pub entry: Option<u64>,
    /// When that was.
    pub at: Option<Timestamp>,
    /// How likely it is among all causes, in parts of a thousand.
    pub score: u32,
    /// What speaks for it, and against it.
    pub evidence: Vec<Evidence>,
    /// What mends it, the likeliest first; nothing where only a reason can be given.
    pub mend: Vec<Mend>,
}

impl Cause {
    /// The receipt that it points to.
    pub fn receipt(&self) -> Option<ReceiptNumber> {
        match self.about {
            Some(Subject::Payment(receipt) | Subject::Void(receipt) | Subject::Refund(receipt)) => Some(receipt),
            _ => None,
        }
    }
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A payment is recorded, and its cash was not taken, or went back without a void.
    NotTaken,
    /// A payment was taken twice and recorded once.
    TakenTwice,
    /// A payment was taken and not recorded.
    NotRecorded {
        /// Its sum.
        sum: Money,
    },
    /// Booked as coming in where it went out, or the reverse.
    WrongSide,
    /// Two neighbouring digits of the sum changed places.
    Transposed {
        /// The recorded sum.
        recorded: Money,
        /// The sum that was meant.
        meant: Money,
    },
    /// The decimal mark of the sum slipped.
    Slipped {
        /// The recorded sum.
        recorded: Money,
        /// The sum that was meant.
        meant: Money,
    },
    /// Paid in cash, and recorded as another tender.
    CashAsOther {
        /// The recorded tender.
        tender: TenderKind,
    },
    /// Paid by another tender, and recorded as cash.
    OtherAsCash {
        /// The tender that it was; not known where the shift has no other and no slips were counted.
        tender: Option<TenderKind>,
    },
    /// Change was given as for another note.
    OtherNote {
        /// The note that the payer gave.
        given: Money,
        /// The note that it was taken for.
        taken_for: Money,
    },
    /// Cash left the drawer without a record: a bag, a hand-over, cash out.
    LeftUnrecorded {
        /// How much.
        sum: Money,
    },
    /// Cash came into the drawer without a record: change money, another desk's cash, cash in.
    CameUnrecorded {
        /// How much.
        sum: Money,
    },
    /// Recorded as gone, and the cash is still in the drawer.
    StillHere,
    /// Recorded as come, and the cash never came.
    NeverCame,
    /// Another desk's cash was accepted for less than was given, and all of it came.
    AcceptedLess {
        /// What was accepted.
        accepted: Money,
        /// What was given.
        given: Money,
    },
    /// The count as the shift began was wrong: the difference found then is found again, the other way.
    WrongStart {
        /// What was found over (or, below zero, short) then.
        found: Money,
    },
    /// A payment was voided or refunded, and its cash was not given back.
    NotGivenBack,
    /// The drawer was miscounted.
    Miscounted {
        /// By this denomination.
        denomination: Money,
        /// So many pieces too many (or, below zero, too few).
        pieces: i64,
    },
}

/// What a cause is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A payment by its receipt.
    Payment(ReceiptNumber),
    /// The void of a payment.
    Void(ReceiptNumber),
    /// A refund of a payment.
    Refund(ReceiptNumber),
    /// Cash in by its slip.
    CashIn(CashNumber),
    /// Cash out by its slip.
    CashOut(CashNumber),
    /// Cash handed over by its code.
    HandOver(TransitCode),
    /// Another desk's cash by its code.
    Acceptance(TransitCode),
    /// A bag by its seal.
    Bag(Seal),
    /// The opening of the shift.
    Opening,
    /// The return from a pause.
    Return,
}

/// What speaks for a cause, or against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Its cash is the difference to the kopeck.
    SameSum {
        /// The sum.
        sum: Money,
    },
    /// Twice its cash is the difference to the kopeck.
    HalfTheSum {
        /// Its cash.
        sum: Money,
    },
    /// The difference can be divided by nine without a rest, as every exchange of digits makes it.
    ByNine,
    /// Nothing else fits in this way.
    OnlyOne,
    /// So many fit in this way.
    OneOf {
        /// How many.
        fit: u32,
    },
    /// The slips of a tender differ by the same sum the other way.
    SlipsAgree {
        /// The tender.
        tender: TenderKind,
        /// Counted less recorded.
        difference: Money,
    },
    /// The slips of a tender speak against it.
    SlipsDisagree {
        /// The tender.
        tender: TenderKind,
        /// Counted less recorded.
        difference: Money,
    },
    /// The slips were not counted: they would tell.
    SlipsNotCounted,
    /// The drawer was right at this count, so it happened later.
    After {
        /// When the count was.
        at: Timestamp,
    },
    /// The same difference was there at this count, so it had happened by then.
    Before {
        /// When the count was.
        at: Timestamp,
    },
    /// A count speaks against it.
    CountDisagrees {
        /// When the count was.
        at: Timestamp,
    },
    /// What was given and the change as recorded.
    Given {
        /// What the payer gave.
        given: Money,
        /// For what.
        due: Money,
    },
    /// No change is recorded: nothing checked the sum.
    NoChange,
    /// The same account and sum were paid shortly before.
    Double {
        /// That payment.
        receipt: ReceiptNumber,
    },
    /// A round sum, as cash goes in and out.
    Round,
    /// It was counted by denominations: a sum can hardly be mistyped.
    ByDenominations,
    /// The same result was counted more than once.
    CountedAgain {
        /// How many times.
        times: u32,
    },
}

/// What mends a difference: the event to record, or what to do first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Void the payment.
    VoidPayment {
        /// Its receipt.
        receipt: ReceiptNumber,
    },
    /// Enter a payment.
    TakePayment {
        /// Its sum.
        sum: Money,
    },
    /// Void the payment and enter it again.
    TakeAgain {
        /// Its receipt.
        receipt: ReceiptNumber,
        /// The right sum of the line that was wrong.
        sum: Money,
    },
    /// Enter the voided payment again, and the one that the void stands in place of.
    TakeBoth {
        /// The receipt of the voided payment.
        receipt: ReceiptNumber,
        /// The sum of each.
        sum: Money,
    },
    /// Record what was truly done: the void or refund of another payment.
    RecordRefund {
        /// Its sum.
        sum: Money,
    },
    /// Put the payment on the right tender.
    Retender {
        /// Its receipt.
        receipt: ReceiptNumber,
        /// The recorded tender.
        from: TenderKind,
        /// The right one, where it is known.
        to: Option<TenderKind>,
    },
    /// Give the payer the money that is due to them.
    GiveBack {
        /// The receipt.
        receipt: ReceiptNumber,
        /// How much.
        sum: Money,
    },
    /// Record a bag.
    DropCash {
        /// How much.
        sum: Money,
    },
    /// Record a hand-over.
    HandOver {
        /// How much.
        sum: Money,
    },
    /// Record another desk's cash.
    AcceptCash {
        /// How much.
        sum: Money,
    },
    /// Record cash in.
    CashIn {
        /// How much.
        sum: Money,
    },
    /// Record cash out.
    CashOut {
        /// How much.
        sum: Money,
    },
    /// Let the cash go where the record says that it went.
    LetGo {
        /// How much.
        sum: Money,
    },
    /// Count the drawer again.
    CountAgain,
    /// Count the slips.
    CountSlips,
    /// Close with it as the reason: no event gives this money back.
    GiveAsReason,
}
