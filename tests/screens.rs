//! The screens and the hands: keys in, screen out, and what they leave in the journal.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

#[allow(dead_code)] // Other programs of tests use the rest of it.
mod stage;

use okno::domain::{Event, Money};
use okno::lang::Lang;
use okno::tui::{Effect, Msg, Overlay};
use stage::{Stage, account, bill};

fn till() -> Stage {
    Stage::new(80, 24, Lang::Ru)
}

/// What was paid: the sums of the lines and the change of each payment.
fn payments(stage: &Stage) -> Vec<(Vec<i64>, i64)> {
    let payment = |event| match event {
        Event::PaymentTaken(payment) => {
            let sums = payment.lines.iter().map(|line| line.amount.kopecks()).collect();
            Some((sums, payment.change().kopecks()))
        }
        _ => None,
    };
    stage.entries().into_iter().filter_map(payment).collect()
}

/// The id of the question over the screen.
fn asked(stage: &Stage) -> Option<&'static str> {
    match &stage.model().overlay {
        Some(Overlay::Question(question)) => Some(question.asked.0),
        _ => None,
    }
}

const SUPPLIERS: [&str; 4] = ["energosbyt", "teploset", "upravdom", "gorsvyaz"];

fn owed(address: &str) -> Vec<i64> {
    let mut sums: Vec<i64> = SUPPLIERS.iter().map(|supplier| account(supplier, address).kopecks).collect();
    sums.retain(|sum| *sum > 0);
    sums.sort_unstable();
    sums
}

#[test]
fn a_scanned_bill_is_paid_with_the_exact_sum_or_with_change() {
    let owed = account("energosbyt", "Ленина 12-4").kopecks;
    let code = bill("energosbyt", "Ленина 12-4", owed);
    assert_eq!(payments(&till().scan(&code).keys("<f5><enter>")), [(vec![owed], 0)]);
    assert_eq!(payments(&till().scan(&code).keys("<f5>3000<enter>")), [(vec![owed], 300_000 - owed)]);
}

#[test]
fn a_dictated_number_is_paid_with_another_sum() {
    let account = account("energosbyt", "Ленина 12-4").account;
    let digits = account.trim_start_matches(char::is_alphabetic);
    let stage = till().keys(&format!("{digits}<enter><f2>500<enter><f5><enter>"));
    assert_eq!(payments(&stage), [(vec![50_000], 0)]);
}

#[test]
fn every_service_of_a_flat_is_paid_at_once() {
    let stage = till().keys("лен 12 4<f4><f5>5000<enter>");
    let mut paid = payments(&stage);
    let (sums, change) = &mut paid[0];
    sums.sort_unstable();
    assert_eq!((&*sums, *change), (&owed("Ленина 12-4"), 500_000 - owed("Ленина 12-4").iter().sum::<i64>()));
}

#[test]
fn enter_before_the_search_has_answered_waits_for_it() {
    let account = account("energosbyt", "Ленина 12-4");
    let digits = account.account.trim_start_matches(char::is_alphabetic);
    let stage = till().late().keys(&format!("{digits}<enter>"));
    assert!(stage.model().till.basket.is_empty());
    let stage = stage.answer();
    assert_eq!(stage.model().till.basket[0].kopecks, Money::from_kopecks(account.kopecks));
}

#[test]
fn two_quick_enters_pay_once() {
    let code = bill("energosbyt", "Ленина 12-4", account("energosbyt", "Ленина 12-4").kopecks);
    let stage = till().scan(&code).late().keys("<f5><enter><enter>").answer();
    assert_eq!(payments(&stage).len(), 1);
    assert_eq!(stage.papers(), ["1-1-1.txt"]);
}

#[test]
fn a_basket_and_what_is_held_survive_a_crash() {
    let code = bill("energosbyt", "Ленина 12-4", account("energosbyt", "Ленина 12-4").kopecks);
    let other = bill("teploset", "Ленина 3-1", account("teploset", "Ленина 3-1").kopecks);
    let stage = till().scan(&code).keys("<f3>").scan(&other).crash();
    assert_eq!((stage.model().till.basket.len(), stage.model().till.held.len()), (1, 1));
    assert!(stage.model().person.is_none() && stage.model().overlay.is_none());
    assert!(stage.cashier().model().overlay.is_none(), "a basket alone is nothing to ask about");
}

