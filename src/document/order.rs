//! Cash orders, by decree 88 of Goskomstat (18.08.1998): КО-1 for what a shift took, КО-2 for what went to the bank.

use super::blank::{Blank, Head, Order};
use super::page::Page;
use super::report::Reported;
use super::words::in_words;
use crate::domain::event::{CashDropped, Event, ShiftClosed};
use crate::domain::{Custody, Money, Ownership, Recorded};
use crate::lang::Arg;

/// КО-1 with its tear-off receipt, once for the operator's own money and once for what it took as an agent: an agent
/// keeps a cash book of its own for that. Nothing where the shift took no cash.
pub(super) fn receipt_orders(page: &mut Page, reported: &Reported, closed: &ShiftClosed) {
    for ownership in [Ownership::Own, Ownership::Agent] {
        let sum = reported.shift.totals.cash_of(ownership, reported.names.catalogue);
        if !sum.is_positive() {
            continue;
        }
        if !page.parts.is_empty() {
            page.cut();
        }
        receipt_order(page, reported, closed, ownership, sum);
    }
}

fn receipt_order(page: &mut Page, reported: &Reported, closed: &ShiftClosed, ownership: Ownership, sum: Money) {
    let (z, day) = (closed.z.to_string(), page.lang.date(reported.shift.day));
    let number = format!("{}-{z}", reported.place.desk);
    let (number, basis) = match ownership {
        Ownership::Own => (number, "paper-basis-own"),
        Ownership::Agent => {
            (page.lang.text("paper-number-agents", &[("number", Arg::Text(&number))]), "paper-basis-agents")
        }
    };
    let basis = page.lang.text(basis, &[("z", Arg::Text(&z)), ("day", Arg::Text(&day))]);
    let attached = page.lang.text("paper-attached-z", &[("z", Arg::Text(&z))]);
    page.blanks.push(Blank::ReceiptOrder(Order {
        head: head(page, reported, number.clone(), day.clone()),
        sum: page.lang.kopecks(sum.kopecks()),
        words: in_words(sum, page.lang),
        person: Some(reported.place.cashier.clone()),
        basis: basis.clone(),
        attached: attached.clone(),
        cashier: None,
    }));
    unified(page, reported, "paper-ko-1", "0310001");
    page.heading("paper-receipt-order", &[]);
    page.edges("paper-order-number", number.clone());
    page.edges("paper-order-date", day.clone());
    page.blank_line("paper-debit");
    page.blank_line("paper-credit-account");
    page.blank_line("paper-analytic-code");
    page.blank_line("paper-purpose-code");
    page.total("paper-order-sum", sum);
    page.said("paper-received-from", &reported.place.cashier);
    page.said("paper-basis", &basis);
    page.said("paper-in-words", &in_words(sum, page.lang));
    page.blank_line("paper-vat");
    page.said("paper-attached", &attached);
    page.sign("paper-sign-accountant");
    page.sign("paper-sign-order-cashier");
    page.cut();
    page.parts.push(super::Part::Heading(reported.place.operator.clone()));
    page.heading("paper-stub", &[]);
    page.edges("paper-stub-number", number);
    page.edges("paper-stub-date", day);
    page.said("paper-received-from", &reported.place.cashier);
    page.said("paper-basis", &basis);
    page.total("paper-order-sum", sum);
    page.said("paper-in-words", &in_words(sum, page.lang));
    page.blank_line("paper-vat");
    page.blank_line("paper-stamp");
    page.sign("paper-sign-accountant");
    page.sign("paper-sign-cashier");
}

/// КО-2 for a bag. Who receives it is written by hand until the collector came.
pub(super) fn expense_order(
    page: &mut Page,
    reported: &Reported,
    custody: &Custody,
    recorded: &Recorded,
    drop: &CashDropped,
) {
    let seal = drop.seal.to_string();
    let account = reported.names.bank_account(&drop.account);
    let number = format!("{}-{}.{}", reported.place.desk, drop.number.shift, drop.number.n);
    let day = page.lang.date(recorded.at.local(custody.shift.offset).date());
    let basis = page.lang.text("paper-basis-bank", &[("account", Arg::Text(&account))]);
    let attached = page.lang.text("paper-attached-bag", &[("seal", Arg::Text(&seal))]);
    page.blanks.push(Blank::ExpenseOrder(Order {
        head: head(page, reported, number.clone(), day.clone()),
        sum: page.lang.kopecks(drop.amount.kopecks()),
        words: in_words(drop.amount, page.lang),
        person: collector(custody, drop).map(str::to_owned),
        basis: basis.clone(),
        attached: attached.clone(),
        cashier: Some(reported.names.person(&drop.user)),
    }));
    unified(page, reported, "paper-ko-2", "0310002");
    page.heading("paper-expense-order", &[]);
    page.edges("paper-order-number", number);
    page.edges("paper-order-date", day);
    page.blank_line("paper-debit-account");
    page.blank_line("paper-analytic-code");
    page.blank_line("paper-credit");
    page.blank_line("paper-purpose-code");
    page.total("paper-order-sum", drop.amount);
    match collector(custody, drop) {
        Some(collector) => page.said("paper-pay-to", collector),
        None => page.blank_line("paper-pay-to-whom"),
    }
    page.said("paper-basis", &basis);
    page.said("paper-in-words", &in_words(drop.amount, page.lang));
    page.said("paper-attached", &attached);
    page.sign("paper-sign-head");
    page.sign("paper-sign-accountant");
    page.blank();
    page.blank_line("paper-got-sum");
    page.blank_line("paper-got-date");
    page.blank_line("paper-got-document");
    page.sign("paper-sign-got");
    page.sign_as("paper-sign-paid-out", &reported.names.person(&drop.user));
}

/// Who took a bag to the bank, if that was within its shift.
pub(super) fn collector<'a>(custody: &'a Custody, drop: &CashDropped) -> Option<&'a str> {
    custody.events.iter().find_map(|recorded| match &recorded.event {
        Event::BagGiven(given) if given.bags.iter().any(|bag| bag.seal == drop.seal) => Some(given.collector.as_str()),
        _ => None,
    })
}

/// The head of a unified form: what it is called, its code, whose it is.
pub(super) fn unified(page: &mut Page, reported: &Reported, name: &str, code: &str) {
    page.centre(name, &[]);
    page.centre("paper-decree", &[]);
    page.edges("paper-okud", code.to_owned());
    page.blank_line("paper-okpo");
    page.said("paper-organisation", &reported.place.operator);
    unit(page, reported);
}

/// The structural unit of the organisation that the form is about.
pub(super) fn unit(page: &mut Page, reported: &Reported) {
    let unit = named_unit(page, reported);
    page.said("paper-unit", &unit);
}

/// The head of an official form.
pub(super) fn head(page: &Page, reported: &Reported, number: String, date: String) -> Head {
    let unit = named_unit(page, reported);
    Head { lang: page.lang, organisation: reported.place.operator.clone(), unit, number, date }
}

fn named_unit(page: &Page, reported: &Reported) -> String {
    let (office, desk) = (reported.place.office.as_str(), reported.place.desk.as_str());
    page.lang.text("receipt-place", &[("office", Arg::Text(office)), ("desk", Arg::Text(desk))])
}
