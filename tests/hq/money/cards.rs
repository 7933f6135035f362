//! The acquirer's files beside the desks' slips.

use std::collections::BTreeSet;

use okno::domain::line::Tendered;
use okno::domain::{EntryId, TenderKind, View};
use okno::hq::{CardsError, CardsTaken, HqError};
use okno::protocol::Refusal;
use okno::register::acquirer;

use super::*;
use crate::day::supervisor;

on_both!(
    what_agrees_is_right,
    each_way_to_differ_is_found_and_nothing_else,
    what_comes_late_makes_it_right,
    a_voided_payment_need_not_be_in_the_file,
    a_file_comes_again_without_harm,
    what_was_resolved_stays_so,
    a_file_that_does_not_come_is_late,
    an_operation_of_no_terminal_that_is_known_is_nobodys,
    of_another_office_there_are_no_cards,
    a_changed_operation_is_damage,
);

const HEADS: &str = "Терминал;Дата и время операции;Операция;Сумма;Комиссия;Карта;RRN;Код авторизации";
const DAY: &str = "cards/2026-11-23";

/// A file: terminal, day, sum, reference.
fn file(rows: &[(&str, &str, i64, &str)]) -> Vec<u8> {
    let row = |(terminal, day, roubles, reference): &(&str, &str, i64, &str)| {
        let what = if *roubles < 0 { "Возврат" } else { "Оплата" };
        format!("{terminal};{day};{what};{};0,50;220012******0001;{reference};a{reference}\n", roubles.abs())
    };
    format!("{HEADS}\n{}", rows.iter().map(row).collect::<String>()).into_bytes()
}

fn bring(site: &Site, viewer: &Viewer, bytes: &[u8]) -> Result<CardsTaken, CardsError> {
    let file = acquirer::read(bytes).unwrap();
    let id = EntryId::from_uuid(Uuid::now_v7());
    site.hq.take_cards(viewer, &"card".parse().unwrap(), &file, id, crate::scene::at())
}

fn take_file(site: &Site, rows: &[(&str, &str, i64, &str)]) -> CardsTaken {
    bring(site, &olga(), &file(rows)).unwrap()
}

/// Takes a payment by card.
fn by_card(desk: &mut Desk, roubles: i64, reference: &str) -> u64 {
    let payment =
        PaymentTaken { tenders: vec![slip(roubles, reference)], ..desk.payment(1, &[("АБ1", roubles * 100)]) };
    desk.record(payment)
}

fn slip(roubles: i64, reference: &str) -> Tendered {
    let kind = TenderKind::new("card").unwrap();
    Tendered { kind, amount: money(roubles * 100), given: None, reference: Some(reference.to_owned()) }
}

/// A desk with payments by card.
fn desk_with(site: &Site, name: &str, slips: &[(i64, &str)]) -> (Desk, Vec<u64>) {
    let mut desk = site.desk(name);
    desk.open(1);
    let seqs = slips.iter().map(|(roubles, reference)| by_card(&mut desk, *roubles, reference)).collect();
    desk.send(&site.hq);
    (desk, seqs)
}

/// The open exceptions, as kind, entry, line, subject and roubles.
fn odd(taken: &CardsTaken) -> Vec<(&'static str, u64, u32, &str, i64)> {
    let flat = taken
        .odd
        .iter()
        .map(|odd| (odd.kind.code(), odd.seq, odd.n, odd.subject.as_str(), odd.kopecks.kopecks() / 100));
    flat.collect()
}

fn sums(table: &Table, at: usize) -> Vec<Cell> {
    table.rows[at].cells.clone()
}

