//! Deciding a payment.

use chrono::NaiveDate;

use super::Decision;
use crate::domain::code::TenderKind;
use crate::domain::command::{LineFacts, LineInput, TenderInput};
use crate::domain::event::{CardStarted, DeskKind, Event, PaymentTaken, Stranded};
use crate::domain::ids::EntryId;
use crate::domain::line::{self, Line};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::domain::tender;

impl Decision<'_> {
    pub(super) fn take_payment(&self, inputs: &[LineInput], tenders: &[TenderInput]) -> Result<Event, Refusal> {
        if self.facts.policy.kind == DeskKind::Vault {
            return Err(Refusal::Vault);
        }
        let (open, approved_by) = self.at_work()?;
        let most = self.facts.policy.shift_length;
        if open.age(self.command.at) >= most {
            return Err(Refusal::ShiftTooLong { shift: open.number, hours: most.num_hours() });
        }
        if inputs.is_empty() {
            return Err(Refusal::EmptyBasket);
        }
        let fee_tender = tenders.first().ok_or(Refusal::NoTender)?.kind();
        let lines = inputs
            .iter()
            .enumerate()
            .map(|(n, input)| self.line(open.day, &fee_tender, input, n))
            .collect::<Result<Vec<_>, _>>()?;
        let due = line::total(&lines).ok_or(Refusal::TooLarge)?;
        open.totals.gross.plus(due).and_then(|sum| sum.plus(self.shift.drawer.abs())).ok_or(Refusal::TooLarge)?;
        let has_fees = lines.iter().any(|line| !line.fee.is_zero());
        Ok(PaymentTaken {
            receipt: open.next_receipt(),
            tenders: tender::settle(self.facts.catalogue, due, tenders)?,
            operator: has_fees.then(|| self.facts.catalogue.operator.inn.clone()),
            lines,
            approved_by,
            stranded: None,
        }
        .into())
    }

    /// What a payment was is recorded again as it was: only its receipt's number is of the shift that it is entered
    /// into.
    pub(super) fn enter_stranded(&self, payment: &PaymentTaken, stranded: Stranded) -> Result<Event, Refusal> {
        let receipt = self.shift.open.as_ref().ok_or(Refusal::NoShift)?.next_receipt();
        Ok(PaymentTaken { receipt, stranded: Some(stranded), ..payment.clone() }.into())
    }

    pub(super) fn start_card(&self, payment: EntryId, kind: &TenderKind, amount: Money) -> Result<Event, Refusal> {
        self.own_shift()?;
        Ok(CardStarted { payment, kind: kind.clone(), amount }.into())
    }

    /// The line that is asked for, with its fee; `n` is its place among the facts about lines.
    pub(super) fn line(
        &self,
        day: NaiveDate,
        fee_tender: &TenderKind,
        input: &LineInput,
        n: usize,
    ) -> Result<Line, Refusal> {
        let unknown = LineFacts::default();
        let known = self.facts.lines.get(n).unwrap_or(&unknown);
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
}
