//! Where a shift's cash came from and where it went.

use super::code::ReasonCode;
use super::event::Event;
use super::ids::DeskId;
use super::ledger::{self, LedgerAccount};
use super::money::Money;

/// A row of a shift's cash flow, in the order of the report. The rows of a shift add up to the cash in its drawer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flow {
    /// What the last close left.
    Carried,
    /// Change money brought at the opening.
    Issued,
    /// Found over or short at the opening.
    FoundAtOpening,
    /// Cash of payments.
    Payments,
    /// Cash of voids.
    Voids,
    /// Cash of refunds.
    Refunds,
    /// Cash that turned out to be another tender's, or the reverse.
    Retenders,
    /// Brought in for a reason.
    In(ReasonCode),
    /// Accepted from other desks.
    Accepted,
    /// Taken out for a reason.
    Out(ReasonCode),
    /// Handed over to other desks.
    HandedOver,
    /// Dropped into bags.
    Dropped,
    /// Sealed for the time of a pause.
    Paused,
    /// Taken back after a pause.
    Resumed,
    /// What a shift in the meantime left in the drawer.
    LeftInBetween,
    /// Found over or short after a pause.
    FoundAtResuming,
    /// Found over or short at the close.
    FoundAtClose,
}

/// How an event of `desk` changes the cash in its drawer. What a shift in between left was in the drawer already: it
/// comes into this shift's flow without a posting, as what was carried does at an opening.
pub fn flows(desk: &DeskId, event: &Event) -> Vec<(Flow, Money)> {
    let row = match event {
        Event::ShiftOpened(opened) => {
            let found = opened.counted.saturating_minus(opened.carried).saturating_minus(opened.issued);
            return vec![(Flow::Carried, opened.carried), (Flow::Issued, opened.issued), (Flow::FoundAtOpening, found)];
        }
        Event::ShiftResumed(resumed) => {
            let found = resumed.counted.saturating_minus(resumed.sealed).saturating_minus(resumed.carried);
            return vec![
                (Flow::Resumed, resumed.sealed),
                (Flow::LeftInBetween, resumed.carried),
                (Flow::FoundAtResuming, found),
            ];
        }
        Event::ShiftPaused(_) => Flow::Paused,
        Event::ShiftClosed(_) => Flow::FoundAtClose,
        Event::PaymentTaken(_) => Flow::Payments,
        Event::PaymentVoided(_) => Flow::Voids,
        Event::PaymentRefunded(_) => Flow::Refunds,
        Event::PaymentRetendered(_) => Flow::Retenders,
        Event::CashIn(cash) => Flow::In(cash.reason.clone()),
        Event::CashOut(cash) => Flow::Out(cash.reason.clone()),
        Event::CashHandedOver(_) => Flow::HandedOver,
        Event::CashAccepted(_) => Flow::Accepted,
        Event::CashDropped(_) => Flow::Dropped,
        _ => return vec![],
    };
    vec![(row, till(desk, event))]
}

/// What the ledger says that an event does to the drawer.
pub fn till(desk: &DeskId, event: &Event) -> Money {
    let till = LedgerAccount::Till(desk.clone());
    let legs = ledger::postings(desk, event).into_iter().filter(|posting| posting.account == till);
    legs.fold(Money::ZERO, |sum, posting| sum.saturating_plus(posting.amount))
}
