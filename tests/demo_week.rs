//! The made-up week of `okno demo --office`: what is planted is found, each in its place, and nothing else is.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

use std::collections::BTreeSet;

use okno::cli::demo::week::{Found, LEAST_OFFICES, Odd, PLAN, Wanted, Week, make};
use okno::domain::{Catalogue, Cell, Mark, Role, Table, Timestamp};
use okno::hq::office::{Page, Viewer};
use okno::hq::{ExceptionKind, Hq, HqHome};
use okno::lang::Lang;
use okno::register::bank::{self, BankFormat};
use tempfile::TempDir;

const DAY: &str = "2026-11-25";

struct Scene {
    hq: Hq,
    week: Week,
    _folder: TempDir,
}

impl Scene {
    fn new() -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let home = HqHome::new(folder.path());
        let at = "2026-11-01T00:00:00.000Z".parse().unwrap();
        let hq = Hq::set_up(&home, "sqlite:hq.db".parse().unwrap(), &Catalogue::built_in().unwrap(), at).unwrap();
        let day = DAY.parse().unwrap();
        let wanted = Wanted { day, days: 5, offices: LEAST_OFFICES, payments: 8, accounts: 400, lang: Lang::Ru };
        let week = make(&hq, &wanted).unwrap_or_else(|(why, words)| panic!("{why}: {words:?}"));
        Scene { hq, week, _folder: folder }
    }

    fn view(&self, path: &str) -> Table {
        let viewer = Viewer { user: "super1".parse().unwrap(), role: Role::Supervisor, offices: None };
        let page = Page { after: None, limit: Some(500) };
        self.hq.view(&viewer, &path.parse().unwrap(), &page, now()).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn found(&self, odd: Odd) -> &Found {
        self.week.found.iter().find(|found| found.odd == odd).unwrap_or_else(|| panic!("{odd:?} was not planted"))
    }

    /// The offices of a day by the word that says how they stand.
    fn offices(&self, day: &str, state: &str) -> Vec<String> {
        let table = self.view(&format!("offices/{day}"));
        let is_so = |cells: &[Cell]| cells[1] == Cell::Word(format!("office-state-{state}"));
        let mut found: Vec<String> = table
            .rows
            .iter()
            .filter(|row| is_so(&row.cells))
            .map(|row| match &row.cells[0] {
                Cell::Text(office) => office.clone(),
                other => panic!("{other:?}"),
            })
            .collect();
        found.sort();
        found
    }
}

/// The morning after.
fn now() -> Timestamp {
    "2026-11-26T01:00:00.000Z".parse().unwrap()
}

#[test]
fn what_is_planted_is_found_and_nothing_else() {
    let scene = Scene::new();
    scene.hq.verify(&mut |_| {}).unwrap();
    let planted: BTreeSet<String> = scene
        .week
        .found
        .iter()
        .filter(|found| found.odd.kind().is_some())
        .map(|found| found.view.to_string())
        .collect();
    let open = scene.view("exceptions");
    let shown: BTreeSet<String> = open.rows.iter().map(|row| row.opens.as_ref().unwrap().to_string()).collect();
    assert_eq!(shown, planted);
    let kinds: BTreeSet<&str> =
        scene.week.found.iter().filter_map(|it| it.odd.kind()).map(|(kind, _)| kind.code()).collect();
    assert_eq!(kinds, ExceptionKind::ALL.iter().map(|kind| kind.code()).collect(), "one of every kind");
    for (.., odd) in PLAN {
        scene.found(odd);
    }
    for found in &scene.week.found {
        let table = scene.view(&found.view.to_string());
        assert!(!table.rows.is_empty(), "{found:?}");
    }
}

