//! Tables of figures in words: cell by cell, and as a document for paper.

use super::{Document, Part, Telling};
use crate::domain::{Cell, Table};

/// A cell as a person reads it.
pub fn cell(telling: &Telling, cell: &Cell) -> String {
    let Telling { lang, local, .. } = telling;
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Word(id) => lang.text(id, &[]),
        Cell::Count(count) => lang.number(*count),
        Cell::Kopecks(sum) => lang.kopecks(sum.kopecks()),
        Cell::Day(day) => lang.date(*day),
        Cell::Moment(at) => lang.moment(local(*at)),
    }
}

/// What heads the columns.
pub fn heads(telling: &Telling, table: &Table) -> Vec<String> {
    table.columns.iter().map(|id| telling.lang.text(id, &[])).collect()
}

/// The cells of the total, with a word in the first one where it has nothing; none where the table has no total.
pub fn total(table: &Table) -> Option<Vec<Cell>> {
    let mut cells = table.total.clone();
    if let Some(first @ Cell::Empty) = cells.first_mut() {
        *first = Cell::word("office-total");
    }
    (!cells.is_empty()).then_some(cells)
}

/// A table for paper under a title: every row with its first sum at the right and its other figures below it, and lines
/// to sign on for `signers` at the end.
pub fn sheet(telling: &Telling, table: &Table, number: String, title: String, signers: &[String]) -> Document {
    let mut parts = vec![Part::Heading(title), Part::Blank];
    for (id, fact) in &table.facts {
        parts.push(Part::Edges { left: telling.lang.text(id, &[]), right: cell(telling, fact) });
    }
    parts.push(Part::Rule);
    for row in &table.rows {
        parts.extend(row_parts(telling, table, &row.cells, false));
    }
    parts.push(Part::Rule);
    if let Some(cells) = total(table) {
        parts.extend(row_parts(telling, table, &cells, true));
    }
    for signer in signers {
        parts.extend([Part::Blank, Part::Signature(signer.clone())]);
    }
    Document { number, copy: None, moves_cash: false, parts, blanks: vec![] }
}

fn row_parts(telling: &Telling, table: &Table, cells: &[Cell], is_total: bool) -> Vec<Part> {
    let is_name = |cell: &&Cell| !cell.is_figure() && **cell != Cell::Empty;
    let mut names: Vec<String> = Vec::new();
    for name in cells.iter().take_while(|cell| !cell.is_figure()).filter(is_name) {
        let name = cell(telling, name);
        // An office without a name has its code for one.
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    let first = cells.iter().position(|cell| matches!(cell, Cell::Kopecks(_)));
    let right = first.map(|at| cell(telling, &cells[at])).unwrap_or_default();
    let left = names.join(" ");
    let figures = cells.iter().position(Cell::is_figure).unwrap_or(cells.len());
    let rest = (figures..cells.len()).filter(|at| Some(*at) != first && cells[*at] != Cell::Empty);
    let head = if is_total { Part::Total { left, right } } else { Part::Row { left, right } };
    let said = |at: usize| match (&cells[at], table.columns.get(at)) {
        (figure, Some(id)) if figure.is_figure() => {
            // A figure stays with what it is.
            format!("{}\u{a0}{}", telling.lang.text(id, &[]), cell(telling, figure))
        }
        (word, _) => cell(telling, word),
    };
    let below = rest.map(said).collect::<Vec<_>>().join(" · ");
    let below = (!below.is_empty()).then_some(Part::Detail(below));
    [head].into_iter().chain(below).collect()
}
