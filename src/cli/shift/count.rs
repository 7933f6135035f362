//! `okno shift count`: a count of the drawer, before the close or at any time.

use serde_json::json;

use crate::cli::act::Acting;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::values::{self, Counting};
use crate::desk::Outcome;
use crate::domain::event::CashCounted;
use crate::domain::policy::Drawer;
use crate::domain::{Action, Catalogue, Event, Refusal, Word};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    counting: Counting,
    /// The slips of a tender other than cash: their number and their sum
    #[arg(long = "card", value_name = "KIND:SLIPS:SUM")]
    cards: Vec<String>,
    /// Don't say what should be there
    #[arg(long)]
    blind: bool,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let Args { counting, cards, blind, acting } = args;
    let drawer = context.settings()?.cash.drawer;
    if drawer == Drawer::Shared {
        return Err(Refusal::SharedDrawer.into());
    }
    let counted = counting.read(drawer)?;
    let cards = cards.iter().map(|card| values::card(card)).collect::<Result<_, _>>()?;
    let (mut desk, people) = context.desk_for("shift count", &acting.names())?;
    let blind = blind || super::counts_blind(context, &people)?;
    let outcome = desk.execute(&people.command(acting.id, Action::CountCash { counted, cards, blind }))?;
    let Event::CashCounted(count) = &outcome.event else { return Ok(()) };
    answer(context, desk.catalogue(), &outcome, count)
}

fn answer(context: &Context, catalogue: &Catalogue, outcome: &Outcome, count: &CashCounted) -> Result<(), CliError> {
    let expected = (!count.blind).then_some(count.expected);
    let difference = expected.map(|expected| count.counted.saturating_minus(expected));
    if context.json() {
        let mut cards = super::cards(&count.cards);
        if count.blind {
            cards.as_array_mut().into_iter().flatten().for_each(|card| card["expected_kopecks"] = json!(null));
        }
        let count = json!({
            "shift": count.shift, "user": count.user, "counted_kopecks": count.counted,
            "expected_kopecks": expected, "difference_kopecks": difference, "notes": count.notes, "cards": cards,
            "blind": count.blind,
        });
        return output::json(&output::recorded(outcome, count));
    }
    let counted = ("counted", Word::Money(count.counted));
    let Some((expected, difference)) = expected.zip(difference) else {
        return context.say(&("cli-counted-blind", vec![counted]));
    };
    context.say(&("cli-counted", vec![counted, ("expected", Word::Money(expected))]))?;
    super::say_difference(context, difference)?;
    super::report::say_cards(context, catalogue, &count.cards)
}
