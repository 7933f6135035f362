//! Wrong clocks: a supervisor is asked where one is needed, and nothing else is kept from being done.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod common;

use chrono::TimeDelta;
use common::server::payment;
use common::{Ran, Till, cashier, finish, has, new_id, pay};
use okno::clock;
use okno::desk::{Desk, DeskError, Outcome};
use okno::domain::{Action, Actor, Command, Event, Refusal, Role, Timestamp, UserName};

#[test]
fn opening_long_after_the_last_entry_needs_a_supervisor() {
    let till = Till::new();
    let mut desk = till.desk();
    let first = open(&mut desk, now(), None).unwrap().entry.at;
    close(&mut desk, first);
    for late in [TimeDelta::hours(12) + TimeDelta::milliseconds(1), TimeDelta::days(40_000)] {
        let at = first.plus(late);
        let refused = open(&mut desk, at, None).unwrap_err();
        assert!(matches!(refused, DeskError::Refused(Refusal::ClockAhead { last, now }) if last == first && now == at));
        let by_a_cashier = open(&mut desk, at, Some(cashier())).unwrap_err();
        assert!(matches!(by_a_cashier, DeskError::Refused(Refusal::NotASupervisor { .. })));
    }
    assert_eq!(opened_by(open(&mut desk, first.plus(TimeDelta::hours(12)), None)), None, "half a day is a night");
    close(&mut desk, first.plus(TimeDelta::hours(12)));
    let late = open(&mut desk, first.plus(TimeDelta::hours(37)), Some(supervisor()));
    assert_eq!(opened_by(late), Some(supervisor().user));
    drop(desk);
    till.verified();
}

#[test]
fn a_clock_set_back_refuses_payments_until_one_is_approved() {
    let till = Till::new();
    let mut desk = till.desk();
    let at = open(&mut desk, now(), None).unwrap().entry.at;
    let back = at.plus(TimeDelta::hours(-1));
    for _ in 0..2 {
        let refused = take(&mut desk, back, None).unwrap_err();
        assert!(matches!(refused, DeskError::Refused(Refusal::ClockBack { last, now }) if last == at && now == back));
    }
    // Time services correct by seconds; nobody is called for that.
    take(&mut desk, at.plus(TimeDelta::seconds(-5)), None).unwrap();
    take(&mut desk, back, Some(supervisor())).unwrap();
    for seconds in 1..4 {
        take(&mut desk, back.plus(TimeDelta::seconds(seconds)), None).unwrap();
    }
    drop(desk);
    // What was approved holds after a restart too.
    take(&mut till.desk(), back.plus(TimeDelta::seconds(4)), None).unwrap();
    assert_eq!(till.verified().payments, 6);
}

#[test]
fn no_clock_closes_a_shift_or_keeps_one_from_being_closed() {
    for off in [TimeDelta::days(-4000), TimeDelta::hours(-1), TimeDelta::hours(13), TimeDelta::days(4000)] {
        let till = Till::new();
        let mut desk = till.desk();
        let at = open(&mut desk, now(), None).unwrap().entry.at;
        let wrong = at.plus(off);
        let paid = take(&mut desk, wrong, None);
        let is_today = off > TimeDelta::zero() && off < TimeDelta::hours(24);
        assert_eq!(paid.is_ok(), is_today, "forwards an open shift goes on, for a day: {off}");
        drop(desk);
        let mut desk = till.desk();
        assert!(desk.shift().open.is_some(), "{off}");
        let day = desk.shift().open.as_ref().unwrap().day;
        assert_eq!(day, clock::local(at.utc(), chrono_tz::Asia::Irkutsk).date(), "the day stays that of opening");
        close(&mut desk, wrong);
        drop(desk);
        till.verified();
    }
}

#[test]
fn the_business_day_is_the_offices() {
    // In Irkutsk, eight hours ahead, the day begins at four in the afternoon of Greenwich.
    for (at, day) in [("2027-03-31T15:59:59.999Z", "2027-03-31"), ("2027-03-31T16:00:00.000Z", "2027-04-01")] {
        let till = Till::new();
        let opened = open(&mut till.desk(), at.parse().unwrap(), Some(supervisor())).unwrap();
        let Event::ShiftOpened(opened) = opened.event else { panic!("{opened:?}") };
        assert_eq!((opened.day.to_string(), opened.offset.to_string()), (day.to_owned(), "+08:00".to_owned()));
        assert_eq!(till.status()["shift"]["day"], day);
    }
}

/// The same through processes that are told a wrong time.
#[test]
fn the_program_asks_for_a_supervisor_when_its_clock_is_wrong() {
    if !has("faketime", "that the program meets a wrong clock as the desk does") {
        return;
    }
    let till = Till::new();
    let now = now();
    let open = ["shift", "open", "--as", "cashier1", "--float", "0"];
    let tomorrow = now.plus(TimeDelta::hours(13));
    let ran = at(&till, tomorrow, &open);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("let a supervisor approve"), "{ran:?}");
    let ran = at(&till, tomorrow, &[&open[..], &["--supervisor", "super1"]].concat());
    assert_eq!(ran.status, 0, "{ran:?}");

    let back = tomorrow.plus(TimeDelta::hours(-1));
    let id = new_id();
    let ran = at(&till, back, &pay(id, 100));
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("set the clock, or let a supervisor approve"), "{ran:?}");
    let approved = [pay(id, 100), ["--supervisor", "super1"].map(str::to_owned).into()].concat();
    assert_eq!(at(&till, back, &approved).status, 0);
    assert_eq!(at(&till, back.plus(TimeDelta::minutes(1)), &pay(new_id(), 100)).status, 0);

    let yesterday = now.plus(TimeDelta::hours(-30));
    let ran = at(&till, yesterday, &["shift", "close", "--as", "cashier1", "--counted", "2"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    till.verified();
}

/// Runs the program with its clock set to a moment.
fn at(till: &Till, moment: Timestamp, args: &[impl AsRef<str>]) -> Ran {
    let moment = moment.utc().format("%Y-%m-%d %H:%M:%S").to_string();
    finish(till.command_behind(&["faketime", &moment], args))
}

fn now() -> Timestamp {
    Timestamp::new(clock::now())
}

fn supervisor() -> Actor {
    Actor { user: UserName::new("super1").unwrap(), role: Role::Supervisor }
}

fn take(desk: &mut Desk, at: Timestamp, approved_by: Option<Actor>) -> Result<Outcome, DeskError> {
    desk.execute(&Command { at, approved_by, ..payment(new_id(), 100) })
}

fn open(desk: &mut Desk, at: Timestamp, approved_by: Option<Actor>) -> Result<Outcome, DeskError> {
    let counted = desk.shift().drawer;
    let action = Action::OpenShift { counted: counted.into(), issued: None };
    desk.execute(&Command { id: new_id(), at, by: Some(cashier()), approved_by, witness: None, action })
}

fn opened_by(outcome: Result<Outcome, DeskError>) -> Option<UserName> {
    outcome.unwrap().event.approved_by().cloned()
}

fn close(desk: &mut Desk, at: Timestamp) {
    let action = Action::close(desk.shift().drawer);
    desk.execute(&Command { id: new_id(), at, by: Some(cashier()), approved_by: None, witness: None, action }).unwrap();
}
