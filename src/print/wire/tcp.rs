//! A printer on the network, port 9100.

use std::io::{self, Read};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};

use super::{Answers, Hitch, PATIENCE, STALL, Sent, converse, status};

pub(super) fn send(address: &str, bytes: &[u8], answers: Answers) -> Sent {
    let mut line = match connect(address) {
        Ok(line) => line,
        Err(error) => return Sent::Nothing(error.into()),
    };
    match converse(&mut line, bytes, answers) {
        Sent::All if !answers.confirms => hang_up(&mut line),
        sent => sent,
    }
}

pub(super) fn ask(address: &str) -> Result<(), Hitch> {
    status::ask(&mut connect(address)?)
}

fn connect(address: &str) -> io::Result<TcpStream> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in address.to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(line) => {
                line.set_read_timeout(Some(PATIENCE))?;
                line.set_write_timeout(Some(STALL))?;
                line.set_nodelay(true)?;
                return Ok(line);
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Says that nothing more comes, and looks whether the printer throws away what it has not read: it then resets the
/// connection. One that closes it, or keeps it open, has taken everything in.
fn hang_up(line: &mut TcpStream) -> Sent {
    if let Err(error) = line.shutdown(Shutdown::Write) {
        return Sent::Unknown(error.into());
    }
    let mut answer = [0; 64];
    loop {
        match line.read(&mut answer) {
            Ok(0) => return Sent::All,
            Ok(_) => {}
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                return Sent::All;
            }
            Err(error) => return Sent::Unknown(error.into()),
        }
    }
}
