//! A headquarters that is served by a process of its own, and desks of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use okno::desk::{DeskKey, Home};
use okno::domain::{DeskId, Event, ReceiptNumber, Timestamp};
use okno::hq::{Hq, HqHome};
use okno::protocol::{EnrolCode, EnrolRequest, Enrolling, Entry, Hash, RawEntry};
use serde_json::Value;
use tempfile::TempDir;

use crate::common::{PATIENCE, PIN, Ran, Till, finish, new_id, postgres};

/// The desk of most tests, as it is named.
pub const DESK: &str = "664003/2";

/// Which engine a headquarters is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A headquarters in a folder of its own.
pub struct Headquarters {
    pub folder: TempDir,
    store: String,
    address: String,
    server: Option<Child>,
}

impl Headquarters {
    /// One that is set up and served, with two people and a register of three accounts; `None` where the engine is
    /// not installed, which is said.
    pub fn new(engine: Engine) -> Option<Headquarters> {
        let mut hq = Headquarters::bare(engine)?;
        hq.set_up();
        hq.serve();
        Some(hq)
    }

    fn set_up(&self) {
        self.json(&["hq", "init", "--store", &self.store]);
        self.json(&["hq", "user", "add", "super1", "--role", "supervisor"]);
        self.json(&["hq", "user", "add", "cashier1", "--role", "cashier", "--office", "664003"]);
        let register = self.register(3, 81_240);
        self.json(&["hq", "directory", "import", &register, "--layout", "sber-debts", "--supplier", "energosbyt"]);
    }

    /// A folder in which nothing is set up, and the name of an empty store.
    pub fn bare(engine: Engine) -> Option<Headquarters> {
        let store = match engine {
            Engine::Sqlite => "sqlite:hq.db".to_owned(),
            Engine::Postgres => postgres::server()?.database(),
        };
        let (folder, address) = (tempfile::tempdir().unwrap(), "127.0.0.1:0".to_owned());
        Some(Headquarters { folder, store, address, server: None })
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("hq")
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// A register in windows-1251: so many accounts that each owe so much.
    pub fn register(&self, rows: u32, kopecks: i64) -> String {
        let row = |n| {
            let (house, account, flat) = (n / 60 + 1, 1_000_000 + n, n % 60 + 1);
            format!("Ёлкин И. И.;Ленина {house}-{flat};АБ{account};{},{:02}\r\n", kopecks / 100, kopecks % 100)
        };
        let path = self.folder.path().join("debts.txt");
        std::fs::write(&path, encoding_rs::WINDOWS_1251.encode(&(0..rows).map(row).collect::<String>()).0).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Serves it in a process, at the address where it was before.
    pub fn serve(&mut self) {
        let asked = Instant::now();
        while self.server.is_none() {
            assert!(asked.elapsed() < PATIENCE, "{} is not free", self.address);
            let mut command = okno(&self.home(), &["hq", "serve", "--listen", &self.address, "--json"]);
            let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
            let mut line = String::new();
            BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
            match serde_json::from_str::<Value>(&line) {
                Ok(said) => {
                    self.address = said["address"].as_str().unwrap().to_owned();
                    self.server = Some(child);
                }
                // Some connection has the port for a moment.
                Err(_) => _ = (child.wait().unwrap(), thread::sleep(Duration::from_millis(50))),
            }
        }
    }

    /// Ends the process as `kill -9` does.
    pub fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().unwrap();
            server.wait().unwrap();
        }
    }

    /// Where it is served.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        finish(okno(&self.home(), args))
    }

    /// Runs a command that must be carried out, and reads its answer.
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(&[args, &["--json"]].concat());
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
        serde_json::from_str(&ran.stdout).unwrap_or_default()
    }

    /// A code for a desk.
    pub fn code(&self, desk: &str) -> String {
        let (office, desk) = desk.split_once('/').unwrap();
        let issued = self.json(&["hq", "enrol", "--office", office, "--desk", desk]);
        issued["code"].as_str().unwrap().to_owned()
    }

    /// The arguments that set a desk up with a new code.
    pub fn init(&self, desk: &str) -> Vec<String> {
        let (office, name) = desk.split_once('/').unwrap();
        let (url, code) = (self.url(), self.code(desk));
        let zone = "Asia/Irkutsk";
        let args = ["desk", "init", "--office", office, "--desk", name, "--zone", zone, "--hq", &url, "--code", &code];
        args.map(str::to_owned).into()
    }

    /// A desk that was set up from here.
    pub fn desk(&self, desk: &str) -> Till {
        let till = Till::bare();
        till.json(&self.init(desk));
        till
    }

    /// The same with an open shift.
    pub fn open_desk(&self, desk: &str) -> Till {
        let till = self.desk(desk);
        till.open_shift();
        till
    }

    /// All entries that it has of a desk, as `hq entries` writes them.
    pub fn entries(&self, desk: &str) -> String {
        let ran = self.run(&["hq", "entries", "--desk", desk, "--format", "jsonl"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        ran.stdout
    }

    /// The headquarters as the library opens it, beside the server.
    pub fn node(&self) -> Hq {
        Hq::open(&HqHome::new(self.home())).unwrap()
    }

    /// How often each refusal was given to a desk, by code.
    pub fn refusals(&self) -> BTreeMap<(String, String), u64> {
        let mut counts = BTreeMap::new();
        for event in self.node().security_events().unwrap() {
            *counts.entry((event.desk, event.code)).or_default() += event.times;
        }
        counts
    }

    /// The payments that it has of a desk, once each is proved.
    pub fn payments(&self, desk: &str) -> Vec<Paid> {
        self.json(&["hq", "verify"]);
        let id: DeskId = desk.parse().unwrap();
        let (mut found, mut prev) = (vec![], Hash::ZERO);
        for (seq, line) in (1..).zip(self.entries(desk).lines()) {
            let raw: RawEntry = serde_json::from_str(line).unwrap();
            let entry = Entry::check(&id, seq, prev, raw).unwrap();
            prev = entry.hash;
            if let Event::PaymentTaken(payment) = Event::decode(&entry.kind, &entry.body).unwrap() {
                let kopecks = okno::domain::line::total(&payment.lines).unwrap().kopecks();
                let stranded = payment.stranded.is_some();
                found.push(Paid { id: entry.id.to_string(), receipt: payment.receipt, kopecks, stranded });
            }
        }
        found
    }
}

impl Drop for Headquarters {
    fn drop(&mut self) {
        self.kill();
    }
}

fn okno(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_okno"));
    command.args(args).env("OKNO_HOME", home).env("LC_ALL", "en_US.UTF-8").env("TZ", "UTC").env("OKNO_NEW_PIN", PIN);
    command.env("OKNO_PIN", PIN);
    command.stdin(Stdio::null());
    command
}

/// A payment: as a desk printed it, or as headquarters has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paid {
    pub id: String,
    pub receipt: ReceiptNumber,
    pub kopecks: i64,
    /// True where it was entered again after a recovery.
    pub stranded: bool,
}

