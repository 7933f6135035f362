//! Bytes to a printer: over the network, a device file, a serial line, or the system's queue.
//!
//! What matters is what is known afterwards: nothing went out, all of it came out, or nobody can tell.

mod cups;
mod device;
mod status;
mod tcp;
#[cfg(test)]
mod tests;

use std::time::Duration;
use std::{fmt, io};

pub use status::Trouble;

/// How long a printer may take to be reached and to answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long it may take nothing in while a document goes out, as one does that has run out of paper.
const STALL: Duration = Duration::from_secs(15);
/// The slowest that a printer that works is: bytes a second.
const CRAWL: usize = 256;

/// What became of the bytes.
#[derive(Debug)]
pub enum Sent {
    /// All of them were taken in and, where the printer answers, printed.
    All,
    /// None of them went out.
    Nothing(Hitch),
    /// Some went out, perhaps all.
    Unknown(Hitch),
}

/// What kept bytes from a printer.
#[derive(Debug)]
pub enum Hitch {
    /// What the system said.
    Io(io::Error),
    /// What the printer said.
    Trouble(Trouble),
}

impl Hitch {
    /// The id of its text; `None` for what only the system has words for.
    pub fn id(&self) -> Option<&'static str> {
        use io::ErrorKind::{
            BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, HostUnreachable, NetworkUnreachable,
            TimedOut, UnexpectedEof,
        };
        match self {
            Hitch::Trouble(trouble) => Some(trouble.id()),
            Hitch::Io(error) => match error.kind() {
                ConnectionRefused | HostUnreachable | NetworkUnreachable => Some("print-unreachable"),
                BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof => Some("print-hung-up"),
                TimedOut => Some(Trouble::Silent.id()),
                _ => None,
            },
        }
    }
}

impl fmt::Display for Hitch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Hitch::Io(error) => error.fmt(f),
            Hitch::Trouble(trouble) => f.write_str(trouble.id()),
        }
    }
}

impl From<io::Error> for Hitch {
    fn from(error: io::Error) -> Hitch {
        Hitch::Io(error)
    }
}

/// What a printer answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// How it is.
    pub status: bool,
    /// That all it got is printed.
    pub confirms: bool,
}

/// Where bytes go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wire {
    /// A port on the network, usually 9100, as `HOST:PORT`.
    Tcp(String),
    /// A device file such as `/dev/usb/lp0`.
    Device(std::path::PathBuf),
    /// A serial line and its speed.
    Serial(std::path::PathBuf, u32),
    /// A queue of CUPS.
    Cups(String),
}

impl Wire {
    /// Sends a document to a printer that answers so much.
    pub fn send(&self, bytes: &[u8], answers: Answers) -> Sent {
        match self {
            Wire::Tcp(address) => tcp::send(address, bytes, answers),
            Wire::Device(path) => device::send(path, bytes, answers),
            Wire::Serial(path, speed) => device::send_serial(path, *speed, bytes, answers),
            Wire::Cups(queue) => cups::send(queue, bytes),
        }
    }

    /// Asks the printer how it is; `None` where it can't be asked, or is well.
    pub fn ask(&self) -> Option<Hitch> {
        match self {
            Wire::Tcp(address) => tcp::ask(address).err(),
            Wire::Device(path) => device::ask(path),
            Wire::Serial(path, speed) => device::ask_serial(path, *speed).err(),
            Wire::Cups(_) => None,
        }
    }
}

/// Asks, sends, and waits until the printer says that it is through. `line` reads and writes with time limits.
fn converse(line: &mut (impl io::Read + io::Write), bytes: &[u8], answers: Answers) -> Sent {
    if answers.status
        && let Err(hitch) = status::ask(line)
    {
        return Sent::Nothing(hitch);
    }
    let mut sent = 0;
    while sent < bytes.len() {
        match line.write(&bytes[sent..]) {
            Ok(0) => return lost(sent, io::ErrorKind::WriteZero.into()),
            Ok(written) => sent += written,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return lost(sent, error),
        }
    }
    match line.flush() {
        Err(error) => Sent::Unknown(error.into()),
        Ok(()) if answers.confirms => {
            status::wait_until_printed(line, bytes.len()).map_or_else(Sent::Unknown, |()| Sent::All)
        }
        Ok(()) => Sent::All,
    }
}

fn lost(sent: usize, error: io::Error) -> Sent {
    // Under a time limit "would block" is what a stalled printer looks like.
    let error = match error.kind() {
        io::ErrorKind::WouldBlock => io::ErrorKind::TimedOut.into(),
        _ => error,
    };
    if sent == 0 { Sent::Nothing(error.into()) } else { Sent::Unknown(error.into()) }
}
