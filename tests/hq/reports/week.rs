//! A made-up week of several offices, and what it comes to when its entries are added up one by one.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, TimeDelta, Timelike};
use okno::domain::event::*;
use okno::domain::*;

use crate::scene::{Desk, Site, line};

pub const OFFSET: &str = "+08:00";

/// The offices with their regions, and the desks of each.
pub const OFFICES: [(&str, &str, &[&str]); 4] = [
    ("664003", "Иркутск", &["1", "2"]),
    ("664007", "Иркутск", &["1"]),
    ("665800", "Ангарск", &["1", "2"]),
    ("669001", "", &["1"]),
];

pub fn monday() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

/// Numbers that come again for the same seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len() as u64) as usize]
    }
}

/// The week's desks, sent to headquarters. The last shift of each third desk stays open.
pub fn week(site: &Site, dice: &mut Dice) -> Vec<Desk> {
    let desks = week_of(site, dice);
    desks.iter().for_each(|desk| _ = desk.send(&site.hq));
    desks
}

/// The same before anything of it was sent.
pub fn week_of(site: &Site, dice: &mut Dice) -> Vec<Desk> {
    let mut desks: Vec<Desk> = vec![];
    for (office, region, names) in OFFICES {
        if !region.is_empty() {
            site.hq.put_office(&office.parse().unwrap(), &format!("Отделение {office}"), region).unwrap();
        }
        for name in names {
            let mut desk = site.desk(&format!("{office}/{name}"));
            let mut payments = vec![];
            for number in 1..=7 {
                day(&mut desk, number, dice, &mut payments);
                if number < 7 || !desks.len().is_multiple_of(3) {
                    desk.record(desk.closing(number));
                }
            }
            desks.push(desk);
        }
    }
    desks
}

fn day(desk: &mut Desk, number: u32, dice: &mut Dice, payments: &mut Vec<PaymentTaken>) {
    let day = monday() + Days::new(u64::from(number) - 1);
    // From nine in the morning; now and then a night shift, which ends on the next day of the calendar.
    let begins = if dice.roll(4) == 0 { 15 } else { 1 };
    desk.now = format!("{day}T{begins:02}:00:00.000Z").parse().unwrap();
    let user: UserName = dice.pick(&["anna", "boris", "vera"]).parse().unwrap();
    desk.record(ShiftOpened {
        epoch: 1,
        shift: number,
        day,
        offset: OFFSET.parse().unwrap(),
        user,
        carried: Money::ZERO,
        issued: Money::ZERO,
        counted: Money::ZERO,
        notes: None,
        paused: vec![],
        last_z: None,
        approved_by: None,
    });
    for _ in 0..5 + dice.roll(12) {
        desk.now = desk.now.plus(TimeDelta::minutes(dice.roll(50) as i64));
        match dice.roll(12) {
            0..8 => {
                let payment = payment(desk, number, dice);
                desk.record(payment.clone());
                payments.push(payment);
            }
            8 => void(desk, number, payments),
            9 => refund(desk, number, dice, payments),
            10 => moved(desk, dice, payments),
            _ => retendered(desk, dice, payments),
        }
    }
}

fn payment(desk: &Desk, shift: u32, dice: &mut Dice) -> PaymentTaken {
    let mut payment = desk.payment(shift, &[("АБ1", 1)]);
    payment.lines = (0..1 + dice.roll(3))
        .map(|_| {
            let supplier = dice.pick(&["energosbyt", "teploset", "gasprom"]);
            let account = dice.pick(&["АБ1", "АБ2", "77001", "77002"]);
            let fee = Money::from_kopecks(dice.roll(3) as i64 * 150);
            Line { fee, ..line(supplier, account, 1 + dice.roll(500_000) as i64) }
        })
        .collect();
    let due = line::total(&payment.lines).unwrap().kopecks();
    let part = |kind: &str, kopecks| Tendered {
        kind: kind.parse().unwrap(),
        amount: Money::from_kopecks(kopecks),
        given: None,
        reference: (kind != "cash").then(|| "1".into()),
    };
    payment.tenders = match dice.roll(4) {
        0 => vec![part("card", due)],
        1 => vec![part("sbp", due)],
        2 => vec![part("card", due / 3), part("cash", due - due / 3)],
        _ => vec![part("cash", due)],
    };
    payment
}

fn void(desk: &mut Desk, shift: u32, payments: &mut Vec<PaymentTaken>) {
    let Some(at) = payments.iter().rposition(|payment| payment.receipt.shift == shift) else { return };
    let PaymentTaken { receipt, lines, tenders, operator, .. } = payments.remove(at);
    desk.record(PaymentVoided { receipt, lines, tenders, operator, reason: "x".into(), approved_by: None });
}

fn refund(desk: &mut Desk, shift: u32, dice: &mut Dice, payments: &[PaymentTaken]) {
    let earlier: Vec<&PaymentTaken> = payments.iter().filter(|payment| payment.receipt.shift != shift).collect();
    if earlier.is_empty() {
        return;
    }
    let payment = (*dice.pick(&earlier)).clone();
    let line = Line { amount: Money::from_kopecks(1), fee: Money::ZERO, ..payment.lines[0].clone() };
    let tenders = vec![Tendered { amount: line.total().unwrap(), given: None, ..payment.tenders[0].clone() }];
    let (receipt, lines) = (payment.receipt, vec![RefundedLine { n: 1, line }]);
    let (reason, approved_by, operator) = ("x".into(), None, None);
    desk.record(PaymentRefunded { receipt, shift, lines, tenders, operator, reason, approved_by });
}

