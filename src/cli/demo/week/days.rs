//! An ordinary day at a till and at a vault.

use chrono::{NaiveDate, TimeDelta};

use super::super::town::Dice;
use super::Fault;
use super::clerk::Clerk;
use super::payers::Payers;
use crate::domain::{
    AccountCode, Action, DeskId, Event, Money, Offset, Ownership, Seal, TenderKind, Timestamp, TransitCode,
};

/// The change money that a till keeps overnight.
const FLOAT: Money = Money::from_roubles(5_000);

/// When the windows close, by the office's clock.
const CLOSING: (u32, u32) = (19, 40);

/// A business day, and how many come to pay at a till.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    /// The day.
    pub date: NaiveDate,
    /// The offices' offset from UTC.
    pub offset: Offset,
    /// Payments at each till.
    pub payments: usize,
}

impl Day {
    /// A moment of the day, by the office's clock.
    pub fn at(&self, hour: u32, minute: u32) -> Timestamp {
        let local = self.date.and_hms_opt(hour, minute, 0).unwrap_or_default();
        let utc = Timestamp::new(local.and_utc());
        // As far as the office's clock is ahead of Greenwich's the moment is earlier.
        utc.plus(utc.utc().naive_utc() - utc.local(self.offset))
    }
}

/// How a day ends in a drawer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Close {
    /// What is counted beyond what is there.
    pub over: Money,
    /// What the slips of the first tender come to beyond what they should.
    pub slips: Money,
    /// By how much the Z-report says more than was taken.
    pub gross: Money,
}

/// The cashier signs in and opens the shift.
pub fn open(clerk: &mut Clerk, at: Timestamp) -> Result<(), Fault> {
    clerk.now = at;
    clerk.does(Action::SignIn { user: clerk.cashier.user.clone() })?;
    let carried = clerk.shift.drawer;
    let counted = if carried.is_zero() { FLOAT } else { carried };
    // After a Sunday the clock's gap needs the supervisor.
    let open = Action::OpenShift { counted: counted.into(), issued: None };
    clerk.approved(open)?;
    Ok(())
}

/// Yesterday's bags go with the collector.
pub fn give_bags(clerk: &mut Clerk) -> Result<(), Fault> {
    let seals = clerk.bags();
    if !seals.is_empty() {
        clerk.pass(55);
        clerk.does(Action::GiveBags { seals, collector: "Сидоров П. П., 25 04 118204".to_owned() })?;
    }
    Ok(())
}

/// Payers come until four in the afternoon; now and then one has to be mended.
pub fn serve(clerk: &mut Clerk, payers: &mut Payers, dice: &mut Dice, day: &Day) -> Result<(), Fault> {
    let until = day.at(16, 0);
    let seconds = until.since(clerk.now).num_seconds() / i64::try_from(day.payments.max(1)).unwrap_or(1);
    for n in 0..day.payments {
        let wait =
            seconds / 2 + i64::try_from(dice.below(usize::try_from(seconds / 2).unwrap_or(1).max(1))).unwrap_or(0);
        clerk.now = clerk.now.plus(TimeDelta::seconds(wait));
        let tender = tender(["cash", "cash", "cash", "card", "cash", "card", "sbp"][n % 7])?;
        let reference = 100_000 + u32::try_from(dice.below(900_000)).unwrap_or_default();
        clerk.pay(payers.next()?, &tender, reference)?;
        if tender.is_cash() && dice.below(9) == 0 {
            void(clerk)?;
        }
    }
    Ok(())
}

fn void(clerk: &mut Clerk) -> Result<(), Fault> {
    let Some(receipt) = clerk.last_receipt() else { return Ok(()) };
    clerk.now = clerk.now.plus(TimeDelta::seconds(70));
    clerk.approved(Action::VoidPayment {
        receipt, reason: "плательщик назвал не тот счёт".to_owned()
    })?;
    Ok(())
}

/// The kind of a tender.
pub fn tender(kind: &str) -> Result<TenderKind, Fault> {
    TenderKind::new(kind).map_err(|error| error.message())
}

/// What a till took goes into two bags, own and agents' money apart; gives their entries.
pub fn seal_bags(clerk: &mut Clerk, day: &Day, [own, agents]: [Money; 2]) -> Result<Vec<u64>, Fault> {
    clerk.now = clerk.now.max(day.at(CLOSING.0, CLOSING.1));
    let mut sealed = Vec::new();
    for (account, letter, sum) in [("own", 'A', own), ("agents", 'B', agents)] {
        let sum = sum.min(clerk.shift.drawer);
        if sum.is_positive() {
            clerk.pass(3);
            let seal = format!("{}-{}-{}{letter}", clerk.id.office(), clerk.id.desk(), day.date.format("%m%d"));
            let seal: Seal = seal.parse().map_err(|error: crate::domain::SealError| error.message())?;
            let account = AccountCode::new(account).map_err(|error| error.message())?;
            sealed.push(clerk.does(Action::DropCash { seal, account, cash: sum.into() })?);
        }
    }
    Ok(sealed)
}

/// What a till took goes to the vault: gives the code, and what of it is own and agents' money.
pub fn hand_over(clerk: &mut Clerk, day: &Day, vault: &DeskId) -> Result<(Option<TransitCode>, [Money; 2]), Fault> {
    clerk.now = clerk.now.max(day.at(CLOSING.0, CLOSING.1));
    let took = [Ownership::Own, Ownership::Agent].map(|ownership| clerk.took(ownership));
    let sum = took[0].saturating_plus(took[1]).min(clerk.shift.drawer);
    if !sum.is_positive() {
        return Ok((None, took));
    }
    clerk.does(Action::HandOver { to: vault.clone(), cash: sum.into() })?;
    let event = clerk.entries.last().and_then(|entry| Event::decode(&entry.kind, &entry.body).ok());
    let code = match event {
        Some(Event::CashHandedOver(given)) => Some(given.code),
        _ => None,
    };
    Ok((code, took))
}

/// The count and the Z-report; gives the Z-report's entry.
pub fn close(clerk: &mut Clerk, day: &Day, close: Close) -> Result<u64, Fault> {
    clerk.now = clerk.now.max(day.at(CLOSING.0, CLOSING.1)).plus(TimeDelta::minutes(9));
    let counted = clerk.shift.drawer.saturating_plus(close.over);
    let cards = clerk.slips(close.slips);
    clerk.does(Action::CountCash { counted: counted.into(), cards: cards.clone(), blind: false })?;
    clerk.pass(4);
    let reason = if close.over.is_zero() { "" } else { "не сошлось, пересчитали дважды" };
    let counted = counted.into();
    let event = clerk.would(Action::CloseShift { counted, cards, reason: reason.to_owned() })?;
    match event {
        Event::ShiftClosed(mut closed) => {
            closed.gross = closed.gross.saturating_plus(close.gross);
            clerk.record(&closed.into())
        }
        other => clerk.record(&other),
    }
}
