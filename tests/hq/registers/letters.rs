//! What was corrected after its payment went out is requested of the supplier by letter.

use okno::domain::event::*;
use okno::domain::office::Asked;
use okno::domain::*;
use okno::hq::HqError;
use okno::protocol::office::Deed;

use super::owed::view_at;
use super::{code, denial, make, moved, not_found, order, refund, void};
use crate::proof::change;
use crate::scene::*;

on_both!(
    what_went_out_is_requested_and_what_did_not_is_not,
    a_letter_has_a_number_and_an_answer,
    a_changed_letter_is_found,
    a_letter_says_what_is_to_be_corrected_and_says_it_for_ever,
);

/// The letters: supplier, number, state, register, receipt, sum.
fn letters(site: &Site) -> Vec<[String; 6]> {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) | Cell::Word(text) => text.trim_start_matches("office-letter-").to_owned(),
        Cell::Kopecks(sum) => sum.kopecks().to_string(),
        _ => String::new(),
    };
    let rows = view_at(site, "letters", at()).rows;
    rows.iter().map(|row| [0, 1, 2, 3, 6, 10].map(|at| cell(&row.cells[at]))).collect()
}

fn row(of: [&str; 6]) -> [String; 6] {
    of.map(str::to_owned)
}

fn request(site: &Site, desk: &Desk, seq: u64, n: u32) -> Result<String, HqError> {
    order(&site.hq, Deed::Request { desk: desk.id.clone(), seq, n }).map(|done| done.gave.unwrap())
}

fn answer(site: &Site, number: u32, accepted: bool, comment: &str) -> Result<u64, HqError> {
    let comment = comment.to_owned();
    let deed = Deed::Answer { supplier: code("energosbyt"), number, accepted, comment };
    order(&site.hq, deed).map(|done| done.seq)
}

/// A desk whose three payments went out in register 1, of which one is refunded, one moved, one stands.
fn corrected(site: &Site) -> (Desk, [u64; 2]) {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    let paid: Vec<PaymentTaken> = [10_000, 20_000, 30_000]
        .into_iter()
        .map(|kopecks| {
            let paid = desk.payment(1, &[("АБ1", kopecks)]);
            desk.record(paid.clone());
            paid
        })
        .collect();
    desk.record(desk.closing(1));
    desk.send(&site.hq);
    make(&site.hq, "energosbyt", Some("csv")).unwrap();
    desk.open(2);
    let refunded = refund(&mut desk, 2, &paid[0], 4_000);
    let wrong = moved(&mut desk, &paid[1], "teploset", "77001");
    // What neither its payment nor its correction is in a register needs no letter.
    let fresh = desk.payment(2, &[("АБ2", 500)]);
    desk.record(fresh.clone());
    void(&mut desk, &fresh);
    desk.send(&site.hq);
    (desk, [refunded, wrong])
}

