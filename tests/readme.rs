//! The README against the screens: its picture is what the till shows, and its keys take payments.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

#[allow(dead_code)] // Other programs of tests use the rest of it.
mod stage;

use std::fs;
use std::path::Path;

use anstyle_svg::{Term, WIN10_CONSOLE};
use okno::cli::demo::home;
use okno::domain::Event;
use okno::lang::Lang;
use stage::{Stage, account, bill};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PICTURE: &str = "data/pictures/till.svg";
/// The width of 80 columns in `anstyle-svg`'s font.
const WIDTH: usize = 672;

fn readme() -> String {
    fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap()
}

/// The QR of a bill with the whole debt of an account.
fn whole_bill(supplier: &str, address: &str) -> String {
    bill(supplier, address, account(supplier, address).kopecks)
}

#[test]
fn the_picture_is_the_tills_screen() {
    let mut stage = Stage::new(80, 24, Lang::Ru);
    for supplier in ["energosbyt", "upravdom"] {
        stage = stage.scan(&whole_bill(supplier, "Ленина 12-4"));
    }
    let screen = stage.keys("лен 12 5<down>").ansi();
    let drawn = Term::new().palette(WIN10_CONSOLE).min_width_px(WIDTH).render_svg(&screen);
    let path = Path::new(ROOT).join(PICTURE);
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, drawn).unwrap();
        return;
    }
    assert!(readme().contains(PICTURE), "README.md doesn't show {PICTURE}");
    let kept = fs::read_to_string(path).unwrap_or_default();
    assert!(drawn == kept, "{PICTURE} is not what the till shows: INSTA_UPDATE=always cargo test --test readme");
}

#[test]
fn the_keys_of_the_till_take_payments() {
    let readme = readme();
    let table = readme.split("| payment | keys |\n|---|---|\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let paid: Vec<String> = table.lines().map(|row| payments_of(row.split('|').nth(2).unwrap())).collect();
    let expected =
        ["1 cash", "1 cash, change", "1 cash", "4 cash, change", "3 cash, change", "1 cash", "1 card", "1 sbp"];
    assert_eq!(paid, expected, "lines, tender and change of each row's payment");
}

/// Presses the keys of a row; the lines, the tender and the change of what was paid. Beside the keys in code there are
/// words: what the cashier's other hand does.
fn payments_of(keys: &str) -> String {
    let mut stage = Stage::new(80, 24, Lang::Ru);
    for (at, piece) in keys.split('`').enumerate() {
        stage = if at % 2 == 1 { type_code(stage, piece) } else { do_words(stage, piece) };
    }
    let payment = |event| match event {
        Event::PaymentTaken(payment) => {
            let change = if payment.change().is_positive() { ", change" } else { "" };
            let kinds: Vec<String> = payment.tenders.iter().map(|tender| tender.kind.to_string()).collect();
            Some(format!("{} {}{change}", payment.lines.len(), kinds.join(" ")))
        }
        _ => None,
    };
    stage.entries().into_iter().filter_map(payment).collect::<Vec<_>>().join("; ")
}

#[test]
fn the_bill_to_paste_is_one_of_the_demos_town() {
    let code = whole_bill("energosbyt", "Ленина 12-4");
    assert!(readme().contains(&format!("```text\n{code}\n```")), "README.md should have the bill\n{code}");
    assert_eq!(Stage::new(80, 24, Lang::En).paste(&code).model().till.basket.len(), 1);
}

#[test]
fn the_people_of_the_demo_have_those_pins() {
    for (name, pin) in [home::CASHIER, home::SUPERVISOR] {
        assert!(readme().contains(&format!("`{name}` with {pin}")), "README.md doesn't give the PIN of {name}");
    }
}

/// `F5 1000 Enter`: keys by their names, and what is typed.
fn type_code(stage: Stage, code: &str) -> Stage {
    let named = |word: &str| match word {
        "Enter" => "<enter>".to_owned(),
        _ if word.starts_with('F') => format!("<{}>", word.to_lowercase()),
        _ => format!("{word}<space>"),
    };
    let keys: String = code.split(' ').map(named).collect();
    // A space parts what is typed together, and ends nothing.
    stage.keys(keys.replace("<space><", "<").replace("<space>", " ").trim_end())
}

fn do_words(stage: Stage, words: &str) -> Stage {
    let scan = |stage: Stage, supplier| stage.scan(&whole_bill(supplier, "Ленина 12-4"));
    match words.trim() {
        "" => stage,
        "scan" => scan(stage, "energosbyt"),
        "scan three" => ["energosbyt", "upravdom", "gorsvyaz"].into_iter().fold(stage, scan),
        "slip's number" => stage.keys("004512"),
        words => panic!("the README's keys have words that nobody can do: {words}"),
    }
}
