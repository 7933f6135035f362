//! Events of payments: taken, and what corrects them. Each repeats the amounts that it reverses.

use serde::{Deserialize, Serialize};

use super::approval::{self, Approval};
use crate::domain::code::TenderKind;
use crate::domain::event::desk::Stranded;
use crate::domain::ids::{EntryId, ReceiptNumber};
use crate::domain::line::{self, Line, Tendered};
use crate::domain::money::Money;

/// See [`super::Event::PaymentTaken`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentTaken {
    /// The receipt's number.
    pub receipt: ReceiptNumber,
    /// What was paid for.
    pub lines: Vec<Line>,
    /// How it was paid.
    pub tenders: Vec<Tendered>,
    /// The taxpayer number of the operator whose fees these are; only where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// The supervisor who approved an odd clock.
    #[serde(flatten, with = "approval")]
    pub approved_by: Option<Approval>,
    /// The entry that it was on a branch which HQ did not take: entered again after a recovery, with a new receipt's
    /// number and its own id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stranded: Option<Stranded>,
}

impl PaymentTaken {
    /// The cash that went back to the payer.
    pub fn change(&self) -> Money {
        self.tenders.iter().map(Tendered::change).fold(Money::ZERO, Money::saturating_plus)
    }
}

/// See [`super::Event::PaymentVoided`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentVoided {
    /// The receipt of the payment that is cancelled.
    pub receipt: ReceiptNumber,
    /// Its lines as they were by then.
    pub lines: Vec<Line>,
    /// Its tenders as they were by then, and so how the money goes back.
    pub tenders: Vec<Tendered>,
    /// The operator of that payment's fees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// Why.
    pub reason: String,
    /// The supervisor who approved it.
    #[serde(flatten, with = "approval")]
    pub approved_by: Option<Approval>,
}

impl PaymentVoided {
    /// The cash that went back to the payer.
    pub fn cash(&self) -> Money {
        line::cash(&self.tenders)
    }
}

/// See [`super::Event::PaymentRefunded`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRefunded {
    /// The receipt of the payment.
    pub receipt: ReceiptNumber,
    /// The shift that gave the money back.
    pub shift: u32,
    /// What was given back of each line.
    pub lines: Vec<RefundedLine>,
    /// How it went back: by the payment's own tenders.
    pub tenders: Vec<Tendered>,
    /// The operator of the fees given back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// Why.
    pub reason: String,
    /// The supervisor who approved it.
    #[serde(flatten, with = "approval")]
    pub approved_by: Option<Approval>,
}

impl PaymentRefunded {
    /// The cash that went back to the payer.
    pub fn cash(&self) -> Money {
        line::cash(&self.tenders)
    }

    /// What was given back, with fees.
    pub fn total(&self) -> Money {
        Money::total(self.lines.iter().filter_map(|refunded| refunded.line.total())).unwrap_or_default()
    }
}

/// A part of a payment's line that was given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundedLine {
    /// Which line of the receipt, from 1.
    pub n: u32,
    /// The line as it was by then, with the amount and the fee that were given back.
    #[serde(flatten)]
    pub line: Line,
}

/// See [`super::Event::PaymentMoved`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentMoved {
    /// The receipt of the payment.
    pub receipt: ReceiptNumber,
    /// Which line of it, from 1.
    pub n: u32,
    /// The wrong account with what it had of the line. The fee is not moved.
    pub from: Line,
    /// The right account with the same amount.
    pub to: Line,
    /// The part of the amount that was paid in cash, in kopecks.
    #[serde(rename = "cash_kopecks", default, skip_serializing_if = "Money::is_zero_ref")]
    pub cash: Money,
    /// Why.
    pub reason: String,
    /// The supervisor who approved it.
    #[serde(flatten, with = "approval")]
    pub approved_by: Option<Approval>,
}

/// See [`super::Event::PaymentRetendered`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRetendered {
    /// The receipt of the payment.
    pub receipt: ReceiptNumber,
    /// The wrong tender.
    pub from: Tendered,
    /// The right one, with the same amount.
    pub to: Tendered,
    /// The lines that it pays for, as they were by then.
    pub lines: Vec<Line>,
    /// Why.
    pub reason: String,
    /// The supervisor who approved it.
    #[serde(flatten, with = "approval")]
    pub approved_by: Option<Approval>,
}

/// See [`super::Event::CardStarted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardStarted {
    /// The id that the payment will have.
    pub payment: EntryId,
    /// In what it is tendered.
    pub kind: TenderKind,
    /// The sum that the terminal is asked for, in kopecks.
    #[serde(rename = "kopecks")]
    pub amount: Money,
}
