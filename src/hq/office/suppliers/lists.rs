//! The registers that went to a supplier, and the lines of one.

use crate::domain::office::event::{RegisterMade, Span};
use crate::domain::{Cell, HqEvent, Mark, SupplierCode, Table, View};
use crate::hq::HqError;
use crate::hq::office::{Page, own, search};
use crate::hq::store::registers::{self, RegisterRow};
use crate::hq::store::{Db, StoreError, entries};
use crate::protocol::Refusal;

const REGISTERS: &[&str] = &[
    "office-col-number",
    "office-col-made",
    "office-col-layout",
    "office-col-from",
    "office-col-to",
    "office-col-lines",
    "office-col-sum",
    "office-col-to-remit",
    "office-col-file",
    "office-col-user",
];

/// The registers of a supplier, the last one first.
pub fn registers(db: &mut dyn Db, supplier: &SupplierCode, page: &Page) -> Result<Table, HqError> {
    let below = match &page.after {
        Some(after) => after.parse().map_err(|_| Refusal::NotFound)?,
        None => u32::MAX,
    };
    let mut table = Table::new(View::Registers { supplier: supplier.clone() }, REGISTERS);
    let mut found = registers::before(db, supplier, below, page.rows() + 1)?;
    if found.len() > page.rows() {
        found.truncate(page.rows());
        table.next = found.last().map(|last| last.number.to_string());
    }
    for row in found {
        let mark = if row.open.is_zero() { Mark::Right } else { Mark::Waiting };
        let opens = View::Register { supplier: supplier.clone(), number: row.number };
        let RegisterRow { number, at, by, layout, lines, sum, from, to, file, open, .. } = row;
        let cells = [
            Cell::text(number),
            at.into(),
            Cell::text(layout),
            from.into(),
            to.into(),
            Cell::count(lines),
            sum.into(),
            open.into(),
            Cell::text(file),
            Cell::text(by),
        ];
        table.row(mark, cells, Some(opens));
    }
    Ok(table)
}

const LINES: &[&str] = &[
    "office-col-day",
    "office-col-at",
    "office-col-desk",
    "office-col-receipt",
    "office-col-kind",
    "office-col-service",
    "office-col-account",
    "office-col-sum",
    "office-col-fees",
];

/// The lines of a register, in the order of its file.
pub fn lines(db: &mut dyn Db, supplier: &SupplierCode, number: u32, page: &Page) -> Result<Table, HqError> {
    let row = registers::one(db, supplier, number)?.ok_or(Refusal::NotFound)?;
    let mut table = Table::new(View::Register { supplier: supplier.clone(), number }, LINES);
    table.fact("office-fact-made", row.at);
    table.fact("office-fact-user", Cell::text(&row.by));
    table.fact("office-fact-layout", Cell::text(&row.layout));
    table.fact("office-fact-file", Cell::text(&row.file));
    table.fact("office-fact-hash", Cell::text(&row.sha256));
    table.fact("office-fact-lines", Cell::count(row.lines));
    table.fact("office-fact-sum", row.sum);
    table.fact("office-fact-to-remit", row.open);
    for span in behind(runs(db, &row)?, page)? {
        let wanted = page.rows() - table.rows.len();
        let found = registers::lines(db, supplier, &span.run, span.after_line, wanted + 1)?;
        let is_more = found.len() > wanted;
        for line in found.into_iter().take(wanted) {
            let opens = View::Entry { desk: line.desk.clone(), seq: line.seq };
            let cells = [
                line.day.into(),
                line.at.into(),
                Cell::text(&line.desk),
                Cell::text(&line.receipt),
                Cell::word(search::line_kind(&line.kind)),
                Cell::text(&line.service),
                Cell::text(&line.account),
                line.amount.into(),
                line.fee.into(),
            ];
            table.next = Some(format!("{} {} {}", line.desk, line.seq, line.n));
            table.row(Mark::Plain, cells, Some(opens));
        }
        if is_more {
            return Ok(table);
        }
    }
    table.next = None;
    let mut total = vec![Cell::Empty; LINES.len()];
    (total[0], total[7]) = (Cell::word("office-total"), row.sum.into());
    table.total = total;
    Ok(table)
}

/// A run of which the lines behind one are wanted.
struct Rest {
    run: Span,
    after_line: u32,
}

/// The runs of a register, as its entry has them.
fn runs(db: &mut dyn Db, row: &RegisterRow) -> Result<Vec<Span>, HqError> {
    let read = entries::one(db, &own::own()?, row.seq, &mut |stored| Ok(HqEvent::decode(stored.kind, stored.body)))?;
    match read {
        Some(Ok(HqEvent::RegisterMade(RegisterMade { spans, .. }))) => Ok(spans),
        _ => Err(StoreError::Damaged(format!("entry {} makes no register", row.seq)).into()),
    }
}

/// What of the runs lies behind a page's beginning.
fn behind(runs: Vec<Span>, page: &Page) -> Result<Vec<Rest>, HqError> {
    let whole = |run| Rest { run, after_line: 0 };
    let Some(after) = &page.after else { return Ok(runs.into_iter().map(whole).collect()) };
    let mut parts = after.split(' ');
    let mut part = || parts.next().ok_or(Refusal::NotFound);
    let (desk, seq, n) = (part()?, part()?, part()?);
    let (Ok(seq), Ok(after_line)) = (seq.parse::<u64>(), n.parse()) else { return Err(Refusal::NotFound.into()) };
    let mut left = runs.into_iter().skip_while(|run| run.desk.to_string() != desk);
    let begun = left.next().ok_or(Refusal::NotFound)?;
    let begun = Rest { run: Span { after: seq.saturating_sub(1).max(begun.after), ..begun }, after_line };
    Ok([begun].into_iter().chain(left.map(whole)).collect())
}
