//! What is wrong has its own answer over HTTP and on a stick, stores nothing, and leaves evidence. That each signature
//! is judged in every way is proved in `tests/hq_server`; here it is the desk's own key, on both stores.

use chrono::TimeDelta;
use okno::clock;
use okno::desk::DeskKey;
use okno::domain::{DeskId, Timestamp};
use okno::hq::{Hq, HqError};
use okno::protocol::*;

use crate::common::Till;
use crate::http::Http;
use crate::scene::*;

on_both!(
    a_batch_that_is_wrong_has_its_own_answer,
    a_request_that_is_not_the_desks_is_refused_on_every_route,
    a_revoked_key_is_told_so_on_every_route_and_on_a_stick,
    a_stick_that_is_wrong_has_its_own_answer,
    an_enrolment_that_was_changed_is_refused,
);

/// A desk's key and journal, in the hands of somebody who sends what he likes.
struct Hand {
    id: DeskId,
    keys: SecretKeys,
    entries: Vec<Entry>,
}

impl Hand {
    fn of(till: &Till) -> Hand {
        let key = DeskKey::load(&till.home.key()).unwrap();
        let (journal, mut entries) = (till.journal(), vec![]);
        journal
            .each(1, |entry| {
                entries.push(entry);
                Ok(())
            })
            .unwrap();
        Hand { id: journal.desk().clone(), keys: key.enrolment().unwrap().keys.clone(), entries }
    }

    /// The same journal with other content from entry `seq` on.
    fn forked(&self, seq: usize) -> Hand {
        let mut entries = self.entries[..seq - 1].to_vec();
        for old in &self.entries[seq - 1..] {
            let prev = entries.last().map_or(Hash::ZERO, |last: &Entry| last.hash);
            let body = old.body.replace("1000,", "1999,");
            entries.push(Entry::seal(&self.id, old.seq, old.id, old.at, &old.kind, body, prev).unwrap());
        }
        assert_ne!(entries[seq - 1], self.entries[seq - 1]);
        Hand { id: self.id.clone(), keys: self.keys.clone(), entries }
    }

    fn batch(&self, first: usize, last: usize) -> Vec<u8> {
        self.batch_by(first, last, &self.keys)
    }

    fn batch_by(&self, first: usize, last: usize, keys: &SecretKeys) -> Vec<u8> {
        Batch::pack(&self.id, 1, &self.entries[first - 1..last], &keys.sign).unwrap()
    }

    fn batches(&self) -> String {
        format!("/v1/desks/{}/batches", self.id)
    }

    fn headers(&self, minutes: i64, method: &str, path: &str, body: &[u8]) -> Vec<(&'static str, String)> {
        let at = Timestamp::new(clock::now()).plus(TimeDelta::minutes(minutes));
        RequestSignature::sign(&Request { method, path, body }, &self.id, at, &self.keys.sign).headers().into()
    }

    /// The routes of a desk, each as one that headquarters answers.
    fn routes(&self) -> Vec<(&'static str, String, Vec<u8>)> {
        vec![
            ("POST", self.batches(), self.batch(1, self.entries.len())),
            ("GET", format!("/v1/desks/{}/entries?after=0&limit=5", self.id), vec![]),
            ("GET", "/v1/directory?since=0&limit=10".to_owned(), vec![]),
            ("GET", "/v1/users".to_owned(), vec![]),
            ("GET", "/v1/accounts/energosbyt/%D0%90%D0%911000000".to_owned(), vec![]),
        ]
    }
}

fn http(hq: &Headquarters) -> Http {
    Http::to(hq.url().trim_start_matches("http://").parse().unwrap())
}

fn malformed(fault: &str) -> Refusal {
    Refusal::Malformed { fault: fault.to_owned(), line: None }
}

/// Runs what is refused: nothing is stored, and there is one more piece of evidence of it under its code.
fn refused(hq: &Headquarters, expected: &Refusal, what: &str, ask: impl FnOnce() -> Refusal) {
    let node = hq.node();
    let count = || {
        let events = node.security_events().unwrap().into_iter();
        events.filter(|event| event.code == expected.code()).map(|event| event.times).sum::<u64>()
    };
    let (before, known) = (stored(&node), count());
    assert_eq!(ask(), *expected, "{what}");
    assert_eq!(stored(&node), before, "{what} was stored");
    assert_eq!(count(), known + 1, "{what} left no evidence");
}

/// All that is stored of all desks.
fn stored(node: &Hq) -> Vec<(DeskId, Vec<Entry>)> {
    let entries = |desk: &DeskId| {
        let mut entries = vec![];
        node.each_entry::<HqError>(desk, &mut |entry| {
            entries.push(entry.clone());
            Ok(())
        })
        .unwrap();
        entries
    };
    node.desks().unwrap().into_iter().map(|desk| (desk.desk.clone(), entries(&desk.desk))).collect()
}

