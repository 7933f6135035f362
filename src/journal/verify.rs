//! Proving a journal: chain, contiguity, postings, projections, and what others know of it.

use std::path::Path;

use rusqlite::{Connection, Row};

use super::error::{Damage, Fault, JournalError};
use super::mirror::{self, Seen};
use super::project::project;
use super::read::{self, Journal};
use super::schema;
use crate::domain::{Money, ReceiptNumber};
use crate::domain::{event::Event, ledger, line};
use crate::protocol::{Entry, Hash};

/// The name of HQ as a witness.
pub(super) const ACK: &str = "the last acknowledgement";
/// The name of the projections as a witness: they know an entry that was cut off.
const DERIVED: &str = "what is derived from the entries";

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
    /// Checks the whole journal and names its first bad entry. A writer may go on beside it.
    pub fn run(self, journal: &Journal) -> Result<Verified, JournalError> {
        // First the mirror, then one look at the file: what the mirror has by then, the journal had before.
        let mirrored = self.mirror.map_or(Ok(None), mirror::last);
        let _look = journal.db.unchecked_transaction()?;
        match &mirrored {
            Ok(Some(seen)) => prove(journal, Some(seen)).map_err(|error| seen.first_difference(journal, error)),
            _ => prove(journal, None).and_then(|verified| mirrored.map(|_| verified)),
        }
    }
}

fn prove(journal: &Journal, mirrored: Option<&Seen>) -> Result<Verified, JournalError> {
    let replay = schema::replay_tables()?;
    let mut verified = Verified::default();
    journal.each(1, |entry| {
        let event = read::decode(&entry)?;
        match ledger::imbalance(&ledger::postings(&journal.desk, &event)) {
            0 => {}
            kopecks => return Err(Damage::new(entry.seq, Fault::Imbalance(kopecks)).into()),
        }
        project(&replay, &entry, &event).map_err(|error| Damage::new(entry.seq, Fault::Misfit(error)))?;
        verified.add(&entry, &event);
        Ok(())
    })?;
    let after = verified.entries + 1;
    check_pages(journal, after)?;
    let odd_items = schema::odd_items(&journal.db).map_err(|error| read::damaged_file(after, error))?;
    if let Some(item) = odd_items.into_iter().next() {
        return Err(Damage::new(after, Fault::Schema(item.name)).into());
    }
    mirrored.map_or(Ok(()), |seen| seen.check(journal))?;
    check_ack(journal)?;
    check_projections(&journal.db, &replay, after)?;
    Ok(verified)
}

impl Verified {
    fn add(&mut self, entry: &Entry, event: &Event) {
        (self.entries, self.head) = (entry.seq, Some(entry.hash));
        if let Event::PaymentTaken(payment) = event {
            self.payments += 1;
            self.gross = self.gross.saturating_plus(line::total(&payment.lines).unwrap_or_default());
            self.last_receipt = Some(payment.receipt);
        }
    }
}

/// Looks for damage to the file around its entries, all of which could be read; `after` is the number after the last.
fn check_pages(journal: &Journal, after: u64) -> Result<(), JournalError> {
    let said = journal.db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0));
    let said: String = said.map_err(|error| read::damaged_file(after, error))?;
    if said == "ok" {
        return Ok(());
    }
    let fault = |seq| JournalError::from(Damage::new(seq, Fault::File(said.clone())));
    journal.each(1, |entry| match journal.seq_of(entry.id) {
        Ok(Some(seq)) if seq == entry.seq => Ok(()),
        _ => Err(fault(entry.seq)),
    })?;
    Err(fault(after))
}

/// Holds the projections against a replay, and names the first entry of which they are wrong.
fn check_projections(found: &Connection, replay: &Connection, after: u64) -> Result<(), JournalError> {
    let mut first: Option<(u64, &str)> = None;
    for (table, order) in schema::PROJECTED {
        let odd = first_odd_row(found, replay, &format!("SELECT {order}, * FROM {table} ORDER BY {order}"))
            .map_err(|error| read::damaged_file(after, error))?;
        first = first.into_iter().chain(odd.map(|seq| (seq, table))).min();
    }
    match first {
        None => Ok(()),
        Some((seq, _)) if seq >= after => Err(Damage::new(after, Fault::Witness { witness: DERIVED, seq }).into()),
        Some((seq, table)) => Err(Damage::new(seq, Fault::Projection(table.to_owned())).into()),
    }
}

/// The entry, named by the first column, of the first row in which the answers to `sql` differ.
fn first_odd_row(found: &Connection, replay: &Connection, sql: &str) -> rusqlite::Result<Option<u64>> {
    let (mut found, mut replay) = (found.prepare(sql)?, replay.prepare(sql)?);
    let width = replay.column_count();
    let (mut found, mut replay) = (found.query([])?, replay.query([])?);
    loop {
        match (found.next()?, replay.next()?) {
            (None, None) => return Ok(None),
            (Some(found), Some(replay)) if is_same(found, replay, width)? => {}
            (found, replay) => {
                let entries = [found, replay].into_iter().flatten().map(|row| row.get(0).unwrap_or(1));
                return Ok(entries.min());
            }
        }
    }
}

fn is_same(one: &Row, other: &Row, width: usize) -> rusqlite::Result<bool> {
    for column in 0..width {
        if one.get_ref(column)? != other.get_ref(column)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// HQ has everything up to its acknowledgement: the journal must still have the same.
pub(super) fn check_ack(journal: &Journal) -> Result<(), JournalError> {
    match journal.ack()? {
        Some(ack) => check_witness(journal, ACK, ack.through, ack.head),
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
