//! Evidence: a refusal leaves nothing in the store but that it was given, to whom, about what and when.

use super::store::{desks, exceptions};
use super::{Hq, HqError, SecurityEvent};
use crate::domain::{DeskId, Timestamp};
use crate::protocol::{Fault, Hash, Refusal};

/// The longest piece of evidence, in characters.
const LONGEST: usize = 200;

impl Hq {
    /// Keeps evidence of a message that was refused before it came here: a request without a signature, a body that
    /// is too large, an enrolment that cannot be read. Gives the refusal to answer with. `claimed` is the desk that it
    /// says it comes from, where it says so.
    pub fn refuse(&self, fault: &Fault, claimed: Option<&DeskId>, at: Timestamp) -> HqError {
        let refusal = fault.refusal();
        self.witness(&refusal, claimed, &fault.to_string(), at);
        refusal.into()
    }

    /// All evidence, the latest first.
    pub fn security_events(&self) -> Result<Vec<SecurityEvent>, HqError> {
        self.store.read(|db| Ok(exceptions::evidence(db)?))
    }

    /// The outcome, with evidence where it is a refusal.
    pub(super) fn witnessed<T>(
        &self,
        outcome: Result<T, HqError>,
        claimed: Option<&DeskId>,
        evidence: &str,
        at: Timestamp,
    ) -> Result<T, HqError> {
        if let Err(HqError::Refused(refusal)) = &outcome {
            self.witness(refusal, claimed, evidence, at);
        }
        outcome
    }

    fn witness(&self, refusal: &Refusal, claimed: Option<&DeskId>, evidence: &str, at: Timestamp) {
        let kept = self.store.write(|db| {
            let known = match claimed {
                Some(desk) => desks::desk(db, desk)?.is_some(),
                None => false,
            };
            // Whoever makes names up fills one desk's share of the evidence, and not one for each.
            let (desk, evidence) = match (claimed, known) {
                (Some(desk), true) => (desk.to_string(), evidence.to_owned()),
                (Some(desk), false) => (String::new(), format!("{desk}: {evidence}")),
                (None, _) => (String::new(), evidence.to_owned()),
            };
            let evidence: String = evidence.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
            exceptions::witness(db, &desk, refusal.code(), &evidence, at)
        });
        if let Err(error) = kept {
            tracing::warn!(code = refusal.code(), %error, "a refusal left no evidence");
        }
    }
}

/// What is kept of a message that can't be read as far as its header.
pub(super) fn of_bytes(bytes: &[u8]) -> String {
    format!("{} bytes, sha256 {}", bytes.len(), Hash::of(bytes))
}
