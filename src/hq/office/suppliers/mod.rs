//! What is collected for suppliers and goes to them: registers, remittances, and letters that ask for corrections.

pub mod file;
pub mod proof;
mod remembered;

pub use remembered::{RegisterFile, RegisterReport};

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::hq::HqError;
use crate::hq::store::{Db, desks};

/// The day by the offices' clocks, where it is latest.
pub fn today(db: &mut dyn Db, now: Timestamp) -> Result<NaiveDate, HqError> {
    let days = desks::list(db)?.into_iter().map(|desk| now.day(desk.state.offset)).max();
    Ok(days.unwrap_or_else(|| now.utc().date_naive()))
}
