//! The back office at headquarters: what it shows to whom, and what it decides.

mod deeds;
pub mod own;
mod viewer;

use crate::domain::{Table, Timestamp, View};
use crate::protocol::Refusal;

use super::{Hq, HqError};

pub use viewer::{Page, Viewer};

impl Hq {
    /// A page of what `viewer` asks for. What they may not see is not there.
    pub fn view(&self, viewer: &Viewer, view: &View, page: &Page, now: Timestamp) -> Result<Table, HqError> {
        if view.office().is_some_and(|office| !viewer.sees(office)) {
            return Err(Refusal::NotFound.into());
        }
        let _ = (page, now);
        Err(Refusal::NotFound.into())
    }
}
