//! Headquarters on the command line: the conversation in both languages, and the answers that programs read.

use okno::clock;
use okno::domain::{DeskId, EntryId, Event, Timestamp};
use okno::hq::{Hq, HqHome};
use okno::protocol::*;
use uuid::Uuid;

use crate::scene::{DEBTS, LANGS, Scene, in_windows_1251};

const EN: &str = LANGS[0].1;

fn scene(locale: &'static str) -> Scene {
    let scene = Scene::new(locale);
    scene.write("debts.txt", &in_windows_1251(DEBTS));
    scene
}

pub fn now() -> Timestamp {
    Timestamp::new(clock::now())
}

/// A desk in memory that was enrolled by a code: its keys, and the first entries of its journal.
pub struct Desk {
    pub id: DeskId,
    keys: SecretKeys,
    entries: Vec<Entry>,
}

impl Desk {
    pub fn enrolled(scene: &Scene, code: &str) -> Desk {
        let id: DeskId = "664003/2".parse().unwrap();
        let keys = SecretKeys::from_seed(&[5; 32]).unwrap();
        let code: EnrolCode = code.parse().unwrap();
        let enrolling = Enrolling { desk: id.clone(), zone: "Asia/Irkutsk".into(), recover: false };
        let request = EnrolRequest::sign(enrolling, &code, &keys);
        let answer = hq(scene).enrol(&request, now()).unwrap();
        EnrolAnswer::read(&serde_json::to_vec(&answer).unwrap(), &request, &code).unwrap();
        let golden = include_str!("../data/events.jsonl").lines().map(|line| {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            Event::decode(entry["kind"].as_str().unwrap(), entry["body"].as_str().unwrap()).unwrap()
        });
        let mut desk = Desk { id, keys, entries: vec![] };
        for event in golden {
            desk.record(event);
        }
        desk
    }

    /// Records something more.
    pub fn record(&mut self, event: impl Into<Event>) -> u64 {
        let event = event.into();
        let (seq, prev) = self.entries.last().map_or((1, Hash::ZERO), |last| (last.seq + 1, last.hash));
        let (id, body) = (EntryId::from_uuid(Uuid::now_v7()), event.body().unwrap());
        self.entries.push(Entry::seal(&self.id, seq, id, now(), event.kind(), body, prev).unwrap());
        seq
    }

    /// The desk's file for headquarters, with all its entries.
    pub fn bundle(&self, scene: &Scene) -> Vec<u8> {
        let bytes = Batch::pack(&self.id, 1, &self.entries, &self.keys.sign).unwrap();
        let parts = vec![Part { kind: PartKind::Batch, bytes }];
        Bundle { desk: self.id.clone(), parts }.seal(&hq(scene).keys().seal).unwrap()
    }
}

pub fn hq(scene: &Scene) -> Hq {
    Hq::open(&HqHome::new(scene.path("hq"))).unwrap()
}

#[test]
fn the_conversation_reads_well() {
    for (lang, locale) in LANGS {
        let scene = scene(locale);
        scene.write("nonsense", b"nonsense");
        let said = scene.transcript(
            "okno --home hq hq desk list
             okno --home hq hq init --store mysql:hq
             okno --home hq hq init --store sqlite:hq.db
             okno --home hq hq init --store sqlite:other.db
             okno --home hq hq user list
             okno --home hq hq user add super1 --role supervisor
             okno --home hq hq user add anna --role cashier --office 664003 --full-name 'Орлова А. П.' --language ru
             okno --home hq hq user add anna --role chief
             okno --home hq hq user add anna --role cashier --office 'офис'
             OKNO_NEW_PIN=1 okno --home hq hq user add boris --role cashier
             okno --home hq hq user retire super1
             okno --home hq hq user retire nobody
             okno --home hq hq user list
             okno --home hq hq directory import debts.txt --layout sber-debts --supplier energosbyt
             okno --home hq hq directory import debts.txt --layout sber-debts --supplier nobody
             okno --home hq hq directory import nonsense --layout csv --supplier energosbyt
             okno --home hq hq desk list
             okno --home hq hq desk revoke 1
             okno --home hq hq desk revoke 664003/2
             okno --home hq hq enrol --office 664003 --desk 123456789
             okno --home hq hq enrol --office 664003 --desk 2 | tail -1
             okno --home hq hq entries --desk 664003/2 --format jsonl
             okno --home hq hq import-bundle nonsense
             okno --home hq hq import-bundle none
             okno --home hq hq verify",
        );
        let code = scene.json("okno --home hq hq enrol --office 664003 --desk 2 --json");
        let desk = Desk::enrolled(&scene, code["code"].as_str().unwrap());
        scene.write("day.okno", &desk.bundle(&scene));
        let fingerprint = hq(&scene).keys().sign.fingerprint().to_string();
        let said = said.replace(&fingerprint, "FINGERPRINT")
            + &scene.transcript(
                "okno --home hq hq import-bundle day.okno --ack ack.okno --directory directory.okno
                 okno --home hq hq import-bundle ack.okno
                 okno --home hq hq desk list
                 okno --home hq hq verify
                 okno --home hq hq desk revoke 664003/2
                 okno --home hq hq desk revoke 664003/2
                 okno --home hq hq import-bundle day.okno
                 printf 'store = 1\\nlisten = \"x\"\\n' > hq/hq.toml; okno --home hq hq verify
                 rm hq/hq.toml hq/hq.db; okno --home hq hq init --store sqlite:hq.db | tail -2
                 rm hq/hq.db; okno --home hq hq verify
                 echo x > hq/hq.db; okno --home hq hq verify
                 rm hq/hq.key; okno --home hq hq verify
                 echo x > hq/hq.key; okno --home hq hq verify",
            );
        insta::assert_snapshot!(format!("hq-{lang}"), said);
    }
}

