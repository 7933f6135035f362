//! Official forms laid out as their form has them: the orders and the book by decree 88 of Goskomstat (18.08.1998), the
//! slip of a bag by form 0402300.

use super::font::Fonts;
use super::form::Column;
use super::ink::{Block, Pen, Weight};
use crate::document::Blank;
use crate::document::blank::{BagSlip, CashBook, Head, Order};
use crate::lang::Arg;

/// A form as blocks; a group of its own is cut off.
pub(super) fn set<'f>(blank: &Blank, fonts: &'f Fonts, width: f32) -> Vec<Vec<Block<'f>>> {
    match blank {
        Blank::ReceiptOrder(order) => vec![vec![receipt_order(order, fonts, width)]],
        Blank::ExpenseOrder(order) => vec![vec![expense_order(order, fonts, width)]],
        Blank::CashBook(book) => vec![vec![cash_book(book, fonts, width)]],
        Blank::BagSlip(slip) => PARTS.iter().map(|part| vec![bag_slip(slip, part, fonts, width)]).collect(),
    }
}

/// КО-1: the order at the left, its tear-off receipt at the right.
fn receipt_order<'f>(order: &Order, fonts: &'f Fonts, width: f32) -> Block<'f> {
    let lang = order.head.lang;
    let (left, tear) = (width * 0.645, width * 0.665);
    let mut form = Column::new(fonts, lang, 0.0, left);
    head(&mut form, &order.head, "paper-ko-1", "0310001");
    numbered(&mut form, &order.head, "paper-receipt-order");
    let columns = [
        "paper-debit",
        "paper-credit-unit",
        "paper-credit-account",
        "paper-analytic-code",
        "paper-order-sum",
        "paper-purpose-code",
    ];
    let mut row = vec![String::new(); columns.len()];
    row[4].clone_from(&order.sum);
    form.table(&[0.09, 0.2, 0.16, 0.17, 0.22, 0.16], &columns, &[row]);
    form.gap(4.0);
    form.field("paper-received-from", order.person.as_deref().unwrap_or_default());
    form.field("paper-basis", &order.basis);
    form.field("paper-in-words", &order.words);
    form.field("paper-vat", "");
    form.field("paper-attached", &order.attached);
    form.signature("paper-sign-accountant", "");
    form.signature("paper-sign-order-cashier", order.person.as_deref().unwrap_or_default());

    let mut stub = Column::new(fonts, lang, width * 0.685, width * 0.315);
    stub.captioned(&order.head.organisation, "paper-caption-organisation");
    stub.gap(4.0);
    stub.title(&stub.words("paper-stub"), 11.0);
    stub.gap(4.0);
    stub.field("paper-stub-number", &order.head.number);
    stub.field("paper-stub-date", &order.head.date);
    stub.field("paper-received-from", order.person.as_deref().unwrap_or_default());
    stub.field("paper-basis", &order.basis);
    stub.field("paper-order-sum", &order.sum);
    stub.field("paper-in-words", &order.words);
    stub.field("paper-vat", "");
    stub.field("paper-stub-date", &order.head.date);
    stub.gap(6.0);
    stub.field("paper-stamp", "");
    stub.signature("paper-sign-accountant", "");
    stub.signature("paper-sign-cashier", order.person.as_deref().unwrap_or_default());

    let below = form.y.max(stub.y);
    let mut whole = form.block();
    whole.put((0.0, 0.0), stub.block().strokes);
    whole.line((tear, 0.0), (tear, below), Pen::Dashed);
    whole.height = below;
    whole
}

/// КО-2.
fn expense_order<'f>(order: &Order, fonts: &'f Fonts, width: f32) -> Block<'f> {
    let mut form = Column::new(fonts, order.head.lang, 0.0, width);
    head(&mut form, &order.head, "paper-ko-2", "0310002");
    numbered(&mut form, &order.head, "paper-expense-order");
    let columns = [
        "paper-debit-unit",
        "paper-debit-account",
        "paper-analytic-code",
        "paper-credit",
        "paper-order-sum",
        "paper-purpose-code",
    ];
    let mut row = vec![String::new(); columns.len()];
    row[4].clone_from(&order.sum);
    form.table(&[0.16, 0.18, 0.18, 0.13, 0.2, 0.15], &columns, &[row]);
    form.gap(4.0);
    form.field("paper-pay-to-whom", order.person.as_deref().unwrap_or_default());
    form.field("paper-basis", &order.basis);
    form.field("paper-in-words", &order.words);
    form.field("paper-attached", &order.attached);
    form.signature("paper-sign-head", "");
    form.signature("paper-sign-accountant", "");
    form.gap(6.0);
    form.field("paper-got-sum", "");
    form.field("paper-got-date", "");
    form.signature("paper-sign-got", "");
    form.field("paper-got-document", "");
    form.signature("paper-sign-paid-out", order.cashier.as_deref().unwrap_or_default());
    form.block()
}

