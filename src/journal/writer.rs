//! Writing a journal: one process, one entry a transaction, durable before it is answered.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Row, TransactionBehavior, params};

use super::error::{Damage, Fault, JournalError};
use super::lock::Lock;
use super::project::project;
use super::read::{self, Journal};
use super::schema;
use super::verify;
use crate::domain::event::Event;
use crate::domain::{DeskId, EntryId, Timestamp};
use crate::protocol::{Entry, Hash};

/// How many pages may wait in the write-ahead log before the writer checkpoints although it is not idle: 64 MiB.
const MOST_WAITING: i64 = 16_384;

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
    /// told. The end of the chain, the guards against changes and the last acknowledgement are checked here, the
    /// entries from the last opened shift on by [`Journal::shift`].
    pub fn open(path: &Path, desk: &DeskId, holder: &str) -> Result<Writer, JournalError> {
        let lock = Lock::take(&path.with_extension("lock"), holder)?;
        let db = schema::open_to_write(path)?;
        if let Some(found) = read::desk_of(&db)?.filter(|found| found != desk) {
            return Err(Damage::new(1, Fault::OtherDesk { found, expected: desk.clone() }).into());
        }
        let journal = Journal { db, desk: desk.clone() };
        let mut writer = Writer { journal, path: path.to_owned(), next: 1, head: Hash::ZERO, _lock: lock };
        writer.check().map_err(|error| writer.locate(error))?;
        Ok(writer)
    }

    fn check(&mut self) -> Result<(), JournalError> {
        self.find_end()?;
        if schema::is_older(&self.db)? {
            self.rebuild()?;
        }
        // The projections are left to `verify`: `rebuild` must be able to open a journal without them.
        match schema::odd_items(&self.db)?.into_iter().find(|item| !item.is_projected()) {
            Some(item) => Err(Damage::new(self.next, Fault::Schema(item.name)).into()),
            None => verify::check_ack(self),
        }
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

    /// Keeps what is begun and not recorded yet, in the till's own form: durable, but no part of the chain.
    pub fn keep_draft(&mut self, draft: &str) -> Result<(), JournalError> {
        self.journal
            .db
            .prepare_cached(
                "INSERT INTO draft(one, body) VALUES (1, ?1) ON CONFLICT(one) DO UPDATE SET body = excluded.body",
            )?
            .execute([draft])?;
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

    /// True when so much waits in the write-ahead log that it should not wait for an idle moment.
    pub fn needs_checkpoint(&self) -> bool {
        // Not the log's length on disk: it stays when the log is begun anew.
        let waiting = |row: &Row| Ok(row.get::<_, i64>("log")? - row.get::<_, i64>("checkpointed")?);
        let asked = self.db.prepare_cached("PRAGMA wal_checkpoint(NOOP)");
        asked.and_then(|mut noop| noop.query_row([], waiting)).is_ok_and(|pages| pages > MOST_WAITING)
    }

    /// Makes all projections anew from the entries, in one transaction.
    pub fn rebuild(&mut self) -> Result<u64, JournalError> {
        let transaction = self.journal.db.unchecked_transaction()?;
        schema::bring_up(&transaction)?;
        schema::recreate_projections(&transaction)?;
        schema::mark_current(&transaction)?;
        self.journal.each(1, |entry| Ok(project(&transaction, &entry, &read::decode(&entry)?)?))?;
        transaction.commit()?;
        Ok(self.next - 1)
    }

    /// The number of the next entry, and the hash that it follows.
    pub(super) fn end(&self) -> (u64, Hash) {
        (self.next, self.head)
    }

    pub(super) fn set_end(&mut self, next: u64, head: Hash) {
        (self.next, self.head) = (next, head);
    }

    pub(super) fn db_mut(&mut self) -> &mut Connection {
        &mut self.journal.db
    }

    fn find_end(&mut self) -> Result<(), JournalError> {
        let last = self.journal.last_seq()?;
        self.next = last + 1;
        self.head = self.journal.hash_before(self.next)?;
        Ok(())
    }
}

/// Closing is an idle moment. SQLite's own checkpoint at the last close doesn't come where a reader closes last.
impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.checkpoint();
    }
}

pub(super) fn insert(db: &Connection, entry: &Entry) -> rusqlite::Result<()> {
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
