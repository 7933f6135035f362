//! Deciding cash that is no payment: in, out, to other desks, into bags.

use super::{Decision, filled};
use crate::domain::cash::{Direction, Reason, TransitCode};
use crate::domain::code::{AccountCode, ReasonCode, Seal};
use crate::domain::command::Counted;
use crate::domain::event::{BagGiven, CashAccepted, CashDropped, CashHandedOver, CashIn, CashOut, Event, GivenBag};
use crate::domain::ids::DeskId;
use crate::domain::refusal::Refusal;
use crate::domain::supplier::Ownership;

impl Decision<'_> {
    pub(super) fn cash_in(&self, code: &ReasonCode, cash: &Counted, comment: &str) -> Result<Event, Refusal> {
        let (open, clock) = self.at_work()?;
        let reason = self.reason(code, Direction::In)?;
        self.check_moved(cash)?;
        let approved_by = self.approval_of(reason.supervisor.then_some(Refusal::SupervisorNeeded))?.or(clock);
        Ok(CashIn {
            number: open.next_slip(),
            reason: code.clone(),
            amount: cash.sum,
            notes: cash.notes.clone(),
            comment: filled(comment),
            user: open.cashier.clone(),
            approved_by,
        }
        .into())
    }

    pub(super) fn cash_out(
        &self,
        code: &ReasonCode,
        cash: &Counted,
        serials: &[String],
        comment: &str,
    ) -> Result<Event, Refusal> {
        let (open, clock) = self.at_work()?;
        let reason = self.reason(code, Direction::Out)?;
        self.check_moved(cash)?;
        self.check_drawer(cash.sum)?;
        if reason.own_money {
            let own = open.totals.left_of(Ownership::Own, self.facts.catalogue, self.facts.cash);
            if cash.sum > own {
                return Err(Refusal::OwnMoney { reason: code.clone(), own });
            }
        }
        let serials: Vec<String> = serials.iter().filter_map(|serial| filled(serial)).collect();
        if reason.serials && serials.is_empty() {
            return Err(Refusal::SerialsNeeded);
        }
        let approved_by = self.approval_of(reason.supervisor.then_some(Refusal::SupervisorNeeded))?.or(clock);
        Ok(CashOut {
            number: open.next_slip(),
            reason: code.clone(),
            amount: cash.sum,
            notes: cash.notes.clone(),
            serials,
            comment: filled(comment),
            user: open.cashier.clone(),
            approved_by,
        }
        .into())
    }

    pub(super) fn hand_over(&self, to: &DeskId, cash: &Counted) -> Result<Event, Refusal> {
        let (open, _) = self.at_work()?;
        if *to == self.shift.desk {
            return Err(Refusal::SameDesk);
        }
        self.check_moved(cash)?;
        self.check_drawer(cash.sum)?;
        Ok(CashHandedOver {
            code: TransitCode::new(self.shift.desk.clone(), open.next_slip(), cash.sum, to),
            to: to.clone(),
            amount: cash.sum,
            notes: cash.notes.clone(),
            user: open.cashier.clone(),
            received_by: self.command.witness.as_ref().map(|witness| witness.user.clone()),
        }
        .into())
    }

    pub(super) fn accept_cash(&self, code: &TransitCode, cash: &Counted) -> Result<Event, Refusal> {
        let (open, _) = self.at_work()?;
        if !code.is_for(&self.shift.desk) {
            return Err(Refusal::NotForThisDesk);
        }
        if self.facts.accepted {
            return Err(Refusal::AcceptedBefore { code: code.clone() });
        }
        self.check_moved(cash)?;
        if cash.sum > code.amount {
            return Err(Refusal::MoreThanGiven { given: code.amount });
        }
        Ok(CashAccepted {
            number: open.next_slip(),
            code: code.clone(),
            given: code.amount,
            amount: cash.sum,
            notes: cash.notes.clone(),
            user: open.cashier.clone(),
        }
        .into())
    }

    pub(super) fn drop_cash(&self, seal: &Seal, account: &AccountCode, cash: &Counted) -> Result<Event, Refusal> {
        let (open, _) = self.at_work()?;
        if self.facts.cash.account(account).is_none() {
            let known = self.facts.cash.accounts.iter().map(|account| account.code.clone()).collect();
            return Err(Refusal::UnknownBankAccount { account: account.clone(), known });
        }
        if self.facts.sealed {
            return Err(Refusal::SealUsed { seal: seal.clone() });
        }
        self.check_moved(cash)?;
        self.check_drawer(cash.sum)?;
        Ok(CashDropped {
            number: open.next_slip(),
            seal: seal.clone(),
            account: account.clone(),
            amount: cash.sum,
            notes: cash.notes.clone(),
            user: open.cashier.clone(),
        }
        .into())
    }

    pub(super) fn give_bags(&self, seals: &[Seal], collector: &str) -> Result<Event, Refusal> {
        let (open, _) = self.at_work()?;
        let collector = filled(collector).ok_or(Refusal::CollectorNeeded)?;
        let waiting = |seal: &Seal| self.facts.bags.iter().find(|bag| bag.seal == *seal).cloned();
        let unknown = |seal: &Seal| Refusal::UnknownBag {
            seal: seal.clone(),
            known: self.facts.bags.iter().map(|bag| bag.seal.clone()).collect(),
        };
        let bags: Vec<GivenBag> =
            seals.iter().map(|seal| waiting(seal).ok_or_else(|| unknown(seal))).collect::<Result<_, _>>()?;
        let twice = (1..bags.len()).find(|&n| bags[..n].contains(&bags[n])).map(|n| unknown(&bags[n].seal));
        if let Some(refusal) = twice.or(bags.is_empty().then_some(Refusal::ZeroCash)) {
            return Err(refusal);
        }
        Ok(BagGiven { number: open.next_slip(), bags, collector, user: open.cashier.clone() }.into())
    }

    fn reason(&self, code: &ReasonCode, direction: Direction) -> Result<&Reason, Refusal> {
        self.facts.cash.reason(code, direction).ok_or_else(|| Refusal::UnknownReason {
            reason: code.clone(),
            known: self.facts.cash.reasons_for(direction).map(|reason| reason.code.clone()).collect(),
        })
    }

    fn check_moved(&self, cash: &Counted) -> Result<(), Refusal> {
        self.check_cash(cash)?;
        if cash.sum.is_zero() { Err(Refusal::ZeroCash) } else { Ok(()) }
    }
}
