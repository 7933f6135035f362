//! What the keys are about: the thing of the row under the cursor, and that of the page.

use chrono::NaiveDate;

use super::files::Paper;
use super::model::{Kind, Model};
use crate::domain::office::event::BankDocument;
use crate::domain::{
    Cell, DeskId, ExceptionKey, Mark, Money, OfficeCode, Role, SupplierCode, Table, TableRow, UserName, View,
};
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
    /// A document of the bank.
    Document {
        /// Which.
        document: BankDocument,
        /// What came or went by it.
        sum: Money,
        /// True where something that is kept here explains it.
        is_explained: bool,
    },
    /// A person.
    Person(Person),
}

/// A person as the list has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name at sign-in.
    pub name: UserName,
    /// What they may do.
    pub role: Role,
    /// Their office or region; empty for all.
    pub place: String,
    /// The name that receipts show.
    pub full_name: String,
    /// The code of their language.
    pub language: String,
    /// True for who no longer works here.
    pub is_retired: bool,
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
            Subject::Document { .. } => Layer::OfficeDocument,
            Subject::Person(_) => Layer::OfficePerson,
        }
    }
}

/// Of the row under the cursor.
pub fn of_row(model: &Model) -> Option<Subject> {
    let (pane, row) = (model.pane()?, model.row()?);
    if pane.view == (View::Desks {}) {
        return text(row, 0).and_then(|desk| desk.parse().ok()).map(Subject::Desk);
    }
    let table = model.table(&pane.view)?;
    match pane.view {
        View::Letters {} => return letter(table, row).map(Subject::Letter),
        View::Bank {} => return document(table, row),
        View::Users {} => return person(table, row).map(Subject::Person),
        _ => {}
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

/// What is to be requested, or waits for its answer.
fn letter(table: &Table, row: &TableRow) -> Option<Letter> {
    let said = |id: &str| named(table, row, id);
    if let Some(number) = said("office-col-letter") {
        let waits = row.cells.contains(&Cell::word("office-letter-asked"));
        let supplier = said("office-col-supplier").filter(|_| waits)?;
        return Some(Letter::Asked(supplier.parse().ok()?, number.parse().ok()?));
    }
    match &row.opens {
        Some(View::Entry { desk, seq }) => {
            Some(Letter::Due(desk.clone(), *seq, said("office-col-line")?.parse().ok()?))
        }
        _ => None,
    }
}

/// What the page, or the row under the cursor, is on paper: a register, or a letter that has its number.
pub fn paper(model: &Model) -> Option<Paper> {
    let pane = model.pane()?;
    let table = model.table(&pane.view)?;
    let said = |id: &str| model.row().and_then(|row| named(table, row, id));
    match pane.view.clone() {
        View::Letters {} => {
            let (supplier, number) = (said("office-col-supplier")?, said("office-col-letter")?);
            Some(Paper::Letter(supplier.parse().ok()?, number.parse().ok()?))
        }
        View::Registers { supplier } => {
            let (number, file) = (said("office-col-number")?.parse().ok()?, said("office-col-file")?.to_owned());
            Some(Paper::Register { supplier, number, file })
        }
        View::Register { supplier, number } => match fact(table, "office-fact-file")? {
            Cell::Text(file) => Some(Paper::Register { supplier, number, file: file.clone() }),
            _ => None,
        },
        _ => None,
    }
}

fn document(table: &Table, row: &TableRow) -> Option<Subject> {
    let said = |id: &str| named(table, row, id).map(str::to_owned);
    let sum = |id: &str| match cell(table, row, id) {
        Some(Cell::Kopecks(sum)) => Some(*sum),
        _ => None,
    };
    let Some(Cell::Day(day)) = cell(table, row, "office-col-day") else { return None };
    let document = BankDocument {
        account: said("office-col-our-account")?,
        number: said("office-col-document")?,
        day: *day,
        other: said("office-col-other-account").unwrap_or_default(),
    };
    let sum = sum("office-col-came").or_else(|| sum("office-col-went")).unwrap_or(Money::ZERO);
    Some(Subject::Document { document, sum, is_explained: row.mark == Mark::Right })
}

fn person(table: &Table, row: &TableRow) -> Option<Person> {
    let said = |id: &str| named(table, row, id).map(str::to_owned);
    let role = match cell(table, row, "hq-head-role")? {
        Cell::Word(word) if word == "cli-role-cashier" => Role::Cashier,
        Cell::Word(word) if word == "cli-role-admin" => Role::Admin,
        _ => Role::Supervisor,
    };
    Some(Person {
        name: said("hq-head-user")?.parse().ok()?,
        role,
        place: said("hq-head-office").unwrap_or_default(),
        full_name: said("hq-head-full-name").unwrap_or_default(),
        language: said("office-col-language").unwrap_or_default(),
        is_retired: cell(table, row, "hq-head-state").is_some_and(|state| *state != Cell::Empty),
    })
}

/// The cell of a row under a head.
fn cell<'r>(table: &Table, row: &'r TableRow, id: &str) -> Option<&'r Cell> {
    table.columns.iter().position(|of| of == id).and_then(|at| row.cells.get(at))
}

/// The name that stands under a head.
pub fn named<'r>(table: &Table, row: &'r TableRow, id: &str) -> Option<&'r str> {
    match cell(table, row, id)? {
        Cell::Text(text) => Some(text),
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
        View::Cards { day, .. } => Some(Subject::Cards(day)),
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
