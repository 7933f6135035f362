//! `okno shift pause`, `okno shift resume`: a cashier leaves the desk for a while and comes back.

use serde_json::json;

use crate::cli::act::{self, Acting};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::values::Counting;
use crate::domain::message::text;
use crate::domain::{Action, Event, Seal, Word};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Pause {
    /// The number of the seal on the cash, where one is used
    #[arg(long, value_name = "NUMBER")]
    seal: Option<Seal>,
    #[command(flatten)]
    acting: Acting,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Resume {
    /// Whose shift is resumed, by its number; one's own where none is named
    #[arg(long, value_name = "N")]
    shift: Option<u32>,
    #[command(flatten)]
    counting: Counting,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn pause(context: &Context, args: Pause) -> Result<(), CliError> {
    let Pause { seal, acting } = args;
    let action = Action::PauseShift { seal };
    act::record(context, "shift pause", &acting.names(), acting.id, action, |_, outcome| {
        let Event::ShiftPaused(paused) = &outcome.event else { return Ok(()) };
        if context.json() {
            let paused = json!({
                "shift": paused.shift, "user": paused.user, "sealed_kopecks": paused.sealed, "seal": paused.seal,
                "approved_by": outcome.event.approved_by(),
            });
            return output::json(&output::recorded(outcome, paused));
        }
        context.say(&(
            if paused.seal.is_some() { "cli-shift-paused-sealed" } else { "cli-shift-paused" },
            [("shift", text(paused.shift)), ("sealed", Word::Money(paused.sealed))]
                .into_iter()
                .chain(paused.seal.as_ref().map(|seal| ("seal", text(seal))))
                .collect(),
        ))
    })
}

pub(super) fn resume(context: &Context, args: Resume) -> Result<(), CliError> {
    let Resume { shift, counting, acting } = args;
    let counted = counting.read(context.settings()?.cash.drawer)?;
    let action = Action::ResumeShift { shift, counted };
    act::record(context, "shift resume", &acting.names(), acting.id, action, |_, outcome| {
        let Event::ShiftResumed(resumed) = &outcome.event else { return Ok(()) };
        let over = resumed.counted.saturating_minus(resumed.sealed).saturating_minus(resumed.carried);
        if context.json() {
            let resumed = json!({
                "shift": resumed.shift, "user": resumed.user, "sealed_kopecks": resumed.sealed,
                "carried_kopecks": resumed.carried, "counted_kopecks": resumed.counted,
                "difference_kopecks": over, "notes": resumed.notes, "approved_by": outcome.event.approved_by(),
            });
            return output::json(&output::recorded(outcome, resumed));
        }
        let words = vec![("shift", text(resumed.shift)), ("counted", Word::Money(resumed.counted))];
        context.say(&("cli-shift-resumed", words))?;
        super::say_difference(context, over)
    })
}
