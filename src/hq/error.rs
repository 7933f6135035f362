//! What can go wrong at headquarters.

use super::key::KeyError;
use super::store::StoreError;
use crate::protocol::{Fault, Refusal};

/// Why headquarters did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum HqError {
    /// A desk's message is refused; this is its answer.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// HQ's key can't be had.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A message could not be packed or sealed.
    #[error("a message could not be written: {0}")]
    Message(#[from] Fault),
}

impl HqError {
    /// What a desk is answered. What is HQ's own trouble is a reason to come again.
    pub fn refusal(&self) -> Refusal {
        match self {
            HqError::Refused(refusal) => refusal.clone(),
            _ => Refusal::RetryLater { seconds: None },
        }
    }
}

impl From<Refusal> for HqError {
    fn from(refusal: Refusal) -> HqError {
        HqError::Refused(refusal)
    }
}
