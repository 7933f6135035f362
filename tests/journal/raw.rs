//! Bytes of the file itself, changed under SQLite: found, or without any effect on what the journal says.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use okno::journal::{Journal, JournalError, Verified, Verify, Writer};
use proptest::prelude::*;
use proptest::sample::Index;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

use crate::scene::{PROJECTED, Scene, Step, desk};

/// A sound journal: its file, what it says, and its proof.
static SOUND: LazyLock<(Vec<u8>, Vec<Vec<Value>>, Verified)> = LazyLock::new(|| {
    let mut scene = Scene::new();
    for account in 0..40 {
        scene.pay(account, 300);
        scene.step(&Step::Print { nth: account as usize + 2, unknown: account % 7 == 0 });
        scene.step(&Step::SignIn { pin_fits: account % 3 == 0 });
    }
    scene.step(&Step::Void { nth: 9 });
    scene.step(&Step::HandOver { kopecks: 5_000 });
    scene.step(&Step::Drop { seal: 1, kopecks: 5_000 });
    let (path, sound) = (scene.path(), scene.verify().unwrap());
    let _directory = scene.close();
    (fs::read(&path).unwrap(), content(&path).unwrap(), sound)
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn changed_bytes_of_the_file_are_found_or_say_the_same(
        at in any::<Index>(),
        bits in 1..=255u8,
        many in any::<bool>(),
    ) {
        let mut bytes = SOUND.0.clone();
        let at = at.index(bytes.len());
        let end = if many { (at + 64).min(bytes.len()) } else { at + 1 };
        bytes[at..end].iter_mut().for_each(|byte| *byte ^= bits);
        held_against_the_sound_one(&bytes)?;
    }

    #[test]
    fn a_file_cut_short_is_found(at in any::<Index>()) {
        held_against_the_sound_one(&SOUND.0[..at.index(SOUND.0.len())])?;
    }

    #[test]
    fn a_page_in_anothers_place_is_found(from in any::<Index>(), to in any::<Index>()) {
        let mut bytes = SOUND.0.clone();
        let [from, to] = [from, to].map(|at| at.index(bytes.len() / 4096) * 4096);
        bytes.copy_within(from..from + 4096, to);
        held_against_the_sound_one(&bytes)?;
    }
}

fn held_against_the_sound_one(bytes: &[u8]) -> Result<(), TestCaseError> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("journal.db");
    fs::write(&path, bytes).unwrap();
    match Journal::open(&path).and_then(|journal| Verify::default().run(&journal)) {
        Ok(verified) => {
            prop_assert_eq!(&verified, &SOUND.2);
            prop_assert_eq!(content(&path).unwrap(), &SOUND.1[..]);
        }
        Err(JournalError::Damaged(damage)) => prop_assert!((1..=SOUND.2.entries + 1).contains(&damage.seq), "{damage}"),
        Err(JournalError::Foreign(_) | JournalError::Newer { .. } | JournalError::Missing(_)) => {}
        Err(other) => prop_assert!(false, "neither sound nor damaged: {other:?}"),
    }
    Ok(())
}

/// Every row of every table that the journal is asked.
fn content(path: &Path) -> rusqlite::Result<Vec<Vec<Value>>> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut content = vec![];
    for table in ["entry", "ack"].iter().chain(&PROJECTED) {
        let mut select = db.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2"))?;
        let width = select.column_count();
        let rows = select.query_map([], |row| (0..width).map(|column| row.get(column)).collect())?;
        content.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(content)
}

/// A page that holds entries is damaged: all before it can be trusted, and the first that can't be is named.
#[test]
fn a_damaged_page_is_named_by_its_first_entry_also_at_the_start() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("journal.db");
    // In the table, where the time follows the id; in the index of ids, the number does.
    let middle = "00000000-0000-0000-0000-0000000000d22026-11-23T";
    let at = SOUND.0.windows(middle.len()).position(|text| text == middle.as_bytes()).unwrap();
    let mut bytes = SOUND.0.clone();
    // The kind of the page, in its first byte.
    bytes[at / 4096 * 4096] = 0;
    fs::write(&path, bytes).unwrap();
    let damaged = |error| match error {
        JournalError::Damaged(damage) => damage.seq,
        other => panic!("{other:?}"),
    };
    let reader = Journal::open(&path).unwrap();
    let mut whole = 0;
    let by_hand = reader.each(1, |entry| {
        whole = entry.seq;
        Ok(())
    });
    assert!(by_hand.is_err() && whole > 1, "{whole} entries before the page");
    assert_eq!(damaged(Verify::default().run(&reader).unwrap_err()), whole + 1);
    let writer = Writer::open(&path, &desk(), "the test").unwrap();
    assert_eq!(damaged(writer.shift().unwrap_err()), whole + 1);
}
