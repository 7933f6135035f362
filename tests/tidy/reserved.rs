//! What a room keeps to itself: the clock, the database, standard output, and what no shipped code may do at all.

use crate::rooms::{is_within, room_of};
use crate::source::{Kind, Sighting, Source};

/// Words that only some rooms may use, in code that ships (code for tests may use them all).
struct Reserved {
    /// `name!` a macro, `.name` a method called, `a::b` a part of a path, `krate::` a path's beginning, and else
    /// a name at the beginning of a path.
    words: &'static [&'static str],
    rooms: Rooms,
    instead: &'static str,
}

enum Rooms {
    /// These, and the rooms within them.
    Only(&'static [&'static str]),
    /// All but these; a room of the map within one of them is a room of its own.
    AllBut(&'static [&'static str]),
}

use Rooms::{AllBut, Only};

const RESERVED: &[Reserved] = &[
    Reserved {
        words: &[".unwrap", ".expect", ".unwrap_err", ".expect_err", "Option::unwrap", "Result::unwrap"],
        rooms: Only(&[]),
        instead: "return an error or match",
    },
    Reserved {
        words: &["panic!", "unreachable!", "todo!", "unimplemented!", "dbg!"],
        rooms: Only(&[]),
        instead: "return an error",
    },
    Reserved {
        words: &["println!", "print!", "eprintln!", "eprint!", "io::stdout", "io::stderr"],
        rooms: Only(&["cli", "tui::runtime::terminal"]),
        instead: "return the text to the caller",
    },
    Reserved {
        words: &["Utc::now", "Local::now", "SystemTime::now", "Instant::now"],
        rooms: Only(&["clock", "tui::runtime"]),
        instead: "take the time as an argument",
    },
    Reserved {
        words: &[
            "std::fs",
            "std::io",
            "std::net",
            "std::env",
            "std::process",
            "std::thread",
            "tokio::",
            "event::read",
            "event::poll",
        ],
        rooms: AllBut(&["domain", "tui"]),
        instead: "take what it gives as an argument",
    },
    Reserved {
        words: &["getrandom::", "rand::", "Uuid::now_v7", "Uuid::new_v4"],
        rooms: AllBut(&["domain", "tui"]),
        instead: "take the id or the number as an argument",
    },
    Reserved {
        words: &["rusqlite::", "postgres::"],
        rooms: Only(SQL_ROOMS),
        instead: "ask the room that owns the database",
    },
    Reserved {
        words: &["f32", "f64"],
        rooms: AllBut(&[
            "domain",
            "register",
            "protocol",
            "journal",
            "directory",
            "desk",
            "document",
            "export",
            "hq",
            "hq::store",
        ]),
        instead: "count money in Money and rates in Decimal",
    },
];

const SQL_ROOMS: &[&str] = &["journal", "directory", "hq::store"];

