//! `okno hq rekey`: headquarters' next key.

use std::io::IsTerminal;

use serde_json::json;

use super::{CliError, Context, Kind, context, failure, home, open, output};
use crate::domain::message::text;

/// What a person types to say that it is meant.
const WORD: &str = "rekey";

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// It is meant: do not ask
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CliError> {
    let hq = open(context)?;
    let before = hq.keys().sign.fingerprint().to_string();
    if !args.yes {
        confirm(context, &before)?;
    }
    let (home, at) = (home(context), context::now());
    let hq = hq.rekey(&home, at).map_err(|error| failure::at(&home, error))?;
    let after = hq.keys().sign.fingerprint().to_string();
    if context.json() {
        return output::json(&json!({"from": before, "fingerprint": after, "at": at}));
    }
    let path = || ("path", text(home.key().display()));
    context.say(&("hq-rekeyed", vec![("before", text(&before)), ("after", text(&after))]))?;
    context.say(&("hq-rekeyed-nodes", vec![path()]))?;
    context.say(&("hq-rekeyed-desks", vec![]))?;
    context.say(&("hq-rekeyed-safe", vec![path()]))
}

/// Has a person type that it is meant.
fn confirm(context: &Context, before: &str) -> Result<(), CliError> {
    let unsaid = || CliError::new(Kind::Usage, ("hq-rekey-unsaid", vec![("word", text(WORD))]));
    if !std::io::stdin().is_terminal() {
        return Err(unsaid());
    }
    context.line(&context.worded(&("hq-rekey-asks", vec![("before", text(before)), ("word", text(WORD))])))?;
    let mut typed = String::new();
    match std::io::stdin().read_line(&mut typed) {
        Ok(_) if typed.trim() == WORD => Ok(()),
        _ => Err(unsaid()),
    }
}
