//! Proving a journal: chain, contiguity, postings, projections, and what others know of it.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::error::{Damage, Fault, JournalError};
use super::mirror;
use super::project::project;
use super::read::{self, Journal};
use super::schema;
use crate::domain::{Money, ReceiptNumber};
use crate::domain::{event::Event, ledger, line};
use crate::protocol::Hash;

/// What to hold a journal against besides itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verify<'a> {
    /// The mirror's directory.
    pub mirror: Option<&'a Path>,
}

/// What a sound journal holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Its entries.
    pub entries: u64,
    /// The last one's hash.
    pub head: Option<Hash>,
    /// Payments taken, voided ones included.
    pub payments: u64,
    /// Their sum with fees.
    pub gross: Money,
    /// The last receipt.
    pub last_receipt: Option<ReceiptNumber>,
}

impl Verify<'_> {
    /// Checks the whole journal and names its first bad entry.
    pub fn run(self, journal: &Journal) -> Result<Verified, JournalError> {
        check_pages(journal)?;
        schema::check_schema(&journal.db)?;
        let replay = schema::replay_tables()?;
        let mut verified = Verified::default();
        journal.each(1, |entry| {
            let event = read::decode(&entry)?;
            match ledger::imbalance(&ledger::postings(&journal.desk, &event)) {
                0 => {}
                kopecks => return Err(Damage::new(entry.seq, Fault::Imbalance(kopecks)).into()),
            }
            project(&replay, &entry, &event)
                .map_err(|error| Damage::new(entry.seq, Fault::Projection(error.to_string())))?;
            verified.add(&event);
            (verified.entries, verified.head) = (entry.seq, Some(entry.hash));
            Ok(())
        })?;
        check_ack(journal)?;
        if let Some(directory) = self.mirror {
            mirror::check(journal, directory)?;
        }
        for (table, key) in schema::PROJECTED {
            compare(&journal.db, &replay, table, key)?;
        }
        Ok(verified)
    }
}

impl Verified {
    fn add(&mut self, event: &Event) {
        if let Event::PaymentTaken(payment) = event {
            self.payments += 1;
            self.gross = self.gross.saturating_plus(line::total(&payment.lines).unwrap_or_default());
            self.last_receipt = Some(payment.receipt);
        }
    }
}

/// HQ has everything up to its acknowledgement: the journal must still have the same.
pub(super) fn check_ack(journal: &Journal) -> Result<(), JournalError> {
    match journal.ack()? {
        Some(ack) => check_witness(journal, "the last acknowledgement", ack.through, ack.head),
        None => Ok(()),
    }
}

/// Holds the journal against a witness who saw entry `seq` with hash `head`.
pub(super) fn check_witness(
    journal: &Journal,
    witness: &'static str,
    seq: u64,
    head: Hash,
) -> Result<(), JournalError> {
    if journal.hash_of(seq)? == Some(head) {
        return Ok(());
    }
    let first_bad = seq.min(journal.last_seq()? + 1);
    Err(Damage::new(first_bad, Fault::Witness { witness, seq }).into())
}

fn check_pages(journal: &Journal) -> Result<(), JournalError> {
    let said: String = journal
        .db
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(|error| read::damaged_file(1, error))?;
    if said == "ok" {
        return Ok(());
    }
    // The pages are damaged: reading finds the first entry that can't be trusted, if one is hit.
    journal.each(1, |entry| read::decode(&entry).map(|_| ()))?;
    Err(Damage::new(journal.last_seq()?, Fault::File(said)).into())
}

fn compare(found: &Connection, replayed: &Connection, table: &str, key: &str) -> Result<(), JournalError> {
    let fault = || Damage::new(1, Fault::Projection(table.to_owned()));
    let sql = format!("SELECT * FROM {table} ORDER BY {key}");
    let (mut left, mut right) = (found.prepare(&sql)?, replayed.prepare(&sql)?);
    let width = right.column_count();
    let (mut left, mut right) = (left.query([])?, right.query([])?);
    loop {
        match (left.next()?, right.next()?) {
            (None, None) => return Ok(()),
            (Some(left), Some(right)) => {
                for column in 0..width {
                    if left.get::<_, Value>(column)? != right.get::<_, Value>(column)? {
                        return Err(fault().into());
                    }
                }
            }
            _ => return Err(fault().into()),
        }
    }
}
