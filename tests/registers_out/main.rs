//! Registers out: golden files of every layout, faults, and that each layout reads back as what was written.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod dbf;
mod readers;
mod scene;

use std::path::Path;

use okno::domain::{AccountNumber, Money};
use okno::register::out::{OutLayout, OutRegister};
use proptest::prelude::*;

use scene::{november, row};

fn layout(name: &str) -> OutLayout {
    OutLayout::built_in(name).unwrap()
}

fn faults(name: &str, register: &OutRegister) -> Vec<String> {
    layout(name).write(register).unwrap_err().faults.iter().map(ToString::to_string).collect()
}

#[test]
fn every_layout_writes_its_golden_file() {
    for layout in OutLayout::all().unwrap() {
        let (name, bytes) = (layout.file_name(&november()).unwrap(), layout.write(&november()).unwrap());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/registers/out").join(&name);
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            std::fs::write(&path, &bytes).unwrap();
        }
        let golden = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(bytes == golden, "{name} is not what it was; look at it with INSTA_UPDATE=always");
        assert_eq!(layout.write(&november()).unwrap(), bytes);
    }
}

#[test]
fn files_are_named_by_the_supplier_and_the_number() {
    let names: Vec<_> = OutLayout::all().unwrap().iter().map(|layout| layout.file_name(&november()).unwrap()).collect();
    let expected = [
        "3800000020_007_1c.txt",
        "teploset-007-2026-11-24.csv",
        "3800000020_007.dbf",
        "payments_3800000020_007_20261124.txt",
        "3800000020_40702810200000000002_007_1126.txt",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_register_without_rows_has_its_totals() {
    let register = OutRegister { rows: Vec::new(), ..november() };
    for name in OutLayout::names() {
        let totals = readers::read(name, &layout(name).write(&register).unwrap());
        assert_eq!(totals, readers::expected(name, &register), "{name}");
    }
}

#[test]
fn what_can_not_be_written_is_named_by_row_receipt_and_field() {
    let mut register = november();
    register.rows[1].name = "Әлия".to_owned();
    register.rows[2].address = "→".to_owned();
    let expected = [
        "row 2, receipt 1-118-4: name: windows-1251 has no 'Ә', which is in 'Әлия'",
        "row 3, receipt 1-118-5: address: windows-1251 has no '→', which is in '→'",
    ];
    assert_eq!(faults("sber-payments", &register), expected);
    assert!(layout("csv").write(&register).is_ok());
    register = november();
    register.rows[0].id = "7".repeat(61);
    register.rows[1].amount = Money::from_kopecks(-922_337_203_685_477_580);
    let expected = [
        format!("row 1, receipt 1-118-3: TRANSACT: '{}' is longer than 60 characters", "7".repeat(61)),
        "row 2, receipt 1-118-4: SUMMA: '-9223372036854775.80' is longer than 15 characters".to_owned(),
        "row 2, receipt 1-118-4: RECEIVED: '-9223372036854775.80' is longer than 15 characters".to_owned(),
        "the register: SUMMA: '-9223372036851740.20' is longer than 15 characters".to_owned(),
        "the register: RECEIVED: '-9223372036851740.20' is longer than 15 characters".to_owned(),
    ];
    assert_eq!(faults("dbf", &register), expected);
    register = november();
    register.rows[3].receipt = "1".repeat(200);
    assert!(faults("1c", &register)[0].contains("НазначениеПлатежа"), "{:?}", faults("1c", &register));
}

#[test]
fn an_id_twice_and_a_sum_beyond_all_measure_are_faults_of_every_layout() {
    let mut register = november();
    register.rows[3].id = register.rows[1].id.clone();
    for name in OutLayout::names() {
        let expected = format!("row 4, receipt 1-118-6: the id {} is there twice; first in row 2", register.rows[1].id);
        assert_eq!(faults(name, &register), [expected]);
    }
    let most = OutRegister { rows: vec![row(1, i64::MAX), row(2, i64::MAX)], ..november() };
    assert_eq!(faults("csv", &most), ["the register: the rows add up to more than a sum can hold"]);
}

#[test]
fn the_header_of_a_table_tells_its_version_day_and_code_page() {
    let bytes = layout("dbf").write(&november()).unwrap();
    assert_eq!((bytes[0], &bytes[1..4], bytes[29], bytes.last()), (3, &[126, 11, 24][..], 0x65, Some(&0x1A)));
}

fn text() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[А-Яа-яёЁA-Za-z0-9 ;,.\"№«»—'/\\n\\t\\[\\]{}=-]{0,40}").unwrap()
}

proptest! {
    #[test]
    fn rows_and_control_sums_read_back(
        rows in proptest::collection::vec((text(), text(), -99_999_999_999i64..99_999_999_999, 0i64..99_999), 0..12),
    ) {
        let rows = (1..).zip(rows).map(|(n, (name, address, kopecks, fee))| {
            let fee = Money::from_kopecks(if kopecks < 0 { -fee } else { fee });
            okno::register::out::OutRow { name, address, fee, ..row(n, kopecks) }
        });
        let register = OutRegister { rows: rows.collect(), ..november() };
        for name in OutLayout::names() {
            let read = readers::read(name, &layout(name).write(&register).unwrap());
            prop_assert_eq!(read, readers::expected(name, &register), "{}", name);
        }
    }

    #[test]
    fn an_account_of_any_letters_stands_in_every_layout(text in "[А-ЯЁA-Z0-9/.-]{1,32}") {
        let account = AccountNumber::parse(&text).unwrap();
        let register =
            OutRegister { rows: vec![okno::register::out::OutRow { account, ..row(1, 5) }], ..november() };
        for name in OutLayout::names() {
            let read = readers::read(name, &layout(name).write(&register).unwrap());
            prop_assert_eq!(read, readers::expected(name, &register), "{}", name);
        }
    }
}
