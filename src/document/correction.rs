//! The acts of what corrects a payment: void, refund, move, re-tender. Both sides sign them.

use super::page::Page;
use super::paper::Setting;
use crate::domain::event::{PaymentMoved, PaymentRefunded, PaymentRetendered, PaymentVoided};
use crate::domain::{Approval, Money, ReceiptNumber, Recorded, Tendered, line};
use crate::lang::Arg;

/// What the payer has to do with a correction.
enum Payer {
    /// Gets cash back.
    Receives,
    /// Agrees to it.
    Agrees,
    /// Nothing: it is between the cashier and the supervisor.
    Absent,
}

impl Payer {
    fn of(cash: Money) -> Payer {
        if cash.is_positive() { Payer::Receives } else { Payer::Agrees }
    }
}

/// The act of a void.
pub(super) fn void(recorded: &Recorded, void: &PaymentVoided, setting: &Setting) -> Page {
    let mut page = begin(recorded, setting, "paper-void", void.receipt);
    let total = line::total(&void.lines).unwrap_or_default();
    let lines = setting.names.lines(&void.lines);
    page.lines(&lines);
    page.subtotals(&lines, total);
    given_back(&mut page, setting, total, &void.tenders);
    end(page, recorded, setting, &void.reason, void.approved_by.as_ref(), Payer::of(void.cash()))
}

/// The act of a refund.
pub(super) fn refund(recorded: &Recorded, refund: &PaymentRefunded, setting: &Setting) -> Page {
    let mut page = begin(recorded, setting, "paper-refund", refund.receipt);
    let lines = setting.names.lines(refund.lines.iter().map(|back| &back.line));
    page.lines(&lines);
    page.subtotals(&lines, refund.total());
    given_back(&mut page, setting, refund.total(), &refund.tenders);
    end(page, recorded, setting, &refund.reason, refund.approved_by.as_ref(), Payer::of(refund.cash()))
}

/// The act of a move: no cash changes hands.
pub(super) fn moved(recorded: &Recorded, moved: &PaymentMoved, setting: &Setting) -> Page {
    let mut page = begin(recorded, setting, "paper-move", moved.receipt);
    page.text("paper-move-from", &[("n", Arg::Text(&moved.n.to_string()))]);
    page.lines(&setting.names.lines([&moved.from]));
    page.text("paper-move-to", &[]);
    page.lines(&setting.names.lines([&moved.to]));
    page.total("paper-move-total", moved.to.amount);
    page.words(moved.to.amount);
    end(page, recorded, setting, &moved.reason, moved.approved_by.as_ref(), Payer::Agrees)
}

/// The act of a re-tender: no cash changes hands, and the payer is no party to it.
pub(super) fn retendered(recorded: &Recorded, retendered: &PaymentRetendered, setting: &Setting) -> Page {
    let mut page = begin(recorded, setting, "paper-retender", retendered.receipt);
    let lines = setting.names.lines(&retendered.lines);
    page.lines(&lines);
    for (id, tender) in [("paper-retender-from", &retendered.from), ("paper-retender-to", &retendered.to)] {
        page.text(id, &[]);
        for tender in setting.names.tenders(std::slice::from_ref(tender)) {
            page.tender(tender.name.clone(), tender.amount, &tender);
        }
    }
    page.words(retendered.to.amount);
    end(page, recorded, setting, &retendered.reason, retendered.approved_by.as_ref(), Payer::Absent)
}

fn begin(recorded: &Recorded, setting: &Setting, title: &str, receipt: ReceiptNumber) -> Page {
    let mut page = Page::new(setting.names.lang);
    page.copy(setting.copy);
    page.place(&setting.place);
    page.heading(title, &[("seq", Arg::Text(&recorded.seq.to_string()))]);
    page.centre("paper-of-receipt", &[("number", Arg::Text(&receipt.to_string()))]);
    let taken = page.lang.moment(setting.taken_at.local(setting.offset));
    page.centre("paper-taken", &[("at", Arg::Text(&taken))]);
    page.stamp(recorded.at.local(setting.offset), &setting.place.cashier);
    page
}

fn given_back(page: &mut Page, setting: &Setting, total: Money, tenders: &[Tendered]) {
    page.total("paper-give-back", total);
    for tender in setting.names.tenders(tenders) {
        page.tender(tender.name.clone(), tender.amount, &tender);
    }
    page.words(total);
}

/// Why, who approved it, and who signs: a supervisor who approved, or whoever must stand beside the cashier where the
/// payer doesn't.
fn end(
    mut page: Page,
    recorded: &Recorded,
    setting: &Setting,
    reason: &str,
    approval: Option<&Approval>,
    payer: Payer,
) -> Page {
    page.reason(Some(reason));
    page.approved(approval, &setting.names);
    page.sign_as("paper-sign-cashier", &setting.place.cashier);
    match payer {
        Payer::Receives => page.sign("paper-sign-received"),
        Payer::Agrees => page.sign("paper-sign-payer"),
        Payer::Absent => {}
    }
    match (approval, payer) {
        (Some(approval), _) => page.sign_approved(approval, &setting.names),
        (None, Payer::Absent) => page.sign("paper-sign-supervisor"),
        _ => {}
    }
    page.blank();
    page.entry(&recorded.hash16);
    page
}
