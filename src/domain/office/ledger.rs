//! The postings of headquarters' own events: they empty what the desks filled.

use super::event::{AcquirerPaid, BagCredited, HqEvent, SupplierRemitted};
use crate::domain::code::ReasonCode;
use crate::domain::ledger::{LedgerAccount, Legs, Posting};

/// The postings of an event of headquarters: their sum is zero, and an event that moves no money has none.
pub fn postings(event: &HqEvent) -> Vec<Posting> {
    let mut legs = Legs::default();
    match event {
        HqEvent::BagCredited(BagCredited { account, bags, .. }) => {
            for bag in bags {
                let sealed = || LedgerAccount::Bag(bag.seal.clone());
                legs.move_money(LedgerAccount::Bank(account.clone()), sealed(), bag.credited);
                let short = bag.sealed.saturating_minus(bag.credited);
                legs.move_money(LedgerAccount::OverShort(bag.desk.clone()), sealed(), short);
            }
        }
        // The cash that the desk put into its drawer came from nowhere, as far as its own journal says.
        HqEvent::BagReturned(bag) if bag.cash_in.is_some() => {
            let sealed = || LedgerAccount::Bag(bag.seal.clone());
            legs.move_money(LedgerAccount::Other(ReasonCode::returned_bag()), sealed(), bag.found);
            let short = bag.sealed.saturating_minus(bag.found);
            legs.move_money(LedgerAccount::OverShort(bag.desk.clone()), sealed(), short);
        }
        HqEvent::BagReturned(_) => {}
        HqEvent::AcquirerPaid(AcquirerPaid { tender, gross, fee, account, .. }) => {
            let owed = || LedgerAccount::Tender(tender.clone());
            legs.move_money(LedgerAccount::Bank(account.clone()), owed(), gross.saturating_minus(*fee));
            legs.move_money(LedgerAccount::Acquiring, owed(), *fee);
        }
        HqEvent::SupplierRemitted(SupplierRemitted { supplier, amount, account, .. }) => {
            legs.move_money(LedgerAccount::Due(supplier.clone()), LedgerAccount::Bank(account.clone()), *amount);
        }
        HqEvent::DaySigned(_)
        | HqEvent::DayReopened(_)
        | HqEvent::PaperTicked(_)
        | HqEvent::DeskAnnounced(_)
        | HqEvent::AuthorisationGiven(_)
        | HqEvent::ExceptionTaken(_)
        | HqEvent::ExceptionCommented(_)
        | HqEvent::ExceptionResolved(_)
        | HqEvent::ExceptionReopened(_)
        | HqEvent::BagCollected(_)
        | HqEvent::AcquirerImported(_)
        | HqEvent::StatementImported(_)
        | HqEvent::DocumentExplained(_)
        | HqEvent::RegisterMade(_)
        | HqEvent::CorrectionRequested(_)
        | HqEvent::CorrectionAnswered(_)
        | HqEvent::PersonAdded(_)
        | HqEvent::PersonChanged(_)
        | HqEvent::PersonRetired(_)
        | HqEvent::PersonGivenPin(_) => {}
    }
    legs.into_postings()
}
