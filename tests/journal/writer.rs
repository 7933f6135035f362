//! The writer: what it recorded stays, comes back after a rebuild, and is read by others meanwhile.

use okno::domain::event::{Event, UserRefused};
use okno::domain::{EntryId, Money, SupplierCode, Timestamp};
use okno::journal::{AckFault, DocumentState, Heard, Journal, Verify, Word, Writer};
use okno::protocol::{Accepted, Ack, Refusal, SigningKey, Tally};
use proptest::prelude::*;
use rusqlite::Connection;
use uuid::Uuid;

use crate::scene::{PROJECTED, Scene, Step, days, desk, user};
use crate::tamper::{ack, hear, hq};

#[test]
fn no_statement_changes_or_removes_an_entry() {
    let scene = Scene::new();
    let sound = scene.verify().unwrap();
    let db = Connection::open(scene.path()).unwrap();
    let copy = "SELECT seq, id, at, kind, '{}', prev, hash FROM entry";
    let new_id = "'0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77'";
    for sql in [
        "UPDATE entry SET body = '{}'".to_owned(),
        "UPDATE OR REPLACE entry SET seq = 1 WHERE seq = 2".to_owned(),
        "UPDATE OR IGNORE entry SET at = '' WHERE seq = 2".to_owned(),
        "DELETE FROM entry".to_owned(),
        "DELETE FROM entry WHERE seq = 3".to_owned(),
        format!("INSERT INTO entry {copy} WHERE seq = 2"),
        format!("INSERT OR REPLACE INTO entry {copy} WHERE seq = 2"),
        format!("REPLACE INTO entry {copy}"),
        format!("INSERT OR IGNORE INTO entry {copy} WHERE seq = 2"),
        format!("INSERT INTO entry {copy} WHERE true ON CONFLICT DO UPDATE SET body = '{{}}'"),
        "INSERT OR REPLACE INTO entry SELECT 4, id, at, kind, body, prev, hash FROM entry WHERE seq = 2".to_owned(),
        format!("INSERT INTO entry SELECT 5, {new_id}, at, kind, body, prev, hash FROM entry WHERE seq = 2"),
        format!("INSERT INTO entry SELECT 0, {new_id}, at, kind, body, prev, hash FROM entry WHERE seq = 2"),
        format!("INSERT INTO entry SELECT -1, {new_id}, at, kind, body, prev, hash FROM entry WHERE seq = 2"),
        format!("INSERT INTO entry SELECT NULL, {new_id}, at, kind, body, prev, hash FROM entry WHERE seq = 2"),
    ] {
        let refused = db.execute(&sql, []).map_err(|error| error.sqlite_error_code());
        assert_eq!(refused, Err(Some(rusqlite::ErrorCode::ConstraintViolation)), "{sql}");
    }
    assert_eq!(scene.verify().unwrap(), sound);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn replay_rebuild_and_a_new_start_give_the_same(days in days()) {
        let mut scene = Scene::after(&days);
        prop_assert_eq!(&scene.writer.shift().unwrap(), &scene.shift);
        prop_assert_eq!(&scene.writer.shift_at(scene.last()).unwrap(), &scene.shift);
        lines_agree(&scene);
        let sound = scene.verify().unwrap();
        let db = Connection::open(scene.path()).unwrap();
        for table in PROJECTED {
            db.execute(&format!("DELETE FROM {table}"), []).unwrap();
        }
        prop_assert!(scene.verify().is_err());
        prop_assert_eq!(scene.writer.rebuild().unwrap(), scene.last());
        prop_assert_eq!(&scene.verify().unwrap(), &sound);
        scene.writer.reopen().unwrap();
        scene.step(&Step::SignIn { pin_fits: false });
        prop_assert_eq!(scene.last(), sound.entries + 1);
        prop_assert_eq!(scene.verify().unwrap().entries, scene.last());
    }
}

/// What is kept of each line beside the entries is what its payment's line is now, after all that corrected it.
fn lines_agree(scene: &Scene) {
    let db = Connection::open(scene.path()).unwrap();
    let mut receipts = db.prepare("SELECT receipt FROM payment").unwrap();
    let receipts: Vec<String> = receipts.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let sql = "SELECT account, supplier, kopecks, remaining FROM line
               WHERE seq = (SELECT seq FROM payment WHERE receipt = ?1) ORDER BY n";
    for receipt in receipts {
        let mut select = db.prepare_cached(sql).unwrap();
        let row = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        let found: Vec<(String, String, i64, i64)> =
            select.query_map([&receipt], row).unwrap().map(Result::unwrap).collect();
        let recorded = scene.writer.recorded(receipt.parse().unwrap()).unwrap().unwrap();
        let lines = recorded.lines.iter().zip(&recorded.taken.lines).map(|(line, taken)| {
            let [kopecks, remaining] = [taken.amount, line.amount].map(Money::kopecks);
            (line.account.to_string(), line.supplier.to_string(), kopecks, remaining)
        });
        assert_eq!(found, lines.collect::<Vec<_>>(), "{receipt}");
        assert!(recorded.lines.iter().all(|line| line.amount >= Money::ZERO && line.fee >= Money::ZERO));
    }
}

