//! The ledger: the one place where money gets its two sides. A desk posts only to its own till.

use std::fmt;

use super::cash::TransitCode;
use super::code::{AccountCode, ReasonCode, Seal, SupplierCode, TenderKind};
use super::event::Event;
use super::ids::DeskId;
use super::line::{Line, Tendered};
use super::money::Money;

/// An account of the ledger; its text form is a path of names with `:` between them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LedgerAccount {
    /// `cash:till:<desk>`: the cash in a desk's drawer.
    Till(DeskId),
    /// `tender:<kind>`: what a payment system owes.
    Tender(TenderKind),
    /// `due:<supplier>`: what is owed to a supplier (a credit).
    Due(SupplierCode),
    /// `fee:<operator>`: what the operator earned (a credit), by its taxpayer number.
    Fee(String),
    /// `float:<office>`: the change money that an office has issued (a credit).
    Float(String),
    /// `overshort:<desk>`: shortages (debits) and surpluses (credits) of a desk.
    OverShort(DeskId),
    /// `other:<reason>`: where cash that is no payment came from and went to.
    Other(ReasonCode),
    /// `cash:transit:<code>`: cash given to another desk that has not accepted it.
    Transit(TransitCode),
    /// `cash:bag:<seal>`: cash in a sealed bag.
    Bag(Seal),
    /// `cash:paused:<desk>:<shift>`: cash sealed under a cashier's name for the time of a pause.
    Paused(DeskId, u32),
    /// `bank:<account>`: money at the bank.
    Bank(AccountCode),
    /// `cost:acquiring`: what acquirers kept.
    Acquiring,
}

impl fmt::Display for LedgerAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LedgerAccount::Till(desk) => write!(f, "cash:till:{desk}"),
            LedgerAccount::Tender(kind) => write!(f, "tender:{kind}"),
            LedgerAccount::Due(supplier) => write!(f, "due:{supplier}"),
            LedgerAccount::Fee(operator) => write!(f, "fee:{operator}"),
            LedgerAccount::Float(office) => write!(f, "float:{office}"),
            LedgerAccount::OverShort(desk) => write!(f, "overshort:{desk}"),
            LedgerAccount::Other(reason) => write!(f, "other:{reason}"),
            LedgerAccount::Transit(code) => write!(f, "cash:transit:{code}"),
            LedgerAccount::Bag(seal) => write!(f, "cash:bag:{seal}"),
            LedgerAccount::Paused(desk, shift) => write!(f, "cash:paused:{desk}:{shift}"),
            LedgerAccount::Bank(account) => write!(f, "bank:{account}"),
            LedgerAccount::Acquiring => f.write_str("cost:acquiring"),
        }
    }
}

/// One leg of double entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The account.
    pub account: LedgerAccount,
    /// The sum: debits positive, credits negative.
    pub amount: Money,
}

