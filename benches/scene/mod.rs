//! What the benches of headquarters share: desks with a shift of payments, and an HQ that knows them and every account
//! that they took money for.

#[path = "../../tests/protocol/scene.rs"]
#[allow(dead_code)] // The benches need its days alone.
mod days;

use std::collections::BTreeSet;

use okno::clock;
use okno::domain::event::{DeskEnrolled, ShiftOpened};
use okno::domain::{Catalogue, DeskId, DeskKind, EntryId, Event, Money, SupplierCode, Timestamp};
use okno::hq::{Hq, HqHome, ImportOptions};
use okno::protocol::{Batch, EnrolRequest, Enrolling, Entry, Hash, SecretKeys};
use okno::register::{Debts, Layout, Origin};
use uuid::Uuid;

/// As many entries as a desk sends at once.
pub const AT_ONCE: usize = okno::protocol::batch::MOST_ENTRIES;

/// A desk, its keys and its journal.
pub struct Desk {
    pub id: DeskId,
    pub keys: SecretKeys,
    pub entries: Vec<Entry>,
}

impl Desk {
    /// A desk with a shift of so many payments behind its first entries, each with its print where they are `printed`.
    pub fn new(number: u8, payments: usize, printed: bool) -> Desk {
        let id = format!("664003/{number}").parse().unwrap();
        Desk::of(id, u64::from(number), payments, printed)
    }

    /// The same of a name; no other desk has its number.
    pub fn of(id: DeskId, number: u64, payments: usize, printed: bool) -> Desk {
        let enrolled = DeskEnrolled { desk: id.clone(), epoch: 1, zone: "Asia/Irkutsk".into(), kind: DeskKind::Till };
        let opened = ShiftOpened {
            epoch: 1,
            shift: 118,
            day: "2026-11-23".parse().unwrap(),
            offset: "+08:00".parse().unwrap(),
            user: "anna".parse().unwrap(),
            carried: Money::ZERO,
            issued: Money::ZERO,
            counted: Money::ZERO,
            notes: None,
            paused: vec![],
            last_z: None,
            approved_by: None,
        };
        let first = [Event::from(enrolled), opened.into()].map(|event| {
            let uuid = EntryId::from_uuid(Uuid::now_v7());
            Entry::seal(&id, 1, uuid, days::at(), event.kind(), event.body().unwrap(), Hash::ZERO).unwrap()
        });
        let mut prev = Hash::ZERO;
        let day = days::day(&id, number << 32, payments, printed);
        let seal = |(seq, entry): (u64, Entry)| {
            let Entry { id: uuid, at, kind, body, .. } = entry;
            let entry = Entry::seal(&id, seq, uuid, at, &kind, body, prev).unwrap();
            prev = entry.hash;
            entry
        };
        let entries = (1..).zip(first.into_iter().chain(day)).map(seal).collect();
        let mut seed = [number as u8; 32];
        seed[..8].copy_from_slice(&number.to_le_bytes());
        Desk { id: id.clone(), keys: SecretKeys::from_seed(&seed).unwrap(), entries }
    }

    /// Its whole journal in batches.
    pub fn batches(&self) -> Vec<Vec<u8>> {
        let pack = |entries: &[Entry]| Batch::pack(&self.id, 1, entries, &self.keys.sign).unwrap();
        self.entries.chunks(AT_ONCE).map(pack).collect()
    }

    fn accounts<'a>(&'a self, supplier: &'a SupplierCode) -> impl Iterator<Item = String> + 'a {
        let payment = |entry: &Entry| match Event::decode(&entry.kind, &entry.body) {
            Ok(Event::PaymentTaken(payment)) => payment.lines,
            _ => vec![],
        };
        let lines = self.entries.iter().flat_map(payment).filter(move |line| line.supplier == *supplier);
        lines.map(|line| line.account.to_string())
    }
}

/// A headquarters that knows the desks, and every account of their payments.
pub fn headquarters(home: &HqHome, store: &str, desks: &[Desk]) -> Hq {
    let catalogue = Catalogue::built_in().unwrap();
    let hq = Hq::set_up(home, store.parse().unwrap(), &catalogue, now()).unwrap();
    desks.iter().for_each(|desk| enrol(&hq, desk));
    for supplier in &catalogue.suppliers {
        let accounts: BTreeSet<String> = desks.iter().flat_map(|desk| desk.accounts(&supplier.code)).collect();
        if accounts.is_empty() {
            continue;
        }
        let rows: String = accounts.iter().map(|account| format!("{account},Ёлкин,Ленина 1,1\n")).collect();
        let text = format!("account,name,address,amount\n{rows}");
        let origin = Origin { supplier, others: &[], file_name: "x.csv", encoding: None };
        let debts = Debts::read(Layout::named("csv").unwrap(), text.as_bytes(), &origin).unwrap();
        let options = ImportOptions { as_of: "2026-11-01".into(), counted_through: "2026-10-31".parse().unwrap() };
        hq.import(debts, &supplier.code, &options, &mut |_| {}).unwrap();
    }
    hq
}

/// Lets headquarters know a desk.
pub fn enrol(hq: &Hq, desk: &Desk) {
    let code = hq.issue_code(&desk.id, now()).unwrap().code;
    let enrolling = Enrolling { desk: desk.id.clone(), zone: "Asia/Irkutsk".into(), recover: false };
    hq.enrol(&EnrolRequest::sign(enrolling, &code, &desk.keys), now()).unwrap();
}

pub fn now() -> Timestamp {
    Timestamp::new(clock::now())
}
