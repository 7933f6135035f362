//! The match of an office's day, exceptions and sign-off.

use chrono::NaiveDate;
use okno::domain::event::*;
use okno::domain::{Cell, DeskId, EntryId, ExceptionKey, Mark, Money, Role, Table, UserName, View};
use okno::hq::HqError;
use okno::hq::office::{Page, Viewer};
use okno::protocol::Refusal;
use okno::protocol::office::{Deed, Done, Ordered};
use uuid::Uuid;

use crate::scene::*;

on_both!(
    an_ordinary_day_is_right_and_can_be_signed,
    each_exception_makes_its_line_wrong_and_no_other,
    a_day_is_signed_only_when_it_may_be,
    a_late_entry_reopens_its_day,
    an_exception_is_looked_after_and_nobody_resolves_their_own,
    a_desk_without_a_network_is_announced,
    the_money_is_where_the_journals_say,
    of_other_offices_there_is_nothing,
    everything_opens_down_to_the_entry,
    an_order_that_comes_again_is_done_once,
);

const DAY: &str = "2026-11-23";

fn day() -> NaiveDate {
    DAY.parse().unwrap()
}

pub fn name(name: &str) -> UserName {
    name.parse().unwrap()
}

pub fn supervisor(user: &str, offices: Option<&[&str]>) -> Viewer {
    let offices = offices.map(|offices| offices.iter().map(|office| (*office).to_owned()).collect());
    Viewer { user: name(user), role: Role::Supervisor, offices }
}

pub fn olga() -> Viewer {
    supervisor("olga", None)
}

pub fn view(site: &Site, viewer: &Viewer, path: &str) -> Result<Table, HqError> {
    site.hq.view(viewer, &path.parse().unwrap(), &Page::default(), at())
}

pub fn shown(site: &Site, path: &str) -> Table {
    view(site, &olga(), path).unwrap()
}

pub fn order(site: &Site, viewer: &Viewer, deed: Deed) -> Result<Done, HqError> {
    let id = EntryId::from_uuid(Uuid::now_v7());
    site.hq.deed(viewer, &Ordered { id, deed }, at())
}

pub fn denial(outcome: Result<Done, HqError>) -> &'static str {
    match outcome {
        Err(HqError::Denied((why, _))) => why,
        other => panic!("not denied: {other:?}"),
    }
}

/// The lines of a match that are not right, each with its mark.
fn not_right(site: &Site, office: &str) -> Vec<(String, Mark)> {
    let table = shown(site, &format!("office/{office}/{DAY}"));
    let lines = table.rows.iter().filter(|row| !matches!(row.mark, Mark::Right | Mark::Plain));
    // What waits for registers has tests of its own.
    let lines = lines.filter(|row| row.cells[0] != Cell::word("office-check-registers"));
    lines
        .map(|row| match &row.cells[0] {
            Cell::Word(word) => (word.trim_start_matches("office-check-").to_owned(), row.mark),
            other => panic!("{other:?}"),
        })
        .collect()
}

fn state(site: &Site, office: &str) -> String {
    let table = shown(site, &format!("offices/{DAY}"));
    let row = table.rows.iter().find(|row| row.cells[0] == Cell::text(office)).unwrap();
    match &row.cells[1] {
        Cell::Word(word) => word.trim_start_matches("office-state-").to_owned(),
        other => panic!("{other:?}"),
    }
}

fn sign(comment: Option<&str>) -> Deed {
    Deed::Sign { office: "664003".parse().unwrap(), day: day(), comment: comment.map(str::to_owned) }
}

fn tick(desk: &Desk) -> Deed {
    Deed::Tick { desk: desk.id.clone(), shift: 1, seen: true }
}