#[test]
fn an_event_that_cannot_be_recorded_leaves_nothing() {
    let mut scene = Scene::new();
    let (_, taken) = scene.writer.event(3).unwrap().unwrap();
    let sound = scene.verify().unwrap();
    let [new_id, old_id] = [100, 3].map(|n| EntryId::from_uuid(Uuid::from_u128(n)));
    assert!(scene.writer.append(new_id, scene.now, &taken).is_err(), "the receipt is taken");
    let refused = Event::from(UserRefused { user: user("anna"), tries: 1, telephone: false });
    assert!(scene.writer.append(old_id, scene.now, &refused).is_err(), "the id is taken");
    assert_eq!(scene.verify().unwrap(), sound);
    assert_eq!(scene.writer.tries(&user("anna")).unwrap(), None);
    assert_eq!(scene.pay(4, 500).seq, 4);
}

#[test]
fn questions_are_answered_from_the_projections() {
    let mut scene = Scene::new();
    let first = scene.writer.entry(3).unwrap().unwrap();
    assert_eq!(scene.writer.entry_of(first.id).unwrap().as_ref(), Some(&first));
    assert_eq!(scene.writer.entry(4).unwrap(), None);
    let (_, Event::PaymentTaken(taken)) = scene.writer.event(3).unwrap().unwrap() else { panic!("not a payment") };
    let line = taken.lines[0].clone();
    let doubles = |scene: &Scene, since| {
        scene.writer.doubles(&line.supplier, &line.account, line.amount, since).unwrap().into_iter().collect::<Vec<_>>()
    };
    let taken_for = |scene: &Scene, through: &str| {
        scene.writer.taken_for(&line.supplier, &line.account, through.parse().unwrap()).unwrap()
    };
    assert_eq!(doubles(&scene, first.at), [taken.receipt]);
    assert_eq!(doubles(&scene, first.at.plus(chrono::TimeDelta::milliseconds(1))), []);
    assert_eq!(taken_for(&scene, "2026-11-22"), line.amount);
    assert_eq!(taken_for(&scene, "2026-11-23"), Money::ZERO, "the supplier has counted that day");
    let other = SupplierCode::new("teploset").unwrap();
    assert_eq!(scene.writer.taken_for(&other, &line.account, "2026-11-22".parse().unwrap()).unwrap(), Money::ZERO);

    let state = |scene: &Scene| scene.writer.document(3).unwrap().map(|document| (document.copies, document.state));
    assert_eq!(state(&scene), Some((0, DocumentState::Queued)));
    scene.step(&Step::Print { nth: 2, unknown: true });
    assert_eq!(state(&scene), Some((1, DocumentState::Unknown)));
    scene.step(&Step::Resolve { nth: 2, whole: false });
    assert_eq!(state(&scene), Some((1, DocumentState::Queued)));
    scene.step(&Step::Print { nth: 2, unknown: false });
    assert_eq!(state(&scene), Some((2, DocumentState::Done)));
    assert_eq!(scene.writer.unprinted().unwrap(), []);

    scene.step(&Step::Void { nth: 0 });
    assert_eq!(scene.writer.payment(taken.receipt).unwrap().unwrap().voided, Some(scene.last()));
    assert_eq!(scene.writer.unprinted().unwrap()[0].seq, scene.last());
    assert_eq!((doubles(&scene, first.at), taken_for(&scene, "2026-11-22")), (vec![], Money::ZERO));

    scene.step(&Step::SignIn { pin_fits: false });
    scene.step(&Step::SignIn { pin_fits: false });
    let tries = scene.writer.tries(&user("anna")).unwrap().unwrap();
    assert_eq!((tries.tries, tries.at), (2, scene.now));
    scene.step(&Step::SignIn { pin_fits: true });
    assert_eq!(scene.writer.tries(&user("anna")).unwrap(), None);
}

#[test]
fn an_acknowledgement_only_moves_on() {
    let mut scene = Scene::new();
    let late = ack(&scene, 3);
    let early = scene.writer.prove(ack(&scene, 1), &hq().public().sign).unwrap();
    hear(&mut scene, 3);
    scene.writer.hear(&Heard::Ack(Box::new(early))).unwrap();
    assert_eq!(scene.writer.ack().unwrap(), Some(late));
    assert_eq!(scene.writer.unsent().unwrap(), scene.last() - 3);
    scene.verify().unwrap();
}

