//! The state of a desk, folded from its journal: who has it, what is in the drawer, what has been taken.

use chrono::NaiveDate;

use super::code::UserName;
use super::event::{Event, ShiftOpened};
use super::ids::{DeskId, ReceiptNumber};
use super::ledger::{self, LedgerAccount};
use super::money::Money;
use super::time::{Offset, Timestamp};
use super::totals::Totals;

/// A desk between two events. Folding may start at any `shift.opened`: everything before it that matters is
/// repeated there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Whose state this is.
    pub desk: DeskId,
    /// 0 before the desk is enrolled, then 1, then one more with each recovery.
    pub epoch: u32,
    /// The number of the last shift that was opened, 0 before the first.
    pub number: u32,
    /// The shift in progress.
    pub open: Option<OpenShift>,
    /// The cash that the ledger says is in the drawer.
    pub drawer: Money,
    /// When the last thing happened, sign-ins apart: what the clock is held against.
    pub last_at: Option<Timestamp>,
    /// Who signed in last.
    pub signed_in: Option<UserName>,
}

/// A shift in progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenShift {
    /// The cashier whose custody it is.
    pub cashier: UserName,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The business day.
    pub day: NaiveDate,
    /// The office's offset from UTC at opening.
    pub offset: Offset,
    /// The totals so far.
    pub totals: Totals,
}

impl Shift {
    /// The state of a desk whose journal is empty.
    pub fn new(desk: DeskId) -> Shift {
        Shift { desk, epoch: 0, number: 0, open: None, drawer: Money::ZERO, last_at: None, signed_in: None }
    }

    /// Adds the next event of the journal.
    pub fn apply(&mut self, at: Timestamp, event: &Event) {
        match event {
            Event::DeskEnrolled(enrolled) => self.epoch = enrolled.epoch,
            Event::UserSignedIn(signed_in) => self.signed_in = Some(signed_in.user.clone()),
            Event::ShiftOpened(opened) => self.open_shift(at, opened),
            Event::ShiftClosed(_) => self.open = None,
            _ => {}
        }
        self.last_at = match event {
            Event::UserSignedIn(_) | Event::UserRefused(_) => self.last_at,
            // Only a supervisor sets the clock back; a print under a wrong clock must not do it for one.
            _ if event.approved_by().is_none() => self.last_at.max(Some(at)),
            _ => Some(at),
        };
        if let Some(open) = &mut self.open {
            open.totals.apply(event);
        }
        let till = LedgerAccount::Till(self.desk.clone());
        for posting in ledger::postings(&self.desk, event).into_iter().filter(|posting| posting.account == till) {
            self.drawer = self.drawer.saturating_plus(posting.amount);
        }
    }

    /// The number of the next receipt of the shift in progress.
    pub fn next_receipt(&self, open: &OpenShift) -> ReceiptNumber {
        ReceiptNumber { epoch: self.epoch, shift: self.number, n: open.totals.payments + 1 }
    }

    fn open_shift(&mut self, at: Timestamp, opened: &ShiftOpened) {
        self.epoch = opened.epoch;
        self.number = opened.shift;
        self.drawer = opened.carried;
        self.signed_in = Some(opened.user.clone());
        self.open = Some(OpenShift {
            cashier: opened.user.clone(),
            opened_at: at,
            day: opened.day,
            offset: opened.offset,
            totals: Totals::default(),
        });
    }
}
