//! Causes that lie in recorded cash that is no new payment: voids, refunds, cash in and out, bags, and the count that
//! the shift started from.

use super::cause::{Evidence, Mend, Subject, What};
use super::likelihood::{self, Chance, Likelihood, against, one_of};
use super::payments::{Way, mistyped};
use super::trail::{Back, Moved};
use super::{Candidate, Case};
use crate::domain::money::Money;

const NOT_GIVEN_BACK: Likelihood = Likelihood::per_mille(60);
const WRONG_SIDE: Likelihood = Likelihood::per_mille(50);
const DID_NOT_MOVE: Likelihood = Likelihood::per_mille(40);
const ACCEPTED_LESS: Likelihood = Likelihood::per_mille(40);
const WRONG_START: Likelihood = Likelihood::per_mille(50);
const MISTYPED: Likelihood = Likelihood::per_mille(20);

/// What was counted by denominations has no sum to mistype.
const BY_NOTES: Chance = (1, 20);

impl Case<'_> {
    /// Causes that lie in voids and refunds.
    pub(super) fn backs(&self) -> Vec<Candidate> {
        let one = one_of(self.trail.backs.len());
        self.trail.backs.iter().filter_map(|back| self.back(back, one)).collect()
    }

    fn back(&self, back: &Back, one: Chance) -> Option<Candidate> {
        let Back { place, subject, cash: sum } = back;
        let (Subject::Void(receipt) | Subject::Refund(receipt)) = *subject else { return None };
        if self.difference == *sum {
            let give = Mend::GiveBack { receipt, sum: *sum };
            let cause = self.at(What::NotGivenBack, subject.clone(), *place, NOT_GIVEN_BACK.times(one));
            let cause = cause.because([Evidence::SameSum { sum: *sum }]);
            return Some(cause.mended_by([give, Mend::TakePayment { sum: *sum }]));
        }
        // A void in the place of a payment: one payment is recorded too few, and one is void that isn't.
        (self.difference == sum.saturating_plus(*sum)).then(|| {
            self.at(What::WrongSide, subject.clone(), *place, WRONG_SIDE.times(one).times((1, 3)))
                .because([Evidence::HalfTheSum { sum: *sum }])
                .mended_by([Mend::TakeBoth { receipt, sum: *sum }])
        })
    }

    /// Causes that lie in cash that came or went.
    pub(super) fn moves(&self) -> Vec<Candidate> {
        let one = one_of(self.trail.moves.len());
        self.trail.moves.iter().flat_map(|moved| self.moved(moved, one)).collect()
    }

    fn moved(&self, moved: &Moved, one: Chance) -> Vec<Candidate> {
        let about =
            |what, likelihood: Likelihood| self.at(what, moved.subject.clone(), moved.place, likelihood.times(one));
        let (effect, sum, came) = (moved.effect, moved.effect.abs(), moved.effect.is_positive());
        let mut candidates = vec![];
        if self.difference == -effect {
            let what = if came { What::NeverCame } else { What::StillHere };
            let mend = if came { vec![Mend::CashOut { sum }] } else { vec![Mend::LetGo { sum }, Mend::CashIn { sum }] };
            candidates.push(about(what, DID_NOT_MOVE).because([Evidence::SameSum { sum }]).mended_by(mend));
        }
        let one_way = matches!(moved.subject, Subject::Bag(_));
        if self.difference == -effect.saturating_plus(effect) && !one_way {
            let twice = sum.saturating_plus(sum);
            let mend = if came { Mend::CashOut { sum: twice } } else { Mend::CashIn { sum: twice } };
            candidates
                .push(about(What::WrongSide, WRONG_SIDE).because([Evidence::HalfTheSum { sum }]).mended_by([mend]));
        }
        let rest = moved.given.map(|given| given.saturating_minus(sum)).filter(|rest| rest.is_positive());
        if let Some(given) = moved.given.filter(|_| rest == Some(self.difference)) {
            let likelihood = ACCEPTED_LESS.times((self.trail.moves.len() as u128, 1));
            candidates.push(
                about(What::AcceptedLess { accepted: sum, given }, likelihood)
                    .because([Evidence::SameSum { sum: self.difference }])
                    .mended_by([Mend::CashIn { sum: self.difference }]),
            );
        }
        let change = if came { self.difference } else { -self.difference };
        let ways = mistyped(sum).into_iter().filter(|way| way.makes(change, Money::ZERO).is_some());
        for Way { what, meant, chance, .. } in ways {
            let likely = against(likelihood::moved(meant, self.trail.most), likelihood::moved(sum, self.trail.most));
            let by_notes = if moved.by_notes { BY_NOTES } else { (1, 1) };
            let likelihood = MISTYPED.times(chance).times(likely).times(by_notes);
            let by_nine = matches!(what, What::Transposed { .. }).then_some(Evidence::ByNine);
            let mend = match self.difference.is_positive() {
                true => Mend::CashIn { sum: self.difference.abs() },
                false => Mend::CashOut { sum: self.difference.abs() },
            };
            let by_notes = moved.by_notes.then_some(Evidence::ByDenominations);
            candidates.push(about(what, likelihood).because(by_nine).because(by_notes).mended_by([mend]));
        }
        candidates
    }

    /// Causes that lie in the count that the shift's cash started from.
    pub(super) fn start(&self) -> Vec<Candidate> {
        let Some(start) = &self.trail.start else { return vec![] };
        let about = |what, likelihood| self.at(what, start.subject.clone(), start.place, likelihood);
        let mut candidates = vec![];
        if !start.found.is_zero() && self.difference == -start.found {
            candidates.push(
                about(What::WrongStart { found: start.found }, WRONG_START)
                    .because([Evidence::SameSum { sum: start.found.abs() }])
                    .mended_by([Mend::GiveAsReason]),
            );
        }
        if start.issued.is_positive() && self.difference == -start.issued {
            // It was counted, or should have been.
            let counted = if start.by_notes { BY_NOTES } else { (1, 2) };
            candidates.push(
                about(What::NeverCame, DID_NOT_MOVE.times(counted))
                    .because([Evidence::SameSum { sum: start.issued }])
                    .mended_by([Mend::CountAgain, Mend::CashOut { sum: start.issued }]),
            );
        }
        let by_notes = if start.by_notes { BY_NOTES } else { (1, 1) };
        // What was mistyped and yet is what was carried over was not mistyped.
        let carried_on = start.found.is_zero() && start.counted != start.issued;
        let likelihood = MISTYPED.times(by_notes).times(if carried_on { (1, 50) } else { (1, 1) });
        let ways = mistyped(start.counted).into_iter();
        for Way { what, chance, .. } in ways.filter(|way| way.makes(self.difference, Money::ZERO).is_some()) {
            let by_nine = matches!(what, What::Transposed { .. }).then_some(Evidence::ByNine);
            candidates.push(about(what, likelihood.times(chance)).because(by_nine).mended_by([Mend::GiveAsReason]));
        }
        candidates
    }
}
