//! The totals of a shift: what the X- and the Z-report say, folded from the same events as the ledger.

use std::collections::BTreeMap;

use super::code::{ServiceCode, SupplierCode, TenderKind};
use super::event::Event;
use super::ids::ReceiptNumber;
use super::line::{self, Line, Tendered};
use super::money::Money;

/// A shift's totals so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Payments taken, voided ones included.
    pub payments: u32,
    /// Their sum with fees.
    pub gross: Money,
    /// Payments voided.
    pub voids: u32,
    /// Their sum with fees.
    pub voided: Money,
    /// What each tender brought, voids taken off.
    pub tenders: BTreeMap<TenderKind, Money>,
    /// What each supplier's service brought without fees, voids taken off.
    pub dues: BTreeMap<(SupplierCode, ServiceCode), Money>,
    /// The fees, voids taken off.
    pub fees: Money,
    /// The first receipt.
    pub first: Option<ReceiptNumber>,
    /// The last receipt.
    pub last: Option<ReceiptNumber>,
}

impl Totals {
    /// Adds an event of the shift.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::PaymentTaken(payment) => {
                self.payments += 1;
                self.gross = self.gross.saturating_plus(recorded_total(&payment.lines));
                self.first.get_or_insert(payment.receipt);
                self.last = Some(payment.receipt);
                self.add(&payment.lines, &payment.tenders, |sum, part| sum.saturating_plus(part));
            }
            Event::PaymentVoided(void) => {
                self.voids += 1;
                self.voided = self.voided.saturating_plus(recorded_total(&void.lines));
                self.add(&void.lines, &void.tenders, |sum, part| sum.saturating_minus(part));
            }
            _ => {}
        }
    }

    /// What was taken and kept: gross less voids.
    pub fn net(&self) -> Money {
        self.gross.saturating_minus(self.voided)
    }

    fn add(&mut self, lines: &[Line], tenders: &[Tendered], apply: fn(Money, Money) -> Money) {
        for tender in tenders {
            let sum = self.tenders.entry(tender.kind.clone()).or_default();
            *sum = apply(*sum, tender.amount);
        }
        for line in lines {
            let sum = self.dues.entry((line.supplier.clone(), line.service.clone())).or_default();
            *sum = apply(*sum, line.amount);
            self.fees = apply(self.fees, line.fee);
        }
    }
}

fn recorded_total(lines: &[Line]) -> Money {
    line::total(lines).unwrap_or(Money::from_kopecks(i64::MAX))
}
