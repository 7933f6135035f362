//! What mends a payment: its void and its right tender; what is said once a correction is recorded; and when each of
//! them would work at all.

use super::question::{Answer, Question};
use super::receipts::{self, Receipts};
use super::request::{self, Ask, Request};
use crate::domain::event::{PaymentMoved, PaymentRefunded, PaymentRetendered, PaymentVoided};
use crate::domain::message::{list, said, text};
use crate::domain::{Action as Deed, Event, Line, Message, ReceiptNumber, TenderKind, Tendered, Word};
use crate::tui::model::{Model, Notice, Overlay, Screen};
use crate::tui::msg::{Done, Effect, ReceiptRow, Stamp};
use crate::tui::widgets::words;

/// The lit receipt, where no correction is under way.
fn chosen(model: &Model) -> Option<&ReceiptRow> {
    match &model.screen {
        Screen::Receipts(receipts) => receipts.chosen_row(),
        _ => None,
    }
}

/// True if the lit receipt can be voided.
pub fn can_void(model: &Model) -> bool {
    chosen(model).is_some_and(|row| row.stands() && row.is_of_open_shift(model))
}

/// True if something of the lit receipt can be given back.
pub fn can_refund(model: &Model) -> bool {
    chosen(model).is_some_and(|row| row.stands() && !row.is_of_open_shift(model))
}

/// True if a line of the lit receipt can be moved.
pub fn can_move(model: &Model) -> bool {
    let has_line = |row: &ReceiptRow| row.recorded.lines.iter().any(|line| line.amount.is_positive());
    chosen(model).is_some_and(|row| row.stands() && has_line(row))
}

/// True if the lit receipt can be put on another tender.
pub fn can_retender(model: &Model) -> bool {
    can_void(model) && model.catalogue.tenders.len() > 1
}

/// Asks why the lit receipt is voided.
pub fn ask_void(model: &mut Model, stamp: Stamp) {
    let Some(row) = chosen(model) else { return };
    let receipt = row.receipt;
    let action = Deed::VoidPayment { receipt, reason: String::new() };
    let back = back(model, &row.recorded.tenders);
    let sum = Word::Money(row.recorded.remaining());
    let what = ("screen-void-what", vec![("receipt", text(receipt)), ("sum", sum), ("back", text(back))]);
    let request = Request::new(("screen-void", vec![("receipt", text(receipt))]), what, stamp.id, action);
    request::ask_reason(model, request);
}

/// Asks how the payment of the lit receipt was paid in truth.
pub fn ask_tender(model: &mut Model, stamp: Stamp) {
    let Some(row) = chosen(model) else { return };
    let tenders = &row.recorded.tenders;
    let mut choices = vec![(("screen-leave-it", vec![]), Answer::Nothing)];
    for (n, from) in tenders.iter().enumerate() {
        if tenders[..n].iter().any(|before| before.kind == from.kind) {
            continue;
        }
        for to in model.catalogue.tenders.iter().map(|tender| &tender.kind).filter(|kind| **kind != from.kind) {
            let request = retender(model, row.receipt, from, to, stamp);
            choices.push((request.what.clone(), Answer::AskReason(Box::new(request))));
        }
    }
    let asked = ("screen-retender-asked", vec![("receipt", text(row.receipt))]);
    model.overlay = Some(Overlay::Question(Question::new(asked, choices)));
}

fn retender(model: &Model, receipt: ReceiptNumber, from: &Tendered, to: &TenderKind, stamp: Stamp) -> Request {
    let action = Deed::Retender {
        receipt,
        from: Some(from.kind.clone()),
        to: to.clone(),
        reference: String::new(),
        reason: String::new(),
    };
    let what = vec![
        ("from", text(words::tender(model, &from.kind))),
        ("to", text(words::tender(model, to))),
        ("sum", Word::Money(from.amount)),
    ];
    let title = ("screen-retender", vec![("receipt", text(receipt))]);
    let request = Request::new(title, ("screen-retender-what", what), stamp.id, action);
    if to.is_cash() { request } else { request.asking(Ask::Slip) }
}

/// The payment is void: what goes back to the payer stays until it was read.
pub fn voided(model: &mut Model, done: &Done, void: &PaymentVoided) -> Vec<Effect> {
    let back = back(model, &void.tenders);
    tell(model, ("screen-voided-back", vec![("receipt", text(void.receipt)), ("back", text(back))]));
    recorded(model, done)
}

