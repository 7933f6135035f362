//! Why is it off? The likely causes of a difference between what was counted and what is recorded, best first.
//!
//! A cause is listed only where it makes the whole difference, to the kopeck. It is weighed by how often its kind
//! happens, times how likely it is this entry among those that it could have happened to, times how likely a mistake of
//! its kind makes exactly this difference, times how well the rest agrees with it: the counts in the course of the
//! shift, the slips of other tenders, what payers handed over. All of it is data of the shift; no other is looked at.

mod cause;
mod elsewhere;
mod likelihood;
mod message;
mod moves;
mod payments;
mod trail;

use std::collections::BTreeMap;
use std::mem::discriminant;

use super::cash::Count;
use super::code::TenderKind;
use super::custody::Recorded;
use super::event::{CardCount, Event};
use super::ids::DeskId;
use super::line;
use super::money::Money;
pub use cause::{Cause, Evidence, Mend, Subject, What};
use likelihood::{Likelihood, Sums};
use trail::{Place, Trail};

/// What was found.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// Counted less recorded.
    pub difference: Money,
    /// The slips of other tenders than cash, where they were counted.
    pub cards: &'a [CardCount],
    /// The drawer by denominations, where it was counted so.
    pub notes: Option<&'a Count>,
    /// All denominations there are.
    pub denominations: &'a [Money],
}

/// No more causes than a person looks through.
const MOST: usize = 12;

/// A difference that several faults made, or none of those that are looked for.
const OTHERWISE: Likelihood = Likelihood::per_mille(50);

/// The likely causes of a difference in the drawer of `desk`, best first; none where there is no difference.
///
/// `events` are those of the shift's [`Custody`](super::custody::Custody). What others did on the desk during a pause
/// may be among them.
pub fn causes(desk: &DeskId, events: &[Recorded], found: &Found) -> Vec<Cause> {
    if found.difference.is_zero() {
        return vec![];
    }
    let case = Case::new(desk, events, found);
    let mut candidates = case.candidates();
    candidates.retain(|candidate| candidate.likelihood > Likelihood::default());
    candidates.sort_by_key(|candidate| std::cmp::Reverse((candidate.likelihood, candidate.cause.entry)));
    let other = OTHERWISE.times((1, u128::from(found.difference.kopecks().unsigned_abs()) + 100_000));
    let all = candidates.iter().fold(other, |sum, candidate| sum.plus(candidate.likelihood));
    let kinds: Vec<_> = candidates.iter().map(|candidate| discriminant(&candidate.cause.what)).collect();
    let fit = kinds.iter().map(|kind| kinds.iter().filter(|other| *other == kind).count());
    candidates.into_iter().zip(fit).take(MOST).map(|(candidate, fit)| candidate.ranked(all, fit)).collect()
}

/// A cause with its weight.
struct Candidate {
    cause: Cause,
    likelihood: Likelihood,
}

impl Candidate {
    /// A cause that left no entry.
    fn new(what: What, likelihood: Likelihood) -> Candidate {
        let cause = Cause { what, about: None, entry: None, at: None, score: 0, evidence: vec![], mend: vec![] };
        Candidate { cause, likelihood }
    }

    fn about(mut self, subject: Subject, place: Place) -> Candidate {
        (self.cause.about, self.cause.entry, self.cause.at) = (Some(subject), Some(place.entry), Some(place.at));
        self
    }

    fn because(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Candidate {
        self.cause.evidence.extend(evidence);
        self
    }

    fn mended_by(mut self, mend: impl IntoIterator<Item = Mend>) -> Candidate {
        self.cause.mend.extend(mend);
        self
    }

    fn ranked(mut self, all: Likelihood, fit: usize) -> Cause {
        self.cause.score = self.likelihood.share_of(all);
        if self.cause.about.is_some() {
            let fit = u32::try_from(fit).unwrap_or(u32::MAX);
            self.cause.evidence.push(if fit == 1 { Evidence::OnlyOne } else { Evidence::OneOf { fit } });
        }
        self.cause
    }
}

/// Everything that is known of a difference.
struct Case<'a> {
    difference: Money,
    found: &'a Found<'a>,
    trail: Trail,
    sums: Sums,
    /// The other tenders than cash of the shift, the one whose slips differ first, and then the most used.
    tenders: Vec<TenderKind>,
}

impl<'a> Case<'a> {
    fn new(desk: &DeskId, events: &[Recorded], found: &'a Found<'a>) -> Case<'a> {
        let taken = || {
            events.iter().filter_map(|recorded| match &recorded.event {
                Event::PaymentTaken(taken) => Some(taken),
                _ => None,
            })
        };
        let sums = Sums::of(taken().filter_map(|taken| line::total(&taken.lines)));
        let mut used: BTreeMap<TenderKind, (bool, usize)> = BTreeMap::new();
        for card in found.cards {
            used.entry(card.kind.clone()).or_default().0 |= card.counted != card.expected;
        }
        for tender in taken().flat_map(|taken| &taken.tenders).filter(|tender| !tender.kind.is_cash()) {
            used.entry(tender.kind.clone()).or_default().1 += 1;
        }
        let mut tenders: Vec<_> = used.into_iter().collect();
        tenders.sort_by_key(|(_, used)| std::cmp::Reverse(*used));
        let tenders = tenders.into_iter().map(|(kind, _)| kind).collect();
        Case { difference: found.difference, found, trail: Trail::of(desk, events), sums, tenders }
    }

    fn candidates(&self) -> Vec<Candidate> {
        let mut candidates = self.payments();
        candidates.extend(self.backs());
        candidates.extend(self.moves());
        candidates.extend(self.start());
        candidates.extend(self.elsewhere());
        let by_slips = |cause: &Cause| cause.evidence.iter().any(|it| matches!(it, Evidence::SlipsAgree { .. }));
        if !candidates.iter().any(|candidate| by_slips(&candidate.cause)) {
            candidates.extend(self.slips_alone());
        }
        candidates
    }

    /// A candidate about an entry, weighed by what the counts of the shift say of its time.
    fn at(&self, what: What, subject: Subject, place: Place, likelihood: Likelihood) -> Candidate {
        let (chance, evidence) = self.trail.agrees(place, self.difference);
        self.anywhere(what, likelihood.times(chance)).about(subject, place).because(evidence)
    }

    /// A candidate without an entry. What isn't about tenders leaves the slips as they are recorded.
    fn anywhere(&self, what: What, likelihood: Likelihood) -> Candidate {
        let slips = match &what {
            What::CashAsOther { .. } | What::OtherAsCash { .. } => (1, 1),
            _ => self.slips(None),
        };
        Candidate::new(what, likelihood.times(slips))
    }
}
