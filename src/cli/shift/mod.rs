//! `okno shift`: the custody of the desk, from the opening to the Z-report.

use clap::Subcommand;

use serde_json::{Value, json};

use super::act::People;
use super::context::Context;
use super::error::CliError;
use crate::domain::event::CardCount;
use crate::domain::{Money, Shift, Word};

mod close;
mod count;
mod open;
mod pause;
mod report;
mod why;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Take the desk over
    Open(open::Args),
    /// Seal the drawer's cash and leave: a colleague may open a shift of their own
    Pause(pause::Pause),
    /// Come back after a pause, and count what was sealed
    Resume(pause::Resume),
    /// The X-report: the totals so far
    X,
    /// Count the drawer, to find a difference before the close; every count stays on record
    Count(count::Args),
    /// Say what a difference may come from, the likeliest first
    Why(why::Args),
    /// End the shift: the Z-report
    ///
    /// What goes to the vault, into bags or to the office's cash leaves the drawer first, and all of it is recorded, or
    /// nothing. An absent cashier's shift takes a supervisor and a second person who counts: '--as SUPERVISOR --witness
    /// USER', or '--as USER --supervisor SUPERVISOR'.
    Close(close::Args),
    /// Show a Z-report again
    Z {
        /// Its number; the last one where none is named
        number: Option<u32>,
    },
}

pub(super) fn run(context: &Context, command: Command) -> Result<(), CliError> {
    match command {
        Command::Open(args) => open::run(context, args),
        Command::Pause(args) => pause::pause(context, args),
        Command::Resume(args) => pause::resume(context, args),
        Command::X => report::x(context),
        Command::Count(args) => count::run(context, args),
        Command::Why(args) => why::run(context, args),
        Command::Close(args) => close::run(context, args),
        Command::Z { number } => report::z(context, number),
    }
}

/// Says what was counted over or short.
fn say_difference(context: &Context, difference: Money) -> Result<(), CliError> {
    let sum = ("sum", Word::Money(difference.abs()));
    match difference.kopecks() {
        0 => Ok(()),
        1.. => context.say(&("cli-over", vec![sum])),
        _ => context.say(&("cli-short", vec![sum])),
    }
}

/// True where the office hides what should be in the drawer from those who count it; a supervisor may know.
fn counts_blind(context: &Context, people: &People) -> Result<bool, CliError> {
    Ok(context.settings()?.cash.blind && !people.by.role.approves())
}

/// True while the office hides what should be in the drawer: until it is counted. Who only reads signs in nowhere, so
/// it is hidden from everybody here; a supervisor reads the X-report at the till, and programs are told all of it.
pub(super) fn is_hidden(context: &Context, shift: &Shift) -> Result<bool, CliError> {
    let is_counted = shift.open.as_ref().is_some_and(|open| open.count.is_some());
    Ok(context.settings()?.cash.blind && !context.json() && !is_counted)
}

/// The slips of tenders other than cash, for programs.
fn cards(cards: &[CardCount]) -> Value {
    let fields = |card: &CardCount| {
        json!({"kind": card.kind, "slips": card.slips, "counted_kopecks": card.counted,
            "expected_kopecks": card.expected})
    };
    cards.iter().map(fields).collect()
}
