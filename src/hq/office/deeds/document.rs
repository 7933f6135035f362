//! The document of the bank that a deed names: it must be there, be free, and be about the same sum.

use super::{Doing, Outcome, denied, said};
use crate::domain::message::text;
use crate::domain::office::event::{BankDocument, DocumentExplained};
use crate::domain::{Money, Word};
use crate::hq::HqError;
use crate::hq::store::Db;
use crate::hq::store::statements::{self, DocumentRow};

/// The one document that a name fits, where nothing is explained by it yet.
fn unused(doing: &mut Doing, name: &BankDocument) -> Result<DocumentRow, HqError> {
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
    match row.used {
        0 => Ok(row),
        used => Err(denied(("office-deny-used-document", vec![named(), ("seq", text(used))]))),
    }
}

/// The document as the statements have it, named in full, where a deed may use it for a movement of our account (below
/// zero where it leaves it). Whoever records the entry says so with [`statements::set_used`].
pub fn free(doing: &mut Doing, name: &BankDocument, movement: Money) -> Result<BankDocument, HqError> {
    let row = unused(doing, name)?;
    if row.movement != movement {
        let words =
            vec![("document", text(name)), ("stated", Word::Money(row.movement)), ("sum", Word::Money(movement))];
        return Err(denied(("office-deny-document-sum", words)));
    }
    Ok(row.document)
}

/// Says of a document that it is about nothing that is kept here.
pub fn explain(doing: &mut Doing, name: &BankDocument, comment: &str) -> Result<Outcome, HqError> {
    doing.sees_all()?;
    let comment = said(Some(comment)).ok_or_else(|| denied(("office-deny-no-words", vec![])))?;
    let DocumentRow { document, movement, .. } = unused(doing, name)?;
    let user = doing.viewer.user.clone();
    let event = DocumentExplained { document: document.clone(), movement, comment, user };
    let project = Box::new(move |db: &mut dyn Db, seq| Ok(statements::set_used(db, &document, seq)?));
    Ok(Outcome { event: event.into(), about: vec![], project })
}
