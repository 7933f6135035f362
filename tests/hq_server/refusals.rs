//! Every route against every fault of a signature: each has its own answer, nothing is stored, evidence is kept.

use chrono::TimeDelta;
use okno::domain::Timestamp;
use okno::hq::server::ServerLimits;
use okno::protocol::{Refusal, Versions};

use crate::http::Http;
use crate::scene::{Served, Till, now};

/// An account in a path: `АБ1`.
const ACCOUNT: &str = "/v1/accounts/energosbyt/%D0%90%D0%911";

/// The routes that are signed, each with a request of a desk that it answers.
fn routes(till: &Till) -> Vec<(&'static str, String, Vec<u8>)> {
    vec![
        ("POST", till.batches(), till.batch(1, 10)),
        ("GET", format!("/v1/desks/{}/entries?after=0&limit=5", till.id), vec![]),
        ("GET", "/v1/directory?since=0&limit=10".to_owned(), vec![]),
        ("GET", "/v1/users".to_owned(), vec![]),
        ("GET", ACCOUNT.to_owned(), vec![]),
    ]
}

/// What is refused about a route, by the code that it is refused with.
fn refused(hq: &Served, till: &Till, headers: &[(&str, String)], route: &(&str, String, Vec<u8>)) -> Refusal {
    let (method, path, body) = route;
    let reply = hq.http().ask(method, path, headers, body);
    let refusal = reply.refusal();
    assert_eq!(hq.stored(till), 0, "{method} {path}: {refusal:?}");
    let code = refusal.code();
    let kept = hq.evidence().iter().any(|(kept, _)| kept == code);
    assert!(kept, "{method} {path}: {code} left no evidence");
    refusal
}

#[test]
fn a_request_that_is_not_signed_is_refused_on_every_route() {
    let hq = Served::start(ServerLimits::default());
    let till = hq.till("664003/2", 1, 5);
    for route in routes(&till) {
        let (method, path, body) = &route;
        let signed = till.sign(method, path, body);
        assert_eq!(refused(&hq, &till, &[], &route), Refusal::Unsigned);
        for (at, name) in ["okno", "okno-desk", "okno-at", "okno-sig"].into_iter().enumerate() {
            assert_eq!(signed[at].0, name);
            let mut without = signed.clone();
            without.remove(at);
            assert_eq!(refused(&hq, &till, &without, &route), Refusal::Unsigned, "{path} without {name}");
            let mut malformed = signed.clone();
            malformed[at].1 = "today".to_owned();
            assert_eq!(refused(&hq, &till, &malformed, &route), Refusal::Unsigned, "{path} {name}");
        }
        let mut newer = signed.clone();
        newer[0].1 = "2".to_owned();
        assert_eq!(refused(&hq, &till, &newer, &route), Refusal::TooOld { speaks: Versions::OURS }, "{path}");
    }
}

#[test]
fn an_old_signature_is_told_the_time_on_every_route() {
    let hq = Served::start(ServerLimits::default());
    let till = hq.till("664003/2", 1, 5);
    for route in routes(&till) {
        let (method, path, body) = &route;
        for minutes in [-6, 6] {
            let old = till.sign_at(now().plus(TimeDelta::minutes(minutes)), method, path, body);
            let refusal = refused(&hq, &till, &old, &route);
            let Refusal::OldRequest { now: theirs } = refusal else { panic!("{path}: {refusal:?}") };
            assert!(now().since(theirs).abs() < TimeDelta::minutes(1), "{path}: {theirs}");
        }
    }
    for (method, path, body) in routes(&till) {
        for minutes in [-4, 4] {
            let fresh = till.sign_at(now().plus(TimeDelta::minutes(minutes)), method, &path, &body);
            let reply = hq.http().ask(method, &path, &fresh, &body);
            assert_eq!(reply.status, 200, "{method} {path}: {reply:?}");
        }
    }
}

