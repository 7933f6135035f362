//! Reports are what the entries come to, whatever happened, and show nobody what they may not see.

mod days;
mod files;
mod search;
pub mod week;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use okno::domain::office::By;
use okno::domain::*;
use okno::hq::office::{Page, Viewer};
use okno::hq::{HqError, Person};

use crate::scene::*;
use week::*;

on_both!(
    every_report_is_what_the_entries_come_to,
    pages_are_the_report_in_pieces,
    nobody_sees_more_than_their_offices,
    rows_open_what_they_are_made_of,
    a_region_is_its_offices,
    a_changed_report_is_found,
);

pub fn viewer(offices: Option<&[&str]>) -> Viewer {
    let offices = offices.map(|offices| offices.iter().map(|office| (*office).to_owned()).collect());
    Viewer { user: "olga".parse().unwrap(), role: Role::Supervisor, offices }
}

pub fn shown(site: &Site, viewer: &Viewer, path: &str) -> Table {
    let page = Page { after: None, limit: Some(500) };
    let table = site.hq.view(viewer, &path.parse().unwrap(), &page, at()).unwrap();
    assert_eq!(table.next, None, "{path} has one page");
    table
}

/// A table's rows by their words, each with its figures.
pub fn figures(table: &Table) -> BTreeMap<Vec<String>, Vec<i64>> {
    table.rows.iter().map(|row| split(&row.cells)).collect()
}

pub fn split(cells: &[Cell]) -> (Vec<String>, Vec<i64>) {
    let (mut words, mut figures) = (vec![], vec![]);
    for cell in cells {
        match cell {
            Cell::Count(count) => figures.push(*count),
            Cell::Kopecks(sum) => figures.push(sum.kopecks()),
            Cell::Empty => words.push(String::new()),
            Cell::Text(text) | Cell::Word(text) => words.push(text.clone()),
            Cell::Day(day) => words.push(day.to_string()),
            Cell::Moment(at) => words.push(at.to_string()),
        }
    }
    (words, figures)
}

/// Adds figures to the row of its words.
type Rows = BTreeMap<Vec<String>, Vec<i64>>;

fn add(rows: &mut Rows, key: Vec<String>, figures: &[i64]) {
    let row = rows.entry(key).or_insert_with(|| vec![0; figures.len()]);
    row.iter_mut().zip(figures).for_each(|(sum, figure)| *sum += figure);
}

fn region(office: &str) -> &'static str {
    OFFICES.iter().find(|(code, ..)| *code == office).unwrap().1
}

fn of_shifts(by: By, fact: &Fact, one_day: bool) -> Vec<String> {
    match by {
        By::Region if region(&fact.office).is_empty() => vec!["office-no-region".into()],
        By::Region => vec![region(&fact.office).into()],
        By::Office if region(&fact.office).is_empty() => vec![fact.office.clone(), fact.office.clone(), "".into()],
        By::Office => vec![fact.office.clone(), format!("Отделение {}", fact.office), region(&fact.office).into()],
        By::Desk => vec![fact.desk.clone()],
        By::Shift if one_day => vec![fact.desk.clone(), fact.shift.to_string(), fact.cashier.clone()],
        By::Shift => vec![fact.day.to_string(), fact.desk.clone(), fact.shift.to_string(), fact.cashier.clone()],
        By::Cashier => vec![fact.cashier.clone()],
        _ => vec![fact.day.to_string()],
    }
}

