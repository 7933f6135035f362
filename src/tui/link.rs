//! What the screens know of headquarters: what the journal keeps of its word, and what the worker that sends says.

use chrono::TimeDelta;

use super::model::Model;
use super::widgets::words;
use crate::domain::{Message, Money, Timestamp};
use crate::lang::Arg;

/// How long headquarters counts as there after it answered: three rounds of the worker, which asks each minute.
pub const FRESH: TimeDelta = TimeDelta::minutes(3);

/// What the journal keeps of headquarters' word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hq {
    /// How far it has the journal; nothing where it never said.
    pub acked: Option<Acked>,
    /// What it refused last, and when; nothing after an acknowledgement.
    pub refusal: Option<(Timestamp, Message)>,
}

/// How far headquarters has the journal, as it signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acked {
    /// When, by its clock.
    pub at: Timestamp,
    /// The last entry that it has.
    pub through: u64,
    /// The first 16 hex digits of that entry's hash.
    pub hash16: String,
    /// How many payments it has of this desk.
    pub payments: u64,
    /// Their sum, with fees.
    pub sum: Money,
}

/// How the desk stands with headquarters, by the worker that sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// When headquarters last acknowledged anything, by its clock.
    pub acked_at: Option<Timestamp>,
    /// When it last answered, by the desk's clock.
    pub heard: Option<Timestamp>,
    /// What is wrong; nothing while all goes well.
    pub trouble: Option<Trouble>,
    /// How many exceptions of this desk are open there, as far as it said.
    pub exceptions: Option<u64>,
    /// When its directory was last taken in, by the desk's clock; nothing before the first time of this run.
    pub pulled_at: Option<Timestamp>,
    /// What it acknowledged in this run, the newest first.
    pub sent: Vec<Sent>,
}

/// What is wrong between the desk and headquarters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Which of a few things.
    pub cause: Cause,
    /// In a sentence.
    pub said: Message,
}

/// What is wrong, in a word for the row at the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Nobody answers. It passes.
    NoAnswer,
    /// Headquarters takes nothing from this desk.
    Refused,
    /// It has another journal of this desk.
    Fork,
    /// The desk's own files or settings.
    Here,
}

/// A batch that headquarters acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The last entry that it has since.
    pub through: u64,
    /// How many entries came.
    pub entries: u64,
    /// How many of them are payments.
    pub payments: u64,
    /// The sum of these, with fees.
    pub sum: Money,
    /// When it was acknowledged, by headquarters' clock.
    pub at: Timestamp,
}

impl Cause {
    /// The id of its words.
    fn text(self) -> &'static str {
        match self {
            Cause::NoAnswer => "sync-bar-no-answer",
            Cause::Refused => "sync-bar-refused",
            Cause::Fork => "sync-bar-fork",
            Cause::Here => "sync-bar-here",
        }
    }
}

/// True while all that is recorded is at headquarters, as far as anybody can know: nothing waits, nothing is wrong, and
/// it answered within [`FRESH`].
pub fn all_there(model: &Model) -> bool {
    let heard = model.link.heard.is_some_and(|heard| model.now.since(heard) <= FRESH);
    model.health.hq.is_some() && model.health.unsent == 0 && model.link.trouble.is_none() && heard
}

/// When headquarters last acknowledged anything.
pub fn acked_at(model: &Model) -> Option<Timestamp> {
    let kept = model.health.hq.as_ref()?.acked.as_ref().map(|acked| acked.at);
    model.link.acked_at.max(kept)
}

/// What the row at the top says of headquarters, nothing at a desk that stands alone: a tick while all is there, else
/// what is wrong; when it acknowledged last, unless there is no room; how many entries wait.
pub fn in_bar(model: &Model, has_room: bool) -> Vec<String> {
    if model.health.hq.is_none() {
        return vec![];
    }
    let at = acked_at(model).map_or("—".to_owned(), |at| words::when(model, at));
    let trouble = model.link.trouble.as_ref().map(|trouble| words::label(model, trouble.cause.text()));
    let id = match &trouble {
        None if all_there(model) => "sync-bar-all-there",
        None => "sync-bar",
        Some(_) if has_room => "sync-bar-trouble-since",
        Some(_) => "sync-bar-trouble",
    };
    let args = [("acked", Arg::Text(&at)), ("trouble", Arg::Text(trouble.as_deref().unwrap_or_default()))];
    let mut said = vec![model.lang.text(id, &args)];
    if model.health.unsent > 0 {
        let waiting = model.health.unsent.to_string();
        said.push(model.lang.text("screen-unsent", &[("unsent", Arg::Text(&waiting))]));
    }
    said
}
