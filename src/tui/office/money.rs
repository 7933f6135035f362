//! What keys do about money on its way: bags, cards, suppliers, and the bank's documents.

use super::dialog::{self, Bag, Dialog, Label, Purpose};
use super::model::Model;
use super::msg::Effect;
use super::pages;
use super::subject::{self, Subject};
use crate::domain::message::text;
use crate::domain::{Cell, Money, TableRow, View};
use crate::tui::actions::Action;
use crate::tui::layers::Layer;
use crate::tui::model::Notice;
use crate::tui::msg::Stamp;

/// The layouts that registers may have.
const LAYOUTS: [&str; 5] = ["sber-payments", "lanbilling", "dbf", "1c", "csv"];

/// The bags that a deed is about: those that are marked, or the one under the cursor, or that of the page.
fn bags(model: &Model) -> Vec<Bag> {
    let bag = |view: &View, sealed: Option<Money>, seal: Option<&str>| match view {
        View::Bag { desk, seq } => {
            let seal = seal.map_or_else(|| format!("{desk}/{seq}"), str::to_owned);
            Some(Bag { desk: desk.clone(), seq: *seq, seal, sealed })
        }
        _ => None,
    };
    let Some((pane, table)) = model.pane().and_then(|pane| Some((pane, model.table(&pane.view)?))) else {
        return vec![];
    };
    if let View::Bag { .. } = &pane.view {
        let seal = match subject::fact(table, "office-fact-seal") {
            Some(Cell::Text(seal)) => Some(seal.as_str()),
            _ => None,
        };
        let sealed = table.facts.iter().find_map(|(_, cell)| kopecks(cell));
        return bag(&pane.view, sealed, seal).into_iter().collect();
    }
    let of_row = |row: &TableRow| {
        let seal = subject::named(table, row, "office-col-seal");
        bag(row.opens.as_ref()?, row.cells.iter().find_map(kopecks), seal)
    };
    let is_marked = |row: &&&TableRow| row.opens.as_ref().is_some_and(|view| pane.marked.contains(view));
    let rows = model.rows(pane);
    let marked: Vec<Bag> = rows.iter().filter(is_marked).filter_map(|row| of_row(row)).collect();
    if marked.is_empty() { model.row().and_then(of_row).into_iter().collect() } else { marked }
}

fn kopecks(cell: &Cell) -> Option<Money> {
    match cell {
        Cell::Kopecks(sum) => Some(*sum),
        _ => None,
    }
}

pub fn of_bag(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let bags = bags(model);
    let Some(bag) = bags.first().cloned() else { return vec![] };
    let names = bags.iter().map(|bag| bag.seal.as_str()).collect::<Vec<_>>().join(", ");
    let about = vec![("screen-office-about-bags", vec![("bags", text(names))])];
    let today = model.lang.date(model.today());
    let asked = match action {
        Action::CollectBag => {
            Dialog::new("action-office-collect", about, stamp.id, Purpose::Collect(bag)).text("office-col-day", &today)
        }
        Action::ReturnBag => Dialog::new("action-office-return", about, stamp.id, Purpose::Return(bag))
            .text("screen-office-why", "")
            .text("screen-office-cash-in", ""),
        _ => {
            let mut asked = Dialog::new("action-office-credit", about, stamp.id, Purpose::Credit(bags.clone()));
            for bag in &bags {
                let sealed = bag.sealed.map(|sum| sum.write("", ',')).unwrap_or_default();
                asked = asked.text("office-col-sum", &sealed);
            }
            let lacks = [("short", "screen-office-short"), (dialog::COUNTERFEIT, "screen-office-counterfeit")];
            let lacks = lacks.map(|(code, words)| (code.to_owned(), Label::Word(words))).into();
            document(model, asked.choice("screen-office-lacks", lacks).text("screen-office-act", ""))
        }
    };
    dialog::open(model, asked)
}

