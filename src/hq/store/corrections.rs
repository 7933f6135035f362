//! Lines that take off what an earlier register said, and the letters that ask suppliers to correct it.

use crate::domain::office::event::Span;
use crate::domain::{DeskId, Money, SupplierCode};

use super::StoreError;
use super::db::{Column, Db, Row, Value, all, first, number};

/// How it stands with a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrectionState {
    /// No letter was written yet.
    Due,
    /// A letter waits for its answer.
    Asked,
    /// The supplier refused.
    Refused,
    /// The supplier did what was asked.
    Done,
}

impl CorrectionState {
    const ALL: [CorrectionState; 4] =
        [CorrectionState::Due, CorrectionState::Asked, CorrectionState::Refused, CorrectionState::Done];

    /// Its code in the store.
    pub fn code(self) -> &'static str {
        match self {
            CorrectionState::Due => "due",
            CorrectionState::Asked => "asked",
            CorrectionState::Refused => "refused",
            CorrectionState::Done => "done",
        }
    }
}

/// A line that takes off what an earlier register said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionRow {
    /// The desk.
    pub desk: DeskId,
    /// The entry that corrects a payment.
    pub seq: u64,
    /// Its line, from 1.
    pub n: u32,
    /// The supplier.
    pub supplier: SupplierCode,
    /// The register that has what is taken off.
    pub register: u32,
    /// What is to be corrected, below zero.
    pub amount: Money,
    /// The number of the letter; 0 as long as none was written.
    pub letter: u32,
    /// How it stands.
    pub state: CorrectionState,
    /// What the supplier answered.
    pub said: String,
}

macro_rules! select_correction {
    ($rest:literal) => {
        concat!("SELECT desk, seq, n, supplier, register, kopecks, letter, state, said FROM correction ", $rest)
    };
}

fn correction_row(row: &Row) -> Result<CorrectionRow, StoreError> {
    let code = row.text(7)?;
    let state = CorrectionState::ALL.into_iter().find(|state| state.code() == code);
    Ok(CorrectionRow {
        desk: row.parse(0)?,
        seq: row.count(1)?,
        n: row.small(2)?,
        supplier: row.parse(3)?,
        register: row.small(4)?,
        amount: Money::from_kopecks(row.int(5)?),
        letter: row.small(6)?,
        state: state.ok_or_else(|| StoreError::Damaged(format!("'{code}' is no state of a correction")))?,
        said: row.text(8)?.to_owned(),
    })
}

/// Adds corrections; those that are there stay as they are.
pub fn add(db: &mut dyn Db, rows: &[CorrectionRow]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO correction (desk, seq, n, supplier, register, kopecks, letter, state, said)
               SELECT of_desk, seq, n, supplier, register, kopecks, letter, state, said FROM {given} g WHERE 1 = 1
               ON CONFLICT (desk, seq, n) DO NOTHING";
    let given = [
        Column::texts("of_desk", rows.iter().map(|row| row.desk.to_string())),
        Column::ints("seq", rows.iter().map(|row| number(row.seq))),
        Column::ints("n", rows.iter().map(|row| i64::from(row.n))),
        Column::texts("supplier", rows.iter().map(|row| row.supplier.as_str())),
        Column::ints("register", rows.iter().map(|row| i64::from(row.register))),
        Column::ints("kopecks", rows.iter().map(|row| row.amount.kopecks())),
        Column::ints("letter", rows.iter().map(|row| i64::from(row.letter))),
        Column::texts("state", rows.iter().map(|row| row.state.code())),
        Column::texts("said", rows.iter().map(|row| row.said.as_str())),
    ];
    db.execute(sql, &[], &given).map(|_| ())
}

/// Says how a correction stands now.
pub fn set(db: &mut dyn Db, row: &CorrectionRow) -> Result<(), StoreError> {
    let sql = "UPDATE correction SET letter = $1, state = $2, said = $3 WHERE desk = $4 AND seq = $5 AND n = $6";
    let values = [
        row.letter.into(),
        row.state.code().into(),
        Value::from(row.said.as_str()),
        Value::text(&row.desk),
        row.seq.into(),
        row.n.into(),
    ];
    db.execute(sql, &values, &[]).map(|_| ())
}

