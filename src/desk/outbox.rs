//! What is to be sent: the journal read beside its writer, packed and signed with the desk's key.

use super::{DeskError, DeskKey, Enrolment, Home};
use crate::domain::DeskId;
use crate::journal::{AckFault, Journal, ProvenAck, Word};
use crate::protocol::batch::{MOST_BYTES, MOST_ENTRIES};
use crate::protocol::{Ack, Batch, Fault, PublicKey};

/// The entries of a desk that HQ enrolled, on their way there.
pub struct Outbox {
    journal: Journal,
    enrolment: Enrolment,
}

/// A batch, packed and signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Its first entry.
    pub first: u64,
    /// Its last.
    pub last: u64,
    /// What is sent.
    pub bytes: Vec<u8>,
}

/// Why nothing can be sent.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The desk's files can't be read.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// A batch can't be packed.
    #[error(transparent)]
    Unpackable(#[from] Fault),
}

impl Outbox {
    /// Opens what the desk at `home` has to send; `None` for a desk that stands alone.
    pub fn open(home: &Home) -> Result<Option<Outbox>, DeskError> {
        let key = DeskKey::load(&home.key())?;
        let Some(enrolment) = key.enrolment().cloned() else { return Ok(None) };
        Ok(Some(Outbox { journal: Journal::open(&home.journal())?, enrolment }))
    }

    /// The desk.
    pub fn desk(&self) -> &DeskId {
        self.journal.desk()
    }

    /// The desk's keys and HQ's.
    pub fn enrolment(&self) -> &Enrolment {
        &self.enrolment
    }

    /// The number of the last entry.
    pub fn last(&self) -> Result<u64, DeskError> {
        Ok(self.journal.last_seq()?)
    }

    /// What HQ signed last.
    pub fn ack(&self) -> Result<Option<Ack>, DeskError> {
        Ok(self.journal.ack()?)
    }

    /// What HQ said last.
    pub fn word(&self) -> Result<Option<Word>, DeskError> {
        Ok(self.journal.word()?)
    }

    /// The batch that begins with entry `first`: as many as fit. `None` where there is no such entry.
    pub fn batch(&self, first: u64) -> Result<Option<Packed>, OutboxError> {
        let run = self.journal.run(first, MOST_ENTRIES, MOST_BYTES, Batch::size_of).map_err(DeskError::from)?;
        let Some(last) = run.last().map(|entry| entry.seq) else { return Ok(None) };
        let bytes = Batch::pack(self.desk(), self.enrolment.epoch, &run, &self.enrolment.keys.sign)?;
        Ok(Some(Packed { first, last, bytes }))
    }

    /// Holds what HQ signed, with the key that is known of it now, against the journal.
    pub fn prove(&self, ack: Ack, hq: &PublicKey) -> Result<ProvenAck, AckFault> {
        self.journal.prove(ack, hq)
    }
}