/// The postings of an event of `desk`: their sum is zero, and an event that moves no money has none.
pub fn postings(desk: &DeskId, event: &Event) -> Vec<Posting> {
    let till = || LedgerAccount::Till(desk.clone());
    let over_short = || LedgerAccount::OverShort(desk.clone());
    let mut legs = Legs::default();
    match event {
        Event::ShiftOpened(opened) => {
            legs.move_money(till(), LedgerAccount::Float(desk.office().to_owned()), opened.issued);
            let found = opened.counted.saturating_minus(opened.carried).saturating_minus(opened.issued);
            legs.move_money(till(), over_short(), found);
        }
        Event::ShiftClosed(closed) => {
            legs.move_money(till(), over_short(), closed.counted.saturating_minus(closed.expected));
        }
        Event::ShiftPaused(paused) => {
            legs.move_money(LedgerAccount::Paused(desk.clone(), paused.shift), till(), paused.sealed);
        }
        Event::ShiftResumed(resumed) => {
            legs.move_money(till(), LedgerAccount::Paused(desk.clone(), resumed.shift), resumed.sealed);
            let found = resumed.counted.saturating_minus(resumed.sealed).saturating_minus(resumed.carried);
            legs.move_money(till(), over_short(), found);
        }
        Event::PaymentTaken(payment) => {
            legs.payment(desk, &payment.lines, &payment.tenders, payment.operator.as_deref());
        }
        Event::PaymentVoided(void) => {
            legs.payment(desk, &void.lines, &void.tenders, void.operator.as_deref());
            legs.reverse();
        }
        Event::PaymentRefunded(refund) => {
            let lines = refund.lines.iter().map(|refunded| &refunded.line);
            legs.payment(desk, lines, &refund.tenders, refund.operator.as_deref());
            legs.reverse();
        }
        Event::PaymentMoved(moved) => {
            let due = |line: &Line| LedgerAccount::Due(line.supplier.clone());
            legs.move_money(due(&moved.from), due(&moved.to), moved.from.amount);
        }
        Event::PaymentRetendered(retendered) => {
            let tender = |tender: &Tendered| tender_account(desk, tender);
            legs.move_money(tender(&retendered.to), tender(&retendered.from), retendered.from.amount);
        }
        Event::CashIn(cash) => legs.move_money(till(), LedgerAccount::Other(cash.reason.clone()), cash.amount),
        Event::CashOut(cash) => legs.move_money(LedgerAccount::Other(cash.reason.clone()), till(), cash.amount),
        Event::CashHandedOver(given) => {
            legs.move_money(LedgerAccount::Transit(given.code.clone()), till(), given.amount);
        }
        Event::CashAccepted(taken) => {
            legs.move_money(till(), LedgerAccount::Transit(taken.code.clone()), taken.amount);
        }
        Event::CashDropped(drop) => legs.move_money(LedgerAccount::Bag(drop.seal.clone()), till(), drop.amount),
        Event::DeskEnrolled(_)
        | Event::DeskRecovered(_)
        | Event::UserSignedIn(_)
        | Event::UserRefused(_)
        | Event::PinSet(_)
        | Event::CardStarted(_)
        | Event::CashCounted(_)
        | Event::BagGiven(_)
        | Event::PrintDone(_)
        | Event::PrintUnknown(_)
        | Event::PrintResolved(_) => {}
    }
    legs.0
}

/// How far postings are from zero, in kopecks: anything but 0 is a fault.
pub fn imbalance(postings: &[Posting]) -> i128 {
    postings.iter().map(|posting| i128::from(posting.amount.kopecks())).sum()
}

/// Where a tender's money is.
fn tender_account(desk: &DeskId, tender: &Tendered) -> LedgerAccount {
    match tender.kind.is_cash() {
        true => LedgerAccount::Till(desk.clone()),
        false => LedgerAccount::Tender(tender.kind.clone()),
    }
}

/// Postings while they are made.
#[derive(Default)]
pub(in crate::domain) struct Legs(Vec<Posting>);

impl Legs {
    fn post(&mut self, account: LedgerAccount, amount: Money) {
        if !amount.is_zero() {
            self.0.push(Posting { account, amount });
        }
    }

    /// Moves a sum from `credit` to `debit`; nothing where it is none.
    pub(in crate::domain) fn move_money(&mut self, debit: LedgerAccount, credit: LedgerAccount, amount: Money) {
        self.post(debit, amount);
        self.post(credit, -amount);
    }

    fn payment<'a>(
        &mut self,
        desk: &DeskId,
        lines: impl IntoIterator<Item = &'a Line>,
        tenders: &[Tendered],
        operator: Option<&str>,
    ) {
        for tender in tenders {
            self.post(tender_account(desk, tender), tender.amount);
        }
        for line in lines {
            self.post(LedgerAccount::Due(line.supplier.clone()), -line.amount);
            self.post(LedgerAccount::Fee(operator.unwrap_or_default().to_owned()), -line.fee);
        }
    }

    /// What was made.
    pub(in crate::domain) fn into_postings(self) -> Vec<Posting> {
        self.0
    }

    fn reverse(&mut self) {
        for leg in &mut self.0 {
            leg.amount = -leg.amount;
        }
    }
}
