//! Bar codes on bills: layouts as data, and reading a code by the layouts that fit it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::bill::{Bill, BillSum, Payee, Source};
use super::check_digit::CheckRule;
use super::error::{ScanError, Warning};
use super::payment_code::Field;
use crate::domain::{AccountNumber, Period, SupplierCode};

/// What carries the digits, as far as it limits them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Symbology {
    /// Thirteen digits, the last one the EAN check digit.
    #[serde(rename = "ean-13")]
    Ean13,
    /// Any number of digits.
    #[serde(rename = "code-128")]
    Code128,
}

/// A part of a bar code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Part {
    Operation {
        width: u8,
    },
    HouseOffice {
        width: u8,
    },
    Organisation {
        width: u8,
    },
    Filler {
        width: u8,
    },
    Fixed {
        digits: String,
    },
    Account {
        width: u8,
        #[serde(default)]
        padded: bool,
    },
    Amount {
        width: u8,
    },
    Period,
    Check {
        rule: CheckRule,
    },
}

impl Part {
    pub(super) fn width(&self) -> usize {
        match self {
            Part::Operation { width }
            | Part::HouseOffice { width }
            | Part::Organisation { width }
            | Part::Filler { width }
            | Part::Account { width, .. }
            | Part::Amount { width } => usize::from(*width),
            Part::Fixed { digits } => digits.len(),
            Part::Period => 4,
            Part::Check { .. } => 1,
        }
    }

    /// The name that `barcodes.toml` gives it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Part::Operation { .. } => "operation",
            Part::HouseOffice { .. } => "house-office",
            Part::Organisation { .. } => "organisation",
            Part::Filler { .. } => "filler",
            Part::Fixed { .. } => "fixed",
            Part::Account { .. } => "account",
            Part::Amount { .. } => "amount",
            Part::Period => "period",
            Part::Check { .. } => "check",
        }
    }
}

/// One organisation's way of writing a bar code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layout {
    pub(super) name: String,
    pub(super) symbology: Symbology,
    pub(super) supplier: Option<SupplierCode>,
    #[serde(default)]
    pub(super) organisations: BTreeMap<String, SupplierCode>,
    pub(super) parts: Vec<Part>,
}

impl Layout {
    pub(super) fn width(&self) -> usize {
        self.parts.iter().map(Part::width).sum()
    }

    /// True for a code of the layout's length, in digits, with its fixed parts; check digits are another question.
    fn fits(&self, code: &str) -> bool {
        code.len() == self.width()
            && code.bytes().all(|b| b.is_ascii_digit())
            && self.split(code).all(|(part, _, text)| !matches!(part, Part::Fixed { digits } if digits != text))
    }

    /// True if every check digit of a fitting code follows from the digits before it.
    fn checks(&self, code: &str) -> bool {
        self.split(code).all(|(part, before, text)| match part {
            Part::Check { rule } => text.bytes().all(|check| rule.fits(before.as_bytes(), check)),
            _ => true,
        })
    }

    /// The parts of a code that has the layout's length in ASCII, each with the digits before it and its own.
    fn split<'a>(&'a self, code: &'a str) -> impl Iterator<Item = (&'a Part, &'a str, &'a str)> {
        self.parts.iter().scan(0, move |start, part| {
            let (before, rest) = code.split_at_checked(*start)?;
            *start += part.width();
            Some((part, before, rest.get(..part.width())?))
        })
    }

    /// What a code that fits says.
    fn bill(&self, code: &str) -> Bill {
        let field = |(part, _, text): (&Part, _, &str)| Field { key: part.name().to_owned(), value: text.to_owned() };
        let fields = self.split(code).map(field).collect();
        let mut bill = Bill::new(Source::BarCode { layout: self.name.clone(), fields }, self.payee(code));
        for (part, _, text) in self.split(code) {
            let read = match part {
                Part::Account { padded, .. } => {
                    let number = if *padded { text.trim_start_matches('0') } else { text };
                    bill.account = AccountNumber::parse(number).ok();
                    bill.account.is_some()
                }
                Part::Amount { .. } => {
                    bill.amount = BillSum::parse(text);
                    bill.amount.is_some()
                }
                Part::Period => {
                    bill.period = Period::parse(text).ok();
                    bill.period.is_some()
                }
                _ => true,
            };
            if !read {
                bill.warnings.push(Warning::Unreadable { key: part.name(), text: text.to_owned() });
            }
        }
        bill
    }

    fn payee(&self, code: &str) -> Payee {
        let is_organisation = |part: &Part| matches!(part, Part::Organisation { .. });
        let organisation = self.split(code).find(|(part, ..)| is_organisation(part)).map(|(.., text)| text);
        match self.supplier.as_ref().or_else(|| self.organisations.get(organisation?)) {
            Some(code) => Payee::Supplier(code.clone()),
            None => Payee::Unlisted { layout: self.name.clone(), organisation: organisation.map(str::to_owned) },
        }
    }
}

/// The layouts in force: everything that `barcodes.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BarcodeLayouts {
    pub(super) layouts: Vec<Layout>,
}

impl BarcodeLayouts {
    /// True if a layout fits the code, its check digits aside.
    pub(super) fn fit(&self, code: &str) -> bool {
        self.layouts.iter().any(|layout| layout.fits(code))
    }

    /// Reads a code. A wrong check digit in any layout that fits otherwise refuses the code as a whole: a misread
    /// digit must not turn one supplier's bill into another's.
    pub(super) fn read(&self, code: &str) -> Result<Bill, ScanError> {
        let fitting: Vec<&Layout> = self.layouts.iter().filter(|layout| layout.fits(code)).collect();
        let wrong: Vec<String> =
            fitting.iter().filter(|layout| !layout.checks(code)).map(|layout| layout.name.clone()).collect();
        if !wrong.is_empty() {
            return Err(ScanError::CheckDigit { layouts: wrong });
        }
        let bills: Vec<Bill> = fitting.iter().map(|layout| layout.bill(code)).collect();
        match <[Bill; 1]>::try_from(bills) {
            Ok([bill]) => Ok(bill),
            Err(bills) if bills.is_empty() => Err(ScanError::NotAScan),
            Err(bills) => Err(ScanError::Ambiguous { bills }),
        }
    }
}
