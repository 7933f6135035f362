//! Check digits of bar codes: rules with a name, which layouts refer to.

use serde::Deserialize;

/// How a check digit follows from the digits before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckRule {
    /// The last digit of an EAN (GS1 General Specifications, 7.9): weights 3, 1, 3 … from the right, up to the next
    /// ten.
    Ean,
    /// The account check digit of Tomsk's bills: weights 2, 3, 4 … from the right, sum modulo 11, 10 → 0.
    #[serde(rename = "mod-11")]
    Mod11,
    /// ISO/IEC 7812-1, annex B: every second digit from the right doubled, its digits added, up to the next ten.
    Luhn,
    /// A digit that nothing is known about; every one fits.
    None,
}

impl CheckRule {
    /// True if `check` is the digit that follows from `digits`, all of them ASCII.
    pub(super) fn fits(self, digits: &[u8], check: u8) -> bool {
        let from_right = || digits.iter().rev().map(|digit| u32::from(digit.wrapping_sub(b'0')));
        let to_next_ten = |sum: u32| (10 - sum % 10) % 10;
        let expected = match self {
            CheckRule::Ean => to_next_ten(from_right().zip([3, 1].into_iter().cycle()).map(|(d, w)| d * w).sum()),
            CheckRule::Mod11 => from_right().zip(2..).map(|(digit, weight)| digit * weight).sum::<u32>() % 11 % 10,
            CheckRule::Luhn => to_next_ten(
                from_right()
                    .zip([2, 1].into_iter().cycle())
                    .map(|(digit, weight)| digit * weight)
                    .map(|product| product / 10 + product % 10)
                    .sum(),
            ),
            CheckRule::None => return true,
        };
        u32::from(check.wrapping_sub(b'0')) == expected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_digits(rule: CheckRule, digits: &str) -> Vec<char> {
        ('0'..='9').filter(|check| rule.fits(digits.as_bytes(), *check as u8)).collect()
    }

    #[test]
    fn published_codes_have_their_check_digits() {
        for (rule, digits, check) in [
            (CheckRule::Mod11, "35110001053", '4'),
            (CheckRule::Ean, "351100010534", '5'),
            (CheckRule::Ean, "400638133393", '1'),
            (CheckRule::Luhn, "7992739871", '3'),
            (CheckRule::Luhn, "411111111111111", '1'),
        ] {
            assert_eq!(check_digits(rule, digits), [check], "{rule:?} {digits}");
        }
    }

    #[test]
    fn a_remainder_of_ten_is_written_as_zero() {
        // 5 × 2 = 10
        assert_eq!(check_digits(CheckRule::Mod11, "5"), ['0']);
        assert_eq!(check_digits(CheckRule::Mod11, "0"), ['0']);
    }

    #[test]
    fn without_a_rule_every_digit_fits() {
        assert_eq!(check_digits(CheckRule::None, "12").len(), 10);
    }
}
