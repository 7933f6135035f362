//! What is planted into the week: each thing that a person must look at, once, at a desk of its own.

use std::sync::Arc;

use chrono::TimeDelta;

use super::Fault;
use super::clerk::Clerk;
use super::days::{self, Day};
use super::papers;
use super::payers::Payers;
use crate::domain::event::{Approval, PaymentTaken};
use crate::domain::{
    AccountNumber, Action, Challenge, DeskId, Event, Money, OfficeCode, ReceiptNumber, SupplierCode, TenderKind, View,
};
use crate::hq::ExceptionKind;

/// Something planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Odd {
    /// Two tills take the same sum for one account within minutes.
    FirstOfTwo,
    /// The second of the two.
    Repeated,
    /// The vault counts less than it was given.
    AcceptedOther,
    /// The drawer lacks a thousand.
    OverShort,
    /// The slips of cards are not what the journal says.
    CardDifference,
    /// An account that headquarters doesn't have.
    UnknownAccount,
    /// A supplier that headquarters doesn't have.
    UnknownSupplier,
    /// The clock was set back.
    ClockBack,
    /// A payment of a shift that is closed.
    ClosedShift,
    /// A newer program's entry.
    UnknownKind,
    /// An entry that can't be read.
    UnreadableBody,
    /// A Z-report that says more than its entries.
    TotalsDiffer,
    /// An approval by telephone that nobody gave.
    UnknownAuthorisation,
    /// The bank found less in a bag.
    BagDifference,
    /// A slip that the acquirer doesn't have.
    CardMissing,
    /// The acquirer has a slip with another sum.
    CardSum,
    /// The acquirer has an operation that is in no journal.
    CardUnknown,
    /// A shift that nobody closed.
    OpenShift,
    /// A desk of which nothing is heard.
    Silent,
    /// A desk without a network, whose Z-report was telephoned.
    Announced,
    /// A shift that came when its day was signed.
    Late,
    /// A refund of what a register has.
    Refund,
    /// A line of what a register has, moved to another account.
    Move,
}

/// Where each is planted: the office and its till, from 0 and from 1.
pub const PLAN: [(usize, usize, Odd); 19] = [
    (1, 1, Odd::FirstOfTwo),
    (1, 2, Odd::Repeated),
    (1, 1, Odd::AcceptedOther),
    (2, 1, Odd::OverShort),
    (2, 2, Odd::CardDifference),
    (3, 1, Odd::UnknownAccount),
    (3, 1, Odd::UnknownSupplier),
    (3, 2, Odd::Announced),
    (4, 1, Odd::ClockBack),
    (4, 1, Odd::UnknownKind),
    (4, 2, Odd::ClosedShift),
    (4, 2, Odd::UnreadableBody),
    (5, 1, Odd::TotalsDiffer),
    (5, 1, Odd::UnknownAuthorisation),
    (5, 2, Odd::OpenShift),
    (6, 1, Odd::Late),
    (6, 2, Odd::Silent),
    (7, 1, Odd::Refund),
    (0, 1, Odd::Move),
];

/// As many offices as the plan needs.
pub const LEAST_OFFICES: usize = 8;

/// Where something that was planted is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub odd: Odd,
    /// The desk.
    pub desk: DeskId,
    /// The shift; 0 for none.
    pub shift: u32,
    /// The entry; 0 for none.
    pub seq: u64,
    /// What shows it.
    pub view: View,
}

impl Odd {
    /// The exception that it becomes, and the line of the entry that it is about; none for what a day shows otherwise.
    pub fn kind(self) -> Option<(ExceptionKind, u32)> {
        Some(match self {
            Odd::Repeated => (ExceptionKind::RepeatedPayment, 1),
            Odd::AcceptedOther => (ExceptionKind::AcceptedOther, 0),
            Odd::OverShort => (ExceptionKind::OverShort, 0),
            Odd::CardDifference => (ExceptionKind::CardDifference, 1),
            Odd::UnknownAccount => (ExceptionKind::UnknownAccount, 1),
            Odd::UnknownSupplier => (ExceptionKind::UnknownSupplier, 1),
            Odd::ClockBack => (ExceptionKind::ClockBack, 0),
            Odd::ClosedShift => (ExceptionKind::ClosedShift, 0),
            Odd::UnknownKind => (ExceptionKind::UnknownKind, 0),
            Odd::UnreadableBody => (ExceptionKind::UnreadableBody, 0),
            Odd::TotalsDiffer => (ExceptionKind::TotalsDiffer, 0),
            Odd::UnknownAuthorisation => (ExceptionKind::UnknownAuthorisation, 0),
            Odd::BagDifference => (ExceptionKind::BagDifference, 0),
            Odd::CardMissing => (ExceptionKind::CardMissing, 1),
            Odd::CardSum => (ExceptionKind::CardSum, 1),
            Odd::CardUnknown => (ExceptionKind::CardUnknown, papers::STRAY_LINE),
            Odd::FirstOfTwo | Odd::OpenShift | Odd::Silent | Odd::Announced | Odd::Late | Odd::Refund | Odd::Move => {
                return None;
            }
        })
    }

