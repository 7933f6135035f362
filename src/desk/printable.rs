//! What the document of an entry says besides its event.

use chrono::NaiveDateTime;

use super::DeskError;
use crate::directory::Directory;
use crate::domain::{Event, ReceiptNumber, Timestamp, UserName};
use crate::journal::{Document, Journal};

/// An entry that is printed, with all that its paper says. Local times are on the office's clock of that shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printable {
    /// The entry and what became of its paper so far.
    pub document: Document,
    /// What happened.
    pub event: Event,
    /// When it was recorded.
    pub at: NaiveDateTime,
    /// When the payment that it is or cancels was taken.
    pub taken_at: NaiveDateTime,
    /// When the payment was voided, for a payment that was.
    pub voided_at: Option<NaiveDateTime>,
    /// The cashier's name for payers.
    pub cashier: String,
    /// The approving supervisor's name.
    pub approved_by: Option<String>,
    /// The first 16 hex digits of the entry's hash.
    pub hash16: String,
}

/// Looks up what the paper of entry `seq` says; `None` for an entry that isn't printed.
pub fn printable(journal: &Journal, directory: &Directory, seq: u64) -> Result<Option<Printable>, DeskError> {
    let Some(document) = journal.document(seq)? else { return Ok(None) };
    let Some((entry, event)) = journal.event(seq)? else { return Ok(None) };
    let receipt = match &event {
        Event::PaymentTaken(payment) => payment.receipt,
        Event::PaymentVoided(void) => void.receipt,
        _ => return Ok(None),
    };
    let Some(opened) = journal.shift_opened(receipt.shift)? else { return Ok(None) };
    let times = payment_times(journal, receipt)?;
    let full_name = |user: &UserName| -> Result<String, DeskError> {
        Ok(directory.user(user)?.and_then(|user| user.full_name).unwrap_or_else(|| user.to_string()))
    };
    Ok(Some(Printable {
        document,
        at: entry.at.local(opened.offset),
        taken_at: times.0.unwrap_or(entry.at).local(opened.offset),
        voided_at: times.1.map(|at| at.local(opened.offset)),
        cashier: full_name(&opened.user)?,
        approved_by: event.approved_by().map(full_name).transpose()?,
        hash16: entry.hash.short(),
        event,
    }))
}

/// When a payment was taken, and when it was voided.
fn payment_times(
    journal: &Journal,
    receipt: ReceiptNumber,
) -> Result<(Option<Timestamp>, Option<Timestamp>), DeskError> {
    let Some(row) = journal.payment(receipt)? else { return Ok((None, None)) };
    let at = |seq: u64| Ok::<_, DeskError>(journal.entry(seq)?.map(|entry| entry.at));
    Ok((at(row.seq)?, row.voided.map_or(Ok(None), at)?))
}
