//! `okno print work`: what is to be printed, once or as it comes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::super::context::Context;
use super::super::error::{CliError, Kind};
use super::super::output;
use super::{find, print_one, settle, setup};
use crate::desk::{Desk, DeskError};
use crate::domain::Message;
use crate::domain::message::list;
use crate::journal::{DocumentState, JournalError};
use crate::print::Mark;
use crate::settings::Printer;

/// How often is looked whether there is something to print.
const LOOK: Duration = Duration::from_millis(500);
/// How many looks pass until a printer that did not print is tried again.
const PATIENCE: u32 = 6;

/// What a look at the queue came to.
#[derive(Debug, Default)]
struct Round {
    printed: Vec<String>,
    faults: Vec<Message>,
}

impl Round {
    fn outcome(&self) -> &'static str {
        match self.faults.first() {
            None => "done",
            Some(("print-unknown", _)) => "unknown",
            Some(_) => "failed",
        }
    }

    fn say_in_json(&self) -> Result<(), CliError> {
        output::json(&json!({"printed": self.printed, "outcome": self.outcome()}))
    }
}

/// Prints what is queued until a paper does not come out, and ends with what became of it.
pub(super) fn once(context: &Context, choice: &setup::Choice) -> Result<(), CliError> {
    let printer = choice.over(&context.settings()?.printer)?;
    let round = print(context, &mut context.desk("print work")?, &printer)?;
    if context.json() {
        round.say_in_json()?;
    } else if !round.printed.is_empty() {
        context.say(&("cli-printed", vec![("documents", list(&round.printed))]))?;
    } else if round.faults.is_empty() {
        context.say(&("cli-nothing-queued", vec![]))?;
    }
    if round.faults.is_empty() { Ok(()) } else { Err(CliError::faults(Kind::Refused, round.faults)) }
}

/// Prints whatever is queued, as it comes, until it is interrupted. The desk is held only while a paper comes out; one
/// that a till holds prints by itself, and is looked at again later.
pub(super) fn on_and_on(context: &Context, choice: &setup::Choice) -> Result<(), CliError> {
    let printer = choice.over(&context.settings()?.printer)?;
    let ended = interrupted()?;
    if !context.json() {
        context.say(&("cli-print-waits", vec![]))?;
    }
    let (mut said, mut looks_off) = (vec![], 0);
    while !ended.load(Ordering::SeqCst) {
        if looks_off > 0 {
            looks_off -= 1;
        } else if is_wanted(context)? {
            let round = held(context, &printer)?;
            looks_off = if round.faults.is_empty() { 0 } else { PATIENCE };
            say(context, &round, &said)?;
            said = round.faults;
        }
        thread::sleep(LOOK);
    }
    Ok(())
}

/// Says what came out, and what is wrong where that was not said just before.
fn say(context: &Context, round: &Round, said: &[Message]) -> Result<(), CliError> {
    let is_news = !round.printed.is_empty() || round.faults != said;
    if context.json() {
        return if is_news && !(round.printed.is_empty() && round.faults.is_empty()) {
            round.say_in_json()
        } else {
            Ok(())
        };
    }
    if !round.printed.is_empty() {
        context.say(&("cli-printed", vec![("documents", list(&round.printed))]))?;
    }
    round.faults.iter().filter(|_| is_news).for_each(|fault| context.warn(fault));
    Ok(())
}

/// True where something is queued, or was being printed when a program ended.
fn is_wanted(context: &Context) -> Result<bool, CliError> {
    let view = context.view()?;
    let queued = view.journal().unprinted()?.into_iter().any(|it| it.state == DocumentState::Queued);
    let copies = |seq| view.journal().document(seq).ok().flatten().map(|document| document.copies);
    let is_left = || Mark::new(context.home().printing()).unrecorded(copies).is_ok_and(|left| left.is_some());
    Ok(queued || is_left())
}

/// What came out while the desk was held; nothing where somebody else holds it.
fn held(context: &Context, printer: &Printer) -> Result<Round, CliError> {
    match Desk::open(context.home(), context.options("print work")?) {
        Ok(mut desk) => print(context, &mut desk, printer),
        Err(DeskError::Journal(JournalError::Locked { .. })) => Ok(Round::default()),
        Err(error) => Err(error.into()),
    }
}

fn print(context: &Context, desk: &mut Desk, printer: &Printer) -> Result<Round, CliError> {
    let mut round = Round::default();
    round.faults.extend(settle(context, desk)?);
    for document in desk.journal().unprinted()?.into_iter().filter(|it| it.state == DocumentState::Queued) {
        let paper = find(desk.journal(), desk.directory(), document.seq)?;
        match print_one(context, desk, &paper, printer) {
            Ok(name) => round.printed.push(name),
            // What ails the printer ails it for the next paper too.
            Err(error) => {
                round.faults.extend(error.into_messages());
                break;
            }
        }
    }
    Ok(round)
}

/// Becomes true with the first signal to end, so that a paper that was begun is ended and recorded; the second one ends
/// the program at once.
fn interrupted() -> Result<Arc<AtomicBool>, CliError> {
    let ended = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGINT, SIGTERM};
        for signal in [SIGINT, SIGTERM] {
            signal_hook::flag::register_conditional_shutdown(signal, 1, Arc::clone(&ended))
                .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&ended)))
                .map_err(|error| CliError::output(&error))?;
        }
    }
    Ok(ended)
}
