//! Pauses, returns, and the shifts of cashiers who are absent.

use okno::cli::demo::home;
use okno::domain::{Money, UserName};
use okno::tui::Screen;

use crate::scene::*;

#[test]
fn a_pause_seals_the_drawer_and_a_colleague_works_on() {
    let stage = hire(till()).keys("<ctrl-p>4417<enter>");
    assert!(matches!(stage.model().screen, Screen::SignIn(_)) && !stage.model().shift_is_open());
    assert_eq!(notice(&stage), "custody-paused");
    let mut stage = sign_in(stage, COLLEAGUE);
    assert!(stage.text().contains("пломба 4417"), "{}", stage.text());
    let stage = stage.keys("<enter><f2>1000<enter>");
    let [opening] = &opened(&stage)[..] else { panic!("{:?}", stage.model().notice) };
    assert_eq!((opening.shift, opening.carried, &opening.paused), (2, Money::ZERO, &vec![1]));
    let waiting = sign_in(stage.keys("<ctrl-o>"), home::CASHIER);
    assert!(matches!(waiting.model().screen, Screen::OpenShift(_)), "the colleague is still at it");
    let stage = sign_in(waiting.keys("<esc>"), COLLEAGUE).keys("<f9><f2>1000<enter><enter><enter>");
    assert_eq!(closed(&stage).len(), 1);
    let mut stage = sign_in(stage, home::CASHIER);
    assert!(stage.text().contains("возвращение в смену 1"), "{}", stage.text());
    assert!(stage.text().contains("F9 вернуться в смену"), "{}", stage.text());
    let mut stage = stage.keys(&keys_of(roubles(7000))).keys("+");
    assert!(stage.text().contains("смена 1 · cashier1"), "not the colleague's: {}", stage.text());
    let [back] = &resumed(&stage)[..] else { panic!("{:?}", stage.model().notice) };
    assert_eq!((back.shift, back.sealed, back.carried, back.counted), (1, roubles(6000), roubles(1000), roubles(7000)));
    assert!(is_till(&stage) && stage.model().shift_is_own());
}

#[test]
fn a_return_whose_count_differs_says_so_first() {
    let stage = sign_in(till().keys("<ctrl-p><enter>"), home::CASHIER).keys(&keys_of(roubles(5000))).keys("+");
    assert!(resumed(&stage).is_empty());
    let mut stage = stage;
    assert!(stage.text().contains("Enter вернуться в смену"), "it opens nothing: {}", stage.text());
    let stage = stage.keys("<enter>");
    assert_eq!((resumed(&stage)[0].sealed, resumed(&stage)[0].counted), (roubles(6000), roubles(5000)));
}

#[test]
fn a_pause_can_be_left_and_its_seal_is_looked_at() {
    assert!(is_till(&till().keys("<ctrl-p>44<esc>")));
    let stage = till().keys("<ctrl-p>44 17!<enter>");
    assert_eq!((notice(&stage), stage.model().shift_is_open()), ("error-seal", true));
}

#[test]
fn the_keys_work_under_the_russian_layout() {
    assert!(!till().keys("<ctrl-з><enter>").model().shift_is_open(), "Ctrl+P");
}

fn name(name: &Option<UserName>) -> &str {
    name.as_ref().map(UserName::as_str).unwrap_or_default()
}

#[test]
fn an_absent_cashiers_shift_is_closed_by_two() {
    let stage = sign_in(hire(till()).keys("<ctrl-o>"), home::SUPERVISOR).keys("<f9>");
    let stage = stage.keys(&keys_of(roubles(5900))).keys("+<enter><enter>");
    assert_eq!(step(&stage), "second", "{:?}", asked(&stage));
    let stage = stage.keys("cashier2<enter>0000<enter>");
    assert_eq!((notice(&stage), closed(&stage).len()), ("refusal-sign-in", 0));
    let stage = stage.keys("5678<enter>");
    let [close] = &closed(&stage)[..] else { panic!("{:?}", stage.model().notice) };
    let approver = close.approved_by.clone().map(|approval| approval.user);
    let people = (close.user.as_str(), name(&close.counted_by), name(&approver));
    assert_eq!(people, ("super1", "cashier2", "super1"));
    assert_eq!((close.expected, close.counted), (roubles(6000), roubles(5900)));
}

#[test]
fn nobody_closes_an_absent_cashiers_shift_alone() {
    let stage = sign_in(hire(till()).keys("<ctrl-o>"), home::SUPERVISOR).keys("<f9>").keys(SIX_THOUSAND);
    let stage = stage.keys("+super1<enter>4321<enter>");
    assert_eq!((notice(&stage), closed(&stage).len()), ("refusal-second-person", 0));
    let stage = sign_in(stage.keys("<esc><esc><esc>"), COLLEAGUE).keys("<f9>");
    assert!(matches!(stage.model().screen, Screen::OpenShift(_)), "a cashier does not close another's");
}

#[test]
fn an_absent_cashiers_paused_shift_is_closed_by_two() {
    let stage = sign_in(hire(till()).keys("<ctrl-p><enter>"), home::SUPERVISOR);
    let stage = stage.keys("<down><enter>").keys(SIX_THOUSAND).keys("+");
    assert_eq!((resumed(&stage).len(), step(&stage)), (1, "second"), "{:?}", stage.model().notice);
    let stage = stage.keys("cashier2<enter>5678<enter>");
    let [close] = &closed(&stage)[..] else { panic!("{:?}", stage.model().notice) };
    assert_eq!((close.shift, close.counted, close.expected), (1, roubles(6000), roubles(6000)));
    assert_eq!(name(&close.counted_by), "cashier2");
}

#[test]
fn the_close_of_an_absent_cashiers_shift_goes_on_after_a_crash() {
    let paused = sign_in(hire(till()).keys("<ctrl-p><enter>"), home::SUPERVISOR).keys("<down><enter>");
    let mut stage = paused.keys(SIX_THOUSAND).late().keys("+");
    assert!(stage.lose_answers() > 0);
    let stage = sign_in(stage.crash(), home::SUPERVISOR).keys("<f9>");
    assert_eq!(resumed(&stage).len(), 1, "the seal is open, and the shift is the absent cashier's again");
    let stage = stage.keys("+cashier2<enter>5678<enter>");
    assert_eq!(closed(&stage).len(), 1, "{:?}", stage.model().notice);
}
