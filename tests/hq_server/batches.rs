//! What desks send and ask for, over HTTP: stored whole or not at all, whatever the line does.

use std::time::Duration;

use okno::hq::server::ServerLimits;
use okno::protocol::{AccountAnswer, Batch, DirectoryPage, Entry, Hello, Limits, Refusal, SignedBatch, UsersPage};

use crate::http::{Http, Reply, head};
use crate::scene::{Served, Till, until, until_in_flight};

/// The entries of a packed batch that HQ signed.
fn entries(hq: &Served, till: &Till, reply: &Reply) -> Vec<Entry> {
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/zstd")), "{reply:?}");
    let Batch { entries, .. } = SignedBatch::read(&reply.body, &Limits::BATCH)
        .and_then(|batch| batch.verify(&till.id, &hq.node.keys().sign))
        .unwrap();
    entries
}

#[test]
fn what_is_sent_is_acknowledged_and_given_back() {
    let hq = Served::start(ServerLimits::default());
    let (till, mut http) = (hq.till("664003/2", 1, 20), hq.http());
    let ack = till.send(&hq, &mut http, &till.batch(1, 30));
    assert_eq!((ack.through, ack.entries, ack.payments, ack.head), (30, 30, 15, till.entries[29].hash));
    assert!(ack.exceptions.is_some());
    let again = till.send(&hq, &mut http, &till.batch(1, 10));
    assert_eq!((again.through, again.head), (30, ack.head));
    assert_eq!(till.send(&hq, &mut http, &till.batch(21, 40)).through, 40);

    let path = |query: &str| format!("/v1/desks/{}/entries{query}", till.id);
    let all = till.ask(&mut http, "GET", &path(""), b"");
    assert_eq!(entries(&hq, &till, &all), till.entries);
    let some = till.ask(&mut http, "GET", &path("?after=7&limit=3"), b"");
    assert_eq!(entries(&hq, &till, &some), till.entries[7..10]);
    let none = till.ask(&mut http, "GET", &path("?after=40"), b"");
    assert_eq!((none.status, none.body.len()), (204, 0));
}

#[test]
fn a_fork_and_a_hole_are_told_apart() {
    let hq = Served::start(ServerLimits::default());
    let (till, mut http) = (hq.till("664003/2", 1, 20), hq.http());
    let hole = till.ask(&mut http, "POST", &till.batches(), &till.batch(5, 10));
    assert_eq!(hole.refusal(), Refusal::Hole { wanted: 1 });
    till.send(&hq, &mut http, &till.batch(1, 10));
    let clone = Till { entries: crate::journal::day(&till.id, 99, 20, true), ..Till::unknown("664003/2", 1) };
    let fork = clone.ask(&mut http, "POST", &clone.batches(), &clone.batch(1, 12));
    assert_eq!(fork.refusal(), Refusal::Fork { seq: 1, hash: till.entries[0].hash });
    let mut changed = till.batch(11, 20);
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    assert_eq!(till.ask(&mut http, "POST", &till.batches(), &changed).refusal().status(), 400);
    assert_eq!(hq.stored(&till), 10);
    for code in ["hole", "fork", "malformed"] {
        assert!(hq.evidence().contains(&(code.to_owned(), "664003/2".to_owned())), "{code}");
    }
}

#[test]
fn pages_and_accounts_are_hqs_word() {
    let hq = Served::start(ServerLimits::default());
    let (till, mut http) = (hq.till("664003/2", 1, 1), hq.http());
    let key = hq.node.keys().sign;
    let page = till.ask(&mut http, "GET", "/v1/directory", b"");
    let page = DirectoryPage::read(&page.body, 0, &key, &Limits::PAGE).unwrap();
    assert!(page.rows.iter().any(|row| row.kind == "catalogue"), "{page:?}");
    let users = till.ask(&mut http, "GET", "/v1/users", b"");
    assert_eq!(UsersPage::read(&users.body, &till.id, &key, &Limits::PAGE).unwrap().office, "664003");
    let account = till.ask(&mut http, "GET", "/v1/accounts/energosbyt/%D0%90%D0%911", b"");
    let (supplier, number) = ("energosbyt".parse().unwrap(), "АБ1".parse().unwrap());
    let answer = AccountAnswer::read(account.text(), &supplier, &number, &key).unwrap();
    assert_eq!(answer.value, None);
    let nowhere = till.ask(&mut http, "GET", "/v1/accounts/energosbyt/%20", b"");
    assert_eq!(nowhere.refusal(), Refusal::NotFound);
    assert_eq!(Hello::read(&http.get("/v1/hello").body, &key).unwrap().hq, hq.node.keys());
}

