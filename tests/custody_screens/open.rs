//! Opening a shift, and what the till says of its drawer and its age.

use chrono::TimeDelta;
use okno::cli::demo::home;
use okno::domain::Money;
use okno::lang::Lang;
use okno::tui::Screen;

use crate::scene::*;
use crate::stage::{Stage, account, bill};

/// A till whose last shift left 6,000, with its cashier at the opening of the next.
fn at_opening() -> Stage {
    sign_in(till().keys("<f9>").keys(SIX_THOUSAND).keys("+<enter><enter>"), home::CASHIER)
}

#[test]
fn the_first_shift_opens_by_denominations_or_with_a_sum() {
    let stage = sign_in(Stage::at_sign_in(80, 24, Lang::Ru), home::CASHIER).keys("1<enter><enter>1+");
    let [opening] = &opened(&stage)[..] else { panic!("not opened") };
    assert_eq!((opening.counted, opening.issued), (roubles(6000), roubles(6000)));
    assert_eq!(opening.notes, notes("5000x1,1000x1"));
    let stage = sign_in(Stage::at_sign_in(80, 24, Lang::Ru), home::CASHIER).keys("<f2>6000<enter>");
    let [opening] = &opened(&stage)[..] else { panic!("not opened") };
    assert_eq!((opening.counted, &opening.notes), (roubles(6000), &None));
}

#[test]
fn what_the_last_close_left_is_taken_over_with_one_key() {
    let stage = at_opening();
    assert!(opened(&stage).is_empty());
    let stage = stage.keys("<enter>");
    let [opening] = &opened(&stage)[..] else { panic!("not opened") };
    assert_eq!((opening.carried, opening.issued, opening.counted), (roubles(6000), Money::ZERO, roubles(6000)));
    assert_eq!(opening.notes, notes("5000x1,1000x1"), "by denominations, as they were left");
    assert!(is_till(&stage));
}

#[test]
fn what_is_left_is_not_told_to_who_counts_blind() {
    let blind = || {
        let stage = set(till().keys("<f9>").keys(SIX_THOUSAND).keys("+<enter>"), "blind = false", "blind = true");
        sign_in(stage, home::CASHIER)
    };
    let mut stage = blind();
    assert!(!stage.text().contains("6 000,00"), "{}", stage.text());
    assert_eq!(opened(&stage.keys(SIX_THOUSAND).keys("+")).len(), 1);
    let mut wrong = blind().keys(&keys_of(roubles(5500))).keys("+");
    let said = wrong.text();
    let is_told = said.contains("6 000,00") || said.contains("Недостача");
    assert!(said.contains("не столько") && !is_told, "{said}");
    assert_eq!(opened(&wrong.keys("<enter>")).len(), 1, "a difference hinders nobody");
}

#[test]
fn a_difference_at_the_opening_is_shown_once_and_what_was_brought_is_none() {
    let stage = at_opening().keys("<down><enter>").keys(&keys_of(roubles(8000))).keys("+");
    assert!(opened(&stage).is_empty(), "what differs is shown first");
    let again = stage.keys("<esc>");
    assert!(opened(&again).is_empty());
    let stage = again.keys("+1500<enter>");
    let [opening] = &opened(&stage)[..] else { panic!("not opened") };
    assert_eq!((opening.issued, opening.counted), (roubles(1500), roubles(8000)));
    let short = at_opening().keys("<down><enter>").keys(&keys_of(roubles(5500))).keys("+<enter>");
    let [opening] = &opened(&short)[..] else { panic!("not opened") };
    assert_eq!((opening.carried, opening.issued, opening.counted), (roubles(6000), Money::ZERO, roubles(5500)));
    let same = at_opening().keys("<down><enter>").keys(SIX_THOUSAND).keys("+");
    assert_eq!(opened(&same).len(), 1, "no difference, nothing to show");
}

