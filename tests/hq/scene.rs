//! A headquarters on either engine, and desks that record what they are told to.

use chrono::TimeDelta;
use okno::domain::event::*;
use okno::domain::totals::Totals;
use okno::domain::*;
use okno::hq::{Exception, Hq, HqError, HqHome, Person};
pub use okno::protocol::Refusal;
use okno::protocol::pin::NewPin;
use okno::protocol::*;
use okno::register::{Debts, Layout, Origin};
use okno::settings::StoreUrl;
use std::collections::BTreeMap;
use tempfile::TempDir;
use uuid::Uuid;

use crate::common::postgres;

/// Which engine a headquarters is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A headquarters with the accounts of a register.
pub struct Site {
    pub hq: Hq,
    pub home: HqHome,
    pub url: StoreUrl,
    _folder: TempDir,
}

/// HQ's time, and the desks': a moment that the tests agree on.
pub fn at() -> Timestamp {
    "2026-11-23T06:00:00.000Z".parse().unwrap()
}

impl Site {
    /// `None` where the engine is not installed, which is said.
    pub fn new(engine: Engine) -> Option<Site> {
        let folder = tempfile::tempdir().unwrap();
        let url = match engine {
            Engine::Sqlite => "sqlite:hq.db".to_owned(),
            Engine::Postgres => postgres::server()?.database(),
        };
        let (home, url): (_, StoreUrl) = (HqHome::new(folder.path()), url.parse().unwrap());
        let hq = Hq::set_up(&home, url.clone(), &Catalogue::built_in().unwrap(), at()).unwrap();
        let site = Site { hq, home, url, _folder: folder };
        site.import("energosbyt", &[("АБ1", 100), ("АБ2", 200), ("АБ3", 300)], "2026-11-01").unwrap();
        Some(site)
    }

    /// Another node on the same store.
    pub fn node(&self) -> Hq {
        Hq::open(&self.home).unwrap()
    }

    /// Imports a register of accounts that each owe so many kopecks.
    pub fn import(
        &self,
        supplier: &str,
        rows: &[(&str, i64)],
        as_of: &str,
    ) -> Result<okno::hq::Versioned, okno::hq::ImportError> {
        let row = |(account, kopecks): &(&str, i64)| {
            format!("{account},Ёлкин,Ленина 1,{}.{:02}\n", kopecks / 100, kopecks % 100)
        };
        let text: String = rows.iter().map(row).collect();
        self.import_text(supplier, &format!("account,name,address,amount\n{text}"), as_of)
    }

    pub fn import_text(
        &self,
        supplier: &str,
        text: &str,
        as_of: &str,
    ) -> Result<okno::hq::Versioned, okno::hq::ImportError> {
        let catalogue = Catalogue::built_in().unwrap();
        let supplier = catalogue.supplier(&supplier.parse().unwrap()).unwrap();
        let origin = Origin { supplier, others: &[], file_name: "x.csv", encoding: None };
        let debts = Debts::read(Layout::named("csv").unwrap(), text.as_bytes(), &origin).unwrap();
        let day: chrono::NaiveDate = as_of.parse().unwrap();
        let options = okno::hq::ImportOptions { as_of: as_of.to_owned(), counted_through: day.pred_opt().unwrap() };
        self.hq.import(debts, &supplier.code, &options, &mut |_| {})
    }

    /// A desk that was enrolled.
    pub fn desk(&self, name: &str) -> Desk {
        let mut desk = Desk::new(name, name.len() as u8 + name.as_bytes()[name.len() - 1]);
        let code = self.hq.issue_code(&desk.id, at()).unwrap().code;
        self.hq.enrol(&desk.request(&code, false), at()).unwrap();
        desk.record(DeskEnrolled {
            desk: desk.id.clone(),
            epoch: 1,
            zone: "Asia/Irkutsk".into(),
            kind: DeskKind::Till,
        });
        desk
    }

