//! Taking in what headquarters publishes, and asking it about one account.

use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::context::{self, Context};
use super::enrol;
use super::error::{CliError, Kind};
use super::output;
use crate::client::DeskClient;
use crate::desk::{Balance, Outbox, View};
use crate::directory::{Directory, Durability, Progress};
use crate::domain::{AccountNumber, SupplierCode, Word};
use crate::sync::{self, AskError, PullError, Pulling, ask, pull};

/// What taking in came to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Report {
    /// What came.
    pub(super) pulling: Pulling,
    /// How many accounts there are now.
    pub(super) accounts: u64,
}

/// The way to headquarters for this desk; an error for one that stands alone.
pub(super) fn client(context: &Context) -> Result<(Outbox, DeskClient), CliError> {
    let alone = || CliError::new(Kind::Usage, ("sync-alone", vec![]));
    let hq = context.settings()?.hq.clone().ok_or_else(alone)?;
    context.check_not_lost()?;
    let outbox =
        Outbox::open(context.home())?.ok_or_else(|| CliError::new(Kind::Usage, ("sync-not-enrolled", vec![])))?;
    let client = sync::client(context.home(), &outbox, &enrol::place(&hq), Arc::new(context::now))?;
    Ok((outbox, client))
}

pub(super) fn run(context: &Context) -> Result<(), CliError> {
    let Report { pulling, accounts } = pull_all(context)?;
    if context.json() {
        return output::json(
            &json!({"rev": pulling.rev, "rows": pulling.rows, "users": pulling.users, "accounts": accounts}),
        );
    }
    let words = [("rows", pulling.rows), ("accounts", accounts)].map(|(name, n)| (name, number(n)));
    context.say(&("pull-done", words.into()))
}

/// Takes in everything that is new, with a bar on a terminal.
pub(super) fn pull_all(context: &Context) -> Result<Report, CliError> {
    let (_, client) = client(context)?;
    let mut directory = Directory::open(&context.home().directory(), Durability::Cache)?;
    let bar = ProgressBar::no_length();
    let reading = ProgressStyle::with_template("{msg} {spinner} {human_pos}").ok();
    let writing = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3} %").ok();
    let bar = reading.into_iter().fold(bar, ProgressBar::with_style);
    let mut show = |progress: Progress| match progress {
        Progress::Read { rows, .. } => {
            bar.set_message(context.lang().text("pull-reading", &[]));
            bar.set_position(rows);
        }
        Progress::Written { accounts, of } => {
            writing.iter().for_each(|style| bar.set_style(style.clone()));
            bar.set_message(context.lang().text("cli-import-writing", &[]));
            bar.set_length(of);
            bar.set_position(accounts);
        }
    };
    let pulled = pull(&mut directory, &client, &mut show);
    bar.finish_and_clear();
    let pulling = pulled.map_err(|error| match error {
        PullError::Hq(error) => CliError::from(error),
        PullError::Directory(error) => error.into(),
    })?;
    let accounts = directory.stats()?.accounts;
    Ok(Report { pulling, accounts })
}

/// Asks headquarters about an account, named by number or as `SUPPLIER:NUMBER`; of every supplier where none is named.
pub(super) fn find_online(context: &Context, view: &View, typed: &str) -> Result<Vec<Balance>, CliError> {
    let (_, client) = client(context)?;
    let (named, number) = match typed.split_once(':') {
        Some((supplier, number)) => (supplier.parse::<SupplierCode>().ok(), number),
        None => (None, typed),
    };
    let account =
        AccountNumber::parse(number).map_err(|error| CliError::bad_value("--online", typed, error.message()))?;
    ask(&client, view, named.as_ref(), &account).map_err(|error| match error {
        AskError::Hq(error) => error.into(),
        AskError::Desk(error) => error.into(),
        AskError::Garbage(_) => CliError::new(Kind::Refused, error.message()),
    })
}

fn number(n: u64) -> Word {
    Word::Number(i64::try_from(n).unwrap_or(i64::MAX))
}
