//! A worker for each slow thing: looking up, recording, printing. Searches replace one another; what is recorded is
//! first in, first out, and finished before the program ends.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::link;
use super::lookup::Lookup;
use super::papers::{Office, Press, Printed};
use super::recorder::{Recorder, refused};
use super::start::set_up;
use super::turns::{Alarm, Incoming};
use super::{Mint, outfit};
use crate::client::Place;
use crate::clock;
use crate::desk::{Heard, Home};
use crate::document::Form;
use crate::domain::{Message, Timestamp};
use crate::sync;
use crate::tui::msg::{Effect, Msg, NewDesk, Stamp, Wanted};
use crate::tui::outfit::Outfit;

/// How long nothing must be recorded before the desk is called idle.
const IDLE: Duration = Duration::from_millis(500);
/// How long the end of the program waits for a printer.
const PRINTER_PATIENCE: Duration = Duration::from_secs(5);

/// The workers' doors.
pub struct Workers {
    find: Sender<FindJob>,
    desk: Sender<DeskJob>,
    print: Sender<PrintJob>,
    /// Of a desk that has headquarters.
    ask: Option<Sender<(u64, String)>>,
    desk_thread: JoinHandle<()>,
}

enum FindJob {
    Open(Box<Office>),
    Do(Box<Effect>),
}

enum DeskJob {
    SetUp(Box<NewDesk>, Stamp),
    Do(Box<Effect>),
    /// Answered with whether there is nothing left to record.
    Record(Printed, Sender<bool>),
    Hear(Heard),
    SendNow,
    Stop,
}

enum PrintJob {
    Open(Box<Office>),
    Print(u64),
    Form(Form, Option<u32>, Timestamp),
    FindOutfit,
    TryOutfit(Outfit, bool, bool),
    Queued(Option<u64>),
    Ask,
    Test,
    Stop(Sender<()>),
}

/// What every worker has: the way back, and what it is called in the log.
#[derive(Clone)]
struct Way {
    back: Sender<Incoming<Msg>>,
    mint: Mint,
}

impl Way {
    fn bring(&self, msgs: impl IntoIterator<Item = Msg>) {
        for msg in msgs {
            // After the end nobody listens.
            let _ = self.back.send(Incoming::Msg(Box::new(msg)));
        }
    }
}

impl Workers {
    /// Starts the workers, at the desk of `opened` or, in an empty home, without one.
    pub fn start(home: Home, opened: Option<(Recorder, Office)>, back: Sender<Incoming<Msg>>, mint: Mint) -> Workers {
        let way = Way { back, mint };
        let (find, find_jobs) = mpsc::channel();
        let (desk, desk_jobs) = mpsc::channel();
        let (print, print_jobs) = mpsc::channel();
        let (mut sending, mut ask) = (None, None);
        let recorder = opened.map(|(recorder, office)| {
            sending = send_to_hq(&office, &desk, way.clone());
            ask = ask_hq(&office, &way);
            tell(&find, FindJob::Open(Box::new(office.clone())));
            tell(&print, PrintJob::Open(Box::new(office)));
            recorder
        });
        let doors = (find.clone(), print.clone());
        let (find_way, print_way) = (way.clone(), way.clone());
        let recording = desk.clone();
        thread::spawn(move || look_up(&find_jobs, &find_way));
        let finding = find.clone();
        thread::spawn(move || press(&print_jobs, (&recording, &finding), &print_way));
        let desk_thread = thread::spawn(move || record(&desk_jobs, &home, recorder, (&doors, sending), &way));
        Workers { find, desk, print, ask, desk_thread }
    }

    /// Hands an effect to its worker.
    pub fn perform(&self, effect: Effect) {
        match effect {
            Effect::Find { .. }
            | Effect::FindAddress { .. }
            | Effect::FindBill(_)
            | Effect::FindReceipts(_)
            | Effect::FindHolders
            | Effect::Explain
            | Effect::XReport
            | Effect::SavePdf { .. }
            | Effect::Form { wanted: Wanted::Read | Wanted::Save, .. }
            | Effect::Preview { .. } => tell(&self.find, FindJob::Do(Box::new(effect))),
            Effect::AskHq { search, text } => self.ask.iter().for_each(|ask| tell(ask, (search, text.clone()))),
            Effect::Print { seq } => tell(&self.print, PrintJob::Print(seq)),
            Effect::PrintQueued { first } => tell(&self.print, PrintJob::Queued(first)),
            Effect::AskPrinter => tell(&self.print, PrintJob::Ask),
            Effect::PrintTest => tell(&self.print, PrintJob::Test),
            Effect::Form { form, shift, wanted: Wanted::Print, at } => {
                tell(&self.print, PrintJob::Form(form, shift, at));
            }
            Effect::FindOutfit => tell(&self.print, PrintJob::FindOutfit),
            Effect::TryOutfit { outfit, keeps, anyway } => {
                tell(&self.print, PrintJob::TryOutfit(outfit, keeps, anyway));
            }
            Effect::SendNow => tell(&self.desk, DeskJob::SendNow),
            Effect::SetUp { desk, stamp } => tell(&self.desk, DeskJob::SetUp(desk, stamp)),
            Effect::SignIn { .. }
            | Effect::Execute { .. }
            | Effect::AskByTelephone { .. }
            | Effect::AskForPin { .. }
            | Effect::ExecuteByTelephone { .. }
            | Effect::SetPin { .. }
            | Effect::KeepDraft(_) => {
                tell(&self.desk, DeskJob::Do(Box::new(effect)));
            }
            Effect::Quit => {}
        }
    }

