//! `okno shift open`: take the desk over.

use serde_json::json;

use crate::cli::act::{self, Acting};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::{output, values};
use crate::desk::Outcome;
use crate::domain::event::ShiftOpened;
use crate::domain::message::text;
use crate::domain::{Action, Count, Event, Word};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The cash counted in the drawer
    #[arg(long, value_name = "SUM", allow_hyphen_values = true, conflicts_with = "count")]
    float: Option<String>,
    /// The same by denominations: 5000x1,100x4
    #[arg(long, value_name = "COUNT")]
    count: Option<Count>,
    /// The part of it brought now; all of it if nothing was carried over, else nothing
    #[arg(long, value_name = "SUM", allow_hyphen_values = true)]
    issued: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let Args { float, count, issued, acting } = args;
    let drawer = context.settings()?.cash.drawer;
    let counted = values::counted("--float", float.as_deref(), count, drawer)?;
    let issued = issued.map(|issued| values::sum("--issued", &issued)).transpose()?;
    let action = Action::OpenShift { counted, issued };
    act::record(context, "shift open", &acting.names(), acting.id, action, |_, outcome| {
        let Event::ShiftOpened(opened) = &outcome.event else { return Ok(()) };
        answer(context, outcome, opened)
    })
}

fn answer(context: &Context, outcome: &Outcome, opened: &ShiftOpened) -> Result<(), CliError> {
    let ShiftOpened { shift, day, carried, issued, counted, .. } = opened;
    let over = counted.saturating_minus(*carried).saturating_minus(*issued);
    if context.json() {
        let opened = json!({
            "shift": shift, "day": day.to_string(), "user": opened.user, "carried_kopecks": carried,
            "issued_kopecks": issued, "counted_kopecks": counted, "difference_kopecks": over,
            "notes": opened.notes, "paused": opened.paused,
        });
        return output::json(&output::recorded(outcome, opened));
    }
    let day = Word::Text(context.lang().date(*day));
    let words = vec![("shift", text(shift)), ("day", day), ("counted", Word::Money(*counted))];
    context.say(&("cli-shift-opened", words))?;
    super::say_difference(context, over)
}
