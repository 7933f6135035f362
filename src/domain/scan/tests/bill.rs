//! What a payment QR says as a bill, and whose it is.

use super::*;
use crate::domain::{AccountNumber, Catalogue, Money, Period, SupplierCode};

fn kopecks(kopecks: i64) -> Option<BillSum> {
    Some(BillSum::Kopecks(Money::from_kopecks(kopecks)))
}

fn account(text: &str) -> Option<AccountNumber> {
    Some(AccountNumber::parse(text).unwrap())
}

fn codes(codes: &[&str]) -> Vec<SupplierCode> {
    codes.iter().map(|code| SupplierCode::new(code).unwrap()).collect()
}

#[test]
fn a_full_bill_is_read_whole() {
    let extra = "PayeeINN=3800000012|PersAcc=ав 1204417|Sum=81240|AddAmount=105|PaymPeriod=102026|LastName=Иванов|\
                 FirstName=Иван|MiddleName=Ильич|PayerAddress=ул. Ленина, 12|Purpose=Оплата|ServiceName=День|\
                 CounterId=А-17|CounterVal=12345,6|CounterId=18|CounterVal=7|Mood=good";
    let bill = bill(&text_with(extra).replacen("ST00012", "ST00011", 1));
    assert_eq!(bill.account, account("АВ1204417"));
    assert_eq!((bill.amount, bill.penalty), (kopecks(81240), kopecks(105)));
    assert_eq!(bill.period, Period::new(2026, 10));
    assert_eq!(bill.payer.as_deref(), Some("Иванов Иван Ильич"));
    assert_eq!(bill.address.as_deref(), Some("ул. Ленина, 12"));
    assert_eq!((bill.service.as_deref(), bill.purpose.as_deref()), (Some("День"), Some("Оплата")));
    let reading = |counter: &str, value: &str| Reading { counter: counter.to_owned(), value: value.parse().ok() };
    assert_eq!(bill.readings, [reading("А-17", "12345.6"), reading("18", "7")]);
    assert!(matches!(&bill.source, Source::PaymentCode(code) if code.values("Mood").eq(["good"])));
    assert!(matches!(bill.warnings[..], [Warning::LongCode { .. }]), "{:?}", bill.warnings);
}

#[test]
fn a_sum_that_is_not_whole_kopecks_is_asked_about() {
    let ambiguous = |text: &str, roubles: i64, kopecks: Option<i64>| {
        let (as_roubles, as_kopecks) = (Money::from_kopecks(roubles), kopecks.map(Money::from_kopecks));
        Some(BillSum::Ambiguous { text: text.to_owned(), as_roubles, as_kopecks })
    };
    for (text, sum) in [
        ("100", kopecks(100)),
        ("0", kopecks(0)),
        ("000812", kopecks(812)),
        ("123.00", ambiguous("123.00", 12300, Some(123))),
        ("123,40", ambiguous("123,40", 12340, None)),
        ("1 234", ambiguous("1 234", 123_400, Some(1234))),
        ("-5,00", None),
        ("12.345", None),
        ("99999999999999999999", None),
        ("сто", None),
    ] {
        assert_eq!(BillSum::parse(text), sum, "{text}");
        let bill = bill(&text_with(&format!("Sum={text}")));
        assert_eq!(bill.amount, sum, "{text}");
        let unreadable = Warning::Unreadable { key: "Sum", text: text.to_owned() };
        assert_eq!(bill.warnings.contains(&unreadable), sum.is_none(), "{text}");
    }
}

#[test]
fn two_values_of_one_field_are_no_value() {
    let twice = bill(&text_with("PersAcc=1|PersAcc=2|Sum=5|sum=5"));
    let values = vec!["1".to_owned(), "2".to_owned()];
    assert_eq!((twice.account, twice.amount), (None, kopecks(5)));
    assert!(twice.warnings.contains(&Warning::Conflict { key: "PersAcc", values }));
}

#[test]
fn what_can_not_be_read_is_left_out_and_told() {
    for (key, text) in [("PersAcc", "л/с №5"), ("PaymPeriod", "132026"), ("AddAmount", "?")] {
        let bill = bill(&text_with(&format!("{key}={text}")));
        assert_eq!((bill.account, bill.period, bill.penalty), (None, None, None));
        assert_eq!(bill.warnings, [Warning::Unreadable { key, text: text.to_owned() }]);
    }
}

#[test]
fn meters_and_readings_are_paired_or_left_out() {
    let meter = bill(&text_with("CounterId=7"));
    assert_eq!(meter.readings, [Reading { counter: "7".to_owned(), value: None }]);
    for (fields, counters, values) in
        [("CounterId=7|CounterId=8|CounterVal=5", 2, 1), ("CounterId=7|CounterVal=5|CounterVal=6", 1, 2)]
    {
        let loose = bill(&text_with(fields));
        assert_eq!((loose.readings, loose.warnings), (vec![], vec![Warning::Unpaired { counters, values }]));
    }
    for text in ["1e3", "-5", "1.2.3", "1_000"] {
        let bill = bill(&text_with(&format!("CounterId=7|CounterVal={text}")));
        assert_eq!(bill.readings[0].value, None, "{text}");
        assert_eq!(bill.warnings, [Warning::Unreadable { key: "CounterVal", text: text.to_owned() }]);
    }
}

