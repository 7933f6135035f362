//! What follows from a desk's entries: its state, the lines, the totals of its shifts, and what is odd. Pure: ingest
//! goes on from what the store has, and `verify` begins at the first entry, through the same functions.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta, Timelike};

use super::cards::{Slip, tendered};
use super::exception::{Exception, ExceptionKind};
use super::places::Places;
use crate::domain::event::{CardCount, EventError, PinSet, ShiftClosed, ShiftOpened};
use crate::domain::ledger::{LedgerAccount, Posting, postings};
use crate::domain::totals::{Tally as Taken, Totals, recorded_total};
use crate::domain::{
    AccountNumber, Challenge, DeskId, EntryId, Event, Line, Money, Offset, Operation, ReceiptNumber, ServiceCode,
    SupplierCode, Timestamp, UserName,
};
use crate::protocol::{Entry, Tally};

/// How far a clock may be set back without a word: as far as a desk lets it.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::seconds(5);

/// A difference of cash up to this is nobody's business.
const OVER_SHORT: Money = Money::from_kopecks(100);

/// What goes on from one batch of a desk to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskState {
    /// The time of the last entry.
    pub last_at: Option<Timestamp>,
    /// The shift in progress, 0 for none.
    pub open_shift: u32,
    /// Its business day, or that of the last one.
    pub open_day: Option<NaiveDate>,
    /// The cash in the drawer, as the ledger has it.
    pub till: Money,
    /// The office's offset from UTC when a shift was last opened.
    pub offset: Offset,
    /// The payments so far.
    pub tally: Tally,
}

/// A shift as HQ knows it. Of its totals the payments, the tenders and the services are kept, and what corrects them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftSums {
    /// The business day.
    pub day: NaiveDate,
    /// The cashier; empty for a shift that was never opened.
    pub cashier: String,
    /// The entry that opened it, 0 for none.
    pub opened: u64,
    /// The entry that closed it, 0 for none.
    pub closed: u64,
    /// The sums.
    pub totals: Totals,
    /// What each supplier's service is made of; what is due of it is in [`Totals::dues`].
    pub services: BTreeMap<(SupplierCode, ServiceCode), ServiceSums>,
    /// The payments by the hour of the office's clock, with their fees.
    pub hours: BTreeMap<u32, Taken>,
}

/// What a shift took for a service of a supplier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServiceSums {
    /// The lines of payments, without their fees.
    pub taken: Taken,
    /// The fees, voids and refunds taken off.
    pub fees: Money,
}

/// What an entry does to what is due to a supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    /// The entry.
    pub seq: u64,
    /// Which line of it, from 1.
    pub n: u32,
    /// The shift that it counts in.
    pub shift: u32,
    /// That shift's business day.
    pub day: NaiveDate,
    /// The entry's time.
    pub at: Timestamp,
    /// The entry's kind.
    pub kind: &'static str,
    /// The payment's receipt.
    pub receipt: ReceiptNumber,
    /// The supplier.
    pub supplier: SupplierCode,
    /// The service.
    pub service: ServiceCode,
    /// The account.
    pub account: AccountNumber,
    /// The sum without its fee; below zero where it is taken off.
    pub amount: Money,
    /// The fee.
    pub fee: Money,
}

/// An entry that headquarters approved by telephone, as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// The entry.
    pub seq: u64,
    /// Its time.
    pub at: Timestamp,
    /// The business day that it belongs to.
    pub day: NaiveDate,
    /// Who approved it.
    pub user: UserName,
    /// What the desk showed; `None` for a PIN that was set without.
    pub challenge: Option<Challenge>,
    /// What was approved.
    pub operation: Operation,
    /// The PIN that was set.
    pub pin: Option<PinSet>,
}

impl LineRow {
    /// True for a line that puts money on an account which HQ should know.
    pub fn pays(&self) -> bool {
        self.amount.is_positive()
    }
}

/// A desk's fold while entries are added to it.
pub struct Fold {
    desk: DeskId,
    /// The state so far.
    pub state: DeskState,
    /// The shifts that were touched.
    pub shifts: BTreeMap<u32, ShiftSums>,
    /// The lines that were added.
    pub lines: Vec<LineRow>,
    /// What was said of slips.
    pub slips: Vec<Slip>,
    /// The cash that left the drawer, and what became of some.
    pub places: Places,
    /// What was odd.
    pub odd: Vec<Exception>,
    /// What was approved by telephone, and PINs that were set.
    pub approved: Vec<Approved>,
    /// The business days that something was added to, each with the first entry that did.
    pub days: BTreeMap<NaiveDate, (u64, EntryId)>,
}

