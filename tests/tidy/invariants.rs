//! The invariants at the head of `src/lib.rs`: each ends in the tests that prove it,
//! `//! - Postings sum to zero. [tests/money.rs: postings_sum_to_zero]`.

use crate::source::{Kind, Source};

/// Every list item in the docs of `lib.rs`, given as `text`, that names no test or one that is not in `sources`.
pub fn faults(text: &str, sources: &[Source]) -> Vec<String> {
    items(text)
        .into_iter()
        .flat_map(|(line, item)| {
            let tests = named_tests(&item);
            let missing = tests.iter().filter(|(path, name)| !proves(sources, path, name));
            let mut faults: Vec<String> = missing
                .map(|(path, name)| {
                    format!("src/lib.rs:{line}: {path} has no test '{name}', name the one that proves it")
                })
                .collect();
            if tests.is_empty() {
                faults.push(format!("src/lib.rs:{line}: an invariant without a test, end it in [file: test]"));
            }
            faults
        })
        .collect()
}

/// The list items of the file's own docs: line, and text over all its lines.
fn items(text: &str) -> Vec<(usize, String)> {
    let mut items: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (at, line) in text.lines().enumerate() {
        let Some(doc) = line.strip_prefix("//!") else { break };
        if let Some(item) = doc.strip_prefix(" - ") {
            items.push((at + 1, item.to_owned()));
            open = true;
        } else if open
            && doc.starts_with("  ")
            && let Some((_, item)) = items.last_mut()
        {
            item.push(' ');
            item.push_str(doc.trim());
        } else {
            open = false;
        }
    }
    items
}

/// Each `[file: test]` of an item, and each further test of the same file after a comma.
fn named_tests(item: &str) -> Vec<(&str, &str)> {
    let brackets = item.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
    let named = brackets.filter_map(|(inside, _)| inside.split_once(": ")).filter(|(path, _)| path.ends_with(".rs"));
    named.flat_map(|(path, names)| names.split(", ").map(move |name| (path, name))).collect()
}

fn proves(sources: &[Source], path: &str, test: &str) -> bool {
    let is_test = |kind: &Kind| matches!(kind, Kind::Function { name, proves: true, .. } if name == test);
    sources.iter().any(|source| source.path == path && source.sightings.iter().any(|seen| is_test(&seen.kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(text: &str) -> Vec<String> {
        let money = "#[test] fn adds() {} fn helps() {} proptest! { #[test] fn sums(x in 0..9) {} }\n\
                     on_both!(\n    joins,\n);\nfn joins(x: &X) {}";
        faults(text, &[Source::read("tests/money.rs", money).unwrap()])
    }

    #[test]
    fn an_invariant_without_its_test_is_found() {
        for (text, fault) in [
            ("//! Okno.\n//! - It adds.", "src/lib.rs:2: an invariant without a test, end it in [file: test]"),
            ("//! - See [`Money`].", "src/lib.rs:1: an invariant without a test, end it in [file: test]"),
            (
                "//! - It adds. [tests/money.rs: helps]",
                "src/lib.rs:1: tests/money.rs has no test 'helps', name the one that proves it",
            ),
            (
                "//! - It adds\n//!   up. [tests/money.rs: adds,\n//!   gone]",
                "src/lib.rs:1: tests/money.rs has no test 'gone', name the one that proves it",
            ),
            (
                "//! - It adds. [tests/money.rs: adds] [tests/gone.rs: adds]",
                "src/lib.rs:1: tests/gone.rs has no test 'adds', name the one that proves it",
            ),
        ] {
            assert_eq!(faults_of(text), [fault], "{text}");
        }
    }

    #[test]
    fn an_invariant_with_its_test_is_not_a_fault() {
        let text = "//! Okno - a till.\n//!\n//! - It adds. [tests/money.rs: adds]\n//! - It sums\n\
                    //!   up. [tests/money.rs: sums, adds, joins]\n//!\n//!   Prose.\n\nfn f() {}\n//! - Not a doc.";
        assert_eq!(faults_of(text), [""; 0]);
    }
}