fn what_went_out_is_requested_and_what_did_not_is_not(site: &Site) {
    let (mut desk, [refunded, wrong]) = corrected(site);
    let expected =
        [row(["energosbyt", "", "due", "1", "1-1-1", "-4000"]), row(["energosbyt", "", "due", "1", "1-1-2", "-20000"])];
    assert_eq!(letters(site), expected);
    // The next register has the corrections; they are to be requested all the same.
    assert_eq!(make(&site.hq, "energosbyt", None).unwrap(), 2);
    assert_eq!(letters(site), expected);
    // What was moved to another supplier and is given back from there went out in that one's register, or did not.
    let paid = desk.payment(2, &[("АБ1", 20_000)]);
    let to = line("teploset", "77001", 20_000);
    let of = PaymentTaken { receipt: "1-1-2".parse().unwrap(), lines: vec![to], ..paid };
    let back = refund(&mut desk, 2, &of, 100);
    desk.send(&site.hq);
    assert_eq!(letters(site), expected);
    assert_eq!(denial(request(site, &desk, back, 1)), "office-deny-no-correction");
    make(&site.hq, "teploset", Some("csv")).unwrap();
    let again = refund(&mut desk, 2, &of, 200);
    desk.send(&site.hq);
    let more = [expected.as_slice(), &[row(["teploset", "", "due", "1", "1-1-2", "-200"])]].concat();
    assert_eq!(letters(site), more);
    let rows = view_at(site, "letters", at()).rows;
    let opens: Vec<_> = rows.into_iter().map(|row| row.opens.unwrap()).collect();
    let entry = |seq| View::Entry { desk: desk.id.clone(), seq };
    assert_eq!(opens, [entry(refunded), entry(wrong), entry(again)]);
    assert_eq!(denial(request(site, &desk, 3, 1)), "office-deny-no-correction", "a payment is none");
    assert!(not_found(request(site, &desk, 999, 1)));
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_letter_has_a_number_and_an_answer(site: &Site) {
    let (desk, [refunded, wrong]) = corrected(site);
    assert_eq!(request(site, &desk, refunded, 1).unwrap(), "1", "before its register");
    assert_eq!(denial(request(site, &desk, refunded, 1)), "office-deny-asked");
    make(&site.hq, "energosbyt", None).unwrap();
    assert_eq!(request(site, &desk, wrong, 1).unwrap(), "2", "and behind it");
    assert_eq!(denial(answer(site, 3, true, "x")), "office-deny-no-letter");
    assert_eq!(denial(answer(site, 1, false, " ")), "office-deny-no-words");
    let seq = answer(site, 1, false, "the meter was read").unwrap();
    answer(site, 2, true, "").unwrap();
    assert_eq!(denial(answer(site, 2, false, "no")), "office-deny-answered");
    let expected = [
        row(["energosbyt", "1", "refused", "1", "1-1-1", "-4000"]),
        row(["energosbyt", "2", "done", "1", "1-1-2", "-20000"]),
    ];
    assert_eq!(letters(site), expected);
    site.hq.verify(&mut |_| {}).unwrap();
    // One that refused does it all the same.
    answer(site, 1, true, "").unwrap();
    assert_eq!(letters(site)[0][2], "done");
    let story = view_at(site, &format!("entry/664003/2/{refunded}"), at());
    let told: Vec<_> = story.rows.iter().filter(|row| row.cells[0] == Cell::word("office-story-refused")).collect();
    assert_eq!(told[0].cells[1], Cell::text("the meter was read"));
    assert_eq!(told[0].opens, Some(View::Entry { desk: "hq/1".parse().unwrap(), seq }));
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_changed_letter_is_found(site: &Site) {
    let (desk, [refunded, _]) = corrected(site);
    request(site, &desk, refunded, 1).unwrap();
    make(&site.hq, "energosbyt", None).unwrap();
    site.hq.verify(&mut |_| {}).unwrap();
    for (sql, undo) in [
        (
            "UPDATE correction SET state = 'done' WHERE letter = 1",
            "UPDATE correction SET state = 'asked' WHERE letter = 1",
        ),
        ("UPDATE correction SET kopecks = kopecks - 1", "UPDATE correction SET kopecks = kopecks + 1"),
        (
            "UPDATE correction SET seq = seq + 1000 WHERE letter = 0",
            "UPDATE correction SET seq = seq - 1000 WHERE letter = 0",
        ),
    ] {
        change(site, sql);
        match site.hq.verify(&mut |_| {}).unwrap_err() {
            HqError::Damaged { what, .. } => assert!(what.to_string().contains("'correction'"), "{sql}: {what}"),
            other => panic!("{other}"),
        }
        change(site, undo);
        site.hq.verify(&mut |_| {}).unwrap();
    }
}

/// A payment of each way of correcting one; what each letter asks for, of which receipt, and how much of it.
fn a_letter_says_what_is_to_be_corrected_and_says_it_for_ever(site: &Site) {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    let mut pay = |kopecks| {
        let paid = desk.payment(1, &[("АБ1", kopecks)]);
        desk.record(paid.clone());
        paid
    };
    let paid: Vec<PaymentTaken> = [10_000, 20_000, 30_000, 40_000].into_iter().map(&mut pay).collect();
    desk.send(&site.hq);
    assert_eq!(make(&site.hq, "energosbyt", Some("csv")).unwrap(), 1);
    let corrections = [
        void(&mut desk, &paid[0]),
        refund(&mut desk, 1, &paid[1], 4_000),
        moved(&mut desk, &paid[2], "energosbyt", "АБ2"),
        moved(&mut desk, &paid[3], "teploset", "77001"),
    ];
    desk.send(&site.hq);
    corrections.iter().for_each(|seq| drop(request(site, &desk, *seq, 1).unwrap()));
    let letter = |number| site.hq.supplier_letter(&code("energosbyt"), number).unwrap();
    let letters: Vec<_> = (1..=4).map(letter).collect();
    let electricity = Name { en: "Electricity".into(), ru: "Электроэнергия".into() };
    let asked = [
        (Asked::Void, 10_000),
        (Asked::Refund, 4_000),
        (Asked::Move { account: "АБ2".parse().unwrap(), service: electricity.clone() }, 30_000),
        (Asked::Elsewhere, 40_000),
    ];
    for (letter, ((asked, kopecks), paid)) in letters.iter().zip(asked.into_iter().zip(&paid)) {
        assert_eq!((&letter.asked, letter.amount), (&asked, Money::from_kopecks(kopecks)));
        let line = &letter.line;
        assert_eq!((line.receipt.as_str(), line.amount), (paid.receipt.to_string().as_str(), paid.lines[0].amount));
        assert_eq!((line.account.as_str(), &line.service, &line.desk), ("АБ1", &electricity, &desk.id));
        assert_eq!((line.day, letter.corrected), ("2026-11-23".parse().unwrap(), "2026-11-23".parse().unwrap()));
        assert_eq!((letter.register.number, letter.reason.as_str()), (1, "x"));
        assert!(letter.register.file.starts_with("energosbyt-001"), "{}", letter.register.file);
        assert_eq!((letter.inn.as_deref(), letter.operator.inn.as_str()), (Some("3800000012"), "3800000012"));
        assert_eq!((letter.number, letter.by.as_str()), (letter.line.receipt[4..].parse().unwrap(), "olga"));
    }
    // Neither the next register nor the answer changes what was sent.
    make(&site.hq, "energosbyt", None).unwrap();
    answer(site, 1, true, "").unwrap();
    assert_eq!((1..=4).map(letter).collect::<Vec<_>>(), letters);
    assert!(not_found(site.hq.supplier_letter(&code("energosbyt"), 5)));
    assert!(not_found(site.hq.supplier_letter(&code("energosbyt"), 0)));
    assert!(not_found(site.hq.supplier_letter(&code("teploset"), 1)));
}
