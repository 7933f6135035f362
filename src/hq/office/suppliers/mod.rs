//! What is collected for suppliers and goes to them: registers, remittances, and letters that ask for corrections.

pub mod file;
mod letter;
pub mod letters;
mod lists;
mod months;
pub mod proof;
mod remembered;
pub mod share;
pub mod standing;
pub mod unsent;

pub use remembered::{RegisterFile, RegisterReport};

use chrono::NaiveDate;

use super::{Page, Viewer};
use crate::domain::{Table, Timestamp, View};
use crate::hq::HqError;
use crate::hq::store::{Db, desks};
use crate::protocol::Refusal;

/// A view of suppliers, for who sees every office: what goes to them comes from all. For others there is none.
pub fn view(db: &mut dyn Db, viewer: &Viewer, view: &View, page: &Page, now: Timestamp) -> Result<Table, HqError> {
    match view {
        _ if !viewer.sees_all() => Err(Refusal::NotFound.into()),
        View::Suppliers {} => standing::view(db, now),
        View::Supplier { supplier } => months::view(db, supplier, page, now),
        View::Registers { supplier } => lists::registers(db, supplier, page),
        View::Register { supplier, number } => lists::lines(db, supplier, *number, page),
        View::Letters {} => letters::view(db, page),
        _ => Err(Refusal::NotFound.into()),
    }
}

/// The day by the offices' clocks, where it is latest.
pub fn today(db: &mut dyn Db, now: Timestamp) -> Result<NaiveDate, HqError> {
    let days = desks::list(db)?.into_iter().map(|desk| now.day(desk.state.offset)).max();
    Ok(days.unwrap_or_else(|| now.utc().date_naive()))
}