fn what_agrees_is_right(site: &Site) {
    let (_, seqs) = desk_with(site, "664003/2", &[(100, "111"), (200, "222"), (300, "333")]);
    assert_eq!(line_at(site, "664003", "cards", NOON), Mark::Waiting);
    let office = shown_at(site, "cards/2026-11-23/664003", NOON);
    assert!(office.rows.iter().all(|row| row.cells[8] == Cell::word("office-cards-awaited")), "{office:?}");
    // One knows it by the reference, another by the code; the acquirer's clock is already past midnight.
    let rows = [("T1", "23.11.2026", 100, "111"), ("T1", "24.11.2026", 300, "333"), ("T1", "23.11.2026", 200, "222")];
    let taken = take_file(site, &rows);
    assert_eq!((taken.new, taken.known, taken.gross, taken.fee), (3, 0, money(60_000), money(150)));
    assert_eq!(odd(&taken), []);
    assert_eq!(line_at(site, "664003", "cards", NOON), Mark::Right);
    let day = shown_at(site, DAY, NOON);
    let all = [Cell::text("664003"), Cell::Count(3), money(60_000).into(), Cell::Count(3), money(60_000).into()];
    assert_eq!(sums(&day, 0)[..5], all);
    assert_eq!(day.rows[0].opens, Some("cards/2026-11-23/664003".parse::<View>().unwrap()));
    let to_pay = day.facts.iter().find(|(id, _)| id == "office-fact-to-pay");
    assert_eq!(to_pay.unwrap().1, Cell::Kopecks(money(29_900)), "of the day's own operations, less the fee");
    let slips = shown_at(site, "cards/2026-11-23/664003", NOON);
    assert_eq!(slips.rows[0].opens, Some(View::Entry { desk: "664003/2".parse().unwrap(), seq: seqs[0] }));
    site.hq.verify(&mut |_| {}).unwrap();
}

const NOON: &str = "2026-11-24T04:00:00.000Z";

fn each_way_to_differ_is_found_and_nothing_else(site: &Site) {
    let (_, seqs) = desk_with(site, "664003/2", &[(100, "111"), (200, "222"), (300, "333"), (400, "444")]);
    desk_with(site, "664007/1", &[(500, "555")]);
    let day = "23.11.2026";
    let rows = [("T1", day, 100, "111"), ("T1", day, 210, "222"), ("T1", day, 400, "444"), ("T1", day, 77, "999")];
    let taken = take_file(site, &[rows.as_slice(), &[("T2", day, 500, "555")]].concat());
    let found: BTreeSet<_> = odd(&taken).into_iter().collect();
    let expected = [
        ("card-missing", seqs[2], 1, "card 333", -300),
        ("card-sum", seqs[1], 1, "card 222", 10),
        ("card-unknown", taken.seq, 5, "664003 T1 999", 77),
    ];
    assert_eq!(found, expected.into());
    assert_eq!(line_at(site, "664003", "cards", NOON), Mark::Wrong);
    assert_eq!(line_at(site, "664007", "cards", NOON), Mark::Right);
    let slips = shown_at(site, "cards/2026-11-23/664003", NOON);
    let marks: Vec<Mark> = slips.rows.iter().map(|row| row.mark).collect();
    assert_eq!(marks, [Mark::Wrong, Mark::Wrong, Mark::Wrong, Mark::Right, Mark::Right], "what is wrong comes first");
    assert_eq!(slips.total[5..8], [money(100_000).into(), money(78_700).into(), money(-21_300).into()]);
    for row in &slips.rows[..3] {
        let path = row.opens.as_ref().unwrap().to_string();
        assert!(!shown_at(site, &path, NOON).rows.is_empty(), "{path}");
    }
    let offices = shown_at(site, "offices/2026-11-23", NOON);
    let bad = offices.rows.iter().find(|row| row.cells[0] == Cell::text("664003")).unwrap();
    assert_eq!(bad.cells.last(), Some(&Cell::Count(3)));
    let report = site.hq.day_report(&olga(), "2026-11-23".parse().unwrap()).unwrap();
    let exceptions: Vec<u64> = report.offices.iter().map(|office| office.exceptions).collect();
    assert_eq!(exceptions, [3, 0], "the operation in no journal is its terminal's office's");
    site.hq.verify(&mut |_| {}).unwrap();
}

