//! The decision: whether a command is carried out, and the event that it makes.

mod cash;
mod correction;
mod payment;
mod shift;

use chrono::TimeDelta;

use super::code::UserName;
use super::command::{Action, Actor, Command, Counted, Facts};
use super::event::{
    Approval, DeskEnrolled, DeskRecovered, Event, Paper, PinSet, PrintDone, PrintResolved, PrintUnknown, UserRefused,
    UserSignedIn,
};
use super::hash::EntryHash;
use super::money::Money;
use super::policy::{Drawer, Policy};
use super::refusal::Refusal;
use super::shift::{OpenShift, Shift};

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
        Action::Recover(recovered) => decision.recover(recovered),
        Action::SignIn { user } => decision.sign_in(user),
        Action::RefuseCode { user, tries } => {
            Ok(UserRefused { user: user.clone(), tries: tries.saturating_add(1), telephone: true }.into())
        }
        Action::SetPin { user, pin_hash, instead_of } => decision.set_pin(user, pin_hash, *instead_of),
        Action::OpenShift { counted, issued } => decision.open_shift(counted, *issued),
        Action::PauseShift { seal } => decision.pause_shift(seal.as_ref()),
        Action::ResumeShift { shift, counted } => decision.resume_shift(*shift, counted),
        Action::CountCash { counted, cards, blind } => decision.count_cash(counted, cards, *blind),
        Action::CloseShift { counted, cards, reason } => decision.close_shift(counted, cards, reason),
        Action::TakePayment { lines, tenders } => decision.take_payment(lines, tenders),
        Action::EnterStranded { payment, stranded } => decision.enter_stranded(payment, *stranded),
        Action::StartCard { payment, kind, amount } => decision.start_card(*payment, kind, *amount),
        Action::VoidPayment { receipt, reason } => decision.void_payment(*receipt, reason),
        Action::RefundPayment { receipt, lines, reason } => decision.refund_payment(*receipt, lines, reason),
        Action::MoveLine { receipt, n, to, reason } => decision.move_line(*receipt, *n, to, reason),
        Action::Retender { receipt, from, to, reference, reason } => {
            decision.retender(*receipt, from.as_ref(), to, reference, reason)
        }
        Action::CashIn { reason, cash, comment } => decision.cash_in(reason, cash, comment),
        Action::CashOut { reason, cash, serials, comment } => decision.cash_out(reason, cash, serials, comment),
        Action::HandOver { to, cash } => decision.hand_over(to, cash),
        Action::AcceptCash { code, cash } => decision.accept_cash(code, cash),
        Action::DropCash { seal, account, cash } => decision.drop_cash(seal, account, cash),
        Action::GiveBags { seals, collector } => decision.give_bags(seals, collector),
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
        let (desk, kind) = (self.shift.desk.clone(), self.facts.policy.kind);
        Ok(DeskEnrolled { desk, epoch: 1, zone: zone.to_owned(), kind }.into())
    }

    /// An epoch is begun once: the same recovery again, or an older one, is refused.
    fn recover(&self, recovered: &DeskRecovered) -> Result<Event, Refusal> {
        if recovered.epoch <= self.shift.epoch {
            return Err(Refusal::AlreadyEnrolled);
        }
        Ok(recovered.clone().into())
    }

    fn sign_in(&self, user: &UserName) -> Result<Event, Refusal> {
        let known = self.facts.sign_in.as_ref().ok_or(Refusal::SignInRefused)?;
        if known.pin_fits {
            Ok(UserSignedIn { user: user.clone(), role: known.role }.into())
        } else {
            Ok(UserRefused { user: user.clone(), tries: known.tries.saturating_add(1), telephone: false }.into())
        }
    }

    /// A PIN is set by telephone alone: whoever stands by with a PIN of their own is no proof that headquarters knows.
    fn set_pin(&self, user: &UserName, pin_hash: &str, instead_of: EntryHash) -> Result<Event, Refusal> {
        let approved_by = self.approval_of(Some(Refusal::SupervisorNeeded))?;
        if self.facts.telephone.is_none() {
            return Err(Refusal::SupervisorNeeded);
        }
        Ok(PinSet { user: user.clone(), pin_hash: pin_hash.to_owned(), instead_of, approved_by }.into())
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
        if open.cashier == person.user { Ok(open) } else { Err(anothers_shift(open)) }
    }

    /// What must hold before anything is done with money: the person's own shift, and a clock that goes forward.
    fn at_work(&self) -> Result<(&OpenShift, Option<Approval>), Refusal> {
        Ok((self.own_shift()?, self.approval_of(self.clock_fault(None))?))
    }

    fn clock_fault(&self, most_ahead: Option<TimeDelta>) -> Option<Refusal> {
        let (last, now) = (self.shift.last_at?, self.command.at);
        if now.since(last) < -CLOCK_SLACK {
            return Some(Refusal::ClockBack { last, now });
        }
        most_ahead.filter(|&most| now.since(last) > most).map(|_| Refusal::ClockAhead { last, now })
    }

    /// Who approved what would otherwise be refused for `fault`; nobody where there is no fault.
    fn approval_of(&self, fault: Option<Refusal>) -> Result<Option<Approval>, Refusal> {
        match (fault, &self.command.approved_by) {
            (None, _) => Ok(None),
            (Some(fault), None) => Err(fault),
            (Some(_), Some(approver)) if approver.role.approves() => {
                Ok(Some(Approval { user: approver.user.clone(), telephone: self.facts.telephone.clone() }))
            }
            (Some(_), Some(approver)) => Err(Refusal::NotASupervisor { user: approver.user.clone() }),
        }
    }

    /// Cash as stated must be a sum that a drawer can hold, and by denominations where the office wants that. Okno's
    /// part of a shared drawer has none of its own.
    fn check_cash(&self, cash: &Counted) -> Result<(), Refusal> {
        check_count(cash.sum)?;
        let Policy { sums, drawer, .. } = self.facts.policy;
        match &cash.notes {
            None if !sums && *drawer == Drawer::Own && !cash.sum.is_zero() => Err(Refusal::CountNeeded),
            _ => Ok(()),
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

fn anothers_shift(open: &OpenShift) -> Refusal {
    Refusal::AnothersShift { shift: open.number, cashier: open.cashier.clone() }
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn record_print(seq: u64, copy: u32, unknown: Option<&str>) -> Event {
    match unknown {
        None => PrintDone { seq, copy }.into(),
        Some(reason) => PrintUnknown { seq, copy, reason: reason.to_owned() }.into(),
    }
}
