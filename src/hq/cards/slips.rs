//! The slips of tenders other than cash: what a desk's entries say of each. Pure.

use chrono::NaiveDate;

use crate::domain::line::Tendered;
use crate::domain::{DeskId, Event, Money, ReceiptNumber, TenderKind, Timestamp};

/// What an entry says of a slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The desk.
    pub desk: DeskId,
    /// The entry.
    pub seq: u64,
    /// Which of its tenders other than cash, from 1.
    pub n: u32,
    /// The business day of the shift that it counts in.
    pub day: NaiveDate,
    /// The entry's time.
    pub at: Timestamp,
    /// The payment's receipt.
    pub receipt: ReceiptNumber,
    /// The tender.
    pub tender: TenderKind,
    /// The slip's number, as the cashier wrote it down.
    pub reference: String,
    /// The sum; below zero where the money went back.
    pub amount: Money,
}

/// The receipt of an entry, and its tenders other than cash: each with what it took, below zero for what it gave back.
pub fn tendered(event: &Event) -> Option<(ReceiptNumber, Vec<(&Tendered, Money)>)> {
    let (receipt, mut found) = match event {
        Event::PaymentTaken(payment) => (payment.receipt, taken(&payment.tenders)),
        Event::PaymentVoided(void) => (void.receipt, given_back(&void.tenders)),
        Event::PaymentRefunded(refund) => (refund.receipt, given_back(&refund.tenders)),
        Event::PaymentRetendered(retendered) => {
            let (from, to) = (&retendered.from, &retendered.to);
            (retendered.receipt, vec![(from, -from.amount), (to, to.amount)])
        }
        _ => return None,
    };
    found.retain(|(tender, _)| !tender.kind.is_cash());
    (!found.is_empty()).then_some((receipt, found))
}

fn taken(tenders: &[Tendered]) -> Vec<(&Tendered, Money)> {
    tenders.iter().map(|tender| (tender, tender.amount)).collect()
}

fn given_back(tenders: &[Tendered]) -> Vec<(&Tendered, Money)> {
    tenders.iter().map(|tender| (tender, -tender.amount)).collect()
}