#[test]
fn programs_are_answered_in_json() {
    let scene = scene(EN);
    let hq_json = |line: &str| scene.json(&format!("okno --home hq hq {line} --json"));
    assert!(hq_json("init --store sqlite:hq.db")["fingerprint"].is_string());
    assert_eq!(hq_json("user add super1 --role supervisor --office 664003")["office"], "664003");
    assert_eq!(hq_json("user retire super1")["retired"], true);
    let imported = hq_json("directory import debts.txt --layout sber-debts --supplier energosbyt");
    assert_eq!((&imported["rows"], &imported["new"], &imported["kopecks"]), (&3.into(), &3.into(), &204_640.into()));
    let issued = hq_json("enrol --office 664003 --desk 2");
    assert_eq!(issued.as_object().unwrap().keys().collect::<Vec<_>>(), ["code", "expires_at"]);
    let desk = Desk::enrolled(&scene, issued["code"].as_str().unwrap());
    scene.write("day.okno", &desk.bundle(&scene));
    let taken = hq_json("import-bundle day.okno --ack ack.okno --directory directory.okno");
    let head = desk.entries.last().unwrap();
    assert_eq!((&taken["through"], &taken["head"]), (&head.seq.into(), &head.hash.to_string().into()));
    let open = |name: &str| {
        let sealed = std::fs::read(scene.path(name)).unwrap();
        Bundle::open(&sealed, &desk.keys.seal, PartKind::FOR_DESK).unwrap().parts
    };
    let ack = Ack::read(&open("ack.okno")[0].bytes, &desk.id, &hq(&scene).keys().sign).unwrap();
    assert_eq!(ack.accepted(), Accepted { through: head.seq, head: head.hash });
    let kinds: Vec<PartKind> = open("directory.okno").iter().map(|part| part.kind).collect();
    assert_eq!(kinds, [PartKind::Directory, PartKind::Users]);
    // Every entry, its seven fields, the body byte for byte.
    let lines = scene.done("okno --home hq hq entries --desk 664003/2 --format jsonl");
    let expected: String = desk.entries.iter().map(|entry| serde_json::to_string(entry).unwrap() + "\n").collect();
    assert_eq!(lines, expected);
    let listed = &hq_json("desk list")[0];
    assert_eq!((&listed["desk"], &listed["epoch"]), (&"664003/2".into(), &1.into()));
    assert_eq!(listed["exceptions"], taken["exceptions"]);
    let verified = hq_json("verify");
    assert_eq!((&verified["desks"], &verified["entries"]), (&1.into(), &head.seq.into()));
    assert_eq!(hq_json("desk revoke 664003/2")["revoked"], true);
    assert_eq!(scene.code("okno --home hq hq import-bundle day.okno"), 1);
    let store = rusqlite::Connection::open(scene.path("hq/hq.db")).unwrap();
    store.execute("UPDATE line SET kopecks = kopecks + 1", []).unwrap();
    drop(store);
    assert_eq!(scene.code("okno --home hq hq verify"), 1);
}
