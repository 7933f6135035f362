//! Money: whole kopecks, checked arithmetic, reading and writing of sums.

use std::fmt;
use std::ops::Neg;

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

use super::message::Message;

/// A sum of money in whole kopecks. May be negative (a difference, a reversed posting).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(i64);

/// Why a text is not a sum of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Nothing was written.
    #[error("no sum is given")]
    Empty,
    /// Something other than digits, one decimal mark and spaces between groups of three.
    #[error("not a sum of money")]
    Malformed,
    /// More than two digits after the decimal mark; kopecks are the smallest unit.
    #[error("more than two digits after the decimal mark")]
    TooFine,
    /// Beyond what fits in 64 bits of kopecks.
    #[error("the sum is too large")]
    TooLarge,
}

impl MoneyError {
    /// The message for the person who wrote it.
    pub fn message(&self) -> Message {
        let id = match self {
            MoneyError::Empty => "error-money-empty",
            MoneyError::Malformed => "error-money-malformed",
            MoneyError::TooFine => "error-money-too-fine",
            MoneyError::TooLarge => "error-money-too-large",
        };
        (id, vec![])
    }
}

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// The largest sum that a person may enter, a trillion roubles: sums of such sums still fit.
    pub const MOST: Money = Money(100_000_000_000_000);

    /// A sum of `kopecks`.
    pub const fn from_kopecks(kopecks: i64) -> Money {
        Money(kopecks)
    }

    /// A sum of whole `roubles`.
    pub const fn from_roubles(roubles: i32) -> Money {
        Money(roubles as i64 * 100)
    }

    /// The sum in kopecks.
    pub const fn kopecks(self) -> i64 {
        self.0
    }

    /// True for sums above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// True for nothing at all.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// [`Money::is_zero`] in the form that serde's `skip_serializing_if` takes.
    pub(crate) const fn is_zero_ref(&self) -> bool {
        self.is_zero()
    }

    /// `self + other`, or `None` where 64 bits of kopecks do not hold it.
    pub fn plus(self, other: Money) -> Option<Money> {
        self.0.checked_add(other.0).map(Money)
    }

    /// `self - other`, or `None` where 64 bits of kopecks do not hold it.
    pub fn minus(self, other: Money) -> Option<Money> {
        self.0.checked_sub(other.0).map(Money)
    }

    /// `self + other`, held at the ends of 64 bits: for folds over what was recorded, which must not fail.
    /// What is about to be recorded is added up with [`Money::plus`].
    pub const fn saturating_plus(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }

    /// `self - other`, held at the ends of 64 bits; see [`Money::saturating_plus`].
    pub const fn saturating_minus(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }

    /// The sum without its sign.
    pub const fn abs(self) -> Money {
        Money(self.0.saturating_abs())
    }

    /// The sum of all, or `None` on overflow.
    pub fn total(sums: impl IntoIterator<Item = Money>) -> Option<Money> {
        sums.into_iter().try_fold(Money::ZERO, Money::plus)
    }

    /// `percent` per cent of the sum, half a kopeck away from zero; `None` on overflow.
    pub fn percent(self, percent: Decimal) -> Option<Money> {
        let part = Decimal::from(self.0).checked_mul(percent)? / Decimal::ONE_HUNDRED;
        part.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64().map(Money)
    }

    /// Reads what a person or a register writes: `812,40`, `812.4`, `812`, `1 234,00`, `-5,00`.
    ///
    /// One decimal mark, comma or point, with one or two digits behind it; spaces (also no-break and thin ones)
    /// only between groups of three digits. Exponents, more digits and anything else are errors, never guesses.
    pub fn parse(text: &str) -> Result<Money, MoneyError> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        if digits.is_empty() {
            return Err(MoneyError::Empty);
        }
        let (whole, fraction) = match digits.split_once([',', '.']) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let roubles = parse_groups(whole)?;
        let kopecks = fraction.map_or(Ok(0), parse_fraction)?;
        let sum = roubles.checked_mul(100).and_then(|sum| sum.checked_add(kopecks)).ok_or(MoneyError::TooLarge)?;
        Ok(Money(if negative { -sum } else { sum }))
    }

    /// Writes the sum with `mark` before the kopecks and `group` between groups of three digits.
    pub fn write(self, group: &str, mark: char) -> String {
        let digits = (self.0.unsigned_abs() / 100).to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3 * group.len() + 4);
        if self.0 < 0 {
            text.push('-');
        }
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push_str(group);
            }
            text.push(digit);
        }
        text.push(mark);
        text.push_str(&format!("{:02}", self.0.unsigned_abs() % 100));
        text
    }
}

