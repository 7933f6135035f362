//! Money on its way: bags, the bank, the acquirer.

mod bags;
mod bank;
mod cards;
mod weeks;

use okno::domain::event::*;
use okno::domain::office::event::{BankDocument, Verdict};
use okno::domain::{Cell, Mark, Money, Table, Timestamp, View};
use okno::hq::office::{Page, Viewer};
use okno::hq::{HqError, StatementError, StatementTaken};
use okno::protocol::office::{Deed, Done, FoundBag, Ordered};
use okno::register::bank::BankFormat;
use uuid::Uuid;

use crate::day::{name, olga};
use crate::scene::{Desk, Site};

pub const OURS: &str = "40821810300000000003";

pub fn money(kopecks: i64) -> Money {
    Money::from_kopecks(kopecks)
}

/// A desk of which a day's cash went into bags: seals, with what went into each; the entries that sealed them.
pub fn with_bags(site: &Site, desk: &str, account: &str, bags: &[(&str, i64)]) -> (Desk, Vec<u64>) {
    let mut desk = site.desk(desk);
    desk.open(1);
    desk.pay(1, "АБ1", bags.iter().map(|(_, kopecks)| kopecks).sum::<i64>() + 100);
    let sealed = bags.iter().map(|(seal, kopecks)| seal_bag(&mut desk, account, seal, *kopecks)).collect();
    desk.send(&site.hq);
    (desk, sealed)
}

pub fn seal_bag(desk: &mut Desk, account: &str, seal: &str, kopecks: i64) -> u64 {
    desk.record(CashDropped {
        number: "1-1-c1".parse().unwrap(),
        seal: seal.parse().unwrap(),
        account: account.parse().unwrap(),
        amount: money(kopecks),
        notes: None,
        user: name("anna"),
    })
}

/// The desk puts the cash of a bag back into its drawer.
pub fn open_bag(desk: &mut Desk, kopecks: i64) -> u64 {
    desk.record(CashIn {
        number: "1-1-c2".parse().unwrap(),
        reason: "returned-bag".parse().unwrap(),
        amount: money(kopecks),
        notes: None,
        comment: None,
        user: name("anna"),
        approved_by: Some(name("boris").into()),
    })
}

pub fn collect(desk: &Desk, seq: u64) -> Deed {
    Deed::Collect { desk: desk.id.clone(), seq, day: "2026-11-23".parse().unwrap() }
}

pub fn found(desk: &Desk, seq: u64, kopecks: i64, verdict: Verdict) -> FoundBag {
    FoundBag { desk: desk.id.clone(), seq, kopecks: money(kopecks), verdict }
}

pub fn credit(bags: &[FoundBag], document: Option<BankDocument>, act: Option<&str>) -> Deed {
    Deed::Credit { bags: bags.to_vec(), document, act: act.map(str::to_owned) }
}

pub fn give_back(desk: &Desk, seq: u64, cash_in: Option<u64>) -> Deed {
    Deed::Return { desk: desk.id.clone(), seq, cash_in, comment: "the slip was wrong".into() }
}

pub fn document(number: &str, day: &str) -> BankDocument {
    BankDocument { account: OURS.into(), number: number.into(), day: day.parse().unwrap(), other: String::new() }
}

/// What is shown at a moment of headquarters' clock.
pub fn shown_at(site: &Site, path: &str, at: &str) -> Table {
    let at: Timestamp = at.parse().unwrap();
    site.hq.view(&olga(), &path.parse::<View>().unwrap(), &Page::default(), at).unwrap()
}

/// How the line of a match stands at a moment.
pub fn line_at(site: &Site, office: &str, line: &str, at: &str) -> Mark {
    let table = shown_at(site, &format!("office/{office}/2026-11-23"), at);
    let row = table.rows.iter().find(|row| row.cells[0] == Cell::Word(format!("office-check-{line}")));
    row.unwrap_or_else(|| panic!("no line {line}")).mark
}

/// The sum of a row of where the money is; nothing for one that is not there.
pub fn place(site: &Site, word: &str) -> Money {
    let table = shown_at(site, "money", "2026-11-23T06:00:00.000Z");
    let row = table.rows.iter().find(|row| row.cells[0] == Cell::Word(format!("office-money-{word}")));
    match row.map(|row| &row.cells[2]) {
        Some(Cell::Kopecks(sum)) => *sum,
        None => Money::ZERO,
        other => panic!("{other:?}"),
    }
}

/// Takes a statement in.
pub fn take(site: &Site, viewer: &Viewer, bytes: &[u8]) -> Result<Vec<StatementTaken>, StatementError> {
    let statements = okno::register::bank::read(BankFormat::of(bytes), bytes).unwrap();
    let id = okno::domain::EntryId::from_uuid(Uuid::now_v7());
    site.hq.take_statements(viewer, &statements, id, crate::scene::at())
}

/// A statement as a table: day, number, sum (below zero where it left us), the other's account, purpose.
pub fn statement(rows: &[(&str, &str, i64, &str, &str)]) -> Vec<u8> {
    let mut text = format!("Счёт;{OURS};;;;\nДата;Номер;Сумма;Контрагент;Счёт контрагента;Назначение\n");
    for (day, number, kopecks, other, purpose) in rows {
        let sum = format!("{}{}.{:02}", if *kopecks < 0 { "-" } else { "" }, kopecks.abs() / 100, kopecks.abs() % 100);
        text.push_str(&format!("{day};{number};{sum};Кто-то;{other};{purpose}\n"));
    }
    text.into_bytes()
}

pub fn do_it(site: &Site, deed: Deed) -> Result<Done, HqError> {
    let id = okno::domain::EntryId::from_uuid(Uuid::now_v7());
    site.hq.deed(&olga(), &Ordered { id, deed }, crate::scene::at())
}
