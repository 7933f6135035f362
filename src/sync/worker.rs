//! The worker of a desk at work: a thread that sends what is new, one batch in flight, and takes in what HQ publishes.
//! Payments never wait for it: it reads the journal beside the writer, and hands what HQ said to whoever owns the desk.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use chrono::TimeDelta;

use super::door::{Door, Pause, Woken};
use super::exchange::{Exchange, Trouble};
use super::plan::Next;
use super::pull::{PullError, pull};
use super::status::{Cause, Ill, Sent, Status};
use crate::client::{ClientError, Clock, Place};
use crate::desk::{Heard, Home};
use crate::directory::{Directory, Durability};
use crate::domain::{Message, Timestamp};
use crate::protocol::Ack;

/// How long what follows a payment is gathered into its batch.
const GATHER: Duration = Duration::from_secs(2);
/// How often HQ is asked although nothing is new here.
pub const ROUND: Duration = Duration::from_secs(60);
/// How long passes between two looks at HQ's directory.
const PULL: TimeDelta = TimeDelta::minutes(5);
/// How long passes until the next look where one failed.
const PULL_AGAIN: TimeDelta = TimeDelta::minutes(1);
/// How long the end of the program waits for an answer that is on its way.
const PATIENCE: Duration = Duration::from_secs(3);

/// A running worker; it ends when it is dropped.
pub struct Worker {
    door: Arc<Door>,
    ended: Receiver<()>,
}

/// Who listens: to what HQ said of the journal, and to how the desk stands with it.
pub struct Ears {
    /// What is to be kept, for the desk's one writer.
    pub hear: Box<dyn FnMut(Heard) + Send>,
    /// What a person is shown, whenever it changes.
    pub tell: Box<dyn FnMut(&Status) + Send>,
}

/// What the thread works with.
struct Rounds {
    home: Home,
    place: Place,
    clock: Clock,
    ears: Ears,
    status: Status,
    /// Kept from round to round, with how often it failed and what stands in the way.
    exchange: Option<Exchange>,
    /// When HQ's directory is to be looked at next; at once where nothing stands here.
    next_look: Option<Timestamp>,
    /// What HQ acknowledged last.
    last: Option<Ack>,
    /// True where HQ's last word, as far as it was kept, may be a refusal.
    refused: bool,
}

impl Worker {
    /// Starts sending what the desk at `home` records to the HQ at `place`.
    pub fn start(home: Home, place: Place, clock: Clock, ears: Ears) -> Worker {
        let door = Arc::new(Door::default());
        let (end, ended) = mpsc::channel();
        let (status, exchange, next_look, last) = (Status::default(), None, None, None);
        let mut rounds = Rounds { home, place, clock, ears, status, exchange, next_look, last, refused: true };
        let of_thread = Arc::clone(&door);
        thread::spawn(move || {
            let _end: Sender<()> = end;
            rounds.all(&of_thread);
        });
        Worker { door, ended }
    }

    /// Says that something was recorded.
    pub fn nudge(&self) {
        self.door.nudge();
    }

    /// Asks for a round at once, with a look at HQ's directory.
    pub fn send_now(&self) {
        self.door.hurry();
    }
}

/// Does not let an HQ that hangs keep the program: what is not acknowledged is sent by the next start.
impl Drop for Worker {
    fn drop(&mut self) {
        self.door.end();
        let _ = self.ended.recv_timeout(PATIENCE);
    }
}

impl Rounds {
    fn all(&mut self, door: &Door) {
        let mut pause = Pause::Until(Duration::ZERO);
        loop {
            let woken = match door.wait(pause) {
                Woken::Nudged => door.wait(Pause::Whole(GATHER)),
                woken => woken,
            };
            match woken {
                Woken::Ended => return,
                Woken::Hurried => self.next_look = None,
                Woken::Nudged | Woken::Time => {}
            }
            match self.round(door) {
                Some(next) => pause = next,
                None => return,
            }
        }
    }

    /// Sends all there is, or asks HQ where nothing is to be sent, then looks at its directory when its time has come.
    /// How to wait for the next round; `None` where the program ends.
    fn round(&mut self, door: &Door) -> Option<Pause> {
        let mut exchange = match self.exchange.take().map_or_else(|| self.open(), |kept| Ok(Some(kept))) {
            Ok(Some(exchange)) => exchange,
            Ok(None) => return Some(Pause::Until(ROUND)),
            Err(said) => {
                self.note(|status| status.trouble = Some(Ill { cause: Cause::Here, said }));
                return Some(Pause::Whole(ROUND));
            }
        };
        let mut is_asked = false;
        loop {
            let (next, outcome) = self.step(&mut exchange, &mut is_asked);
            match (next, outcome) {
                (Some(Next::Go), _) => {}
                (Some(Next::Wait(wait)), outcome) => {
                    // A journal that can't be read is opened anew.
                    let is_readable = outcome != Outcome::Unreadable;
                    self.exchange = Some(exchange).filter(|_| is_readable);
                    // However much is recorded meanwhile: HQ may be down because everybody asks it.
                    return Some(Pause::Whole(wait));
                }
                (Some(Next::Stop), _) | (None, Outcome::Well) => break,
                (None, _) => {
                    self.exchange = Some(exchange);
                    return Some(Pause::Until(ROUND));
                }
            }
            if door.has_ended() {
                return None;
            }
        }
        self.look(&exchange);
        self.exchange = Some(exchange);
        Some(Pause::Until(ROUND))
    }

