//! HTTP/1.1 by hand, over one connection: what a test sends is what it says, also where that is wrong.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};

use okno::protocol::{Refusal, Versions};
use serde_json::Value;

use crate::common::PATIENCE;

/// A connection to a server; over TLS where `S` is that.
pub struct Http<S: Read + Write = TcpStream>(BufReader<S>);

/// What a server answered.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Http {
    pub fn to(address: SocketAddr) -> Http {
        Http::over(connect(address))
    }

    /// True if some of an answer has come, or the end of the connection.
    pub fn is_answered(&self) -> bool {
        let stream = self.0.get_ref();
        stream.set_nonblocking(true).unwrap();
        let seen = stream.peek(&mut [0]);
        stream.set_nonblocking(false).unwrap();
        seen.is_ok()
    }

    /// Ends the client's side without a word.
    pub fn hang_up(self) {
        drop(self);
    }
}

/// A connection that fails the test where the server stalls.
pub fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

impl<S: Read + Write> Http<S> {
    pub fn over(stream: S) -> Http<S> {
        Http(BufReader::new(stream))
    }

    /// Sends a request and reads the answer.
    pub fn ask(&mut self, method: &str, path: &str, headers: &[(&str, String)], body: &[u8]) -> Reply {
        self.send(head(method, path, headers, body.len()).as_bytes());
        // A server that refuses may not read to the end.
        let _ = self.0.get_mut().write_all(body);
        self.reply().unwrap()
    }

    /// Asks for something without any header.
    pub fn get(&mut self, path: &str) -> Reply {
        self.ask("GET", path, &[], b"")
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        self.try_send(bytes).unwrap();
    }

    /// The same, where the line may not bear it.
    pub fn try_send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.get_mut().write_all(bytes)
    }

    /// Reads an answer.
    pub fn reply(&mut self) -> io::Result<Reply> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line)? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let status = lines[0].split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &String| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        let headers: Vec<(String, String)> = lines[1..].iter().filter_map(header).collect();
        let mut reply = Reply { status, headers, body: Vec::new() };
        let length = reply.header("content-length").map_or(0, |length| length.parse().unwrap());
        reply.body.resize(length, 0);
        self.0.read_exact(&mut reply.body)?;
        Ok(reply)
    }

    /// True if the server has closed the connection.
    pub fn is_closed(&mut self) -> bool {
        match self.0.fill_buf() {
            Ok(bytes) => bytes.is_empty(),
            Err(error) => matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe),
        }
    }
}

/// The head of a request of so many bytes.
pub fn head(method: &str, path: &str, headers: &[(&str, String)], length: usize) -> String {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("{method} {path} HTTP/1.1\r\nhost: hq\r\n{headers}content-length: {length}\r\n\r\n")
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The refusal that it is, said as the protocol says.
    pub fn refusal(&self) -> Refusal {
        let refusal: Refusal = serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        assert_eq!(refusal.status(), self.status);
        assert_eq!(self.header("okno"), Some(Versions::OURS.most.to_string().as_str()));
        assert_eq!(self.header("content-type"), Some("application/json"));
        refusal
    }
}
