//! Bags: sealed, collected, credited with and without a difference, given back.

use okno::domain::office::event::Verdict;
use okno::domain::{Cell, Mark, View};
use okno::hq::HqError;
use okno::hq::office::Page;
use okno::protocol::Refusal;
use okno::protocol::office::Deed;

use super::*;
use crate::day::{denial, order, shown, supervisor};

on_both!(
    a_bag_goes_to_the_bank,
    one_credit_covers_several_bags,
    a_difference_is_by_an_act_and_the_sealers,
    a_bag_that_comes_back_goes_again_or_is_opened,
    what_contradicts_itself_is_denied,
    of_another_office_there_is_no_bag,
    a_seals_number_comes_again,
    a_bag_that_waits_too_long_is_wrong,
    a_silent_desk_is_wrong_after_opening_hours,
);

fn state(table: &okno::domain::Table) -> String {
    let fact = table.facts.iter().find(|(id, _)| id == "office-fact-state").unwrap();
    match &fact.1 {
        Cell::Word(word) => word.trim_start_matches("office-bag-").to_owned(),
        other => panic!("{other:?}"),
    }
}

fn story(table: &okno::domain::Table) -> Vec<Cell> {
    table.rows.iter().map(|row| row.cells[1].clone()).collect()
}

fn a_bag_goes_to_the_bank(site: &Site) {
    let (mut desk, bags) = with_bags(site, "664003/2", "own", &[("A-1", 20_000), ("A-2", 30_000)]);
    assert_eq!(place(site, "bags"), money(50_000));
    do_it(site, collect(&desk, bags[0])).unwrap();
    assert_eq!(denial(do_it(site, collect(&desk, bags[0]))), "office-deny-bag-collected");
    let path = format!("bag/664003/2/{}", bags[0]);
    assert_eq!(state(&shown(site, &path)), "collected");
    // The day is signed while they are on their way, and closing them leaves it signed.
    desk.record(desk.closing(1));
    desk.send(&site.hq);
    let sign = Deed::Sign { office: "664003".parse().unwrap(), day: "2026-11-23".parse().unwrap(), comment: None };
    do_it(site, sign).unwrap();
    do_it(site, credit(&[found(&desk, bags[0], 20_000, Verdict::Whole)], None, None)).unwrap();
    assert_eq!(shown(site, "days").rows, []);
    let bag = shown(site, &path);
    assert_eq!(state(&bag), "credited");
    let words = ["office-bag-sealed", "office-story-collected", "office-story-credited"];
    assert_eq!(story(&bag), words.map(Cell::word));
    assert_eq!(bag.rows[2].opens, Some(View::Entry { desk: "hq/1".parse().unwrap(), seq: 3 }));
    let open = shown(site, "bags");
    assert_eq!(open.rows.len(), 1);
    assert_eq!(open.rows[0].opens, Some(View::Bag { desk: desk.id.clone(), seq: bags[1] }));
    assert_eq!((place(site, "bags"), place(site, "bank")), (money(30_000), money(20_000)));
    assert_eq!(denial(do_it(site, collect(&desk, bags[0]))), "office-deny-bag-credited");
    site.hq.verify(&mut |_| {}).unwrap();
}

