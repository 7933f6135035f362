//! What is asked of a shift as a whole: its totals so far, and why its count is off.

use super::papers::Papers;
use crate::desk::printable::shift_record;
use crate::desk::{DeskError, View};
use crate::document::{self, Form};
use crate::domain::difference::{self, Cause, Found};
use crate::domain::{Money, Refusal, Timestamp};

/// The X-report of the open shift, in lines as it would be printed.
pub fn x(view: &View, papers: &Papers, now: Timestamp) -> Result<Vec<String>, DeskError> {
    let no_shift = || DeskError::from(Refusal::NoShift);
    let open = view.journal().shift()?.open.ok_or_else(no_shift)?;
    let record = shift_record(view.journal(), view.directory(), Some(open.number))?.ok_or_else(no_shift)?;
    let report = papers.form(Form::X, &record, None, now).map_err(|_| no_shift())?;
    Ok(document::render(&report, papers.columns()))
}

/// The likely causes of what the last count of the open shift found, the likeliest first; none where it found nothing.
pub fn causes(view: &View, denominations: &[Money]) -> Result<Vec<Cause>, DeskError> {
    let journal = view.journal();
    let Some(open) = journal.shift()?.open else { return Ok(vec![]) };
    let Some((count, custody)) = open.count.as_ref().zip(journal.custody(open.number)?) else { return Ok(vec![]) };
    let found = Found { difference: open.found(), cards: &count.cards, notes: count.notes.as_ref(), denominations };
    Ok(difference::causes(journal.desk(), &custody.events, &found))
}
