//! Exports: their golden files, and hledger's opinion of the last.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use okno::domain::event::Event;
use okno::domain::{Money, Timestamp, ledger};
use okno::journal::{ExportError, Journal, csv, hledger, jsonl};
use proptest::prelude::*;

use crate::scene::{Scene, Step, days};

type Export = fn(&Journal, &mut Vec<u8>) -> Result<(), ExportError>;

fn text(journal: &Journal, export: Export) -> String {
    let mut out = vec![];
    export(journal, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Two shifts with payments in cash and by card, a void, prints and wrong PINs.
fn two_shifts() -> Scene {
    let mut scene = Scene::new();
    for step in [
        Step::Pay { lines: vec![(true, 2, 81_240), (false, 3, 50_000)], card: true },
        Step::Pay { lines: vec![(false, 4, 9_900)], card: false },
        Step::Print { nth: 2, unknown: false },
        Step::Void { nth: 0 },
        Step::Close { off: -150 },
        Step::SignIn { pin_fits: false },
        Step::SignIn { pin_fits: true },
        Step::Open { counted: 120_000 },
        Step::Pay { lines: vec![(true, 2, 12_345)], card: false },
        Step::Close { off: 0 },
    ] {
        scene.step(&step);
    }
    assert_eq!(scene.last(), 13, "every step was carried out");
    scene
}

#[test]
fn the_exports_are_the_golden_ones() {
    let scene = two_shifts();
    for (name, export) in [("jsonl", jsonl as Export), ("csv", csv), ("hledger", hledger)] {
        let found = text(&scene.writer, export);
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/journal.{name}"));
        if std::env::var_os("OKNO_WRITE_GOLDEN").is_some() {
            std::fs::write(&golden, &found).unwrap();
        }
        assert_eq!(found, std::fs::read_to_string(&golden).unwrap(), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_plain_text_adds_up_to_the_ledger(days in days()) {
        let scene = Scene::after(&days);
        let balances = balances(&scene.writer);
        prop_assert_eq!(balances.values().sum::<i64>(), 0);
        prop_assert_eq!(added_up(&text(&scene.writer, hledger)), balances);
    }
}

#[test]
fn hledger_agrees_with_the_ledger_and_the_counts() {
    let scene = two_shifts();
    let export = text(&scene.writer, hledger);
    let Some(balance) = ask_hledger(&export, &["balance", "-O", "csv"]) else { return };
    let mut balances = balances(&scene.writer);
    balances.retain(|_, kopecks| *kopecks != 0);
    let mut rows = ::csv::Reader::from_reader(balance.as_bytes());
    let rows = rows.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[1].to_owned()));
    let found: BTreeMap<String, i64> =
        rows.filter(|(name, _)| name != "total").map(|(n, sum)| (n, kopecks(&sum))).collect();
    assert_eq!(found, balances);
    assert_eq!(found["cash:till:664003/2"], scene.shift.drawer.kopecks());
    ask_hledger(&export, &["check"]).unwrap();
    let wrong = export.replacen("= 1", "= 2", 1);
    assert_ne!(wrong, export);
    assert!(!hledger_takes(&wrong), "a wrong count is found");
}

/// Business days that run backwards, because a supervisor allowed a clock set back, don't upset the assertions.
#[test]
fn a_clock_set_back_does_not_upset_the_export() {
    let mut scene = two_shifts();
    scene.now = "2026-11-20T00:00:00.000Z".parse::<Timestamp>().unwrap();
    for step in [
        Step::Open { counted: 132_345 },
        Step::Pay { lines: vec![(true, 5, 500)], card: false },
        Step::Close { off: 10 },
    ] {
        scene.step(&step);
    }
    assert_eq!(scene.last(), 16);
    let export = text(&scene.writer, hledger);
    assert_eq!(added_up(&export), balances(&scene.writer));
    ask_hledger(&export, &["check"]);
}

/// What the domain's ledger says of every entry, in kopecks.
fn balances(journal: &Journal) -> BTreeMap<String, i64> {
    let mut balances = BTreeMap::new();
    let each = journal.each(1, |entry| {
        let event = Event::decode(&entry.kind, &entry.body).unwrap();
        for posting in ledger::postings(journal.desk(), &event) {
            *balances.entry(posting.account.to_string()).or_default() += posting.amount.kopecks();
        }
        Ok(())
    });
    each.unwrap();
    balances
}

/// Adds the plain text up as its format says, and holds every assertion against the sum so far.
fn added_up(export: &str) -> BTreeMap<String, i64> {
    let mut balances = BTreeMap::new();
    for line in export.lines().filter_map(|line| line.strip_prefix("    ")) {
        let (account, rest) = line.split_once("  ").unwrap();
        let mut parts = rest.trim().split(" = ");
        let balance: &mut i64 = balances.entry(account.to_owned()).or_default();
        *balance += kopecks(parts.next().unwrap());
        if let Some(asserted) = parts.next() {
            assert_eq!(*balance, kopecks(asserted), "{line}");
        }
    }
    balances
}

fn kopecks(sum: &str) -> i64 {
    Money::parse(sum.strip_suffix(" RUB").unwrap()).unwrap().kopecks()
}

/// What hledger answers about a journal; `None` where there is no hledger and none is required.
fn ask_hledger(journal: &str, question: &[&str]) -> Option<String> {
    match run_hledger(journal, question) {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            Some(String::from_utf8(output.stdout).unwrap())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            assert!(std::env::var_os("OKNO_REQUIRE_TOOLS").is_none(), "install hledger");
            println!("there is no hledger: only this test's own sums were held against the ledger");
            None
        }
        Err(error) => panic!("hledger: {error}"),
    }
}

fn hledger_takes(journal: &str) -> bool {
    run_hledger(journal, &["check"]).unwrap().status.success()
}

fn run_hledger(journal: &str, question: &[&str]) -> io::Result<std::process::Output> {
    let mut hledger = Command::new("hledger")
        .args(["-f", "-"])
        .args(question)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    hledger.stdin.take().unwrap().write_all(journal.as_bytes())?;
    hledger.wait_with_output()
}

/// An export ends with the first line that can't be written, and says so.
#[test]
fn an_export_into_a_full_file_is_an_error() {
    struct Full(usize);
    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let scene = two_shifts();
    let journal: &Journal = &scene.writer;
    for ended in [jsonl(journal, &mut Full(300)), csv(journal, &mut Full(300)), hledger(journal, &mut Full(300))] {
        assert!(matches!(ended, Err(ExportError::Io(_))), "{ended:?}");
    }
}
