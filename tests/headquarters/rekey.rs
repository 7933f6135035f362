//! Headquarters' next key: signed by the old one, followed by every desk in its own way, and never half in force.

use std::path::Path;

use okno::desk::DeskKey;
use okno::domain::{DeskId, Timestamp, UserName};
use okno::hq::{HqError, HqKey};
use okno::protocol::{Bundle, EnrolRequest, Enrolling, Fingerprint, PartKind, Refusal};

use crate::common::{PIN, Till, new_id};
use crate::scene::*;
use crate::worker::{until, work};

on_both!(
    every_desk_follows_the_next_key,
    desks_on_sticks_follow_with_the_next_file,
    codes_that_were_given_out_stay_good,
    a_node_with_the_old_key_signs_nothing,
    a_change_that_was_cut_off_is_ended_by_whoever_opens,
    a_key_that_nobody_signed_is_not_followed,
);

/// The fingerprint of headquarters' key, as a desk knows it.
fn known(till: &Till) -> Fingerprint {
    DeskKey::load(&till.home.key()).unwrap().enrolment().unwrap().hq.sign.fingerprint()
}

fn key(hq: &Headquarters) -> Fingerprint {
    HqKey::load(&hq.home().join("hq.key")).unwrap().fingerprint()
}

/// Puts the next key in force, and starts the server with it.
fn rekey(hq: &mut Headquarters) {
    let before = key(hq).to_string();
    let said = hq.json(&["hq", "rekey", "--yes"]);
    assert_eq!((said["from"].as_str(), said["fingerprint"].as_str()), (Some(&*before), Some(&*key(hq).to_string())));
    assert_ne!(before, key(hq).to_string());
    hq.kill();
    hq.serve();
}

fn every_desk_follows_the_next_key(mut hq: Headquarters) {
    let ran = hq.run(&["hq", "rekey"]);
    assert!(ran.status == 2 && ran.stderr.contains("--yes"), "it must be meant: {ran:?}");
    let till = hq.open_desk(DESK);
    let mut paid = vec![pay(&till, 1_000)];
    sync(&till);
    let first = known(&till);
    rekey(&mut hq);
    // With a batch, by itself, and with the directory, over two keys at once.
    paid.push(pay(&till, 2_000));
    sync(&till);
    assert_eq!(known(&till), key(&hq));
    rekey(&mut hq);
    rekey(&mut hq);
    hq.json(&["hq", "user", "add", "boris", "--role", "cashier", "--office", "664003"]);
    till.json(&["directory", "pull"]);
    assert_eq!(known(&till), key(&hq));
    rekey(&mut hq);
    assert_eq!(till.json(&["directory", "find", "--online", "АБ1000001"])[0]["balance_kopecks"], 81_240);
    assert_eq!(known(&till), key(&hq));
    rekey(&mut hq);
    let (worker, told) = work(&till, &hq);
    until(&told, |status| status.pulled_at.is_some() && status.trouble.is_none());
    drop(worker);
    assert_eq!(known(&till), key(&hq));
    assert_ne!(known(&till), first);
    // People sign in as before, those who were added under another key too.
    let (mut desk, now) = (till.desk(), Timestamp::new(okno::clock::now()));
    for name in ["cashier1", "super1", "boris"] {
        desk.sign_in(new_id(), now, &UserName::new(name).unwrap(), PIN).unwrap();
    }
    drop(desk);
    paid.push(pay(&till, 3_000));
    sync(&till);
    assert_all_there(&hq.payments(DESK), &paid);
    assert_eq!(till.json(&["doctor"])["faults"], 0);
}

fn desks_on_sticks_follow_with_the_next_file(mut hq: Headquarters) {
    let till = hq.open_desk(DESK);
    let (mut paid, first) = (vec![pay(&till, 1_000)], key(&hq));
    let path = |name: &str| hq.path(name);
    let (early, late, ack, directory) = (path("early.okno"), path("late.okno"), path("a.okno"), path("d.okno"));
    till.json(&["sync", "export", &early]);
    rekey(&mut hq);
    rekey(&mut hq);
    hq.kill();
    // What was sealed to the first key is read, and the answer brings the keys along.
    let taken = hq.json(&["hq", "import-bundle", &early, "--ack", &ack, "--directory", &directory]);
    assert_eq!(taken["payments"], 1);
    assert_eq!(known(&till), first);
    for file in [&ack, &ack, &directory, &directory, &ack] {
        till.json(&["sync", "import", file]);
        assert_eq!(known(&till), key(&hq));
    }
    paid.push(pay(&till, 2_000));
    till.json(&["sync", "export", &late]);
    let sealed = std::fs::read(&late).unwrap();
    let today = HqKey::load(&hq.home().join("hq.key")).unwrap();
    assert!(Bundle::open(&sealed, &today.keys().seal, PartKind::FOR_HQ).is_ok(), "it is sealed to today's key");
    hq.json(&["hq", "import-bundle", &late, "--ack", &ack]);
    assert_eq!(till.json(&["sync", "import", &ack])["unsent"], 0);
    assert_all_there(&hq.payments(DESK), &paid);
    // The directory's file does as well where it is the first that comes.
    hq.serve();
    let till = hq.open_desk("664003/3");
    rekey(&mut hq);
    till.json(&["sync", "export", &early]);
    hq.json(&["hq", "import-bundle", &early, "--directory", &directory]);
    till.json(&["sync", "import", &directory]);
    assert_eq!(known(&till), key(&hq));
}