/// One, by its line.
pub fn one(db: &mut dyn Db, desk: &DeskId, seq: u64, n: u32) -> Result<Option<CorrectionRow>, StoreError> {
    let sql = select_correction!("WHERE desk = $1 AND seq = $2 AND n = $3");
    first(db, sql, &[Value::text(desk), seq.into(), n.into()], correction_row)
}

/// The one that a letter to a supplier is about.
pub fn of_letter(db: &mut dyn Db, supplier: &SupplierCode, letter: u32) -> Result<Option<CorrectionRow>, StoreError> {
    let sql = select_correction!("WHERE supplier = $1 AND letter = $2 AND letter > 0");
    first(db, sql, &[supplier.as_str().into(), letter.into()], correction_row)
}

/// The number of the last letter to a supplier, 0 for none.
pub fn last_letter(db: &mut dyn Db, supplier: &SupplierCode) -> Result<u32, StoreError> {
    let sql = "SELECT coalesce(max(letter), 0) FROM correction WHERE supplier = $1";
    Ok(first(db, sql, &[supplier.as_str().into()], |row| row.small(0))?.unwrap_or_default())
}

/// All of them.
pub fn every(db: &mut dyn Db) -> Result<Vec<CorrectionRow>, StoreError> {
    all(db, select_correction!("ORDER BY seq, n"), &[], &[], correction_row)
}

/// The lines of a supplier in these runs that take off what stood before the run. What they correct is the first line
/// of the receipt that the account got: a letter too many is answered, one too few is somebody's money.
pub fn crossing(db: &mut dyn Db, supplier: &SupplierCode, spans: &[Span]) -> Result<Vec<Crossing>, StoreError> {
    let spans: Vec<&Span> = spans.iter().filter(|span| span.after > 0).collect();
    if spans.is_empty() {
        return Ok(vec![]);
    }
    let sql = "SELECT c.desk, c.seq, c.n, c.kopecks, min(p.seq), g.after
               FROM {given} g JOIN line c ON c.desk = g.of_desk AND c.seq > g.after AND c.seq <= g.through
               JOIN line p ON p.account = c.account AND p.desk = c.desk AND p.receipt = c.receipt
                   AND p.supplier = c.supplier AND p.kopecks > 0 AND p.seq < c.seq
               WHERE c.supplier = $1 AND c.kind <> 'payment.taken' AND c.kopecks < 0
               GROUP BY c.desk, c.seq, c.n, c.kopecks, g.after";
    let given = [
        Column::texts("of_desk", spans.iter().map(|span| span.desk.to_string())),
        Column::ints("after", spans.iter().map(|span| number(span.after))),
        Column::ints("through", spans.iter().map(|span| number(span.through))),
    ];
    let found = all(db, sql, &[supplier.as_str().into()], &given, |row| {
        let crossing = Crossing {
            desk: row.parse(0)?,
            seq: row.count(1)?,
            n: row.small(2)?,
            amount: Money::from_kopecks(row.int(3)?),
            corrects: row.count(4)?,
        };
        Ok((crossing, row.count(5)?))
    })?;
    Ok(found
        .into_iter()
        .filter(|(crossing, after)| crossing.corrects <= *after)
        .map(|(crossing, _)| crossing)
        .collect())
}

/// The line that a correction takes something off, by its entry and its number there: of its receipt the first that its
/// account got, as for [`crossing`].
pub fn corrected(db: &mut dyn Db, row: &CorrectionRow) -> Result<Option<(u64, u32)>, StoreError> {
    let sql = "SELECT p.seq, p.n FROM line c JOIN line p ON p.account = c.account AND p.desk = c.desk
                   AND p.receipt = c.receipt AND p.supplier = c.supplier AND p.kopecks > 0 AND p.seq < c.seq
               WHERE c.desk = $1 AND c.seq = $2 AND c.n = $3 ORDER BY p.seq, p.n LIMIT 1";
    let of = [Value::text(&row.desk), row.seq.into(), row.n.into()];
    first(db, sql, &of, |found| Ok((found.count(0)?, found.small(1)?)))
}

/// A line that takes off what an earlier register has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// The desk.
    pub desk: DeskId,
    /// The entry.
    pub seq: u64,
    /// Its line, from 1.
    pub n: u32,
    /// What is taken off, below zero.
    pub amount: Money,
    /// The entry whose line it takes it off.
    pub corrects: u64,
}
