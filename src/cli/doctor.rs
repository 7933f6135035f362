//! `okno doctor`: what is wrong with this installation, everything at once.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::{desk, fault, output, values};
use super::{enrol, pull};
use crate::client::{Client, refused};
use crate::desk::{DeskKey, View};
use crate::domain::event::GivenBag;
use crate::domain::message::{said, text};
use crate::domain::{DeskKind, Event, Message, Refusal, User, Word};
use crate::journal::{JournalError, Verify, mirrored};
use crate::print;
use crate::settings::{Printer, Settings, Target};

/// A clock that is further from headquarters' than so many seconds is worth a word.
const MOST_APART: i64 = 60;

/// What a check found: that all is well, that something could be better, or a fault.
enum Finding {
    Good(Message),
    Advice(Message),
    Fault(Message),
}

pub(super) fn run(context: &Context) -> Result<(), CliError> {
    let settings = context.settings()?;
    let mut findings = vec![key(context), printer(settings)];
    match context.view() {
        Ok(view) => {
            findings.push(journal(&view, settings));
            findings.push(mirror(&view, settings));
            findings.extend(headquarters(context, &view, settings));
            findings.push(clock(&view));
            findings.push(kind(&view, settings));
            findings
                .extend(custody(&view, settings).unwrap_or_else(|error| vec![Finding::Fault(fault::journal(&error))]));
            // A vault takes no payments, and so needs no accounts.
            findings.extend((settings.kind == DeskKind::Till).then(|| accounts(&view)));
            findings.push(users(&view));
        }
        Err(error) => findings.extend(error.into_messages().into_iter().map(Finding::Fault)),
    }
    let faults = findings.iter().filter(|finding| matches!(finding, Finding::Fault(_))).count();
    if context.json() {
        let findings: Vec<_> = findings.iter().map(|finding| json(context, finding)).collect();
        output::json(&json!({"faults": faults, "findings": findings}))?;
    }
    for finding in &findings {
        let (mark, message) = match finding {
            Finding::Good(message) => ("cli-doctor-good", message),
            Finding::Advice(message) => ("cli-doctor-advice", message),
            Finding::Fault(message) => ("cli-doctor-fault", message),
        };
        context.say(&(mark, vec![("what", said(message.clone()))]))?;
    }
    match i64::try_from(faults) {
        Ok(0) => context.say(&("cli-doctor-sound", vec![])),
        faults => {
            let count = Word::Number(faults.unwrap_or(i64::MAX));
            Err(CliError::new(Kind::Refused, ("cli-doctor-faults", vec![("count", count)])))
        }
    }
}

fn json(context: &Context, finding: &Finding) -> Value {
    let (state, message) = match finding {
        Finding::Good(message) => ("good", message),
        Finding::Advice(message) => ("advice", message),
        Finding::Fault(message) => ("fault", message),
    };
    json!({"state": state, "text": context.worded(message)})
}

fn key(context: &Context) -> Finding {
    let path = context.home().key();
    if let Err(error) = DeskKey::load(&path) {
        return Finding::Fault(fault::key(&error));
    }
    if readable_by_others(&path) {
        return Finding::Fault(("cli-doctor-key-open", vec![("path", text(path.display()))]));
    }
    Finding::Good(("cli-doctor-key", vec![]))
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
        _ => return wired(&settings.printer),
    };
    let place = || ("path", text(path.display()));
    // A folder for receipts is made with the first of them: what must be writable is the nearest that there is.
    let there = folder.and_then(|folder| folder.ancestors().find(|folder| folder.exists()));
    match there.map(tempfile::tempfile_in) {
        Some(Err(error)) => {
            Finding::Fault(("cli-doctor-printer-fault", vec![place(), ("reason", said(fault::io(&error)))]))
        }
        _ => Finding::Good(("cli-doctor-printer", vec![place()])),
    }
}

/// A printer says how it is where it can be asked.
fn wired(printer: &Printer) -> Finding {
    let place = ("path", text(&printer.to));
    match print::ask(printer) {
        None => Finding::Good(("cli-doctor-printer", vec![place])),
        Some(found) => {
            Finding::Fault(("cli-doctor-printer-fault", vec![place, ("reason", said(fault::hitch(&found.hitch)))]))
        }
    }
}

fn journal(view: &View, settings: &Settings) -> Finding {
    match (Verify { mirror: settings.mirror.as_deref() }).run(view.journal()) {
        Ok(verified) => Finding::Good(("cli-doctor-journal", vec![("entries", number(verified.entries))])),
        Err(error) => Finding::Fault(fault::journal(&error)),
    }
}

