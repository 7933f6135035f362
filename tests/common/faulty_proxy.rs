//! A bad line between a desk and HQ: a proxy for HTTP/1.1 that loses, delays, cuts, repeats and reorders what passes,
//! as often as it is told. What befalls the n-th request of the m-th connection follows from the seed.
//!
//! ```ignore
//! let proxy = FaultyProxy::start(server.address(), 42, Faults::each(20));
//! let hq = proxy.url(); // desks talk to this
//! …
//! proxy.set(Faults::NONE); // the line is good again
//! assert!(proxy.counts().lost_answers > 0);
//! ```

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::Dice;

/// How long the proxy waits for either side.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often what happens, of 1,000 requests; the rest passes as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// The request is lost, and the line with it.
    pub drop: u64,
    /// It comes late, by up to [`Faults::delay_millis`].
    pub delay: u64,
    /// Half of the request arrives.
    pub cut_request: u64,
    /// Half of the answer arrives.
    pub cut_answer: u64,
    /// The request arrives and is carried out, and the answer is lost.
    pub lose_answer: u64,
    /// The request arrives twice; the second answer is passed on.
    pub repeat: u64,
    /// The request seems lost, and arrives behind one that comes later.
    pub reorder: u64,
    /// 500 instead of the request.
    pub fail: u64,
    /// The request is carried out, and the answer is 500.
    pub fail_after: u64,
    /// How late the late ones may be.
    pub delay_millis: u64,
}

impl Faults {
    /// A good line.
    pub const NONE: Faults = Faults {
        drop: 0,
        delay: 0,
        cut_request: 0,
        cut_answer: 0,
        lose_answer: 0,
        repeat: 0,
        reorder: 0,
        fail: 0,
        fail_after: 0,
        delay_millis: 0,
    };

    /// Everything, each so often of 1,000 requests.
    pub const fn each(often: u64) -> Faults {
        Faults {
            drop: often,
            delay: often,
            cut_request: often,
            cut_answer: often,
            lose_answer: often,
            repeat: often,
            reorder: often,
            fail: often,
            fail_after: often,
            delay_millis: 50,
        }
    }

    fn roll(&self, dice: &mut Dice) -> Fault {
        let mut rolled = dice.next() % 1_000;
        let odds = [
            (self.drop, Fault::Drop),
            (self.delay, Fault::Delay(dice.next() % self.delay_millis.max(1))),
            (self.cut_request, Fault::CutRequest),
            (self.cut_answer, Fault::CutAnswer),
            (self.lose_answer, Fault::LoseAnswer),
            (self.repeat, Fault::Repeat),
            (self.reorder, Fault::Reorder),
            (self.fail, Fault::Fail),
            (self.fail_after, Fault::FailAfter),
        ];
        for (often, fault) in odds {
            if rolled < often {
                return fault;
            }
            rolled -= often;
        }
        Fault::None
    }
}

enum Fault {
    None,
    Drop,
    Delay(u64),
    CutRequest,
    CutAnswer,
    LoseAnswer,
    Repeat,
    Reorder,
    Fail,
    FailAfter,
}

/// What happened so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests that came whole.
    pub requests: u64,
    /// Those of them that bring entries.
    pub batches: u64,
    /// Those that passed as they are, or late.
    pub passed: u64,
    pub dropped: u64,
    pub delayed: u64,
    pub cut_requests: u64,
    pub cut_answers: u64,
    pub lost_answers: u64,
    pub repeated: u64,
    /// Requests that arrived behind later ones.
    pub reordered: u64,
    pub failed: u64,
    /// HQ did not answer: it was down, or it broke off.
    pub unreachable: u64,
}

/// A running proxy; it ends when it is dropped.
pub struct FaultyProxy {
    address: SocketAddr,
    line: Arc<Line>,
    ended: Arc<AtomicBool>,
}

/// What all connections share.
struct Line {
    target: Mutex<SocketAddr>,
    faults: Mutex<Faults>,
    counts: Mutex<Counts>,
    /// Requests that are to arrive later.
    held: Mutex<Vec<Vec<u8>>>,
}

