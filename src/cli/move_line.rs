//! `okno move`: put a line of a payment on the right account, print the act.

use serde_json::json;

use super::act::{self, Acting};
use super::context::Context;
use super::error::CliError;
use super::{output, values};
use crate::desk::Outcome;
use crate::domain::command::LineInput;
use crate::domain::event::PaymentMoved;
use crate::domain::message::text;
use crate::domain::{Action, Event, Line, Message, Money, ReceiptName, Word};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The receipt of the payment, as printed: EPOCH-SHIFT-N, or OFFICE/DESK:EPOCH-SHIFT-N
    receipt: ReceiptName,
    /// The line's number on the receipt
    #[arg(long = "line", value_name = "N")]
    n: u32,
    /// The right account; ACCOUNT may be SERVICE@ACCOUNT
    #[arg(long, value_name = "SUPPLIER:ACCOUNT")]
    to: String,
    #[command(flatten)]
    acting: Acting,
    /// Why
    #[arg(long)]
    reason: String,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let Args { receipt, n, to, acting, reason } = args;
    let receipt = values::receipt(context, receipt)?;
    let action = Action::MoveLine { receipt, n, to: parse_account(&to)?, reason };
    act::record(context, "move", &acting.names(), acting.id, action, |_, outcome| {
        let Event::PaymentMoved(moved) = &outcome.event else { return Ok(()) };
        answer(context, outcome, moved)
    })
}

/// The account that a line goes to. Its sum and its month are the line's own.
fn parse_account(value: &str) -> Result<LineInput, CliError> {
    let bad = |reason: Message| CliError::bad_value("--to", value, reason);
    let (supplier, account) = value.split_once(':').ok_or_else(|| bad(("cli-account-form", vec![])))?;
    let (supplier, service, account) = values::payee(supplier, account).map_err(bad)?;
    Ok(LineInput { supplier, service, account, amount: Money::ZERO, period: None })
}

fn answer(context: &Context, outcome: &Outcome, moved: &PaymentMoved) -> Result<(), CliError> {
    if context.json() {
        let of = |line: &Line| json!({"supplier": line.supplier, "service": line.service, "account": line.account});
        let moved = json!({
            "receipt": moved.receipt, "line": moved.n, "kopecks": moved.from.amount, "from": of(&moved.from),
            "to": of(&moved.to),
        });
        return output::json(&output::recorded(outcome, moved));
    }
    let id = if outcome.repeated { "cli-moved-already" } else { "cli-moved" };
    let account = |line: &Line| text(format!("{}:{}", line.supplier, line.account));
    let words = vec![
        ("receipt", text(moved.receipt)),
        ("n", text(moved.n)),
        ("sum", Word::Money(moved.from.amount)),
        ("from", account(&moved.from)),
        ("to", account(&moved.to)),
    ];
    context.say(&(id, words))
}
