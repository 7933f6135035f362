//! `okno hq desk`: the desks as headquarters knows them.

use clap::Subcommand;
use serde_json::json;

use super::{CliError, Context, context, desk_id, failure, home, open, output};
use crate::domain::Word;
use crate::domain::message::text;
use crate::hq::DeskReport;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// List the desks: what headquarters has of each, and when it came
    List,
    /// Take a desk's key out of force: nothing of it is accepted from then on
    ///
    /// A desk that was revoked goes on only as one that is recovered, with a new code.
    Revoke {
        /// The desk: OFFICE/DESK
        desk: String,
    },
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::List => list(context),
        Command::Revoke { desk } => revoke(context, &desk),
    }
}

fn list(context: &Context) -> Result<(), CliError> {
    let desks = open(context)?.desks().map_err(|error| failure::at(&home(context), error))?;
    if context.json() {
        return output::json(&desks.iter().map(row).collect::<Vec<_>>());
    }
    if desks.is_empty() {
        return context.say(&("hq-no-desks", vec![]));
    }
    let moment = |at| context.worded(&("cli-moment", vec![("at", Word::Moment(at))]));
    let cells = |report: &DeskReport| {
        let received = report.received_at.map(moment).unwrap_or_default();
        let mark = report.revoked_at.map(|_| context.worded(&("hq-revoked-mark", vec![]))).unwrap_or_default();
        let (entries, odd) = (report.accepted.through.to_string(), report.exceptions.to_string());
        vec![report.desk.to_string(), report.epoch.to_string(), entries, odd, received, mark]
    };
    let heads = ["hq-head-desk", "hq-head-epoch", "hq-head-entries", "hq-head-exceptions", "hq-head-received"];
    let rows: Vec<_> = [context.heads(&heads)].into_iter().chain(desks.iter().map(cells)).collect();
    output::table(&rows, &[1, 2, 3])
}

fn row(report: &DeskReport) -> serde_json::Value {
    json!({
        "desk": report.desk, "epoch": report.epoch, "key": report.key.fingerprint().to_string(),
        "enrolled_at": report.enrolled_at, "revoked_at": report.revoked_at, "through": report.accepted.through,
        "head": report.accepted.head, "received_at": report.received_at, "open_shift": report.open_shift,
        "exceptions": report.exceptions,
    })
}

fn revoke(context: &Context, desk: &str) -> Result<(), CliError> {
    let desk = desk_id("DESK", desk)?;
    let hq = open(context)?;
    let revoked = hq.revoke(&desk, context::now()).map_err(|error| failure::at(&home(context), error))?;
    if context.json() {
        return output::json(&json!({"desk": desk, "revoked": revoked}));
    }
    let id = if revoked { "hq-desk-revoked" } else { "hq-desk-was-revoked" };
    context.say(&(id, vec![("desk", text(&desk))]))
}
