//! The decision: whether a command is carried out, and the event that it makes.

use chrono::{NaiveDate, TimeDelta};

use super::code::{TenderKind, UserName};
use super::command::{Action, Actor, Command, Facts, LineFacts, LineInput, TenderInput};
use super::event::{
    CardStarted, DeskEnrolled, Event, Paper, PaymentTaken, PaymentVoided, PrintDone, PrintResolved, PrintUnknown,
    ShiftClosed, ShiftOpened, UserRefused, UserSignedIn,
};
use super::ids::ReceiptNumber;
use super::line::{self, Line, Tendered};
use super::money::Money;
use super::refusal::Refusal;
use super::shift::{OpenShift, Shift};
use super::tender;

/// How far back a clock may step without anyone noticing: time services correct by less.
const CLOCK_SLACK: TimeDelta = TimeDelta::seconds(5);

/// Decides a command on a desk's state: the event to record, or why nothing is recorded.
pub fn decide(shift: &Shift, facts: &Facts, command: &Command) -> Result<Event, Refusal> {
    if shift.epoch == 0 && !matches!(command.action, Action::Enrol { .. }) {
        return Err(Refusal::NotEnrolled);
    }
    let decision = Decision { shift, facts, command };
    match &command.action {
        Action::Enrol { zone } => decision.enrol(zone),
        Action::SignIn { user } => decision.sign_in(user),
        Action::OpenShift { counted, issued } => decision.open_shift(*counted, *issued),
        Action::TakePayment { lines, tenders } => decision.take_payment(lines, tenders),
        Action::StartCard { payment, kind, amount } => {
            decision.own_shift()?;
            Ok(CardStarted { payment: *payment, kind: kind.clone(), amount: *amount }.into())
        }
        Action::VoidPayment { receipt, reason } => decision.void_payment(*receipt, reason),
        Action::CloseShift { counted } => decision.close_shift(*counted),
        Action::RecordPrint { seq, .. } | Action::ResolvePrint { seq, .. } if !facts.printable => {
            Err(Refusal::NothingToPrint { seq: *seq })
        }
        Action::RecordPrint { seq, copy, unknown } => Ok(record_print(*seq, *copy, unknown.as_deref())),
        Action::ResolvePrint { seq, paper } => decision.resolve_print(*seq, *paper),
    }
}

struct Decision<'a> {
    shift: &'a Shift,
    facts: &'a Facts<'a>,
    command: &'a Command,
}

