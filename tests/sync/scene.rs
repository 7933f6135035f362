//! A desk that an HQ in memory enrolled: its key is real, its journal is made through the program's own desk.

use std::path::Path;

use okno::desk::{DeskKey, FreshKeys, Home, Outbox};
use okno::domain::{DeskId, Timestamp};
use okno::protocol::{Accepted, Ack, Batch, EnrolAnswer, EnrolCode, EnrolRequest, Enrolled, Enrolling, Entry};
use okno::protocol::{Limits, SecretKeys, SignedBatch, Tally};

use crate::common::{Till, new_id, pay};

pub fn desk() -> DeskId {
    "664003/2".parse().unwrap()
}

pub fn at() -> Timestamp {
    "2026-11-23T06:00:00.000Z".parse().unwrap()
}

pub fn hq() -> SecretKeys {
    SecretKeys::from_seed(&[2; 32]).unwrap()
}

/// What HQ answers to a desk, in the given epoch.
pub fn answer(keys: &SecretKeys, epoch: u32, accepted: Option<Accepted>) -> EnrolAnswer {
    let code = EnrolCode::new(&hq().public().sign, [1; 8]);
    let enrolling = Enrolling { desk: desk(), zone: "Asia/Irkutsk".to_owned(), recover: epoch > 1 };
    let request = EnrolRequest::sign(enrolling, &code, keys);
    EnrolAnswer::sign(&request, Enrolled { epoch, accepted, at: at() }, &[7; 32], &hq()).unwrap()
}

/// Gives a desk that stood alone the key of one that HQ enrolled.
pub fn enrol(home: &Home, epoch: u32) {
    let former = DeskKey::load(&home.key()).unwrap();
    let fresh = FreshKeys::prepare(&home.key()).unwrap();
    let answer = answer(&fresh.keys, epoch, None);
    DeskKey::enrol(&home.key(), fresh, &answer, Some(&former)).unwrap();
}

/// An enrolled till with an open shift and so many payments.
pub fn till(payments: i64) -> Till {
    let till = Till::open();
    enrol(&till.home, 1);
    take(&till, payments);
    till
}

pub fn take(till: &Till, payments: i64) {
    for n in 0..payments {
        till.json(&pay(new_id(), 100 + n));
    }
}

pub fn outbox(till: &Till) -> Outbox {
    Outbox::open(&till.home).unwrap().unwrap()
}

pub fn entries(path: &Path) -> Vec<Entry> {
    let mut all = Vec::new();
    okno::journal::each_of_file(path, &desk(), |entry| {
        all.push(entry);
        Ok::<_, okno::journal::JournalError>(())
    })
    .unwrap();
    all
}

/// HQ's acknowledgement of these entries.
pub fn ack(entries: &[Entry]) -> Ack {
    let last = entries.last().unwrap();
    let accepted = Accepted { through: last.seq, head: last.hash };
    Ack::sign(&desk(), accepted, last.seq, Tally::of(entries), at(), &hq().sign)
}

/// Reads a batch as HQ does.
pub fn read(bytes: &[u8], desk_keys: &SecretKeys) -> Batch {
    let signed = SignedBatch::read(bytes, &Limits::BATCH).unwrap();
    signed.verify(&desk(), &desk_keys.public().sign).unwrap()
}
