//! The acts that belong to a close: that of an absent cashier's shift, and that of a difference.

use super::page::Page;
use super::report::{Reported, difference, over_or_short};
use super::words::in_words;
use crate::domain::event::ShiftClosed;
use crate::domain::{Money, Recorded};
use crate::lang::Arg;

/// The acts that a close asks for, each cut off what stands above it.
pub(super) fn acts(page: &mut Page, reported: &Reported, recorded: &Recorded, closed: &ShiftClosed) {
    if closed.counted_by.is_some() {
        page.cut();
        absent(page, reported, recorded, closed);
    }
    // One that needed no reason needs no act either; it can still be asked for.
    if closed.reason.is_some() && difference_of(closed).is_some() {
        page.cut();
        difference_act(page, reported, recorded, closed);
    }
}

/// By what a close was over or short, if it was.
pub(super) fn difference_of(closed: &ShiftClosed) -> Option<Money> {
    Some(closed.counted.saturating_minus(closed.expected)).filter(|difference| !difference.is_zero())
}

/// The act of a difference: what was recorded, what was counted, the cashier's explanation, the head's decision.
pub(super) fn difference_act(page: &mut Page, reported: &Reported, recorded: &Recorded, closed: &ShiftClosed) {
    begin(page, reported, recorded, "paper-overshort-act", closed);
    page.plain_row("paper-by-record", closed.expected);
    page.plain_row("paper-counted", closed.counted);
    let found = closed.counted.saturating_minus(closed.expected);
    difference(page, found);
    page.rule();
    let words = in_words(found.abs(), page.lang);
    page.said(if found.is_positive() { "paper-over-words" } else { "paper-short-words" }, &words);
    page.rule();
    page.notes(closed.notes.as_ref());
    page.reason(closed.reason.as_deref());
    page.written_by_hand("paper-explanation");
    page.written_by_hand("paper-decision");
    page.sign_as("paper-sign-cashier", &reported.place.cashier);
    sign_counter(page, reported, closed);
    page.sign("paper-sign-head");
    page.blank();
    page.entry(&recorded.hash16);
}

/// The act of the close of a shift whose cashier was not there.
fn absent(page: &mut Page, reported: &Reported, recorded: &Recorded, closed: &ShiftClosed) {
    begin(page, reported, recorded, "paper-absent-act", closed);
    let cashier = reported.names.person(&reported.shift.cashier);
    page.text("paper-absent", &[("cashier", Arg::Text(&cashier))]);
    page.plain_row("paper-by-record", closed.expected);
    page.total("paper-counted", closed.counted);
    page.words(closed.counted);
    if let Some(found) = difference_of(closed) {
        page.plain_row(over_or_short(found), found);
    }
    page.notes(closed.notes.as_ref());
    sign_counter(page, reported, closed);
    match &closed.approved_by {
        Some(approval) => page.sign_approved(approval, reported.names),
        None => page.sign("paper-sign-supervisor"),
    }
    page.sign_as("paper-sign-read", &cashier);
    page.blank();
    page.entry(&recorded.hash16);
}

fn begin(page: &mut Page, reported: &Reported, recorded: &Recorded, title: &str, closed: &ShiftClosed) {
    page.place(reported.place);
    page.heading(title, &[]);
    page.centre("paper-to-z", &[("z", Arg::Text(&closed.z.to_string()))]);
    reported.shift(page);
    page.stamp(recorded.at.local(reported.shift.offset), &reported.place.cashier);
}

/// Who counted signs: the second person, or a senior cashier whom the act does not know.
fn sign_counter(page: &mut Page, reported: &Reported, closed: &ShiftClosed) {
    match &closed.counted_by {
        Some(user) => page.sign_as("paper-sign-counted", &reported.names.person(user)),
        None => page.sign("paper-sign-senior"),
    }
}
