//! Causes that lie in a recorded payment.

use super::cause::{Evidence, Mend, Subject, What};
use super::likelihood::{Chance, Likelihood, against, handed_over, one_of};
use super::trail::Paid;
use super::{Candidate, Case};
use crate::domain::code::TenderKind;
use crate::domain::event::CardCount;
use crate::domain::line::{self, Line};
use crate::domain::money::Money;

// How often each kind is the cause of a difference: rough, and to be mended where offices know better.
const NOT_TAKEN: Likelihood = Likelihood::per_mille(70);
const TAKEN_TWICE: Likelihood = Likelihood::per_mille(40);
const WRONG_TENDER: Likelihood = Likelihood::per_mille(90);
const MISTYPED: Likelihood = Likelihood::per_mille(60);
const WRONG_SIDE: Likelihood = Likelihood::per_mille(8);
const OTHER_NOTE: Likelihood = Likelihood::per_mille(170);

/// A payer who got too little says so at once.
const SAYS_SO: Chance = (1, 5);

/// The smallest that is a note and no coin.
const NOTE: Money = Money::from_roubles(50);

/// Just these two of all pairs that are taken for one another.
const NOTES: Chance = (1, 10);
const COINS: Chance = (1, 80);

/// What was voided was looked at again, and its money counted.
const VOIDED: Chance = (1, 4);

/// How far the slips speak for a tender, where they fit to the kopeck, and where they don't.
const SLIPS_FIT: Chance = (95, 100);
const SLIPS_MISFIT: Chance = (2, 100);