impl FaultyProxy {
    /// Starts one before the server at `target`, on a port of its own.
    pub fn start(target: SocketAddr, seed: u64, faults: Faults) -> FaultyProxy {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let line = Arc::new(Line {
            target: Mutex::new(target),
            faults: Mutex::new(faults),
            counts: Mutex::default(),
            held: Mutex::default(),
        });
        let ended = Arc::new(AtomicBool::new(false));
        let (of_thread, end) = (line.clone(), ended.clone());
        thread::spawn(move || {
            let connections = AtomicU64::new(0);
            for stream in listener.incoming().flatten() {
                if end.load(Ordering::SeqCst) {
                    return;
                }
                let number = connections.fetch_add(1, Ordering::SeqCst);
                let (line, dice) = (of_thread.clone(), Dice(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
                thread::spawn(move || {
                    // A line that breaks is what this is for.
                    let _ = Connection::over(stream, line, dice).and_then(Connection::serve);
                });
            }
        });
        FaultyProxy { address, line, ended }
    }

    /// Where desks connect to.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same as a URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Changes the line.
    pub fn set(&self, faults: Faults) {
        *self.line.faults.lock().unwrap() = faults;
    }

    /// Leads to another server from the next connection on: HQ was started anew, or another node takes over.
    pub fn lead_to(&self, target: SocketAddr) {
        *self.line.target.lock().unwrap() = target;
    }

    /// What happened so far.
    pub fn counts(&self) -> Counts {
        *self.line.counts.lock().unwrap()
    }
}

impl Drop for FaultyProxy {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the listening thread.
        let _ = TcpStream::connect(self.address);
    }
}

impl Line {
    fn count(&self, one_more: impl FnOnce(&mut Counts)) {
        one_more(&mut self.counts.lock().unwrap());
    }
}

/// One of a desk's connections, with its own to the server.
struct Connection {
    line: Arc<Line>,
    dice: Dice,
    desk: BufReader<TcpStream>,
    server: Option<BufReader<TcpStream>>,
}

/// Whether the connection goes on.
type Goes = io::Result<bool>;

impl Connection {
    fn over(desk: TcpStream, line: Arc<Line>, dice: Dice) -> io::Result<Connection> {
        desk.set_read_timeout(Some(PATIENCE))?;
        desk.set_nodelay(true)?;
        Ok(Connection { line, dice, desk: BufReader::new(desk), server: None })
    }

    fn serve(mut self) -> io::Result<()> {
        while let Some(request) = message(&mut self.desk)? {
            let is_batch = first_line(&request).contains("/batches");
            self.line.count(|counts| {
                counts.requests += 1;
                counts.batches += u64::from(is_batch);
            });
            let faults = *self.line.faults.lock().unwrap();
            let fault = faults.roll(&mut self.dice);
            if !self.befall(&fault, &request)? {
                break;
            }
            // What was held arrives now, behind this one.
            let held = std::mem::take(&mut *self.line.held.lock().unwrap());
            for request in held {
                self.line.count(|counts| counts.reordered += 1);
                let _ = self.answer_to(&request);
            }
        }
        // The desk's side may have sent more that nobody reads: it is told nothing, the line is gone.
        self.desk.get_ref().shutdown(Shutdown::Both)
    }

    fn befall(&mut self, fault: &Fault, request: &[u8]) -> Goes {
        let line = self.line.clone();
        match fault {
            Fault::None => self.pass(request),
            Fault::Delay(millis) => {
                line.count(|counts| counts.delayed += 1);
                thread::sleep(Duration::from_millis(*millis));
                self.pass(request)
            }
            Fault::Drop => {
                line.count(|counts| counts.dropped += 1);
                Ok(false)
            }
            Fault::Reorder => {
                line.held.lock().unwrap().push(request.to_vec());
                Ok(false)
            }
            Fault::CutRequest => {
                line.count(|counts| counts.cut_requests += 1);
                let server = self.server()?.get_mut();
                server.write_all(&request[..request.len() / 2])?;
                server.shutdown(Shutdown::Both)?;
                Ok(false)
            }
            Fault::CutAnswer => {
                let answer = self.answer_to(request)?;
                line.count(|counts| counts.cut_answers += 1);
                self.desk.get_mut().write_all(&answer[..answer.len() / 2])?;
                Ok(false)
            }
            Fault::LoseAnswer => {
                self.answer_to(request)?;
                line.count(|counts| counts.lost_answers += 1);
                Ok(false)
            }
            Fault::Repeat => {
                self.answer_to(request)?;
                line.count(|counts| counts.repeated += 1);
                self.pass(request)
            }
            Fault::Fail => self.fail(),
            Fault::FailAfter => {
                self.answer_to(request)?;
                self.fail()
            }
        }
    }

