//! How fast headquarters takes entries in over HTTP, on SQLite: the request's signature, unpacking, the batch's
//! signature, the chain, lines, totals, the store's fsync, the ack. Batches of 500, packed before; a connection a desk,
//! kept open; the server in this process, over loopback.
//!
//! Between two runs a bare append and fdatasync of the same bytes says what the disk is worth: a run whose bare one
//! takes over a millisecond at the median is thrown away.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A bench whose scene cannot be set has failed.
#![allow(clippy::print_stdout)] // Its figures are for the person who started it.

mod scene;

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use okno::hq::HqHome;
use okno::hq::server::{Server, ServerLimits, ServerOptions};
use okno::protocol::{Ack, PublicKey, Request, RequestSignature};

use scene::{Desk, now};

/// Payments of each desk; a print follows each.
const PAYMENTS: usize = 20_000;
const SLOW_DISK: Duration = Duration::from_millis(1);

fn main() {
    let desks: Vec<Desk> = thread::scope(|scope| {
        let made: Vec<_> = (1..=4).map(|number| scope.spawn(move || Desk::new(number, PAYMENTS, true))).collect();
        made.into_iter().map(|desk| desk.join().unwrap()).collect()
    });
    let batches: Vec<Vec<Vec<u8>>> = thread::scope(|scope| {
        let packed: Vec<_> = desks.iter().map(|desk| scope.spawn(|| desk.batches())).collect();
        packed.into_iter().map(|batches| batches.join().unwrap()).collect()
    });
    for at_once in [1, 2, 4] {
        for _ in 0..3 {
            measure(&desks[..at_once], &batches[..at_once]);
        }
    }
}

fn measure(desks: &[Desk], batches: &[Vec<Vec<u8>>]) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let bare = bare(&folder.path().join("bare"), &batches[0]);
    let hq = scene::headquarters(&HqHome::new(folder.path()), "sqlite:hq.db", desks);
    let key = hq.keys().sign;
    let listen = "127.0.0.1:0".parse().unwrap();
    let options = ServerOptions { listen, tls: None, insecure: false, limits: ServerLimits::default() };
    let server = Server::bind(hq, &options).unwrap();
    let (address, stopper) = (server.address(), server.stopper());
    let run = thread::spawn(move || server.run(false));
    let begun = Instant::now();
    let times: Vec<Duration> = thread::scope(|scope| {
        let sent = desks.iter().zip(batches);
        let sent: Vec<_> =
            sent.map(|(desk, batches)| scope.spawn(move || send(desk, batches, address, &key))).collect();
        sent.into_iter().flat_map(|times| times.join().unwrap()).collect()
    });
    let took = begun.elapsed();
    stopper.stop();
    run.join().unwrap().unwrap();
    say(desks, times, took, bare);
}

fn say(desks: &[Desk], mut times: Vec<Duration>, took: Duration, bare: Duration) {
    let entries: usize = desks.iter().map(|desk| desk.entries.len()).sum();
    times.sort();
    let [p50, p99] = [50, 99].map(|percent| times[(times.len() - 1) * percent / 100]);
    let rate = entries as u128 * 1_000_000 / took.as_micros();
    let thrown = if bare > SLOW_DISK { "  THROWN AWAY: slow disk" } else { "" };
    println!(
        "{} desks: {rate:>6} entries/s  a batch p50 {p50:>8.1?} p99 {p99:>8.1?}  bare {bare:>8.1?}{thrown}",
        desks.len()
    );
}

/// Sends a desk's journal, one batch after another, and says how long each took.
fn send(desk: &Desk, batches: &[Vec<u8>], address: SocketAddr, hq: &PublicKey) -> Vec<Duration> {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut stream = BufReader::new(stream);
    let path = format!("/v1/desks/{}/batches", desk.id);
    let mut times = Vec::new();
    for batch in batches {
        let begun = Instant::now();
        let request = Request { method: "POST", path: &path, body: batch };
        let signature = RequestSignature::sign(&request, &desk.id, now(), &desk.keys.sign);
        let headers: String = signature.headers().map(|(name, value)| format!("{name}: {value}\r\n")).concat();
        let head = format!("POST {path} HTTP/1.1\r\nhost: hq\r\n{headers}content-length: {}\r\n\r\n", batch.len());
        stream.get_mut().write_all(&[head.as_bytes(), batch].concat()).unwrap();
        let ack = Ack::read(&answer(&mut stream), &desk.id, hq).unwrap();
        times.push(begun.elapsed());
        assert_eq!(ack.exceptions, Some(0));
        if times.len() == batches.len() {
            assert_eq!(ack.through, desk.entries.len() as u64);
        }
    }
    times
}

fn answer(stream: &mut BufReader<TcpStream>) -> Vec<u8> {
    let mut length = 0;
    let mut line = String::new();
    stream.read_line(&mut line).unwrap();
    assert!(line.starts_with("HTTP/1.1 200"), "{line}");
    loop {
        line.clear();
        stream.read_line(&mut line).unwrap();
        match line.trim_end().strip_prefix("content-length: ") {
            Some(found) => length = found.parse().unwrap(),
            None if line == "\r\n" => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    body
}

/// How long a bare append and fdatasync of a batch takes, at the median.
fn bare(path: &std::path::Path, batches: &[Vec<u8>]) -> Duration {
    let mut file = File::create(path).unwrap();
    let sync = |batch: &Vec<u8>| {
        let begun = Instant::now();
        file.write_all(batch).and_then(|()| file.sync_data()).unwrap();
        begun.elapsed()
    };
    let mut times: Vec<Duration> = batches.iter().map(sync).collect();
    times.sort();
    times[times.len() / 2]
}
