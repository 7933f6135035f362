//! What spreadsheets are given.

use chrono::NaiveDateTime;

use super::csv::csv;
use super::xlsx::xlsx;
use crate::document::Telling;
use crate::domain::{Cell, Mark, Money, Table, Timestamp, View};
use crate::lang::Lang;

fn telling(lang: Lang) -> Telling<'static> {
    let local: &dyn Fn(Timestamp) -> NaiveDateTime = &|at| at.utc().naive_utc();
    Telling { lang, local, name: &|_, code| code.to_owned() }
}

fn table() -> Table {
    let mut table = Table::new(View::Days {}, &["office-col-name", "office-col-payments", "office-col-gross"]);
    table.fact("office-col-day", "2026-11-23".parse::<chrono::NaiveDate>().unwrap());
    let sum = |kopecks| Cell::from(Money::from_kopecks(kopecks));
    table.row(Mark::Plain, [Cell::text("=HYPERLINK(\"http://x\";\"y\")"), Cell::Count(1234), sum(123_456_789)], None);
    table.row(Mark::Plain, [Cell::text("Ленина, 1; «Ёлка»"), Cell::Count(0), sum(-5)], None);
    table.row(Mark::Plain, [Cell::text("-1"), Cell::Empty, Cell::Empty], None);
    table.row(Mark::Plain, [Cell::text("0012"), Cell::Moment("2026-11-23T06:00:00.000Z".parse().unwrap())], None);
    table.total = vec![Cell::Empty, Cell::Count(1234), sum(123_456_784)];
    table
}

/// Short rows are none of the program's, and no reason for a file that can't be written.
fn rectangular() -> Table {
    let mut table = table();
    table.rows.iter_mut().for_each(|row| row.cells.resize(3, Cell::Empty));
    table
}

#[test]
fn csv_is_as_the_readers_spreadsheet_wants_it() {
    let text = |lang| String::from_utf8(csv(&telling(lang), &rectangular()).unwrap()).unwrap();
    let ru = "\u{feff}Название;Платежей;Принято\r\n\
              \"'=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\";1234;1234567,89\r\n\
              \"Ленина, 1; «Ёлка»\";0;-0,05\r\n\
              '-1;;\r\n\
              0012;23.11.2026 06:00;\r\n\
              Итого;1234;1234567,84\r\n";
    assert_eq!(text(Lang::Ru), ru);
    let en = text(Lang::En);
    assert!(en.ends_with("\r\nTotal,1234,1234567.84\r\n") && en.contains("'=HYPERLINK"), "{en}");
}

#[test]
fn xlsx_is_a_workbook() {
    let bytes = xlsx(&telling(Lang::Ru), &table(), "Сутки: 2026/11/23 [все отделения, все кассы]").unwrap();
    assert_eq!(&bytes[..4], b"PK\x03\x04");
    assert!(xlsx(&telling(Lang::En), &Table::new(View::Days {}, &[]), "").is_ok(), "nothing at all");
}
