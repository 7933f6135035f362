//! Ending a shift: the count, what differs and why, and what a crash leaves of it.

use okno::cli::demo::home;
use okno::domain::Money;
use okno::tui::{Overlay, Screen};

use crate::scene::*;
use crate::stage::bill;

#[test]
fn a_scan_does_not_disturb_a_count() {
    let stage = till().keys("<f9>1<enter>").scan(&bill("energosbyt", "Ленина 12-4", 100)).keys("<enter>1+");
    assert_eq!(step(&stage), "money", "{:?}", stage.model().notice);
    assert_eq!(counts(&stage)[0].counted, roubles(6000));
}

#[test]
fn a_sum_is_counted_where_the_office_allows_it() {
    let stage = till().keys("<f9>*6000<enter><enter>");
    assert_eq!((closed(&stage)[0].counted, &closed(&stage)[0].notes), (roubles(6000), &None));
    let stage = set(till(), "sums = true", "sums = false").cashier().keys("<f9>*6000+");
    assert_eq!((counts(&stage).len(), step(&stage)), (0, "count"), "a star is no number of notes");
    let stage = till().keys("<f9><f2>60,123<enter>");
    assert_eq!((notice(&stage), counts(&stage).len()), ("error-money-too-fine", 0));
}

#[test]
fn the_numeric_keypad_goes_up_and_down() {
    let stage = till().keys("<f9><enter><enter>2-1<enter>---1+");
    assert_eq!(counts(&stage)[0].notes, notes("5000x1,2000x1,1000x2"));
}

#[test]
fn nothing_typed_and_slips_left_out_are_asked_about_once() {
    let stage = till().keys("<f9>+");
    assert_eq!((notice(&stage), counts(&stage).len()), ("custody-count-nothing", 0));
    assert_eq!(counts(&stage.keys("+"))[0].counted, Money::ZERO);
    let (stage, owed) = pay(till(), "<f6>004512<enter>");
    let stage = stage.keys("<f9>").keys(SIX_THOUSAND).keys("+");
    assert_eq!((notice(&stage), counts(&stage).len()), ("custody-count-slips", 0));
    let stage = stage.keys(&format!("1<enter>{}<enter>", Money::from_kopecks(owed)));
    let [count] = &counts(&stage)[..] else { panic!("not counted") };
    assert_eq!((count.cards[0].slips, count.cards[0].counted), (1, Money::from_kopecks(owed)));
    assert_eq!(step(&stage), "money", "all of it is right");
    assert_eq!(closed(&stage.keys("<enter>"))[0].cards.len(), 1);
}

#[test]
fn slips_that_differ_are_shown_though_the_cash_is_right() {
    let (stage, _) = pay(till(), "<f6>004512<enter>");
    let mut stage = stage.keys("<f9>").keys(SIX_THOUSAND).keys("+2<enter>100<enter>");
    assert_eq!(step(&stage), "why");
    assert!(stage.text().contains("Чеков «Карта» меньше"), "{}", stage.text());
    assert_eq!(closed(&stage.keys("<enter><enter>"))[0].cards[0].slips, 2);
}

#[test]
fn a_difference_takes_a_reason_but_never_stops_a_close() {
    let stage = till().keys("<f9>").keys(&keys_of(roubles(5900))).keys("+");
    assert_eq!((step(&stage), counts(&stage).len()), ("why", 1));
    let stage = stage.keys("<enter>");
    assert_eq!(asked(&stage), Some("custody-short-why"));
    let stage = stage.keys("<enter>");
    assert_eq!(step(&stage), "money");
    let stage = stage.keys("<enter>");
    let [close] = &closed(&stage)[..] else { panic!("not closed") };
    assert_eq!((close.expected, close.counted), (roubles(6000), roubles(5900)));
    assert!(close.reason.is_some());
}

#[test]
fn the_causes_of_a_difference_open_their_receipt_and_lead_to_what_mends_them() {
    let (stage, _) = after_a_payment();
    let mut stage = stage.keys("<f9>").keys(SIX_THOUSAND).keys("+");
    assert!(stage.text().contains("Квитанция 1-1-1: платёж записан"), "{}", stage.text());
    let mut read = stage.keys("<f4>");
    assert!(read.text().contains("КВИТАНЦИЯ № 1-1-1"), "{}", read.text());
    let mut stage = read.keys("<esc><f5>");
    let Screen::Receipts(receipts) = &stage.model().screen else { panic!("{:?}", asked(&stage)) };
    assert_eq!((receipts.query.value(), receipts.rows.len()), ("1-1-1", 1));
    assert!(stage.text().contains("Сторнировать квитанцию 1-1-1"), "{}", stage.text());
    let stage = stage.keys("<del><down><enter>super1<enter>4321<enter><enter><esc><f9>+<enter>");
    let [close] = &closed(&stage)[..] else { panic!("{:?} {:?}", stage.model().notice, asked(&stage)) };
    assert_eq!((close.voids, close.expected, close.counted), (1, roubles(6000), roubles(6000)));
}

