//! The papers of corrections, of cash and of shifts, and what holds for all of them.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::scene::{Day, letters};
use super::{WIDTHS, money};
use crate::document::{Document, Form, NoForm, Part, letter, letter_text, number, render};
use crate::domain::Event;
use crate::lang::Lang;

/// Both languages side by side, at every width one below the other, in frames that show the edges.
fn beside(document: impl Fn(Lang) -> Document) -> String {
    let mut picture = format!("{}\n", document(Lang::Ru).name());
    for columns in WIDTHS {
        let [en, ru] = Lang::ALL.map(|lang| render(&document(lang), columns));
        for n in 0..en.len().max(ru.len()) {
            let line = |lines: &[String]| lines.get(n).cloned().unwrap_or_default();
            picture.push_str(&format!("|{:columns$}|  |{:columns$}|\n", line(&en), line(&ru)));
        }
        picture.push('\n');
    }
    picture
}

fn papers(day: &Day, kinds: &[&str]) -> String {
    kinds.iter().map(|kind| beside(|lang| day.paper(kind, lang))).collect()
}

fn forms(day: &Day, forms: &[Form]) -> String {
    forms.iter().map(|form| beside(|lang| day.form(*form, None, lang).unwrap())).collect()
}

#[test]
fn the_acts_of_corrections() {
    let day = Day::corrected();
    insta::assert_snapshot!("acts-void-and-refund", papers(&day, &["payment.voided", "payment.refunded"]));
    insta::assert_snapshot!("acts-move-and-retender", papers(&day, &["payment.moved", "payment.retendered"]));
}

#[test]
fn letters_to_suppliers() {
    let texts = Lang::ALL.map(|lang| letters().map(|of| letter_text(&letter(&of, lang))).join("\n"));
    insta::assert_snapshot!("letters", texts.join("\n"));
}

#[test]
fn a_copy_of_a_receipt_says_what_became_of_its_payment() {
    let mut day = Day::corrected();
    for recorded in &mut day.events {
        if let Event::PaymentRefunded(refund) = &mut recorded.event {
            refund.receipt = "1-118-4".parse().unwrap();
        }
    }
    let head = |nth: usize| {
        let copy = beside(|lang| day.paper_of(&day.events[nth], lang, Some(2)).unwrap());
        copy.split("INN").next().unwrap().to_owned() + "…\n"
    };
    insta::assert_snapshot!("copies-of-corrected", (1..=5).map(head).collect::<String>());
}

#[test]
fn the_slips_of_cash() {
    let day = Day::busy();
    insta::assert_snapshot!("cash-in-and-out", papers(&day, &["cash.in", "cash.out"]));
    insta::assert_snapshot!("hand-over-and-acceptance", papers(&day, &["cash.handed-over", "cash.accepted"]));
    insta::assert_snapshot!("drop-and-bags", papers(&day, &["cash.dropped", "bag.given"]));
}

#[test]
fn reports() {
    insta::assert_snapshot!("x-of-a-new-shift", forms(&Day::open(), &[Form::X]));
    insta::assert_snapshot!("x", forms(&Day::busy(), &[Form::X]));
    insta::assert_snapshot!("z-of-an-absent-cashier", papers(&Day::short(), &["shift.closed"]));
    insta::assert_snapshot!("z", forms(&Day::even(), &[Form::Z]));
}

#[test]
fn statements() {
    insta::assert_snapshot!("statement", forms(&Day::short(), &[Form::Statement]));
    insta::assert_snapshot!("receipts", forms(&Day::even(), &[Form::Receipts]));
}

#[test]
fn the_strip_says_what_headquarters_has_of_the_shift() {
    let day = Day::even();
    let strips = [Some(0), Some(15), None].map(|unsent| beside(|lang| day.strip(unsent, lang)));
    insta::assert_snapshot!("strip", strips.concat());
    let said = |unsent| render(&day.strip(Some(unsent), Lang::Ru), 48).join("\n");
    // Behind entry 140 come five payments, and then what is none.
    let last = day.events.last().unwrap().seq;
    assert!(said(last - 143).contains("Платежей ждёт отправки: 2"), "{}", said(last - 143));
    assert!(said(1).contains("Платежей ждёт отправки: 0") && !said(1).contains("ВСЁ В ЦЕНТРЕ\n---"), "{}", said(1));
}

#[test]
fn official_forms() {
    let day = Day::even();
    insta::assert_snapshot!("ko-1", forms(&day, &[Form::Ko1]));
    insta::assert_snapshot!("ko-2", forms(&day, &[Form::Ko2]));
    insta::assert_snapshot!("ko-5", forms(&day, &[Form::Ko5]));
    insta::assert_snapshot!("bag-slip", forms(&day, &[Form::BagSlip]));
}

