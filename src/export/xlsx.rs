//! XLSX: sums are numbers with two decimals, days and moments are dates, accounts and codes are texts.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::document::{Telling, table};
use crate::domain::{Cell, Table};

/// The longest name of a sheet.
const MOST_NAME: usize = 31;

/// A workbook of one sheet, called by `name`: the table's facts, heads, rows and total.
pub fn xlsx(telling: &Telling, of: &Table, name: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(sheet_name(name))?;
    let mut at = 0;
    for (id, fact) in &of.facts {
        sheet.write_string(at, 0, telling.lang.text(id, &[]))?;
        write(telling, sheet, (at, 1), fact, &Format::new())?;
        at += 1;
    }
    at += u32::from(!of.facts.is_empty());
    let head = Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
    for (column, text) in (0..).zip(table::heads(telling, of)) {
        sheet.write_string_with_format(at, column, text, &head)?;
    }
    let first = at;
    for row in &of.rows {
        at += 1;
        write_row(telling, sheet, at, &row.cells, &Format::new())?;
    }
    if let (Some(last), true) = (u16::try_from(of.columns.len()).ok().and_then(|n| n.checked_sub(1)), at > first) {
        sheet.autofilter(first, 0, at, last)?;
    }
    if let Some(total) = table::total(of) {
        write_row(telling, sheet, at + 1, &total, &Format::new().set_bold().set_border_top(FormatBorder::Thin))?;
    }
    sheet.set_freeze_panes(first + 1, 0)?;
    sheet.autofit();
    book.save_to_buffer()
}

fn write_row(
    telling: &Telling,
    sheet: &mut Worksheet,
    at: u32,
    cells: &[Cell],
    format: &Format,
) -> Result<(), XlsxError> {
    (0..).zip(cells).try_for_each(|(column, cell)| write(telling, sheet, (at, column), cell, format))
}

fn write(
    telling: &Telling,
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    let shown = |pattern: &str| format.clone().set_num_format(pattern);
    match cell {
        Cell::Empty => sheet.write_blank(row, column, format)?,
        Cell::Count(count) => sheet.write_with_format(row, column, Decimal::from(*count), &shown("#,##0"))?,
        Cell::Kopecks(sum) => {
            let roubles = Decimal::new(sum.kopecks(), 2);
            sheet.write_with_format(row, column, roubles, &shown("#,##0.00"))?
        }
        Cell::Day(day) => sheet.write_datetime_with_format(row, column, day, &shown("dd.mm.yyyy"))?,
        Cell::Moment(at) => {
            let local = (telling.local)(*at);
            sheet.write_datetime_with_format(row, column, local, &shown("dd.mm.yyyy hh:mm"))?
        }
        Cell::Text(_) | Cell::Word(_) => {
            sheet.write_string_with_format(row, column, table::cell(telling, cell), format)?
        }
    };
    Ok(())
}

/// A name without what a sheet's may not have.
fn sheet_name(name: &str) -> String {
    let allowed =
        name.chars().map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { ' ' } else { c });
    let name: String = allowed.take(MOST_NAME).collect();
    if name.trim().is_empty() { "okno".to_owned() } else { name.trim().to_owned() }
}
