//! The picture of every screen, in both languages at both sizes, from models made by hand.

use insta::assert_snapshot;

use super::fixtures::*;
use super::link::Hq;
use super::model::{Health, Model, Notice, Overlay, Screen};
use super::screens::question::{Answer, Question};
use super::screens::set_up::SetUp;
use super::screens::sign_in::SignIn;
use super::screens::tender::Tender;
use super::screens::till::Paid;
use crate::domain::message::text;
use crate::domain::{Money, ReceiptNumber, TenderKind, UserName};
use crate::lang::Lang;

const RECEIPT: ReceiptNumber = ReceiptNumber { epoch: 1, shift: 118, n: 3 };

fn basket() -> Model {
    let mut model = till();
    model.till.basket = vec![
        line("energosbyt", "electricity", "АБ1204417", "Ленина 12-4", 81_240),
        line("teploset", "heat", "00443121", "Ленина 12-4", 214_000),
    ];
    model
}

fn many_hits() -> Model {
    let mut model = till();
    let suppliers = ["energosbyt", "teploset", "upravdom", "gorsvyaz"];
    model.till.lookup.input = input("ленина 12");
    model.till.lookup.hits = (0..18)
        .map(|n| {
            let address = format!("Ленина 12-{}", n / 4 + 1);
            let account = ["АБ1204417", "00443121", "К77001", "Ф5501"][n % 4];
            hit(suppliers[n % 4], account, "Константинопольская Александра Владимировна", &address, 81_240 << (n % 4))
        })
        .collect();
    model.till.lookup.hits[0].balance = Money::from_kopecks(-5_000);
    let lookup = &mut model.till.lookup;
    (lookup.search, lookup.answered, lookup.more) = (1, 1, true);
    model
}

fn tender(kind: &str) -> Tender {
    Tender {
        id: stamp(1).id,
        kind: TenderKind::new(kind).unwrap(),
        given: input(""),
        reference: input(""),
        card_started: false,
        is_sent: false,
    }
}

#[test]
fn the_set_up() {
    let mut model = desk();
    (model.desk, model.shift) = (None, None);
    model.screen = Screen::SetUp(SetUp::default());
    assert_snapshot!("set-up", pictures(model));
}

#[test]
fn the_sign_in() {
    let mut model = desk();
    model.demo = Some(("screen-lock-anothers", vec![("user", text("cashier1"))]));
    model.screen = Screen::SignIn(SignIn { name: input("cashier1"), pin: input("123"), in_pin: true, is_sent: false });
    model.notice = Some(Notice::fault(("refusal-sign-in", vec![])));
    assert_snapshot!("sign-in", pictures(model));
}

#[test]
fn the_lock_shows_no_payer() {
    let mut model = basket();
    model.lock = Some(SignIn::of(&UserName::new("cashier1").unwrap()));
    assert!(!picture(&model, (80, 24), false).contains("Ленина"));
    assert_snapshot!("lock", pictures(model));
}

#[test]
fn the_empty_till() {
    assert_snapshot!("the-till-empty", pictures(till()));
}

#[test]
fn the_till_with_a_choice_and_a_basket() {
    let mut model = many_hits();
    model.till.basket = basket().till.basket;
    model.till.lookup.chosen = Some(5);
    model.till.lookup.hits[5].paid_today = vec![RECEIPT];
    model.till.held = vec![vec![], vec![]];
    model.health = Health { unprinted: 2, in_doubt: 1, hq: Some(Hq::default()), unsent: 3, mirror: None };
    model.notice = Some(Notice::fault(("till-choose", vec![])));
    assert_snapshot!("the-till", pictures(model));
}

#[test]
fn the_till_where_nothing_is_chosen() {
    assert_snapshot!("the-till-unchosen", pictures(many_hits()));
}

#[test]
fn the_till_while_a_sum_is_typed() {
    let mut model = basket();
    model.till.basket[0].kopecks = Money::from_roubles(500);
    model.till.basket.push(line("mobitel", "mobile", "9025550101", "", 30_000));
    model.till.amount = Some(input("450"));
    assert_snapshot!("the-till-sum", pictures(model));
}

#[test]
fn the_till_after_a_payment() {
    let mut model = till();
    model.till.paid =
        Some(Paid { receipt: RECEIPT, total: Money::from_kopecks(295_240), change: Money::from_kopecks(204_760) });
    assert_snapshot!("the-till-change", pictures(model));
}

#[test]
fn the_tender_in_cash() {
    let mut model = basket();
    model.till.basket.push(line("mobitel", "mobile", "9025550101", "", 30_000));
    model.screen = Screen::Tender(Tender { given: input("5000"), ..tender("cash") });
    assert_snapshot!("the-tender-cash", pictures(model));
}

#[test]
fn the_tender_with_too_little() {
    let mut model = basket();
    model.screen = Screen::Tender(Tender { given: input("1000"), ..tender("cash") });
    assert_snapshot!("the-tender-too-little", pictures(model));
}

#[test]
fn the_tender_by_card() {
    let mut model = basket();
    model.screen = Screen::Tender(Tender { reference: input("0045"), ..tender("card") });
    assert_snapshot!("the-tender-card", pictures(model));
}

#[test]
fn a_question() {
    let mut model = basket();
    let asked = ("till-paid-today", vec![("account", text("АБ1204417")), ("receipts", text("1-118-3"))]);
    let choices =
        vec![(("till-leave-out", vec![]), Answer::Nothing), (("till-take-anyway", vec![]), Answer::PayAnyway)];
    model.overlay = Some(Overlay::Question(Question::new(asked, choices)));
    assert_snapshot!("question", pictures(model));
}

#[test]
fn a_paper_to_read() {
    let mut model = till();
    let lines = (1..=30).map(|n| format!("{n:>2} {}", "-".repeat(45))).collect();
    model.overlay = Some(Overlay::Paper { lines, scroll: 3, below: None });
    assert_snapshot!("paper", pictures(model));
}

#[test]
fn a_window_that_is_too_small_says_what_it_needs() {
    let mut model = till();
    let small = Lang::ALL.map(|lang| {
        model.lang = lang;
        picture(&model, (40, 7), false)
    });
    assert_snapshot!("too-small", small.join("==\n"));
}

#[test]
fn without_colour_there_is_none() {
    let mut model = basket();
    model.theme.colour = false;
    model.notice = Some(Notice::fault(("till-choose", vec![])));
    assert!(!picture(&model, (80, 24), true).contains("red"));
}

#[test]
fn no_account_and_no_sum_is_ever_cut() {
    let account = "75ДА53331512345678901234567890-1";
    let (kopecks, written) = (123_456_789_012, "1 234 567 890,12");
    let mut model = till();
    model.till.lookup.hits = vec![hit("mobitel", account, "Константинопольская А. В.", "Ленина 12-4", kopecks)];
    let found = picture(&model, (80, 24), false);
    assert!(found.contains(account) && found.contains(written), "{found}");
    model.till.lookup.hits.clear();
    model.till.basket = vec![line("mobitel", "mobile", account, "Нижняя Набережная 112-345", kopecks)];
    let taken = picture(&model, (80, 24), false);
    assert!(taken.contains(account) && taken.contains(written) && taken.contains("112-345"), "{taken}");
    model.screen = Screen::Tender(tender("cash"));
    let tendered = picture(&model, (80, 24), false);
    assert!(tendered.contains(account) && tendered.matches(written).count() >= 2, "{tendered}");
}
