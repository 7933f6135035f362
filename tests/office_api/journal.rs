//! What a desk of each office recorded: something of everything that the back office shows.

use okno::domain::event::*;
use okno::domain::*;

use crate::hq::Desk;

/// An office with what is its own: names, numbers and sums that no other office has.
pub struct Marks {
    pub office: &'static str,
    pub region: &'static str,
    pub cashier: &'static str,
    pub seal: &'static str,
    /// An account that headquarters has.
    pub account: &'static str,
    /// One that it does not have.
    pub unknown: &'static str,
    /// Every sum of the office is this and some kopecks.
    pub roubles: i64,
    pub reason: &'static str,
}

/// The office that is looked at.
pub const OURS: Marks = Marks {
    office: "664003",
    region: "Иркутск",
    cashier: "anna",
    seal: "A-700001",
    account: "АБ1",
    unknown: "АБ91",
    roubles: 1_117,
    reason: "ошиблась строкой",
};

/// The other one.
pub const OTHERS: Marks = Marks {
    office: "665800",
    region: "Ангарск",
    cashier: "bella",
    seal: "B-800002",
    account: "АБ2",
    unknown: "АБ92",
    roubles: 2_293,
    reason: "передумал платить",
};

/// The business day of all of it.
pub const DAY: &str = "2026-11-23";

/// The numbers of the entries that the tests ask for.
pub const FIRST_PAYMENT: u64 = 3;
pub const UNKNOWN_ACCOUNT: u64 = 4;
pub const VOID: u64 = 7;
pub const BAG: u64 = 8;

impl Marks {
    /// The desk.
    pub fn desk(&self) -> DeskId {
        DeskId::new(self.office, "1").unwrap()
    }

    fn kopecks(&self, n: i64) -> i64 {
        self.roubles * 100 + n
    }

    fn user(&self) -> UserName {
        self.cashier.parse().unwrap()
    }

    /// The desk's journal: a shift with a double, an unknown account, a void, a card, a bag and a shortage, and another
    /// one that is open.
    pub fn journal(&self) -> Desk {
        let mut desk = Desk::new(&self.desk().to_string(), self.cashier.len() as u8 + self.roubles as u8);
        let enrolled =
            DeskEnrolled { desk: desk.id.clone(), epoch: 1, zone: "Asia/Irkutsk".into(), kind: DeskKind::Till };
        desk.record(enrolled);
        self.open(&mut desk, 1);
        assert_eq!(desk.pay(1, self.account, self.kopecks(11)), FIRST_PAYMENT);
        assert_eq!(desk.pay(1, self.unknown, self.kopecks(22)), UNKNOWN_ACCOUNT);
        desk.pay(1, self.account, self.kopecks(33));
        let doubled = desk.payment(1, &[(self.account, self.kopecks(33))]);
        desk.record(doubled.clone());
        assert_eq!(desk.record(self.void(doubled)), VOID);
        assert_eq!(desk.record(self.bag()), BAG);
        self.card(&mut desk);
        let closed = desk.closing(1);
        let counted = closed.expected.plus(Money::from_kopecks(-self.kopecks(44) / 100)).unwrap();
        desk.record(ShiftClosed { counted, user: self.user(), reason: Some(self.reason.into()), ..closed });
        self.open(&mut desk, 2);
        desk.pay(2, self.account, self.kopecks(55));
        desk
    }

    fn open(&self, desk: &mut Desk, shift: u32) {
        desk.record(ShiftOpened {
            epoch: 1,
            shift,
            day: DAY.parse().unwrap(),
            offset: "+08:00".parse().unwrap(),
            user: self.user(),
            carried: Money::ZERO,
            issued: Money::ZERO,
            counted: Money::ZERO,
            notes: None,
            paused: vec![],
            last_z: None,
            approved_by: None,
        });
    }

    fn void(&self, payment: PaymentTaken) -> PaymentVoided {
        PaymentVoided {
            receipt: payment.receipt,
            lines: payment.lines,
            tenders: payment.tenders,
            operator: None,
            reason: self.reason.into(),
            approved_by: None,
        }
    }

    /// Voids the first payment, after all that is in the journal.
    pub fn void_of_first(&self) -> PaymentVoided {
        let payment = self.journal().payment(9, &[(self.account, self.kopecks(11))]);
        self.void(PaymentTaken { receipt: "1-1-1".parse().unwrap(), ..payment })
    }

    fn bag(&self) -> CashDropped {
        CashDropped {
            number: CashNumber { epoch: 1, shift: 1, n: 1 },
            seal: self.seal.parse().unwrap(),
            account: "own".parse().unwrap(),
            amount: Money::from_kopecks(self.kopecks(0)),
            notes: None,
            user: self.user(),
        }
    }

    fn card(&self, desk: &mut Desk) {
        let mut payment = desk.payment(1, &[(self.account, self.kopecks(66))]);
        let by_card = |tender: Tendered| Tendered {
            kind: "card".parse().unwrap(),
            given: None,
            reference: Some(format!("7{}", self.roubles)),
            ..tender
        };
        payment.tenders = payment.tenders.into_iter().map(by_card).collect();
        desk.record(payment);
    }
}
