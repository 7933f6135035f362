//! What every event can be asked: who did it, why, and about how much money it is.

use super::Event;
use crate::domain::code::UserName;
use crate::domain::line::Tendered;
use crate::domain::money::Money;

impl Event {
    /// Who did it, where the event says so: payments and their corrections are the shift's cashier's.
    pub fn user(&self) -> Option<&UserName> {
        match self {
            Event::UserSignedIn(event) => Some(&event.user),
            Event::UserRefused(event) => Some(&event.user),
            Event::PinSet(event) => Some(&event.user),
            Event::ShiftOpened(event) => Some(&event.user),
            Event::ShiftPaused(event) => Some(&event.user),
            Event::ShiftResumed(event) => Some(&event.user),
            Event::ShiftClosed(event) => Some(&event.user),
            Event::CashIn(event) => Some(&event.user),
            Event::CashOut(event) => Some(&event.user),
            Event::CashHandedOver(event) => Some(&event.user),
            Event::CashAccepted(event) => Some(&event.user),
            Event::CashDropped(event) => Some(&event.user),
            Event::CashCounted(event) => Some(&event.user),
            Event::BagGiven(event) => Some(&event.user),
            Event::PrintResolved(event) => Some(&event.user),
            _ => None,
        }
    }

    /// Why it was done, in a person's words or by its code.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Event::PaymentVoided(event) => Some(&event.reason),
            Event::PaymentRefunded(event) => Some(&event.reason),
            Event::PaymentMoved(event) => Some(&event.reason),
            Event::PaymentRetendered(event) => Some(&event.reason),
            Event::CashIn(event) => Some(event.reason.as_str()),
            Event::CashOut(event) => Some(event.reason.as_str()),
            Event::ShiftClosed(event) => event.reason.as_deref(),
            _ => None,
        }
    }

    /// The sum that it is about, fees included; none for an event without one.
    pub fn sum(&self) -> Option<Money> {
        let all =
            |tenders: &[Tendered]| tenders.iter().map(|tender| tender.amount).fold(Money::ZERO, Money::saturating_plus);
        match self {
            Event::PaymentTaken(event) => Some(all(&event.tenders)),
            Event::PaymentVoided(event) => Some(all(&event.tenders)),
            Event::PaymentRefunded(event) => Some(all(&event.tenders)),
            Event::PaymentMoved(event) => Some(event.from.amount),
            Event::PaymentRetendered(event) => Some(event.from.amount),
            Event::CashIn(event) => Some(event.amount),
            Event::CashOut(event) => Some(event.amount),
            Event::CashHandedOver(event) => Some(event.amount),
            Event::CashAccepted(event) => Some(event.amount),
            Event::CashDropped(event) => Some(event.amount),
            Event::CashCounted(event) => Some(event.counted),
            Event::ShiftOpened(event) => Some(event.counted),
            Event::ShiftPaused(event) => Some(event.sealed),
            Event::ShiftResumed(event) => Some(event.counted),
            Event::ShiftClosed(event) => Some(event.counted),
            Event::CardStarted(event) => Some(event.amount),
            _ => None,
        }
    }

    /// The receipt of a payment, or of the payment that the event corrects.
    pub fn receipt(&self) -> Option<crate::domain::ReceiptNumber> {
        match self {
            Event::PaymentTaken(payment) => Some(payment.receipt),
            other => other.corrects(),
        }
    }
}