fn one_credit_covers_several_bags(site: &Site) {
    let (near, first) = with_bags(site, "664003/2", "own", &[("A-1", 20_000)]);
    let (far, second) = with_bags(site, "664007/1", "own", &[("A-2", 30_000)]);
    take(site, &olga(), &statement(&[("2026-11-24", "515", 50_000, "20202810000000000099", "сумки № A-1, A-2")]))
        .unwrap();
    let bags = [found(&near, first[0], 20_000, Verdict::Whole), found(&far, second[0], 30_000, Verdict::Whole)];
    let one = credit(&bags[..1], Some(document("515", "2026-11-24")), None);
    assert_eq!(denial(do_it(site, one)), "office-deny-document-sum");
    do_it(site, credit(&bags, Some(document("515", "2026-11-24")), None)).unwrap();
    assert_eq!(shown(site, "bags").rows, []);
    assert_eq!(place(site, "bank"), money(50_000));
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_difference_is_by_an_act_and_the_sealers(site: &Site) {
    let sums = [("A-1", 20_000), ("A-2", 30_000), ("A-3", 10_000)];
    let (desk, bags) = with_bags(site, "664003/2", "agents", &sums);
    let short = found(&desk, bags[0], 19_000, Verdict::Short);
    assert_eq!(denial(do_it(site, credit(std::slice::from_ref(&short), None, None))), "office-deny-bag-act");
    let own = order(site, &supervisor("anna", None), credit(std::slice::from_ref(&short), None, Some("7")));
    assert_eq!(denial(own), "office-deny-bag-own");
    let all = [short, found(&desk, bags[1], 30_500, Verdict::Over), found(&desk, bags[2], 5_000, Verdict::Counterfeit)];
    do_it(site, credit(&all, None, Some("7"))).unwrap();
    assert_eq!(place(site, "bank"), money(54_500));
    let odd: Vec<_> = site.odd(&desk).into_iter().map(|(kind, seq, _, about, off)| (kind, seq, about, off)).collect();
    let expected = [(bags[0], "A-1 7", -1_000), (bags[1], "A-2 7", 500), (bags[2], "A-3 7", -5_000)];
    assert_eq!(odd, expected.map(|(seq, about, off)| ("bag-difference", seq, about.to_owned(), off)));
    assert_eq!(line_at(site, "664003", "bags", "2026-11-23T06:00:00.000Z"), Mark::Wrong);
    let entry = shown(site, "entry/hq/1/1");
    let overshort: Vec<_> = entry.rows.iter().filter(|row| row.cells[1] == Cell::text("overshort:664003/2")).collect();
    assert_eq!(overshort.len(), 3, "each difference is the sealer's");
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_bag_that_comes_back_goes_again_or_is_opened(site: &Site) {
    let (mut desk, bags) = with_bags(site, "664003/2", "own", &[("A-1", 20_000), ("A-2", 30_000)]);
    assert_eq!(denial(do_it(site, give_back(&desk, bags[0], None))), "office-deny-bag-here");
    for seq in &bags {
        do_it(site, collect(&desk, *seq)).unwrap();
        do_it(site, give_back(&desk, *seq, None)).unwrap();
    }
    let path = |seq: u64| format!("bag/664003/2/{seq}");
    assert_eq!(state(&shown(site, &path(bags[0]))), "returned");
    assert_eq!(place(site, "bags"), money(50_000), "a bag that came back is still a bag");
    // One goes to the bank again; the other is opened, and its cash is in the drawer.
    do_it(site, collect(&desk, bags[0])).unwrap();
    do_it(site, credit(&[found(&desk, bags[0], 20_000, Verdict::Whole)], None, None)).unwrap();
    assert_eq!(denial(do_it(site, give_back(&desk, bags[1], Some(2)))), "office-deny-bag-cash");
    let cash_in = open_bag(&mut desk, 29_900);
    desk.send(&site.hq);
    do_it(site, give_back(&desk, bags[1], Some(cash_in))).unwrap();
    assert_eq!(state(&shown(site, &path(bags[1]))), "opened");
    assert_eq!(place(site, "bags"), money(0));
    let entry = shown(site, "entry/hq/1/7");
    let posted: Vec<_> = entry.rows.iter().filter(|row| row.cells[0] == Cell::word("office-posting")).collect();
    let accounts: Vec<_> = posted.iter().map(|row| row.cells[1].clone()).collect();
    assert_eq!(accounts, ["other:returned-bag", "cash:bag:A-2", "overshort:664003/2", "cash:bag:A-2"].map(Cell::text));
    // The same entry opens no second bag.
    let third = seal_bag(&mut desk, "own", "A-3", 5_000);
    let again = open_bag(&mut desk, 5_000);
    desk.send(&site.hq);
    assert_eq!(denial(do_it(site, give_back(&desk, third, Some(cash_in)))), "office-deny-bag-cash");
    do_it(site, give_back(&desk, third, Some(again))).unwrap();
    let fourth = seal_bag(&mut desk, "own", "A-4", 5_000);
    desk.send(&site.hq);
    assert_eq!(denial(do_it(site, give_back(&desk, fourth, Some(again)))), "office-deny-bag-cash");
    site.hq.verify(&mut |_| {}).unwrap();
}

fn what_contradicts_itself_is_denied(site: &Site) {
    let (desk, bags) = with_bags(site, "664003/2", "own", &[("A-1", 20_000)]);
    let (other, others) = with_bags(site, "664003/3", "agents", &[("B-1", 20_000)]);
    let one = |kopecks, verdict| found(&desk, bags[0], kopecks, verdict);
    let is_denied = |bags: &[FoundBag], act: Option<&str>| denial(do_it(site, credit(bags, None, act)));
    assert_eq!(is_denied(&[], None), "office-deny-no-bag");
    assert_eq!(is_denied(&[one(19_999, Verdict::Whole)], Some("7")), "office-deny-bag-whole");
    assert_eq!(is_denied(&[one(20_000, Verdict::Short)], Some("7")), "office-deny-bag-short");
    assert_eq!(is_denied(&[one(-1, Verdict::Counterfeit)], Some("7")), "office-deny-bag-short");
    assert_eq!(is_denied(&[one(20_000, Verdict::Over)], Some("7")), "office-deny-bag-over");
    assert_eq!(is_denied(&[one(1, Verdict::Short)], Some(" ")), "office-deny-bag-act");
    let whole = one(20_000, Verdict::Whole);
    assert_eq!(is_denied(&[whole.clone(), whole.clone()], None), "office-deny-bag-twice");
    let apart = [whole.clone(), found(&other, others[0], 20_000, Verdict::Whole)];
    assert_eq!(is_denied(&apart, None), "office-deny-bag-accounts");
    let named = |number| credit(std::slice::from_ref(&whole), Some(document(number, "2026-11-24")), None);
    assert_eq!(denial(do_it(site, named("515"))), "office-deny-no-document");
    let early = Deed::Collect { desk: desk.id.clone(), seq: bags[0], day: "2026-11-22".parse().unwrap() };
    assert_eq!(denial(do_it(site, early)), "office-deny-bag-day");
    // An entry that sealed no bag is none.
    assert!(matches!(do_it(site, collect(&desk, 1)), Err(HqError::Refused(Refusal::NotFound))));
    assert_eq!(shown(site, "bags").rows.len(), 2, "nothing was done");
    site.hq.verify(&mut |_| {}).unwrap();
}

fn of_another_office_there_is_no_bag(site: &Site) {
    let (near, first) = with_bags(site, "664003/2", "own", &[("A-1", 20_000)]);
    let (far, second) = with_bags(site, "664007/1", "own", &[("A-2", 30_000)]);
    let viewer = supervisor("olga", Some(&["664003"]));
    let view = |path: &str| site.hq.view(&viewer, &path.parse().unwrap(), &Page::default(), crate::scene::at());
    assert_eq!(view("bags").unwrap().rows.len(), 1);
    let hidden = view(&format!("bag/664007/1/{}", second[0]));
    assert!(matches!(hidden, Err(HqError::Refused(Refusal::NotFound))));
    let both = [found(&near, first[0], 20_000, Verdict::Whole), found(&far, second[0], 30_000, Verdict::Whole)];
    for deed in [collect(&far, second[0]), give_back(&far, second[0], None), credit(&both, None, None)] {
        assert!(matches!(order(site, &viewer, deed), Err(HqError::Refused(Refusal::NotFound))));
    }
    assert_eq!(shown(site, "bags").rows.len(), 2);
}

fn a_seals_number_comes_again(site: &Site) {
    let (mut desk, bags) = with_bags(site, "664003/2", "own", &[("A-1", 20_000)]);
    do_it(site, credit(&[found(&desk, bags[0], 20_000, Verdict::Whole)], None, None)).unwrap();
    let again = seal_bag(&mut desk, "own", "A-1", 100);
    desk.record(BagGiven {
        number: "1-1-c3".parse().unwrap(),
        bags: vec![GivenBag { seal: "A-1".parse().unwrap(), amount: money(100), account: "own".parse().unwrap() }],
        collector: "Collector 7".into(),
        user: name("anna"),
    });
    desk.send(&site.hq);
    let bag = |seq: u64| shown(site, &format!("bag/664003/2/{seq}"));
    assert_eq!(state(&bag(bags[0])), "credited");
    assert_eq!(story(&bag(bags[0])), ["office-bag-sealed", "office-story-credited"].map(Cell::word));
    assert_eq!(state(&bag(again)), "collected", "as its desk says");
    assert_eq!(shown(site, "bags").rows.len(), 1);
    assert_eq!(place(site, "bags"), money(100));
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_bag_that_waits_too_long_is_wrong(site: &Site) {
    // Monday the 23rd; it may wait for the collector for one bank day, and for its credit until the third.
    let (desk, bags) = with_bags(site, "664003/2", "own", &[("A-1", 20_000)]);
    let stands = |at: &str| {
        let table = shown_at(site, "bags", at);
        let line = line_at(site, "664003", "bags", at);
        assert_eq!(table.rows[0].mark, line);
        (table.rows[0].cells[5].clone(), line)
    };
    assert_eq!(stands("2026-11-24T12:00:00.000Z"), (Cell::Count(1), Mark::Waiting));
    assert_eq!(stands("2026-11-25T12:00:00.000Z"), (Cell::Count(2), Mark::Wrong));
    do_it(site, collect(&desk, bags[0])).unwrap();
    assert_eq!(stands("2026-11-26T12:00:00.000Z"), (Cell::Count(3), Mark::Waiting));
    assert_eq!(stands("2026-11-27T12:00:00.000Z"), (Cell::Count(4), Mark::Wrong));
    // In Irkutsk it is the next day already, and a weekend ages nothing.
    assert_eq!(stands("2026-11-26T17:00:00.000Z"), (Cell::Count(4), Mark::Wrong));
    assert_eq!(stands("2026-11-29T12:00:00.000Z"), (Cell::Count(4), Mark::Wrong));
}

fn a_silent_desk_is_wrong_after_opening_hours(site: &Site) {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    desk.record(desk.closing(1));
    desk.send(&site.hq);
    // Another one, of which nothing was heard since it was enrolled on Monday at 14:00.
    site.desk("664003/3");
    let line = |at: &str| line_at(site, "664003", "silent", at);
    assert_eq!(line("2026-11-23T10:00:00.000Z"), Mark::Waiting);
    assert_eq!(line("2026-11-23T22:00:00.000Z"), Mark::Waiting, "a night is no opening hours");
    assert_eq!(line("2026-11-24T09:30:00.000Z"), Mark::Wrong, "four hours on Monday, eight and a half on Tuesday");
    let marks: Vec<Mark> =
        shown_at(site, "desks", "2026-11-24T09:30:00.000Z").rows.iter().map(|row| row.mark).collect();
    assert_eq!(marks, [Mark::Wrong; 2]);
}
