//! Random weeks with all that becomes of their money: what the back office shows is what the entries come to one by
//! one, and what hledger makes of the export.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use okno::domain::office::event::Verdict;
use okno::domain::office::ledger::postings as own_postings;
use okno::domain::{Event, HqEvent, ledger};
use okno::hq::HqError;

use super::*;
use crate::common::has;
use crate::day::shown;
use crate::reports::week::{Dice, week};

on_both!(a_week_is_what_hledger_says, another_week_is_what_hledger_says, a_third_week_is_what_hledger_says);

/// Kopecks by accounts of the ledger, debits above zero.
type Balances = BTreeMap<String, i64>;

fn a_week_is_what_hledger_says(site: &Site) {
    agrees(site, Dice(0x0ba9));
}

fn another_week_is_what_hledger_says(site: &Site) {
    agrees(site, Dice(0xacc0));
}

fn a_third_week_is_what_hledger_says(site: &Site) {
    agrees(site, Dice(0x5e771e));
}

fn agrees(site: &Site, mut dice: Dice) {
    let mut desks = week(site, &mut dice);
    for desk in &mut desks {
        let bags = evening(desk, &mut dice);
        desk.send(&site.hq);
        for (seq, sealed) in bags {
            fate(site, desk, seq, sealed, &mut dice);
        }
    }
    settle_and_remit(site, &mut dice);
    let ours = entries_say(site, &desks);
    let sum = |prefix: &str| -> i64 {
        ours.iter().filter(|(account, _)| account.starts_with(prefix)).map(|(_, sum)| *sum).sum()
    };
    assert_eq!(ours.values().sum::<i64>(), 0);
    for (prefix, places) in [
        ("cash:till:", ["tills", "vaults"].as_slice()),
        ("cash:bag:", &["bags"]),
        ("cash:transit:", &["transit"]),
        ("cash:paused:", &["paused"]),
        ("bank:", &["bank"]),
        ("tender:", &["acquirer"]),
    ] {
        let shown: i64 = places.iter().map(|word| place(site, word).kopecks()).sum();
        assert_eq!(shown, sum(prefix), "{prefix}");
    }
    assert_eq!(place(site, "due").kopecks(), -sum("due:"));
    assert!(["cash:bag:", "bank:", "tender:", "due:"].iter().all(|prefix| sum(prefix) != 0), "{ours:?}");
    // What each bank account and each tender has opens to the same.
    for (kind, prefix) in [("bank", "bank:"), ("tender", "tender:")] {
        for row in shown(site, &format!("holders/{kind}")).rows {
            let [Cell::Text(name), Cell::Kopecks(shown)] = &row.cells[..] else { panic!("{row:?}") };
            assert_eq!(ours[&format!("{prefix}{name}")], shown.kopecks(), "{prefix}{name}");
        }
    }
    let export = exported(site);
    if has("hledger", "what a random week comes to is not asked of it") {
        assert_eq!(of_hledger(&export), ours);
    }
    site.hq.verify(&mut |_| {}).unwrap();
}

/// Ends a desk's week: a last shift in which some of its cash goes into bags. Gives their entries and sums.
fn evening(desk: &mut Desk, dice: &mut Dice) -> Vec<(u64, i64)> {
    if let Some(open) = desk.shift.open.as_ref().map(|open| open.number) {
        desk.record(desk.closing(open));
    }
    let number = desk.shift.number + 1;
    desk.open(number);
    let mut bags = vec![];
    for n in 0..1 + dice.roll(4) {
        let kopecks = 10_000 + dice.roll(90_000) as i64;
        desk.pay(number, "АБ1", kopecks);
        let account = *dice.pick(&["own", "agents"]);
        let seal = format!("{}-{n}", desk.id.to_string().replace('/', "-"));
        bags.push((seal_bag(desk, account, &seal, kopecks), kopecks));
    }
    desk.record(desk.closing(number));
    bags
}

