//! An office in memory: two tills and a vault, people at them, and the sums that a plain reckoning keeps of it all.
//!
//! What is tried goes through [`decide`]; what is carried out is added to the plain sums from what was asked, not from
//! what was recorded, and the two are held against each other after every event.
#![allow(dead_code)] // Each test binary uses a part of it.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

pub mod check;
pub mod plain;
pub mod tries;

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::TimeDelta;
use okno::domain::command::{CardInput, LineFacts, LineInput, TenderInput};
use okno::domain::event::{DeskKind, GivenBag};
use okno::domain::*;
use okno::journal::Writer;
use plain::Plain;
use tempfile::TempDir;
use uuid::Uuid;

/// Two tills and the vault.
pub const DESKS: [&str; 3] = ["664003/1", "664003/2", "664003/vault"];
/// The place of the vault among them.
pub const VAULT: usize = 2;
pub const CASHIERS: [&str; 4] = ["anna", "boris", "clara", "denis"];
pub const SUPPLIERS: [(&str, &str); 5] = [
    ("energosbyt", "electricity"),
    ("teploset", "heat"),
    ("upravdom", "flat"),
    ("gorsvyaz", "phone"),
    ("mobitel", "mobile"),
];

/// Whoever asks, approves and stands by.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub by: Option<Actor>,
    pub approved_by: Option<Actor>,
    pub witness: Option<Actor>,
}

/// A desk of the office.
pub struct Place {
    pub id: DeskId,
    pub policy: Policy,
    pub shift: Shift,
    /// Everything that was recorded, each with the shift that it belongs to.
    pub journal: Vec<(EntryId, Timestamp, Event, Option<u32>)>,
    pub payments: Vec<RecordedPayment>,
    pub plain: Plain,
    pub bags: Vec<GivenBag>,
    pub seals: BTreeSet<Seal>,
    pub accepted: BTreeSet<TransitCode>,
    pub writer: Option<Writer>,
}

/// The office.
pub struct Office {
    pub desks: Vec<Place>,
    /// Cash that was handed over: its code and the receiver's place, whether it was accepted or not.
    pub transit: Vec<(TransitCode, usize)>,
    pub cash: CashData,
    catalogue: Catalogue,
    now: Timestamp,
    ids: u128,
    folder: Option<TempDir>,
}

pub fn money(kopecks: i64) -> Money {
    Money::from_kopecks(kopecks)
}

pub fn actor(name: &str, role: Role) -> Actor {
    Actor { user: UserName::new(name).unwrap(), role }
}

pub fn kind(name: &str) -> TenderKind {
    TenderKind::new(name).unwrap()
}

/// A line as a cashier enters it.
pub fn line(supplier: usize, account: u32, kopecks: i64) -> LineInput {
    LineInput {
        supplier: SupplierCode::new(SUPPLIERS[supplier].0).unwrap(),
        service: Some(ServiceCode::new(SUPPLIERS[supplier].1).unwrap()),
        account: AccountNumber::parse(&format!("АБ{account}")).unwrap(),
        amount: money(kopecks),
        period: None,
    }
}

impl Office {
    /// An office in memory alone.
    pub fn new() -> Office {
        Office::of(None, 0)
    }

    /// An office in which the first so many of the desks keep real journals too.
    pub fn on_disk(desks: usize) -> Office {
        Office::of(Some(tempfile::tempdir().unwrap()), desks)
    }

    fn of(folder: Option<TempDir>, on_disk: usize) -> Office {
        let place = |(n, name): (usize, &&str)| {
            let id: DeskId = name.parse().unwrap();
            let kind = if n == VAULT { DeskKind::Vault } else { DeskKind::Till };
            let path = folder.as_ref().filter(|_| n < on_disk).map(|folder| journal(folder, n));
            Place {
                policy: Policy { kind, ..Policy::default() },
                shift: Shift::new(id.clone()),
                journal: vec![],
                payments: vec![],
                plain: Plain::default(),
                bags: vec![],
                seals: BTreeSet::new(),
                accepted: BTreeSet::new(),
                writer: path.map(|path| Writer::open(&path, &id, "the test").unwrap()),
                id,
            }
        };
        let desks: Vec<Place> = DESKS.iter().enumerate().map(place).collect();
        let mut office = Office {
            desks,
            transit: vec![],
            cash: CashData::built_in().unwrap(),
            catalogue: Catalogue::built_in().unwrap(),
            now: "2026-11-23T00:00:00.000Z".parse().unwrap(),
            ids: 0,
            folder,
        };
        for desk in 0..DESKS.len() {
            office.execute(desk, &People::default(), Action::Enrol { zone: "Asia/Irkutsk".into() }).unwrap();
        }
        office
    }

