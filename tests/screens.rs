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
    assert!(stage.model().till.lookup.hits[0].exact);
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
        assert!(rows.iter().all(|row| row.paper == "done" && !row.recorded.voided));
    }
}

#[test]
fn a_picture_names_the_looks_of_its_cells() {
    let mut stage = till().keys("лен 12 4<down>");
    let screen = stage.screen();
    assert!(screen.contains("\nr reversed\n") && screen.contains("cursor "), "{screen}");
}

/// The till with the electricity bill of Ленина 12-4 in the basket, and its sum.
fn with_bill() -> (Stage, i64) {
    let owed = account("energosbyt", "Ленина 12-4").kopecks;
    (till().scan(&bill("energosbyt", "Ленина 12-4", owed)), owed)
}

/// Bills of one flat for three suppliers, with their sums in kopecks.
fn three_bills() -> [(String, i64); 3] {
    ["energosbyt", "teploset", "upravdom"].map(|supplier| {
        let owed = account(supplier, "Ленина 12-4").kopecks;
        (bill(supplier, "Ленина 12-4", owed), owed)
    })
}

/// The tenders of the payments: their kinds and references.
fn tenders(stage: &Stage) -> Vec<(String, Option<String>)> {
    let of = |event| match event {
        Event::PaymentTaken(payment) => Some(payment.tenders),
        _ => None,
    };
    let tenders = stage.entries().into_iter().filter_map(of).flatten();
    tenders.map(|tender| (tender.kind.to_string(), tender.reference)).collect()
}

/// How often the card terminal was started.
fn starts(stage: &Stage) -> usize {
    stage.entries().iter().filter(|event| matches!(event, Event::CardStarted(_))).count()
}

fn notice(stage: &Stage) -> &'static str {
    stage.model().notice.as_ref().map(|notice| notice.message.0).unwrap_or_default()
}

#[test]
fn three_bills_are_paid_together() {
    let bills = three_bills();
    let stage = bills.iter().fold(till(), |stage, (code, _)| stage.scan(code)).keys("<f5>5000<enter>");
    let sums: Vec<i64> = bills.iter().map(|(_, owed)| *owed).collect();
    let change = 500_000 - sums.iter().sum::<i64>();
    assert_eq!(payments(&stage), [(sums, change)]);
}

#[test]
fn for_a_thousand_what_was_given_goes_into_the_line() {
    let (stage, owed) = with_bill();
    assert!(owed > 100_000, "the town has changed: take another flat");
    assert_eq!(payments(&stage.keys("<f5>1000<f7><enter>")), [(vec![100_000], 0)]);
    assert_eq!(payments(&with_bill().0.keys("<f5>3000<f7><enter>")), [(vec![300_000], 0)], "the change too");
    assert_eq!(payments(&with_bill().0.keys("+1000/+")), [(vec![100_000], 0)], "on the numeric keypad");
}

#[test]
fn nothing_given_fits_no_line() {
    let stage = with_bill().0.keys("<f5>0<f7>");
    assert_eq!(notice(&stage), "tender-too-little-to-fit");
    assert_eq!(payments(&stage.keys("<backspace><enter>")).len(), 1, "the sums are what they were");
}

#[test]
fn a_card_is_paid_by_its_slip_and_sbp_is_the_next() {
    let card = with_bill().0.keys("<f6>004512<enter>");
    assert_eq!(tenders(&card), [("card".to_owned(), Some("004512".to_owned()))]);
    assert_eq!(starts(&card), 1);
    let sbp = with_bill().0.keys("<f6><f6>77<enter>");
    assert_eq!(tenders(&sbp), [("sbp".to_owned(), Some("77".to_owned()))]);
    let stage = with_bill().0.keys("<f6><enter>");
    assert_eq!((notice(&stage), payments(&stage).len()), ("refusal-reference-needed", 0));
    assert!(stage.keys("").text().contains("Для оплаты «Карта»"), "by its name, not by its code");
}

#[test]
fn two_quick_enters_on_a_card_pay_once() {
    let stage = with_bill().0.late().keys("<f6>004512<enter><enter>").answer();
    assert_eq!((payments(&stage).len(), starts(&stage)), (1, 1));
}

