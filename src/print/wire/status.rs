//! What a printer says of itself: `DLE EOT n`, answered at once, and `GS r 1`, answered when all before it is printed.
//!
//! The bits are those of Epson's reference; every answer to `DLE EOT` has bits 1 and 4 set and bits 0 and 7 clear.

use std::io::{self, Read, Write};
use std::time::Duration;

use super::{CRAWL, Hitch, PATIENCE, STALL};

/// A trouble that a person at the printer can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The paper has run out.
    PaperOut,
    /// The cover is open.
    CoverOpen,
    /// The printer says that it is off line.
    Offline,
    /// A fault such as a jammed cutter.
    Fault,
    /// It doesn't answer.
    Silent,
}

impl Trouble {
    /// The id of its text.
    pub fn id(self) -> &'static str {
        match self {
            Trouble::PaperOut => "print-paper-out",
            Trouble::CoverOpen => "print-cover-open",
            Trouble::Offline => "print-offline",
            Trouble::Fault => "print-fault",
            Trouble::Silent => "print-silent",
        }
    }
}

/// How many bytes that are no answer a printer may send in between.
const CHATTER: usize = 1024;

const OFFLINE: u8 = 0b0000_1000;
const COVER_OPEN: u8 = 0b0000_0100;
const STOPPED_BY_PAPER: u8 = 0b0010_0000;
const FAULT: u8 = 0b0100_0000;
const PAPER_OUT: u8 = 0b0110_0000;

/// Asks a printer how it is. What it has sent before is passed over.
pub(super) fn ask(line: &mut (impl Read + Write)) -> Result<(), Hitch> {
    let paper = answer(line, 4)?;
    if paper & PAPER_OUT != 0 {
        return Err(Hitch::Trouble(Trouble::PaperOut));
    }
    if answer(line, 1)? & OFFLINE == 0 {
        return Ok(());
    }
    let why = answer(line, 2)?;
    let trouble = match why {
        _ if why & COVER_OPEN != 0 => Trouble::CoverOpen,
        _ if why & STOPPED_BY_PAPER != 0 => Trouble::PaperOut,
        _ if why & FAULT != 0 => Trouble::Fault,
        _ => Trouble::Offline,
    };
    Err(Hitch::Trouble(trouble))
}

fn answer(line: &mut (impl Read + Write), which: u8) -> Result<u8, Hitch> {
    line.write_all(&[0x10, 0x04, which])?;
    line.flush()?;
    for _ in 0..CHATTER {
        let byte = read(line)?.ok_or(Hitch::Trouble(Trouble::Silent))?;
        if byte & 0b1001_0011 == 0b0001_0010 {
            return Ok(byte);
        }
    }
    Err(Hitch::Trouble(Trouble::Silent))
}

/// Waits until everything that was sent, `length` bytes, is printed.
pub(super) fn wait_until_printed(line: &mut (impl Read + Write), length: usize) -> Result<(), Hitch> {
    line.write_all(&[0x1d, b'r', 1])?;
    line.flush()?;
    let most = STALL + Duration::from_secs((length / CRAWL) as u64);
    // A read gives up after its time limit.
    let (mut silences, mut chatter) = (most.as_secs().div_ceil(PATIENCE.as_secs()), CHATTER);
    while silences > 0 && chatter > 0 {
        // Bits 4 and 7 are clear in this answer: so it isn't one to DLE EOT, or one that the printer sends unasked.
        match read(line)? {
            Some(byte) if byte & 0b1001_0000 == 0 => {
                let out_of_paper = byte & 0b0000_1100 == 0b0000_1100;
                return if out_of_paper { Err(Hitch::Trouble(Trouble::PaperOut)) } else { Ok(()) };
            }
            Some(_) => chatter -= 1,
            None => silences -= 1,
        }
    }
    Err(Hitch::Trouble(Trouble::Silent))
}

/// The next byte; `None` where none came in time.
fn read(line: &mut impl Read) -> Result<Option<u8>, Hitch> {
    let mut byte = [0];
    match line.read(&mut byte) {
        Ok(1) => Ok(Some(byte[0])),
        Ok(_) => Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
        Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
        Err(error) => Err(error.into()),
    }
}
