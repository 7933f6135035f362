//! What the journal says of a shift's cash: its payments as they are now, what else moved, and when it was counted.

use super::cause::{Evidence, Subject};
use super::likelihood::Chance;
use crate::domain::custody::Recorded;
use crate::domain::event::{CashCounted, Event};
use crate::domain::flow;
use crate::domain::ids::DeskId;
use crate::domain::line::{Line, Tendered};
use crate::domain::money::Money;
use crate::domain::recorded::RecordedPayment;
use crate::domain::time::Timestamp;

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) entry: u64,
    pub(super) at: Timestamp,
}

/// A payment, void or not.
pub(super) struct Paid {
    /// The entry that made it what it is for the drawer: its own, or that of its last re-tender.
    pub(super) place: Place,
    pub(super) payment: RecordedPayment,
}

impl Paid {
    /// The lines and tenders that a mistake can lie in: those that stand, or of a payment that was voided, those that
    /// it had; what went wrong as it was taken is still so.
    pub(super) fn made_of(&self) -> (&[Line], &[Tendered]) {
        let RecordedPayment { taken, lines, tenders, voided } = &self.payment;
        if *voided { (&taken.lines, &taken.tenders) } else { (lines, tenders) }
    }
}

/// Cash of a payment that was given back.
pub(super) struct Back {
    pub(super) place: Place,
    pub(super) subject: Subject,
    pub(super) cash: Money,
}

/// Cash that moved and is no payment.
pub(super) struct Moved {
    pub(super) place: Place,
    pub(super) subject: Subject,
    /// What it did to the drawer: below zero for what left it.
    pub(super) effect: Money,
    /// What another desk says that it gave.
    pub(super) given: Option<Money>,
    /// True where it was counted by denominations.
    pub(super) by_notes: bool,
}

/// The count that the shift's cash starts from: that of the opening, or of the return from a pause.
pub(super) struct Start {
    pub(super) place: Place,
    pub(super) subject: Subject,
    pub(super) counted: Money,
    /// The part of it that was brought then.
    pub(super) issued: Money,
    /// What was found over (or, below zero, short).
    pub(super) found: Money,
    pub(super) by_notes: bool,
}

/// A count in the course of the shift.
struct Count {
    place: Place,
    found: Money,
}

/// A shift since its cash was last set to what was counted, at its opening or at the return from a pause: what went
/// wrong before that was found then, and booked.
#[derive(Default)]
pub(super) struct Trail {
    pub(super) start: Option<Start>,
    pub(super) payments: Vec<Paid>,
    pub(super) backs: Vec<Back>,
    pub(super) moves: Vec<Moved>,
    counts: Vec<Count>,
    /// The last entry that moved cash: a count behind it is the one that is asked about.
    last: Option<Place>,
    /// The most cash that was in the drawer at once.
    pub(super) most: Money,
    drawer: Money,
}

impl Trail {
    pub(super) fn of(desk: &DeskId, events: &[Recorded]) -> Trail {
        let mut trail = Trail::default();
        // The close books the difference itself.
        let asked = events.iter().filter(|recorded| !matches!(recorded.event, Event::ShiftClosed(_)));
        for Recorded { seq, at, event, .. } in asked {
            trail.add(desk, Place { entry: *seq, at: *at }, event);
        }
        let start = trail.start.as_ref().map(|start| start.place);
        trail.payments.retain(|paid| Some(paid.place) > start);
        trail
    }

    fn add(&mut self, desk: &DeskId, place: Place, event: &Event) {
        match event {
            Event::ShiftOpened(opened) => self.begin(Start {
                place,
                subject: Subject::Opening,
                counted: opened.counted,
                issued: opened.issued,
                found: opened.counted.saturating_minus(opened.carried).saturating_minus(opened.issued),
                by_notes: opened.notes.is_some(),
            }),
            Event::ShiftResumed(resumed) => self.begin(Start {
                place,
                subject: Subject::Return,
                counted: resumed.counted,
                issued: Money::ZERO,
                found: resumed.counted.saturating_minus(resumed.sealed).saturating_minus(resumed.carried),
                by_notes: resumed.notes.is_some(),
            }),
            Event::PaymentTaken(taken) => {
                self.payments.push(Paid { place, payment: RecordedPayment::new(taken.clone()) });
            }
            Event::CashCounted(count) => self.counts.push(Count { place, found: found(count) }),
            _ => {}
        }
        self.correct(place, event);
        self.moves.extend(moved(desk, place, event));
        if !matches!(event, Event::ShiftOpened(_) | Event::ShiftResumed(_)) {
            let effect = flow::till(desk, event);
            self.drawer = self.drawer.saturating_plus(effect);
            self.last = if effect.is_zero() { self.last } else { Some(place) };
        }
        self.most = self.most.max(self.drawer);
    }

