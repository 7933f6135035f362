//! The bank's statements, and what moved money for a program of accounting, on headquarters' command line.

use okno::domain::{EntryId, Money, Role};
use okno::hq::office::Viewer;
use okno::protocol::office::{Deed, Ordered};
use uuid::Uuid;

use crate::hq::{hq, now};
use crate::hq_registers::scene;
use crate::scene::{LANGS, Scene};

const STATEMENT: &str = include_str!("../data/statements/utf-8.txt");
const TABLE: &[u8] = include_bytes!("../data/statements/table.csv");

/// The statement with texts of it changed.
fn changed(texts: &[[&str; 2]]) -> Vec<u8> {
    let change = |statement: String, [from, to]: &[&str; 2]| {
        assert!(statement.contains(from), "{from} is not in the statement");
        statement.replace(from, to)
    };
    texts.iter().fold(STATEMENT.to_owned(), change).into_bytes()
}

/// A kopeck more by one document, and so in the turnover and the balances.
const MORE: [[&str; 2]; 3] = [["=150000.00", "=150000.01"], ["=154060.40", "=154060.41"], ["=151212.40", "=151212.41"]];

#[test]
fn the_conversation_about_statements_reads_well() {
    for (lang, locale) in LANGS {
        let scene = scene(locale);
        scene.write("statement.txt", STATEMENT.as_bytes());
        scene.write("sum.txt", &changed(&MORE));
        scene.write("purpose.txt", &changed(&[["инкассированной выручки", "выручки"]]));
        scene.write("torn.txt", &changed(&[["=150000.00", "=много"]]));
        scene.write("table.csv", TABLE);
        let said = scene.transcript(
            "okno --home hq hq bank import none.txt --as super1
             okno --home hq hq bank import statement.txt --as near
             okno --home hq hq bank import statement.txt --format xml --as super1
             okno --home hq hq bank import torn.txt --as super1
             okno --home hq hq bank import statement.txt --as super1
             okno --home hq hq bank import statement.txt --as super1
             okno --home hq hq bank import sum.txt --as super1
             okno --home hq hq bank import purpose.txt --as super1
             okno --home hq hq bank import table.csv --as super1
             okno --home hq hq verify",
        );
        insta::assert_snapshot!(format!("hq-bank-{lang}"), said);
    }
}

/// A file of the acquirer: RRN and sum.
fn operations(rows: &[(&str, &str)]) -> Vec<u8> {
    let row = |(rrn, sum): &(&str, &str)| format!("10020001;23.11.2026 12:40:00;{sum};1,60;220012******0001;{rrn}\n");
    let rows = rows.iter().map(row).collect::<String>();
    format!("Терминал;Дата и время;Сумма;Комиссия;Карта;RRN\n{rows}").into_bytes()
}

#[test]
fn the_conversation_about_cards_reads_well() {
    for (lang, locale) in LANGS {
        let scene = scene(locale);
        scene.write("cards.csv", &operations(&[("777001", "100,00"), ("777002", "250,50")]));
        scene.write("more.csv", &operations(&[("777002", "250,50"), ("777003", "-30,00")]));
        scene.write("sum.csv", &operations(&[("777001", "101,00"), ("777004", "1,00")]));
        let full = String::from_utf8(operations(&[("777005", "1,00")]))
            .unwrap()
            .replace("220012******0001", "4000001234567899");
        scene.write("full.csv", full.as_bytes());
        let said = scene.transcript(
            "okno --home hq hq cards import none.csv --as super1
             okno --home hq hq cards import cards.csv --as near
             okno --home hq hq cards import cards.csv --as super1 --tender cash
             okno --home hq hq cards import full.csv --as super1
             okno --home hq hq cards import cards.csv --as super1
             okno --home hq hq cards import cards.csv --as super1 --json
             okno --home hq hq cards import sum.csv --as super1
             okno --home hq hq cards import more.csv --as super1
             okno --home hq hq verify",
        );
        insta::assert_snapshot!(format!("hq-cards-{lang}"), said);
    }
}

/// Cards of a day were paid for: headquarters has postings of its own.
fn settled(scene: &Scene) {
    let viewer = Viewer { user: "super1".parse().unwrap(), role: Role::Supervisor, offices: None };
    let deed = Deed::Settle {
        tender: "card".parse().unwrap(),
        gross: Money::from_kopecks(200_000),
        fee: Money::from_kopecks(3_200),
        account: "own".parse().unwrap(),
        document: None,
    };
    hq(scene).deed(&viewer, &Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed }, now()).unwrap();
}

#[test]
fn the_conversation_about_the_export_reads_well() {
    for (lang, locale) in LANGS {
        let scene = scene(locale);
        settled(&scene);
        let said = scene.transcript(
            "okno --home hq hq export
             okno --home hq hq export --format csv
             okno --home hq hq export --format hledger day.journal
             head -20 day.journal
             tail -8 day.journal
             okno --home hq hq export --format hledger | cmp - day.journal
             okno --home hq hq export --format hledger again.journal --json
             cmp day.journal again.journal
             okno --home hq hq export --format hledger nowhere/day.journal
             okno --home hq hq export --format hledger /dev/full
             okno --home hq hq export --format hledger > /dev/full
             okno --home hq hq entries --desk 664003/2 --format jsonl > /dev/full
             okno --home none hq export --format hledger",
        );
        insta::assert_snapshot!(format!("hq-export-{lang}"), said);
    }
}