/// The report as plain sums over the facts.
fn plain(by: By, facts: &[&Fact], one_day: bool) -> Rows {
    let mut rows = Rows::new();
    for fact in facts {
        let key = of_shifts(by, fact, one_day);
        match (by, &fact.kind) {
            (By::Tender, FactKind::Tender(kind, sum)) => {
                let slips = if kind == "cash" { 0 } else { sum.signum() };
                add(&mut rows, vec![kind.clone()], &[slips, *sum]);
            }
            (By::Supplier | By::Service, FactKind::Line(supplier, service, is_taken, sum, fee)) => {
                let taken = if *is_taken { *sum } else { 0 };
                let key =
                    if by == By::Supplier { vec![supplier.clone()] } else { vec![supplier.clone(), service.clone()] };
                add(&mut rows, key, &[i64::from(*is_taken), taken, sum - taken, *sum, *fee]);
            }
            (By::Tender | By::Supplier | By::Service, _) => {}
            (_, FactKind::Opened) => add(&mut rows, key, &[0; 10]),
            (_, FactKind::Taken(sum)) => add(&mut rows, key, &[1, *sum, 0, 0, 0, 0, *sum, 0, 0, 0]),
            (_, FactKind::Voided(sum)) => add(&mut rows, key, &[0, 0, 1, *sum, 0, 0, -sum, 0, 0, 0]),
            (_, FactKind::Refunded(sum)) => add(&mut rows, key, &[0, 0, 0, 0, 1, *sum, -sum, 0, 0, 0]),
            (_, FactKind::Fee(fee)) => add(&mut rows, key, &[0, 0, 0, 0, 0, 0, 0, *fee, 0, 0]),
            (_, FactKind::Tender(kind, sum)) if kind == "cash" => {
                add(&mut rows, key, &[0, 0, 0, 0, 0, 0, 0, 0, *sum, 0])
            }
            (_, FactKind::Tender(_, sum)) => add(&mut rows, key, &[0, 0, 0, 0, 0, 0, 0, 0, 0, *sum]),
            (_, FactKind::Line(..)) => {}
        }
    }
    rows
}

fn plain_hours(facts: &[&Fact]) -> Rows {
    let mut rows = Rows::new();
    for fact in facts {
        if let FactKind::Taken(sum) = fact.kind {
            let mut figures = [0; 9];
            (figures[0], figures[1]) = (1, sum);
            figures[2 + fact.day.weekday().num_days_from_monday() as usize] = sum;
            add(&mut rows, vec![format!("{:02}:00", fact.hour)], &figures);
        }
    }
    rows
}

fn total(rows: &Rows) -> Vec<i64> {
    let width = rows.values().map(Vec::len).max().unwrap_or_default();
    (0..width).map(|at| rows.values().map(|row| row[at]).sum()).collect()
}

fn assert_same(table: &Table, rows: &Rows) {
    assert_eq!(figures(table), *rows, "{}", table.view);
    if !rows.is_empty() {
        assert_eq!(split(&table.total).1, total(rows), "the total of {}", table.view);
    }
    let columns = table.columns.len();
    assert!(table.rows.iter().all(|row| row.cells.len() == columns) && table.total.len() == columns, "{}", table.view);
}

fn every_report_is_what_the_entries_come_to(site: &Site) {
    let desks = week(site, &mut Dice(7));
    let facts = facts(&desks);
    let all = viewer(None);
    let sunday = monday() + Days::new(6);
    let spans: [(NaiveDate, NaiveDate); 4] = [
        (monday(), sunday),
        (monday() + Days::new(2), monday() + Days::new(2)),
        (sunday, sunday + Days::new(9)),
        (sunday + Days::new(1), sunday + Days::new(9)),
    ];
    for (from, to) in spans {
        for office in [None, Some("664003"), Some("669001"), Some("nobody")] {
            let wanted: Vec<&Fact> = facts
                .iter()
                .filter(|fact| (from..=to).contains(&fact.day) && office.is_none_or(|office| office == fact.office))
                .collect();
            let behind = office.map_or(String::new(), |office| format!("/{office}"));
            for by in By::ALL {
                let table = shown(site, &all, &format!("takings/{by}/{from}/{to}{behind}"));
                assert_same(&table, &plain(by, &wanted, from == to));
            }
        }
        let wanted: Vec<&Fact> = facts.iter().filter(|fact| (from..=to).contains(&fact.day)).collect();
        assert_same(&shown(site, &all, &format!("hours/{from}/{to}")), &plain_hours(&wanted));
    }
    site.hq.verify(&mut |_| {}).unwrap();
}

