//! What a key does about the thing under the cursor: an order at once, or the dialog that it needs.

use super::dialog::{self, Bag, Dialog, Label, Purpose};
use super::model::Model;
use super::msg::Effect;
use super::subject::{self, Letter, Subject};
use super::{orders, pages};
use crate::domain::message::text;
use crate::domain::office::event::REASONS;
use crate::domain::telephone::KINDS;
use crate::domain::{Cell, Message, Money, OfficeCode, TableRow, View};
use crate::protocol::office::Deed;
use crate::tui::actions::Action;
use crate::tui::layers::Layer;
use crate::tui::msg::Stamp;

/// Does what a key of a deed means.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    match action {
        Action::SignDay | Action::AnnounceDay => of_day(model, action, stamp),
        Action::TickPaper => tick(model, stamp),
        Action::TakeException | Action::ResolveException | Action::CommentException => {
            of_exception(model, action, stamp)
        }
        Action::CollectBag | Action::CreditBag | Action::ReturnBag => of_bag(model, action, stamp),
        Action::MarkBag => mark(model),
        Action::SettleCards => settle(model, stamp),
        Action::MakeRegister | Action::RemitSupplier => of_supplier(model, action, stamp),
        Action::RequestLetter | Action::AnswerLetter => of_letter(model, stamp),
        Action::AnnounceDesk => {
            let Some(Subject::Desk(desk)) = subject::in_layer(model, Layer::OfficeDesk) else { return vec![] };
            announce(model, &desk.to_string(), OfficeCode::from(&desk), stamp)
        }
        Action::Authorise => authorise(model, stamp),
        Action::FindPayment => {
            let about = vec![("screen-office-find-about", vec![])];
            let find = Dialog::new("screen-office-find", about, stamp.id, Purpose::Find);
            dialog::open(model, find.text("screen-office-find-text", ""))
        }
        Action::ExportTable => export(model, stamp),
        _ => vec![],
    }
}

fn of_day(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Some(Subject::Day { office, day, is_wrong, .. }) = subject::in_layer(model, Layer::OfficeDay) else {
        return vec![];
    };
    if action == Action::AnnounceDay {
        return announce(model, "", office, stamp);
    }
    let words = vec![("office", text(&office)), ("day", text(model.lang.date(day)))];
    let mut about: Vec<Message> = vec![("screen-office-sign-about", words)];
    about.extend(is_wrong.then_some(("screen-office-sign-wrong", vec![])));
    let sign = Dialog::new("screen-office-sign", about, stamp.id, Purpose::Sign(office, day));
    dialog::open(model, sign.text("screen-office-comment", ""))
}

fn announce(model: &mut Model, desk: &str, office: OfficeCode, stamp: Stamp) -> Vec<Effect> {
    let day = pages::day(model).unwrap_or_else(|| model.today());
    let about = vec![("screen-office-announce-about", vec![("office", text(&office))])];
    let purpose = Purpose::Announce(Some(office));
    let asked = Dialog::new("action-office-announce", about, stamp.id, purpose)
        .text("office-col-desk", desk)
        .text("office-col-shift", "")
        .text("office-fact-day", &model.lang.date(day))
        .text("office-col-payments", "")
        .text("office-col-sum", "")
        .text("screen-office-digits", "")
        .text("screen-office-clerk", "")
        .at_gap();
    dialog::open(model, asked)
}

/// Says that the paper was seen, or takes it back, and goes to the next shift.
fn tick(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let Some(Subject::Shift { desk, shift, is_seen }) = subject::in_layer(model, Layer::OfficeShift) else {
        return vec![];
    };
    let words = vec![("desk", text(&desk)), ("shift", text(shift))];
    let said = (if is_seen { "screen-office-unticked" } else { "screen-office-ticked" }, words);
    if matches!(subject::of_row(model), Some(Subject::Shift { .. })) {
        pages::light(model, 1);
    }
    orders::give(model, stamp.id, Deed::Tick { desk, shift, seen: !is_seen }, said)
}

