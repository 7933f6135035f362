//! One batch and its answer.

use super::plan::{Answer, Next, Plan};
use crate::client::{ClientError, DeskClient, refused};
use crate::desk::{AckFault, DeskError, Heard, Outbox, OutboxError, Packed, Word};
use crate::domain::message::text;
use crate::domain::{Message, Timestamp};
use crate::protocol::Refusal;

/// The desk's outbox, the way to HQ, and how far it is.
pub struct Exchange {
    outbox: Outbox,
    client: DeskClient,
    plan: Plan,
    /// How many exceptions of the desk are open at HQ, as it said last.
    exceptions: Option<u64>,
}

/// Why a batch was not acknowledged.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// HQ was not reached, did not answer as HQ, or refused.
    #[error(transparent)]
    Hq(#[from] ClientError),
    /// HQ signed what the journal contradicts.
    #[error(transparent)]
    Ack(#[from] AckFault),
    /// The journal can't be read, or its entries not packed.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
}

impl Trouble {
    /// The message for the person in front of the screen.
    pub fn message(&self) -> Message {
        match self {
            Trouble::Hq(error) => error.message(),
            Trouble::Ack(AckFault::Journal(error)) => error.message(),
            Trouble::Ack(AckFault::Head { through }) => ("sync-ack-head", vec![("seq", text(through))]),
            Trouble::Ack(fault) => ("sync-ack-wrong", vec![("detail", text(fault))]),
            Trouble::Outbox(OutboxError::Desk(error)) => error.message(),
            Trouble::Outbox(OutboxError::Unpackable(fault)) => ("sync-unpackable", vec![("detail", text(fault))]),
        }
    }
}

impl From<DeskError> for Trouble {
    fn from(error: DeskError) -> Trouble {
        OutboxError::from(error).into()
    }
}

impl Exchange {
    /// Goes on where HQ's last acknowledgement ends.
    pub fn new(outbox: Outbox, client: DeskClient) -> Result<Exchange, DeskError> {
        let plan = Plan::new(outbox.ack()?.map(|ack| ack.through));
        Ok(Exchange { outbox, client, plan, exceptions: None })
    }

    /// How far it is.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The way to HQ.
    pub fn client(&self) -> &DeskClient {
        &self.client
    }

    /// How many exceptions of the desk are open at HQ, as far as it said.
    pub fn exceptions(&self) -> Option<u64> {
        self.exceptions
    }

    /// How many entries HQ has not acknowledged.
    pub fn unsent(&self) -> Result<u64, DeskError> {
        Ok(self.outbox.last()?.saturating_sub(self.plan.acked()))
    }

    /// Sends the next batch; `None` where there is none. What HQ said goes to `hear`, for the desk's writer.
    pub fn step(
        &mut self,
        random: u64,
        now: Timestamp,
        hear: &mut dyn FnMut(Heard),
    ) -> (Option<Next>, Result<(), Trouble>) {
        let packed = self.outbox.last().map_err(Trouble::from).and_then(|last| match self.plan.first(last) {
            Some(first) => Ok(self.outbox.batch(first)?),
            None => Ok(None),
        });
        let packed = match packed {
            Ok(Some(packed)) => packed,
            Ok(None) => return (None, Ok(())),
            Err(trouble) => return (Some(self.plan.answered(0, &Answer::Lost, random)), Err(trouble)),
        };
        let (next, outcome) = self.send(&packed, random, now, hear);
        (Some(next), outcome)
    }

    /// Sends the last entry again, which HQ should have: it changes nothing, and HQ says how things are. One that lost
    /// entries says from where it wants them, and the next step begins there.
    pub fn ask(&mut self, random: u64, now: Timestamp, hear: &mut dyn FnMut(Heard)) -> Result<(), Trouble> {
        let last = self.outbox.last()?;
        let Some(packed) = self.outbox.batch(last.max(1))? else { return Ok(()) };
        self.send(&packed, random, now, hear).1
    }

    /// What to say of a fork.
    pub fn fork_message(&self) -> Option<Message> {
        let fork = self.plan.fork()?;
        Some(match fork.hash {
            Some(hash) => refused(&Refusal::Fork { seq: fork.seq, hash }),
            None => ("sync-ack-head", vec![("seq", text(fork.seq))]),
        })
    }

    fn send(
        &mut self,
        packed: &Packed,
        random: u64,
        now: Timestamp,
        hear: &mut dyn FnMut(Heard),
    ) -> (Next, Result<(), Trouble>) {
        let outcome = self.acknowledged(&packed.bytes, hear);
        let answer = match &outcome {
            Ok(through) => Answer::Ack { through: *through },
            Err(Trouble::Hq(ClientError::Refused(refusal))) => Answer::Refused(refusal.clone()),
            Err(Trouble::Ack(AckFault::Head { .. } | AckFault::Counts { .. })) => Answer::Contradicted,
            Err(_) => Answer::Lost,
        };
        if let Answer::Refused(refusal) = &answer
            && !matches!(refusal, Refusal::Hole { .. } | Refusal::RetryLater { .. })
        {
            hear(Heard::Word(Word { at: now, refusal: Some(refusal.clone()) }));
        }
        let next = self.plan.answered(packed.first, &answer, random);
        match (outcome, next) {
            // A hole is filled at once: there is nothing to say of it.
            (Err(_), Next::Go) | (Ok(_), _) => (next, Ok(())),
            (Err(trouble), _) => (next, Err(trouble)),
        }
    }

    fn acknowledged(&mut self, packed: &[u8], hear: &mut dyn FnMut(Heard)) -> Result<u64, Trouble> {
        let ack = self.client.send_batch(packed)?;
        self.exceptions = ack.exceptions.or(self.exceptions);
        let (through, at) = (ack.through, ack.at);
        let proven = self.outbox.prove(ack, &self.client.hq())?;
        hear(Heard::Ack(Box::new(proven)));
        hear(Heard::Word(Word { at, refusal: None }));
        Ok(through)
    }
}
