//! How fast the till answers, how fast it starts and how much memory it keeps, against the limits of the design.
//!
//! `cargo bench --bench till` makes a home of 1,000,000 accounts and 100,000 entries once, under `target`, which takes
//! some minutes; after that a run takes half a minute. Starts are interleaved with those of an empty ratatui program,
//! so that a slow machine is seen as one.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A bench whose scene cannot be set has nothing to measure.
#![allow(clippy::print_stdout)] // A bench tells its figures.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use crossterm::event::KeyCode;
use okno::cli::demo::home;
use okno::desk::{Desk, Home, add_user};
use okno::domain::command::{LineInput, TenderInput};
use okno::domain::{
    AccountNumber, Action, Actor, Catalogue, Command, EntryId, Event, Money, Role, SupplierCode, Timestamp, UserName,
};
use okno::lang::Lang;
use okno::tui::runtime::terminal::Taken;
use okno::tui::runtime::{self, Look, Mint};
use okno::tui::theme::Theme;
use okno::tui::{Hit, Key, Keymap, Model, Msg, Screen, Stamp, update, view};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use uuid::Uuid;

const ACCOUNTS: usize = 1_000_000;
const ENTRIES: u64 = 100_000;
const PAYMENTS_OF_SHIFT: usize = 300;
const STARTS: usize = 25;
const KEYS: usize = 4000;
/// Tells this program that it is the empty one.
const EMPTY: &str = "OKNO_BENCH_EMPTY";

fn main() {
    if std::env::var_os(EMPTY).is_some() {
        return empty_program();
    }
    println!("{:<52} {:>9} {:>9} {:>9}  limit", "", "p50", "p99", "worst");
    keys();
    starts(&big_home());
}

/// A key into the lookup above 200 accounts, and the answer of its search: each until its frame is drawn.
fn keys() {
    let mut model = till();
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let hits: Vec<Hit> = home::accounts("energosbyt", 5000).take(200).map(hit).collect();
    let (mut typed, mut answered) = (Vec::new(), Vec::new());
    for n in 0..KEYS {
        let key = if n % 8 == 7 { Key::plain(KeyCode::Backspace) } else { Key::char(['л', 'е', 'н', 'и'][n % 4]) };
        let mut at = model.now.plus(TimeDelta::milliseconds(150));
        if n % 40 == 0 {
            // The lookup would grow without end.
            update(&mut model, Msg::Key(Key::plain(KeyCode::Esc), stamp_at(at)));
            at = at.plus(TimeDelta::milliseconds(150));
        }
        typed.push(time(|| {
            update(&mut model, Msg::Key(key, stamp_at(at)));
            terminal.draw(|frame| view(&model, frame)).unwrap();
        }));
        let found = Msg::Found { search: model.till.lookup.search, hits: Ok(hits.clone()), more: true };
        answered.push(time(|| {
            update(&mut model, found);
            terminal.draw(|frame| view(&model, frame)).unwrap();
        }));
    }
    assert_eq!(model.till.lookup.hits.len(), 200);
    report("key to drawn frame, 200 accounts, 120x40", &mut typed, "p99 10 ms");
    report("answer to drawn frame, 200 accounts, 120x40", &mut answered, "p99 10 ms");
}

/// Starts of the till on the big home and of an empty program, in turn; then what the till keeps in memory.
fn starts(home: &Path) {
    let okno = (env!("CARGO_BIN_EXE_okno").to_owned(), vec!["--home".to_owned(), home.display().to_string()]);
    let this = (std::env::current_exe().unwrap().display().to_string(), vec![]);
    let (mut till, mut empty, mut resident) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        empty.push(start(&this, "nothing", &[(EMPTY, "1")], |_, _| ()).0);
        let (time, kib) = start(&okno, "ПИН", &[], |pid, _| {
            thread::sleep(Duration::from_millis(300));
            resident_kib(pid)
        });
        till.push(time);
        resident.push(kib);
    }
    let (_, searched) = start(&okno, "ПИН", &[], |pid, keys| {
        for c in "cashier1\r1234\rлен 12 4\x1bиванов\x1bсоветская 7".chars() {
            keys.write_all(c.encode_utf8(&mut [0; 4]).as_bytes()).unwrap();
            thread::sleep(Duration::from_millis(if c == '\r' { 500 } else { 60 }));
        }
        thread::sleep(Duration::from_millis(500));
        resident_kib(pid)
    });
    report("start to first frame, an empty ratatui program", &mut empty, "");
    report("start to first frame, 1,000,000 accounts", &mut till, "p50 25 ms");
    resident.sort_unstable();
    println!("{:<52} {:>7.1} MiB {:>23} 25 MiB", "resident after the first frame", mib(resident[STARTS / 2]), "");
    println!("{:<52} {:>7.1} MiB", "resident after some searches", mib(searched));
}

