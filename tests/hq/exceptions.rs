//! Odd records: each is accepted and becomes exactly its exception.

use chrono::TimeDelta;
use okno::domain::event::*;
use okno::domain::{Event, Money, TenderKind, Tendered};

use crate::scene::*;

on_both!(
    an_ordinary_day_has_no_exception,
    each_odd_record_becomes_its_exception,
    a_second_payment_within_minutes_is_found_at_any_desk,
    a_payment_that_was_voided_is_nobodys_twin,
    a_shift_that_is_not_open_takes_no_payment,
);

fn kopecks(kopecks: i64) -> Money {
    Money::from_kopecks(kopecks)
}

fn an_ordinary_day_has_no_exception(site: &Site) {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    desk.pay(1, "АБ1", 10_000);
    let mut mobile = desk.payment(1, &[("АБ2", 20_000)]);
    // A phone's number need not be known.
    mobile.lines[0].supplier = "mobitel".parse().unwrap();
    mobile.lines[0].service = "mobile".parse().unwrap();
    mobile.lines[0].account = "9021234567".parse().unwrap();
    desk.record(mobile);
    desk.record(desk.closing(1));
    desk.now = desk.now.plus(TimeDelta::seconds(-34));
    desk.record(UserSignedIn { user: "anna".parse().unwrap(), role: okno::domain::Role::Cashier });
    let ack = desk.send(&site.hq);
    assert_eq!((site.odd(&desk), ack.exceptions), (vec![], Some(0)));
}

