//! The faulty proxy itself: what passes is whole, what doesn't is counted, and a seed gives the same again.

use std::io;

use okno::hq::server::ServerLimits;

use crate::common::faulty_proxy::{Counts, Faults, FaultyProxy};
use crate::http::{Http, Reply, head};
use crate::scene::{Served, metric};

fn ask(http: &mut Option<Http>, proxy: &FaultyProxy) -> io::Result<Reply> {
    let open = http.get_or_insert_with(|| Http::to(proxy.address()));
    let answer = open.try_send(head("GET", "/v1/hello", &[], 0).as_bytes()).and_then(|()| open.reply());
    if answer.is_err() {
        *http = None;
    }
    answer
}

/// Asks 400 times, and says what happened and how often HQ was asked.
fn asked_400_times(seed: u64) -> (Counts, u64) {
    let hq = Served::start(ServerLimits::default());
    let proxy = FaultyProxy::start(hq.address, seed, Faults { delay_millis: 2, ..Faults::each(60) });
    let (mut http, mut answers) = (None, 0);
    for _ in 0..400 {
        match ask(&mut http, &proxy) {
            Ok(reply) if reply.status == 200 => {
                assert_eq!(reply.json()["okno"]["most"], 1);
                answers += 1;
            }
            Ok(reply) => assert_eq!(reply.status, 500),
            Err(_) => {}
        }
    }
    assert_eq!(answers, proxy.counts().passed);
    proxy.set(Faults::NONE);
    for _ in 0..20 {
        assert_eq!(ask(&mut http, &proxy).unwrap().status, 200);
    }
    let asked = "okno_hq_requests_total{route=\"/v1/hello\",status=\"200\"}";
    (proxy.counts(), metric(hq.http().get("/metrics").text(), asked).unwrap())
}

#[test]
fn every_fault_happens_and_a_seed_gives_the_same_again() {
    let (counts, asked) = asked_400_times(7);
    assert_eq!(counts.requests, 420);
    let Counts { dropped, delayed, cut_requests, cut_answers, lost_answers, repeated, reordered, failed, .. } = counts;
    for (number, of) in [dropped, delayed, cut_requests, cut_answers, lost_answers, repeated, reordered, failed]
        .into_iter()
        .zip(["dropped", "delayed", "cut requests", "cut answers", "lost answers", "repeated", "reordered", "failed"])
    {
        assert!(number > 5, "{of}: {counts:?}");
    }
    assert!(asked > counts.passed + lost_answers + cut_answers + repeated, "{asked}: {counts:?}");
    assert_eq!(asked_400_times(7), (counts, asked));
    assert_ne!(asked_400_times(8).0, counts);
}

#[test]
fn a_server_that_is_away_is_counted_and_another_one_is_found() {
    let (first, second) = (Served::start(ServerLimits::default()), Served::start(ServerLimits::default()));
    let proxy = FaultyProxy::start(first.address, 1, Faults::NONE);
    let mut http = None;
    assert_eq!(ask(&mut http, &proxy).unwrap().status, 200);
    drop(first);
    assert!(ask(&mut http, &proxy).is_err());
    assert_eq!(proxy.counts().unreachable, 1);
    proxy.lead_to(second.address);
    assert_eq!(ask(&mut http, &proxy).unwrap().status, 200);
}
