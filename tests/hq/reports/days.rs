//! A day, office by office: sums, and how far it is.

use okno::domain::*;
use okno::hq::office::reports::DayState;
use okno::protocol::office::Deed;

use super::*;
use crate::day::order;

on_both!(a_day_is_its_offices, a_days_state_is_told);

fn a_day_is_its_offices(site: &Site) {
    let desks = week(site, &mut Dice(29));
    let facts = facts(&desks);
    let day = monday() + Days::new(1);
    let report = site.hq.day_report(&viewer(None), day).unwrap();
    let mut expected: BTreeMap<&str, [i64; 4]> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.day == day) {
        let row = expected.entry(&fact.office).or_default();
        match &fact.kind {
            FactKind::Taken(sum) => (row[0], row[1]) = (row[0] + 1, row[1] + sum),
            FactKind::Tender(kind, sum) => row[if kind == "cash" { 2 } else { 3 }] += sum,
            _ => {}
        }
    }
    let found: BTreeMap<&str, [i64; 4]> = report
        .offices
        .iter()
        .map(|of| {
            let sums = [of.kopecks, of.cash_kopecks, of.card_kopecks].map(Money::kopecks);
            (of.office.as_str(), [of.payments as i64, sums[0], sums[1], sums[2]])
        })
        .collect();
    assert_eq!(found, expected);
    assert_eq!(report.payments as i64, expected.values().map(|row| row[0]).sum::<i64>());
    assert_eq!(report.kopecks.kopecks(), expected.values().map(|row| row[1]).sum::<i64>());
    let odd: u64 = desks
        .iter()
        .map(|desk| site.hq.exceptions(&desk.id).unwrap().iter().filter(|odd| odd.day == day).count() as u64)
        .sum();
    assert_eq!(report.offices.iter().map(|of| of.exceptions).sum::<u64>(), odd);
    let json = serde_json::to_value(&report).unwrap();
    let office = &json["offices"][0];
    let keys: Vec<&String> = office.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["card_kopecks", "cash_kopecks", "exceptions", "kopecks", "office", "payments", "state"]);
    assert_eq!((&json["date"], &office["state"]), (&serde_json::json!("2026-11-24"), &serde_json::json!("closed")));
    let table = report.table();
    assert_eq!(table.rows.len(), 4);
    assert_eq!(split(&table.total).1[..2], [report.payments as i64, report.kopecks.kopecks()]);
}

fn a_days_state_is_told(site: &Site) {
    let day = "2026-11-23".parse().unwrap();
    let state = |office: &str| {
        let report = site.hq.day_report(&viewer(None), day).unwrap();
        report.offices.iter().find(|found| found.office == office).map(|found| found.state)
    };
    let mut desk = site.desk("664003/2");
    desk.send(&site.hq);
    assert_eq!(state("664003"), None, "nothing was done on that day");
    desk.open(1);
    desk.pay(1, "АБ1", 10_000);
    desk.send(&site.hq);
    assert_eq!(state("664003"), Some(DayState::Open));
    desk.record(desk.closing(1));
    desk.send(&site.hq);
    assert_eq!(state("664003"), Some(DayState::Closed));
    let silent = site.desk("664003/3");
    let announced = Deed::Announce {
        desk: silent.id.clone(),
        shift: 1,
        day,
        payments: 1,
        kopecks: Money::from_kopecks(100),
        digits: "0123abcd".into(),
        clerk: "Anna".into(),
    };
    order(site, &viewer(None), announced).unwrap();
    assert_eq!(state("664003"), Some(DayState::Open), "a close that was telephoned is waited for");
    order(site, &viewer(None), Deed::Sign { office: "664003".parse().unwrap(), day, comment: None }).unwrap();
    assert_eq!(state("664003"), Some(DayState::Signed));
    desk.pay(1, "АБ1", 4_400);
    desk.send(&site.hq);
    assert_eq!(state("664003"), Some(DayState::Reopened));
}
