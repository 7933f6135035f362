//! How fast headquarters takes entries in, without HTTP: unpacking, signature, chain, lines, totals, store.
//!
//! On SQLite, in entries a second. On PostgreSQL against a bare `INSERT … SELECT unnest` of the same entry rows, both
//! in turn in one run, for what the machine does meanwhile changes either. The server keeps nothing on its disk: to
//! wait for it would flatter the ratio. Batches of 500 are packed before; every payment is of an account that HQ knows.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A bench whose scene cannot be set has failed.
#![allow(clippy::print_stdout)] // Its figures are for the person who started it.

#[path = "../tests/common/mod.rs"]
mod common;
mod scene;

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::time::{Duration, Instant};

use okno::domain::Catalogue;
use okno::hq::{Hq, HqHome, ImportOptions};
use okno::protocol::{DirectoryPage, Entry, Limits, SignedBatch};
use okno::register::{Debts, Layout, Origin};
use postgres::{Client, NoTls, Statement};

use scene::{AT_ONCE, Desk, headquarters, now};

const BATCHES: usize = 160;
const ACCOUNTS: u64 = 1_000_000;

fn main() {
    // A payment and its print, as a desk sends them; and payments alone, each of them lines and totals.
    for (what, payments, printed) in
        [("payments and prints", BATCHES * AT_ONCE / 2, true), ("payments alone", BATCHES * AT_ONCE, false)]
    {
        let desk = Desk::new(1, payments, printed);
        let batches = desk.batches();
        println!("{what}: {} entries in {} batches", desk.entries.len(), batches.len());
        on_sqlite(&desk, &batches);
        on_postgres(&desk, &batches);
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
    let hq = Hq::set_up(&HqHome::new(folder.path()), store.parse().unwrap(), &catalogue, now()).unwrap();
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

fn on_sqlite(desk: &Desk, batches: &[Vec<u8>]) {
    let mut proofs: Vec<Duration> = batches
        .iter()
        .map(|batch| {
            let key = desk.keys.sign.public();
            timed(|| drop(SignedBatch::read(batch, &Limits::BATCH).unwrap().verify(&desk.id, &key).unwrap()))
        })
        .collect();
    println!("  the proof alone, unpacking, signature and chain: a batch {:.1?} at the median", median(&mut proofs));
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let hq = headquarters(&HqHome::new(folder.path()), "sqlite:hq.db", std::slice::from_ref(desk));
    let mut bare = OpenOptions::new().create(true).append(true).open(folder.path().join("bare")).unwrap();
    let (mut ours, mut syncs) = (vec![], vec![]);
    for batch in batches {
        ours.push(timed(|| drop(hq.take_batch(&desk.id, batch, now()).unwrap())));
        syncs.push(timed(|| sync(&mut bare, batch)));
    }
    let (total, sync) = (ours.iter().sum::<Duration>(), median(&mut syncs));
    println!(
        "  SQLite      {:>8.0} entries/s; a batch {:.1?} at the median",
        rate(&desk.entries, total),
        median(&mut ours)
    );
    println!("              bare append and fdatasync of a batch {sync:.1?}");
    check(&hq, desk);
}

fn on_postgres(desk: &Desk, batches: &[Vec<u8>]) {
    let Some(server) = common::postgres::server() else { return };
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let url = server.database();
    let hq = headquarters(&HqHome::new(folder.path()), &url, std::slice::from_ref(desk));
    let mut client = Client::connect(&url, NoTls).unwrap();
    let statement = bare_table(&mut client);
    let (mut ours, mut bares) = (vec![], vec![]);
    for (batch, entries) in batches.iter().zip(desk.entries.chunks(AT_ONCE)) {
        ours.push(timed(|| drop(hq.take_batch(&desk.id, batch, now()).unwrap())));
        let rows = Rows::of(desk, entries);
        bares.push(timed(|| rows.insert(&mut client, &statement)));
    }
    let [total, bare] = [&ours, &bares].map(|times| times.iter().sum::<Duration>());
    let ratio = total.as_micros() as u64 * 100 / bare.as_micros().max(1) as u64;
    println!(
        "  PostgreSQL  {:>8.0} entries/s; a batch {:.1?} at the median",
        rate(&desk.entries, total),
        median(&mut ours)
    );
    println!(
        "              bare unnest {:.0} rows/s: 1/{}.{:02} of it",
        rate(&desk.entries, bare),
        ratio / 100,
        ratio % 100
    );
    check(&hq, desk);
}

/// What was measured is what HQ does: everything is there, and follows from the entries.
fn check(hq: &Hq, desk: &Desk) {
    let verified = hq.verify(&mut |_| {}).unwrap();
    assert_eq!(verified.entries, desk.entries.len() as u64);
    let odd = hq.exceptions_of(&desk.id).unwrap();
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
    fn of(desk: &Desk, entries: &[Entry]) -> Rows {
        let texts = |of: &dyn Fn(&Entry) -> String| entries.iter().map(of).collect::<Vec<_>>();
        let texts = [
            texts(&|_| desk.id.to_string()),
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
