//! The slip of a bag of cash for the bank, form 0402300: the list that goes into the bag, the invoice that goes with
//! the collector, the receipt that stays.

use super::blank::{BagSlip, Blank};
use super::order::{collector, head, unit};
use super::page::Page;
use super::report::Reported;
use super::words::in_words;
use crate::domain::event::CashDropped;
use crate::domain::{Count, Custody, Money, Recorded};
use crate::lang::Arg;

/// A part of the slip: its title, whether it has the denominations, and who signs it beside the cashier.
struct Copy {
    title: &'static str,
    notes: bool,
    signs: &'static [&'static str],
}

const COPIES: [Copy; 3] = [
    Copy { title: "paper-bag-list", notes: true, signs: &["paper-sign-bank"] },
    Copy { title: "paper-bag-invoice", notes: false, signs: &["paper-sign-collector", "paper-sign-bank"] },
    Copy { title: "paper-bag-receipt", notes: false, signs: &["paper-sign-collector", "paper-stamp"] },
];

/// The three parts, each cut off the one before it.
pub(super) fn slip(page: &mut Page, reported: &Reported, custody: &Custody, recorded: &Recorded, drop: &CashDropped) {
    let day = page.lang.date(recorded.at.local(custody.shift.offset).date());
    let note = |(denomination, pieces): (Money, u32)| {
        let sum = Money::from_kopecks(denomination.kopecks().saturating_mul(i64::from(pieces)));
        [page.lang.kopecks(denomination.kopecks()), pieces.to_string(), page.lang.kopecks(sum.kopecks())]
    };
    let slip = BagSlip {
        head: head(page, reported, drop.number.to_string(), day),
        seal: drop.seal.to_string(),
        inn: reported.place.inn.clone(),
        account: reported.names.bank_account(&drop.account),
        sum: page.lang.kopecks(drop.amount.kopecks()),
        words: in_words(drop.amount, page.lang),
        notes: drop.notes.iter().flat_map(Count::iter).map(note).collect(),
        cashier: reported.names.person(&drop.user),
        collector: collector(custody, drop).map(str::to_owned),
    };
    page.blanks.push(Blank::BagSlip(slip));
    for (n, copy) in COPIES.iter().enumerate() {
        if n > 0 {
            page.cut();
        }
        part(page, reported, custody, (recorded, drop), copy);
    }
}

fn part(
    page: &mut Page,
    reported: &Reported,
    custody: &Custody,
    (recorded, drop): (&Recorded, &CashDropped),
    copy: &Copy,
) {
    page.edges("paper-okud", "0402300".to_owned());
    page.heading(copy.title, &[("seal", Arg::Text(&drop.seal.to_string()))]);
    page.edges("paper-order-number", drop.number.to_string());
    page.edges("paper-order-date", page.lang.date(recorded.at.local(custody.shift.offset).date()));
    page.said("paper-bag-from", &reported.place.operator);
    page.text("receipt-inn", &[("inn", Arg::Text(&reported.place.inn))]);
    unit(page, reported);
    page.blank_line("paper-bag-debit");
    page.said("paper-bag-payee", &reported.place.operator);
    page.said("paper-account", &reported.names.bank_account(&drop.account));
    page.blank_line("paper-bag-credit");
    page.blank_line("paper-bag-bank");
    page.blank_line("paper-bag-bic");
    page.blank_line("paper-bag-symbol");
    page.said("paper-bag-source", &page.lang.text("paper-bag-takings", &[]));
    page.total("paper-order-sum", drop.amount);
    page.said("paper-in-words", &in_words(drop.amount, page.lang));
    if copy.notes {
        page.rule();
        page.notes(drop.notes.as_ref());
    }
    page.sign_as("paper-sign-cashier", &reported.names.person(&drop.user));
    if let (false, Some(collector)) = (copy.notes, collector(custody, drop)) {
        page.said("paper-collector", collector);
    }
    copy.signs.iter().for_each(|id| page.sign(id));
}
