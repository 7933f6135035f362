//! What to send next, and when: pure, from what HQ answered. Random numbers and the length of the journal are
//! arguments.

use std::time::Duration;

use crate::protocol::batch::MOST_ENTRIES;
use crate::protocol::{Hash, Refusal};

/// The least wait after a failure.
const SHORTEST: Duration = Duration::from_secs(2);
/// The longest.
const LONGEST: Duration = Duration::from_secs(300);
/// The least wait after a refusal that only a person can mend.
const MENDING: Duration = Duration::from_secs(60);
/// The longest that HQ can ask a desk to wait.
const MOST_ASKED: Duration = Duration::from_secs(3600);

/// What came of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// HQ has everything through this entry, and the journal agrees.
    Ack {
        /// The entry.
        through: u64,
    },
    /// HQ says no.
    Refused(Refusal),
    /// No answer, or none that can be believed.
    Lost,
    /// HQ signed that it has what this journal has not.
    Contradicted,
}

/// What to do after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Go on at once.
    Go,
    /// Go on after so long.
    Wait(Duration),
    /// Send nothing more until a person has settled it. Payments go on.
    Stop,
}

/// Two journals of one desk: HQ has another entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fork {
    /// The number of the entry.
    pub seq: u64,
    /// What HQ has there; `None` where HQ has more than this journal.
    pub hash: Option<Hash>,
}

/// How far HQ has the journal, as far as the desk knows, and what stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    acked: u64,
    /// Where HQ wants the next batch to begin, where that is not behind what it acknowledged.
    wanted: Option<u64>,
    /// True until HQ answered for the first time that it has been asked without an acknowledgement.
    asks: bool,
    failures: u32,
    fork: Option<Fork>,
}

impl Plan {
    /// Goes on from what HQ acknowledged; nothing where it never did.
    pub fn new(acked: Option<u64>) -> Plan {
        Plan { acked: acked.unwrap_or_default(), wanted: None, asks: acked.is_none(), failures: 0, fork: None }
    }

    /// Where the next batch begins in a journal of `last` entries; `None` where there is nothing to send.
    ///
    /// A desk that has no acknowledgement may have been recovered: it asks with its last entries, and HQ says from
    /// where it wants more.
    pub fn first(&self, last: u64) -> Option<u64> {
        let behind = self.acked + 1;
        let first = match self.wanted {
            Some(wanted) => wanted,
            None if self.asks => behind.max(last.saturating_sub(MOST_ENTRIES as u64 - 1)),
            None => behind,
        };
        (self.fork.is_none() && first <= last).then_some(first)
    }

    /// The last entry that HQ acknowledged.
    pub fn acked(&self) -> u64 {
        self.acked
    }

    /// What stands in the way until a person settles it.
    pub fn fork(&self) -> Option<Fork> {
        self.fork
    }

    /// Takes the answer to the batch that began with `first` in. `random` spreads the desks that HQ was gone for.
    pub fn answered(&mut self, first: u64, answer: &Answer, random: u64) -> Next {
        match answer {
            Answer::Ack { through } => {
                self.acked = self.acked.max(*through);
                // One of less than was acknowledged is an old one, or that of an HQ that lost some and wants it again.
                self.wanted = (*through < self.acked).then(|| through.saturating_add(1));
                self.asks = false;
                if *through >= first { self.going() } else { self.failed(random, SHORTEST) }
            }
            Answer::Refused(Refusal::Fork { seq, hash }) => self.forked(Fork { seq: *seq, hash: Some(*hash) }),
            Answer::Contradicted => self.forked(Fork { seq: first, hash: None }),
            // Only ever further back, so it comes to an end.
            Answer::Refused(Refusal::Hole { wanted }) if (1..first).contains(wanted) => {
                self.wanted = Some(*wanted);
                self.asks = false;
                self.going()
            }
            Answer::Refused(Refusal::RetryLater { seconds }) => {
                let asked = Duration::from_secs(seconds.unwrap_or_default().into()).min(MOST_ASKED);
                match self.failed(random, SHORTEST) {
                    Next::Wait(wait) => Next::Wait(wait.max(asked)),
                    next => next,
                }
            }
            Answer::Refused(_) => self.failed(random, MENDING),
            Answer::Lost => self.failed(random, SHORTEST),
        }
    }

    fn going(&mut self) -> Next {
        self.failures = 0;
        Next::Go
    }

    fn failed(&mut self, random: u64, least: Duration) -> Next {
        self.failures = self.failures.saturating_add(1);
        Next::Wait(backoff(self.failures, random).max(least))
    }

    fn forked(&mut self, fork: Fork) -> Next {
        self.fork = Some(fork);
        Next::Stop
    }
}

/// How long to wait after so many failures in a row: twice as long each time up to a limit, and of that between the
/// half and the whole, by a random number.
pub fn backoff(failures: u32, random: u64) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    let whole = SHORTEST.saturating_mul(1 << doublings).min(LONGEST);
    let half = u64::try_from(whole.as_millis() / 2).unwrap_or(u64::MAX);
    Duration::from_millis(half + random % (half + 1))
}
