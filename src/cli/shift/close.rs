//! `okno shift close`: the count, where the money goes, and the Z-report: all of it or nothing.

use serde_json::{Value, json};

use super::report::{self, Names};
use crate::cli::act::{Acting, People};
use crate::cli::context::{self, Context};
use crate::cli::error::{CliError, Kind};
use crate::cli::values::{self, Counting};
use crate::cli::{cash, output, print};
use crate::desk::{Desk, Outcome};
use crate::domain::command::CardInput;
use crate::domain::event::ShiftClosed;
use crate::domain::message::text;
use crate::domain::policy::Drawer;
use crate::domain::{
    AccountCode, Action, Command, Counted, DeskId, EntryId, Event, Message, Money, ReasonCode, Refusal, Seal, Word,
};

/// Why a shared drawer's cash goes out.
const OFFICE_CASH: &str = "office-cash";

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    counting: Counting,
    /// The slips of a tender other than cash: their number and their sum
    #[arg(long = "card", value_name = "KIND:SLIPS:SUM")]
    cards: Vec<String>,
    /// Why more or less was counted than expected
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
    /// What goes to the vault: a sum, a count such as 5000x1,100x4, or all that no bag takes
    #[arg(long, value_name = "OFFICE/DESK[:SUM]")]
    to_vault: Option<String>,
    /// What goes into a sealed bag for a bank account: a sum or a count
    #[arg(long = "bag", value_name = "SEAL:ACCOUNT:SUM")]
    bags: Vec<String>,
    /// The second person, who receives what goes to the vault or counts an absent cashier's drawer; the PIN comes from
    /// OKNO_WITNESS_PIN or a prompt
    #[arg(long, value_name = "USER")]
    witness: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// What leaves the drawer before the shift ends.
struct Leaving {
    to_vault: Option<(DeskId, Option<Counted>)>,
    bags: Vec<(Seal, AccountCode, Counted)>,
}

/// What a close comes to, as a person asks for it.
struct Close {
    id: EntryId,
    counted: Counted,
    cards: Vec<CardInput>,
    reason: String,
    leaving: Leaving,
    blind: bool,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), CliError> {
    let drawer = context.settings()?.cash.drawer;
    let mut close = Close {
        id: args.acting.id.unwrap_or_else(context::new_id),
        counted: args.counting.read(drawer)?,
        cards: args.cards.iter().map(|card| values::card(card)).collect::<Result<_, _>>()?,
        reason: args.reason,
        leaving: Leaving {
            to_vault: args.to_vault.map(|value| parse_vault(context, &value)).transpose()?,
            bags: args.bags.iter().map(|bag| parse_bag(bag)).collect::<Result<_, _>>()?,
        },
        blind: false,
    };
    let names = args.acting.names().with("--witness", args.witness.as_deref());
    let (mut desk, people) = context.desk_for("shift close", &names)?;
    close.blind = super::counts_blind(context, &people)?;
    let commands = close.commands(&desk, &people)?;
    let outcomes = desk.execute_all(&commands)?;
    // All of it is recorded: whatever becomes of the answer, its papers are printed.
    let answered = answer(context, &desk, &outcomes);
    for outcome in &outcomes {
        print::print_queued(context, &mut desk, outcome.entry.seq)?;
    }
    answered
}

fn parse_vault(context: &Context, value: &str) -> Result<(DeskId, Option<Counted>), CliError> {
    let (name, cash) = match value.split_once(':') {
        Some((name, cash)) => (name, Some(cash)),
        None => (value, None),
    };
    let bad = |reason: Message| CliError::bad_value("--to-vault", value, reason);
    Ok((values::desk(context, "--to-vault", name)?, cash.map(values::cash).transpose().map_err(bad)?))
}