fn what_comes_late_makes_it_right(site: &Site) {
    let (mut desk, _) = desk_with(site, "664003/2", &[(100, "111")]);
    let seq = by_card(&mut desk, 200, "222");
    let day = "23.11.2026";
    let taken = take_file(site, &[("T1", day, 100, "111"), ("T1", day, 200, "222")]);
    assert_eq!(odd(&taken), [("card-unknown", taken.seq, 3, "664003 T1 222", 200)]);
    desk.send(&site.hq);
    assert_eq!(shown_at(site, "exceptions", NOON).rows, []);
    assert_eq!(line_at(site, "664003", "cards", NOON), Mark::Right);
    // And a slip that the acquirer did not tell of is wrong from the moment that it is known.
    let lost = by_card(&mut desk, 300, "333");
    desk.send(&site.hq);
    assert_eq!(site.odd(&desk), [("card-missing", lost, 1, "card 333".to_owned(), -30_000)]);
    // A later file may tell of it.
    take_file(site, &[("T1", day, 300, "333")]);
    assert_eq!(site.odd(&desk), []);
    assert!(seq < lost);
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_voided_payment_need_not_be_in_the_file(site: &Site) {
    let (mut desk, _) = desk_with(site, "664003/2", &[(100, "111"), (200, "222")]);
    let payment = desk.payment(1, &[("АБ1", 20_000)]);
    let void = PaymentVoided {
        receipt: "1-1-2".parse().unwrap(),
        lines: payment.lines,
        tenders: vec![slip(200, "222")],
        operator: None,
        reason: "twice".into(),
        approved_by: None,
    };
    desk.record(void);
    desk.send(&site.hq);
    let day = "23.11.2026";
    assert_eq!(odd(&take_file(site, &[("T1", day, 100, "111")])), []);
    let both = take_file(site, &[("T1", day, 200, "222"), ("T1", day, -200, "222")]);
    assert_eq!(odd(&both), [], "nor does it harm there");
    assert_eq!(line_at(site, "664003", "cards", NOON), Mark::Right);
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_file_comes_again_without_harm(site: &Site) {
    desk_with(site, "664003/2", &[(100, "111"), (200, "222")]);
    let rows = [("T1", "23.11.2026", 100, "111")];
    let first = take_file(site, &rows);
    let again = take_file(site, &rows);
    assert_eq!((again.new, again.known, again.seq), (0, 1, 0));
    assert_eq!(odd(&again), odd(&first), "what is odd is told again");
    let more = take_file(site, &[rows[0], ("T1", "23.11.2026", 200, "222")]);
    assert_eq!((more.new, more.known, odd(&more)), (1, 1, vec![]));
    let other = bring(site, &olga(), &file(&[("T1", "23.11.2026", 120, "111"), ("T1", "23.11.2026", 5, "6")]));
    match other.unwrap_err() {
        CardsError::Differs(differs) => {
            let found: Vec<_> = differs.iter().map(|it| (it.line, it.reference.as_str(), it.known, it.found)).collect();
            assert_eq!(found, [(2, "111", money(10_000), money(12_000))]);
        }
        other => panic!("{other}"),
    }
    assert_eq!(shown_at(site, "exceptions", NOON).rows, [], "nothing of it was taken");
    site.hq.verify(&mut |_| {}).unwrap();
}

fn what_was_resolved_stays_so(site: &Site) {
    let (mut desk, seqs) = desk_with(site, "664003/2", &[(100, "111"), (200, "222")]);
    let day = "23.11.2026";
    let taken = take_file(site, &[("T1", day, 100, "111"), ("T1", day, 50, "999")]);
    let keys = [format!("664003/2/{}/card-missing/1", seqs[1]), format!("hq/1/{}/card-unknown/3", taken.seq)];
    for key in &keys {
        let resolve = Deed::Resolve {
            exception: key.parse().unwrap(),
            reason: "other".parse().unwrap(),
            comment: Some("the acquirer pays with the next file".into()),
            corrected_by: None,
        };
        do_it(site, resolve).unwrap();
    }
    assert_eq!(line_at(site, "664003", "cards", NOON), Mark::Right);
    by_card(&mut desk, 300, "333");
    desk.send(&site.hq);
    let open = shown_at(site, "exceptions", NOON);
    assert_eq!(open.rows.len(), 1, "the new one alone");
    take_file(site, &[("T1", day, 300, "333"), ("T1", day, 200, "222")]);
    assert_eq!(shown_at(site, "exceptions", NOON).rows, []);
    for key in keys {
        let story = shown_at(site, &format!("exception/{key}"), NOON);
        assert_eq!(story.rows.len(), 2, "found and resolved: {story:?}");
    }
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_file_that_does_not_come_is_late(site: &Site) {
    desk_with(site, "664003/2", &[(100, "111")]);
    // An acquirer that never told of anything is not waited for.
    assert_eq!(line_at(site, "664003", "cards", "2026-12-20T04:00:00.000Z"), Mark::Waiting);
    take_file(site, &[("T1", "10.11.2026", 5, "6")]);
    assert_eq!(line_at(site, "664003", "cards", NOON), Mark::Waiting);
    assert_eq!(line_at(site, "664003", "cards", "2026-12-20T04:00:00.000Z"), Mark::Wrong);
}

fn an_operation_of_no_terminal_that_is_known_is_nobodys(site: &Site) {
    desk_with(site, "664003/2", &[(100, "111")]);
    let taken = take_file(site, &[("T1", "23.11.2026", 100, "111"), ("T9", "23.11.2026", 70, "999")]);
    assert_eq!(odd(&taken), [("card-unknown", taken.seq, 3, "- T9 999", 70)]);
    assert_eq!(line_at(site, "664003", "cards", NOON), Mark::Right);
    let day = shown_at(site, DAY, NOON);
    assert_eq!((day.rows[1].mark, &day.rows[1].cells[0]), (Mark::Wrong, &Cell::word("office-cards-nobodys")));
    let report = site.hq.day_report(&olga(), "2026-11-23".parse().unwrap()).unwrap();
    assert_eq!(report.offices.len(), 1);
    // The terminal is told by a later slip.
    desk_with(site, "664009/1", &[(30, "333")]);
    let later = take_file(site, &[("T9", "23.11.2026", 30, "333")]);
    assert_eq!(odd(&later), [("card-unknown", taken.seq, 3, "664009 T9 999", 70)]);
    assert_eq!(line_at(site, "664009", "cards", NOON), Mark::Wrong);
}

fn of_another_office_there_are_no_cards(site: &Site) {
    desk_with(site, "664003/2", &[(100, "111")]);
    desk_with(site, "664009/1", &[(30, "333")]);
    let day = "23.11.2026";
    let taken = take_file(site, &[("T1", day, 100, "111"), ("T1", day, 70, "999"), ("T9", day, 30, "333")]);
    let there = supervisor("nina", Some(&["664009"]));
    let view = |path: &str| site.hq.view(&there, &path.parse::<View>().unwrap(), &Page::default(), crate::scene::at());
    let seen = view(DAY).unwrap();
    assert_eq!(seen.rows.len(), 1);
    assert_eq!((&seen.rows[0].cells[0], seen.facts.len()), (&Cell::text("664009"), 0));
    let key = format!("hq/1/{}/card-unknown/3", taken.seq);
    for path in ["cards/2026-11-23/664003", &format!("exception/{key}")] {
        assert!(matches!(view(path), Err(HqError::Refused(Refusal::NotFound))), "{path}");
    }
    let deed = Deed::Take { exception: key.parse().unwrap() };
    let ordered = Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed };
    assert!(matches!(site.hq.deed(&there, &ordered, crate::scene::at()), Err(HqError::Refused(Refusal::NotFound))));
    assert!(matches!(bring(site, &there, &file(&[("T1", day, 1, "1")])), Err(CardsError::Hq(_))));
    // Whose it is, its own supervisors settle.
    let here = supervisor("nina", Some(&["664003"]));
    let seen = site.hq.view(&here, &format!("exception/{key}").parse().unwrap(), &Page::default(), crate::scene::at());
    assert_eq!(seen.unwrap().rows.len(), 1);
    site.hq.deed(&here, &ordered, crate::scene::at()).unwrap();
}

fn a_changed_operation_is_damage(site: &Site) {
    desk_with(site, "664003/2", &[(100, "111")]);
    take_file(site, &[("T1", "23.11.2026", 100, "111")]);
    site.hq.verify(&mut |_| {}).unwrap();
    crate::scene::change(site, "UPDATE card_operation SET kopecks = 9000");
    let damage = site.hq.verify(&mut |_| {}).unwrap_err().to_string();
    assert!(damage.contains("card_operation"), "{damage}");
    crate::scene::change(site, "UPDATE card_operation SET kopecks = 10000");
    crate::scene::change(site, "UPDATE slip SET reference = '112'");
    let damage = site.hq.verify(&mut |_| {}).unwrap_err().to_string();
    assert!(damage.contains("slip"), "{damage}");
}
