//! A day's totals over 1,000,000 payments of 2,000 desks, on SQLite and on PostgreSQL, behind a history of a hundred
//! days: beside a GROUP BY on the lines with an index that covers it, both in turn in one run; and beside `ledger` or
//! `hledger`, whichever is installed, on the postings of the same entries. Then what keeping the totals costs ingest.
//!
//! `cargo bench --bench reports -- 20000` does it with 20,000 payments.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A bench whose scene cannot be set has failed.
#![allow(clippy::print_stdout)] // Its figures are for the person who started it.

#[path = "../tests/common/mod.rs"]
mod common;
#[allow(dead_code)] // Other benches share it.
mod scene;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use okno::domain::ledger::postings;
use okno::domain::{Catalogue, Event, Role, Table};
use okno::hq::office::{Page, Viewer};
use okno::hq::{Hq, HqHome};
use postgres::NoTls;
use scene::{Desk, enrol, now};

const PAYMENTS: usize = 1_000_000;
/// Of one desk on one day.
const OF_DESK: usize = 500;
const OF_OFFICE: usize = 8;
const HISTORY: usize = 100;
const ROUNDS: usize = 15;
const DAY: &str = "2026-11-23";

const BY_SUPPLIER: &str =
    "SELECT supplier, service, count(*), sum(kopecks) FROM line WHERE day = '2026-11-23' GROUP BY supplier, service";
const BY_DESK: &str = "SELECT desk, count(*), sum(kopecks + fee) FROM line WHERE day = '2026-11-23' GROUP BY desk";
/// What those need to read no table.
const COVERS: [&str; 2] = [
    "CREATE INDEX bench_supplier ON line (day, supplier, service, kopecks)",
    "CREATE INDEX bench_desk ON line (day, desk, kopecks, fee)",
];

/// The store as somebody else's connection sees it.
enum Plain {
    Sqlite(rusqlite::Connection),
    Postgres(postgres::Client),
}

impl Plain {
    fn run(&mut self, sql: &str) {
        match self {
            Plain::Sqlite(file) => file.execute_batch(sql).unwrap(),
            Plain::Postgres(client) => client.batch_execute(sql).unwrap(),
        }
    }

    /// How many rows a query has.
    fn rows(&mut self, sql: &str) -> usize {
        match self {
            Plain::Sqlite(file) => {
                let mut statement = file.prepare_cached(sql).unwrap();
                let mut rows = statement.raw_query();
                let mut count = 0;
                while rows.next().unwrap().is_some() {
                    count += 1;
                }
                count
            }
            Plain::Postgres(client) => client.query(sql, &[]).unwrap().len(),
        }
    }
}

fn main() {
    let payments = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(PAYMENTS);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let journal = folder.path().join("day.ledger");
    let home = |name: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(&path).unwrap();
        HqHome::new(path)
    };
    let sqlite = home("sqlite");
    let ingest = {
        let (hq, ingest) = filled(&sqlite, "sqlite:hq.db", payments, Some(&journal));
        let file = rusqlite::Connection::open(sqlite.path().join("hq.db")).unwrap();
        measure("SQLite", &hq, Plain::Sqlite(file));
        ingest
    };
    totals_in_ingest(&sqlite.path().join("hq.db"), ingest);
    if let Some(server) = common::postgres::server() {
        let url = server.database();
        let (hq, _) = filled(&home("postgres"), &url, payments, None);
        measure("PostgreSQL", &hq, Plain::Postgres(postgres::Client::connect(&url, NoTls).unwrap()));
    }
    println!("other programs on the same postings:");
    for (program, args) in [("ledger", ["-f", "FILE", "balance"]), ("hledger", ["-f", "FILE", "balance"])] {
        accountant(program, &args, &journal);
    }
}

/// A headquarters that has the day; how long a batch took at the median. The postings go to `journal`.
fn filled(home: &HqHome, store: &str, payments: usize, journal: Option<&Path>) -> (Hq, Duration) {
    let mut catalogue = Catalogue::built_in().unwrap();
    // No account is an exception: a million of them are another bench's.
    catalogue.suppliers.iter_mut().for_each(|supplier| supplier.unknown_accounts = true);
    let hq = Hq::set_up(home, store.parse().unwrap(), &catalogue, now()).unwrap();
    let mut journal = journal.map(|path| BufWriter::new(File::create(path).unwrap()));
    let mut batches = vec![];
    for number in 0..payments.div_ceil(OF_DESK) {
        let id = format!("{}/{}", 600_000 + number / OF_OFFICE, number % OF_OFFICE + 1).parse().unwrap();
        let desk = Desk::of(id, number as u64 + 1, OF_DESK, false);
        enrol(&hq, &desk);
        for batch in desk.batches() {
            batches.push(timed(|| drop(hq.take_batch(&desk.id, &batch, now()).unwrap())));
        }
        if let Some(journal) = &mut journal {
            desk.entries
                .iter()
                .for_each(|entry| post(journal, &desk, &Event::decode(&entry.kind, &entry.body).unwrap()));
        }
    }
    (hq, median(&mut batches))
}

/// An entry's postings as a transaction that both ledger and hledger read.
fn post(journal: &mut impl Write, desk: &Desk, event: &Event) {
    let legs = postings(&desk.id, event);
    if legs.is_empty() {
        return;
    }
    writeln!(journal, "{DAY} {}", event.kind()).unwrap();
    for leg in legs {
        writeln!(journal, "  {}  {} RUB", leg.account, leg.amount).unwrap();
    }
    writeln!(journal).unwrap();
}

