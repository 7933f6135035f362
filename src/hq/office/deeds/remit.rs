//! Writing down that a supplier got its money: it empties what is due, for registers that went out.

use super::{Doing, Outcome, denied, document};
use crate::domain::message::text;
use crate::domain::office::event::SupplierRemitted;
use crate::domain::{Money, SupplierCode, View, Word};
use crate::hq::HqError;
use crate::hq::office::suppliers::share::share;
use crate::hq::office::suppliers::today;
use crate::hq::store::registers::{self, RegisterRow};
use crate::hq::store::remittances::{self, RemittanceRow};
use crate::hq::store::{Db, statements};
use crate::protocol::Refusal;
use crate::protocol::office::Deed;

/// Writes a remittance down. What no register has told the supplier of can't be remitted, and nothing twice.
pub fn remit(doing: &mut Doing, deed: &Deed) -> Result<Outcome, HqError> {
    let Deed::Remit { supplier, kopecks: amount, registers: named, account, document: stated } = deed else {
        return Err(Refusal::NotFound.into());
    };
    doing.sees_all()?;
    if !amount.is_positive() {
        return Err(denied(("office-deny-remit-sum", vec![])));
    }
    let open = open(doing.db, supplier, named)?;
    let sums: Vec<(u32, Money)> = open.iter().map(|row| (row.number, row.open)).collect();
    let shared = share(&sums, *amount).ok_or_else(|| {
        let whole = sums.iter().fold(Money::ZERO, |whole, (_, sum)| whole.saturating_plus(*sum));
        let words = vec![("supplier", text(supplier)), ("sum", Word::Money(*amount)), ("open", Word::Money(whole))];
        denied(("office-deny-over-remitted", words))
    })?;
    let leaves = Money::ZERO.saturating_minus(*amount);
    let document = stated.as_ref().map(|stated| document::free(doing, stated, leaves)).transpose()?;
    let (user, at) = (doing.viewer.user.clone(), doing.now);
    let day = match &document {
        Some(document) => document.day,
        None => today(doing.db, at)?,
    };
    let event = SupplierRemitted {
        supplier: supplier.clone(),
        amount: *amount,
        registers: shared.iter().map(|(number, _)| *number).collect(),
        account: account.clone(),
        document: document.clone(),
        user: user.clone(),
    };
    let of_register = |number: &u32| View::Register { supplier: supplier.clone(), number: *number }.to_string();
    let about =
        event.registers.iter().map(of_register).chain([View::Supplier { supplier: supplier.clone() }.to_string()]);
    let about = about.collect();
    let (supplier, amount) = (supplier.clone(), *amount);
    let project = Box::new(move |db: &mut dyn Db, seq| {
        if let Some(document) = &document {
            statements::set_used(db, document, seq)?;
        }
        for (number, left) in shared {
            registers::set_open(db, &supplier, number, left)?;
        }
        Ok(remittances::add(db, &RemittanceRow { seq, supplier, at, day, amount, by: user.to_string() })?)
    });
    Ok(Outcome { event: event.into(), about, project })
}

/// The registers that a remittance may be for: those named, or all that are not remitted whole.
fn open(db: &mut dyn Db, supplier: &SupplierCode, named: &[u32]) -> Result<Vec<RegisterRow>, HqError> {
    let mut open = registers::open(db, supplier)?;
    if named.is_empty() {
        return Ok(open);
    }
    for number in named {
        let words = || vec![("supplier", text(supplier)), ("number", text(number))];
        if registers::one(db, supplier, *number)?.is_none() {
            return Err(denied(("office-deny-no-register", words())));
        }
        if !open.iter().any(|row| row.number == *number) {
            return Err(denied(("office-deny-remitted", words())));
        }
    }
    open.retain(|row| named.contains(&row.number));
    Ok(open)
}
