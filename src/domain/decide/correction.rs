//! Deciding what corrects a payment: void, refund, move and re-tender. Each applies to what the payment is now.

use super::{Decision, filled};
use crate::domain::code::TenderKind;
use crate::domain::command::{LineInput, RefundInput};
use crate::domain::event::{
    Approval, Event, PaymentMoved, PaymentRefunded, PaymentRetendered, PaymentVoided, RefundedLine,
};
use crate::domain::ids::ReceiptNumber;
use crate::domain::line::{self, Line, Tendered};
use crate::domain::money::Money;
use crate::domain::recorded::RecordedPayment;
use crate::domain::refusal::Refusal;

impl Decision<'_> {
    pub(super) fn void_payment(&self, receipt: ReceiptNumber, reason: &str) -> Result<Event, Refusal> {
        let (_, clock) = self.at_work()?;
        let recorded = self.recorded(receipt)?;
        self.of_open_shift(receipt)?;
        let reason = filled(reason).ok_or(Refusal::ReasonNeeded)?;
        let RecordedPayment { taken, lines, tenders, .. } = recorded;
        self.check_drawer(line::cash(tenders))?;
        let approved_by = self.approval_from(self.facts.policy.approve.voids, recorded.remaining())?.or(clock);
        Ok(PaymentVoided {
            receipt,
            lines: lines.clone(),
            tenders: tenders.clone(),
            operator: taken.operator.clone(),
            reason,
            approved_by,
        }
        .into())
    }

    pub(super) fn refund_payment(
        &self,
        receipt: ReceiptNumber,
        wanted: &[RefundInput],
        reason: &str,
    ) -> Result<Event, Refusal> {
        let (open, clock) = self.at_work()?;
        let recorded = self.recorded(receipt)?;
        if self.of_open_shift(receipt).is_ok() {
            return Err(Refusal::OpenShiftsPayment { receipt });
        }
        let reason = filled(reason).ok_or(Refusal::ReasonNeeded)?;
        let lines = refunded_lines(recorded, receipt, wanted)?;
        let total = Money::total(lines.iter().filter_map(|back| back.line.total())).ok_or(Refusal::TooLarge)?;
        let nothing_left = || Refusal::NothingLeft { receipt, remaining: recorded.remaining() };
        let tenders = recorded.tenders_back(total).ok_or_else(nothing_left)?;
        self.check_drawer(line::cash(&tenders))?;
        let approved_by = self.approval_from(self.facts.policy.approve.refunds, total)?.or(clock);
        let has_fees = lines.iter().any(|back| !back.line.fee.is_zero());
        let operator = recorded.taken.operator.clone().filter(|_| has_fees);
        Ok(PaymentRefunded { receipt, shift: open.number, lines, tenders, operator, reason, approved_by }.into())
    }

    pub(super) fn move_line(
        &self,
        receipt: ReceiptNumber,
        n: u32,
        to: &LineInput,
        reason: &str,
    ) -> Result<Event, Refusal> {
        let (open, clock) = self.at_work()?;
        let recorded = self.recorded(receipt)?;
        let from = recorded.line(n).ok_or(Refusal::UnknownLine { receipt, n })?;
        if from.amount.is_zero() {
            return Err(Refusal::NothingLeft { receipt, remaining: recorded.remaining() });
        }
        let reason = filled(reason).ok_or(Refusal::ReasonNeeded)?;
        let asked = LineInput { amount: from.amount, period: to.period.or(from.period), ..to.clone() };
        let to = self.line(open.day, &TenderKind::cash(), &asked, 0)?;
        if (&from.supplier, &from.service, &from.account) == (&to.supplier, &to.service, &to.account) {
            return Err(Refusal::SameAccount { account: to.account });
        }
        let cash = cash_of(recorded, n);
        let approved_by = self.approval_from(self.facts.policy.approve.moves, from.amount)?.or(clock);
        let without_fee = |line: Line| Line { fee: Money::ZERO, doubles: vec![], ..line };
        let (from, to) = (without_fee(from.clone()), without_fee(to));
        Ok(PaymentMoved { receipt, n, from, to, cash, reason, approved_by }.into())
    }

    pub(super) fn retender(
        &self,
        receipt: ReceiptNumber,
        from: Option<&TenderKind>,
        to: &TenderKind,
        reference: &str,
        reason: &str,
    ) -> Result<Event, Refusal> {
        let (_, clock) = self.at_work()?;
        let recorded = self.recorded(receipt)?;
        self.of_open_shift(receipt)?;
        let reason = filled(reason).ok_or(Refusal::ReasonNeeded)?;
        if self.facts.catalogue.tender(to).is_none() {
            let known = self.facts.catalogue.tenders.iter().map(|tender| tender.kind.clone()).collect();
            return Err(Refusal::UnknownTender { kind: to.clone(), known });
        }
        let from = wrong_tender(recorded, receipt, from, to)?.clone();
        let reference = filled(reference).filter(|_| !to.is_cash());
        if reference.is_none() && !to.is_cash() {
            return Err(Refusal::ReferenceNeeded { kind: to.clone() });
        }
        let approved_by = self.approval_from(self.facts.policy.approve.retenders, from.amount)?.or(clock);
        let to = Tendered { kind: to.clone(), amount: from.amount, given: None, reference };
        let from = Tendered { given: None, ..from };
        let lines = recorded.lines.clone();
        Ok(PaymentRetendered { receipt, from, to, lines, reason, approved_by }.into())
    }

    fn recorded(&self, receipt: ReceiptNumber) -> Result<&RecordedPayment, Refusal> {
        let recorded = self.facts.payment.as_ref().filter(|recorded| recorded.taken.receipt == receipt);
        let recorded = recorded.ok_or(Refusal::UnknownReceipt { receipt })?;
        if recorded.voided { Err(Refusal::AlreadyVoided { receipt }) } else { Ok(recorded) }
    }

    fn of_open_shift(&self, receipt: ReceiptNumber) -> Result<(), Refusal> {
        let open = self.own_shift()?;
        // Not the epoch: a shift that was open at a recovery has receipts of two.
        match receipt.shift == open.number {
            true => Ok(()),
            false => Err(Refusal::EarlierShift { receipt, shift: open.number }),
        }
    }

    /// The supervisor who approved a correction of `sum`, where the office wants one from `from` on.
    fn approval_from(&self, from: Money, sum: Money) -> Result<Option<Approval>, Refusal> {
        self.approval_of((sum >= from).then_some(Refusal::SupervisorNeeded))
    }

    pub(super) fn check_drawer(&self, due: Money) -> Result<(), Refusal> {
        let drawer = self.shift.available();
        if due > drawer { Err(Refusal::DrawerShort { due, drawer }) } else { Ok(()) }
    }
}

