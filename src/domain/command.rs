//! What a person or a worker asks of a desk, and the facts that deciding takes.

use super::account::AccountNumber;
use super::cash::{CashData, Count, TransitCode};
use super::code::{AccountCode, ReasonCode, Seal, ServiceCode, SupplierCode, TenderKind, UserName};
use super::event::{DeskRecovered, Event, GivenBag, Paper, PaymentTaken, Stranded};
use super::hash::EntryHash;
use super::ids::{DeskId, EntryId, ReceiptNumber};
use super::money::Money;
use super::period::Period;
use super::policy::Policy;
use super::recorded::RecordedPayment;
use super::supplier::Catalogue;
use super::telephone::Challenge;
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
    /// The second person who stands by and gave their PIN: who receives cash, or counts an absent cashier's drawer.
    pub witness: Option<Actor>,
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
    /// Begin a new epoch on what HQ had of the journal.
    Recover(DeskRecovered),
    /// Sign a person in.
    SignIn {
        /// Who says they are.
        user: UserName,
    },
    /// Note that a code given by telephone was wrong.
    RefuseCode {
        /// Who typed it.
        user: UserName,
        /// Wrong codes in a row at this desk so far.
        tries: u32,
    },
    /// Give a person who forgot theirs a new PIN.
    SetPin {
        /// Whose.
        user: UserName,
        /// The new PIN's hash.
        pin_hash: String,
        /// The SHA-256 of the hash that the directory has.
        instead_of: EntryHash,
    },
    /// Take the desk over.
    OpenShift {
        /// The cash counted in the drawer.
        counted: Counted,
        /// The part of it brought now; all of it if none was carried over, else nothing, where it is not said.
        issued: Option<Money>,
    },
    /// Seal the drawer's cash and leave.
    PauseShift {
        /// The seal, where one is used.
        seal: Option<Seal>,
    },
    /// Come back.
    ResumeShift {
        /// Which shift; the person's own where it is not said.
        shift: Option<u32>,
        /// The cash counted in the drawer.
        counted: Counted,
    },
    /// Take money for a basket.
    TakePayment {
        /// What is paid for.
        lines: Vec<LineInput>,
        /// How it is paid; the fee is that of the first.
        tenders: Vec<TenderInput>,
    },
    /// Enter a payment again that is on a branch of the journal which HQ did not take.
    EnterStranded {
        /// The payment as it was taken.
        payment: Box<PaymentTaken>,
        /// Where it was.
        stranded: Stranded,
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
    /// Give money back for an earlier shift's payment.
    RefundPayment {
        /// Its receipt.
        receipt: ReceiptNumber,
        /// What of it; all that remains where nothing is named.
        lines: Vec<RefundInput>,
        /// Why.
        reason: String,
    },
    /// Put a line on the right account.
    MoveLine {
        /// The receipt of the payment.
        receipt: ReceiptNumber,
        /// Which line, from 1.
        n: u32,
        /// The right account. What it says of the amount does not count.
        to: LineInput,
        /// Why.
        reason: String,
    },
    /// Put a payment of the open shift on the right tender.
    Retender {
        /// The receipt of the payment.
        receipt: ReceiptNumber,
        /// The tender that was recorded; it may be left out where there is but one.
        from: Option<TenderKind>,
        /// The tender that it was.
        to: TenderKind,
        /// The slip's number, for a tender that has one.
        reference: String,
        /// Why.
        reason: String,
    },
    /// Bring cash that is no payment into the drawer.
    CashIn {
        /// Why, by its code.
        reason: ReasonCode,
        /// How much.
        cash: Counted,
        /// In a person's words.
        comment: String,
    },
    /// Take cash that is no payment out of the drawer.
    CashOut {
        /// Why, by its code.
        reason: ReasonCode,
        /// How much.
        cash: Counted,
        /// The serial numbers of notes that are set apart.
        serials: Vec<String>,
        /// In a person's words.
        comment: String,
    },
    /// Give cash to another desk.
    HandOver {
        /// The receiver's desk.
        to: DeskId,
        /// How much.
        cash: Counted,
    },
    /// Take cash in transit from another desk.
    AcceptCash {
        /// The giver's code.
        code: TransitCode,
        /// What was counted of it.
        cash: Counted,
    },
    /// Seal cash into a bag.
    DropCash {
        /// The bag's seal.
        seal: Seal,
        /// The bank account that it is for.
        account: AccountCode,
        /// How much.
        cash: Counted,
    },
    /// Record a count of the drawer.
    CountCash {
        /// What was counted.
        counted: Counted,
        /// The slips of other tenders than cash.
        cards: Vec<CardInput>,
        /// True if the expected sum was hidden.
        blind: bool,
    },
    /// Give sealed bags to the bank's collector.
    GiveBags {
        /// Their seals.
        seals: Vec<Seal>,
        /// The collector's name and document.
        collector: String,
    },
    /// End the shift.
    CloseShift {
        /// The cash counted in the drawer.
        counted: Counted,
        /// The slips of other tenders than cash.
        cards: Vec<CardInput>,
        /// Why counted and expected differ.
        reason: String,
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
    /// Ends the shift with `counted` in the drawer, no slips counted and no reason given.
    pub fn close(counted: impl Into<Counted>) -> Action {
        Action::CloseShift { counted: counted.into(), cards: vec![], reason: String::new() }
    }

    /// True if `event` is of the kind that this makes, and of the same payment or sum: an id executed again must ask
    /// for the same.
    pub fn makes(&self, event: &Event) -> bool {
        match (self, event) {
            (Action::Enrol { .. }, Event::DeskEnrolled(_))
            | (Action::Recover(_), Event::DeskRecovered(_))
            | (Action::SignIn { .. }, Event::UserSignedIn(_) | Event::UserRefused(_))
            | (Action::RefuseCode { .. }, Event::UserRefused(_))
            | (Action::OpenShift { .. }, Event::ShiftOpened(_))
            | (Action::PauseShift { .. }, Event::ShiftPaused(_))
            | (Action::ResumeShift { .. }, Event::ShiftResumed(_))
            | (Action::StartCard { .. }, Event::CardStarted(_))
            | (Action::CountCash { .. }, Event::CashCounted(_))
            | (Action::CloseShift { .. }, Event::ShiftClosed(_))
            | (Action::RecordPrint { .. }, Event::PrintDone(_) | Event::PrintUnknown(_))
            | (Action::ResolvePrint { .. }, Event::PrintResolved(_)) => true,
            (Action::SetPin { user, .. }, Event::PinSet(set)) => set.user == *user,
            (Action::TakePayment { lines, .. }, Event::PaymentTaken(taken)) => {
                let asked = lines.iter().map(|line| (&line.supplier, &line.account, line.amount));
                asked.eq(taken.lines.iter().map(|line| (&line.supplier, &line.account, line.amount)))
            }
            (Action::EnterStranded { stranded, .. }, Event::PaymentTaken(taken)) => taken.stranded == Some(*stranded),
            (Action::VoidPayment { receipt, .. }, Event::PaymentVoided(void)) => void.receipt == *receipt,
            (Action::RefundPayment { receipt, .. }, Event::PaymentRefunded(refund)) => refund.receipt == *receipt,
            (Action::MoveLine { receipt, n, to, .. }, Event::PaymentMoved(moved)) => {
                (moved.receipt, moved.n, &moved.to.account) == (*receipt, *n, &to.account)
            }
            (Action::Retender { receipt, to, .. }, Event::PaymentRetendered(retendered)) => {
                retendered.receipt == *receipt && retendered.to.kind == *to
            }
            (Action::CashIn { cash, .. }, Event::CashIn(moved)) => moved.amount == cash.sum,
            (Action::CashOut { cash, .. }, Event::CashOut(moved)) => moved.amount == cash.sum,
            (Action::HandOver { to, cash }, Event::CashHandedOver(given)) => {
                given.to == *to && given.amount == cash.sum
            }
            (Action::AcceptCash { code, .. }, Event::CashAccepted(taken)) => taken.code == *code,
            (Action::DropCash { seal, .. }, Event::CashDropped(drop)) => drop.seal == *seal,
            (Action::GiveBags { seals, .. }, Event::BagGiven(given)) => {
                seals.iter().eq(given.bags.iter().map(|bag| &bag.seal))
            }
            _ => false,
        }
    }
}

/// Cash as somebody counted it: by denominations, or as a sum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// The sum.
    pub sum: Money,
    /// How it is made up, where it was counted by denominations.
    pub notes: Option<Count>,
}