    /// Ends the workers: what was asked is recorded; a printer that jams is left behind, its paper stays queued.
    pub fn finish(self) {
        let (done, printed) = mpsc::channel();
        tell(&self.print, PrintJob::Stop(done));
        if printed.recv_timeout(PRINTER_PATIENCE) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!("the printer did not answer before the end");
        }
        tell(&self.desk, DeskJob::Stop);
        if self.desk_thread.join().is_err() {
            tracing::error!("the desk's worker died");
        }
    }
}

/// A worker that is gone has told the loop already.
fn tell<T>(door: &Sender<T>, job: T) {
    let _ = door.send(job);
}

/// Looks up: of the searches that wait only the newest is worth an answer.
fn look_up(jobs: &Receiver<FindJob>, way: &Way) {
    let _alarm = Alarm(way.back.clone());
    let mut lookup: Result<Lookup, Message> = Err(("setup-first", vec![]));
    while let Ok(first) = jobs.recv() {
        let waiting: Vec<FindJob> = [first].into_iter().chain(jobs.try_iter()).collect();
        let last_of = |kind: fn(&FindJob) -> bool| waiting.iter().rposition(kind);
        let newest = [last_of(is_search), last_of(is_receipts)];
        for (at, job) in waiting.into_iter().enumerate() {
            let is_replaced = (is_search(&job) || is_receipts(&job)) && !newest.contains(&Some(at));
            match (job, &lookup) {
                (FindJob::Open(office), _) => {
                    lookup = Lookup::open(&office, way.mint.clone()).map_err(|error| error.message());
                }
                (FindJob::Do(_), _) if is_replaced => {}
                (FindJob::Do(effect), Ok(lookup)) => way.bring(lookup.perform(&effect)),
                (FindJob::Do(effect), Err(fault)) => way.bring(refused(&effect, fault.clone())),
            }
        }
    }
}

fn is_search(job: &FindJob) -> bool {
    matches!(job, FindJob::Do(effect) if matches!(**effect, Effect::Find { .. }))
}

fn is_receipts(job: &FindJob) -> bool {
    matches!(job, FindJob::Do(effect) if matches!(**effect, Effect::FindReceipts(_)))
}

/// Prints: a jammed printer holds nobody up but the next paper.
fn press(jobs: &Receiver<PrintJob>, (desk, find): (&Sender<DeskJob>, &Sender<FindJob>), way: &Way) {
    let _alarm = Alarm(way.back.clone());
    let mut press: Result<Press, Message> = Err(("setup-first", vec![]));
    let mut office: Option<Office> = None;
    let record = |press: &Press, printed| {
        let (done, recorded) = mpsc::channel();
        tell(desk, DeskJob::Record(printed, done));
        // The next paper of the same entry is a copy only once this one is recorded.
        if recorded.recv() == Ok(true) {
            press.recorded();
        }
    };
    while let Ok(job) = jobs.recv() {
        match (job, &press) {
            (PrintJob::Open(opened), _) => {
                office = Some((*opened).clone());
                press = Press::open(&opened).map_err(|error| error.message());
                if let Ok(press) = &press {
                    press.interrupted().into_iter().for_each(|printed| record(press, printed));
                }
            }
            (PrintJob::Ask, Ok(press)) => way.bring([Msg::Printer(press.ask())]),
            (PrintJob::Ask, Err(_)) => {}
            (PrintJob::Test, Ok(press)) => way.bring([Msg::Tested(press.test())]),
            (PrintJob::Test, Err(fault)) => way.bring(refused(&Effect::PrintTest, fault.clone())),
            (PrintJob::Print(seq), Ok(press)) => record(press, press.print(seq)),
            (PrintJob::Print(seq), Err(fault)) => way.bring(refused(&Effect::Print { seq }, fault.clone())),
            (PrintJob::Form(form, shift, at), press) => {
                let printed = press.as_ref().map_err(Clone::clone).and_then(|press| press.form(form, shift, at));
                way.bring([Msg::FormPrinted(printed.err())]);
            }
            (PrintJob::FindOutfit, _) => {
                let no_desk: Message = ("setup-first", vec![]);
                way.bring([Msg::Outfit(office.as_ref().ok_or(no_desk).and_then(outfit::found))]);
            }
            (PrintJob::TryOutfit(outfit, keeps, anyway), _) => {
                let tried = office.as_ref().map(|office| outfit::try_out(office, &outfit, keeps, anyway));
                let kept = matches!(tried, Some(Ok(Some(_))));
                if let Some(Ok(Some(changed))) = &tried {
                    // What is looked up next has the width of the new paper too.
                    tell(find, FindJob::Open(Box::new(changed.clone())));
                    press = Press::open(changed).map_err(|error| error.message());
                    office = Some(changed.clone());
                }
                way.bring(tried.map(|tried| Msg::OutfitTried { result: tried.map(drop), kept }));
            }
            (PrintJob::Queued(first), press) => {
                let printed = press.as_ref().map_err(Clone::clone).and_then(|press| {
                    press.print_queued(first, |printed| record(press, printed)).map_err(|error| error.message())
                });
                way.bring(printed.err().and_then(|fault| refused(&Effect::PrintQueued { first }, fault)));
            }
            (PrintJob::Stop(done), _) => return tell(&done, ()),
        }
    }
}

