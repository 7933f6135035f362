//! The code by which cash in transit is accepted: it says who gave how much, and two digits that a mistyped one fails.
//!
//! `664003/2-118.3-5000-42`: desk, slip of its shift (with the epoch before it where that isn't the first), roubles,
//! check. Within an office it is spoken and typed without the office: `2-118.3-5000-42`. The check is ISO 7064
//! MOD 97-10 over the bytes of giver, slip, kopecks and *receiver*, so that a code typed at another desk than the one
//! that it was made for fails too.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::number::CashNumber;
use crate::domain::ids::DeskId;
use crate::domain::message::{Message, text};
use crate::domain::money::Money;
use crate::domain::text_form::text_form;

/// Why a code is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransitError {
    /// Not of the code's form.
    #[error("'{0}' is not the code of a hand-over")]
    Malformed(String),
    /// Mistyped, or made for another desk.
    #[error("the code '{code}' was mistyped, or it is for another desk than {to}")]
    Check {
        /// The code as typed.
        code: String,
        /// The desk it was typed at.
        to: DeskId,
    },
}

impl TransitError {
    /// The message for the person who typed it.
    pub fn message(&self) -> Message {
        match self {
            TransitError::Malformed(code) => ("error-transit-malformed", vec![("code", text(code))]),
            TransitError::Check { code, to } => ("error-transit-check", vec![("code", text(code)), ("to", text(to))]),
        }
    }
}

/// The code of a hand-over of cash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TransitCode {
    /// The giver's desk.
    pub from: DeskId,
    /// The giver's slip.
    pub number: CashNumber,
    /// The sum given.
    pub amount: Money,
    check: u8,
}

impl TransitCode {
    /// The code of what `from` gives to `to`.
    pub fn new(from: DeskId, number: CashNumber, amount: Money, to: &DeskId) -> TransitCode {
        let check = check_of(&from, number, amount, to);
        TransitCode { from, number, amount, check }
    }

    /// Reads a code as typed at the desk `to`, with or without the office.
    pub fn read(typed: &str, to: &DeskId) -> Result<TransitCode, TransitError> {
        let typed = typed.trim();
        let whole = if typed.contains('/') { typed.to_owned() } else { format!("{}/{typed}", to.office()) };
        let malformed = |_| TransitError::Malformed(typed.to_owned());
        let code: TransitCode = whole.parse().map_err(malformed)?;
        if code.is_for(to) { Ok(code) } else { Err(TransitError::Check { code: typed.to_owned(), to: to.clone() }) }
    }

    /// True if the code was made for the desk `to`.
    pub fn is_for(&self, to: &DeskId) -> bool {
        self.check == check_of(&self.from, self.number, self.amount, to)
    }
}

fn check_of(from: &DeskId, number: CashNumber, amount: Money, to: &DeskId) -> u8 {
    let text = format!("{from} {number} {} {to}", amount.kopecks());
    let rest = text.bytes().fold(0u32, |rest, byte| (rest * 1000 + u32::from(byte)) % 97);
    u8::try_from(98 - (rest * 100) % 97).unwrap_or_default()
}

impl fmt::Display for TransitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CashNumber { epoch, shift, n } = self.number;
        let epoch = if epoch == 1 { String::new() } else { format!("{epoch}.") };
        let sum = self.amount.to_string();
        let sum = sum.strip_suffix(".00").unwrap_or(&sum);
        f.pad(&format!("{}-{epoch}{shift}.{n}-{sum}-{:02}", self.from, self.check))
    }
}

/// Reads a whole code; whom it is for is not known here, and so its check isn't held against anything.
impl FromStr for TransitCode {
    type Err = TransitError;
    fn from_str(typed: &str) -> Result<TransitCode, TransitError> {
        let malformed = || TransitError::Malformed(typed.to_owned());
        // From the end: a desk's name may have a '-'.
        let mut parts = typed.trim().rsplitn(4, '-');
        let mut next = || parts.next().ok_or_else(malformed);
        let (check, amount, number, from) = (next()?, next()?, next()?, next()?);
        let check = Some(check).filter(|check| check.len() == 2).and_then(|check| check.parse().ok());
        let numbers: Option<Vec<u32>> =
            number.split('.').map(|part| part.parse().ok().filter(|&number| number > 0)).collect();
        let number = match numbers.as_deref() {
            Some([shift, n]) => CashNumber { epoch: 1, shift: *shift, n: *n },
            Some([epoch, shift, n]) => CashNumber { epoch: *epoch, shift: *shift, n: *n },
            _ => return Err(malformed()),
        };
        let amount = Money::parse(amount).ok().filter(|amount| amount.is_positive()).ok_or_else(malformed)?;
        let from = from.parse().map_err(|_| malformed())?;
        Ok(TransitCode { from, number, amount, check: check.ok_or_else(malformed)? })
    }
}

text_form!(TransitCode => TransitError);

#[cfg(test)]
mod tests {
    use super::*;

    fn desk(name: &str) -> DeskId {
        name.parse().unwrap()
    }

    fn code() -> TransitCode {
        let number = CashNumber { epoch: 1, shift: 118, n: 3 };
        TransitCode::new(desk("664003/2-b"), number, Money::from_kopecks(500_050), &desk("664003/vault"))
    }

    #[test]
    fn a_code_reads_back_with_and_without_its_office() {
        let (code, vault) = (code(), desk("664003/vault"));
        let whole = code.to_string();
        assert!(whole.starts_with("664003/2-b-118.3-5000.50-"), "{whole}");
        assert_eq!(TransitCode::read(&whole, &vault), Ok(code.clone()));
        assert_eq!(TransitCode::read(whole.strip_prefix("664003/").unwrap(), &vault), Ok(code.clone()));
        assert_eq!(whole.parse(), Ok(code));
    }

    #[test]
    fn no_changed_digit_and_no_other_desk_passes() {
        let (whole, vault) = (code().to_string(), desk("664003/vault"));
        assert!(matches!(TransitCode::read(&whole, &desk("664003/3")), Err(TransitError::Check { .. })));
        for (at, old) in whole.char_indices().filter(|(_, old)| old.is_ascii_digit()) {
            for new in ('0'..='9').filter(|new| *new != old) {
                let typed = format!("{}{new}{}", &whole[..at], &whole[at + 1..]);
                assert!(TransitCode::read(&typed, &vault).is_err(), "{typed} for {whole}");
            }
        }
    }

    #[test]
    fn digits_that_changed_places_are_found() {
        let (whole, vault) = (code().to_string(), desk("664003/vault"));
        for at in 0..whole.len() - 1 {
            let mut bytes = whole.clone().into_bytes();
            bytes.swap(at, at + 1);
            let typed = String::from_utf8(bytes).unwrap();
            assert!(typed == whole || TransitCode::read(&typed, &vault).is_err(), "{typed} for {whole}");
        }
    }
}