fn an_ordinary_day_is_right_and_can_be_signed(site: &Site) {
    let desk = crate::scene::day(site, "664003/2", 5);
    desk.send(&site.hq);
    assert_eq!(not_right(site, "664003"), [("paper".to_owned(), Mark::Waiting)]);
    assert_eq!(state(site, "664003"), "closed");
    order(site, &olga(), tick(&desk)).unwrap();
    assert_eq!(not_right(site, "664003"), []);
    order(site, &olga(), sign(None)).unwrap();
    assert_eq!(state(site, "664003"), "signed");
    assert_eq!(shown(site, "days").rows, []);
    assert_eq!(denial(order(site, &olga(), sign(None))), "office-deny-signed");
    site.hq.verify(&mut |_| {}).unwrap();
}

fn each_exception_makes_its_line_wrong_and_no_other(site: &Site) {
    type Plant = fn(&mut Desk);
    let kinds: [(&str, Plant); 7] = [
        ("journal", |desk| {
            desk.write("payment.blessed", "{}".into());
        }),
        ("unknown", |desk| {
            desk.pay(1, "АБ9", 100);
        }),
        ("doubles", |desk| {
            desk.pay(1, "АБ1", 777);
            desk.pay(1, "АБ1", 777);
        }),
        ("z", |desk| {
            let closed = desk.closing(1);
            desk.record(ShiftClosed { gross: closed.gross.plus(Money::from_kopecks(5)).unwrap(), ..closed });
        }),
        ("counted", |desk| {
            let closed = desk.closing(1);
            desk.record(ShiftClosed { counted: closed.expected.plus(Money::from_kopecks(101)).unwrap(), ..closed });
        }),
        ("slips", |desk| {
            let kind = okno::domain::TenderKind::new("card").unwrap();
            let (counted, expected) = (Money::from_kopecks(100), Money::ZERO);
            let cards = vec![CardCount { kind, slips: 1, counted, expected }];
            desk.record(ShiftClosed { cards, ..desk.closing(1) });
        }),
        ("journals", |_| {}),
    ];
    for (at, (line, plant)) in kinds.into_iter().enumerate() {
        let office = format!("6640{at:02}");
        let mut desk = site.desk(&format!("{office}/1"));
        desk.open(1);
        desk.pay(1, "АБ2", 5_000 + at as i64);
        plant(&mut desk);
        let is_closed = desk.entries.iter().any(|entry| entry.kind == "shift.closed");
        if !is_closed && line != "journals" {
            desk.record(desk.closing(1));
        }
        desk.send(&site.hq);
        let wrong = [(line.to_owned(), Mark::Wrong), ("paper".to_owned(), Mark::Waiting)];
        assert_eq!(not_right(site, &office), wrong, "{line}");
    }
}

fn a_day_is_signed_only_when_it_may_be(site: &Site) {
    assert_eq!(denial(order(site, &olga(), sign(None))), "office-deny-empty");
    let mut desk = site.desk("664003/2");
    desk.open(1);
    desk.pay(1, "АБ1", 10_000);
    desk.send(&site.hq);
    assert_eq!(denial(order(site, &olga(), sign(Some("now")))), "office-deny-open");
    let closed = desk.closing(1);
    desk.record(ShiftClosed { counted: closed.expected.minus(Money::from_kopecks(200)).unwrap(), ..closed });
    desk.send(&site.hq);
    let cashier = supervisor("anna", None);
    assert_eq!(denial(order(site, &cashier, sign(Some("mine")))), "office-deny-own-day");
    assert_eq!(denial(order(site, &olga(), sign(Some("  ")))), "office-deny-comment");
    order(site, &olga(), sign(Some("is being looked into"))).unwrap();
    let table = shown(site, &format!("office/664003/{DAY}"));
    let story = table.rows.last().unwrap();
    assert_eq!(story.cells[..2], [Cell::word("office-story-signed"), Cell::text("olga: is being looked into")]);
}

