//! How likely things are, in whole numbers: causes, sums of payments, what payers hand over.

use std::collections::BTreeMap;

use crate::domain::money::Money;

/// A likelihood as parts of a large whole, for no float comes near money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likelihood(u128);

/// Enough for a sum to the kopeck, one of millions, and what it is weighed by further.
const WHOLE: u128 = 1_000_000_000_000_000_000_000_000;

impl Likelihood {
    pub(super) const fn per_mille(parts: u128) -> Likelihood {
        Likelihood(WHOLE / 1000 * parts)
    }

    /// The same, times `part / whole`.
    pub(super) fn times(self, (part, whole): Chance) -> Likelihood {
        Likelihood(self.0.saturating_mul(part) / whole.max(1))
    }

    pub(super) fn plus(self, other: Likelihood) -> Likelihood {
        Likelihood(self.0.saturating_add(other.0))
    }

    /// How many parts of a thousand of `all` this is.
    pub(super) fn share_of(self, all: Likelihood) -> u32 {
        let share = self.0.saturating_mul(1000) / all.0.max(1);
        u32::try_from(share).unwrap_or(u32::MAX)
    }
}

/// A chance, as so many of so many.
pub(super) type Chance = (u128, u128);

/// One of `count`, which may be none.
pub(super) fn one_of(count: usize) -> Chance {
    (1, count.max(1) as u128)
}

/// `one` against `other`, held within a hundred times either way: a model of payers' habits is not to be trusted
/// further.
pub(super) fn against(one: Chance, other: Chance) -> Chance {
    let (above, below) = (one.0.saturating_mul(other.1), one.1.saturating_mul(other.0));
    match (above.checked_div(below), below.checked_div(above)) {
        (None | Some(100..), _) => (100, 1),
        (_, Some(100..)) => (1, 100),
        _ => (above, below),
    }
}

/// What sums payments come to, learnt from the shift's own: by how round they are and by their size.
pub(super) struct Sums {
    classes: BTreeMap<(usize, u32), u128>,
    seen: u128,
}

/// From the coarsest on, in kopecks; what fits none is a sum to the kopeck.
const STEPS: [i64; 6] = [50_000, 10_000, 5_000, 1_000, 100, 1];

/// So many times less likely is a sum of a size that nobody paid.
const UNUSUAL: u128 = 20;

/// About as many classes as sums up to a hundred thousand roubles fall into.
const CLASSES: u128 = 80;

impl Sums {
    pub(super) fn of(sums: impl IntoIterator<Item = Money>) -> Sums {
        let mut learnt = Sums { classes: BTreeMap::new(), seen: 0 };
        for sum in sums.into_iter().filter(|sum| sum.is_positive()) {
            *learnt.classes.entry(class(sum)).or_default() += 1;
            learnt.seen += 1;
        }
        learnt
    }

    /// How likely a payment comes to exactly this sum.
    pub(super) fn chance(&self, sum: Money) -> Chance {
        if !sum.is_positive() {
            return (0, 1);
        }
        let class = class(sum);
        let seen = self.classes.get(&class).copied().unwrap_or_default();
        let size = 1u128 << class.1;
        let different = (size / STEPS[class.0].unsigned_abs() as u128).max(1);
        // Each class counts for half a payment that nobody has made yet, so that none is impossible; for much less
        // where nobody made one of about that size.
        let usual = self.classes.keys().any(|(_, size)| size.abs_diff(class.1) <= 1);
        let unusual = if usual { 1 } else { UNUSUAL };
        (2 * seen + 1, (2 * self.seen + CLASSES) * different * unusual)
    }
}

/// How round a sum is, and its size by powers of two.
fn class(sum: Money) -> (usize, u32) {
    let kopecks = sum.kopecks();
    let roundness = STEPS.iter().position(|step| kopecks % step == 0).unwrap_or(STEPS.len() - 1);
    (roundness, kopecks.checked_ilog2().unwrap_or_default())
}

/// How likely a payer of `due` hands over `given`: mostly what is due rounded up to some denomination.
pub(super) fn handed_over(given: Money, due: Money, denominations: &[Money]) -> Chance {
    let up = |denomination: &Money| {
        let step = denomination.kopecks().max(1);
        due.kopecks().saturating_add(step - 1) / step * step
    };
    let fit = denominations.iter().filter(|denomination| up(denomination) == given.kopecks()).count();
    // Some other sum is possible too: `1012.40` for `812.40`.
    (4 * fit as u128 + 1, 4 * denominations.len() as u128 + 8)
}

/// How likely cash that is moved comes to exactly `sum`, where up to `most` could be moved: mostly round thousands.
pub(super) fn moved(sum: Money, most: Money) -> Chance {
    const ROUND: [(i64, u128); 5] = [(500_000, 35), (100_000, 35), (50_000, 12), (10_000, 12), (1, 6)];
    let (step, percent) = ROUND.into_iter().find(|(step, _)| sum.kopecks() % step == 0).unwrap_or((1, 6));
    let different = most.max(sum).kopecks() / step;
    (percent, 100 * different.max(1).unsigned_abs() as u128)
}

/// True for a sum of whole hundreds of roubles.
pub(super) fn is_round(sum: Money) -> bool {
    sum.kopecks() % 10_000 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roubles(sum: i32) -> Money {
        Money::from_roubles(sum)
    }

    fn more_likely(one: Chance, other: Chance) -> bool {
        one.0 * other.1 > other.0 * one.1
    }

    #[test]
    fn sums_like_those_seen_are_likelier() {
        let sums = Sums::of([roubles(500), roubles(500), roubles(1000), Money::from_kopecks(81_240)]);
        assert!(more_likely(sums.chance(roubles(500)), sums.chance(roubles(510))));
        assert!(more_likely(sums.chance(roubles(510)), sums.chance(Money::from_kopecks(51_017))));
        assert_eq!(sums.chance(Money::ZERO).0, 0);
        assert_eq!(sums.chance(-roubles(5)).0, 0);
    }

    #[test]
    fn a_payer_rounds_up_to_a_note() {
        let notes = [5000, 2000, 1000, 500, 200, 100, 50].map(roubles);
        let due = Money::from_kopecks(81_240);
        let given = |sum| handed_over(roubles(sum), due, &notes);
        assert!(more_likely(given(1000), given(5000)));
        assert!(more_likely(given(5000), given(3000)));
    }

    #[test]
    fn round_sums_are_moved() {
        let most = roubles(40_000);
        assert!(more_likely(moved(roubles(20_000), most), moved(roubles(20_100), most)));
        assert!(more_likely(moved(roubles(20_100), most), moved(Money::from_kopecks(2_012_345), most)));
    }

    #[test]
    fn a_ratio_is_held_within_a_hundred() {
        assert_eq!(against((1, 2), (1, 4)), (4, 2));
        assert_eq!(against((1, 1), (1, 100_000)), (100, 1));
        assert_eq!((against((0, 1), (1, 3)).0, against((1, 3), (0, 1))), (0, (100, 1)));
        let whole = Likelihood::per_mille(1000);
        assert_eq!(whole.times((1, 4)).share_of(whole), 250);
    }
}