const SQL: [&str; 11] =
    ["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "PRAGMA", "WITH", "BEGIN", "ATTACH"];

/// Every reserved word that a file uses outside its rooms.
pub fn faults(source: &Source) -> Vec<String> {
    let ships = |sighting: &&Sighting| source.is_program() && !sighting.test;
    let fault = |sighting: &Sighting| {
        let (what, instead) = misused(sighting)?;
        Some(format!("{}:{}: {what} does not belong here, {instead}", source.path, sighting.line))
    };
    source.sightings.iter().filter(ships).filter_map(fault).collect()
}

fn misused(sighting: &Sighting) -> Option<(String, &'static str)> {
    if let Kind::Text(text) = &sighting.kind
        && let Some(word) = sql_word(text)
        && !Only(SQL_ROOMS).admit(&sighting.module)
    {
        return Some((format!("SQL ({word} …)"), "ask the room that owns the database"));
    }
    let misused = RESERVED.iter().filter(|reserved| !reserved.rooms.admit(&sighting.module));
    misused
        .flat_map(|reserved| reserved.words.iter().map(|word| (*word, reserved.instead)))
        .find(|(word, _)| is(&sighting.kind, word))
        .map(|(word, instead)| (word.trim_matches(['.', ':']).to_owned(), instead))
}

impl Rooms {
    fn admit(&self, module: &[String]) -> bool {
        match self {
            Only(rooms) => rooms.iter().any(|room| is_within(module, room)),
            AllBut(rooms) => room_of(module).is_none_or(|room| !rooms.contains(&room)),
        }
    }
}

fn is(kind: &Kind, word: &str) -> bool {
    match kind {
        Kind::Macro(name) => word.strip_suffix('!') == Some(name),
        Kind::Call(name) => word.strip_prefix('.') == Some(name),
        Kind::Path(path) => match word.strip_suffix("::") {
            Some(krate) => path.len() > 1 && path[0] == krate,
            None if word.contains("::") => {
                let parts: Vec<&str> = word.split("::").collect();
                path.windows(parts.len()).any(|window| window == parts)
            }
            None => path[0] == word,
        },
        _ => false,
    }
}

/// The key word with which a text begins as an SQL statement does: in capitals, and followed by more.
fn sql_word(text: &str) -> Option<&'static str> {
    let text = text.replace("\\n", " ");
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\\');
    SQL.into_iter().find(|word| text.strip_prefix(word).is_some_and(|rest| rest.starts_with(char::is_whitespace)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        faults(&Source::read(path, text).unwrap()).len()
    }

    #[test]
    fn a_reserved_word_outside_its_room_is_found() {
        for (path, text) in [
            ("src/desk/mod.rs", "fn f() { x.unwrap() }"),
            ("src/desk/mod.rs", "fn f() { assert!(x.expect(\"y\")) }"),
            ("src/desk/mod.rs", "fn f() { x.map(Option::unwrap) }"),
            ("src/desk/mod.rs", "#[cfg(not(test))] fn f() { panic!(\"y\") }"),
            ("src/desk/mod.rs", "#[cfg(any(test, feature = \"demo\"))] fn f() { x.unwrap() }"),
            ("src/desk/mod.rs", "#[cfg(test)] mod tests {} fn f() { std::unreachable!() }"),
            ("src/desk/mod.rs", "#[cfg(test)] use a::b; fn f() { todo!() }"),
            ("src/tui/runtime/mod.rs", "fn f() { println!() }"),
            ("src/print/mod.rs", "use std::io::{self, stdout};"),
            ("src/hq/mod.rs", "fn f() { chrono::Utc::now() }"),
            ("src/domain/mod.rs", "use std::{fmt, fs::File};"),
            ("src/domain/mod.rs", "use ::tokio::task;"),
            ("src/domain/mod.rs", "fn f() { uuid::Uuid::now_v7() }"),
            ("src/tui/screens/till.rs", "fn f() { std::fs::read(x) }"),
            ("src/tui/model.rs", "fn f() { uuid::Uuid::now_v7() }"),
            ("src/desk/mod.rs", "use rusqlite::Connection;"),
            ("src/domain/mod.rs", "fn f(x: i64) { x as f64 }"),
            ("src/desk/mod.rs", "const Q: &str = r#\"\n  SELECT 1\"#;"),
            ("src/hq/mod.rs", "const Q: &str = \"\\n PRAGMA x\";"),
        ] {
            assert_eq!(found(path, text), 1, "{path}: {text}");
        }
    }

    #[test]
    fn the_same_word_in_its_room_in_a_test_or_in_prose_is_not_a_fault() {
        for (path, text) in [
            ("src/desk/mod.rs", "fn f() { x.unwrap_or(y); self.expect; unwrap(x); /* x.unwrap() */ }"),
            ("src/desk/mod.rs", "/// SELECT x\n#[expect(dead_code)] const S: &str = \"x.unwrap() and panic!()\";"),
            ("src/desk/mod.rs", "#[cfg(test)] mod tests { fn f() { x.unwrap(); Utc::now(); \"SELECT 1\" } }"),
            ("src/desk/mod.rs", "#![cfg(test)] use a::b; fn f() {} fn g() { x.unwrap() }"),
            ("src/cli/pay.rs", "fn f() { println!(); std::io::stdout() }"),
            ("src/tui/runtime/terminal.rs", "use std::io::stdout;"),
            ("src/tui/runtime/mod.rs", "fn f() { uuid::Uuid::now_v7(); std::thread::spawn(g) }"),
            ("src/clock/mod.rs", "fn f() { Utc::now() }"),
            ("src/journal/mod.rs", "use rusqlite::Connection; const Q: &str = \"SELECT 1\";"),
            ("src/hq/store/mod.rs", "use postgres::Client; const Q: &str = \"CREATE TABLE x\";"),
            ("src/domain/mod.rs", "use std::fmt; const S: &str = \"SELECTED; Update the shift\";"),
            ("src/tui/gauge.rs", "fn f(x: u16) { f64::from(x) }"),
            ("benches/payment.rs", "fn f() { x.unwrap(); println!() }"),
        ] {
            assert_eq!(found(path, text), 0, "{path}: {text}");
        }
    }

    #[test]
    fn a_file_that_only_tests_declare_is_test_code() {
        let parent = Source::read("src/desk/mod.rs", "#[cfg(test)] mod tests; mod pins;").unwrap();
        assert_eq!(parent.test_files().collect::<Vec<_>>(), ["src/desk/tests"]);
        let parent = Source::read("src/desk/pins.rs", "#[cfg(test)]\nmod tests;").unwrap();
        assert_eq!(parent.test_files().collect::<Vec<_>>(), ["src/desk/pins/tests"]);
        let mut child = Source::read("src/desk/tests.rs", "fn f() { x.unwrap() }").unwrap();
        assert_eq!(faults(&child), ["src/desk/tests.rs:1: unwrap does not belong here, return an error or match"]);
        child.mark_as_test();
        assert_eq!(faults(&child), [""; 0]);
    }
}