fn of_exception(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Some(Subject::Exception { key, is_resolved }) = subject::in_layer(model, Layer::OfficeException) else {
        return vec![];
    };
    let about = about_exception(model);
    match action {
        Action::TakeException => {
            orders::give(model, stamp.id, Deed::Take { exception: key }, ("screen-office-taken", vec![]))
        }
        Action::CommentException => {
            let comment = Dialog::new("screen-office-commenting", about, stamp.id, Purpose::Comment(key));
            dialog::open(model, comment.text("screen-office-comment", ""))
        }
        _ if is_resolved => {
            let reopen = Dialog::new("screen-office-reopening", about, stamp.id, Purpose::Reopen(key));
            dialog::open(model, reopen.text("screen-office-why", ""))
        }
        _ => {
            let reasons = REASONS.iter().map(|(code, words)| ((*code).to_owned(), Label::Word(words))).collect();
            let resolve = Dialog::new("screen-office-resolving", about, stamp.id, Purpose::Resolve(key))
                .choice("office-col-reason", reasons)
                .text("screen-office-comment", "")
                .text("screen-office-corrected-by", "");
            dialog::open(model, resolve)
        }
    }
}

/// What the row or the page says of the exception.
fn about_exception(model: &Model) -> Vec<Message> {
    let words = |cells: &[Cell]| {
        let words = cells.iter().map(|cell| super::words::cell(model, cell)).filter(|word| !word.is_empty());
        text(words.collect::<Vec<_>>().join(" · "))
    };
    let row = model.row().filter(|row| matches!(row.opens, Some(View::Exception { .. })));
    let of_page = || {
        let table = model.table(&model.pane()?.view)?;
        Some(table.facts.iter().map(|(_, cell)| cell.clone()).take(4).collect::<Vec<Cell>>())
    };
    let cells = row.map(|row| row.cells.clone()).or_else(of_page).unwrap_or_default();
    vec![("screen-office-about", vec![("what", words(&cells))])]
}

