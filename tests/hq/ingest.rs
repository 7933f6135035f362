//! Taking batches: what is accepted, what is refused, each with its own answer, and what is stored.

use std::thread;

use okno::domain::{Event, Money, Timestamp};
use okno::hq::HqError;
use okno::protocol::*;

use crate::scene::*;

on_both!(
    a_batch_is_stored_and_acknowledged,
    a_batch_sent_again_changes_nothing,
    an_overlap_is_compared_and_trimmed,
    what_is_wrong_with_a_batch_is_told_apart,
    a_reused_number_is_a_fork,
    a_revoked_desk_is_told_so,
    a_lost_desks_entries_come_back,
    two_nodes_take_one_desk_at_once,
    many_desks_at_once,
    a_request_is_proved,
    evidence_is_bounded,
);

fn a_batch_is_stored_and_acknowledged(site: &Site) {
    let desk = day(site, "664003/2", 5);
    let ack = desk.send(&site.hq);
    let read = Ack::read(&serde_json::to_vec(&ack).unwrap(), &desk.id, &site.hq.keys().sign).unwrap();
    assert_eq!((read.through, read.head, read.entries), (8, desk.entries[7].hash, 8));
    assert_eq!(read.tally(), Tally::of(&desk.entries));
    assert_eq!(read.exceptions, Some(0));
    assert_eq!(site.entries(&desk), desk.entries);
    let report = &site.hq.desks().unwrap()[0];
    assert_eq!((report.accepted.through, report.open_shift, report.received_at), (8, 0, Some(at())));
    assert!(site.refusals().is_empty());
}

fn a_batch_sent_again_changes_nothing(site: &Site) {
    let desk = day(site, "664003/2", 5);
    let (first, all) = (desk.batch(1, 4), desk.send(&site.hq));
    let shifts = site.hq.shifts(&desk.id).unwrap();
    for batch in [&desk.batch(1, desk.last()), &first, &desk.batch(3, 5)] {
        let again = site.hq.take_batch(&desk.id, batch, at()).unwrap();
        assert_eq!((again.accepted(), again.tally()), (all.accepted(), all.tally()), "at least as far");
    }
    assert_eq!(site.entries(&desk), desk.entries);
    assert_eq!(site.hq.shifts(&desk.id).unwrap(), shifts);
    assert!(site.odd(&desk).is_empty(), "a payment is not its own twin");
}

fn an_overlap_is_compared_and_trimmed(site: &Site) {
    let desk = day(site, "664003/2", 9);
    for (first, last) in [(1, 3), (2, 6), (1, 9), (10, 10), (5, desk.last())] {
        let ack = site.hq.take_batch(&desk.id, &desk.batch(first, last), at()).unwrap();
        assert_eq!(ack.accepted(), Accepted { through: last, head: desk.entries[last as usize - 1].hash });
    }
    assert_eq!(site.entries(&desk), desk.entries);
    site.hq.verify(&mut |_| {}).unwrap();
}

