//! What mends a payment, at the keys: voids, refunds, moves and re-tenders, and what they leave in the journal.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

#[allow(dead_code)] // Other programs of tests use the rest of it.
mod stage;

use okno::domain::event::{PaymentMoved, PaymentRefunded, PaymentRetendered};
use okno::domain::{Action, Event, Money};
use okno::lang::Lang;
use okno::tui::{Effect, Msg, Overlay, ReceiptRow, Screen};
use stage::{Stage, account, bill};

const SUPPLIERS: [&str; 4] = ["energosbyt", "teploset", "upravdom", "gorsvyaz"];

fn till() -> Stage {
    Stage::new(80, 24, Lang::Ru)
}

fn owed(supplier: &str, address: &str) -> i64 {
    account(supplier, address).kopecks
}

fn whole_bill(supplier: &str, address: &str) -> String {
    bill(supplier, address, owed(supplier, address))
}

/// The till after the electricity bill of Ленина 12-4 was paid with these keys.
fn paid(keys: &str) -> Stage {
    till().scan(&whole_bill("energosbyt", "Ленина 12-4")).keys(keys)
}

/// The suppliers that Ленина 12-4 owes, in the order of the basket.
fn lines_of_flat(stage: &Stage) -> Vec<(String, i64)> {
    let payment = stage.entries().into_iter().find_map(|event| match event {
        Event::PaymentTaken(payment) => Some(payment),
        _ => None,
    });
    let lines = payment.unwrap().lines.into_iter();
    lines.map(|line| (line.supplier.to_string(), line.amount.kopecks())).collect()
}

fn asked(stage: &Stage) -> Option<&'static str> {
    match &stage.model().overlay {
        Some(Overlay::Question(question)) => Some(question.asked.0),
        _ => None,
    }
}

fn notice(stage: &Stage) -> &'static str {
    stage.model().notice.as_ref().map(|notice| notice.message.0).unwrap_or_default()
}

/// The keys in the hint bar.
fn hints(stage: &mut Stage) -> String {
    stage.text().lines().last().unwrap_or_default().to_owned()
}

fn refunds(stage: &Stage) -> Vec<PaymentRefunded> {
    let of = |event| match event {
        Event::PaymentRefunded(refund) => Some(refund),
        _ => None,
    };
    stage.entries().into_iter().filter_map(of).collect()
}

fn moves(stage: &Stage) -> Vec<PaymentMoved> {
    let of = |event| match event {
        Event::PaymentMoved(moved) => Some(moved),
        _ => None,
    };
    stage.entries().into_iter().filter_map(of).collect()
}

fn retenders(stage: &Stage) -> Vec<PaymentRetendered> {
    let of = |event| match event {
        Event::PaymentRetendered(retendered) => Some(retendered),
        _ => None,
    };
    stage.entries().into_iter().filter_map(of).collect()
}

fn rows(stage: &mut Stage, text: &str) -> Vec<ReceiptRow> {
    match stage.perform(Effect::FindReceipts(text.to_owned())).into_iter().next() {
        Some(Msg::Receipts(Ok(rows))) => rows,
        other => panic!("no receipts for {text}: {other:?}"),
    }
}

fn numbers(stage: &mut Stage, text: &str) -> Vec<String> {
    rows(stage, text).iter().map(|row| row.receipt.to_string()).collect()
}

#[test]
fn a_receipt_of_any_shift_is_found_by_all_that_names_it() {
    let mut stage = paid("<f5><enter>").next_day();
    let first = account("energosbyt", "Ленина 12-4");
    let sum = Lang::Ru.kopecks(first.kopecks).replace('\u{a0}', " ");
    let digits = first.account.trim_start_matches(char::is_alphabetic);
    let name = first.name.split(' ').next().unwrap();
    assert_eq!(numbers(&mut stage, ""), [""; 0], "without a word the open shift's alone");
    for text in ["1-1-1", "1-1-", "664003/2:1-1-1", "664003.2Ж1-1-1", &first.account, digits, name] {
        assert_eq!(numbers(&mut stage, text), ["1-1-1"], "{text}");
    }
    for text in ["лен 12 4", "ktybyf 12 4", &sum, "14:05", "23.11", "2026-11-23", &format!("23.11 {sum}")] {
        assert_eq!(numbers(&mut stage, text), ["1-1-1"], "{text}");
    }
    for text in ["1-1-2", "2-1-1", "22.11", "24.11", "23.11 1,00", "лен 12 5"] {
        assert_eq!(numbers(&mut stage, text), [""; 0], "{text}");
    }
}

#[test]
fn another_desks_receipt_is_answered_with_that_desk() {
    let mut stage = paid("<f5><enter><f8>664003/7:1-5-2");
    assert_eq!(notice(&stage), "refusal-another-desk");
    assert!(stage.text().contains("664003/7"), "{}", stage.text());
    assert!(!hints(&mut stage).contains("сторно"), "nothing is chosen that isn't there");
}