/// The bags that a deed is about: those that are marked, or the one under the cursor, or that of the page.
fn bags(model: &Model) -> Vec<Bag> {
    let bag = |view: &View, sealed: Option<Money>| match view {
        View::Bag { desk, seq } => Some(Bag { desk: desk.clone(), seq: *seq, sealed }),
        _ => None,
    };
    let Some(pane) = model.pane() else { return vec![] };
    if let View::Bag { .. } = &pane.view {
        let facts = model.table(&pane.view).map(|table| table.facts.iter().map(|(_, cell)| cell));
        return bag(&pane.view, facts.and_then(|mut facts| facts.find_map(kopecks))).into_iter().collect();
    }
    let of_row = |row: &TableRow| bag(row.opens.as_ref()?, row.cells.iter().find_map(kopecks));
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

fn of_bag(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let bags = bags(model);
    let Some(bag) = bags.first().cloned() else { return vec![] };
    let names = bags.iter().map(|bag| format!("{}/{}", bag.desk, bag.seq)).collect::<Vec<_>>().join(", ");
    let about = vec![("screen-office-about-bags", vec![("bags", text(names))])];
    let today = model.lang.date(model.today());
    let asked = match action {
        Action::CollectBag => {
            Dialog::new("action-office-collect", about, stamp.id, Purpose::Collect(bag)).text("office-col-day", &today)
        }
        Action::ReturnBag => {
            Dialog::new("action-office-return", about, stamp.id, Purpose::Return(bag)).text("screen-office-why", "")
        }
        _ => {
            let mut asked = Dialog::new("action-office-credit", about, stamp.id, Purpose::Credit(bags.clone()));
            for bag in &bags {
                let sealed = bag.sealed.map(|sum| sum.write("", ',')).unwrap_or_default();
                asked = asked.text("office-col-sum", &sealed);
            }
            let lacks = [("short", "screen-office-short"), (dialog::COUNTERFEIT, "screen-office-counterfeit")];
            let lacks = lacks.map(|(code, words)| (code.to_owned(), Label::Word(words))).into();
            document(asked.choice("screen-office-lacks", lacks).text("screen-office-act", ""), &today)
        }
    };
    dialog::open(model, asked)
}

/// Adds the fields of a document of the bank.
fn document(asked: Dialog, today: &str) -> Dialog {
    asked
        .text("screen-office-document", "")
        .text("screen-office-document-day", today)
        .text("screen-office-document-account", "")
}

/// Marks the bag under the cursor, and goes to the next one.
fn mark(model: &mut Model) -> Vec<Effect> {
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

fn settle(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let tenders = model.catalogue.tenders.iter().filter(|tender| !tender.kind.is_cash());
    let tenders = tenders.map(|tender| (tender.kind.to_string(), Label::Name(tender.name.clone()))).collect();
    let asked = Dialog::new("action-office-settle", vec![], stamp.id, Purpose::Settle)
        .choice("office-col-tender", tenders)
        .text("office-col-gross", "")
        .text("screen-office-fee", "")
        .choice("office-col-account", accounts(model));
    let today = model.lang.date(model.today());
    dialog::open(model, document(asked, &today))
}

fn of_supplier(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
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
        .text("office-col-sum", "")
        .text("screen-office-for-registers", "")
        .choice("office-col-account", accounts(model));
    let today = model.lang.date(model.today());
    dialog::open(model, document(asked, &today))
}

/// The layouts that registers may have.
const LAYOUTS: [&str; 5] = ["sber-payments", "lanbilling", "dbf", "1c", "csv"];

fn of_letter(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    match subject::in_layer(model, Layer::OfficeLetter) {
        Some(Subject::Letter(Letter::Due(desk, seq, n))) => {
            let words = vec![("desk", text(&desk)), ("seq", text(seq))];
            let about = vec![("screen-office-request-about", words)];
            let asked = Dialog::new("action-office-request", about, stamp.id, Purpose::Request(desk, seq, n));
            dialog::open(model, asked)
        }
        Some(Subject::Letter(Letter::Asked(supplier, number))) => {
            let yes_or_no = [(dialog::YES, "screen-office-accepted"), ("no", "screen-office-declined")];
            let yes_or_no = yes_or_no.map(|(code, words)| (code.to_owned(), Label::Word(words))).into();
            let words = vec![("supplier", text(&supplier)), ("number", text(number))];
            let about = vec![("screen-office-answer-about", words)];
            let asked = Dialog::new("action-office-answer", about, stamp.id, Purpose::Answer(supplier, number))
                .choice("screen-office-answer", yes_or_no)
                .text("screen-office-comment", "");
            dialog::open(model, asked)
        }
        _ => vec![],
    }
}

fn authorise(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let desk = match subject::in_layer(model, Layer::OfficeDesk) {
        Some(Subject::Desk(desk)) => desk.to_string(),
        _ => String::new(),
    };
    let about = vec![("screen-office-authorise-about", vec![])];
    let operations = KINDS.iter().map(|(kind, words)| ((*kind).to_owned(), Label::Word(words))).collect();
    // In the order in which the clerk reads them out.
    let asked = Dialog::new("screen-office-authorise", about, stamp.id, Purpose::Authorise)
        .text("telephone-desk", &desk)
        .choice("telephone-operation", operations)
        .text("telephone-subject", "")
        .text("telephone-sum", "")
        .text("telephone-challenge", "");
    let asked = if desk.is_empty() { asked } else { asked.at(1) };
    dialog::open(model, asked)
}

/// Asks as what and where the table is to be written. A day's offices may go on paper too.
fn export(model: &mut Model, stamp: Stamp) -> Vec<Effect> {
    let Some(view) = model.pane().map(|pane| pane.view.clone()) else { return vec![] };
    let is_sheet = matches!(view, View::Offices { .. });
    let formats = dialog::FORMATS.iter().map(|(code, _)| *code).filter(|code| is_sheet || *code != "pdf");
    let formats = formats.map(|code| (code.to_owned(), Label::Code)).collect();
    let day = pages::day(model).filter(|_| is_sheet).map(|day| format!("-{day}")).unwrap_or_default();
    let name: String =
        view.to_string().chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect();
    let name = if day.is_empty() || name.ends_with(&day) { name } else { format!("{name}{day}") };
    let asked = Dialog::new("screen-office-export", vec![], stamp.id, Purpose::Export(view))
        .choice("screen-office-format", formats)
        .text("screen-office-file", &format!("okno-{name}.xlsx"));
    dialog::open(model, asked)
}