/// Starts a program in a pseudo-terminal: the time until it shows `sign`, and what `then` finds out about it.
fn start<T>(
    (program, args): &(String, Vec<String>),
    sign: &str,
    env: &[(&str, &str)],
    then: impl FnOnce(u32, &mut dyn Write) -> T,
) -> (Duration, T) {
    let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(program);
    command.args(args);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("LANG", "ru_RU.UTF-8");
    env.iter().for_each(|(name, value)| command.env(name, value));
    let mut output = pair.master.try_clone_reader().unwrap();
    let mut keys = pair.master.take_writer().unwrap();
    let begun = Instant::now();
    let mut child = pair.slave.spawn_command(command).unwrap();
    let (mut shown, mut bytes) = (Vec::new(), [0; 65536]);
    while !shown.windows(sign.len()).any(|window| window == sign.as_bytes()) {
        let count = output.read(&mut bytes).unwrap();
        assert!(count > 0, "it ended: {}", String::from_utf8_lossy(&shown));
        shown.extend_from_slice(&bytes[..count]);
    }
    let took = begun.elapsed();
    // Nobody reads what a terminal is told further: it must not fill up.
    thread::spawn(move || io::copy(&mut output, &mut io::sink()));
    let found = then(child.process_id().unwrap(), &mut keys);
    child.kill().unwrap();
    child.wait().unwrap();
    (took, found)
}

fn empty_program() {
    let mut taken = Taken::take().unwrap();
    taken.terminal.draw(|frame| frame.render_widget("nothing", frame.area())).unwrap();
    crossterm::event::read().ok();
}

fn resident_kib(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

fn time(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn report(what: &str, times: &mut [Duration], limit: &str) {
    times.sort_unstable();
    let ms = |at: usize| times[at].as_secs_f64() * 1000.0;
    let (p50, p99, worst) = (ms(times.len() / 2), ms(times.len() * 99 / 100), ms(times.len() - 1));
    println!("{what:<52} {p50:>6.2} ms {p99:>6.2} ms {worst:>6.2} ms  {limit}");
}

fn till() -> Model {
    let look =
        Look { size: (120, 40), lang: Lang::Ru, keymap: Keymap::built_in(), theme: Theme { colour: true }, demo: None };
    let mint: Mint = Arc::new(|| stamp_at("2026-11-23T06:05:00.000Z".parse().unwrap()));
    let mut model = runtime::empty(look, Arc::new(Catalogue::built_in().unwrap()), &mint);
    model.person = Some(cashier());
    model.screen = Screen::Till;
    model
}

fn cashier() -> Actor {
    Actor { user: UserName::new(home::CASHIER.0).unwrap(), role: Role::Cashier }
}

fn hit(account: okno::cli::demo::town::Account) -> Hit {
    Hit {
        supplier: SupplierCode::new("energosbyt").unwrap(),
        account: AccountNumber::parse(&account.account).unwrap(),
        name: account.name,
        address: account.address,
        balance: Money::from_kopecks(account.kopecks),
        as_of: "2026-11-22".to_owned(),
        exact: false,
        paid_today: vec![],
    }
}

fn stamp_at(at: Timestamp) -> Stamp {
    let id = || EntryId::from_uuid(Uuid::now_v7());
    Stamp { at, id: id(), spare: id() }
}

/// The home of the design's table, made once.
fn big_home() -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("till-1");
    let whole = path.join("whole");
    if !whole.exists() {
        println!("making {} accounts and {} entries in {}", ACCOUNTS, ENTRIES, path.display());
        let _ = fs::remove_dir_all(&path);
        let begun: Timestamp = "2026-01-12T00:30:00.000Z".parse().unwrap();
        let office = home::make(&Home::new(&path), ACCOUNTS, Lang::Ru, stamp_at(begun)).unwrap();
        let mut desk = Desk::open(&Home::new(&path), office.options).unwrap();
        fill(&mut desk, begun);
        fs::write(&whole, "").unwrap();
    }
    // A lock-out of an earlier run would not be ours to measure.
    let (name, pin) = home::CASHIER;
    add_user(&Home::new(&path), UserName::new(name).unwrap(), Role::Cashier, None, None, pin).unwrap();
    path
}

/// Shifts of payments with their papers printed; the last shift is open.
fn fill(desk: &mut Desk, begun: Timestamp) {
    let mut at = begun;
    let mut deed = |desk: &mut Desk, action| {
        at = at.plus(TimeDelta::seconds(40));
        let Stamp { id, .. } = stamp_at(at);
        let approver = Actor { user: UserName::new(home::SUPERVISOR.0).unwrap(), role: Role::Supervisor };
        let command = Command { id, at, by: Some(cashier()), approved_by: Some(approver), witness: None, action };
        desk.execute(&command).unwrap()
    };
    let accounts: Vec<_> = home::accounts("energosbyt", 5000).filter(|account| account.kopecks > 0).collect();
    let mut accounts = accounts.iter().cycle();
    let mut seq = 0;
    while seq < ENTRIES {
        deed(desk, Action::OpenShift { counted: desk.shift().drawer.into(), issued: None });
        for _ in 0..PAYMENTS_OF_SHIFT {
            let account = accounts.next().unwrap();
            let line = LineInput {
                supplier: SupplierCode::new("energosbyt").unwrap(),
                service: None,
                account: AccountNumber::parse(&account.account).unwrap(),
                amount: Money::from_kopecks(account.kopecks),
                period: None,
            };
            let given = line.amount;
            let taken =
                deed(desk, Action::TakePayment { lines: vec![line], tenders: vec![TenderInput::Cash { given }] });
            assert!(matches!(taken.event, Event::PaymentTaken(_)));
            seq = deed(desk, Action::RecordPrint { seq: taken.entry.seq, copy: 0, unknown: None }).entry.seq;
            if seq >= ENTRIES {
                return;
            }
        }
        deed(desk, Action::close(desk.shift().drawer));
    }
}