/// A desk that has synced one payment of 10.00 and its paper, and not those that follow; and another, which has sent
/// nothing. The last entry that was synced is the paper.
fn scene(hq: &Headquarters) -> (Till, Till, usize) {
    let (till, other) = (hq.open_desk(DESK), hq.desk("664003/3"));
    pay(&till, 1_000);
    let through = sync(&till)["through"].as_u64().unwrap();
    (0..4).for_each(|n| _ = pay(&till, 10_000 + n));
    (till, other, through.try_into().unwrap())
}

fn a_batch_that_is_wrong_has_its_own_answer(hq: Headquarters) {
    let (till, other_till, through) = scene(&hq);
    let (hand, other) = (Hand::of(&till), Hand::of(&other_till));
    let last = hand.entries.len();
    let text = String::from_utf8(zstd::decode_all(&hand.batch(through + 1, last)[..]).unwrap()).unwrap();
    let packed = |text: &str| zstd::bulk::compress(text.as_bytes(), 1).unwrap();
    let whole = hand.batch(through + 1, last);
    let cut = text.trim_end().rsplit_once('\n').unwrap().0.to_owned() + "\n";
    let changed = text.replacen(":10001", ":10009", 1);
    assert_ne!(changed, text);
    let fork = Refusal::Fork { seq: through as u64 - 1, hash: hand.entries[through - 2].hash };
    let hole = Refusal::Hole { wanted: through as u64 + 1 };
    let cases = [
        ("a reused number", hand.forked(through - 1).batch(through - 1, last), fork),
        ("a gap", hand.batch(through + 2, last), hole),
        ("a batch that was cut", whole[..whole.len() / 2].to_vec(), malformed("packing")),
        ("a batch without its last line", packed(&cut), malformed("count")),
        ("a changed sum", packed(&changed), malformed("head")),
        ("another's signature", hand.batch_by(through + 1, last, &other.keys), Refusal::BadSignature),
        ("nothing", vec![], malformed("packing")),
    ];
    for (what, batch, expected) in cases {
        refused(&hq, &expected, what, || {
            let headers = hand.headers(0, "POST", &hand.batches(), &batch);
            let reply = http(&hq).ask("POST", &hand.batches(), &headers, &batch);
            assert_eq!(reply.status, expected.status(), "{what}");
            reply.refusal()
        });
    }
    // A replay under another desk's name: its own request, to its own path, with this desk's batch.
    let wrong = Refusal::WrongDesk { found: hand.id.clone() };
    for path in [other.batches(), hand.batches()] {
        refused(&hq, &wrong, &path, || {
            http(&hq).ask("POST", &path, &other.headers(0, "POST", &path, &whole), &whole).refusal()
        });
    }
    let stolen = hand.headers(0, "POST", &hand.batches(), &whole);
    refused(&hq, &Refusal::BadSignature, "its headers on another path", || {
        http(&hq).ask("POST", &other.batches(), &stolen, &whole).refusal()
    });
    // And the desk itself goes on as if nothing had been.
    sync(&till);
    assert_eq!(hq.entries(DESK), exported(&till));
    hq.json(&["hq", "verify"]);
}

fn a_request_that_is_not_the_desks_is_refused_on_every_route(hq: Headquarters) {
    let (till, other, _) = scene(&hq);
    let (hand, other) = (Hand::of(&till), Hand::of(&other));
    let thief = Hand { id: hand.id.clone(), keys: other.keys.clone(), entries: vec![] };
    let unknown = Hand { id: "664003/9".parse().unwrap(), keys: other.keys.clone(), entries: vec![] };
    for (method, path, body) in hand.routes() {
        let ask = |headers: &[(&str, String)]| http(&hq).ask(method, &path, headers, &body).refusal();
        refused(&hq, &Refusal::Unsigned, &path, || ask(&[]));
        refused(&hq, &Refusal::BadSignature, &path, || ask(&thief.headers(0, method, &path, &body)));
        refused(&hq, &Refusal::UnknownDesk, &path, || ask(&unknown.headers(0, method, &path, &body)));
        let before = stored(&hq.node());
        for minutes in [-6, 6] {
            let refusal = ask(&hand.headers(minutes, method, &path, &body));
            assert!(matches!(refusal, Refusal::OldRequest { .. }), "{path}: {refusal:?}");
        }
        assert_eq!(stored(&hq.node()), before, "{path}");
    }
    assert_eq!(hq.refusals()[&(DESK.to_owned(), "old-request".to_owned())], 10);
    sync(&till);
}

