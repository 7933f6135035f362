//! Headquarters at the keys: the row at the top, the screen, the strip for going home; and payments, which none of it
//! may hold up.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

#[allow(dead_code)] // Other programs of tests use the rest of it.
#[path = "stage/mod.rs"]
mod stage;

use std::fs;

use chrono::TimeDelta;
use okno::domain::{Event, Money, Timestamp};
use okno::lang::Lang;
use okno::tui::link::{Cause, Hq, Sent, Trouble};
use okno::tui::{Effect, Health, Link, Msg, Overlay, Screen};

use stage::{Stage, account, bill};

const MORNING: &str = "2026-11-23T06:05:00.000Z";

/// A till of headquarters, of which so many entries wait.
fn till(lang: Lang, unsent: u64) -> Stage {
    waiting(Stage::new(80, 24, lang), unsent)
}

fn waiting(stage: Stage, unsent: u64) -> Stage {
    stage.told(Msg::Health(Health { hq: Some(Hq::default()), unsent, ..Health::default() }))
}

/// Headquarters answered just now.
fn answered() -> Link {
    let at: Timestamp = MORNING.parse().unwrap();
    let sent = Sent { through: 12, entries: 3, payments: 1, sum: Money::from_kopecks(81_240), at };
    let exceptions = Some(0);
    Link { acked_at: Some(at), heard: Some(at), trouble: None, exceptions, pulled_at: Some(at), sent: vec![sent] }
}

fn told(stage: Stage, link: Link) -> Stage {
    stage.told(Msg::Link(Box::new(link)))
}

fn broken(cause: Cause) -> Link {
    Link { trouble: Some(Trouble { cause, said: ("client-timeout", vec![]) }), ..answered() }
}

fn bar(stage: &mut Stage) -> String {
    stage.text().lines().next().unwrap().to_owned()
}

fn is_seen(stage: &Stage) -> bool {
    matches!(stage.model().overlay, Some(Overlay::Sync))
}

fn pay(stage: Stage) -> Stage {
    let owed = account("energosbyt", "Ленина 12-4").kopecks;
    stage.scan(&bill("energosbyt", "Ленина 12-4", owed)).keys("<f5><enter>")
}

fn payments(stage: &Stage) -> usize {
    stage.entries().iter().filter(|event| matches!(event, Event::PaymentTaken(_))).count()
}

#[test]
fn the_row_says_how_it_is_as_it_changes() {
    let mut stage = told(till(Lang::Ru, 0), answered());
    assert!(bar(&mut stage).contains("Центр ✓ 14:05"), "{}", bar(&mut stage));
    let mut stage = waiting(stage, 2);
    assert!(bar(&mut stage).contains("Центр 14:05 · ждут 2") && !bar(&mut stage).contains('✓'));
    let mut stage = told(stage, broken(Cause::NoAnswer));
    assert!(bar(&mut stage).contains("нет связи · ждут 2"), "{}", bar(&mut stage));
    let mut stage = told(waiting(stage, 0), answered());
    assert!(bar(&mut stage).contains('✓'));
    stage = stage.wait(TimeDelta::minutes(4));
    assert!(!bar(&mut stage).contains('✓'), "nobody knows any more: {}", bar(&mut stage));
}

#[test]
fn a_desk_that_stands_alone_has_no_such_key() {
    let mut stage = Stage::new(80, 24, Lang::Ru).keys("<ctrl-n>");
    assert!(!is_seen(&stage) && !stage.text().contains("Центр"), "{}", stage.text());
}

#[test]
fn the_screen_opens_over_another_and_gives_it_back() {
    for key in ["<ctrl-n>", "<ctrl-т>"] {
        let mut stage = told(till(Lang::Ru, 0), answered()).keys(key);
        assert!(is_seen(&stage), "{key}");
        for said in ["связь с Центром", "Всё в Центре.", "812,40", "Открытые вопросы  0", "F5 отправить сейчас"]
        {
            assert!(stage.text().contains(said), "{said} is not in {}", stage.text());
        }
        let mut stage = stage.keys("<f1>");
        assert!(stage.text().contains("полоска домой"), "{}", stage.text());
        let stage = stage.keys("<esc>");
        assert!(is_seen(&stage), "help gives it back");
        let stage = stage.keys("<esc>");
        assert!(!is_seen(&stage) && matches!(stage.model().screen, Screen::Till));
    }
}

