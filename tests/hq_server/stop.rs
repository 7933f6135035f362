//! The end of the server: nothing begins any more, and what has begun is finished.

use std::net::TcpStream;

use okno::hq::server::ServerLimits;
use okno::protocol::Refusal;

use crate::http::head;
use crate::scene::{Served, until, until_in_flight};

#[test]
fn what_was_asked_for_is_finished_and_nothing_begins() {
    let hq = Served::start(ServerLimits::default());
    let (mut asking, mut idle) = (hq.http(), hq.http());
    assert_eq!(idle.get("/healthz").status, 200);
    asking.send(head("POST", "/v1/enrol", &[], 2).as_bytes());
    asking.send(b"{");
    until_in_flight(hq.address, 1);
    hq.stopper.stop();
    assert!(idle.is_closed());
    until(|| TcpStream::connect(hq.address).is_err());
    asking.send(b"}");
    assert!(matches!(asking.reply().unwrap().refusal(), Refusal::Malformed { .. }));
    assert!(asking.is_closed());
    hq.ended();
}
