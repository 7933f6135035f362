//! The mirror: it follows, survives what happens to sticks, and knows what the journal had.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use okno::journal::{Fault, Journal, JournalError, Mirror, MirrorStatus, MirrorWorker, Writer, jsonl};
use proptest::prelude::*;
use rusqlite::Connection;

use crate::scene::{Scene, desk, first_bad};
use crate::tamper::{drop_triggers, mirror, restore};

fn lines(scene: &Scene) -> String {
    fs::read_to_string(scene.stick().join("entries.jsonl")).unwrap()
}

fn exported(scene: &Scene) -> String {
    let mut export = vec![];
    jsonl(&scene.writer, &mut export).unwrap();
    String::from_utf8(export).unwrap()
}

/// Waits until the worker says so; only a test that fails waits long.
fn wait(worker: &MirrorWorker, is: impl Fn(&MirrorStatus) -> bool) {
    for _ in 0..6000 {
        if is(&worker.status()) {
            return;
        }
        worker.nudge();
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{:?}", worker.status());
}

#[test]
fn a_mirror_is_the_export_and_catches_up() {
    let mut scene = Scene::new();
    mirror(&scene);
    assert_eq!(lines(&scene), exported(&scene));
    scene.pay(2, 500);
    scene.pay(3, 500);
    mirror(&scene);
    assert_eq!(lines(&scene), exported(&scene));
    scene.verify().unwrap();
}

/// More than is written between two syncs, so that the end has to be looked for.
#[test]
fn a_long_mirror_is_taken_up_where_it_ended() {
    let mut scene = Scene::new();
    for account in 0..1200 {
        scene.pay(account, 500);
    }
    mirror(&scene);
    assert!(lines(&scene).len() > 512 << 10);
    scene.pay(1, 700);
    mirror(&scene);
    assert_eq!(lines(&scene), exported(&scene));
}

#[test]
fn the_worker_follows_waits_for_the_stick_and_shows_its_lag() {
    let mut scene = Scene::new();
    let worker = MirrorWorker::start(scene.path(), scene.stick());
    wait(&worker, |status| status.fault.is_some());
    assert_eq!(worker.status().through, 0);
    fs::create_dir(scene.stick()).unwrap();
    wait(&worker, |status| *status == MirrorStatus { through: 3, fault: None });
    fs::rename(scene.stick(), scene.stick().with_extension("pulled")).unwrap();
    scene.pay(2, 500);
    wait(&worker, |status| status.fault.is_some());
    assert_eq!(worker.status().through, 3, "one entry behind");
    fs::rename(scene.stick().with_extension("pulled"), scene.stick()).unwrap();
    wait(&worker, |status| *status == MirrorStatus { through: 4, fault: None });
    scene.pay(3, 500);
    worker.nudge();
    drop(worker);
    assert_eq!(lines(&scene), exported(&scene), "what is left is mirrored before the end");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_torn_end_is_mended(cut in 0.0..1.0f64, junk in proptest::collection::vec(0..3u8, 0..40)) {
        let mut scene = Scene::new();
        mirror(&scene);
        let before = lines(&scene).len();
        scene.pay(2, 500);
        scene.pay(3, 500);
        mirror(&scene);
        let whole = lines(&scene);
        let kept = before + ((whole.len() - before) as f64 * cut) as usize;
        let mut torn = whole.as_bytes()[..kept].to_vec();
        torn.extend(junk.iter().map(|&byte| [0, b'\n', b'{'][usize::from(byte)]));
        fs::write(scene.stick().join("entries.jsonl"), torn).unwrap();
        scene.verify().unwrap();
        mirror(&scene);
        prop_assert_eq!(lines(&scene), whole);
    }
}

fn opened(scene: &Scene, journal: &Path) -> JournalError {
    Mirror::open(&scene.stick(), &Journal::open(journal).unwrap()).unwrap_err()
}

#[test]
fn a_mirror_that_is_ahead_or_has_another_chain_is_an_error_and_stays() {
    let mut scene = Scene::new();
    scene.pay(2, 500);
    scene.pay(3, 500);
    mirror(&scene);
    let before = lines(&scene);
    let db = Connection::open(scene.path()).unwrap();
    let triggers = drop_triggers(&db);
    db.execute("DELETE FROM entry WHERE seq > 3", []).unwrap();
    restore(&db, &triggers);
    scene.writer.rebuild().unwrap();
    scene.writer.reopen().unwrap();
    let ahead = opened(&scene, &scene.path());
    assert!(ahead.to_string().contains("the mirror has entry 5"), "{ahead}");
    assert_eq!((first_bad::<()>(Err(ahead)), first_bad(scene.verify())), (4, 4));
    // Other payments in their place, as many and one more.
    (4..=6).for_each(|account| drop(scene.pay(account, 900)));
    assert_eq!(first_bad::<()>(Err(opened(&scene, &scene.path()))), 4);
    assert_eq!(first_bad(scene.verify()), 4);
    assert_eq!(lines(&scene), before);
}

#[test]
fn another_desks_mirror_is_named_and_stays() {
    let scene = Scene::new();
    let other = Scene::of(&"664003/3".parse().unwrap());
    mirror(&scene);
    let before = lines(&scene);
    let error = opened(&scene, &other.path());
    assert!(
        matches!(&error, JournalError::Damaged(d) if matches!(&d.fault, Fault::OtherMirror(found) if *found == desk())),
        "{error}"
    );
    assert_eq!(lines(&scene), before);
}

#[test]
fn what_is_no_mirror_or_a_damaged_one_is_left_as_it_is() {
    let mut scene = Scene::new();
    for account in 0..1200 {
        scene.pay(account, 500);
    }
    mirror(&scene);
    let file = scene.stick().join("entries.jsonl");
    let mut damaged = fs::read(&file).unwrap();
    let middle = damaged.len() - (540 << 10);
    damaged[middle..middle + 2000].fill(0);
    for text in [b"notes of mine\n".to_vec(), damaged] {
        fs::write(&file, &text).unwrap();
        assert!(matches!(opened(&scene, &scene.path()), JournalError::Io { .. }));
        assert!(matches!(scene.verify(), Err(JournalError::Io { .. })));
        assert_eq!(fs::read(&file).unwrap(), text);
    }
}

#[test]
fn a_mirror_that_another_program_writes_is_not_added_to() {
    let mut scene = Scene::new();
    fs::create_dir(scene.stick()).unwrap();
    let journal = Journal::open(&scene.path()).unwrap();
    let mut first = Mirror::open(&scene.stick(), &journal).unwrap();
    first.catch_up(&journal).unwrap();
    let mut file = OpenOptions::new().append(true).open(scene.stick().join("entries.jsonl")).unwrap();
    file.write_all(b"x").unwrap();
    scene.pay(2, 500);
    assert!(matches!(first.catch_up(&journal), Err(JournalError::Io { .. })));
    mirror(&scene);
    assert_eq!(lines(&scene), exported(&scene));
}

/// A worker that reads last does not keep the log from being moved into the file at the end.
#[test]
fn a_closed_journal_is_whole_in_its_one_file() {
    let scene = Scene::new();
    fs::create_dir(scene.stick()).unwrap();
    let worker = MirrorWorker::start(scene.path(), scene.stick());
    wait(&worker, |status| status.through == 3);
    let path = scene.path();
    let directory = scene.close();
    drop(worker);
    let copy = directory.path().join("copy.db");
    fs::copy(&path, &copy).unwrap();
    assert_eq!(Writer::open(&copy, &desk(), "the test").unwrap().last_seq().unwrap(), 3);
}