    fn pass(&mut self, request: &[u8]) -> Goes {
        let answer = self.answer_to(request)?;
        self.line.count(|counts| counts.passed += 1);
        self.desk.get_mut().write_all(&answer)?;
        Ok(!has(&answer, "connection: close"))
    }

    fn fail(&mut self) -> Goes {
        self.line.count(|counts| counts.failed += 1);
        let page = "<h1>Internal Server Error</h1>";
        let head = format!("HTTP/1.1 500 Internal Server Error\r\ncontent-length: {}\r\n\r\n", page.len());
        self.desk.get_mut().write_all(format!("{head}{page}").as_bytes())?;
        Ok(true)
    }

    /// Has the server answer. A connection that it closed while nobody asked is opened anew.
    fn answer_to(&mut self, request: &[u8]) -> io::Result<Vec<u8>> {
        let fresh = self.server.is_none();
        let answer = match self.ask(request) {
            Err(_) if !fresh => {
                self.server = None;
                self.ask(request)
            }
            asked => asked,
        };
        if answer.as_ref().map_or(true, |answer| has(answer, "connection: close")) {
            self.server = None;
        }
        answer.inspect_err(|_| self.line.count(|counts| counts.unreachable += 1))
    }

    fn ask(&mut self, request: &[u8]) -> io::Result<Vec<u8>> {
        let server = self.server()?;
        server.get_mut().write_all(request)?;
        message(server)?.ok_or_else(|| ErrorKind::UnexpectedEof.into())
    }

    fn server(&mut self) -> io::Result<&mut BufReader<TcpStream>> {
        if self.server.is_none() {
            let stream = TcpStream::connect(*self.line.target.lock().unwrap())?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_nodelay(true)?;
            self.server = Some(BufReader::new(stream));
        }
        self.server.as_mut().ok_or_else(|| ErrorKind::NotConnected.into())
    }
}

/// A whole request or answer, head and body; `None` where the other side has no more.
pub fn message(from: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    loop {
        let begun = bytes.len();
        if from.read_until(b'\n', &mut bytes)? == 0 {
            return if bytes.is_empty() { Ok(None) } else { Err(ErrorKind::UnexpectedEof.into()) };
        }
        if bytes[begun..] == *b"\r\n" {
            break;
        }
    }
    let head = String::from_utf8_lossy(&bytes).to_lowercase();
    if head.contains("\r\ntransfer-encoding: chunked") {
        chunks(from, &mut bytes)?;
        return Ok(Some(bytes));
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")).map_or("0", str::trim);
    let length: u64 = length.parse().map_err(|_| ErrorKind::InvalidData)?;
    if from.take(length).read_to_end(&mut bytes)? as u64 == length {
        Ok(Some(bytes))
    } else {
        Err(ErrorKind::UnexpectedEof.into())
    }
}

/// A body in chunks, as it is, to its last and empty one.
fn chunks(from: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let begun = bytes.len();
        from.read_until(b'\n', bytes)?;
        let size = String::from_utf8_lossy(&bytes[begun..]).trim().to_owned();
        let size = u64::from_str_radix(&size, 16).map_err(|_| ErrorKind::InvalidData)?;
        if from.take(size + 2).read_to_end(bytes)? as u64 != size + 2 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        if size == 0 {
            return Ok(());
        }
    }
}

/// A request's method and path.
pub fn first_line(request: &[u8]) -> String {
    let end = request.iter().position(|byte| *byte == b'\r').unwrap_or(request.len());
    String::from_utf8_lossy(&request[..end]).into_owned()
}

fn has(message: &[u8], header: &str) -> bool {
    let head = message.windows(4).position(|end| end == b"\r\n\r\n").map_or(message, |end| &message[..end]);
    String::from_utf8_lossy(head).to_lowercase().contains(&format!("\r\n{header}"))
}
