//! The list of a shift's receipts (реестр квитанций): every payment with what became of it.

use super::Part;
use super::page::Page;
use super::report::{self, Reported};
use crate::domain::event::{Event, PaymentTaken};
use crate::domain::{Custody, Line, Money, ReceiptNumber, Recorded, line};
use crate::lang::Arg;

/// The list. Its sums are those of the X- and the Z-report.
pub(super) fn list(page: &mut Page, reported: &Reported, custody: &Custody) {
    page.place(reported.place);
    page.heading("paper-receipts-list", &[]);
    reported.shift(page);
    let last = custody.events.last().map_or(custody.shift.opened_at, |last| last.at);
    page.stamp(last.local(custody.shift.offset), &reported.place.cashier);
    for recorded in &custody.events {
        if let Event::PaymentTaken(payment) = &recorded.event {
            receipt(page, reported, custody, recorded, payment);
        }
    }
    earlier(page, reported, custody);
    page.rule();
    report::net(page, &custody.shift.totals);
    page.sign_as("paper-sign-cashier", &reported.place.cashier);
}

fn receipt(page: &mut Page, reported: &Reported, custody: &Custody, recorded: &Recorded, payment: &PaymentTaken) {
    let total = line::total(&payment.lines).unwrap_or_default();
    page.row(titled(page, custody, recorded, payment.receipt), total);
    lines(page, reported, payment.lines.iter(), |sum| sum);
    let tenders: Vec<String> = payment.tenders.iter().map(|tender| reported.names.tender(&tender.kind)).collect();
    page.detail("paper-paid-by", &[("tenders", Arg::Text(&tenders.join(", ")))]);
    for later in custody.events.iter().filter(|later| later.event.corrects() == Some(payment.receipt)) {
        correction(page, reported, custody, later);
    }
}

/// For which accounts a receipt is; their sums are worth saying where there are several.
fn lines<'a>(
    page: &mut Page,
    reported: &Reported,
    lines: impl ExactSizeIterator<Item = &'a Line>,
    signed: fn(Money) -> Money,
) {
    let several = lines.len() > 1;
    for line in lines {
        let supplier = reported.names.supplier(&line.supplier);
        let account = [("supplier", Arg::Text(&supplier)), ("account", Arg::Text(line.account.as_str()))];
        let left = page.lang.text("paper-for-account", &account);
        match several {
            true => page.sub_row(left, signed(line.total().unwrap_or_default())),
            false => page.parts.push(Part::Detail(left)),
        }
    }
}

/// What became of a payment in the same shift.
fn correction(page: &mut Page, reported: &Reported, custody: &Custody, recorded: &Recorded) {
    let at = recorded.at.local(custody.shift.offset).format("%H:%M").to_string();
    let at = ("at", Arg::Text(&at));
    match &recorded.event {
        Event::PaymentVoided(_) => page.detail("paper-was-voided", &[at]),
        Event::PaymentMoved(moved) => {
            let (from, to) = (moved.from.account.as_str(), moved.to.account.as_str());
            page.detail("paper-was-moved", &[at, ("from", Arg::Text(from)), ("to", Arg::Text(to))]);
        }
        Event::PaymentRetendered(retendered) => {
            let tender = reported.names.tender(&retendered.to.kind);
            page.detail("paper-was-retendered", &[at, ("tender", Arg::Text(&tender))]);
        }
        _ => {}
    }
}

/// What this shift corrected of earlier shifts' payments.
fn earlier(page: &mut Page, reported: &Reported, custody: &Custody) {
    let own = |receipt: ReceiptNumber| (receipt.epoch, receipt.shift) == (custody.shift.epoch, custody.shift.number);
    let mut titled_once = false;
    for recorded in &custody.events {
        let Some(receipt) = recorded.event.corrects().filter(|receipt| !own(*receipt)) else { continue };
        let back = match &recorded.event {
            Event::PaymentRefunded(refund) => -refund.total(),
            _ => Money::ZERO,
        };
        if !titled_once {
            page.rule();
            page.heading("paper-earlier", &[]);
            titled_once = true;
        }
        page.row(titled(page, custody, recorded, receipt), back);
        if let Event::PaymentRefunded(refund) = &recorded.event {
            lines(page, reported, refund.lines.iter().map(|back| &back.line), |sum| -sum);
        }
        correction(page, reported, custody, recorded);
    }
}

/// A receipt's number and the time of what happened.
fn titled(page: &Page, custody: &Custody, recorded: &Recorded, receipt: ReceiptNumber) -> String {
    let at = recorded.at.local(custody.shift.offset).format("%H:%M").to_string();
    page.lang.text("paper-receipt-at", &[("number", Arg::Text(&receipt.to_string())), ("at", Arg::Text(&at))])
}
