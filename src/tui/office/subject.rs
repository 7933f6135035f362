//! What the keys are about: the thing of the row under the cursor, and that of the page.

use chrono::NaiveDate;

use super::model::{Kind, Model};
use crate::domain::{Cell, DeskId, ExceptionKey, Mark, OfficeCode, SupplierCode, Table, TableRow, View};
use crate::tui::layers::Layer;

/// Something that deeds are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An office's day.
    Day {
        /// The office.
        office: OfficeCode,
        /// The business day.
        day: NaiveDate,
        /// True if it is signed.
        is_signed: bool,
        /// True if something of it is wrong, as far as is seen.
        is_wrong: bool,
    },
    /// A shift.
    Shift {
        /// The desk.
        desk: DeskId,
        /// Its number.
        shift: u32,
        /// True if its paper was seen.
        is_seen: bool,
    },
    /// An exception.
    Exception {
        /// Which.
        key: ExceptionKey,
        /// True if it is resolved.
        is_resolved: bool,
    },
    /// A bag.
    Bag {
        /// The desk that sealed it.
        desk: DeskId,
        /// The entry.
        seq: u64,
    },
    /// The cards of a day.
    Cards(NaiveDate),
    /// A supplier.
    Supplier(SupplierCode),
    /// A correction to request.
    Letter(Letter),
    /// A desk.
    Desk(DeskId),
}

/// A correction that a supplier is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Letter {
    /// It is yet to be requested: the desk, the entry and its line.
    Due(DeskId, u64, u32),
    /// A letter waits for its answer: the supplier and its number.
    Asked(SupplierCode, u32),
}

impl Subject {
    /// The layer of its keys.
    pub fn layer(&self) -> Layer {
        match self {
            Subject::Day { .. } => Layer::OfficeDay,
            Subject::Shift { .. } => Layer::OfficeShift,
            Subject::Exception { .. } => Layer::OfficeException,
            Subject::Bag { .. } => Layer::OfficeBag,
            Subject::Cards(_) => Layer::OfficeCards,
            Subject::Supplier(_) => Layer::OfficeSupplier,
            Subject::Letter(_) => Layer::OfficeLetter,
            Subject::Desk(_) => Layer::OfficeDesk,
        }
    }
}

/// Of the row under the cursor.
pub fn of_row(model: &Model) -> Option<Subject> {
    let (pane, row) = (model.pane()?, model.row()?);
    if pane.view == (View::Desks {}) {
        return text(row, 0).and_then(|desk| desk.parse().ok()).map(Subject::Desk);
    }
    if pane.view == (View::Letters {}) {
        return letter(model, row).map(Subject::Letter);
    }
    match row.opens.clone()? {
        View::Office { office, day } => {
            let is_signed = row.cells.contains(&Cell::word("office-state-signed"));
            Some(Subject::Day { office, day, is_signed, is_wrong: row.mark == Mark::Wrong })
        }
        View::Shift { desk, shift } => Some(Subject::Shift { desk, shift, is_seen: is_seen(row) }),
        View::Exception { key } => Some(Subject::Exception { key, is_resolved: row.mark == Mark::Right }),
        View::Bag { desk, seq } => Some(Subject::Bag { desk, seq }),
        View::Supplier { supplier } | View::Registers { supplier } | View::Register { supplier, .. } => {
            Some(Subject::Supplier(supplier))
        }
        _ => None,
    }
}

/// What is to be requested, or was: a letter begins with its number, and names its supplier.
fn letter(model: &Model, row: &TableRow) -> Option<Letter> {
    if let Some(Cell::Count(number)) = row.cells.first() {
        let known = |supplier: &SupplierCode| model.catalogue.supplier(supplier).is_some();
        let mut codes = (0..row.cells.len()).filter_map(|at| text(row, at)?.parse().ok()).filter(known);
        return Some(Letter::Asked(codes.next()?, u32::try_from(*number).ok()?));
    }
    match &row.opens {
        Some(View::Entry { desk, seq }) => Some(Letter::Due(desk.clone(), *seq, 1)),
        _ => None,
    }
}

