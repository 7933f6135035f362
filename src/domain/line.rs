//! What a payment is made of: lines, and the tenders that pay for them.

use serde::{Deserialize, Serialize};

use super::account::AccountNumber;
use super::code::{ServiceCode, SupplierCode, TenderKind};
use super::ids::ReceiptNumber;
use super::money::Money;
use super::period::Period;

/// One line of a payment as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Whom the money is for.
    pub supplier: SupplierCode,
    /// What is paid for.
    pub service: ServiceCode,
    /// The payer's account with the supplier.
    pub account: AccountNumber,
    /// The sum for the supplier, in kopecks, without the fee.
    #[serde(rename = "kopecks")]
    pub amount: Money,
    /// The operator's fee on top of the sum, in kopecks.
    #[serde(rename = "fee_kopecks", default, skip_serializing_if = "Money::is_zero_ref")]
    pub fee: Money,
    /// The address as the directory knew it, for the receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The month that is paid for, where the bill or the payer named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Payments of the same account and sum within a day before this one: suspected doubles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubles: Vec<ReceiptNumber>,
}

impl Line {
    /// The sum with its fee; `None` on overflow.
    pub fn total(&self) -> Option<Money> {
        self.amount.plus(self.fee)
    }

    /// The part of the line that goes back: `amount`, or all of it. A line that goes back whole takes its fee along.
    /// `None` where there is not so much of it, or nothing.
    pub fn part(&self, amount: Option<Money>) -> Option<Line> {
        let amount = amount.unwrap_or(self.amount);
        let fee = if amount == self.amount { self.fee } else { Money::ZERO };
        let fits = amount.is_positive() && amount <= self.amount;
        fits.then(|| Line { amount, fee, doubles: vec![], ..self.clone() })
    }
}

/// A part of a payment paid in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tendered {
    /// The way.
    pub kind: TenderKind,
    /// How much of the payment it covers, in kopecks.
    #[serde(rename = "kopecks")]
    pub amount: Money,
    /// The cash that the payer handed over, in kopecks; the difference went back as change.
    #[serde(rename = "given_kopecks", default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Money>,
    /// The slip's number of a card or СБП payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl Tendered {
    /// What went back to the payer.
    pub fn change(&self) -> Money {
        self.given.and_then(|given| given.minus(self.amount)).unwrap_or_default()
    }
}

/// The sum of all lines with their fees; `None` on overflow.
pub fn total(lines: &[Line]) -> Option<Money> {
    lines.iter().try_fold(Money::ZERO, |sum, line| sum.plus(line.total()?))
}

/// The sum of the fees of all lines; `None` on overflow.
pub fn fees(lines: &[Line]) -> Option<Money> {
    Money::total(lines.iter().map(|line| line.fee))
}

/// The cash among tenders.
pub fn cash(tenders: &[Tendered]) -> Money {
    let cash = tenders.iter().filter(|tender| tender.kind.is_cash());
    cash.fold(Money::ZERO, |sum, tender| sum.saturating_plus(tender.amount))
}

/// What part of `cash` paid for each of `parts`, in proportion; the shares add up to `cash` where the parts are not all
/// zero.
pub fn cash_shares(cash: Money, parts: &[Money]) -> Vec<Money> {
    let whole: i128 = parts.iter().map(|part| i128::from(part.kopecks())).sum();
    let (mut before, mut given) = (0i128, 0i128);
    let share = |part: &Money| {
        before += i128::from(part.kopecks());
        let through = (i128::from(cash.kopecks()) * before).checked_div(whole).unwrap_or_default();
        let share = through - given;
        given = through;
        Money::from_kopecks(i64::try_from(share).unwrap_or_default())
    };
    parts.iter().map(share).collect()
}
