//! Telling a full card number from its mask.

/// The digits that a mask may leave to be read: the first six or eight and the last four (PCI DSS 3.4).
const MASKED_DIGITS: usize = 12;

/// How many digits a card number has that ISO/IEC 7812 gives out for payment cards today.
const LENGTHS: std::ops::RangeInclusive<usize> = 16..=19;

/// True where the text of a card column leaves more to be read than a mask may.
pub(super) fn is_bare(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() > MASKED_DIGITS
}

/// True where a text has a run of digits, with spaces or hyphens between groups, that is a number of a payment card by
/// its length, its beginning and its check digit.
pub(super) fn has_full_number(text: &str) -> bool {
    let runs = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, ' ' | '-' | '\u{a0}'));
    let digits = |run: &str| -> Vec<u32> { run.chars().filter_map(|c| c.to_digit(10)).collect() };
    runs.map(digits).any(|digits| {
        LENGTHS.contains(&digits.len()) && digits.first().is_some_and(|first| (2..=6).contains(first)) && luhn(&digits)
    })
}

/// The check digit of ISO/IEC 7812-1, annex B.
fn luhn(digits: &[u32]) -> bool {
    let weighed = digits.iter().rev().enumerate().map(|(at, digit)| match at % 2 {
        0 => *digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    });
    weighed.sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_numbers_are_found_and_masks_and_references_are_not() {
        for full in ["4111111111111111", "карта 4111 1111 1111 1111", "2200-0000-0000-0004"] {
            assert!(has_full_number(full), "{full}");
        }
        for other in ["411111******1111", "4111111111111112", "628300123456", "40702810100000000001", "2026-11-23"] {
            assert!(!has_full_number(other), "{other}");
        }
        assert!(is_bare("4111111111111112") && is_bare("41111111 1111 1"));
        assert!(!is_bare("22001234****1111") && !is_bare("*1111") && !is_bare(""));
    }
}
