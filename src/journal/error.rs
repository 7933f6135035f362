//! What can go wrong with a journal.

use std::path::PathBuf;

use crate::domain::message::text;
use crate::domain::{DeskId, EventError, Message};
use crate::protocol::EntryFault;

const SHM_CANNOT_GROW: i32 = rusqlite::ffi::SQLITE_IOERR_SHMSIZE;

/// A journal that can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// There is no journal at this place.
    #[error("there is no journal at {0}")]
    Missing(PathBuf),
    /// A file that Okno did not write.
    #[error("{0} is not a journal of Okno")]
    Foreign(PathBuf),
    /// A journal of a newer program.
    #[error("the journal is of version {found}, this program knows {known}: use the newer program")]
    Newer {
        /// The file's version.
        found: i64,
        /// The newest version that this program reads.
        known: i64,
    },
    /// A journal of an older program, which its next writer brings up to date.
    #[error("the journal is of version {found}, this program reads {known}: open the till once, or rebuild it")]
    Older {
        /// The file's version.
        found: i64,
        /// The version that this program reads.
        known: i64,
    },
    /// The SQLite that is linked in has a fault that this journal must not meet.
    #[error("SQLite {0} is too old: a journal needs 3.51.3 or newer")]
    OldSqlite(String),
    /// Another process writes this journal.
    #[error("the journal is in use: {holder}")]
    Locked {
        /// Who holds it, as the holder wrote it.
        holder: String,
    },
    /// The disk has no room: nothing was recorded.
    #[error("the disk is full: nothing was recorded")]
    DiskFull,
    /// The disk can't be written or read.
    #[error("the disk failed: {0}")]
    DiskFault(rusqlite::Error),
    /// An entry is not what it must be.
    #[error(transparent)]
    Damaged(#[from] Damage),
    /// An event could not be written as an entry.
    #[error("the event can't be written: {0}")]
    Unwritable(String),
    /// SQLite failed otherwise.
    #[error("the journal can't be used: {0}")]
    Sqlite(rusqlite::Error),
    /// The lock file or the mirror can't be used.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// The first bad entry of a journal.
#[derive(Debug, thiserror::Error)]
#[error("entry {seq}: {fault}")]
pub struct Damage {
    /// Its number, or the number that it should have. Where every entry is whole but not the file around them, the
    /// number that follows the last: up to there the journal is proven.
    pub seq: u64,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a journal.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The entry itself.
    #[error(transparent)]
    Entry(#[from] EntryFault),
    /// The entry's event.
    #[error(transparent)]
    Event(#[from] EventError),
    /// The event's postings don't sum to zero.
    #[error("its postings are {0} kopecks from zero")]
    Imbalance(i128),
    /// The entry contradicts those before it, such as a second payment under one receipt.
    #[error("it does not fit the entries before it: {0}")]
    Misfit(rusqlite::Error),
    /// The mirror or an acknowledgement has what the journal has not.
    #[error(
        "{witness} has entry {seq} with another hash, or the journal ends before it: the journal was changed or \
         its end was cut off"
    )]
    Witness {
        /// Who has it: "the mirror" or "the last acknowledgement".
        witness: &'static str,
        /// The entry that it has.
        seq: u64,
    },
    /// A table that is derived from the entries is not what they say.
    #[error("the table '{0}' is not what the entries say: run 'okno journal rebuild'")]
    Projection(String),
    /// The journal is another desk's.
    #[error("the journal is that of desk {found}, the settings say {expected}")]
    OtherDesk {
        /// Whose it is.
        found: DeskId,
        /// Whose it should be.
        expected: DeskId,
    },
    /// Entry 1 is not the enrolment that every journal begins with.
    #[error("it does not enrol a desk, as the first entry must")]
    NotEnrolled,
    /// The mirror is another desk's.
    #[error("the mirror is that of desk {0}: give each desk a directory of its own")]
    OtherMirror(DeskId),
    /// The guard against changes is gone.
    #[error("the table or trigger '{0}' is not as Okno made it")]
    Schema(String),
    /// The file itself is damaged.
    #[error("the file is damaged: {0}")]
    File(String),
}

impl JournalError {
    /// The message for the person in front of the screen.
    pub fn message(&self) -> Message {
        match self {
            JournalError::Missing(path) => ("error-journal-missing", vec![("path", text(path.display()))]),
            JournalError::Locked { holder } => ("error-journal-locked", vec![("holder", text(holder))]),
            JournalError::DiskFull => ("error-disk-full", vec![]),
            JournalError::DiskFault(detail) => ("error-disk-fault", vec![("detail", text(detail))]),
            JournalError::Damaged(damage) => {
                ("error-journal-damaged", vec![("seq", text(damage.seq)), ("detail", text(&damage.fault))])
            }
            JournalError::Newer { .. } => ("error-journal-newer", vec![]),
            JournalError::Older { .. } => ("error-journal-older", vec![]),
            other => ("error-journal-other", vec![("detail", text(other))]),
        }
    }
}

impl Damage {
    /// The fault `fault` of entry `seq`.
    pub fn new(seq: u64, fault: impl Into<Fault>) -> Damage {
        Damage { seq, fault: fault.into() }
    }
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> JournalError {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => JournalError::DiskFull,
            // The index of the write-ahead log could not grow.
            _ if error.sqlite_error().is_some_and(|e| e.extended_code == SHM_CANNOT_GROW) => JournalError::DiskFull,
            Some(rusqlite::ErrorCode::SystemIoFailure) => JournalError::DiskFault(error),
            _ => JournalError::Sqlite(error),
        }
    }
}
