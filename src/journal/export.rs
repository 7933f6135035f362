//! A journal in other programs' words: JSON Lines, CSV, and the plain-text accounting format of hledger and ledger.

use std::io::{self, Write};

use super::error::JournalError;
use super::read::{self, Journal};
use crate::domain::event::Event;
use crate::domain::ledger::{self, LedgerAccount};

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The journal can't be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// What is written to can't be.
    #[error("the export can't be written: {0}")]
    Io(#[from] io::Error),
}

/// Writes every entry as one JSON object a line, with the seven fields.
pub fn jsonl(journal: &Journal, out: &mut impl Write) -> Result<(), ExportError> {
    journal.try_each(1, |entry| {
        serde_json::to_writer(&mut *out, &entry).map_err(io::Error::from)?;
        Ok(out.write_all(b"\n")?)
    })
}

/// Writes every entry as one CSV record (RFC 4180), a heading first.
pub fn csv(journal: &Journal, out: &mut impl Write) -> Result<(), ExportError> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["seq", "id", "at", "kind", "body", "prev", "hash"]).map_err(io::Error::from)?;
    journal.try_each(1, |entry| {
        let [seq, id, at] = [entry.seq.to_string(), entry.id.to_string(), entry.at.to_string()];
        let [prev, hash] = [entry.prev, entry.hash].map(|hash| hash.to_string());
        let record = [&seq, &id, &at, &entry.kind, &entry.body, &prev, &hash];
        Ok::<(), ExportError>(csv.write_record(record).map_err(io::Error::from)?)
    })?;
    Ok(csv.flush()?)
}

/// Writes the postings of every entry that moves money as a transaction of its business day. A close asserts the
/// counted cash, so that a program which nobody here wrote checks every sum before it.
pub fn hledger(journal: &Journal, out: &mut impl Write) -> Result<(), ExportError> {
    writeln!(out, "; Journal of desk {}\n\ndecimal-mark .\ncommodity 1000.00 RUB\n", journal.desk())?;
    let till = LedgerAccount::Till(journal.desk().clone());
    let mut latest = None;
    journal.try_each(1, |entry| {
        let event = read::decode(&entry)?;
        if let Event::ShiftOpened(opened) = &event {
            // Assertions are checked in the order of dates, which must be that of the entries even where a
            // supervisor let a shift open under a clock set back.
            latest = latest.max(Some(opened.day));
        }
        let postings = ledger::postings(journal.desk(), &event);
        let counted = match &event {
            Event::ShiftClosed(closed) => Some(closed.counted),
            _ => None,
        };
        if postings.is_empty() && counted.is_none() {
            return Ok(());
        }
        let day = latest.unwrap_or_else(|| entry.at.utc().date_naive());
        writeln!(out, "{day} * {}  ; seq:{}, id:{}", title(&event), entry.seq, entry.id)?;
        for posting in postings {
            writeln!(out, "    {:<40}  {:>14} RUB", posting.account.to_string(), posting.amount)?;
        }
        if let Some(counted) = counted {
            writeln!(out, "    {:<40}  {:>14} RUB = {counted} RUB", till.to_string(), 0)?;
        }
        Ok(writeln!(out)?)
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