#[test]
fn nothing_touches_a_payment_that_is_being_recorded() {
    let code = three_bills()[1].0.clone();
    let stage = with_bill().0.late().keys("<f5><enter><f6><esc><del><f3>").scan(&code).answer();
    assert_eq!((payments(&stage).len(), starts(&stage)), (1, 0));
    let basket = &stage.model().till.basket;
    assert_eq!((basket.len(), basket[0].supplier.as_str()), (1, "teploset"), "the scan waited");
    assert!(stage.model().till.held.is_empty());
}

#[test]
fn an_account_that_is_in_the_basket_is_asked_about() {
    let (stage, owed) = with_bill();
    let stage = stage.scan(&bill("energosbyt", "Ленина 12-4", owed));
    assert_eq!(asked(&stage), Some("till-in-basket"));
    let stage = stage.keys("<enter>");
    assert_eq!(stage.model().till.basket.len(), 1);
    let stage = stage.scan(&bill("energosbyt", "Ленина 12-4", owed)).keys("<down><enter>");
    assert_eq!(stage.model().till.basket.len(), 2);
}

#[test]
fn the_sum_of_a_bill_beside_another_debt_is_asked_about() {
    let owed = account("energosbyt", "Ленина 12-4").kopecks;
    let scanned = || till().scan(&bill("energosbyt", "Ленина 12-4", 50_000));
    assert_eq!(asked(&scanned()), Some("till-which-sum"));
    assert_eq!(payments(&scanned().keys("<enter><f5><enter>")), [(vec![50_000], 0)]);
    assert_eq!(payments(&scanned().keys("<down><enter><f5><enter>")), [(vec![owed], 0)]);
    assert!(scanned().keys("<esc>").model().till.basket.is_empty());
}

#[test]
fn bills_scanned_faster_than_they_are_found_are_asked_about_one_by_one() {
    let [first, second] = ["energosbyt", "teploset"].map(|supplier| bill(supplier, "Ленина 12-4", 50_000));
    let stage = till().late().scan(&first).scan(&second).answer();
    let stage = stage.keys("<enter>");
    assert_eq!(asked(&stage), Some("till-which-sum"), "the second is not lost");
    assert_eq!(stage.keys("<enter>").model().till.basket.len(), 2);
}

#[test]
fn large_change_and_change_above_the_drawer_are_asked_about() {
    let (stage, owed) = with_bill();
    let stage = stage.keys("<f5>30000<enter>");
    assert_eq!((asked(&stage), payments(&stage).len()), (Some("tender-large-change"), 0));
    let stage = stage.keys("<enter>");
    assert_eq!(payments(&stage).len(), 0, "a second Enter mends the sum");
    assert_eq!(payments(&stage.keys("<enter><down><enter>")), [(vec![owed], 3_000_000 - owed)]);
}

#[test]
fn a_scan_during_a_tender_is_looked_up_after_it() {
    let [_, (code, owed), _] = three_bills();
    let stage = with_bill().0.keys("<f5>2000").scan(&code);
    assert_eq!(notice(&stage), "till-scan-waits");
    let stage = stage.keys("<enter>");
    assert_eq!(payments(&stage).len(), 1);
    assert_eq!(stage.model().till.basket[0].kopecks, Money::from_kopecks(owed));
    let left = with_bill().0.keys("<f5>").paste(&code).keys("<esc>");
    assert_eq!(left.model().till.basket.len(), 2, "the basket is as it was, and the scan follows");
}

#[test]
fn a_scan_goes_to_the_lookup_from_the_receipts_and_from_a_sum() {
    let [(code, _), (other, _), _] = three_bills();
    let stage = till().keys("<f8>").scan(&code).keys("<f2>5").scan(&other);
    let till = &stage.model().till;
    assert_eq!((till.basket.len(), till.amount.is_some()), (2, false));
}

#[test]
fn a_slow_scanner_is_a_scanner_all_the_same() {
    let (code, owed) = three_bills()[0].clone();
    let typed = format!("{code}<enter>");
    assert_eq!(payments(&till().keys(&typed).keys("<f5><enter>")), [(vec![owed], 0)]);
}

#[test]
fn del_takes_off_the_last_line_and_esc_loses_nothing() {
    let bills = three_bills();
    let stage = bills.iter().fold(till(), |stage, (code, _)| stage.scan(code)).keys("<del>");
    assert_eq!(stage.model().till.basket.len(), 2);
    let stage = stage.keys("<f2>1<esc><f5>500<esc><esc>лен<esc><esc>");
    let sums: Vec<i64> = stage.model().till.basket.iter().map(|line| line.kopecks.kopecks()).collect();
    assert_eq!(sums, [bills[0].1, bills[1].1]);
    assert_eq!(stage.model().till.lookup.value(), "");
}

