//! Printing into folders and files that are there, missing, full, and left half done.

use super::*;
use crate::document::Part;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

fn receipt(number: &str, text: &str) -> Document {
    Document {
        number: number.to_owned(),
        copy: None,
        moves_cash: false,
        parts: vec![Part::Text(text.to_owned()), Part::Rule],
        blanks: vec![],
    }
}

fn folder(path: &Path) -> Printer {
    Printer { profile: "text".to_owned(), to: Target::Dir(path.to_owned()), columns: 32 }
}

fn file(path: &Path) -> Printer {
    Printer { profile: "text".to_owned(), to: Target::File(path.to_owned()), columns: 32 }
}

fn names(path: &Path) -> Vec<String> {
    fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_folder_gets_a_file_for_each_receipt_however_often_it_is_printed() {
    let home = tempfile::tempdir().unwrap();
    let receipts = home.path().join("out/receipts");
    for _ in 0..2 {
        assert!(matches!(print(&receipt("1-118-3", "Квитанция"), &folder(&receipts)), Outcome::Done));
    }
    assert_eq!(names(&receipts), ["1-118-3.txt"]);
    let text = fs::read_to_string(receipts.join("1-118-3.txt")).unwrap();
    assert_eq!(text, format!("Квитанция\n{}\n", "-".repeat(32)));
}

#[test]
fn what_a_kill_left_in_a_folder_is_gone_with_the_next_try() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join(".1-118-3.txt.new"), "half a rec").unwrap();
    assert!(matches!(print(&receipt("1-118-3", "whole"), &folder(home.path())), Outcome::Done));
    assert_eq!(names(home.path()), ["1-118-3.txt"]);
}

#[test]
fn nothing_went_out_where_nothing_can_be_written() {
    let home = tempfile::tempdir().unwrap();
    let occupied = home.path().join("occupied");
    fs::write(&occupied, "a file, not a folder").unwrap();
    // Not a matter of permissions, so that it holds for root too.
    for printer in
        [folder(&occupied), folder(&occupied.join("below")), file(&occupied.join("below")), file(home.path())]
    {
        let outcome = print(&receipt("1-118-3", "x"), &printer);
        let Outcome::Failed(fault) = outcome else { panic!("{printer:?}: {outcome:?}") };
        assert!(fault.place.starts_with(home.path().to_str().unwrap()), "{fault:?}");
    }
    // A device would swallow receipts, or never end when it is read back.
    assert!(matches!(print(&receipt("1-118-3", "x"), &file(Path::new("/dev/null"))), Outcome::Failed(_)));
    fs::create_dir(home.path().join("1-118-3.txt")).unwrap();
    assert!(matches!(print(&receipt("1-118-3", "x"), &folder(home.path())), Outcome::Failed(_)));
    assert_eq!(fs::read_to_string(&occupied).unwrap(), "a file, not a folder");
    assert!(!names(home.path()).iter().any(|name| name.ends_with(".new")));
}

#[test]
fn a_file_grows_by_a_receipt_that_it_does_not_end_with() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("tape.txt");
    for number in ["1-118-3", "1-118-3", "1-118-4", "1-118-3"] {
        assert!(matches!(print(&receipt(number, number), &file(&path)), Outcome::Done));
    }
    let block = |number: &str| format!("{number}\n{}\n\n", "-".repeat(32));
    let expected = [block("1-118-3"), block("1-118-4"), block("1-118-3")].concat();
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
}

#[test]
fn a_receipt_does_not_run_into_the_half_of_another() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("tape.txt");
    fs::write(&path, "1-118-3\n-----").unwrap();
    for _ in 0..2 {
        assert!(matches!(print(&receipt("1-118-3", "1-118-3"), &file(&path)), Outcome::Done));
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("1-118-3\n-----\n1-118-3\n{}\n\n", "-".repeat(32)));
}

/// A process that may write no file beyond 512 or 1024 bytes (what the unit of `ulimit -f` is depends on the shell)
/// gets part of the receipt out, and takes it back.
#[test]
fn a_full_disk_leaves_the_file_as_it_was() {
    const LIMITED: &str = "OKNO_TEST_LIMITED_FILE";
    if let Ok(path) = env::var(LIMITED) {
        let outcome = print(&receipt("1-118-4", &"word ".repeat(400)), &file(Path::new(&path)));
        assert!(matches!(outcome, Outcome::Failed(_)), "{outcome:?}");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("tape.txt");
    let before = "earlier receipts\n".repeat(20);
    fs::write(&path, &before).unwrap();
    let limited = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\""])
        .arg(env::current_exe().unwrap())
        .args(["--exact", "print::tests::a_full_disk_leaves_the_file_as_it_was"])
        .env(LIMITED, &path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&limited.stdout);
    assert!(limited.status.success() && said.contains("1 passed"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}
