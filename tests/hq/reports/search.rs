//! What is looked for is found, and nothing else.

use okno::domain::event::*;
use okno::domain::*;

use super::*;

on_both!(what_is_looked_for_is_found, nobody_finds_another_offices_payments);

/// Two desks of two offices, the second one's clock two hours behind; both have a receipt 1-1-1.
fn scene(site: &Site) -> Vec<Desk> {
    let mut desks = vec![];
    for (name, offset) in [("664003/2", "+08:00"), ("610000/1", "+06:00")] {
        let mut desk = site.desk(name);
        desk.now = "2026-11-23T06:00:00.000Z".parse().unwrap();
        for number in 1..=2 {
            let day = monday() + Days::new(u64::from(number) - 1);
            let opened = ShiftOpened {
                epoch: 1,
                shift: number,
                day,
                offset: offset.parse().unwrap(),
                user: "anna".parse().unwrap(),
                carried: Money::ZERO,
                issued: Money::ZERO,
                counted: Money::ZERO,
                notes: None,
                paused: vec![],
                last_z: None,
                approved_by: None,
            };
            desk.record(opened);
            desk.record(desk.payment(number, &[("АБ1", 12_345), ("АБ2", 600)]));
            desk.pay(number, "77001", 50_000 + i64::from(number));
            desk.record(desk.closing(number));
            desk.now = desk.now.plus(chrono::TimeDelta::days(1));
        }
        desk.send(&site.hq);
        desks.push(desk);
    }
    desks
}

fn found(site: &Site, viewer: &Viewer, text: &str) -> Vec<String> {
    let now = "2026-11-24T12:00:00.000Z".parse().unwrap();
    let path = format!("search/{text}").parse().unwrap();
    let table = site.hq.view(viewer, &path, &Page::default(), now).unwrap();
    assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
    let mut rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| {
            let (words, sums) = split(&row.cells);
            let opens = row.opens.as_ref().unwrap();
            assert_eq!(
                opens.to_string(),
                format!("entry/{}/{}", words[1], opens.to_string().rsplit('/').next().unwrap())
            );
            format!("{} {} {} {}", words[1], words[2], words[5], sums[0])
        })
        .collect();
    rows.sort();
    rows
}

fn what_is_looked_for_is_found(site: &Site) {
    let mut desks = scene(site);
    let all = viewer(None);
    let receipt =
        ["610000/1 1-1-1 АБ1 12345", "610000/1 1-1-1 АБ2 600", "664003/2 1-1-1 АБ1 12345", "664003/2 1-1-1 АБ2 600"];
    assert_eq!(found(site, &all, "1-1-1"), receipt);
    assert_eq!(found(site, &all, "664003/2:1-1-1"), receipt[2..]);
    assert_eq!(found(site, &all, "1-9-1"), [""; 0]);
    // Latin letters for Cyrillic ones, small, with a space.
    let account = found(site, &all, "аб 2");
    assert_eq!(
        account,
        ["610000/1 1-1-1 АБ2 600", "610000/1 1-2-1 АБ2 600", "664003/2 1-1-1 АБ2 600", "664003/2 1-2-1 АБ2 600"]
    );
    // A line's sum, a receipt's, and digits that no account has.
    assert_eq!(found(site, &all, "500,01"), ["610000/1 1-1-2 77001 50001", "664003/2 1-1-2 77001 50001"]);
    assert_eq!(found(site, &all, "129.45 23.11"), ["610000/1 1-1-1 АБ1 12345", "664003/2 1-1-1 АБ1 12345"]);
    assert_eq!(found(site, &all, "6").len(), 4);
    assert_eq!(found(site, &all, "129,45 25.11.2026"), [""; 0]);
    // Opened at 06:00:30, paid at 06:01:00: two in the afternoon at one office, noon at the other.
    assert_eq!(
        found(site, &all, "23.11 14:01"),
        ["664003/2 1-1-1 АБ1 12345", "664003/2 1-1-1 АБ2 600", "664003/2 1-1-2 77001 50001"]
    );
    assert_eq!(found(site, &all, "2026-11-23 12:01").len(), 3);
    assert_eq!(found(site, &all, "23.11 14:02"), [""; 0]);
    // A correction is found by the receipt that it corrects, whenever it came.
    let desk = &mut desks[0];
    let line = Line { amount: Money::from_kopecks(100), ..line("energosbyt", "АБ1", 100) };
    let tenders = vec![Tendered { kind: TenderKind::cash(), amount: line.amount, given: None, reference: None }];
    let (receipt, lines) = ("1-1-1".parse().unwrap(), vec![RefundedLine { n: 1, line }]);
    let reason = "x".into();
    desk.record(PaymentRefunded { receipt, shift: 2, lines, tenders, operator: None, reason, approved_by: None });
    desk.send(&site.hq);
    assert!(found(site, &all, "664003/2:1-1-1").contains(&"664003/2 1-1-1 АБ1 -100".to_owned()));
    let page = Page { after: None, limit: Some(3) };
    let view: View = "search/АБ1".parse().unwrap();
    let first = site.hq.view(&all, &view, &page, at()).unwrap();
    let second = site.hq.view(&all, &view, &Page { after: first.next.clone(), ..page }, at()).unwrap();
    let moments = |table: &Table| table.rows.iter().map(|row| split(&row.cells).0[0].clone()).collect::<Vec<_>>();
    assert_eq!((first.rows.len(), second.rows.len(), &second.next), (3, 2, &None));
    assert!(moments(&first).iter().chain(&moments(&second)).is_sorted_by(|a, b| a >= b), "the latest first");
    let denied = site.hq.view(&all, &"search/???".parse().unwrap(), &Page::default(), at()).unwrap_err();
    assert!(matches!(denied, HqError::Denied(("office-search-form", _))), "{denied}");
}

fn nobody_finds_another_offices_payments(site: &Site) {
    scene(site);
    let narrow = viewer(Some(&["610000"]));
    for text in ["1-1-1", "664003/2:1-1-1", "аб2", "500,01", "129.45 23.11", "6", "23.11 14:01", "23.11 12:01"] {
        let seen = found(site, &narrow, text);
        assert!(seen.iter().all(|row| row.starts_with("610000/1 ")), "{text}: {seen:?}");
        let everything = found(site, &viewer(None), text);
        let theirs: Vec<_> = everything.into_iter().filter(|row| row.starts_with("610000/1 ")).collect();
        assert_eq!(seen, theirs, "{text}");
    }
    assert_eq!(found(site, &viewer(Some(&[])), "1-1-1"), [""; 0]);
}