impl DeskState {
    /// The state of a desk whose journal is empty.
    pub fn new(offset: Offset) -> DeskState {
        DeskState { last_at: None, open_shift: 0, open_day: None, till: Money::ZERO, offset, tally: Tally::default() }
    }

    /// The shifts that these events change: what the store has of them is needed first.
    pub fn touches<'e>(&self, events: impl IntoIterator<Item = &'e Event>) -> BTreeSet<u32> {
        let mut open = self.open_shift;
        let mut touched = BTreeSet::new();
        for event in events {
            open = open_after(open, event);
            touched.extend(match event {
                Event::ShiftOpened(opened) => Some(opened.shift),
                Event::ShiftClosed(closed) => Some(closed.shift),
                Event::ShiftResumed(resumed) => Some(resumed.shift),
                other => shift_of(open, other),
            });
        }
        touched
    }
}

/// The shift in progress once `event` has happened.
fn open_after(open: u32, event: &Event) -> u32 {
    match event {
        Event::ShiftOpened(opened) => opened.shift,
        Event::ShiftResumed(resumed) => resumed.shift,
        Event::ShiftPaused(_) | Event::ShiftClosed(_) => 0,
        _ => open,
    }
}

/// The shift that a payment, or what corrects one, counts in: the one that it names, and for corrections that move no
/// cash the one in progress.
fn shift_of(open: u32, event: &Event) -> Option<u32> {
    let in_progress = |receipt: ReceiptNumber| if open == 0 { receipt.shift } else { open };
    match event {
        Event::PaymentTaken(payment) => Some(payment.receipt.shift),
        Event::PaymentVoided(void) => Some(void.receipt.shift),
        Event::PaymentRefunded(refund) => Some(refund.shift),
        Event::PaymentMoved(moved) => Some(in_progress(moved.receipt)),
        Event::PaymentRetendered(retendered) => Some(in_progress(retendered.receipt)),
        _ => None,
    }
}

impl ShiftSums {
    /// A shift that was never opened, on the day that it was first heard of.
    pub fn unopened(day: NaiveDate) -> ShiftSums {
        let (services, hours) = (BTreeMap::new(), BTreeMap::new());
        ShiftSums { day, cashier: String::new(), opened: 0, closed: 0, totals: Totals::default(), services, hours }
    }

    /// Adds the lines of an entry to their services.
    fn add_lines(&mut self, lines: &[LineRow]) {
        for line in lines {
            let sums = self.services.entry((line.supplier.clone(), line.service.clone())).or_default();
            if line.kind == "payment.taken" {
                sums.taken.add(line.amount);
            }
            sums.fees = sums.fees.saturating_plus(line.fee);
        }
    }

    /// What the store keeps of it.
    pub fn kept(self) -> ShiftSums {
        let Totals { payments, gross, voids, voided, refunds, moves, retenders, tenders, slips, dues, fees, .. } =
            self.totals;
        let totals = Totals {
            payments,
            gross,
            voids,
            voided,
            refunds,
            moves,
            retenders,
            tenders,
            slips,
            dues,
            fees,
            ..Totals::default()
        };
        ShiftSums { totals, ..self }
    }
}

impl Fold {
    /// The desk.
    pub fn desk(&self) -> &DeskId {
        &self.desk
    }

    /// Goes on from a state, with all shifts that the entries will touch and the store has.
    pub fn new(desk: DeskId, state: DeskState, shifts: BTreeMap<u32, ShiftSums>) -> Fold {
        let (lines, slips, odd, approved) = (vec![], vec![], vec![], vec![]);
        let (places, days) = (Places::default(), BTreeMap::new());
        Fold { desk, state, shifts, lines, slips, places, odd, approved, days }
    }

    /// Adds the next entry, whose event was read or could not be.
    pub fn apply(&mut self, entry: &Entry, event: &Result<Event, EventError>) {
        if let Some(before) = self.state.last_at.filter(|before| before.since(entry.at) > CLOCK_TOLERANCE) {
            self.note(entry, 0, ExceptionKind::ClockBack, before.to_string(), Money::ZERO);
        }
        self.state.last_at = Some(entry.at);
        self.state.tally.add_read(&entry.kind, event);
        match event {
            Ok(event) => self.apply_event(entry, event),
            Err(EventError::UnknownKind(kind)) => {
                self.note(entry, 0, ExceptionKind::UnknownKind, kind.clone(), Money::ZERO);
            }
            Err(EventError::Body { kind, .. }) => {
                self.note(entry, 0, ExceptionKind::UnreadableBody, kind.clone(), Money::ZERO);
            }
        }
    }