fn parse_bag(value: &str) -> Result<(Seal, AccountCode, Counted), CliError> {
    let bad = |reason: Message| CliError::bad_value("--bag", value, reason);
    let parts: Vec<&str> = value.split(':').collect();
    let [seal, account, cash] = parts[..] else { return Err(bad(("cli-bag-form", vec![]))) };
    Ok((
        seal.parse().map_err(|error: crate::domain::SealError| bad(error.message()))?,
        AccountCode::new(account).map_err(|error| bad(error.message()))?,
        values::cash(cash).map_err(bad)?,
    ))
}

impl Close {
    /// The commands in their order. Those that the close brings along have ids that follow from its own, so that a
    /// close that was cut off is tried again whole. One that is recorded to its end asks for nothing that is not.
    fn commands(self, desk: &Desk, people: &People) -> Result<Vec<Command>, CliError> {
        let done = desk.journal().entry_of(self.id)?.is_some();
        let id = self.id;
        let mut commands = vec![];
        for (step, action) in self.steps(desk, people, done)? {
            let id = step.map_or(id, |step| id.along(&step));
            if !done || desk.journal().entry_of(id)?.is_some() {
                commands.push(people.command(Some(id), action));
            }
        }
        Ok(commands)
    }

    /// Each step's name and what it asks for; the close itself has no name and comes last. `done` where it is recorded.
    fn steps(self, desk: &Desk, people: &People, done: bool) -> Result<Vec<(Option<String>, Action)>, CliError> {
        let Close { id, counted, cards, reason, leaving, blind } = self;
        let shared = desk.policy().drawer == Drawer::Shared;
        let mut steps = vec![];
        let mut rest = counted.clone();
        if shared {
            // Once the shift is closed, what the drawer has is another's.
            let drawer = if done { Money::ZERO } else { desk.shift().drawer };
            rest = taken_before(desk, id, &leaving)?.saturating_plus(drawer).max(Money::ZERO).into();
        } else if !leaving.is_empty() {
            let action = Action::CountCash { counted, cards: cards.clone(), blind };
            steps.push((Some("count".to_owned()), action));
        }
        for (seal, account, cash) in leaving.bags {
            rest = less(&rest, &cash)?;
            steps.push((Some(bag_step(&seal)), Action::DropCash { seal, account, cash }));
        }
        if let Some((to, cash)) = leaving.to_vault {
            let cash = cash.unwrap_or_else(|| rest.clone());
            rest = less(&rest, &cash)?;
            steps.push((Some("hand-over".to_owned()), Action::HandOver { to, cash }));
        }
        let is_own = done || desk.shift().open.as_ref().is_none_or(|open| open.cashier == people.by.user);
        if shared && is_own && rest.sum.is_positive() {
            let code = ReasonCode::new(OFFICE_CASH)
                .map_err(|error| CliError::bad_value("cash.toml", OFFICE_CASH, error.message()))?;
            let (cash, serials, comment) = (std::mem::take(&mut rest), vec![], String::new());
            steps.push((Some(OFFICE_CASH.to_owned()), Action::CashOut { reason: code, cash, serials, comment }));
        }
        let counted = if shared { Counted::default() } else { rest };
        steps.push((None, Action::CloseShift { counted, cards, reason }));
        Ok(steps)
    }
}

impl Leaving {
    fn is_empty(&self) -> bool {
        self.to_vault.is_none() && self.bags.is_empty()
    }
}

fn bag_step(seal: &Seal) -> String {
    format!("bag {seal}")
}

/// What remains of cash after a part of it left: by denominations as long as both are known that way.
fn less(rest: &Counted, part: &Counted) -> Result<Counted, CliError> {
    let short = || Refusal::DrawerShort { due: part.sum, drawer: rest.sum };
    if let (Some(notes), Some(part_notes)) = (&rest.notes, &part.notes) {
        let missing = || {
            let rest = if notes.is_empty() { "0".to_owned() } else { notes.to_string() };
            let words = vec![("part", text(part_notes)), ("rest", Word::Text(rest))];
            CliError::new(Kind::Refused, ("cli-not-in-count", words))
        };
        return Ok(notes.minus(part_notes).ok_or_else(missing)?.into());
    }
    let left = rest.sum.minus(part.sum).filter(|left| *left >= Money::ZERO).ok_or_else(short)?;
    // By denominations again where nothing is left, which is the same in any.
    Ok(Counted { sum: left, notes: left.is_zero().then(Default::default).filter(|_| rest.notes.is_some()) })
}