fn moved(desk: &mut Desk, dice: &mut Dice, payments: &[PaymentTaken]) {
    if payments.is_empty() {
        return;
    }
    let payment = dice.pick(payments).clone();
    let from = Line { fee: Money::ZERO, ..payment.lines[0].clone() };
    let to = Line { supplier: "upravdom".parse().unwrap(), service: "flat".parse().unwrap(), ..from.clone() };
    let cash = from.amount;
    desk.record(PaymentMoved { receipt: payment.receipt, n: 1, from, to, cash, reason: "x".into(), approved_by: None });
}

fn retendered(desk: &mut Desk, dice: &mut Dice, payments: &[PaymentTaken]) {
    if payments.is_empty() {
        return;
    }
    let PaymentTaken { receipt, lines, tenders, .. } = dice.pick(payments).clone();
    let from = tenders[0].clone();
    let to = Tendered { kind: "sbp".parse().unwrap(), given: None, reference: Some("7".into()), ..from.clone() };
    desk.record(PaymentRetendered { receipt, from, to, lines, reason: "x".into(), approved_by: None });
}

/// One effect of an entry, with all that it may be counted by.
#[derive(Clone, Debug)]
pub struct Fact {
    pub office: String,
    pub desk: String,
    pub shift: u32,
    pub day: NaiveDate,
    pub cashier: String,
    pub hour: u32,
    pub kind: FactKind,
}

#[derive(Clone, Debug)]
pub enum FactKind {
    Opened,
    Taken(i64),
    Voided(i64),
    Refunded(i64),
    Fee(i64),
    Tender(String, i64),
    /// Supplier, service, whether a payment's line, sum, fee.
    Line(String, String, bool, i64, i64),
}

/// Everything that the desks' entries say of money, plainly.
pub fn facts(desks: &[Desk]) -> Vec<Fact> {
    desks.iter().flat_map(of_desk).collect()
}

fn of_desk(desk: &Desk) -> Vec<Fact> {
    let mut facts = vec![];
    let mut opened: BTreeMap<u32, (NaiveDate, String)> = BTreeMap::new();
    let mut open = 0;
    for entry in &desk.entries {
        let event = Event::decode(&entry.kind, &entry.body).unwrap();
        if let Event::ShiftOpened(event) = &event {
            open = event.shift;
            opened.insert(open, (event.day, event.user.to_string()));
        }
        let (shift, kinds) = effects(open, &event);
        let Some((day, cashier)) = opened.get(&shift).cloned() else { continue };
        let hour = entry.at.local(OFFSET.parse().unwrap()).hour();
        let (office, desk) = (desk.id.office().to_owned(), desk.id.to_string());
        let fact = Fact { office, desk, shift, day, cashier, hour, kind: FactKind::Opened };
        facts.extend(kinds.into_iter().map(|kind| Fact { kind, ..fact.clone() }));
    }
    facts
}

fn effects(open: u32, event: &Event) -> (u32, Vec<FactKind>) {
    let mut kinds = vec![];
    let mut lines = |of: Vec<&Line>, taken: bool, sign: i64| -> i64 {
        let mut sum = 0;
        for line in of {
            let (amount, fee) = (sign * line.amount.kopecks(), sign * line.fee.kopecks());
            sum += line.amount.kopecks() + line.fee.kopecks();
            kinds.push(FactKind::Line(line.supplier.to_string(), line.service.to_string(), taken, amount, fee));
            kinds.push(FactKind::Fee(fee));
        }
        sum
    };
    let tenders = |of: &[Tendered], sign: i64| -> Vec<FactKind> {
        of.iter().map(|part| FactKind::Tender(part.kind.to_string(), sign * part.amount.kopecks())).collect()
    };
    let (shift, more) = match event {
        Event::ShiftOpened(_) => (open, vec![FactKind::Opened]),
        Event::PaymentTaken(paid) => {
            let sum = lines(paid.lines.iter().collect(), true, 1);
            (paid.receipt.shift, [vec![FactKind::Taken(sum)], tenders(&paid.tenders, 1)].concat())
        }
        Event::PaymentVoided(void) => {
            let sum = lines(void.lines.iter().collect(), false, -1);
            (void.receipt.shift, [vec![FactKind::Voided(sum)], tenders(&void.tenders, -1)].concat())
        }
        Event::PaymentRefunded(back) => {
            let sum = lines(back.lines.iter().map(|line| &line.line).collect(), false, -1);
            (back.shift, [vec![FactKind::Refunded(sum)], tenders(&back.tenders, -1)].concat())
        }
        Event::PaymentMoved(moved) => {
            lines(vec![&moved.from], false, -1);
            lines(vec![&moved.to], false, 1);
            (open, vec![])
        }
        Event::PaymentRetendered(other) => {
            let (from, to) = (std::slice::from_ref(&other.from), std::slice::from_ref(&other.to));
            (open, [tenders(from, -1), tenders(to, 1)].concat())
        }
        _ => (open, vec![]),
    };
    kinds.extend(more);
    (shift, kinds)
}
