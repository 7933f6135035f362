//! From the fields of a payment QR to a bill: every field is used or left out, never guessed at.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::bill::{Bill, BillSum, Payee, Reading, Requisites, Source};
use super::error::Warning;
use super::payment_code::PaymentCode;
use crate::domain::{AccountNumber, Period};

/// Under which keyboard layout a scanner typed; bytes and correct typing are Latin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyboard {
    Latin,
    Russian,
}

/// The bill of `code`, with the warnings that reading the code gave.
pub(super) fn bill(code: PaymentCode, keyboard: Keyboard, warnings: Vec<Warning>) -> Bill {
    let mut reader = Reader { code: &code, keyboard, warnings };
    if keyboard == Keyboard::Russian {
        reader.warnings.push(Warning::RussianLayout);
    }
    let payee = Payee::Requisites(Requisites {
        inn: reader.number("PayeeINN"),
        settlement_account: reader.number("PersonalAcc"),
        bic: reader.number("BIC"),
    });
    let account = reader.words("PersAcc");
    let account = reader.parsed("PersAcc", account, |text| AccountNumber::parse(text).ok());
    let amount = reader.sum("Sum");
    let penalty = reader.sum("AddAmount");
    let period = reader.single("PaymPeriod");
    let period = reader.parsed("PaymPeriod", period, |text| Period::parse(text).ok());
    let service = reader.words("ServiceName").map(str::to_owned);
    let payer = reader.payer();
    let address = reader.words("PayerAddress").map(str::to_owned);
    let purpose = reader.words("Purpose").map(str::to_owned);
    let readings = reader.readings();
    let warnings = reader.warnings;
    let bill = Bill::new(Source::PaymentCode(code), payee);
    Bill { account, amount, penalty, period, service, payer, address, purpose, readings, warnings, ..bill }
}

struct Reader<'c> {
    code: &'c PaymentCode,
    keyboard: Keyboard,
    warnings: Vec<Warning>,
}

impl<'c> Reader<'c> {
    /// The value that a field has wherever it stands; none if two of them differ.
    fn single(&mut self, key: &'static str) -> Option<&'c str> {
        let values: Vec<&str> = self.code.values(key).collect();
        let (first, rest) = values.split_first()?;
        if rest.iter().all(|value| value == first) {
            return Some(first);
        }
        let values = values.into_iter().map(str::to_owned).collect();
        self.warnings.push(Warning::Conflict { key, values });
        None
    }

    /// The value of a field that may have Cyrillic letters.
    fn words(&mut self, key: &'static str) -> Option<&'c str> {
        let text = self.single(key)?;
        self.survives(key, text).then_some(text)
    }

    /// True if a value with Cyrillic letters would have come through. Under the Russian layout it would not, and what
    /// arrives instead can't be told from Latin letters: `АВ12` sent as Cyrillic comes back as `FD12`. Digits and
    /// hyphens are the same keys under both layouts.
    fn survives(&mut self, key: &'static str, text: &str) -> bool {
        let survives = self.keyboard == Keyboard::Latin || text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if !survives {
            self.warnings.push(Warning::LostToLayout { key });
        }
        survives
    }

    /// A number whose spaces mean nothing.
    fn number(&mut self, key: &'static str) -> Option<String> {
        self.single(key).map(|text| text.split_whitespace().collect())
    }

    fn sum(&mut self, key: &'static str) -> Option<BillSum> {
        let text = self.single(key);
        self.parsed(key, text, BillSum::parse)
    }

    fn parsed<T>(&mut self, key: &'static str, text: Option<&str>, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = text?;
        let value = parse(text);
        if value.is_none() {
            self.warnings.push(Warning::Unreadable { key, text: text.to_owned() });
        }
        value
    }

    fn payer(&mut self) -> Option<String> {
        let names: Vec<&str> =
            ["LastName", "FirstName", "MiddleName"].into_iter().filter_map(|key| self.words(key)).collect();
        (!names.is_empty()).then(|| names.join(" "))
    }

    fn readings(&mut self) -> Vec<Reading> {
        let counters: Vec<&str> = self.code.values("CounterId").collect();
        let values: Vec<&str> = self.code.values("CounterVal").collect();
        if !values.is_empty() && values.len() != counters.len() {
            self.warnings.push(Warning::Unpaired { counters: counters.len(), values: values.len() });
            return Vec::new();
        }
        let mut readings = Vec::with_capacity(counters.len());
        for (at, counter) in counters.into_iter().enumerate() {
            if self.survives("CounterId", counter) {
                let value = self.parsed("CounterVal", values.get(at).copied(), quantity);
                readings.push(Reading { counter: counter.to_owned(), value });
            }
        }
        readings
    }
}

/// A quantity in digits with at most one decimal mark, comma or point.
fn quantity(text: &str) -> Option<Decimal> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'));
    plain.then(|| Decimal::from_str(&text.replace(',', ".")).ok()).flatten()
}
