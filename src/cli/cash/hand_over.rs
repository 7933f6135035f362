//! `okno cash hand-over`, `okno cash accept`: cash on its way between desks.

use serde_json::{Value, json};

use crate::cli::act::{self, Acting};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Kind};
use crate::cli::output;
use crate::cli::values::{self, Amount};
use crate::desk::{Desk, Outcome};
use crate::domain::cash::TransitError;
use crate::domain::event::{CashAccepted, CashHandedOver};
use crate::domain::message::text;
use crate::domain::{Action, Event, TransitCode, Word};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct HandOver {
    /// The receiver's desk; DESK alone is one of this office
    #[arg(long, value_name = "OFFICE/DESK")]
    to: String,
    #[command(flatten)]
    amount: Amount,
    /// The receiver, who has counted it here; the PIN comes from OKNO_WITNESS_PIN or a prompt
    #[arg(long, value_name = "USER")]
    receiver: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Accept {
    /// The giver's code, for example 664003/2-118.3-5000-42; within an office without the office
    code: String,
    #[command(flatten)]
    amount: Amount,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn give(context: &Context, args: HandOver) -> Result<(), CliError> {
    let HandOver { to, amount, receiver, acting } = args;
    let action = Action::HandOver { to: values::desk(context, "--to", &to)?, cash: amount.read()? };
    let names = acting.names().with("--receiver", receiver.as_deref());
    act::record(context, "cash hand-over", &names, acting.id, action, |desk, outcome| {
        let Event::CashHandedOver(given) = &outcome.event else { return Ok(()) };
        if context.json() {
            let mut fields = fields(given);
            output::merge(&mut fields, json!({"drawer_kopecks": desk.shift().drawer}));
            return output::json(&output::recorded(outcome, fields));
        }
        say_given(context, outcome, given)
    })
}

/// A hand-over for programs.
pub(in crate::cli) fn fields(given: &CashHandedOver) -> Value {
    json!({
        "code": given.code, "to": given.to, "kopecks": given.amount, "notes": given.notes,
        "number": given.code.number, "user": given.user, "received_by": given.received_by,
    })
}

/// A hand-over for people.
pub(in crate::cli) fn say_given(context: &Context, outcome: &Outcome, given: &CashHandedOver) -> Result<(), CliError> {
    let words = || vec![("to", text(&given.to)), ("sum", Word::Money(given.amount)), ("code", text(&given.code))];
    if outcome.repeated {
        return context.say(&("cli-handed-over-already", words()));
    }
    context.say(&("cli-handed-over", words()))?;
    context.say(&("cli-transit-code", vec![("code", text(&given.code))]))?;
    match &given.received_by {
        Some(receiver) => context.say(&("cli-received-by", vec![("user", text(receiver))])),
        None => Ok(()),
    }
}

pub(super) fn accept(context: &Context, args: Accept) -> Result<(), CliError> {
    let Accept { code, amount, acting } = args;
    let code = TransitCode::read(&code, &context.desk_id()?).map_err(|error| match &error {
        TransitError::Malformed(_) => CliError::bad_value("CODE", &code, error.message()),
        TransitError::Check { .. } => CliError::new(Kind::Refused, error.message()),
    })?;
    let action = Action::AcceptCash { code, cash: amount.read()? };
    act::record(context, "cash accept", &acting.names(), acting.id, action, |desk, outcome| {
        let Event::CashAccepted(taken) = &outcome.event else { return Ok(()) };
        say_taken(context, desk, outcome, taken)
    })
}

fn say_taken(context: &Context, desk: &Desk, outcome: &Outcome, taken: &CashAccepted) -> Result<(), CliError> {
    let missing = taken.given.saturating_minus(taken.amount);
    if context.json() {
        let taken = json!({
            "code": taken.code, "from": taken.code.from, "given_kopecks": taken.given, "kopecks": taken.amount,
            "missing_kopecks": missing, "notes": taken.notes, "number": taken.number, "user": taken.user,
            "drawer_kopecks": desk.shift().drawer,
        });
        return output::json(&output::recorded(outcome, taken));
    }
    let id = if outcome.repeated { "cli-accepted-already" } else { "cli-accepted" };
    let from = || ("from", text(&taken.code.from));
    context.say(&(id, vec![from(), ("sum", Word::Money(taken.amount)), ("number", text(taken.number))]))?;
    if missing.is_positive() {
        let words = vec![("given", Word::Money(taken.given)), ("missing", Word::Money(missing)), from()];
        context.say(&("cli-accepted-less", words))?;
    }
    values::note_limit(context, desk)
}