#[test]
fn every_event_with_a_document_has_a_paper_of_a_name_of_its_own() {
    let day = Day::short();
    let kinds: BTreeSet<&str> =
        day.events.iter().filter(|it| it.event.has_document()).map(|it| it.event.kind()).collect();
    // Golden events of every kind tell which kinds have documents at all, whoever adds one.
    let golden = include_str!("../../../tests/data/events.jsonl");
    let with_document = golden.lines().filter_map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let kind = *Event::KINDS.iter().find(|kind| line["kind"] == **kind).unwrap();
        Event::decode(kind, line["body"].as_str().unwrap()).unwrap().has_document().then_some(kind)
    });
    assert_eq!(kinds, with_document.collect::<BTreeSet<_>>(), "the day lacks a kind, or has one without a document");
    for lang in Lang::ALL {
        let mut names = BTreeSet::new();
        for recorded in &day.events {
            let paper = day.paper_of(recorded, lang, None);
            assert_eq!(paper.is_some(), recorded.event.has_document(), "{}", recorded.event.kind());
            let Some(paper) = paper else { continue };
            assert_eq!(Some(&paper.number), number(recorded).as_ref());
            assert!(names.insert(paper.name()), "{} is there twice", paper.name());
            assert!(paper.name().chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{}", paper.name());
        }
    }
}

#[test]
fn names_say_what_they_are_about() {
    let day = Day::short();
    let names: Vec<String> = day.events.iter().filter_map(number).collect();
    assert_eq!(
        names,
        [
            "1-118-1",
            "1-118-2",
            "1-118-3",
            "1-118-4",
            "1-118-5",
            "1-118-3-void",
            "1-117-5-refund-147",
            "1-118-2-move-148",
            "1-118-1-retender-149",
            "1-118-c1",
            "1-118-c2",
            "1-118-c3",
            "1-118-c4",
            "1-118-c5",
            "1-118-c6",
            "z-117"
        ]
    );
    assert_eq!(day.paper_of(&day.events[6], Lang::Ru, Some(1)).unwrap().name(), "1-118-3-void-copy1");
    assert_eq!(day.form(Form::Ko2, Some("0047713"), Lang::Ru).unwrap().name(), "ko-2-0047713");
    assert_eq!(day.form(Form::Z, None, Lang::Ru).unwrap().name(), "z-117");
}

/// The rows of a document with their sums, in its order.
fn rows(document: &Document) -> Vec<(String, String)> {
    let row = |part: &Part| match part {
        Part::Row { left, right } | Part::SubRow { left, right } | Part::Total { left, right } => {
            Some((left.clone(), right.clone()))
        }
        _ => None,
    };
    document.parts.iter().filter_map(row).collect()
}

#[test]
fn z_says_what_x_said_and_then_what_was_counted() {
    for lang in Lang::ALL {
        let x = rows(&Day::busy().form(Form::X, None, lang).unwrap());
        for closed in [Day::even(), Day::short()] {
            let z = rows(&closed.form(Form::Z, None, lang).unwrap());
            assert_eq!(z[..x.len()], x, "the totals of a close are those before it");
            assert!(z.len() > x.len(), "a Z-report says what was counted");
            assert_eq!(z, rows(&closed.paper("shift.closed", lang)), "asked for and printed are one");
        }
    }
}

/// The sum of a row.
fn sum_of(rows: &[(String, String)], left: &str) -> i64 {
    let (_, right) = rows.iter().find(|(found, _)| found == left).unwrap_or_else(|| panic!("{left} in {rows:?}"));
    crate::domain::Money::parse(right).unwrap().kopecks()
}

#[test]
fn what_the_papers_of_a_shift_say_agrees() {
    let day = Day::short();
    let of = |form| rows(&day.form(form, None, Lang::Ru).unwrap());
    let (z, statement, list, orders) = (of(Form::Z), of(Form::Statement), of(Form::Receipts), of(Form::Ko1));
    assert_eq!(sum_of(&z, "ПРИНЯТО"), sum_of(&list, "ПРИНЯТО"));
    let takings = sum_of(&statement, "ВЫРУЧКА НАЛИЧНЫМИ");
    assert_eq!(takings, sum_of(&z, "Наличные"));
    assert_eq!(takings, sum_of(&statement, "собственные деньги") + sum_of(&statement, "по агентским договорам"));
    // Each order has a stub of the same sum; the order of a day whose own takings are below zero is missing.
    let ordered: i64 = orders.iter().map(|(_, right)| crate::domain::Money::parse(right).unwrap().kopecks()).sum();
    assert_eq!(
        ordered / 2,
        [sum_of(&statement, "собственные деньги"), sum_of(&statement, "по агентским договорам")]
            .into_iter()
            .filter(|sum| *sum > 0)
            .sum::<i64>()
    );
    let flow = z.iter().skip_while(|(left, _)| left != "Остаток прошлой смены");
    let flow = flow.take_while(|(left, _)| left != "ДОЛЖНО БЫТЬ").filter(|(left, _)| !left.contains("сумок"));
    let added: i64 = flow.map(|(_, right)| crate::domain::Money::parse(right).unwrap().kopecks()).sum();
    assert_eq!(added, sum_of(&z, "ДОЛЖНО БЫТЬ"), "the rows of the cash flow add up");
    assert_eq!(sum_of(&statement, "ОСТАТОК В КАССЕ"), sum_of(&z, "ДОЛЖНО БЫТЬ"));
}