fn a_late_entry_reopens_its_day(site: &Site) {
    let mut desk = crate::scene::day(site, "664003/2", 2);
    desk.send(&site.hq);
    order(site, &olga(), sign(None)).unwrap();
    // What only follows its shift changes nothing of the day.
    desk.record(from_golden::<PrintDone>("print.done"));
    desk.send(&site.hq);
    assert_eq!(state(site, "664003"), "signed");
    let late = desk.pay(1, "АБ1", 4_400);
    desk.send(&site.hq);
    assert_eq!(state(site, "664003"), "reopened");
    let table = shown(site, &format!("office/664003/{DAY}"));
    let story = table.rows.last().unwrap();
    assert_eq!(story.cells[0], Cell::word("office-story-reopened-day"));
    assert_eq!(story.opens, Some(View::Entry { desk: desk.id.clone(), seq: late }));
    order(site, &olga(), sign(Some("the late one is right"))).unwrap();
    assert_eq!(state(site, "664003"), "signed");
    site.hq.verify(&mut |_| {}).unwrap();
}

fn an_exception_is_looked_after_and_nobody_resolves_their_own(site: &Site) {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    desk.pay(1, "АБ9", 100);
    desk.record(desk.closing(1));
    desk.send(&site.hq);
    let list = shown(site, "exceptions");
    assert_eq!(list.rows.len(), 1);
    let Some(View::Exception { key }) = list.rows[0].opens.clone() else { panic!() };
    let resolve = |reason: &str, comment: Option<&str>| Deed::Resolve {
        exception: key.clone(),
        reason: reason.parse().unwrap(),
        comment: comment.map(str::to_owned),
        corrected_by: None,
    };
    assert_eq!(denial(order(site, &supervisor("anna", None), resolve("explained", None))), "office-deny-own");
    assert_eq!(denial(order(site, &olga(), resolve("because", None))), "office-deny-reason");
    assert_eq!(denial(order(site, &olga(), resolve("other", Some(" ")))), "office-deny-no-words");
    order(site, &olga(), Deed::Take { exception: key.clone() }).unwrap();
    assert_eq!(shown(site, "exceptions").rows[0].mark, Mark::Waiting);
    assert_eq!(shown(site, "queue").rows[0].mark, Mark::Waiting);
    let others = view(site, &supervisor("boris", None), "queue").unwrap();
    assert_eq!(others.rows, [], "somebody looks after it");
    order(site, &olga(), Deed::Comment { exception: key.clone(), comment: "asked them".into() }).unwrap();
    order(site, &olga(), resolve("explained", Some("a new flat"))).unwrap();
    assert_eq!(shown(site, "exceptions").rows, []);
    assert_eq!(not_right(site, "664003"), [("paper".to_owned(), Mark::Waiting)]);
    assert_eq!(denial(order(site, &olga(), resolve("explained", None))), "office-deny-resolved");
    let reopen = Deed::Reopen { exception: key.clone(), comment: "it was not".into() };
    order(site, &olga(), reopen.clone()).unwrap();
    assert_eq!(denial(order(site, &olga(), reopen)), "office-deny-not-resolved");
    let story = shown(site, &format!("exception/{key}"));
    let what: Vec<_> = story.rows.iter().map(|row| row.cells[1].clone()).collect();
    let words = ["found", "taken", "commented", "resolved", "reopened"];
    assert_eq!(what, words.map(|word| Cell::Word(format!("office-story-{word}"))));
    let nobody = ExceptionKey { seq: 99, ..key };
    assert!(matches!(order(site, &olga(), Deed::Take { exception: nobody }), Err(HqError::Refused(Refusal::NotFound))));
}

