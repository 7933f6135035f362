//! The back office on a terminal: one worker looks, one gives orders, and both have the session of whoever is signed
//! in.
//!
//! What is looked at is asked for again every few seconds; unless it changed, headquarters sends its tag alone, and the
//! screens hear nothing. An order whose answer is lost is given again under its id before the screens hear of it.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::Frame;

use super::Mint;
use super::terminal::Taken;
use super::turns::{self, Alarm, Incoming, Machine, Turns};
use crate::client::Client;
use crate::client::office::{Office, OfficeError};
use crate::document::{self, Telling, table};
use crate::domain::message::text;
use crate::domain::{Message, Table, Timestamp, View};
use crate::export::{csv::csv, xlsx::xlsx};
use crate::lang::{self, Lang};
use crate::print::pdf;
use crate::tui::office::{Effect, Format, Model, Msg, Start, Trouble, Wanted, update, view};

/// How often what is looked at is asked for.
const AGAIN: Duration = Duration::from_secs(4);
/// How long after an order whose answer was lost it is given again, each time.
const PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];
/// How many rows come at a time.
const PAGE: usize = 200;
/// How long the end of the program waits for an order that is on its way.
const PATIENCE: Duration = Duration::from_secs(5);

/// Shows the back office until the person, the system or a fault ends it. The error is the terminal's, or says that a
/// worker died.
pub fn run(start: Start, client: Client) -> io::Result<()> {
    let mint: Mint = Arc::new(super::stamp);
    let mut model = Model::new(start);
    let (door, queue) = mpsc::channel();
    let taken = Taken::take()?;
    turns::listen(door.clone())?;
    let size = taken.terminal.size()?;
    model.size = (size.width, size.height);
    let workers = Workers::start(&model, client, door, mint.clone());
    let mut turns = Turns::new(Screens { model, workers }, taken, mint);
    let ended = turns.all(&queue);
    let (Screens { workers, .. }, taken) = turns.end();
    drop(taken);
    workers.finish();
    ended
}

/// The machine and its workers.
struct Screens {
    model: Model,
    workers: Workers,
}

impl Machine for Screens {
    type Msg = Msg;

    fn turn(&mut self, msg: Msg) -> bool {
        let mut ends = false;
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Quit => ends = true,
                effect => self.workers.perform(effect, self.model.lang),
            }
        }
        ends
    }

    fn draw(&self, frame: &mut Frame) {
        view(&self.model, frame);
    }
}

/// Everything behind the screens, carried out one after another: what the workers share with the tests.
#[derive(Clone)]
pub struct Services {
    client: Client,
    session: Arc<Mutex<Option<Arc<Office>>>>,
    local: fn(Timestamp) -> chrono::NaiveDateTime,
    mint: Mint,
}

impl Services {
    /// Nobody is signed in yet. `local` says what a clock on the wall shows.
    pub fn new(client: Client, local: fn(Timestamp) -> chrono::NaiveDateTime, mint: Mint) -> Services {
        Services { client, session: Arc::default(), local, mint }
    }

