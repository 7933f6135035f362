//! The map of the rooms, and the arrows of `use` and of paths that it allows.

use crate::source::{Kind, Sighting, Source};

/// Each room and the rooms that it may use, as in the project's map. A room within a room is named with both, may
/// also use what the outer one may, and the outer one itself; the outer one uses it only where it says so.
pub const MAP: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("lang", &[]),
    ("settings", &["domain"]),
    ("clock", &[]),
    ("document", &["domain", "lang"]),
    ("export", &["domain", "lang", "document"]),
    ("register", &["domain"]),
    ("protocol", &["domain"]),
    ("keyfile", &["protocol"]),
    ("journal", &["domain", "protocol"]),
    ("directory", &["domain", "protocol", "register"]),
    ("desk", &["journal", "directory", "keyfile", "domain", "protocol"]),
    ("client", &["domain", "protocol"]),
    ("sync", &["desk", "directory", "client", "domain", "protocol"]),
    ("print", &["document", "lang", "settings"]),
    ("hq", &["hq::store", "keyfile", "protocol", "domain", "register", "document", "settings"]),
    ("hq::server", &["clock"]),
    ("hq::store", &[]),
    ("tui", &["domain", "protocol", "document", "lang"]),
    ("tui::runtime", &["desk", "directory", "sync", "print", "export", "client", "settings", "clock"]),
    ("cli", &[ALL]),
    ("main", &["cli"]),
    ("lib", &[]),
];

const ALL: &str = "every room";

/// Every arrow of a file that the map does not have, and the file itself where its room is not on the map.
pub fn faults(source: &Source) -> Vec<String> {
    let room = match source.path.as_str() {
        "src/main.rs" => Some("main"),
        "src/lib.rs" => Some("lib"),
        _ if source.is_program() => room_of(&source.module),
        _ => return Vec::new(),
    };
    let Some(from) = room else {
        return vec![format!("{}:1: lies in no room of the map, put it into one", source.path)];
    };
    let arrow = |sighting: &Sighting| {
        let target = target(sighting, from)?;
        let fault = match room_of(&target) {
            Some(to) if may(from, to) => return None,
            Some(to) => format!("{from} may not use {to}, turn the arrow round or move the code"),
            None => format!("'crate::{}' is no room of the map, name its room", target.join("::")),
        };
        Some(format!("{}:{}: {fault}", source.path, sighting.line))
    };
    source.sightings.iter().filter_map(arrow).collect()
}

/// True where `module` is `room` or within it.
pub fn is_within(module: &[String], room: &str) -> bool {
    room.split("::").enumerate().all(|(at, name)| module.get(at).is_some_and(|module| module == name))
}

/// The innermost room that holds a module.
pub fn room_of(module: &[String]) -> Option<&'static str> {
    let rooms = MAP.iter().map(|&(room, _)| room).filter(|room| is_within(module, room));
    rooms.max_by_key(|room| room.len())
}

fn may(from: &str, to: &str) -> bool {
    let listed = |arrows: &[&str]| arrows.contains(&to) || arrows.contains(&ALL);
    from == to
        || MAP.iter().any(|&(room, arrows)| room == from && listed(arrows))
        || from.rsplit_once("::").is_some_and(|(outer, _)| may(outer, to))
}

/// Where a path leads, from the crate's root; `None` for a path that leads out of the crate or down its own module.
fn target(sighting: &Sighting, from: &str) -> Option<Vec<String>> {
    let Kind::Path(path) = &sighting.kind else { return None };
    let mut module = match path[0].as_str() {
        _ if path.len() == 1 => return None,
        "crate" => Vec::new(),
        "okno" if from == "main" => Vec::new(),
        "super" | "self" => sighting.module.clone(),
        _ => return None,
    };
    for name in path {
        match name.as_str() {
            "crate" | "okno" | "self" => {}
            "super" => drop(module.pop()),
            name => module.push(name.to_owned()),
        }
    }
    Some(module)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(path: &str, text: &str) -> Vec<String> {
        faults(&Source::read(path, text).unwrap())
    }

    #[test]
    fn every_arrow_of_the_map_leads_to_a_room() {
        for to in MAP.iter().flat_map(|(_, arrows)| *arrows).filter(|to| **to != ALL) {
            assert!(MAP.iter().any(|(room, _)| room == to), "{to}");
        }
    }

    #[test]
    fn an_arrow_off_the_map_is_found_in_every_spelling() {
        for (path, text) in [
            ("src/domain/shift.rs", "use crate::journal::Journal;"),
            ("src/domain/shift.rs", "use crate::{domain::Money, lang as l};"),
            ("src/domain/shift.rs", "use super::super::clock;"),
            ("src/domain/shift.rs", "mod tests { use super::super::super::{clock::Clock}; }"),
            ("src/domain/mod.rs", "fn f() -> u8 { super::settings::of() }"),
            ("src/domain/shift.rs", "fn f() { check!(a, crate::print::copy(a)) }"),
            ("src/domain/shift.rs", "#[arg(default_value_t = crate::cli::FLOAT)] struct S;"),
            ("src/domain/shift.rs", "macro_rules! m { () => { $crate::desk::Desk }; }"),
            ("src/client/mod.rs", "use crate::desk::Desk;"),
            ("src/tui/update.rs", "use crate::tui::runtime::Worker;"),
            ("src/tui/update.rs", "use super::runtime::Worker;"),
            ("src/tui/runtime/mod.rs", "use crate::hq::Server;"),
            ("src/main.rs", "fn main() { okno::desk::run() }"),
        ] {
            assert_eq!(faults_of(path, text).len(), 1, "{path}: {text}");
        }
    }

    #[test]
    fn an_arrow_on_the_map_is_not_a_fault() {
        for (path, text) in [
            ("src/domain/shift.rs", "use super::{money::Money, Name}; use crate::domain::fee; pub(crate) fn f() {}"),
            (
                "src/domain/shift.rs",
                "// use crate::journal::Journal;\n/// As [`crate::desk`].\nconst S: &str = \"crate::hq::x\";",
            ),
            ("src/domain/shift.rs", "mod tests { use super::super::money; use super::*; }"),
            ("src/hq/server.rs", "use super::store::Store; use crate::hq::store;"),
            ("src/hq/store/sqlite.rs", "use crate::protocol::Entry; use crate::hq::Fault;"),
            ("src/tui/runtime/mod.rs", "use crate::tui::Model; use crate::domain::Money; use super::msg::Msg;"),
            ("src/cli/pay.rs", "use crate::{desk::Desk, tui::runtime}; use std::io;"),
            ("src/main.rs", "fn main() { okno::cli::run() }"),
            ("tests/pay.rs", "use crate::home::Home;"),
        ] {
            assert_eq!(faults_of(path, text), [""; 0], "{path}: {text}");
        }
    }

    #[test]
    fn a_place_off_the_map_is_found() {
        assert_eq!(
            faults_of("src/utils/mod.rs", "")[0],
            "src/utils/mod.rs:1: lies in no room of the map, put it into one"
        );
        assert!(
            faults_of("src/domain/fee.rs", "\nuse crate::Money;")[0].starts_with("src/domain/fee.rs:2: 'crate::Money'")
        );
    }
}