fn a_desk_without_a_network_is_announced(site: &Site) {
    let desk = crate::scene::day(site, "664003/2", 3);
    let announce = |payments, digits: &str| Deed::Announce {
        desk: desk.id.clone(),
        shift: 1,
        day: day(),
        payments,
        kopecks: Money::from_kopecks(30_003),
        digits: digits.to_owned(),
        clerk: "Anna".into(),
    };
    assert_eq!(denial(order(site, &olga(), announce(3, "12"))), "office-deny-digits");
    order(site, &olga(), announce(3, "0123abcd")).unwrap();
    assert_eq!(not_right(site, "664003")[0], ("journals".to_owned(), Mark::Waiting));
    order(site, &olga(), sign(None)).unwrap();
    assert_eq!(state(site, "664003"), "signed");
    // The journal comes and reopens the day; it agrees.
    desk.send(&site.hq);
    assert_eq!(state(site, "664003"), "reopened");
    let journals = |site: &Site| not_right(site, "664003").iter().any(|(line, _)| line == "journals");
    assert!(!journals(site), "{:?}", not_right(site, "664003"));
    assert_eq!(denial(order(site, &olga(), announce(3, "0123abcd"))), "office-deny-here");
    // Another office's says something else than was telephoned.
    let other = crate::scene::day(site, "664007/1", 3);
    let said = Deed::Announce {
        desk: other.id.clone(),
        shift: 1,
        day: day(),
        payments: 2,
        kopecks: Money::from_kopecks(30_003),
        digits: "0123abcd".into(),
        clerk: "Anna".into(),
    };
    order(site, &olga(), said).unwrap();
    other.send(&site.hq);
    assert!(not_right(site, "664007").contains(&("journals".to_owned(), Mark::Wrong)));
}

fn the_money_is_where_the_journals_say(site: &Site) {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    desk.pay(1, "АБ1", 50_000);
    let sealed = |seal: &str, kopecks| CashDropped {
        number: "1-1-c1".parse().unwrap(),
        seal: seal.parse().unwrap(),
        account: "own".parse().unwrap(),
        amount: Money::from_kopecks(kopecks),
        notes: None,
        user: name("anna"),
    };
    let dropped = desk.record(sealed("A-1", 20_000));
    desk.send(&site.hq);
    let money = shown(site, "money");
    let sum = |word: &str| {
        let row = money.rows.iter().find(|row| row.cells[0] == Cell::word(Box::leak(word.to_owned().into_boxed_str())));
        row.unwrap().cells[2].clone()
    };
    assert_eq!(sum("office-money-tills"), Money::from_kopecks(30_000).into());
    assert_eq!(sum("office-money-bags"), Money::from_kopecks(20_000).into());
    let bags = shown(site, "holders/bag");
    assert_eq!(bags.rows[0].opens, Some(View::Bag { desk: desk.id.clone(), seq: dropped }));
    assert!(matches!(view(site, &olga(), "holders/pocket"), Err(HqError::Refused(Refusal::NotFound))));
    // A pause and its end, twice in one shift: each seal ends with its own return.
    for _ in 0..2 {
        let till = Money::from_kopecks(30_000);
        desk.record(ShiftPaused { shift: 1, user: name("anna"), sealed: till, seal: None, ..paused() });
        desk.send(&site.hq);
        assert_eq!(shown(site, "holders/paused").rows.len(), 1);
        let back = ShiftResumed {
            shift: 1,
            user: name("anna"),
            sealed: till,
            carried: Money::ZERO,
            counted: till,
            ..resumed()
        };
        desk.record(back);
        desk.send(&site.hq);
        assert_eq!(shown(site, "holders/paused").rows, []);
    }
    site.hq.verify(&mut |_| {}).unwrap();
}

/// The event of a kind as the golden file has one.
fn from_golden<T: serde::de::DeserializeOwned>(kind: &str) -> T {
    let lines = include_str!("../data/events.jsonl").lines();
    let read = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    let found = lines.map(read).find(|entry| entry["kind"] == kind).unwrap();
    serde_json::from_str(found["body"].as_str().unwrap()).unwrap()
}

fn paused() -> ShiftPaused {
    from_golden("shift.paused")
}

fn resumed() -> ShiftResumed {
    from_golden("shift.resumed")
}