    /// The exceptions of a desk, as kind, entry, line, subject and kopecks.
    pub fn odd(&self, desk: &Desk) -> Vec<(&'static str, u64, u32, String, i64)> {
        let flat = |odd: Exception| (odd.kind.code(), odd.seq, odd.n, odd.subject, odd.kopecks.kopecks());
        self.hq.exceptions(&desk.id).unwrap().into_iter().map(flat).collect()
    }

    /// All entries that HQ has of a desk.
    pub fn entries(&self, desk: &Desk) -> Vec<Entry> {
        let mut found = vec![];
        self.hq
            .each_entry::<HqError>(&desk.id, &mut |entry| {
                found.push(entry.clone());
                Ok(())
            })
            .unwrap();
        found
    }

    /// How often each refusal was given to a desk, by code, as the evidence says.
    pub fn refusals(&self) -> BTreeMap<(String, String), u64> {
        let mut counts = BTreeMap::new();
        for event in self.hq.security_events().unwrap() {
            *counts.entry((event.desk, event.code)).or_default() += event.times;
        }
        counts
    }
}

/// Changes the store behind HQ's back.
pub fn change(site: &Site, sql: &str) {
    match &site.url {
        okno::settings::StoreUrl::Sqlite(_) => {
            let file = rusqlite::Connection::open(site.home.path().join("hq.db")).unwrap();
            assert!(file.execute(sql, []).unwrap() > 0, "{sql}");
        }
        okno::settings::StoreUrl::Postgres(url) => {
            let mut client = postgres_client(url);
            assert!(client.execute(sql, &[]).unwrap() > 0, "{sql}");
        }
    }
}

pub fn postgres_client(url: &str) -> ::postgres::Client {
    ::postgres::Client::connect(url, ::postgres::NoTls).unwrap()
}

/// A new id.
pub fn new_id() -> EntryId {
    EntryId::from_uuid(Uuid::now_v7())
}

/// Adds a person, or changes one, as headquarters' command line does.
pub fn put(site: &Site, person: Person, pin: &str) -> Result<bool, HqError> {
    site.hq.put_person(person, &NewPin::new(pin), new_id(), at())
}

/// The refusal that was given.
pub fn refusal<T: std::fmt::Debug>(outcome: Result<T, HqError>) -> Refusal {
    match outcome.unwrap_err() {
        HqError::Refused(refusal) => refusal,
        other => panic!("not refused: {other}"),
    }
}

/// A desk's journal in memory, beside the domain's own fold of it.
#[derive(Clone)]
pub struct Desk {
    pub id: DeskId,
    pub keys: SecretKeys,
    pub entries: Vec<Entry>,
    pub shift: Shift,
    pub totals: BTreeMap<u32, Totals>,
    pub now: Timestamp,
}

impl Desk {
    /// A desk that nobody knows, with the keys of a seed.
    pub fn new(name: &str, seed: u8) -> Desk {
        let id: DeskId = name.parse().unwrap();
        let keys = SecretKeys::from_seed(&[seed; 32]).unwrap();
        Desk { keys, entries: vec![], shift: Shift::new(id.clone()), totals: BTreeMap::new(), now: at(), id }
    }

    pub fn request(&self, code: &EnrolCode, recover: bool) -> EnrolRequest {
        let enrolling = Enrolling { desk: self.id.clone(), zone: "Asia/Irkutsk".into(), recover };
        EnrolRequest::sign(enrolling, code, &self.keys)
    }

    /// Records an event half a minute after the last one.
    pub fn record(&mut self, event: impl Into<Event>) -> u64 {
        let event = event.into();
        self.now = self.now.plus(TimeDelta::seconds(30));
        self.shift.apply(self.now, &event);
        let in_progress = self.shift.open.iter().chain(&self.shift.closed);
        let paused = self.shift.paused.iter().map(|paused| &paused.shift);
        for shift in in_progress.chain(paused) {
            self.totals.insert(shift.number, shift.totals.clone());
        }
        self.write(event.kind(), event.body().unwrap())
    }

