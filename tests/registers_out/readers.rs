//! Reading every layout back: each reader takes apart the bytes by itself, and what it finds is held against the
//! register's own rows and sums.

use okno::domain::Money;
use okno::register::out::{OutRegister, OutRow};

use crate::dbf;

/// What a file says of one payment; a field that its layout does not have is empty.
#[derive(Debug, PartialEq)]
pub struct Found {
    account: String,
    day: String,
    name: String,
    address: String,
    amount: Money,
}

/// The rows, the number of them that the file states (`None` where it does not), and the sums that it states.
pub type Read = (Vec<Found>, Option<usize>, Vec<Money>);

pub fn read(layout: &str, bytes: &[u8]) -> Read {
    match layout {
        "sber-payments" => sber(&windows(bytes)),
        "lanbilling" => lanbilling(std::str::from_utf8(bytes).unwrap()),
        "dbf" => table(bytes),
        "1c" => exchange(&windows(bytes)),
        "csv" => csv(bytes),
        other => panic!("nobody reads {other}"),
    }
}

/// What the reader of a layout must find.
pub fn expected(layout: &str, register: &OutRegister) -> Read {
    let sum = |of: fn(&OutRow) -> i64| Money::from_kopecks(register.rows.iter().map(of).sum());
    let total = sum(|row| row.amount.kopecks());
    let fees = sum(|row| row.fee.kopecks());
    let received = sum(|row| row.amount.kopecks().max(0));
    let given_back = sum(|row| -row.amount.kopecks().min(0));
    let rows = register.rows.iter().map(|row| found(layout, row)).collect();
    let count = register.rows.len();
    match layout {
        "sber-payments" => (rows, Some(count), vec![total, total, fees]),
        "lanbilling" => (rows, None, Vec::new()),
        "dbf" => (rows, Some(count), vec![total, total]),
        "1c" => (rows, None, vec![received, given_back, total]),
        _ => (rows, Some(count), vec![total, fees]),
    }
}

fn found(layout: &str, row: &OutRow) -> Found {
    let line_ends = |text: &str| text.replace(['\n', '\t'], " ");
    let commas = |text: &str| line_ends(text).replace(';', ",");
    let (name, address) = match layout {
        "sber-payments" => (commas(&row.name), commas(&row.address)),
        "lanbilling" if row.address.is_empty() => (commas(&row.name), String::new()),
        "lanbilling" => (format!("{}, {}", commas(&row.name), commas(&row.address)), String::new()),
        "dbf" => (String::new(), String::new()),
        "1c" => (line_ends(&row.name), String::new()),
        _ => (line_ends(&row.name), line_ends(&row.address)),
    };
    let (account, day) = (row.account.to_string(), row.day.format("%Y-%m-%d").to_string());
    Found { account, day, name, address, amount: row.amount }
}

fn windows(bytes: &[u8]) -> String {
    encoding_rs::WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned()
}

fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

fn lines(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.strip_suffix("\r\n").unwrap().split("\r\n").collect();
    assert!(lines.iter().all(|line| !line.contains(['\r', '\n'])));
    lines
}

fn sber(text: &str) -> Read {
    let lines = lines(text);
    let (last, rows) = lines.split_last().unwrap();
    let row = |line: &&str| {
        let cells: Vec<&str> = line.split(';').collect();
        assert_eq!((cells.len(), cells[9]), (12, cells[10]));
        let day: Vec<&str> = cells[0].rsplit('-').collect();
        Found {
            account: cells[5].to_owned(),
            day: day.join("-"),
            name: cells[6].to_owned(),
            address: cells[7].to_owned(),
            amount: money(cells[9]),
        }
    };
    let totals: Vec<&str> = last.strip_prefix('=').unwrap().split(';').collect();
    (rows.iter().map(row).collect(), totals[0].parse().ok(), totals[1..4].iter().map(|sum| money(sum)).collect())
}

fn lanbilling(text: &str) -> Read {
    let lines = lines(text);
    assert_eq!(lines[0].len(), 20);
    let row = |line: &&str| {
        let cells: Vec<&str> = line.split(';').collect();
        assert_eq!((cells.len(), cells[4]), (8, ""));
        Found {
            account: cells[0].to_owned(),
            day: cells[2].to_owned(),
            name: cells[5].to_owned(),
            address: String::new(),
            amount: money(cells[3]),
        }
    };
    (lines[1..].iter().map(row).collect(), None, Vec::new())
}

fn table(bytes: &[u8]) -> Read {
    let table = dbf::read(bytes);
    let names: Vec<(&str, char)> = table.fields.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    let expected =
        [("TRANSACT", 'C'), ("DATE", 'D'), ("ACCOUNT", 'C'), ("SUMMA", 'N'), ("RESERVE", 'C'), ("RECEIVED", 'N')];
    assert_eq!(names, expected);
    let (last, rows) = table.records.split_last().unwrap();
    let row = |cells: &Vec<String>| Found {
        account: cells[2].clone(),
        day: format!("{}-{}-{}", &cells[1][..4], &cells[1][4..6], &cells[1][6..]),
        name: String::new(),
        address: String::new(),
        amount: money(&cells[3]),
    };
    assert_eq!(last[0], "ИТОГО");
    (rows.iter().map(row).collect(), last[2].parse().ok(), vec![money(&last[3]), money(&last[5])])
}

fn exchange(text: &str) -> Read {
    let lines = lines(text);
    assert_eq!((lines[0], *lines.last().unwrap()), ("1CClientBankExchange", "КонецФайла"));
    let value = |lines: &[&str], key: &str| {
        let found: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix(key)?.strip_prefix('=')).collect();
        found.first().map(|value| (*value).to_owned()).unwrap_or_default()
    };
    let documents: Vec<&[&str]> =
        lines.split(|line| line.starts_with("СекцияДокумент") || *line == "КонецДокумента").collect();
    let ours = value(&lines, "РасчСчет");
    let row = |lines: &&[&str]| {
        let back = value(lines, "ПлательщикСчет") == ours;
        assert!(back != (value(lines, "ПолучательСчет") == ours));
        let sum = money(&value(lines, "Сумма"));
        let day = value(lines, "Дата");
        let purpose = value(lines, "НазначениеПлатежа");
        Found {
            account: purpose.split("; ЛС ").nth(1).unwrap().split("; ").next().unwrap().to_owned(),
            day: day.rsplit('.').collect::<Vec<_>>().join("-"),
            name: value(lines, if back { "Получатель" } else { "Плательщик" }),
            address: String::new(),
            amount: if back { -sum } else { sum },
        }
    };
    let sums = ["ВсегоПоступило", "ВсегоСписано", "КонечныйОстаток"].map(|key| money(&value(&lines, key)));
    let rows = documents.iter().skip(1).filter(|lines| lines.len() > 1).map(row).collect();
    (rows, None, sums.to_vec())
}

fn csv(bytes: &[u8]) -> Read {
    let mut reader = csv::Reader::from_reader(bytes);
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
    let (last, rows) = records.split_last().unwrap();
    let row = |cells: &csv::StringRecord| Found {
        account: cells[10].to_owned(),
        day: cells[2].to_owned(),
        name: cells[11].to_owned(),
        address: cells[12].to_owned(),
        amount: money(&cells[14]),
    };
    assert_eq!(&last[0], "total");
    (rows.iter().map(row).collect(), last[1].parse().ok(), vec![money(&last[14]), money(&last[15])])
}
