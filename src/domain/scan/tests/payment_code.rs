//! The payment QR as fields: encodings, separators, dirt, and writing it.

use proptest::prelude::*;

use super::super::payment_code::canonical;
use super::*;

const SEPARATORS: &str = "|#;:^_~{}!$%&()*+,/@";

#[test]
fn each_encoding_is_read_by_its_digit() {
    let name: [(&[u8], &[u8]); 3] = [
        (b"ST00011|Name=", &[0xd1, 0xe2, 0xe5, 0xf2]),
        (b"ST00012|Name=", &[0xd0, 0xa1, 0xd0, 0xb2, 0xd0, 0xb5, 0xd1, 0x82]),
        (b"ST00013|Name=", &[0xf3, 0xd7, 0xc5, 0xd4]),
    ];
    for (header, value) in name {
        let (code, warnings) = PaymentCode::read(&[header, value].concat()).unwrap();
        assert_eq!(code, [("Name", "Свет")].into_iter().collect());
        assert!(warnings.iter().all(|warning| matches!(warning, Warning::Missing { .. })), "{warnings:?}");
    }
}

#[test]
fn the_separator_is_whatever_the_eighth_byte_is() {
    for separator in ["\x1d", "\t", " ", "§", "."] {
        let text = text_with("Sum=1").replace('|', separator);
        assert_eq!(PaymentCode::read_text(&text), Ok((code_with(&[("Sum", "1")]), vec![])), "{separator:?}");
    }
    let (code, _) = PaymentCode::read(b"ST00011\xa6Sum=1\xa6BIC=2").unwrap();
    assert_eq!(code, [("Sum", "1"), ("BIC", "2")].into_iter().collect());
}

#[test]
fn bytes_of_another_encoding_are_told() {
    let (code, warnings) = PaymentCode::read(b"ST00012|Name=\xd1\xe2|Sum=100").unwrap();
    assert_eq!(code.values("Sum").collect::<Vec<_>>(), ["100"]);
    assert!(warnings.contains(&Warning::Undecodable { declared: Encoding::Utf8 }));
}

#[test]
fn a_clean_code_has_no_warnings() {
    let (code, warnings) = PaymentCode::read_text(&text_with("Sum=81240|PersAcc=1204417")).unwrap();
    assert_eq!(code, code_with(&[("Sum", "81240"), ("PersAcc", "1204417")]));
    assert_eq!(warnings, []);
}

#[test]
fn an_end_key_is_no_part_of_the_last_value() {
    for end in ["\r", "\r\n", "\t", "\0"] {
        let text = format!("{}{end}", text_with("Sum=1"));
        assert_eq!(PaymentCode::read(text.as_bytes()), Ok((code_with(&[("Sum", "1")]), vec![])), "{end:?}");
    }
}

#[test]
fn dirt_is_read_and_told() {
    let key = |found: &str, read_as: &str| Warning::Key { found: found.to_owned(), read_as: read_as.to_owned() };
    for (dirt, fields, warning) in [
        ("INN=3800000012", vec![("PayeeINN", "3800000012")], key("INN", "PayeeINN")),
        ("persacc=1", vec![("PersAcc", "1")], key("persacc", "PersAcc")),
        (" Sum=1", vec![("Sum", "1")], key(" Sum", "Sum")),
        ("Sum=1|", vec![("Sum", "1")], Warning::EmptyField),
        ("Sum=1|| |", vec![("Sum", "1")], Warning::EmptyField),
        ("Sum=1|here", vec![("Sum", "1")], Warning::NotAField { text: "here".to_owned() }),
        ("Sum=1|=2", vec![("Sum", "1")], Warning::NotAField { text: "=2".to_owned() }),
        ("KPP=1234567890", vec![("KPP", "1234567890")], Warning::LongField { key: "KPP", length: 10, longest: 9 }),
    ] {
        let (code, warnings) = PaymentCode::read_text(&text_with(dirt)).unwrap();
        assert_eq!((code, warnings), (code_with(&fields), vec![warning]), "{dirt}");
    }
}