/// Money is given back: how, stays until it was read.
pub fn refunded(model: &mut Model, done: &Done, refund: &PaymentRefunded) -> Vec<Effect> {
    let back = back(model, &refund.tenders);
    tell(model, ("screen-refunded-back", vec![("receipt", text(refund.receipt)), ("back", text(back))]));
    recorded(model, done)
}

/// The line is on the right account.
pub fn moved(model: &mut Model, done: &Done, moved: &PaymentMoved) -> Vec<Effect> {
    let words = vec![
        ("receipt", text(moved.receipt)),
        ("sum", Word::Money(moved.to.amount)),
        ("to", text(account(model, &moved.to))),
    ];
    model.notice = Some(Notice::good(("screen-moved", words)));
    recorded(model, done)
}

/// The payment is on the right tender.
pub fn retendered(model: &mut Model, done: &Done, retendered: &PaymentRetendered) -> Vec<Effect> {
    let words = vec![
        ("receipt", text(retendered.receipt)),
        ("sum", Word::Money(retendered.to.amount)),
        ("to", text(tender(model, &retendered.to))),
    ];
    model.notice = Some(Notice::good(("screen-retendered", words)));
    recorded(model, done)
}

/// Takes the form off, prints the act and asks for the receipts anew.
fn recorded(model: &mut Model, done: &Done) -> Vec<Effect> {
    if let Screen::Receipts(Receipts { correcting, .. }) = &mut model.screen {
        *correcting = None;
    }
    let mut effects = vec![Effect::PrintQueued { first: Some(done.seq) }];
    effects.extend(receipts::refresh(model));
    effects
}

/// Says something that stays until it was read; an Enter too many leaves it as a notice.
fn tell(model: &mut Model, message: Message) {
    let choices = vec![(("screen-done", vec![]), Answer::Noted(message.clone()))];
    model.overlay = Some(Overlay::Question(Question::new(message, choices)));
}

/// How money goes back, in words: in cash, and by each card to its card.
pub fn back(model: &Model, tenders: &[Tendered]) -> String {
    let parts = tenders.iter().map(|part| {
        let sum = ("sum", Word::Money(part.amount));
        let message = match part.kind.is_cash() {
            true => ("screen-back-cash", vec![sum]),
            false => ("screen-back-other", vec![sum, ("tender", text(tender(model, part)))]),
        };
        words::worded(model, &message)
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// A tender with its slip: `Карта, чек 004512`.
pub fn tender(model: &Model, tender: &Tendered) -> String {
    let name = words::tender(model, &tender.kind);
    match &tender.reference {
        Some(reference) => {
            let slip = ("screen-slip", vec![("reference", text(reference))]);
            let slip = words::worded(model, &slip);
            format!("{name}, {slip}")
        }
        None => name,
    }
}

/// A line's account with whom it is for: `Энергосбыт АБ1204417`.
pub fn account(model: &Model, line: &Line) -> String {
    format!("{} {}", words::paid_for(model, &line.supplier, Some(&line.service)), line.account)
}

/// What happened to a payment and when, in a sentence.
pub fn sentence(model: &Model, at: String, event: &Event) -> Option<Message> {
    let (what, reason) = match event {
        Event::PaymentVoided(void) => {
            (("screen-was-voided", vec![("back", text(back(model, &void.tenders)))]), &void.reason)
        }
        Event::PaymentRefunded(refund) => {
            let lines: Vec<u32> = refund.lines.iter().map(|back| back.n).collect();
            let words = vec![
                ("sum", Word::Money(refund.total())),
                ("lines", list(&lines)),
                ("back", text(back(model, &refund.tenders))),
            ];
            (("screen-was-refunded", words), &refund.reason)
        }
        Event::PaymentMoved(moved) => {
            let words = vec![
                ("n", text(moved.n)),
                ("from", text(account(model, &moved.from))),
                ("to", text(account(model, &moved.to))),
            ];
            (("screen-was-moved", words), &moved.reason)
        }
        Event::PaymentRetendered(right) => {
            let words = vec![("from", text(tender(model, &right.from))), ("to", text(tender(model, &right.to)))];
            (("screen-was-retendered", words), &right.reason)
        }
        _ => return None,
    };
    Some(("screen-was", vec![("at", text(at)), ("what", said(what)), ("reason", text(reason))]))
}
