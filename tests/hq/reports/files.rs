//! Reports on the command line: text, JSON and files.

use std::process::{Command, Output};

use serde_json::{Value, json};

use super::*;

fn okno(site: &Site, lang: &str, args: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_okno"));
    command.arg("--home").arg(site.home.path()).args(["--lang", lang, "hq"]).args(args.split(' '));
    command.current_dir(site.home.path()).env_clear().output().unwrap()
}

fn said(site: &Site, lang: &str, args: &str) -> String {
    let output = okno(site, lang, args);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

fn json_of(site: &Site, args: &str) -> Value {
    serde_json::from_str(&said(site, "en", &format!("{args} --json"))).unwrap()
}

/// A desk with a payment in cash and one by card, and another office's that is open.
fn scene(site: &Site) {
    site.hq.put_office(&"664003".parse().unwrap(), "Ленина, 1", "Иркутск").unwrap();
    let mut desk = site.desk("664003/2");
    desk.open(1);
    desk.pay(1, "АБ1", 123_456);
    let mut payment = desk.payment(1, &[("АБ2", 50_000)]);
    payment.tenders[0] = Tendered {
        kind: "card".parse().unwrap(),
        given: None,
        reference: Some("1".into()),
        ..payment.tenders[0].clone()
    };
    desk.record(payment);
    desk.record(desk.closing(1));
    desk.send(&site.hq);
    let mut desk = site.desk("664007/1");
    desk.open(1);
    desk.pay(1, "АБ3", 100);
    desk.send(&site.hq);
}

#[test]
fn a_day_is_reported_as_programs_want_it() {
    let site = Site::new(Engine::Sqlite).unwrap();
    scene(&site);
    let office = |office: &str, figures: [u64; 4], state: &str| {
        json!({"office": office, "payments": figures[0], "kopecks": figures[1], "cash_kopecks": figures[2],
               "card_kopecks": figures[3], "state": state, "exceptions": 0})
    };
    let both = [office("664003", [2, 173_456, 123_456, 50_000], "closed"), office("664007", [1, 100, 100, 0], "open")];
    let day = json!({"date": "2026-11-23", "offices": both, "payments": 3, "kopecks": 173_556});
    assert_eq!(json_of(&site, "report day --date 2026-11-23"), day);
    assert_eq!(json_of(&site, "report day"), day, "the last day that there is");
    let empty = json!({"date": "2026-11-22", "offices": [], "payments": 0, "kopecks": 0});
    assert_eq!(json_of(&site, "report day --date 2026-11-22"), empty);
    let shifts = json_of(&site, "report shift --date 2026-11-23 --office 664007");
    assert_eq!((&shifts["rows"][0]["cashier"], &shifts["rows"][0]["gross"]), (&json!("anna"), &json!(100)));
    assert_eq!(shifts["total"]["payments"], json!(1));
    for by in ["days", "region", "office", "desk", "shift", "cashier", "hours"] {
        let report = json_of(&site, &format!("report {by} --from 2026-11-01 --to 2026-11-30"));
        assert_eq!(report["total"]["gross"], json!(173_556), "{by}");
    }
    for (by, total) in [("supplier", "due"), ("service", "taken"), ("tender", "net")] {
        assert_eq!(json_of(&site, &format!("report {by}"))["total"][total], json!(173_556), "{by}");
    }
    let offices = json_of(&site, "office list");
    assert_eq!(offices[0], json!({"office": "664003", "name": "Ленина, 1", "region": "Иркутск", "desks": 1}));
}

#[test]
fn a_day_is_reported_as_people_want_it() {
    let site = Site::new(Engine::Sqlite).unwrap();
    scene(&site);
    let texts = [
        ("ru", "report day"),
        ("en", "report day"),
        ("ru", "report shift"),
        ("ru", "report hours"),
        ("en", "report supplier"),
    ];
    let shown: String = texts.iter().map(|(lang, args)| format!("$ {args}\n{}\n", said(&site, lang, args))).collect();
    insta::assert_snapshot!(shown.replace('\u{a0}', " "));
    assert_eq!(said(&site, "ru", "report day --date 2026-11-22").trim(), "За это время ничего не принято.");
}

#[test]
fn a_report_becomes_files() {
    let site = Site::new(Engine::Sqlite).unwrap();
    scene(&site);
    let read = |name: &str| std::fs::read(site.home.path().join(name)).unwrap();
    let told = said(&site, "ru", "report day --csv d.csv --xlsx d.xlsx --pdf d.pdf");
    assert_eq!(told, "Записано в d.csv.\nЗаписано в d.xlsx.\nЗаписано в d.pdf.\n");
    let csv = String::from_utf8(read("d.csv")).unwrap();
    let first = csv.lines().nth(1).unwrap();
    assert_eq!(first, "664003;Ленина, 1;2;1734,56;1234,56;500,00;закрыт;0");
    assert_eq!(&read("d.xlsx")[..4], b"PK\x03\x04");
    assert_eq!(&read("d.pdf")[..5], b"%PDF-");
    said(&site, "en", "report shift --csv s.csv");
    assert!(String::from_utf8(read("s.csv")).unwrap().contains("664003/2,1,anna,2,1734.56,"));
}

#[test]
fn wrong_usage_is_named() {
    let site = Site::new(Engine::Sqlite).unwrap();
    for (args, code, what) in [
        ("report day --date 23.11.2026", 2, "--date"),
        ("report day --from 2026-11-01 --to 2026-11-02", 2, "'days'"),
        ("report shift --pdf x.pdf", 2, "--xlsx"),
        ("report shift --from 2026-11-02 --to 2026-11-01", 1, "later than"),
        ("report shift --office 66/4003", 2, "--office"),
        ("report shift --csv none/x.csv", 2, "none/x.csv"),
        ("office set 66/4003 --name X", 2, "CODE"),
        ("office set 664003 --name X --region -", 2, "--region"),
        ("user add olga --role supervisor --region Братск", 1, "Братск"),
    ] {
        let output = okno(&site, "en", args);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{args}: {error}");
        assert!(error.contains(what), "{args}: {error}");
    }
}
