//! What is owed to suppliers: sent, remitted, overdue, and by months.

use chrono::TimeDelta;
use okno::domain::*;
use okno::hq::HqError;
use okno::hq::office::{Page, Viewer};
use okno::protocol::office::{Deed, Ordered};
use uuid::Uuid;

use super::{code, denial, make, not_found, olga, order, refund, rows_of};
use crate::proof::change;
use crate::reports::week::{Dice, week};
use crate::scene::*;

on_both!(
    a_supplier_gets_what_its_registers_say_and_no_more,
    what_was_taken_back_is_set_off,
    a_supplier_is_overdue_by_its_terms,
    what_is_owed_is_the_ledgers_due,
    a_register_is_seen_in_pages_down_to_its_entries,
    a_day_waits_for_its_registers,
    who_does_not_see_every_office_has_no_suppliers,
    a_changed_remittance_is_found,
);

fn remit(site: &Site, supplier: &str, kopecks: i64, registers: &[u32]) -> Result<u64, HqError> {
    let deed = Deed::Remit {
        supplier: code(supplier),
        kopecks: Money::from_kopecks(kopecks),
        registers: registers.to_vec(),
        account: "agents".parse().unwrap(),
        document: None,
    };
    order(&site.hq, deed).map(|done| done.seq)
}

