//! A back office with somebody at its keys: keys in, screen out. Behind it stand the real client, the real server and a
//! headquarters of its own; only the clock of the screens, their ids and their threads are made up.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use chrono::{NaiveDateTime, TimeDelta};
use okno::client::{Client, Place};
use okno::domain::event::{CashDropped, PaymentRefunded, RefundedLine, ShiftClosed};
use okno::domain::{CashData, Catalogue, EntryId, Line, Money, Role, Tendered, Timestamp, User};
use okno::hq::Person;
use okno::hq::office::Viewer;
use okno::hq::server::{ServeError, Server, ServerLimits, ServerOptions, Stopper};
use okno::lang::Lang;
use okno::protocol::office::{Deed, Ordered};
use okno::tui::office::{Effect, Model, Msg, Overlay, Start, update, view};
use okno::tui::runtime::office::{Looked, Services};
use okno::tui::theme::Theme;
use okno::tui::{Keymap, Stamp};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use uuid::Uuid;

use crate::scene::{Engine, Site, at, day, new_id, put};
use crate::{keys, picture};

/// The PIN of everybody.
pub const PIN: &str = "4711";

/// What the screens' clock shows at first: Monday, 23 November 2026, 14:05 in Irkutsk.
const MORNING: &str = "2026-11-23T06:05:00.000Z";

/// A headquarters that is served, and may be gone for a while.
pub struct Served {
    pub site: Site,
    address: SocketAddr,
    stopper: Stopper,
    server: Option<JoinHandle<Result<(), ServeError>>>,
}

impl Served {
    pub fn new(site: Site) -> Served {
        let (address, stopper, server) = serve(&site, "127.0.0.1:0".parse().unwrap());
        Served { site, address, stopper, server: Some(server) }
    }

    /// Where it serves.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends the server: nobody answers.
    pub fn stop(&mut self) {
        self.stopper.stop();
        if let Some(server) = self.server.take() {
            server.join().unwrap().unwrap();
        }
    }

    /// Serves again at the same place.
    pub fn start(&mut self) {
        let (_, stopper, server) = serve(&self.site, self.address);
        (self.stopper, self.server) = (stopper, Some(server));
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stopper.stop();
        if let Some(server) = self.server.take() {
            // Where the test has failed already, that is what is to be read.
            let _ = server.join();
        }
    }
}

fn serve(site: &Site, listen: SocketAddr) -> (SocketAddr, Stopper, JoinHandle<Result<(), ServeError>>) {
    let options = ServerOptions { listen, tls: None, insecure: false, limits: ServerLimits::default() };
    let server = Server::bind(site.node(), &options).unwrap();
    let (address, stopper) = (server.address(), server.stopper());
    (address, stopper, thread::spawn(move || server.run(false)))
}

/// The back office of a supervisor of everything.
pub struct Stage {
    pub served: Served,
    model: Model,
    services: Services,
    looked: Looked,
    terminal: Terminal<TestBackend>,
    clock: Clock,
    /// Effects that wait, where answers are late.
    waiting: Option<Vec<Effect>>,
    pub has_quit: bool,
}

#[derive(Clone)]
struct Clock(Arc<Mutex<Timestamp>>, Arc<AtomicU64>);

impl Clock {
    fn stamp(&self) -> Stamp {
        let id = || EntryId::from_uuid(Uuid::from_u128(u128::from(self.1.fetch_add(1, Ordering::Relaxed))));
        Stamp { at: *self.0.lock().unwrap(), id: id(), spare: id() }
    }

    fn pass(&self, time: TimeDelta) -> Timestamp {
        let mut now = self.0.lock().unwrap();
        *now = now.plus(time);
        *now
    }
}

/// What the wall's clock shows in Irkutsk.
fn irkutsk(at: Timestamp) -> NaiveDateTime {
    at.local("+08:00".parse().unwrap())
}

impl Stage {
    /// Somebody of this name signed in, at the first page.
    pub fn new(columns: u16, rows: u16, lang: Lang) -> Stage {
        Stage::over(town(), columns, rows, lang).sign_in("olga")
    }

