//! What can go wrong at a desk.

use super::key::KeyError;
use super::pin::PinError;
use crate::directory::DirectoryError;
use crate::domain::message::text;
use crate::domain::{EntryId, Message, Refusal};
use crate::journal::JournalError;

/// A command that was not carried out, or a desk that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The domain's rules say no: nothing was recorded.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The id was executed before, as something else.
    #[error("the id {id} is taken by entry {seq} ({kind})")]
    IdTaken {
        /// The id.
        id: EntryId,
        /// The entry that has it.
        seq: u64,
        /// That entry's kind.
        kind: String,
    },
    /// The journal can't be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The directory can't be read or written.
    #[error(transparent)]
    Directory(DirectoryError),
    /// The desk's key can't be had.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A PIN can't be set.
    #[error(transparent)]
    Pin(#[from] PinError),
}

impl DeskError {
    /// The message for the person in front of the screen.
    pub fn message(&self) -> Message {
        match self {
            DeskError::Refused(refusal) => refusal.message(),
            DeskError::IdTaken { id, seq, kind } => {
                ("error-id-taken", vec![("id", text(id)), ("seq", text(seq)), ("kind", text(kind))])
            }
            DeskError::Journal(error) => error.message(),
            DeskError::Directory(error) => ("error-directory", vec![("detail", text(error))]),
            DeskError::Key(error) => ("error-key", vec![("detail", text(error))]),
            DeskError::Pin(_) => ("error-pin", vec![]),
        }
    }
}

impl From<DirectoryError> for DeskError {
    /// A disk without room is the same to a cashier, whichever file met it first.
    fn from(error: DirectoryError) -> DeskError {
        match error {
            DirectoryError::Database(error) => match JournalError::from(error) {
                JournalError::Sqlite(error) => DeskError::Directory(DirectoryError::Database(error)),
                disk => DeskError::Journal(disk),
            },
            other => DeskError::Directory(other),
        }
    }
}

impl From<Refusal> for DeskError {
    fn from(refusal: Refusal) -> DeskError {
        DeskError::Refused(refusal)
    }
}
