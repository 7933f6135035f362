//! HQ proves what it has, and its totals are the domain's own fold, whatever the desk did.

use std::collections::BTreeMap;

use okno::domain::event::*;
use okno::domain::totals::Totals;
use okno::domain::*;
use okno::hq::{Hq, HqError, HqHome, StoreError};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

pub use crate::scene::change;
use crate::scene::*;

on_both!(
    totals_are_the_domains_fold,
    what_was_changed_in_the_store_is_found,
    a_store_belongs_to_one_key,
    a_set_up_may_be_repeated,
);

/// What a made-up desk does next.
#[derive(Clone, Debug)]
enum Step {
    Open,
    Pay(Vec<(usize, i64, i64)>, usize),
    Void(usize),
    Refund(usize, i64),
    Move(usize),
    Retender(usize),
    Pause,
    Resume,
    Close,
    Print,
}

fn steps() -> impl Strategy<Value = (Vec<Step>, Vec<u64>)> {
    let line = (0..3usize, 1..300_000i64, 0..500i64);
    let step = prop_oneof![
        3 => Just(Step::Open),
        10 => (proptest::collection::vec(line, 1..4), 0..3usize).prop_map(|(lines, tender)| Step::Pay(lines, tender)),
        2 => (0..20usize).prop_map(Step::Void),
        2 => (0..20usize, 1..1000i64).prop_map(|(nth, kopecks)| Step::Refund(nth, kopecks)),
        2 => (0..20usize).prop_map(Step::Move),
        2 => (0..20usize).prop_map(Step::Retender),
        1 => Just(Step::Pause),
        1 => Just(Step::Resume),
        1 => Just(Step::Close),
        1 => Just(Step::Print),
    ];
    (proptest::collection::vec(step, 1..60), proptest::collection::vec(1..9u64, 1..30))
}

const SUPPLIERS: [&str; 3] = ["energosbyt", "teploset", "gasprom"];

fn take(desk: &mut Desk, step: &Step, payments: &mut Vec<PaymentTaken>) {
    let open = desk.shift.open.as_ref().map(|open| open.number);
    let next = desk.shift.number + 1;
    let nth = |nth: &usize| payments.get(*nth % payments.len().max(1)).cloned();
    match (step, open) {
        (Step::Open, None) => _ = desk.open(next),
        (Step::Pay(lines, tender), Some(open)) => {
            let payment = pay(desk, open, lines, *tender);
            desk.record(payment.clone());
            payments.push(payment);
        }
        (Step::Void(n), Some(open)) => {
            let Some(payment) = nth(n).filter(|payment| payment.receipt.shift == open) else { return };
            payments.retain(|other| other.receipt != payment.receipt);
            let PaymentTaken { receipt, lines, tenders, operator, .. } = payment;
            desk.record(PaymentVoided { receipt, lines, tenders, operator, reason: "x".into(), approved_by: None });
        }
        (Step::Refund(n, kopecks), Some(open)) => {
            let Some(payment) = nth(n).filter(|payment| payment.receipt.shift != open) else { return };
            let line = Line { amount: Money::from_kopecks(*kopecks), ..payment.lines[0].clone() };
            let tenders = vec![Tendered { amount: line.total().unwrap(), given: None, ..payment.tenders[0].clone() }];
            let (receipt, lines) = (payment.receipt, vec![RefundedLine { n: 1, line }]);
            let (reason, approved_by, operator) = ("x".into(), None, None);
            desk.record(PaymentRefunded { receipt, shift: open, lines, tenders, operator, reason, approved_by });
        }
        (Step::Move(n), Some(_)) => {
            let Some(payment) = nth(n) else { return };
            let from = payment.lines[0].clone();
            let to = Line { supplier: "upravdom".parse().unwrap(), service: "flat".parse().unwrap(), ..from.clone() };
            let (receipt, reason, cash) = (payment.receipt, "x".into(), from.amount);
            desk.record(PaymentMoved { receipt, n: 1, from, to, cash, reason, approved_by: None });
        }
        (Step::Retender(n), Some(_)) => {
            let Some(payment) = nth(n) else { return };
            let from = payment.tenders[0].clone();
            let to =
                Tendered { kind: "sbp".parse().unwrap(), given: None, reference: Some("7".into()), ..from.clone() };
            let (receipt, lines, reason) = (payment.receipt, payment.lines, "x".into());
            desk.record(PaymentRetendered { receipt, from, to, lines, reason, approved_by: None });
        }
        (Step::Pause, Some(shift)) => {
            let (user, sealed) = ("anna".parse().unwrap(), Money::ZERO);
            desk.record(ShiftPaused { shift, user, sealed, seal: None, approved_by: None });
        }
        (Step::Resume, None) => {
            let Some(paused) = desk.shift.paused.first() else { return };
            let (shift, user) = (paused.shift.number, "anna".parse().unwrap());
            let (sealed, carried, counted) = (Money::ZERO, Money::ZERO, Money::ZERO);
            desk.record(ShiftResumed { shift, user, sealed, carried, counted, notes: None, approved_by: None });
        }
        (Step::Close, Some(open)) => _ = desk.record(desk.closing(open)),
        (Step::Print, _) => _ = desk.record(PrintDone { seq: 1, copy: 0 }),
        _ => {}
    }
}

