//! A desk that serves payments in a process of its own, until it is told to end or is killed. The process is the test
//! binary itself: the test that wants a server is also what the server runs. Where it has a headquarters, the worker of
//! a till sends there what is recorded.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use okno::client::Place;
use okno::clock;
use okno::desk::{Desk, Heard, Home};
use okno::domain::command::{LineInput, TenderInput};
use okno::domain::{AccountNumber, Action, Command as DeskCommand, EntryId, Money, SupplierCode, Timestamp};
use okno::sync::{Cause, Ears, Status, Worker};

use super::{ACCOUNT, PATIENCE, Till, cashier, open_desk};

/// Where the home of the desk that a process is to serve is named.
const HOME: &str = "OKNO_TEST_SERVES";
/// Where its headquarters is named.
const HQ: &str = "OKNO_TEST_HQ";
/// After so long without anything to do a till calls itself idle.
const IDLE: Duration = Duration::from_millis(500);

/// A running server, seen from the test.
pub struct Server {
    child: Child,
    input: ChildStdin,
    lines: Receiver<String>,
}

/// What a server said of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is recorded.
    Answered(EntryId),
    /// It is not, for this reason.
    Refused(EntryId, String),
}

/// Serves, in a process that was started to: the test then has nothing more to do.
pub fn serves() -> bool {
    let Some(home) = std::env::var_os(HOME) else { return false };
    serve(&Home::new(home));
    true
}

/// What a serving desk is to do next.
enum Job {
    Asked(String),
    Heard(Heard),
    End,
}

