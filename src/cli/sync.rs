//! `okno sync`: catching up with headquarters, over the network or on a stick.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use clap::Subcommand;
use serde_json::json;

use super::context::{self, Context};
use super::error::{CliError, Kind};
use super::{output, pull};
use crate::client::refused;
use crate::desk::{DeskKey, Heard, Outbox};
use crate::directory::{Directory, Durability};
use crate::domain::message::{said, text};
use crate::domain::{Message, Word};
use crate::journal::Writer;
use crate::protocol::{Fault, Hash};
use crate::sync::bundles::{self, StickError};
use crate::sync::{Exchange, Next};

/// How often a batch is sent again whose answer did not come, before a person is told.
const TRIES: u32 = 3;
/// How long the command waits between two tries at most.
const PATIENCE: Duration = Duration::from_secs(4);

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Send what headquarters has not got, now
    ///
    /// The till does so by itself. Where headquarters has another journal of this desk, nothing more is sent: payments
    /// go on, and a supervisor settles it with 'okno desk recover'.
    Now,
    /// Say how far headquarters has this desk's journal, and what it said last
    Status,
    /// Write what headquarters has not got to a file for a stick, which only headquarters can read
    Export {
        /// The file
        file: PathBuf,
    },
    /// Take in what headquarters wrote for this desk
    Import {
        /// The file
        file: PathBuf,
    },
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::Now => now(context),
        Command::Status => status(context),
        Command::Export { file } => export(context, &file),
        Command::Import { file } => import(context, &file),
    }
}

fn now(context: &Context) -> Result<(), CliError> {
    let (outbox, client) = pull::client(context)?;
    let mut writer = context.writer("sync now")?;
    let mut exchange = Exchange::new(outbox, client)?;
    drain(&mut exchange, &mut writer)?;
    if exchange.exceptions().is_none() {
        // Nothing was to be sent. An HQ that lost some says so now, and gets it again.
        let asked = exchange.ask(random(), context::now(), &mut keep(&mut writer));
        asked.map_err(|trouble| refusal(exchange.fork_message().unwrap_or_else(|| trouble.message())))?;
        drain(&mut exchange, &mut writer)?;
    }
    let ack = writer.ack()?;
    let (through, head) = ack.as_ref().map_or((0, Hash::ZERO), |ack| (ack.through, ack.head));
    let unsent = writer.unsent()?;
    let exceptions = exchange.exceptions().unwrap_or_default();
    if context.json() {
        return output::json(&json!({"through": through, "head": head, "unsent": unsent, "exceptions": exceptions}));
    }
    let (payments, sum) = ack.map_or((0, Default::default()), |ack| (ack.payments, ack.kopecks));
    let words = vec![("payments", number(payments)), ("sum", Word::Money(sum)), ("head", text(head.short()))];
    context.say(&("sync-all-there", words))?;
    if exceptions > 0 { context.say(&("sync-exceptions", vec![("exceptions", number(exceptions))])) } else { Ok(()) }
}

/// Sends all there is. A lost answer is asked for again some times.
fn drain(exchange: &mut Exchange, writer: &mut Writer) -> Result<(), CliError> {
    let mut tries = 0;
    loop {
        let (next, outcome) = exchange.step(random(), context::now(), &mut keep(writer));
        match (next, outcome) {
            (None, _) => return Ok(()),
            (Some(Next::Go), _) => tries = 0,
            (Some(Next::Stop), outcome) => {
                let fork = exchange.fork_message().or_else(|| outcome.err().map(|trouble| trouble.message()));
                return Err(refusal(fork.unwrap_or(("client-garbage", vec![("detail", text(""))]))));
            }
            (Some(Next::Wait(wait)), outcome) => {
                tries += 1;
                if tries >= TRIES || wait > PATIENCE {
                    let trouble = outcome.err().map(|trouble| trouble.message());
                    return Err(refusal(trouble.unwrap_or(("client-retry-later", vec![]))));
                }
                thread::sleep(wait);
            }
        }
    }
}

fn random() -> u64 {
    getrandom::u64().unwrap_or_default()
}

/// Keeps what headquarters said. What can't be kept is said again by the next answer.
fn keep(writer: &mut Writer) -> impl FnMut(Heard) + '_ {
    |heard| {
        if let Err(error) = writer.hear(&heard) {
            tracing::error!(%error, "what headquarters said can't be kept");
        }
    }
}

