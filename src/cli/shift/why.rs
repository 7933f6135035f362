//! `okno shift why`: what a difference may come from.

use serde_json::{Value, json};

use crate::cli::context::{self, Context};
use crate::cli::error::{CliError, Kind};
use crate::cli::output;
use crate::cli::values::{self, Counting};
use crate::domain::command::CardInput;
use crate::domain::custody::Custody;
use crate::domain::difference::{self, Cause, Found};
use crate::domain::event::CardCount;
use crate::domain::message::text;
use crate::domain::{Catalogue, Count, DeskId, Message, Money, Refusal, Word};
use crate::journal::Journal;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The Z-report whose difference is meant; where neither it nor a count is given, the last count of the shift in
    /// progress
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["counted", "count", "cards"])]
    z: Option<u32>,
    #[command(flatten)]
    counting: Counting,
    /// The slips of a tender other than cash: their number and their sum
    #[arg(long = "card", value_name = "KIND:SLIPS:SUM")]
    cards: Vec<String>,
}

/// A difference that was found, with what was counted.
struct Difference {
    sum: Money,
    cards: Vec<CardCount>,
    notes: Option<Count>,
    custody: Custody,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let view = context.view()?;
    let journal = view.journal();
    let found = match args.z {
        Some(z) => {
            let (_, closed) = super::report::z_report(journal, Some(z))?;
            let custody = journal.custody(closed.shift)?.ok_or(Refusal::NoShift)?;
            let sum = closed.counted.saturating_minus(closed.expected);
            Difference { sum, cards: closed.cards, notes: closed.notes, custody }
        }
        None if args.counting.is_given() || !args.cards.is_empty() => of_count(context, journal, args)?,
        None => {
            let shift = journal.shift()?;
            let open = shift.open.as_ref().ok_or(Refusal::NoShift)?;
            let not_counted = || CliError::new(Kind::Refused, ("cli-not-counted", vec![]));
            let count = open.count.clone().ok_or_else(not_counted)?;
            let custody = journal.custody(open.number)?.ok_or_else(not_counted)?;
            Difference { sum: open.found(), cards: count.cards, notes: count.notes, custody }
        }
    };
    answer(context, &context.catalogue(&view)?, journal.desk(), &found)
}

/// What is counted now, without a record of it.
fn of_count(context: &Context, journal: &Journal, args: Args) -> Result<Difference, CliError> {
    let counted = args.counting.read(context.settings()?.cash.drawer)?;
    let shift = journal.shift()?;
    let open = shift.open.as_ref().ok_or(Refusal::NoShift)?;
    // A count that is not recorded would be changed until it is right.
    if super::is_hidden(context, &shift)? {
        return Err(CliError::new(Kind::Refused, ("cli-blind", vec![])));
    }
    let card = |value: &String| {
        let CardInput { kind, slips, sum } = values::card(value)?;
        let expected = open.totals.tender(&kind);
        Ok::<_, CliError>(CardCount { kind, slips, counted: sum, expected })
    };
    let cards = args.cards.iter().map(card).collect::<Result<_, _>>()?;
    let custody = journal.custody(open.number)?.ok_or(Refusal::NoShift)?;
    Ok(Difference { sum: counted.sum.saturating_minus(shift.drawer), cards, notes: counted.notes, custody })
}

fn answer(context: &Context, catalogue: &Catalogue, desk: &DeskId, found: &Difference) -> Result<(), CliError> {
    let cash = context::cash_data()?;
    let asked = Found {
        difference: found.sum,
        cards: &found.cards,
        notes: found.notes.as_ref(),
        denominations: &cash.denominations,
    };
    let causes = difference::causes(desk, &found.custody.events, &asked);
    let worded = |message: Message| context.named(catalogue, &message);
    if context.json() {
        let causes: Vec<Value> = causes.iter().map(|cause| fields(&worded, cause)).collect();
        return output::json(&json!({"difference_kopecks": found.sum, "causes": causes}));
    }
    super::say_difference(context, found.sum)?;
    if causes.is_empty() {
        let id = if found.sum.is_zero() { "cli-why-agrees" } else { "custody-why-nothing" };
        return context.say(&(id, vec![]));
    }
    for (n, cause) in (1i64..).zip(&causes) {
        let words = vec![("n", Word::Number(n)), ("cause", text(worded(cause.message())))];
        context.say(&("cli-why-cause", words))?;
        for evidence in &cause.evidence {
            context.say(&("cli-why-detail", vec![("detail", text(worded(evidence.message())))]))?;
        }
        for mend in &cause.mend {
            context.say(&("cli-why-mend", vec![("mend", text(worded(mend.message())))]))?;
        }
    }
    Ok(())
}

fn fields(worded: &dyn Fn(Message) -> String, cause: &Cause) -> Value {
    json!({
        "cause": cause.message().0, "text": worded(cause.message()), "score": cause.score,
        "receipt": cause.receipt(), "entry": cause.entry,
        "evidence": cause.evidence.iter().map(|evidence| worded(evidence.message())).collect::<Vec<_>>(),
        "mend": cause.mend.iter().map(|mend| worded(mend.message())).collect::<Vec<_>>(),
    })
}
