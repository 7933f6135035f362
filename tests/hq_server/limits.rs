//! Nobody gets more of the server than the limits say, and the others get theirs.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use okno::hq::server::ServerLimits;
use okno::protocol::{Limits, Refusal};

use crate::http::{Http, head};
use crate::scene::{Served, Till, metric, until};

fn few(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap()
}

#[test]
fn a_body_that_is_too_large_is_refused_and_said_how_large_it_may_be() {
    let hq = Served::start(ServerLimits::default());
    let till = Till::unknown("664003/2", 1);
    let most = Limits::BATCH.packed;
    let body = vec![0; most + 1];
    let reply = till.ask(&mut hq.http(), "POST", &till.batches(), &body);
    assert_eq!(reply.refusal(), Refusal::TooLarge { most });
    let fits = till.ask(&mut hq.http(), "POST", &till.batches(), &body[1..]);
    assert_ne!(fits.refusal(), Refusal::TooLarge { most });
    let reply = till.ask(&mut hq.http(), "GET", "/v1/users", b"x");
    assert_eq!(reply.refusal(), Refusal::TooLarge { most: 0 });
    let most = 16 << 10;
    let reply = hq.http().ask("POST", "/v1/enrol", &[], &vec![b' '; most + 1]);
    assert_eq!(reply.refusal(), Refusal::TooLarge { most });
}

#[test]
fn a_body_without_end_is_not_read_to_its_end() {
    let hq = Served::start(ServerLimits::default());
    let till = Till::unknown("664003/2", 1);
    let (path, headers) = (till.batches(), till.sign("POST", &till.batches(), b""));
    let mut said = hq.http();
    said.send(head("POST", &path, &headers, 1 << 40).as_bytes());
    let mut unsaid = hq.http();
    let chunked = head("POST", &path, &headers, 0).replace("content-length: 0", "transfer-encoding: chunked");
    unsaid.send(chunked.as_bytes());
    let chunk = [b"100000\r\n", &*vec![0; 1 << 20], b"\r\n"].concat();
    for _ in 0..10 {
        unsaid.send(&chunk);
    }
    for mut http in [said, unsaid] {
        assert_eq!(http.reply().unwrap().refusal(), Refusal::TooLarge { most: Limits::BATCH.packed });
        assert!(http.is_closed());
    }
}

#[test]
fn nothing_is_read_of_what_is_not_signed() {
    let hq = Served::start(ServerLimits::default());
    let mut http = hq.http();
    http.send(head("POST", "/v1/desks/664003/2/batches", &[], 1 << 20).as_bytes());
    assert_eq!(http.reply().unwrap().refusal(), Refusal::Unsigned);
    assert!(http.is_closed());
}

#[test]
fn a_slow_request_ends_and_so_does_one_that_never_begins() {
    // Long enough that a busy machine gets to the one question in time.
    let time = Duration::from_secs(2);
    let hq = Served::start(ServerLimits { time, ..ServerLimits::default() });
    let till = Till::unknown("664003/2", 1);
    let begun = Instant::now();
    let (mut body, mut half, mut idle, mut silent) = (hq.http(), hq.http(), hq.http(), hq.http());
    body.send(head("POST", &till.batches(), &till.sign("POST", &till.batches(), b"x"), 1).as_bytes());
    half.send(b"GET /v1/hello HT");
    assert_eq!(idle.get("/v1/hello").status, 200);
    assert_eq!(body.reply().unwrap().refusal(), Refusal::RetryLater { seconds: None });
    for http in [&mut body, &mut half, &mut idle, &mut silent] {
        // Hyper may say 408 before it closes.
        while http.reply().is_ok() {}
        assert!(http.is_closed());
    }
    assert!(begun.elapsed() >= time);
}

#[test]
fn one_who_does_not_read_the_answers_loses_the_connection() {
    let hq = Served::start(ServerLimits { time: Duration::from_millis(300), ..unhurried() });
    let mut http = hq.http();
    let requests = head("GET", "/metrics", &[], 0).repeat(1_000);
    // The server stops to read when nobody takes what it says, and then it ends.
    while http.try_send(requests.as_bytes()).is_ok() {}
    let mut other = hq.http();
    until(|| metric(other.get("/metrics").text(), "okno_hq_connections") == Some(1));
}

/// Limits that one who asks often does not meet.
fn unhurried() -> ServerLimits {
    ServerLimits { address_requests: few(1_000_000), ..ServerLimits::default() }
}

#[test]
fn connections_are_limited_and_free_again_when_they_end() {
    let hq = Served::start(ServerLimits { connections: 3, ..ServerLimits::default() });
    let mut open: Vec<Http> = (0..3).map(|_| hq.http()).collect();
    for http in &mut open {
        assert_eq!(http.get("/healthz").status, 200);
    }
    assert!(hq.http().is_closed());
    let text = open[0].get("/metrics").text().to_owned();
    assert_eq!(metric(&text, "okno_hq_connections_refused_total"), Some(1), "{text}");
    assert_eq!(metric(&text, "okno_hq_connections"), Some(3), "{text}");
    open.pop().unwrap().hang_up();
    until(|| {
        let mut http = hq.http();
        http.send(head("GET", "/healthz", &[], 0).as_bytes());
        http.reply().is_ok()
    });
}

#[test]
fn one_address_gets_its_share_of_connections() {
    let hq = Served::start(ServerLimits { address_connections: 1, ..ServerLimits::default() });
    let mut first = hq.http();
    assert_eq!(first.get("/healthz").status, 200);
    assert!(hq.http().is_closed());
}

#[test]
fn one_address_asks_only_so_often() {
    let hq = Served::start(ServerLimits { address_requests: few(1), ..ServerLimits::default() });
    let mut http = hq.http();
    assert_eq!([http.get("/healthz").status, http.get("/healthz").status], [200, 200]);
    let reply = http.get("/healthz");
    let Refusal::RetryLater { seconds: Some(seconds) } = reply.refusal() else { panic!("{reply:?}") };
    assert_eq!(reply.header("retry-after"), Some(seconds.to_string().as_str()));
}

#[test]
fn codes_are_tried_only_so_often() {
    let hq = Served::start(ServerLimits { address_enrolments: few(2), ..ServerLimits::default() });
    let mut http = hq.http();
    let mut enrol = || http.ask("POST", "/v1/enrol", &[], b"{}").refusal();
    for _ in 0..2 {
        assert!(matches!(enrol(), Refusal::Malformed { .. }));
    }
    assert!(matches!(enrol(), Refusal::RetryLater { seconds: Some(_) }));
    // What is refused unread may cost its connection, not its address.
    assert_eq!(hq.http().get("/v1/hello").status, 200);
}
