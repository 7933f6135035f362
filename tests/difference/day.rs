//! A made-up day at a till, as it truly was and as it was recorded: the two are kept apart.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use okno::domain::command::{LineFacts, LineInput, TenderInput};
use okno::domain::event::{CardCount, PaymentTaken};
use okno::domain::*;
use uuid::Uuid;

/// Repeatable numbers (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn within(&mut self, from: i64, through: i64) -> i64 {
        from + (self.next() % (through - from + 1).unsigned_abs()) as i64
    }

    /// True in so many of a hundred.
    pub fn percent(&mut self, percent: i64) -> bool {
        self.within(1, 100) <= percent
    }

    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.within(0, of.len() as i64 - 1) as usize].clone()
    }
}

/// What a payer comes to pay: supplier, kopecks, account.
#[derive(Clone, Debug, PartialEq)]
pub struct Basket(pub Vec<(usize, i64, i64)>);

const SUPPLIERS: [(&str, &str); 5] = [
    ("energosbyt", "electricity"),
    ("teploset", "heat"),
    ("upravdom", "flat"),
    ("gorsvyaz", "phone"),
    ("mobitel", "mobile"),
];

impl Basket {
    /// The fee of mobile phones is worked out here once more, from what the tariff says.
    pub fn total(&self) -> i64 {
        let fee = |supplier, sum: i64| if supplier == 4 { ((sum * 15 + 500) / 1000).clamp(300, 5000) } else { 0 };
        self.0.iter().map(|&(supplier, sum, _)| sum + fee(supplier, sum)).sum()
    }
}

/// How it is paid; the rest of a part by card is cash.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum How {
    Cash { given: i64 },
    Other(&'static str),
    Mixed { card: i64 },
}

pub struct Day {
    pub dice: Dice,
    pub events: Vec<Recorded>,
    pub shift: Shift,
    /// The cash that truly is in the drawer, in kopecks.
    pub drawer: i64,
    /// The slips that truly are there: how many, and their sum.
    pub slips: BTreeMap<&'static str, (u32, i64)>,
    pub payments: Vec<RecordedPayment>,
    pub cash: CashData,
    catalogue: Catalogue,
    policy: Policy,
    now: Timestamp,
}

fn money(kopecks: i64) -> Money {
    Money::from_kopecks(kopecks)
}

pub fn desk() -> DeskId {
    "664003/2".parse().unwrap()
}

fn vault() -> DeskId {
    "664003/vault".parse().unwrap()
}

impl Day {
    /// A day on which the shift was just opened, with change money that was counted right.
    pub fn new(seed: u64) -> Day {
        let mut day = Day {
            dice: Dice(seed),
            events: vec![],
            shift: Shift::new(desk()),
            drawer: 0,
            slips: BTreeMap::new(),
            payments: vec![],
            cash: CashData::built_in().unwrap(),
            catalogue: Catalogue::built_in().unwrap(),
            policy: Policy::default(),
            now: "2026-11-23T01:00:00.000Z".parse().unwrap(),
        };
        day.record(Action::Enrol { zone: "Asia/Irkutsk".into() }).unwrap();
        let carried =
            day.dice.within(20, 120) * 10_000 + if day.dice.percent(30) { day.dice.within(0, 9_999) } else { 0 };
        day.record(Action::OpenShift { counted: money(carried).into(), issued: None }).unwrap();
        if day.dice.percent(60) {
            // An earlier shift that left its cash, so that this one starts from what was carried over.
            day.record(Action::close(money(carried))).unwrap();
            let issued = if day.dice.percent(40) { day.dice.within(2, 10) * 50_000 } else { 0 };
            let action = Action::OpenShift { counted: money(carried + issued).into(), issued: Some(money(issued)) };
            day.record(action).unwrap();
        }
        day.drawer = day.shift.drawer.kopecks();
        let opened = day.events.iter().rposition(|recorded| matches!(recorded.event, Event::ShiftOpened(_))).unwrap();
        day.events.drain(..opened);
        day
    }

    /// Records something, which may be true or not.
    pub fn record(&mut self, action: Action) -> Option<Event> {
        self.record_with(action, vec![])
    }

    fn record_with(&mut self, action: Action, doubles: Vec<ReceiptNumber>) -> Option<Event> {
        self.now = self.now.plus(TimeDelta::seconds(self.dice.within(40, 400)));
        let receipt = match &action {
            Action::VoidPayment { receipt, .. } | Action::RefundPayment { receipt, .. } => Some(*receipt),
            _ => None,
        };
        let known = LineFacts { known: true, address: None, doubles };
        let payment = self.payments.iter().find(|paid| Some(paid.taken.receipt) == receipt).cloned();
        let bare = Facts::bare(&self.catalogue, &self.policy, &self.cash, "+08:00".parse().unwrap());
        let facts = Facts { lines: vec![known; 4], payment, ..bare };
        let person = |name, role| Some(Actor { user: UserName::new(name).unwrap(), role });
        let command = Command {
            id: EntryId::from_uuid(Uuid::from_u128(1)),
            at: self.now,
            by: person("anna", Role::Cashier),
            approved_by: person("vera", Role::Supervisor),
            witness: None,
            action,
        };
        let event = decide(&self.shift, &facts, &command).ok()?;
        self.shift.apply(self.now, &event);
        if let Event::PaymentTaken(taken) = &event {
            self.payments.push(RecordedPayment::new(taken.clone()));
        }
        self.payments.iter_mut().filter(|paid| Some(paid.taken.receipt) == receipt).for_each(|paid| paid.apply(&event));
        let seq = self.events.last().map_or(7, |recorded| recorded.seq + self.dice.within(1, 3) as u64);
        self.events.push(Recorded { seq, at: self.now, hash16: String::new(), event: event.clone() });
        Some(event)
    }