/// Takes a payment at a desk; its receipt is printed by then.
pub fn pay(till: &Till, kopecks: i64) -> Paid {
    let id = new_id();
    let paid = till.json(&crate::common::pay(id, kopecks));
    let receipt = paid["receipt"].as_str().unwrap().parse().unwrap();
    Paid { id: id.to_string(), receipt, kopecks, stranded: false }
}

/// Every payment whose receipt was printed is there, once, with its sum, and nothing else is.
pub fn assert_all_there(found: &[Paid], printed: &[Paid]) {
    let sums = |paid: &[Paid]| paid.iter().map(|paid| (paid.id.clone(), paid.kopecks)).collect::<BTreeSet<_>>();
    assert_eq!(sums(found), sums(printed));
    assert_eq!(found.len(), printed.len(), "one is doubled: {found:?}");
    let receipts: BTreeSet<ReceiptNumber> = found.iter().map(|paid| paid.receipt).collect();
    assert_eq!(receipts.len(), found.len(), "a receipt's number comes twice: {found:?}");
    for kept in found.iter().filter(|found| !found.stranded) {
        assert!(printed.contains(kept), "{kept:?} was printed otherwise");
    }
}

/// `sync now` that comes to its end: everything is there.
pub fn sync(till: &Till) -> Value {
    let said = till.json(&["sync", "now"]);
    assert_eq!(said["unsent"], 0, "{said}");
    said
}

/// A copy of a desk's machine, as it is now.
pub fn copy_of(till: &Till) -> Till {
    let copy = Till::bare();
    copy_folder(till.home.path(), copy.home.path());
    copy
}

pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap().map(|file| file.unwrap()) {
        let to = to.join(file.file_name());
        if file.path().is_dir() {
            copy_folder(&file.path(), &to);
        } else {
            std::fs::copy(file.path(), to).unwrap();
        }
    }
}

/// The journal's entries, as `journal export` writes them.
pub fn exported(till: &Till) -> String {
    let ran = till.run(&["journal", "export", "--format", "jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    ran.stdout
}

/// Recovers a desk with a new code.
pub fn recover(hq: &Headquarters, till: &Till, more: &[&str]) -> Value {
    let code = hq.code(DESK);
    till.json(&[&["desk", "recover", "--code", &code], more].concat())
}

/// Keeps a mirror of the journal in a folder beside the home, and says where.
pub fn keep_mirror(till: &Till) -> PathBuf {
    let mirror = till.home.path().with_extension("mirror");
    std::fs::create_dir_all(&mirror).unwrap();
    let settings = std::fs::read_to_string(till.home.settings()).unwrap();
    let settings = settings.replacen("# mirror = \"\"", &format!("mirror = {mirror:?}"), 1);
    std::fs::write(till.home.settings(), settings).unwrap();
    mirror
}

/// Removes everything of a machine but its settings.
pub fn lose_disk(home: &Home) {
    let settings = std::fs::read(home.settings()).unwrap();
    std::fs::remove_dir_all(home.path()).unwrap();
    std::fs::create_dir_all(home.path()).unwrap();
    std::fs::write(home.settings(), settings).unwrap();
}

/// A headquarters with the same key and an empty store, which knows the desk and has nothing of it; the desk's settings
/// name it from now on.
pub fn moved(hq: &Headquarters, till: &Till) -> Headquarters {
    let mut other = Headquarters::bare(Engine::Sqlite).unwrap();
    std::fs::create_dir_all(other.home()).unwrap();
    std::fs::copy(hq.home().join("hq.key"), other.home().join("hq.key")).unwrap();
    other.set_up();
    let code: EnrolCode = other.code(DESK).parse().unwrap();
    let key = DeskKey::load(&till.home.key()).unwrap();
    let enrolling = Enrolling { desk: DESK.parse().unwrap(), zone: "Asia/Irkutsk".to_owned(), recover: false };
    let request = EnrolRequest::sign(enrolling, &code, &key.enrolment().unwrap().keys);
    other.node().enrol(&request, Timestamp::new(okno::clock::now())).unwrap();
    other.serve();
    point_to(till, &hq.url(), &other.url());
    other
}

/// Gives a desk's headquarters another address.
pub fn point_to(till: &Till, from: &str, to: &str) {
    let settings = std::fs::read_to_string(till.home.settings()).unwrap();
    assert!(settings.contains(from));
    std::fs::write(till.home.settings(), settings.replace(from, to)).unwrap();
}