    /// Nobody has signed in yet.
    pub fn over(site: Site, columns: u16, rows: u16, lang: Lang) -> Stage {
        for (name, role) in [("olga", Role::Supervisor), ("anna", Role::Supervisor), ("boris", Role::Cashier)] {
            let name = name.parse().unwrap();
            let user = User { name, role, full_name: None, language: None, pin_hash: String::new(), retired: false };
            put(&site, Person { user, office: None, region: None }, PIN).unwrap();
        }
        let served = Served::new(site);
        let clock = Clock(Arc::new(Mutex::new(MORNING.parse().unwrap())), Arc::new(AtomicU64::new(1)));
        let place = Place { url: served.url(), ca: None, insecure: false };
        let of_clock = clock.clone();
        let client = Client::new(&place, Arc::new(move || *of_clock.0.lock().unwrap())).unwrap();
        let of_clock = clock.clone();
        let services = Services::new(client, irkutsk, Arc::new(move || of_clock.stamp()));
        let start = Start {
            lang,
            now: MORNING.parse().unwrap(),
            local: irkutsk,
            keymap: Keymap::built_in(),
            theme: Theme { colour: true },
            catalogue: Arc::new(Catalogue::built_in().unwrap()),
            cash: Arc::new(CashData::built_in().unwrap()),
            hq: "https://hq.example".to_owned(),
            user: None,
            demo: None,
        };
        let terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let model = Model { size: (columns, rows), ..Model::new(start) };
        let (looked, waiting, has_quit) = (Looked::default(), None, false);
        Stage { served, model, services, looked, terminal, clock, waiting, has_quit }
    }

    /// Signs somebody in by keys.
    pub fn sign_in(self, name: &str) -> Stage {
        self.keys(&format!("{name}<enter>{PIN}<enter>"))
    }

    /// Presses keys: text as it stands, other keys as `<enter>`, `<f5>`, `<alt-3>`.
    pub fn keys(mut self, keys: &str) -> Stage {
        for key in keys::parse(keys) {
            self.clock.pass(TimeDelta::milliseconds(150));
            let stamp = self.clock.stamp();
            self.message(Msg::Key(key, stamp));
        }
        self
    }

    /// Lets time pass in which what is looked at is asked for again.
    pub fn wait(mut self, time: TimeDelta) -> Stage {
        let now = self.clock.pass(time);
        self.message(Msg::Clock(now));
        let msgs = self.services.look_at(&mut self.looked);
        msgs.into_iter().for_each(|msg| self.message(msg));
        self
    }

    /// Does something at headquarters meanwhile.
    pub fn meanwhile(mut self, work: impl FnOnce(&mut Served)) -> Stage {
        work(&mut self.served);
        self
    }

    /// From now on nothing is answered until [`Stage::answer`].
    pub fn late(mut self) -> Stage {
        self.waiting.get_or_insert_default();
        self
    }

    /// What waits.
    pub fn waiting(&self) -> &[Effect] {
        self.waiting.as_deref().unwrap_or_default()
    }

    /// Everything that waits is carried out and answered.
    pub fn answer(mut self) -> Stage {
        let effects = self.waiting.take().unwrap_or_default();
        effects.into_iter().for_each(|effect| self.perform(effect));
        self
    }

    /// Everything that waits is carried out, and nobody hears of it; the screens hear that nobody answers.
    pub fn lose_answers(mut self) -> Stage {
        for effect in self.waiting.take().unwrap_or_default() {
            let Some(Msg::Done { id, .. }) = self.services.perform(effect, self.model.lang) else { continue };
            let away = okno::tui::office::Trouble::Away(("client-office-timeout", vec![]));
            self.message(Msg::Done { id, result: Err(away) });
        }
        self
    }

    fn message(&mut self, msg: Msg) {
        for effect in update(&mut self.model, msg) {
            match &mut self.waiting {
                Some(waiting) if !matches!(effect, Effect::Look(_) | Effect::LookAgain) => waiting.push(effect),
                _ => self.perform(effect),
            }
        }
    }

