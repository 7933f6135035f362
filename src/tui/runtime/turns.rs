//! The loop: one queue that everything comes in by, one place that waits, and a picture drawn when something changed.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyEventKind};
use ratatui::Frame;

use super::Mint;
use super::terminal::Taken;
use crate::clock;
use crate::domain::Timestamp;
use crate::tui::msg::Input;
use crate::tui::{Key, Stamp};

/// A turn of the loop that a person notices.
const SLOW: Duration = Duration::from_millis(100);

/// A pure machine with the workers that carry its effects out.
pub trait Machine {
    /// What comes in.
    type Msg: From<Input> + Send + 'static;

    /// Takes a message in, and hands what follows to the workers; true if the program is to end.
    fn turn(&mut self, msg: Self::Msg) -> bool;

    /// Draws it.
    fn draw(&self, frame: &mut Frame);
}

/// Everything that comes in.
pub enum Incoming<M> {
    /// From the terminal, when it was read.
    Terminal(Event, Timestamp),
    /// From a worker.
    Msg(Box<M>),
    /// The system, or a terminal that is gone, asks the program to end.
    Stop,
    /// A worker panicked; it has said so.
    WorkerDied,
}

/// The loop.
pub struct Turns<M> {
    machine: M,
    taken: Taken,
    mint: Mint,
    /// The minute that the screen shows.
    minute: Option<i64>,
}

impl<M: Machine> Turns<M> {
    /// A loop that has not begun.
    pub fn new(machine: M, taken: Taken, mint: Mint) -> Turns<M> {
        Turns { machine, taken, mint, minute: None }
    }

    /// The machine and the terminal, after the end.
    pub fn end(self) -> (M, Taken) {
        (self.machine, self.taken)
    }

    /// Draws; then waits for what comes in, takes all of it, and draws once.
    pub fn all(&mut self, queue: &Receiver<Incoming<M::Msg>>) -> io::Result<()> {
        self.draw()?;
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
                        if self.machine.turn(*msg) {
                            return Ok(());
                        }
                    }
                    Incoming::Stop => return Ok(()),
                    Incoming::WorkerDied => return Err(io::Error::other("a worker of the screens died")),
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
        let input = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => Input::Key(Key::of(key), stamp),
            Event::Paste(text) => Input::Paste(text, stamp),
            Event::Resize(columns, rows) => Input::Resize(columns, rows),
            _ => return false,
        };
        self.machine.turn(input.into())
    }

    fn tick(&mut self) {
        let now = Timestamp::new(clock::now());
        let minute = Some(now.utc().timestamp().div_euclid(60));
        if self.minute != minute {
            self.minute = minute;
            self.machine.turn(Input::Clock(now).into());
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let machine = &self.machine;
        self.taken.terminal.draw(|frame| machine.draw(frame)).map(|_| ())
    }
}

/// Listens to the terminal and to the system, each on a thread of its own that ends with the program.
pub fn listen<M: Send + 'static>(door: Sender<Incoming<M>>) -> io::Result<()> {
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

/// Tells the loop when a worker dies of a panic: without it the screens would wait for ever.
pub struct Alarm<M>(pub Sender<Incoming<M>>);

impl<M> Drop for Alarm<M> {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(Incoming::WorkerDied);
        }
    }
}

fn until_next_minute() -> Duration {
    let past = clock::now().timestamp_millis().rem_euclid(60_000);
    Duration::from_millis(60_000_u64.saturating_sub(past.unsigned_abs()))
}
