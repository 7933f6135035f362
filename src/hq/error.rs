//! What can go wrong at headquarters.

use std::io;
use std::path::PathBuf;

use super::key::KeyError;
use super::store::StoreError;
use crate::domain::message::text;
use crate::domain::{DeskId, Message, UserName};
use crate::protocol::pin::PinError;
use crate::protocol::{Fault, Refusal};
use crate::settings::SettingsError;

/// Why headquarters did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum HqError {
    /// A desk's message is refused; this is its answer.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// The settings are missing or faulty.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The home was set up with another store.
    #[error("{} was set up with another store", .0.display())]
    OtherStore(PathBuf),
    /// A file of the home can't be written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A calendar of the home is faulty.
    #[error("{path}: {}", faults.join("; "))]
    Calendar {
        /// The file.
        path: PathBuf,
        /// Every fault.
        faults: Vec<String>,
    },
    /// HQ's key can't be had.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A message can't be read, or can't be written.
    #[error(transparent)]
    Message(#[from] Fault),
    /// HQ knows no such desk.
    #[error("there is no desk '{0}'")]
    NoDesk(DeskId),
    /// The name is that of headquarters' own journal.
    #[error("'{0}' is headquarters' own")]
    OwnName(DeskId),
    /// Not the code of an office.
    #[error("'{0}' is no office")]
    NotOffice(String),
    /// Something that the back office asked for is not done, and why.
    #[error("denied: {}", .0.0)]
    Denied(Message),
    /// There is nobody of that name.
    #[error("there is nobody called '{0}'")]
    NoPerson(UserName),
    /// A PIN can't be set.
    #[error(transparent)]
    Pin(#[from] PinError),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// Something of a desk that HQ has is not what it was.
    #[error("{desk}: entry {seq}: {what}")]
    Damaged {
        /// The desk.
        desk: DeskId,
        /// The first bad entry, or the last good one where what follows from the entries is wrong; 0 before the first.
        seq: u64,
        /// What is wrong.
        what: Damage,
    },
}

/// What is wrong with what HQ has of a desk.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The entry is not what its desk recorded.
    #[error("{0}")]
    Entry(#[from] crate::protocol::EntryFault),
    /// The last entries are missing.
    #[error("HQ acknowledged entries up to {0}")]
    Cut(u64),
    /// An entry of headquarters' own can't be read.
    #[error("{0}")]
    Unreadable(String),
    /// A table that follows from the entries is wrong.
    #[error("the table '{0}' does not follow from the entries")]
    Table(&'static str),
}

impl Damage {
    /// The message for a person.
    pub fn message(&self) -> Message {
        match self {
            Damage::Entry(fault) => ("hq-damage-entry", vec![("detail", text(fault))]),
            Damage::Unreadable(detail) => ("hq-damage-entry", vec![("detail", text(detail))]),
            Damage::Cut(through) => ("hq-damage-cut", vec![("through", text(through))]),
            Damage::Table(table) => ("hq-damage-table", vec![("table", text(table))]),
        }
    }
}

impl HqError {
    /// What a desk is answered. What is HQ's own trouble is a reason to come again.
    pub fn refusal(&self) -> Refusal {
        match self {
            HqError::Refused(refusal) => refusal.clone(),
            _ => Refusal::RetryLater { seconds: None },
        }
    }
}

impl From<Refusal> for HqError {
    fn from(refusal: Refusal) -> HqError {
        HqError::Refused(refusal)
    }
}