#[test]
fn each_correction_is_offered_only_where_it_works() {
    let mut stage = paid("<f5><enter><f8>");
    let bar = hints(&mut stage);
    assert!(bar.contains("Del сторно") && bar.contains("F6 вид оплаты") && !bar.contains("возврат"), "{bar}");
    let mut stage = stage.keys("<esc>").next_day().keys("<f8>1-1-1");
    let bar = hints(&mut stage);
    assert!(bar.contains("F5 возврат") && bar.contains("F7 перенос") && !bar.contains("сторно"), "{bar}");
    assert!(!bar.contains("вид оплаты"), "{bar}");
    let mut stage = stage.keys("<f5><enter><down><enter>super1<enter>4321<enter><enter>");
    let bar = hints(&mut stage);
    assert!(!bar.contains("возврат") && !bar.contains("перенос"), "nothing is left of it: {bar}");
}

#[test]
fn a_void_takes_a_reason_and_a_supervisors_pin() {
    let stage = paid("<f5><enter><f8><del><down><down><down><enter>");
    assert!(matches!(stage.model().overlay, Some(Overlay::Request(_))), "the supervisor is asked for");
    let stage = stage.keys("super1<enter>1111<enter>");
    assert_eq!(notice(&stage), "refusal-sign-in");
    let mut stage = stage.keys("4321<enter>");
    assert!(stage.text().contains("отменена. Верните:"), "{}", stage.text());
    let Some(Event::PaymentVoided(void)) = stage.entries().pop() else { panic!("{:?}", stage.entries()) };
    assert_eq!((void.reason.as_str(), void.approved_by.unwrap().user.as_str()), ("принято дважды", "super1"));
    assert!(rows(&mut stage, "")[0].recorded.voided);
}

#[test]
fn a_reason_may_be_written() {
    let stage = paid("<f5><enter><f8><del><down><down><down><down><down><enter>");
    let stage = stage.keys("<enter>");
    assert_eq!(notice(&stage), "refusal-reason-needed");
    let stage = stage.keys("квитанция порвана<enter>super1<enter>4321<enter>");
    let Some(Event::PaymentVoided(void)) = stage.entries().pop() else { panic!("{:?}", stage.entries()) };
    assert_eq!(void.reason, "квитанция порвана");
}

#[test]
fn below_the_offices_sum_no_supervisor_is_asked() {
    let stage = paid("<f5><enter>").set("voids = \"0\"", "voids = \"100000\"");
    let stage = stage.keys("<f8><del><down><enter>");
    let Some(Event::PaymentVoided(void)) = stage.entries().pop() else { panic!("{:?}", stage.entries()) };
    assert_eq!((void.approved_by, asked(&stage)), (None, Some("screen-voided-back")));
}

#[test]
fn yesterdays_payment_is_refunded_by_line_and_in_part() {
    let stage = till().keys("лен 12 4<f4><f5>5000<enter>");
    let lines = lines_of_flat(&stage);
    assert!(lines.len() > 2, "the town has changed: take another flat");
    let stage = stage.next_day();
    // All lines but the second and the third: 2 by its number, 3 by the space bar; of the first one rouble.
    let stage = stage.keys("<f8>1-1-1<f5>2<down><space>");
    let mut stage = stage.keys("<up><up><f2>1<enter>");
    assert!(stage.text().contains("Вернуть"), "{}", stage.text());
    let stage = stage.keys("<enter><down><enter>super1<enter>4321<enter>");
    let [refund] = &refunds(&stage)[..] else { panic!("{:?}", stage.entries()) };
    assert_eq!(
        (stage.model().health.unprinted, notice(&stage)),
        (0, "screen-printed"),
        "the act: {:?}",
        stage.papers()
    );
    let back: Vec<(u32, i64)> = refund.lines.iter().map(|back| (back.n, back.line.amount.kopecks())).collect();
    let mut expected = vec![(1, 100)];
    expected.extend((4..).zip(&lines[3..]).map(|(n, (_, sum))| (n, *sum)));
    assert_eq!(back, expected);
    assert_eq!((refund.shift, refund.cash()), (2, refund.total()));
    assert_eq!(refund.reason, "не тот счёт");
    // What is left can be given back later, and no more than that.
    let mut stage = stage.keys("<enter><f5>");
    let left: i64 = lines.iter().map(|(_, sum)| sum).sum::<i64>() - refund.total().kopecks();
    let left = Lang::Ru.kopecks(left).replace('\u{a0}', " ");
    assert!(stage.text().contains(&left), "{left}: {}", stage.text());
    assert!(rows(&mut stage, "1-1-1")[0].corrections.len() == 1);
}