    /// Records any kind and body.
    pub fn write(&mut self, kind: &str, body: String) -> u64 {
        let (seq, prev) = self.entries.last().map_or((1, Hash::ZERO), |last| (last.seq + 1, last.hash));
        let id = EntryId::from_uuid(Uuid::now_v7());
        self.entries.push(Entry::seal(&self.id, seq, id, self.now, kind, body, prev).unwrap());
        seq
    }

    /// The entries from `first` to `last` as the desk sends them.
    pub fn batch(&self, first: u64, last: u64) -> Vec<u8> {
        self.batch_by(first, last, &self.keys)
    }

    pub fn batch_by(&self, first: u64, last: u64, keys: &SecretKeys) -> Vec<u8> {
        let entries = &self.entries[first as usize - 1..last as usize];
        Batch::pack(&self.id, 1, entries, &keys.sign).unwrap()
    }

    pub fn last(&self) -> u64 {
        self.entries.len() as u64
    }

    /// Sends everything to HQ.
    pub fn send(&self, hq: &Hq) -> Ack {
        hq.take_batch(&self.id, &self.batch(1, self.last()), at()).unwrap()
    }

    pub fn open(&mut self, number: u32) -> u64 {
        self.record(ShiftOpened {
            epoch: 1,
            shift: number,
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
        })
    }

    /// The payment of the next receipt of a shift: sums on accounts of `energosbyt`.
    pub fn payment(&self, shift: u32, lines: &[(&str, i64)]) -> PaymentTaken {
        let taken = self.totals.get(&shift).map_or(0, |totals| totals.payments);
        let lines: Vec<Line> = lines.iter().map(|(account, kopecks)| line("energosbyt", account, *kopecks)).collect();
        let amount = line::total(&lines).unwrap();
        let tenders = vec![Tendered { kind: TenderKind::cash(), amount, given: Some(amount), reference: None }];
        let receipt = ReceiptNumber { epoch: 1, shift, n: taken + 1 };
        PaymentTaken { receipt, lines, tenders, operator: None, approved_by: None, stranded: None }
    }

    pub fn pay(&mut self, shift: u32, account: &str, kopecks: i64) -> u64 {
        self.record(self.payment(shift, &[(account, kopecks)]))
    }

    /// Closes the shift as its entries say.
    pub fn closing(&self, number: u32) -> ShiftClosed {
        let totals = self.totals.get(&number).cloned().unwrap_or_default();
        ShiftClosed {
            shift: number,
            z: number,
            user: "anna".parse().unwrap(),
            expected: totals.drawer(),
            counted: totals.drawer(),
            payments: totals.payments,
            gross: totals.gross,
            voids: totals.voids,
            voided: totals.voided,
            refunds: totals.refunds.n,
            refunded: totals.refunds.sum,
            moves: totals.moves.n,
            retenders: totals.retenders.n,
            notes: None,
            cards: vec![],
            reason: None,
            unsent: None,
            counted_by: None,
            approved_by: None,
        }
    }
}

/// A line on an account.
pub fn line(supplier: &str, account: &str, kopecks: i64) -> Line {
    let service = match supplier {
        "teploset" => "heat",
        _ => "electricity",
    };
    Line {
        supplier: supplier.parse().unwrap(),
        service: service.parse().unwrap(),
        account: account.parse().unwrap(),
        amount: Money::from_kopecks(kopecks),
        fee: Money::ZERO,
        address: None,
        period: None,
        doubles: vec![],
    }
}

/// A day at a desk: its shift, payments a minute and more apart on three accounts, and the close.
pub fn day(site: &Site, name: &str, payments: i64) -> Desk {
    let mut desk = site.desk(name);
    desk.open(1);
    for n in 0..payments {
        desk.pay(1, ["АБ1", "АБ2", "АБ3"][n as usize % 3], 10_000 + n);
    }
    desk.record(desk.closing(1));
    desk
}