    fn apply_event(&mut self, entry: &Entry, event: &Event) {
        self.state.open_shift = open_after(self.state.open_shift, event);
        match event {
            Event::ShiftOpened(opened) => self.state.open_day = Some(opened.day),
            Event::ShiftResumed(resumed) => self.state.open_day = Some(self.shift(resumed.shift, entry).day),
            _ => {}
        }
        self.move_cash(entry, event);
        if let Some(shift) = shift_of(self.state.open_shift, event) {
            if shift != self.state.open_shift {
                self.note(entry, 0, ExceptionKind::ClosedShift, shift.to_string(), sum_of(event));
            }
            let day = self.shift(shift, entry).day;
            self.touch(day, entry);
            self.count(entry, event, shift);
        }
        self.note_approval(entry, event);
        match event {
            Event::ShiftOpened(opened) => self.open(entry, opened),
            Event::ShiftClosed(closed) => self.close(entry, closed),
            Event::ShiftResumed(resumed) => {
                let found = resumed.counted.saturating_minus(resumed.sealed).saturating_minus(resumed.carried);
                self.over_short(entry, resumed.user.as_str(), found);
            }
            Event::CashAccepted(taken) if taken.amount != taken.given => {
                let lacking = taken.amount.saturating_minus(taken.given);
                self.note(entry, 0, ExceptionKind::AcceptedOther, taken.code.to_string(), lacking);
            }
            _ => {}
        }
    }

    fn open(&mut self, entry: &Entry, opened: &ShiftOpened) {
        self.state.offset = opened.offset;
        self.touch(opened.day, entry);
        let shift = self.shift(opened.shift, entry);
        shift.day = opened.day;
        shift.cashier = opened.user.to_string();
        shift.opened = entry.seq;
        let found = opened.counted.saturating_minus(opened.carried).saturating_minus(opened.issued);
        self.over_short(entry, opened.user.as_str(), found);
    }

    fn close(&mut self, entry: &Entry, closed: &ShiftClosed) {
        let day = self.shift(closed.shift, entry).day;
        self.touch(day, entry);
        let shift = self.shift(closed.shift, entry);
        shift.closed = entry.seq;
        let totals = &shift.totals;
        let reported = [
            (u64::from(closed.payments), closed.gross),
            (u64::from(closed.voids), closed.voided),
            (u64::from(closed.refunds), closed.refunded),
            (u64::from(closed.moves), Money::ZERO),
            (u64::from(closed.retenders), Money::ZERO),
        ];
        let found = [
            (u64::from(totals.payments), totals.gross),
            (u64::from(totals.voids), totals.voided),
            (u64::from(totals.refunds.n), totals.refunds.sum),
            (u64::from(totals.moves.n), Money::ZERO),
            (u64::from(totals.retenders.n), Money::ZERO),
        ];
        let off = closed.gross.saturating_minus(totals.gross);
        if reported != found {
            self.note(entry, 0, ExceptionKind::TotalsDiffer, closed.shift.to_string(), off);
        }
        self.over_short(entry, closed.user.as_str(), closed.counted.saturating_minus(closed.expected));
        for (n, CardCount { kind, counted, expected, .. }) in (1..).zip(&closed.cards) {
            if counted != expected {
                let off = counted.saturating_minus(*expected);
                self.note(entry, n, ExceptionKind::CardDifference, kind.to_string(), off);
            }
        }
    }

    /// The business day that an entry belongs to: that of the shift in progress, else of the calendar.
    fn day(&self, entry: &Entry) -> NaiveDate {
        let in_progress = self.state.open_day.filter(|_| self.state.open_shift != 0);
        in_progress.unwrap_or_else(|| entry.at.day(self.state.offset))
    }

    /// Moves the cash that an event moves.
    fn move_cash(&mut self, entry: &Entry, event: &Event) {
        let is_till = |posting: &&Posting| matches!(&posting.account, LedgerAccount::Till(desk) if *desk == self.desk);
        let moved = postings(&self.desk, event)
            .iter()
            .filter(is_till)
            .map(|posting| posting.amount)
            .fold(Money::ZERO, Money::saturating_plus);
        self.state.till = self.state.till.saturating_plus(moved);
        let day = self.day(entry);
        self.places.apply(&self.desk, day, entry, event);
    }

    /// Notes what headquarters must have approved.
    fn note_approval(&mut self, entry: &Entry, event: &Event) {
        let (Some(approval), Some(operation)) = (event.approval(), Operation::of(event)) else { return };
        let pin = match event {
            Event::PinSet(set) => Some(set.clone()),
            _ if approval.telephone.is_none() => return,
            _ => None,
        };
        let (user, challenge, day) = (approval.user.clone(), approval.telephone.clone(), self.day(entry));
        self.approved.push(Approved { seq: entry.seq, at: entry.at, day, user, challenge, operation, pin });
    }

