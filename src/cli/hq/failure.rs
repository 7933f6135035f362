//! What went wrong at headquarters, as messages and exit codes.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::{CliError, Kind, fault};
use crate::domain::message::{said, text};
use crate::domain::{Message, Word};
use crate::hq::{HqError, HqHome, KeyError, StoreError};
use crate::protocol::{Fault, Refusal};
use crate::settings::SettingsError;

/// Why what headquarters has was not written to its end.
pub(super) enum Unwritten {
    /// It can't be read.
    Hq(HqError),
    /// It can't be written there.
    Output(io::Error),
}

impl From<HqError> for Unwritten {
    fn from(error: HqError) -> Unwritten {
        Unwritten::Hq(error)
    }
}

impl Unwritten {
    /// What is said of it; where no file is named, it went to the standard output.
    pub(super) fn told(self, home: &HqHome, file: Option<&Path>) -> CliError {
        match (self, file) {
            (Unwritten::Hq(error), _) => at(home, error),
            (Unwritten::Output(error), Some(path)) => CliError::file(path, &error),
            (Unwritten::Output(error), None) => CliError::output(&error),
        }
    }
}

/// A failure of the headquarters at `home`.
pub(super) fn at(home: &HqHome, error: HqError) -> CliError {
    match error {
        HqError::Settings(SettingsError::Unreadable(error)) if error.kind() == ErrorKind::NotFound => {
            CliError::new(Kind::Usage, ("hq-none", vec![("home", text(home.path().display()))]))
        }
        HqError::Settings(SettingsError::Unreadable(error)) => CliError::file(&home.settings(), &error),
        HqError::Settings(SettingsError::Faulty(faults)) => {
            let message = |fault: crate::settings::Fault| {
                let words = vec![("key", Word::Text(fault.key)), ("found", Word::Text(fault.found))];
                ("hq-settings-line", vec![("line", text(fault.line)), ("fault", said((fault.id, words)))])
            };
            CliError::faults(Kind::Usage, faults.into_iter().map(message).collect())
        }
        HqError::OtherStore(home) => {
            CliError::new(Kind::Refused, ("hq-other-store", vec![("home", text(home.display()))]))
        }
        HqError::Io { path, source } => CliError::file(&path, &source),
        HqError::Calendar { path, faults } => {
            let path = path.display().to_string();
            let message = |fault| ("hq-calendar", vec![("path", text(&path)), ("fault", Word::Text(fault))]);
            CliError::faults(Kind::Usage, faults.into_iter().map(message).collect())
        }
        HqError::Key(error) => key(&error),
        HqError::Store(error) => CliError::new(kind_of(&error), error.message()),
        HqError::Refused(refusal) => CliError::new(Kind::Refused, refused(&refusal)),
        HqError::Message(fault) => CliError::new(Kind::Refused, message(&fault)),
        HqError::NoDesk(desk) => CliError::new(Kind::Refused, ("hq-no-desk", vec![("desk", text(desk))])),
        HqError::OwnName(desk) => CliError::new(Kind::Refused, ("hq-own-name", vec![("desk", text(desk))])),
        HqError::NotOffice(code) => CliError::new(Kind::Usage, ("hq-no-office", vec![("office", text(code))])),
        HqError::Denied(why) => CliError::new(Kind::Refused, why),
        HqError::NoPerson(name) => CliError::new(Kind::Refused, ("hq-no-person", vec![("user", text(name))])),
        HqError::Pin(_) => CliError::new(Kind::Usage, ("error-pin", vec![])),
        HqError::Random(error) => CliError::new(Kind::Internal, ("error-key", vec![("detail", text(error))])),
        HqError::Damaged { desk, seq, what } => {
            let words = vec![("desk", text(desk)), ("seq", text(seq)), ("what", said(what.message()))];
            CliError::new(Kind::Refused, ("hq-damaged", words))
        }
    }
}

fn key(error: &KeyError) -> CliError {
    match error {
        KeyError::Io { path, source } if source.kind() == ErrorKind::NotFound => {
            CliError::new(Kind::Usage, ("hq-key-missing", vec![("path", text(path.display()))]))
        }
        KeyError::Io { path, source } => CliError::new(Kind::Usage, fault::file(path, source)),
        KeyError::Malformed(path) => {
            CliError::new(Kind::Usage, ("hq-key-malformed", vec![("path", text(path.display()))]))
        }
        KeyError::Random(_) | KeyError::Answer(_) => CliError::new(Kind::Internal, fault::key(error)),
    }
}

fn kind_of(error: &StoreError) -> Kind {
    match error {
        StoreError::Missing | StoreError::Foreign | StoreError::Newer | StoreError::Url(_) => Kind::Usage,
        StoreError::OtherKey { .. }
        | StoreError::Busy
        | StoreError::Full
        | StoreError::Unreachable(_)
        | StoreError::Damaged(_) => Kind::Refused,
        StoreError::Failed(_) => Kind::Internal,
    }
}

/// A desk's message that is refused, to the person who brought it.
fn refused(refusal: &Refusal) -> Message {
    match refusal {
        Refusal::Fork { seq, .. } => ("hq-refused-fork", vec![("seq", text(seq))]),
        Refusal::Hole { wanted } => ("hq-refused-hole", vec![("wanted", text(wanted))]),
        Refusal::UnknownDesk => ("hq-refused-unknown-desk", vec![]),
        Refusal::Revoked => ("hq-refused-revoked", vec![]),
        Refusal::BadSignature => ("hq-refused-bad-signature", vec![]),
        Refusal::WrongDesk { found } => ("hq-refused-wrong-desk", vec![("found", text(found))]),
        Refusal::TooOld { .. } => ("hq-refused-too-old", vec![]),
        Refusal::Malformed { .. } | Refusal::TooLarge { .. } => ("hq-refused-malformed", vec![]),
        Refusal::NotFound => ("hq-refused-not-found", vec![]),
        other => ("hq-refused-other", vec![("code", text(other.code()))]),
    }
}

/// A file that is no message of a desk's to HQ.
fn message(fault: &Fault) -> Message {
    match fault {
        Fault::NotSealed | Fault::Malformed { .. } => ("hq-file-foreign", vec![]),
        Fault::OtherReader => ("hq-file-other-reader", vec![]),
        Fault::Damaged => ("hq-file-damaged", vec![]),
        Fault::Kind { .. } => ("hq-file-kind", vec![]),
        Fault::Version { .. } => ("hq-refused-too-old", vec![]),
        other => ("hq-file-other", vec![("detail", text(other))]),
    }
}
