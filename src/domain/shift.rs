//! The state of a desk, folded from its journal: who has it, what is in the drawer, what has been taken.

use chrono::{NaiveDate, TimeDelta};

use super::cash::CashNumber;
use super::code::{Seal, UserName};
use super::event::{CashCounted, Event, ShiftOpened};
use super::flow;
use super::ids::{DeskId, ReceiptNumber};
use super::money::Money;
use super::time::{Offset, Timestamp};
use super::totals::Totals;

/// A desk between two events. Folding may start at the `shift.opened` of the last shift, or where that one says that
/// others were paused, at the first of theirs: everything before it that matters is repeated there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Whose state this is.
    pub desk: DeskId,
    /// 0 before the desk is enrolled, then 1, then one more with each recovery.
    pub epoch: u32,
    /// The number of the last shift that was opened, 0 before the first.
    pub number: u32,
    /// The number of the last Z-report, 0 before the first.
    pub z: u32,
    /// The shift in progress.
    pub open: Option<OpenShift>,
    /// Shifts whose cashiers are away, in the order in which they left.
    pub paused: Vec<PausedShift>,
    /// The shift that was closed last, if none was opened since, with its final totals.
    pub closed: Option<OpenShift>,
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
    /// Its number.
    pub number: u32,
    /// The epoch of its receipts.
    pub epoch: u32,
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
    /// The last count of the drawer.
    pub count: Option<CashCounted>,
}

/// A shift whose cashier is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PausedShift {
    /// The shift.
    pub shift: OpenShift,
    /// When it was paused.
    pub at: Timestamp,
    /// The cash that was sealed.
    pub sealed: Money,
    /// The seal.
    pub seal: Option<Seal>,
}

impl OpenShift {
    /// The number of its next receipt.
    pub fn next_receipt(&self) -> ReceiptNumber {
        ReceiptNumber { epoch: self.epoch, shift: self.number, n: self.totals.payments + 1 }
    }

    /// The number of its next slip about cash that is no payment.
    pub fn next_slip(&self) -> CashNumber {
        CashNumber { epoch: self.epoch, shift: self.number, n: self.totals.cash_slips + 1 }
    }

    /// How long it has been open.
    pub fn age(&self, now: Timestamp) -> TimeDelta {
        now.since(self.opened_at)
    }

    /// What the last count found over (or, below zero, short).
    pub fn found(&self) -> Money {
        self.count.as_ref().map_or(Money::ZERO, |count| count.counted.saturating_minus(count.expected))
    }
}

impl Shift {
    /// The state of a desk whose journal is empty.
    pub fn new(desk: DeskId) -> Shift {
        Shift {
            desk,
            epoch: 0,
            number: 0,
            z: 0,
            open: None,
            paused: vec![],
            closed: None,
            drawer: Money::ZERO,
            last_at: None,
            signed_in: None,
        }
    }

    /// Adds the next event of the journal.
    pub fn apply(&mut self, at: Timestamp, event: &Event) {
        match event {
            Event::DeskEnrolled(enrolled) => self.epoch = enrolled.epoch,
            Event::DeskRecovered(recovered) => self.begin_epoch(recovered.epoch),
            Event::UserSignedIn(signed_in) => self.signed_in = Some(signed_in.user.clone()),
            Event::ShiftOpened(opened) => self.open_shift(at, opened),
            Event::ShiftResumed(resumed) => self.resume(resumed.shift),
            _ => {}
        }
        self.last_at = match event {
            Event::UserSignedIn(_) | Event::UserRefused(_) | Event::PinSet(_) => self.last_at,
            // Only a supervisor sets the clock back; a print under a wrong clock must not do it for one.
            _ if event.approved_by().is_none() => self.last_at.max(Some(at)),
            _ => Some(at),
        };
        if let Some(open) = &mut self.open {
            open.totals.apply(&self.desk, event);
            if let Event::CashCounted(count) = event {
                open.count = Some(count.clone());
            }
        }
        self.drawer = self.drawer.saturating_plus(flow::till(&self.desk, event));
        match event {
            Event::ShiftPaused(paused) => {
                let paused = self.open.take().map(|shift| PausedShift {
                    shift,
                    at,
                    sealed: paused.sealed,
                    seal: paused.seal.clone(),
                });
                self.paused.extend(paused);
            }
            Event::ShiftClosed(closed) => {
                self.closed = self.open.take();
                self.z = closed.z;
            }
            _ => {}
        }
    }

    /// What is in the drawer as far as anyone knows: what the ledger says, corrected by what the last count found.
    pub fn available(&self) -> Money {
        let found = self.open.as_ref().map_or(Money::ZERO, OpenShift::found);
        self.drawer.saturating_plus(found).max(Money::ZERO)
    }

    /// Receipts that were printed on a branch which is gone have the old epoch: the shifts in progress give new ones.
    fn begin_epoch(&mut self, epoch: u32) {
        self.epoch = epoch;
        let paused = self.paused.iter_mut().map(|paused| &mut paused.shift);
        self.open.iter_mut().chain(paused).for_each(|shift| shift.epoch = epoch);
    }

    fn open_shift(&mut self, at: Timestamp, opened: &ShiftOpened) {
        self.epoch = opened.epoch;
        self.number = opened.shift;
        self.z = opened.last_z.unwrap_or(opened.shift.saturating_sub(1));
        self.drawer = opened.carried;
        self.closed = None;
        self.signed_in = Some(opened.user.clone());
        self.open = Some(OpenShift {
            number: opened.shift,
            epoch: opened.epoch,
            cashier: opened.user.clone(),
            opened_at: at,
            day: opened.day,
            offset: opened.offset,
            totals: Totals::default(),
            count: None,
        });
    }

    fn resume(&mut self, number: u32) {
        if let Some(n) = self.paused.iter().position(|paused| paused.shift.number == number) {
            self.open = Some(self.paused.remove(n).shift);
        }
    }
}
