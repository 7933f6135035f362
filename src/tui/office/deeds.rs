//! What a key does about the thing under the cursor: an order at once, or the dialog that it needs.

use super::dialog::{self, Dialog, Label, Purpose};
use super::model::Model;
use super::msg::Effect;
use super::subject::{self, Letter, Subject};
use super::{files, money, orders, pages, people};
use crate::domain::message::text;
use crate::domain::office::event::REASONS;
use crate::domain::telephone::KINDS;
use crate::domain::{Cell, Message, OfficeCode, View};
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
        Action::CollectBag | Action::CreditBag | Action::ReturnBag => money::of_bag(model, action, stamp),
        Action::MarkBag => money::mark(model),
        Action::SettleCards => money::settle(model, stamp),
        Action::MakeRegister | Action::RemitSupplier => money::of_supplier(model, action, stamp),
        Action::TakeDocument | Action::ExplainDocument => money::of_document(model, action, stamp),
        Action::AddPerson | Action::GivePin | Action::ChangePerson | Action::RetirePerson => {
            people::act(model, action, stamp)
        }
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
        Action::ExportTable => files::ask(model, stamp),
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
                .spare();
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
