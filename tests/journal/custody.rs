//! A shift read back whole: its own events and totals, whatever a colleague did at the desk in its pauses.

use okno::domain::event::Event;
use okno::domain::{CashNumber, EntryId, Seal, Timestamp};
use okno::journal::{Journal, Writer};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::scene::desk;

fn record(events: &[Value]) -> (TempDir, Journal) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let mut writer = Writer::open(&path, &desk(), "the test").unwrap();
    let start: Timestamp = "2026-11-23T00:00:00.000Z".parse().unwrap();
    for (n, event) in events.iter().enumerate() {
        let mut body = event.clone();
        let kind = body.as_object_mut().unwrap().remove("kind").unwrap();
        let event = Event::decode(kind.as_str().unwrap(), &body.to_string()).unwrap();
        let id = EntryId::from_uuid(Uuid::from_u128(n as u128 + 1));
        writer.append(id, start.plus(chrono::TimeDelta::minutes(n as i64)), &event).unwrap();
    }
    drop(writer);
    let journal = Journal::open(&path).unwrap();
    (folder, journal)
}

fn opened(shift: u32, user: &str, paused: &[u32]) -> Value {
    json!({"kind": "shift.opened", "epoch": 1, "shift": shift, "day": "2026-11-23", "offset": "+08:00", "user": user,
        "carried_kopecks": 0, "issued_kopecks": 100_000, "counted_kopecks": 100_000, "paused": paused,
        "last_z": shift - 1 - paused.len() as u32})
}

fn taken(receipt: &str, kopecks: i64) -> Value {
    json!({"kind": "payment.taken", "receipt": receipt, "lines": [{"supplier": "energosbyt", "service": "electricity",
        "account": "АБ1204417", "kopecks": kopecks}], "tenders": [{"kind": "cash", "kopecks": kopecks}]})
}

fn closed(shift: u32, z: u32, kopecks: i64) -> Value {
    json!({"kind": "shift.closed", "shift": shift, "z": z, "user": "a", "expected_kopecks": kopecks,
        "counted_kopecks": kopecks, "payments": 1, "kopecks": 0, "voids": 0, "voided_kopecks": 0})
}

fn dropped(number: &str, seal: &str) -> Value {
    json!({"kind": "cash.dropped", "number": number, "seal": seal, "account": "own", "kopecks": 100, "user": "a"})
}

/// A shift that is paused while a colleague works, with a bag of each, and a third one that is still open.
fn day() -> (TempDir, Journal) {
    record(&[
        json!({"kind": "desk.enrolled", "desk": "664003/2", "epoch": 1, "zone": "Asia/Irkutsk"}),
        opened(1, "anna", &[]),
        taken("1-1-1", 81_240),
        json!({"kind": "shift.paused", "shift": 1, "user": "anna", "sealed_kopecks": 181_240}),
        opened(2, "boris", &[1]),
        taken("1-2-1", 5_000),
        dropped("1-2-c1", "B2"),
        closed(2, 1, 104_900),
        json!({"kind": "shift.resumed", "shift": 1, "user": "anna", "sealed_kopecks": 181_240,
            "carried_kopecks": 104_900, "counted_kopecks": 286_140}),
        taken("1-1-2", 700),
        dropped("1-1-c1", "B1"),
        closed(1, 2, 286_740),
        opened(3, "anna", &[]),
        taken("1-3-1", 900),
    ])
}

#[test]
fn a_shift_has_its_own_events_and_none_of_its_pauses() {
    let (_folder, journal) = day();
    let seqs = |number| -> Vec<u64> {
        journal.custody(number).unwrap().unwrap().events.iter().map(|recorded| recorded.seq).collect()
    };
    assert_eq!((seqs(1), seqs(2), seqs(3)), (vec![2, 3, 4, 9, 10, 11, 12], vec![5, 6, 7, 8], vec![13, 14]));
    assert_eq!(journal.custody(4).unwrap(), None);
    let custody = journal.custody(1).unwrap().unwrap();
    assert_eq!((custody.shift.number, custody.shift.totals.payments), (1, 2));
    assert_eq!(custody.shift.cashier.as_str(), "anna");
    assert_eq!(custody.closed().map(|(recorded, closed)| (recorded.seq, closed.z)), Some((12, 2)));
    assert_eq!(journal.custody(3).unwrap().unwrap().closed(), None);
}

#[test]
fn its_totals_are_those_that_the_desk_closed_with() {
    let (_folder, journal) = day();
    for (number, last) in [(1, 12), (2, 8)] {
        let custody = journal.custody(number).unwrap().unwrap();
        assert_eq!(Some(custody.shift), journal.shift_at(last).unwrap().closed, "shift {number}");
    }
    assert_eq!(journal.custody(3).unwrap().map(|custody| custody.shift), journal.shift().unwrap().open);
}

#[test]
fn slips_reports_and_bags_lead_to_their_entries() {
    let (_folder, journal) = day();
    let slip = |number: &str| journal.slip(number.parse::<CashNumber>().unwrap()).unwrap();
    assert_eq!([slip("1-1-c1"), slip("1-2-c1"), slip("1-2-c2"), slip("2-1-c1")], [Some(11), Some(7), None, None]);
    assert_eq!([1, 2, 3].map(|z| journal.z(z).unwrap()), [Some(8), Some(12), None]);
    let shift_of = |seal: &str| journal.shift_of_bag(&seal.parse::<Seal>().unwrap()).unwrap();
    assert_eq!([shift_of("B1"), shift_of("B2"), shift_of("B3")], [Some(1), Some(2), None]);
}
