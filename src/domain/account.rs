//! A payer's account number with a supplier, and the look-alike letters that it is mistyped with.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::message::{Message, text};
use super::text_form::text_form;

/// Longest account number, in characters.
pub const MAX_ACCOUNT: usize = 32;

/// An account number in its one canonical form: upper case, without spaces, and every Latin letter that looks like
/// a Cyrillic one replaced by it (`AB 120 4417` typed in Latin is `АВ1204417`). Irkutsk numbers carry a Cyrillic
/// prefix, so Cyrillic is the form that is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountNumber(String);

/// Why a text is not an account number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Nothing but spaces.
    #[error("no account number is given")]
    Empty,
    /// More than [`MAX_ACCOUNT`] characters.
    #[error("the account number is longer than {MAX_ACCOUNT} characters")]
    TooLong,
    /// A character that no account number has.
    #[error("an account number has Russian and Latin letters, digits, '-', '/' and '.', not {0:?}")]
    Character(char),
}

impl AccountError {
    /// The message for the person who wrote it.
    pub fn message(&self) -> Message {
        match self {
            AccountError::Empty => ("error-account-empty", vec![]),
            AccountError::TooLong => ("error-account-too-long", vec![("most", text(MAX_ACCOUNT))]),
            AccountError::Character(odd) => ("error-account-character", vec![("odd", text(odd.escape_debug()))]),
        }
    }
}

impl AccountNumber {
    /// Reads an account number as typed, scanned or found in a register.
    pub fn parse(text: &str) -> Result<AccountNumber, AccountError> {
        let mut number = String::with_capacity(text.len());
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            number.extend(c.to_uppercase().map(cyrillic_twin));
        }
        if let Some(odd) = number.chars().find(|&c| !is_allowed(c)) {
            return Err(AccountError::Character(odd));
        }
        match number.chars().count() {
            0 => Err(AccountError::Empty),
            1..=MAX_ACCOUNT => Ok(AccountNumber(number)),
            _ => Err(AccountError::TooLong),
        }
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number without its letters and marks: what a payer dictates over the counter.
    pub fn digits(&self) -> String {
        self.0.chars().filter(char::is_ascii_digit).collect()
    }
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, 'А'..='Я' | 'Ё' | '-' | '/' | '.')
}

/// The Cyrillic capital that an upper-case Latin letter is mistaken for; any other character is itself.
pub fn cyrillic_twin(c: char) -> char {
    match c {
        'A' => 'А',
        'B' => 'В',
        'C' => 'С',
        'E' => 'Е',
        'H' => 'Н',
        'K' => 'К',
        'M' => 'М',
        'O' => 'О',
        'P' => 'Р',
        'T' => 'Т',
        'X' => 'Х',
        'Y' => 'У',
        other => other,
    }
}

impl fmt::Display for AccountNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for AccountNumber {
    type Err = AccountError;
    fn from_str(text: &str) -> Result<AccountNumber, AccountError> {
        AccountNumber::parse(text)
    }
}

text_form!(AccountNumber => AccountError);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_number_are_one_number() {
        let number = AccountNumber::parse("АВ1204417").unwrap();
        for spelling in ["AB1204417", "ав 120 4417", "aB\u{a0}1204417", " Ав1204417 "] {
            assert_eq!(AccountNumber::parse(spelling), Ok(number.clone()), "{spelling}");
        }
        assert_ne!(AccountNumber::parse("АБ1204417"), Ok(number.clone()));
        assert_eq!(number.digits(), "1204417");
    }

    #[test]
    fn refuses_what_no_account_has() {
        assert_eq!(AccountNumber::parse(" "), Err(AccountError::Empty));
        assert_eq!(AccountNumber::parse("12;4"), Err(AccountError::Character(';')));
        for odd in ["ǰ12", "ΐ1", "²", "１２", "Ⅷ5", "1\u{200b}2"] {
            assert!(matches!(AccountNumber::parse(odd), Err(AccountError::Character(_))), "{odd}");
        }
        assert_eq!(AccountNumber::parse(&"1".repeat(33)), Err(AccountError::TooLong));
        assert!(AccountNumber::parse("75да533315-01").is_ok());
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_stable(text in "\\PC{0,40}") {
            if let Ok(number) = AccountNumber::parse(&text) {
                prop_assert_eq!(AccountNumber::parse(number.as_str()), Ok(number));
            }
        }
    }
}