fn pages_are_the_report_in_pieces(site: &Site) {
    week(site, &mut Dice(11));
    let (all, sunday) = (viewer(None), monday() + Days::new(6));
    for by in By::ALL {
        let path = format!("takings/{by}/{}/{sunday}", monday());
        let whole = shown(site, &all, &path);
        let (mut rows, mut after) = (vec![], None);
        loop {
            let page = Page { after, limit: Some(2) };
            let table = site.hq.view(&all, &path.parse().unwrap(), &page, at()).unwrap();
            assert_eq!(table.total, whole.total, "each page has the total of all");
            rows.extend(table.rows);
            after = table.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(rows, whole.rows, "{path}");
    }
}

fn nobody_sees_more_than_their_offices(site: &Site) {
    let desks = week(site, &mut Dice(13));
    let facts = facts(&desks);
    let (from, to) = (monday(), monday() + Days::new(6));
    for scope in [&["664003"][..], &["664007", "665800"], &["669001"], &["no-such"], &[]] {
        let viewer = viewer(Some(scope));
        let wanted: Vec<&Fact> = facts.iter().filter(|fact| scope.contains(&fact.office.as_str())).collect();
        for by in By::ALL {
            let table = shown(site, &viewer, &format!("takings/{by}/{from}/{to}"));
            assert_same(&table, &plain(by, &wanted, false));
            for (office, ..) in OFFICES {
                let path: View = format!("takings/{by}/{from}/{to}/{office}").parse().unwrap();
                let outcome = site.hq.view(&viewer, &path, &Page::default(), at());
                assert_eq!(outcome.is_ok(), scope.contains(&office), "{path} for {scope:?}");
            }
        }
        assert_same(&shown(site, &viewer, &format!("hours/{from}/{to}")), &plain_hours(&wanted));
        let day = site.hq.day_report(&viewer, from).unwrap();
        let offices: BTreeSet<&str> = day.offices.iter().map(|office| office.office.as_str()).collect();
        assert!(offices.iter().all(|office| scope.contains(office)), "{offices:?} for {scope:?}");
    }
    let cashier = person("anna", Role::Cashier, None, None);
    assert_eq!(site.hq.viewer(&cashier).unwrap(), None);
    let retired = person("gone", Role::Admin, None, None);
    let retired = Person { user: User { retired: true, ..retired.user }, ..retired };
    assert_eq!(site.hq.viewer(&retired).unwrap(), None);
    let seen = |person| site.hq.viewer(&person).unwrap().unwrap().offices.map(Vec::from_iter);
    assert_eq!(seen(person("a", Role::Admin, None, None)), None);
    assert_eq!(seen(person("b", Role::Supervisor, Some("664003"), None)), Some(vec!["664003".into()]));
    let of_region = seen(person("c", Role::Supervisor, None, Some("Иркутск")));
    assert_eq!(of_region, Some(vec!["664003".into(), "664007".into()]));
    assert_eq!(seen(person("d", Role::Supervisor, None, Some("Братск"))), Some(vec![]));
}

fn person(name: &str, role: Role, office: Option<&str>, region: Option<&str>) -> Person {
    let user = User {
        name: name.parse().unwrap(),
        role,
        full_name: None,
        language: None,
        pin_hash: String::new(),
        retired: false,
    };
    Person { user, office: office.map(str::to_owned), region: region.map(str::to_owned) }
}

/// Every row opens a view, and one of this file's views shows the row's own figures as its total.
fn rows_open_what_they_are_made_of(site: &Site) {
    week(site, &mut Dice(17));
    let all = viewer(None);
    let (from, to) = (monday(), monday() + Days::new(6));
    for by in [By::Region, By::Office, By::Day, By::Cashier, By::Desk, By::Tender, By::Supplier, By::Shift] {
        for (from, to) in [(from, to), (from, from)] {
            let table = shown(site, &all, &format!("takings/{by}/{from}/{to}"));
            for row in &table.rows {
                let opens = row.opens.clone().unwrap_or_else(|| panic!("{row:?} of {} opens nothing", table.view));
                if matches!(by, By::Region | By::Office | By::Day)
                    && matches!(opens, View::Takings { .. } | View::Region { .. })
                {
                    let finer = shown(site, &all, &opens.to_string());
                    assert_eq!(split(&finer.total).1, split(&row.cells).1, "{opens} of {}", table.view);
                }
            }
        }
    }
    let opens = |path: &str| shown(site, &all, path).rows[0].opens.clone().unwrap().to_string();
    assert_eq!(opens(&format!("takings/office/{from}/{from}")), format!("office/664003/{from}"));
    assert_eq!(opens(&format!("takings/office/{from}/{to}")), format!("takings/day/{from}/{to}/664003"));
    assert_eq!(opens(&format!("takings/day/{from}/{to}/664003")), format!("office/664003/{from}"));
    assert_eq!(opens(&format!("takings/shift/{from}/{to}")), "shift/664003/1/1");
    assert_eq!(opens(&format!("takings/supplier/{from}/{to}")), "supplier/energosbyt");
    assert_eq!(opens(&format!("takings/tender/{from}/{from}")), format!("cards/{from}"));
}

fn a_region_is_its_offices(site: &Site) {
    week(site, &mut Dice(19));
    let (from, to) = (monday(), monday() + Days::new(6));
    let codes = |viewer: &Viewer, region: &str| -> Vec<String> {
        let table = shown(site, viewer, &format!("region/{from}/{to}/{region}"));
        table.rows.iter().map(|row| split(&row.cells).0[0].clone()).collect()
    };
    assert_eq!(codes(&viewer(None), "Иркутск"), ["664003", "664007"]);
    assert_eq!(codes(&viewer(None), "-"), ["669001"]);
    assert_eq!(codes(&viewer(Some(&["664007", "665800"])), "Иркутск"), ["664007"]);
    assert_eq!(codes(&viewer(None), "Братск"), [""; 0]);
    let reversed: View = format!("takings/day/{to}/{from}").parse().unwrap();
    let denied = site.hq.view(&viewer(None), &reversed, &Page::default(), at()).unwrap_err();
    assert!(matches!(denied, HqError::Denied(("office-days-reversed", _))), "{denied}");
    let offices = site.hq.offices().unwrap();
    let flat: Vec<_> = offices.iter().map(|of| (of.office.as_str(), of.name.as_str(), of.desks)).collect();
    assert_eq!(flat[0], ("664003", "Отделение 664003", 2));
    assert_eq!(flat[3], ("669001", "669001", 1), "an office without a row has its code for a name");
}

/// `verify` proves each figure that a report is made of.
fn a_changed_report_is_found(site: &Site) {
    week(site, &mut Dice(23));
    site.hq.verify(&mut |_| {}).unwrap();
    for column in [
        "service_total SET lines",
        "service_total SET taken",
        "service_total SET fees",
        "service_total SET kopecks",
        "hour_total SET payments",
        "hour_total SET gross",
        "tender_total SET slips",
        "shift SET voided",
    ] {
        let (_, name) = column.rsplit_once(' ').unwrap();
        for (sign, is_sound) in [("+", false), ("-", true)] {
            crate::proof::change(site, &format!("UPDATE {column} = {name} {sign} 1 WHERE desk = '665800/2'"));
            assert_eq!(site.hq.verify(&mut |_| {}).is_ok(), is_sound, "{column} {sign}");
        }
    }
    for table in ["shift", "tender_total", "service_total", "hour_total"] {
        crate::proof::change(
            site,
            &format!("UPDATE {table} SET day = '2026-11-30' WHERE desk = '665800/2' AND shift = 7"),
        );
        let outcome = site.hq.verify(&mut |_| {});
        crate::proof::change(
            site,
            &format!("UPDATE {table} SET day = '2026-11-29' WHERE desk = '665800/2' AND shift = 7"),
        );
        assert!(outcome.is_err(), "the day of {table}");
    }
    site.hq.verify(&mut |_| {}).unwrap();
}
