//! The document of the bank that a deed names: it must be there, be free, and be about the same sum.

use super::{Doing, denied};
use crate::domain::message::text;
use crate::domain::office::event::BankDocument;
use crate::domain::{Money, Word};
use crate::hq::HqError;
use crate::hq::store::statements;

/// The document as the statements have it, named in full, where a deed may use it for a movement of our account (below
/// zero where it leaves it). Whoever records the entry says so with [`statements::set_used`].
pub fn free(doing: &mut Doing, name: &BankDocument, movement: Money) -> Result<BankDocument, HqError> {
    let named = || ("document", text(name));
    let mut found = statements::named(doing.db, name)?;
    let row = match (found.pop(), found.pop()) {
        (Some(row), None) => row,
        (None, _) => return Err(denied(("office-deny-no-document", vec![named()]))),
        (Some(one), Some(other)) => {
            let words = vec![named(), ("one", text(&one.document.other)), ("other", text(&other.document.other))];
            return Err(denied(("office-deny-which-document", words)));
        }
    };
    if row.used > 0 {
        return Err(denied(("office-deny-used-document", vec![named(), ("seq", text(row.used))])));
    }
    if row.movement != movement {
        let words = vec![named(), ("stated", Word::Money(row.movement)), ("sum", Word::Money(movement))];
        return Err(denied(("office-deny-document-sum", words)));
    }
    Ok(row.document)
}
