//! The export in the eyes of hledger, a program that nobody here wrote: it agrees with every close.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod common;
mod office;

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use common::{Till, has};
use office::{DESKS, Office, tries};
use okno::journal;
use serde_json::Value;

const TILL: &str = "cash:till:664003/2";
const OVERSHORT: &str = "overshort:664003/2";

/// Kopecks by account of the ledger, debits positive.
type Balances = BTreeMap<String, i64>;

#[test]
fn hledger_agrees_with_every_close() {
    let till = Till::new();
    let with_hledger = has("hledger", "the export is read by this test alone");
    let mut before = Balances::new();
    for shift in SHIFTS {
        let opened = till.json(&[&["shift", "open", "--as", "cashier1"], shift.opened].concat());
        for command in shift.commands {
            till.json(command);
        }
        let close =
            till.json(&["shift", "close", "--as", "cashier1", "--counted", shift.counted, "--reason", "unknown"]);
        let export = till.run(&["journal", "export", "--format", "hledger"]).stdout;
        let after = read(&export);
        if with_hledger {
            hledger(&export, &["check"]);
            assert_eq!(balances_of_hledger(&export), after, "{export}");
        }
        assert_agrees(&opened, &close, &before, &after);
        // And both with what was worked out by hand.
        assert_eq!(SUMS.map(|sum| close[sum].as_i64().unwrap()), shift.sums, "{close}");
        before = after;
    }
}

/// What a close asserts finds a payment whose sum was changed.
#[test]
fn hledger_finds_a_changed_sum() {
    if !has("hledger", "a changed sum in the export is not looked for") {
        return;
    }
    let till = Till::open();
    till.json(&["pay", "--as", "cashier1", "--line", "energosbyt:АБ1000000:812.40", "--cash", "1000"]);
    till.json(&["shift", "close", "--as", "cashier1", "--counted", "812.40"]);
    let export = till.run(&["journal", "export", "--format", "hledger"]).stdout;
    assert!(run_hledger(&export, &["check"]).0);
    let changed = export.replace("  812.40 RUB", "  812.00 RUB").replace("-812.40", "-812.00");
    assert_ne!(changed, export);
    assert!(!run_hledger(&changed, &["check"]).0, "{changed}");
}

/// The journals of an office, two tills and a vault over random days and many shifts, are to hledger what they are to
/// us: each alone, and all of them together, where what one desk gave is what another has.
#[test]
fn hledger_has_an_offices_balances_over_consecutive_shifts() {
    let with_hledger = has("hledger", "an office's exports are read by this test alone");
    let mut office = Office::on_disk(DESKS.len());
    let mut tries = tries::repeatable();
    for day in 1..=4 {
        for _ in 0..300 {
            office.attempt(&tries());
        }
        let mut whole = (String::new(), Balances::new());
        for place in &office.desks {
            let mut export = vec![];
            journal::hledger(place.writer.as_ref().unwrap(), &mut export).unwrap();
            let export = String::from_utf8(export).unwrap();
            let ours: Balances = place.ledger().into_iter().map(|(account, sum)| (account.to_string(), sum)).collect();
            assert_eq!(read(&export), ours);
            if with_hledger {
                hledger(&export, &["check"]);
                assert_eq!(balances_of_hledger(&export), ours, "{export}");
            }
            whole.0.push_str(&export);
            ours.into_iter().for_each(|(account, sum)| *whole.1.entry(account).or_default() += sum);
        }
        if with_hledger {
            hledger(&whole.0, &["check"]);
            assert_eq!(balances_of_hledger(&whole.0), whole.1);
        }
        office.check_cash();
        let closed: u32 = office.desks.iter().map(|place| place.plain.z).sum();
        assert!(closed >= 2 * day, "by day {day} {closed} shifts were closed");
    }
    assert!(office.desks.iter().all(|place| place.plain.z >= 2), "every desk has consecutive shifts");
}

/// What a cashier does in one shift, and what the close must say of it.
#[derive(Clone, Copy)]
struct Day {
    opened: &'static [&'static str],
    commands: &'static [&'static [&'static str]],
    counted: &'static str,
    /// By hand, in the order of [`SUMS`].
    sums: [i64; 7],
}

const SUMS: [&str; 7] =
    ["expected_kopecks", "counted_kopecks", "payments", "kopecks", "voids", "voided_kopecks", "fees_kopecks"];

