//! `kill -9` at random moments: what was answered is there once, what was asked can be asked again, nothing stalls.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod common;

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use common::server::{Said, Server, serves};
use common::{Dice, INIT, Till, new_id, pay};
use okno::domain::EntryId;
use serde_json::Value;

/// How many kills of each kind the suite does; the long run does 200.
const FEW: u32 = 8;

#[test]
fn a_killed_pay_is_paid_once() {
    kill_pays(FEW);
}

#[test]
fn a_killed_desk_has_what_it_answered() {
    if !serves() {
        kill_desks(FEW, "a_killed_desk_has_what_it_answered");
    }
}

#[test]
fn a_killed_void_gives_back_once() {
    kill_voids(FEW);
}

#[test]
fn a_killed_close_closes_once() {
    kill_closes(FEW);
}

#[test]
fn a_killed_import_leaves_the_old_accounts_or_the_new() {
    kill_imports(FEW);
}

#[test]
fn a_killed_set_up_is_finished_by_the_next() {
    kill_set_ups(FEW);
}

#[test]
#[ignore = "long: 200 kills of each kind take minutes"]
fn two_hundred_kills() {
    if serves() {
        return;
    }
    kill_desks(200, "two_hundred_kills");
    // The kinds beside each other: on a busy machine a kill falls into more places.
    thread::scope(|scope| {
        for kill in [kill_pays, kill_voids, kill_closes, kill_imports, kill_set_ups] {
            scope.spawn(move || kill(200));
        }
    });
}

/// Kills `pay` after `pay`; each is then tried again with its id.
fn kill_pays(kills: u32) {
    let till = Till::open();
    let mut last = new_id();
    let usual = length_of(|| drop(till.json(&pay(last, 100))));
    let mut sum = 100;
    for (n, moment) in (1..).zip(moments(kills, usual, 1)) {
        let (id, kopecks) = (new_id(), 100 + n);
        let answered = killed(&till, &pay(id, kopecks), moment).is_some();
        let recorded = till.last_payment().unwrap();
        assert!(recorded == id || (recorded == last && !answered), "kill {n} after {moment:?}");
        let again = till.json(&pay(id, kopecks));
        assert_eq!(again["repeated"], recorded == id, "kill {n} after {moment:?}: {again}");
        assert_eq!(again["total_kopecks"], kopecks);
        assert_eq!(till.last_payment(), Some(id));
        (last, sum) = (id, sum + kopecks);
        let verified = till.verified();
        assert_eq!((verified.payments, verified.gross.kopecks()), (n as u64 + 1, sum));
    }
    assert_printed(&till, kills as usize + 1);
}

/// Every paper is there or queued, and `print work --once` leaves one of each.
fn assert_printed(till: &Till, papers: usize) {
    assert_eq!(till.run(&["print", "work", "--once"]).status, 0);
    assert_eq!(till.status()["unprinted"], 0);
    let receipts = std::fs::read_dir(till.home.path().join("receipts")).unwrap();
    let names = receipts.map(|paper| paper.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.ends_with(".txt")).count(), papers);
}

/// Kills a desk that takes payment after payment; what it did not answer is tried again through the program.
fn kill_desks(kills: u32, test: &str) {
    let till = Till::open();
    let mut paid: Vec<(EntryId, i64)> = Vec::new();
    let usual = length_of(|| {
        let mut server = Server::open(&till, &[], test);
        for kopecks in 100..140 {
            let id = new_id();
            assert_eq!(server.pay(id, kopecks), Said::Answered(id));
            paid.push((id, kopecks));
        }
        server.end();
    });
    for moment in moments(kills, usual, 2) {
        let mut server = Server::start(&till, &[], test);
        let asked: Vec<(EntryId, i64)> = (0..300).map(|n| (new_id(), 100 + n)).collect();
        for (n, (id, kopecks)) in asked.iter().enumerate() {
            server.ask(*id, *kopecks);
            if n % 10 == 0 {
                server.idle();
            }
        }
        thread::sleep(moment);
        let answered = server.kill();
        let expected: Vec<Said> = asked.iter().map(|(id, _)| Said::Answered(*id)).take(answered.len()).collect();
        assert_eq!(answered, expected, "in the order of asking");
        paid.extend(&asked[..answered.len()]);
        // At most one more is recorded: the one that it was at.
        if let Some((id, kopecks)) = asked.get(answered.len()) {
            let recorded = till.last_payment() == Some(*id);
            assert_eq!(till.json(&pay(*id, *kopecks))["repeated"], recorded, "killed after {moment:?}");
            paid.push((*id, *kopecks));
        }
        assert_all_once(&till, &paid);
    }
}

/// Each payment is in the journal once, with its sum, and no other is.
fn assert_all_once(till: &Till, paid: &[(EntryId, i64)]) {
    let verified = till.verified();
    let sum: i64 = paid.iter().map(|(_, kopecks)| kopecks).sum();
    assert_eq!((verified.payments, verified.gross.kopecks()), (paid.len() as u64, sum));
    let journal = till.journal();
    for (id, kopecks) in paid {
        let entry = journal.entry_of(*id).unwrap().unwrap_or_else(|| panic!("{id} was answered and is missing"));
        let body: Value = serde_json::from_str(&entry.body).unwrap();
        assert_eq!(body["lines"][0]["kopecks"], *kopecks, "{body}");
    }
    assert_eq!(till.last_payment(), paid.last().map(|(id, _)| *id));
}

