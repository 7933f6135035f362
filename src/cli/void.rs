//! `okno void`: cancel a payment of the open shift, print its slip.

use serde_json::json;

use super::context::{self, Context};
use super::error::CliError;
use super::{output, print};
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
    let mut desk = context.desk("void")?;
    let by = context.sign_in(&mut desk, &args.user)?;
    let approved_by = context.approver(&mut desk, args.supervisor.as_deref())?;
    let action = Action::VoidPayment { receipt: args.receipt, reason: args.reason };
    let outcome = desk.execute(&context::command(args.id, by, approved_by, action))?;
    let Event::PaymentVoided(void) = &outcome.event else { return Ok(()) };
    let total = line::total(&void.lines).unwrap_or_default();
    if context.json() {
        output::json(&json!({
            "receipt": void.receipt, "id": outcome.entry.id, "total_kopecks": total, "cash_kopecks": void.cash(),
            "seq": outcome.entry.seq, "hash": outcome.entry.hash.to_string(), "repeated": outcome.repeated,
        }))?;
    } else {
        let words = vec![("receipt", text(void.receipt)), ("cash", Word::Money(void.cash()))];
        context.say(&("cli-voided", words))?;
    }
    print::print_queued(context, &mut desk, Some(outcome.entry.seq))
}