fn measure(engine: &str, hq: &Hq, mut plain: Plain) {
    COVERS.iter().for_each(|index| plain.run(index));
    history(&mut plain);
    plain.run("ANALYZE");
    let viewer = Viewer { user: "bench".parse().unwrap(), role: Role::Admin, offices: None };
    let view = |path: &str| -> Table { hq.view(&viewer, &path.parse().unwrap(), &Page::default(), now()).unwrap() };
    let paths = ["region", "office", "shift", "cashier", "supplier", "service", "tender"]
        .map(|by| format!("takings/{by}/{DAY}/{DAY}"));
    let paths = paths.into_iter().chain([format!("hours/{DAY}/{DAY}")]);
    let mut ours: Vec<(String, Vec<Duration>)> = paths.map(|path| (path, vec![])).collect();
    let (mut days, mut by_supplier, mut by_desk, mut found) = (vec![], vec![], vec![], 0);
    let before = memory(std::process::id());
    for _ in 0..ROUNDS {
        for (path, times) in &mut ours {
            times.push(timed(|| drop(view(path))));
        }
        days.push(timed(|| found = hq.day_report(&viewer, DAY.parse().unwrap()).unwrap().payments));
        by_supplier.push(timed(|| assert!(plain.rows(BY_SUPPLIER) > 0)));
        by_desk.push(timed(|| assert!(plain.rows(BY_DESK) > 0)));
    }
    println!("{engine}: a day of {found} payments behind {HISTORY} days of totals, medians of {ROUNDS} rounds");
    println!("  report day              {:>9.1?}", median(&mut days));
    for (path, mut times) in ours {
        let (worst, median) = (*times.iter().max().unwrap(), median(&mut times));
        println!("  {:<23} {median:>9.1?}  worst {worst:.1?}", path.split("/2026").next().unwrap());
    }
    println!("  GROUP BY supplier       {:>9.1?}, a covering index", median(&mut by_supplier));
    println!("  GROUP BY desk           {:>9.1?}, a covering index", median(&mut by_desk));
    println!("  this process at its most {} MiB, {before} MiB before", memory(std::process::id()));
}

/// The day's totals once more for each day before it, under shifts of other numbers.
fn history(plain: &mut Plain) {
    plain.run("BEGIN");
    let first: chrono::NaiveDate = DAY.parse().unwrap();
    for ago in 1..=HISTORY {
        let day = first - chrono::Days::new(ago as u64);
        for (table, rest) in [
            (
                "shift",
                "cashier, opened, closed, payments, gross, voids, voided, refunds, refunded, moves, moved,
                       retenders, retendered, fees",
            ),
            ("tender_total", "tender, kopecks, slips"),
            ("service_total", "supplier, service, lines, taken, fees, kopecks"),
            ("hour_total", "hour, payments, gross"),
        ] {
            plain.run(&format!(
                "INSERT INTO {table} (desk, shift, day, {rest})
                 SELECT desk, shift + {ago} * 1000, '{day}', {rest} FROM {table} WHERE day = '{DAY}'"
            ));
        }
    }
    plain.run("COMMIT");
}

/// What the statements of the totals take of a batch's time: those of one shift, read and written in a transaction that
/// is taken back, so that no disk is waited for.
fn totals_in_ingest(path: &Path, batch: Duration) {
    let file = rusqlite::Connection::open(path).unwrap();
    let mut times: Vec<Duration> = (0..200)
        .map(|n| {
            let desk = format!("'{}/{}'", 600_000 + n / OF_OFFICE, n % OF_OFFICE + 1);
            let parts = [
                ("shift", "payments = payments + 1"),
                ("tender_total", "kopecks = kopecks + 1"),
                ("service_total", "kopecks = kopecks + 1"),
                ("hour_total", "gross = gross + 1"),
            ];
            file.execute_batch("BEGIN IMMEDIATE").unwrap();
            let time = timed(|| {
                for (table, change) in parts {
                    let sql = format!("SELECT count(*) FROM {table} WHERE desk = {desk} AND shift = 118");
                    file.query_row(&sql, [], |row| row.get::<_, i64>(0)).unwrap();
                    let sql = format!("UPDATE {table} SET {change} WHERE desk = {desk} AND shift = 118");
                    file.execute(&sql, []).unwrap();
                }
            });
            file.execute_batch("ROLLBACK").unwrap();
            time
        })
        .collect();
    let totals = median(&mut times);
    let percent = totals.as_nanos() * 100 / batch.as_nanos().max(1);
    println!("  totals of a batch, read and written: {totals:.1?} of {batch:.1?} that it takes: {percent} %");
}

/// Runs a program on the postings and says how long it took, and how much memory.
fn accountant(program: &str, args: &[&str], journal: &Path) {
    let args = args.iter().map(|arg| if *arg == "FILE" { journal.as_os_str() } else { arg.as_ref() });
    let start = Instant::now();
    let Ok(mut child) = Command::new(program).args(args).stdout(Stdio::null()).spawn() else {
        println!("  {program} is not installed");
        return;
    };
    let mut most = 0;
    let status = loop {
        most = most.max(memory(child.id()));
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    assert!(status.success(), "{program} does not read the postings");
    println!("  {program:<8} {:.1?}, {most} MiB at its most", start.elapsed());
}

/// The most memory that a process had, in MiB; 0 where the system does not say.
fn memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    most.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or_default() / 1024
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
