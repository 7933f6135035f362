//! `okno shift why`: what explains a difference, of a count that nobody recorded and of one in the journal.

use serde_json::{Value, json};

use crate::scene::{LANGS, Scene};

const EN: &str = LANGS[0].1;

/// A till with 2,000 roubles of change money and payments of 100, 250 and, by card, 70 roubles.
fn till() -> Scene {
    let scene = Scene::with_desk(EN);
    scene.done("okno shift open --as cashier1 --float 2000");
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204417:100 --cash 500");
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204418:250 --cash 250");
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204419:70 --card 004512");
    scene
}

/// The causes, best first, each with its receipt.
fn causes(why: &Value) -> Vec<(&str, Option<&str>)> {
    let causes = why["causes"].as_array().unwrap().iter();
    causes.map(|cause| (cause["cause"].as_str().unwrap(), cause["receipt"].as_str())).collect()
}

#[test]
fn a_count_is_explained_without_a_record_of_it() {
    let scene = till();
    let entries = scene.json("okno desk status --json")["entries"].clone();
    let why = scene.json("okno shift why --counted 2100 --card card:1:70 --json");
    assert_eq!(why["difference_kopecks"], -25_000);
    assert_eq!(causes(&why)[0], ("difference-not-taken", Some("1-1-2")), "{why}");
    // The slips tell what the drawer alone could not.
    let by_card = scene.json("okno shift why --count 1000x2,100x4,10x2 --card card:0:0 --json");
    assert_eq!(causes(&by_card)[0], ("difference-cash-as-other", Some("1-1-3")), "{by_card}");
    assert_eq!(scene.json("okno shift why --counted 2350 --json")["causes"], json!([]));
    assert_eq!(scene.json("okno desk status --json")["entries"], entries, "asking records nothing");
}

#[test]
fn a_recorded_count_and_a_close_have_the_same_cause() {
    let scene = till();
    scene.done("okno shift count --as cashier1 --counted 2100 --card card:1:70");
    let counted = scene.json("okno shift why --json");
    assert_eq!(causes(&counted)[0], ("difference-not-taken", Some("1-1-2")));
    let close = "--card card:1:70 --to-vault vault:250 --reason x";
    scene.done(&format!("okno shift close --as cashier1 --counted 2100 {close}"));
    let closed = scene.json("okno shift why --z 1 --json");
    assert_eq!(causes(&closed)[0], causes(&counted)[0], "{closed}");
}

#[test]
fn what_can_not_be_asked_is_refused() {
    let scene = till();
    for (code, line) in [
        (1, "--z 1"),
        (1, ""),
        (2, "--z 1 --counted 5"),
        (2, "--z 1 --card card:1:5"),
        (2, "--card card:1:5"),
        (2, "--counted 5 --card card:5"),
        (2, "--counted x"),
    ] {
        assert_eq!(scene.code(&format!("okno shift why {line}")), code, "{line}");
    }
    scene.done("okno shift close --as cashier1 --counted 2350");
    assert_eq!(scene.code("okno shift why --counted 2350"), 1, "no shift is open");
}