    /// The id of the text that says what it is.
    pub fn word(self) -> &'static str {
        match self {
            Odd::FirstOfTwo => "cli-demo-odd-first-of-two",
            Odd::Repeated => "cli-demo-odd-repeated-payment",
            Odd::AcceptedOther => "cli-demo-odd-accepted-other",
            Odd::OverShort => "cli-demo-odd-over-short",
            Odd::CardDifference => "cli-demo-odd-card-difference",
            Odd::UnknownAccount => "cli-demo-odd-unknown-account",
            Odd::UnknownSupplier => "cli-demo-odd-unknown-supplier",
            Odd::ClockBack => "cli-demo-odd-clock-back",
            Odd::ClosedShift => "cli-demo-odd-closed-shift",
            Odd::UnknownKind => "cli-demo-odd-unknown-kind",
            Odd::UnreadableBody => "cli-demo-odd-unreadable-body",
            Odd::TotalsDiffer => "cli-demo-odd-totals-differ",
            Odd::UnknownAuthorisation => "cli-demo-odd-unknown-authorisation",
            Odd::BagDifference => "cli-demo-odd-bag-difference",
            Odd::CardMissing => "cli-demo-odd-card-missing",
            Odd::CardSum => "cli-demo-odd-card-sum",
            Odd::CardUnknown => "cli-demo-odd-card-unknown",
            Odd::OpenShift => "cli-demo-odd-open-shift",
            Odd::Silent => "cli-demo-odd-silent",
            Odd::Announced => "cli-demo-odd-announced",
            Odd::Late => "cli-demo-odd-late",
            Odd::Refund => "cli-demo-odd-refund",
            Odd::Move => "cli-demo-odd-move",
        }
    }

    /// Its code, for programs: what is left of its text's id behind the area.
    pub fn code(self) -> &'static str {
        self.word().splitn(4, '-').last().unwrap_or_default()
    }

    /// How the day ends where it is planted.
    pub fn close(self) -> days::Close {
        let usual = days::Close::default();
        match self {
            Odd::OverShort => days::Close { over: Money::from_roubles(-1_000), ..usual },
            Odd::CardDifference => days::Close { slips: Money::from_roubles(-200), ..usual },
            Odd::TotalsDiffer => days::Close { gross: Money::from_roubles(50), ..usual },
            _ => usual,
        }
    }
}

fn found(odd: Odd, clerk: &Clerk, seq: u64) -> Result<Found, Fault> {
    let shift = clerk.shift.number;
    let (desk, entry) = (clerk.id.clone(), View::Entry { desk: clerk.id.clone(), seq });
    let view = match odd.kind() {
        Some((kind, n)) => exception(&desk, seq, kind, n),
        None if seq > 0 => entry,
        None => View::Shift { desk: desk.clone(), shift },
    };
    Ok(Found { odd, desk, shift, seq, view })
}

/// The view of an exception.
pub fn exception(desk: &DeskId, seq: u64, kind: ExceptionKind, n: u32) -> View {
    let key = crate::domain::ExceptionKey { desk: desk.clone(), seq, kind: kind.code().to_owned(), n };
    View::Exception { key }
}