#[test]
fn a_cause_may_be_the_reason() {
    let (stage, _) = after_a_payment();
    let stage = stage.keys("<f9>").keys(SIX_THOUSAND).keys("+<enter>");
    assert_eq!(asked(&stage), Some("custody-short-why"));
    let stage = stage.keys("<enter><enter>");
    let reason = closed(&stage)[0].reason.clone().unwrap_or_default();
    assert!(reason.starts_with("Квитанция 1-1-1: платёж записан"), "{reason}");
    let (stage, _) = after_a_payment();
    let stage = stage.keys("<f9>").keys(SIX_THOUSAND).keys("+<down><enter>");
    let Some(Overlay::Question(question)) = &stage.model().overlay else { panic!("nothing is asked") };
    assert_eq!(question.lit, 1, "the cause that was looked at");
}

#[test]
fn the_totals_so_far_and_the_last_z_are_read_at_the_till() {
    let (stage, _) = pay(till(), "<f5><enter>");
    let mut stage = stage.keys("<ctrl-x>");
    assert!(stage.text().contains("X-ОТЧЁТ"), "{}", stage.text());
    let stage = stage.keys("<esc><ctrl-r>");
    assert!(stage.model().overlay.is_none(), "there is no Z yet");
    let first = till().keys("<f9>").keys(SIX_THOUSAND).keys("+<enter>");
    let mut stage = first.keys("<f4>");
    assert!(stage.text().contains("Z-ОТЧЁТ"), "{}", stage.text());
    let mut stage = sign_in(stage.keys("<esc><enter>"), home::CASHIER).keys("<enter><ctrl-r>");
    assert!(stage.text().contains("Z-ОТЧЁТ"), "{}", stage.text());
}

#[test]
fn a_reason_in_ones_own_words_and_none_for_a_rouble() {
    let over = roubles(6001).saturating_plus(Money::from_kopecks(1));
    let stage = till().keys("<f9>").keys(&keys_of(over)).keys("+<enter>");
    assert_eq!(asked(&stage), Some("custody-over-why"));
    let stage = stage.keys(&"<down>".repeat(20)).keys("<enter><enter>");
    assert_eq!(notice(&stage), "refusal-reason-needed");
    let stage = stage.keys("нашлась монета<enter><enter>");
    assert_eq!(closed(&stage)[0].reason.as_deref(), Some("нашлась монета"));
    let stage = till().keys("<f9>").keys(&keys_of(roubles(6001))).keys("+<enter><enter>");
    assert_eq!((closed(&stage)[0].counted, &closed(&stage)[0].reason), (roubles(6001), &None), "a rouble is nothing");
}

#[test]
fn every_count_leaves_a_trail_and_only_the_first_is_blind() {
    let stage = set(till(), "blind = false", "blind = true").cashier();
    let mut stage = stage.keys("<f9>").keys(&keys_of(roubles(5000)));
    assert!(!stage.text().contains("6 000,00") && !stage.text().contains("Должно быть"), "{}", stage.text());
    let mut stage = stage.keys("+<esc>");
    assert!(stage.text().contains("Должно быть в кассе"), "the first count is on record: {}", stage.text());
    let stage = stage.keys("<enter>1+");
    let trail: Vec<(Money, bool)> = counts(&stage).iter().map(|count| (count.counted, count.blind)).collect();
    assert_eq!(trail, [(roubles(5000), true), (roubles(6000), false)]);
    assert_eq!(step(&stage), "money");
}

#[test]
fn a_reason_is_forgotten_once_the_count_is_right() {
    let stage = till().keys("<f9>").keys(&keys_of(roubles(5000))).keys("+<enter><enter>");
    assert_eq!(step(&stage), "money");
    let stage = stage.keys("<esc><enter>1+<enter>");
    assert_eq!((closed(&stage)[0].counted, &closed(&stage)[0].reason), (roubles(6000), &None));
}