/// Reads a payment a line, `idle` or `stands`, and answers each.
fn serve(home: &Home) {
    let mut desk = open_desk(home);
    let (door, jobs) = mpsc::channel();
    let heard = door.clone();
    let sending = std::env::var(HQ).ok().map(|url| {
        let place = Place { url, ca: None, insecure: false };
        let status = Arc::new(Mutex::new(Status::default()));
        let told = Arc::clone(&status);
        let ears = Ears {
            hear: Box::new(move |said| drop(heard.send(Job::Heard(said)))),
            tell: Box::new(move |status| *told.lock().unwrap() = status.clone()),
        };
        (Worker::start(home.clone(), place, Arc::new(|| Timestamp::new(clock::now())), ears), status)
    });
    thread::spawn(move || {
        for line in std::io::stdin().lines() {
            drop(door.send(Job::Asked(line.unwrap())));
        }
        drop(door.send(Job::End));
    });
    // The test runner may have begun a line.
    say("\nopen");
    loop {
        match jobs.recv_timeout(IDLE) {
            Ok(Job::Asked(line)) => answer(&mut desk, &line, sending.as_ref()),
            Ok(Job::Heard(heard)) => desk.hear(&heard).unwrap(),
            Err(RecvTimeoutError::Timeout) => desk.idle().unwrap(),
            Ok(Job::End) | Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn answer(desk: &mut Desk, line: &str, sending: Option<&(Worker, Arc<Mutex<Status>>)>) {
    match (line.split_once(' '), line, sending) {
        (None, "stands", Some((_, status))) => {
            let Status { unsent, trouble, .. } = status.lock().unwrap().clone();
            let fork = trouble.as_ref().is_some_and(|ill| ill.cause == Cause::Fork);
            say(&format!("stands {unsent} {fork} {}", trouble.map_or("well", |ill| ill.said.0)));
        }
        (None, ..) => desk.idle().unwrap(),
        (Some((id, kopecks)), ..) => {
            let command = payment(id.parse().unwrap(), kopecks.parse().unwrap());
            say(&format!("asked {id}"));
            match desk.execute(&command) {
                Ok(outcome) => say(&format!("answered {}", outcome.entry.id)),
                Err(error) => say(&format!("refused {id} {error}")),
            }
            sending.iter().for_each(|(worker, _)| worker.nudge());
        }
    }
}

/// Writes a line past the test runner, which would keep it.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush()).unwrap();
}

/// How a desk stands with its headquarters, as its worker says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    /// Entries that headquarters has not acknowledged, as of the last time the worker looked.
    pub unsent: u64,
    /// True where headquarters has another journal.
    pub fork: bool,
    /// The id of the message of what is wrong; `well` where nothing is.
    pub trouble: String,
}

/// The command of a payment in cash.
pub fn payment(id: EntryId, kopecks: i64) -> DeskCommand {
    let amount = Money::from_kopecks(kopecks);
    let supplier = SupplierCode::new("energosbyt").unwrap();
    let account = AccountNumber::parse(ACCOUNT).unwrap();
    let lines = vec![LineInput { supplier, service: None, account, amount, period: None }];
    let action = Action::TakePayment { lines, tenders: vec![TenderInput::Cash { given: amount }] };
    DeskCommand { id, at: Timestamp::new(clock::now()), by: Some(cashier()), approved_by: None, witness: None, action }
}

impl Server {
    /// Starts the desk of `till` in a process that runs `test`, the caller's own test. `before` is what the process
    /// is started through; nothing of it may remain between.
    pub fn start(till: &Till, before: &[&str], test: &str) -> Server {
        Server::spawn(till, before, test, None)
    }

    fn spawn(till: &Till, before: &[&str], test: &str, hq: Option<&str>) -> Server {
        let binary = std::env::current_exe().unwrap();
        let mut command = match before {
            [] => Command::new(binary),
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(binary);
                command
            }
        };
        command.args([test, "--exact", "--nocapture", "--include-ignored"]).env(HOME, till.home.path());
        command.envs(hq.map(|url| (HQ, url)));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let (heard, lines) = mpsc::channel();
        thread::spawn(move || {
            // A line that a kill tore has no whole id, and counts as not said.
            let lines = output.lines().map_while(Result::ok);
            lines.for_each(|line| drop(heard.send(line)));
        });
        Server { child, input, lines }
    }

    /// Starts it and waits until the desk is open.
    pub fn open(till: &Till, before: &[&str], test: &str) -> Server {
        Server::start(till, before, test).opened()
    }

    /// The same for a desk whose worker sends to the headquarters at a URL.
    pub fn open_to(till: &Till, hq: &str, test: &str) -> Server {
        Server::spawn(till, &[], test, Some(hq)).opened()
    }

    fn opened(self) -> Server {
        while self.line().expect("the desk did not open") != "open" {}
        self
    }

    /// How the desk stands with its headquarters. Nothing may be asked for that was not answered.
    pub fn stands(&mut self) -> Stands {
        writeln!(self.input, "stands").unwrap();
        loop {
            let line = self.line().expect("the desk ended");
            let mut words = line.split(' ');
            if words.next() == Some("stands") {
                let mut word = || words.next().unwrap();
                let (unsent, fork) = (word().parse().unwrap(), word().parse().unwrap());
                return Stands { unsent, fork, trouble: word().to_owned() };
            }
        }
    }

    /// The server's process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Asks for a payment and does not wait.
    pub fn ask(&mut self, id: EntryId, kopecks: i64) {
        writeln!(self.input, "{id} {kopecks}").unwrap();
    }

    /// Gives the desk an idle moment.
    pub fn idle(&mut self) {
        writeln!(self.input, "idle").unwrap();
    }

    /// Asks for a payment and waits for what becomes of it.
    pub fn pay(&mut self, id: EntryId, kopecks: i64) -> Said {
        self.ask(id, kopecks);
        loop {
            let line = self.line().expect("the desk ended");
            if let Some(said) = said(&line) {
                return said;
            }
        }
    }

    /// Kills it, as `kill -9` does, and says what it had answered by then.
    pub fn kill(self) -> Vec<Said> {
        self.kill_behind(0)
    }

    /// The same as soon as it has answered so many.
    pub fn kill_behind(mut self, answers: usize) -> Vec<Said> {
        let mut answered = Vec::new();
        while answered.len() < answers {
            answered.extend(said(&self.line().expect("the desk ended")));
        }
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let lines = std::iter::from_fn(|| self.line());
        answered.extend(lines.filter_map(|line| said(&line)));
        answered
    }

    /// Lets it end by itself.
    pub fn end(self) {
        let Server { mut child, input, .. } = self;
        drop(input);
        assert!(child.wait().unwrap().success());
    }

    /// The next line, or `None` at the end; a server that stalls fails the test.
    fn line(&self) -> Option<String> {
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => Some(line),
            Err(mpsc::RecvTimeoutError::Disconnected) => None,
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("the desk stalls"),
        }
    }
}

fn said(line: &str) -> Option<Said> {
    let (word, rest) = line.split_once(' ')?;
    match word {
        "answered" => Some(Said::Answered(rest.parse().ok()?)),
        "refused" => {
            let (id, why) = rest.split_once(' ')?;
            Some(Said::Refused(id.parse().ok()?, why.to_owned()))
        }
        _ => None,
    }
}