fn kill_voids(kills: u32) {
    let till = Till::open();
    let void = |id: EntryId, n: u32| {
        let (receipt, id) = (format!("1-1-{n}"), id.to_string());
        let words = ["void", &receipt, "--as", "cashier1", "--supervisor", "super1", "--reason", "twice", "--id", &id];
        words.map(str::to_owned)
    };
    (0..=kills).for_each(|_| drop(till.json(&pay(new_id(), 100))));
    let usual = length_of(|| drop(till.json(&void(new_id(), kills + 1))));
    for (n, moment) in (1..).zip(moments(kills, usual, 3)) {
        let id = new_id();
        let answered = killed(&till, &void(id, n), moment).is_some();
        let again = till.json(&void(id, n));
        assert!(again["repeated"] == true || !answered, "kill {n} after {moment:?}: {again}");
        assert_eq!(till.json(&["shift", "x"])["voids"], n + 1);
        till.verified();
    }
    assert_eq!(till.json(&["shift", "x"])["expected_kopecks"], 0);
    assert_eq!(till.entries("payment.voided"), kills as usize + 1);
}

fn kill_closes(kills: u32) {
    const CLOSE: [&str; 6] = ["shift", "close", "--as", "cashier1", "--counted", "100"];
    let till = Till::new();
    let open = |shift: u32| {
        let opened = till.json(&["shift", "open", "--as", "cashier1", "--float", "100"]);
        assert_eq!((&opened["shift"], &opened["difference_kopecks"]), (&shift.into(), &0.into()));
    };
    open(1);
    let usual = length_of(|| drop(till.json(&CLOSE)));
    for (n, moment) in (2..).zip(moments(kills, usual, 4)) {
        open(n);
        let answered = killed(&till, &CLOSE, moment).is_some();
        let closed = till.status()["shift"].is_null();
        assert!(closed || !answered, "kill {n} after {moment:?}");
        let again = till.run(&CLOSE);
        assert_eq!(again.status, i32::from(closed), "{}", again.stderr);
        assert_eq!((till.entries("shift.closed"), till.status()["shift"].is_null()), (n as usize, true));
        till.verified();
    }
}

fn kill_imports(kills: u32) {
    const ROWS: u32 = 1500;
    let till = Till::open();
    let registers = [till.register(ROWS, 12_300), till.register(ROWS, 45_600)];
    let owed = || till.json(&["directory", "stats"])["suppliers"][0]["kopecks"].as_i64().unwrap();
    let sum = |n: usize| [12_300, 45_600][n % 2] * i64::from(ROWS);
    till.json(&till.import(&registers[1]));
    let usual = length_of(|| drop(till.json(&till.import(&registers[0]))));
    for (n, moment) in (1..).zip(moments(kills, usual, 5)) {
        let import = till.import(&registers[n % 2]);
        let answered = killed(&till, &import, moment).is_some();
        let found = owed();
        assert!(found == sum(n) || (found == sum(n - 1) && !answered), "kill {n} after {moment:?}: {found}");
        till.json(&pay(new_id(), 100));
        let rows = till.json(&["directory", "find", "ленина 25 60"]);
        assert_eq!(rows.as_array().unwrap().len(), 1, "{rows}");
        till.json(&import);
        assert_eq!(owed(), sum(n));
    }
    assert_eq!(till.verified().payments, u64::from(kills));
}

fn kill_set_ups(kills: u32) {
    let usual = length_of(|| drop(Till::bare().json(&INIT)));
    for moment in moments(kills, usual, 6) {
        let till = Till::bare();
        let answered = killed(&till, &INIT, moment).is_some();
        let again = till.run(&INIT);
        let done = again.status == 1 && till.entries("desk.enrolled") == 1;
        assert!(done || (again.status == 0 && !answered), "killed after {moment:?}: {again:?}");
        till.add_people();
        till.open_shift();
        till.verified();
    }
}

/// How long something takes when nothing comes between.
fn length_of(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Random moments that lie evenly over a little more than the usual length, so that none of its parts is spared.
fn moments(kills: u32, usual: Duration, seed: u64) -> impl Iterator<Item = Duration> {
    let mut dice = Dice(seed);
    let slot = usual * 11 / 10 / kills;
    (0..kills).map(move |n| slot * n + slot * (dice.next() % 1000) as u32 / 1000)
}

/// Runs the program and kills it at a moment of its life: its answer, where it had given a whole one.
fn killed(till: &Till, args: &[impl AsRef<str>], moment: Duration) -> Option<Value> {
    let mut child = till.command(args).arg("--json").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    thread::sleep(moment);
    child.kill().unwrap();
    let output = child.wait_with_output().unwrap();
    let whole = output.stdout.ends_with(b"\n");
    whole.then(|| serde_json::from_slice(&output.stdout).unwrap())
}
