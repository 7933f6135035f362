//! How long a payment takes to become durable, as a ratio to a bare append and fdatasync of the same bytes.
//!
//! Both are done in turn in one loop, for the disk's own speed changes by twenty times for minutes; a run whose bare
//! append takes over a millisecond at the median is thrown away. Checkpoints are idle work and timed apart.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A bench whose scene cannot be set has failed.
#![allow(clippy::print_stdout)] // Its figures are for the person who started it.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use okno::domain::command::{LineFacts, LineInput, TenderInput};
use okno::domain::{
    AccountNumber, Action, Actor, CashData, Catalogue, Command, EntryId, Facts, Money, Policy, Role, Shift,
    SupplierCode, Timestamp, UserName, decide,
};
use okno::journal::Writer;
use okno::protocol::Entry;
use uuid::Uuid;

const PAYMENTS: usize = 4000;
/// How many payments pass between two idle moments.
const BETWEEN_CHECKPOINTS: usize = 100;
const SLOW_DISK: Duration = Duration::from_millis(1);
const RUNS: usize = 5;

fn main() {
    let kept = (0..RUNS).filter(|_| Run::new().measure()).count();
    println!("{kept} of {RUNS} runs kept: the others met a slow disk");
}

/// A desk with an open shift, and a plain file beside it.
struct Run {
    writer: Writer,
    shift: Shift,
    catalogue: Catalogue,
    policy: Policy,
    cash: CashData,
    bare: File,
    at: Timestamp,
    _directory: tempfile::TempDir,
}

impl Run {
    fn new() -> Run {
        let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let desk = "664003/2".parse().unwrap();
        let mut run = Run {
            writer: Writer::open(&directory.path().join("journal.db"), &desk, "the bench").unwrap(),
            shift: Shift::new(desk),
            catalogue: Catalogue::built_in().unwrap(),
            policy: Policy::default(),
            cash: CashData::built_in().unwrap(),
            bare: append_to(&directory.path().join("bare")),
            at: "2026-11-23T00:00:00.000Z".parse().unwrap(),
            _directory: directory,
        };
        run.execute(Action::Enrol { zone: "Asia/Irkutsk".into() });
        run.execute(Action::OpenShift { counted: Money::ZERO.into(), issued: None });
        run
    }

    /// Prints the run's figures; false where the disk was too slow to tell.
    fn measure(mut self) -> bool {
        let (mut payments, mut bares, mut checkpoints) = (vec![], vec![], vec![]);
        for n in 0..PAYMENTS {
            let payment = pay(n);
            let (entry, took) = timed(|| self.execute(payment));
            payments.push(took);
            let mut line = serde_json::to_vec(&entry).unwrap();
            line.push(b'\n');
            bares.push(timed(|| self.bare.write_all(&line).and_then(|()| self.bare.sync_data()).unwrap()).1);
            if n % BETWEEN_CHECKPOINTS == 0 {
                checkpoints.push(timed(|| self.writer.checkpoint().unwrap()).1);
            }
        }
        let [payments, bares, checkpoints] = [payments, bares, checkpoints].map(Times::of);
        println!("payment    {payments}\nbare       {bares}\ncheckpoint {checkpoints}");
        let percent = |p| 100 * payments.at(p).as_micros() / bares.at(p).as_micros().max(1);
        println!("ratio      p50 {} %, p99 {} %\n", percent(50), percent(99));
        bares.at(50) <= SLOW_DISK
    }

    fn execute(&mut self, action: Action) -> Entry {
        self.at = self.at.plus(TimeDelta::seconds(20));
        let facts = Facts {
            lines: vec![LineFacts { known: true, address: Some("Ленина 12-4".into()), doubles: vec![] }; 2],
            printable: true,
            ..Facts::bare(&self.catalogue, &self.policy, &self.cash, "+08:00".parse().unwrap())
        };
        let by = Some(Actor { user: UserName::new("anna").unwrap(), role: Role::Cashier });
        let command = Command {
            id: EntryId::from_uuid(Uuid::now_v7()),
            at: self.at,
            by,
            approved_by: None,
            witness: None,
            action,
        };
        let event = decide(&self.shift, &facts, &command).unwrap();
        let entry = self.writer.append(command.id, command.at, &event).unwrap();
        self.shift.apply(entry.at, &event);
        entry
    }
}

/// A payment of two lines on accounts that lie far apart, in cash.
fn pay(n: usize) -> Action {
    let line = |supplier: &str, account: usize| LineInput {
        supplier: SupplierCode::new(supplier).unwrap(),
        service: None,
        account: AccountNumber::parse(&format!("АБ{account:07}")).unwrap(),
        amount: Money::from_kopecks(81_240),
        period: None,
    };
    let account = n * 7919 % 1_000_000;
    Action::TakePayment {
        lines: vec![line("energosbyt", account), line("upravdom", 999_999 - account)],
        tenders: vec![TenderInput::Cash { given: Money::from_kopecks(200_000) }],
    }
}

fn append_to(path: &Path) -> File {
    OpenOptions::new().create(true).append(true).open(path).unwrap()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

/// Durations in order.
struct Times(Vec<Duration>);

impl Times {
    fn of(mut times: Vec<Duration>) -> Times {
        times.sort();
        Times(times)
    }

    fn at(&self, percent: usize) -> Duration {
        self.0[(self.0.len() - 1) * percent / 100]
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [p50, p99, max] = [50, 99, 100].map(|percent| self.at(percent));
        write!(f, "p50 {p50:>10.1?}  p99 {p99:>10.1?}  max {max:>10.1?}  of {}", self.0.len())
    }
}