#[test]
fn the_screen_is_there_for_whoever_is_signed_in() {
    let stage = waiting(Stage::at_sign_in(80, 24, Lang::En), 1).keys("<ctrl-n>");
    assert!(!is_seen(&stage), "nobody is signed in");
    let mut stage = waiting(stage.cashier(), 1).keys("<ctrl-n>");
    assert!(matches!(stage.model().screen, Screen::OpenShift(_)));
    assert!(is_seen(&stage) && stage.text().contains("Waiting to be sent: 1 entry."), "{}", stage.text());
}

#[test]
fn it_opens_over_no_tender_and_no_question() {
    let owed = account("energosbyt", "Ленина 12-4").kopecks;
    let stage = told(till(Lang::Ru, 0), answered()).scan(&bill("energosbyt", "Ленина 12-4", owed)).keys("<f5>");
    let stage = stage.keys("<ctrl-n>");
    assert!(!is_seen(&stage) && matches!(stage.model().screen, Screen::Tender(_)));
    assert_eq!(payments(&stage.keys("<enter>")), 1);
}

#[test]
fn a_payer_comes_before_it() {
    for cause in [Cause::NoAnswer, Cause::Refused, Cause::Fork, Cause::Here] {
        let stage = told(till(Lang::Ru, 5), broken(cause)).keys("<ctrl-n>");
        assert!(is_seen(&stage));
        let mut stage = pay(stage);
        assert_eq!((payments(&stage), is_seen(&stage)), (1, false), "{cause:?}: {}", stage.text());
        assert!(stage.text().lines().all(|line| line.chars().count() <= 80));
    }
}

#[test]
fn send_now_asks_the_worker() {
    let stage = told(till(Lang::Ru, 1), broken(Cause::NoAnswer)).late().keys("<ctrl-n><f5>");
    let mut stage = stage;
    assert_eq!(stage.waiting(), [Effect::SendNow]);
    assert!(stage.text().contains("Центр спрошен"), "{}", stage.text());
}

#[test]
fn the_strip_is_printed_as_often_as_anyone_likes_and_is_no_entry() {
    // The stage's own desk stands alone, and says so after a payment.
    let stage = waiting(pay(told(till(Lang::Ru, 0), answered())), 0);
    let before = stage.journal().len();
    let mut stage = stage.keys("<ctrl-n><f3>");
    assert!(stage.text().contains("Полоска напечатана."), "{}", stage.text());
    let stage = stage.keys("<f3><f3>");
    assert_eq!(stage.journal().len(), before);
    assert_eq!(stage.papers().iter().filter(|name| name.starts_with("strip-")).count(), 1);
    let strip = fs::read_to_string(stage.path().join("receipts/strip-1.txt")).unwrap();
    // The journal of the stage has heard of no headquarters.
    for said in ["СВЕРКА С ЦЕНТРОМ", "Платежи: 1", "В ЦЕНТРЕ НИЧЕГО НЕТ", "хеш "]
    {
        assert!(strip.contains(said), "{said} is not in {strip}");
    }
}

#[test]
fn a_strip_that_does_not_come_out_says_so() {
    let mut stage = told(till(Lang::En, 0), answered()).jam_printer().keys("<ctrl-n><f3>");
    assert!(stage.text().contains("Nothing was printed"), "{}", stage.text());
    let mut stage = stage.mend_printer().keys("<f3>");
    assert!(stage.text().contains("The strip is printed."), "{}", stage.text());
}

#[test]
fn who_counts_blind_prints_no_strip_of_an_open_shift() {
    let stage = Stage::new(80, 24, Lang::Ru).set("blind = false", "blind = true");
    let mut stage = told(waiting(stage, 0), answered()).keys("<ctrl-n><f3>");
    assert!(is_seen(&stage) && !stage.text().contains("полоска домой"), "{}", stage.text());
    assert!(stage.papers().iter().all(|name| !name.starts_with("strip-")));
}
