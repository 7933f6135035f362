//! Bar codes by layouts, and layouts that are refused.

use proptest::prelude::*;

use super::*;
use crate::domain::{AccountNumber, Catalogue, Money, Period};

const TOMSK: &str = "3511000105345";

/// Two layouts of ten digits; the first has a check digit.
const TWINS: &str = r#"
    [[layout]]
    name = "checked"
    symbology = "code-128"
    parts = [{ is = "account", width = 9 }, { is = "check", rule = "luhn" }]

    [[layout]]
    name = "free"
    symbology = "code-128"
    parts = [{ is = "organisation", width = 2 }, { is = "account", width = 8 }]
"#;

fn wrong_check(layout: &str) -> Result<Bill, ScanError> {
    Err(ScanError::CheckDigit { layouts: vec![layout.to_owned()] })
}

#[test]
fn the_code_of_tomsk_gives_its_account() {
    let bill = bill(TOMSK);
    assert_eq!(bill.account, AccountNumber::parse("001053").ok());
    assert_eq!((bill.amount.as_ref(), bill.period, &bill.warnings[..]), (None, None, &[][..]));
    assert_eq!(bill.supplier(&Catalogue::built_in().unwrap()).unwrap().code.as_str(), "upravdom");
    let Source::BarCode { layout, fields } = bill.source else { panic!("a bar code") };
    let fields: Vec<(&str, &str)> = fields.iter().map(|f| (f.key.as_str(), f.value.as_str())).collect();
    let parts = [("operation", "351"), ("house-office", "10"), ("account", "001053"), ("check", "4"), ("check", "5")];
    assert_eq!((layout.as_str(), &fields[..]), ("tomsk", &parts[..]));
}

#[test]
fn every_misread_digit_of_an_ean_13_is_refused() {
    let layouts = BarcodeLayouts::built_in().unwrap();
    for at in 0..TOMSK.len() {
        for digit in ('0'..='9').filter(|digit| !TOMSK[at..].starts_with(*digit)) {
            let mut misread = TOMSK.to_owned();
            misread.replace_range(at..=at, digit.encode_utf8(&mut [0; 4]));
            assert_eq!(read_text(&misread, &layouts), wrong_check("tomsk"), "{misread}");
        }
    }
    // Its EAN digit is right, the account's own check digit is not.
    assert_eq!(read_text("3511000105352", &layouts), wrong_check("tomsk"));
}

#[test]
fn a_code_128_gives_everything_it_has() {
    let bill = bill("3801000120441710260000812401");
    assert_eq!(bill.account, AccountNumber::parse("1204417").ok());
    assert_eq!(bill.amount, Some(BillSum::Kopecks(Money::from_kopecks(81240))));
    assert_eq!(bill.period, Period::new(2026, 10));
    assert_eq!(bill.supplier(&Catalogue::built_in().unwrap()).unwrap().code.as_str(), "energosbyt");
    assert_eq!(bill.warnings, []);
}

#[test]
fn an_organisation_that_the_layout_does_not_know_is_named() {
    let bill = bill("9999000000000013260000812403");
    let unlisted =
        UnknownPayee::Unlisted { layout: "organisation-account".to_owned(), organisation: Some("9999".to_owned()) };
    assert_eq!(bill.supplier(&Catalogue::built_in().unwrap()).unwrap_err(), unlisted);
    let unreadable = |key, text: &str| Warning::Unreadable { key, text: text.to_owned() };
    assert_eq!(bill.warnings, [unreadable("account", "0000000000"), unreadable("period", "1326")]);
}

#[test]
fn a_supplier_that_the_catalogue_lacks_is_named() {
    let mut catalogue = Catalogue::built_in().unwrap();
    let code = catalogue.suppliers.remove(2).code;
    assert_eq!(bill(TOMSK).supplier(&catalogue).unwrap_err(), UnknownPayee::Code { code });
}

#[test]
fn a_wrong_check_digit_is_never_a_match_of_another_layout() {
    let twins = BarcodeLayouts::parse(TWINS).unwrap();
    assert_eq!(read_text("7992739871", &twins), wrong_check("checked"));
}

