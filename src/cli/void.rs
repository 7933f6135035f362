//! `okno void`: cancel a payment of the open shift, print its slip.

use serde_json::json;

use super::act::{self, Acting};
use super::context::Context;
use super::error::CliError;
use super::{output, values};
use crate::desk::Outcome;
use crate::domain::event::PaymentVoided;
use crate::domain::message::text;
use crate::domain::{Action, Event, ReceiptName, Word, line};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The receipt of the payment, as printed: EPOCH-SHIFT-N, or OFFICE/DESK:EPOCH-SHIFT-N
    receipt: ReceiptName,
    #[command(flatten)]
    acting: Acting,
    /// Why
    #[arg(long)]
    reason: String,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let Args { receipt, acting, reason } = args;
    let action = Action::VoidPayment { receipt: values::receipt(context, receipt)?, reason };
    act::record(context, "void", &acting.names(), acting.id, action, |_, outcome| {
        let Event::PaymentVoided(void) = &outcome.event else { return Ok(()) };
        answer(context, outcome, void)
    })
}

fn answer(context: &Context, outcome: &Outcome, void: &PaymentVoided) -> Result<(), CliError> {
    if context.json() {
        let void = json!({
            "receipt": void.receipt, "total_kopecks": line::total(&void.lines), "cash_kopecks": void.cash(),
        });
        return output::json(&output::recorded(outcome, void));
    }
    let id = match (outcome.repeated, void.cash().is_zero()) {
        (true, _) => "cli-voided-already",
        (false, true) => "cli-voided-no-cash",
        (false, false) => "cli-voided",
    };
    let cash = if id == "cli-voided" { Some(("cash", Word::Money(void.cash()))) } else { None };
    context.say(&(id, [("receipt", text(void.receipt))].into_iter().chain(cash).collect()))
}