    fn open(&mut self) -> Result<Option<Exchange>, Message> {
        let way = super::way(&self.home, &self.place, Arc::clone(&self.clock))?;
        let Some((outbox, client)) = way else { return Ok(None) };
        if self.last.is_none() {
            self.last = outbox.ack().map_err(|error| error.message())?;
        }
        Exchange::new(outbox, client).map(Some).map_err(|error| error.message())
    }

    /// Sends a batch. Where there is none and HQ was not asked in this round, it is asked with the last entry: so the
    /// desk knows that HQ is there and has all of it. What comes next, and how it went.
    fn step(&mut self, exchange: &mut Exchange, is_asked: &mut bool) -> (Option<Next>, Outcome) {
        let now = (self.clock)();
        let (last, refused, hear) = (&self.last, &mut self.refused, &mut self.ears.hear);
        let mut acked = None;
        let mut listen = |heard: Heard| {
            // The writer need not keep each minute that all is as it was.
            let is_news = match &heard {
                Heard::Ack(proven) => {
                    let ack = acked.insert(proven.ack().clone());
                    last.as_ref().is_none_or(|last| last.through != ack.through)
                }
                Heard::Word(word) => std::mem::replace(refused, word.refusal.is_some()) || word.refusal.is_some(),
            };
            if is_news {
                hear(heard);
            }
        };
        let (mut next, mut outcome) = exchange.step(random(), now, &mut listen);
        if next.is_none() && outcome.is_ok() && !*is_asked && exchange.plan().fork().is_none() {
            outcome = exchange.ask(random(), now, &mut listen);
            // An HQ that lost some wants it again.
            next = outcome.is_ok().then_some(Next::Go);
        }
        *is_asked |= next.is_some();
        let how = Outcome::of(&outcome);
        self.say(exchange, outcome, acked, now);
        (next, how)
    }

    fn say(&mut self, exchange: &Exchange, outcome: Result<(), Trouble>, acked: Option<Ack>, now: Timestamp) {
        let unsent = exchange.unsent().ok();
        let trouble = outcome.err().map(|trouble| Ill::of(&trouble, exchange.fork_message()));
        let sent = acked.as_ref().and_then(|ack| Sent::between(self.last.as_ref(), ack));
        self.note(|status| {
            status.unsent = unsent.unwrap_or(status.unsent);
            status.exceptions = exchange.exceptions().or(status.exceptions);
            status.sent(sent);
            if let Some(ack) = &acked {
                (status.heard, status.acked_at, status.trouble) = (Some(now), Some(ack.at), None);
            }
            if let Some(ill) = trouble {
                let has_answered = matches!(ill.cause, Cause::Refused | Cause::Fork);
                (status.heard, status.trouble) = (if has_answered { Some(now) } else { status.heard }, Some(ill));
            }
        });
        self.last = acked.or(self.last.take());
    }

    /// Takes in what HQ published. That nobody answers was said before; here it is only tried again.
    fn look(&mut self, exchange: &Exchange) {
        let now = (self.clock)();
        // A clock that was set back must not put it off for longer than one that runs.
        if self.next_look.is_some_and(|next| now < next && next < now.plus(PULL)) {
            return;
        }
        let taken = Directory::open(&self.home.directory(), Durability::Cache)
            .map_err(PullError::from)
            .and_then(|mut directory| pull(&mut directory, exchange.client(), &mut |_| {}));
        let now = (self.clock)();
        self.next_look = Some(now.plus(if taken.is_ok() { PULL } else { PULL_AGAIN }));
        match taken {
            Ok(_) => self.note(|status| (status.heard, status.pulled_at) = (Some(now), Some(now))),
            Err(PullError::Hq(error)) => {
                // A fork counts for more, and a lost page comes with the next look.
                let is_news =
                    matches!(error, ClientError::Refused(_) | ClientError::Garbage(_) | ClientError::Stranger { .. });
                let is_news = is_news && exchange.plan().fork().is_none();
                let ill = Ill::of(&error.into(), None);
                self.note(|status| status.trouble = if is_news { Some(ill) } else { status.trouble.take() });
            }
            Err(error) => tracing::warn!(%error, "HQ's directory was not taken in"),
        }
    }

    fn note(&mut self, change: impl FnOnce(&mut Status)) {
        let before = self.status.clone();
        change(&mut self.status);
        if self.status != before {
            (self.ears.tell)(&self.status);
        }
    }
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Well,
    Ill,
    /// The journal can't be read.
    Unreadable,
}

impl Outcome {
    fn of(outcome: &Result<(), Trouble>) -> Outcome {
        match outcome {
            Ok(()) => Outcome::Well,
            Err(Trouble::Outbox(_)) => Outcome::Unreadable,
            Err(_) => Outcome::Ill,
        }
    }
}

/// Without random numbers all desks wait alike: worse, not wrong.
fn random() -> u64 {
    getrandom::u64().unwrap_or_default()
}
