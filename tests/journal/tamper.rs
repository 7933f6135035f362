//! Any change to a journal is found, and its first bad entry is named.

use okno::journal::{Fault, Heard, Journal, JournalError, Mirror, Verify, Writer};
use okno::protocol::{Accepted, Ack, SecretKeys, Tally};
use proptest::prelude::*;
use proptest::sample::Index;
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::scene::{PROJECTED, Scene, days, desk, first_bad};

const COLUMNS: [&str; 7] = ["seq", "id", "at", "kind", "body", "prev", "hash"];

/// What somebody with a raw connection does to the entries, the triggers out of the way.
#[derive(Clone, Debug)]
enum Tampering {
    /// One bit of one byte of one column (of `seq`: another free number).
    Byte { entry: Index, column: usize, byte: Index, bit: u8 },
    /// An entry taken out.
    Delete { entry: Index },
    /// An entry taken out and the rest moved up, as if it had never been.
    CloseUp { entry: Index },
    /// A copy of an entry with an id of its own, put before it.
    Insert { entry: Index },
    /// The places of two entries exchanged.
    Swap { one: Index, other: Index },
    /// The end cut off.
    Cut { from: Index },
    /// The time of an entry changed, and the chain computed anew from there through a later one.
    Forge { entry: Index, through: Index },
}

fn tampering() -> impl Strategy<Value = Tampering> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), 0..7usize, at(), 0..8u8)
            .prop_map(|(entry, column, byte, bit)| Tampering::Byte { entry, column, byte, bit }),
        1 => at().prop_map(|entry| Tampering::Delete { entry }),
        1 => at().prop_map(|entry| Tampering::CloseUp { entry }),
        1 => at().prop_map(|entry| Tampering::Insert { entry }),
        1 => (at(), at()).prop_map(|(one, other)| Tampering::Swap { one, other }),
        1 => at().prop_map(|from| Tampering::Cut { from }),
        2 => (at(), at()).prop_map(|(entry, through)| Tampering::Forge { entry, through }),
    ]
}

/// Who saw the journal before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Witness {
    Mirror,
    Ack,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_tampering_is_found_and_the_first_bad_entry_named(
        days in days(),
        tampering in tampering(),
        witness in prop_oneof![Just(Witness::Mirror), Just(Witness::Ack)],
    ) {
        let mut scene = Scene::after(&days);
        let last = scene.last();
        match witness {
            Witness::Mirror => mirror(&scene),
            Witness::Ack => hear(&mut scene, last),
        }
        let sound = scene.verify().unwrap();
        prop_assert_eq!(sound.entries, last);
        let db = Connection::open(scene.path()).unwrap();
        let triggers = drop_triggers(&db);
        let bad = tamper(&db, &tampering, last, witness);
        restore(&db, &triggers);
        prop_assert_eq!(bad.is_none(), scene.verify().is_ok());
        if let Some(bad) = bad {
            prop_assert_eq!(first_bad(scene.verify()), bad, "{:?}", scene.verify());
        }
    }

    #[test]
    fn any_changed_row_of_a_projection_is_found_and_rebuilt(
        days in days(),
        table in 0..PROJECTED.len(),
        row in any::<Index>(),
        column in any::<Index>(),
        delete in any::<bool>(),
    ) {
        let mut scene = Scene::after(&days);
        let table = PROJECTED[table];
        let seq = if table == "shift" { "opened" } else { "seq" };
        let sound = scene.verify().unwrap();
        let db = Connection::open(scene.path()).unwrap();
        let rows = rows(&db, table, seq);
        prop_assume!(!rows.is_empty());
        let (bad, column) = change_row(&db, table, &rows[row.index(rows.len())], column, delete);
        let named = first_bad(scene.verify());
        prop_assert!(named == bad || column == seq, "entry {} was named for {}", named, bad);
        scene.writer.rebuild().unwrap();
        prop_assert_eq!(scene.verify().unwrap(), sound);
    }
}

pub fn mirror(scene: &Scene) {
    std::fs::create_dir_all(scene.stick()).unwrap();
    let journal = Journal::open(&scene.path()).unwrap();
    Mirror::open(&scene.stick(), &journal).unwrap().catch_up(&journal).unwrap();
}