    /// Records a payment, and no more.
    pub fn record_payment(&mut self, basket: &Basket, how: How, doubles: Vec<ReceiptNumber>) -> PaymentTaken {
        let line = |&(supplier, sum, account): &(usize, i64, i64)| LineInput {
            supplier: SupplierCode::new(SUPPLIERS[supplier].0).unwrap(),
            service: Some(ServiceCode::new(SUPPLIERS[supplier].1).unwrap()),
            account: AccountNumber::parse(&format!("АБ{account}")).unwrap(),
            amount: money(sum),
            period: None,
        };
        let other = |kind, amount| TenderInput::Other {
            kind: TenderKind::new(kind).unwrap(),
            amount,
            reference: "004512".into(),
        };
        let tenders = match how {
            How::Cash { given } => vec![TenderInput::Cash { given: money(given) }],
            How::Other(kind) => vec![other(kind, None)],
            How::Mixed { card } => {
                let rest = TenderInput::Cash { given: money(basket.total() - card) };
                vec![other("card", Some(money(card))), rest]
            }
        };
        let lines = basket.0.iter().map(line).collect();
        match self.record_with(Action::TakePayment { lines, tenders }, doubles) {
            Some(Event::PaymentTaken(taken)) => taken,
            other => panic!("{basket:?} by {how:?}: {other:?}"),
        }
    }

    /// What the tenders of a payment truly do to drawer and slips.
    pub fn truly(&mut self, basket: &Basket, how: How, sign: i64) {
        let total = basket.total();
        let (kind, card) = match how {
            How::Cash { .. } => ("card", 0),
            How::Other(kind) => (kind, total),
            How::Mixed { card } => ("card", card),
        };
        self.drawer += sign * (total - card);
        if card != 0 {
            let (slips, sum) = self.slips.entry(kind).or_default();
            *slips = slips.saturating_add_signed(sign as i32);
            *sum += sign * card;
        }
    }

    pub fn basket(&mut self) -> Basket {
        let lines = match self.dice.within(1, 100) {
            1..=70 => 1,
            71..=88 => 2,
            89..=96 => 3,
            _ => 4,
        };
        Basket((0..lines).map(|_| self.line()).collect())
    }