/// Of the page as a whole.
pub fn of_page(model: &Model) -> Option<Subject> {
    let page = model.page().filter(|page| page.kind == Kind::Single)?;
    let view = &page.panes.first()?.view;
    match view.clone() {
        View::Office { office, day } | View::Shifts { office, day } | View::Corrections { office, day } => {
            Some(day_of(model, office, day))
        }
        View::Exceptions { office: Some(office), day: Some(day) } => Some(day_of(model, office, day)),
        View::Shift { desk, shift } => {
            // The shift itself doesn't say whether its paper was seen, the list that it was opened from does.
            let listed = model.seen.values().filter_map(|seen| seen.table.as_ref()).flat_map(|table| &table.rows);
            let mut listed = listed.filter(|row| row.opens.as_ref() == Some(view));
            Some(Subject::Shift { desk, shift, is_seen: listed.any(is_seen) })
        }
        View::Exception { key } => {
            let resolved = model.table(view).and_then(|table| fact(table, "office-fact-resolved"));
            let is_resolved = resolved.is_some_and(|cell| *cell != Cell::Empty);
            Some(Subject::Exception { key, is_resolved })
        }
        View::Bag { desk, seq } => Some(Subject::Bag { desk, seq }),
        View::Cards { day } => Some(Subject::Cards(day)),
        View::Supplier { supplier } | View::Registers { supplier } | View::Register { supplier, .. } => {
            Some(Subject::Supplier(supplier))
        }
        _ => None,
    }
}

/// An office's day as its match says.
fn day_of(model: &Model, office: OfficeCode, day: NaiveDate) -> Subject {
    let table = model.table(&View::Office { office: office.clone(), day });
    let state = table.and_then(|table| fact(table, "office-fact-state"));
    let is_signed = state == Some(&Cell::word("office-state-signed"));
    let is_wrong = table.is_some_and(|table| table.rows.iter().any(|row| row.mark == Mark::Wrong));
    Subject::Day { office, day, is_signed, is_wrong }
}

fn is_seen(row: &TableRow) -> bool {
    row.cells.contains(&Cell::word("office-seen"))
}

/// A fact of a table by the id of its text.
pub fn fact<'t>(table: &'t Table, id: &str) -> Option<&'t Cell> {
    table.facts.iter().find(|(of, _)| of == id).map(|(_, cell)| cell)
}

/// What stands in a column of names.
pub fn text(row: &TableRow, column: usize) -> Option<&str> {
    match row.cells.get(column)? {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}

/// The layers of what the keys are about, the nearest first.
pub fn layers(model: &Model) -> Vec<Layer> {
    let mut layers: Vec<Layer> = [of_row(model), of_page(model)].iter().flatten().map(Subject::layer).collect();
    layers.dedup();
    layers
}

/// The nearest thing whose keys are of a layer.
pub fn in_layer(model: &Model, layer: Layer) -> Option<Subject> {
    [of_row(model), of_page(model)].into_iter().flatten().find(|subject| subject.layer() == layer)
}

/// The offices of the day that is looked at that can be signed without a word: all is closed, and nothing is wrong.
pub fn clean(model: &Model) -> Vec<(OfficeCode, NaiveDate)> {
    let panes = model.page().into_iter().flat_map(|page| &page.panes);
    let mut tables = panes.filter(|pane| matches!(pane.view, View::Offices { .. })).map(|pane| &pane.view);
    let Some(table) = tables.next().and_then(|view| model.table(view)) else { return vec![] };
    let is_clean = |row: &&TableRow| row.mark == Mark::Plain && row.cells.contains(&Cell::word("office-state-closed"));
    let opened = table.rows.iter().filter(is_clean).filter_map(|row| match &row.opens {
        Some(View::Office { office, day }) => Some((office.clone(), *day)),
        _ => None,
    });
    opened.collect()
}
