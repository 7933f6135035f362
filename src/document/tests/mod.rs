//! What documents look like, and what holds for all of them.

mod papers;
pub(crate) mod scene;

use scene::place;

use super::*;
use crate::domain::Money;
use crate::lang::Lang;
use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;

const WIDTHS: [usize; 3] = [32, 42, 48];

fn at(hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(hour, minute, 8).unwrap()
}

fn money(kopecks: i64) -> Money {
    Money::from_kopecks(kopecks)
}

fn pick(lang: Lang, en: &str, ru: &str) -> String {
    match lang {
        Lang::En => en.to_owned(),
        Lang::Ru => ru.to_owned(),
    }
}

fn electricity(lang: Lang) -> ReceiptLine {
    ReceiptLine {
        supplier: pick(lang, "Energosbyt", "Энергосбыт"),
        service: pick(lang, "Electricity", "Электроэнергия"),
        account: "АБ1204417".to_owned(),
        address: Some(pick(lang, "12 Lenin St, flat 5", "ул. Ленина, 12, кв. 5")),
        period: Some(pick(lang, "October 2026", "октябрь 2026")),
        amount: money(81_240),
        fee: Money::ZERO,
        phones: vec!["8 (3952) 00-10-10".to_owned()],
        agent: false,
    }
}

fn heat(lang: Lang) -> ReceiptLine {
    ReceiptLine {
        supplier: pick(lang, "Teploset", "Теплосеть"),
        service: pick(lang, "Hot water and heating", "Отопление и горячая вода"),
        account: "75ДА533315-01".to_owned(),
        amount: money(1_234_567),
        phones: vec!["8 (3952) 00-20-20".to_owned(), "8 (800) 000-20-21".to_owned()],
        agent: true,
        ..electricity(lang)
    }
}

fn mobile(lang: Lang) -> ReceiptLine {
    ReceiptLine {
        supplier: pick(lang, "Mobitel", "Мобител"),
        service: pick(lang, "Mobile phone", "Мобильная связь"),
        account: "9020000000".to_owned(),
        address: None,
        period: None,
        amount: money(50_000),
        fee: money(750),
        phones: vec!["8 (800) 000-50-50".to_owned()],
        agent: true,
    }
}

fn cash(lang: Lang, amount: i64, given: Option<i64>) -> ReceiptTender {
    ReceiptTender {
        name: pick(lang, "Cash", "Наличные"),
        amount: money(amount),
        given: given.map(money),
        reference: None,
    }
}

fn one_line(lang: Lang) -> Receipt {
    Receipt {
        place: place(lang),
        number: "1-118-3".to_owned(),
        at: at(14, 5),
        lines: vec![electricity(lang)],
        tenders: vec![cash(lang, 81_240, Some(100_000))],
        change: money(18_760),
        total: money(81_240),
        hash16: "8f3a91c20d4e77ab".to_owned(),
        copy: None,
        style: Style::default(),
        corrected: vec![],
    }
}

fn three_lines(lang: Lang) -> Receipt {
    let card = ReceiptTender {
        name: pick(lang, "Card", "Карта"),
        amount: money(1_200_000),
        given: None,
        reference: Some("RRN 632714004482".to_owned()),
    };
    Receipt {
        lines: vec![electricity(lang), heat(lang), mobile(lang)],
        tenders: vec![card, cash(lang, 166_557, Some(200_000))],
        change: money(33_443),
        total: money(1_366_557),
        number: "1-118-4".to_owned(),
        ..one_line(lang)
    }
}

/// Every language at every width, one below the other, each in a frame that shows its edge.
fn pictures(document: impl Fn(Lang) -> Document) -> String {
    let mut picture = String::new();
    for lang in Lang::ALL {
        for columns in WIDTHS {
            picture.push_str(&format!("{} at {columns}\n", lang.code()));
            for line in render(&document(lang), columns) {
                picture.push_str(&format!("|{line:columns$}|\n"));
            }
        }
    }
    picture
}

#[test]
fn a_receipt_with_one_line() {
    insta::assert_snapshot!(pictures(|lang| one_line(lang).document(lang)));
}

