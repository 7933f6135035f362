//! How fast headquarters takes entries in, without HTTP: unpacking, signature, chain, lines, totals, store.
//!
//! On SQLite, in entries a second. On PostgreSQL against a bare `INSERT … SELECT unnest` of the same entry rows, both
//! in turn in one run, for what the machine does meanwhile changes either. The server keeps nothing on its disk: to
//! wait for it would flatter the ratio. Batches of 500 are packed before; every payment is of an account that HQ knows.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A bench whose scene cannot be set has failed.
#![allow(clippy::print_stdout)] // Its figures are for the person who started it.

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/protocol/scene.rs"]
#[allow(dead_code, reason = "the bench needs a part of it")]
mod scene;

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::time::{Duration, Instant};

use okno::domain::event::{DeskEnrolled, ShiftOpened};
use okno::domain::{Catalogue, DeskKind, Event, Money};
use okno::hq::{Hq, HqHome, ImportOptions};
use okno::protocol::{Batch, DirectoryPage, EnrolRequest, Enrolling, Entry, Hash, Limits, SignedBatch};
use okno::register::{Debts, Layout, Origin};
use postgres::{Client, NoTls, Statement};

const BATCHES: usize = 160;
const AT_ONCE: usize = 500;
const ACCOUNTS: u64 = 1_000_000;

fn main() {
    // A payment and its print, as a desk sends them; and payments alone, each of them lines and totals.
    for (what, payments, printed) in
        [("payments and prints", BATCHES * AT_ONCE / 2, true), ("payments alone", BATCHES * AT_ONCE, false)]
    {
        let entries = journal(payments, printed);
        let batches: Vec<Vec<u8>> = entries.chunks(AT_ONCE).map(pack).collect();
        println!("{what}: {} entries in {} batches", entries.len(), batches.len());
        on_sqlite(&entries, &batches);
        on_postgres(&entries, &batches);
    }
    registers("SQLite", "sqlite:hq.db");
    if let Some(server) = common::postgres::server() {
        registers("PostgreSQL", &server.database());
    }
}

/// A register of a million accounts, the same a day later with one in twenty changed, and all the pages for a new desk.
fn registers(engine: &str, store: &str) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let catalogue = Catalogue::built_in().unwrap();
    let hq = Hq::set_up(&HqHome::new(folder.path()), store.parse().unwrap(), &catalogue, scene::at()).unwrap();
    let register = |day: u64| {
        let row = |n: u64| {
            let kopecks = n * 7919 % 900_000 + if n.is_multiple_of(20) { day } else { 0 };
            let (house, flat) = (n / 80 % 300 + 1, n % 80 + 1);
            let sum = format!("{}.{:02}", kopecks / 100, kopecks % 100);
            format!("АБ{n:07},Фамилия{} И. О.,\"г. Иркутск, ул. Ленина, д. {house}, кв. {flat}\",{sum}\n", n % 4096)
        };
        (0..ACCOUNTS).fold("account,name,address,amount\n".to_owned(), |text, n| text + &row(n))
    };
    let import = |text: &str, day: &str| {
        let supplier = &catalogue.suppliers[0];
        let origin = Origin { supplier, others: &[], file_name: "x.csv", encoding: None };
        let debts = Debts::read(Layout::named("csv").unwrap(), text.as_bytes(), &origin).unwrap();
        let options = ImportOptions { as_of: day.into(), counted_through: day.parse().unwrap() };
        hq.import(debts, &supplier.code, &options, &mut |_| {}).unwrap()
    };
    let (first, second) = (register(0), register(1));
    let imported = timed(|| assert_eq!(import(&first, "2026-11-01").report.new, ACCOUNTS));
    let again = timed(|| assert_eq!(import(&second, "2026-11-02").report.changed, ACCOUNTS / 20));
    let (mut since, mut pages, mut bytes) = (0, 0, 0);
    let given = timed(|| {
        loop {
            let packed = hq.directory_page(since, usize::MAX).unwrap();
            let page = DirectoryPage::read(&packed, since, &hq.keys().sign, &Limits::PAGE).unwrap();
            (since, pages, bytes) = (page.to, pages + 1, bytes + packed.len());
            if !page.more {
                break;
            }
        }
    });
    println!("registers of {ACCOUNTS} accounts on {engine}: the first {imported:.1?}, the next {again:.1?}");
    println!("  all of it for a new desk: {pages} pages, {} MB, made and read in {given:.1?}", bytes / 1_000_000);
}

/// A shift of so many payments behind the desk's first entries.
fn journal(payments: usize, printed: bool) -> Vec<Entry> {
    let desk = scene::desk();
    let enrolled = DeskEnrolled { desk: desk.clone(), epoch: 1, zone: "Asia/Irkutsk".into(), kind: DeskKind::Till };
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
    let first = [Event::from(enrolled), Event::from(opened)].map(|event| {
        let id = common::new_id();
        Entry::seal(&desk, 1, id, scene::at(), event.kind(), event.body().unwrap(), Hash::ZERO).unwrap()
    });
    let mut prev = Hash::ZERO;
    let day = scene::day(&desk, 1, payments, printed);
    let numbered = (1..).zip(first.into_iter().chain(day));
    numbered
        .map(|(seq, entry)| {
            let entry = Entry::seal(&desk, seq, entry.id, entry.at, &entry.kind, entry.body, prev).unwrap();
            prev = entry.hash;
            entry
        })
        .collect()
}

fn pack(entries: &[Entry]) -> Vec<u8> {
    Batch::pack(&scene::desk(), 1, entries, &scene::desk_keys().sign).unwrap()
}

