//! Files that a journal can't be opened from, and files that a crash left half made.

use std::fs;
use std::path::Path;

use okno::journal::{Fault, Journal, JournalError, Writer};
use rusqlite::Connection;

use crate::scene::{Scene, desk};

fn opened_both_ways(path: &Path) -> [Result<(), JournalError>; 2] {
    [Journal::open(path).map(drop), Writer::open(path, &desk(), "the test").map(drop)]
}

#[test]
fn a_file_of_another_program_is_refused_and_left_as_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let [text, short, sqlite] = ["text", "short", "sqlite"].map(|name| directory.path().join(name));
    fs::write(&text, "not a database ".repeat(400)).unwrap();
    fs::write(&short, "x").unwrap();
    Connection::open(&sqlite).unwrap().execute_batch("CREATE TABLE entry(seq)").unwrap();
    for path in [text, short, sqlite] {
        let before = fs::read(&path).unwrap();
        for opened in opened_both_ways(&path) {
            assert!(matches!(opened, Err(JournalError::Foreign(_))), "{path:?}: {opened:?}");
        }
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn a_newer_journal_is_refused_and_left_as_it_is() {
    let scene = Scene::new();
    let path = scene.path();
    let _directory = scene.close();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&path).unwrap();
    for opened in opened_both_ways(&path) {
        assert!(matches!(opened, Err(JournalError::Newer { found: 99, known: 4 })), "{opened:?}");
    }
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn what_a_crash_left_of_a_new_journal_is_finished() {
    let make: [fn(&Path); 3] = [
        |_| {},
        |path| fs::write(path, "").unwrap(),
        |path| Connection::open(path).unwrap().pragma_update(None, "journal_mode", "WAL").unwrap(),
    ];
    for make in make {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.db");
        make(&path);
        assert!(matches!(Journal::open(&path), Err(JournalError::Missing(_))));
        let writer = Writer::open(&path, &desk(), "the test").unwrap();
        assert_eq!(writer.last_seq().unwrap(), 0);
        assert!(matches!(Journal::open(&path), Err(JournalError::Missing(_))), "nobody is enrolled yet");
    }
}

#[test]
fn another_desks_journal_is_refused() {
    let scene = Scene::new();
    let path = scene.path();
    let _directory = scene.close();
    let opened = Writer::open(&path, &"664003/3".parse().unwrap(), "the test");
    assert!(matches!(opened, Err(JournalError::Damaged(d)) if matches!(d.fault, Fault::OtherDesk { .. })));
}

#[test]
fn a_journal_in_a_missing_directory_is_an_error_that_names_it() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("nowhere").join("journal.db");
    let [reader, writer] = opened_both_ways(&path).map(|opened| opened.unwrap_err().to_string());
    assert!(reader.contains("nowhere") && writer.contains("nowhere"), "{reader}; {writer}");
}

/// A wrong table `shift` does not mislead the start: it asks the entries.
#[test]
fn the_start_does_not_rely_on_projections() {
    let scene = Scene::new();
    let shift = scene.shift.clone();
    let db = Connection::open(scene.path()).unwrap();
    for sql in ["UPDATE shift SET opened = 3", "DELETE FROM shift", "DROP TABLE shift"] {
        db.execute_batch(sql).unwrap();
        assert_eq!(scene.writer.shift().unwrap(), shift, "{sql}");
        assert_eq!(Journal::open(&scene.path()).unwrap().shift().unwrap(), shift, "{sql}");
    }
    let path = scene.path();
    let _directory = scene.close();
    let mut writer = Writer::open(&path, &desk(), "the test").unwrap();
    writer.rebuild().unwrap();
    drop(writer);
    okno::journal::Verify::default().run(&Journal::open(&path).unwrap()).unwrap();
}
