//! Deciding the custody of the desk: opening, pause, count and close.

use super::{Decision, anothers_shift, check_count, filled};
use crate::domain::code::{Seal, UserName};
use crate::domain::command::{CardInput, Counted};
use crate::domain::event::{
    Approval, CardCount, CashCounted, Event, ShiftClosed, ShiftOpened, ShiftPaused, ShiftResumed,
};
use crate::domain::money::Money;
use crate::domain::policy::Drawer;
use crate::domain::refusal::Refusal;
use crate::domain::shift::{OpenShift, PausedShift};

impl Decision<'_> {
    pub(super) fn open_shift(&self, counted: &Counted, issued: Option<Money>) -> Result<Event, Refusal> {
        let cashier = self.person()?;
        if let Some(open) = &self.shift.open {
            return Err(Refusal::ShiftOpen { shift: open.number, cashier: open.cashier.clone() });
        }
        if let Some(paused) = self.shift.paused.iter().find(|paused| paused.shift.cashier == cashier.user) {
            return Err(Refusal::ShiftPaused { shift: paused.shift.number });
        }
        let carried = self.shift.drawer;
        let (counted, issued) = match self.facts.policy.drawer {
            Drawer::Own => {
                (counted.clone(), issued.unwrap_or(if carried.is_zero() { counted.sum } else { Money::ZERO }))
            }
            Drawer::Shared if counted.sum.is_zero() && issued.unwrap_or_default().is_zero() => {
                (carried.into(), Money::ZERO)
            }
            Drawer::Shared => return Err(Refusal::SharedDrawer),
        };
        self.check_cash(&counted)?;
        check_count(issued)?;
        let approved_by = self.approval_of(self.clock_fault(Some(self.facts.policy.clock_gap)))?;
        Ok(ShiftOpened {
            epoch: self.shift.epoch,
            shift: self.shift.number + 1,
            day: self.command.at.day(self.facts.offset),
            offset: self.facts.offset,
            user: cashier.user.clone(),
            carried,
            issued,
            counted: counted.sum,
            notes: counted.notes,
            paused: self.shift.paused.iter().map(|paused| paused.shift.number).collect(),
            last_z: (self.shift.z != self.shift.number).then_some(self.shift.z),
            approved_by,
        }
        .into())
    }

    pub(super) fn pause_shift(&self, seal: Option<&Seal>) -> Result<Event, Refusal> {
        let (open, approved_by) = self.in_custody()?;
        let user = self.person()?.user.clone();
        let sealed = self.shift.drawer;
        Ok(ShiftPaused { shift: open.number, user, sealed, seal: seal.cloned(), approved_by }.into())
    }

    pub(super) fn resume_shift(&self, number: Option<u32>, counted: &Counted) -> Result<Event, Refusal> {
        let person = self.person()?;
        if let Some(open) = &self.shift.open {
            return Err(Refusal::ShiftOpen { shift: open.number, cashier: open.cashier.clone() });
        }
        let wanted = |paused: &&PausedShift| match number {
            Some(number) => paused.shift.number == number,
            None => paused.shift.cashier == person.user,
        };
        let paused = self.shift.paused.iter().find(wanted).ok_or(Refusal::NotPaused)?;
        let another = paused.shift.cashier != person.user;
        let approved_by = self.approval_of(another.then(|| anothers_shift(&paused.shift)))?;
        let carried = self.shift.drawer;
        let counted = match self.facts.policy.drawer {
            Drawer::Own => counted.clone(),
            Drawer::Shared => paused.sealed.saturating_plus(carried).into(),
        };
        self.check_cash(&counted)?;
        Ok(ShiftResumed {
            shift: paused.shift.number,
            user: person.user.clone(),
            sealed: paused.sealed,
            carried,
            counted: counted.sum,
            notes: counted.notes,
            approved_by,
        }
        .into())
    }

    pub(super) fn count_cash(&self, counted: &Counted, cards: &[CardInput], blind: bool) -> Result<Event, Refusal> {
        let open = self.shift.open.as_ref().ok_or(Refusal::NoShift)?;
        let user = self.person()?.user.clone();
        if self.facts.policy.drawer == Drawer::Shared {
            return Err(Refusal::SharedDrawer);
        }
        self.check_cash(counted)?;
        Ok(CashCounted {
            shift: open.number,
            user,
            expected: self.shift.drawer,
            counted: counted.sum,
            notes: counted.notes.clone(),
            cards: self.cards(open, cards)?,
            blind,
        }
        .into())
    }

    pub(super) fn close_shift(&self, counted: &Counted, cards: &[CardInput], reason: &str) -> Result<Event, Refusal> {
        let closer = self.person()?;
        let open = self.shift.open.as_ref().ok_or(Refusal::NoShift)?;
        let absent = if closer.user == open.cashier { None } else { Some(self.absent(open)?) };
        let expected = self.shift.drawer;
        let counted = match self.facts.policy.drawer {
            Drawer::Own => counted.clone(),
            // What the drawer holds for Okno is known to the rouble, whatever else is in it.
            Drawer::Shared => expected.into(),
        };
        // Not `check_cash`: what a shared drawer has can be below zero, and a shift can always be closed.
        if self.facts.policy.drawer == Drawer::Own {
            self.check_cash(&counted)?;
        }
        let difference = counted.sum.saturating_minus(expected);
        let reason = filled(reason);
        if reason.is_none() && difference.abs() > self.facts.policy.reason_above {
            return Err(Refusal::DifferenceReason { difference });
        }
        let totals = &open.totals;
        let (approved_by, counted_by) = absent.unzip();
        Ok(ShiftClosed {
            shift: open.number,
            z: self.shift.z + 1,
            user: closer.user.clone(),
            expected,
            counted: counted.sum,
            payments: totals.payments,
            gross: totals.gross,
            voids: totals.voids,
            voided: totals.voided,
            refunds: totals.refunds.n,
            refunded: totals.refunds.sum,
            moves: totals.moves.n,
            retenders: totals.retenders.n,
            notes: counted.notes,
            cards: self.cards(open, cards)?,
            reason,
            unsent: self.facts.unsent,
            counted_by,
            approved_by,
        }
        .into())
    }

    /// Who approved the close of an absent cashier's shift, and who counted: two people, one of them a supervisor.
    fn absent(&self, open: &OpenShift) -> Result<(Approval, UserName), Refusal> {
        let closer = self.person()?;
        let second = if closer.role.approves() {
            self.command.witness.as_ref().or(self.command.approved_by.as_ref())
        } else {
            let approved = self.approval_of(Some(anothers_shift(open)))?;
            return Ok((approved.ok_or_else(|| anothers_shift(open))?, closer.user.clone()));
        };
        match second {
            Some(second) if second.user != closer.user => Ok((closer.user.clone().into(), second.user.clone())),
            _ => Err(Refusal::SecondPerson { cashier: open.cashier.clone() }),
        }
    }

    /// The open shift, for its cashier or with a supervisor's approval for another.
    fn in_custody(&self) -> Result<(&OpenShift, Option<Approval>), Refusal> {
        let open = self.shift.open.as_ref().ok_or(Refusal::NoShift)?;
        let another = open.cashier != self.person()?.user;
        Ok((open, self.approval_of(another.then(|| anothers_shift(open)))?))
    }

    fn cards(&self, open: &OpenShift, cards: &[CardInput]) -> Result<Vec<CardCount>, Refusal> {
        let count = |card: &CardInput| {
            if card.kind.is_cash() || self.facts.catalogue.tender(&card.kind).is_none() {
                let known = self.facts.catalogue.tenders.iter().map(|tender| tender.kind.clone());
                let known = known.filter(|kind| !kind.is_cash()).collect();
                return Err(Refusal::UnknownTender { kind: card.kind.clone(), known });
            }
            check_count(card.sum)?;
            let expected = open.totals.tender(&card.kind);
            Ok(CardCount { kind: card.kind.clone(), slips: card.slips, counted: card.sum, expected })
        };
        cards.iter().map(count).collect()
    }
}
