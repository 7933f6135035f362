//! Random weeks: whatever happened at the desks and whenever registers were made, every line and correction is in
//! exactly one, in the order in which it came, and each control sum is the movement of what is due.

use std::collections::{BTreeMap, BTreeSet};

use okno::domain::ledger::{LedgerAccount, postings};
use okno::domain::office::event::Span;
use okno::domain::*;
use okno::hq::HqError;

use super::owed::view_at;
use super::{CsvRow, code, make, rows_of, told};
use crate::reports::week::{Dice, week_of};
use crate::scene::*;

on_both!(a_week_is_in_registers_once, another_week_is_in_registers_once);

const SUPPLIERS: [&str; 3] = ["energosbyt", "teploset", "upravdom"];

/// What the entries of a run move of what is due to a supplier, and in how many lines.
fn movement(desk: &Desk, supplier: &str, span: &Span) -> i64 {
    let due = LedgerAccount::Due(code(supplier));
    let run = &desk.entries[span.after as usize..span.through as usize];
    let legs = run.iter().flat_map(|entry| postings(&desk.id, &Event::decode(&entry.kind, &entry.body).unwrap()));
    -legs.filter(|leg| leg.account == due).map(|leg| leg.amount.kopecks()).sum::<i64>()
}

/// Every line and correction of a supplier, as `DESK:ENTRY-LINE` with its sum, told from the events alone.
fn expected(desks: &[Desk], supplier: &str) -> BTreeMap<String, i64> {
    let mut rows = BTreeMap::new();
    for desk in desks {
        for entry in &desk.entries {
            let lines: Vec<(Line, i64)> = match Event::decode(&entry.kind, &entry.body).unwrap() {
                Event::PaymentTaken(paid) => paid.lines.into_iter().map(|line| (line, 1)).collect(),
                Event::PaymentVoided(void) => void.lines.into_iter().map(|line| (line, -1)).collect(),
                Event::PaymentRefunded(back) => back.lines.into_iter().map(|back| (back.line, -1)).collect(),
                Event::PaymentMoved(moved) => vec![(moved.from, -1), (moved.to, 1)],
                _ => vec![],
            };
            for (n, (line, sign)) in (1..).zip(lines) {
                if line.supplier == code(supplier) {
                    rows.insert(format!("{}:{}-{n}", desk.id, entry.seq), sign * line.amount.kopecks());
                }
            }
        }
    }
    rows
}

fn a_week_is_in_registers_once(site: &Site) {
    every_line_is_in_exactly_one_register(site, Dice(0x5eed_0007));
}

fn another_week_is_in_registers_once(site: &Site) {
    every_line_is_in_exactly_one_register(site, Dice(0x5eed_0008));
}

fn every_line_is_in_exactly_one_register(site: &Site, mut dice: Dice) {
    let desks = week_of(site, &mut dice);
    let mut sent: BTreeMap<DeskId, u64> = BTreeMap::new();
    // Desks send pieces of their journals in any order, and registers are made between them.
    while desks.iter().any(|desk| sent.get(&desk.id).copied().unwrap_or_default() < desk.last()) {
        let desk = dice.pick(&desks);
        let through = sent.entry(desk.id.clone()).or_default();
        let last = (*through + 1 + dice.roll(15)).min(desk.last());
        if *through < last {
            site.hq.take_batch(&desk.id, &desk.batch(*through + 1, last), at()).unwrap();
            *through = last;
        }
        if dice.roll(4) == 0 {
            let supplier: &str = dice.pick::<&str>(&SUPPLIERS);
            try_make(site, supplier);
        }
    }
    SUPPLIERS.iter().for_each(|supplier| try_make(site, supplier));
    for supplier in SUPPLIERS {
        let made: Vec<_> = told(&site.hq).into_iter().filter(|made| made.supplier == code(supplier)).collect();
        assert!(made.len() > 2, "{supplier}: {}", made.len());
        let mut found = BTreeMap::new();
        for (number, made) in (1..).zip(&made) {
            assert_eq!(made.number, number);
            let rows = rows_of(&site.hq, supplier, number);
            assert_eq!((made.lines, made.sum.kopecks()), (rows.len() as u64, rows.iter().map(|row| row.amount).sum()));
            let of = |desk: &DeskId| desks.iter().find(|known| known.id == *desk).unwrap();
            let due: i64 = made.spans.iter().map(|span| movement(of(&span.desk), supplier, span)).sum();
            assert_eq!(made.sum.kopecks(), due, "{supplier} {number}");
            let runs: BTreeMap<_, _> = made.spans.iter().map(|span| (span.desk.to_string(), span)).collect();
            for row in rows {
                let (desk, rest) = row.id.split_once(':').unwrap();
                let seq: u64 = rest.split_once('-').unwrap().0.parse().unwrap();
                assert!((runs[desk].after + 1..=runs[desk].through).contains(&seq), "{}", row.id);
                assert_eq!(found.insert(row.id.clone(), row.amount), None, "{} is in two registers", row.id);
            }
        }
        assert_eq!(found, expected(&desks, supplier), "{supplier}");
        assert!(supplier == "upravdom" || found.values().any(|amount| *amount < 0), "{supplier}: it has corrections");
    }
    assert_letters(site);
    site.hq.verify(&mut |_| {}).unwrap();
}

/// A correction is to be requested exactly where what it takes off is in an earlier register than itself.
fn assert_letters(site: &Site) {
    let mut expected = BTreeSet::new();
    for supplier in SUPPLIERS {
        let numbers = 1..=told(&site.hq).iter().filter(|made| made.supplier == code(supplier)).count() as u32;
        let rows: Vec<_> = numbers
            .flat_map(|number| rows_of(&site.hq, supplier, number).into_iter().map(move |row| (number, row)))
            .collect();
        let place = |row: &CsvRow| {
            let (desk, rest) = row.id.split_once(':').unwrap();
            let (seq, n) = rest.split_once('-').unwrap();
            (desk.to_owned(), seq.parse::<u64>().unwrap(), n.to_owned())
        };
        for (number, row) in rows.iter().filter(|(_, row)| row.amount < 0) {
            let (desk, seq, n) = place(row);
            let is_origin = |(_, other): &&(u32, CsvRow)| {
                let (of, before, _) = place(other);
                let is_same = (&other.receipt, &other.account, &of) == (&row.receipt, &row.account, &desk);
                is_same && other.amount > 0 && before < seq
            };
            let origin = rows.iter().filter(is_origin).min_by_key(|(_, other)| place(other).1);
            if let Some((register, _)) = origin.filter(|(register, _)| register < number) {
                expected.insert((supplier.to_owned(), format!("entry/{desk}/{seq}"), n, register.to_string()));
            }
        }
    }
    assert!(!expected.is_empty());
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    let table = view_at(site, "letters", at());
    let found: BTreeSet<_> = table
        .rows
        .iter()
        .map(|row| {
            let opens = row.opens.as_ref().unwrap().to_string();
            (text(&row.cells[0]), opens, text(&row.cells[7]), text(&row.cells[3]))
        })
        .collect();
    assert_eq!(found, expected);
}

fn try_make(site: &Site, supplier: &str) {
    match make(&site.hq, supplier, Some("csv")) {
        Ok(_) | Err(HqError::Denied(("office-deny-register-empty", _))) => {}
        Err(error) => panic!("{supplier}: {error}"),
    }
}