    fn office(&self) -> Option<Arc<Office>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, office: Option<Arc<Office>>) -> Option<Arc<Office>> {
        std::mem::replace(&mut *self.session.lock().unwrap_or_else(PoisonError::into_inner), office)
    }

    /// Carries out what is no looking, and gives what it brings back.
    pub fn perform(&self, effect: Effect, lang: Lang) -> Option<Msg> {
        match effect {
            Effect::SignIn { user, pin } => {
                let signed_in = Office::sign_in(self.client.clone(), user, pin).map_err(|error| message(&error));
                let told = signed_in.map(|office| {
                    let session = office.session().clone();
                    self.set(Some(Arc::new(office)));
                    Box::new(session)
                });
                Some(Msg::SignedIn(told))
            }
            Effect::SignOut => {
                let office = self.set(None).and_then(Arc::into_inner);
                if let Some(Err(error)) = office.map(Office::sign_out) {
                    tracing::warn!(%error, "the session was not ended at headquarters");
                }
                None
            }
            Effect::Deed(ordered) => {
                let given = |office: &Office| office.deed(&ordered).map_err(trouble);
                let result = self.office().ok_or(Trouble::SignedOut).and_then(|office| given(&office));
                Some(Msg::Done { id: ordered.id, result })
            }
            Effect::Export { wanted, path } => {
                Some(Msg::Exported(self.bytes(&wanted, lang).and_then(|bytes| write_new(&path, &bytes))))
            }
            Effect::Look(_) | Effect::LookAgain | Effect::Quit => None,
        }
    }

    /// Asks for a view, as many rows of it as are wanted.
    pub fn look(&self, view: &View, rows: usize) -> Result<Table, Trouble> {
        let office = self.office().ok_or(Trouble::SignedOut)?;
        let page = |after: Option<&str>| office.view(view, after, Some(PAGE)).map_err(trouble);
        let mut table = page(None)?;
        while let Some(after) = table.next.take() {
            if table.rows.len() >= rows {
                table.next = Some(after);
                break;
            }
            let more = page(Some(&after))?;
            table.rows.extend(more.rows);
            (table.next, table.total) = (more.next, if table.total.is_empty() { more.total } else { table.total });
        }
        Ok(table)
    }

    /// Asks for what is looked at, and gives what is new.
    pub fn look_at(&self, looked: &mut Looked) -> Vec<Msg> {
        let mut msgs = Vec::new();
        for at in 0..looked.views.len() {
            let Some((view, rows)) = looked.views.get(at).cloned() else { break };
            let found = self.look(&view, rows);
            let ends = found == Err(Trouble::SignedOut);
            let now = (self.mint)().at;
            msgs.extend(looked.told(at, found, now));
            if ends {
                break;
            }
        }
        msgs
    }

    /// The bytes of what is wanted as a file.
    fn bytes(&self, wanted: &Wanted, lang: Lang) -> Result<Vec<u8>, Message> {
        let failed = |detail: String| ("office-export-failed", vec![("detail", text(detail))]);
        match wanted {
            Wanted::Table { view, format, title } => {
                let table = self.look(view, usize::MAX).map_err(|trouble| trouble.message())?;
                let local = self.local;
                let telling = Telling { lang, local: &|at| local(at), name: &|_, code| code.to_owned() };
                match format {
                    Format::Csv => csv(&telling, &table).map_err(|error| failed(error.to_string())),
                    Format::Xlsx => xlsx(&telling, &table, title).map_err(|error| failed(error.to_string())),
                    Format::Pdf => {
                        let signers = [lang.text("office-sheet-signer", &[])];
                        pdf(&table::sheet(&telling, &table, title.clone(), title.clone(), &signers)).map_err(failed)
                    }
                }
            }
            Wanted::Register { supplier, number } => self.asked(|office| office.register_file(supplier, *number)),
            Wanted::Letter { supplier, number, lang, is_pdf } => {
                let letter = self.asked(|office| office.letter(supplier, *number))?;
                let paper = document::letter(&letter, *lang);
                if *is_pdf { pdf(&paper).map_err(failed) } else { Ok(document::letter_text(&paper).into_bytes()) }
            }
        }
    }

    /// Asks headquarters for what goes into a file.
    fn asked<T>(&self, ask: impl FnOnce(&Office) -> Result<T, OfficeError>) -> Result<T, Message> {
        let office = self.office().ok_or_else(|| Trouble::SignedOut.message())?;
        ask(&office).map_err(|error| message(&error))
    }
}

/// Writes a file that is not there yet, and says where it lies.
fn write_new(typed: &str, bytes: &[u8]) -> Result<String, Message> {
    let path = absolute(typed);
    let written = OpenOptions::new().write(true).create_new(true).open(&path);
    match written.and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all())) {
        Ok(()) => Ok(path.display().to_string()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(("office-export-exists", vec![("path", text(path.display()))]))
        }
        Err(error) => Err(("office-export-unwritable", vec![("path", text(path.display())), ("detail", text(error))])),
    }
}

/// A path as it was typed; `~` is the person's own folder.
fn absolute(typed: &str) -> PathBuf {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let path = match (typed.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(typed),
    };
    std::path::absolute(&path).unwrap_or_else(|_| Path::new(typed).to_owned())
}

/// What is looked at, and what the screens were told of it.
#[derive(Debug, Default)]
pub struct Looked {
    views: Vec<(View, usize)>,
    told: Vec<Option<Told>>,
}

/// What the screens were told of a view.
#[derive(Debug)]
struct Told {
    last: Result<Table, Trouble>,
    /// When headquarters last said that it is so.
    at: Option<Timestamp>,
}

impl Looked {
    /// These are looked at from now on; the screens hear of each at least once.
    pub fn change(&mut self, views: Vec<(View, usize)>) {
        self.told = views.iter().map(|_| None).collect();
        self.views = views;
    }

