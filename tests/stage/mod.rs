//! A stage for the screens: keys in, screen and journal entries out. Behind it stand the real services on a real home
//! in a temporary folder; only the clock, the ids and the threads are made up, so that a test says the same each time.
//!
//! ```ignore
//! let stage = Stage::new(80, 24, Lang::Ru).keys("лен 12 4<f4><f5>5000<enter>");
//! insta::assert_snapshot!(stage.screen());
//! ```

mod keys;
mod picture;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::{fs, thread};

use chrono::TimeDelta;
use okno::cli::demo::{home, town};
use okno::desk::{DeskKey, FreshKeys, Home, View};
use okno::domain::{Action, Actor, Catalogue, Command, DeskKind, EntryId, Event, Money, Role, Timestamp, UserName};
use okno::lang::Lang;
use okno::protocol::{EnrolAnswer, EnrolCode, EnrolRequest, Enrolled, Enrolling, SecretKeys};
use okno::settings::Settings;
use okno::tui::runtime::{self, Look, Mint, Office, Services};
use okno::tui::theme::Theme;
use okno::tui::{Effect, Keymap, Model, Msg, NewDesk, Stamp, update, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tempfile::TempDir;
use uuid::Uuid;

/// When the stage's clock starts: Monday, 23 November 2026, 14:05 in Irkutsk.
const MORNING: &str = "2026-11-23T06:05:00.000Z";
/// Accounts of the stage's town: flats 1 to 12 of the houses 1 to 16 in five streets, Ленина the first.
const ACCOUNTS: usize = 5000;
/// Between two keys of a person, and of a scanner.
const PERSON: TimeDelta = TimeDelta::milliseconds(150);
const SCANNER: TimeDelta = TimeDelta::milliseconds(2);

/// A till with somebody at its keys.
pub struct Stage {
    model: Model,
    /// `None` only while the program is being started again.
    services: Option<Services>,
    terminal: Terminal<TestBackend>,
    clock: Clock,
    lang: Lang,
    folder: TempDir,
    /// Entries that were there before the first key.
    before: u64,
    /// Effects that wait, where answers are late.
    waiting: Option<VecDeque<Effect>>,
    has_quit: bool,
}

/// A clock that stands still until it is moved, and ids that count.
#[derive(Clone)]
struct Clock(Arc<Mutex<Timestamp>>, Arc<AtomicU64>);

impl Clock {
    fn new() -> Clock {
        Clock(Arc::new(Mutex::new(MORNING.parse().unwrap())), Arc::new(AtomicU64::new(1)))
    }

    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn pass(&self, time: TimeDelta) {
        let mut now = self.0.lock().unwrap();
        *now = now.plus(time);
    }

    fn stamp(&self) -> Stamp {
        let id = || EntryId::from_uuid(Uuid::from_u128(u128::from(self.1.fetch_add(1, Ordering::Relaxed))));
        Stamp { at: self.now(), id: id(), spare: id() }
    }

    fn mint(&self) -> Mint {
        let clock = self.clone();
        Arc::new(move || clock.stamp())
    }
}

impl Stage {
    /// The till in an open shift of `cashier1` with 6,000 roubles of change money, nothing in the basket.
    pub fn new(columns: u16, rows: u16, lang: Lang) -> Stage {
        let mut stage = Stage::at_sign_in(columns, rows, lang);
        stage.open_shift();
        stage.sign_in(home::CASHIER);
        stage.forget();
        stage
    }

    /// The till before anybody signs in; no shift is open.
    pub fn at_sign_in(columns: u16, rows: u16, lang: Lang) -> Stage {
        let clock = Clock::new();
        let folder = copy_of_template(lang, &clock);
        let mut stage = Stage::over(columns, rows, lang, folder, clock);
        stage.forget();
        stage
    }

    /// A home that holds nothing yet: the set-up.
    pub fn in_empty_home(columns: u16, rows: u16, lang: Lang) -> Stage {
        Stage::over(columns, rows, lang, tempfile::tempdir().unwrap(), Clock::new())
    }

    fn over(columns: u16, rows: u16, lang: Lang, folder: TempDir, clock: Clock) -> Stage {
        let terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let (services, model, effects) = open(folder.path(), (columns, rows), lang, &clock);
        let services = Some(services);
        let (waiting, has_quit, before) = (None, false, 0);
        let mut stage = Stage { model, services, terminal, clock, lang, folder, before, waiting, has_quit };
        stage.carry_out(effects);
        stage
    }

    /// The same desk as one of a headquarters that never answers, started anew: its people keep their PINs.
    pub fn enrolled(self, hq: &SecretKeys) -> Stage {
        let path = Home::new(self.folder.path()).key();
        let (alone, fresh) = (DeskKey::load(&path).unwrap(), FreshKeys::prepare(&path).unwrap());
        let code = EnrolCode::new(&hq.public().sign, [1; 8]);
        let (desk, zone) = (self.model.desk.clone().unwrap(), "Asia/Irkutsk".to_owned());
        let request = EnrolRequest::sign(Enrolling { desk, zone, recover: false }, &code, &fresh.keys);
        let enrolled = Enrolled { epoch: 1, accepted: None, at: self.clock.now() };
        let answer = EnrolAnswer::sign(&request, enrolled, &[7; 32], hq).unwrap();
        DeskKey::enrol(&path, fresh, &answer, Some(&alone)).unwrap();
        self.crash()
    }

    /// Presses keys as a person does: text as it stands, other keys as `<enter>`, `<f5>`, `<ctrl-l>`, `<lt>` for `<`.
    pub fn keys(self, keys: &str) -> Stage {
        self.typed(keys, PERSON)
    }

    /// Presses keys with such a pause before each.
    pub fn typed(mut self, keys: &str, pause: TimeDelta) -> Stage {
        for key in keys::parse(keys) {
            self.clock.pass(pause);
            let stamp = self.clock.stamp();
            self.message(Msg::Key(key, stamp));
        }
        self
    }

    /// Scans a code with a scanner that types: 2 milliseconds between characters, then Enter.
    pub fn scan(self, code: &str) -> Stage {
        self.scan_ending(code, "<enter>")
    }

    /// Scans a code with a scanner that ends it with other keys.
    pub fn scan_ending(self, code: &str, end: &str) -> Stage {
        self.clock.pass(PERSON);
        self.typed(&format!("{}{end}", code.replace('<', "<lt>")), SCANNER)
    }

    /// Pastes a text, as a scanner or a person does where the terminal marks pastes.
    pub fn paste(mut self, text: &str) -> Stage {
        self.clock.pass(PERSON);
        let stamp = self.clock.stamp();
        self.message(Msg::Paste(text.to_owned(), stamp));
        self
    }

    /// Lets time pass without a key; the clock ticks at its end.
    pub fn wait(mut self, time: TimeDelta) -> Stage {
        self.clock.pass(time);
        let now = self.clock.now();
        self.message(Msg::Clock(now));
        self
    }

    /// Gives the terminal another size.
    pub fn resize(mut self, columns: u16, rows: u16) -> Stage {
        self.terminal.backend_mut().resize(columns, rows);
        self.message(Msg::Resize(columns, rows));
        self
    }

    /// Tells the screens what only a headquarters brings about.
    pub fn told(mut self, msg: Msg) -> Stage {
        self.message(msg);
        self
    }

    /// From now on nothing is answered until [`Stage::answer`].
    pub fn late(mut self) -> Stage {
        self.waiting.get_or_insert_default();
        self
    }

    /// What waits, in order.
    pub fn waiting(&self) -> Vec<Effect> {
        self.waiting.iter().flatten().cloned().collect()
    }

    /// Everything that waits is carried out and answered, in order; answers come at once again.
    pub fn answer(mut self) -> Stage {
        let effects = self.waiting.take().unwrap_or_default();
        self.carry_out(effects.into());
        self
    }

    /// Everything that waits is carried out and its answers are lost, as when the power goes; how many there were.
    pub fn lose_answers(&mut self) -> usize {
        let effects = self.waiting.take().unwrap_or_default();
        effects.into_iter().map(|effect| self.perform(effect).len()).sum()
    }

    /// Kills the program, or takes one that has ended, and starts it again on the same home: nobody is signed in.
    pub fn crash(mut self) -> Stage {
        self.services = None;
        (self.waiting, self.has_quit) = (None, false);
        let area = self.terminal.size().unwrap();
        let (services, model, effects) = open(self.folder.path(), (area.width, area.height), self.lang, &self.clock);
        (self.services, self.model) = (Some(services), model);
        self.carry_out(effects);
        self
    }

    /// Signs `cashier1` in again without keys, after [`Stage::crash`].
    pub fn cashier(mut self) -> Stage {
        self.sign_in(home::CASHIER);
        self
    }

    /// Changes the home's settings, `blind = false` to `blind = true`, and starts the program anew.
    pub fn set(self, from: &str, to: &str) -> Stage {
        let path = self.folder.path().join("okno.toml");
        let settings = fs::read_to_string(&path).unwrap();
        assert!(settings.contains(from), "the settings have no {from}");
        fs::write(path, settings.replace(from, to)).unwrap();
        self.crash().cashier()
    }

    /// The vault of the same office on a home of its own: an open shift of `cashier1`, the drawer with 20,000 roubles.
    pub fn vault(columns: u16, rows: u16, lang: Lang) -> Stage {
        let (clock, folder) = (Clock::new(), tempfile::tempdir().unwrap());
        let home = Home::new(folder.path());
        let zone = "Asia/Irkutsk".parse().unwrap();
        let settings = Settings { kind: DeskKind::Vault, ..Settings::new("664003", "vault", zone) };
        settings.write_new(&home.settings()).unwrap();
        let name = |(name, _): (&str, &str)| UserName::new(name).unwrap();
        let wanted = NewDesk {
            desk: "664003/vault".parse().unwrap(),
            zone: "Asia/Irkutsk".to_owned(),
            address: String::new(),
            operator: String::new(),
            inn: String::new(),
            lang,
            cashier: name(home::CASHIER),
            cashier_pin: home::CASHIER.1.to_owned(),
            supervisor: name(home::SUPERVISOR),
            supervisor_pin: home::SUPERVISOR.1.to_owned(),
        };
        drop(runtime::set_up(&home, &wanted, clock.stamp()).unwrap());
        let mut stage = Stage::over(columns, rows, lang, folder, clock);
        stage = stage.deed(Action::OpenShift { counted: Money::from_roubles(20_000).into(), issued: None });
        stage.forget();
        stage
    }

    /// Carries an action of `cashier1` out without the screens, and starts the program anew to see it.
    pub fn deed(mut self, action: Action) -> Stage {
        let stamp = self.clock.stamp();
        let by = Actor { user: UserName::new(home::CASHIER.0).unwrap(), role: Role::Cashier };
        let approver = Actor { user: UserName::new(home::SUPERVISOR.0).unwrap(), role: Role::Supervisor };
        let (by, approved_by) = (Some(by), Some(approver));
        let command = Command { id: stamp.id, at: stamp.at, by, approved_by, witness: None, action };
        for msg in self.perform(Effect::Execute { command, approver: None, witness: None }) {
            if let Msg::Done(done) = msg {
                done.unwrap();
            }
        }
        self.crash().cashier()
    }

    /// Closes the shift with what it must have, and opens another in the next morning: what was recorded before is
    /// forgotten.
    pub fn next_day(self) -> Stage {
        let drawer = self.model.shift.as_ref().unwrap().drawer;
        let stage = self.deed(Action::close(drawer));
        stage.clock.pass(TimeDelta::hours(19));
        let mut stage = stage.deed(Action::OpenShift { counted: drawer.into(), issued: None });
        stage.forget();
        stage
    }

    /// From now on the printer can't be written to.
    pub fn jam_printer(self) -> Stage {
        let receipts = self.folder.path().join("receipts");
        fs::remove_dir_all(&receipts).ok();
        fs::write(&receipts, "not a folder").unwrap();
        self
    }

    /// From now on it can be written to again.
    pub fn mend_printer(self) -> Stage {
        fs::remove_file(self.folder.path().join("receipts")).unwrap();
        self
    }

    /// The screen: its text, then the runs of cells that look otherwise, then the cursor. See [`picture::of`].
    pub fn screen(&mut self) -> String {
        let model = &self.model;
        self.terminal.draw(|frame| view(model, frame)).unwrap();
        picture::of(&mut self.terminal)
    }

    /// The screen as a terminal is sent it, for a picture in colours.
    pub fn ansi(&mut self) -> String {
        let model = &self.model;
        self.terminal.draw(|frame| view(model, frame)).unwrap();
        picture::ansi(&mut self.terminal)
    }

    /// The text of the screen alone, a line a row.
    pub fn text(&mut self) -> String {
        let model = &self.model;
        self.terminal.draw(|frame| view(model, frame)).unwrap();
        picture::text(self.terminal.backend().buffer())
    }

    /// What was recorded since the stage was set, sign-ins and prints apart.
    pub fn entries(&self) -> Vec<Event> {
        let is_deed = |event: &Event| !matches!(event, Event::UserSignedIn(_) | Event::PrintDone(_));
        self.journal().into_iter().filter(is_deed).collect()
    }

    /// Everything that was recorded since the stage was set.
    pub fn journal(&self) -> Vec<Event> {
        let view = View::open(&Home::new(self.folder.path())).unwrap();
        let last = view.journal().last_seq().unwrap();
        (self.before + 1..=last).map(|seq| view.journal().event(seq).unwrap().unwrap().1).collect()
    }

    /// The names of the papers that came out, in order.
    pub fn papers(&self) -> Vec<String> {
        let folder = fs::read_dir(self.folder.path().join("receipts"));
        let names = folder.into_iter().flatten().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
        names.sort();
        names
    }

    /// The model behind the screen.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The home's folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// True once the program has ended.
    pub fn has_quit(&self) -> bool {
        self.has_quit
    }

    /// An effect carried out without the screens, for a scene that no key makes.
    pub fn perform(&mut self, effect: Effect) -> Vec<Msg> {
        self.services.as_mut().unwrap().perform(effect)
    }

    fn message(&mut self, msg: Msg) {
        assert!(!self.has_quit, "the program has ended");
        let effects = update(&mut self.model, msg);
        self.carry_out(effects);
    }

    /// Carries effects out as workers do: all that one brings back is told before what follows from it is begun.
    fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            if effect == Effect::Quit {
                self.has_quit = true;
            } else if let Some(waiting) = &mut self.waiting {
                waiting.push_back(effect);
            } else {
                for msg in self.perform(effect) {
                    effects.extend(update(&mut self.model, msg));
                }
            }
        }
    }

    fn sign_in(&mut self, (name, pin): (&str, &str)) {
        let stamp = self.clock.stamp();
        let effect = Effect::SignIn { user: UserName::new(name).unwrap(), pin: pin.to_owned(), stamp };
        self.carry_out(vec![effect]);
        assert!(self.model.person.is_some(), "{name} can't sign in: {:?}", self.model.notice);
    }

    /// Opens the shift behind the screens' back, and starts the program anew to see it.
    fn open_shift(&mut self) {
        let stamp = self.clock.stamp();
        let by = Actor { user: UserName::new(home::CASHIER.0).unwrap(), role: Role::Cashier };
        let action = Action::OpenShift { counted: Money::from_roubles(6000).into(), issued: None };
        let command = Command { id: stamp.id, at: stamp.at, by: Some(by), approved_by: None, witness: None, action };
        for msg in self.perform(Effect::Execute { command, approver: None, witness: None }) {
            if let Msg::Done(done) = msg {
                self.model.shift = Some(done.unwrap().shift);
            }
        }
    }

    fn forget(&mut self) {
        let view = View::open(&Home::new(self.folder.path())).unwrap();
        self.before = view.journal().last_seq().unwrap();
    }
}

