//! КО-5: the book of what a cashier took from other desks and gave them, the leaf of one shift.

use super::blank::{Blank, BookRow, CashBook};
use super::order::{head, unified};
use super::page::Page;
use super::report::Reported;
use crate::domain::event::Event;
use crate::domain::{Custody, DeskId, Money};
use crate::lang::Arg;

/// A row of the book: what, by which document, and the sum; taken above zero, given below.
struct Row {
    at: String,
    id: &'static str,
    desk: Option<DeskId>,
    number: Option<String>,
    sum: Money,
}

/// The leaf. Nothing where no cash came from another desk or went to one.
pub(super) fn book(page: &mut Page, reported: &Reported, custody: &Custody) {
    let rows = rows(custody);
    if rows.is_empty() {
        return;
    }
    unified(page, reported, "paper-ko-5", "0310005");
    page.heading("paper-book", &[]);
    page.centre("paper-book-of", &[]);
    reported.shift(page);
    page.said("paper-cashier", &reported.place.cashier);
    page.rule();
    let (mut taken, mut given) = (Money::ZERO, Money::ZERO);
    let mut leaf = vec![];
    for Row { at, id, desk, number, sum } in rows {
        let desk = desk.map(|desk| desk.to_string()).unwrap_or_default();
        let what = page.lang.text(id, &[("at", Arg::Text(&at)), ("desk", Arg::Text(&desk))]);
        let figure = page.lang.kopecks(sum.abs().kopecks());
        let [taken_now, given_now] = if sum.is_positive() { [figure, String::new()] } else { [String::new(), figure] };
        let row = BookRow {
            what: what.clone(),
            number: number.clone().unwrap_or_default(),
            taken: taken_now,
            given: given_now,
        };
        leaf.push(row);
        page.row(what, sum.abs());
        if let Some(number) = number {
            page.detail("paper-number", &[("number", Arg::Text(&number))]);
        }
        page.blank_line("paper-sign-both");
        let of = if sum.is_positive() { &mut taken } else { &mut given };
        *of = of.saturating_plus(sum.abs());
    }
    page.rule();
    page.total("paper-book-taken", taken);
    page.total("paper-book-given", given);
    page.sign_as("paper-sign-cashier", &reported.place.cashier);
    page.sign("paper-sign-senior");
    let day = page.lang.date(reported.shift.day);
    let book = CashBook {
        head: head(page, reported, reported.shift.number.to_string(), day),
        cashier: reported.place.cashier.clone(),
        rows: leaf,
        taken: page.lang.kopecks(taken.kopecks()),
        given: page.lang.kopecks(given.kopecks()),
    };
    page.blanks.push(Blank::CashBook(book));
}

fn rows(custody: &Custody) -> Vec<Row> {
    let row = |recorded: &crate::domain::Recorded| {
        let at = recorded.at.local(custody.shift.offset).format("%H:%M").to_string();
        let number = recorded.event.slip().map(|number| number.to_string());
        let (id, desk, sum) = match &recorded.event {
            Event::ShiftOpened(opened) if !opened.issued.is_zero() => ("paper-book-issued", None, opened.issued),
            Event::CashAccepted(taken) => ("paper-book-from", Some(taken.code.from.clone()), taken.amount),
            Event::CashHandedOver(given) => ("paper-book-to", Some(given.to.clone()), -given.amount),
            _ => return None,
        };
        Some(Row { at, id, desk, number, sum })
    };
    custody.events.iter().filter_map(row).collect()
}
