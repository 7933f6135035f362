//! The pictures of what mends a payment and of the desk's cash, in both languages at both sizes.

use std::sync::Arc;

use chrono::TimeDelta;
use insta::assert_snapshot;

use super::fixtures::*;
use super::model::{Model, Notice, Overlay, Screen};
use super::msg::{Msg, ReceiptRow};
use super::screens::cash::Cash;
use super::screens::receipts::Receipts;
use super::screens::{move_line, question, request};
use super::{Key, Rules, update};
use crate::domain::event::{
    CashHandedOver, PaymentMoved, PaymentRefunded, PaymentRetendered, PaymentVoided, RefundedLine,
};
use crate::domain::{
    AccountNumber, CashNumber, DeskKind, Holder, Money, Place, Policy, Role, Tendered, TransitCode, UserName,
};
use crate::lang::Lang;

/// A receipt of several lines.
pub(super) fn flat(n: u32) -> ReceiptRow {
    let mut row = receipt(n, "АБ1204417", 81_240, "cash");
    let mut taken = row.recorded.taken.clone();
    taken.lines.extend(payment(n, "teploset", "heat", 214_000, "cash").lines);
    taken.lines[1].account = AccountNumber::parse("00443121").unwrap();
    taken.lines[0].address = Some("Ленина 12-4".to_owned());
    taken.tenders[0].amount = Money::from_kopecks(295_240);
    row.recorded = crate::domain::RecordedPayment::new(taken);
    row.payers = vec!["Иванов А. П.".to_owned(), "Константинопольская Александра Владимировна".to_owned()];
    row
}

/// The same, taken in an earlier shift the day before.
fn earlier(mut row: ReceiptRow) -> ReceiptRow {
    row.at = row.at.plus(-TimeDelta::days(1));
    row.receipt.shift = 117;
    row.recorded.taken.receipt.shift = 117;
    row
}

fn voided(row: ReceiptRow) -> ReceiptRow {
    let (receipt, lines, tenders) = (row.receipt, row.recorded.lines.clone(), row.recorded.tenders.clone());
    let reason = "принято дважды".to_owned();
    corrected(row, PaymentVoided { receipt, lines, tenders, operator: None, reason, approved_by: None })
}

fn moved(row: ReceiptRow) -> ReceiptRow {
    let from = row.recorded.lines[0].clone();
    let mut to = from.clone();
    to.account = AccountNumber::parse("АБ1204418").unwrap();
    let (receipt, cash, reason) = (row.receipt, from.amount, "плательщик назвал не тот счёт".to_owned());
    corrected(row, PaymentMoved { receipt, n: 1, from, to, cash, reason, approved_by: None })
}

fn retendered(row: ReceiptRow) -> ReceiptRow {
    let from = row.recorded.tenders[0].clone();
    let to = payment(1, "energosbyt", "electricity", from.amount.kopecks(), "card").tenders[0].clone();
    let (receipt, lines, reason) = (row.receipt, row.recorded.lines.clone(), "нажата не та клавиша".to_owned());
    corrected(row, PaymentRetendered { receipt, from, to, lines, reason, approved_by: None })
}

fn partly_refunded(row: ReceiptRow) -> ReceiptRow {
    let amount = Money::from_roubles(300);
    let line = row.recorded.lines[1].part(Some(amount)).unwrap();
    let refund = PaymentRefunded {
        receipt: row.receipt,
        shift: 118,
        lines: vec![RefundedLine { n: 2, line }],
        tenders: vec![Tendered { amount, given: None, ..row.recorded.tenders[0].clone() }],
        operator: None,
        reason: "не та сумма".to_owned(),
        approved_by: Some(UserName::new("super1").unwrap().into()),
    };
    corrected(row, refund)
}

fn receipts(rows: Vec<ReceiptRow>, chosen: usize) -> Model {
    let mut model = till();
    model.now = model.now.plus(TimeDelta::hours(2));
    model.screen = Screen::Receipts(Receipts { rows, chosen, ..Receipts::default() });
    model
}

pub(super) fn one(row: ReceiptRow) -> Model {
    receipts(vec![row], 0)
}