#[test]
fn two_layouts_that_fit_are_both_listed() {
    // 799273987 has the Luhn digit 5.
    let twins = BarcodeLayouts::parse(TWINS).unwrap();
    let Err(ScanError::Ambiguous { bills }) = read_text("7992739875", &twins) else { panic!("ambiguous") };
    let listed: Vec<_> = bills.iter().map(|bill| (bill.source.layout(), bill.account.as_ref())).collect();
    let (checked, free) = (AccountNumber::parse("799273987").unwrap(), AccountNumber::parse("92739875").unwrap());
    assert_eq!(listed, [(Some("checked"), Some(&checked)), (Some("free"), Some(&free))]);
    assert!(ScanError::Ambiguous { bills }.to_string().contains("checked, free"));
}

#[test]
fn a_fixed_part_tells_layouts_apart() {
    let apart = TWINS.replace(
        r#"{ is = "account", width = 9 }"#,
        r#"{ is = "fixed", digits = "79" }, { is = "account", width = 7 }"#,
    );
    let apart = BarcodeLayouts::parse(&apart).unwrap();
    assert_eq!(read_text("1234567890", &apart).unwrap().source.layout(), Some("free"));
    assert_eq!(read_text("7992739871", &apart), wrong_check("checked"));
}

#[test]
fn faulty_layouts_are_refused_with_every_fault() {
    let faulty = r#"
        [[layout]]
        name = "one"
        symbology = "ean-13"
        supplier = "upravdom"
        organisations = { "12" = "teploset", "12x" = "teploset" }
        parts = [
            { is = "check", rule = "none" },
            { is = "organisation", width = 3 },
            { is = "fixed", digits = "7x" },
            { is = "amount", width = 19 },
            { is = "amount", width = 0 },
        ]

        [[layout]]
        name = "one"
        symbology = "code-128"
        organisations = { "12" = "teploset" }
        parts = [{ is = "account", width = 250 }]
    "#;
    let faults = BarcodeLayouts::parse(faulty).unwrap_err();
    let expected = [
        "layout 'one': its parts have 25 digits, an EAN-13 has 13",
        "layout 'one': the last digit of an EAN-13 is a check digit of the rule 'ean'",
        "layout 'one': 'fixed' must have digits only, not '7x'",
        "layout 'one': 'amount' is wider than 18 digits",
        "layout 'one': 'amount' has no digits",
        "layout 'one': there is no account",
        "layout 'one': 'amount' is there twice",
        "layout 'one': a check digit needs digits before it",
        "layout 'one': it names a supplier and organisations: give one of the two",
        "layout 'one': organisation '12' must have 3 digits",
        "layout 'one': organisation '12x' must have 3 digits",
        "layout 'one': is there twice",
        "layout 'one': its parts have 250 digits, more than 80",
        "layout 'one': 'account' is wider than 32 digits",
        "layout 'one': it names organisations, but has no such part",
    ];
    assert_eq!(faults, expected);
}

#[test]
fn what_is_no_layout_file_is_refused() {
    for text in ["layout", "[[layout]]\nname = 'x'", &TWINS.replace("luhn", "lunn"), &TWINS.replace("width", "wide")] {
        assert_eq!(BarcodeLayouts::parse(text).unwrap_err().len(), 1, "{text}");
    }
}

#[test]
fn every_supplier_of_the_built_in_layouts_is_in_the_catalogue() {
    let catalogue = Catalogue::built_in().unwrap();
    for layout in BarcodeLayouts::built_in().unwrap().layouts {
        for code in layout.supplier.iter().chain(layout.organisations.values()) {
            assert!(catalogue.supplier(code).is_some(), "{code}");
        }
    }
}

proptest! {
    #[test]
    fn never_panics_on_digits(code in "[0-9]{0,32}") {
        let (built_in, twins) = (BarcodeLayouts::built_in().unwrap(), BarcodeLayouts::parse(TWINS).unwrap());
        let _ = (read_text(&code, &built_in), read_text(&code, &twins));
    }
}
