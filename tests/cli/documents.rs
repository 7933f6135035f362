//! The documents of a day on the command line: previews by every name, forms, and what is said where there are none.

use chrono::Utc;
use okno::desk::{Desk, Home};
use okno::domain::{Action, Actor, Command, EntryId, Money, Role, Timestamp, UserName};
use serde_json::json;
use uuid::Uuid;

use crate::scene::{LANGS, Scene};
use crate::transcripts::options;

/// A scene whose cashier took a payment, gave cash to the vault, sealed a bag and gave it to the collector.
fn with_cash(locale: &'static str) -> Scene {
    let scene = Scene::with_desk(locale);
    scene.done("okno shift open --as cashier1 --float 1000");
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204417:812,40 --cash 1000");
    let mut desk = Desk::open(&Home::new(scene.path("home")), options(chrono::TimeDelta::hours(12))).unwrap();
    let seal = || "0047713".parse().unwrap();
    let cash = Money::from_roubles(500);
    for action in [
        Action::HandOver { to: "664003/vault".parse().unwrap(), cash: cash.into() },
        Action::DropCash { seal: seal(), account: "own".parse().unwrap(), cash: cash.into() },
        Action::GiveBags { seals: vec![seal()], collector: "Петров П. П.".into() },
    ] {
        let (id, at) = (EntryId::from_uuid(Uuid::now_v7()), Timestamp::new(Utc::now()));
        let by = Some(Actor { user: UserName::new("cashier1").unwrap(), role: Role::Cashier });
        desk.execute(&Command { id, at, by, approved_by: None, witness: None, action }).unwrap();
    }
    scene
}

/// The conversation about documents.
pub fn documents(locale: &'static str) -> String {
    with_cash(locale).transcript(
        "
        okno print list
        okno print preview 1-1-c1 --columns 32
        okno print preview entry 7 --columns 32 | head -7
        okno print preview entry 1
        okno print preview 1-1-c9
        okno print preview z-1
        okno print preview z
        okno print copy 1-1-c1
        okno print form x --columns 42
        okno print form z
        okno print form difference
        okno print form x --shift 2
        okno print form x --columns 40
        okno print form x --seal 0047713
        okno print form ko-2 --seal 0047714
        okno print form ko-2 --seal 47/713
        okno print form ko-2 --seal 0047713 --shift 1
        okno print form ko-2 --seal 0047713 --columns 42
        okno shift close --as cashier1 --counted 812,40
        okno print preview z-1 --columns 32 | tail -12
        okno print form x
        okno print form overshort-act
        okno print form statement --shift 1 --columns 42
        okno print work --once
        ls home/receipts
        ",
    )
}

#[test]
fn every_form_is_shown_beside_a_writer_and_in_json() {
    let scene = with_cash(LANGS[0].1);
    let form = |form: &str| scene.json(&format!("okno print form {form} --json"));
    let writer = Desk::open(&Home::new(scene.path("home")), options(chrono::TimeDelta::hours(12))).unwrap();
    for (name, document) in [
        ("x", "x-1"),
        ("ko-2", "ko-2-1"),
        ("ko-2 --seal 0047713", "ko-2-0047713"),
        ("ko-5", "ko-5-1"),
        ("bag-slip", "bag-slip-1"),
        ("receipts", "receipts-1"),
    ] {
        let shown = form(name);
        assert_eq!(shown["document"], json!(document));
        assert!(shown["lines"].as_array().unwrap().len() > 15, "{shown}");
    }
    drop(writer);
    scene.done("okno shift close --as cashier1 --counted 812,00");
    for (name, document) in
        [("z", "z-1"), ("statement", "statement-1"), ("ko-1", "ko-1-1"), ("overshort-act", "overshort-act-1")]
    {
        assert_eq!(form(name)["document"], json!(document));
    }
    let asked = scene.done("okno print form z --columns 48");
    scene.done("okno print work --once");
    assert_eq!(scene.done("cat home/receipts/z-1.txt"), asked, "what is printed is what is asked for");
    for (file, begins) in [("z.pdf", "%PDF-"), ("z.txt", " "), ("z", " ")] {
        scene.done(&format!("okno print form z --columns 48 --out {file}"));
        let bytes = std::fs::read(scene.path(file)).unwrap();
        assert!(bytes.starts_with(begins.as_bytes()), "the name of {file} says what it is");
    }
}

#[test]
fn every_printed_document_is_found_by_the_name_it_is_listed_by() {
    let scene = with_cash(LANGS[0].1);
    scene.done("okno void 1-1-1 --as cashier1 --supervisor super1 --reason x");
    scene.done("okno shift close --as cashier1 --counted 0");
    scene.done("okno shift open --as cashier1 --float 100");
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204417:1 --cash 1");
    let queued = scene.json("okno print list --json");
    let printed: Vec<String> = ["1-1-1", "1-1-1-void", "z-1", "1-2-1"].map(str::to_owned).into();
    let listed = queued.as_array().unwrap().iter().map(|row| row["document"].as_str().unwrap().to_owned());
    let names: Vec<String> = printed.into_iter().chain(listed).collect();
    assert_eq!(names, ["1-1-1", "1-1-1-void", "z-1", "1-2-1", "1-1-c1", "1-1-c2", "1-1-c3"]);
    for name in names {
        assert_eq!(scene.json(&format!("okno print preview {name} --json"))["document"], json!(name));
    }
}