/// Presses keys by their names in `keymap.toml`, or as characters.
pub(super) fn press(model: &mut Model, keys: &[&str]) {
    for key in keys {
        let typed: Vec<Key> = match Key::parse(key) {
            Some(key) if key.text().is_none() => vec![key],
            _ => typed(key).collect(),
        };
        for key in typed {
            // As slowly as a person: what comes faster is a scan.
            model.now = model.now.plus(TimeDelta::seconds(1));
            let stamp = super::Stamp { at: model.now, ..stamp(40) };
            update(model, Msg::Key(key, stamp));
        }
    }
}

/// The pictures of keys pressed in each language, since a text that was worded stays as it was.
pub(super) fn pressed(make: impl Fn() -> Model, keys: &[&str], then: impl Fn(&mut Model)) -> String {
    let mut pictures = String::new();
    for (lang, size) in [(Lang::Ru, (80, 24)), (Lang::En, (80, 24)), (Lang::Ru, (120, 40)), (Lang::En, (120, 40))] {
        let mut model = make();
        model.lang = lang;
        press(&mut model, keys);
        then(&mut model);
        let names_styles = lang == Lang::Ru && size == (80, 24);
        pictures += &format!("== {} {}×{}\n{}", lang.code(), size.0, size.1, picture(&model, size, names_styles));
    }
    pictures
}

#[test]
fn the_receipts() {
    let mut rows = vec![
        retendered(receipt(5, "К77001", 1_234_567, "cash")),
        voided(receipt(4, "9025550101", 30_450, "cash")),
        moved(flat(3)),
        receipt(2, "00443121", 214_000, "card"),
        receipt(1, "АБ1204417", 81_240, "cash"),
        partly_refunded(earlier(flat(7))),
    ];
    rows[3].paper = "unknown";
    assert_snapshot!("receipts", pictures(receipts(rows, 2)));
}

#[test]
fn an_earlier_receipt_of_which_a_part_went_back() {
    let mut model = one(partly_refunded(moved(earlier(flat(7)))));
    if let Screen::Receipts(receipts) = &mut model.screen {
        receipts.query = input("1-117-7");
    }
    assert_snapshot!("receipts-earlier", pictures(model));
}

#[test]
fn why_a_receipt_is_voided() {
    assert_snapshot!("receipts-why", pressed(|| one(flat(3)), &["del"], |_| {}));
}

#[test]
fn a_supervisor_is_asked_for() {
    let refuse = |model: &mut Model| request::refused(model, ("refusal-supervisor-needed", vec![]));
    let pictures = pressed(|| one(flat(3)), &["del", "down", "down", "enter"], refuse);
    assert_snapshot!("receipts-approval", pictures);
}

#[test]
fn a_slip_and_a_reason_are_typed() {
    let keys = ["f6", "down", "enter", "down", "down", "down", "down", "enter", "004512", "enter"];
    assert_snapshot!("receipts-slip", pressed(|| one(flat(3)), &keys, |_| {}));
}

#[test]
fn on_which_tender_it_belongs() {
    assert_snapshot!("receipts-tender", pressed(|| one(flat(3)), &["f6"], |_| {}));
}

#[test]
fn a_refund_of_all_that_is_left() {
    let row = || one(partly_refunded(earlier(flat(7))));
    assert_snapshot!("refund", pressed(row, &["f5"], |_| {}));
}

#[test]
fn a_part_of_a_refund_is_typed() {
    let row = || {
        let mut row = earlier(flat(7));
        let tender = payment(7, "energosbyt", "electricity", 200_000, "card").tenders.remove(0);
        row.recorded.tenders[0].amount = Money::from_kopecks(95_240);
        row.recorded.tenders.push(tender);
        let mut model = one(row);
        model.shift.as_mut().unwrap().drawer = Money::from_roubles(100);
        model
    };
    assert_snapshot!("refund-part", pressed(row, &["f2", "f5", "f2", "500", "enter", "down", "f2", "20"], |_| {}));
}