#[test]
fn more_than_is_left_of_a_line_does_not_go_back() {
    let stage = paid("<f5><enter>").next_day().keys("<f8>1-1-1<f5><f2>99999<enter>");
    assert_eq!(notice(&stage), "screen-refund-too-much");
    let stage = stage.keys("<esc>1<enter>");
    assert_eq!(notice(&stage), "screen-refund-nothing");
    let stage = stage.keys("<esc>");
    assert!(matches!(stage.model().screen, Screen::Receipts(_)), "a step back, and the search is still there");
    assert_eq!(rows_shown(&stage), 1);
    assert!(refunds(&stage).is_empty());
}

fn rows_shown(stage: &Stage) -> usize {
    match &stage.model().screen {
        Screen::Receipts(receipts) => receipts.rows.len(),
        _ => 0,
    }
}

#[test]
fn a_card_gets_its_money_back_and_the_drawer_is_not_asked() {
    let stage = paid("<f6>004512<enter>").next_day().keys("<f8>1-1-1<f5><enter><down><enter>super1<enter>4321<enter>");
    let mut stage = stage;
    assert!(stage.text().contains("чек 004512"), "{}", stage.text());
    let [refund] = &refunds(&stage)[..] else { panic!("{:?}", stage.entries()) };
    assert_eq!((refund.cash(), refund.tenders[0].reference.as_deref()), (Money::ZERO, Some("004512")));
}

#[test]
fn a_refund_above_the_drawers_cash_is_refused_before_a_supervisor_is_called() {
    let stage = paid("<f5>5000<enter>").next_day();
    let drawer = stage.model().shift.as_ref().unwrap().drawer;
    let out = Action::HandOver { to: "664003/3".parse().unwrap(), cash: drawer.into() };
    let mut stage = stage.deed(out).keys("<f8>1-1-1<f5><enter><down><enter>");
    assert_eq!((notice(&stage), refunds(&stage).len()), ("refusal-drawer-short", 0));
    assert!(stage.text().contains("возврат 1-1-1"), "the form is still there: {}", stage.text());
}

#[test]
fn an_enter_too_many_refunds_once() {
    let stage = paid("<f5><enter>").next_day().keys("<f8>1-1-1<f5><enter><down><enter>super1<enter>4321");
    let stage = stage.late().keys("<enter><enter><enter>").answer();
    assert_eq!(refunds(&stage).len(), 1);
    let mut stage = stage.keys("<enter><enter>");
    assert_eq!(refunds(&stage).len(), 1);
    assert!(stage.text().contains("1-1-1"));
}

#[test]
fn a_line_is_moved_under_the_wrong_layout() {
    let stage = paid("<f5><enter><f8><f7>");
    // `лен 12 5` on the keys of the Latin layout: the same supplier's account is chosen of those of the flat.
    let right = account("energosbyt", "Ленина 12-5");
    let stage = stage.keys("ktybyf 12 5");
    let Screen::Receipts(receipts) = &stage.model().screen else { panic!("no receipts") };
    let Some(okno::tui::screens::receipts::Correcting::Move(moving)) = &receipts.correcting else { panic!("no move") };
    let at = moving.lookup.hits.iter().position(|hit| hit.account.as_str() == right.account).unwrap();
    let mut stage = stage.keys(&"<down>".repeat(at + 1)).keys("<enter>");
    let screen = stage.text();
    assert!(screen.contains(&right.account) && screen.contains("Ленина 12-5"), "{screen}");
    assert!(screen.contains(&account("energosbyt", "Ленина 12-4").account), "from whom to whom: {screen}");
    let stage = stage.keys("<down><enter>super1<enter>4321<enter>");
    let [moved] = &moves(&stage)[..] else { panic!("{:?}", stage.entries()) };
    assert_eq!((moved.n, moved.to.account.as_str()), (1, right.account.as_str()));
    assert_eq!(moved.from.amount.kopecks(), owed("energosbyt", "Ленина 12-4"));
    assert_eq!((moved.cash, moved.reason.as_str()), (moved.from.amount, "выбран не тот счёт"));
    assert_eq!((notice(&stage), stage.papers().len()), ("screen-moved", 2), "the receipt and the act to sign");
    // What is found now is found on the right account.
    let mut stage = stage;
    assert_eq!(numbers(&mut stage, &right.account), ["1-1-1"]);
}

