//! A page that shows whether a printer is set up rightly: its letters, its width, its codes.

use super::page::Page;
use super::{Document, Part};
use crate::lang::{Arg, Lang};

const LETTERS: [&str; 4] = [
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789",
    "№ « » — ₽ ! ? % & ( ) + , - . / : ; = @ _",
];

/// The test page of a printer that is `columns` wide; `named` says which it is. With `opens_drawer` the drawer opens.
pub fn test_page(lang: Lang, named: &str, columns: usize, opens_drawer: bool) -> Document {
    let mut page = Page::new(lang);
    page.heading("paper-test", &[]);
    page.parts.push(Part::Centre(named.to_owned()));
    page.rule();
    page.text("paper-test-letters", &[]);
    page.parts.extend(LETTERS.map(|letters| Part::Text(letters.to_owned())));
    page.rule();
    let width = i64::try_from(columns).unwrap_or(i64::MAX);
    page.text("paper-test-width", &[("n", Arg::Number(width))]);
    page.parts.push(Part::Text((1..=columns).map(|n| char::from(b'0' + (n % 10) as u8)).collect()));
    page.parts.push(Part::Row { left: lang.text("paper-sum", &[]), right: lang.kopecks(123_456_789) });
    page.rule();
    page.text("paper-test-codes", &[]);
    page.parts.push(Part::Qr("OKNO TEST 1234567.89".to_owned()));
    page.parts.push(Part::Barcode("OKNOTEST1".to_owned()));
    Document { moves_cash: opens_drawer, ..page.document("test".to_owned(), None) }
}