#[test]
fn what_goes_back_is_said() {
    let back = |model: &mut Model| {
        let row = partly_refunded(earlier(flat(7)));
        let event = row.corrections[0].1.clone();
        let shift = model.shift.clone().unwrap();
        let done = super::Done { event, seq: 9, id: stamp(9).id, shift, repeated: false };
        update(model, Msg::Done(Ok(Box::new(done))));
    };
    assert_snapshot!("refund-told", pressed(|| one(earlier(flat(7))), &["f5"], back));
}

fn moving() -> Model {
    let mut model = one(moved(flat(3)));
    model.till.searches = 4;
    model
}

fn find(model: &mut Model) {
    let hits = ["Ленина 12-4", "Ленина 12-5"].into_iter().flat_map(|address| {
        let name = "Константинопольская Александра Владимировна";
        [hit("energosbyt", "АБ1204419", name, address, 81_240), hit("teploset", "00443122", name, address, -5_000)]
    });
    let search = model.till.searches;
    update(model, Msg::Found { search, hits: Ok(hits.collect()), more: true });
}

#[test]
fn which_line_is_moved() {
    assert_snapshot!("move-which", pressed(moving, &["f7"], |_| {}));
}

#[test]
fn where_a_line_belongs_is_looked_up() {
    assert_snapshot!("move-empty", pressed(moving, &["f7", "enter"], |_| {}));
    let pictures = pressed(moving, &["f7", "enter", "лен 12"], |model| {
        find(model);
        press(model, &["down", "down", "down"]);
    });
    assert_snapshot!("move", pictures);
}

#[test]
fn from_whom_to_whom_is_said() {
    let pictures = pressed(moving, &["f7", "enter", "лен 12"], |model| {
        find(model);
        assert!(move_line::moving(model).is_some());
        press(model, &["down", "enter"]);
    });
    assert_snapshot!("move-why", pictures);
}

fn code(sum: i32, from: &str) -> TransitCode {
    let number = CashNumber { epoch: 1, shift: 118, n: 3 };
    let vault = "664003/vault".parse().unwrap();
    TransitCode::new(from.parse().unwrap(), number, Money::from_roubles(sum), &vault)
}

/// The desk's cash with a holder of every kind.
fn cash() -> Model {
    let mut model = till();
    let user = |name| UserName::new(name).unwrap();
    let since = Some(model.now);
    let of = |place, roubles: i32| Holder { place, since, amount: Money::from_roubles(roubles) };
    let holders = vec![
        of(Place::Drawer { shift: Some((118, user("cashier1"))) }, 2812),
        of(Place::Paused { shift: 117, cashier: user("cashier2"), seal: Some("12-АБ".parse().unwrap()) }, 3000),
        of(
            Place::Transit {
                code: code(5000, "664003/2"),
                to: "664003/vault".parse().unwrap(),
                given_by: user("cashier1"),
                received_by: None,
            },
            5000,
        ),
        of(
            Place::Transit {
                code: code(750, "664003/2"),
                to: "664003/vault".parse().unwrap(),
                given_by: user("cashier1"),
                received_by: Some(user("senior1")),
            },
            750,
        ),
        of(Place::Bag { seal: "0012345678".parse().unwrap(), account: "agents".parse().unwrap() }, 120_000),
        of(Place::Bag { seal: "77".parse().unwrap(), account: "own".parse().unwrap() }, 18_000),
    ];
    model.custody.last.receiver = Some("664003/vault".parse().unwrap());
    model.screen = Screen::Cash(Cash { holders, is_asked: true, ..Cash::default() });
    model
}

fn vault() -> Model {
    let mut model = cash();
    let policy = Policy { kind: DeskKind::Vault, ..Policy::default() };
    model.rules = Arc::new(Rules { policy, ..Rules::clone(&model.rules) });
    let desk: crate::domain::DeskId = "664003/vault".parse().unwrap();
    model.desk = Some(desk);
    model.person = Some(actor("senior1", Role::Cashier));
    model.shift.as_mut().unwrap().open.as_mut().unwrap().cashier = UserName::new("senior1").unwrap();
    model
}

