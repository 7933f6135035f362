//! How a desk stands with HQ, for whoever shows it.

use std::collections::VecDeque;

use super::exchange::Trouble;
use crate::client::ClientError;
use crate::domain::{Message, Money, Timestamp};
use crate::protocol::{Ack, Refusal};

/// How many acknowledged batches are remembered.
const REMEMBERED: usize = 40;

/// How the desk stands with HQ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// How many entries HQ has not acknowledged.
    pub unsent: u64,
    /// When HQ last acknowledged anything, by its clock.
    pub acked_at: Option<Timestamp>,
    /// When HQ last answered as HQ, by the desk's clock.
    pub heard: Option<Timestamp>,
    /// What is wrong; nothing while all goes well.
    pub trouble: Option<Ill>,
    /// How many exceptions of this desk are open at HQ, as it said last.
    pub exceptions: Option<u64>,
    /// When HQ's directory was last taken in, by the desk's clock; nothing before the first time of this run.
    pub pulled_at: Option<Timestamp>,
    /// What HQ acknowledged in this run, the newest first.
    pub sent: VecDeque<Sent>,
}

/// What is wrong between the desk and HQ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ill {
    /// In one of a few words.
    pub cause: Cause,
    /// In a sentence.
    pub said: Message,
}

/// What is wrong, as far as the person at the desk can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Nobody answers as HQ: no network, or HQ is down or busy. It passes.
    NoAnswer,
    /// HQ answers, and takes nothing from this desk.
    Refused,
    /// HQ has another journal of this desk: a supervisor settles it.
    Fork,
    /// The desk's own files or settings.
    Here,
}

/// What one acknowledgement added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The last entry that HQ has.
    pub through: u64,
    /// How many entries came.
    pub entries: u64,
    /// How many of them are payments.
    pub payments: u64,
    /// The sum of these, with fees.
    pub sum: Money,
    /// When HQ acknowledged it, by its clock.
    pub at: Timestamp,
}

impl Status {
    /// Remembers a batch.
    pub(super) fn sent(&mut self, sent: Option<Sent>) {
        if let Some(sent) = sent {
            self.sent.push_front(sent);
            self.sent.truncate(REMEMBERED);
        }
    }
}

impl Sent {
    /// What `ack` says beyond the one before it; nothing where it goes no further.
    pub(super) fn between(before: Option<&Ack>, ack: &Ack) -> Option<Sent> {
        let (through, payments, sum) = before.map_or((0, 0, Money::ZERO), |it| (it.through, it.payments, it.kopecks));
        (ack.through > through).then(|| Sent {
            through: ack.through,
            entries: ack.through - through,
            payments: ack.payments.saturating_sub(payments),
            sum: ack.kopecks.saturating_minus(sum),
            at: ack.at,
        })
    }
}

impl Ill {
    /// What a batch that was not acknowledged says, and what there is to say of a fork.
    pub(super) fn of(trouble: &Trouble, fork: Option<Message>) -> Ill {
        let cause = match trouble {
            _ if fork.is_some() => Cause::Fork,
            Trouble::Hq(ClientError::Refused(Refusal::RetryLater { .. })) => Cause::NoAnswer,
            Trouble::Hq(ClientError::Refused(Refusal::Other { status })) if *status >= 500 => Cause::NoAnswer,
            Trouble::Hq(ClientError::Refused(_)) | Trouble::Ack(_) => Cause::Refused,
            Trouble::Hq(
                ClientError::Unreachable(_)
                | ClientError::Timeout
                | ClientError::Garbage(_)
                | ClientError::Stranger { .. },
            ) => Cause::NoAnswer,
            Trouble::Hq(ClientError::Address(_) | ClientError::Insecure(_) | ClientError::Authority { .. })
            | Trouble::Outbox(_) => Cause::Here,
        };
        Ill { cause, said: fork.unwrap_or_else(|| trouble.message()) }
    }
}