fn each_odd_record_becomes_its_exception(site: &Site) {
    let mut desk = site.desk("664003/2");
    let mut expected = vec![];
    let mut expect = |kind, seq, n, subject: &str, kopecks| expected.push((kind, seq, n, subject.to_owned(), kopecks));
    let opened = desk.open(1);
    let seq = desk.write("payment.blessed", r#"{"receipt":"1-1-1"}"#.into());
    expect("unknown-kind", seq, 0, "payment.blessed", 0);
    let seq = desk.write("payment.taken", r#"{"receipt":1}"#.into());
    expect("unreadable-body", seq, 0, "payment.taken", 0);
    let mut payment = desk.payment(1, &[("АБ1", 100), ("АБ9", 200), ("АБ3", 300)]);
    payment.lines[2].supplier = "gasprom".parse().unwrap();
    let seq = desk.record(payment);
    expect("unknown-account", seq, 2, "energosbyt/АБ9", 200);
    expect("unknown-supplier", seq, 3, "gasprom", 300);
    let before = desk.now;
    desk.now = desk.now.plus(TimeDelta::seconds(-36));
    let seq = desk.pay(1, "АБ2", 111);
    expect("clock-back", seq, 0, &before.to_string(), 0);
    let taken = CashAccepted {
        number: "1-1-c1".parse().unwrap(),
        code: transit(),
        given: kopecks(50_000),
        amount: kopecks(49_000),
        notes: None,
        user: "anna".parse().unwrap(),
    };
    let code = taken.code.to_string();
    let seq = desk.record(taken);
    expect("accepted-other", seq, 0, &code, -1_000);
    let mut closed = desk.closing(1);
    closed.gross = kopecks(closed.gross.kopecks() + 5);
    closed.counted = kopecks(closed.expected.kopecks() - 101);
    let cards = |kind: &str, off: i64| CardCount {
        kind: TenderKind::new(kind).unwrap(),
        slips: 1,
        counted: kopecks(500 + off),
        expected: kopecks(500),
    };
    closed.cards = vec![cards("sbp", 0), cards("card", -500)];
    let seq = desk.record(closed);
    expect("card-difference", seq, 2, "card", -500);
    expect("over-short", seq, 0, "anna", -101);
    expect("totals-differ", seq, 0, "1", 5);
    let ack = desk.send(&site.hq);
    assert_eq!(site.odd(&desk), expected);
    assert_eq!(ack.exceptions, Some(expected.len() as u64));
    assert_eq!(site.entries(&desk), desk.entries, "everything is taken");
    assert!(opened > 0);
    site.hq.verify(&mut |_| {}).unwrap();
    // Sent again, they are the same.
    desk.send(&site.hq);
    assert_eq!(site.odd(&desk), expected);
}

fn transit() -> okno::domain::TransitCode {
    let golden = include_str!("../data/events.jsonl");
    let accepted = golden.lines().find_map(|line| {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        match Event::decode(entry["kind"].as_str().unwrap(), entry["body"].as_str().unwrap()) {
            Ok(Event::CashAccepted(accepted)) => Some(accepted.code),
            _ => None,
        }
    });
    accepted.unwrap()
}

fn a_second_payment_within_minutes_is_found_at_any_desk(site: &Site) {
    let (mut one, mut two) = (site.desk("664003/1"), site.desk("664003/2"));
    one.open(1);
    two.open(1);
    let first = one.pay(1, "АБ1", 5_000);
    one.record(one.payment(1, &[("АБ2", 7_000), ("АБ2", 7_000)]));
    let at_two = two.pay(1, "АБ1", 5_000);
    two.pay(1, "АБ1", 5_001);
    two.now = two.now.plus(TimeDelta::minutes(9));
    let third = two.pay(1, "АБ1", 5_000);
    two.now = two.now.plus(TimeDelta::minutes(10));
    two.pay(1, "АБ1", 5_000);
    assert!(first > 0);
    // The later desk's batch comes first: the exception is the later payment's all the same.
    two.send(&site.hq);
    let twin = |seq, subject: &str| ("repeated-payment", seq, 1, subject.to_owned(), 5_000);
    assert_eq!(site.odd(&two), [twin(third, "664003/2 1-1-1")]);
    one.send(&site.hq);
    assert_eq!(site.odd(&one), []);
    let found = site.odd(&two);
    assert_eq!(found, [twin(at_two, "664003/1 1-1-1"), twin(third, "664003/2 1-1-1")]);
    // HQ stopped before it looked: what is sent again is looked through again, and is the same.
    one.send(&site.hq);
    assert_eq!(site.odd(&two), found);
}

fn a_payment_that_was_voided_is_nobodys_twin(site: &Site) {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    desk.pay(1, "АБ1", 5_000);
    let wrong = desk.payment(1, &[("АБ2", 6_000)]);
    desk.record(wrong.clone());
    desk.record(PaymentVoided {
        receipt: wrong.receipt,
        lines: wrong.lines,
        tenders: wrong.tenders,
        operator: None,
        reason: "wrong tender".into(),
        approved_by: None,
    });
    let mut right = desk.payment(1, &[("АБ2", 6_000)]);
    right.tenders = vec![Tendered { given: None, ..right.tenders[0].clone() }];
    desk.record(right);
    desk.send(&site.hq);
    assert_eq!(site.odd(&desk), []);
}

fn a_shift_that_is_not_open_takes_no_payment(site: &Site) {
    let mut desk = day(site, "664003/2", 2);
    let payment = desk.payment(1, &[("АБ3", 12_345)]);
    let mut late = payment.clone();
    late.receipt.n = 9;
    let seq = desk.record(late);
    desk.open(2);
    let mut early = payment.clone();
    early.receipt.shift = 7;
    early.lines[0].amount = kopecks(1);
    let other = desk.record(early);
    desk.send(&site.hq);
    let closed = |seq, shift: &str, sum| ("closed-shift", seq, 0, shift.to_owned(), sum);
    assert_eq!(site.odd(&desk), [closed(seq, "1", 12_345), closed(other, "7", 1)]);
    // The money is there, so it counts where its receipt says.
    let shifts = site.hq.shifts(&desk.id).unwrap();
    assert_eq!(shifts[&1].totals.payments, 3);
    assert_eq!((shifts[&7].opened, shifts[&7].totals.gross), (0, kopecks(1)));
    assert_eq!(shifts[&7].day, "2026-11-23".parse().unwrap());
    site.hq.verify(&mut |_| {}).unwrap();
}