#[test]
fn the_desks_cash() {
    assert_snapshot!("cash", pictures(cash()));
    let mut above = cash();
    above.rules = Arc::new(Rules { limit: Money::from_roubles(2000), ..Rules::clone(&above.rules) });
    above.notice = Some(Notice::good(("screen-cash-accepted-less", {
        let rest = ("rest", crate::domain::Word::Money(Money::from_roubles(100)));
        let sum = ("sum", crate::domain::Word::Money(Money::from_roubles(4900)));
        vec![sum, rest, ("from", crate::domain::message::text("664003/3"))]
    })));
    assert_snapshot!("cash-limit", pictures(above));
}

#[test]
fn a_blind_desk_and_a_vault() {
    let mut blind = cash();
    blind.rules = Arc::new(Rules { blind: true, ..Rules::clone(&blind.rules) });
    assert_snapshot!("cash-blind", pictures(blind));
    let mut vault = vault();
    vault.screen = Screen::Cash(Cash { code: input("2-118.3-5000-4"), is_asked: true, ..Cash::default() });
    assert_snapshot!("cash-vault", pictures(vault));
}

#[test]
fn why_cash_comes_and_goes() {
    assert_snapshot!("cash-out-why", pressed(cash, &["f3"], |_| {}));
    assert_snapshot!("cash-in", pressed(cash, &["f2", "enter", "1000x2 100*10", "enter"], |_| {}));
    let keys = ["f2", "enter", "f2", "down", "down", "2", "down", "3"];
    assert_snapshot!("cash-in-count", pressed(cash, &keys, |_| {}));
    let keys = ["f3", "down", "down", "enter", "5000х1", "enter", "кЛ 1234567", "enter"];
    assert_snapshot!("cash-out", pressed(cash, &keys, |_| {}));
}

#[test]
fn a_hand_over_and_its_code() {
    assert_snapshot!("hand-over", pressed(cash, &["f4", "enter", "5000", "enter"], |_| {}));
    let given = |from: &str, received_by: Option<&str>| {
        let code = code(5000, from);
        let to = "664003/vault".parse().unwrap();
        let user = UserName::new("cashier1").unwrap();
        let received_by = received_by.map(|name| UserName::new(name).unwrap());
        Overlay::Code(Box::new(CashHandedOver { amount: code.amount, code, to, notes: None, user, received_by }))
    };
    let mut model = cash();
    model.overlay = Some(given("664003/2", None));
    assert_snapshot!("hand-over-code", pictures(model.clone()));
    model.overlay = Some(given("664003/2-b", Some("senior1")));
    assert_snapshot!("hand-over-code-of-letters", pictures(model));
}

#[test]
fn an_acceptance_with_less() {
    let code = code(5000, "664003/2").to_string();
    let keys = [code.as_str(), "enter", "4900"];
    assert_snapshot!("accept", pressed(vault, &keys, |_| {}));
    let keys = [code.as_str(), "enter", "4900", "enter"];
    assert_snapshot!("accept-less", pressed(vault, &keys, |_| {}));
}

#[test]
fn bags() {
    assert_snapshot!("bag-account", pressed(cash, &["f5"], |_| {}));
    assert_snapshot!("bag", pressed(cash, &["f5", "enter", "0012345679", "enter", "5000x3 100x10"], |_| {}));
    assert_snapshot!("bags", pressed(cash, &["f6", "2"], |_| {}));
    assert_snapshot!("bags-collector", pressed(cash, &["f6", "enter", "Петров П. П., удостоверение 12"], |_| {}));
}

#[test]
fn nothing_lies_over_what_is_sent() {
    let mut model = one(flat(3));
    press(&mut model, &["del", "down", "enter"]);
    assert!(model.request_is_sent());
    let sent = picture(&model, (80, 24), false);
    assert!(sent.contains("1-118-3") && !sent.contains("сторно 1-118-3"), "{sent}");
    press(&mut model, &["enter", "esc", "f5", "f1", "ctrl-o"]);
    assert!(model.request_is_sent(), "until the desk has answered");
    question::light(&mut model, 1);
}
