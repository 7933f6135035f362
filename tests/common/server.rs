//! A desk that serves payments in a process of its own, until it is told to end or is killed. The process is the test
//! binary itself: the test that wants a server is also what the server runs.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use okno::clock;
use okno::desk::Home;
use okno::domain::command::{LineInput, TenderInput};
use okno::domain::{AccountNumber, Action, Command as DeskCommand, EntryId, Money, SupplierCode, Timestamp};

use super::{ACCOUNT, PATIENCE, Till, cashier, open_desk};

/// Where the home of the desk that a process is to serve is named.
const HOME: &str = "OKNO_TEST_SERVES";

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

/// Reads a payment a line, or `idle`, and answers each.
fn serve(home: &Home) {
    let mut desk = open_desk(home);
    // The test runner may have begun a line.
    say("\nopen");
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let Some((id, kopecks)) = line.split_once(' ') else {
            desk.idle().unwrap();
            continue;
        };
        let command = payment(id.parse().unwrap(), kopecks.parse().unwrap());
        say(&format!("asked {id}"));
        match desk.execute(&command) {
            Ok(outcome) => say(&format!("answered {}", outcome.entry.id)),
            Err(error) => say(&format!("refused {id} {error}")),
        }
    }
}

/// Writes a line past the test runner, which would keep it.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush()).unwrap();
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
        let server = Server::start(till, before, test);
        while server.line().expect("the desk did not open") != "open" {}
        server
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
    pub fn kill(mut self) -> Vec<Said> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let lines = std::iter::from_fn(|| self.line());
        lines.filter_map(|line| said(&line)).collect()
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
