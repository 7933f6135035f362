//! Writing a journal: one process, one entry a transaction, durable before it is answered.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior, params};

use super::error::{Damage, Fault, JournalError};
use super::lock::Lock;
use super::project::project;
use super::read::{self, Ack, Journal};
use super::schema;
use super::verify;
use crate::domain::event::Event;
use crate::domain::{DeskId, EntryId, Timestamp};
use crate::protocol::{Entry, Hash};

/// How large the write-ahead log may grow before the writer checkpoints although it is not idle, in bytes.
const WAL_LIMIT: u64 = 64 << 20;

/// The one writer of a journal; it reads too.
#[derive(Debug)]
pub struct Writer {
    journal: Journal,
    path: PathBuf,
    next: u64,
    head: Hash,
    _lock: Lock,
}

impl Deref for Writer {
    type Target = Journal;
    fn deref(&self) -> &Journal {
        &self.journal
    }
}

impl Writer {
    /// Opens the journal of `desk` at `path`, and makes it where there is none. `holder` is what a second writer is
    /// told. Entries from the last opened shift on and the last acknowledgement are checked.
    pub fn open(path: &Path, desk: &DeskId, holder: &str) -> Result<Writer, JournalError> {
        let lock = Lock::take(&path.with_extension("lock"), holder)?;
        let db = schema::open_to_write(path)?;
        if let Some(found) = read::desk_of(&db)?.filter(|found| found != desk) {
            return Err(Damage::new(1, Fault::OtherDesk { found, expected: desk.clone() }).into());
        }
        let journal = Journal { db, desk: desk.clone() };
        let mut writer = Writer { journal, path: path.to_owned(), next: 1, head: Hash::ZERO, _lock: lock };
        writer.find_end()?;
        verify::check_ack(&writer)?;
        Ok(writer)
    }

    /// Records `event` as the next entry: the entry and its projections in one durable transaction.
    ///
    /// After an error nothing was recorded, or it can't be known: [`Writer::reopen`] tells.
    pub fn append(&mut self, id: EntryId, at: Timestamp, event: &Event) -> Result<Entry, JournalError> {
        let body = event.body().map_err(|error| JournalError::Unwritable(error.to_string()))?;
        let entry = Entry::seal(&self.journal.desk, self.next, id, at, event.kind(), body, self.head)
            .map_err(|fault| JournalError::Unwritable(fault.to_string()))?;
        let transaction = self.journal.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        insert(&transaction, &entry)?;
        project(&transaction, &entry, event)?;
        transaction.commit()?;
        (self.next, self.head) = (entry.seq + 1, entry.hash);
        Ok(entry)
    }

    /// Records HQ's acknowledgement.
    pub fn record_ack(&mut self, ack: &Ack) -> Result<(), JournalError> {
        self.journal.db.execute(
            "INSERT INTO ack(one, through, head, at) VALUES (1, ?1, ?2, ?3)
             ON CONFLICT(one) DO UPDATE SET through = excluded.through, head = excluded.head, at = excluded.at",
            params![ack.through, ack.head.to_string(), ack.at.to_string()],
        )?;
        Ok(())
    }

    /// Opens the file anew after an error, to see what was recorded.
    pub fn reopen(&mut self) -> Result<(), JournalError> {
        self.journal.db = schema::open_to_write(&self.path)?;
        self.find_end()
    }

    /// Moves the write-ahead log into the file as far as readers let it: to be called when nobody waits.
    pub fn checkpoint(&mut self) -> Result<(), JournalError> {
        Ok(self.journal.db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
    }

    /// True when the write-ahead log is so long that it should not wait for an idle moment.
    pub fn needs_checkpoint(&self) -> bool {
        let mut wal = self.path.clone().into_os_string();
        wal.push("-wal");
        std::fs::metadata(wal).is_ok_and(|wal| wal.len() > WAL_LIMIT)
    }

    /// Makes all projections anew from the entries, in one transaction.
    pub fn rebuild(&mut self) -> Result<u64, JournalError> {
        let transaction = self.journal.db.unchecked_transaction()?;
        schema::recreate_projections(&transaction)?;
        self.journal.each(1, |entry| Ok(project(&transaction, &entry, &read::decode(&entry)?)?))?;
        transaction.commit()?;
        Ok(self.next - 1)
    }

    fn find_end(&mut self) -> Result<(), JournalError> {
        let last = self.journal.last_seq()?;
        self.next = last + 1;
        self.head = self.journal.hash_of(last)?.ok_or_else(|| Damage::new(last, Fault::File("no hash".into())))?;
        Ok(())
    }
}

fn insert(db: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO entry(seq, id, at, kind, body, prev, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![
            entry.seq,
            entry.id.to_string(),
            entry.at.to_string(),
            entry.kind,
            entry.body,
            entry.prev.to_string(),
            entry.hash.to_string()
        ])?;
    Ok(())
}