    fn perform(&mut self, effect: Effect) {
        let msgs = match effect {
            Effect::Quit => {
                self.has_quit = true;
                vec![]
            }
            Effect::Look(views) => {
                self.looked.change(views);
                self.services.look_at(&mut self.looked)
            }
            Effect::LookAgain => self.services.look_at(&mut self.looked),
            effect => self.services.perform(effect, self.model.lang).into_iter().collect(),
        };
        msgs.into_iter().for_each(|msg| self.message(msg));
    }

    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What just happened, as the id of its text.
    pub fn notice(&self) -> Option<&'static str> {
        self.model.notice.as_ref().map(|notice| notice.message.0)
    }

    /// The path of the view that is looked at.
    pub fn at(&self) -> String {
        self.model.pane().unwrap().view.to_string()
    }

    /// True while a dialog lies over the page.
    pub fn has_dialog(&self) -> bool {
        matches!(self.model.overlay, Some(Overlay::Dialog(_)))
    }

    /// The screen: its text, then how cells look.
    pub fn screen(&mut self) -> String {
        let model = &self.model;
        self.terminal.draw(|frame| view(model, frame)).unwrap();
        picture::of(&mut self.terminal)
    }

    /// The text of the screen alone.
    pub fn text(&mut self) -> String {
        let model = &self.model;
        self.terminal.draw(|frame| view(model, frame)).unwrap();
        picture::text(self.terminal.backend().buffer())
    }
}

/// Four offices on one day: two are clean, one has exceptions, one has not closed yet.
pub fn town() -> Site {
    let site = Site::new(Engine::Sqlite).unwrap();
    for (office, name) in [("664003", "Иркутск, Ленина"), ("664007", "Иркутск, Советская"), ("665800", "Ангарск")]
    {
        site.hq.put_office(&office.parse().unwrap(), name, "Иркутск").unwrap();
    }
    day(&site, "664003/1", 12).send(&site.hq);
    let mut second = site.desk("664003/2");
    second.open(1);
    for n in 0..7 {
        second.pay(1, ["АБ1", "АБ2"][n % 2], 20_000 + 17 * n as i64);
    }
    second.record(second.closing(1));
    second.send(&site.hq);
    let mut odd = site.desk("664007/1");
    odd.open(1);
    odd.pay(1, "АБ9", 81_240);
    odd.pay(1, "АБ1", 50_000);
    odd.pay(1, "АБ1", 50_000);
    let closed = odd.closing(1);
    odd.record(ShiftClosed { counted: closed.expected.minus(Money::from_kopecks(10_000)).unwrap(), ..closed });
    odd.send(&site.hq);
    let mut open = site.desk("665800/1");
    open.open(1);
    open.pay(1, "АБ2", 123_456);
    open.send(&site.hq);
    let mut small = site.desk("669001/1");
    small.open(1);
    small.pay(1, "АБ3", 250_000);
    small.record(small.closing(1));
    small.send(&site.hq);
    site
}

/// An office with a bag that is sealed: how old it is depends on when the test runs.
pub fn bag(site: &Site) {
    let mut bags = site.desk("669009/1");
    bags.open(1);
    bags.pay(1, "АБ3", 260_000);
    bags.record(CashDropped {
        number: "1-1-c1".parse().unwrap(),
        seal: "А-0017".parse().unwrap(),
        account: "own".parse().unwrap(),
        amount: Money::from_kopecks(200_000),
        notes: None,
        user: "anna".parse().unwrap(),
    });
    bags.record(bags.closing(1));
    bags.send(&site.hq);
}

/// A desk whose payment of 500.00 went out in register 1 of its supplier and was given back in part: a letter is due.
pub fn letter(site: &Site) {
    let mut desk = site.desk("669011/1");
    desk.open(1);
    let paid = desk.payment(1, &[("АБ3", 50_000)]);
    desk.record(paid.clone());
    desk.send(&site.hq);
    let viewer = Viewer { user: "olga".parse().unwrap(), role: Role::Supervisor, offices: None };
    let deed = Deed::MakeRegister { supplier: "energosbyt".parse().unwrap(), layout: Some("csv".to_owned()) };
    site.hq.deed(&viewer, &Ordered { id: new_id(), deed }, at()).unwrap();
    let amount = Money::from_kopecks(12_000);
    let line = Line { amount, ..paid.lines[0].clone() };
    desk.record(PaymentRefunded {
        receipt: paid.receipt,
        shift: 1,
        lines: vec![RefundedLine { n: 1, line }],
        tenders: vec![Tendered { amount, given: None, ..paid.tenders[0].clone() }],
        operator: None,
        reason: "передумал платить".to_owned(),
        approved_by: None,
    });
    desk.send(&site.hq);
}