fn what_is_wrong_with_a_batch_is_told_apart(site: &Site) {
    let (desk, other) = (day(site, "664003/2", 6), site.desk("664003/3"));
    let stranger = {
        let mut stranger = Desk::new("664003/9", 77);
        stranger.write("user.signed-in", r#"{"user":"anna","role":"cashier"}"#.into());
        stranger
    };
    site.hq.take_batch(&desk.id, &desk.batch(1, 3), at()).unwrap();
    let packed = |text: &str| zstd::bulk::compress(text.as_bytes(), 1).unwrap();
    let text = String::from_utf8(zstd::decode_all(&desk.batch(4, 6)[..]).unwrap()).unwrap();
    let cut = text.rsplit_once("\n{").unwrap().0.to_owned() + "\n";
    let changed = text.replace("10001", "10002");
    assert_ne!(changed, text);
    let malformed = |fault: &str, line| Refusal::Malformed { fault: fault.to_owned(), line };
    let old = packed(&text.replacen("\"okno\":1", "\"okno\":0", 1));
    let refusals = [
        (&desk, desk.batch(5, 6), Refusal::Hole { wanted: 4 }),
        (&desk, packed(&cut), malformed("count", None)),
        (&desk, packed(&changed), malformed("head", None)),
        (&desk, desk.batch_by(4, 6, &other.keys), Refusal::BadSignature),
        (&desk, desk.batch(4, 6)[..100].to_vec(), malformed("packing", None)),
        (&desk, b"none".to_vec(), malformed("packing", None)),
        (&desk, old, Refusal::TooOld { speaks: Versions::OURS }),
        (&other, desk.batch(4, 6), Refusal::WrongDesk { found: desk.id.clone() }),
        (&stranger, stranger.batch(1, 1), Refusal::UnknownDesk),
        (&desk, vec![0; Limits::BATCH.packed + 1], Refusal::TooLarge { most: Limits::BATCH.packed }),
    ];
    for (n, (sender, batch, expected)) in refusals.iter().enumerate() {
        assert_eq!(refusal(site.hq.take_batch(&sender.id, batch, at())), *expected, "{n}");
    }
    // Nothing is stored but the evidence of each.
    assert_eq!(site.entries(&desk), desk.entries[..3]);
    assert!(site.entries(&other).is_empty());
    let kept: u64 = site.refusals().values().sum();
    assert_eq!(kept, refusals.len() as u64, "{:?}", site.refusals());
    assert!(site.refusals().contains_key(&(String::new(), "unknown-desk".into())));
    let hole = site.hq.security_events().unwrap().into_iter().find(|event| event.code == "hole").unwrap();
    assert_eq!((hole.desk.as_str(), hole.first_at, hole.times), ("664003/2", at(), 1));
    assert!(hole.evidence.contains(&desk.entries[5].hash.to_string()), "{}", hole.evidence);
    site.hq.verify(&mut |_| {}).unwrap();
    desk.send(&site.hq);
}

fn a_reused_number_is_a_fork(site: &Site) {
    let desk = day(site, "664003/2", 6);
    let ack = site.hq.take_batch(&desk.id, &desk.batch(1, 5), at()).unwrap();
    let mut clone = desk.clone();
    clone.entries.truncate(3);
    for n in 0..4 {
        clone.pay(1, "АБ1", 55_000 + n);
    }
    let fork = |seq: u64| Refusal::Fork { seq, hash: desk.entries[seq as usize - 1].hash };
    for (first, last, seq) in [(1, 7, 4), (4, 4, 4), (5, 6, 4), (6, 7, 5), (3, 5, 4)] {
        let answer = refusal(site.hq.take_batch(&desk.id, &clone.batch(first, last), at()));
        assert_eq!(answer, fork(seq), "{first} to {last}");
    }
    // A journal of the same name that was begun anew.
    let mut other = Desk { entries: vec![], ..desk.clone() };
    other.open(1);
    assert_eq!(refusal(site.hq.take_batch(&desk.id, &other.batch(1, 1), at())), fork(1));
    assert_eq!(site.entries(&desk), desk.entries[..5]);
    assert_eq!(site.refusals()[&("664003/2".to_owned(), "fork".to_owned())], 6);
    // The desk itself goes on.
    assert!(desk.send(&site.hq).through > ack.through);
}

fn a_revoked_desk_is_told_so(site: &Site) {
    let desk = day(site, "664003/2", 2);
    assert!(site.hq.revoke(&desk.id, at()).unwrap());
    assert!(!site.hq.revoke(&desk.id, at()).unwrap());
    assert!(matches!(site.hq.revoke(&"1/1".parse().unwrap(), at()), Err(HqError::NoDesk(_))));
    assert_eq!(refusal(site.hq.take_batch(&desk.id, &desk.batch(1, 2), at())), Refusal::Revoked);
    let other = Desk::new("664003/2", 99);
    let wrong = site.hq.take_batch(&desk.id, &desk.batch_by(1, 2, &other.keys), at());
    assert_eq!(refusal(wrong), Refusal::BadSignature);
    assert!(site.entries(&desk).is_empty());
}

fn a_lost_desks_entries_come_back(site: &Site) {
    let desk = day(site, "664003/2", 40);
    desk.send(&site.hq);
    let (mut found, mut after) = (vec![], 0);
    while let Some(packed) = site.hq.entries(&desk.id, after, 7).unwrap() {
        let signed = SignedBatch::read(&packed, &Limits::BATCH).unwrap();
        let batch = signed.verify(&desk.id, &site.hq.keys().sign).unwrap();
        assert!(batch.entries.len() <= 7);
        found.extend(batch.entries);
        after = found.last().unwrap().seq;
    }
    assert_eq!(found, desk.entries);
    assert_eq!(site.hq.entries(&desk.id, 1_000_000, 7).unwrap(), None);
    let all = site.hq.entries(&desk.id, 0, usize::MAX).unwrap().unwrap();
    let all = SignedBatch::read(&all, &Limits::BATCH).unwrap().verify(&desk.id, &site.hq.keys().sign).unwrap();
    assert_eq!(all.entries, desk.entries);
}

/// Each node sends the same desk's batches in an order of its own, as after answers that were lost: the desk's row
/// keeps them in theirs.
fn two_nodes_take_one_desk_at_once(site: &Site) {
    let desk = day(site, "664003/2", 200);
    let nodes = [site.node(), site.node()];
    thread::scope(|scope| {
        for node in &nodes {
            scope.spawn(|| {
                let mut through = 0;
                while through < desk.last() {
                    let batch = desk.batch((through + 1).saturating_sub(3).max(1), (through + 13).min(desk.last()));
                    through = node.take_batch(&desk.id, &batch, at()).unwrap().through;
                }
            });
        }
    });
    assert_eq!(site.entries(&desk), desk.entries);
    site.hq.verify(&mut |_| {}).unwrap();
    assert!(site.odd(&desk).is_empty());
}

/// Desks whose payments are each other's twins: whoever is stored later sees the other.
fn many_desks_at_once(site: &Site) {
    let desks: Vec<Desk> = (1..=4).map(|n| day(site, &format!("664003/{n}"), 60)).collect();
    let nodes = [site.node(), site.node()];
    thread::scope(|scope| {
        for (n, desk) in desks.iter().enumerate() {
            let node = &nodes[n % 2];
            scope.spawn(move || {
                for first in (1..=desk.last()).step_by(5) {
                    node.take_batch(&desk.id, &desk.batch(first, (first + 4).min(desk.last())), at()).unwrap();
                }
            });
        }
    });
    let verified = site.hq.verify(&mut |_| {}).unwrap();
    assert_eq!((verified.desks, verified.payments.payments), (4, 240));
    // Of each four payments of one account and sum, all but the first by time and desk are another's twin.
    let odd: Vec<usize> = desks.iter().map(|desk| site.odd(desk).len()).collect();
    assert_eq!(odd, [0, 60, 60, 60]);
}

fn a_request_is_proved(site: &Site) {
    let (desk, other) = (site.desk("664003/2"), Desk::new("664003/2", 98));
    let request = Request { method: "GET", path: "/v1/directory?since=0", body: b"" };
    let sign = |keys: &SecretKeys, at: Timestamp| RequestSignature::sign(&request, &desk.id, at, &keys.sign);
    let ask = |signature: &RequestSignature| site.hq.authenticate(signature, &request, at());
    assert_eq!(ask(&sign(&desk.keys, at())).unwrap(), desk.id);
    let late = at().plus(chrono::TimeDelta::minutes(6));
    assert_eq!(refusal(ask(&sign(&desk.keys, late))), Refusal::OldRequest { now: at() });
    assert_eq!(refusal(ask(&sign(&other.keys, at()))), Refusal::BadSignature);
    let unknown = RequestSignature::sign(&request, &"1/1".parse().unwrap(), at(), &desk.keys.sign);
    assert_eq!(refusal(ask(&unknown)), Refusal::UnknownDesk);
    let unsigned = RequestSignature::read(|_| None).unwrap_err();
    let unsigned = site.hq.refuse(&unsigned, None, at());
    assert_eq!(unsigned.refusal(), Refusal::Unsigned);
    site.hq.revoke(&desk.id, at()).unwrap();
    assert_eq!(refusal(ask(&sign(&desk.keys, at()))), Refusal::Revoked);
    let codes: Vec<String> = site.refusals().into_keys().map(|(desk, code)| format!("{desk} {code}")).collect();
    let expected = [" unknown-desk", " unsigned", "664003/2 bad-signature", "664003/2 old-request", "664003/2 revoked"];
    assert_eq!(codes, expected);
}

fn evidence_is_bounded(site: &Site) {
    for n in 0..150 {
        let desk = format!("1/{n}").parse().unwrap();
        let refused = site.hq.take_batch(&desk, b"", at());
        assert_eq!(refusal(refused), Refusal::Malformed { fault: "packing".into(), line: None });
    }
    let events = site.hq.security_events().unwrap();
    assert_eq!(events.iter().map(|event| event.times).sum::<u64>(), 150);
    assert_eq!(events.len(), 101);
    assert!(events.iter().all(|event| event.desk.is_empty()));
}

/// What overflows 64 bits is held at their end, and blocks nothing.
#[test]
fn sums_beyond_all_measure_block_nothing() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(site) = Site::new(engine) else { continue };
        let mut desk = site.desk("664003/2");
        desk.open(1);
        for _ in 0..3 {
            let mut payment = desk.payment(1, &[("АБ1", i64::MAX)]);
            payment.tenders[0].amount = Money::from_kopecks(i64::MIN);
            desk.record(payment);
        }
        let ack = desk.send(&site.hq);
        assert_eq!(ack.tally(), Tally { payments: 3, kopecks: Money::from_kopecks(i64::MAX) });
        site.hq.verify(&mut |_| {}).unwrap();
        desk.record(desk.closing(1));
        assert_eq!(desk.send(&site.hq).through, desk.last());
        assert!(matches!(Event::decode("shift.closed", &desk.entries.last().unwrap().body), Ok(Event::ShiftClosed(_))));
    }
}