/// An account of the town: its supplier by code, its street, house and flat (`"energosbyt"`, `"Ленина 12-4"`).
pub fn account(supplier: &str, address: &str) -> town::Account {
    let found = home::accounts(supplier, ACCOUNTS).find(|account| account.address == address);
    found.unwrap_or_else(|| panic!("nobody lives at {address}"))
}

/// The QR of a bill for an account of the town, asking for `kopecks`.
pub fn bill(supplier: &str, address: &str, kopecks: i64) -> String {
    let catalogue = Catalogue::built_in().unwrap();
    let found = catalogue.suppliers.iter().find(|known| known.code.as_str() == supplier).unwrap();
    let account = account(supplier, address).account;
    format!(
        "ST00012|Name={}|PersonalAcc={}|BankName=Банк|BIC={}|CorrespAcc=30101810900000000607|PayeeINN={}|PersAcc={}|\
         Sum={kopecks}",
        found.name.ru, found.settlement_account, found.bic, found.inn, account
    )
}

fn open(folder: &Path, size: (u16, u16), lang: Lang, clock: &Clock) -> (Services, Model, Vec<Effect>) {
    let look =
        Look { size, lang, keymap: Keymap::built_in(), theme: Theme { colour: true }, demo: Some(home::people()) };
    let (home, mint) = (Home::new(folder), clock.mint());
    let Ok(settings) = Settings::read(&home.settings()) else {
        let catalogue = Arc::new(Catalogue::built_in().unwrap());
        let model = runtime::empty(Look { demo: None, ..look }, catalogue, &mint);
        return (Services::empty(home, mint), model, vec![]);
    };
    let office = Office::new(home, settings, lang).unwrap();
    let services = Services::at_desk(&office, mint.clone()).unwrap();
    let recorder = services.recorder().unwrap();
    let (model, effects) = runtime::at_desk(look, recorder.ready(&office), recorder.facts().unwrap(), &mint);
    (services, model, effects)
}

/// A copy of a home that is made once a language: hashing two PINs and importing a town takes its time.
fn copy_of_template(lang: Lang, clock: &Clock) -> TempDir {
    static TEMPLATES: [OnceLock<PathBuf>; 2] = [OnceLock::new(), OnceLock::new()];
    let template = TEMPLATES[usize::from(lang == Lang::Ru)].get_or_init(|| {
        // The folder of the test build outlives the test; what an earlier run left there is made anew.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stage");
        let name = format!("{}-{}-{:?}", lang.code(), std::process::id(), thread::current().id());
        let path = folder.join(name);
        fs::create_dir_all(&path).unwrap();
        home::make(&Home::new(&path), ACCOUNTS, lang, clock.stamp()).unwrap();
        path
    });
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(template).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    folder
}