#[test]
fn missing_and_zero_required_fields_are_told() {
    let missing = |keys: &[&'static str]| keys.iter().map(|key| Warning::Missing { key }).collect::<Vec<_>>();
    let (_, warnings) = PaymentCode::read_text("ST00012|CorrespAcc=0|BIC=042500001|Name=X|BankName=").unwrap();
    assert_eq!(warnings, missing(&["PersonalAcc", "BankName", "CorrespAcc"]));
}

#[test]
fn unknown_fields_equals_signs_and_spaces_in_values_are_kept() {
    let (code, warnings) = PaymentCode::read_text(&text_with("Colour=a = b |UIN=0")).unwrap();
    assert_eq!(code, code_with(&[("Colour", "a = b "), ("UIN", "0")]));
    assert_eq!(warnings, []);
}

#[test]
fn the_length_counts_bytes_of_the_declared_encoding() {
    // "я" is one byte in windows-1251 and two in UTF-8.
    let clean = text_with("");
    let purpose = format!("Purpose={}", "я".repeat(140));
    let utf8 = clean.len() - "ST00012|".len() + purpose.len();
    let (_, warnings) = PaymentCode::read_text(&text_with(&purpose)).unwrap();
    assert_eq!(warnings, [Warning::LongCode { bytes: utf8 }]);
    let (_, warnings) = PaymentCode::read_text(&text_with(&purpose).replacen("ST00012", "ST00011", 1)).unwrap();
    assert_eq!(warnings, []);
}

#[test]
fn a_header_that_says_nothing_is_refused() {
    for (text, error) in [
        ("ST0001", ScanError::Encoding),
        ("ST00014|Sum=1", ScanError::Encoding),
        ("ST0001Я|Sum=1", ScanError::Encoding),
        ("ST00012", ScanError::Separator),
        ("ST00012Name=1", ScanError::Separator),
        ("ST00012=Name", ScanError::Separator),
        ("ST00012|", ScanError::NoFields),
        ("ST00012||words", ScanError::NoFields),
        ("ST0002|Sum=1", ScanError::NotAScan),
    ] {
        assert_eq!(PaymentCode::read_text(text), Err(error.clone()), "{text}");
        assert_eq!(PaymentCode::read(text.as_bytes()), Err(error), "{text}");
    }
}

#[test]
fn what_a_reader_would_not_read_back_is_not_written() {
    let write = |extra: &[(&str, &str)], encoding| code_with(extra).write(encoding, '|');
    let utf8 = Encoding::Utf8;
    for key in ["", "a=b", "a|b", "INN", "sum", " Sum", "a\n"] {
        assert_eq!(write(&[(key, "1")], utf8), Err(WriteError::Key { key: key.to_owned() }));
    }
    for character in ['|', '\r', '\0'] {
        let refused = WriteError::Value { key: "Purpose".to_owned(), character };
        assert_eq!(write(&[("Purpose", &format!("a{character}b"))], utf8), Err(refused));
    }
    let lacking = WriteError::Encoding { encoding: Encoding::Koi8R, character: '№' };
    assert_eq!(write(&[("Purpose", "счёт №1")], Encoding::Koi8R), Err(lacking));
    assert!(write(&[("Purpose", "счёт №1")], Encoding::Windows1251).is_ok());
    for separator in ['=', 'a', '1', ' ', '\n', '§'] {
        assert_eq!(code_with(&[]).write(utf8, separator), Err(WriteError::Separator(separator)));
    }
}

#[test]
fn what_is_not_to_the_standard_is_not_written() {
    let written = |code: &PaymentCode| code.write(Encoding::Windows1251, '|');
    let mut short = code_with(&[]);
    short.fields.remove(3);
    assert_eq!(written(&short), Err(WriteError::NotToStandard(vec![Warning::Missing { key: "BIC" }])));
    let long = Warning::LongField { key: "KPP", length: 10, longest: 9 };
    assert_eq!(written(&code_with(&[("KPP", "1234567890")])), Err(WriteError::NotToStandard(vec![long])));

    let room = MAX_PAYLOAD + "ST00011|".len() - written(&code_with(&[("Flat", "")])).unwrap().len();
    let full = code_with(&[("Flat", &"я".repeat(room))]);
    assert_eq!(written(&full).unwrap().len(), 308);
    let over = code_with(&[("Flat", &"я".repeat(room + 1))]);
    assert_eq!(written(&over), Err(WriteError::NotToStandard(vec![Warning::LongCode { bytes: 301 }])));
}

prop_compose! {
    /// A code to the standard in every encoding, with a separator that none of its values has.
    fn codes()(
        separator in proptest::sample::select(SEPARATORS.chars().collect::<Vec<_>>()),
        required in proptest::array::uniform5("[1-9А-Яа-яёЁA-Z]{1,8}"),
        extra in proptest::collection::vec(("[A-Za-z]{2,8}", "[0-9А-Яа-яёЁ =|;:#,./-]{0,10}"), 0..4),
        turn in 0usize..9,
    ) -> (PaymentCode, char) {
        let without = |text: String| text.replace(separator, "");
        let names = REQUIRED.map(|(key, _)| key.to_owned());
        let mut fields: Vec<(String, String)> = names.into_iter().zip(required).collect();
        fields.extend(extra.into_iter().map(|(key, value)| (canonical(&key).to_owned(), without(value))));
        let turn = turn % fields.len();
        fields.rotate_left(turn);
        (fields.into_iter().collect(), separator)
    }
}

proptest! {
    #[test]
    fn reads_back_what_it_writes((code, separator) in codes()) {
        for encoding in Encoding::ALL {
            let bytes = code.write(encoding, separator).unwrap();
            prop_assert_eq!(PaymentCode::read(&bytes), Ok((code.clone(), Vec::new())));
            let typed = encoding.decode(&bytes).0;
            prop_assert_eq!(PaymentCode::read_text(&typed), Ok((code.clone(), Vec::new())));
        }
    }

    #[test]
    fn typing_under_the_russian_layout_loses_no_field(
        separator in proptest::sample::select(SEPARATORS.chars().collect::<Vec<_>>()),
        value in "[ -~]{0,20}",
    ) {
        let required = REQUIRED.map(|(key, _)| (key, "1".to_owned()));
        let code: PaymentCode = required.into_iter().chain([("Purpose", value.replace(separator, ""))]).collect();
        let text = String::from_utf8(code.write(Encoding::Utf8, separator).unwrap()).unwrap();
        let bill = read_text(&keyboard::to_russian(&text), &BarcodeLayouts::built_in().unwrap()).unwrap();
        let Source::PaymentCode(read) = bill.source else { panic!("a payment QR") };
        let values = |code: &PaymentCode| code.values("Purpose").map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!((read.fields.len(), values(&read)), (code.fields.len(), values(&code)));
    }

    /// Whatever the writer lets through is read back as it was, with every character there is.
    #[test]
    fn never_writes_what_is_read_otherwise(
        extra in proptest::collection::vec(("[A-Z\u{85}=| ]{0,3}", any::<String>()), 1..3),
        separator in prop_oneof![Just('|'), any::<char>()],
    ) {
        let extra: Vec<(&str, &str)> = extra.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let code = code_with(&extra);
        for encoding in Encoding::ALL {
            if let Ok(bytes) = code.write(encoding, separator) {
                prop_assert_eq!(PaymentCode::read(&bytes), Ok((code.clone(), Vec::new())));
            }
        }
    }

    #[test]
    fn never_panics_on_bytes(start in "ST0001[1-4]?", bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let layouts = BarcodeLayouts::built_in().unwrap();
        let _ = (read(&bytes, &layouts), read(&[start.as_bytes(), &bytes].concat(), &layouts));
    }

    #[test]
    fn never_panics_on_text_and_recognises_what_it_reads(
        start in "(|ST0001[1-4]?|ЫЕ0001[1-4]?|ые0001)", end in "(\\PC|[0-9=|/A-Za-zё]){0,40}",
    ) {
        let layouts = BarcodeLayouts::built_in().unwrap();
        let text = format!("{start}{end}");
        let is_scan = read_text(&text, &layouts) != Err(ScanError::NotAScan);
        prop_assert_eq!(looks_like_scan(&text, &layouts), is_scan);
    }
}