/// The lines to give back: those that were named, or all that remains.
fn refunded_lines(
    recorded: &RecordedPayment,
    receipt: ReceiptNumber,
    wanted: &[RefundInput],
) -> Result<Vec<RefundedLine>, Refusal> {
    let nothing_left = || Refusal::NothingLeft { receipt, remaining: recorded.remaining() };
    let back = |n: u32, amount: Option<Money>| {
        let line = recorded.line(n).ok_or(Refusal::UnknownLine { receipt, n })?;
        Ok(RefundedLine { n, line: line.part(amount).ok_or_else(nothing_left)? })
    };
    let lines: Vec<RefundedLine> = if wanted.is_empty() {
        let numbered = (1..).zip(&recorded.lines).filter(|(_, line)| line.amount.is_positive());
        numbered.map(|(n, _)| back(n, None)).collect::<Result<_, _>>()?
    } else {
        wanted.iter().map(|wanted| back(wanted.n, wanted.amount)).collect::<Result<_, _>>()?
    };
    let twice = (1..lines.len()).any(|n| lines[..n].iter().any(|before| before.n == lines[n].n));
    if lines.is_empty() || twice { Err(nothing_left()) } else { Ok(lines) }
}

/// The tender to be corrected: the one that was named, or the only one there is.
fn wrong_tender<'a>(
    recorded: &'a RecordedPayment,
    receipt: ReceiptNumber,
    named: Option<&TenderKind>,
    to: &TenderKind,
) -> Result<&'a Tendered, Refusal> {
    let fits = |tender: &&Tendered| tender.kind != *to && named.is_none_or(|named| tender.kind == *named);
    let mut fitting = recorded.tenders.iter().filter(fits);
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Ok(only),
        (Some(first), Some(_)) if named.is_some() => Ok(first),
        _ => {
            let tenders = recorded.tenders.iter().map(|tender| tender.kind.clone()).collect();
            Err(Refusal::WhichTender { receipt, tenders })
        }
    }
}

/// The cash that paid for what a line is now.
fn cash_of(recorded: &RecordedPayment, n: u32) -> Money {
    let parts: Vec<Money> = recorded.lines.iter().flat_map(|line| [line.amount, line.fee]).collect();
    let shares = line::cash_shares(line::cash(&recorded.tenders), &parts);
    usize::try_from(n).ok().and_then(|n| shares.get(n.checked_sub(1)? * 2)).copied().unwrap_or_default()
}