fn status(context: &Context) -> Result<(), CliError> {
    let settings = context.settings()?;
    let alone = || CliError::new(Kind::Usage, ("sync-alone", vec![]));
    let hq = settings.hq.as_ref().ok_or_else(alone)?;
    let view = context.view()?;
    let journal = view.journal();
    let (ack, word, unsent) = (journal.ack()?, journal.word()?, journal.unsent()?);
    let refusal = word.as_ref().and_then(|word| word.refusal.as_ref());
    if context.json() {
        return output::json(&json!({
            "hq": hq.url, "through": ack.as_ref().map_or(0, |ack| ack.through),
            "head": ack.as_ref().map_or(Hash::ZERO, |ack| ack.head), "unsent": unsent,
            "acked_at": ack.as_ref().map(|ack| ack.at), "payments": ack.as_ref().map_or(0, |ack| ack.payments),
            "kopecks": ack.as_ref().map(|ack| ack.kopecks).unwrap_or_default(),
            "heard_at": word.as_ref().map(|word| word.at), "refusal": refusal.map(|refusal| refusal.code()),
        }));
    }
    context.say(&("sync-status", vec![("hq", text(&hq.url)), ("unsent", number(unsent))]))?;
    if let Some(ack) = &ack {
        let words = vec![
            ("through", text(ack.through)),
            ("at", Word::Moment(ack.at)),
            ("payments", number(ack.payments)),
            ("sum", Word::Money(ack.kopecks)),
            ("head", text(ack.head.short())),
        ];
        context.say(&("sync-status-ack", words))?;
    }
    match (word.as_ref(), refusal) {
        (Some(word), Some(refusal)) => {
            let words = vec![("at", Word::Moment(word.at)), ("word", said(refused(refusal)))];
            context.say(&("sync-status-word", words))
        }
        _ => Ok(()),
    }
}

fn export(context: &Context, file: &Path) -> Result<(), CliError> {
    let outbox = outbox(context)?;
    let (sealed, exported) = bundles::export(&outbox).map_err(|error| stick_error(file, error))?;
    write(file, &sealed).map_err(|error| CliError::file(file, &error))?;
    if context.json() {
        return output::json(&json!({"file": file, "first": exported.first, "entries": exported.entries}));
    }
    let words = vec![("path", text(file.display())), ("entries", number(exported.entries))];
    context.say(&("sync-exported", words))
}

/// A stick may be pulled out at any moment: the name appears whole or not at all.
fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut draft = tempfile::NamedTempFile::new_in(folder)?;
    std::io::Write::write_all(&mut draft, bytes)?;
    draft.as_file().sync_all()?;
    draft.persist(file).map(drop).map_err(|error| error.error)
}

fn import(context: &Context, file: &Path) -> Result<(), CliError> {
    let sealed = std::fs::read(file).map_err(|error| CliError::file(file, &error))?;
    let outbox = outbox(context)?;
    let mut directory = Directory::open(&context.home().directory(), Durability::Cache)?;
    let imported = bundles::import(&outbox, &mut directory, &sealed, &mut |_| {});
    let imported = imported.map_err(|error| stick_error(file, error))?;
    if let Some(next) = &imported.next {
        DeskKey::follow(&context.home().key(), &outbox.enrolment().hq.sign, next)?;
    }
    if !imported.heard.is_empty() {
        let mut writer = context.writer("sync import")?;
        imported.heard.iter().try_for_each(|heard| writer.hear(heard))?;
    }
    let unsent = context.view()?.journal().unsent()?;
    if context.json() {
        return output::json(&json!({"through": imported.acked.map(|(through, _)| through), "unsent": unsent,
            "pages": imported.pages, "gaps": imported.gaps, "users": imported.users}));
    }
    if let Some((through, tally)) = imported.acked {
        let words = vec![
            ("through", text(through)),
            ("payments", number(tally.payments)),
            ("sum", Word::Money(tally.kopecks)),
            ("unsent", number(unsent)),
        ];
        context.say(&("sync-imported-ack", words))?;
    }
    if imported.pages > 0 || imported.users {
        context.say(&("sync-imported-pages", vec![]))?;
    }
    if imported.gaps > 0 { context.say(&("sync-imported-gaps", vec![])) } else { Ok(()) }
}

fn outbox(context: &Context) -> Result<Outbox, CliError> {
    context.ready()?;
    Outbox::open(context.home())?.ok_or_else(|| CliError::new(Kind::Usage, ("sync-alone", vec![])))
}

fn stick_error(file: &Path, error: StickError) -> CliError {
    let path = || ("path", text(file.display()));
    match error {
        StickError::Fault(Fault::OtherReader) => refusal(("sync-stick-other", vec![path()])),
        StickError::Fault(fault) => refusal(("sync-stick-fault", vec![path(), ("detail", text(fault))])),
        StickError::Ack(fault) => refusal(crate::sync::Trouble::from(fault).message()),
        StickError::Outbox(error) => refusal(crate::sync::Trouble::from(error).message()),
        StickError::Directory(error) => error.into(),
    }
}

fn refusal(message: Message) -> CliError {
    CliError::new(Kind::Refused, message)
}

fn number(n: u64) -> Word {
    Word::Number(i64::try_from(n).unwrap_or(i64::MAX))
}
