//! What documents say besides their events.

use std::collections::BTreeMap;

use super::DeskError;
use crate::directory::Directory;
use crate::domain::shift::OpenShift;
use crate::domain::{Custody, Event, Offset, ReceiptNumber, Recorded, Timestamp, UserName};
use crate::journal::{Document, Journal};
use crate::protocol::Entry;

/// What papers call people.
pub type People = BTreeMap<UserName, String>;

/// An entry that is printed, with all that its paper says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printable {
    /// The entry and what became of its paper so far.
    pub document: Document,
    /// What happened.
    pub recorded: Recorded,
    /// The office's clock of that shift.
    pub offset: Offset,
    /// The cashier whose shift it was.
    pub cashier: UserName,
    /// When the payment that it is or corrects was taken.
    pub taken_at: Timestamp,
    /// What corrected that payment, for a payment; the oldest first.
    pub corrections: Vec<Recorded>,
    /// The shift with its final totals, for a close.
    pub shift: Option<OpenShift>,
    /// The people of this desk.
    pub people: People,
}

/// A shift with all that its forms say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftRecord {
    /// The shift and what happened in it.
    pub custody: Custody,
    /// The journal's last entry.
    pub seq: u64,
    /// The first 16 hex digits of that entry's hash.
    pub hash16: String,
    /// Entries that headquarters has not acknowledged; `None` at a desk that stands alone.
    pub unsent: Option<u64>,
    /// The people of this desk.
    pub people: People,
}

/// Looks up what the paper of entry `seq` says; `None` for an entry that isn't printed.
pub fn printable(journal: &Journal, directory: &Directory, seq: u64) -> Result<Option<Printable>, DeskError> {
    let Some(document) = journal.document(seq)? else { return Ok(None) };
    let Some((entry, event)) = journal.event(seq)? else { return Ok(None) };
    let Some(of) = shift_of(journal, seq, &event)? else { return Ok(None) };
    let about = match &event {
        Event::PaymentTaken(payment) => Some(payment.receipt),
        event => event.corrects(),
    };
    let taken_at = about.map_or(Ok(None), |receipt| taken_at(journal, receipt))?.unwrap_or(entry.at);
    let corrections = match &event {
        Event::PaymentTaken(payment) => journal.corrections(payment.receipt)?,
        _ => vec![],
    };
    Ok(Some(Printable {
        document,
        recorded: recorded(entry, event),
        offset: of.offset,
        cashier: of.cashier,
        taken_at,
        corrections: corrections.into_iter().map(|(entry, event)| recorded(entry, event)).collect(),
        shift: of.closed,
        people: people(directory)?,
    }))
}

/// Looks up a shift for its forms; the last one where no number is given. `None` where there is no such shift.
pub fn shift_record(
    journal: &Journal,
    directory: &Directory,
    number: Option<u32>,
) -> Result<Option<ShiftRecord>, DeskError> {
    let number = number.map_or_else(|| journal.shift().map(|shift| shift.number), Ok)?;
    let Some(custody) = journal.custody(number)? else { return Ok(None) };
    let seq = journal.last_seq()?;
    let hash16 = journal.hash_of(seq)?.map(|hash| hash.short()).unwrap_or_default();
    let unsent = unsent(journal)?;
    Ok(Some(ShiftRecord { custody, seq, hash16, unsent, people: people(directory)? }))
}

/// Entries that headquarters has not acknowledged; `None` at a desk that stands alone.
pub(super) fn unsent(journal: &Journal) -> Result<Option<u64>, DeskError> {
    let last = journal.last_seq()?;
    Ok(journal.ack()?.map(|ack| last.saturating_sub(ack.through)))
}

/// What a paper says of the shift in which its event happened.
struct OfShift {
    offset: Offset,
    cashier: UserName,
    closed: Option<OpenShift>,
}

/// The shift in which an event happened. Its number is on most papers; for others the desk's state of then is folded.
fn shift_of(journal: &Journal, seq: u64, event: &Event) -> Result<Option<OfShift>, DeskError> {
    let number = match event {
        Event::PaymentTaken(payment) => Some(payment.receipt.shift),
        Event::PaymentVoided(void) => Some(void.receipt.shift),
        Event::PaymentRefunded(refund) => Some(refund.shift),
        event => event.slip().map(|number| number.shift),
    };
    if let Some(number) = number {
        let opened = journal.shift_opened(number)?;
        return Ok(opened.map(|opened| OfShift { offset: opened.offset, cashier: opened.user, closed: None }));
    }
    let state = journal.shift_at(seq)?;
    let of = |shift: OpenShift, closed| OfShift { offset: shift.offset, cashier: shift.cashier, closed };
    Ok(match event {
        Event::ShiftClosed(_) => state.closed.map(|shift| of(shift.clone(), Some(shift))),
        _ => state.open.map(|shift| of(shift, None)),
    })
}

fn taken_at(journal: &Journal, receipt: ReceiptNumber) -> Result<Option<Timestamp>, DeskError> {
    let Some(row) = journal.payment(receipt)? else { return Ok(None) };
    Ok(journal.entry(row.seq)?.map(|entry| entry.at))
}

fn recorded(entry: Entry, event: Event) -> Recorded {
    Recorded { seq: entry.seq, at: entry.at, hash16: entry.hash.short(), event }
}

fn people(directory: &Directory) -> Result<People, DeskError> {
    let users = directory.users()?.into_iter();
    Ok(users.filter_map(|user| Some((user.name, user.full_name?))).collect())
}
