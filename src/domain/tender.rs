//! How what was tendered covers what is due: cash last, and change from cash alone.

use super::code::TenderKind;
use super::command::TenderInput;
use super::decide::check_count;
use super::line::Tendered;
use super::money::Money;
use super::refusal::Refusal;
use super::supplier::Catalogue;

/// Settles a payment of `due` by what was tendered.
///
/// A card or СБП tender covers its named sum, or what the others leave (at most one may leave it open); the cash
/// covers the rest, and what was handed over above it goes back as change.
pub fn settle(catalogue: &Catalogue, due: Money, tenders: &[TenderInput]) -> Result<Vec<Tendered>, Refusal> {
    for tender in tenders {
        check(catalogue, tender)?;
    }
    let given = given_cash(tenders)?;
    let named = named_sum(tenders)?;
    let mut rest = due.minus(named).filter(|rest| *rest >= Money::ZERO).ok_or_else(|| misfit(tenders, due))?;
    let mut settled = Vec::with_capacity(tenders.len());
    for tender in tenders {
        let TenderInput::Other { kind, amount, reference } = tender else { continue };
        let amount = match amount {
            Some(amount) => *amount,
            None => {
                let left = rest.saturating_minus(given.unwrap_or_default());
                rest = rest.saturating_minus(left);
                left
            }
        };
        if !amount.is_positive() {
            return Err(Refusal::TenderMisfits { kind: kind.clone(), due: amount.max(Money::ZERO) });
        }
        let reference = Some(reference.trim().to_owned());
        settled.push(Tendered { kind: kind.clone(), amount, given: None, reference });
    }
    match given {
        None if rest.is_zero() => {}
        Some(_) if rest.is_zero() => return Err(Refusal::TenderMisfits { kind: TenderKind::cash(), due: rest }),
        Some(given) if given >= rest => {
            settled.push(Tendered { kind: TenderKind::cash(), amount: rest, given: Some(given), reference: None });
        }
        _ => {
            let tendered = due.saturating_minus(rest).saturating_plus(given.unwrap_or_default());
            return Err(Refusal::TooLittle { due, tendered });
        }
    }
    Ok(settled)
}

fn check(catalogue: &Catalogue, tender: &TenderInput) -> Result<(), Refusal> {
    let kind = tender.kind();
    if catalogue.tender(&kind).is_none() {
        let known = catalogue.tenders.iter().map(|tender| tender.kind.clone()).collect();
        return Err(Refusal::UnknownTender { kind, known });
    }
    match tender {
        TenderInput::Other { .. } if kind.is_cash() => Err(Refusal::NoTender),
        TenderInput::Other { reference, .. } if reference.trim().is_empty() => Err(Refusal::ReferenceNeeded { kind }),
        _ => Ok(()),
    }
}

/// The cash handed over, in one sum; `None` where there is none.
fn given_cash(tenders: &[TenderInput]) -> Result<Option<Money>, Refusal> {
    let mut cash = tenders.iter().filter_map(|tender| match tender {
        TenderInput::Cash { given } => Some(*given),
        TenderInput::Other { .. } => None,
    });
    cash.try_fold(None, |sum: Option<Money>, given| {
        check_count(given)?;
        sum.unwrap_or_default().plus(given).map(Some).ok_or(Refusal::TooLarge)
    })
}

fn named_sum(tenders: &[TenderInput]) -> Result<Money, Refusal> {
    let named = tenders.iter().filter_map(|tender| match tender {
        TenderInput::Other { amount, .. } => *amount,
        TenderInput::Cash { .. } => None,
    });
    Money::total(named).ok_or(Refusal::TooLarge)
}

fn misfit(tenders: &[TenderInput], due: Money) -> Refusal {
    let card = tenders.iter().map(TenderInput::kind).find(|kind| !kind.is_cash());
    Refusal::TenderMisfits { kind: card.unwrap_or_else(TenderKind::cash), due }
}
