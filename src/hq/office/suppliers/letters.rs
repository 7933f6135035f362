//! Corrections that suppliers are asked for by letter: those whose payment went out in an earlier register.

use crate::domain::office::event::Span;
use crate::domain::{Cell, Mark, SupplierCode, Table, View};
use crate::hq::HqError;
use crate::hq::office::{Page, search};
use crate::hq::store::corrections::{self, CorrectionRow, CorrectionState};
use crate::hq::store::registers::{self, SentLine};
use crate::hq::store::{Db, StoreError};

/// The corrections in runs of entries whose payment is in a register before them.
pub fn crossing(db: &mut dyn Db, supplier: &SupplierCode, spans: &[Span]) -> Result<Vec<CorrectionRow>, HqError> {
    let mut rows = Vec::new();
    for found in corrections::crossing(db, supplier, spans)? {
        let register = registers::with_entry(db, supplier, &found.desk, found.corrects)?;
        let register = register.ok_or_else(|| StoreError::Damaged(format!("no register has {}", found.corrects)))?;
        rows.push(CorrectionRow {
            desk: found.desk,
            seq: found.seq,
            n: found.n,
            supplier: supplier.clone(),
            register,
            amount: found.amount,
            letter: 0,
            state: CorrectionState::Due,
            said: String::new(),
        });
    }
    rows.sort_by(|one, other| (&one.desk, one.seq, one.n).cmp(&(&other.desk, other.seq, other.n)));
    Ok(rows)
}

/// The corrections of a supplier that are in no register yet.
pub fn waiting(db: &mut dyn Db, supplier: &SupplierCode) -> Result<Vec<CorrectionRow>, HqError> {
    let spans = registers::next_spans(db, supplier)?;
    crossing(db, supplier, &spans)
}

/// Every correction that a letter is, or is to be, about.
pub fn every(db: &mut dyn Db) -> Result<Vec<CorrectionRow>, HqError> {
    let mut rows = corrections::every(db)?;
    for supplier in registers::suppliers(db)? {
        for new in waiting(db, &supplier)? {
            if !rows.iter().any(|row| (&row.desk, row.seq, row.n) == (&new.desk, new.seq, new.n)) {
                rows.push(new);
            }
        }
    }
    Ok(rows)
}

const COLUMNS: &[&str] = &[
    "office-col-supplier",
    "office-col-letter",
    "office-col-state",
    "office-col-register",
    "office-col-day",
    "office-col-desk",
    "office-col-receipt",
    "office-col-line",
    "office-col-kind",
    "office-col-account",
    "office-col-sum",
    "office-col-said",
];

/// The corrections: those without a letter first, then what was refused, then what waits for an answer, then the rest.
pub fn view(db: &mut dyn Db, page: &Page) -> Result<Table, HqError> {
    let mut table = Table::new(View::Letters {}, COLUMNS);
    let (rows, next) = page.cut(every(db)?, |row| {
        let CorrectionRow { desk, seq, n, supplier, letter, state, .. } = row;
        let place = match state {
            CorrectionState::Due => 1,
            CorrectionState::Refused => 2,
            CorrectionState::Asked => 3,
            CorrectionState::Done => 4,
        };
        format!("{place} {supplier} {letter:010} {desk} {seq:020} {n:04}")
    });
    table.next = next;
    for row in rows {
        let line = registers::line(db, &row.desk, row.seq, row.n)?;
        let (mark, state) = standing(row.state);
        let opens = View::Entry { desk: row.desk.clone(), seq: row.seq };
        table.row(mark, cells(&row, state, line.as_ref()), Some(opens));
    }
    Ok(table)
}

fn standing(state: CorrectionState) -> (Mark, &'static str) {
    match state {
        CorrectionState::Due => (Mark::Wrong, "office-letter-due"),
        CorrectionState::Refused => (Mark::Wrong, "office-letter-refused"),
        CorrectionState::Asked => (Mark::Waiting, "office-letter-asked"),
        CorrectionState::Done => (Mark::Right, "office-letter-done"),
    }
}

fn cells(row: &CorrectionRow, state: &'static str, line: Option<&SentLine>) -> Vec<Cell> {
    let of_line = |of: fn(&SentLine) -> Cell| line.map(of).unwrap_or_default();
    vec![
        Cell::text(&row.supplier),
        if row.letter == 0 { Cell::Empty } else { Cell::text(row.letter) },
        Cell::word(state),
        Cell::text(row.register),
        of_line(|line| line.day.into()),
        Cell::text(&row.desk),
        of_line(|line| Cell::text(&line.receipt)),
        Cell::text(row.n),
        of_line(|line| Cell::word(search::line_kind(&line.kind))),
        of_line(|line| Cell::text(&line.account)),
        row.amount.into(),
        if row.said.is_empty() { Cell::Empty } else { Cell::text(&row.said) },
    ]
}
