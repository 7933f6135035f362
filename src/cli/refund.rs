//! `okno refund`: give money back for an earlier shift's payment, print the act.

use serde_json::json;

use super::act::{self, Acting};
use super::context::Context;
use super::error::CliError;
use super::{output, values};
use crate::desk::Outcome;
use crate::domain::command::RefundInput;
use crate::domain::event::{PaymentRefunded, RefundedLine};
use crate::domain::message::text;
use crate::domain::{Action, Event, Message, Money, ReceiptName, Tendered, Word};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The receipt of the payment, as printed: EPOCH-SHIFT-N, or OFFICE/DESK:EPOCH-SHIFT-N
    receipt: ReceiptName,
    /// What is given back: the line's number on the receipt, with :SUM for a part of it; all that remains where no line
    /// is named
    #[arg(long = "line", value_name = "N[:SUM]")]
    lines: Vec<String>,
    #[command(flatten)]
    acting: Acting,
    /// Why
    #[arg(long)]
    reason: String,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let Args { receipt, lines, acting, reason } = args;
    let receipt = values::receipt(context, receipt)?;
    let lines = lines.iter().map(|line| parse_line(line)).collect::<Result<_, _>>()?;
    let action = Action::RefundPayment { receipt, lines, reason };
    act::record(context, "refund", &acting.names(), acting.id, action, |_, outcome| {
        let Event::PaymentRefunded(refund) = &outcome.event else { return Ok(()) };
        answer(context, outcome, refund)
    })
}

fn parse_line(value: &str) -> Result<RefundInput, CliError> {
    let bad = |reason: Message| CliError::bad_value("--line", value, reason);
    let (n, amount) = match value.split_once(':') {
        Some((n, amount)) => (n, Some(amount)),
        None => (value, None),
    };
    Ok(RefundInput {
        n: n.parse().map_err(|_| bad(("cli-refund-line-form", vec![])))?,
        amount: amount.map(Money::parse).transpose().map_err(|error| bad(error.message()))?,
    })
}

fn answer(context: &Context, outcome: &Outcome, refund: &PaymentRefunded) -> Result<(), CliError> {
    let (total, cash) = (refund.total(), refund.cash());
    if context.json() {
        let line = |RefundedLine { n, line }: &RefundedLine| {
            json!({"n": n, "supplier": line.supplier, "service": line.service, "account": line.account,
                "kopecks": line.amount, "fee_kopecks": line.fee})
        };
        let tender =
            |tender: &Tendered| json!({"kind": tender.kind, "kopecks": tender.amount, "reference": tender.reference});
        let refund = json!({
            "receipt": refund.receipt, "total_kopecks": total, "cash_kopecks": cash,
            "lines": refund.lines.iter().map(line).collect::<Vec<_>>(),
            "tenders": refund.tenders.iter().map(tender).collect::<Vec<_>>(),
        });
        return output::json(&output::recorded(outcome, refund));
    }
    let receipt = ("receipt", text(refund.receipt));
    let total_word = ("total", Word::Money(total));
    context.say(&match (outcome.repeated, cash) {
        (true, _) => ("cli-refunded-already", vec![receipt, total_word]),
        (false, cash) if cash.is_zero() => ("cli-refunded-no-cash", vec![receipt, total_word]),
        (false, cash) if cash == total => ("cli-refunded", vec![receipt, ("cash", Word::Money(cash))]),
        (false, cash) => ("cli-refunded-partly-cash", vec![receipt, total_word, ("cash", Word::Money(cash))]),
    })
}