fn of_other_offices_there_is_nothing(site: &Site) {
    for office in ["664003", "664007"] {
        let mut desk = site.desk(&format!("{office}/1"));
        desk.open(1);
        desk.pay(1, "АБ9", 100);
        desk.record(desk.closing(1));
        desk.send(&site.hq);
    }
    let near = supervisor("olga", Some(&["664003"]));
    let names = [
        "office/664007/2026-11-23",
        "shifts/664007/2026-11-23",
        "shift/664007/1/1",
        "entries/664007/1/1",
        "entry/664007/1/1",
        "exceptions/664007",
        "corrections/664007/2026-11-23",
        "entry/hq/1/1",
    ];
    for path in names {
        assert!(matches!(view(site, &near, path), Err(HqError::Refused(Refusal::NotFound))), "{path}");
    }
    for path in ["days", "offices", "exceptions", "money", "holders/till"] {
        let table = serde_json::to_string(&view(site, &near, path).unwrap()).unwrap();
        assert!(table.contains("664003") || path == "money", "{path}");
        assert!(!table.contains("664007"), "{path}: {table}");
    }
    let money = view(site, &near, "money").unwrap();
    assert_eq!(money.rows[0].cells[1..], [Cell::Count(1), Money::from_kopecks(100).into()]);
    let far: DeskId = "664007/1".parse().unwrap();
    let tick = Deed::Tick { desk: far, shift: 1, seen: true };
    assert!(matches!(order(site, &near, tick), Err(HqError::Refused(Refusal::NotFound))));
    let sign = Deed::Sign { office: "664007".parse().unwrap(), day: day(), comment: Some("x".into()) };
    assert!(matches!(order(site, &near, sign), Err(HqError::Refused(Refusal::NotFound))));
    let cashier = Viewer { role: Role::Cashier, ..near };
    let sign = Deed::Sign { office: "664003".parse().unwrap(), day: day(), comment: Some("x".into()) };
    assert!(matches!(order(site, &cashier, sign), Err(HqError::Refused(Refusal::NotFound))));
}

fn everything_opens_down_to_the_entry(site: &Site) {
    let desk = crate::scene::day(site, "664003/2", 3);
    desk.send(&site.hq);
    let mut seen = std::collections::BTreeSet::new();
    let mut waiting = vec!["days".parse::<View>().unwrap(), "offices".parse().unwrap(), "money".parse().unwrap()];
    // What others show is for their own tests.
    let elsewhere = ["desks", "cards"];
    while let Some(view) = waiting.pop() {
        if elsewhere.contains(&view.name()) || !seen.insert(view.to_string()) {
            continue;
        }
        let table =
            site.hq.view(&olga(), &view, &Page::default(), at()).unwrap_or_else(|error| panic!("{view}: {error}"));
        assert_eq!(table.view, view);
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len(), "{view}");
        }
        assert!(table.total.is_empty() || table.total.len() == table.columns.len(), "{view}");
        waiting.extend(table.rows.into_iter().filter_map(|row| row.opens));
    }
    for seq in 2..=desk.last() {
        assert!(seen.contains(&format!("entry/664003/2/{seq}")), "{seq} of {seen:?}");
    }
    // A page at a time, the entries are the same.
    let view = "entries/664003/2/1".parse().unwrap();
    let (mut after, mut all) = (None, vec![]);
    loop {
        let page = Page { after, limit: Some(2) };
        let table = site.hq.view(&olga(), &view, &page, at()).unwrap();
        all.extend(table.rows);
        after = table.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(all, shown(site, "entries/664003/2/1").rows);
}

fn an_order_that_comes_again_is_done_once(site: &Site) {
    let desk = crate::scene::day(site, "664003/2", 3);
    desk.send(&site.hq);
    let ordered = Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed: sign(None) };
    let once = site.hq.deed(&olga(), &ordered, at()).unwrap();
    assert_eq!(site.hq.deed(&olga(), &ordered, at()).unwrap(), once);
    let id = EntryId::from_uuid(Uuid::now_v7());
    // Two nodes at once: one signs, the other is told that it is signed.
    let node = site.node();
    let tick = Ordered { id, deed: tick(&desk) };
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let runs = [&site.hq, &node].map(|hq| scope.spawn(|| hq.deed(&olga(), &tick, at()).unwrap()));
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert_eq!(outcomes[0], outcomes[1]);
}
