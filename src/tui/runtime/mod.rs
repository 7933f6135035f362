//! The till on a terminal: one queue that everything comes in by, one place that waits, workers that carry effects
//! out, and a picture drawn when something changed.

mod link;
mod log;
mod lookup;
pub mod office;
mod outfit;
mod papers;
mod receipts;
mod recorder;
mod reports;
mod services;
mod start;
pub mod terminal;
mod turns;
mod workers;

use std::io;
use std::sync::Arc;
use std::sync::mpsc;

use ratatui::Frame;
use uuid::Uuid;

use self::terminal::Taken;
use self::turns::{Machine, Turns};
use self::workers::Workers;
use crate::clock;
use crate::desk::{Desk, DeskError, Home};
use crate::domain::{Catalogue, EntryId, Timestamp};
use crate::tui::{Effect, Model, Msg, Stamp, update, view};

pub use papers::{INTERRUPTED, Office, Papers, interruption};
pub use recorder::Recorder;
pub use services::Services;
pub use start::{Look, at_desk, empty, set_up};

/// Where moments and ids come from.
pub type Mint = Arc<dyn Fn() -> Stamp + Send + Sync>;

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
        let Opened { home, desk, mut model, begin, mint } = self;
        let (door, queue) = mpsc::channel();
        let taken = Taken::take()?;
        turns::listen(door.clone())?;
        let size = taken.terminal.size()?;
        model.size = (size.width, size.height);
        let workers = Workers::start(home, desk, door, mint.clone());
        begin.into_iter().for_each(|effect| workers.perform(effect));
        let mut turns = Turns::new(Till { model, workers }, taken, mint);
        let ended = turns.all(&queue);
        let (Till { model, workers }, taken) = turns.end();
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

/// The till's machine and its workers.
struct Till {
    model: Model,
    workers: Workers,
}

impl Machine for Till {
    type Msg = Msg;

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

    fn draw(&self, frame: &mut Frame) {
        view(&self.model, frame);
    }
}

/// Moments of the clock, and ids by the moment.
pub(in crate::tui) fn stamp() -> Stamp {
    let id = || EntryId::from_uuid(Uuid::now_v7());
    Stamp { at: Timestamp::new(clock::now()), id: id(), spare: id() }
}
