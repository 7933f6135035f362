//! The worker of a desk at work: a thread that sends what is new, one batch in flight, and takes in what HQ publishes.
//! Payments never wait for it: it reads the journal beside the writer, and hands what HQ said to whoever owns the desk.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::thread;
use std::time::Duration;

use super::exchange::{Exchange, Trouble};
use super::plan::{Next, backoff};
use super::pull::{PullError, pull};
use super::status::{Cause, Ill, Sent, Status};
use crate::client::{Client, ClientError, Clock, Place};
use crate::desk::{Heard, Home, Outbox};
use crate::directory::{Directory, Durability};
use crate::domain::{Message, Timestamp};
use crate::protocol::Ack;

/// How long what follows a payment is gathered into its batch.
const GATHER: Duration = Duration::from_secs(2);
/// How often HQ is asked although nothing is new here.
pub const ROUND: Duration = Duration::from_secs(60);
/// How many rounds pass between two looks at HQ's directory.
const PULL_ROUNDS: u32 = 5;
/// How long the end of the program waits for an answer that is on its way.
const PATIENCE: Duration = Duration::from_secs(3);

/// The worker's door.
pub struct Worker {
    door: Option<Sender<Nudge>>,
    ended: Receiver<()>,
}

/// Why the worker is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nudge {
    /// Something was recorded; more may follow at once.
    Recorded,
    /// A person wants to see it done.
    Now,
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
    /// Rounds until the next look at HQ's directory.
    until_pull: u32,
    /// What HQ acknowledged last.
    last: Option<Ack>,
    /// True where HQ's last word, as far as it was kept, may be a refusal.
    refused: bool,
    /// Failures in a row: a round begins with a new plan, which knows of none.
    failures: u32,
}

impl Worker {
    /// Starts sending what the desk at `home` records to the HQ at `place`.
    pub fn start(home: Home, place: Place, clock: Clock, ears: Ears) -> Worker {
        let (door, nudges) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let status = Status::default();
        let (last, refused) = (None, true);
        let mut rounds = Rounds { home, place, clock, ears, status, until_pull: 0, last, refused, failures: 0 };
        thread::spawn(move || {
            let _end: Sender<()> = end;
            rounds.all(&nudges);
        });
        Worker { door: Some(door), ended }
    }

    /// Says that something was recorded.
    pub fn nudge(&self) {
        self.wake(Nudge::Recorded);
    }

    /// Asks for a round at once, with a look at HQ's directory.
    pub fn send_now(&self) {
        self.wake(Nudge::Now);
    }

    fn wake(&self, nudge: Nudge) {
        if let Some(door) = &self.door {
            let _ = door.send(nudge);
        }
    }
}

/// Does not let an HQ that hangs keep the program: what is not acknowledged is sent by the next start.
impl Drop for Worker {
    fn drop(&mut self) {
        self.door = None;
        let _ = self.ended.recv_timeout(PATIENCE);
    }
}

impl Rounds {
    fn all(&mut self, nudges: &Receiver<Nudge>) {
        let mut wait = Duration::ZERO;
        loop {
            match nudges.recv_timeout(wait) {
                Ok(Nudge::Recorded) => thread::sleep(GATHER),
                Ok(Nudge::Now) => self.until_pull = 0,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            match self.gathered(nudges).then(|| self.round(nudges)).flatten() {
                Some(next) => wait = next,
                None => return,
            }
        }
    }

    /// Takes in what else waits; false where the program ends.
    fn gathered(&mut self, nudges: &Receiver<Nudge>) -> bool {
        loop {
            match nudges.try_recv() {
                Ok(Nudge::Recorded) => {}
                Ok(Nudge::Now) => self.until_pull = 0,
                Err(TryRecvError::Empty) => return true,
                Err(TryRecvError::Disconnected) => return false,
            }
        }
    }

    /// Sends all there is, or asks HQ where nothing is to be sent, then looks at its directory when its time has come.
    /// How long to wait for the next round; `None` where the program ends.
    fn round(&mut self, nudges: &Receiver<Nudge>) -> Option<Duration> {
        let mut exchange = match self.open() {
            Ok(Some(exchange)) => exchange,
            Ok(None) => return Some(ROUND),
            Err(said) => {
                self.note(|status| status.trouble = Some(Ill { cause: Cause::Here, said }));
                return Some(ROUND);
            }
        };
        let mut is_asked = false;
        loop {
            let (next, is_well) = self.step(&mut exchange, &mut is_asked);
            match next {
                Some(Next::Go) => self.failures = 0,
                Some(Next::Wait(wait)) => {
                    self.failures = self.failures.saturating_add(1);
                    return Some(wait.max(backoff(self.failures, random())));
                }
                Some(Next::Stop) => break,
                None if is_well => break,
                None => return Some(ROUND),
            }
            if !self.gathered(nudges) {
                return None;
            }
        }
        self.look(&exchange);
        Some(ROUND)
    }

    fn open(&mut self) -> Result<Option<Exchange>, Message> {
        let Some(outbox) = Outbox::open(&self.home).map_err(|error| error.message())? else { return Ok(None) };
        if self.last.is_none() {
            self.last = outbox.ack().map_err(|error| error.message())?;
        }
        let enrolment = outbox.enrolment();
        let client = Client::new(&self.place, Arc::clone(&self.clock)).map_err(|error| error.message())?;
        let client = client.at_desk(outbox.desk().clone(), enrolment.keys.sign.clone(), enrolment.hq.sign);
        Exchange::new(outbox, client).map(Some).map_err(|error| error.message())
    }

    /// Sends a batch. Where there is none and HQ was not asked in this round, it is asked with the last entry: so the
    /// desk knows that HQ is there and has all of it. What comes next, and whether it went well.
    fn step(&mut self, exchange: &mut Exchange, is_asked: &mut bool) -> (Option<Next>, bool) {
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
        let is_well = outcome.is_ok();
        self.say(exchange, outcome, acked, now);
        (next, is_well)
    }

    fn say(&mut self, exchange: &Exchange, outcome: Result<(), Trouble>, acked: Option<Ack>, now: Timestamp) {
        let unsent = exchange.unsent().unwrap_or_default();
        let trouble = outcome.err().map(|trouble| Ill::of(&trouble, exchange.fork_message()));
        let sent = acked.as_ref().and_then(|ack| Sent::between(self.last.as_ref(), ack));
        self.note(|status| {
            status.unsent = unsent;
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
        if self.until_pull > 0 {
            self.until_pull -= 1;
            return;
        }
        self.until_pull = PULL_ROUNDS;
        let taken = Directory::open(&self.home.directory(), Durability::Cache)
            .map_err(PullError::from)
            .and_then(|mut directory| pull(&mut directory, exchange.client(), &mut |_| {}));
        let now = (self.clock)();
        match taken {
            Ok(_) => self.note(|status| (status.heard, status.pulled_at) = (Some(now), Some(now))),
            Err(PullError::Hq(error)) => {
                // A fork counts for more, and a lost page comes with the next look.
                let is_news = matches!(error, ClientError::Refused(_) | ClientError::Garbage(_));
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

/// Without random numbers all desks wait alike: worse, not wrong.
fn random() -> u64 {
    getrandom::u64().unwrap_or_default()
}