#[test]
fn a_receipt_with_three_lines_a_fee_two_tenders_and_change() {
    insta::assert_snapshot!(pictures(|lang| three_lines(lang).document(lang)));
}

#[test]
fn a_name_cannot_command_the_printer() {
    let mut receipt = one_line(Lang::En);
    receipt.lines[0].address = Some("1\u{1b}@\u{9}Lenin\nSt".to_owned());
    let lines = render(&receipt.document(Lang::En), 48);
    assert!(lines.contains(&"  1 @ Lenin St".to_owned()), "{lines:?}");
}

fn any_line(lang: Lang) -> impl Strategy<Value = ReceiptLine> {
    ("\\PC{0,60}", "\\PC{0,60}", "\\PC{1,32}", 0..=i64::MAX / 8, 0..=i64::MAX / 8).prop_map(
        move |(supplier, service, account, amount, fee)| ReceiptLine {
            address: Some(service.clone()),
            supplier,
            service,
            account,
            amount: money(amount),
            fee: money(fee),
            ..electricity(lang)
        },
    )
}

#[test]
fn an_office_says_what_stands_on_its_receipts_and_in_which_order() {
    let style = Style {
        heading: Some("Работаем без обеда".to_owned()),
        footer: Some("Спасибо!".to_owned()),
        pieces: ["tenders", "lines", "footer", "entry"].map(|code| Piece::parse(code).unwrap()).to_vec(),
    };
    let document = Receipt { style, ..one_line(Lang::Ru) }.document(Lang::Ru);
    let lines = render(&document, 42);
    let at = |text: &str| lines.iter().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}"));
    let order = ["Работаем без обеда", "1-118-3", "Сдача", "ИТОГО", "Спасибо!", "8f3a91c20d4e77ab"].map(at);
    assert!(order.is_sorted(), "{order:?} in {lines:#?}");
    assert!(!document.parts.iter().any(|part| matches!(part, Part::Qr(_))));
    assert!(!lines.iter().any(|line| line.contains("Восемьсот")), "what is not named is left out");
}

#[test]
fn a_scan_of_a_receipt_names_it_under_either_layout() {
    let document = three_lines(Lang::Ru).document(Lang::Ru);
    let codes = document.parts.iter().filter_map(|part| match part {
        Part::Qr(code) | Part::Barcode(code) => Some(code),
        _ => None,
    });
    let codes: Vec<&String> = codes.collect();
    assert_eq!(codes, ["OKNO1-118-4 13665.57 8f3a91c20d4e77ab", "OKNO1-118-4"]);
    let number = Some("1-118-4".parse().unwrap());
    for code in codes {
        assert_eq!(scanned(code), number);
        assert_eq!(scanned(&crate::domain::keyboard::to_russian(code)), number);
    }
    for other in ["1-118-4", "OKNO", "OKNO 1-118-4", "OKNOX", "ST00012|Name=OKNO1-118-4"] {
        assert_eq!(scanned(other), None, "{other}");
    }
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_paper_and_no_sum_is_broken(
        lines in prop::collection::vec(any_line(Lang::Ru), 1..4),
        name in "\\PC{0,80}",
        width in 0..WIDTHS.len(),
    ) {
        let mut receipt = Receipt { lines, ..three_lines(Lang::Ru) };
        receipt.place.operator = name;
        let printed = render(&receipt.document(Lang::Ru), WIDTHS[width]);
        for line in &printed {
            prop_assert!(line.chars().count() <= WIDTHS[width], "{}", line);
            prop_assert_eq!(line.trim_end_matches(' '), line);
        }
        for line in &receipt.lines {
            let sum = Lang::Ru.kopecks(line.amount.kopecks()).replace('\u{a0}', " ");
            prop_assert!(printed.iter().any(|row| row.ends_with(&sum)), "{} is not in {:?}", sum, printed);
        }
    }

    #[test]
    fn sums_are_read_back_as_they_are_printed(kopecks in -i64::MAX..=i64::MAX) {
        prop_assert_eq!(Money::parse(&Lang::Ru.kopecks(kopecks)), Ok(money(kopecks)));
    }
}
