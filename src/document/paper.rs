//! From a recorded event to its paper: names instead of codes, in the language of the office.

use super::names::{Names, Place};
use super::page::Page;
use super::receipt::{Receipt, Style};
use super::report::Reported;
use super::{Document, cash, close, correction};
use crate::domain::event::{Event, PaymentTaken};
use crate::domain::shift::OpenShift;
use crate::domain::{Offset, Recorded, Timestamp, line};
use crate::lang::Arg;

/// What a paper says that its event doesn't.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    /// Who prints it, and where.
    pub place: Place,
    /// Codes by their names.
    pub names: Names<'a>,
    /// The office's clock of that shift.
    pub offset: Offset,
    /// When the payment that it is or corrects was taken.
    pub taken_at: Timestamp,
    /// What corrected that payment, the oldest first.
    pub corrections: &'a [Recorded],
    /// The shift as its close left it, for a close.
    pub shift: Option<&'a OpenShift>,
    /// What the office made of its receipts.
    pub style: &'a Style,
    /// Which copy, from 1; none for the original.
    pub copy: Option<u32>,
}

/// The paper of an event; `None` for events that have none.
pub fn paper(recorded: &Recorded, setting: &Setting) -> Option<Document> {
    let document = written(recorded, setting)?;
    Some(Document { moves_cash: setting.copy.is_none() && moves_cash(&recorded.event), ..document })
}

/// True where cash goes into the drawer or out of it.
fn moves_cash(event: &Event) -> bool {
    match event {
        Event::PaymentTaken(payment) => payment.tenders.iter().any(|tender| tender.kind.is_cash()),
        Event::PaymentVoided(void) => !void.cash().is_zero(),
        Event::PaymentRefunded(refund) => !refund.cash().is_zero(),
        Event::CashIn(_)
        | Event::CashOut(_)
        | Event::CashHandedOver(_)
        | Event::CashAccepted(_)
        | Event::CashDropped(_) => true,
        _ => false,
    }
}

fn written(recorded: &Recorded, setting: &Setting) -> Option<Document> {
    let page = match &recorded.event {
        Event::PaymentTaken(payment) => {
            return Some(receipt(recorded, payment, setting).document(setting.names.lang));
        }
        Event::PaymentVoided(void) => correction::void(recorded, void, setting),
        Event::PaymentRefunded(refund) => correction::refund(recorded, refund, setting),
        Event::PaymentMoved(moved) => correction::moved(recorded, moved, setting),
        Event::PaymentRetendered(retendered) => correction::retendered(recorded, retendered, setting),
        Event::CashIn(cash) => cash::cash_in(recorded, cash, setting),
        Event::CashOut(cash) => cash::cash_out(recorded, cash, setting),
        Event::CashHandedOver(given) => cash::handed_over(recorded, given, setting),
        Event::CashAccepted(taken) => cash::accepted(recorded, taken, setting),
        Event::CashDropped(drop) => cash::dropped(recorded, drop, setting),
        Event::BagGiven(given) => cash::bag_given(recorded, given, setting),
        Event::ShiftClosed(closed) => {
            let reported = Reported { place: &setting.place, names: &setting.names, shift: setting.shift? };
            let mut page = Page::new(setting.names.lang);
            page.copy(setting.copy);
            reported.z(&mut page, recorded, closed);
            close::acts(&mut page, &reported, recorded, closed);
            page
        }
        Event::DeskEnrolled(_)
        | Event::DeskRecovered(_)
        | Event::UserSignedIn(_)
        | Event::UserRefused(_)
        | Event::PinSet(_)
        | Event::ShiftOpened(_)
        | Event::ShiftPaused(_)
        | Event::ShiftResumed(_)
        | Event::CashCounted(_)
        | Event::CardStarted(_)
        | Event::PrintDone(_)
        | Event::PrintUnknown(_)
        | Event::PrintResolved(_) => return None,
    };
    Some(page.document(number(recorded)?, setting.copy))
}

/// What the paper of an event is called: `1-118-3`, `1-118-3-refund-142`, `1-118-c3`, `z-118`; `None` for events that
/// have none. A payment can be refunded or moved more than once, so those have their entry's number behind them.
pub fn number(recorded: &Recorded) -> Option<String> {
    let seq = recorded.seq;
    Some(match &recorded.event {
        Event::PaymentTaken(payment) => payment.receipt.to_string(),
        Event::PaymentVoided(void) => format!("{}-void", void.receipt),
        Event::PaymentRefunded(refund) => format!("{}-refund-{seq}", refund.receipt),
        Event::PaymentMoved(moved) => format!("{}-move-{seq}", moved.receipt),
        Event::PaymentRetendered(retendered) => format!("{}-retender-{seq}", retendered.receipt),
        Event::ShiftClosed(closed) => format!("z-{}", closed.z),
        event => event.slip()?.to_string(),
    })
}

fn receipt(recorded: &Recorded, payment: &PaymentTaken, setting: &Setting) -> Receipt {
    Receipt {
        place: setting.place.clone(),
        number: payment.receipt.to_string(),
        at: recorded.at.local(setting.offset),
        lines: setting.names.lines(&payment.lines),
        tenders: setting.names.tenders(&payment.tenders),
        change: payment.change(),
        total: line::total(&payment.lines).unwrap_or_default(),
        hash16: recorded.hash16.clone(),
        copy: setting.copy,
        style: setting.style.clone(),
        corrected: setting.corrections.iter().filter_map(|correction| corrected(correction, setting)).collect(),
    }
}

/// What a receipt says of an event that corrected its payment.
fn corrected(correction: &Recorded, setting: &Setting) -> Option<String> {
    let lang = setting.names.lang;
    let at = lang.moment(correction.at.local(setting.offset));
    let at = ("at", Arg::Text(&at));
    Some(match &correction.event {
        Event::PaymentVoided(_) => lang.text("receipt-voided", &[at]),
        Event::PaymentRefunded(refund) => {
            lang.text("receipt-refunded", &[at, ("sum", Arg::Money(refund.total().kopecks()))])
        }
        Event::PaymentMoved(moved) => {
            let n = moved.n.to_string();
            lang.text("receipt-moved", &[at, ("n", Arg::Text(&n)), ("account", Arg::Text(moved.to.account.as_str()))])
        }
        Event::PaymentRetendered(retendered) => {
            let tender = setting.names.tender(&retendered.to.kind);
            lang.text("receipt-retendered", &[at, ("tender", Arg::Text(&tender))])
        }
        _ => return None,
    })
}
