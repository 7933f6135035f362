//! What is wrong with files, the journal, the directory and the key, as messages: these rooms describe their errors in
//! English for logs, and a person reads their own language.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::desk::KeyError;
use crate::directory::DirectoryError;
use crate::domain::message::{said, text};
use crate::domain::{Message, Word};
use crate::journal::{Damage, Fault, JournalError};
use crate::print::Hitch;
use crate::protocol::EntryFault;

/// Why the system refused; what it says itself, in English, only where that is not a usual thing.
pub(super) fn io(error: &io::Error) -> Message {
    let id = match error.kind() {
        ErrorKind::NotFound => "cli-io-missing",
        ErrorKind::PermissionDenied => "cli-io-denied",
        ErrorKind::IsADirectory => "cli-io-folder",
        ErrorKind::NotADirectory => "cli-io-not-folder",
        ErrorKind::AlreadyExists => "cli-io-exists",
        ErrorKind::InvalidData => "cli-io-not-text",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "cli-io-full",
        ErrorKind::ReadOnlyFilesystem => "cli-io-read-only",
        _ => return ("cli-io-other", vec![("detail", text(error))]),
    };
    (id, vec![])
}

/// What kept a paper from a printer.
pub(super) fn hitch(hitch: &Hitch) -> Message {
    match (hitch.id(), hitch) {
        (Some(id), _) => (id, vec![]),
        (None, Hitch::Io(error)) => io(error),
        (None, Hitch::Trouble(trouble)) => (trouble.id(), vec![]),
    }
}

/// A file that can't be read or written.
pub(super) fn file(path: &Path, error: &io::Error) -> Message {
    ("cli-file", vec![at(path), ("reason", said(io(error)))])
}

/// A key that can't be had.
pub(super) fn key(error: &KeyError) -> Message {
    match error {
        KeyError::Io { path, source } if source.kind() == ErrorKind::NotFound => ("cli-key-missing", vec![at(path)]),
        KeyError::Io { path, source } => file(path, source),
        KeyError::Malformed(path) => ("cli-key-malformed", vec![at(path)]),
        KeyError::Random(_) | KeyError::Answer(_) => ("error-key", vec![("detail", text(error))]),
    }
}

/// A directory that can't be used.
pub(super) fn directory(error: &DirectoryError) -> Message {
    match error {
        DirectoryError::Missing(path) => ("cli-directory-missing", vec![at(path)]),
        DirectoryError::Foreign(path) => ("cli-foreign", vec![at(path)]),
        DirectoryError::Newer { .. } => ("cli-directory-newer", vec![]),
        DirectoryError::NoCatalogue => ("cli-directory-empty", vec![]),
        DirectoryError::NoUser(name) => ("cli-user-unknown", vec![("user", text(name))]),
        DirectoryError::Record(_) | DirectoryError::Database(_) => ("error-directory", vec![("detail", text(error))]),
    }
}

/// A journal that can't be used.
pub(super) fn journal(error: &JournalError) -> Message {
    match error {
        JournalError::Damaged(damage) => damaged(damage),
        JournalError::Foreign(path) => ("cli-foreign", vec![at(path)]),
        JournalError::Io { path, source } => file(path, source),
        other => other.message(),
    }
}

/// What the settings have wrong where the journal or the mirror that they name is another desk's.
pub(super) fn misnamed(damage: &Damage) -> Option<Message> {
    match &damage.fault {
        Fault::OtherDesk { found, expected } => {
            Some(("cli-other-desk", vec![("found", text(found)), ("expected", text(expected))]))
        }
        Fault::OtherMirror(found) => Some(("cli-other-mirror", vec![("found", text(found))])),
        _ => None,
    }
}

fn damaged(damage: &Damage) -> Message {
    let words = || vec![("seq", text(damage.seq)), ("detail", said(damage_of(&damage.fault)))];
    misnamed(damage).unwrap_or_else(|| ("error-journal-damaged", words()))
}

fn damage_of(fault: &Fault) -> Message {
    match fault {
        Fault::Entry(fault) => entry(fault),
        Fault::Imbalance(kopecks) => ("cli-damage-imbalance", vec![("kopecks", text(kopecks))]),
        Fault::Witness { witness: "the mirror", .. } => ("cli-damage-mirror", vec![]),
        Fault::Witness { .. } => ("cli-damage-ack", vec![]),
        Fault::Projection(table) => ("cli-damage-projection", vec![("table", text(table))]),
        Fault::Schema(name) => ("cli-damage-schema", vec![("name", text(name))]),
        Fault::File(_) => ("cli-damage-file", vec![]),
        Fault::Misfit(_) => ("cli-damage-misfit", vec![]),
        Fault::NotEnrolled => ("cli-damage-not-enrolled", vec![]),
        Fault::Event(_) | Fault::OtherDesk { .. } | Fault::OtherMirror(_) => {
            ("cli-damage-other", vec![("detail", text(fault))])
        }
    }
}

fn entry(fault: &EntryFault) -> Message {
    match fault {
        EntryFault::Seq { expected, .. } => ("cli-damage-gap", vec![("seq", text(expected))]),
        EntryFault::Prev => ("cli-damage-chain", vec![]),
        EntryFault::Content => ("cli-damage-content", vec![]),
        _ => ("cli-damage-other", vec![("detail", text(fault))]),
    }
}

fn at(path: &Path) -> (&'static str, Word) {
    ("path", text(path.display()))
}
