//! The worker of a desk at work: a thread that sends what is new, one batch in flight, and takes in what HQ publishes.
//! Payments never wait for it: it reads the journal beside the writer, and hands what HQ said to whoever owns the desk.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::exchange::Exchange;
use super::plan::Next;
use super::pull::pull;
use crate::client::{Client, ClientError, Clock, Place};
use crate::desk::{Heard, Home, Outbox};
use crate::directory::{Directory, Durability};
use crate::domain::{Message, Timestamp};

/// How long what follows a payment is gathered into its batch.
const GATHER: Duration = Duration::from_secs(2);
/// How often HQ is asked although nothing is new here.
const ROUND: Duration = Duration::from_secs(60);
/// How many rounds pass between two looks at HQ's directory.
const PULL_ROUNDS: u32 = 5;
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

/// The worker's door.
pub struct Worker {
    door: Option<Sender<()>>,
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
    /// Rounds until the next look at HQ's directory.
    until_pull: u32,
}

impl Worker {
    /// Starts sending what the desk at `home` records to the HQ at `place`. What HQ says goes to `hear`.
    pub fn start(home: Home, place: Place, clock: Clock, hear: Box<dyn FnMut(Heard) + Send>) -> Worker {
        let (door, nudges) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let status = Arc::new(Mutex::new(Status::default()));
        let mut rounds = Rounds { home, place, clock, hear, status: Arc::clone(&status), until_pull: 0 };
        thread::spawn(move || {
            let _end: Sender<()> = end;
            rounds.all(&nudges);
        });
        Worker { door: Some(door), status, ended }
    }

    /// Says that something was recorded.
    pub fn nudge(&self) {
        if let Some(door) = &self.door {
            let _ = door.send(());
        }
    }

    /// How the desk stands with HQ.
    pub fn status(&self) -> Status {
        self.status.lock().unwrap_or_else(PoisonError::into_inner).clone()
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
    fn all(&mut self, nudges: &Receiver<()>) {
        let mut wait = Duration::ZERO;
        loop {
            match nudges.recv_timeout(wait) {
                Ok(()) => {
                    if !gathered(nudges) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            match self.round(nudges) {
                Some(next) => wait = next,
                None => return,
            }
        }
    }

    /// Sends all there is, then looks at HQ's directory when its time has come. How long to wait for the next round;
    /// `None` where the program ends.
    fn round(&mut self, nudges: &Receiver<()>) -> Option<Duration> {
        let mut exchange = match self.open() {
            Ok(Some(exchange)) => exchange,
            Ok(None) => return Some(ROUND),
            Err(trouble) => {
                self.note(|status| status.trouble = Some(trouble));
                return Some(ROUND);
            }
        };
        loop {
            let now = (self.clock)();
            let (next, outcome) = exchange.step(random(), now, &mut self.hear);
            self.say(&exchange, outcome.map_err(|trouble| trouble.message()), next.is_some(), now);
            match next {
                Some(Next::Go) => {}
                Some(Next::Wait(wait)) => return Some(wait),
                Some(Next::Stop) | None => break,
            }
            match nudges.try_recv() {
                Err(mpsc::TryRecvError::Disconnected) => return None,
                _ => continue,
            }
        }
        self.look(&exchange);
        Some(ROUND)
    }

    fn open(&self) -> Result<Option<Exchange>, Message> {
        let Some(outbox) = Outbox::open(&self.home).map_err(|error| error.message())? else { return Ok(None) };
        let enrolment = outbox.enrolment();
        let client = Client::new(&self.place, Arc::clone(&self.clock)).map_err(|error| error.message())?;
        let client = client.at_desk(outbox.desk().clone(), enrolment.keys.sign.clone(), enrolment.hq.sign);
        Exchange::new(outbox, client).map(Some).map_err(|error| error.message())
    }

    fn say(&self, exchange: &Exchange, outcome: Result<(), Message>, asked: bool, now: Timestamp) {
        let unsent = exchange.unsent().unwrap_or_default();
        self.note(|status| {
            status.unsent = unsent;
            status.exceptions = exchange.exceptions().or(status.exceptions);
            status.fork = exchange.plan().fork().is_some();
            match outcome {
                Ok(()) if asked => {
                    (status.heard, status.acked_at, status.trouble) = (Some(now), Some(now), None);
                }
                Ok(()) => {}
                Err(trouble) => status.trouble = Some(trouble),
            }
        });
    }

    /// Takes in what HQ published. That nobody answers is said where entries wait; here it is only tried again.
    fn look(&mut self, exchange: &Exchange) {
        if self.until_pull > 0 {
            self.until_pull -= 1;
            return;
        }
        self.until_pull = PULL_ROUNDS;
        let taken = Directory::open(&self.home.directory(), Durability::Cache)
            .map_err(super::PullError::from)
            .and_then(|mut directory| pull(&mut directory, exchange.client(), &mut |_| {}));
        let now = (self.clock)();
        match taken {
            Ok(_) => self.note(|status| {
                status.heard = Some(now);
                status.trouble = status.trouble.take().filter(|_| status.fork || status.unsent > 0);
            }),
            Err(super::PullError::Hq(error @ (ClientError::Refused(_) | ClientError::Garbage(_)))) => {
                self.note(|status| status.trouble = Some(error.message()));
            }
            Err(error) => tracing::warn!(%error, "HQ's directory was not taken in"),
        }
    }

    fn note(&self, change: impl FnOnce(&mut Status)) {
        change(&mut self.status.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Gathers for a while what follows; false where the program ends.
fn gathered(nudges: &Receiver<()>) -> bool {
    thread::sleep(GATHER);
    loop {
        match nudges.try_recv() {
            Ok(()) => {}
            Err(mpsc::TryRecvError::Empty) => return true,
            Err(mpsc::TryRecvError::Disconnected) => return false,
        }
    }
}

/// Without random numbers all desks wait alike: worse, not wrong.
fn random() -> u64 {
    getrandom::u64().unwrap_or_default()
}
