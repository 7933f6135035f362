//! Recovery drills: no payment whose receipt was printed is lost or doubled.

use okno::desk::{Options, Recovered, Recovery, recover};
use okno::domain::{CashData, Event, Policy};
use okno::journal::{Verify, backup};
use okno::protocol::{Accepted, Entry};

use crate::common::{Till, new_id, open_desk, pay};
use crate::scene::*;

fn options() -> Options {
    Options {
        desk: desk(),
        zone: chrono_tz::Asia::Irkutsk,
        policy: Policy::default(),
        cash: CashData::built_in().unwrap(),
        mirror: None,
        holder: "the test".to_owned(),
    }
}

/// Recovers the till from what HQ has, in batches of three.
fn recovered(till: &Till, hq_has: &[Entry], from: Option<&std::path::Path>, epoch: u32) -> Recovered {
    let accepted = hq_has.last().map(|last| Accepted { through: last.seq, head: last.hash });
    let recovery = Recovery { epoch, accepted, zone: "Asia/Irkutsk", from, at: at(), ids: [new_id(), new_id()] };
    let behind = |after: u64| {
        let rest: Vec<Entry> = hq_has.iter().filter(|entry| entry.seq > after).take(3).cloned().collect();
        Ok::<_, ()>((!rest.is_empty()).then_some(rest))
    };
    recover(&till.home, &options(), &recovery, behind).unwrap()
}

fn payments(till: &Till) -> Vec<(String, String)> {
    let event = |entry: &Entry| Event::decode(&entry.kind, &entry.body).unwrap();
    let all = entries(&till.home.journal());
    let taken = all.iter().filter_map(|entry| match event(entry) {
        Event::PaymentTaken(payment) => Some((entry.id.to_string(), payment.receipt.to_string())),
        _ => None,
    });
    taken.collect()
}

#[test]
fn a_lost_disk_comes_back_from_hq_and_goes_on_with_receipts_of_its_own() {
    let till = till(3);
    let hq_has = entries(&till.home.journal());
    for end in ["journal.db", "journal.db-wal", "journal.db-shm"] {
        let _ = std::fs::remove_file(till.home.path().join(end));
    }
    let done = recovered(&till, &hq_has, None, 2);
    assert_eq!((done.from_hq, done.from_file, done.stranded, done.aside), (hq_has.len() as u64, 0, 0, None));
    assert_eq!(entries(&till.home.journal())[..hq_has.len()], hq_has);
    till.json(&pay(new_id(), 900));
    let receipts: Vec<String> = payments(&till).into_iter().map(|(_, receipt)| receipt).collect();
    assert_eq!(receipts, ["1-1-1", "1-1-2", "1-1-3", "2-1-4"]);
    till.verified();
}

#[test]
fn an_old_file_that_is_ahead_of_hq_is_taken_over() {
    let till = till(4);
    let all = entries(&till.home.journal());
    let done = recovered(&till, &all[..5], None, 2);
    assert_eq!((done.from_hq, done.from_file, done.stranded), (5, all.len() as u64 - 5, 0));
    assert_eq!(entries(&till.home.journal())[..all.len()], all);
    assert!(done.aside.unwrap().exists(), "set aside, never deleted");
    // Again, as if it had been cut off before the key was written: nothing is begun twice.
    let before = entries(&till.home.journal());
    recovered(&till, &all[..5], None, 2);
    assert_eq!(entries(&till.home.journal()), before);
    till.verified();
}

#[test]
fn a_backup_of_a_till_at_work_is_sound_and_a_recovery_can_begin_with_it() {
    let till = till(2);
    let desk = till.desk();
    let copy = till.home.path().with_extension("backup.db");
    let verified = backup(&till.home.journal(), &copy).unwrap();
    assert_eq!(verified, Verify::default().run(desk.journal()).unwrap());
    drop(desk);
    let hq_has = entries(&copy)[..4].to_vec();
    std::fs::remove_file(till.home.journal()).unwrap();
    let done = recovered(&till, &hq_has, Some(&copy), 2);
    assert_eq!((done.from_hq, done.from_file), (4, verified.entries - 4));
}

#[test]
fn stranded_payments_are_entered_again_once_with_their_own_ids() {
    let till = till(2);
    let common = entries(&till.home.journal());
    // The copy that HQ knows goes on with one payment, this machine with three, one of which is voided.
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("journal.db");
    backup(&till.home.journal(), &other).unwrap();
    take(&till, 3);
    till.json(&["void", "1-1-5", "--as", "cashier1", "--supervisor", "super1", "--reason", "x"]);
    let stranded = payments(&till)[2..].to_vec();
    let copy = Till::open();
    std::fs::remove_file(copy.home.journal()).unwrap();
    std::fs::copy(&other, copy.home.journal()).unwrap();
    copy.json(&pay(new_id(), 5_000));
    let hq_has = entries(&copy.home.journal());
    assert!(hq_has.len() > common.len() && hq_has.starts_with(&common));

    let done = recovered(&till, &hq_has, None, 2);
    assert!(done.stranded >= 4, "{done:?}");
    let mut desk = open_desk(&till.home);
    let entered = desk.enter_stranded(&till.home, at()).unwrap();
    assert_eq!((entered.now, entered.waiting), (2, 0));
    assert_eq!(desk.enter_stranded(&till.home, at()).unwrap().now, 0, "once");
    drop(desk);
    let now = payments(&till);
    let ids: Vec<&String> = now.iter().map(|(id, _)| id).collect();
    assert!(stranded[..2].iter().all(|(id, _)| ids.contains(&id)) && !ids.contains(&&stranded[2].0));
    let receipts: Vec<&str> = now.iter().map(|(_, receipt)| receipt.as_str()).collect();
    assert_eq!(receipts, ["1-1-1", "1-1-2", "1-1-3", "2-1-4", "2-1-5"]);
    till.verified();
}