impl Case<'_> {
    pub(super) fn payments(&self) -> Vec<Candidate> {
        self.trail.payments.iter().flat_map(|paid| self.payment(paid)).collect()
    }

    fn payment(&self, paid: &Paid) -> Vec<Candidate> {
        let cash = line::cash(paid.made_of().1);
        let mut candidates = self.wrongly_other(paid);
        if cash.is_positive() && self.difference == -cash {
            candidates.extend([self.not_taken(paid, cash), self.wrongly_cash(paid, cash)]);
        } else if cash.is_positive() && !paid.payment.voided {
            if self.difference == cash {
                candidates.push(self.taken_twice(paid, cash));
            } else if self.difference == -cash.saturating_plus(cash) {
                candidates.push(self.given_instead(paid, cash));
            }
        }
        candidates.extend(self.other_notes(paid));
        candidates.extend(paid.made_of().0.iter().flat_map(|line| self.mistyped_line(paid, line)));
        candidates
    }

    fn about_payment(&self, what: What, paid: &Paid, likelihood: Likelihood) -> Candidate {
        let likelihood = if paid.payment.voided { likelihood.times(VOIDED) } else { likelihood };
        self.at(what, Subject::Payment(paid.payment.taken.receipt), paid.place, likelihood)
    }

    /// One of the payments with cash.
    fn one(&self) -> Chance {
        one_of(self.trail.payments.iter().filter(|paid| line::cash(paid.made_of().1).is_positive()).count())
    }

    fn not_taken(&self, paid: &Paid, cash: Money) -> Candidate {
        let receipt = paid.payment.taken.receipt;
        let double = paid.payment.taken.lines.iter().flat_map(|line| &line.doubles).next_back();
        // Most of what is recorded and not taken was recorded twice.
        let doubled = if double.is_some() { (20, 1) } else { (1, 1) };
        let likelihood = NOT_TAKEN.times(self.one()).times(doubled);
        self.about_payment(What::NotTaken, paid, likelihood)
            .because([Evidence::SameSum { sum: cash }])
            .because(double.map(|receipt| Evidence::Double { receipt: *receipt }))
            .mended_by([mend(paid, Mend::VoidPayment { receipt })])
    }

    fn taken_twice(&self, paid: &Paid, cash: Money) -> Candidate {
        let likelihood = TAKEN_TWICE.times(self.one());
        let receipt = paid.payment.taken.receipt;
        self.about_payment(What::TakenTwice, paid, likelihood)
            .because([Evidence::SameSum { sum: cash }])
            .mended_by([Mend::GiveBack { receipt, sum: cash }, Mend::TakePayment { sum: cash }])
    }

    fn given_instead(&self, paid: &Paid, cash: Money) -> Candidate {
        let receipt = paid.payment.taken.receipt;
        let likelihood = WRONG_SIDE.times(self.one());
        self.about_payment(What::WrongSide, paid, likelihood)
            .because([Evidence::HalfTheSum { sum: cash }])
            .mended_by([Mend::VoidPayment { receipt }, Mend::RecordRefund { sum: cash }])
    }

    /// Recorded as another tender, and paid in cash.
    fn wrongly_other(&self, paid: &Paid) -> Vec<Candidate> {
        let others = |paid: &Paid| paid.payment.tenders.iter().filter(|tender| !tender.kind.is_cash()).count();
        let one = one_of(self.trail.payments.iter().map(others).sum());
        let fitting = paid.payment.tenders.iter();
        let fitting = fitting.filter(|tender| !tender.kind.is_cash() && tender.amount == self.difference);
        let receipt = paid.payment.taken.receipt;
        fitting
            .map(|tender| {
                let slips = self.slips(Some((&tender.kind, -tender.amount)));
                let what = What::CashAsOther { tender: tender.kind.clone() };
                self.about_payment(what, paid, WRONG_TENDER.times(one).times(slips))
                    .because([Evidence::SameSum { sum: tender.amount }])
                    .because(self.said_by_slips(Some(&tender.kind), -tender.amount))
                    .mended_by([Mend::Retender { receipt, from: tender.kind.clone(), to: Some(TenderKind::cash()) }])
                    .mended_by(self.slips_to_count())
            })
            .collect()
    }

    /// Recorded as cash, and paid by another tender: the one whose slips say so, or the most used one.
    fn wrongly_cash(&self, paid: &Paid, cash: Money) -> Candidate {
        let receipt = paid.payment.taken.receipt;
        let said = |kind: &&TenderKind| self.slips_of(kind) == Some(cash);
        let kind = self.tenders.iter().find(said).or(self.tenders.first());
        let slips = self.slips(kind.map(|kind| (kind, cash)));
        // A shift without another tender is that of a desk without a card terminal, or nearly so.
        let there = if kind.is_some() { (1, 1) } else { (1, 20) };
        let what = What::OtherAsCash { tender: kind.cloned() };
        self.about_payment(what, paid, WRONG_TENDER.times(self.one()).times(slips).times(there))
            .because([Evidence::SameSum { sum: cash }])
            .because(self.said_by_slips(kind, cash))
            .mended_by([mend(paid, Mend::Retender { receipt, from: TenderKind::cash(), to: kind.cloned() })])
            .mended_by(self.slips_to_count())
    }

    /// Change given as for another note than the payer gave.
    fn other_notes(&self, paid: &Paid) -> Vec<Candidate> {
        let Some(tender) = paid.made_of().1.iter().find(|tender| tender.kind.is_cash()) else { return vec![] };
        let (Some(given), denominations) = (tender.given, self.found.denominations) else { return vec![] };
        let truly = given.saturating_plus(self.difference);
        if truly < tender.amount {
            return vec![];
        }
        let with_given = |paid: &&Paid| paid.made_of().1.iter().any(|tender| tender.given.is_some());
        let one = one_of(self.trail.payments.iter().filter(with_given).count());
        let habit = |given| handed_over(given, tender.amount, denominations);
        let mut likelihood = OTHER_NOTE.times(one).times(against(habit(truly), habit(given)));
        likelihood = if self.difference.is_positive() { likelihood.times(SAYS_SO) } else { likelihood };
        // Who had nothing to give back gave no change as for another note.
        likelihood = if given == tender.amount { likelihood.times((1, 20)) } else { likelihood };
        let pairs = denominations.iter().flat_map(|taken_for| {
            let note = taken_for.saturating_plus(self.difference);
            denominations.contains(&note).then_some((note, *taken_for))
        });
        let fits = pairs.filter(|(_, taken_for)| *taken_for <= given);
        fits.map(|(note, taken_for)| {
            let what = What::OtherNote { given: note, taken_for };
            let back = Mend::GiveBack { receipt: paid.payment.taken.receipt, sum: self.difference };
            let confused = if note.min(taken_for) < NOTE { COINS } else { NOTES };
            self.about_payment(what, paid, likelihood.times(confused))
                .because([Evidence::Given { given, due: tender.amount }])
                .mended_by(Some(back).filter(|_| self.difference.is_positive()))
                .mended_by([Mend::GiveAsReason])
        })
        .collect()
    }

    fn mistyped_line(&self, paid: &Paid, line: &Line) -> Vec<Candidate> {
        let receipt = paid.payment.taken.receipt;
        let (lines, tenders) = paid.made_of();
        let cash = line::cash(tenders);
        if !cash.is_positive() || !cash.saturating_plus(self.difference).is_positive() {
            return vec![];
        }
        let changed = tenders.iter().any(|tender| tender.change().is_positive());
        // Where change is given as the till says, a mistyped sum makes no difference.
        let unchecked = if changed { (1, 4) } else { (2, 1) };
        let base = MISTYPED.times(self.one()).times(one_of(lines.len())).times(unchecked);
        let ways = mistyped(line.amount).into_iter();
        let fitting = ways.filter_map(|way| Some((way.makes(self.difference, line.fee)?, way)));
        fitting
            .map(|(fee, Way { what, meant, chance, .. })| {
                let by_nine = matches!(what, What::Transposed { .. }).then_some(Evidence::ByNine);
                let likely = against(self.sums.chance(meant), self.sums.chance(line.amount));
                self.about_payment(what, paid, base.times(chance).times(likely).times(fee))
                    .because(by_nine)
                    .because((!changed).then_some(Evidence::NoChange))
                    .mended_by([mend(paid, Mend::TakeAgain { receipt, sum: meant })])
            })
            .collect()
    }

    /// How well the slips that were counted agree that the only slip missing, or too many, is this one.
    pub(super) fn slips(&self, said: Option<(&TenderKind, Money)>) -> Chance {
        let fits = |kind: &TenderKind, found: Money| {
            let expected = said.filter(|(said, _)| *said == kind).map_or(Money::ZERO, |(_, sum)| sum);
            if found == expected { SLIPS_FIT } else { SLIPS_MISFIT }
        };
        let of = |card: &CardCount| fits(&card.kind, card.counted.saturating_minus(card.expected));
        let together = |(part, whole): Chance, (one, of)| (part * one, whole * of);
        self.found.cards.iter().map(of).fold((1, 1), together)
    }

    fn slips_of(&self, kind: &TenderKind) -> Option<Money> {
        let card = self.found.cards.iter().find(|card| card.kind == *kind)?;
        Some(card.counted.saturating_minus(card.expected))
    }

    fn said_by_slips(&self, kind: Option<&TenderKind>, expected: Money) -> Option<Evidence> {
        let tender = kind?.clone();
        Some(match self.slips_of(&tender) {
            None => Evidence::SlipsNotCounted,
            Some(difference) if difference == expected => Evidence::SlipsAgree { tender, difference },
            Some(difference) => Evidence::SlipsDisagree { tender, difference },
        })
    }

    fn slips_to_count(&self) -> Option<Mend> {
        self.found.cards.is_empty().then_some(Mend::CountSlips)
    }
}

