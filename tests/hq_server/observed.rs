//! Ids, counters, and what tells that the server lives.

use okno::hq::server::ServerLimits;
use okno::protocol::Refusal;

use crate::http::Http;
use crate::scene::{Served, metric, until};

#[test]
fn a_request_keeps_its_id_and_one_without_gets_one() {
    let hq = Served::start(ServerLimits::default());
    let mut http = hq.http();
    let id = |http: &mut Http, sent: &str| {
        let reply = http.ask("GET", "/v1/hello", &[("x-request-id", sent.to_owned())], b"");
        reply.header("x-request-id").unwrap().to_owned()
    };
    assert_eq!(id(&mut http, "desk-2.17_a"), "desk-2.17_a");
    let [one, other] = [0; 2].map(|_| http.get("/v1/nowhere").header("x-request-id").unwrap().to_owned());
    assert!(one.len() == 36 && one != other, "{one} {other}");
    let longest = "a".repeat(64);
    assert_eq!(id(&mut http, &longest), longest);
    for harmful in ["a b", "a\"b", "{}", "é", "", &"a".repeat(65)] {
        assert_eq!(id(&mut http, harmful).len(), 36, "{harmful}");
    }
}

#[test]
fn every_answer_names_the_protocol() {
    let hq = Served::start(ServerLimits::default());
    let mut http = hq.http();
    for path in ["/healthz", "/readyz", "/metrics", "/v1/hello", "/v1/users", "/nowhere"] {
        assert_eq!(http.get(path).header("okno"), Some("1"), "{path}");
    }
}

#[test]
fn it_says_that_it_lives_and_that_the_store_answers() {
    let hq = Served::start(ServerLimits::default());
    let mut http = hq.http();
    for path in ["/healthz", "/readyz"] {
        let reply = http.get(path);
        assert_eq!((reply.status, reply.text()), (200, "ok\n"), "{path}");
    }
}

#[test]
fn what_is_not_there_is_not_found_whatever_the_method() {
    let hq = Served::start(ServerLimits::default());
    let mut http = hq.http();
    let nowhere = [
        ("GET", "/"),
        ("GET", "/v1/enrol"),
        ("POST", "/v1/hello"),
        ("DELETE", "/v1/desks/664003/2/batches"),
        ("GET", "/v1/desks/664003/2"),
        ("GET", "/v1/desks/664003/a_desk/entries"),
        ("GET", "/v1/desks/664003/%ff/entries"),
        ("GET", "/v1/accounts/energosbyt/%ff"),
        ("PUT", "/metrics"),
    ];
    for (method, path) in nowhere {
        assert_eq!(http.ask(method, path, &[], b"").refusal(), Refusal::NotFound, "{method} {path}");
    }
}

#[test]
fn what_happens_is_counted() {
    let hq = Served::start(ServerLimits::default());
    let mut http = hq.http();
    for path in ["/v1/hello", "/v1/hello", "/v1/users", "/nowhere", "/v1/accounts/energosbyt/4411"] {
        http.get(path);
    }
    let reply = http.get("/metrics");
    assert!(reply.header("content-type").unwrap().starts_with("application/openmetrics-text"));
    let text = reply.text();
    for (name, count) in [
        ("okno_hq_requests_total{route=\"/v1/hello\",status=\"200\"}", 2),
        ("okno_hq_requests_total{route=\"/v1/users\",status=\"401\"}", 1),
        ("okno_hq_requests_total{route=\"none\",status=\"404\"}", 1),
        ("okno_hq_requests_total{route=\"/v1/accounts/{supplier}/{account}\",status=\"401\"}", 1),
        ("okno_hq_request_seconds_count{route=\"/v1/hello\"}", 2),
        ("okno_hq_refusals_total{code=\"unsigned\"}", 2),
        ("okno_hq_refusals_total{code=\"not-found\"}", 1),
        ("okno_hq_batches_total", 0),
        ("okno_hq_connections", 1),
        ("okno_hq_at_store", 0),
        ("okno_hq_in_flight", 1),
    ] {
        assert_eq!(metric(text, name), Some(count), "{name} in\n{text}");
    }
    assert!(!text.contains("4411"), "an account is in\n{text}");
    http.hang_up();
    let mut later = hq.http();
    until(|| metric(later.get("/metrics").text(), "okno_hq_connections") == Some(1));
}