/// A headquarters that knows the desk, and every account of its payments.
fn headquarters(home: &HqHome, store: &str, entries: &[Entry]) -> Hq {
    let catalogue = Catalogue::built_in().unwrap();
    let hq = Hq::set_up(home, store.parse().unwrap(), &catalogue, scene::at()).unwrap();
    let code = hq.issue_code(&scene::desk(), scene::at()).unwrap().code;
    let enrolling = Enrolling { desk: scene::desk(), zone: "Asia/Irkutsk".into(), recover: false };
    hq.enrol(&EnrolRequest::sign(enrolling, &code, &scene::desk_keys()), scene::at()).unwrap();
    for supplier in &catalogue.suppliers {
        let mut accounts = BTreeSet::new();
        for entry in entries {
            if let Ok(Event::PaymentTaken(payment)) = Event::decode(&entry.kind, &entry.body) {
                let of = payment.lines.into_iter().filter(|line| line.supplier == supplier.code);
                accounts.extend(of.map(|line| line.account));
            }
        }
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

fn on_sqlite(entries: &[Entry], batches: &[Vec<u8>]) {
    let mut proofs: Vec<Duration> = batches
        .iter()
        .map(|batch| {
            let key = scene::desk_keys().sign.public();
            timed(|| drop(SignedBatch::read(batch, &Limits::BATCH).unwrap().verify(&scene::desk(), &key).unwrap()))
        })
        .collect();
    println!("  the proof alone, unpacking, signature and chain: a batch {:.1?} at the median", median(&mut proofs));
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let hq = headquarters(&HqHome::new(folder.path()), "sqlite:hq.db", entries);
    let mut bare = OpenOptions::new().create(true).append(true).open(folder.path().join("bare")).unwrap();
    let (mut ours, mut syncs) = (vec![], vec![]);
    for batch in batches {
        ours.push(timed(|| drop(hq.take_batch(&scene::desk(), batch, scene::at()).unwrap())));
        syncs.push(timed(|| sync(&mut bare, batch)));
    }
    let (total, sync) = (ours.iter().sum::<Duration>(), median(&mut syncs));
    println!("  SQLite      {:>8.0} entries/s; a batch {:.1?} at the median", rate(entries, total), median(&mut ours));
    println!("              bare append and fdatasync of a batch {sync:.1?}");
    check(&hq, entries);
}

fn on_postgres(entries: &[Entry], batches: &[Vec<u8>]) {
    let Some(server) = common::postgres::server() else { return };
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let url = server.database();
    let hq = headquarters(&HqHome::new(folder.path()), &url, entries);
    let mut client = Client::connect(&url, NoTls).unwrap();
    let statement = bare_table(&mut client);
    let (mut ours, mut bares) = (vec![], vec![]);
    for (batch, entries) in batches.iter().zip(entries.chunks(AT_ONCE)) {
        ours.push(timed(|| drop(hq.take_batch(&scene::desk(), batch, scene::at()).unwrap())));
        let rows = Rows::of(entries);
        bares.push(timed(|| rows.insert(&mut client, &statement)));
    }
    let [total, bare] = [&ours, &bares].map(|times| times.iter().sum::<Duration>());
    let ratio = total.as_micros() as u64 * 100 / bare.as_micros().max(1) as u64;
    println!("  PostgreSQL  {:>8.0} entries/s; a batch {:.1?} at the median", rate(entries, total), median(&mut ours));
    println!("              bare unnest {:.0} rows/s: 1/{}.{:02} of it", rate(entries, bare), ratio / 100, ratio % 100);
    check(&hq, entries);
}

/// What was measured is what HQ does: everything is there, and follows from the entries.
fn check(hq: &Hq, entries: &[Entry]) {
    let verified = hq.verify(&mut |_| {}).unwrap();
    assert_eq!(verified.entries, entries.len() as u64);
    let odd = hq.exceptions_of(&scene::desk()).unwrap();
    println!("              {} payments, {odd} exceptions", verified.payments.payments);
}

fn bare_table(client: &mut Client) -> Statement {
    let sql = "CREATE TABLE bare (desk TEXT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL,
                   kind TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (desk, seq))";
    client.batch_execute(sql).unwrap();
    let sql = "INSERT INTO bare SELECT * FROM
               unnest($1::TEXT[], $2::BIGINT[], $3::TEXT[], $4::TEXT[], $5::TEXT[], $6::TEXT[], $7::TEXT[])";
    client.prepare(sql).unwrap()
}

/// The rows of entries as arrays, ready to be sent.
struct Rows {
    texts: [Vec<String>; 6],
    seq: Vec<i64>,
}

impl Rows {
    fn of(entries: &[Entry]) -> Rows {
        let texts = |of: &dyn Fn(&Entry) -> String| entries.iter().map(of).collect::<Vec<_>>();
        let texts = [
            texts(&|_| scene::desk().to_string()),
            texts(&|entry| entry.id.to_string()),
            texts(&|entry| entry.at.to_string()),
            texts(&|entry| entry.kind.clone()),
            texts(&|entry| entry.body.clone()),
            texts(&|entry| entry.hash.to_string()),
        ];
        Rows { texts, seq: entries.iter().map(|entry| entry.seq as i64).collect() }
    }

    fn insert(&self, client: &mut Client, statement: &Statement) {
        let [desk, id, at, kind, body, hash] = &self.texts;
        client.execute(statement, &[desk, &self.seq, id, at, kind, body, hash]).unwrap();
    }
}

fn sync(file: &mut File, bytes: &[u8]) {
    file.write_all(bytes).and_then(|()| file.sync_data()).unwrap();
}

fn rate(entries: &[Entry], time: Duration) -> f64 {
    entries.len() as f64 / time.as_secs_f64()
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}
