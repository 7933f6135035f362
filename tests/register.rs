//! Registers as files: every layout and encoding that is known, and every fault.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;

use okno::domain::{Catalogue, Supplier, SupplierCode};
use okno::register::{Debt, Debts, Encoding, LISTED_FAULTS, Layout, Origin, RegisterError};
use proptest::prelude::*;

fn supplier(code: &str) -> Supplier {
    Catalogue::built_in().unwrap().supplier(&SupplierCode::new(code).unwrap()).unwrap().clone()
}

fn read(
    layout: &str,
    source: impl Read,
    file_name: &str,
    encoding: Option<Encoding>,
) -> (Encoding, Result<Vec<Debt>, RegisterError>) {
    let supplier = supplier("energosbyt");
    let suppliers = Catalogue::built_in().unwrap().suppliers;
    let origin = Origin { supplier: &supplier, others: &suppliers, file_name, encoding };
    let debts = Debts::read(Layout::named(layout).unwrap(), BufReader::new(source), &origin).unwrap();
    (debts.encoding(), debts.collect())
}

fn fixture(layout: &str, name: &str) -> (Encoding, Vec<Debt>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/registers").join(name);
    let (encoding, rows) = read(layout, File::open(path).unwrap(), name, None);
    (encoding, rows.unwrap())
}

/// The faults of a text, one a line, without the heading.
fn faults(layout: &str, text: &str, file_name: &str) -> String {
    let (_, rows) = read(layout, text.as_bytes(), file_name, None);
    refusal(rows)
}

fn refusal(rows: Result<Vec<Debt>, RegisterError>) -> String {
    match rows {
        Err(RegisterError::Refused(refusal)) => refusal.to_string().split_once('\n').unwrap().1.to_owned(),
        other => panic!("not refused: {other:?}"),
    }
}

fn line(debt: &Debt) -> String {
    let Debt { line, account, name, address, amount, els, fias } = debt;
    format!("{line}|{account}|{name}|{address}|{amount}|{}|{}", els.is_some(), fias.is_some())
}

#[test]
fn the_old_rows_in_two_encodings_with_and_without_carriage_returns() {
    let expected = [
        "3|АБ1204417|Иванов Иван Иванович|г. Иркутск, ул. Ленина, д. 12, кв. 4|812.40|false|false",
        "4|АБ1204418|Петрова Анна Сергеевна|г. Иркутск, ул. Ленина, д. 12, кв. 40|1500.00|false|false",
        "5|АБ1204419|Щёлоков Пётр Ильич|г. Иркутск, мкр Юбилейный, д. 10а, кв. 5|-158.70|false|false",
        "7|АБ1204420|Ли|с. Хомутово, ул. Кирова, 5|2000.00|false|false",
    ];
    for (name, encoding) in
        [("3800000012_40702810100000000001_001_1126.txt", Encoding::Windows1251), ("utf-8.txt", Encoding::Utf8)]
    {
        let (found, rows) = fixture("sber-debts", name);
        assert_eq!((found, rows.iter().map(line).collect::<Vec<_>>()), (encoding, expected.map(str::to_owned).into()));
    }
}

#[test]
fn the_new_rows_in_koi8_r() {
    let (encoding, rows) = fixture("sber-debts", "koi8-r.txt");
    assert_eq!(encoding, Encoding::Koi8R);
    let expected = [
        "1|50012044|Иванов И. И.|ул Ленина 12-4|300.05|true|true",
        "2|50012051|ЯКОВЛЕВА ЮЛИЯ|пр-т Маршала Жукова, 7|0.00|false|false",
    ];
    assert_eq!(rows.iter().map(line).collect::<Vec<_>>(), expected);
    assert_eq!(rows[0].els.as_deref(), Some("1234567890"));
}

#[test]
fn a_table_with_its_columns_in_any_order() {
    let (_, rows) = fixture("csv", "table.csv");
    let expected = [
        "2|УД-0001|Иванов \"Ваня\" И.|ул. Ленина, д. 12; кв. 4|1812.40|false|false",
        "3|УД-0002|Петрова А.|Ленина\n12-40|-5.50|false|false",
    ];
    assert_eq!(rows.iter().map(line).collect::<Vec<_>>(), expected);
}

#[test]
fn every_fault_of_a_file_is_named_by_its_line() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/registers/faulty.txt");
    let (encoding, rows) = read("sber-debts", File::open(path).unwrap(), "faulty.txt", None);
    assert_eq!(encoding, Encoding::Windows1251);
    let expected = [
        "line 1: '1,0O' is not a sum: not a sum of money",
        "line 3: the row has 3 fields, not 4",
        "line 4: '10#2' is not an account number: \
         an account number has Russian and Latin letters, digits, '-', '/' and '.', not '#'",
        "line 5: '10.005' is not a sum: more than two digits after the decimal mark",
        "line 6: the account 100 is there twice; first in line 2",
        "line 7: '' is not an account number: no account number is given",
        "line 7: 'x' is not a sum: not a sum of money",
        "line 8: the line is not text in windows-1251; is the file in another encoding?",
    ];
    assert_eq!(refusal(rows), expected.join("\n"));
}

