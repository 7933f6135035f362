//! A count of cash by denominations, in its one spelling `5000x1,100x4,0.50x3`.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::message::{Message, Word, text};
use crate::domain::money::Money;
use crate::domain::text_form::text_form;

/// Why a text is not a count.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// Not of the form `5000x1,100x4`.
    #[error("'{0}' is not a part of a count: write DENOMINATIONxNUMBER, 5000x1,100x4")]
    Malformed(String),
    /// The denomition is there twice.
    #[error("the denomination {0} is counted twice")]
    Twice(Money),
    /// The sum does not fit.
    #[error("the count is too large")]
    TooLarge,
}

impl CountError {
    /// The message for the person who wrote it.
    pub fn message(&self) -> Message {
        match self {
            CountError::Malformed(part) => ("error-count-malformed", vec![("part", text(part))]),
            CountError::Twice(denomination) => {
                ("error-count-twice", vec![("denomination", Word::Money(*denomination))])
            }
            CountError::TooLarge => ("error-money-too-large", vec![]),
        }
    }
}

/// How many of each denomination there are. Largest first in text, and none that there are none of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Count(BTreeMap<Money, u32>);

impl Count {
    /// The same with `pieces` of `denomination`.
    pub fn set(&mut self, denomination: Money, pieces: u32) {
        match pieces {
            0 => self.0.remove(&denomination),
            _ => self.0.insert(denomination, pieces),
        };
    }

    /// How many there are of a denomination.
    pub fn pieces(&self, denomination: Money) -> u32 {
        self.0.get(&denomination).copied().unwrap_or_default()
    }

    /// The sum; saturating, which [`Count::from_str`] refuses.
    pub fn total(&self) -> Money {
        let parts = self.0.iter().map(|(denomination, &pieces)| value(*denomination, pieces));
        parts.fold(Money::ZERO, |sum, part| sum.saturating_plus(part.unwrap_or(Money::MOST)))
    }

    /// The denominations that there are, largest first, each with its number.
    pub fn iter(&self) -> impl Iterator<Item = (Money, u32)> {
        self.0.iter().rev().map(|(denomination, pieces)| (*denomination, *pieces))
    }

    /// True where nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The part of this cash that comes nearest to `sum` from below, in as many small pieces as there are: what to
    /// leave as change money. What is left over is to go.
    pub fn change_for(&self, sum: Money) -> Count {
        let mut left = sum.kopecks();
        let mut kept = Count::default();
        for (denomination, pieces) in &self.0 {
            let Some(most) = left.checked_div(denomination.kopecks()) else { continue };
            let pieces = (*pieces).min(u32::try_from(most.max(0)).unwrap_or(u32::MAX));
            kept.set(*denomination, pieces);
            left -= denomination.kopecks().saturating_mul(i64::from(pieces));
        }
        kept
    }

    /// This cash without `other`; `None` where there isn't so much of it.
    pub fn minus(&self, other: &Count) -> Option<Count> {
        let mut rest = self.clone();
        for (denomination, pieces) in &other.0 {
            rest.set(*denomination, self.pieces(*denomination).checked_sub(*pieces)?);
        }
        Some(rest)
    }
}

fn value(denomination: Money, pieces: u32) -> Option<Money> {
    denomination.kopecks().checked_mul(i64::from(pieces)).map(Money::from_kopecks).filter(|sum| *sum <= Money::MOST)
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, (denomination, pieces)) in self.iter().enumerate() {
            let sum = denomination.to_string();
            let comma = if n == 0 { "" } else { "," };
            write!(f, "{comma}{}x{pieces}", sum.strip_suffix(".00").unwrap_or(&sum))?;
        }
        Ok(())
    }
}

/// Reads `5000x1,100x4`; `×`, `*` and the Cyrillic х do for `x`, blanks and semicolons for commas.
impl FromStr for Count {
    type Err = CountError;
    fn from_str(text: &str) -> Result<Count, CountError> {
        let mut count = Count::default();
        let mut sum = Money::ZERO;
        for part in text.split([',', ';', ' ']).filter(|part| !part.is_empty()) {
            let malformed = || CountError::Malformed(part.to_owned());
            let (denomination, pieces) = part.split_once(['x', 'X', 'х', 'Х', '×', '*']).ok_or_else(malformed)?;
            let denomination = Money::parse(denomination).ok().filter(|sum| sum.is_positive()).ok_or_else(malformed)?;
            let pieces: u32 = pieces.parse().map_err(|_| malformed())?;
            if count.0.contains_key(&denomination) {
                return Err(CountError::Twice(denomination));
            }
            let part = value(denomination, pieces).ok_or(CountError::TooLarge)?;
            sum = sum.plus(part).filter(|sum| *sum <= Money::MOST).ok_or(CountError::TooLarge)?;
            count.set(denomination, pieces);
        }
        Ok(count)
    }
}

text_form!(Count => CountError);

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> Count {
        text.parse().unwrap()
    }

    #[test]
    fn a_count_has_one_spelling_and_a_sum() {
        let mixed = count("100x4; 0.50*3 5000х1");
        assert_eq!((mixed.to_string().as_str(), mixed.total()), ("5000x1,100x4,0.50x3", Money::from_kopecks(540_150)));
        assert_eq!(count("100x0").to_string(), "");
        for faulty in ["100", "x4", "100x", "100x-1", "0x5", "100x4,100x1", "100x1.5", "5000x4294967296"] {
            assert!(faulty.parse::<Count>().is_err(), "{faulty}");
        }
        assert_eq!("999999999999x2".parse::<Count>(), Err(CountError::TooLarge));
    }

    #[test]
    fn change_money_is_kept_in_small_pieces() {
        let drawer = count("5000x3,1000x2,500x1,100x12,50x4,10x10");
        let kept = drawer.change_for(Money::from_roubles(2000));
        assert_eq!(kept, count("500x1,100x12,50x4,10x10"));
        assert_eq!(drawer.minus(&kept), Some(count("5000x3,1000x2")));
        assert_eq!(drawer.minus(&count("5000x4")), None);
        assert!(drawer.change_for(Money::from_roubles(5)).is_empty());
    }
}