fn a_revoked_key_is_told_so_on_every_route_and_on_a_stick(hq: Headquarters) {
    let (till, ..) = scene(&hq);
    let (hand, stick) = (Hand::of(&till), hq.path("day.okno"));
    till.json(&["sync", "export", &stick]);
    hq.json(&["hq", "desk", "revoke", DESK]);
    for (method, path, body) in hand.routes() {
        refused(&hq, &Refusal::Revoked, &path, || {
            http(&hq).ask(method, &path, &hand.headers(0, method, &path, &body), &body).refusal()
        });
    }
    refused(&hq, &Refusal::Revoked, "a stick", || {
        let ran = hq.run(&["hq", "import-bundle", &stick]);
        assert!(ran.status == 1 && ran.stderr.contains("no longer in force"), "{ran:?}");
        Refusal::Revoked
    });
}

fn a_stick_that_is_wrong_has_its_own_answer(hq: Headquarters) {
    let (till, other_till, through) = scene(&hq);
    let (hand, other) = (Hand::of(&till), Hand::of(&other_till));
    let (last, seal) = (hand.entries.len(), hq.node().keys().seal);
    let bundle = |desk: &DeskId, batches: &[Vec<u8>]| {
        let parts = batches.iter().map(|bytes| Part { kind: PartKind::Batch, bytes: bytes.clone() }).collect();
        let stick = hq.path("stick.okno");
        std::fs::write(&stick, Bundle { desk: desk.clone(), parts }.seal(&seal).unwrap()).unwrap();
        let ran = hq.run(&["hq", "import-bundle", &stick]);
        assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{ran:?}");
        ran.stderr
    };
    let fork = Refusal::Fork { seq: through as u64 - 1, hash: hand.entries[through - 2].hash };
    let whole = hand.batch(through + 1, last);
    let unknown: DeskId = "664003/9".parse().unwrap();
    let cases = [
        ("a reused number", &hand.id, hand.forked(through - 1).batch(through - 1, last), fork, "two journals"),
        ("a gap", &hand.id, hand.batch(through + 2, last), Refusal::Hole { wanted: through as u64 + 1 }, "missing"),
        ("a cut batch", &hand.id, whole[..whole.len() / 2].to_vec(), malformed("packing"), ""),
        ("another's name", &other.id, whole.clone(), Refusal::WrongDesk { found: hand.id.clone() }, DESK),
        ("another's key", &hand.id, hand.batch_by(through + 1, last, &other.keys), Refusal::BadSignature, "sign"),
        ("a desk that nobody knows", &unknown, whole.clone(), Refusal::WrongDesk { found: hand.id.clone() }, DESK),
    ];
    for (what, desk, batch, expected, word) in cases {
        refused(&hq, &expected, what, || {
            let said = bundle(desk, &[batch]);
            assert!(said.contains(word), "{what}: {said}");
            expected.clone()
        });
    }
    // What is good before what is not stays, and the next stick goes on from there.
    bundle(&hand.id, &[hand.batch(through + 1, through + 2), hand.batch(last, last)]);
    assert_eq!(hq.entries(DESK).lines().count(), through + 2);
    let (stick, ack) = (hq.path("good.okno"), hq.path("ack.okno"));
    till.json(&["sync", "export", &stick]);
    hq.json(&["hq", "import-bundle", &stick, "--ack", &ack]);
    assert_eq!(till.json(&["sync", "import", &ack])["unsent"], 0);
    assert_eq!(hq.entries(DESK), exported(&till));
    hq.json(&["hq", "verify"]);
}

fn an_enrolment_that_was_changed_is_refused(hq: Headquarters) {
    let code: EnrolCode = hq.code(DESK).parse().unwrap();
    let (desk, thief) = (SecretKeys::from_seed(&[1; 32]).unwrap(), SecretKeys::from_seed(&[2; 32]).unwrap());
    let enrolling = Enrolling { desk: DESK.parse().unwrap(), zone: "Asia/Irkutsk".to_owned(), recover: false };
    let request = EnrolRequest::sign(enrolling, &code, &desk);
    let ask = |request: &EnrolRequest| {
        let headers = [("okno", "1".to_owned())];
        http(&hq).ask("POST", "/v1/enrol", &headers, &serde_json::to_vec(request).unwrap())
    };
    let others = EnrolRequest { keys: thief.public(), ..request.clone() };
    let elsewhere = EnrolRequest { desk: "664003/9".parse().unwrap(), ..request.clone() };
    let recovers = EnrolRequest { recover: true, ..request.clone() };
    for (what, changed) in [("other keys", others), ("another desk", elsewhere), ("a recovery", recovers)] {
        refused(&hq, &Refusal::BadSignature, what, || ask(&changed).refusal());
    }
    assert!(hq.node().desks().unwrap().is_empty());
    let answer = EnrolAnswer::read(&ask(&request).body, &request, &code).unwrap();
    assert_eq!((answer.epoch, answer.accepted), (1, None));
}