/// A leaf of КО-5.
fn cash_book<'f>(book: &CashBook, fonts: &'f Fonts, width: f32) -> Block<'f> {
    let mut form = Column::new(fonts, book.head.lang, 0.0, width);
    head(&mut form, &book.head, "paper-ko-5", "0310005");
    form.title(&form.words("paper-book"), 12.0);
    form.title(&form.words("paper-book-of"), 9.5);
    form.gap(4.0);
    let shift = form
        .lang
        .text("paper-of-shift", &[("shift", Arg::Text(&book.head.number)), ("day", Arg::Text(&book.head.date))]);
    form.captioned(&shift, "paper-caption-leaf");
    form.field("paper-cashier", &book.cashier);
    form.gap(4.0);
    let columns =
        ["paper-book-what", "paper-book-document", "paper-book-taken-sum", "paper-book-given-sum", "paper-sign-both"];
    let total =
        vec![form.words("paper-book-total"), String::new(), book.taken.clone(), book.given.clone(), String::new()];
    let rows: Vec<Vec<String>> = book
        .rows
        .iter()
        .map(|row| {
            let [what, number] = [&row.what, &row.number].map(Clone::clone);
            vec![what, number, row.taken.clone(), row.given.clone(), String::new()]
        })
        .chain([total])
        .collect();
    form.table(&[0.34, 0.13, 0.16, 0.16, 0.21], &columns, &rows);
    form.gap(6.0);
    form.signature("paper-sign-cashier", &book.cashier);
    form.signature("paper-sign-senior", "");
    form.block()
}

/// A part of the slip of a bag: its title, whether it has the denominations, and who signs it beside the cashier.
struct BagPart {
    title: &'static str,
    notes: bool,
    signs: &'static [&'static str],
}

const PARTS: [BagPart; 3] = [
    BagPart { title: "paper-bag-list", notes: true, signs: &["paper-sign-bank"] },
    BagPart { title: "paper-bag-invoice", notes: false, signs: &["paper-sign-collector", "paper-sign-bank"] },
    BagPart { title: "paper-bag-receipt", notes: false, signs: &["paper-sign-collector"] },
];

fn bag_slip<'f>(slip: &BagSlip, part: &BagPart, fonts: &'f Fonts, width: f32) -> Block<'f> {
    let lang = slip.head.lang;
    let mut form = Column::new(fonts, lang, 0.0, width);
    form.small_right("paper-bag-okud");
    form.title(&lang.text(part.title, &[("seal", Arg::Text(&slip.seal))]), 10.5);
    form.gap(3.0);
    form.field(
        "paper-bag-from",
        &format!("{}, {}", slip.head.organisation, lang.text("receipt-inn", &[("inn", Arg::Text(&slip.inn))])),
    );
    form.field("paper-unit", &slip.head.unit);
    form.field("paper-bag-payee", &format!("{}, {}", slip.head.organisation, slip.account));
    form.field("paper-bag-bank", "");
    let columns = [
        "paper-order-number",
        "paper-order-date",
        "paper-bag-debit",
        "paper-bag-credit",
        "paper-bag-bic",
        "paper-order-sum",
    ];
    let row = vec![
        slip.head.number.clone(),
        slip.head.date.clone(),
        String::new(),
        String::new(),
        String::new(),
        slip.sum.clone(),
    ];
    form.table(&[0.14, 0.14, 0.2, 0.2, 0.14, 0.18], &columns, &[row]);
    form.gap(3.0);
    form.field("paper-in-words", &slip.words);
    let source = form.words("paper-bag-takings");
    form.field("paper-bag-source", &source);
    if part.notes && !slip.notes.is_empty() {
        let rows: Vec<Vec<String>> = slip.notes.iter().map(|row| row.to_vec()).collect();
        form.gap(3.0);
        form.table(&[0.25, 0.25, 0.25], &["paper-note-denomination", "paper-note-pieces", "paper-note-sum"], &rows);
    }
    form.signature("paper-sign-cashier", &slip.cashier);
    for id in part.signs {
        let name = if *id == "paper-sign-collector" { slip.collector.as_deref().unwrap_or_default() } else { "" };
        form.signature(id, name);
    }
    form.block()
}

/// What every unified form begins with: its name, its codes, whose it is.
fn head(form: &mut Column, head: &Head, name: &str, okud: &str) {
    form.small_right(name);
    form.small_right("paper-decree");
    form.gap(3.0);
    form.codes(okud);
    form.gap(2.0);
    form.captioned(&head.organisation, "paper-caption-organisation");
    form.captioned(&head.unit, "paper-caption-unit");
    form.gap(4.0);
}

/// The title, and beside it the boxes of the number and the date.
fn numbered(form: &mut Column, head: &Head, title: &str) {
    let boxes = 0.42;
    let top = form.y;
    let mut beside = Column::new(form.block.fonts, form.lang, form.x + form.width * (1.0 - boxes), form.width * boxes);
    let values = vec![head.number.clone(), head.date.clone()];
    beside.table(&[0.5, 0.5], &["paper-order-number", "paper-order-date"], &[values]);
    let height = beside.y;
    form.block.put((0.0, top), beside.block().strokes);
    let (words, face) = (form.words(title), form.block.face(Weight::Bold));
    let room = form.width * (1.0 - boxes) - 6.0;
    let lines = face.wrap(&face.fit(&words), 11.0, room, room);
    for (n, line) in lines.iter().enumerate() {
        let y = top + height - 4.0 - 13.5 * (lines.len() - 1 - n) as f32;
        form.block.text(form.x, y, Weight::Bold, 11.0, line);
    }
    form.y = top + height;
    form.gap(5.0);
}
