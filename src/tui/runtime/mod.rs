//! The till on a terminal: one queue that everything comes in by, one place that waits, workers that carry effects
//! out, and a picture drawn when something changed.

mod link;
mod log;
mod lookup;
mod outfit;
mod papers;
mod receipts;
mod recorder;
mod reports;
mod services;
mod start;
pub mod terminal;
mod workers;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyEventKind};
use uuid::Uuid;

use self::terminal::Taken;
use self::workers::Workers;
use crate::clock;
use crate::desk::{Desk, DeskError, Home};
use crate::domain::{Catalogue, EntryId, Timestamp};
use crate::tui::{Effect, Key, Model, Msg, Stamp, update, view};

pub use papers::{INTERRUPTED, Office, Papers, interruption};
pub use recorder::Recorder;
pub use services::Services;
pub use start::{Look, at_desk, empty, set_up};

/// Where moments and ids come from.
pub type Mint = Arc<dyn Fn() -> Stamp + Send + Sync>;

/// A turn of the loop that a person notices.
const SLOW: Duration = Duration::from_millis(100);

/// Everything that comes in.
enum Incoming {
    /// From the terminal, when it was read.
    Terminal(Event, Timestamp),
    /// From a worker.
    Msg(Box<Msg>),
    /// The system, or a terminal that is gone, asks the program to end.
    Stop,
    /// A worker panicked; it has said so.
    WorkerDied,
}

/// A till that is ready to be shown.
pub struct Opened {
    home: Home,
    desk: Option<(Recorder, Office)>,
    model: Model,
    begin: Vec<Effect>,
    mint: Mint,
}

/// Opens the till of a home: that of its office, or the set-up of a home that has none. What is wrong with the desk is
/// found here, before the terminal is touched.
pub fn open(home: Home, office: Option<Office>, look: Look, nothing: Arc<Catalogue>) -> Result<Opened, DeskError> {
    log::open(&home.log());
    let mint: Mint = Arc::new(stamp);
    let Some(office) = office else {
        let model = empty(look, nothing, &mint);
        return Ok(Opened { home, desk: None, model, begin: vec![], mint });
    };
    let desk = Desk::open(&home, office.options.clone())?;
    let recorder = Recorder::new(desk, mint.clone());
    let (model, begin) = at_desk(look, recorder.ready(&office), recorder.facts()?, &mint);
    Ok(Opened { home, desk: Some((recorder, office)), model, begin, mint })
}

impl Opened {
    /// Shows the till until the person, the system or a fault ends it. Baskets are kept and what was asked is recorded
    /// before it returns. The error is the terminal's, or says that a worker died.
    pub fn run(self) -> io::Result<()> {
        let Opened { home, desk, model, begin, mint } = self;
        let (door, queue) = mpsc::channel();
        let taken = Taken::take()?;
        listen(door.clone())?;
        let workers = Workers::start(home, desk, door, mint.clone());
        let mut turns = Turns { model, workers, taken, mint, minute: None };
        let ended = turns.begin(begin).and_then(|()| turns.all(&queue));
        let Turns { model, workers, taken, .. } = turns;
        // What is on the screen may be newer than the last draft that was kept.
        if model.desk.is_some() {
            let draft = if ended.is_ok() { model.last_draft() } else { model.draft() };
            workers.perform(Effect::KeepDraft(draft));
        }
        drop(taken);
        workers.finish();
        ended
    }
}

/// The loop.
struct Turns {
    model: Model,
    workers: Workers,
    taken: Taken,
    mint: Mint,
    /// The minute that the screen shows.
    minute: Option<i64>,
}

impl Turns {
    fn begin(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        let size = self.taken.terminal.size()?;
        self.model.size = (size.width, size.height);
        effects.into_iter().for_each(|effect| self.workers.perform(effect));
        self.draw()
    }

    /// Waits for what comes in, takes all of it, then draws once.
    fn all(&mut self, queue: &Receiver<Incoming>) -> io::Result<()> {
        loop {
            let first = match queue.recv_timeout(until_next_minute()) {
                Ok(first) => Some(first),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            };
            let begun = Instant::now();
            let mut count = 0;
            for incoming in first.into_iter().chain(queue.try_iter()) {
                count += 1;
                match incoming {
                    Incoming::Terminal(event, at) => {
                        if self.input(event, at) {
                            return Ok(());
                        }
                    }
                    Incoming::Msg(msg) => {
                        if self.turn(*msg) {
                            return Ok(());
                        }
                    }
                    Incoming::Stop => return Ok(()),
                    Incoming::WorkerDied => return Err(io::Error::other("a worker of the till died")),
                }
            }
            self.tick();
            self.draw()?;
            let took = begun.elapsed();
            if took > SLOW {
                tracing::warn!(milliseconds = took.as_millis(), messages = count, "a slow turn");
            }
        }
    }

    /// True if the program is to end.
    fn input(&mut self, event: Event, at: Timestamp) -> bool {
        let stamp = Stamp { at, ..(self.mint)() };
        let msg = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => Msg::Key(Key::of(key), stamp),
            Event::Paste(text) => Msg::Paste(text, stamp),
            Event::Resize(columns, rows) => Msg::Resize(columns, rows),
            _ => return false,
        };
        self.turn(msg)
    }

    /// True if the program is to end.
    fn turn(&mut self, msg: Msg) -> bool {
        let mut ends = false;
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Quit => ends = true,
                effect => self.workers.perform(effect),
            }
        }
        ends
    }

    fn tick(&mut self) {
        let now = Timestamp::new(clock::now());
        let minute = Some(now.utc().timestamp().div_euclid(60));
        if self.minute != minute {
            self.minute = minute;
            self.turn(Msg::Clock(now));
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let model = &self.model;
        self.taken.terminal.draw(|frame| view(model, frame)).map(|_| ())
    }
}

/// Listens to the terminal and to the system, each on a thread of its own that ends with the program.
fn listen(door: Sender<Incoming>) -> io::Result<()> {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
        let door = door.clone();
        thread::spawn(move || {
            for _ in signals.forever() {
                // Where nobody listens any more, it has ended already.
                let _ = door.send(Incoming::Stop);
            }
        });
    }
    thread::spawn(move || {
        loop {
            let read = crossterm::event::read();
            // The moment of the key, not of the turn that gets to it: a scanner is told from a person by it.
            let at = Timestamp::new(clock::now());
            let incoming = read.map_or(Incoming::Stop, |event| Incoming::Terminal(event, at));
            let is_last = matches!(incoming, Incoming::Stop);
            if door.send(incoming).is_err() || is_last {
                return;
            }
        }
    });
    Ok(())
}

fn until_next_minute() -> Duration {
    let past = clock::now().timestamp_millis().rem_euclid(60_000);
    Duration::from_millis(60_000_u64.saturating_sub(past.unsigned_abs()))
}

fn stamp() -> Stamp {
    let id = || EntryId::from_uuid(Uuid::now_v7());
    Stamp { at: Timestamp::new(clock::now()), id: id(), spare: id() }
}
