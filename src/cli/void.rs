//! `okno void`: cancel a payment of the open shift, print its slip.

use serde_json::json;

use super::context::{self, Context};
use super::error::CliError;
use super::{output, print};
use crate::desk::Outcome;
use crate::domain::event::PaymentVoided;
use crate::domain::message::text;
use crate::domain::{Action, EntryId, Event, ReceiptNumber, Word, line};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The receipt of the payment, as printed: EPOCH-SHIFT-N
    receipt: ReceiptNumber,
    /// The cashier; the PIN comes from OKNO_PIN or a prompt
    #[arg(long = "as", value_name = "USER")]
    user: String,
    /// The supervisor who approves; the PIN comes from OKNO_SUPERVISOR_PIN or a prompt
    #[arg(long, value_name = "USER")]
    supervisor: Option<String>,
    /// Why
    #[arg(long)]
    reason: String,
    /// The void's id, to try again without voiding twice
    #[arg(long, value_name = "UUID")]
    id: Option<EntryId>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let (mut desk, by, approved_by) = context.desk_for("void", &args.user, args.supervisor.as_deref())?;
    let action = Action::VoidPayment { receipt: args.receipt, reason: args.reason };
    let outcome = desk.execute(&context::command(args.id, by, approved_by, action))?;
    let Event::PaymentVoided(void) = &outcome.event else { return Ok(()) };
    // The void is recorded: whatever becomes of the answer, its slip is printed.
    let answered = answer(context, &outcome, void);
    print::print_queued(context, &mut desk, outcome.entry.seq)?;
    answered
}

fn answer(context: &Context, outcome: &Outcome, void: &PaymentVoided) -> Result<(), CliError> {
    if context.json() {
        return output::json(&json!({
            "receipt": void.receipt, "id": outcome.entry.id, "total_kopecks": line::total(&void.lines),
            "cash_kopecks": void.cash(), "seq": outcome.entry.seq, "hash": outcome.entry.hash.to_string(),
            "repeated": outcome.repeated,
        }));
    }
    let id = match (outcome.repeated, void.cash().is_zero()) {
        (true, _) => "cli-voided-already",
        (false, true) => "cli-voided-no-cash",
        (false, false) => "cli-voided",
    };
    let cash = if id == "cli-voided" { Some(("cash", Word::Money(void.cash()))) } else { None };
    context.say(&(id, [("receipt", text(void.receipt))].into_iter().chain(cash).collect()))
}
