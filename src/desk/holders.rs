//! Who holds what now, as this desk's journal knows it.

use super::DeskError;
use crate::domain::totals::Tally;
use crate::domain::{Holder, holders};
use crate::journal::Journal;

/// Whose cash is where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holders {
    /// The drawer, what is sealed for a pause, what was handed over, the bags that wait.
    pub list: Vec<Holder>,
    /// What was handed over in earlier shifts and is not in the list: whether it arrived only the receivers' desks
    /// know, and a list of it would grow for ever.
    pub earlier: Tally,
}

/// Who holds this desk's cash. What was handed over is listed from the shifts in progress, or for `all` from the first
/// entry on.
pub fn holders(journal: &Journal, all: bool) -> Result<Holders, DeskError> {
    let since = if all { 1 } else { journal.in_progress_since()? };
    let handed_over = journal.handed_over(since)?.into_iter().map(|(entry, given)| (entry.at, given));
    let bags = journal.bags()?.into_iter().map(|(entry, bag)| (entry.at, bag));
    let list = holders::holders(&journal.shift()?, handed_over, bags);
    Ok(Holders { list, earlier: journal.handed_over_before(since)? })
}