#[test]
fn a_signature_of_something_else_or_somebody_else_does_not_pass_on_any_route() {
    let hq = Served::start(ServerLimits::default());
    let till = hq.till("664003/2", 1, 5);
    hq.till("664003/3", 3, 0);
    let thief = Till { id: till.id.clone(), ..Till::unknown("664003/2", 9) };
    for route in routes(&till) {
        let (method, path, body) = &route;
        let of = |method: &str, path: &str, body: &[u8]| till.sign(method, path, body);
        let forged = [
            ("another key", thief.sign(method, path, body)),
            ("another method", of(if *method == "GET" { "POST" } else { "GET" }, path, body)),
            ("another path", of(method, &format!("{path}x"), body)),
            ("another query", of(method, &format!("{path}?since=1"), body)),
            ("another body", of(method, path, b"x")),
        ];
        for (what, headers) in forged {
            assert_eq!(refused(&hq, &till, &headers, &route), Refusal::BadSignature, "{path}: {what}");
        }
        let mut borrowed = till.sign(method, path, body);
        borrowed[1].1 = "664003/3".to_owned();
        assert_eq!(refused(&hq, &till, &borrowed, &route), Refusal::BadSignature, "{path}: another's name");
        let unknown = Till::unknown("664003/7", 7).sign(method, path, body);
        assert_eq!(refused(&hq, &till, &unknown, &route), Refusal::UnknownDesk, "{path}");
    }
}

#[test]
fn another_desks_path_is_refused_and_a_batch_under_anothers_name() {
    let hq = Served::start(ServerLimits::default());
    let (till, other) = (hq.till("664003/2", 1, 5), hq.till("664003/3", 3, 5));
    let found = till.id.clone();
    for route in &routes(&till)[..2] {
        let (method, path, body) = route;
        let refusal = refused(&hq, &till, &other.sign(method, path, body), route);
        assert_eq!(refusal, Refusal::WrongDesk { found: found.clone() }, "{path}");
    }
    let reply = other.ask(&mut hq.http(), "POST", &other.batches(), &till.batch(1, 10));
    assert_eq!(reply.refusal(), Refusal::WrongDesk { found });
    assert_eq!((hq.stored(&till), hq.stored(&other)), (0, 0));
    assert!(hq.evidence().contains(&("wrong-desk".to_owned(), "664003/3".to_owned())));
}

#[test]
fn a_revoked_key_is_told_so_on_every_route() {
    let hq = Served::start(ServerLimits::default());
    let till = hq.till("664003/2", 1, 5);
    hq.node.revoke(&till.id, now()).unwrap();
    for route in routes(&till) {
        let (method, path, body) = &route;
        assert_eq!(refused(&hq, &till, &till.sign(method, path, body), &route), Refusal::Revoked, "{path}");
        let thief = Till { id: till.id.clone(), ..Till::unknown("664003/2", 9) };
        assert_eq!(refused(&hq, &till, &thief.sign(method, path, body), &route), Refusal::BadSignature, "{path}");
    }
}

#[test]
fn a_query_that_can_not_be_read_is_refused_once_it_is_signed() {
    let hq = Served::start(ServerLimits::default());
    let till = hq.till("664003/2", 1, 5);
    let entries = format!("/v1/desks/{}/entries", till.id);
    for path in [
        "/v1/directory?since=x",
        "/v1/directory?limit=-1",
        &format!("{entries}?after=1.5"),
        &format!("{entries}?limit="),
    ] {
        assert_eq!(hq.http().get(path).refusal(), Refusal::Unsigned, "{path}");
        let refusal = till.ask(&mut hq.http(), "GET", path, b"").refusal();
        assert_eq!(refusal, Refusal::Malformed { fault: "query".to_owned(), line: None }, "{path}");
    }
}

#[test]
fn a_replay_within_the_window_does_nothing_and_one_behind_it_is_refused() {
    let hq = Served::start(ServerLimits::default());
    let till = hq.till("664003/2", 1, 5);
    let (path, batch) = (till.batches(), till.batch(1, 10));
    let replay =
        |at: Timestamp, http: &mut Http| http.ask("POST", &path, &till.sign_at(at, "POST", &path, &batch), &batch);
    let mut http = hq.http();
    let signed = now();
    for _ in 0..2 {
        assert_eq!(replay(signed, &mut http).json()["through"], 10);
    }
    assert!(matches!(replay(signed.plus(TimeDelta::minutes(-6)), &mut http).refusal(), Refusal::OldRequest { .. }));
    assert_eq!(hq.stored(&till), 10);
}

#[test]
fn floods_of_strangers_leave_some_evidence_and_not_all() {
    let hq = Served::start(ServerLimits::default());
    let mut http = hq.http();
    for _ in 0..100 {
        assert_eq!(http.get("/v1/users").refusal(), Refusal::Unsigned);
    }
    let times: u64 = hq.node.security_events().unwrap().iter().map(|event| event.times).sum();
    assert!((60..80).contains(&times), "{times}");
}
