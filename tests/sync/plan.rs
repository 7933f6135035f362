//! The plan against an HQ in memory, over a line that loses, doubles and delays: everything arrives once.

use std::time::Duration;

use okno::protocol::{Hash, Refusal};
use okno::sync::plan::backoff;
use okno::sync::{Answer, Next, Plan};
use proptest::prelude::*;

/// What becomes of a batch and of its answer.
#[derive(Clone, Copy, Debug)]
enum Line {
    Good,
    /// The batch is lost.
    LostThere,
    /// HQ takes it, and the answer is lost.
    LostBack,
    /// HQ takes it twice.
    Doubled,
    /// HQ's answer is that to an earlier batch.
    Late,
    /// HQ has no time.
    Busy,
    /// HQ loses its last entries: somebody put an old copy of its store back.
    Restored,
}

/// HQ as far as numbers go: it takes what continues what it has.
#[derive(Default)]
struct Hq {
    through: u64,
    taken: Vec<u64>,
    answers: Vec<Answer>,
}

impl Hq {
    fn take(&mut self, first: u64, last: u64) -> Answer {
        if first > self.through + 1 {
            return Answer::Refused(Refusal::Hole { wanted: self.through + 1 });
        }
        for seq in first.max(self.through + 1)..=last {
            self.taken.push(seq);
        }
        self.through = self.through.max(last);
        Answer::Ack { through: self.through }
    }
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line = prop_oneof![
        4 => Just(Line::Good), 2 => Just(Line::LostThere), 2 => Just(Line::LostBack), 1 => Just(Line::Doubled),
        1 => Just(Line::Late), 1 => Just(Line::Busy), 1 => Just(Line::Restored)
    ];
    proptest::collection::vec(line, 0..40)
}

proptest! {
    #[test]
    fn everything_arrives_in_order_whatever_the_line_does(
        lines in lines(),
        had in 0..3000u64,
        more in 0..3000u64,
        knows in any::<bool>(),
        size in 1..600u64,
    ) {
        let last = had + more;
        let mut hq = Hq { through: had, ..Hq::default() };
        let mut plan = Plan::new(knows.then_some(had));
        let mut line = lines.iter().copied();
        let mut waits = 0_u32;
        let mut steps = 0_u32;
        while let Some(first) = plan.first(last) {
            steps += 1;
            prop_assert!(steps < 10_000, "it stalls at {first}");
            let end = last.min(first + size - 1);
            let answer = match line.next().unwrap_or(Line::Good) {
                Line::Good => hq.take(first, end),
                Line::LostThere => Answer::Lost,
                Line::LostBack => { hq.take(first, end); Answer::Lost }
                Line::Doubled => { hq.take(first, end); hq.take(first, end) }
                Line::Late => { hq.take(first, end); hq.answers.first().cloned().unwrap_or(Answer::Lost) }
                Line::Busy => Answer::Refused(Refusal::RetryLater { seconds: Some(7) }),
                Line::Restored => { hq.through = hq.through.min(had / 2); Answer::Lost }
            };
            hq.answers.push(answer.clone());
            match plan.answered(first, &answer, 0) {
                Next::Go => {}
                Next::Wait(wait) => { waits += 1; prop_assert!(wait >= Duration::from_secs(1)); }
                Next::Stop => prop_assert!(false, "there is no fork"),
            }
        }
        prop_assert_eq!(hq.through, last.max(had));
        prop_assert_eq!(plan.acked(), last);
        prop_assert!(hq.taken.windows(2).all(|pair| pair[1] == pair[0] + 1 || pair[1] <= pair[0]), "a hole");
        // Each wait has its cause on the line.
        prop_assert!(waits as usize <= lines.len() + 2, "{} waits", waits);
    }

    #[test]
    fn a_wait_is_between_the_half_and_the_whole_and_ends(failures in 1..100u32, random in any::<u64>()) {
        let wait = backoff(failures, random);
        let whole = Duration::from_secs(2).saturating_mul(1 << (failures - 1).min(16)).min(Duration::from_secs(300));
        prop_assert!(wait >= whole / 2 && wait <= whole, "{wait:?} of {whole:?}");
    }
}

#[test]
fn a_fork_stops_the_sending_and_nothing_else_does() {
    let hash = Hash::of(b"another");
    let mut plan = Plan::new(Some(10));
    for refusal in [Refusal::Revoked, Refusal::UnknownDesk, Refusal::NotFound, Refusal::Other { status: 418 }] {
        let next = plan.answered(11, &Answer::Refused(refusal), 0);
        assert!(matches!(next, Next::Wait(wait) if wait >= Duration::from_secs(60)), "a person mends it: {next:?}");
        assert_eq!(plan.first(20), Some(11));
    }
    assert_eq!(plan.answered(11, &Answer::Refused(Refusal::Fork { seq: 11, hash }), 0), Next::Stop);
    assert_eq!((plan.first(20), plan.fork().map(|fork| (fork.seq, fork.hash))), (None, Some((11, Some(hash)))));
    let mut plan = Plan::new(Some(10));
    assert_eq!(plan.answered(11, &Answer::Contradicted, 0), Next::Stop);
    assert_eq!(plan.first(20), None);
}

#[test]
fn a_desk_without_an_acknowledgement_asks_with_its_end() {
    assert_eq!(Plan::new(None).first(3), Some(1));
    let mut plan = Plan::new(None);
    assert_eq!(plan.first(100_000), Some(99_501));
    assert_eq!(plan.answered(99_501, &Answer::Refused(Refusal::Hole { wanted: 7 }), 0), Next::Go);
    assert_eq!(plan.first(100_000), Some(7));
    // A hole that is not behind what was sent fills with nothing that is here.
    assert!(matches!(plan.answered(7, &Answer::Refused(Refusal::Hole { wanted: 7 }), 0), Next::Wait(_)));
    let busy = Answer::Refused(Refusal::RetryLater { seconds: Some(90) });
    assert_eq!(plan.answered(7, &busy, 0), Next::Wait(Duration::from_secs(90)));
}
