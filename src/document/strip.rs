//! The strip for going home: what a shift took, whether headquarters has all of it, and the journal's head, by which
//! headquarters finds it.

use super::page::Page;
use super::report::{Reported, head, net};
use crate::domain::event::Event;
use crate::domain::{Custody, Money, line};
use crate::lang::Arg;

/// The strip of a shift as its desk stands with headquarters now.
pub(super) fn strip(page: &mut Page, reported: &Reported, custody: &Custody, sheet: &super::Sheet) {
    page.place(reported.place);
    page.heading("paper-strip", &[]);
    reported.shift(page);
    page.stamp(sheet.at, &reported.place.cashier);
    net(page, &reported.shift.totals);
    page.rule();
    match sheet.unsent {
        None => page.heading("paper-strip-never", &[]),
        Some(0) => page.heading("paper-strip-all", &[]),
        Some(unsent) => {
            page.heading("paper-strip-waits", &[]);
            waiting(page, custody, sheet.seq.saturating_sub(unsent));
        }
    }
    page.rule();
    head(page, sheet.seq, &sheet.hash16, sheet.unsent.filter(|unsent| *unsent > 0));
}

/// The shift's payments behind the last entry that headquarters has.
fn waiting(page: &mut Page, custody: &Custody, through: u64) {
    let waits = custody.events.iter().filter(|recorded| recorded.seq > through);
    let sums: Vec<Money> = waits
        .filter_map(|recorded| match &recorded.event {
            Event::PaymentTaken(payment) => Some(line::total(&payment.lines).unwrap_or_default()),
            _ => None,
        })
        .collect();
    let sum = sums.iter().fold(Money::ZERO, |sum, payment| sum.saturating_plus(*payment));
    let n = Arg::Number(i64::try_from(sums.len()).unwrap_or(i64::MAX));
    page.row(page.lang.text("paper-strip-payments", &[("n", n)]), sum);
    page.text("paper-strip-later", &[]);
}