#[test]
fn faults_of_a_whole_file() {
    let other = "3800000020_40702810200000000002_001_1126.txt";
    for (layout, text, name, expected) in [
        ("sber-debts", "", "", "the file: there is not one row"),
        ("sber-debts", "#TYPE 7\n\n", "", "the file: there is not one row"),
        ("csv", "account,name,address,amount\n", "", "the file: there is not one row"),
        (
            "csv",
            "account,name,name\n1,2,3\n",
            "",
            "line 1: the column 'name' is there twice\n\
            line 1: there is no column 'address' in the header row\n\
            line 1: there is no column 'amount' in the header row",
        ),
        ("sber-debts", "а;б;1;2;3\n", "", "line 1: the row has 5 fields, not 4 or 6"),
        ("sber-debts", "а;б;1;2\nа;1;2;б;3;4\n", "", "line 2: the row has 6 fields, not 4"),
        (
            "sber-debts",
            "#FILESUM: 3,00\nа;б;1;2\n",
            "",
            "the file: the file states the sum 3.00, but its rows add up to 2.00",
        ),
        (
            "sber-debts",
            "а;б;1;92233720368547758,07\nа;б;2;1\n",
            "",
            "the file: the rows add up to more than a sum can hold",
        ),
        (
            "sber-debts",
            "а;б;1;2\n",
            other,
            "the file: the file's name has the INN 3800000020, but the supplier's is 3800000012\n\
            the file: the file's name has the settlement account 40702810200000000002, \
            but the supplier's is 40702810100000000001",
        ),
    ] {
        assert_eq!(faults(layout, text, name), expected, "{text}");
    }
}

#[test]
fn a_listing_of_faults_has_an_end() {
    let text = "а;б;1\n".repeat(LISTED_FAULTS + 7);
    let listed = faults("sber-debts", &text, "");
    assert_eq!(listed.lines().count(), LISTED_FAULTS + 1);
    assert!(listed.ends_with("\nand 7 more faults"));
}

#[test]
fn a_forced_encoding_is_not_guessed() {
    let text = encoding_rs::WINDOWS_1251.encode("Иванов;Ленина 1;1;2\n").0.into_owned();
    let (encoding, rows) = read("sber-debts", Cursor::new(&text), "", Some(Encoding::Koi8R));
    assert_eq!((encoding, rows.unwrap()[0].name.as_str()), (Encoding::Koi8R, "хБЮМНБ"));
    let (_, rows) = read("sber-debts", Cursor::new(&text), "", Some(Encoding::Utf8));
    assert!(refusal(rows).starts_with("line 1: the line is not text in utf-8"));
}

#[test]
fn an_encoding_is_told_beyond_latin_beginnings_and_bad_bytes_behind_them_are_faults() {
    let mut text = "a;b;1;2\n".to_owned();
    for account in 2..20_000 {
        text.push_str(&format!("a;b;{account};2\n"));
    }
    let mut bytes = text.into_bytes();
    bytes.extend(b"\xc8;b;1000000;2\n");
    let (_, rows) = read("sber-debts", Cursor::new(bytes), "", None);
    assert!(refusal(rows).starts_with("line 20000: the line is not text in utf-8"));
}

#[test]
fn a_file_that_breaks_off_is_an_error() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the stick is gone"))
        }
    }
    let text = "а;б;1;2\n".to_owned() + &" ".repeat(1 << 17);
    let (_, rows) = read("sber-debts", text.as_bytes().chain(Broken), "", None);
    assert_eq!(rows.unwrap_err().to_string(), "the file can't be read: the stick is gone");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, text in "[0-9а-я;,#\"\r\n]{0,80}") {
        for layout in ["csv", "sber-debts"] {
            let _ = read(layout, Cursor::new(&bytes), "", None);
            let _ = read(layout, Cursor::new(&text), "", None);
        }
    }

    #[test]
    fn what_is_written_is_read(
        rows in proptest::collection::vec(("[а-яё ]{0,20}", "[а-яё0-9 .,]{0,30}", -100_000_000i64..100_000_000), 1..40),
        encoding in 0usize..3,
        end in prop_oneof![Just("\n"), Just("\r\n")],
    ) {
        let encodings = [Encoding::Utf8, Encoding::Windows1251, Encoding::Koi8R];
        let codecs = [encoding_rs::UTF_8, encoding_rs::WINDOWS_1251, encoding_rs::KOI8_R];
        let money = okno::domain::Money::from_kopecks;
        let lines = rows.iter().enumerate().map(|(at, (name, address, sum))| {
            format!("{name};{address};{at};{}{end}", money(*sum).write("", ','))
        });
        let text = codecs[encoding].encode(&lines.collect::<String>()).0.into_owned();
        let (_, read) = read("sber-debts", Cursor::new(text), "", Some(encodings[encoding]));
        let read: Vec<_> = read.unwrap().into_iter().map(|d| (d.name, d.address, d.amount)).collect();
        let trim = |text: &str| text.trim().to_owned();
        prop_assert_eq!(read, rows.iter().map(|(n, a, s)| (trim(n), trim(a), money(*s))).collect::<Vec<_>>());
    }
}

/// Requisites change: a file of numbers that nobody has is taken, but in doubt.
#[test]
fn a_name_with_unknown_numbers_is_a_doubt_and_no_fault() {
    let catalogue = Catalogue::built_in().unwrap();
    let (supplier, others) = (supplier("energosbyt"), catalogue.suppliers);
    let file_name = "7700000000_40702810900000000009_001_1126.txt";
    let origin = Origin { supplier: &supplier, others: &others, file_name, encoding: None };
    let debts = Debts::read(Layout::named("sber-debts").unwrap(), "а;б;1;2\n".as_bytes(), &origin).unwrap();
    assert_eq!(debts.doubts().len(), 2);
    assert_eq!(debts.map(Result::unwrap).count(), 1);
}
