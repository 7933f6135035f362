//! What a remittance is for: it is shared among the registers that are not remitted whole. Pure.

use crate::domain::Money;

/// Shares a remittance among what is open of registers, each by its number, and gives what is open of each of them
/// afterwards; `None` where it is nothing, or more than all that is open. A register that takes back more than it
/// brings is settled first and adds to what the others get, then each in its turn; those that get nothing are left out.
pub fn share(open: &[(u32, Money)], amount: Money) -> Option<Vec<(u32, Money)>> {
    let mut whole = Money::ZERO;
    for (_, sum) in open {
        whole = whole.plus(*sum)?;
    }
    if !amount.is_positive() || amount > whole {
        return None;
    }
    let mut left = amount;
    let mut shared = vec![];
    for (number, sum) in open.iter().filter(|(_, sum)| *sum < Money::ZERO) {
        left = left.minus(*sum)?;
        shared.push((*number, Money::ZERO));
    }
    for (number, sum) in open.iter().filter(|(_, sum)| sum.is_positive()) {
        let part = left.min(*sum);
        if part.is_positive() {
            left = left.minus(part)?;
            shared.push((*number, sum.minus(part)?));
        }
    }
    shared.sort();
    Some(shared)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kopecks(of: &[(u32, i64)]) -> Vec<(u32, Money)> {
        of.iter().map(|(number, sum)| (*number, Money::from_kopecks(*sum))).collect()
    }

    #[test]
    fn the_first_are_remitted_first_and_what_was_taken_back_is_set_off() {
        let share = |open, amount| share(&kopecks(open), Money::from_kopecks(amount));
        assert_eq!(share(&[(1, 100), (2, 50)], 120), Some(kopecks(&[(1, 0), (2, 30)])));
        assert_eq!(share(&[(1, 100), (2, 50)], 100), Some(kopecks(&[(1, 0)])));
        assert_eq!(share(&[(3, -30), (4, 100)], 70), Some(kopecks(&[(3, 0), (4, 0)])));
        assert_eq!(share(&[(3, -30), (4, 100)], 71), None);
        assert_eq!(share(&[(3, -30)], 1), None);
        assert_eq!(share(&[(1, 5)], 0), None);
        assert_eq!(share(&[(1, i64::MAX), (2, 1)], 1), None, "more than a sum can hold");
    }

    proptest! {
        #[test]
        fn what_was_open_is_less_by_what_was_remitted(
            sums in proptest::collection::vec(-1000..1000i64, 1..8),
            percent in 0..120i64,
        ) {
            let open: Vec<(u32, Money)> = (1..).zip(sums.iter().map(|sum| Money::from_kopecks(*sum))).collect();
            let whole: i64 = sums.iter().sum();
            let amount = whole * percent / 100;
            let Some(shared) = share(&open, Money::from_kopecks(amount)) else {
                prop_assert!(amount <= 0 || amount > whole);
                return Ok(());
            };
            let after: i64 = open
                .iter()
                .map(|(number, sum)| shared.iter().find(|(of, _)| of == number).map_or(*sum, |(_, left)| *left))
                .map(Money::kopecks)
                .sum();
            prop_assert_eq!(after, whole - amount);
            prop_assert!(shared.iter().all(|(_, left)| *left >= Money::ZERO));
        }
    }
}