/// What the steps of this close took out of the drawer before, if it was cut off or is tried again.
fn taken_before(desk: &Desk, id: EntryId, leaving: &Leaving) -> Result<Money, CliError> {
    let bags = leaving.bags.iter().map(|(seal, ..)| bag_step(seal));
    let mut taken = Money::ZERO;
    for step in bags.chain(["hand-over", OFFICE_CASH].map(str::to_owned)) {
        let Some(entry) = desk.journal().entry_of(id.along(&step))? else { continue };
        if let Some((_, event)) = desk.journal().event(entry.seq)? {
            taken = taken.saturating_plus(left_by(&event));
        }
    }
    Ok(taken)
}

/// What an event of a close took out of the drawer.
fn left_by(event: &Event) -> Money {
    match event {
        Event::CashDropped(bag) => bag.amount,
        Event::CashHandedOver(given) => given.amount,
        Event::CashOut(cash) => cash.amount,
        _ => Money::ZERO,
    }
}

fn answer(context: &Context, desk: &Desk, outcomes: &[Outcome]) -> Result<(), CliError> {
    let Some((outcome, before)) = outcomes.split_last() else { return Ok(()) };
    let Event::ShiftClosed(closed) = &outcome.event else { return Ok(()) };
    let totals = desk.journal().shift_at(outcome.entry.seq)?.closed.map(|shift| shift.totals).unwrap_or_default();
    let left = before.iter().map(|outcome| left_by(&outcome.event)).fold(Money::ZERO, Money::saturating_plus);
    // Of the whole drawer as it was counted; the Z-report has what stayed in it.
    let (expected, counted) = (closed.expected.saturating_plus(left), closed.counted.saturating_plus(left));
    if context.json() {
        let mut report = report::fields(&totals, desk.catalogue());
        output::merge(&mut report, report::z_fields(&outcome.entry, closed));
        output::merge(&mut report, gone(before));
        output::merge(&mut report, json!({"expected_kopecks": expected, "counted_kopecks": counted}));
        return output::json(&output::recorded(outcome, report));
    }
    report::say(context, &Names { catalogue: desk.catalogue(), cash: desk.cash() }, &totals)?;
    for outcome in before {
        match &outcome.event {
            Event::CashDropped(bag) => cash::bags::say_dropped(context, desk, outcome, bag)?,
            Event::CashHandedOver(given) => cash::hand_over::say_given(context, outcome, given)?,
            Event::CashOut(out) => context.say(&("cli-office-cash", vec![("sum", Word::Money(out.amount))]))?,
            _ => {}
        }
    }
    report::say_z(context, desk.catalogue(), closed, expected, counted)?;
    say_rest(context, outcome, closed, !before.is_empty())
}

/// What left the drawer with the close, for programs.
fn gone(before: &[Outcome]) -> Value {
    let mut gone = json!({"handed_over": null, "dropped": [], "office_cash_kopecks": 0});
    for outcome in before {
        match &outcome.event {
            Event::CashHandedOver(given) => gone["handed_over"] = cash::hand_over::fields(given),
            Event::CashDropped(bag) => {
                gone["dropped"].as_array_mut().into_iter().for_each(|bags| bags.push(cash::bags::fields(bag)));
            }
            Event::CashOut(out) => gone["office_cash_kopecks"] = json!(out.amount),
            _ => {}
        }
    }
    gone
}

fn say_rest(context: &Context, outcome: &Outcome, closed: &ShiftClosed, some_left: bool) -> Result<(), CliError> {
    if some_left {
        context.say(&("cli-shift-left", vec![("left", Word::Money(closed.counted))]))?;
    }
    match outcome.repeated {
        true => context.say(&("cli-shift-closed-already", vec![("z", text(closed.z))])),
        false => Ok(()),
    }
}