    fn begin(&mut self, start: Start) {
        (self.drawer, self.most) = (start.counted, start.counted);
        self.start = Some(start);
        self.backs.clear();
        self.moves.clear();
        self.counts.clear();
    }

    /// A payment of an earlier shift is not here, but what gives its cash back is.
    fn correct(&mut self, place: Place, event: &Event) {
        let Some(receipt) = event.corrects() else { return };
        if let Some(paid) = self.payments.iter_mut().find(|paid| paid.payment.taken.receipt == receipt) {
            paid.payment.apply(event);
            if matches!(event, Event::PaymentRetendered(_)) {
                paid.place = place;
            }
        }
        let (subject, cash) = match event {
            Event::PaymentVoided(void) => (Subject::Void(receipt), void.cash()),
            Event::PaymentRefunded(refund) => (Subject::Refund(receipt), refund.cash()),
            _ => return,
        };
        if cash.is_positive() {
            self.backs.push(Back { place, subject, cash });
        }
    }

    /// How well the counts of the shift agree that `difference` arose at `place`, and what they say.
    pub(super) fn agrees(&self, place: Place, difference: Money) -> (Chance, Vec<Evidence>) {
        let (mut chance, mut evidence) = ((1, 1), vec![]);
        let (mut after, mut before) = (None, None);
        for count in self.earlier(difference) {
            let at = count.place.at;
            match (place < count.place, count.found) {
                (false, found) if found.is_zero() => after = Some(at),
                (true, found) if found == difference => before = before.or(Some(at)),
                (true, found) if found.is_zero() => {
                    chance = AGAINST;
                    evidence = vec![Evidence::CountDisagrees { at }];
                }
                (false, found) if found == difference => {
                    chance = AGAINST;
                    evidence = vec![Evidence::CountDisagrees { at }];
                }
                // What was off then was another difference: it says nothing of this one.
                _ => {}
            }
        }
        if chance != AGAINST {
            evidence.extend(after.map(|at| Evidence::After { at }));
            evidence.extend(before.map(|at| Evidence::Before { at }));
        }
        (chance, evidence)
    }

    /// What the counts say of when `difference` arose, whatever made it.
    pub(super) fn window(&self, difference: Money) -> Vec<Evidence> {
        let right = self.counts.iter().rev().find(|count| count.found.is_zero());
        let since = |count: &&Count| count.found == difference && right.is_none_or(|right| right.place < count.place);
        let wrong = self.earlier(difference).find(since);
        let after = right.map(|count| Evidence::After { at: count.place.at });
        after.into_iter().chain(wrong.map(|count| Evidence::Before { at: count.place.at })).collect()
    }

    /// The counts without those that are asked about: they came to `difference`, and no cash has moved since.
    fn earlier(&self, difference: Money) -> impl Iterator<Item = &Count> {
        self.counts.iter().filter(move |count| count.found != difference || Some(count.place) < self.last)
    }

    /// How many counts came to `difference`.
    pub(super) fn times(&self, difference: Money) -> usize {
        self.counts.iter().filter(|count| count.found == difference).count()
    }
}

/// A count that was right is seldom a mistake itself.
const AGAINST: Chance = (1, 200);

fn found(count: &CashCounted) -> Money {
    count.counted.saturating_minus(count.expected)
}

fn moved(desk: &DeskId, place: Place, event: &Event) -> Option<Moved> {
    let (subject, by_notes, given) = match event {
        Event::CashIn(cash) => (Subject::CashIn(cash.number), cash.notes.is_some(), None),
        Event::CashOut(cash) => (Subject::CashOut(cash.number), cash.notes.is_some(), None),
        Event::CashHandedOver(given) => (Subject::HandOver(given.code.clone()), given.notes.is_some(), None),
        Event::CashAccepted(taken) => {
            (Subject::Acceptance(taken.code.clone()), taken.notes.is_some(), Some(taken.given))
        }
        Event::CashDropped(drop) => (Subject::Bag(drop.seal.clone()), drop.notes.is_some(), None),
        _ => return None,
    };
    Some(Moved { place, subject, effect: flow::till(desk, event), given, by_notes })
}