/// Starts sending what is recorded, at a desk that has a headquarters. What that says goes to the desk's one writer,
/// and how the desk stands with it to the screens.
fn send_to_hq(office: &Office, desk: &Sender<DeskJob>, way: Way) -> Option<sync::Worker> {
    let place = hq_of(office)?;
    let desk = desk.clone();
    let ears = sync::Ears {
        hear: Box::new(move |heard| tell(&desk, DeskJob::Hear(heard))),
        tell: Box::new(move |status| way.bring([Msg::Link(Box::new(link::told(status)))])),
    };
    Some(sync::Worker::start(office.home.clone(), place, Arc::new(now), ears))
}

/// Asks headquarters about accounts, on a thread of its own: lookups go on while it thinks.
fn ask_hq(office: &Office, way: &Way) -> Option<Sender<(u64, String)>> {
    let place = hq_of(office)?;
    let (door, jobs) = mpsc::channel::<(u64, String)>();
    let (office, way) = (office.clone(), way.clone());
    thread::spawn(move || {
        let ask = |text: &str| {
            let (_, client) = sync::way(&office.home, &place, Arc::new(now))?.ok_or(("setup-first", vec![]))?;
            let lookup = Lookup::open(&office, way.mint.clone()).map_err(|error| error.message())?;
            lookup.ask_hq(&client, text).map_err(|error| error.message())
        };
        while let Ok((search, text)) = jobs.recv() {
            way.bring([Msg::Asked { search, hits: ask(&text) }]);
        }
    });
    Some(door)
}

fn hq_of(office: &Office) -> Option<Place> {
    let hq = office.settings.hq.as_ref()?;
    Some(Place { url: hq.url.clone(), ca: hq.ca.clone(), insecure: hq.insecure })
}

fn now() -> Timestamp {
    Timestamp::new(clock::now())
}

/// Records, in the order in which it was asked.
fn record(
    jobs: &Receiver<DeskJob>,
    home: &Home,
    mut recorder: Option<Recorder>,
    ((find, print), sending): (&(Sender<FindJob>, Sender<PrintJob>), Option<sync::Worker>),
    way: &Way,
) {
    let _alarm = Alarm(way.back.clone());
    way.bring(recorder.as_mut().and_then(Recorder::health));
    let mut is_idle = false;
    loop {
        let job =
            if is_idle { jobs.recv().map_err(|_| RecvTimeoutError::Disconnected) } else { jobs.recv_timeout(IDLE) };
        is_idle = matches!(job, Err(RecvTimeoutError::Timeout));
        match (job, &mut recorder) {
            (Err(RecvTimeoutError::Timeout), Some(recorder)) => way.bring(recorder.idle()),
            (Err(RecvTimeoutError::Timeout), None) => {}
            (Err(RecvTimeoutError::Disconnected) | Ok(DeskJob::Stop), recorder) => {
                // The next start need not read a long log.
                drop(recorder.as_mut().and_then(Recorder::idle));
                return;
            }
            (Ok(DeskJob::Record(printed, done)), Some(recorder)) => {
                let (is_recorded, msgs) = recorder.printed(printed);
                way.bring(msgs);
                tell(&done, is_recorded);
            }
            (Ok(DeskJob::Record(_, done)), None) => tell(&done, false),
            (Ok(DeskJob::SetUp(desk, stamp)), _) => {
                let made = set_up(home, &desk, stamp).map(|(desk, office)| {
                    tell(find, FindJob::Open(Box::new(office.clone())));
                    tell(print, PrintJob::Open(Box::new(office.clone())));
                    recorder.insert(Recorder::new(desk, way.mint.clone())).ready(&office)
                });
                way.bring([Msg::SetUpDone(made.map(Box::new))]);
            }
            (Ok(DeskJob::Hear(heard)), Some(recorder)) => way.bring(recorder.hear(&heard)),
            (Ok(DeskJob::Hear(_)), None) => {}
            (Ok(DeskJob::SendNow), _) => sending.iter().for_each(sync::Worker::send_now),
            (Ok(DeskJob::Do(effect)), Some(recorder)) => {
                way.bring(recorder.perform(*effect));
                sending.iter().for_each(sync::Worker::nudge);
            }
            (Ok(DeskJob::Do(effect)), None) => way.bring(refused(&effect, ("setup-first", vec![]))),
        }
    }
}
