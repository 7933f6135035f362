//! What goes to suppliers: every line and correction in exactly one register, whatever happens meanwhile.

mod letters;
mod owed;
mod weeks;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use okno::domain::event::*;
use okno::domain::office::event::RegisterMade;
use okno::domain::*;
use okno::hq::office::Viewer;
use okno::hq::office::suppliers::RegisterReport;
use okno::hq::{Hq, HqError};
use okno::protocol::office::{Deed, Done, Ordered};
use okno::protocol::{Hash, Refusal};
use uuid::Uuid;

use crate::proof::change as change_store;
use crate::scene::*;

on_both!(
    a_register_takes_every_line_and_correction_once,
    a_register_is_denied_with_words,
    a_register_is_the_same_for_ever,
    two_makers_and_a_desk_at_once,
    an_order_for_a_register_is_carried_out_once,
    who_does_not_see_every_office_makes_none,
    a_changed_register_is_found,
);

pub fn olga() -> Viewer {
    Viewer { user: "olga".parse().unwrap(), role: Role::Supervisor, offices: None }
}

pub fn code(code: &str) -> SupplierCode {
    code.parse().unwrap()
}

pub fn order(hq: &Hq, deed: Deed) -> Result<Done, HqError> {
    hq.deed(&olga(), &Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed }, at())
}

pub fn make(hq: &Hq, supplier: &str, layout: Option<&str>) -> Result<u32, HqError> {
    let deed = Deed::MakeRegister { supplier: code(supplier), layout: layout.map(str::to_owned) };
    order(hq, deed).map(|done| done.gave.unwrap().parse().unwrap())
}

pub fn denial<T: std::fmt::Debug>(outcome: Result<T, HqError>) -> &'static str {
    match outcome {
        Err(HqError::Denied((why, _))) => why,
        other => panic!("not denied: {other:?}"),
    }
}

pub fn not_found<T: std::fmt::Debug>(outcome: Result<T, HqError>) -> bool {
    matches!(outcome, Err(HqError::Refused(Refusal::NotFound)))
}

/// A row of a register as its CSV has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CsvRow {
    pub id: String,
    pub day: String,
    pub time: String,
    pub cashier: String,
    pub receipt: String,
    pub kind: String,
    pub account: String,
    pub name: String,
    pub amount: i64,
}

/// A CSV register's rows, whose totals are proved.
pub fn csv_rows(bytes: &[u8]) -> Vec<CsvRow> {
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let (total, rows) = records.split_last().unwrap();
    let sum = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    let rows: Vec<CsvRow> = rows
        .iter()
        .map(|row| CsvRow {
            id: row[1].into(),
            day: row[2].into(),
            time: row[3].into(),
            cashier: row[6].into(),
            receipt: row[7].into(),
            kind: row[8].into(),
            account: row[10].into(),
            name: row[11].into(),
            amount: sum(&row[14]),
        })
        .collect();
    assert_eq!((&total[0], total[1].parse().ok()), ("total", Some(rows.len())));
    assert_eq!(sum(&total[14]), rows.iter().map(|row| row.amount).sum::<i64>());
    rows
}

pub fn rows_of(hq: &Hq, supplier: &str, number: u32) -> Vec<CsvRow> {
    csv_rows(&hq.register_file(&code(supplier), number).unwrap().bytes)
}

/// The registers that headquarters' own journal tells of, in order.
pub fn told(hq: &Hq) -> Vec<RegisterMade> {
    let mut found = vec![];
    hq.each_entry::<HqError>(&"hq/1".parse().unwrap(), &mut |entry| {
        if let HqEvent::RegisterMade(made) = HqEvent::decode(&entry.kind, &entry.body).unwrap() {
            found.push(made);
        }
        Ok(())
    })
    .unwrap();
    found
}

