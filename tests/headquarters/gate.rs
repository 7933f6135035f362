//! A line to headquarters that holds a request, or its answer, until whoever asked is dead: so a program is killed at
//! places that it has come to, however fast or slow the machine is.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::common::faulty_proxy::{first_line, message};
use crate::common::{PATIENCE, Till};

/// How often the home is looked at while a command runs.
const LOOK: Duration = Duration::from_micros(300);
/// At which changes of its home a command is killed between two requests: few, for headquarters takes only so many
/// enrolments a minute.
const CHANGES: [usize; 5] = [1, 2, 4, 8, 16];

/// The side of a request on which it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// Headquarters has not got it.
    Asked,
    /// Headquarters has carried it out, and the answer is not at the desk.
    Answered,
}

/// What the line tells of a request, by its first line.
enum Told {
    /// The answer has gone to the desk.
    Passed(String),
    /// It is held.
    Held,
}

/// What the threads of the line share.
struct Line {
    target: SocketAddr,
    /// What to hold: the part of a request's first line that names it, and its side.
    hold: Mutex<Option<(String, Side)>>,
    tell: Mutex<Sender<Told>>,
}

/// The line.
pub struct Gate {
    address: SocketAddr,
    line: Arc<Line>,
    told: Receiver<Told>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// It was killed while its request was held.
    Held,
    /// It was killed when its home had changed.
    Changed,
    /// It came to its end by itself.
    ByItself,
}

impl Gate {
    /// A line to the headquarters at a URL.
    pub fn to(url: &str) -> Gate {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let target = url.strip_prefix("http://").unwrap().parse().unwrap();
        let (tell, told) = mpsc::channel();
        let line = Arc::new(Line { target, hold: Mutex::default(), tell: Mutex::new(tell) });
        let of_thread = Arc::clone(&line);
        thread::spawn(move || {
            for desk in listener.incoming().flatten() {
                let line = Arc::clone(&of_thread);
                // Whoever is killed breaks its line.
                thread::spawn(move || drop(line.carry(desk)));
            }
        });
        Gate { address, line, told }
    }

    /// Where a desk finds it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Runs a command of a desk again and again, and kills it each time at another place: before each of the named
    /// requests is at headquarters, before its answer is at the desk, and between them when its home has changed so
    /// often. A request that is never made fails the test.
    pub fn kill_everywhere(&self, till: &Till, args: &[impl AsRef<str>], requests: &[&str]) {
        let mut behind = None;
        for request in requests {
            self.kill_at_changes(till, args, behind, Some(request));
            let end = self.run(till, args, Some((request, Side::Answered)), None);
            assert_eq!(end, End::Held, "it does not ask {request}");
            behind = Some(*request);
        }
        self.kill_at_changes(till, args, behind, None);
        self.hold(None);
    }

    /// Kills it at changes of its home behind one request, until it comes to the next or its end.
    fn kill_at_changes(&self, till: &Till, args: &[impl AsRef<str>], behind: Option<&str>, next: Option<&str>) {
        let hold = next.map(|next| (next, Side::Asked));
        for change in CHANGES {
            match self.run(till, args, hold, Some((behind, change))) {
                End::Changed => {}
                end => return assert!(next.is_none() || end == End::Held, "it does not ask {next:?}"),
            }
        }
        let end = self.run(till, args, hold, None);
        assert!(next.is_none() || end == End::Held, "it does not ask {next:?}");
    }

    /// Runs it until what is to be held is held, or until so many changes of the home behind a request, or to its end.
    fn run(
        &self,
        till: &Till,
        args: &[impl AsRef<str>],
        hold: Option<(&str, Side)>,
        changes: Option<(Option<&str>, usize)>,
    ) -> End {
        self.hold(hold);
        while self.told.try_recv().is_ok() {}
        let home = till.home.path();
        let mut child = till.command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let (begun, mut seen, mut changed) = (Instant::now(), files(home), 0);
        let mut counts = changes.is_some_and(|(behind, _)| behind.is_none());
        loop {
            match self.told.recv_timeout(LOOK) {
                Ok(Told::Held) => return killed(child, End::Held),
                Ok(Told::Passed(request)) => {
                    let behind = changes.and_then(|(behind, _)| behind);
                    counts = counts || behind.is_some_and(|behind| request.contains(behind));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => panic!("the line is gone"),
            }
            let found = files(home);
            changed += usize::from(counts && found != seen);
            seen = found;
            if changes.is_some_and(|(_, wanted)| changed >= wanted) {
                return killed(child, End::Changed);
            }
            if child.try_wait().unwrap().is_some() {
                return End::ByItself;
            }
            assert!(begun.elapsed() < PATIENCE, "it stalls");
        }
    }

    fn hold(&self, what: Option<(&str, Side)>) {
        *self.line.hold.lock().unwrap() = what.map(|(request, side)| (request.to_owned(), side));
    }
}

impl Line {
    /// Carries requests and answers until one is held or a side has gone.
    fn carry(&self, desk: TcpStream) -> io::Result<()> {
        let (mut desk, mut hq) = (BufReader::new(desk), BufReader::new(TcpStream::connect(self.target)?));
        while let Some(request) = message(&mut desk)? {
            let name = first_line(&request);
            let is_held = |side| {
                let hold = self.hold.lock().unwrap();
                hold.as_ref().is_some_and(|(held, of)| *of == side && name.contains(held))
            };
            if is_held(Side::Asked) {
                return self.held(desk);
            }
            hq.get_mut().write_all(&request)?;
            let Some(answer) = message(&mut hq)? else { return Ok(()) };
            if is_held(Side::Answered) {
                return self.held(desk);
            }
            desk.get_mut().write_all(&answer)?;
            self.tell(Told::Passed(name.clone()));
        }
        Ok(())
    }

    /// Keeps the line until the desk is dead.
    fn held(&self, mut desk: BufReader<TcpStream>) -> io::Result<()> {
        self.tell(Told::Held);
        desk.read_to_end(&mut Vec::new()).map(drop)
    }

    fn tell(&self, told: Told) {
        // Nobody listens once the test has ended.
        drop(self.tell.lock().unwrap().send(told));
    }
}

fn killed(mut child: Child, end: End) -> End {
    // It may have ended by itself this very moment.
    child.kill().unwrap();
    child.wait().unwrap();
    end
}

/// The files of a home as they are: sizes, and when they were written.
fn files(home: &std::path::Path) -> BTreeMap<String, (u64, Option<SystemTime>)> {
    let found = std::fs::read_dir(home).into_iter().flatten().flatten();
    let file = |file: std::fs::DirEntry| {
        let about = file.metadata().ok()?;
        Some((file.file_name().to_string_lossy().into_owned(), (about.len(), about.modified().ok())))
    };
    found.filter_map(file).collect()
}
