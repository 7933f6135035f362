//! Random weeks: whatever happened at the desks and whenever registers were made, every line and correction is in
//! exactly one, in the order in which it came, and each control sum is the movement of what is due.

use std::collections::{BTreeMap, BTreeSet};

use okno::domain::ledger::{LedgerAccount, postings};
use okno::domain::office::event::Span;
use okno::domain::*;
use okno::hq::HqError;

use super::{code, make, rows_of, told};
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
        let receipts: BTreeSet<_> = found.values().filter(|amount| **amount < 0).collect();
        assert!(!receipts.is_empty(), "{supplier}: the week has corrections");
    }
    site.hq.verify(&mut |_| {}).unwrap();
}

fn try_make(site: &Site, supplier: &str) {
    match make(&site.hq, supplier, Some("csv")) {
        Ok(_) | Err(HqError::Denied(("office-deny-register-empty", _))) => {}
        Err(error) => panic!("{supplier}: {error}"),
    }
}