impl Decision<'_> {
    fn enrol(&self, zone: &str) -> Result<Event, Refusal> {
        if self.shift.epoch > 0 {
            return Err(Refusal::AlreadyEnrolled);
        }
        Ok(DeskEnrolled { desk: self.shift.desk.clone(), epoch: 1, zone: zone.to_owned() }.into())
    }

    fn sign_in(&self, user: &UserName) -> Result<Event, Refusal> {
        let known = self.facts.sign_in.as_ref().ok_or(Refusal::SignInRefused)?;
        if known.pin_fits {
            Ok(UserSignedIn { user: user.clone(), role: known.role }.into())
        } else {
            Ok(UserRefused { user: user.clone(), tries: known.tries.saturating_add(1) }.into())
        }
    }

    fn open_shift(&self, counted: Money, issued: Option<Money>) -> Result<Event, Refusal> {
        let cashier = self.person()?;
        if let Some(open) = &self.shift.open {
            return Err(Refusal::ShiftOpen { shift: self.shift.number, cashier: open.cashier.clone() });
        }
        let carried = self.shift.drawer;
        let issued = issued.unwrap_or(if carried.is_zero() { counted } else { Money::ZERO });
        check_count(counted)?;
        check_count(issued)?;
        let approved_by = self.approval_of(self.clock_fault(Some(self.facts.clock_gap)))?;
        Ok(ShiftOpened {
            epoch: self.shift.epoch,
            shift: self.shift.number + 1,
            day: self.command.at.day(self.facts.offset),
            offset: self.facts.offset,
            user: cashier.user.clone(),
            carried,
            issued,
            counted,
            approved_by,
        }
        .into())
    }

    fn take_payment(&self, inputs: &[LineInput], tenders: &[TenderInput]) -> Result<Event, Refusal> {
        let open = self.own_shift()?;
        let approved_by = self.approval_of(self.clock_fault(None))?;
        if inputs.is_empty() {
            return Err(Refusal::EmptyBasket);
        }
        let fee_tender = tenders.first().ok_or(Refusal::NoTender)?.kind();
        let unknown = LineFacts::default();
        let lines = inputs
            .iter()
            .enumerate()
            .map(|(n, input)| self.line(open.day, &fee_tender, input, self.facts.lines.get(n).unwrap_or(&unknown)))
            .collect::<Result<Vec<_>, _>>()?;
        let due = line::total(&lines).ok_or(Refusal::TooLarge)?;
        open.totals.gross.plus(due).and_then(|sum| sum.plus(self.shift.drawer.abs())).ok_or(Refusal::TooLarge)?;
        let has_fees = lines.iter().any(|line| !line.fee.is_zero());
        Ok(PaymentTaken {
            receipt: self.shift.next_receipt(open),
            tenders: tender::settle(self.facts.catalogue, due, tenders)?,
            operator: has_fees.then(|| self.facts.catalogue.operator.inn.clone()),
            lines,
            approved_by,
        }
        .into())
    }

    fn line(
        &self,
        day: NaiveDate,
        fee_tender: &TenderKind,
        input: &LineInput,
        known: &LineFacts,
    ) -> Result<Line, Refusal> {
        let LineInput { supplier: code, account, amount, .. } = input;
        let catalogue = self.facts.catalogue;
        let supplier = catalogue.supplier(code).ok_or_else(|| Refusal::UnknownSupplier {
            supplier: code.clone(),
            known: catalogue.suppliers.iter().map(|supplier| supplier.code.clone()).collect(),
        })?;
        let service = supplier
            .service(input.service.as_ref())
            .ok_or_else(|| Refusal::WhichService { supplier: code.clone(), services: supplier.services.clone() })?;
        if !known.known && !supplier.unknown_accounts {
            return Err(Refusal::UnknownAccount { supplier: code.clone(), account: account.clone() });
        }
        if amount.is_zero() {
            return Err(Refusal::ZeroSum { account: account.clone() });
        }
        if *amount < Money::ZERO {
            return Err(Refusal::NegativeSum { account: account.clone() });
        }
        if *amount < supplier.least_kopecks {
            return Err(Refusal::BelowLeast { supplier: code.clone(), least: supplier.least_kopecks });
        }
        if *amount > supplier.most_kopecks {
            return Err(Refusal::AboveMost { supplier: code.clone(), most: supplier.most_kopecks });
        }
        let fee = catalogue.fee(code, self.shift.desk.office(), fee_tender, day, *amount).ok_or(Refusal::TooLarge)?;
        Ok(Line {
            supplier: code.clone(),
            service: service.clone(),
            account: account.clone(),
            amount: *amount,
            fee,
            address: known.address.clone(),
            period: input.period,
            doubles: known.doubles.clone(),
        })
    }

    fn void_payment(&self, receipt: ReceiptNumber, reason: &str) -> Result<Event, Refusal> {
        self.own_shift()?;
        let recorded = self.facts.payment.as_ref().filter(|recorded| recorded.taken.receipt == receipt);
        let recorded = recorded.ok_or(Refusal::UnknownReceipt { receipt })?;
        if recorded.voided {
            return Err(Refusal::AlreadyVoided { receipt });
        }
        if (receipt.epoch, receipt.shift) != (self.shift.epoch, self.shift.number) {
            return Err(Refusal::EarlierShift { receipt, shift: self.shift.number });
        }
        if reason.trim().is_empty() {
            return Err(Refusal::ReasonNeeded);
        }
        let PaymentTaken { lines, tenders, operator, .. } = recorded.taken.clone();
        let due = cash_of(&tenders);
        if due > self.shift.drawer {
            return Err(Refusal::DrawerShort { due, drawer: self.shift.drawer });
        }
        let approved_by = self.approval_of(Some(Refusal::SupervisorNeeded))?.ok_or(Refusal::SupervisorNeeded)?;
        let reason = reason.trim().to_owned();
        Ok(PaymentVoided { receipt, lines, tenders, operator, reason, approved_by }.into())
    }

    fn close_shift(&self, counted: Money) -> Result<Event, Refusal> {
        let closer = self.person()?;
        let open = self.shift.open.as_ref().ok_or(Refusal::NoShift)?;
        let another = closer.user != open.cashier;
        let approved_by = match closer.role.approves() {
            true => another.then(|| closer.user.clone()),
            false => self.approval_of(another.then(|| self.anothers_shift(open)))?,
        };
        check_count(counted)?;
        let totals = &open.totals;
        Ok(ShiftClosed {
            shift: self.shift.number,
            z: self.shift.number,
            user: closer.user.clone(),
            expected: self.shift.drawer,
            counted,
            payments: totals.payments,
            gross: totals.gross,
            voids: totals.voids,
            voided: totals.voided,
            approved_by,
        }
        .into())
    }

    fn resolve_print(&self, seq: u64, paper: Paper) -> Result<Event, Refusal> {
        Ok(PrintResolved { seq, paper, user: self.person()?.user.clone() }.into())
    }

    fn person(&self) -> Result<&Actor, Refusal> {
        self.command.by.as_ref().ok_or(Refusal::NobodySignedIn)
    }

    fn own_shift(&self) -> Result<&OpenShift, Refusal> {
        let person = self.person()?;
        let open = self.shift.open.as_ref().ok_or(Refusal::NoShift)?;
        if open.cashier == person.user { Ok(open) } else { Err(self.anothers_shift(open)) }
    }

    fn anothers_shift(&self, open: &OpenShift) -> Refusal {
        Refusal::AnothersShift { shift: self.shift.number, cashier: open.cashier.clone() }
    }

    fn clock_fault(&self, most_ahead: Option<TimeDelta>) -> Option<Refusal> {
        let (last, now) = (self.shift.last_at?, self.command.at);
        if now.since(last) < -CLOCK_SLACK {
            return Some(Refusal::ClockBack { last, now });
        }
        most_ahead.filter(|&most| now.since(last) > most).map(|_| Refusal::ClockAhead { last, now })
    }

    /// Who approved what would otherwise be refused for `fault`; nobody where there is no fault.
    fn approval_of(&self, fault: Option<Refusal>) -> Result<Option<UserName>, Refusal> {
        match (fault, &self.command.approved_by) {
            (None, _) => Ok(None),
            (Some(fault), None) => Err(fault),
            (Some(_), Some(approver)) if approver.role.approves() => Ok(Some(approver.user.clone())),
            (Some(_), Some(approver)) => Err(Refusal::NotASupervisor { user: approver.user.clone() }),
        }
    }
}

/// A counted, issued or handed-over sum must be one that a drawer can hold.
pub(super) fn check_count(sum: Money) -> Result<(), Refusal> {
    match sum {
        sum if sum < Money::ZERO => Err(Refusal::NegativeCount),
        sum if sum > Money::MOST => Err(Refusal::TooLarge),
        _ => Ok(()),
    }
}

fn record_print(seq: u64, copy: u32, unknown: Option<&str>) -> Event {
    match unknown {
        None => PrintDone { seq, copy }.into(),
        Some(reason) => PrintUnknown { seq, copy, reason: reason.to_owned() }.into(),
    }
}

fn cash_of(tenders: &[Tendered]) -> Money {
    tenders
        .iter()
        .filter(|tender| tender.kind.is_cash())
        .fold(Money::ZERO, |sum, tender| sum.saturating_plus(tender.amount))
}