    fn over_short(&mut self, entry: &Entry, user: &str, found: Money) {
        if found > OVER_SHORT || found < -OVER_SHORT {
            self.note(entry, 0, ExceptionKind::OverShort, user.to_owned(), found);
        }
    }

    /// The shift of a number; one that was never opened here has the entry's own day.
    fn shift(&mut self, number: u32, entry: &Entry) -> &mut ShiftSums {
        let day = entry.at.day(self.state.offset);
        self.shifts.entry(number).or_insert_with(|| ShiftSums::unopened(day))
    }

    fn touch(&mut self, day: NaiveDate, entry: &Entry) {
        self.days.entry(day).or_insert((entry.seq, entry.id));
    }

    /// Counts what an event does to the sums of a shift.
    fn count(&mut self, entry: &Entry, event: &Event, shift: u32) {
        let (desk, hour) = (self.desk.clone(), entry.at.local(self.state.offset).hour());
        let sums = self.shift(shift, entry);
        let day = sums.day;
        let lines = line_rows(entry, event, shift, day);
        sums.totals.apply(&desk, event);
        sums.add_lines(&lines);
        if let Event::PaymentTaken(payment) = event {
            sums.hours.entry(hour).or_default().add(recorded_total(&payment.lines));
        }
        self.lines.extend(lines);
        self.note_slips(entry, event, day);
    }

    fn note_slips(&mut self, entry: &Entry, event: &Event, day: NaiveDate) {
        let Some((receipt, tenders)) = tendered(event) else { return };
        self.slips.extend((1..).zip(tenders).map(|(n, (tender, amount))| {
            let (desk, reference) = (self.desk.clone(), tender.reference.clone().unwrap_or_default());
            Slip { desk, seq: entry.seq, n, day, at: entry.at, receipt, tender: tender.kind.clone(), reference, amount }
        }));
    }

    fn note(&mut self, entry: &Entry, n: u32, kind: ExceptionKind, subject: String, kopecks: Money) {
        let (desk, day) = (self.desk.clone(), self.day(entry));
        self.odd.push(Exception { desk, seq: entry.seq, kind, n, subject, kopecks, day, at: entry.at });
    }
}

/// The lines of an entry, as the store has them.
fn line_rows(entry: &Entry, event: &Event, shift: u32, day: NaiveDate) -> Vec<LineRow> {
    let (receipt, lines) = lines_of(event);
    let row = |(n, (line, amount, fee)): (u32, (&Line, Money, Money))| {
        let Line { supplier, service, account, .. } = line.clone();
        LineRow {
            seq: entry.seq,
            n,
            shift,
            day,
            at: entry.at,
            kind: event.kind(),
            receipt,
            supplier,
            service,
            account,
            amount,
            fee,
        }
    };
    (1..).zip(lines).map(row).collect()
}

/// The receipt and the lines of a payment, or of what corrects one: each with what it adds to the supplier's due, and
/// to the fees. Their sums are those of [`Totals`].
pub(super) fn lines_of(event: &Event) -> (ReceiptNumber, Vec<(&Line, Money, Money)>) {
    let none = ReceiptNumber { epoch: 0, shift: 0, n: 0 };
    match event {
        Event::PaymentTaken(payment) => {
            (payment.receipt, payment.lines.iter().map(|line| (line, line.amount, line.fee)).collect())
        }
        Event::PaymentVoided(void) => {
            (void.receipt, void.lines.iter().map(|line| (line, -line.amount, -line.fee)).collect())
        }
        Event::PaymentRefunded(refund) => {
            let lines = refund.lines.iter().map(|back| &back.line);
            (refund.receipt, lines.map(|line| (line, -line.amount, -line.fee)).collect())
        }
        Event::PaymentMoved(moved) => {
            let lines = vec![(&moved.from, -moved.from.amount, Money::ZERO), (&moved.to, moved.to.amount, Money::ZERO)];
            (moved.receipt, lines)
        }
        _ => (none, vec![]),
    }
}

/// The sum that an event is about, without fees.
fn sum_of(event: &Event) -> Money {
    match event {
        Event::PaymentRetendered(retendered) => retendered.from.amount,
        Event::PaymentMoved(moved) => moved.from.amount,
        other => lines_of(other).1.iter().fold(Money::ZERO, |sum, (_, amount, _)| sum.saturating_plus(*amount)),
    }
}
