//! How long a payment takes to become durable while the worker of the till sends 100,000 entries to headquarters, as a
//! ratio to the same with the worker at rest.
//!
//! Headquarters is `okno hq serve` in a process of its own, on loopback. Both kinds are taken in turn, a hundred
//! payments each, in one run: at its gate the worker waits between two batches while it is to rest. A payment's time
//! begins before the desk keeps what headquarters said meanwhile, as in the till, where that may stand before it in the
//! line. A bare append and fdatasync of the same bytes follows each. Headquarters' own disk is the same one in half of
//! the runs, which no desk has, and memory in the others.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A bench whose scene cannot be set has failed.
#![allow(clippy::print_stdout)] // Its figures are for the person who started it.

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/sync_faults/node.rs"]
#[allow(dead_code, reason = "the bench needs a part of it")]
mod node;
#[path = "../tests/sync_faults/scene.rs"]
#[allow(dead_code, reason = "the bench needs a part of it")]
mod scene;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use okno::client::Place;
use okno::clock;
use okno::desk::{Desk, Heard, Home};
use okno::domain::command::{LineInput, TenderInput};
use okno::domain::{AccountNumber, Action, Command, Money, SupplierCode, Timestamp};
use okno::protocol::Entry;
use okno::sync::{Ears, Worker};

use common::{Till, cashier, new_id, open_desk};
use node::Node;
use scene::Scene;

/// Entries that wait for headquarters when a run begins.
const ENTRIES: u64 = 100_000;
const ACCOUNTS: u32 = 5_000;
/// Payments between two turns of the gate; idle work is done there, untimed.
const SLICE: usize = 100;
const RUNS: usize = 3;
const SLOW_DISK: Duration = Duration::from_millis(1);
/// A folder that keeps its files in memory.
const MEMORY: &str = "/dev/shm";

fn main() {
    let disk = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let memory = tempfile::tempdir_in(MEMORY).unwrap();
    let (desk, hq) = (memory.path().join("desk"), memory.path().join("hq"));
    filled(&desk, &hq);
    for (what, there) in [("in memory", memory.path()), ("on the desk's disk", disk.path())] {
        for n in 0..RUNS {
            println!("headquarters {what}");
            let (of_desk, of_hq) = (disk.path().join(format!("desk{n}")), there.join(format!("hq{n}")));
            copy(&desk, &of_desk);
            copy(&hq, &of_hq);
            Run::new(&of_desk, &disk.path().join("bare")).measure(&Node::start(of_hq.clone()));
            fs::remove_dir_all(of_desk).unwrap();
            fs::remove_dir_all(of_hq).unwrap();
        }
    }
}

/// Makes a desk that has so many entries, and a headquarters that knows it and has none of them, both in memory.
fn filled(desk: &Path, hq: &Path) {
    let mut scene = Scene::over("sqlite:hq.db", 1, 1);
    let register = scene.tills[0].register(ACCOUNTS, 81_240);
    let import = ["hq", "directory", "import", &register, "--layout", "sber-debts", "--supplier", "energosbyt"];
    scene.nodes[0].done(&import);
    scene.tills[0].json(&["directory", "pull"]);
    scene.nodes[0].kill();
    copy(&scene.nodes[0].home, hq);
    copy(scene.tills[0].home.path(), desk);
    let mut desk = open_desk(&Home::new(desk));
    for n in desk.journal().last_seq().unwrap()..ENTRIES {
        desk.execute(&payment(n)).unwrap();
    }
    desk.idle().unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for file in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// A payment of one line, each on another account than those before it.
fn payment(n: u64) -> Command {
    let amount = Money::from_kopecks(10_000 + n as i64);
    let account = AccountNumber::parse(&format!("АБ{}", 1_000_000 + n % u64::from(ACCOUNTS))).unwrap();
    let supplier = SupplierCode::new("energosbyt").unwrap();
    let lines = vec![LineInput { supplier, service: None, account, amount, period: None }];
    let action = Action::TakePayment { lines, tenders: vec![TenderInput::Cash { given: amount }] };
    Command { id: new_id(), at: now(), by: Some(cashier()), approved_by: None, witness: None, action }
}

fn now() -> Timestamp {
    Timestamp::new(clock::now())
}

/// Where the worker waits while it is to rest.
#[derive(Default)]
struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    open: bool,
    waits: bool,
    /// How far headquarters has acknowledged the journal.
    through: u64,
}

