//! Slips about cash that is no payment: in, out, to and from other desks, into bags and away with them.

use super::page::Page;
use super::paper::Setting;
use crate::domain::cash::Direction;
use crate::domain::event::{BagGiven, CashAccepted, CashDropped, CashHandedOver, CashIn, CashOut};
use crate::domain::{Approval, CashNumber, Count, Money, Recorded, TransitCode, UserName};
use crate::lang::Arg;

/// The slip of cash that came in.
pub(super) fn cash_in(recorded: &Recorded, cash: &CashIn, setting: &Setting) -> Page {
    let mut page = begin(recorded, setting, "paper-cash-in", cash.number, &cash.user);
    page.said("paper-for", &setting.names.reason(&cash.reason, Direction::In));
    sum(&mut page, "paper-sum", cash.amount, cash.notes.as_ref());
    remarks(&mut page, setting, cash.comment.as_deref(), cash.approved_by.as_ref());
    page.sign("paper-sign-brought");
    page.sign_as("paper-sign-took", &setting.names.person(&cash.user));
    end(page, recorded)
}

/// The slip of cash that went out; doubtful notes by their serial numbers.
pub(super) fn cash_out(recorded: &Recorded, cash: &CashOut, setting: &Setting) -> Page {
    let mut page = begin(recorded, setting, "paper-cash-out", cash.number, &cash.user);
    page.said("paper-for", &setting.names.reason(&cash.reason, Direction::Out));
    sum(&mut page, "paper-sum", cash.amount, cash.notes.as_ref());
    if !cash.serials.is_empty() {
        page.text("paper-serials", &[]);
        page.parts.extend(cash.serials.iter().cloned().map(super::Part::Detail));
    }
    remarks(&mut page, setting, cash.comment.as_deref(), cash.approved_by.as_ref());
    page.sign_as("paper-sign-paid-out", &setting.names.person(&cash.user));
    page.sign("paper-sign-got");
    end(page, recorded)
}

/// The slip of a hand-over, with the code by which the receiver accepts it.
pub(super) fn handed_over(recorded: &Recorded, given: &CashHandedOver, setting: &Setting) -> Page {
    let mut page = begin(recorded, setting, "paper-hand-over", given.code.number, &given.user);
    page.edges("paper-from-desk", given.code.from.to_string());
    page.edges("paper-to-desk", given.to.to_string());
    sum(&mut page, "paper-sum", given.amount, given.notes.as_ref());
    if given.received_by.is_none() {
        page.text("paper-code", &[]);
    }
    page.parts.push(super::Part::Code(spoken(&given.code, given.to.office())));
    page.sign_as("paper-sign-gave", &setting.names.person(&given.user));
    match &given.received_by {
        Some(receiver) => page.sign_as("paper-sign-took", &setting.names.person(receiver)),
        None => page.sign("paper-sign-took"),
    }
    end(page, recorded)
}

/// The slip of an acceptance: what was given, what was counted.
pub(super) fn accepted(recorded: &Recorded, taken: &CashAccepted, setting: &Setting) -> Page {
    let mut page = begin(recorded, setting, "paper-accept", taken.number, &taken.user);
    page.edges("paper-from-desk", taken.code.from.to_string());
    page.edges("paper-by-code", spoken(&taken.code, &setting.place.office));
    page.plain_row("paper-given", taken.given);
    let missing = taken.given.saturating_minus(taken.amount);
    if !missing.is_zero() {
        page.plain_row("paper-missing", -missing);
    }
    sum(&mut page, "paper-accepted", taken.amount, taken.notes.as_ref());
    if !missing.is_zero() {
        page.text("paper-givers-difference", &[]);
    }
    page.sign("paper-sign-gave");
    page.sign_as("paper-sign-took", &setting.names.person(&taken.user));
    end(page, recorded)
}

/// The slip of a cash drop.
pub(super) fn dropped(recorded: &Recorded, drop: &CashDropped, setting: &Setting) -> Page {
    let mut page = begin(recorded, setting, "paper-drop", drop.number, &drop.user);
    page.edges("paper-seal", drop.seal.to_string());
    page.said("paper-account", &setting.names.bank_account(&drop.account));
    sum(&mut page, "paper-sum", drop.amount, drop.notes.as_ref());
    page.sign_as("paper-sign-sealed", &setting.names.person(&drop.user));
    end(page, recorded)
}

/// The slip of bags that went to the collector.
pub(super) fn bag_given(recorded: &Recorded, given: &BagGiven, setting: &Setting) -> Page {
    let mut page = begin(recorded, setting, "paper-bags-given", given.number, &given.user);
    for bag in &given.bags {
        let seal = bag.seal.to_string();
        page.row(page.lang.text("paper-bag", &[("seal", Arg::Text(&seal))]), bag.amount);
        page.detail("paper-account", &[("what", Arg::Text(&setting.names.bank_account(&bag.account)))]);
    }
    page.rule();
    let n = i64::try_from(given.bags.len()).unwrap_or(i64::MAX);
    page.text("paper-bags", &[("n", Arg::Number(n))]);
    let total = given.bags.iter().fold(Money::ZERO, |sum, bag| sum.saturating_plus(bag.amount));
    sum(&mut page, "paper-sum", total, None);
    page.said("paper-collector", &given.collector);
    page.sign_as("paper-sign-gave", &setting.names.person(&given.user));
    page.sign("paper-sign-collector");
    end(page, recorded)
}

/// A code as it is told within the office: its desk is enough there.
pub(super) fn spoken(code: &TransitCode, office: &str) -> String {
    let whole = code.to_string();
    whole.strip_prefix(office).and_then(|rest| rest.strip_prefix('/')).map(str::to_owned).unwrap_or(whole)
}

fn begin(recorded: &Recorded, setting: &Setting, title: &str, number: CashNumber, user: &UserName) -> Page {
    let mut page = Page::new(setting.names.lang);
    page.copy(setting.copy);
    page.place(&setting.place);
    page.heading(title, &[]);
    page.centre("paper-number", &[("number", Arg::Text(&number.to_string()))]);
    page.stamp(recorded.at.local(setting.offset), &setting.names.person(user));
    page
}

fn sum(page: &mut Page, id: &str, sum: Money, notes: Option<&Count>) {
    page.total(id, sum);
    page.words(sum);
    page.notes(notes);
}

fn remarks(page: &mut Page, setting: &Setting, comment: Option<&str>, approval: Option<&Approval>) {
    if let Some(comment) = comment {
        page.said("paper-comment", comment);
    }
    page.approved(approval, &setting.names);
}

fn end(mut page: Page, recorded: &Recorded) -> Page {
    page.blank();
    page.entry(&recorded.hash16);
    page
}