/// HQ's keys.
pub fn hq() -> SecretKeys {
    SecretKeys::from_seed(&[2; 32]).unwrap()
}

/// What HQ says that has everything through an entry.
pub fn ack(scene: &Scene, through: u64) -> Ack {
    let mut tally = Tally::default();
    let entries = scene.writer.run(1, usize::try_from(through).unwrap(), usize::MAX, |_| 0).unwrap();
    entries.iter().for_each(|entry| tally.add(entry));
    let accepted = Accepted { through, head: scene.writer.hash_of(through).unwrap().unwrap() };
    Ack::sign(&desk(), accepted, through, tally, scene.now, &hq().sign)
}

/// Hears that HQ has everything through an entry.
pub fn hear(scene: &mut Scene, through: u64) {
    let proven = scene.writer.prove(ack(scene, through), &hq().public().sign).unwrap();
    scene.writer.hear(&Heard::Ack(Box::new(proven))).unwrap();
}

/// Drops the guards and gives the statements that made them.
pub fn drop_triggers(db: &Connection) -> Vec<String> {
    let made: Vec<(String, String)> = db
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(!made.is_empty());
    for (name, _) in &made {
        db.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    made.into_iter().map(|(_, sql)| sql).collect()
}

/// Puts the guards back, so that nothing but the entries tells.
pub fn restore(db: &Connection, triggers: &[String]) {
    triggers.iter().for_each(|sql| db.execute_batch(sql).unwrap());
}

/// Tampers, and says which entry is the first bad one; `None` where nothing came of it.
fn tamper(db: &Connection, tampering: &Tampering, last: u64, witness: Witness) -> Option<u64> {
    let entry = |index: &Index| 1 + index.index(last as usize) as u64;
    match tampering {
        Tampering::Byte { entry: at, column: 0, byte, .. } => {
            let (at, to) = (entry(at), byte.index(4) as i64 * 1000 - 1000);
            db.execute("UPDATE entry SET seq = ?2 WHERE seq = ?1", params![at, to]).unwrap();
            Some(if to < 1 { 1 } else { at })
        }
        Tampering::Byte { entry: at, column, byte, bit } => {
            let (at, column) = (entry(at), COLUMNS[*column]);
            change_byte(db, at, column, byte, *bit);
            Some(at)
        }
        Tampering::Delete { entry: at } => {
            db.execute("DELETE FROM entry WHERE seq = ?1", [entry(at)]).unwrap();
            Some(entry(at))
        }
        Tampering::CloseUp { entry: at } => {
            db.execute("DELETE FROM entry WHERE seq = ?1", [entry(at)]).unwrap();
            shift(db, entry(at), -1);
            Some(entry(at))
        }
        Tampering::Insert { entry: at } => {
            shift(db, entry(at), 1);
            let sql = "INSERT INTO entry SELECT ?1, '0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77', at, kind, body, prev, hash
                       FROM entry WHERE seq = ?1 + 1";
            db.execute(sql, [entry(at)]).unwrap();
            Some(entry(at))
        }
        Tampering::Swap { one, other } => {
            let (one, other) = (entry(one), entry(other));
            for (from, to) in [(one as i64, -1), (other as i64, one as i64), (-1, other as i64)] {
                db.execute("UPDATE entry SET seq = ?2 WHERE seq = ?1", [from, to]).unwrap();
            }
            (one != other).then_some(one.min(other))
        }
        Tampering::Cut { from } => {
            let from = entry(from).max(2);
            db.execute("DELETE FROM entry WHERE seq >= ?1", [from]).unwrap();
            Some(from)
        }
        Tampering::Forge { entry: at, through } => forge(db, entry(at), entry(through), last, witness),
    }
}

fn change_byte(db: &Connection, seq: u64, column: &str, byte: &Index, bit: u8) {
    let sql = format!("SELECT CAST({column} AS BLOB) FROM entry WHERE seq = ?1");
    let mut bytes: Vec<u8> = db.query_row(&sql, [seq], |row| row.get(0)).unwrap();
    let at = byte.index(bytes.len());
    bytes[at] ^= 1 << bit;
    db.execute(&format!("UPDATE entry SET {column} = CAST(?2 AS TEXT) WHERE seq = ?1"), params![seq, bytes]).unwrap();
}

/// Moves every entry from `first` on by `by` places.
fn shift(db: &Connection, first: u64, by: i64) {
    db.execute("UPDATE entry SET seq = -seq WHERE seq >= ?1", [first]).unwrap();
    db.execute("UPDATE entry SET seq = -seq + ?1 WHERE seq < 0", [by]).unwrap();
}

/// Changes the time of entry `at` and computes the chain anew through entry `through`. A mirror still has the entry
/// as it was; without one the chain breaks after the forged part, or the last acknowledgement has another head.
fn forge(db: &Connection, at: u64, through: u64, last: u64, witness: Witness) -> Option<u64> {
    let through = through.max(at);
    db.execute("UPDATE entry SET at = '2026-11-24T00:00:00.000Z' WHERE seq = ?1", [at]).unwrap();
    let mut prev: String = db.query_row("SELECT prev FROM entry WHERE seq = ?1", [at], |row| row.get(0)).unwrap();
    for seq in at..=through {
        db.execute("UPDATE entry SET prev = ?2 WHERE seq = ?1", params![seq, prev]).unwrap();
        prev = hash(db, seq);
        db.execute("UPDATE entry SET hash = ?2 WHERE seq = ?1", params![seq, prev]).unwrap();
    }
    Some(match witness {
        Witness::Mirror => at,
        Witness::Ack if through < last => through + 1,
        Witness::Ack => last,
    })
}

/// An entry's hash, computed from what its format says and not by the program.
fn hash(db: &Connection, seq: u64) -> String {
    let sql =
        "SELECT seq || char(10) || id || char(10) || at || char(10) || kind || char(10) || prev || char(10) || body
               FROM entry WHERE seq = ?1";
    let text: String = db.query_row(sql, [seq], |row| row.get(0)).unwrap();
    let digest = Sha256::digest(format!("okno1\n{}\n{text}", desk()));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A row of a projection: the entry that it comes from, and its columns with their values.
type Row = (u64, Vec<(String, Value)>);

fn rows(db: &Connection, table: &str, seq: &str) -> Vec<Row> {
    let mut select = db.prepare(&format!("SELECT {seq}, * FROM {table} ORDER BY {seq}")).unwrap();
    let names: Vec<String> = select.column_names().skip(1).map(str::to_owned).collect();
    let row = |row: &rusqlite::Row| {
        let value = |(at, name): (usize, &String)| Ok((name.clone(), row.get(at + 1)?));
        Ok((row.get(0)?, names.iter().enumerate().map(value).collect::<rusqlite::Result<_>>()?))
    };
    select.query_map([], row).unwrap().map(Result::unwrap).collect()
}

/// Deletes a row, or changes one of its columns; gives the entry that it came from and the column.
fn change_row(db: &Connection, table: &str, (seq, row): &Row, column: Index, delete: bool) -> (u64, String) {
    let (column, value) = &row[column.index(row.len())];
    let key: Vec<String> = row.iter().enumerate().map(|(n, (name, _))| format!("{name} IS ?{}", n + 1)).collect();
    let key = key.join(" AND ");
    let values = rusqlite::params_from_iter(row.iter().map(|(_, value)| value));
    let sql = match value {
        _ if delete => format!("DELETE FROM {table} WHERE {key}"),
        Value::Text(_) => format!("UPDATE {table} SET {column} = {column} || '~' WHERE {key}"),
        _ => format!("UPDATE {table} SET {column} = coalesce({column}, 0) + 1000 WHERE {key}"),
    };
    assert_eq!(db.execute(&sql, values).unwrap(), 1);
    (*seq, if delete { String::new() } else { column.clone() })
}

#[test]
fn a_dropped_or_changed_guard_is_found_by_the_writer_too() {
    for (name, replaced) in [
        ("entry_stays", ""),
        ("entry_remains", "CREATE TRIGGER entry_remains BEFORE DELETE ON entry BEGIN SELECT 1; END"),
    ] {
        let scene = Scene::new();
        let (path, next) = (scene.path(), scene.last() + 1);
        Connection::open(&path).unwrap().execute_batch(&format!("DROP TRIGGER {name}; {replaced}")).unwrap();
        let found = scene.verify();
        assert!(
            matches!(&found, Err(JournalError::Damaged(d)) if matches!(&d.fault, Fault::Schema(odd) if odd == name))
        );
        assert_eq!(first_bad(found), next);
        let _directory = scene.close();
        assert_eq!(first_bad(Writer::open(&path, &desk(), "the test")), next);
    }
}

#[test]
fn what_is_added_to_the_tables_is_found() {
    for sql in ["CREATE TABLE note(a)", "CREATE INDEX entry_at ON entry(at)", "ALTER TABLE line ADD COLUMN note TEXT"] {
        let scene = Scene::new();
        Connection::open(scene.path()).unwrap().execute_batch(sql).unwrap();
        let found = scene.verify();
        assert!(
            matches!(&found, Err(JournalError::Damaged(d)) if matches!(d.fault, Fault::Schema(_))),
            "{sql}: {found:?}"
        );
    }
}

#[test]
fn an_entry_before_the_first_is_found() {
    let scene = Scene::new();
    let db = Connection::open(scene.path()).unwrap();
    let triggers = drop_triggers(&db);
    let reader = Journal::open(&scene.path()).unwrap();
    let sql = "INSERT INTO entry SELECT -5, '0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77', at, kind, body, prev, hash
               FROM entry WHERE seq = 2";
    db.execute(sql, []).unwrap();
    restore(&db, &triggers);
    assert_eq!(first_bad(Verify::default().run(&reader)), 1);
    assert_eq!(first_bad(Journal::open(&scene.path())), 1);
}

#[test]
fn a_journal_without_its_entries_is_not_begun_anew() {
    let mut scene = Scene::new();
    hear(&mut scene, 2);
    let path = scene.path();
    let db = Connection::open(&path).unwrap();
    let triggers = drop_triggers(&db);
    db.execute("DELETE FROM entry", []).unwrap();
    restore(&db, &triggers);
    assert!(matches!(scene.verify(), Err(JournalError::Missing(_))));
    let _directory = scene.close();
    assert_eq!(first_bad(Writer::open(&path, &desk(), "the test")), 1);
}

#[test]
fn an_end_cut_off_shows_in_the_projections_where_nobody_else_saw_it() {
    let mut scene = Scene::new();
    scene.pay(2, 500);
    let db = Connection::open(scene.path()).unwrap();
    drop_triggers(&db);
    db.execute("DELETE FROM entry WHERE seq = ?1", [scene.last()]).unwrap();
    let found = scene.verify();
    assert_eq!(first_bad(found), 4);
}

#[test]
fn a_chain_that_fits_but_makes_no_sense_is_found() {
    let scene = Scene::new();
    let (_, taken) = scene.writer.event(3).unwrap().unwrap();
    let db = Connection::open(scene.path()).unwrap();
    let body = taken.body().unwrap();
    let is_fault: [fn(&Fault) -> bool; 3] = [
        |fault| matches!(fault, Fault::Imbalance(1)),
        |fault| matches!(fault, Fault::Misfit(_)),
        |fault| matches!(fault, Fault::Event(_)),
    ];
    let unbalanced = body.replace("\"kopecks\":81240,\"given", "\"kopecks\":81241,\"given");
    for (body, is_fault) in [unbalanced, body, "{}".to_owned()].into_iter().zip(is_fault) {
        let triggers = drop_triggers(&db);
        let prev = scene.writer.hash_of(3).unwrap().unwrap().to_string();
        db.execute("DELETE FROM entry WHERE seq = 4", []).unwrap();
        db.execute(
            "INSERT INTO entry VALUES (4, '0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77', ?1, 'payment.taken', ?2, ?3, '')",
            params![scene.now.to_string(), body, prev],
        )
        .unwrap();
        db.execute("UPDATE entry SET hash = ?1 WHERE seq = 4", [hash(&db, 4)]).unwrap();
        restore(&db, &triggers);
        let Err(JournalError::Damaged(damage)) = scene.verify() else { panic!("{body} was not found") };
        assert_eq!(damage.seq, 4);
        assert!(is_fault(&damage.fault), "{damage}");
    }
}