/// What mends a payment that stands; of one that was voided only the reason can be told.
fn mend(paid: &Paid, mend: Mend) -> Mend {
    if paid.payment.voided { Mend::GiveAsReason } else { mend }
}

/// How a sum was mistyped.
pub(super) struct Way {
    pub(super) what: What,
    recorded: Money,
    pub(super) meant: Money,
    /// How likely a mistake of this kind is just this one.
    pub(super) chance: Chance,
}

impl Way {
    /// How likely this makes `difference` where `fee` is paid on top of the recorded sum. The fee of the sum that was
    /// meant lies between the same and one in proportion, wherever a tariff has its least and its greatest fee.
    pub(super) fn makes(&self, difference: Money, fee: Money) -> Option<Chance> {
        let whole = |sum: Money| i128::from(sum.kopecks());
        let in_proportion = (whole(fee) * whole(self.meant)).checked_div(whole(self.recorded)).unwrap_or_default();
        let most = in_proportion - whole(fee);
        match whole(difference) - (whole(self.meant) - whole(self.recorded)) {
            0 => Some((1, 1)),
            rest if (rest - most).abs() <= 1 && most != 0 => Some((1, 1)),
            rest if (most.min(0)..=most.max(0)).contains(&rest) => Some((1, 10)),
            _ => None,
        }
    }
}

