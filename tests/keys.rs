//! `okno keys`, and the README's table of keys, which is what it prints.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// What stands before and after the README's table.
const MARK: &str = "<!-- keys -->\n";

fn keys(home: &TempDir, options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_okno"));
    command.arg("--home").arg(home.path()).args(["--lang", "en"]).args(options).arg("keys");
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The README's block between its two marks.
fn block(readme: &str) -> &str {
    readme.split(MARK).nth(1).expect("README.md has no block between two <!-- keys --> marks")
}

#[test]
fn the_readme_shows_the_keys_in_force() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let printed = keys(&TempDir::new().unwrap(), &[]);
    assert!(printed.status.success());
    let expected = format!("```text\n{}```\n", text(&printed.stdout));
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(path, {
            let around: Vec<&str> = readme.split(MARK).collect();
            [around[0], &expected, around[2]].join(MARK)
        })
        .unwrap();
        return;
    }
    assert_eq!(block(&readme), expected, "put what `okno keys` prints into README.md: INSTA_UPDATE=always cargo test");
}

#[test]
fn the_example_of_the_readme_has_no_fault() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let keys = readme.split("\n## Keys\n").nth(1).unwrap();
    let example = keys.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(okno::tui::Keymap::merged(example).err(), None);
}

#[test]
fn the_homes_own_keys_are_in_force() {
    let home = TempDir::new().unwrap();
    fs::write(home.path().join("keymap.toml"), "[till]\n\"f10\" = \"pay-cash\"\n").unwrap();
    assert!(text(&keys(&home, &[]).stdout).contains("F10, F5, +"));
    let json: serde_json::Value = serde_json::from_slice(&keys(&home, &["--json"]).stdout).unwrap();
    let cash = json.as_array().unwrap().iter().find(|row| row["action"] == "pay-cash").unwrap();
    assert_eq!(cash["keys"], serde_json::json!(["f10", "f5"]));
    assert_eq!(cash["layer"], "till");
}

#[test]
fn every_fault_of_the_homes_keys_is_said_with_its_line() {
    let home = TempDir::new().unwrap();
    let faulty = "[till]\n\"f5\" = hold\n\"f2\" = \"amuont\"\n[everywhere]\n\"5\" = \"help\"\n";
    fs::write(home.path().join("keymap.toml"), faulty).unwrap();
    let answer = keys(&home, &[]);
    assert_eq!(answer.status.code(), Some(2));
    assert_eq!(text(&answer.stdout), "");
    let said = text(&answer.stderr);
    let lines: Vec<&str> = said.lines().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(lines, ["keymap.toml, line 2", "keymap.toml, line 3", "keymap.toml, line 5"], "{said}");
}
