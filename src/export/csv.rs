//! CSV as a spreadsheet of the reader's language opens it with a double click: UTF-8 behind a byte order mark, CRLF at
//! the ends of lines, and in Russian `;` between cells and a comma before the kopecks, else `,` and a point.
//!
//! A text that a spreadsheet would run as a formula has an apostrophe before it (OWASP, "CSV Injection"). A long number
//! of an account is a number to a spreadsheet, which rounds it: XLSX keeps it as a text.

use crate::document::{Telling, table};
use crate::domain::{Cell, Table};
use crate::lang::Lang;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The table: its heads, its rows and its total.
pub fn csv(telling: &Telling, of: &Table) -> Result<Vec<u8>, ::csv::Error> {
    let mut writer = ::csv::WriterBuilder::new();
    let delimiter = if telling.lang == Lang::Ru { b';' } else { b',' };
    let mut writer =
        writer.delimiter(delimiter).terminator(::csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    let cells = |cells: &[Cell]| cells.iter().map(|cell| field(telling, cell)).collect::<Vec<_>>();
    writer.write_record(table::heads(telling, of).iter().map(|head| harmless(head)))?;
    for row in &of.rows {
        writer.write_record(cells(&row.cells))?;
    }
    if let Some(total) = table::total(of) {
        writer.write_record(cells(&total))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn field(telling: &Telling, cell: &Cell) -> String {
    match cell {
        Cell::Count(count) => count.to_string(),
        Cell::Kopecks(sum) => sum.write("", if telling.lang == Lang::Ru { ',' } else { '.' }),
        other => harmless(&table::cell(telling, other)),
    }
}

/// A text that is no formula.
fn harmless(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}