fn codes_that_were_given_out_stay_good(mut hq: Headquarters) {
    let (first, second) = (hq.init(DESK), hq.init("664003/3"));
    rekey(&mut hq);
    rekey(&mut hq);
    for init in [first, second] {
        let till = Till::bare();
        till.json(&init);
        assert_eq!(known(&till), key(&hq));
        till.json(&["directory", "pull"]);
    }
}

/// A node that was not started anew: what it would sign, desks that know the next key would refuse.
fn a_node_with_the_old_key_signs_nothing(mut hq: Headquarters) {
    let till = hq.open_desk(DESK);
    let paid = vec![pay(&till, 1_000)];
    let (old, desk, at) = (hq.node(), DESK.parse::<DeskId>().unwrap(), Timestamp::new(okno::clock::now()));
    let entries = old.desks().unwrap()[0].accepted.through;
    // The server goes on with the old key.
    hq.json(&["hq", "rekey", "--yes"]);
    let ran = till.run(&["sync", "now"]);
    assert!(ran.status == 1 && ran.stderr.contains("later"), "{ran:?}");
    assert_eq!(till.run(&["directory", "pull"]).status, 1);
    let later = |error: HqError| assert_eq!(error.refusal(), Refusal::RetryLater { seconds: None });
    later(old.hello(at).unwrap_err());
    later(old.ready().unwrap_err());
    let batch = okno::desk::Outbox::open(&till.home).unwrap().unwrap().batch(1).unwrap().unwrap().bytes;
    later(old.take_batch(&desk, &batch, at).unwrap_err());
    assert_eq!(hq.node().desks().unwrap()[0].accepted.through, entries, "nothing was taken");
    hq.kill();
    hq.serve();
    sync(&till);
    assert_all_there(&hq.payments(DESK), &paid);
}

/// The three steps: the next key is beside the old one, the store is its, it has the old one's place.
fn a_change_that_was_cut_off_is_ended_by_whoever_opens(mut hq: Headquarters) {
    let till = hq.open_desk(DESK);
    let (old, next) = (hq.home().join("hq.key"), hq.home().join("hq.key.new"));
    let before = std::fs::read(&old).unwrap();
    let opens = |hq: &Headquarters| assert_eq!(hq.json(&["hq", "desk", "list"]).as_array().unwrap().len(), 1);
    // Before the store knows: the old key is in force, and the next try takes the same one.
    HqKey::load(&old).unwrap().prepare_next(&old).unwrap();
    let made = HqKey::load(&next).unwrap().fingerprint();
    opens(&hq);
    assert_eq!(std::fs::read(&old).unwrap(), before);
    hq.json(&["hq", "rekey", "--yes"]);
    assert_eq!((key(&hq), next.exists()), (made, false));
    // Behind the store, before the name.
    let after = std::fs::read(&old).unwrap();
    std::fs::write(&next, &after).unwrap();
    std::fs::write(&old, &before).unwrap();
    opens(&hq);
    assert_eq!((std::fs::read(&old).unwrap(), next.exists()), (after.clone(), false));
    // What another node left there is not taken for its own.
    std::fs::write(&next, &before).unwrap();
    hq.json(&["hq", "rekey", "--yes"]);
    assert_ne!(std::fs::read(&old).unwrap(), before);
    // A node that has only the first key is told which one it needs.
    let last = std::fs::read(&old).unwrap();
    std::fs::write(&old, &before).unwrap();
    let ran = hq.run(&["hq", "desk", "list"]);
    assert!(ran.status == 1 && ran.stderr.contains("copy that node's hq.key"), "{ran:?}");
    assert_eq!(hq.run(&["hq", "rekey", "--yes"]).status, 1);
    std::fs::write(&old, last).unwrap();
    hq.kill();
    hq.serve();
    sync(&till);
    assert_eq!(known(&till), key(&hq));
    private(&old);
}

#[cfg(unix)]
fn private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o077, 0);
}

/// Another headquarters at the address, which knows the desk and has a key of its own.
fn a_key_that_nobody_signed_is_not_followed(hq: Headquarters) {
    let till = hq.open_desk(DESK);
    pay(&till, 1_000);
    let (before, ours) = (std::fs::read(till.home.key()).unwrap(), hq.url());
    let mut other = Headquarters::new(Engine::Sqlite).unwrap();
    rekey(&mut other);
    point_to(&till, &hq.url(), &other.url());
    let code = other.code(DESK).parse().unwrap();
    let keys = DeskKey::load(&till.home.key()).unwrap().enrolment().unwrap().keys.clone();
    let enrolling = Enrolling { desk: DESK.parse().unwrap(), zone: "Asia/Irkutsk".to_owned(), recover: false };
    let request = EnrolRequest::sign(enrolling, &code, &keys);
    other.node().enrol(&request, Timestamp::new(okno::clock::now())).unwrap();
    for args in [["sync", "now"], ["directory", "pull"]] {
        let ran = till.run(&args);
        assert!(ran.status == 1 && ran.stderr.contains("another headquarters"), "{args:?}: {ran:?}");
        assert!(ran.stderr.contains(&key(&other).to_string()), "{ran:?}");
    }
    assert_eq!(till.json(&["sync", "status"])["through"], 0, "its acknowledgement is not believed");
    assert_eq!(std::fs::read(till.home.key()).unwrap(), before);
    point_to(&till, &other.url(), &ours);
    sync(&till);
}