#[test]
fn a_basket_is_held_while_another_pays() {
    let [(first, owed), (second, other), _] = three_bills();
    let stage = till().scan(&first).keys("<f3>").scan(&second).keys("<f5><enter><f3><f5><enter>");
    assert_eq!(payments(&stage), [(vec![other], 0), (vec![owed], 0)]);
}

#[test]
fn a_sum_is_taken_by_the_key_that_pays() {
    assert_eq!(payments(&with_bill().0.keys("<f2>500<f5><enter>")), [(vec![50_000], 0)]);
    let (stage, owed) = with_bill();
    assert_eq!(payments(&stage.keys("<f2><f5><enter>")), [(vec![owed], 0)], "nothing typed: as it was");
    let stage = with_bill().0.keys("<f2>абв<f5>");
    assert_eq!(notice(&stage), "screen-sum-malformed");
    assert!(stage.model().till.amount.is_some(), "to be mended where it was typed");
}

#[test]
fn a_basket_that_was_emptied_is_no_tender_that_was_cut_off() {
    let stage = with_bill().0.keys("<f5><enter>");
    let stage = stage.scan(&three_bills()[1].0).keys("<f5><esc><del>").crash().cashier();
    assert_eq!(asked(&stage), None);
}

#[test]
fn a_tender_that_was_left_is_asked_about_only_if_a_card_was_begun() {
    let paid = || with_bill().0.keys("<f5><enter>").scan(&three_bills()[1].0);
    assert_eq!(asked(&paid().keys("<f5><esc>").crash().cashier()), None);
    let stage = paid().keys("<f6><esc><f5><esc>").crash().cashier();
    assert_eq!(asked(&stage), Some("recover-tender-cut"));
    let stage = stage.keys("<enter>");
    assert_eq!(asked(&stage), Some("recover-card"));
}

#[test]
fn what_is_found_late_does_not_change_an_open_tender() {
    let dictated = account("energosbyt", "Ленина 3-1").account;
    let digits = dictated.trim_start_matches(char::is_alphabetic);
    for keys in ["лен 3 1<f4><f5>", &format!("{digits}<enter><f5>")] {
        let stage = with_bill().0.late().keys(keys).answer();
        assert_eq!(stage.model().till.basket.len(), 1, "{keys}");
        assert!(!stage.keys("<esc>").model().till.lookup.value().is_empty(), "{keys}: it can be taken afterwards");
    }
}

#[test]
fn messages_say_names_and_not_codes() {
    let code = bill("energosbyt", "Ленина 12-4", 100);
    let account = account("energosbyt", "Ленина 12-4").account;
    let mut stage = till().scan(&code.replace(&account, "АБ9999999"));
    assert!(stage.text().contains("У поставщика «Энергосбыт» здесь нет счёта"), "{}", stage.text());
}

#[test]
fn the_next_cashier_sees_nobody_else() {
    let stage = with_bill().0.keys("<f5>3000<enter>лен 12 4<ctrl-o>");
    let till = &stage.model().till;
    assert!(till.lookup.value().is_empty() && till.lookup.hits.is_empty() && till.paid.is_none());
}

#[test]
fn hints_say_what_the_key_would_do_now() {
    let last = |stage: &mut Stage| stage.text().lines().last().unwrap_or_default().to_owned();
    let mut stage = with_bill().0.keys("<f2>");
    assert!(last(&mut stage).starts_with(" Enter принять сумму"), "{}", last(&mut stage));
    assert!(last(&mut stage).contains("Esc назад"), "{}", last(&mut stage));
    let stage = stage.keys("50<left><del>");
    assert_eq!(stage.model().till.amount.as_ref().map(|typed| typed.value()), Some("5"), "Del is the field's");
    let mut stage = stage.keys("<esc><f6>");
    assert!(last(&mut stage).contains("F6 СБП"), "{}", last(&mut stage));
    let mut stage = stage.keys("<f6>");
    assert!(last(&mut stage).contains("F6 карта"), "{}", last(&mut stage));
    let mut stage = stage.keys("<esc><f3>");
    assert!(last(&mut stage).contains("F3 вернуть корзину"), "{}", last(&mut stage));
    let mut stage = stage.keys("<f9><f2>6000+<enter>");
    assert!(last(&mut stage).contains("Enter закрыть  "), "{}", last(&mut stage));
}