/// Does what is planted while a shift is open; nothing for what is planted otherwise.
pub fn during(odd: Odd, clerk: &mut Clerk, payers: &Payers, day: &Day) -> Result<Option<Found>, Fault> {
    clerk.pass(6);
    let cash = TenderKind::cash();
    let line = payers.line(0, 3, Money::from_kopecks(104_250))?;
    let seq = match odd {
        Odd::FirstOfTwo | Odd::Repeated => {
            clerk.now = day.at(17, if odd == Odd::FirstOfTwo { 30 } else { 34 });
            clerk.pay(payers.line(0, 5, Money::from_kopecks(187_345))?, &cash, 0)?
        }
        Odd::UnknownAccount => {
            let account = AccountNumber::parse("АБ0000001").map_err(|error| error.message())?;
            clerk.pay(crate::domain::command::LineInput { account, ..line }, &cash, 0)?
        }
        Odd::UnknownSupplier => unknown_supplier(clerk, line)?,
        Odd::ClockBack => {
            clerk.now = clerk.now.plus(TimeDelta::minutes(-40));
            let given = line.amount;
            let tenders = vec![crate::domain::command::TenderInput::Cash { given }];
            clerk.approved(Action::TakePayment { lines: vec![line], tenders })?
        }
        Odd::UnknownKind => clerk.write("receipt.emailed", r#"{"receipt":"1-1-1","to":"payer"}"#.to_owned())?,
        Odd::UnreadableBody => clerk.write("cash.counted", r#"{"shift":"пятая"}"#.to_owned())?,
        Odd::UnknownAuthorisation => by_telephone(clerk, line)?,
        _ => return Ok(None),
    };
    found(odd, clerk, seq).map(Some)
}

/// A desk whose catalogue is ahead of headquarters' takes a payment for a supplier that came new.
fn unknown_supplier(clerk: &mut Clerk, line: crate::domain::command::LineInput) -> Result<u64, Fault> {
    let before = clerk.catalogue.clone();
    let mut ahead = (*before).clone();
    let code = SupplierCode::new("vodokanal").map_err(|error| error.message())?;
    let newcomer = ahead.supplier(&line.supplier).cloned();
    ahead.suppliers.extend(newcomer.map(|like| crate::domain::Supplier { code: code.clone(), ..like }));
    clerk.catalogue = Arc::new(ahead);
    let seq = clerk.pay(crate::domain::command::LineInput { supplier: code, ..line }, &TenderKind::cash(), 0);
    clerk.catalogue = before;
    seq
}

/// A void that somebody says was approved by telephone, with a challenge that headquarters never answered.
fn by_telephone(clerk: &mut Clerk, line: crate::domain::command::LineInput) -> Result<u64, Fault> {
    clerk.pay(line, &TenderKind::cash(), 0)?;
    let receipt = clerk.last_receipt().ok_or_else(|| super::failed("there is no payment"))?;
    clerk.pass(3);
    let void = Action::VoidPayment { receipt, reason: "принято дважды".to_owned() };
    let event = match clerk.would(void)? {
        Event::PaymentVoided(mut void) => {
            let telephone = Some(Challenge::new(b"a demo's own", b"and bound to nothing"));
            void.approved_by = void.approved_by.map(|approval| Approval { telephone, ..approval });
            Event::PaymentVoided(void)
        }
        other => other,
    };
    clerk.record(&event)
}

/// What is found once the shift is closed, or left open; the Z-report's entry is 0 where there is none.
pub fn after(odd: Odd, clerk: &mut Clerk, z: u64, day: &Day) -> Result<Option<Found>, Fault> {
    let seq = match odd {
        Odd::OverShort | Odd::CardDifference | Odd::TotalsDiffer => z,
        Odd::ClosedShift => of_closed_shift(clerk)?,
        // Nothing of the shift is at headquarters but what was telephoned.
        Odd::Announced => {
            let view = View::Shifts { office: OfficeCode::from(&clerk.id), day: day.date };
            return Ok(Some(Found { odd, desk: clerk.id.clone(), shift: clerk.shift.number, seq: 0, view }));
        }
        Odd::OpenShift => 0,
        _ => return Ok(None),
    };
    found(odd, clerk, seq).map(Some)
}

/// A payment whose receipt names the shift that was just closed.
fn of_closed_shift(clerk: &mut Clerk) -> Result<u64, Fault> {
    clerk.pass(12);
    let last = clerk.payments().last().map(|payment| payment.taken.clone());
    let last: PaymentTaken = last.ok_or_else(|| super::failed("there is no payment"))?;
    let receipt = ReceiptNumber { n: last.receipt.n + 1, ..last.receipt };
    let mut late = PaymentTaken { receipt, ..last };
    // Other than the last one, so that it is no second payment.
    let more = Money::from_roubles(3);
    late.lines.iter_mut().take(1).for_each(|line| line.amount = line.amount.saturating_plus(more));
    late.tenders.iter_mut().take(1).for_each(|tender| tender.amount = tender.amount.saturating_plus(more));
    clerk.record(&late.into())
}

/// The vault's shortage, a refund, a move: where it is.
pub fn at_entry(odd: Odd, clerk: &Clerk, seq: u64) -> Result<Found, Fault> {
    found(odd, clerk, seq)
}
