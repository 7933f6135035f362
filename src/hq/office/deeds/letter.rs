//! Asking suppliers by letter to correct what a register said, and writing their answers down.

use super::{Doing, Outcome, denied, said};
use crate::domain::message::text;
use crate::domain::office::event::{CorrectionAnswered, CorrectionRequested};
use crate::domain::{DeskId, SupplierCode, View};
use crate::hq::HqError;
use crate::hq::office::suppliers::letters;
use crate::hq::store::corrections::{self, CorrectionRow, CorrectionState};
use crate::hq::store::{Db, registers};
use crate::protocol::Refusal;
use crate::protocol::office::Deed;

/// Gives a letter about a correction its number.
pub fn request(doing: &mut Doing, desk: &DeskId, seq: u64, n: u32) -> Result<Outcome, HqError> {
    doing.sees_all()?;
    let found = correction(doing.db, desk, seq, n)?;
    let words = || vec![("supplier", text(&found.supplier)), ("letter", text(found.letter))];
    if found.letter > 0 {
        return Err(denied(("office-deny-asked", words())));
    }
    let letter = corrections::last_letter(doing.db, &found.supplier)? + 1;
    let event = CorrectionRequested {
        number: letter,
        supplier: found.supplier.clone(),
        desk: desk.clone(),
        seq,
        n,
        register: found.register,
        amount: found.amount,
        user: doing.viewer.user.clone(),
    };
    let about = about(&found);
    let project = Box::new(move |db: &mut dyn Db, _| {
        let asked = CorrectionRow { letter, state: CorrectionState::Asked, ..found };
        corrections::add(db, std::slice::from_ref(&asked))?;
        Ok(corrections::set(db, &asked)?)
    });
    Ok(Outcome { event: event.into(), about, project })
}

/// The correction of a line: one that a register has, or one that none has yet.
fn correction(db: &mut dyn Db, desk: &DeskId, seq: u64, n: u32) -> Result<CorrectionRow, HqError> {
    if let Some(known) = corrections::one(db, desk, seq, n)? {
        return Ok(known);
    }
    let supplier = registers::supplier_of(db, desk, seq, n)?.ok_or(Refusal::NotFound)?;
    let mut waiting = letters::waiting(db, &supplier)?;
    waiting.retain(|row| (&row.desk, row.seq, row.n) == (desk, seq, n));
    waiting.pop().ok_or_else(|| {
        let words = vec![("desk", text(desk)), ("seq", text(seq)), ("supplier", text(&supplier))];
        denied(("office-deny-no-correction", words))
    })
}

fn about(row: &CorrectionRow) -> Vec<String> {
    let entry = View::Entry { desk: row.desk.clone(), seq: row.seq };
    vec![entry.to_string(), View::Supplier { supplier: row.supplier.clone() }.to_string()]
}

/// Writes down what a supplier answered. One that refused may do it all the same; what is done stays done.
pub fn answer(doing: &mut Doing, deed: &Deed) -> Result<Outcome, HqError> {
    let Deed::Answer { supplier, number, accepted, comment } = deed else {
        return Err(Refusal::NotFound.into());
    };
    doing.sees_all()?;
    let found = letter(doing.db, supplier, *number)?;
    let comment = said(Some(comment));
    if comment.is_none() && !accepted {
        return Err(denied(("office-deny-no-words", vec![])));
    }
    let comment = comment.unwrap_or_default();
    let event = CorrectionAnswered {
        supplier: supplier.clone(),
        number: *number,
        accepted: *accepted,
        comment: comment.clone(),
        user: doing.viewer.user.clone(),
    };
    let state = if *accepted { CorrectionState::Done } else { CorrectionState::Refused };
    let about = about(&found);
    let project =
        Box::new(move |db: &mut dyn Db, _| Ok(corrections::set(db, &CorrectionRow { state, said: comment, ..found })?));
    Ok(Outcome { event: event.into(), about, project })
}

fn letter(db: &mut dyn Db, supplier: &SupplierCode, number: u32) -> Result<CorrectionRow, HqError> {
    let words = || vec![("supplier", text(supplier)), ("letter", text(number))];
    let found = corrections::of_letter(db, supplier, number)?;
    let found = found.ok_or_else(|| denied(("office-deny-no-letter", words())))?;
    match found.state {
        CorrectionState::Done => Err(denied(("office-deny-answered", words()))),
        _ => Ok(found),
    }
}