impl Gate {
    /// Waits until it is open.
    fn pass(&self, heard: &Heard) {
        let mut state = self.state.lock().unwrap();
        if let Heard::Ack(proven) = heard {
            state.through = proven.ack().through;
        }
        while !state.open {
            state.waits = true;
            self.changed.notify_all();
            state = self.changed.wait(state).unwrap();
        }
        state.waits = false;
    }

    fn open(&self) {
        self.state.lock().unwrap().open = true;
        self.changed.notify_all();
    }

    /// Closes it, and waits until the worker stands before it; false where it has sent all and does not come any more.
    fn close(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        state.open = false;
        while !state.waits && state.through < ENTRIES {
            state = self.changed.wait_timeout(state, Duration::from_millis(10)).unwrap().0;
        }
        state.through < ENTRIES
    }
}

/// The times of payments, and of the bare writes beside them.
#[derive(Default)]
struct Times {
    payments: Vec<Duration>,
    bares: Vec<Duration>,
}

/// A desk with much to send, and a plain file beside it.
struct Run {
    home: Home,
    desk: Desk,
    bare: File,
    taken: u64,
}

impl Run {
    fn new(home: &Path, bare: &Path) -> Run {
        let home = Till::at(home).home;
        let mut desk = open_desk(&home);
        desk.idle().unwrap();
        Run { desk, home, bare: File::create(bare).unwrap(), taken: ENTRIES }
    }

    fn measure(mut self, node: &Node) {
        let (gate, (said, heard)) = (Arc::new(Gate::default()), mpsc::channel());
        let place = Place { url: format!("http://{}", node.address()), ca: None, insecure: false };
        let at_gate = gate.clone();
        let hear = Box::new(move |what| {
            at_gate.pass(&what);
            drop(said.send(what));
        });
        let trouble = Arc::new(Mutex::new(None));
        let told = Arc::clone(&trouble);
        let tell = Box::new(move |status: &okno::sync::Status| *told.lock().unwrap() = status.trouble.clone());
        let _worker = Worker::start(self.home.clone(), place, Arc::new(now), Ears { hear, tell });
        let (mut idle, mut busy) = (Times::default(), Times::default());
        while gate.close() {
            // What was said before belongs to neither.
            self.keep(&heard);
            self.slice(&heard, &mut idle);
            gate.open();
            self.slice(&heard, &mut busy);
        }
        gate.open();
        assert_eq!(*trouble.lock().unwrap(), None);
        say(idle, busy);
    }

    /// Takes some payments.
    fn slice(&mut self, heard: &Receiver<Heard>, times: &mut Times) {
        for _ in 0..SLICE {
            let payment = payment(self.taken);
            self.taken += 1;
            let begun = Instant::now();
            self.keep(heard);
            let entry = self.desk.execute(&payment).unwrap().entry;
            times.payments.push(begun.elapsed());
            times.bares.push(self.write_bare(&entry));
        }
        self.desk.idle().unwrap();
    }

    fn keep(&mut self, heard: &Receiver<Heard>) {
        heard.try_iter().for_each(|heard| self.desk.hear(&heard).unwrap());
    }

    fn write_bare(&mut self, entry: &Entry) -> Duration {
        let mut line = serde_json::to_vec(entry).unwrap();
        line.push(b'\n');
        let begun = Instant::now();
        self.bare.write_all(&line).and_then(|()| self.bare.sync_data()).unwrap();
        begun.elapsed()
    }
}

fn say(idle: Times, busy: Times) {
    let mut figures = [idle.payments, busy.payments, idle.bares, busy.bares];
    figures.iter_mut().for_each(|times| times.sort());
    let at = |n: usize, percent: usize| figures[n][(figures[n].len() - 1) * percent / 100];
    for (n, what) in ["at rest", "sending", "bare at rest", "bare sending"].into_iter().enumerate() {
        let [p50, p99, max] = [50, 99, 100].map(|percent| at(n, percent));
        println!("  {what:<14} p50 {p50:>10.1?}  p99 {p99:>10.1?}  max {max:>10.1?}  of {}", figures[n].len());
    }
    let percent = |p| 100 * at(1, p).as_micros() / at(0, p).as_micros().max(1);
    let worst_bare = at(2, 100).max(at(3, 100));
    let thrown = if at(2, 50) > SLOW_DISK { "; THROWN AWAY: slow disk" } else { "" };
    println!("  ratio          p50 {} %, p99 {} % (at most 150 %)", percent(50), percent(99));
    let most = Duration::from_millis(50) + worst_bare;
    println!("  max            {:.1?} (at most {most:.1?}){thrown}\n", at(1, 100));
}
