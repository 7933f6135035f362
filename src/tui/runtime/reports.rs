//! What is asked of a shift as a whole: its totals so far, and why its count is off.

use super::papers::Papers;
use crate::desk::printable::shift_record;
use crate::desk::{DeskError, View};
use crate::document::{Document, Form, NoForm};
use crate::domain::difference::{self, Cause, Found};
use crate::domain::message::text;
use crate::domain::{Message, Money, Refusal, Timestamp};

/// A form of a shift: the open one, or else the last, where none is named.
pub fn form(view: &View, papers: &Papers, form: Form, shift: Option<u32>, now: Timestamp) -> Result<Document, Message> {
    let no_shift = || DeskError::from(Refusal::NoShift).message();
    let state = view.journal().shift().map_err(|error| error.message())?;
    let number = shift.unwrap_or(state.open.map_or(state.number, |open| open.number));
    let found = shift_record(view.journal(), view.directory(), Some(number)).map_err(|error| error.message())?;
    papers.form(form, &found.ok_or_else(no_shift)?, None, now).map_err(|fault| {
        let id = match fault {
            NoForm::StillOpen => "cli-form-still-open",
            NoForm::Closed => "cli-form-closed",
            NoForm::Nothing => "cli-form-nothing",
        };
        (id, vec![("shift", text(number))])
    })
}

/// The likely causes of what the last count of the open shift found, the likeliest first; none where it found nothing.
pub fn causes(view: &View, denominations: &[Money]) -> Result<Vec<Cause>, DeskError> {
    let journal = view.journal();
    let Some(open) = journal.shift()?.open else { return Ok(vec![]) };
    let Some((count, custody)) = open.count.as_ref().zip(journal.custody(open.number)?) else { return Ok(vec![]) };
    let found = Found { difference: open.found(), cards: &count.cards, notes: count.notes.as_ref(), denominations };
    Ok(difference::causes(journal.desk(), &custody.events, &found))
}
