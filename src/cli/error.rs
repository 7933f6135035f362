//! Errors at the edge: what happened, to what, what to do, and the exit code.

use std::process::ExitCode;

use chrono_tz::Tz;

use super::output;
use crate::desk::DeskError;
use crate::domain::message::{list, said, text};
use crate::domain::{Message, Word};
use crate::journal::{ExportError, JournalError};
use crate::lang::Lang;
use crate::settings::SettingsError;

/// What kind of failure it is: the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
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

    /// Wrong usage: the value of an option can't be read, for the reason given.
    pub(super) fn bad_value(option: &'static str, value: &str, reason: Message) -> CliError {
        let words = vec![("option", text(option)), ("value", text(value)), ("reason", said(reason))];
        CliError::new(Kind::Usage, ("cli-bad-value", words))
    }

    /// Wrong usage: the value of an option is none of those there are.
    pub(super) fn not_one_of(option: &'static str, value: &str, known: &[impl ToString]) -> CliError {
        CliError::bad_value(option, value, ("cli-one-of", vec![("known", list(known))]))
    }

    /// A file that can't be read or written.
    pub(super) fn file(path: &std::path::Path, error: &std::io::Error) -> CliError {
        let words = vec![("path", text(path.display())), ("detail", text(error))];
        CliError::new(Kind::Usage, ("cli-file", words))
    }

    /// Several faults at once.
    pub(super) fn faults(kind: Kind, messages: Vec<Message>) -> CliError {
        CliError { kind, messages }
    }

    /// Says it on the standard error and gives the exit code.
    pub(super) fn report(&self, lang: Lang, zone: Option<Tz>) -> ExitCode {
        for message in &self.messages {
            output::warn(&output::worded(lang, zone, message));
        }
        ExitCode::from(self.kind as u8)
    }
}

impl From<DeskError> for CliError {
    fn from(error: DeskError) -> CliError {
        let kind = match &error {
            DeskError::Refused(_) | DeskError::IdTaken { .. } => Kind::Refused,
            DeskError::Journal(error) => journal_kind(error),
            DeskError::Pin(_) | DeskError::Key(_) => Kind::Usage,
            DeskError::Directory(_) => Kind::Internal,
        };
        CliError::new(kind, error.message())
    }
}

impl From<JournalError> for CliError {
    fn from(error: JournalError) -> CliError {
        CliError::new(journal_kind(&error), error.message())
    }
}

impl From<ExportError> for CliError {
    fn from(error: ExportError) -> CliError {
        match error {
            ExportError::Journal(error) => error.into(),
            ExportError::Io(error) => CliError::new(Kind::Internal, ("cli-output", vec![("detail", text(error))])),
        }
    }
}

impl From<SettingsError> for CliError {
    fn from(error: SettingsError) -> CliError {
        match error {
            SettingsError::Unreadable(error) => {
                CliError::new(Kind::Usage, ("cli-settings-unreadable", vec![("detail", text(error))]))
            }
            SettingsError::Faulty(faults) => {
                let words = |fault: crate::settings::Fault| {
                    let said = vec![("key", Word::Text(fault.key)), ("found", Word::Text(fault.found))];
                    [("cli-settings-line", vec![("line", text(fault.line))]), (fault.id, said)]
                };
                CliError::faults(Kind::Usage, faults.into_iter().flat_map(words).collect())
            }
        }
    }
}

fn journal_kind(error: &JournalError) -> Kind {
    match error {
        JournalError::Locked { .. } | JournalError::DiskFull | JournalError::Damaged(_) => Kind::Refused,
        JournalError::Missing(_) | JournalError::Foreign(_) | JournalError::Newer { .. } => Kind::Usage,
        _ => Kind::Internal,
    }
}
