//! The cashier's statement (справка-отчёт кассира): what came, what was given away, what is left.

use super::page::Page;
use super::report::{Reported, difference};
use crate::domain::event::{Event, ShiftClosed};
use crate::domain::flow::Flow;
use crate::domain::{Custody, Money, Ownership, Recorded, TenderKind};
use crate::lang::Arg;

/// The rows of the flow that stand before a shift's first payment.
const AT_OPENING: [Flow; 3] = [Flow::Carried, Flow::Issued, Flow::FoundAtOpening];
/// The rows of what payers brought.
const TAKEN: [Flow; 4] = [Flow::Payments, Flow::Voids, Flow::Refunds, Flow::Retenders];

/// The statement on a closed shift. Its sums are those of the shift's cash flow, in the order in which an accountant
/// asks for them.
pub(super) fn statement(
    page: &mut Page,
    reported: &Reported,
    custody: &Custody,
    recorded: &Recorded,
    closed: &ShiftClosed,
) {
    page.place(reported.place);
    page.heading("paper-statement", &[]);
    page.centre("paper-to-z", &[("z", Arg::Text(&closed.z.to_string()))]);
    reported.shift(page);
    page.stamp(recorded.at.local(custody.shift.offset), &reported.place.cashier);
    let totals = &custody.shift.totals;
    if let (Some(first), Some(last)) = (totals.first, totals.last) {
        page.edges("paper-receipts", format!("{first} - {last}"));
    }
    page.plain_row(
        "paper-at-opening",
        AT_OPENING.iter().fold(Money::ZERO, |sum, row| sum.saturating_plus(of(totals, row))),
    );
    page.rule();
    takings(page, reported);
    let other = totals.flow.iter().filter(|(flow, _)| {
        let elsewhere = [Flow::HandedOver, Flow::Dropped, Flow::FoundAtClose];
        !AT_OPENING.contains(flow) && !TAKEN.contains(flow) && !elsewhere.contains(flow)
    });
    for (flow, sum) in other {
        page.row(reported.flow_name(flow), *sum);
    }
    given_away(page, reported, custody);
    page.rule();
    page.total("paper-left", closed.expected);
    page.plain_row("paper-counted", closed.counted);
    difference(page, closed.counted.saturating_minus(closed.expected));
    page.reason(closed.reason.as_deref());
    page.notes(closed.notes.as_ref());
    if totals.tenders.keys().any(|kind| !kind.is_cash()) {
        page.rule();
        page.heading("paper-cashless", &[]);
        reported.by_tender(page, totals.tenders.keys().filter(|kind| !kind.is_cash()));
    }
    page.rule();
    page.blank_line("paper-taken-by-order");
    page.sign_as("paper-sign-cashier", &reported.place.cashier);
    page.sign("paper-sign-senior");
    page.sign("paper-sign-head");
    page.blank();
    page.entry(&recorded.hash16);
}

fn of(totals: &crate::domain::totals::Totals, flow: &Flow) -> Money {
    totals.flow.get(flow).copied().unwrap_or_default()
}

/// What payers brought in cash, own and agents' money apart.
fn takings(page: &mut Page, reported: &Reported) {
    let totals = &reported.shift.totals;
    for flow in TAKEN.iter().filter(|flow| !of(totals, flow).is_zero()) {
        page.row(reported.flow_name(flow), of(totals, flow));
    }
    let cash = totals.tender(&TenderKind::cash());
    page.total("paper-takings", cash);
    for (id, ownership) in [("paper-takings-own", Ownership::Own), ("paper-takings-agents", Ownership::Agent)] {
        page.sub_row(page.lang.text(id, &[]), totals.cash_of(ownership, reported.names.catalogue));
    }
    page.words(cash);
}

/// Every hand-over and every bag by its number.
fn given_away(page: &mut Page, reported: &Reported, custody: &Custody) {
    let mut sum = Money::ZERO;
    for recorded in &custody.events {
        let lang = page.lang;
        let number = recorded.event.slip().map(|number| number.to_string()).unwrap_or_default();
        let number = ("number", Arg::Text(&number));
        let (left, amount) = match &recorded.event {
            Event::CashHandedOver(given) => {
                let desk = given.to.to_string();
                (lang.text("paper-given-to-desk", &[number, ("desk", Arg::Text(&desk))]), given.amount)
            }
            Event::CashDropped(drop) => {
                let (seal, account) = (drop.seal.to_string(), reported.names.bank_account(&drop.account));
                let args = [number, ("seal", Arg::Text(&seal)), ("account", Arg::Text(&account))];
                (lang.text("paper-given-in-bag", &args), drop.amount)
            }
            _ => continue,
        };
        if sum.is_zero() {
            page.rule();
            page.heading("paper-given-away", &[]);
        }
        page.row(left, amount);
        sum = sum.saturating_plus(amount);
    }
    if !sum.is_zero() {
        page.total("paper-subtotal", sum);
    }
}