/// Three shifts with everything that moves money: a float, baskets, each tender alone and mixed, fees, voids of a
/// cash and a mixed payment, a drawer that is over and short at the close and at the next opening.
const SHIFTS: [Day; 3] = [
    Day {
        opened: &["--float", "1500.50"],
        commands: &[
            &["pay", "--as", "cashier1", "--line", "energosbyt:АБ1000000:812.40", "--cash", "1000"],
            &[
                "pay",
                "--as",
                "cashier1",
                "--line",
                "energosbyt:АБ1000001:100.10",
                "--line",
                "mobitel:9025550101:300",
                "--card",
                "004512",
            ],
            &["pay", "--as", "cashier1", "--line", "mobitel:9025550102:1000", "--sbp", "777"],
            &["pay", "--as", "cashier1", "--line", "energosbyt:АБ1000002:0.01", "--cash", "0.01"],
            &["void", "1-1-1", "--as", "cashier1", "--supervisor", "super1", "--reason", "twice"],
        ],
        counted: "1500.51",
        sums: [150_051, 150_051, 4, 223_201, 1, 81_240, 1_950],
    },
    Day {
        opened: &["--float", "1600", "--issued", "100"],
        commands: &[
            &[
                "pay",
                "--as",
                "cashier1",
                "--line",
                "energosbyt:АБ1000000:500",
                "--line",
                "energosbyt:АБ1000000:250.25",
                "--line",
                "mobitel:9025550101:100",
                "--card",
                "1=300",
                "--sbp",
                "2=300",
                "--cash",
                "1000",
            ],
            &["pay", "--as", "cashier1", "--line", "energosbyt:АБ1000001:40", "--card", "3=10", "--cash", "50"],
            &["void", "1-2-1", "--as", "cashier1", "--supervisor", "super1", "--reason", "wrong account"],
        ],
        counted: "1640",
        sums: [163_000, 164_000, 2, 89_325, 1, 85_325, 0],
    },
    Day {
        opened: &["--float", "1639.99"],
        commands: &[&["pay", "--as", "cashier1", "--line", "mobitel:9025550103:200", "--cash", "500"]],
        counted: "1800",
        sums: [184_299, 180_000, 1, 20_300, 0, 0, 300],
    },
];

/// Holds a close against what the ledger's balances changed by in its shift.
fn assert_agrees(opened: &Value, close: &Value, before: &Balances, after: &Balances) {
    let changed = |account: &str| balance(after, account) - balance(before, account);
    assert_eq!(close["counted_kopecks"], balance(after, TILL));
    let over_at_open = opened["difference_kopecks"].as_i64().unwrap();
    let over_at_close = close["difference_kopecks"].as_i64().unwrap();
    assert_eq!(-changed(OVERSHORT), over_at_open + over_at_close);
    assert_eq!(close["expected_kopecks"], balance(after, TILL) - over_at_close);
    let taken_in_cash = changed(TILL) + changed("float:664003") - over_at_open - over_at_close;
    assert_eq!(close["tenders"]["cash"].as_i64().unwrap_or(0), taken_in_cash);
    for kind in ["card", "sbp"] {
        assert_eq!(close["tenders"][kind].as_i64().unwrap_or(0), changed(&format!("tender:{kind}")), "{kind}");
    }
    let mut suppliers = Balances::new();
    for due in close["suppliers"].as_array().unwrap() {
        *suppliers.entry(format!("due:{}", due["supplier"].as_str().unwrap())).or_default() +=
            due["kopecks"].as_i64().unwrap();
    }
    for supplier in after.keys().filter(|account| account.starts_with("due:")) {
        assert_eq!(balance(&suppliers, supplier), -changed(supplier), "{supplier}");
    }
    let fees: i64 = after.keys().filter(|account| account.starts_with("fee:")).map(|fee| -changed(fee)).sum();
    assert_eq!(close["fees_kopecks"], fees);
}

fn balance(balances: &Balances, account: &str) -> i64 {
    balances.get(account).copied().unwrap_or(0)
}

/// The balances of an export, read by this test.
fn read(export: &str) -> Balances {
    let mut balances = Balances::new();
    for posting in export.lines().filter_map(|line| line.strip_prefix("    ")) {
        let [account, amount, "RUB", asserted @ ..] = &posting.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("not a posting: {posting}");
        };
        *balances.entry((*account).to_owned()).or_default() += kopecks(amount);
        if let ["=", counted, "RUB"] = asserted {
            assert_eq!(balance(&balances, account), kopecks(counted), "the close asserts what was counted");
        }
    }
    balances
}

/// The balances of an export, as hledger has them.
fn balances_of_hledger(export: &str) -> Balances {
    let table = hledger(export, &["balance", "--flat", "--no-total", "--empty", "-O", "csv"]);
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let sum = |row: csv::StringRecord| (row[0].to_owned(), kopecks(row[1].trim_end_matches(" RUB")));
    rows.records().map(|row| sum(row.unwrap())).collect()
}

/// Reads `-1234.50`, and `0`.
fn kopecks(amount: &str) -> i64 {
    let (roubles, rest) = amount.split_once('.').unwrap_or((amount, "00"));
    assert_eq!(rest.len(), 2, "{amount}");
    format!("{roubles}{rest}").parse().unwrap()
}

fn hledger(export: &str, args: &[&str]) -> String {
    let (fine, said) = run_hledger(export, args);
    assert!(fine, "{args:?}: {said}\n{export}");
    said
}

/// Feeds an export to hledger: whether it is content, and all that it says.
fn run_hledger(export: &str, args: &[&str]) -> (bool, String) {
    let mut command = Command::new("hledger");
    command.args(["-f", "-"]).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.env("LC_ALL", "C.UTF-8").spawn().unwrap();
    child.stdin.take().unwrap().write_all(export.as_bytes()).unwrap();
    let ran = child.wait_with_output().unwrap();
    (ran.status.success(), String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap())
}
