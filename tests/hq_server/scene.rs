//! A headquarters in a folder of its own, and what its desks send.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use okno::clock;
use okno::domain::{Catalogue, DeskId, Timestamp};
use okno::hq::server::{ServeError, Server, ServerLimits, ServerOptions, Stopper};
use okno::hq::{Hq, HqHome};
use okno::protocol::{Ack, Batch, EnrolAnswer, EnrolRequest, Enrolling, Entry, Request, RequestSignature, SecretKeys};
use tempfile::TempDir;

use crate::common::PATIENCE;
use crate::http::{Http, Reply};
use crate::journal::day;

/// A headquarters that is served in this process.
pub struct Served {
    pub address: SocketAddr,
    pub stopper: Stopper,
    /// The same headquarters, as another node of it would open it.
    pub node: Hq,
    pub home: HqHome,
    server: Option<JoinHandle<Result<(), ServeError>>>,
    _folder: TempDir,
}

impl Served {
    /// Serves a new one on loopback.
    pub fn start(limits: ServerLimits) -> Served {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::bind(new_hq(&folder), &options(limits)).unwrap();
        let (address, stopper) = (server.address(), server.stopper());
        let server = Some(thread::spawn(move || server.run(false)));
        let home = HqHome::new(folder.path());
        let node = Hq::open(&home).unwrap();
        Served { address, stopper, node, home, server, _folder: folder }
    }

    /// A desk that is enrolled, whose journal has so many payments.
    pub fn till(&self, id: &str, seed: u8, payments: usize) -> Till {
        let till = Till { entries: day(&id.parse().unwrap(), seed.into(), payments, true), ..Till::unknown(id, seed) };
        let code = self.node.issue_code(&till.id, now()).unwrap().code;
        let enrolling = Enrolling { desk: till.id.clone(), zone: "Asia/Irkutsk".to_owned(), recover: false };
        let request = EnrolRequest::sign(enrolling, &code, &till.keys);
        let reply = self.http().ask("POST", "/v1/enrol", &[], &serde_json::to_vec(&request).unwrap());
        assert_eq!(reply.status, 200, "{reply:?}");
        EnrolAnswer::read(&reply.body, &request, &code).unwrap();
        till
    }

    /// How many entries of a desk are stored.
    pub fn stored(&self, till: &Till) -> u64 {
        let desks = self.node.desks().unwrap();
        desks.iter().find(|desk| desk.desk == till.id).map_or(0, |desk| desk.accepted.through)
    }

    /// The evidence that there is, as codes with the desks that they were answered to.
    pub fn evidence(&self) -> BTreeSet<(String, String)> {
        let events = self.node.security_events().unwrap();
        events.into_iter().map(|event| (event.code, event.desk)).collect()
    }

    /// Holds all other writers of the store up until it is told to roll back.
    pub fn hold_store(&self) -> rusqlite::Connection {
        let writer = rusqlite::Connection::open(self.home.path().join("hq.db")).unwrap();
        writer.execute_batch("BEGIN IMMEDIATE").unwrap();
        writer
    }

    /// How many requests are at the store, or wait for it.
    pub fn at_store(&self) -> Option<u64> {
        metric(self.http().get("/metrics").text(), "okno_hq_at_store")
    }

    /// A new connection.
    pub fn http(&self) -> Http {
        Http::to(self.address)
    }

    /// Waits for its end, which somebody has asked for.
    pub fn ended(mut self) {
        self.server.take().unwrap().join().unwrap().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stopper.stop();
        if let Some(server) = self.server.take() {
            // Where the test has failed already, that is what is to be read.
            let _ = server.join();
        }
    }
}

/// A new headquarters in a folder.
pub fn new_hq(folder: &TempDir) -> Hq {
    let home = HqHome::new(folder.path());
    Hq::set_up(&home, "sqlite:hq.db".parse().unwrap(), &Catalogue::built_in().unwrap(), now()).unwrap()
}

/// Plain HTTP on a free port of loopback.
pub fn options(limits: ServerLimits) -> ServerOptions {
    ServerOptions { listen: "127.0.0.1:0".parse().unwrap(), tls: None, insecure: false, limits }
}

/// A desk with its keys and its journal.
pub struct Till {
    pub id: DeskId,
    pub keys: SecretKeys,
    pub entries: Vec<Entry>,
}

impl Till {
    /// One that HQ has never heard of.
    pub fn unknown(id: &str, seed: u8) -> Till {
        Till { id: id.parse().unwrap(), keys: SecretKeys::from_seed(&[seed; 32]).unwrap(), entries: vec![] }
    }

    /// The headers of a request that is signed now.
    pub fn sign(&self, method: &str, path: &str, body: &[u8]) -> Vec<(&'static str, String)> {
        self.sign_at(now(), method, path, body)
    }

    /// The same, signed at another time.
    pub fn sign_at(&self, at: Timestamp, method: &str, path: &str, body: &[u8]) -> Vec<(&'static str, String)> {
        let request = Request { method, path, body };
        RequestSignature::sign(&request, &self.id, at, &self.keys.sign).headers().into()
    }

    /// Asks for something, signed.
    pub fn ask(&self, http: &mut Http, method: &str, path: &str, body: &[u8]) -> Reply {
        http.ask(method, path, &self.sign(method, path, body), body)
    }

    /// A batch of its entries from number `first` to `last`.
    pub fn batch(&self, first: usize, last: usize) -> Vec<u8> {
        Batch::pack(&self.id, 1, &self.entries[first - 1..last], &self.keys.sign).unwrap()
    }

    /// Sends a batch, and reads the ack.
    pub fn send(&self, hq: &Served, http: &mut Http, batch: &[u8]) -> Ack {
        let reply = self.ask(http, "POST", &self.batches(), batch);
        assert_eq!(reply.status, 200, "{reply:?}");
        Ack::read(&reply.body, &self.id, &hq.node.keys().sign).unwrap()
    }

    /// Where its batches go.
    pub fn batches(&self) -> String {
        format!("/v1/desks/{}/batches", self.id)
    }
}

/// Waits until something is so.
pub fn until(mut so: impl FnMut() -> bool) {
    let asked = Instant::now();
    while !so() {
        assert!(asked.elapsed() < PATIENCE, "it does not come to that");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Waits until a server has begun with so many requests that wait for more.
pub fn until_in_flight(address: SocketAddr, requests: u64) {
    let mut http = Http::to(address);
    // The question itself is one.
    until(|| metric(http.get("/metrics").text(), "okno_hq_in_flight") == Some(requests + 1));
}

pub fn now() -> Timestamp {
    Timestamp::new(clock::now())
}

/// What a counter stands at.
pub fn metric(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.map(|count| count.parse().unwrap())
}