#[test]
fn a_form_that_does_not_fit_the_shift_is_told_apart() {
    let no = |day: &Day, form| day.form(form, None, Lang::En).err();
    for (day, refused) in [
        (
            Day::open(),
            vec![
                (Form::Z, NoForm::StillOpen),
                (Form::Statement, NoForm::StillOpen),
                (Form::DifferenceAct, NoForm::StillOpen),
                (Form::Ko1, NoForm::StillOpen),
                (Form::Ko2, NoForm::Nothing),
                (Form::BagSlip, NoForm::Nothing),
            ],
        ),
        (Day::even(), vec![(Form::X, NoForm::Closed), (Form::DifferenceAct, NoForm::Nothing)]),
        (Day::short(), vec![(Form::X, NoForm::Closed)]),
    ] {
        let found: Vec<_> = Form::ALL.into_iter().filter_map(|form| Some((form, no(&day, form)?))).collect();
        let sorted = |mut forms: Vec<(Form, NoForm)>| {
            forms.sort_by_key(|(form, _)| Form::ALL.iter().position(|known| known == form));
            forms
        };
        assert_eq!(found, sorted(refused));
    }
    assert_eq!(Day::even().form(Form::Ko2, Some("9"), Lang::En).err(), Some(NoForm::Nothing));
}

proptest! {
    // A case renders two dozen papers.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_sum_of_any_paper_is_cut_at_any_width(
        kopecks in 0i64..=crate::domain::Money::MOST.kopecks(), width in 0..WIDTHS.len(), russian: bool,
    ) {
        let lang = if russian { Lang::Ru } else { Lang::En };
        let columns = WIDTHS[width];
        let day = large(kopecks);
        let papers = day.events.iter().filter_map(|recorded| day.paper_of(recorded, lang, None));
        let forms = Form::ALL.into_iter().filter_map(|form| day.form(form, None, lang).ok());
        for document in papers.chain(forms) {
            let lines = render(&document, columns);
            let wide = lines.iter().find(|line| line.chars().count() > columns);
            prop_assert!(wide.is_none(), "{wide:?} in {}", document.name());
            for part in &document.parts {
                let (left, right) = match part {
                    Part::Row { left, right } | Part::SubRow { left, right } | Part::Total { left, right } => {
                        (left, right)
                    }
                    Part::Code(code) => {
                        prop_assert!(lines.iter().any(|line| line.trim() == code), "{code} in {}", document.name());
                        continue;
                    }
                    _ => continue,
                };
                let sum = right.replace('\u{a0}', " ");
                prop_assert!(lines.iter().any(|line| line.ends_with(&sum)), "{sum} in {}", document.name());
                for word in left.split_whitespace().filter(|word| word.chars().count() < columns - 2) {
                    let whole = lines.iter().any(|line| line.split_whitespace().any(|found| found == word));
                    prop_assert!(whole, "{word} of {left} in {}", document.name());
                }
            }
        }
    }
}

/// The busy day with one sum everywhere.
fn large(kopecks: i64) -> Day {
    let mut day = Day::busy();
    for recorded in &mut day.events {
        match &mut recorded.event {
            Event::CashIn(cash) => cash.amount = money(kopecks),
            Event::CashOut(cash) => cash.amount = money(kopecks),
            Event::CashHandedOver(given) => given.amount = money(kopecks),
            Event::CashAccepted(taken) => taken.given = money(kopecks),
            Event::CashDropped(drop) => drop.amount = money(kopecks),
            Event::PaymentTaken(payment) => payment.lines[0].amount = money(kopecks),
            Event::PaymentVoided(void) => void.lines[0].amount = money(kopecks),
            Event::PaymentMoved(moved) => moved.to.amount = money(kopecks),
            _ => {}
        }
    }
    let events = std::mem::take(&mut day.events);
    let mut shift = crate::domain::Shift::new(day.shift.desk.clone());
    events.iter().for_each(|recorded| shift.apply(recorded.at, &recorded.event));
    Day { shift, events }
}
