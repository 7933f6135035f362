//! `okno cash in`, `okno cash out`: cash that comes and goes for a reason.

use serde_json::json;

use crate::cli::act::{self, Acting};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::values::{self, Amount};
use crate::desk::{Desk, Outcome};
use crate::domain::cash::Direction;
use crate::domain::message::text;
use crate::domain::{Action, CashNumber, Event, Message, Money, ReasonCode, Word};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct In {
    /// Why, by a code of 'okno cash reasons'
    #[arg(long)]
    reason: ReasonCode,
    #[command(flatten)]
    amount: Amount,
    /// In your words
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    comment: String,
    #[command(flatten)]
    acting: Acting,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Out {
    /// Why, by a code of 'okno cash reasons'
    #[arg(long)]
    reason: ReasonCode,
    #[command(flatten)]
    amount: Amount,
    /// The serial number of a note, where each is taken down
    #[arg(long = "serial", value_name = "NUMBER")]
    serials: Vec<String>,
    /// In your words
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    comment: String,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn bring(context: &Context, args: In) -> Result<(), CliError> {
    let In { reason, amount, comment, acting } = args;
    let action = Action::CashIn { reason, cash: amount.read()?, comment };
    act::record(context, "cash in", &acting.names(), acting.id, action, |desk, outcome| {
        let Event::CashIn(cash) = &outcome.event else { return Ok(()) };
        if context.json() {
            let cash = json!({
                "number": cash.number, "reason": cash.reason, "kopecks": cash.amount, "notes": cash.notes,
                "comment": cash.comment, "user": cash.user, "approved_by": outcome.event.approved_by(),
                "drawer_kopecks": desk.shift().drawer,
            });
            return output::json(&output::recorded(outcome, cash));
        }
        let ids = ("cli-cash-in", "cli-cash-in-already");
        context.say(&said(context, (desk, outcome), ids, cash.number, (&cash.reason, Direction::In), cash.amount))?;
        values::note_limit(context, desk)
    })
}

pub(super) fn take(context: &Context, args: Out) -> Result<(), CliError> {
    let Out { reason, amount, serials, comment, acting } = args;
    let action = Action::CashOut { reason, cash: amount.read()?, serials, comment };
    act::record(context, "cash out", &acting.names(), acting.id, action, |desk, outcome| {
        let Event::CashOut(cash) = &outcome.event else { return Ok(()) };
        if context.json() {
            let cash = json!({
                "number": cash.number, "reason": cash.reason, "kopecks": cash.amount, "notes": cash.notes,
                "serials": cash.serials, "comment": cash.comment, "user": cash.user,
                "approved_by": outcome.event.approved_by(), "drawer_kopecks": desk.shift().drawer,
            });
            return output::json(&output::recorded(outcome, cash));
        }
        let ids = ("cli-cash-out", "cli-cash-out-already");
        context.say(&said(context, (desk, outcome), ids, cash.number, (&cash.reason, Direction::Out), cash.amount))
    })
}

/// What a person is told; `ids` are those of the first time and of another try.
fn said(
    context: &Context,
    (desk, outcome): (&Desk, &Outcome),
    ids: (&'static str, &'static str),
    number: CashNumber,
    (code, direction): (&ReasonCode, Direction),
    amount: Money,
) -> Message {
    let known = desk.cash().reason(code, direction);
    let reason = values::named(context.lang(), known.map(|reason| &reason.name), code.as_str());
    let words = vec![
        ("number", text(number)),
        ("reason", Word::Text(reason)),
        ("sum", Word::Money(amount)),
        ("drawer", Word::Money(desk.shift().drawer)),
    ];
    (if outcome.repeated { ids.1 } else { ids.0 }, words)
}