pub fn view_at(site: &Site, path: &str, now: Timestamp) -> Table {
    let page = Page { after: None, limit: Some(500) };
    site.hq.view(&olga(), &path.parse().unwrap(), &page, now).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn sum(cell: &Cell) -> i64 {
    match cell {
        Cell::Kopecks(sum) => sum.kopecks(),
        other => panic!("{other:?}"),
    }
}

/// Owed, in no register, in registers, remitted, to remit, overdue.
fn standing(site: &Site, supplier: &str, now: Timestamp) -> [i64; 6] {
    let table = view_at(site, "suppliers", now);
    let row = table.rows.iter().find(|row| row.cells[0] == Cell::text(supplier)).unwrap();
    std::array::from_fn(|at| sum(&row.cells[3 + at]))
}

/// A desk that took two sums for heat, each in a register of its own.
fn two_registers(site: &Site) -> Desk {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    for kopecks in [10_000, 5_000] {
        let lines = vec![line("teploset", "77001", kopecks)];
        desk.record(event::PaymentTaken { lines, ..desk.payment(1, &[("АБ1", kopecks)]) });
        desk.send(&site.hq);
        make(&site.hq, "teploset", Some("csv")).unwrap();
    }
    desk
}

fn a_supplier_gets_what_its_registers_say_and_no_more(site: &Site) {
    let mut desk = two_registers(site);
    let lines = vec![line("teploset", "77001", 300)];
    desk.record(event::PaymentTaken { lines, ..desk.payment(1, &[("АБ1", 300)]) });
    desk.send(&site.hq);
    assert_eq!(standing(site, "teploset", at()), [15_300, 300, 15_000, 0, 15_000, 0]);
    assert_eq!(denial(remit(site, "teploset", 0, &[])), "office-deny-remit-sum");
    assert_eq!(denial(remit(site, "teploset", 15_001, &[])), "office-deny-over-remitted", "no register has the rest");
    assert_eq!(denial(remit(site, "teploset", 5_001, &[2])), "office-deny-over-remitted");
    assert_eq!(denial(remit(site, "teploset", 100, &[3])), "office-deny-no-register");
    let seq = remit(site, "teploset", 5_000, &[2]).unwrap();
    assert_eq!(denial(remit(site, "teploset", 1, &[2])), "office-deny-remitted");
    assert_eq!(standing(site, "teploset", at()), [10_300, 300, 15_000, 5_000, 10_000, 0]);
    remit(site, "teploset", 4_000, &[]).unwrap();
    let registers = view_at(site, "registers/teploset", at());
    let open: Vec<_> = registers.rows.iter().map(|row| (row.mark, sum(&row.cells[7]))).collect();
    assert_eq!(open, [(Mark::Right, 0), (Mark::Waiting, 6_000)]);
    remit(site, "teploset", 6_000, &[1]).unwrap();
    assert_eq!(standing(site, "teploset", at()), [300, 300, 15_000, 15_000, 0, 0]);
    // The report by months has each sum, and it opens.
    let months = view_at(site, "supplier/teploset", at());
    let figures: Vec<_> = months.rows[0].cells[3..].iter().map(sum).collect();
    assert_eq!(months.rows[0].cells[..3], [Cell::text("2026-11"), Cell::Empty, Cell::Count(3)]);
    assert_eq!(figures, [15_300, 0, 15_300, 0, 15_000]);
    let got: Vec<_> = months.rows[1..].iter().map(|row| sum(&row.cells[7])).collect();
    assert_eq!(got, [6_000, 4_000, 5_000]);
    assert_eq!(months.rows[3].opens, Some(View::Entry { desk: "hq/1".parse().unwrap(), seq }));
    let holders = view_at(site, "holders/due", at());
    assert_eq!((holders.rows.len(), sum(&holders.total[2])), (1, 300));
    let entry = view_at(site, &format!("entry/hq/1/{seq}"), at());
    let postings: Vec<_> = entry.rows.iter().filter(|row| row.cells[0] == Cell::word("office-posting")).collect();
    assert_eq!((&postings[0].cells[1], sum(&postings[0].cells[2])), (&Cell::text("due:teploset"), 5_000));
    site.hq.verify(&mut |_| {}).unwrap();
}

fn what_was_taken_back_is_set_off(site: &Site) {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    let lines = vec![line("teploset", "77001", 10_000)];
    let paid = event::PaymentTaken { lines, ..desk.payment(1, &[("АБ1", 10_000)]) };
    desk.record(paid.clone());
    desk.record(desk.closing(1));
    desk.open(2);
    desk.send(&site.hq);
    make(&site.hq, "teploset", Some("csv")).unwrap();
    remit(site, "teploset", 10_000, &[]).unwrap();
    refund(&mut desk, 2, &paid, 4_000);
    desk.send(&site.hq);
    make(&site.hq, "teploset", None).unwrap();
    assert_eq!(standing(site, "teploset", at()), [-4_000, 0, 6_000, 10_000, -4_000, 0]);
    assert_eq!(denial(remit(site, "teploset", 1, &[])), "office-deny-over-remitted", "the supplier owes us");
    let lines = vec![line("teploset", "77002", 9_000)];
    desk.record(event::PaymentTaken { lines, ..desk.payment(2, &[("АБ1", 9_000)]) });
    desk.send(&site.hq);
    make(&site.hq, "teploset", None).unwrap();
    remit(site, "teploset", 5_000, &[]).unwrap();
    assert_eq!(standing(site, "teploset", at()), [0, 0, 15_000, 15_000, 0, 0]);
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_supplier_is_overdue_by_its_terms(site: &Site) {
    let terms = Catalogue::built_in().unwrap().supplier(&code("teploset")).unwrap().remit_days.unwrap();
    two_registers(site);
    let after = |days: u32| at().plus(TimeDelta::days(i64::from(days)));
    assert_eq!(standing(site, "teploset", after(terms))[5], 0);
    assert_eq!(standing(site, "teploset", after(terms + 1))[5], 15_000);
    remit(site, "teploset", 10_000, &[]).unwrap();
    assert_eq!(standing(site, "teploset", after(terms + 1))[5], 5_000);
    let table = view_at(site, "suppliers", after(terms + 1));
    let row = table.rows.iter().find(|row| row.cells[0] == Cell::text("teploset")).unwrap();
    assert_eq!((row.mark, sum(&table.total[8])), (Mark::Wrong, 5_000));
    // The operator's own money is due to nobody else.
    let mut own = site.desk("664003/3");
    own.open(1);
    own.pay(1, "АБ1", 700);
    own.send(&site.hq);
    assert_eq!(standing(site, "energosbyt", after(400)), [700, 700, 0, 0, 0, 0]);
}

fn what_is_owed_is_the_ledgers_due(site: &Site) {
    let mut dice = Dice(0x00d1_ce01);
    let desks = week(site, &mut dice);
    for _ in 0..12 {
        let supplier: &str = dice.pick::<&str>(&["energosbyt", "teploset", "upravdom"]);
        match dice.roll(3) {
            0 => _ = make(&site.hq, supplier, Some("csv")),
            _ => _ = remit(site, supplier, 1 + dice.roll(3_000_000) as i64, &[]),
        }
    }
    let mut due: std::collections::BTreeMap<String, i64> = Default::default();
    let mut add = |postings: Vec<ledger::Posting>| {
        for ledger::Posting { account, amount } in postings {
            if let ledger::LedgerAccount::Due(supplier) = account {
                *due.entry(supplier.to_string()).or_default() -= amount.kopecks();
            }
        }
    };
    for desk in &desks {
        for entry in &desk.entries {
            add(ledger::postings(&desk.id, &Event::decode(&entry.kind, &entry.body).unwrap()));
        }
    }
    site.hq
        .each_entry::<HqError>(&"hq/1".parse().unwrap(), &mut |entry| {
            add(office::ledger::postings(&HqEvent::decode(&entry.kind, &entry.body).unwrap()));
            Ok(())
        })
        .unwrap();
    let table = view_at(site, "suppliers", at());
    for row in &table.rows {
        let Cell::Text(supplier) = &row.cells[0] else { panic!() };
        let [owed, unsent, sent, remitted, to_remit, _] = std::array::from_fn(|at| sum(&row.cells[3 + at]));
        assert_eq!(owed, due.get(supplier).copied().unwrap_or_default(), "{supplier}");
        assert_eq!((unsent + to_remit, sent - remitted), (owed, to_remit), "{supplier}");
    }
    assert!(table.rows.iter().any(|row| row.cells[0] == Cell::text("gasprom")), "one that no catalogue has");
    assert_eq!(sum(&table.total[3]), due.values().sum::<i64>());
    let holders = view_at(site, "holders/due", at());
    assert_eq!(sum(&holders.total[2]), due.values().sum::<i64>());
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_register_is_seen_in_pages_down_to_its_entries(site: &Site) {
    for name in ["664003/1", "664003/2", "664007/1"] {
        day(site, name, 7).send(&site.hq);
    }
    make(&site.hq, "energosbyt", Some("csv")).unwrap();
    let view: View = "register/energosbyt/1".parse().unwrap();
    for limit in [1, 3, 7, 14, 500] {
        let (mut after, mut seen) = (None, vec![]);
        loop {
            let table = site.hq.view(&olga(), &view, &Page { after, limit: Some(limit) }, at()).unwrap();
            assert!(table.rows.len() <= limit);
            seen.extend(table.rows);
            after = table.next;
            if after.is_none() {
                assert_eq!(sum(&table.total[7]), seen.iter().map(|row| sum(&row.cells[7])).sum::<i64>());
                break;
            }
        }
        let found: Vec<_> = seen.iter().map(|row| (row.cells[3].clone(), sum(&row.cells[7]))).collect();
        let file: Vec<_> = rows_of(&site.hq, "energosbyt", 1);
        let file: Vec<_> = file.iter().map(|row| (Cell::text(&row.receipt), row.amount)).collect();
        assert_eq!(found, file, "{limit}");
        for row in seen {
            let Some(View::Entry { desk, .. }) = row.opens else { panic!() };
            assert_eq!(row.cells[2], Cell::text(desk));
        }
    }
    assert!(not_found(site.hq.view(&olga(), &"register/energosbyt/2".parse().unwrap(), &Page::default(), at())));
    let strange = Page { after: Some("1/1 x 2".into()), limit: None };
    assert!(not_found(site.hq.view(&olga(), &view, &strange, at())));
    // A list of registers has pages too.
    let mut late = site.desk("664007/2");
    late.open(1);
    late.pay(1, "АБ1", 5);
    late.send(&site.hq);
    make(&site.hq, "energosbyt", None).unwrap();
    let page = |after| Page { after, limit: Some(1) };
    let list: View = "registers/energosbyt".parse().unwrap();
    let first = site.hq.view(&olga(), &list, &page(None), at()).unwrap();
    assert_eq!((&first.rows[0].cells[0], first.next.as_deref()), (&Cell::text(2), Some("2")));
    let second = site.hq.view(&olga(), &list, &page(first.next), at()).unwrap();
    assert_eq!((&second.rows[0].cells[0], second.next), (&Cell::text(1), None));
}

/// How the line of the match about registers stands: its mark, how many suppliers wait, and what is due.
fn check(site: &Site) -> (Mark, Cell, i64) {
    let table = view_at(site, "office/664003/2026-11-23", at());
    let row = table.rows.iter().find(|row| row.cells[0] == Cell::word("office-check-registers")).unwrap();
    (row.mark, row.cells[1].clone(), sum(&row.cells[2]))
}

fn a_day_waits_for_its_registers(site: &Site) {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    desk.pay(1, "АБ1", 1_000);
    let lines = vec![line("teploset", "77001", 400)];
    desk.record(event::PaymentTaken { lines, ..desk.payment(1, &[("АБ1", 400)]) });
    desk.send(&site.hq);
    assert_eq!(check(site), (Mark::Waiting, Cell::text("0/2"), 1_400));
    make(&site.hq, "energosbyt", Some("csv")).unwrap();
    assert_eq!(check(site), (Mark::Waiting, Cell::text("1/2"), 400));
    // What comes after a register, in the same shift, waits for the next.
    desk.pay(1, "АБ2", 30);
    desk.record(desk.closing(1));
    desk.send(&site.hq);
    assert_eq!(check(site), (Mark::Waiting, Cell::text("0/2"), 430));
    make(&site.hq, "energosbyt", None).unwrap();
    make(&site.hq, "teploset", Some("csv")).unwrap();
    assert_eq!(check(site), (Mark::Right, Cell::text("2/2"), 0));
    // A late one too, and another day's money is none of it.
    desk.pay(1, "АБ3", 7);
    desk.send(&site.hq);
    assert_eq!(check(site), (Mark::Waiting, Cell::text("1/2"), 7));
    make(&site.hq, "energosbyt", None).unwrap();
    assert_eq!(check(site), (Mark::Right, Cell::text("2/2"), 0));
}

fn who_does_not_see_every_office_has_no_suppliers(site: &Site) {
    let desk = two_registers(site);
    let near = Viewer { offices: Some(["664003".to_owned()].into()), ..olga() };
    for path in
        ["suppliers", "supplier/teploset", "registers/teploset", "register/teploset/1", "letters", "holders/due"]
    {
        assert!(not_found(site.hq.view(&near, &path.parse().unwrap(), &Page::default(), at())), "{path}");
        view_at(site, path, at());
    }
    let money = site.hq.view(&near, &"money".parse().unwrap(), &Page::default(), at()).unwrap();
    assert!(!money.rows.iter().any(|row| row.cells[0] == Cell::word("office-money-due")));
    let amount = Money::from_kopecks(1);
    let deeds = [
        Deed::Remit {
            supplier: code("teploset"),
            kopecks: amount,
            registers: vec![],
            account: "own".parse().unwrap(),
            document: None,
        },
        Deed::Request { desk: desk.id.clone(), seq: 3, n: 1 },
        Deed::Answer { supplier: code("teploset"), number: 1, accepted: true, comment: "x".into() },
    ];
    for deed in deeds {
        let ordered = Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed };
        assert!(not_found(site.hq.deed(&near, &ordered, at())), "{ordered:?}");
    }
    assert!(not_found(site.hq.view(&olga(), &"supplier/nobody".parse().unwrap(), &Page::default(), at())));
}

fn a_changed_remittance_is_found(site: &Site) {
    two_registers(site);
    remit(site, "teploset", 12_000, &[]).unwrap();
    site.hq.verify(&mut |_| {}).unwrap();
    for (table, sql, undo) in [
        ("remittance", "UPDATE remittance SET kopecks = kopecks + 1", "UPDATE remittance SET kopecks = kopecks - 1"),
        ("remittance", "UPDATE remittance SET day = '2026-11-29'", "UPDATE remittance SET day = '2026-11-23'"),
        (
            "register",
            "UPDATE register SET open = open + 1 WHERE number = 2",
            "UPDATE register SET open = open - 1 WHERE number = 2",
        ),
    ] {
        change(site, sql);
        match site.hq.verify(&mut |_| {}).unwrap_err() {
            HqError::Damaged { what, .. } => assert!(what.to_string().contains(&format!("'{table}'")), "{sql}: {what}"),
            other => panic!("{other}"),
        }
        change(site, undo);
        site.hq.verify(&mut |_| {}).unwrap();
    }
}