#[test]
fn a_void_in_the_middle_of_a_close_asks_for_the_count_once_more() {
    let (stage, drawer) = after_a_payment();
    let taken = drawer.saturating_minus(roubles(6000));
    let stage = stage.keys("<f9>").keys(SIX_THOUSAND).keys("+");
    assert_eq!(step(&stage), "why");
    let stage = stage.keys("<esc><esc><f8><del><down><enter>super1<enter>4321<enter><enter><esc><f9>");
    assert_eq!(step(&stage), "count", "what should be there has changed: {:?}", stage.model().notice);
    let stage = stage.keys("+<enter>");
    let [close] = &closed(&stage)[..] else { panic!("not closed") };
    assert_eq!((close.counted, close.expected, close.voided), (roubles(6000), roubles(6000), taken));
}

#[test]
fn a_close_goes_on_after_a_crash_at_every_step() {
    let count = format!("<f9>{SIX_THOUSAND}+");
    // The count is recorded, and its answer is lost.
    let mut stage = till().keys(&format!("<f9>{SIX_THOUSAND}")).late().keys("+");
    assert!(stage.lose_answers() > 0);
    let stage = stage.crash().cashier().keys("<f9>+<enter>");
    assert_eq!((counts(&stage).len(), closed(&stage).len()), (2, 1), "counted again with one key");

    // The count's answer came.
    let stage = till().keys(&count).crash().cashier().keys("<f9>");
    assert_eq!(step(&stage), "money");
    assert_eq!((counts(&stage).len(), closed(&stage.keys("<enter>")).len()), (1, 1));

    // The money left, and nobody heard of it.
    let mut stage = till().keys(&count).keys("<down><enter>vault<enter>").late().keys("+");
    assert!(stage.lose_answers() > 0);
    let stage = stage.crash().cashier();
    assert_eq!((handed_over(&stage).len(), closed(&stage).len()), (1, 0));
    let stage = stage.keys("<f9>");
    assert_eq!(step(&stage), "money");
    let stage = stage.keys("<enter>");
    let [close] = &closed(&stage)[..] else { panic!("{:?}", stage.model().notice) };
    assert_eq!((handed_over(&stage).len(), close.counted, &close.notes), (1, roubles(1000), &notes("1000x1")));

    // The money never left: it is still there.
    let stage = till().keys(&count).keys("<down><enter>vault<enter>").late().keys("+").crash().cashier();
    let stage = stage.keys("<f9>");
    assert_eq!((handed_over(&stage).len(), step(&stage)), (0, "money"));
    assert_eq!(closed(&stage.keys("<enter>"))[0].counted, roubles(6000));

    // The shift is closed, and nobody saw the report.
    let mut stage = till().keys(&count).late().keys("<enter>");
    assert!(stage.lose_answers() > 0);
    let stage = sign_in(stage.crash(), home::CASHIER).keys("<enter>");
    assert_eq!((closed(&stage).len(), opened(&stage).len()), (1, 1));
}

#[test]
fn two_quick_keys_count_and_close_once() {
    let stage = till().keys("<f9>").keys(SIX_THOUSAND).late().keys("++").answer();
    assert_eq!(counts(&stage).len(), 1);
    let stage = stage.late().keys("<enter><enter>").answer();
    assert_eq!((closed(&stage).len(), step(&stage)), (1, "report"));
}

#[test]
fn doubtful_notes_leave_with_their_numbers_and_the_count_goes_on_without_them() {
    let stage = till().keys("<f9>").keys(SIX_THOUSAND).keys("<f3>1000<enter><enter>");
    assert_eq!(notice(&stage), "refusal-serials-needed");
    let stage = stage.keys("аб 1234567<enter>");
    let [out] = &outs(&stage)[..] else { panic!("{:?}", stage.model().notice) };
    assert_eq!((out.reason.as_str(), out.amount, &out.notes), ("counterfeit", roubles(1000), &notes("1000x1")));
    assert_eq!(out.serials, ["АБ 1234567"]);
    assert_eq!(step(&stage), "count");
    let stage = stage.keys("+<enter>");
    let [close] = &closed(&stage)[..] else { panic!("not closed") };
    assert_eq!((close.expected, close.counted), (roubles(5000), roubles(5000)));
    let wrong = till().keys("<f9><f3>300<enter>аб 1<enter>");
    assert_eq!((notice(&wrong), outs(&wrong).len()), ("custody-doubtful-denomination", 0));
    assert_eq!(step(&wrong.keys("<esc>")), "count");
}

#[test]
fn escape_steps_back_from_every_step_of_a_close() {
    let stage = till().keys("<f9>").keys(&keys_of(roubles(5900))).keys("+<enter><enter><down><enter>");
    assert_eq!(step(&stage), "move");
    let stage = stage.keys("<esc>");
    assert_eq!(step(&stage), "money");
    let stage = stage.keys("<esc>");
    assert_eq!(step(&stage), "count");
    let stage = stage.keys("<esc>");
    assert!(is_till(&stage) && stage.model().shift_is_open());
}