/// How the desk stands with headquarters: that it answers as itself, by what clock, and what waits for it.
fn headquarters(context: &Context, view: &View, settings: &Settings) -> Vec<Finding> {
    let Some(hq) = &settings.hq else { return vec![] };
    let url = || ("hq", text(&hq.url));
    let (outbox, client) = match pull::client(context) {
        Ok(found) => found,
        Err(error) => return error.into_messages().into_iter().map(Finding::Fault).collect(),
    };
    let hello = Client::new(&enrol::place(hq), Arc::new(context::now))
        .and_then(|client| client.hello(&outbox.enrolment().hq.sign));
    let answers = hello.and_then(|hello| client.users_page().map(|_| hello));
    let mut findings = vec![match answers {
        Ok(hello) => {
            let apart = hello.at.since(context::now()).num_seconds().abs();
            match apart {
                0..MOST_APART => Finding::Good(("doctor-hq", vec![url()])),
                _ => Finding::Advice(("doctor-hq-clock", vec![url(), ("seconds", text(apart))])),
            }
        }
        Err(error) => Finding::Fault(error.message()),
    }];
    let journal = view.journal();
    match (journal.unsent(), journal.word()) {
        (Ok(unsent), Ok(word)) => {
            findings.push(Finding::Good(("doctor-hq-unsent", vec![("unsent", number(unsent))])));
            let refusal = word.and_then(|word| word.refusal);
            findings.extend(refusal.map(|refusal| Finding::Fault(refused(&refusal))));
        }
        (Err(error), _) | (_, Err(error)) => findings.push(Finding::Fault(fault::journal(&error))),
    }
    findings
}

fn mirror(view: &View, settings: &Settings) -> Finding {
    let Some(folder) = &settings.mirror else { return Finding::Advice(("cli-doctor-no-mirror", vec![])) };
    let path = || ("path", text(folder.display()));
    if !folder.is_dir() {
        return Finding::Fault(("cli-doctor-mirror-missing", vec![path()]));
    }
    match view.journal().last_seq().and_then(|last| Ok((last, mirrored(folder)?))) {
        Ok((last, through)) => {
            Finding::Good(("cli-doctor-mirror", vec![path(), ("behind", number(last.saturating_sub(through)))]))
        }
        Err(error) => Finding::Fault(fault::journal(&error)),
    }
}

fn clock(view: &View) -> Finding {
    let now = context::now();
    match view.journal().shift() {
        Ok(shift) => match shift.last_at.filter(|&last| last > now) {
            Some(last) => Finding::Fault(Refusal::ClockBack { last, now }.message()),
            None => Finding::Good(("cli-doctor-clock", vec![("now", Word::Moment(now))])),
        },
        Err(error) => Finding::Fault(fault::journal(&error)),
    }
}

/// What the desk is for must be the same in the settings and in the journal.
fn kind(view: &View, settings: &Settings) -> Finding {
    let name = |kind| said((desk::kind_name(kind), vec![]));
    match view.journal().event(1) {
        Ok(Some((_, Event::DeskEnrolled(enrolled)))) if enrolled.kind != settings.kind => {
            let words = vec![("found", name(enrolled.kind)), ("said", name(settings.kind))];
            Finding::Fault(("cli-doctor-kind-differs", words))
        }
        Ok(_) => Finding::Good(("cli-doctor-kind", vec![("kind", name(settings.kind))])),
        Err(error) => Finding::Fault(fault::journal(&error)),
    }
}

/// A shift near its end, cash that waits under a seal, and more cash in the drawer than the office wants there.
fn custody(view: &View, settings: &Settings) -> Result<Vec<Finding>, JournalError> {
    let (shift, policy) = (view.journal().shift()?, settings.policy());
    let bags: Vec<GivenBag> = view.journal().bags()?.into_iter().map(|(_, bag)| bag).collect();
    let age = shift.open.as_ref().and_then(|open| desk::ends_soon(&policy, open, context::now()));
    let age = age.map(|(over, message)| if over { Finding::Fault(message) } else { Finding::Advice(message) });
    let paused = shift.paused.iter().map(|paused| desk::paused_message(paused, settings.cash.blind));
    let paused = paused.map(Finding::Advice);
    let waiting = (!bags.is_empty()).then(|| Finding::Advice(desk::bags_message(&bags)));
    let above = values::above_limit(settings, shift.drawer).map(Finding::Advice);
    Ok(age.into_iter().chain(paused).chain(waiting).chain(above).collect())
}

fn accounts(view: &View) -> Finding {
    match view.directory().stats() {
        Ok(stats) if stats.accounts == 0 => Finding::Fault(("cli-doctor-no-accounts", vec![])),
        Ok(stats) => Finding::Good(("cli-doctor-accounts", vec![("accounts", number(stats.accounts))])),
        Err(error) => Finding::Fault(fault::directory(&error)),
    }
}

fn users(view: &View) -> Finding {
    let working = view.directory().users().map(|users| users.into_iter().filter(|user| !user.retired).collect());
    let working: Vec<User> = match working {
        Ok(working) => working,
        Err(error) => return Finding::Fault(fault::directory(&error)),
    };
    if working.is_empty() {
        Finding::Fault(("cli-doctor-no-users", vec![]))
    } else if !working.iter().any(|user| user.role.approves()) {
        Finding::Fault(("cli-doctor-no-supervisor", vec![]))
    } else {
        Finding::Good(("cli-doctor-users", vec![("users", number(working.len() as u64))]))
    }
}

fn number(n: u64) -> Word {
    Word::Number(i64::try_from(n).unwrap_or(i64::MAX))
}
