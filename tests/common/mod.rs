//! What the integration tests share: a till set up through the program itself, and the tools that some of them need.
#![allow(dead_code)] // Each test binary uses a part of it.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

pub mod faulty_proxy;
pub mod postgres;
pub mod printer;
pub mod server;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use okno::desk::{Desk, DeskError, Home, Options};
use okno::domain::{Actor, CashData, DeskId, EntryId, Policy, Role, UserName};
use okno::journal::{Journal, JournalError, Verified, Verify};
use serde_json::Value;
use tempfile::TempDir;
use uuid::Uuid;

/// The account that payments are for.
pub const ACCOUNT: &str = "АБ1000000";
/// Everybody's PIN.
pub const PIN: &str = "4821";
/// After this long a program is taken to stall: nothing here takes a hundredth of it.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A till in a folder of its own, driven through the program.
pub struct Till {
    pub home: Home,
    _folder: Option<TempDir>,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; -1 for a process that was killed.
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Till {
    /// A folder in which nothing is set up.
    pub fn bare() -> Till {
        let folder = tempfile::tempdir().unwrap();
        Till { home: Home::new(folder.path().join("home")), _folder: Some(folder) }
    }

    /// A till with a cashier, a supervisor and three accounts of `energosbyt`, on whatever disk `folder` is.
    pub fn within(folder: &Path) -> Till {
        let till = Till { home: Home::new(folder.join("home")), _folder: None };
        till.set_up();
        till
    }

    /// One at a home that another scene sets up.
    pub fn at(home: impl Into<PathBuf>) -> Till {
        Till { home: Home::new(home), _folder: None }
    }

    /// The same in a temporary folder.
    pub fn new() -> Till {
        let till = Till::bare();
        till.set_up();
        till
    }

    /// The same with an open shift and an empty drawer.
    pub fn open() -> Till {
        let till = Till::new();
        till.open_shift();
        till
    }

    pub fn open_shift(&self) {
        self.json(&["shift", "open", "--as", "cashier1", "--float", "0"]);
    }

    fn set_up(&self) {
        self.json(&INIT);
        self.add_people();
        self.json(&self.import(&self.register(3, 81_240)));
    }

    /// Adds `cashier1` and `super1`.
    pub fn add_people(&self) {
        self.json(&["user", "add", "cashier1", "--role", "cashier"]);
        self.json(&["user", "add", "super1", "--role", "supervisor"]);
    }

    /// A register in windows-1251 beside the home: `rows` accounts that each owe `kopecks`.
    pub fn register(&self, rows: u32, kopecks: i64) -> String {
        let row = |n| {
            let (house, account) = (n / 60 + 1, 1_000_000 + n);
            let (flat, roubles, rest) = (n % 60 + 1, kopecks / 100, kopecks % 100);
            format!("Ёлкин И. И.;Ленина {house}-{flat};АБ{account};{roubles},{rest:02}\r\n")
        };
        let text: String = (0..rows).map(row).collect();
        let path = self.home.path().with_extension(format!("{kopecks}.txt"));
        std::fs::write(&path, encoding_rs::WINDOWS_1251.encode(&text).0).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The arguments that import a register.
    pub fn import<'a>(&self, register: &'a str) -> [&'a str; 7] {
        ["directory", "import", register, "--layout", "sber-debts", "--supplier", "energosbyt"]
    }

    /// The program with its arguments, at this till.
    pub fn command(&self, args: &[impl AsRef<str>]) -> Command {
        self.prepared(Command::new(env!("CARGO_BIN_EXE_okno")), args)
    }

    /// The same behind another program that runs it: `faketime`, `bash`.
    pub fn command_behind(&self, before: &[&str], args: &[impl AsRef<str>]) -> Command {
        let mut command = Command::new(before[0]);
        command.args(&before[1..]).arg(env!("CARGO_BIN_EXE_okno"));
        self.prepared(command, args)
    }

    fn prepared(&self, mut command: Command, args: &[impl AsRef<str>]) -> Command {
        command.args(args.iter().map(AsRef::as_ref)).stdin(Stdio::null());
        command.env("OKNO_HOME", self.home.path()).env("LC_ALL", "en_US.UTF-8").env("TZ", "UTC");
        command.env("OKNO_PIN", PIN).env("OKNO_SUPERVISOR_PIN", PIN);
        command.env("OKNO_WITNESS_PIN", PIN).env("OKNO_NEW_PIN", PIN);
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, args: &[impl AsRef<str>]) -> Ran {
        finish(self.command(args))
    }

    /// Runs a command that must be carried out, and reads its answer.
    pub fn json(&self, args: &[impl AsRef<str>]) -> Value {
        let mut args: Vec<&str> = args.iter().map(AsRef::as_ref).collect();
        args.push("--json");
        let ran = self.run(&args);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
        if ran.stdout.is_empty() { Value::Null } else { serde_json::from_str(&ran.stdout).unwrap() }
    }

    /// What `desk status` says.
    pub fn status(&self) -> Value {
        self.json(&["desk", "status"])
    }

    /// The id of the payment that `desk status` names as the last.
    pub fn last_payment(&self) -> Option<EntryId> {
        self.status()["last_payment"]["id"].as_str().map(|id| id.parse().unwrap())
    }

    /// The journal to read, as the library sees it.
    pub fn journal(&self) -> Journal {
        Journal::open(&self.home.journal()).unwrap()
    }

    /// Proves the journal, through the library: what is sound here, `journal verify` calls sound.
    pub fn verified(&self) -> Verified {
        Verify::default().run(&self.journal()).unwrap()
    }

    /// How many entries of a kind the journal has.
    pub fn entries(&self, kind: &str) -> usize {
        let mut found = 0;
        self.journal()
            .each(1, |entry| {
                found += usize::from(entry.kind == kind);
                Ok(())
            })
            .unwrap();
        found
    }

    /// Opens the desk in this process.
    pub fn desk(&self) -> Desk {
        open_desk(&self.home)
    }
}

/// The arguments that set the desk up.
pub const INIT: [&str; 8] = ["desk", "init", "--office", "664003", "--desk", "2", "--zone", "Asia/Irkutsk"];

/// Opens the desk at `home` in this process, as the program does. One that was closed a moment ago may still be held:
/// a program that another test starts has a copy of the lock from `fork` until `exec`.
pub fn open_desk(home: &Home) -> Desk {
    let desk: DeskId = Journal::open(&home.journal()).unwrap().desk().clone();
    let (zone, holder) = (chrono_tz::Asia::Irkutsk, "a test's desk".to_owned());
    let (policy, cash) = (Policy::default(), CashData::built_in().unwrap());
    let options = Options { desk, zone, policy, cash, mirror: None, holder };
    let asked = Instant::now();
    loop {
        match Desk::open(home, options.clone()) {
            Err(DeskError::Journal(JournalError::Locked { .. })) if asked.elapsed() < PATIENCE => {
                thread::sleep(Duration::from_millis(1));
            }
            opened => return opened.unwrap(),
        }
    }
}

/// The arguments that take a payment in cash to the kopeck.
pub fn pay(id: EntryId, kopecks: i64) -> Vec<String> {
    let sum = format!("{}.{:02}", kopecks / 100, kopecks % 100);
    let line = format!("energosbyt:{ACCOUNT}:{sum}");
    let id = id.to_string();
    ["pay", "--as", "cashier1", "--line", &line, "--cash", &sum, "--id", &id].map(str::to_owned).into()
}

/// A new id, as a caller mints it before anything happens.
pub fn new_id() -> EntryId {
    EntryId::from_uuid(Uuid::now_v7())
}

/// The cashier, as one whose PIN was checked.
pub fn cashier() -> Actor {
    Actor { user: UserName::new("cashier1").unwrap(), role: Role::Cashier }
}

/// Runs a command to its end; one that stalls fails the test instead of hanging it.
pub fn finish(mut command: Command) -> Ran {
    let (done, output) = mpsc::channel();
    thread::spawn(move || done.send(command.output().unwrap()));
    let Output { status, stdout, stderr } = output.recv_timeout(PATIENCE).expect("the program stalls");
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: status.code().unwrap_or(-1), stdout: text(stdout), stderr: text(stderr) }
}

/// True if a tool is there. Where it is not, what it would have proved is left out, and said to be; where every tool
/// is required, it fails.
pub fn has(tool: &str, proves: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let there = std::env::split_paths(&folders).any(|folder| folder.join(tool).is_file());
    if !there {
        left_out(&format!("there is no {tool}: {proves}"));
    }
    there
}

/// Says on the real standard error, past the test runner, what was not proved and why.
pub fn left_out(what: &str) {
    assert!(std::env::var_os("OKNO_REQUIRE_TOOLS").is_none(), "required, but {what}");
    std::io::stderr().write_all(format!("left out: {what}\n").as_bytes()).unwrap();
}

/// Repeatable numbers (SplitMix64), so that a failure can be had again.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
