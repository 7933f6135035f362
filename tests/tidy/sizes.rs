//! What a reader can take in at once: short functions, lines and files, and a first line that says what a file is.

use crate::source::{Kind, Source};

/// Of code from `fn` to the closing brace.
const FUNCTION_LINES: usize = 70;
const LINE_CHARACTERS: usize = 120;
const FILE_LINES: usize = 500;

/// Files that may be longer and wider, because they are tables of data: path, and why it is one.
pub const TABLES: &[(&str, &str)] = &[];

/// Everything of a file that is too long, and a missing first line.
pub fn faults(source: &Source) -> Vec<String> {
    let path = &source.path;
    let mut faults = Vec::new();
    if !source.text.starts_with("//!") {
        faults.push(format!("{path}:1: does not begin with //!, say what the file is"));
    }
    for sighting in &source.sightings {
        if let Kind::Function { name, lines, .. } = &sighting.kind
            && *lines > FUNCTION_LINES
        {
            let line = sighting.line;
            faults.push(format!("{path}:{line}: '{name}' has {lines} lines, split it to {FUNCTION_LINES}"));
        }
    }
    if TABLES.iter().any(|(table, _)| table == path) {
        return faults;
    }
    let count = source.text.lines().count();
    if count > FILE_LINES {
        faults.push(format!("{path}:{FILE_LINES}: has {count} lines, split it to {FILE_LINES}"));
    }
    for (at, line) in source.text.lines().enumerate() {
        let width = line.chars().count();
        if width > LINE_CHARACTERS {
            faults.push(format!("{path}:{}: has {width} characters, break it at {LINE_CHARACTERS}", at + 1));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(text: &str) -> Vec<String> {
        faults(&Source::read("src/domain/x.rs", text).unwrap())
    }

    fn function(lines: usize) -> String {
        format!("fn f(x: [u8; 2]) {{\n{}}}", "    x();\n".repeat(lines - 2))
    }

    #[test]
    fn what_is_too_long_is_found() {
        let [long, wide, tall] = [function(71), "ж".repeat(121), "\n".repeat(500)];
        for (text, fault) in [
            (format!("//! X.\n\n{long}"), "src/domain/x.rs:3: 'f' has 71 lines, split it to 70"),
            (
                format!("//! X.\nproptest! {{ mod m {{ {long} }} }}"),
                "src/domain/x.rs:2: 'f' has 71 lines, split it to 70",
            ),
            (format!("//! X.\n// {wide}"), "src/domain/x.rs:2: has 124 characters, break it at 120"),
            (format!("//! X.\n{tall}"), "src/domain/x.rs:500: has 501 lines, split it to 500"),
            ("// X.\n".to_owned(), "src/domain/x.rs:1: does not begin with //!, say what the file is"),
        ] {
            assert_eq!(faults_of(&text), [fault]);
        }
    }

    #[test]
    fn what_just_fits_is_not_a_fault() {
        let (wide, long) = ("ж".repeat(117), function(70));
        assert_eq!(faults_of(&format!("//! X.\n// {wide}\ntype F = fn(u8);\ntrait T {{ fn g(); }}\n{long}")), [""; 0]);
        assert_eq!(faults_of(&format!("//! X.{}", "\n".repeat(500))), [""; 0]);
    }
}
