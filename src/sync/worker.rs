//! The worker of a desk at work: a thread that sends what is new, one batch in flight, and takes in what HQ publishes.
//! Payments never wait for it: it reads the journal beside the writer, and hands what HQ said to whoever owns the desk.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use chrono::TimeDelta;

use super::door::{Door, Pause, Woken};
use super::exchange::{Exchange, Trouble};
use super::plan::Next;
use super::pull::{PullError, pull};
use crate::client::{ClientError, Clock, Place};
use crate::desk::{Heard, Home};
use crate::directory::{Directory, Durability};
use crate::domain::{Message, Timestamp};
use crate::protocol::Refusal;

/// How long what follows a payment is gathered into its batch.
const GATHER: Duration = Duration::from_secs(2);
/// How often HQ is asked although nothing is new here.
const ROUND: Duration = Duration::from_secs(60);
/// How long passes between two looks at HQ's directory.
const PULL: TimeDelta = TimeDelta::minutes(5);
/// How long passes until the next look where one failed.
const PULL_AGAIN: TimeDelta = TimeDelta::minutes(1);
/// How long the end of the program waits for an answer that is on its way.
const PATIENCE: Duration = Duration::from_secs(3);

/// How the desk stands with HQ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// How many entries HQ has not acknowledged.
    pub unsent: u64,
    /// When HQ last acknowledged anything, by its clock.
    pub acked_at: Option<Timestamp>,
    /// When HQ last answered as HQ, by the desk's clock.
    pub heard: Option<Timestamp>,
    /// What is wrong; nothing while all goes well.
    pub trouble: Option<Message>,
    /// True where HQ has another journal of this desk: a supervisor settles it, and payments go on.
    pub fork: bool,
    /// How many exceptions of this desk are open at HQ.
    pub exceptions: Option<u64>,
}

/// A running worker; it ends when it is dropped.
pub struct Worker {
    door: Arc<Door>,
    status: Arc<Mutex<Status>>,
    ended: Receiver<()>,
}

/// What the thread works with.
struct Rounds {
    home: Home,
    place: Place,
    clock: Clock,
    hear: Box<dyn FnMut(Heard) + Send>,
    status: Arc<Mutex<Status>>,
    /// Kept from round to round, with how often it failed and what stands in the way.
    exchange: Option<Exchange>,
    /// When HQ's directory is to be looked at next; at once where nothing stands here.
    next_look: Option<Timestamp>,
}

impl Worker {
    /// Starts sending what the desk at `home` records to the HQ at `place`. What HQ says goes to `hear`.
    pub fn start(home: Home, place: Place, clock: Clock, hear: Box<dyn FnMut(Heard) + Send>) -> Worker {
        let door = Arc::new(Door::default());
        let (end, ended) = mpsc::channel();
        let status = Arc::new(Mutex::new(Status::default()));
        let shown = Arc::clone(&status);
        let mut rounds = Rounds { home, place, clock, hear, status: shown, exchange: None, next_look: None };
        let of_thread = Arc::clone(&door);
        thread::spawn(move || {
            let _end: Sender<()> = end;
            rounds.all(&of_thread);
        });
        Worker { door, status, ended }
    }

    /// Says that something was recorded.
    pub fn nudge(&self) {
        self.door.nudge();
    }

    /// How the desk stands with HQ.
    pub fn status(&self) -> Status {
        self.status.lock().unwrap_or_else(PoisonError::into_inner).clone()
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
            if woken == Woken::Ended {
                return;
            }
            match self.round(door) {
                Some(next) => pause = next,
                None => return,
            }
        }
    }

    /// Sends all there is, then looks at HQ's directory when its time has come. How to wait for the next round; `None`
    /// where the program ends.
    fn round(&mut self, door: &Door) -> Option<Pause> {
        let mut exchange = match self.exchange.take().map_or_else(|| self.open(), |kept| Ok(Some(kept))) {
            Ok(Some(exchange)) => exchange,
            Ok(None) => return Some(Pause::Until(ROUND)),
            Err(trouble) => {
                self.note(|status| status.trouble = Some(trouble));
                return Some(Pause::Whole(ROUND));
            }
        };
        loop {
            let now = (self.clock)();
            let (next, outcome) = exchange.step(random(), now, &mut self.hear);
            let is_readable = !matches!(outcome, Err(Trouble::Outbox(_)));
            self.say(&exchange, outcome.map_err(|trouble| trouble.message()), next.is_some(), now);
            match next {
                Some(Next::Go) => {}
                Some(Next::Wait(wait)) => {
                    // A journal that can't be read is opened anew.
                    self.exchange = Some(exchange).filter(|_| is_readable);
                    // However much is recorded meanwhile: HQ may be down because everybody asks it.
                    return Some(Pause::Whole(wait));
                }
                Some(Next::Stop) | None => break,
            }
            if door.has_ended() {
                return None;
            }
        }
        self.look(&exchange);
        self.exchange = Some(exchange);
        Some(Pause::Until(ROUND))
    }

    fn open(&self) -> Result<Option<Exchange>, Message> {
        let way = super::way(&self.home, &self.place, Arc::clone(&self.clock))?;
        let Some((outbox, client)) = way else { return Ok(None) };
        Exchange::new(outbox, client).map(Some).map_err(|error| error.message())
    }

    fn say(&self, exchange: &Exchange, outcome: Result<(), Message>, asked: bool, now: Timestamp) {
        let unsent = exchange.unsent().ok();
        self.note(|status| {
            status.unsent = unsent.unwrap_or(status.unsent);
            status.exceptions = exchange.exceptions().or(status.exceptions);
            status.acked_at = exchange.acked_at();
            status.fork = exchange.plan().fork().is_some();
            match outcome {
                Ok(()) if asked => (status.heard, status.trouble) = (Some(now), None),
                Ok(()) => {}
                Err(trouble) => status.trouble = Some(trouble),
            }
        });
    }

    /// Takes in what HQ published. That nobody answers is said where entries wait; here it is only tried again.
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
            Ok(_) => self.note(|status| {
                status.heard = Some(now);
                status.trouble = status.trouble.take().filter(|_| status.fork || status.unsent > 0);
            }),
            Err(PullError::Hq(error)) if is_lasting(&error) => {
                self.note(|status| status.trouble = Some(error.message()));
            }
            Err(error) => tracing::warn!(%error, "HQ's directory was not taken in"),
        }
    }

    fn note(&self, change: impl FnOnce(&mut Status)) {
        change(&mut self.status.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// True for what time alone does not heal.
fn is_lasting(error: &ClientError) -> bool {
    match error {
        ClientError::Refused(refusal) => !matches!(refusal, Refusal::RetryLater { .. }),
        error => matches!(error, ClientError::Garbage(_)),
    }
}

/// Without random numbers all desks wait alike: worse, not wrong.
fn random() -> u64 {
    getrandom::u64().unwrap_or_default()
}