/// What becomes of a bag.
fn fate(site: &Site, desk: &mut Desk, seq: u64, sealed: i64, dice: &mut Dice) {
    let credited = |kopecks, verdict, act| credit(&[found(desk, seq, kopecks, verdict)], None, act);
    match dice.roll(7) {
        0 => {}
        1 => drop(do_it(site, collect(desk, seq)).unwrap()),
        2 => drop(do_it(site, credited(sealed - 1 - dice.roll(999) as i64, Verdict::Short, Some("1"))).unwrap()),
        3 => drop(do_it(site, credited(sealed + 1 + dice.roll(999) as i64, Verdict::Over, Some("2"))).unwrap()),
        4 => drop(do_it(site, credited(sealed - 5_000, Verdict::Counterfeit, Some("3"))).unwrap()),
        5 => {
            let number = desk.shift.number + 1;
            desk.open(number);
            let cash_in = open_bag(desk, sealed - dice.roll(100) as i64);
            desk.record(desk.closing(number));
            desk.send(&site.hq);
            do_it(site, give_back(desk, seq, Some(cash_in))).unwrap();
        }
        _ => drop(do_it(site, credited(sealed, Verdict::Whole, None)).unwrap()),
    }
}

/// The acquirer pays for a part of what cards took, and suppliers get a part of what their registers say.
fn settle_and_remit(site: &Site, dice: &mut Dice) {
    for tender in ["card", "sbp"] {
        let (gross, fee) = (100_000 + dice.roll(50_000) as i64, dice.roll(2_000) as i64);
        let (tender, account) = (tender.parse().unwrap(), "own".parse().unwrap());
        do_it(site, Deed::Settle { tender, gross: money(gross), fee: money(fee), account, document: None }).unwrap();
    }
    for supplier in ["energosbyt", "teploset"] {
        let supplier: okno::domain::SupplierCode = supplier.parse().unwrap();
        let layout = Some("csv".to_owned());
        do_it(site, Deed::MakeRegister { supplier: supplier.clone(), layout }).unwrap();
        let kopecks = money(1 + dice.roll(50_000) as i64);
        let account = "agents".parse().unwrap();
        do_it(site, Deed::Remit { supplier, kopecks, registers: vec![], account, document: None }).unwrap();
    }
}

/// What every entry comes to, one by one.
fn entries_say(site: &Site, desks: &[Desk]) -> Balances {
    let mut balances = Balances::new();
    let mut add = |postings: Vec<ledger::Posting>| {
        for posting in postings {
            *balances.entry(posting.account.to_string()).or_default() += posting.amount.kopecks();
        }
    };
    for desk in desks {
        for entry in &desk.entries {
            add(ledger::postings(&desk.id, &Event::decode(&entry.kind, &entry.body).unwrap()));
        }
    }
    let own = "hq/1".parse().unwrap();
    let mut decided = vec![];
    site.hq
        .each_entry::<HqError>(&own, &mut |entry| {
            decided.push(HqEvent::decode(&entry.kind, &entry.body).unwrap());
            Ok(())
        })
        .unwrap();
    decided.iter().for_each(|event| add(own_postings(event)));
    balances.retain(|_, sum| *sum != 0);
    balances
}

fn exported(site: &Site) -> String {
    let mut export = String::new();
    site.hq
        .hledger::<HqError>(&mut |text| {
            export.push_str(text);
            Ok(())
        })
        .unwrap();
    export
}

/// The balances of an export, as hledger has them.
fn of_hledger(export: &str) -> Balances {
    // The scene's shifts begin with an empty drawer each, so what a close asserts is not what is carried;
    // `tests/hledger` has journals of real desks, whose assertions hold.
    let table = hledger(export, &["balance", "--ignore-assertions", "--flat", "--no-total", "-O", "csv"]);
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let sum = |row: csv::StringRecord| {
        let (roubles, rest) = row[1].trim_end_matches(" RUB").split_once('.').unwrap();
        (row[0].to_owned(), format!("{roubles}{rest}").parse().unwrap())
    };
    rows.records().map(|row| sum(row.unwrap())).collect()
}

fn hledger(export: &str, args: &[&str]) -> String {
    let mut command = Command::new("hledger");
    command.args(["-f", "-"]).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.env("LC_ALL", "C.UTF-8").spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let text = export.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let ran = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let said = String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap();
    assert!(ran.status.success(), "{args:?}: {said}");
    said
}
