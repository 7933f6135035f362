//! Reading `barcodes.toml`, with every fault of it listed at once.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::barcode::{BarcodeLayouts, Layout, Part, Symbology};
use super::check_digit::CheckRule;
use crate::domain::account::MAX_ACCOUNT;

const BUILT_IN: &str = include_str!("../../../data/barcodes.toml");

/// The longest bar code that a bill has room for, in digits.
const MAX_WIDTH: usize = 80;

/// The widest amount, in digits, that is sure to fit 64 bits of kopecks.
const MAX_AMOUNT: usize = 18;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "layout", default)]
    layouts: Vec<Layout>,
}

impl BarcodeLayouts {
    /// The layouts that are compiled in: `data/barcodes.toml`.
    pub fn built_in() -> Result<BarcodeLayouts, Vec<String>> {
        BarcodeLayouts::parse(BUILT_IN)
    }

    /// Reads layouts, listing every fault found at once.
    pub fn parse(text: &str) -> Result<BarcodeLayouts, Vec<String>> {
        let File { layouts } = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
        let mut names = BTreeSet::new();
        let mut faults = Vec::new();
        for layout in &layouts {
            let twice = (!names.insert(&layout.name)).then(|| "is there twice".to_owned());
            let found = twice.into_iter().chain(layout.faults());
            faults.extend(found.map(|fault| format!("layout '{}': {fault}", layout.name)));
        }
        if faults.is_empty() { Ok(BarcodeLayouts { layouts }) } else { Err(faults) }
    }
}

impl Layout {
    fn faults(&self) -> Vec<String> {
        let mut faults = self.symbology_faults();
        faults.extend(self.parts.iter().filter_map(part_fault));
        let count = |name| self.parts.iter().filter(|part| part.name() == name).count();
        if self.name.is_empty() {
            faults.push("a layout has no name".to_owned());
        }
        if count("account") == 0 {
            faults.push("there is no account".to_owned());
        }
        for name in ["operation", "house-office", "organisation", "account", "amount", "period"] {
            if count(name) > 1 {
                faults.push(format!("'{name}' is there twice"));
            }
        }
        if matches!(self.parts.first(), Some(Part::Check { .. })) {
            faults.push("a check digit needs digits before it".to_owned());
        }
        faults.extend(self.payee_faults());
        faults
    }

    fn symbology_faults(&self) -> Vec<String> {
        let width = self.width();
        let mut faults = Vec::new();
        match self.symbology {
            Symbology::Ean13 => {
                if width != 13 {
                    faults.push(format!("its parts have {width} digits, an EAN-13 has 13"));
                }
                if !matches!(self.parts.last(), Some(Part::Check { rule: CheckRule::Ean })) {
                    faults.push("the last digit of an EAN-13 is a check digit of the rule 'ean'".to_owned());
                }
            }
            Symbology::Code128 if width > MAX_WIDTH => {
                faults.push(format!("its parts have {width} digits, more than {MAX_WIDTH}"));
            }
            Symbology::Code128 => {}
        }
        faults
    }

    fn payee_faults(&self) -> Vec<String> {
        if self.organisations.is_empty() {
            return Vec::new();
        }
        let mut faults = Vec::new();
        if self.supplier.is_some() {
            faults.push("it names a supplier and organisations: give one of the two".to_owned());
        }
        match self.parts.iter().find(|part| matches!(part, Part::Organisation { .. })) {
            None => faults.push("it names organisations, but has no such part".to_owned()),
            Some(part) => {
                let misfits =
                    self.organisations.keys().filter(|number| !is_digits(number) || number.len() != part.width());
                faults
                    .extend(misfits.map(|number| format!("organisation '{number}' must have {} digits", part.width())));
            }
        }
        faults
    }
}

fn part_fault(part: &Part) -> Option<String> {
    let (name, width) = (part.name(), part.width());
    match part {
        _ if width == 0 => Some(format!("'{name}' has no digits")),
        Part::Fixed { digits } if !is_digits(digits) => Some(format!("'{name}' must have digits only, not '{digits}'")),
        Part::Account { .. } if width > MAX_ACCOUNT => Some(format!("'{name}' is wider than {MAX_ACCOUNT} digits")),
        Part::Amount { .. } if width > MAX_AMOUNT => Some(format!("'{name}' is wider than {MAX_AMOUNT} digits")),
        _ => None,
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}
