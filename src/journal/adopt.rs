//! Making a journal from entries that exist already, and copying one while it is written: recovery and backup.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Damage, JournalError};
use super::project::project;
use super::read::{self, Journal};
use super::schema;
use super::verify::{Verified, Verify};
use super::writer::{Writer, insert};
use crate::domain::event::{DeskRecovered, Event};
use crate::domain::{DeskId, EntryId};
use crate::protocol::{Entry, EntryFault, Hash, RawEntry};

impl Writer {
    /// Appends entries as they are, in one durable transaction: they must follow the last one.
    pub fn adopt(&mut self, entries: &[Entry]) -> Result<(), JournalError> {
        let (mut next, mut head) = self.end();
        let db = self.db_mut();
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for entry in entries {
            if (entry.seq, entry.prev) != (next, head) {
                return Err(Damage::new(entry.seq, EntryFault::Prev).into());
            }
            insert(&transaction, entry)?;
            project(&transaction, entry, &read::decode(entry)?)?;
            (next, head) = (entry.seq + 1, entry.hash);
        }
        transaction.commit()?;
        self.set_end(next, head);
        Ok(())
    }
}

impl Journal {
    /// Every recovery of the desk, the oldest first.
    pub fn recoveries(&self) -> Result<Vec<DeskRecovered>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT seq FROM entry WHERE kind = 'desk.recovered' ORDER BY seq")?;
        let seqs: Vec<u64> = find.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let events = self.events(&seqs)?.into_iter().filter_map(|(_, event)| match event {
            Event::DeskRecovered(recovered) => Some(recovered),
            _ => None,
        });
        Ok(events.collect())
    }

    /// True if a command with this id was recorded.
    pub fn has(&self, id: EntryId) -> Result<bool, JournalError> {
        Ok(self.seq_of(id)?.is_some())
    }
}

/// Calls `take` with every entry of a file: a journal, or a mirror's `entries.jsonl`. The first that is damaged ends
/// it with an error; what came before it is sound.
pub fn each_of_file<E: From<JournalError>>(
    path: &Path,
    desk: &DeskId,
    mut take: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    if path.extension().is_none_or(|extension| extension != "jsonl") {
        let journal = Journal { db: schema::open_to_read(path)?, desk: desk.clone() };
        return journal.try_each(1, take);
    }
    let io = |source| E::from(JournalError::Io { path: path.to_owned(), source });
    let (mut seq, mut prev) = (1, Hash::ZERO);
    for line in BufReader::new(File::open(path).map_err(io)?).split(b'\n') {
        // A power cut leaves the last line torn: it never was an entry.
        let Ok(raw) = serde_json::from_slice::<RawEntry>(&line.map_err(io)?) else { break };
        let entry = Entry::check(desk, seq, prev, raw).map_err(|fault| JournalError::from(Damage::new(seq, fault)))?;
        (seq, prev) = (seq + 1, entry.hash);
        take(entry)?;
    }
    Ok(())
}

/// Copies the journal at `from` to `to`, while it is written: one look at it, whole or not at all. The copy is proved.
pub fn backup(from: &Path, to: &Path) -> Result<Verified, JournalError> {
    let source = schema::open_to_read(from)?;
    let draft = to.with_extension("part");
    let io = |source| JournalError::Io { path: to.to_owned(), source };
    // One that a backup which was cut off left is written over; a folder that is not there is said to be.
    File::create(&draft).map_err(io)?;
    let copied = copy(&source, &draft).and_then(|()| Verify::default().run(&Journal::open(&draft)?));
    match copied {
        Ok(verified) => {
            File::open(&draft).and_then(|file| file.sync_all()).map_err(io)?;
            std::fs::rename(&draft, to).map_err(io)?;
            Ok(verified)
        }
        Err(error) => {
            // What can't be removed is written over by the next one.
            let _ = std::fs::remove_file(&draft);
            Err(error)
        }
    }
}

fn copy(source: &Connection, to: &Path) -> Result<(), JournalError> {
    let mut copy = Connection::open(to)?;
    // All of it in one step, which is one look: page by page it would begin anew with every payment.
    rusqlite::backup::Backup::new(source, &mut copy)?.step(-1)?;
    // The copy is one file, without a log beside it.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    Ok(())
}