#[test]
fn of_several_lines_one_is_chosen_to_be_moved_and_a_dictated_number_is_enough() {
    let stage = till().keys("лен 12 4<f4><f5>5000<enter>");
    let lines = lines_of_flat(&stage);
    let right = account(&lines[1].0, "Ленина 7-7");
    let stage = stage.next_day().keys("<f8>1-1-1<f7>");
    assert_eq!(asked(&stage), Some("screen-move-which"));
    let digits = right.account.trim_start_matches(char::is_alphabetic).to_owned();
    let stage = stage.keys("<down><enter>").late().keys(&format!("{digits}<enter>")).answer();
    assert_eq!(asked(&stage), Some("screen-why"), "Enter waited for the search");
    let stage = stage.keys("<down><enter>super1<enter>4321<enter>");
    let [moved] = &moves(&stage)[..] else { panic!("{:?}", stage.entries()) };
    assert_eq!((moved.n, moved.to.account.as_str()), (2, right.account.as_str()));
}

#[test]
fn a_move_that_is_left_loses_nothing_and_a_scan_does_not_interrupt_it() {
    let stage = paid("<f5><enter><f8><f7>лен 12 5").scan(&whole_bill("teploset", "Ленина 3-1"));
    assert_eq!(notice(&stage), "till-scan-refused");
    let mut stage = stage.keys("<down><enter><esc>");
    assert!(stage.text().contains("лен 12 5"), "from the question back to the search: {}", stage.text());
    let stage = stage.keys("<esc><esc>");
    assert!(matches!(stage.model().screen, Screen::Till) && stage.model().till.basket.is_empty());
}

#[test]
fn a_scan_picks_no_line_of_a_refund() {
    let stage = till().keys("лен 12 4<f4><f5>5000<enter>").next_day().keys("<f8>1-1-1<f5>");
    let before = stage.model().clone();
    let stage = stage.scan("2345678901234");
    assert_eq!(notice(&stage), "till-scan-refused");
    let total = |model: &okno::tui::Model| match &model.screen {
        Screen::Receipts(receipts) => match &receipts.correcting {
            Some(okno::tui::screens::receipts::Correcting::Refund(refund)) => refund.total(),
            _ => Money::ZERO,
        },
        _ => Money::ZERO,
    };
    assert_eq!(total(stage.model()), total(&before));
}

#[test]
fn a_card_that_was_taken_for_cash_is_mended_and_then_the_count_is_right() {
    let stage = paid("<f5><enter>");
    let sum = owed("energosbyt", "Ленина 12-4");
    let drawer = stage.model().shift.as_ref().unwrap().drawer;
    let stage = stage.keys("<f8><f6><down><enter><down><enter><enter>");
    assert_eq!(notice(&stage), "refusal-reference-needed");
    let stage = stage.keys("004512<enter>super1<enter>4321<enter>");
    let [mended] = &retenders(&stage)[..] else { panic!("{:?}", stage.entries()) };
    assert_eq!((mended.from.kind.as_str(), mended.to.kind.as_str()), ("cash", "card"));
    assert_eq!((mended.to.reference.as_deref(), mended.to.amount.kopecks()), (Some("004512"), sum));
    // The card's money was never in the drawer: the count is what the journal says now.
    let expected = drawer.minus(Money::from_kopecks(sum)).unwrap();
    assert_eq!((stage.model().shift.as_ref().unwrap().drawer, expected), (expected, Money::from_roubles(6000)));
    let stage = stage.deed(Action::close(expected));
    let Some(Event::ShiftClosed(closed)) = stage.entries().pop() else { panic!("{:?}", stage.entries()) };
    assert_eq!(closed.expected, closed.counted);
}

#[test]
fn cash_that_was_taken_for_a_card_needs_no_slip() {
    let stage = paid("<f6>004512<enter><f8><f6><down><enter><down><enter>super1<enter>4321<enter>");
    let [mended] = &retenders(&stage)[..] else { panic!("{:?}", stage.entries()) };
    assert_eq!((mended.from.kind.as_str(), mended.to.kind.as_str()), ("card", "cash"));
    assert_eq!(mended.from.reference.as_deref(), Some("004512"));
    assert_eq!((notice(&stage), stage.papers().len()), ("screen-retendered", 2), "the receipt and the act to sign");
}

#[test]
fn leaving_the_pin_leaves_the_form_and_nothing_is_recorded() {
    let stage = paid("<f5><enter>").next_day().keys("<f8>1-1-1<f5><enter><down><enter>super1<esc>");
    assert!(refunds(&stage).is_empty());
    let mut stage = stage;
    assert!(stage.text().contains("возврат 1-1-1"), "{}", stage.text());
    // `super1` on the keys of the Russian layout.
    let stage = stage.keys("<enter><down><enter>ыгзук1<enter>4321<enter>");
    assert_eq!(refunds(&stage).len(), 1, "and it can be taken up again");
}

#[test]
fn every_supplier_of_the_flat_owes() {
    assert!(SUPPLIERS.iter().filter(|supplier| owed(supplier, "Ленина 12-4") > 0).count() > 2);
}