impl From<Money> for Counted {
    fn from(sum: Money) -> Counted {
        Counted { sum, notes: None }
    }
}

impl From<Count> for Counted {
    fn from(notes: Count) -> Counted {
        Counted { sum: notes.total(), notes: Some(notes) }
    }
}

/// The slips of a tender other than cash, as counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardInput {
    /// The tender.
    pub kind: TenderKind,
    /// How many slips.
    pub slips: u32,
    /// Their sum.
    pub sum: Money,
}

/// A line of a payment that is to be given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundInput {
    /// Which line, from 1.
    pub n: u32,
    /// How much of it; all that remains, and its fee, where it is not said.
    pub amount: Option<Money>,
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
    /// The office's rules.
    pub policy: &'a Policy,
    /// Denominations, reasons and bank accounts.
    pub cash: &'a CashData,
    /// What is known of each line's account, in the order of the lines.
    pub lines: Vec<LineFacts>,
    /// The recorded payment that the command names.
    pub payment: Option<RecordedPayment>,
    /// True if the entry that a print command names has a document.
    pub printable: bool,
    /// True if the cash in transit that the command names was accepted here before.
    pub accepted: bool,
    /// True if a bag with the seal that the command names was sealed here before.
    pub sealed: bool,
    /// The bags that were sealed here and not given away yet.
    pub bags: Vec<GivenBag>,
    /// Entries that headquarters has not acknowledged, where there is a headquarters.
    pub unsent: Option<u64>,
    /// The person who signs in.
    pub sign_in: Option<SignInFacts>,
    /// The challenge that the supervisor who approves answered by telephone; `None` where they gave their PIN.
    pub telephone: Option<Challenge>,
}

impl<'a> Facts<'a> {
    /// What is known without a look at the journal.
    pub fn bare(catalogue: &'a Catalogue, policy: &'a Policy, cash: &'a CashData, offset: Offset) -> Facts<'a> {
        Facts {
            catalogue,
            offset,
            policy,
            cash,
            lines: vec![],
            payment: None,
            printable: false,
            accepted: false,
            sealed: false,
            bags: vec![],
            unsent: None,
            sign_in: None,
            telephone: None,
        }
    }
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
