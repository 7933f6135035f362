//! A journal in other programs' words: JSON Lines, CSV, and the plain-text accounting format of hledger and ledger.

use std::io::Write;

use super::error::JournalError;
use super::read::{self, Journal};
use crate::domain::event::Event;
use crate::domain::{Shift, ledger};
use crate::protocol::Entry;

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The journal can't be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// What is written to can't be.
    #[error("the export can't be written: {0}")]
    Io(#[from] std::io::Error),
}

/// Writes every entry as one JSON object a line, with the seven fields.
pub fn jsonl(journal: &Journal, out: &mut impl Write) -> Result<(), ExportError> {
    each(journal, |entry| {
        serde_json::to_writer(&mut *out, entry).map_err(std::io::Error::from)?;
        out.write_all(b"\n")
    })
}

/// Writes every entry as one CSV record (RFC 4180), a heading first.
pub fn csv(journal: &Journal, out: &mut impl Write) -> Result<(), ExportError> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["seq", "id", "at", "kind", "body", "prev", "hash"]).map_err(std::io::Error::from)?;
    each(journal, |entry| {
        let (seq, id, at) = (entry.seq.to_string(), entry.id.to_string(), entry.at.to_string());
        let (prev, hash) = (entry.prev.to_string(), entry.hash.to_string());
        csv.write_record([&seq, &id, &at, &entry.kind, &entry.body, &prev, &hash]).map_err(std::io::Error::from)
    })?;
    Ok(csv.flush()?)
}

/// Writes the postings of every entry that moves money as a transaction of its business day. A close asserts the
/// counted cash, so that a program which nobody here wrote checks every sum before it.
pub fn hledger(journal: &Journal, out: &mut impl Write) -> Result<(), ExportError> {
    writeln!(out, "; Journal of desk {}\n\ndecimal-mark .\ncommodity 1000.00 RUB\n", journal.desk())?;
    let mut shift = Shift::new(journal.desk().clone());
    each(journal, |entry| {
        let event = read::decode(entry).map_err(std::io::Error::other)?;
        let closing_day = shift.open.as_ref().map(|open| open.day);
        shift.apply(entry.at, &event);
        let Some(day) = shift.open.as_ref().map(|open| open.day).or(closing_day) else { return Ok(()) };
        let postings = ledger::postings(journal.desk(), &event);
        let counted = match &event {
            Event::ShiftClosed(closed) => Some(closed.counted),
            _ => None,
        };
        if postings.is_empty() && counted.is_none() {
            return Ok(());
        }
        writeln!(out, "{day} * {}  ; seq:{}, id:{}", title(&event), entry.seq, entry.id)?;
        for posting in postings {
            writeln!(out, "    {:<40}  {:>14} RUB", posting.account.to_string(), posting.amount)?;
        }
        if let Some(counted) = counted {
            let till = ledger::LedgerAccount::Till(journal.desk().clone()).to_string();
            writeln!(out, "    {till:<40}  {:>14} RUB = {counted} RUB", 0)?;
        }
        writeln!(out)
    })
}

fn title(event: &Event) -> String {
    match event {
        Event::PaymentTaken(payment) => format!("payment {}", payment.receipt),
        Event::PaymentVoided(void) => format!("void {}", void.receipt),
        Event::ShiftOpened(opened) => format!("shift {} opened", opened.shift),
        Event::ShiftClosed(closed) => format!("shift {} closed", closed.shift),
        other => other.kind().to_owned(),
    }
}

fn each(journal: &Journal, mut write: impl FnMut(&Entry) -> std::io::Result<()>) -> Result<(), ExportError> {
    let mut failed = None;
    journal.each(1, |entry| {
        if failed.is_none() {
            failed = write(&entry).err();
        }
        Ok(())
    })?;
    failed.map_or(Ok(()), |error| Err(error.into()))
}