/// Spreads `sum` over parts in proportion to what they were: the parts of a bill that is paid in part (Постановление
/// Правительства РФ 354, п. 118). The result adds up to `sum` exactly; a kopeck that the division leaves goes to the
/// largest remainders. `None` where the parts are not all above zero, or too little is given for a kopeck each.
pub fn spread(sum: Money, parts: &[Money]) -> Option<Vec<Money>> {
    let whole: i128 = parts.iter().map(|part| i128::from(part.0)).sum();
    if parts.iter().any(|part| part.0 <= 0) || i128::from(sum.0) < parts.len() as i128 || parts.is_empty() {
        return None;
    }
    let share = |part: &Money| i128::from(sum.0) * i128::from(part.0);
    let mut spread: Vec<i128> = parts.iter().map(|part| (share(part) / whole).max(1)).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&n| std::cmp::Reverse((share(&parts[n]) % whole, parts[n])));
    let mut left = i128::from(sum.0) - spread.iter().sum::<i128>();
    for &n in order.iter().cycle().take(order.len() * 2) {
        let step = left.signum();
        if step > 0 || (step < 0 && spread[n] > 1) {
            spread[n] += step;
            left -= step;
        }
    }
    spread.into_iter().map(|part| i64::try_from(part).ok().map(Money)).collect::<Option<Vec<_>>>().filter(|_| left == 0)
}

/// The machine form, `1234.50`: exports, logs, command lines.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.write("", '.'))
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(self.0.saturating_neg())
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

fn parse_groups(whole: &str) -> Result<i64, MoneyError> {
    let groups: Vec<&str> = whole.split(is_space).collect();
    let digits_only = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    let grouped_by_three = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|g| g.len() == 3));
    if !digits_only || !grouped_by_three {
        return Err(MoneyError::Malformed);
    }
    groups.concat().parse().map_err(|_| MoneyError::TooLarge)
}

fn parse_fraction(fraction: &str) -> Result<i64, MoneyError> {
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(MoneyError::Malformed);
    }
    match fraction.as_bytes() {
        [tens] => Ok(i64::from(tens - b'0') * 10),
        [tens, ones] => Ok(i64::from(tens - b'0') * 10 + i64::from(ones - b'0')),
        _ => Err(MoneyError::TooFine),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_write() {
        for (text, kopecks) in [
            ("812,40", 81240),
            ("812.4", 81240),
            ("1 234,00", 123_400),
            ("1\u{a0}234\u{202f}567", 123_456_700),
            (" 500 ", 50000),
            ("-5,01", -501),
            ("0", 0),
        ] {
            assert_eq!(Money::parse(text), Ok(Money(kopecks)), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_a_sum() {
        for (text, error) in [
            ("10.005", MoneyError::TooFine),
            ("1e3", MoneyError::Malformed),
            ("", MoneyError::Empty),
            ("-", MoneyError::Empty),
            ("12 34", MoneyError::Malformed),
            ("1234 567", MoneyError::Malformed),
            ("1,234.00", MoneyError::Malformed),
            (",50", MoneyError::Malformed),
            ("5,", MoneyError::Malformed),
            ("+5", MoneyError::Malformed),
            ("--5", MoneyError::Malformed),
            ("٥", MoneyError::Malformed),
            ("99999999999999999999", MoneyError::TooLarge),
            ("92233720368547758.08", MoneyError::TooLarge),
        ] {
            assert_eq!(Money::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_per_cent_rounds_half_away_from_zero() {
        let half = "0.5".parse().unwrap();
        assert_eq!(Money(100).percent(half), Some(Money(1)));
        assert_eq!(Money(99).percent(half), Some(Money(0)));
        assert_eq!(Money(-100).percent(half), Some(Money(-1)));
    }

    proptest! {
        #[test]
        fn reads_back_what_it_writes(kopecks in -9_223_372_036_854_775_807i64..=i64::MAX) {
            for (group, mark) in [("", '.'), (" ", ','), ("\u{a0}", ',')] {
                prop_assert_eq!(Money::parse(&Money(kopecks).write(group, mark)), Ok(Money(kopecks)));
            }
        }

        #[test]
        fn a_spread_adds_up_and_keeps_the_proportions(
            sum in 10i64..100_000_000, parts in proptest::collection::vec(1i64..10_000_000, 1..8),
        ) {
            let parts: Vec<Money> = parts.into_iter().map(Money).collect();
            let spread = spread(Money(sum), &parts).unwrap();
            prop_assert_eq!(Money::total(spread.iter().copied()), Some(Money(sum)));
            let whole: i128 = parts.iter().map(|part| i128::from(part.0)).sum();
            for (part, share) in parts.iter().zip(&spread) {
                prop_assert!(share.is_positive());
                let exact = i128::from(sum) * i128::from(part.0) / whole;
                prop_assert!((i128::from(share.0) - exact).abs() <= parts.len() as i128, "{share} for {exact}");
            }
        }

        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = Money::parse(&text);
        }
    }
}
