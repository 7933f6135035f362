//! What a recorded payment is now, after all that corrected it.

use super::event::{Event, PaymentTaken};
use super::line::{Line, Tendered};
use super::money::Money;

/// A payment as it was taken, and what it is now. Corrections apply to what it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedPayment {
    /// The payment as it was taken.
    pub taken: PaymentTaken,
    /// Its lines, numbered as on the receipt: on the right account, with what remains of amount and fee.
    pub lines: Vec<Line>,
    /// Its tenders, with what remains of each.
    pub tenders: Vec<Tendered>,
    /// True if it was voided.
    pub voided: bool,
}

impl RecordedPayment {
    /// A payment that nothing has corrected yet.
    pub fn new(taken: PaymentTaken) -> RecordedPayment {
        RecordedPayment { lines: taken.lines.clone(), tenders: taken.tenders.clone(), taken, voided: false }
    }

    /// Adds the next event that corrects this payment.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::PaymentVoided(_) => {
                self.voided = true;
                for line in &mut self.lines {
                    (line.amount, line.fee) = (Money::ZERO, Money::ZERO);
                }
                self.tenders.clear();
            }
            Event::PaymentRefunded(refund) => {
                for back in &refund.lines {
                    if let Some(line) = nth(&mut self.lines, back.n) {
                        line.amount = line.amount.saturating_minus(back.line.amount);
                        line.fee = line.fee.saturating_minus(back.line.fee);
                    }
                }
                refund.tenders.iter().for_each(|back| self.take_off(back));
            }
            Event::PaymentMoved(moved) => {
                if let Some(line) = nth(&mut self.lines, moved.n) {
                    *line = Line { fee: line.fee, ..moved.to.clone() };
                }
            }
            Event::PaymentRetendered(retendered) => {
                self.take_off(&retendered.from);
                self.tenders.push(retendered.to.clone());
            }
            _ => {}
        }
    }

    /// What remains of it, with fees.
    pub fn remaining(&self) -> Money {
        Money::total(self.lines.iter().filter_map(Line::total)).unwrap_or_default()
    }

    /// The line with a number of the receipt, from 1.
    pub fn line(&self, n: u32) -> Option<&Line> {
        self.lines.get(usize::try_from(n.checked_sub(1)?).ok()?)
    }

    /// The tenders that `sum` goes back by: cards and their like first, for their money goes back to its card, then
    /// cash. `None` where less remains.
    pub fn tenders_back(&self, sum: Money) -> Option<Vec<Tendered>> {
        let mut left = sum;
        let mut back = vec![];
        let (cash, other): (Vec<_>, Vec<_>) = self.tenders.iter().partition(|tender| tender.kind.is_cash());
        for tender in other.into_iter().chain(cash) {
            let amount = tender.amount.min(left);
            if amount.is_positive() {
                back.push(Tendered { amount, given: None, ..tender.clone() });
                left = left.saturating_minus(amount);
            }
        }
        left.is_zero().then_some(back)
    }

    fn take_off(&mut self, back: &Tendered) {
        let same = |tender: &&mut Tendered| tender.kind == back.kind && tender.reference == back.reference;
        if let Some(tender) = self.tenders.iter_mut().find(same) {
            tender.amount = tender.amount.saturating_minus(back.amount);
            tender.given = None;
        }
        self.tenders.retain(|tender| !tender.amount.is_zero());
    }
}

fn nth(lines: &mut [Line], n: u32) -> Option<&mut Line> {
    lines.get_mut(usize::try_from(n.checked_sub(1)?).ok()?)
}
