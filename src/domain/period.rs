//! The month that is paid for, in the many ways that bills write it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The years that a period may have. Bills that write two digits mean this century, and `102026` can't be taken
/// for `202610` as long as no month is 20.
const YEARS: std::ops::RangeInclusive<u16> = 2000..=2099;

/// The first three letters of a month, in every case that a bill uses; May has two forms.
const MONTHS: [&str; 12] = ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];

/// A month of a year. Written, stored and ordered as `2026-10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: u16,
    month: u8,
}

/// Why a text is not a period; it carries the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a month of a year: write it as 2026-10 or 10.2026")]
pub struct PeriodError(pub String);

impl Period {
    /// The `month` (1 to 12) of a `year` (2000 to 2099); `None` for any other.
    pub fn new(year: u16, month: u8) -> Option<Period> {
        (YEARS.contains(&year) && (1..=12).contains(&month)).then_some(Period { year, month })
    }

    /// The year, 2000 to 2099.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Reads what bills write: `2026-10`, `102026`, `10.2026`, `10/26`, `1026`, `202610`, `01.10.2026`,
    /// `Октябрь 2026 г.`. Four digits without a mark are month and year, never year and month.
    pub fn parse(text: &str) -> Result<Period, PeriodError> {
        let lower = text.to_lowercase();
        let parts: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !matches!(*part, "" | "г" | "год" | "года"))
            .collect();
        let period = match parts[..] {
            [digits] if digits.is_ascii() => match digits.len() {
                4 => read(&digits[2..], &digits[..2]),
                6 => read(&digits[2..], &digits[..2]).or_else(|| read(&digits[..4], &digits[4..])),
                _ => None,
            },
            [month, year] if month.len() != 4 || !is_number(month) => read(year, month),
            [year, month] => read(year, month),
            [day, month, year] if is_day(day) => read(year, month),
            [year, month, day] if is_day(day) => read(year, month),
            _ => None,
        };
        period.ok_or_else(|| PeriodError(text.to_owned()))
    }
}

fn read(year: &str, month: &str) -> Option<Period> {
    let year = match (year.len(), number(year)?) {
        (2, short) => 2000 + short,
        (4, full) => full,
        _ => return None,
    };
    Period::new(year, number(month).map_or_else(|| named_month(month), |month| u8::try_from(month).ok())?)
}

fn named_month(word: &str) -> Option<u8> {
    let word = if word == "мая" { "май" } else { word };
    (1..).zip(MONTHS).find(|(_, start)| word.starts_with(start)).map(|(month, _)| month)
}

fn is_day(text: &str) -> bool {
    text.len() <= 2 && number(text).is_some_and(|day| (1..=31).contains(&day))
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// A number of digits alone: `u16::from_str` would take a sign too.
fn number(text: &str) -> Option<u16> {
    is_number(text).then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{:02}", self.year, self.month))
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;
    fn try_from(text: String) -> Result<Self, PeriodError> {
        Period::parse(&text)
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
    use proptest::prelude::*;

    #[test]
    fn reads_what_bills_write() {
        let october = Period::new(2026, 10).unwrap();
        for text in [
            "2026-10",
            "102026",
            "202610",
            "1026",
            "10.2026",
            "10/26",
            "2026.10",
            "01.10.2026",
            "2026-10-31",
            "Октябрь 2026 г.",
            "октября 2026 года",
            " ОКТ.2026 ",
        ] {
            assert_eq!(Period::parse(text), Ok(october), "{text}");
        }
        assert_eq!(Period::parse("мая 2026"), Ok(Period::new(2026, 5).unwrap()));
        assert_eq!(Period::parse("март 2026"), Ok(Period::new(2026, 3).unwrap()));
        assert_eq!(Period::parse("9.2026"), Ok(Period::new(2026, 9).unwrap()));
    }

    #[test]
    fn refuses_what_is_no_month() {
        for text in
            ["", "10", "132026", "002026", "2610", "10.1999", "32.10.2026", "10.2026.10.2026", "20261", "брюмер 2026"]
        {
            assert_eq!(Period::parse(text), Err(PeriodError(text.to_owned())), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reads_back_what_it_writes(year in YEARS, month in 1u8..=12) {
            let period = Period::new(year, month).unwrap();
            prop_assert_eq!(Period::parse(&period.to_string()), Ok(period));
            let json = serde_json::to_string(&period).unwrap();
            prop_assert_eq!(&json, &format!("\"{year}-{month:02}\""));
            prop_assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
        }

        #[test]
        fn never_panics(text in "\\PC{0,12}", digits in "[0-9.,/ яй-]{0,10}") {
            let _ = (Period::parse(&text), Period::parse(&digits));
        }
    }
}
