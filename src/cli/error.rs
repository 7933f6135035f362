//! Errors at the edge: what happened, to what, what to do, and the exit code.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use chrono_tz::Tz;

use super::{fault, output};
use crate::client::ClientError;
use crate::desk::{DeskError, KeyError, OutboxError};
use crate::directory::DirectoryError;
use crate::domain::message::{list, said, text};
use crate::domain::{Message, Refusal, Word};
use crate::journal::{ExportError, JournalError};
use crate::lang::Lang;
use crate::settings;

/// What kind of failure it is: the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nobody reads the answer any more (`| head`): the work is done, and nothing is wrong.
    Unheard = 0,
    /// Refused, or found wrong.
    Refused = 1,
    /// Wrong usage or settings.
    Usage = 2,
    /// A fault of the program or the machine.
    Internal = 3,
}

/// A command that failed. Several messages are several faults, each on a line of its own.
#[derive(Debug)]
pub(super) struct CliError {
    kind: Kind,
    messages: Vec<Message>,
}

impl CliError {
    /// A failure that says one thing.
    pub(super) fn new(kind: Kind, message: Message) -> CliError {
        CliError { kind, messages: vec![message] }
    }

    /// Several faults at once.
    pub(super) fn faults(kind: Kind, messages: Vec<Message>) -> CliError {
        CliError { kind, messages }
    }

    /// Wrong usage: the value of an option can't be read, for the reason given.
    pub(super) fn bad_value(option: &str, value: &str, reason: Message) -> CliError {
        let words = vec![("option", text(option)), ("value", text(value)), ("reason", said(reason))];
        CliError::new(Kind::Usage, ("cli-bad-value", words))
    }

    /// Wrong usage: the value of an option is none of those there are.
    pub(super) fn not_one_of(option: &str, value: &str, known: &[impl ToString]) -> CliError {
        CliError::bad_value(option, value, ("cli-one-of", vec![("known", list(known))]))
    }

    /// A file that can't be read or written.
    pub(super) fn file(path: &Path, error: &io::Error) -> CliError {
        CliError::new(Kind::Usage, fault::file(path, error))
    }

    /// Faults of okno.toml, each by its line.
    pub(super) fn settings(faults: Vec<settings::Fault>) -> CliError {
        let message = |fault: settings::Fault| {
            let words = vec![("key", Word::Text(fault.key)), ("found", Word::Text(fault.found))];
            ("cli-settings-line", vec![("line", text(fault.line)), ("fault", said((fault.id, words)))])
        };
        CliError::faults(Kind::Usage, faults.into_iter().map(message).collect())
    }

    /// The standard output, or a file that stands for it, can't be written.
    pub(super) fn output(error: &io::Error) -> CliError {
        let error = system(error);
        match error.kind() {
            io::ErrorKind::BrokenPipe => CliError::faults(Kind::Unheard, vec![]),
            _ => CliError::new(Kind::Internal, ("cli-output", vec![("reason", said(fault::io(error)))])),
        }
    }

    /// What it says.
    pub(super) fn into_messages(self) -> Vec<Message> {
        self.messages
    }

    /// Says it on the standard error and gives the exit code.
    pub(super) fn report(&self, lang: Lang, zone: Option<Tz>) -> ExitCode {
        for message in &self.messages {
            output::warn(&output::worded(lang, zone, message));
        }
        ExitCode::from(self.kind as u8)
    }
}

/// What the system said, also where the writer of CSV wraps it in an error of its own.
fn system(error: &io::Error) -> &io::Error {
    let wrapped = error.get_ref().and_then(|inner| inner.downcast_ref::<csv::Error>());
    match wrapped.map(csv::Error::kind) {
        Some(csv::ErrorKind::Io(inner)) => inner,
        _ => error,
    }
}

impl From<DeskError> for CliError {
    fn from(error: DeskError) -> CliError {
        match error {
            DeskError::Refused(_) | DeskError::IdTaken { .. } => CliError::new(Kind::Refused, error.message()),
            DeskError::Pin(_) => CliError::new(Kind::Usage, error.message()),
            DeskError::Journal(error) => error.into(),
            DeskError::Directory(error) => {
                let kind = match &error {
                    DirectoryError::NoUser(_) => Kind::Refused,
                    DirectoryError::Record(_) | DirectoryError::Database(_) => Kind::Internal,
                    _ => Kind::Usage,
                };
                CliError::new(kind, fault::directory(&error))
            }
            DeskError::Key(error) => error.into(),
        }
    }
}

impl From<JournalError> for CliError {
    fn from(error: JournalError) -> CliError {
        let kind = match &error {
            JournalError::Damaged(damage) if fault::misnamed(damage).is_some() => Kind::Usage,
            JournalError::Locked { .. }
            | JournalError::DiskFull
            | JournalError::DiskFault(_)
            | JournalError::Damaged(_) => Kind::Refused,
            JournalError::Missing(_) | JournalError::Foreign(_) | JournalError::Newer { .. } => Kind::Usage,
            JournalError::Io { .. } => Kind::Usage,
            _ => Kind::Internal,
        };
        CliError::new(kind, fault::journal(&error))
    }
}

impl From<Refusal> for CliError {
    fn from(refusal: Refusal) -> CliError {
        DeskError::from(refusal).into()
    }
}

impl From<DirectoryError> for CliError {
    fn from(error: DirectoryError) -> CliError {
        DeskError::from(error).into()
    }
}

impl From<KeyError> for CliError {
    fn from(error: KeyError) -> CliError {
        let kind = if matches!(error, KeyError::Random(_)) { Kind::Internal } else { Kind::Usage };
        CliError::new(kind, fault::key(&error))
    }
}

impl From<ClientError> for CliError {
    fn from(error: ClientError) -> CliError {
        let kind = match &error {
            ClientError::Address(_) | ClientError::Insecure(_) | ClientError::Authority { .. } => Kind::Usage,
            _ => Kind::Refused,
        };
        CliError::new(kind, error.message())
    }
}

impl From<OutboxError> for CliError {
    fn from(error: OutboxError) -> CliError {
        match error {
            OutboxError::Desk(error) => error.into(),
            OutboxError::Unpackable(fault) => {
                CliError::new(Kind::Internal, ("sync-unpackable", vec![("detail", text(fault))]))
            }
        }
    }
}

impl From<ExportError> for CliError {
    fn from(error: ExportError) -> CliError {
        match error {
            ExportError::Journal(error) => error.into(),
            ExportError::Io(error) => CliError::output(&error),
        }
    }
}