fn ids(rows: &[CsvRow]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

fn void(desk: &mut Desk, payment: &PaymentTaken) -> u64 {
    let PaymentTaken { receipt, lines, tenders, operator, .. } = payment.clone();
    desk.record(PaymentVoided { receipt, lines, tenders, operator, reason: "x".into(), approved_by: None })
}

/// Gives back so much of the first line of a payment.
pub fn refund(desk: &mut Desk, shift: u32, payment: &PaymentTaken, kopecks: i64) -> u64 {
    let amount = Money::from_kopecks(kopecks);
    let line = Line { amount, fee: Money::ZERO, ..payment.lines[0].clone() };
    let tenders = vec![Tendered { amount, given: None, ..payment.tenders[0].clone() }];
    let (receipt, lines) = (payment.receipt, vec![RefundedLine { n: 1, line }]);
    let (reason, approved_by, operator) = ("x".into(), None, None);
    desk.record(PaymentRefunded { receipt, shift, lines, tenders, operator, reason, approved_by })
}

/// Moves the first line of a payment to an account.
fn moved(desk: &mut Desk, payment: &PaymentTaken, supplier: &str, account: &str) -> u64 {
    let from = Line { fee: Money::ZERO, ..payment.lines[0].clone() };
    let to = line(supplier, account, from.amount.kopecks());
    let (receipt, cash, reason) = (payment.receipt, from.amount, "x".into());
    desk.record(PaymentMoved { receipt, n: 1, from, to, cash, reason, approved_by: None })
}

fn a_register_takes_every_line_and_correction_once(site: &Site) {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    let first = desk.payment(1, &[("АБ1", 10_000), ("АБ2", 20_000)]);
    desk.record(first.clone());
    desk.pay(1, "АБ3", 30_000);
    desk.send(&site.hq);
    assert_eq!(make(&site.hq, "energosbyt", Some("csv")).unwrap(), 1);
    let rows = rows_of(&site.hq, "energosbyt", 1);
    assert_eq!(ids(&rows), ["664003/2:3-1", "664003/2:3-2", "664003/2:4-1"]);
    let expected = ["2026-11-23", "14:01:30", "anna", "1-1-1", "payment", "АБ1", "Ёлкин"];
    let CsvRow { day, time, cashier, receipt, kind, account, name, .. } = rows[0].clone();
    assert_eq!([day, time, cashier, receipt, kind, account, name], expected);
    // What comes later is the next one's: a void of what went out, one of what did not, a move to another supplier.
    void(&mut desk, &first);
    let at_once = desk.payment(1, &[("АБ1", 700)]);
    desk.record(at_once.clone());
    void(&mut desk, &at_once);
    let wrong = desk.payment(1, &[("АБ1", 500)]);
    desk.record(wrong.clone());
    moved(&mut desk, &wrong, "teploset", "77001");
    desk.send(&site.hq);
    assert_eq!(make(&site.hq, "energosbyt", None).unwrap(), 2, "the layout is the last one's");
    let rows = rows_of(&site.hq, "energosbyt", 2);
    let short: Vec<_> = rows.iter().map(|row| (row.kind.as_str(), row.account.as_str(), row.amount)).collect();
    let expected = [
        ("void", "АБ1", -10_000),
        ("void", "АБ2", -20_000),
        ("payment", "АБ1", 700),
        ("void", "АБ1", -700),
        ("payment", "АБ1", 500),
        ("move", "АБ1", -500),
    ];
    assert_eq!(short, expected);
    assert_eq!(make(&site.hq, "teploset", Some("csv")).unwrap(), 1, "each supplier has numbers of its own");
    assert_eq!(rows_of(&site.hq, "teploset", 1)[0].amount, 500);
    let sums: Vec<_> = told(&site.hq).iter().map(|made| (made.lines, made.sum.kopecks())).collect();
    assert_eq!(sums, [(3, 60_000), (6, -30_000), (1, 500)]);
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_register_is_denied_with_words(site: &Site) {
    assert_eq!(denial(make(&site.hq, "energosbyt", Some("csv"))), "office-deny-register-empty");
    let mut desk = site.desk("664003/2");
    desk.open(1);
    desk.pay(1, "АБ1", 10_000);
    desk.record(PaymentTaken { lines: vec![line("gasprom", "7", 100)], ..desk.payment(1, &[("АБ1", 100)]) });
    desk.send(&site.hq);
    assert_eq!(denial(make(&site.hq, "energosbyt", None)), "office-deny-no-layout");
    assert_eq!(denial(make(&site.hq, "energosbyt", Some("xml"))), "office-deny-layout");
    assert_eq!(denial(make(&site.hq, "gasprom", Some("csv"))), "office-deny-supplier");
    // A name that the layout's letters can't write is named, and no number is used up.
    site.import("energosbyt", &[("АБ1", 100)], "2026-11-02").unwrap();
    site.import_text("energosbyt", "account,name,address,amount\nАБ1,Әлия,Ленина 1,1.00\n", "2026-11-03").unwrap();
    assert_eq!(denial(make(&site.hq, "energosbyt", Some("sber-payments"))), "office-deny-register-file");
    assert_eq!(make(&site.hq, "energosbyt", Some("csv")).unwrap(), 1);
    assert_eq!(denial(make(&site.hq, "energosbyt", None)), "office-deny-register-empty");
}

fn a_register_is_the_same_for_ever(site: &Site) {
    day(site, "664003/2", 3).send(&site.hq);
    for (number, layout) in (1..).zip(["csv", "1c", "dbf", "lanbilling", "sber-payments"]) {
        let mut desk = Desk::new(&format!("66400{number}/7"), number as u8);
        let enrol = site.hq.issue_code(&desk.id, at()).unwrap().code;
        site.hq.enrol(&desk.request(&enrol, false), at()).unwrap();
        desk.record(DeskEnrolled {
            desk: desk.id.clone(),
            epoch: 1,
            zone: "Asia/Irkutsk".into(),
            kind: DeskKind::Till,
        });
        desk.open(1);
        desk.pay(1, "АБ1", 10_000);
        desk.send(&site.hq);
        assert_eq!(make(&site.hq, "energosbyt", Some(layout)).unwrap(), number);
        let once = site.hq.register_file(&code("energosbyt"), number).unwrap();
        assert_eq!(Hash::of(&once.bytes).to_string(), once.register.sha256);
        let text = format!("account,name,address,amount\nАБ1,Петров {number},Мира 2,3.00\n");
        site.import_text("energosbyt", &text, &format!("2026-11-0{number}")).unwrap();
        let again = site.node().register_file(&code("energosbyt"), number).unwrap();
        assert_eq!(again, once);
    }
    let all: Vec<RegisterReport> = site.hq.registers(Some(&code("energosbyt"))).unwrap();
    let layouts: Vec<_> = all.iter().map(|register| (register.number, register.layout.as_str())).collect();
    assert_eq!(layouts, [(1, "csv"), (2, "1c"), (3, "dbf"), (4, "lanbilling"), (5, "sber-payments")]);
    assert!(not_found(site.hq.register_file(&code("energosbyt"), 6)));
    site.hq.verify(&mut |_| {}).unwrap();
}

fn two_makers_and_a_desk_at_once(site: &Site) {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    for n in 0..60 {
        desk.pay(1, "АБ1", 1_000 + n);
    }
    let nodes = [site.node(), site.node()];
    let sent = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for first in (1..=desk.last()).step_by(3) {
                let batch = desk.batch(first, (first + 2).min(desk.last()));
                site.hq.take_batch(&desk.id, &batch, at()).unwrap();
            }
            sent.store(true, Ordering::SeqCst);
        });
        for hq in &nodes {
            let sent = &sent;
            scope.spawn(move || {
                while !sent.load(Ordering::SeqCst) {
                    match make(hq, "energosbyt", Some("csv")) {
                        Ok(_) | Err(HqError::Denied(("office-deny-register-empty", _))) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
    });
    let _ = make(&site.hq, "energosbyt", Some("csv"));
    let registers = site.hq.registers(None).unwrap();
    let numbers: Vec<u32> = registers.iter().map(|register| register.number).collect();
    assert_eq!(numbers, (1..=registers.len() as u32).collect::<Vec<_>>());
    let mut amounts: Vec<i64> =
        numbers.iter().flat_map(|&number| rows_of(&site.hq, "energosbyt", number)).map(|row| row.amount).collect();
    amounts.sort();
    assert_eq!(amounts, (1_000..1_060).collect::<Vec<_>>());
    site.hq.verify(&mut |_| {}).unwrap();
}

fn an_order_for_a_register_is_carried_out_once(site: &Site) {
    let mut desk = day(site, "664003/2", 3);
    desk.send(&site.hq);
    let deed = Deed::MakeRegister { supplier: code("energosbyt"), layout: Some("csv".into()) };
    let ordered = Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed };
    let once = site.hq.deed(&olga(), &ordered, at()).unwrap();
    desk.open(2);
    desk.pay(2, "АБ1", 100);
    desk.send(&site.hq);
    assert_eq!(site.node().deed(&olga(), &ordered, at()).unwrap(), once);
    assert_eq!(site.hq.registers(None).unwrap().len(), 1);
}

fn who_does_not_see_every_office_makes_none(site: &Site) {
    day(site, "664003/2", 3).send(&site.hq);
    let deed = Deed::MakeRegister { supplier: code("energosbyt"), layout: Some("csv".into()) };
    let near = Viewer { offices: Some(["664003".to_owned()].into()), ..olga() };
    let cashier = Viewer { role: Role::Cashier, ..olga() };
    for viewer in [near, cashier] {
        let ordered = Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed: deed.clone() };
        assert!(not_found(site.hq.deed(&viewer, &ordered, at())), "{viewer:?}");
    }
}

fn a_changed_register_is_found(site: &Site) {
    let mut desk = day(site, "664003/2", 3);
    desk.send(&site.hq);
    make(&site.hq, "energosbyt", Some("csv")).unwrap();
    desk.open(2);
    desk.pay(2, "АБ1", 100);
    desk.send(&site.hq);
    make(&site.hq, "energosbyt", None).unwrap();
    site.hq.verify(&mut |_| {}).unwrap();
    let found = || match site.hq.verify(&mut |_| {}).unwrap_err() {
        HqError::Damaged { what, .. } => what.to_string(),
        other => panic!("{other}"),
    };
    let changes: BTreeMap<&str, [&str; 4]> = [
        (
            "register",
            [
                "UPDATE register SET kopecks = kopecks + 1 WHERE number = 2",
                "UPDATE register SET kopecks = kopecks - 1 WHERE number = 2",
                "UPDATE register SET to_day = '2026-11-24' WHERE number = 1",
                "UPDATE register SET to_day = '2026-11-23' WHERE number = 1",
            ],
        ),
        (
            "register_span",
            [
                "UPDATE register_span SET after = after + 1 WHERE number = 2",
                "UPDATE register_span SET after = after - 1 WHERE number = 2",
                "UPDATE register_span SET number = 3 WHERE number = 2",
                "UPDATE register_span SET number = 2 WHERE number = 3",
            ],
        ),
        (
            "register_file",
            [
                "UPDATE register_file SET content = '00' || content WHERE number = 2",
                "UPDATE register_file SET content = substr(content, 3) WHERE number = 2",
                "UPDATE register_file SET number = 7 WHERE number = 1",
                "UPDATE register_file SET number = 1 WHERE number = 7",
            ],
        ),
        (
            "due",
            [
                "UPDATE due SET kopecks = kopecks + 1",
                "UPDATE due SET kopecks = kopecks - 1",
                "UPDATE due SET supplier = 'x'",
                "UPDATE due SET supplier = 'energosbyt'",
            ],
        ),
    ]
    .into();
    for (table, [change, undo, another, back]) in changes {
        for (change, undo) in [(change, undo), (another, back)] {
            change_store(site, change);
            let said = found();
            assert!(said.contains(&format!("'{table}'")), "{change}: {said}");
            change_store(site, undo);
            site.hq.verify(&mut |_| {}).unwrap();
        }
    }
}
