//! A printer behind a device file or a serial line.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

use super::{Answers, STALL, Sent, converse};

/// Writes to a device file. It is never made: where the printer is unplugged, a file would take its place.
pub(super) fn send(path: &Path, bytes: &[u8]) -> Sent {
    match OpenOptions::new().read(true).write(true).open(path).or_else(|_| OpenOptions::new().write(true).open(path)) {
        Ok(mut line) => converse(&mut line, bytes, Answers::default()),
        Err(error) => Sent::Nothing(error.into()),
    }
}

/// Writes to a serial line with eight bits, no parity and one stop bit.
pub(super) fn send_serial(path: &Path, speed: u32, bytes: &[u8], answers: Answers) -> Sent {
    let opened = serialport::new(path.to_string_lossy(), speed).timeout(STALL).open();
    match opened {
        Ok(mut line) => converse(&mut line, bytes, answers),
        Err(error) => Sent::Nothing(io::Error::from(error).into()),
    }
}
