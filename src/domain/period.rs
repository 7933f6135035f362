//! The month that a line is paid for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A calendar month, written `2026-10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: u16,
    month: u8,
}

/// Why a text is not a month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a month: write it as 2026-10 or 10.2026")]
pub struct PeriodError(pub String);

impl Period {
    /// The month `month` (1 to 12) of `year` (1900 to 2999); anything else is nothing.
    pub fn new(year: u16, month: u8) -> Option<Period> {
        ((1900..3000).contains(&year) && (1..=12).contains(&month)).then_some(Period { year, month })
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// Reads `2026-10`, and what people and bills write: `10.2026`, `10/2026`, `102026`.
impl FromStr for Period {
    type Err = PeriodError;
    fn from_str(text: &str) -> Result<Period, PeriodError> {
        let text = text.trim();
        let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
        let (year, month) = match parts[..] {
            [year, month] if year.len() == 4 => (year, month),
            [month, year] => (year, month),
            [both] if both.len() == 6 && both.is_ascii() => (&both[2..], &both[..2]),
            _ => ("", ""),
        };
        let number = |part: &str, width: usize| {
            (part.len() <= width && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u16>().ok())?
        };
        number(year, 4)
            .zip(number(month, 2).and_then(|month| u8::try_from(month).ok()))
            .and_then(|(year, month)| Period::new(year, month))
            .ok_or_else(|| PeriodError(text.to_owned()))
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;
    fn try_from(text: String) -> Result<Period, PeriodError> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_in_every_usual_form() {
        for text in ["2026-10", "10.2026", "10/2026", "102026", " 2026.10 "] {
            assert_eq!(text.parse::<Period>().map(|period| period.to_string()), Ok("2026-10".to_owned()), "{text}");
        }
        for faulty in ["", "2026", "13.2026", "0.2026", "10.26", "2026-10-01", "ма2026", "-10.2026"] {
            assert!(faulty.parse::<Period>().is_err(), "{faulty}");
        }
    }
}
