//! Locks: one process writes a journal while any number read it, and wrong PINs lock a person out in every process.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod common;

use std::time::Instant;

use chrono::TimeDelta;
use common::server::{Said, Server, serves};
use common::{PATIENCE, PIN, Ran, Till, finish, new_id, pay};
use okno::clock;
use okno::desk::DeskError;
use okno::domain::{Refusal, Timestamp, UserName};
use rusqlite::Connection;

#[test]
fn a_second_writer_is_told_who_holds_the_desk_and_readers_run() {
    if serves() {
        return;
    }
    let till = Till::open();
    let test = "a_second_writer_is_told_who_holds_the_desk_and_readers_run";
    let mut server = Server::open(&till, &[], test);
    let first = new_id();
    assert_eq!(server.pay(first, 100), Said::Answered(first));
    let holder = format!("a test's desk, process {}", server.process());
    let writers: [&[&str]; 5] = [
        &["shift", "close", "--as", "cashier1", "--counted", "1"],
        &["void", "1-1-1", "--as", "cashier1", "--supervisor", "super1", "--reason", "twice"],
        &["print", "work", "--once"],
        &["journal", "rebuild"],
        &common::INIT,
    ];
    let pay = pay(new_id(), 100);
    let pay: Vec<&str> = pay.iter().map(String::as_str).collect();
    for writer in writers.into_iter().chain([&pay[..]]) {
        let ran = till.run(writer);
        assert_eq!(ran.status, 1, "{writer:?}: {ran:?}");
        assert!(ran.stderr.contains(&holder), "{writer:?}: {ran:?}");
    }
    let readers: [&[&str]; 12] = [
        &["journal", "list"],
        &["journal", "show", "1"],
        &["journal", "verify"],
        &["journal", "export", "--format", "jsonl"],
        &["journal", "export", "--format", "csv"],
        &["journal", "export", "--format", "hledger"],
        &["directory", "find", "ленина"],
        &["directory", "stats"],
        &["desk", "status"],
        &["shift", "x"],
        &["print", "list"],
        &["print", "preview", "1-1-1"],
    ];
    for reader in readers {
        let ran = till.run(reader);
        assert_eq!(ran.status, 0, "{reader:?}: {ran:?}");
        assert!(!ran.stdout.is_empty(), "{reader:?}");
    }
    assert_eq!(till.last_payment(), Some(first));
    // The lock is the process's: it dies with it, however it dies.
    server.kill();
    assert_eq!(till.run(&pay).status, 0);
}

/// A proof is of one moment: what a writer adds while it runs is no damage.
#[test]
fn a_journal_is_sound_while_payments_are_added() {
    if serves() {
        return;
    }
    const PAYMENTS: i64 = 80;
    let till = Till::open();
    let mut server = Server::open(&till, &[], "a_journal_is_sound_while_payments_are_added");
    (0..PAYMENTS).for_each(|n| server.ask(new_id(), 100 + n));
    let started = Instant::now();
    let mut proven = vec![0];
    while proven.last() != Some(&PAYMENTS) {
        assert!(started.elapsed() < PATIENCE, "the desk stalls");
        proven.push(till.verified().payments as i64);
    }
    assert!(proven.is_sorted() && proven.iter().any(|&payments| 0 < payments && payments < PAYMENTS), "{proven:?}");
    server.end();
}

/// A large import writes the directory for half a minute. The till only reads it.
#[test]
fn a_till_takes_payments_while_an_import_writes() {
    let till = Till::open();
    let import = Connection::open(till.home.directory()).unwrap();
    import.execute_batch("BEGIN IMMEDIATE; UPDATE account SET figure = 0").unwrap();
    let id = new_id();
    assert_eq!(till.json(&pay(id, 100))["repeated"], false);
    import.execute_batch("COMMIT").unwrap();
    assert_eq!(till.last_payment(), Some(id));
}

#[test]
fn five_wrong_pins_lock_a_person_out_of_every_process() {
    let till = Till::open();
    for n in 1..5 {
        let ran = pay_with_pin(&till, "0000");
        assert_eq!(ran.status, 1);
        assert!(!ran.stderr.contains("try again at"), "try {n}: {ran:?}");
    }
    let fifth = pay_with_pin(&till, "0000");
    let tries = || till.journal().tries(&UserName::new("cashier1").unwrap()).unwrap().map(|tries| tries.tries);
    let at = last_at(&till);
    let until = clock::local(at.plus(TimeDelta::seconds(30)).utc(), chrono_tz::Asia::Irkutsk);
    let right = pay_with_pin(&till, PIN);
    for ran in [&fifth, &right] {
        assert_eq!(ran.status, 1);
        assert!(
            ran.stderr.contains(&format!("cashier1 can try again at {}", until.format("%Y-%m-%d %H:%M"))),
            "{ran:?}"
        );
    }
    assert_eq!(tries(), Some(5), "a try during the lock is not even looked at");
    assert_eq!(till.status()["last_payment"], serde_json::Value::Null);
    // Others are not locked out.
    till.json(&["user", "add", "cashier2", "--role", "cashier"]);
    let close = ["shift", "close", "--as", "super1", "--counted", "0", "--witness", "cashier2"];
    assert_eq!(till.run(&close).status, 0);
}

#[test]
fn the_lock_grows_with_each_wrong_pin_and_a_right_one_ends_it() {
    let till = Till::open();
    (0..5).for_each(|_| drop(pay_with_pin(&till, "0000")));
    let user = UserName::new("cashier1").unwrap();
    let mut at = last_at(&till);
    for seconds in [30, 60, 120, 240] {
        // Each time another process: nothing of this is kept in memory.
        let mut desk = till.desk();
        let until = at.plus(TimeDelta::seconds(seconds));
        let before = until.plus(TimeDelta::milliseconds(-1));
        let refused = desk.sign_in(new_id(), before, &user, PIN).unwrap_err();
        assert_locked(refused, until);
        let next = until.plus(TimeDelta::seconds(2 * seconds));
        assert_locked(desk.sign_in(new_id(), until, &user, "0000").unwrap_err(), next);
        at = until;
    }
    let after = at.plus(TimeDelta::seconds(480));
    assert_eq!(till.desk().sign_in(new_id(), after, &user, PIN).unwrap().user, user);
    let again = till.desk().sign_in(new_id(), after, &user, "0000").unwrap_err();
    assert!(matches!(again, DeskError::Refused(Refusal::SignInRefused)), "counting begins anew: {again}");
}

fn assert_locked(error: DeskError, expected: Timestamp) {
    match error {
        DeskError::Refused(Refusal::Locked { until, .. }) => assert_eq!(until, expected),
        other => panic!("not locked: {other}"),
    }
}

fn pay_with_pin(till: &Till, pin: &str) -> Ran {
    let mut command = till.command(&pay(new_id(), 100));
    command.env("OKNO_PIN", pin);
    finish(command)
}

/// When the last entry was made.
fn last_at(till: &Till) -> Timestamp {
    let journal = till.journal();
    let last = journal.last_seq().unwrap();
    journal.entry(last).unwrap().unwrap().at
}
