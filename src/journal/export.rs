//! A journal in other programs' words: JSON Lines, CSV, and the plain-text accounting format of hledger and ledger.

use std::io::{self, Write};

use super::error::JournalError;
use super::read::{self, Journal};
use crate::domain::hledger::{self, Known, Transactions};

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

/// Writes the postings of every entry that moves money as a transaction of its business day.
pub fn hledger(journal: &Journal, out: &mut impl Write) -> Result<(), ExportError> {
    out.write_all(hledger::head(&format!("Journal of desk {}", journal.desk())).as_bytes())?;
    let mut transactions = Transactions::of(journal.desk().clone());
    journal.try_each(1, |entry| {
        let known = Known { seq: entry.seq, id: entry.id, at: entry.at };
        match transactions.next(known, &read::decode(&entry)?) {
            Some(text) => Ok(out.write_all(text.as_bytes())?),
            None => Ok(()),
        }
    })
}