    /// All of it is told again, whether it changed or not.
    pub fn forget(&mut self) {
        self.told.iter_mut().for_each(|told| *told = None);
    }

    /// The message about a view, where it is news.
    fn told(&mut self, at: usize, found: Result<Table, Trouble>, now: Timestamp) -> Option<Msg> {
        let (view, _) = self.views.get(at)?;
        let told = self.told.get_mut(at)?;
        let before = told.as_ref().and_then(|told| told.at);
        let seen = if found.is_ok() { Some(now) } else { before };
        let is_news = told.as_ref().is_none_or(|told| told.last != found);
        let msg = is_news.then(|| Msg::Seen { view: view.clone(), table: found.clone().map(Box::new), at: seen });
        *told = Some(Told { last: found, at: seen });
        msg
    }
}

fn trouble(error: OfficeError) -> Trouble {
    match &error {
        OfficeError::SignedOut => Trouble::SignedOut,
        error if error.is_unsure() => Trouble::Away(message(error)),
        error => Trouble::Said(message(error)),
    }
}

fn message(error: &OfficeError) -> Message {
    error.message(lang::known)
}

/// The workers' doors.
struct Workers {
    look: Sender<LookJob>,
    order: Sender<OrderJob>,
}

enum LookJob {
    Change(Vec<(View, usize)>),
    Again,
}

enum OrderJob {
    Do(Box<Effect>, Lang),
    Stop(Sender<()>),
}

impl Workers {
    fn start(model: &Model, client: Client, back: Sender<Incoming<Msg>>, mint: Mint) -> Workers {
        let services = Services::new(client, model.local, mint);
        let (look, look_jobs) = mpsc::channel();
        let (order, order_jobs) = mpsc::channel();
        let (looking, way) = (services.clone(), back.clone());
        thread::spawn(move || look_on(&look_jobs, &looking, &way));
        thread::spawn(move || give(&order_jobs, &services, &back));
        Workers { look, order }
    }

    fn perform(&self, effect: Effect, lang: Lang) {
        // A worker that is gone has told the loop already.
        let _ = match effect {
            Effect::Look(views) => self.look.send(LookJob::Change(views)).is_ok(),
            Effect::LookAgain => self.look.send(LookJob::Again).is_ok(),
            Effect::Quit => true,
            effect => self.order.send(OrderJob::Do(Box::new(effect), lang)).is_ok(),
        };
    }

    /// Ends the workers: what was ordered is given, unless headquarters does not answer.
    fn finish(self) {
        let (done, ended) = mpsc::channel();
        let _ = self.order.send(OrderJob::Stop(done));
        if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!("headquarters did not answer before the end");
        }
    }
}

/// Asks for what is looked at when that changes, when it is told to, and every few seconds.
fn look_on(jobs: &Receiver<LookJob>, services: &Services, back: &Sender<Incoming<Msg>>) {
    let _alarm = Alarm(back.clone());
    let mut looked = Looked::default();
    loop {
        let first = match jobs.recv_timeout(AGAIN) {
            Ok(job) => Some(job),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        // Of several that wait only the last one is looked at any more.
        for job in first.into_iter().chain(jobs.try_iter()) {
            match job {
                LookJob::Change(views) => looked.change(views),
                LookJob::Again => looked.forget(),
            }
        }
        for msg in services.look_at(&mut looked) {
            // After the end nobody listens.
            let _ = back.send(Incoming::Msg(Box::new(msg)));
        }
    }
}

/// Gives orders, in the order in which they were given.
fn give(jobs: &Receiver<OrderJob>, services: &Services, back: &Sender<Incoming<Msg>>) {
    let _alarm = Alarm(back.clone());
    while let Ok(job) = jobs.recv() {
        match job {
            OrderJob::Stop(done) => {
                let _ = done.send(());
                return;
            }
            OrderJob::Do(effect, lang) => {
                let begun = Instant::now();
                let mut msg = services.perform((*effect).clone(), lang);
                for pause in PAUSES {
                    if !is_unsure(msg.as_ref()) || begun.elapsed() > PATIENCE {
                        break;
                    }
                    thread::sleep(pause);
                    msg = services.perform((*effect).clone(), lang);
                }
                if let Some(msg) = msg {
                    let _ = back.send(Incoming::Msg(Box::new(msg)));
                }
            }
        }
    }
}

fn is_unsure(msg: Option<&Msg>) -> bool {
    matches!(msg, Some(Msg::Done { result: Err(Trouble::Away(_)), .. }))
}
