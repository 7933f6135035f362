//! `okno doctor`: what is wrong with this installation, everything at once.

use std::path::Path;

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::output;
use crate::desk::{DeskKey, View};
use crate::domain::message::{said, text};
use crate::domain::{Message, Word};
use crate::journal::{JournalError, Verify};
use crate::settings::{Settings, Target};

/// What a check found: something good to say, or a fault.
type Finding = Result<Message, Message>;

pub(super) fn run(context: &Context) -> Result<(), CliError> {
    let settings = context.settings()?;
    let mut findings = vec![key(context), printer(settings)];
    match View::open(context.home()) {
        Ok(view) => {
            findings.push(journal(&view, settings));
            findings.push(mirror(&view, settings));
            findings.push(clock(&view));
            findings.extend(directory(&view));
        }
        Err(error) => findings.push(Err(error.message())),
    }
    for finding in &findings {
        let (mark, message) = match finding {
            Ok(message) => ("cli-doctor-good", message),
            Err(message) => ("cli-doctor-fault", message),
        };
        output::line(&context.worded(&(mark, vec![("what", said(message.clone()))])))?;
    }
    let faults = findings.iter().filter(|finding| finding.is_err()).count();
    match i64::try_from(faults) {
        Ok(0) => context.say(&("cli-doctor-sound", vec![])),
        faults => {
            let count = Word::Number(faults.unwrap_or(i64::MAX));
            Err(CliError::new(Kind::Refused, ("cli-doctor-faults", vec![("count", count)])))
        }
    }
}

fn key(context: &Context) -> Finding {
    let path = context.home().key();
    let fault = |detail: &dyn ToString| ("error-key", vec![("detail", text(detail.to_string()))]);
    DeskKey::load(&path).map_err(|error| fault(&error))?;
    if readable_by_others(&path) {
        return Err(("cli-doctor-key-open", vec![("path", text(path.display()))]));
    }
    Ok(("cli-doctor-key", vec![]))
}

#[cfg(unix)]
fn readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn readable_by_others(_path: &Path) -> bool {
    false
}

fn printer(settings: &Settings) -> Finding {
    let (path, folder) = match &settings.printer.to {
        Target::Dir(path) => (path, Some(path.as_path())),
        Target::File(path) => (path, path.parent()),
    };
    let said = |id: &'static str, detail: &dyn ToString| {
        (id, vec![("path", text(path.display())), ("detail", text(detail.to_string()))])
    };
    // A folder for receipts is made with the first of them: what must be writable is the nearest that there is.
    let there = folder.and_then(|folder| folder.ancestors().find(|folder| folder.exists()));
    match there.map(tempfile::tempfile_in) {
        Some(Ok(_)) => Ok(said("cli-doctor-printer", &"")),
        Some(Err(error)) => Err(said("cli-doctor-printer-fault", &error)),
        None => Err(said("cli-doctor-printer-fault", &"")),
    }
}

fn journal(view: &View, settings: &Settings) -> Finding {
    let verified = Verify { mirror: settings.mirror.as_deref() }.run(view.journal());
    let verified = verified.map_err(|error: JournalError| error.message())?;
    Ok(("cli-doctor-journal", vec![("entries", text(verified.entries))]))
}

fn mirror(view: &View, settings: &Settings) -> Finding {
    let Some(folder) = &settings.mirror else { return Ok(("cli-doctor-no-mirror", vec![])) };
    let path = || ("path", text(folder.display()));
    if !folder.is_dir() {
        return Err(("cli-doctor-mirror-missing", vec![path()]));
    }
    let last = view.journal().last_seq().map_err(|error| error.message())?;
    match crate::journal::mirrored(folder) {
        Ok(through) => Ok(("cli-doctor-mirror", vec![path(), ("behind", text(last.saturating_sub(through)))])),
        Err(error) => Err(error.message()),
    }
}

fn clock(view: &View) -> Finding {
    let shift = view.journal().shift().map_err(|error| error.message())?;
    let now = context::now();
    match shift.last_at.filter(|&last| last > now) {
        Some(last) => Err(("refusal-clock-back", vec![("now", Word::Moment(now)), ("last", Word::Moment(last))])),
        None => Ok(("cli-doctor-clock", vec![("now", Word::Moment(now))])),
    }
}

fn directory(view: &View) -> Vec<Finding> {
    let fault = |error: crate::directory::DirectoryError| ("error-directory", vec![("detail", text(error))]);
    let accounts = match view.directory().stats() {
        Ok(stats) if stats.accounts == 0 => Err(("cli-doctor-no-accounts", vec![])),
        Ok(stats) => Ok(("cli-doctor-accounts", vec![("accounts", text(stats.accounts))])),
        Err(error) => Err(fault(error)),
    };
    let users = match view.directory().users() {
        Ok(users) if users.iter().all(|user| user.retired) => Err(("cli-doctor-no-users", vec![])),
        Ok(users) if !users.iter().any(|user| user.role.approves() && !user.retired) => {
            Err(("cli-doctor-no-supervisor", vec![]))
        }
        Ok(users) => Ok(("cli-doctor-users", vec![("users", text(users.len()))])),
        Err(error) => Err(fault(error)),
    };
    vec![accounts, users]
}
