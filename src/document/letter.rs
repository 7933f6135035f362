//! The letter that asks a supplier to correct what a register said.

use super::names::name_in;
use super::page::Page;
use super::{Document, Part, render};
use crate::domain::SupplierLetter;
use crate::domain::office::{Asked, LetterLine};
use crate::lang::{Arg, Lang};

/// A letter on paper, in the language that its supplier reads.
pub fn letter(letter: &SupplierLetter, lang: Lang) -> Document {
    let mut page = Page::new(lang);
    begin(&mut page, letter);
    let register = &letter.register;
    let named = [
        ("number", Arg::Text(&register.number.to_string())),
        ("day", Arg::Date(register.day)),
        ("file", Arg::Text(&register.file)),
    ];
    page.heading("paper-letter-about", &named);
    page.blank();
    page.text("paper-letter-line", &named);
    page.rule();
    line(&mut page, &letter.line);
    page.rule();
    page.blank();
    asked(&mut page, letter);
    page.reason(Some(letter.reason.as_str()).filter(|reason| !reason.is_empty()));
    page.blank();
    page.total("paper-letter-total", letter.amount);
    page.words(letter.amount);
    page.text("paper-letter-once", &[]);
    page.sign("paper-sign-head");
    page.detail("paper-letter-by", &[("what", Arg::Text(&letter.by))]);
    page.document(format!("letter-{}-{}", letter.supplier, letter.number), None)
}

/// So many characters wide is a letter where it is lines of text.
const COLUMNS: usize = 72;

/// A letter as lines of text.
pub fn letter_text(letter: &Document) -> String {
    render(letter, COLUMNS).join("\n") + "\n"
}

/// From whom, to whom, number and day.
fn begin(page: &mut Page, letter: &SupplierLetter) {
    let SupplierLetter { operator, name, inn, number, day, .. } = letter;
    page.parts.push(Part::Heading(operator.name.clone()));
    page.centre("receipt-inn", &[("inn", Arg::Text(&operator.inn))]);
    page.blank();
    let number = page.lang.text("paper-letter-number", &[("number", Arg::Text(&number.to_string()))]);
    page.parts.push(Part::Edges { left: number, right: page.lang.date(*day) });
    let name = name_in(page.lang, name);
    match inn {
        Some(inn) => page.text("paper-letter-to", &[("name", Arg::Text(name)), ("inn", Arg::Text(inn))]),
        None => page.text("paper-letter-to-unknown", &[("name", Arg::Text(name))]),
    }
    page.blank();
}

/// The register's line.
fn line(page: &mut Page, line: &LetterLine) {
    page.edges("paper-letter-receipt", line.receipt.clone());
    page.edges("paper-letter-day", page.lang.date(line.day));
    page.edges("paper-letter-desk", line.desk.to_string());
    page.edges("paper-letter-service", name_in(page.lang, &line.service).to_owned());
    page.edges("paper-letter-account", line.account.to_string());
    if let Some(address) = &line.address {
        page.edges("paper-letter-address", address.clone());
    }
    page.plain_row("paper-letter-sum", line.amount);
}

/// What happened to it, and what the supplier is asked for.
fn asked(page: &mut Page, letter: &SupplierLetter) {
    let account = letter.line.account.to_string();
    let mut words = vec![("day", Arg::Date(letter.corrected)), ("account", Arg::Text(&account))];
    match &letter.asked {
        Asked::Void => page.text("paper-letter-void", &words),
        Asked::Refund => page.text("paper-letter-refund", &words),
        Asked::Elsewhere => page.text("paper-letter-elsewhere", &words),
        Asked::Move { account, service } => {
            let to = account.to_string();
            words.extend([("to", Arg::Text(&to)), ("service", Arg::Text(name_in(page.lang, service)))]);
            page.text("paper-letter-move", &words);
        }
    }
}
