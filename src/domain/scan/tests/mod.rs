//! Tests of scans, by what is scanned.

mod barcode;
mod bill;
mod payment_code;

use super::*;

/// The required fields, as the built-in catalogue's energosbyt would have them.
const REQUIRED: [(&str, &str); 5] = [
    ("Name", "Свет"),
    ("PersonalAcc", "40702810100000000001"),
    ("BankName", "Банк"),
    ("BIC", "042500001"),
    ("CorrespAcc", "30101810100000000001"),
];

/// A text with the required fields, `extra` and the separator `|`.
fn text_with(extra: &str) -> String {
    let required = REQUIRED.map(|(key, value)| format!("{key}={value}")).join("|");
    format!("ST00012|{required}|{extra}")
}

fn code_with(extra: &[(&str, &str)]) -> PaymentCode {
    REQUIRED.iter().chain(extra).copied().collect()
}

/// The bill of a text, by the built-in layouts.
fn bill(text: &str) -> Bill {
    read_text(text, &BarcodeLayouts::built_in().unwrap()).unwrap()
}