#[test]
fn a_client_that_goes_away_leaves_all_or_nothing() {
    let hq = Served::start(ServerLimits::default());
    let till = hq.till("664003/2", 1, 100);
    let (path, batch) = (till.batches(), till.batch(1, 200));
    let whole = [head("POST", &path, &till.sign("POST", &path, &batch), batch.len()).as_bytes(), &batch].concat();
    for cut in [whole.len() / 2, whole.len() - 1] {
        let mut http = hq.http();
        http.send(&whole[..cut]);
        until_in_flight(hq.address, 1);
        http.hang_up();
        until_in_flight(hq.address, 0);
        assert_eq!(hq.stored(&till), 0, "{cut}");
    }
    // It went away while its batch was at the store: that is finished.
    let writer = hq.hold_store();
    let mut http = hq.http();
    http.send(&whole);
    until(|| hq.at_store() == Some(1));
    http.hang_up();
    writer.execute_batch("ROLLBACK").unwrap();
    until(|| hq.stored(&till) > 0);
    assert_eq!(hq.stored(&till), 200);
    assert!(hq.evidence().is_empty(), "a broken line is nobody's fault: {:?}", hq.evidence());
    hq.node.verify(&mut |_| {}).unwrap();
}

#[test]
fn batches_of_one_desk_at_once_are_stored_once_and_in_order() {
    let hq = Served::start(ServerLimits::default());
    let till = hq.till("664003/2", 1, 300);
    // Each sends everything, in steps of its own, over what the others send.
    let senders = [(25, 0), (40, 7), (60, 13), (60, 13)];
    std::thread::scope(|scope| {
        for (step, first) in senders {
            let (hq, till) = (&hq, &till);
            scope.spawn(move || sends(hq, till, step, first));
        }
    });
    assert_eq!(hq.stored(&till), 600);
    let mut stored = Vec::new();
    let mut each = |entry: &Entry| {
        stored.push(entry.clone());
        Ok::<_, okno::hq::HqError>(())
    };
    hq.node.each_entry(&till.id, &mut each).unwrap();
    assert_eq!(stored, till.entries);
    hq.node.verify(&mut |_| {}).unwrap();
}

/// Sends the whole journal, `step` entries at a time, the first time `first` fewer; waits where another is behind.
fn sends(hq: &Served, till: &Till, step: usize, first: usize) {
    let (mut http, mut from) = (hq.http(), 1);
    while from <= till.entries.len() {
        let to = (from + step - 1 - if from == 1 { first } else { 0 }).min(till.entries.len());
        let ack = till.send(hq, &mut http, &till.batch(from, to));
        assert!(ack.through >= to as u64, "{ack:?}");
        from = to + 1;
    }
}

#[test]
fn where_the_store_is_busy_the_next_one_is_told_to_come_later() {
    let hq = Served::start(ServerLimits { threads: 1, waiting: 0, ..ServerLimits::default() });
    let till = hq.till("664003/2", 1, 10);
    let writer = hq.hold_store();
    let (path, batch) = (till.batches(), till.batch(1, 20));
    let whole = [head("POST", &path, &till.sign("POST", &path, &batch), batch.len()).as_bytes(), &batch].concat();
    // The counters ask the store too: where they were there first, it is the batch that has to come later.
    let mut first = loop {
        let mut first = hq.http();
        first.send(&whole);
        let mut is_there = false;
        until(|| {
            is_there = hq.at_store() == Some(1);
            is_there || first.is_answered()
        });
        if is_there {
            break first;
        }
        assert_eq!(first.reply().unwrap().refusal(), Refusal::RetryLater { seconds: Some(2) });
    };
    let second = till.ask(&mut hq.http(), "POST", &path, &batch);
    assert_eq!(second.refusal(), Refusal::RetryLater { seconds: Some(2) });
    assert_eq!(hq.http().get("/healthz").status, 200);
    assert_eq!(hq.http().get("/readyz").status, 503);
    writer.execute_batch("ROLLBACK").unwrap();
    assert_eq!(first.reply().unwrap().json()["through"], 20);
}

#[test]
fn a_desk_that_asks_too_often_waits_and_another_does_not() {
    let limits = ServerLimits { desk_requests: std::num::NonZeroU32::MIN, ..ServerLimits::default() };
    let hq = Served::start(limits);
    let (till, other) = (hq.till("664003/2", 1, 1), hq.till("664003/3", 3, 1));
    let mut http = hq.http();
    let ask = |till: &Till, http: &mut Http| till.ask(http, "GET", "/v1/users", b"").status;
    // What it may ask grows with time, so on a slow machine it takes more to ask too often.
    let answers: Vec<u16> = (0..).map(|_| ask(&till, &mut http)).take_while(|status| *status != 503).collect();
    assert!(answers.len() >= 2 && answers.iter().all(|status| *status == 200), "{answers:?}");
    // Nobody uses another's share up without its key.
    let thief = Till { id: other.id.clone(), ..Till::unknown("664003/3", 9) };
    for _ in 0..5 {
        assert_eq!(ask(&thief, &mut http), 401);
    }
    assert_eq!(ask(&other, &mut http), 200);
    std::thread::sleep(Duration::from_millis(1_100));
    assert_eq!(ask(&till, &mut http), 200);
}
