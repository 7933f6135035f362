//! The totals of a shift: what the X- and the Z-report say, folded from the same events as the ledger.

use std::collections::BTreeMap;

use super::code::{AccountCode, ReasonCode, ServiceCode, SupplierCode, TenderKind};
use super::event::Event;
use super::flow::{self, Flow};
use super::ids::{DeskId, ReceiptNumber};
use super::line::{self, Line, Tendered};
use super::money::Money;
use super::supplier::{Catalogue, Ownership};

/// How many of something, and their sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub n: u32,
    /// Their sum.
    pub sum: Money,
}

impl Tally {
    fn add(&mut self, sum: Money) {
        self.n += 1;
        self.sum = self.sum.saturating_plus(sum);
    }
}

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
    /// Refunds of earlier shifts' payments, with fees.
    pub refunds: Tally,
    /// Lines moved to another account.
    pub moves: Tally,
    /// Tenders corrected.
    pub retenders: Tally,
    /// What each tender brought, voids, refunds and corrections counted in.
    pub tenders: BTreeMap<TenderKind, Money>,
    /// How many slips each tender other than cash must have.
    pub slips: BTreeMap<TenderKind, i64>,
    /// What each supplier's service brought without fees, voids, refunds and moves counted in.
    pub dues: BTreeMap<(SupplierCode, ServiceCode), Money>,
    /// The cash of it, by supplier: in proportion where a payment was paid by several tenders.
    pub cash: BTreeMap<SupplierCode, Money>,
    /// The fees, voids and refunds taken off.
    pub fees: Money,
    /// The cash of them.
    pub cash_fees: Money,
    /// The cash flow. Its rows add up to the cash in the drawer.
    pub flow: BTreeMap<Flow, Money>,
    /// What was dropped into bags, by bank account.
    pub bags: BTreeMap<AccountCode, Tally>,
    /// What was paid out, by reason.
    pub outs: BTreeMap<ReasonCode, Tally>,
    /// Slips about cash that is no payment.
    pub cash_slips: u32,
    /// The first receipt.
    pub first: Option<ReceiptNumber>,
    /// The last receipt.
    pub last: Option<ReceiptNumber>,
}

/// A way a payment's amounts are counted: added, or taken off.
type Apply = fn(Money, Money) -> Money;

impl Totals {
    /// Adds an event of the shift at `desk`, its opening and its close included.
    pub fn apply(&mut self, desk: &DeskId, event: &Event) {
        for (row, sum) in flow::flows(desk, event).into_iter().filter(|(_, sum)| !sum.is_zero()) {
            let row = self.flow.entry(row).or_default();
            *row = row.saturating_plus(sum);
        }
        match event {
            Event::PaymentTaken(payment) => {
                self.payments += 1;
                self.gross = self.gross.saturating_plus(recorded_total(&payment.lines));
                self.first.get_or_insert(payment.receipt);
                self.last = Some(payment.receipt);
                self.add(&payment.lines, &payment.tenders, Money::saturating_plus);
            }
            Event::PaymentVoided(void) => {
                self.voids += 1;
                self.voided = self.voided.saturating_plus(recorded_total(&void.lines));
                self.add(&void.lines, &void.tenders, Money::saturating_minus);
            }
            Event::PaymentRefunded(refund) => {
                self.refunds.add(refund.total());
                let lines: Vec<Line> = refund.lines.iter().map(|refunded| refunded.line.clone()).collect();
                self.add(&lines, &refund.tenders, Money::saturating_minus);
            }
            Event::PaymentMoved(moved) => {
                self.moves.add(moved.from.amount);
                for (line, apply) in
                    [(&moved.from, Money::saturating_minus as Apply), (&moved.to, Money::saturating_plus as Apply)]
                {
                    self.add_due(line, apply);
                    let cash = self.cash.entry(line.supplier.clone()).or_default();
                    *cash = apply(*cash, moved.cash);
                }
            }
            Event::PaymentRetendered(retendered) => {
                self.retenders.add(retendered.from.amount);
                for (tender, apply) in [
                    (&retendered.from, Money::saturating_minus as Apply),
                    (&retendered.to, Money::saturating_plus as Apply),
                ] {
                    self.add_tender(tender, apply);
                    self.add_cash(&retendered.lines, std::slice::from_ref(tender), apply);
                }
            }
            Event::CashOut(cash) => self.outs.entry(cash.reason.clone()).or_default().add(cash.amount),
            Event::CashDropped(drop) => self.bags.entry(drop.account.clone()).or_default().add(drop.amount),
            _ => {}
        }
        self.cash_slips += u32::from(event.slip().is_some());
    }

    /// What was taken and kept: gross less voids and refunds.
    pub fn net(&self) -> Money {
        self.gross.saturating_minus(self.voided).saturating_minus(self.refunds.sum)
    }

    /// What a tender brought.
    pub fn tender(&self, kind: &TenderKind) -> Money {
        self.tenders.get(kind).copied().unwrap_or_default()
    }

    /// The cash taken for suppliers of one ownership; fees are the operator's own. A supplier that the catalogue no
    /// longer has counts as an agent's: its money isn't ours to spend.
    pub fn cash_of(&self, ownership: Ownership, catalogue: &Catalogue) -> Money {
        let of = |code: &SupplierCode| catalogue.supplier(code).map_or(Ownership::Agent, |known| known.ownership);
        let cash = self.cash.iter().filter(|(code, _)| of(code) == ownership).map(|(_, sum)| *sum);
        let fees = if ownership == Ownership::Own { self.cash_fees } else { Money::ZERO };
        cash.fold(fees, Money::saturating_plus)
    }

    /// The cash that the flow says is in the drawer.
    pub fn drawer(&self) -> Money {
        self.flow.values().copied().fold(Money::ZERO, Money::saturating_plus)
    }

    fn add(&mut self, lines: &[Line], tenders: &[Tendered], apply: Apply) {
        for tender in tenders {
            self.add_tender(tender, apply);
        }
        for line in lines {
            self.add_due(line, apply);
            self.fees = apply(self.fees, line.fee);
        }
        self.add_cash(lines, tenders, apply);
    }

    fn add_tender(&mut self, tender: &Tendered, apply: Apply) {
        let sum = self.tenders.entry(tender.kind.clone()).or_default();
        *sum = apply(*sum, tender.amount);
        if !tender.kind.is_cash() {
            let slips = self.slips.entry(tender.kind.clone()).or_default();
            *slips += apply(Money::ZERO, tender.amount).kopecks().signum();
        }
    }

    fn add_due(&mut self, line: &Line, apply: Apply) {
        let sum = self.dues.entry((line.supplier.clone(), line.service.clone())).or_default();
        *sum = apply(*sum, line.amount);
    }

    fn add_cash(&mut self, lines: &[Line], tenders: &[Tendered], apply: Apply) {
        let parts: Vec<Money> = lines.iter().flat_map(|line| [line.amount, line.fee]).collect();
        let shares = line::cash_shares(line::cash(tenders), &parts);
        for (line, share) in lines.iter().zip(shares.chunks(2)) {
            let [amount, fee] = share else { continue };
            let sum = self.cash.entry(line.supplier.clone()).or_default();
            *sum = apply(*sum, *amount);
            self.cash_fees = apply(self.cash_fees, *fee);
        }
    }
}

/// The sum of recorded lines with their fees, held at the end of 64 bits: a fold over what was recorded must not fail.
pub fn recorded_total(lines: &[Line]) -> Money {
    line::total(lines).unwrap_or(Money::from_kopecks(i64::MAX))
}
