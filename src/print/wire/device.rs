//! A printer behind a device file or a serial line.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::{Answers, Hitch, PATIENCE, STALL, Sent, Trouble, converse, status};

/// How long a device may take to answer one question. The question is answered at once, in the middle of a document
/// too, and many devices only take and never give.
const ANSWER: Duration = Duration::from_millis(500);
/// How often is looked whether it has.
const LOOK: Duration = Duration::from_millis(2);

/// Writes to a device file, unless the printer behind it says that it can't print. The file is never made: where the
/// printer is unplugged, it would take its place.
pub(super) fn send(path: &Path, bytes: &[u8], answers: Answers) -> Sent {
    if answers.status
        && let Some(hitch) = ask(path)
    {
        return Sent::Nothing(hitch);
    }
    match OpenOptions::new().read(true).write(true).open(path).or_else(|_| OpenOptions::new().write(true).open(path)) {
        Ok(mut line) => converse(&mut line, bytes, Answers::default()),
        Err(error) => Sent::Nothing(error.into()),
    }
}

/// Asks the printer behind a device file how it is. Of one that doesn't answer nothing is known: many can't.
pub(super) fn ask(path: &Path) -> Option<Hitch> {
    match Impatient::open(path) {
        Ok(mut line) => match status::ask(&mut line) {
            Ok(()) | Err(Hitch::Io(_) | Hitch::Trouble(Trouble::Silent)) => None,
            Err(trouble) => Some(trouble),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(error.into()),
        Err(_) => None,
    }
}

/// Writes to a serial line with eight bits, no parity and one stop bit.
pub(super) fn send_serial(path: &Path, speed: u32, bytes: &[u8], answers: Answers) -> Sent {
    match Serial::open(path, speed) {
        Ok(mut line) => converse(&mut line, bytes, answers),
        Err(error) => Sent::Nothing(error.into()),
    }
}

/// Asks the printer at a serial line how it is.
pub(super) fn ask_serial(path: &Path, speed: u32) -> Result<(), Hitch> {
    status::ask(&mut Serial::open(path, speed)?)
}

/// A serial line: an answer is waited for as long as any printer's, and longer for the paper to move.
struct Serial(Box<dyn serialport::SerialPort>);

impl Serial {
    fn open(path: &Path, speed: u32) -> io::Result<Serial> {
        Ok(Serial(serialport::new(path.to_string_lossy(), speed).open()?))
    }
}

impl Read for Serial {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.set_timeout(PATIENCE)?;
        self.0.read(into)
    }
}

impl Write for Serial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set_timeout(STALL)?;
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A device file that keeps nobody waiting: what doesn't come in time doesn't come.
struct Impatient(File);

impl Impatient {
    fn open(path: &Path) -> io::Result<Impatient> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        without_waiting(&file)?;
        Ok(Impatient(file))
    }
}

impl Read for Impatient {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        in_time(|| self.0.read(into))
    }
}

impl Write for Impatient {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        in_time(|| self.0.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn in_time(mut work: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
    for _ in 0..ANSWER.as_millis() / LOOK.as_millis() {
        match work() {
            Err(error) if error.kind() != io::ErrorKind::WouldBlock => return Err(error),
            Ok(done @ 1..) => return Ok(done),
            // A terminal may say so with nothing instead of an error.
            Ok(0) | Err(_) => thread::sleep(LOOK),
        }
    }
    Err(io::ErrorKind::TimedOut.into())
}

/// Has reads and writes of a device return at once. What is no device, such as a file, must not get a question into it.
#[cfg(unix)]
fn without_waiting(device: &File) -> io::Result<()> {
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::FileTypeExt;
    use std::os::unix::net::UnixStream;
    if !device.metadata()?.file_type().is_char_device() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    // The standard library sets this for sockets alone, but it is the same for whatever is open.
    UnixStream::from(OwnedFd::from(device.try_clone()?)).set_nonblocking(true)
}

#[cfg(not(unix))]
fn without_waiting(_device: &File) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
