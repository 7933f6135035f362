//! Causes that left no entry: what was not recorded, and a wrong count.

use super::cause::{Evidence, Mend, What};
use super::likelihood::{Chance, Likelihood, is_round, moved, one_of};
use super::{Candidate, Case};
use crate::domain::cash::Count;
use crate::domain::event::CardCount;
use crate::domain::money::Money;

const NOT_RECORDED: Likelihood = Likelihood::per_mille(80);
const LEFT: Likelihood = Likelihood::per_mille(100);
const CAME: Likelihood = Likelihood::per_mille(60);
const MISCOUNTED: Likelihood = Likelihood::per_mille(80);
const SLIPS_ALONE: Likelihood = Likelihood::per_mille(10);

/// As much change money as an office brings at once.
const FLOAT: Money = Money::from_roubles(20_000);

impl Case<'_> {
    /// Causes that left no entry.
    pub(super) fn elsewhere(&self) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = self.miscounted().into_iter().collect();
        candidates.extend(if self.difference.is_positive() { self.came() } else { self.left() });
        candidates
    }

    fn came(&self) -> Vec<Candidate> {
        let (sum, window) = (self.difference.abs(), self.trail.window(self.difference));
        let payment = self.anywhere(What::NotRecorded { sum }, NOT_RECORDED.times(self.sums.chance(sum)));
        let cash = self.anywhere(What::CameUnrecorded { sum }, CAME.times(moved(sum, FLOAT)));
        vec![
            payment.because(window.clone()).mended_by([Mend::TakePayment { sum }]),
            cash.because(is_round(sum).then_some(Evidence::Round))
                .because(window)
                .mended_by([Mend::AcceptCash { sum }, Mend::CashIn { sum }]),
        ]
    }

    fn left(&self) -> Vec<Candidate> {
        let sum = self.difference.abs();
        // More than was ever there has not left.
        if sum > self.trail.most {
            return vec![];
        }
        let likelihood = LEFT.times(moved(sum, self.trail.most));
        let cause = self
            .anywhere(What::LeftUnrecorded { sum }, likelihood)
            .because(is_round(sum).then_some(Evidence::Round))
            .because(self.trail.window(self.difference))
            .mended_by([Mend::DropCash { sum }, Mend::HandOver { sum }, Mend::CashOut { sum }]);
        vec![cause]
    }

    /// Pieces of one denomination too many or too few, or their number with its digits exchanged. Of several that fit
    /// the likeliest is enough: all of them are mended by counting again.
    fn miscounted(&self) -> Option<Candidate> {
        let times = self.trail.times(self.difference);
        // Who counts twice seldom makes the same mistake twice.
        let again = (1, 4u128.pow(u32::try_from(times.saturating_sub(1)).unwrap_or(u32::MAX).min(8)));
        let one = one_of(self.found.denominations.len());
        let miscount = |denomination: &Money| {
            let pieces = self.difference.kopecks().checked_div(denomination.kopecks())?;
            let exact = denomination.kopecks().checked_mul(pieces)? == self.difference.kopecks();
            let chance = slip(pieces, self.found.notes, *denomination).filter(|_| exact)?;
            let what = What::Miscounted { denomination: *denomination, pieces };
            let cause = self.anywhere(what, MISCOUNTED.times(one).times(chance).times(again));
            let again = u32::try_from(times).ok().filter(|times| *times > 1);
            let again = again.map(|times| Evidence::CountedAgain { times });
            Some(cause.because(again).mended_by([Mend::CountAgain]))
        };
        self.found.denominations.iter().filter_map(miscount).max_by_key(|candidate| candidate.likelihood)
    }

    /// The slips of a tender differ by just as much the other way, though no single payment has that sum.
    pub(super) fn slips_alone(&self) -> Option<Candidate> {
        let other_way = |card: &&CardCount| card.counted.saturating_minus(card.expected) == -self.difference;
        let tender = self.found.cards.iter().find(other_way)?.kind.clone();
        let evidence = Evidence::SlipsAgree { tender: tender.clone(), difference: -self.difference };
        let what = match self.difference.is_positive() {
            true => What::CashAsOther { tender },
            false => What::OtherAsCash { tender: Some(tender) },
        };
        Some(Candidate::new(what, SLIPS_ALONE).because([evidence]).mended_by([Mend::CountSlips]))
    }
}

/// How likely a count is wrong by just so many pieces.
fn slip(pieces: i64, notes: Option<&Count>, denomination: Money) -> Option<Chance> {
    let counted = notes.map(|notes| i64::from(notes.pieces(denomination)));
    let by_ones = match pieces.abs() {
        1 => Some((60, 100)),
        2 => Some((15, 100)),
        3 => Some((5, 100)),
        _ => None,
    };
    let meant = counted.map(|counted| counted - pieces);
    match (counted, meant) {
        // More than were counted at all can't be too many.
        (Some(_), Some(meant)) if meant < 0 => None,
        (Some(counted @ 10..), Some(meant)) if (counted % 10, counted / 10) == (meant / 10, meant % 10) => {
            by_ones.or(Some((3, 100)))
        }
        _ => by_ones,
    }
}
