//! `okno retender`: put a payment of the open shift on the right tender, print the act.

use serde_json::json;

use super::act::{self, Acting};
use super::context::Context;
use super::error::CliError;
use super::{output, values};
use crate::desk::Outcome;
use crate::domain::event::PaymentRetendered;
use crate::domain::message::text;
use crate::domain::{Action, Catalogue, Event, ReceiptName, TenderKind, Word};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The receipt of the payment, as printed: EPOCH-SHIFT-N, or OFFICE/DESK:EPOCH-SHIFT-N
    receipt: ReceiptName,
    /// The right tender: cash, or card:REF and sbp:REF with the slip's number
    #[arg(long, value_name = "KIND[:REF]")]
    to: String,
    /// The wrong one, where the payment has several
    #[arg(long, value_name = "KIND")]
    from: Option<TenderKind>,
    #[command(flatten)]
    acting: Acting,
    /// Why
    #[arg(long)]
    reason: String,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let Args { receipt, to, from, acting, reason } = args;
    let receipt = values::receipt(context, receipt)?;
    let (kind, reference) = to.split_once(':').unwrap_or((&to, ""));
    let kind = TenderKind::new(kind).map_err(|error| CliError::bad_value("--to", &to, error.message()))?;
    let action = Action::Retender { receipt, from, to: kind, reference: reference.to_owned(), reason };
    act::record(context, "retender", &acting.names(), acting.id, action, |desk, outcome| {
        let Event::PaymentRetendered(retendered) = &outcome.event else { return Ok(()) };
        answer(context, desk.catalogue(), outcome, retendered)
    })
}

fn answer(
    context: &Context,
    catalogue: &Catalogue,
    outcome: &Outcome,
    retendered: &PaymentRetendered,
) -> Result<(), CliError> {
    let PaymentRetendered { receipt, from, to, .. } = retendered;
    if context.json() {
        let retendered = json!({
            "receipt": receipt, "kopecks": to.amount, "from": from.kind, "to": to.kind, "reference": to.reference,
        });
        return output::json(&output::recorded(outcome, retendered));
    }
    let id = if outcome.repeated { "cli-retendered-already" } else { "cli-retendered" };
    let named = |kind: &TenderKind| {
        text(values::named(context.lang(), catalogue.tender(kind).map(|tender| &tender.name), kind.as_str()))
    };
    let words = vec![
        ("receipt", text(receipt)),
        ("sum", Word::Money(to.amount)),
        ("from", named(&from.kind)),
        ("to", named(&to.kind)),
    ];
    context.say(&(id, words))
}