fn pay(desk: &Desk, shift: u32, lines: &[(usize, i64, i64)], tender: usize) -> PaymentTaken {
    let accounts: Vec<(&str, i64)> = lines.iter().map(|(_, kopecks, _)| ("АБ1", *kopecks)).collect();
    let mut payment = desk.payment(shift, &accounts);
    for (line, (supplier, _, fee)) in payment.lines.iter_mut().zip(lines) {
        *line =
            Line { fee: Money::from_kopecks(*fee), ..self::line(SUPPLIERS[*supplier], "АБ1", line.amount.kopecks()) };
    }
    let due = line::total(&payment.lines).unwrap().kopecks();
    let part = |kind: &str, kopecks| Tendered {
        kind: kind.parse().unwrap(),
        amount: Money::from_kopecks(kopecks),
        given: None,
        reference: (kind != "cash").then(|| "1".into()),
    };
    payment.tenders = match tender {
        0 => vec![part("cash", due)],
        1 => vec![part("card", due)],
        _ => vec![part("card", due / 3), part("cash", due - due / 3)],
    };
    payment
}

/// What HQ keeps of totals, as numbers to compare.
fn kept(totals: &Totals) -> Vec<(String, i64)> {
    let mut rows: Vec<(String, i64)> = vec![
        ("payments".into(), totals.payments.into()),
        ("gross".into(), totals.gross.kopecks()),
        ("voids".into(), totals.voids.into()),
        ("voided".into(), totals.voided.kopecks()),
        ("refunds".into(), totals.refunds.n.into()),
        ("refunded".into(), totals.refunds.sum.kopecks()),
        ("moves".into(), totals.moves.n.into()),
        ("moved".into(), totals.moves.sum.kopecks()),
        ("retenders".into(), totals.retenders.n.into()),
        ("retendered".into(), totals.retenders.sum.kopecks()),
        ("fees".into(), totals.fees.kopecks()),
    ];
    rows.extend(totals.tenders.iter().map(|(kind, sum)| (format!("tender {kind}"), sum.kopecks())));
    rows.extend(totals.slips.iter().map(|(kind, slips)| (format!("slips {kind}"), *slips)));
    rows.extend(totals.dues.iter().map(|((of, service), sum)| (format!("due {of} {service}"), sum.kopecks())));
    rows
}

fn totals_are_the_domains_fold(site: &Site) {
    let mut runner = TestRunner::new(ProptestConfig::with_cases(40));
    let mut number = 0;
    let numbers = std::cell::RefCell::new(&mut number);
    let outcome = runner.run(&steps(), |(steps, sizes)| {
        **numbers.borrow_mut() += 1;
        let mut desk = site.desk(&format!("office-{}/1", numbers.borrow()));
        let mut payments = vec![];
        steps.iter().for_each(|step| take(&mut desk, step, &mut payments));
        let mut first = 1;
        for size in sizes.iter().cycle() {
            let last = (first + size - 1).min(desk.last());
            site.hq.take_batch(&desk.id, &desk.batch(first, last), at()).unwrap();
            if last == desk.last() {
                break;
            }
            first = last + 1;
        }
        let ours: BTreeMap<u32, Vec<(String, i64)>> =
            site.hq.shifts(&desk.id).unwrap().iter().map(|(shift, sums)| (*shift, kept(&sums.totals))).collect();
        let theirs: BTreeMap<u32, Vec<(String, i64)>> =
            desk.totals.iter().map(|(shift, totals)| (*shift, kept(totals))).collect();
        prop_assert_eq!(ours, theirs);
        Ok(())
    });
    outcome.unwrap();
    site.hq.verify(&mut |_| {}).unwrap();
}

