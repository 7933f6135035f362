//! The acquirer's payment for what cards took.

use super::{Doing, Outcome, denied, document};
use crate::domain::message::text;
use crate::domain::office::event::AcquirerPaid;
use crate::domain::{Money, Word};
use crate::hq::HqError;
use crate::hq::store::{Db, statements};
use crate::protocol::Refusal;
use crate::protocol::office::Deed;

/// Writes down that the acquirer paid: for how much of what a tender took, and what it kept of that. A gross below zero
/// is for a day with more refunds than sales: the acquirer took it.
pub fn settle(doing: &mut Doing, deed: &Deed) -> Result<Outcome, HqError> {
    let Deed::Settle { tender, gross, fee, account, document: named } = deed else {
        return Err(Refusal::NotFound.into());
    };
    doing.sees_all()?;
    if tender.is_cash() {
        return Err(denied(("office-deny-settle-cash", vec![("tender", text(tender))])));
    }
    let net = gross.minus(*fee).ok_or_else(|| denied(("office-deny-sum-large", vec![])))?;
    if gross.is_zero() || fee.abs() > gross.abs() {
        let words = vec![("gross", Word::Money(*gross)), ("fee", Word::Money(*fee))];
        return Err(denied(("office-deny-settle-sum", words)));
    }
    if net == Money::ZERO && named.is_some() {
        return Err(denied(("office-deny-settle-nothing", vec![])));
    }
    let document = named.as_ref().map(|named| document::free(doing, named, net)).transpose()?;
    let event = AcquirerPaid {
        tender: tender.clone(),
        gross: *gross,
        fee: *fee,
        account: account.clone(),
        document: document.clone(),
        user: doing.viewer.user.clone(),
    };
    let project = Box::new(move |db: &mut dyn Db, seq| match &document {
        Some(document) => Ok(statements::set_used(db, document, seq)?),
        None => Ok(()),
    });
    Ok(Outcome { event: event.into(), about: vec![], project })
}
