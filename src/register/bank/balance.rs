//! Whether documents and balances agree.

use super::fault::BankFault;
use super::{BankDirection, BankDocument};
use crate::domain::Money;
use crate::register::fault::{Fault, Refusal};

/// What a file states of an account over some days.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub line: Option<u64>,
    pub opening: Option<Money>,
    pub received: Option<Money>,
    pub paid: Option<Money>,
    pub closing: Option<Money>,
}

/// Holds the documents of an account against what its sections state; true where that shows them all to be there.
pub(super) fn judge(account: &str, sections: &[Section], documents: &[BankDocument], refusal: &mut Refusal) -> bool {
    let sum_of = |direction| {
        Money::total(documents.iter().filter(|it| it.direction == direction).map(|document| document.amount))
    };
    let (Some(received), Some(paid)) = (sum_of(BankDirection::In), sum_of(BankDirection::Out)) else {
        refusal.add(None, Fault::TooLarge);
        return false;
    };
    for pair in sections.windows(2) {
        if let (Some(before), Some(opening)) = (pair[0].closing, pair[1].opening)
            && before != opening
        {
            refusal.add(pair[1].line, BankFault::Gap { account: account.to_owned(), before, opening }.into());
        }
    }
    let (Some(first), Some(last)) = (sections.first(), sections.last()) else { return false };
    let stated = |of: fn(&Section) -> Option<Money>| Money::total(sections.iter().map(of).collect::<Option<Vec<_>>>()?);
    let turnovers = [(stated(|it| it.received), received), (stated(|it| it.paid), paid)];
    for (stated, found) in turnovers.iter().filter_map(|(stated, found)| Some((stated.as_ref()?, found))) {
        if stated != found {
            let account = account.to_owned();
            refusal.add(last.line, BankFault::Turnover { account, stated: *stated, found: *found }.into());
        }
    }
    let found = first.opening.map(|opening| opening.plus(received).and_then(|sum| sum.minus(paid)));
    match (found, last.closing) {
        (Some(None), _) => refusal.add(last.line, Fault::TooLarge),
        (Some(Some(found)), Some(stated)) if found != stated => {
            refusal.add(last.line, BankFault::Closing { account: account.to_owned(), stated, found }.into());
        }
        _ => {}
    }
    let turnovers_are_there = turnovers.iter().all(|(stated, _)| stated.is_some());
    turnovers_are_there || (first.opening.is_some() && last.closing.is_some())
}