    /// Decides and records.
    pub fn execute(&mut self, desk: usize, people: &People, action: Action) -> Result<Event, Refusal> {
        self.now = self.now.plus(TimeDelta::seconds(30));
        self.ids += 1;
        let facts = self.facts(desk, &action);
        let People { by, approved_by, witness } = people.clone();
        let id = EntryId::from_uuid(Uuid::from_u128(self.ids));
        let command = Command { id, at: self.now, by, approved_by, witness, action };
        let event = decide(&self.desks[desk].shift, &facts, &command)?;
        let now = self.now;
        let place = &mut self.desks[desk];
        let before = place.shift.open.as_ref().map(|open| open.number);
        place.shift.apply(now, &event);
        let after = place.shift.open.as_ref().map(|open| open.number);
        place.journal.push((id, now, event.clone(), before.or(after)));
        place.note(&event);
        if let Some(writer) = &mut place.writer {
            writer.append(id, now, &event).unwrap();
        }
        if let Event::CashHandedOver(given) = &event {
            let to = DESKS.iter().position(|name| *name == given.to.to_string()).unwrap();
            self.transit.push((given.code.clone(), to));
        }
        Ok(event)
    }

    fn facts(&self, desk: usize, action: &Action) -> Facts<'_> {
        let place = &self.desks[desk];
        let offset = "+08:00".parse().unwrap();
        let mut facts = Facts::bare(&self.catalogue, &place.policy, &self.cash, offset);
        facts.lines = vec![LineFacts { known: true, ..LineFacts::default() }; 8];
        let recorded =
            |receipt: &ReceiptNumber| place.payments.iter().find(|payment| payment.taken.receipt == *receipt).cloned();
        match action {
            Action::VoidPayment { receipt, .. }
            | Action::RefundPayment { receipt, .. }
            | Action::MoveLine { receipt, .. }
            | Action::Retender { receipt, .. } => facts.payment = recorded(receipt),
            Action::AcceptCash { code, .. } => facts.accepted = place.accepted.contains(code),
            Action::DropCash { seal, .. } => facts.sealed = place.seals.contains(seal),
            Action::GiveBags { .. } => facts.bags = place.bags.clone(),
            _ => {}
        }
        facts
    }

    /// Where a desk's journal is.
    pub fn path(&self, desk: usize) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| journal(folder, desk))
    }

    /// A night passes.
    pub fn sleep(&mut self, hours: i64) {
        self.now = self.now.plus(TimeDelta::hours(hours));
    }
}

fn journal(folder: &TempDir, desk: usize) -> PathBuf {
    folder.path().join(format!("{desk}.db"))
}

impl Place {
    fn note(&mut self, event: &Event) {
        if let Event::PaymentTaken(taken) = event {
            self.payments.push(RecordedPayment::new(taken.clone()));
        }
        let corrected = event.corrects();
        let payments = self.payments.iter_mut().filter(|payment| Some(payment.taken.receipt) == corrected);
        payments.for_each(|payment| payment.apply(event));
        match event {
            Event::CashDropped(drop) => {
                let bag = GivenBag { seal: drop.seal.clone(), amount: drop.amount, account: drop.account.clone() };
                self.bags.push(bag);
                self.seals.insert(drop.seal.clone());
            }
            Event::BagGiven(given) => self.bags.retain(|bag| given.bags.iter().all(|gone| gone.seal != bag.seal)),
            Event::CashAccepted(taken) => drop(self.accepted.insert(taken.code.clone())),
            _ => {}
        }
    }

    /// Who has the desk.
    pub fn cashier(&self) -> Option<&UserName> {
        self.shift.open.as_ref().map(|open| &open.cashier)
    }

    /// The slips of every tender as they must be, but for `off`.
    pub fn slips(&self, off: i64) -> Vec<CardInput> {
        let Some(open) = &self.shift.open else { return vec![] };
        let slip = |name| CardInput {
            kind: kind(name),
            slips: 1,
            sum: open.totals.tender(&kind(name)).saturating_plus(money(off)).max(Money::ZERO),
        };
        vec![slip("card"), slip("sbp")]
    }
}

/// How a payment of `total` kopecks is tendered in one of some ways, and what of it is each tender's, in the order of
/// the record.
pub fn tendered(way: usize, total: i64, over: i64) -> (Vec<TenderInput>, Vec<(&'static str, i64)>) {
    let other = |name: &'static str, amount: Option<i64>| TenderInput::Other {
        kind: kind(name),
        amount: amount.map(money),
        reference: "004512".into(),
    };
    let cash = |given| TenderInput::Cash { given: money(given) };
    let half = total / 2;
    match way {
        0..=2 => (vec![cash(total + over)], vec![("cash", total)]),
        3 => (vec![other("card", None)], vec![("card", total)]),
        4 => (vec![other("sbp", None)], vec![("sbp", total)]),
        5 => {
            let parts = vec![("card", half), ("cash", total - half)];
            (vec![other("card", Some(half)), cash(total - half + over)], parts)
        }
        6 => (vec![cash(half), other("card", None)], vec![("card", total - half), ("cash", half)]),
        _ => {
            let (card, sbp) = (total / 3, total / 4);
            let parts = vec![("card", card), ("sbp", sbp), ("cash", total - card - sbp)];
            (vec![other("card", Some(card)), other("sbp", Some(sbp)), cash(total - card - sbp + over)], parts)
        }
    }
}
