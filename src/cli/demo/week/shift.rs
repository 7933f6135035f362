//! A day's work at all offices, with what is planted on it.

use super::super::town::Dice;
use super::clerk::Clerk;
use super::days::{self, Close, Day};
use super::decided::UNWRITTEN;
use super::odd::{self, Found, Odd, PLAN};
use super::{Bag, Fault, Making};
use crate::domain::command::LineInput;
use crate::domain::{Action, DeskId, Money, OfficeCode, RecordedPayment, SupplierCode, TransitCode, View};

/// What the vault of an office is given in an evening.
#[derive(Default)]
struct Evening {
    codes: Vec<TransitCode>,
    took: [Money; 2],
}

impl Making<'_> {
    /// All offices work on a day, and send what they recorded in the evening.
    pub(super) fn work(&mut self, at: usize) -> Result<(), Fault> {
        for office in 0..self.offices.len() {
            let mut evening = Evening::default();
            for till in 1..=self.offices[office].tills {
                self.till(at, office, till, &mut evening)?;
            }
            self.vault(at, office, &evening)?;
        }
        Ok(())
    }

    fn is_last(&self, at: usize) -> bool {
        at + 1 == self.dates.len()
    }

    /// What is planted at a till on a day: all on the last one but the shift that comes late.
    fn planted(&self, at: usize, office: usize, till: usize) -> Vec<Odd> {
        let is_late = at + 3 == self.dates.len();
        let here = PLAN.iter().filter(|(of, n, _)| (*of, *n) == (office, till)).map(|(.., odd)| *odd);
        here.filter(|odd| if *odd == Odd::Late { is_late } else { self.is_last(at) }).collect()
    }

    fn till(&mut self, at: usize, office: usize, till: usize, evening: &mut Evening) -> Result<(), Fault> {
        let (day, planted) = (self.day(at), self.planted(at, office, till));
        let vault = self.vaults[office].as_ref().map(|vault| vault.id.clone());
        // Moved out while it works, so that the rest can be asked.
        let mut clerk = self.tills[office].remove(till - 1);
        let done = match planted.contains(&Odd::Silent) {
            true => self.silent(&clerk, &day),
            false => self.shift(&mut clerk, (at, office, till), &day, &planted, vault.as_ref(), evening),
        };
        self.tills[office].insert(till - 1, clerk);
        done
    }

    fn silent(&mut self, clerk: &Clerk, day: &Day) -> Result<(), Fault> {
        let (desk, view) = (clerk.id.clone(), View::Office { office: OfficeCode::from(&clerk.id), day: day.date });
        self.found.push(Found { odd: Odd::Silent, desk, shift: 0, seq: 0, view });
        Ok(())
    }

    fn shift(
        &mut self,
        clerk: &mut Clerk,
        (at, office, till): (usize, usize, usize),
        day: &Day,
        planted: &[Odd],
        vault: Option<&DeskId>,
        evening: &mut Evening,
    ) -> Result<(), Fault> {
        let opening = u32::try_from(till).unwrap_or(1);
        days::open(clerk, day.at(8, opening))?;
        if office != UNWRITTEN {
            days::give_bags(clerk)?;
        }
        let mut dice = Dice((office * 100 + till) as u64 * 1_000 + at as u64);
        days::serve(clerk, &mut self.payers, &mut dice, day)?;
        for odd in planted {
            self.found.extend(odd::during(*odd, clerk, &self.payers, day)?);
        }
        self.correct(clerk, (at, office, till), planted)?;
        let z = self.end(clerk, office, day, planted, vault, evening)?;
        for odd in planted {
            self.found.extend(odd::after(*odd, clerk, z, day)?);
        }
        self.shifts.push((office, clerk.id.clone(), clerk.shift.number, day.date));
        self.send(clerk, day, planted)
    }

    /// The end of a till's day; gives the Z-report's entry, 0 where the shift stays open.
    fn end(
        &mut self,
        clerk: &mut Clerk,
        office: usize,
        day: &Day,
        planted: &[Odd],
        vault: Option<&DeskId>,
        evening: &mut Evening,
    ) -> Result<u64, Fault> {
        if planted.contains(&Odd::OpenShift) {
            return Ok(0);
        }
        match vault {
            Some(vault) => {
                let (code, took) = days::hand_over(clerk, day, vault)?;
                evening.codes.extend(code);
                for (sum, more) in evening.took.iter_mut().zip(took) {
                    *sum = sum.saturating_plus(more);
                }
            }
            None => {
                let took = [crate::domain::Ownership::Own, crate::domain::Ownership::Agent].map(|of| clerk.took(of));
                let sealed = days::seal_bags(clerk, day, took)?;
                self.note_bags(office, clerk, &sealed, day);
            }
        }
        let add = |sum: Close, more: Close| Close {
            over: sum.over.saturating_plus(more.over),
            slips: sum.slips.saturating_plus(more.slips),
            gross: sum.gross.saturating_plus(more.gross),
        };
        days::close(clerk, day, planted.iter().map(|odd| odd.close()).fold(Close::default(), add))
    }

    fn note_bags(&mut self, office: usize, clerk: &Clerk, sealed: &[u64], day: &Day) {
        let bag = |seq: &u64| Bag { office, desk: clerk.id.clone(), seq: *seq, date: day.date };
        self.bags.extend(sealed.iter().map(bag));
    }

    fn send(&mut self, clerk: &mut Clerk, day: &Day, planted: &[Odd]) -> Result<(), Fault> {
        let evening = day.at(20, 30);
        if planted.contains(&Odd::Announced) {
            return Ok(());
        }
        if !planted.contains(&Odd::Late) {
            return clerk.send(self.hq, evening);
        }
        // The line breaks behind the first shift, and somebody works on: that shift comes a day later.
        clerk.send(self.hq, evening)?;
        days::open(clerk, clerk.now.plus(chrono::TimeDelta::minutes(9)))?;
        let line = self.payers.next()?;
        clerk.pass(5);
        let seq = clerk.pay(line, &crate::domain::TenderKind::cash(), 0)?;
        days::close(clerk, day, Close::default())?;
        let desk = clerk.id.clone();
        let view = View::Office { office: OfficeCode::from(&desk), day: day.date };
        self.found.push(Found { odd: Odd::Late, shift: clerk.shift.number, desk, seq, view });
        Ok(())
    }

    /// Refunds and moves of payments that a register has: on the last day to be asked for, on the day before asked
    /// for already.
    fn correct(
        &mut self,
        clerk: &mut Clerk,
        (at, office, till): (usize, usize, usize),
        planted: &[Odd],
    ) -> Result<(), Fault> {
        let is_asked = at + 2 == self.dates.len() && (office, till) == (7, 2);
        let odd = planted.iter().copied().find(|odd| matches!(odd, Odd::Refund | Odd::Move));
        if !is_asked && odd.is_none() {
            return Ok(());
        }
        let Some(payment) = in_register(clerk) else { return Ok(()) };
        let receipt = payment.taken.receipt;
        let reason = "плательщик уже заплатил".to_owned();
        let action = match odd {
            Some(Odd::Move) => {
                let to: LineInput = self.payers.line(1, 11, Money::ZERO)?;
                Action::MoveLine { receipt, n: 1, to, reason: "ошибка в номере счёта".to_owned() }
            }
            _ => Action::RefundPayment { receipt, lines: vec![], reason },
        };
        clerk.pass(7);
        let seq = clerk.approved(action)?;
        match odd {
            Some(odd) => self.found.push(odd::at_entry(odd, clerk, seq)?),
            None => self.asked = Some((clerk.id.clone(), seq)),
        }
        Ok(())
    }

    fn vault(&mut self, at: usize, office: usize, evening: &Evening) -> Result<(), Fault> {
        let Some(mut vault) = self.vaults[office].take() else { return Ok(()) };
        let day = self.day(at);
        days::open(&mut vault, day.at(8, 0))?;
        days::give_bags(&mut vault)?;
        vault.now = day.at(19, 56);
        let lacking = self.planted(at, office, 1).contains(&Odd::AcceptedOther);
        let mut took = evening.took;
        for (n, code) in evening.codes.iter().enumerate() {
            vault.pass(2);
            let lacks = if lacking && n == 0 { Money::from_roubles(500) } else { Money::ZERO };
            let cash = code.amount.saturating_minus(lacks).into();
            let seq = vault.does(Action::AcceptCash { code: code.clone(), cash })?;
            if !lacks.is_zero() {
                took[0] = took[0].saturating_minus(lacks);
                self.found.push(odd::at_entry(Odd::AcceptedOther, &vault, seq)?);
            }
        }
        let sealed = days::seal_bags(&mut vault, &day, took)?;
        self.note_bags(office, &vault, &sealed, &day);
        days::close(&mut vault, &day, Close::default())?;
        self.shifts.push((office, vault.id.clone(), vault.shift.number, day.date));
        vault.send(self.hq, day.at(20, 35))?;
        self.vaults[office] = Some(vault);
        Ok(())
    }
}

/// The first payment to the supplier whose register was made, of an earlier shift, in cash and as it was taken.
fn in_register(clerk: &Clerk) -> Option<RecordedPayment> {
    let supplier = SupplierCode::new("teploset").ok()?;
    let fits = |payment: &&RecordedPayment| {
        let is_whole = payment.lines == payment.taken.lines && !payment.voided;
        let lines = &payment.taken.lines;
        is_whole
            && lines.iter().all(|line| line.supplier == supplier)
            && payment.taken.tenders.iter().all(|t| t.kind.is_cash())
    };
    clerk.payments().filter(|payment| payment.taken.receipt.shift < clerk.shift.number).find(fits).cloned()
}