fn what_was_changed_in_the_store_is_found(site: &Site) {
    let desk = day(site, "664003/2", 4);
    desk.send(&site.hq);
    day(site, "664003/3", 2).send(&site.hq);
    let verified = site.hq.verify(&mut |_| {}).unwrap();
    assert_eq!((verified.desks, verified.entries, verified.payments.payments), (2, 12, 6));
    let found = || match site.hq.verify(&mut |_| {}).unwrap_err() {
        HqError::Damaged { desk, seq, what } => format!("{desk} {seq}: {what}"),
        other => panic!("{other}"),
    };
    let entry = "entry WHERE desk = '664003/2' AND seq = 4";
    for (sql, undo, expected) in [
        (
            format!("UPDATE entry SET body = replace(body, '10001', '10002') WHERE {}", &entry[12..]),
            format!("UPDATE entry SET body = replace(body, '10002', '10001') WHERE {}", &entry[12..]),
            "664003/2 4: its content does not fit its hash",
        ),
        (
            "UPDATE line SET kopecks = kopecks + 1 WHERE desk = '664003/2' AND seq = 4".into(),
            "UPDATE line SET kopecks = kopecks - 1 WHERE desk = '664003/2' AND seq = 4".into(),
            "664003/2 7: the table 'line' does not follow from the entries",
        ),
        (
            "UPDATE tender_total SET kopecks = kopecks + 1 WHERE desk = '664003/2'".into(),
            "UPDATE tender_total SET kopecks = kopecks - 1 WHERE desk = '664003/2'".into(),
            "664003/2 7: the table 'shift' does not follow from the entries",
        ),
        (
            "UPDATE service_total SET shift = 9 WHERE desk = '664003/2'".into(),
            "UPDATE service_total SET shift = 1 WHERE desk = '664003/2'".into(),
            "664003/2 7: the table 'shift' does not follow from the entries",
        ),
        (
            "UPDATE desk SET kopecks = kopecks + 1 WHERE desk = '664003/2'".into(),
            "UPDATE desk SET kopecks = kopecks - 1 WHERE desk = '664003/2'".into(),
            "664003/2 7: the table 'desk' does not follow from the entries",
        ),
        (
            "UPDATE desk SET through = through + 1 WHERE desk = '664003/2'".into(),
            "UPDATE desk SET through = through - 1 WHERE desk = '664003/2'".into(),
            "664003/2 7: HQ acknowledged entries up to 8",
        ),
    ] {
        change(site, &sql);
        assert_eq!(found(), expected, "{sql}");
        change(site, &undo);
        site.hq.verify(&mut |_| {}).unwrap();
    }
    change(site, &format!("DELETE FROM {entry}"));
    assert_eq!(found(), "664003/2 4: entry 4 is missing: entry 5 stands in its place");
}

fn a_store_belongs_to_one_key(site: &Site) {
    let other = tempfile::tempdir().unwrap();
    let home = HqHome::new(other.path());
    let catalogue = Catalogue::built_in().unwrap();
    let url = match &site.url {
        okno::settings::StoreUrl::Sqlite(_) => okno::settings::StoreUrl::Sqlite(site.home.path().join("hq.db")),
        url => url.clone(),
    };
    // Another node needs the first one's key, and is not given one of its own.
    assert!(matches!(Hq::set_up(&home, url.clone(), &catalogue, at()), Err(HqError::Key(_))));
    assert!(!home.key().exists());
    std::fs::copy(site.home.key(), home.key()).unwrap();
    let second = Hq::set_up(&home, url.clone(), &catalogue, at()).unwrap();
    assert_eq!(second.keys(), site.hq.keys());
    std::fs::remove_file(home.key()).unwrap();
    okno::hq::HqKey::load_or_make(&home.key()).unwrap();
    let foreign = |outcome: Result<Hq, HqError>| matches!(outcome, Err(HqError::Store(StoreError::OtherKey { .. })));
    assert!(foreign(Hq::open(&home)) && foreign(Hq::set_up(&home, url, &catalogue, at())));
}

fn a_set_up_may_be_repeated(site: &Site) {
    let catalogue = Catalogue::built_in().unwrap();
    let again = Hq::set_up(&site.home, site.url.clone(), &catalogue, at()).unwrap();
    assert_eq!(again.keys(), site.hq.keys());
    let page = again.directory_page(0, 100).unwrap();
    assert_eq!(page, site.hq.directory_page(0, 100).unwrap(), "nothing is published twice");
    let elsewhere = "sqlite:other.db".parse().unwrap();
    assert!(matches!(Hq::set_up(&site.home, elsewhere, &catalogue, at()), Err(HqError::OtherStore(_))));
}

#[test]
fn what_is_no_store_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let home = HqHome::new(folder.path());
    assert!(matches!(Hq::open(&home), Err(HqError::Settings(_))));
    let catalogue = Catalogue::built_in().unwrap();
    Hq::set_up(&home, "sqlite:hq.db".parse().unwrap(), &catalogue, at()).unwrap();
    Hq::open(&home).unwrap().ready().unwrap();
    std::fs::remove_file(folder.path().join("hq.db")).unwrap();
    assert!(matches!(Hq::open(&home), Err(HqError::Store(StoreError::Missing))));
    assert!(!folder.path().join("hq.db").exists(), "opening makes nothing");
    rusqlite::Connection::open(folder.path().join("hq.db")).unwrap().execute_batch("CREATE TABLE x (y)").unwrap();
    assert!(matches!(Hq::open(&home), Err(HqError::Store(StoreError::Foreign))));
}

/// As after a restart of PostgreSQL: what HQ had open is closed, and nobody is turned away for that.
#[test]
fn a_server_that_closed_its_connections_is_asked_anew() {
    let Some(site) = Site::new(Engine::Postgres) else { return };
    let desk = day(&site, "664003/2", 6);
    let okno::settings::StoreUrl::Postgres(url) = &site.url else { panic!("{:?}", site.url) };
    for last in [2, 5, desk.last()] {
        // Each is waited for: one that ends in the middle of the batch is another matter.
        let sql = "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let ended: i64 = postgres_client(url).query_one(sql, &[]).unwrap().get(0);
        assert!(ended > 0, "HQ keeps no connection open");
        assert_eq!(site.hq.take_batch(&desk.id, &desk.batch(1, last), at()).unwrap().through, last);
    }
    site.hq.verify(&mut |_| {}).unwrap();
}