/// How `recorded` can have come about at the keys where another sum was meant.
pub(super) fn mistyped(recorded: Money) -> Vec<Way> {
    if !recorded.is_positive() {
        return vec![];
    }
    let exchanges = one_of(2 * swapped(recorded).count());
    let exchanged = swapped(recorded).map(|meant| Way {
        what: What::Transposed { recorded, meant },
        recorded,
        meant,
        chance: exchanges,
    });
    let more = [10, 100].into_iter().filter_map(|by| recorded.kopecks().checked_mul(by));
    let less = [10, 100].into_iter().filter(|by| recorded.kopecks() % by == 0).map(|by| recorded.kopecks() / by);
    let slipped = more.chain(less).map(Money::from_kopecks);
    let slipped = slipped.map(|meant| Way { what: What::Slipped { recorded, meant }, recorded, meant, chance: (1, 8) });
    exchanged.chain(slipped).collect()
}

/// The sums that `sum` becomes where two neighbouring digits change places: those of its roubles, and where it has
/// kopecks, all of them.
fn swapped(sum: Money) -> impl Iterator<Item = Money> {
    let kopecks = i128::from(sum.kopecks());
    let typed = if kopecks % 100 == 0 { 100 } else { 1 };
    let places = (0..19u32).map(move |place| 10i128.pow(place) * typed);
    places.take_while(move |unit| kopecks / unit >= 10).filter_map(move |unit| {
        let (low, high) = (kopecks / unit % 10, kopecks / unit / 10 % 10);
        let swapped = i64::try_from(kopecks + (low - high) * unit * 10 + (high - low) * unit).ok()?;
        // No sum begins with a nought.
        let as_long = i128::from(swapped).checked_ilog10() == kopecks.checked_ilog10();
        (low != high && as_long).then(|| Money::from_kopecks(swapped))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(kopecks: i64) -> Money {
        Money::from_kopecks(kopecks)
    }

    #[test]
    fn neighbours_change_places_and_no_nought_leads() {
        let of = |kopecks| swapped(money(kopecks)).map(Money::kopecks).collect::<Vec<_>>();
        assert_eq!(of(81_240), [81_204, 81_420, 82_140, 18_240]);
        assert_eq!(of(54_000), [50_400, 45_000]);
        assert_eq!(of(50_000), [0; 0]);
        assert_eq!(of(5), [0; 0]);
        assert_eq!(of(110_000), [101_000]);
    }

    #[test]
    fn a_mark_slips_by_one_or_two_places_either_way() {
        let of = |kopecks| -> Vec<i64> {
            let ways = mistyped(money(kopecks));
            let slipped = ways.iter().filter(|way| matches!(way.what, What::Slipped { .. }));
            slipped.map(|way| way.meant.kopecks()).collect()
        };
        assert_eq!(of(81_240), [812_400, 8_124_000, 8_124]);
        assert_eq!(of(81_200), [812_000, 8_120_000, 8_120, 812]);
        assert_eq!(of(81_241), [812_410, 8_124_100]);
        assert!(mistyped(Money::ZERO).is_empty());
    }

    #[test]
    fn a_fee_goes_along_in_proportion() {
        let way = mistyped(money(54_000)).into_iter().find(|way| way.meant == money(45_000)).unwrap();
        assert_eq!(way.makes(money(-9_000), Money::ZERO), Some((1, 1)));
        assert_eq!(way.makes(money(-9_001), Money::ZERO), None);
        assert_eq!(way.makes(money(-9_135), money(810)), Some((1, 1)));
        assert_eq!(way.makes(money(-9_100), money(810)), Some((1, 10)));
        assert_eq!(way.makes(money(-9_200), money(810)), None);
    }
}