#[test]
fn a_scan_under_the_russian_layout_gives_its_numbers() {
    let typed = "ЫЕ00012/Тфьу=Ч/ЗукыщтфдФсс=40702810100000000001/ИШС=042500001/ЗфнууШТТ=3800000012/\
                 ЗукыФсс=75-3/Ыгь=100/ЗфньЗукшщв=10ю2026\r";
    let scanned = bill(typed);
    assert_eq!((scanned.account.as_ref(), &scanned.amount), (account("75-3").as_ref(), &kopecks(100)));
    assert_eq!(scanned.period, Period::new(2026, 10));
    assert_eq!(scanned.supplier(&Catalogue::built_in().unwrap()).unwrap().code.as_str(), "energosbyt");
    assert!(scanned.warnings.contains(&Warning::RussianLayout));
    assert_eq!(bill(&typed.to_lowercase()).account, scanned.account);
    assert_eq!(read(typed.as_bytes(), &BarcodeLayouts::built_in().unwrap()).unwrap(), scanned);
}

#[test]
fn letters_under_the_russian_layout_are_lost_not_guessed() {
    // A scanner that sends Cyrillic by its code: the account came through, and would map to Latin letters.
    let bill = bill("ЫЕ00012/ЗукыФсс=АВ12/ЗфнукФввкуыы=Ленина/ДфыеТфьу=Иванов/СщгтеукШв=А1/Ыгь=100");
    assert_eq!((bill.account, bill.address, bill.payer, bill.readings), (None, None, None, vec![]));
    assert_eq!(bill.amount, kopecks(100));
    for key in ["PersAcc", "PayerAddress", "LastName", "CounterId"] {
        assert!(bill.warnings.contains(&Warning::LostToLayout { key }), "{key}");
    }
}

#[test]
fn the_supplier_is_known_by_all_three_requisites() {
    let catalogue = Catalogue::built_in().unwrap();
    let supplier = |text: &str| bill(text).supplier(&catalogue).map(|supplier| supplier.code.to_string());
    let given = |inn: Option<&str>, account: &str, bic: Option<&str>| Requisites {
        inn: inn.map(str::to_owned),
        settlement_account: Some(account.to_owned()),
        bic: bic.map(str::to_owned),
    };
    let differ = |account, bic| UnknownPayee::Requisites {
        inn: "3800000012".to_owned(),
        given: given(Some("3800000012"), account, Some(bic)),
        suppliers: codes(&["energosbyt"]),
    };
    let (own, own_bic) = ("40702810100000000001", "042500001");
    for (text, expected) in [
        (text_with("inn= 3800\t000 012 "), Ok("energosbyt".to_owned())),
        (text_with("PayeeINN=3800000012").replace("Name=Свет|", ""), Ok("energosbyt".to_owned())),
        (text_with("PayeeINN=7700000000"), Err(UnknownPayee::Inn { inn: "7700000000".to_owned() })),
        (text_with("Sum=1"), Err(UnknownPayee::Incomplete { given: given(None, own, Some(own_bic)) })),
        (
            text_with("PayeeINN=3800000012").replace(own, "40702810100000000009"),
            Err(differ("40702810100000000009", own_bic)),
        ),
        (text_with("PayeeINN=3800000012").replace(own_bic, "042500009"), Err(differ(own, "042500009"))),
        (
            text_with("PayeeINN=3800000012").replace("BIC=042500001|", ""),
            Err(UnknownPayee::Incomplete { given: given(Some("3800000012"), own, None) }),
        ),
    ] {
        assert_eq!(supplier(&text), expected, "{text}");
    }
}

#[test]
fn suppliers_that_share_an_inn_are_told_apart_or_listed() {
    let mut catalogue = Catalogue::built_in().unwrap();
    let mut second = catalogue.suppliers[0].clone();
    second.code = SupplierCode::new("second").unwrap();
    second.settlement_account = "40702810100000000009".to_owned();
    catalogue.suppliers.push(second);
    let bill = bill(&text_with("PayeeINN=3800000012"));
    assert_eq!(bill.supplier(&catalogue).unwrap().code.as_str(), "energosbyt");
    catalogue.suppliers[5].settlement_account = catalogue.suppliers[0].settlement_account.clone();
    let several = UnknownPayee::Several { suppliers: codes(&["energosbyt", "second"]) };
    assert_eq!(bill.supplier(&catalogue).unwrap_err(), several);
}

#[test]
fn spaces_and_end_keys_around_a_scan_are_no_part_of_it() {
    let layouts = BarcodeLayouts::built_in().unwrap();
    for scan in [&text_with("Sum=5"), "ЫЕ00012/Ыгь=5", "3511000105345"] {
        let plain = read_text(scan, &layouts).unwrap();
        for around in [format!(" \t{scan}\r\n"), format!("{scan}\0")] {
            assert_eq!(read_text(&around, &layouts).as_ref(), Ok(&plain), "{around:?}");
            assert_eq!(read(around.as_bytes(), &layouts).as_ref(), Ok(&plain), "{around:?}");
        }
    }
    let windows_1251 = read(b"\r\nST00011|PayerAddress=\xd1\xe2\xe5\xf2\r\n", &layouts).unwrap();
    assert_eq!(windows_1251.address.as_deref(), Some("Свет"));
}

#[test]
fn a_scan_is_told_from_what_a_person_types() {
    let layouts = BarcodeLayouts::built_in().unwrap();
    for scan in ["ST00012|Name=X", "st00012", " ЫЕ00011/", "ые0001", "3511000105345\r\n", "3511000105344"] {
        assert!(looks_like_scan(scan, &layouts), "{scan}");
    }
    for typed in ["", "S", "ST", "Стасова 1", "351100010534", "АВ1204417", "35110001o5345", "ST0002"] {
        assert!(!looks_like_scan(typed, &layouts), "{typed}");
    }
}
