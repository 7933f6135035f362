//! Holds the style of the tree: each test below reads every file, and fails with all the faults of its rule as
//! `path:line: what, what to do`.

mod invariants;
mod machine;
mod reasons;
mod reserved;
mod rooms;
mod sizes;
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use source::Source;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Folders with a leading dot that belong to the project; others are an editor's or git's.
const DOT_FOLDERS: [&str; 4] = [".cargo", ".ci", ".config", ".github"];

#[test]
fn every_arrow_between_rooms_is_in_the_map() {
    assert_tidy(sources().iter().flat_map(rooms::faults));
}

#[test]
fn what_a_room_keeps_to_itself_is_used_nowhere_else() {
    assert_tidy(sources().iter().flat_map(reserved::faults));
}

#[test]
fn functions_lines_and_files_are_short() {
    assert_tidy(sources().iter().flat_map(sizes::faults));
    let gone = sizes::TABLES.iter().filter(|(path, _)| !Path::new(ROOT).join(path).is_file());
    assert_tidy(gone.map(|(path, _)| format!("{path}:1: is excepted as a table and gone, take it off the list")));
}

#[test]
fn every_exception_gives_its_reason() {
    assert_tidy(sources().iter().flat_map(reasons::faults));
}

#[test]
fn every_invariant_names_a_test_that_exists() {
    let sources = sources();
    let roots = sources.iter().filter(|source| source.path == "src/lib.rs");
    assert_tidy(roots.flat_map(|root| invariants::faults(&root.text, &sources)));
}

#[test]
fn no_path_of_one_machine_is_committed() {
    let texts = files().into_iter().filter_map(|path| Some((read(&path)?, path)));
    assert_tidy(texts.flat_map(|(text, path)| machine::faults(&path, &text)));
}

#[test]
fn the_whole_tree_is_read() {
    let paths: Vec<String> = sources().into_iter().map(|source| source.path).collect();
    for path in ["src/lib.rs", "src/main.rs", "src/domain/money.rs", "tests/tidy/main.rs"] {
        assert!(paths.iter().any(|read| read == path), "{path} is not among {paths:?}");
    }
    assert!(files().iter().any(|path| path == ".ci/run"));
}

fn assert_tidy(faults: impl IntoIterator<Item = String>) {
    let mut faults: Vec<String> = faults.into_iter().collect();
    faults.sort();
    assert!(faults.is_empty(), "\n{}\n{} found", faults.join("\n"), faults.len());
}

/// Every Rust file of the program, its tests and its benches.
fn sources() -> Vec<Source> {
    let is_ours = |path: &String| {
        path.ends_with(".rs") && ["src/", "tests/", "benches/"].iter().any(|folder| path.starts_with(folder))
    };
    let texts = files().into_iter().filter(is_ours).map(|path| (read(&path).unwrap_or_default(), path));
    let read: Result<Vec<Source>, String> = texts.map(|(text, path)| Source::read(&path, &text)).collect();
    let mut sources = read.unwrap_or_else(|fault| panic!("{fault}"));
    let test_files: Vec<String> = sources.iter().flat_map(Source::test_files).collect();
    for source in &mut sources {
        let module = source.path.trim_end_matches(".rs");
        if test_files.iter().any(|test| module.strip_prefix(test).is_some_and(|r| r.is_empty() || r.starts_with('/'))) {
            source.mark_as_test();
        }
    }
    sources
}

/// A file's text; `None` where it is not UTF-8 and so no text of ours.
fn read(path: &str) -> Option<String> {
    fs::read_to_string(Path::new(ROOT).join(path)).ok()
}

/// Every file of the tree that is or may be committed, from its root, in order.
fn files() -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from(ROOT)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder && (DOT_FOLDERS.contains(&name.as_str()) || !name.starts_with('.')) && name != "target" {
                folders.push(path);
            } else if !is_folder && name != ".git" {
                let inner = path.strip_prefix(ROOT).unwrap_or(&path);
                files.push(inner.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    files.sort();
    files
}