#[test]
fn a_payment_that_was_recorded_as_the_power_went_is_not_in_the_basket_again() {
    let code = bill("energosbyt", "Ленина 12-4", account("energosbyt", "Ленина 12-4").kopecks);
    // The answers never come: the payment is recorded, the screens don't know and the draft still has the basket.
    let mut stage = till().scan(&code).keys("<f5>").late().keys("<enter>");
    let payment = stage.lose_answers();
    assert!(payment > 0);
    let stage = stage.crash();
    assert_eq!((payments(&stage).len(), stage.model().till.basket.len()), (1, 0));
    let stage = stage.cashier();
    assert_eq!(asked(&stage), Some("recover-paper-unsure"));
    assert_eq!(stage.keys("<down><enter>").papers(), ["1-1-1.txt"]);
}

#[test]
fn a_card_that_was_begun_is_asked_about_after_a_crash() {
    let code = bill("energosbyt", "Ленина 12-4", account("energosbyt", "Ленина 12-4").kopecks);
    let begun = || till().scan(&code).keys("<f6>").crash().cashier();
    assert_eq!(payments(&begun().keys("<enter>004512<enter>")).len(), 1);
    let declined = begun().keys("<down><enter>");
    assert_eq!((payments(&declined).len(), declined.model().till.basket.len()), (0, 1));
    assert_eq!(payments(&declined.keys("<f5><enter>")).len(), 1);
}

#[test]
fn a_jammed_printer_stops_no_payment() {
    let code = bill("energosbyt", "Ленина 12-4", account("energosbyt", "Ленина 12-4").kopecks);
    let stage = till().jam_printer().scan(&code).keys("<f5><enter>");
    assert_eq!((payments(&stage).len(), stage.model().health.unprinted), (1, 1));
}

#[test]
fn what_is_pasted_and_is_no_bill_is_looked_up() {
    let account = account("energosbyt", "Ленина 12-4");
    let stage = till().paste(&account.account);
    assert_eq!(stage.model().till.lookup.value(), account.account);
    assert!(stage.model().till.hits[0].exact);
}

#[test]
fn a_bill_of_a_stranger_says_what_to_do() {
    let code = bill("energosbyt", "Ленина 12-4", 100).replace("PayeeINN=3800000012", "PayeeINN=7700000000");
    let stage = till().scan(&code);
    let notice = stage.model().notice.clone().unwrap();
    assert_eq!((notice.message.0, notice.is_fault), ("bill-unknown-inn", true));
}

#[test]
fn an_account_that_was_paid_today_is_asked_about() {
    let code = bill("energosbyt", "Ленина 12-4", account("energosbyt", "Ленина 12-4").kopecks);
    let stage = till().scan(&code).keys("<f5><enter>").scan(&code);
    assert_eq!(asked(&stage), Some("till-paid-today"));
    assert!(stage.keys("<enter>").model().till.basket.is_empty(), "leaving it out is the first answer");
}

#[test]
fn a_number_that_no_directory_has_is_offered_for_those_who_take_any() {
    let stage = till().keys("9990000001<enter>");
    assert_eq!(stage.model().till.basket[0].supplier.as_str(), "mobitel");
    assert_eq!(payments(&stage.keys("300<enter><f5><enter>")).len(), 1);
}

#[test]
fn receipts_are_found_by_number_account_sum_and_time() {
    let first = account("energosbyt", "Ленина 12-4");
    let mut stage = till().scan(&bill("energosbyt", "Ленина 12-4", first.kopecks)).keys("<f5><enter>");
    stage = stage.wait(chrono::TimeDelta::hours(2)).crash().cashier();
    stage = stage.scan(&bill("teploset", "Ленина 3-1", account("teploset", "Ленина 3-1").kopecks)).keys("<f5><enter>");
    let sum = Lang::Ru.kopecks(first.kopecks).replace('\u{a0}', " ");
    for (text, found) in [
        ("", vec![2, 1]),
        ("1-1-2", vec![2]),
        ("1", vec![2, 1]),
        (&first.account, vec![1]),
        (&sum, vec![1]),
        ("14:", vec![1]),
    ] {
        let answer = stage.perform(Effect::FindReceipts(text.to_owned()));
        let Some(Msg::Receipts(Ok(rows))) = answer.into_iter().next() else { panic!("no answer to {text}") };
        assert_eq!(rows.iter().map(|row| row.receipt.n).collect::<Vec<_>>(), found, "{text}");
        assert!(rows.iter().all(|row| row.paper == "done" && !row.voided));
    }
}

#[test]
fn a_picture_names_the_looks_of_its_cells() {
    let mut stage = till().keys("лен 12 4<down>");
    let screen = stage.screen();
    assert!(screen.contains("\nr reversed\n") && screen.contains("cursor "), "{screen}");
}