#[test]
fn an_odd_clock_takes_a_supervisor_and_keeps_the_count() {
    let stage = Stage::at_sign_in(80, 24, Lang::Ru).wait(TimeDelta::hours(13));
    let stage = sign_in(stage, home::CASHIER).keys("1<enter><enter>1+");
    assert_eq!((notice(&stage), opened(&stage).len()), ("refusal-clock-ahead", 0));
    let stage = stage.keys("<esc>");
    assert_eq!(so_far(&stage), roubles(6000));
    let stage = stage.keys("+super1<enter>1111<enter>");
    assert_eq!((notice(&stage), opened(&stage).len()), ("refusal-sign-in", 0));
    let stage = stage.keys("4321<enter>");
    let [opening] = &opened(&stage)[..] else { panic!("{:?}", stage.model().notice) };
    assert_eq!((opening.counted, opening.approved_by.is_some()), (roubles(6000), true));
}

#[test]
fn a_count_that_is_left_is_there_again_also_after_a_crash() {
    let counting = || at_opening().keys("<down><enter>1<enter><enter>3<enter>");
    assert_eq!(so_far(&counting().keys("<esc><down><enter>")), roubles(8000));
    assert_eq!(so_far(&sign_in(counting().crash(), home::CASHIER)), roubles(8000), "after a crash");
    let stage = till().keys("<f9>1<enter><enter>3<enter><esc>");
    assert!(is_till(&stage));
    let stage = stage.keys("<f9>");
    assert_eq!((so_far(&stage), step(&stage)), (roubles(8000), "count"));
    let stage = stage.keys("4<enter>").crash().cashier().keys("<f9>");
    assert_eq!(so_far(&stage), roubles(10_000), "the close after a crash");
}

#[test]
fn nobody_sees_what_another_began_to_count() {
    let stage = sign_in(hire(at_opening()).keys("<down><enter>1<enter><ctrl-o>"), COLLEAGUE);
    assert!(matches!(stage.model().screen, Screen::OpenShift(_)) && so_far(&stage).is_zero());
}

#[test]
fn escape_steps_back_from_an_opening_to_the_sign_in() {
    let stage = at_opening().keys("<down><enter><esc>");
    assert!(matches!(stage.model().screen, Screen::OpenShift(_)));
    assert!(matches!(stage.keys("<esc>").model().screen, Screen::SignIn(_)));
    let first = sign_in(Stage::at_sign_in(80, 24, Lang::Ru), home::CASHIER).keys("1<enter><esc>");
    assert!(matches!(first.model().screen, Screen::SignIn(_)));
    assert_eq!(so_far(&sign_in(first, home::CASHIER)), roubles(5000));
}

#[test]
fn at_its_end_a_shift_takes_no_payments_and_shows_the_way_to_the_close() {
    let code = bill("energosbyt", "Ленина 12-4", account("energosbyt", "Ленина 12-4").kopecks);
    let mut stage = set(till(), "idle_lock_minutes = 10", "idle_lock_minutes = 0").cashier();
    stage = stage.wait(TimeDelta::hours(23) + TimeDelta::minutes(30));
    assert!(stage.text().contains("Смене 1 скоро 24 ч"), "{}", stage.text());
    let stage = stage.wait(TimeDelta::hours(1)).scan(&code).keys("<f5>");
    assert_eq!(asked(&stage), Some("custody-too-long-asked"));
    let stage = stage.keys("<enter>");
    assert_eq!((step(&stage), stage.model().till.held.len()), ("count", 1), "the basket waits");
    assert_eq!(closed(&stage.keys(SIX_THOUSAND).keys("+<enter>")).len(), 1);
}

#[test]
fn the_till_says_when_the_drawer_holds_too_much() {
    let mut stage = set(till(), "limit = \"0\"", "limit = \"5000\"").cashier();
    assert!(stage.text().contains("В кассе 6 000,00: сдайте лишнее."), "{}", stage.text());
    let mut stage = set(stage, "blind = false", "blind = true").cashier();
    assert!(stage.text().contains("В кассе больше 5 000,00") && !stage.text().contains("6 000,00"));
    assert!(!hints(&mut stage).contains("X-отчёт"), "it says what should be in the drawer");
}