    fn line(&mut self) -> (usize, i64, i64) {
        let dice = &mut self.dice;
        let supplier = dice.one(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4]);
        // Most bills are at the low end.
        let (from, through) =
            [(25_000, 380_000), (120_000, 650_000), (180_000, 900_000), (25_000, 90_000), (0, 0)][supplier];
        let draw = dice.within(0, 1_000);
        let bill = from + (through - from) * draw * draw / 1_000_000 + dice.within(0, 99);
        let sum = match supplier {
            4 => dice.one(&[10_000, 15_000, 20_000, 30_000, 30_000, 40_000, 50_000, 50_000, 70_000, 100_000]),
            // Some pay a round sum on account, some whole roubles.
            _ if dice.percent(18) => (bill / 50_000 + 1) * 50_000,
            _ if dice.percent(12) => (bill / 10_000 + 1) * 10_000,
            3 if dice.percent(50) => bill / 100 * 100,
            _ => bill,
        };
        (supplier, sum, dice.within(1_000_000, 1_000_400))
    }

    /// What a payer lays down: a purse's notes, large ones first, until it is enough; or the sum to the kopeck.
    pub fn given(&mut self, due: i64) -> Vec<i64> {
        if self.dice.percent(30) {
            return vec![due];
        }
        const NOTES: [(i64, i64); 7] = [(5000, 2), (2000, 1), (1000, 4), (500, 2), (200, 1), (100, 4), (50, 2)];
        let purse: Vec<i64> =
            NOTES.into_iter().flat_map(|(note, most)| vec![note * 100; self.dice.within(0, most) as usize]).collect();
        let mut laid: Vec<i64> = vec![];
        let missing = |laid: &[i64]| due - laid.iter().sum::<i64>();
        for &note in &purse {
            if note <= missing(&laid) {
                laid.push(note);
            }
        }
        if missing(&laid) > 0 {
            // The smallest note that is enough; with it, some of the others aren't needed.
            let Some(&note) = purse.iter().rev().find(|note| **note >= missing(&laid)) else { return vec![due] };
            laid.push(note);
            while let Some(spare) = laid.iter().position(|note| *note <= -missing(&laid)) {
                laid.remove(spare);
            }
        }
        laid
    }

    /// A payer pays, and it is recorded as it was.
    pub fn pay(&mut self) {
        let basket = self.basket();
        let total = basket.total();
        let how = match self.dice.within(1, 100) {
            1..=62 => How::Cash { given: self.given(total).iter().sum() },
            63..=92 => How::Other("card"),
            93..=97 => How::Other("sbp"),
            _ => How::Mixed { card: total / 2 },
        };
        self.record_payment(&basket, how, vec![]);
        self.truly(&basket, how, 1);
    }

    /// A payment of this shift that stands and was paid in cash alone.
    pub fn paid_in_cash(&mut self) -> Option<RecordedPayment> {
        let shift = self.shift.number;
        let cash = |paid: &&RecordedPayment| {
            paid.taken.receipt.shift == shift && !paid.voided && paid.tenders.iter().all(|tender| tender.kind.is_cash())
        };
        let standing: Vec<RecordedPayment> = self.payments.iter().filter(cash).cloned().collect();
        (!standing.is_empty()).then(|| self.dice.one(&standing))
    }

    /// Records a void; the cash of it where it was recorded.
    pub fn record_void(&mut self, paid: &RecordedPayment) -> Option<i64> {
        let action = Action::VoidPayment { receipt: paid.taken.receipt, reason: "не тот счёт".into() };
        match self.record(action)? {
            Event::PaymentVoided(void) => Some(void.cash().kopecks()),
            _ => None,
        }
    }

    /// Makes up a cash payment of yesterday and records its refund; the cash of it where it was recorded.
    pub fn record_refund(&mut self) -> Option<i64> {
        let basket = self.basket();
        let receipt = ReceiptNumber { epoch: 1, shift: self.shift.number + 50, n: 1 + self.payments.len() as u32 };
        let how = How::Cash { given: basket.total() };
        let (events, shift) = (self.events.clone(), self.shift.clone());
        let mut taken = self.record_payment(&basket, how, vec![]);
        (self.events, self.shift) = (events, shift);
        self.payments.pop();
        taken.receipt = receipt;
        self.payments.push(RecordedPayment::new(taken));
        let action = Action::RefundPayment { receipt, lines: vec![], reason: "не тот счёт".into() };
        match self.record(action)? {
            Event::PaymentRefunded(refund) => Some(refund.cash().kopecks()),
            _ => None,
        }
    }

    /// Records cash in, out, to the vault, from it or into a bag.
    pub fn record_move(&mut self, way: Way, kopecks: i64) -> Option<Event> {
        let cash: Counted = money(kopecks).into();
        let reason = ReasonCode::new("bank-change").unwrap();
        let n = self.events.len() as u32 + 1;
        let account = AccountCode::new(self.dice.one(&["own", "agents"])).unwrap();
        self.record(match way {
            Way::In => Action::CashIn { reason, cash, comment: String::new() },
            Way::Out => Action::CashOut { reason, cash, serials: vec![], comment: String::new() },
            Way::ToVault => Action::HandOver { to: vault(), cash },
            Way::FromVault => {
                let number = CashNumber { epoch: 1, shift: 3, n };
                let code = TransitCode::new(vault(), number, money(kopecks), &desk());
                Action::AcceptCash { code, cash }
            }
            Way::Bag => {
                let seal = format!("{n}-{}", self.now.utc().timestamp()).parse().unwrap();
                Action::DropCash { seal, account, cash }
            }
        })
    }

    pub fn count(&mut self) {
        let cards = vec![];
        let blind = self.dice.percent(50);
        self.record(Action::CountCash { counted: money(self.drawer).into(), cards, blind }).unwrap();
    }

    /// The slips as they lie there.
    pub fn cards(&self) -> Vec<CardCount> {
        let count = |kind: &&'static str| {
            let (slips, sum) = self.slips.get(*kind).copied().unwrap_or_default();
            let kind = TenderKind::new(kind).unwrap();
            let expected = self.shift.open.as_ref().unwrap().totals.tender(&kind);
            CardCount { kind, slips, counted: money(sum), expected }
        };
        ["card", "sbp"].iter().map(count).collect()
    }

    /// The drawer by denominations: as large pieces as fit, some of them changed into small ones.
    pub fn notes(&mut self) -> Count {
        let (mut notes, mut left) = (Count::default(), self.drawer);
        for denomination in self.cash.denominations.clone() {
            let most = left / denomination.kopecks();
            let pieces = if denomination.kopecks() > 100 && most > 1 { self.dice.within(most / 2, most) } else { most };
            notes.set(denomination, pieces as u32);
            left -= pieces * denomination.kopecks();
        }
        assert_eq!(notes.total(), money(self.drawer));
        notes
    }
}

/// How cash that is no payment goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    In,
    Out,
    ToVault,
    FromVault,
    Bag,
}

impl Way {
    /// 1 into the drawer, -1 out of it.
    pub fn sign(self) -> i64 {
        if matches!(self, Way::In | Way::FromVault) { 1 } else { -1 }
    }
}