#[test]
fn an_acknowledgement_is_believed_only_where_hq_signed_what_the_journal_says() {
    let mut scene = Scene::new();
    hear(&mut scene, 1);
    let (journal, hq, good) = (Journal::open(&scene.path()).unwrap(), hq().public().sign, ack(&scene, 3));
    let prove = |ack: Ack| journal.prove(ack, &hq).map(drop);
    prove(good.clone()).unwrap();
    let signed = |accepted, entries, tally| Ack::sign(&desk(), accepted, entries, tally, scene.now, &hq_sign());
    let (accepted, tally) = (good.accepted(), good.tally());
    for strange in [ack(&scene, 1).head, "ab".repeat(32).parse().unwrap()] {
        let ack = signed(Accepted { head: strange, ..accepted }, 3, tally);
        assert!(matches!(prove(ack), Err(AckFault::Head { through: 3 })));
    }
    let ahead = signed(Accepted { through: 4, ..accepted }, 4, tally);
    assert!(matches!(prove(ahead), Err(AckFault::Head { through: 4 })));
    for (entries, payments, more) in [(2, 0, 0), (3, 1, 0), (3, 0, 1)] {
        let kopecks = tally.kopecks.plus(Money::from_kopecks(more)).unwrap();
        let other = Tally { payments: tally.payments + payments, kopecks };
        assert!(matches!(prove(signed(accepted, entries, other)), Err(AckFault::Counts { .. })));
    }
    assert!(matches!(prove(Ack { at: Timestamp::new(chrono::Utc::now()), ..good.clone() }), Err(AckFault::NotHqs(_))));
    let others = Ack { desk: "664003/3".parse().unwrap(), ..good };
    assert!(matches!(prove(others), Err(AckFault::NotHqs(_))));
}

#[test]
fn what_hq_said_last_is_kept_whatever_it_was() {
    let mut scene = Scene::new();
    assert_eq!(scene.writer.word().unwrap(), None);
    for refusal in [Some(Refusal::Revoked), Some(Refusal::Other { status: 418 }), None] {
        let word = Word { at: scene.now, refusal };
        scene.writer.hear(&Heard::Word(word.clone())).unwrap();
        assert_eq!(scene.writer.word().unwrap(), Some(word));
    }
}

#[test]
fn a_journal_of_version_2_gets_the_tables_of_what_hq_says() {
    let scene = Scene::new();
    let path = scene.path();
    let directory = scene.close();
    let db = Connection::open(&path).unwrap();
    db.execute_batch(
        "DROP TABLE ack; DROP TABLE word;
         CREATE TABLE ack(one INTEGER PRIMARY KEY CHECK (one = 1), through INTEGER NOT NULL, head TEXT NOT NULL,
             at TEXT NOT NULL) STRICT;
         PRAGMA user_version = 2;",
    )
    .unwrap();
    drop(db);
    let writer = Writer::open(&path, &desk(), "the test").unwrap();
    assert_eq!((writer.ack().unwrap(), writer.word().unwrap()), (None, None));
    Verify::default().run(&writer).unwrap();
    drop(directory);
}

fn hq_sign() -> SigningKey {
    hq().sign
}

/// A reader in the middle of a walk holds one look at the file, and holds nobody up.
#[test]
fn readers_and_the_writer_do_not_wait_for_each_other() {
    let mut scene = Scene::new();
    let reader = Journal::open(&scene.path()).unwrap();
    let mut seen = vec![];
    let mut pays = 0;
    let walk = reader.each(1, |entry| {
        seen.push(entry.seq);
        pays += 1;
        scene.pay(pays, 500);
        scene.writer.checkpoint()
    });
    walk.unwrap();
    assert_eq!(seen, [1, 2, 3]);
    assert_eq!(reader.last_seq().unwrap(), 6);
    scene.verify().unwrap();
}

/// `verify` beside a busy till compares entries and projections of one moment.
#[test]
fn verify_runs_beside_a_busy_writer() {
    let mut scene = Scene::new();
    crate::tamper::mirror(&scene);
    let (path, stick) = (scene.path(), scene.stick());
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let verifier = std::thread::spawn(move || {
        let mut most = 0;
        while stopped.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
            let journal = Journal::open(&path).unwrap();
            most = okno::journal::Verify { mirror: Some(&stick) }.run(&journal).unwrap().entries;
        }
        most
    });
    let worker = okno::journal::MirrorWorker::start(scene.path(), scene.stick());
    for account in 0..300 {
        scene.pay(account, 500);
        worker.nudge();
    }
    drop(stop);
    let most = verifier.join().unwrap();
    assert!((3..=303).contains(&most));
}

#[test]
fn checkpoints_are_wanted_by_what_waits_not_by_what_was() {
    let mut scene = Scene::new();
    assert!(!scene.writer.needs_checkpoint());
    let reader = Connection::open(scene.path()).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM entry;").unwrap();
    let bulk = "CREATE TABLE bulk AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 17000)
                SELECT i, zeroblob(4000) AS page FROM n";
    let writer = Connection::open(scene.path()).unwrap();
    writer.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
    writer.execute_batch(bulk).unwrap();
    assert!(scene.writer.needs_checkpoint());
    scene.writer.checkpoint().unwrap();
    assert!(scene.writer.needs_checkpoint(), "a reader still needs the log");
    reader.execute_batch("COMMIT").unwrap();
    scene.writer.checkpoint().unwrap();
    assert!(!scene.writer.needs_checkpoint());
    scene.pay(7, 500);
    assert!(!scene.writer.needs_checkpoint());
}
