//! Who holds this desk's cash, as its journal knows.

use crate::desk::{DeskError, View};
use crate::domain::{Holder, holders};

/// The drawer, what is sealed for a pause, what was handed over in this shift, the bags that wait.
pub fn find(view: &View) -> Result<Vec<Holder>, DeskError> {
    let journal = view.journal();
    let shift = journal.shift()?;
    let since = shift.open.as_ref().or(shift.closed.as_ref()).map(|open| open.opened_at);
    let given = journal.handed_over(1)?.into_iter().map(|(entry, given)| (entry.at, given));
    let given = given.filter(|(at, _)| since.is_none_or(|since| *at >= since));
    let bags = journal.bags()?.into_iter().map(|(entry, bag)| (entry.at, bag));
    Ok(holders::holders(&shift, given, bags))
}
