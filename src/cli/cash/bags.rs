//! `okno cash drop`, `okno cash give`: cash sealed into bags, and bags that go to the bank.

use serde_json::{Value, json};

use crate::cli::act::{self, Acting};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::values::{self, Amount};
use crate::desk::{Desk, Outcome};
use crate::domain::event::{CashDropped, GivenBag};
use crate::domain::message::{list, text};
use crate::domain::{AccountCode, Action, Event, Money, Seal, Word};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Drop {
    /// The number on the bag's seal
    #[arg(long, value_name = "NUMBER")]
    seal: Seal,
    /// The bank account that it is for, by a code of 'okno cash reasons'
    #[arg(long)]
    account: AccountCode,
    #[command(flatten)]
    amount: Amount,
    #[command(flatten)]
    acting: Acting,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Give {
    /// The number on a bag's seal; once for each bag
    #[arg(long = "seal", value_name = "NUMBER", required = true)]
    seals: Vec<Seal>,
    /// The collector's name and document
    #[arg(long, value_name = "TEXT")]
    collector: String,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn drop_cash(context: &Context, args: Drop) -> Result<(), CliError> {
    let Drop { seal, account, amount, acting } = args;
    let action = Action::DropCash { seal, account, cash: amount.read()? };
    act::record(context, "cash drop", &acting.names(), acting.id, action, |desk, outcome| {
        let Event::CashDropped(bag) = &outcome.event else { return Ok(()) };
        if context.json() {
            let mut fields = fields(bag);
            output::merge(&mut fields, json!({"drawer_kopecks": desk.shift().drawer}));
            return output::json(&output::recorded(outcome, fields));
        }
        say_dropped(context, desk, outcome, bag)
    })
}

/// A bag for programs.
pub(in crate::cli) fn fields(bag: &CashDropped) -> Value {
    json!({
        "seal": bag.seal, "account": bag.account, "kopecks": bag.amount, "notes": bag.notes, "number": bag.number,
        "user": bag.user,
    })
}

/// A bag for people.
pub(in crate::cli) fn say_dropped(
    context: &Context,
    desk: &Desk,
    outcome: &Outcome,
    bag: &CashDropped,
) -> Result<(), CliError> {
    let known = desk.cash().account(&bag.account);
    let account = values::named(context.lang(), known.map(|known| &known.name), bag.account.as_str());
    let id = if outcome.repeated { "cli-dropped-already" } else { "cli-dropped" };
    let words = vec![("seal", text(&bag.seal)), ("sum", Word::Money(bag.amount)), ("account", Word::Text(account))];
    context.say(&(id, words))
}

pub(super) fn give(context: &Context, args: Give) -> Result<(), CliError> {
    let Give { seals, collector, acting } = args;
    let action = Action::GiveBags { seals, collector };
    act::record(context, "cash give", &acting.names(), acting.id, action, |_, outcome| {
        let Event::BagGiven(given) = &outcome.event else { return Ok(()) };
        let total = given.bags.iter().fold(Money::ZERO, |sum, bag| sum.saturating_plus(bag.amount));
        if context.json() {
            let bag = |bag: &GivenBag| json!({"seal": bag.seal, "account": bag.account, "kopecks": bag.amount});
            let given = json!({
                "number": given.number, "bags": given.bags.iter().map(bag).collect::<Vec<_>>(),
                "total_kopecks": total, "collector": given.collector, "user": given.user,
            });
            return output::json(&output::recorded(outcome, given));
        }
        let id = if outcome.repeated { "cli-given-already" } else { "cli-given" };
        let seals: Vec<&Seal> = given.bags.iter().map(|bag| &bag.seal).collect();
        context.say(&(id, vec![("seals", list(&seals)), ("sum", Word::Money(total))]))
    })
}
