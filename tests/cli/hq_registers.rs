//! Suppliers' registers on headquarters' command line.

use okno::domain::{EntryId, Event, Role};
use okno::hq::office::Viewer;
use okno::protocol::office::{Deed, Ordered};
use uuid::Uuid;

use crate::hq::{Desk, hq, now};
use crate::scene::{DEBTS, LANGS, Scene, in_windows_1251};

/// A headquarters with supervisors, and all that a desk recorded.
pub fn scene(locale: &'static str) -> Scene {
    with_desk(locale).0
}

/// The same, and the desk.
fn with_desk(locale: &'static str) -> (Scene, Desk) {
    let scene = Scene::new(locale);
    scene.write("debts.txt", &in_windows_1251(DEBTS));
    for line in [
        "okno --home hq hq init --store sqlite:hq.db",
        "okno --home hq hq user add super1 --role supervisor",
        "okno --home hq hq user add near --role supervisor --office 664003",
        "okno --home hq hq directory import debts.txt --layout sber-debts --supplier energosbyt",
        "mkdir out",
    ] {
        scene.done(line);
    }
    let code = scene.json("okno --home hq hq enrol --office 664003 --desk 2 --json");
    let desk = Desk::enrolled(&scene, code["code"].as_str().unwrap());
    scene.write("day.okno", &desk.bundle(&scene));
    scene.done("okno --home hq hq import-bundle day.okno");
    (scene, desk)
}

/// The same with letter 1 to a supplier: a payment that register 1 has was voided.
fn with_letter(locale: &'static str) -> Scene {
    let (scene, mut desk) = with_desk(locale);
    scene.done("okno --home hq hq register make energosbyt --layout csv --as super1 --out out");
    let line = r#"{"supplier":"energosbyt","service":"electricity","account":"АБ1204417","kopecks":81240}"#;
    let body = format!(
        r#"{{"receipt":"2-118-19","lines":[{line}],"tenders":[{{"kind":"cash","kopecks":81240}}],"reason":"дважды"}}"#
    );
    let seq = desk.record(Event::decode("payment.voided", &body).unwrap());
    scene.write("more.okno", &desk.bundle(&scene));
    scene.done("okno --home hq hq import-bundle more.okno");
    let olga = Viewer { user: "super1".parse().unwrap(), role: Role::Supervisor, offices: None };
    let deed = Deed::Request { desk: desk.id.clone(), seq, n: 1 };
    let ordered = Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed };
    assert_eq!(hq(&scene).deed(&olga, &ordered, now()).unwrap().gave.as_deref(), Some("1"));
    scene
}

#[test]
fn the_conversation_about_registers_reads_well() {
    for (lang, locale) in LANGS {
        let said = scene(locale).transcript(
            "okno --home hq hq register list
             okno --home hq hq register show energosbyt 1
             okno --home hq hq register make energosbyt --as super1 --out out
             okno --home hq hq register make energosbyt --layout xml --as super1 --out out
             okno --home hq hq register make gasprom --layout csv --as super1 --out out
             okno --home hq hq register make energosbyt --layout csv --as near --out out
             okno --home hq hq register make energosbyt --layout csv --as super1 --out nowhere/x.csv
             okno --home hq hq register make energosbyt --layout csv --as super1 --out out
             okno --home hq hq register make energosbyt --as super1 --out out
             okno --home hq hq register make teploset --layout 1c --as super1 --out out/heat.txt
             okno --home hq hq register list
             okno --home hq hq register list teploset
             okno --home hq hq register show energosbyt 1 --out again.csv
             okno --home hq hq register show energosbyt 2
             ls out
             cmp again.csv out/energosbyt-001-*.csv",
        );
        insta::assert_snapshot!(format!("hq-registers-{lang}"), said);
    }
}

#[test]
fn the_conversation_about_letters_reads_well() {
    for (lang, locale) in LANGS {
        let said = with_letter(locale).transcript(
            "okno --home hq hq register letter --supplier energosbyt --number 1
             okno --lang en --home hq hq register letter --supplier energosbyt --number 1
             okno --home hq hq register letter --supplier energosbyt --number 2
             okno --home hq hq register letter --supplier teploset --number 1
             okno --home hq hq register letter --supplier energosbyt --number 1 --pdf letter.pdf
             head -c 5 letter.pdf; echo
             okno --home hq hq register letter --supplier energosbyt --number 1 --pdf nowhere/letter.pdf",
        );
        insta::assert_snapshot!(format!("hq-letters-{lang}"), said);
    }
}

#[test]
fn a_letter_is_told_in_json() {
    let scene = with_letter(LANGS[0].1);
    let letter = scene.json("okno --home hq hq register letter --supplier energosbyt --number 1 --json");
    assert_eq!((&letter["number"], &letter["kopecks"]), (&1.into(), &81_240.into()));
    assert_eq!((&letter["line"]["receipt"], &letter["asked"]["what"]), (&"2-118-19".into(), &"void".into()));
    let line = "okno --home hq hq register letter --supplier energosbyt --number 1 --pdf letter.pdf --json";
    let written = scene.json(line);
    assert_eq!((&written["path"], &written["number"]), (&"letter.pdf".into(), &1.into()));
    assert!(std::fs::read(scene.path("letter.pdf")).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_register_is_told_in_json_and_its_file_is_what_was_sent() {
    let scene = scene(LANGS[0].1);
    let json = |line: &str| scene.json(&format!("okno --home hq hq register {line} --json"));
    let made = json("make energosbyt --layout csv --as super1 --out out");
    assert_eq!((&made["supplier"], &made["number"], &made["layout"]), (&"energosbyt".into(), &1.into(), &"csv".into()));
    let bytes = std::fs::read(scene.path(made["path"].as_str().unwrap())).unwrap();
    assert_eq!(okno::protocol::Hash::of(&bytes).to_string(), made["sha256"]);
    assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count() as u64, made["lines"].as_u64().unwrap() + 2);
    let listed = json("list");
    assert_eq!(listed.as_array().unwrap().len(), 1);
    for (name, value) in listed[0].as_object().unwrap() {
        assert_eq!(made[name], *value, "{name}");
    }
    // Names change at headquarters; the file does not.
    let debts = DEBTS.replace("Петров", "Сидоров");
    scene.write("debts.txt", &in_windows_1251(&debts));
    scene.done("okno --home hq hq directory import debts.txt --layout sber-debts --supplier energosbyt");
    let shown = json("show energosbyt 1 --out again.csv");
    assert_eq!(shown["path"], "again.csv");
    assert_eq!(std::fs::read(scene.path("again.csv")).unwrap(), bytes);
    // What can't be written to costs no number, and a file that was changed in the store is not given out.
    assert_eq!(scene.code("okno --home hq hq register make teploset --layout csv --as super1 --out no/x.csv"), 2);
    assert_eq!(json("list").as_array().unwrap().len(), 1);
    let store = rusqlite::Connection::open(hq_path(&scene)).unwrap();
    store.execute("UPDATE register_file SET content = substr(content, 1, 20)", []).unwrap();
    drop(store);
    assert_eq!(scene.code("okno --home hq hq register show energosbyt 1 --out third.csv"), 1);
    assert!(!scene.path("third.csv").exists());
    assert!(hq(&scene).verify(&mut |_| {}).is_err());
}

fn hq_path(scene: &Scene) -> std::path::PathBuf {
    scene.path("hq/hq.db")
}