#[test]
fn days_stand_as_they_were_left() {
    let scene = Scene::new();
    let office = |n: usize| scene.week.offices[n].code.clone();
    // The days before are signed but for the one that a late shift reopened.
    let late = scene.found(Odd::Late);
    let days = scene.view("days");
    let unsigned: Vec<&Cell> = days.rows.iter().map(|row| &row.cells[0]).collect();
    assert_eq!(unsigned, [&Cell::Day("2026-11-23".parse().unwrap()), &Cell::Day(DAY.parse().unwrap())]);
    assert_eq!(scene.offices("2026-11-23", "reopened"), [late.desk.office()]);
    assert_eq!(scene.offices("2026-11-24", "signed").len(), LEAST_OFFICES);
    assert_eq!(scene.offices(DAY, "open"), [office(5)]);
    // What is clean may be signed without a word.
    let clean: Vec<String> = [0, 7].map(office).into();
    let table = scene.view(&format!("offices/{DAY}"));
    for row in &table.rows {
        let Cell::Text(office) = &row.cells[0] else { panic!("{row:?}") };
        let is_clean = clean.contains(office) || *office == scene.found(Odd::Silent).desk.office();
        assert_eq!(row.mark != Mark::Wrong, is_clean || row.mark == Mark::Waiting, "{row:?}");
    }
    // The telephoned desk waits, and its stick brings the same.
    let told = scene.found(Odd::Announced);
    let shifts = scene.view(&format!("shifts/{}/{DAY}", told.desk.office()));
    assert!(
        shifts.rows.iter().any(|row| row.mark == Mark::Waiting && row.cells[0] == Cell::text(&told.desk)),
        "{shifts:?}"
    );
    let stick = scene.week.papers.iter().find(|paper| paper.name.ends_with(".okno")).unwrap();
    scene.hq.import_bundle(&stick.bytes, now()).unwrap();
    let shifts = scene.view(&format!("shifts/{}/{DAY}", told.desk.office()));
    assert!(
        !shifts.rows.iter().any(|row| row.mark == Mark::Waiting && row.cells[0] == Cell::text(&told.desk)),
        "{shifts:?}"
    );
    scene.hq.verify(&mut |_| {}).unwrap();
}

#[test]
fn bags_registers_and_letters_are_in_every_state() {
    let scene = Scene::new();
    let states = |path: &str| -> BTreeSet<String> {
        let words = |cell: &Cell| if let Cell::Word(word) = cell { Some(word.clone()) } else { None };
        scene.view(path).rows.iter().flat_map(|row| row.cells.iter().filter_map(words)).collect()
    };
    let bags = states("bags");
    for state in ["office-bag-sealed", "office-bag-collected", "office-bag-returned"] {
        assert!(bags.contains(state), "{state} of {bags:?}");
    }
    for supplier in ["teploset", "upravdom"] {
        assert_eq!(scene.view(&format!("registers/{supplier}")).rows.len(), 1, "{supplier}");
    }
    assert_eq!(scene.view("registers/gorsvyaz").rows.len(), 0, "one is due");
    assert_eq!(scene.view("letters").rows.len(), 3, "a refund and a line moved to be asked for, one refund asked for");
}

#[test]
fn the_files_on_the_table_can_be_read() {
    let scene = Scene::new();
    let paper = |end: &str| &scene.week.papers.iter().find(|paper| paper.name.ends_with(end)).unwrap().bytes;
    let viewer = Viewer { user: "super1".parse().unwrap(), role: Role::Supervisor, offices: None };
    let statements = bank::read(BankFormat::of(paper(".txt")), paper(".txt")).unwrap();
    let id = okno::domain::EntryId::from_uuid(uuid::Uuid::now_v7());
    let taken = scene.hq.take_statements(&viewer, &statements, id, now()).unwrap();
    assert_eq!(taken.len(), 2, "two accounts");
    assert!(taken.iter().all(|taken| taken.new > 0 && taken.known == 0), "{taken:?}");
    let operations = okno::register::acquirer::read(paper(".csv")).unwrap();
    let (card, id) = ("card".parse().unwrap(), okno::domain::EntryId::from_uuid(uuid::Uuid::now_v7()));
    scene.hq.import_bundle(paper(".okno"), now()).unwrap();
    let taken = scene.hq.take_cards(&viewer, &card, &operations, id, now()).unwrap();
    let of_day = taken.odd.iter().filter(|odd| odd.day.to_string() == DAY).map(|odd| odd.kind.code());
    assert_eq!(of_day.collect::<Vec<_>>(), ["card-missing", "card-sum", "card-unknown"], "{taken:?}");
}

#[test]
fn the_same_day_is_the_same_week() {
    let [one, other] = [Scene::new(), Scene::new()];
    assert_eq!(one.week.found, other.week.found);
    let heads = |scene: &Scene| -> Vec<(String, String)> {
        let desks = scene.hq.desks().unwrap();
        desks.into_iter().map(|desk| (desk.desk.to_string(), desk.accepted.head.to_string())).collect()
    };
    assert_eq!(heads(&one), heads(&other));
    assert!(heads(&one).len() > 2 * LEAST_OFFICES);
}