/// Adds the fields of a document of the bank: of the one that was taken there, where one was.
fn document(model: &Model, asked: Dialog) -> Dialog {
    let today = model.lang.date(model.today());
    let [number, day, account, other] = match &model.document {
        Some((of, _)) => [of.number.clone(), model.lang.date(of.day), of.account.clone(), of.other.clone()],
        None => [String::new(), today, String::new(), String::new()],
    };
    asked
        .text("screen-office-document", &number)
        .text("screen-office-document-day", &day)
        .text("screen-office-document-account", &account)
        .text("screen-office-document-other", &other)
}

/// The sum of the document that was taken, as it is typed.
fn sum_of_document(model: &Model) -> String {
    model.document.as_ref().map(|(_, sum)| sum.write("", ',')).unwrap_or_default()
}

/// Takes a document for the next credit, settlement or remittance, and goes where it may belong; or asks what it is.
pub fn of_document(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let found = subject::in_layer(model, Layer::OfficeDocument);
    let Some(Subject::Document { document, sum, .. }) = found else { return vec![] };
    let said = vec![("number", text(&document.number)), ("day", text(model.lang.date(document.day)))];
    if action == Action::ExplainDocument {
        let about = vec![("screen-office-document-about", said)];
        let asked = Dialog::new("action-office-explain", about, stamp.id, Purpose::Explain(document));
        return dialog::open(model, asked.text("screen-office-comment", ""));
    }
    model.document = Some((document, sum));
    model.notice = Some(Notice::good(("screen-office-document-taken", said)));
    pages::open_row(model)
}

/// Marks the bag under the cursor, and goes to the next one.
pub fn mark(model: &mut Model) -> Vec<Effect> {
    let Some(view) = model.row().and_then(|row| row.opens.clone()) else { return vec![] };
    if let Some(pane) = model.pane_mut() {
        match pane.marked.iter().position(|marked| *marked == view) {
            Some(at) => drop(pane.marked.remove(at)),
            None => pane.marked.push(view),
        }
    }
    pages::light(model, 1)
}

fn accounts(model: &Model) -> Vec<(String, Label)> {
    let accounts = &model.cash.accounts;
    accounts.iter().map(|account| (account.code.to_string(), Label::Name(account.name.clone()))).collect()
}

pub fn settle(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let tenders = model.catalogue.tenders.iter().filter(|tender| !tender.kind.is_cash());
    let tenders = tenders.map(|tender| (tender.kind.to_string(), Label::Name(tender.name.clone()))).collect();
    let asked = Dialog::new("action-office-settle", vec![], stamp.id, Purpose::Settle)
        .choice("office-col-tender", tenders)
        .text("office-col-gross", &sum_of_document(model))
        .text("screen-office-fee", "")
        .choice("screen-office-bank-account", accounts(model));
    let asked = document(model, asked);
    dialog::open(model, asked)
}

pub fn of_supplier(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Some(Subject::Supplier(supplier)) = subject::in_layer(model, Layer::OfficeSupplier) else { return vec![] };
    let about = vec![("screen-office-about", vec![("what", text(super::words::supplier(model, &supplier)))])];
    if action == Action::MakeRegister {
        let asked = Dialog::new("action-office-register", about, stamp.id, Purpose::Register(supplier));
        let as_before = [("".to_owned(), Label::Word("screen-office-layout-before"))];
        let layouts = LAYOUTS.map(|layout| (layout.to_owned(), Label::Code));
        return dialog::open(
            model,
            asked.choice("screen-office-layout", as_before.into_iter().chain(layouts).collect()),
        );
    }
    let asked = Dialog::new("action-office-remit", about, stamp.id, Purpose::Remit(supplier))
        .text("office-col-sum", &sum_of_document(model))
        .text("screen-office-for-registers", "")
        .choice("screen-office-bank-account", accounts(model));
    let asked = document(model, asked);
    dialog::open(model, asked)
}
