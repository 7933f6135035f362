//! Who holds what now: every rouble of a desk has a holder, in the drawer, under a seal or on its way.

use super::cash::TransitCode;
use super::code::{AccountCode, Seal, UserName};
use super::event::{CashHandedOver, GivenBag};
use super::ids::DeskId;
use super::money::Money;
use super::shift::Shift;
use super::time::Timestamp;

/// Cash, and who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Where it is.
    pub place: Place,
    /// Since when, where anything has happened there.
    pub since: Option<Timestamp>,
    /// How much.
    pub amount: Money,
}

/// Where cash is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the drawer.
    Drawer {
        /// Whose shift is open, with its number; nobody's where none is.
        shift: Option<(u32, UserName)>,
    },
    /// Sealed under the name of a cashier who is away.
    Paused {
        /// The shift.
        shift: u32,
        /// Its cashier.
        cashier: UserName,
        /// The seal, where one was used.
        seal: Option<Seal>,
    },
    /// On its way to another desk. Whether it arrived only that desk knows.
    Transit {
        /// The code by which it is accepted.
        code: TransitCode,
        /// The receiver's desk.
        to: DeskId,
        /// Who gave it.
        given_by: UserName,
        /// Who counted it and signed on this desk's screen.
        received_by: Option<UserName>,
    },
    /// In a sealed bag that waits for the collector.
    Bag {
        /// Its seal.
        seal: Seal,
        /// The bank account that it is for.
        account: AccountCode,
    },
}

impl Holder {
    /// Who answers for it by name. A bag answers for itself: whoever has it has its seal.
    pub fn person(&self) -> Option<&UserName> {
        match &self.place {
            Place::Drawer { shift } => shift.as_ref().map(|(_, cashier)| cashier),
            Place::Paused { cashier, .. } => Some(cashier),
            Place::Transit { given_by, received_by, .. } => Some(received_by.as_ref().unwrap_or(given_by)),
            Place::Bag { .. } => None,
        }
    }
}

/// The holders of a desk's cash: its drawer, what is sealed for a pause, what was handed over, the bags that wait.
pub fn holders(
    shift: &Shift,
    handed_over: impl IntoIterator<Item = (Timestamp, CashHandedOver)>,
    bags: impl IntoIterator<Item = (Timestamp, GivenBag)>,
) -> Vec<Holder> {
    let open = shift.open.as_ref();
    let drawer = Holder {
        place: Place::Drawer { shift: open.map(|open| (open.number, open.cashier.clone())) },
        since: open.map_or(shift.last_at, |open| Some(open.opened_at)),
        amount: shift.drawer,
    };
    let paused = shift.paused.iter().map(|paused| Holder {
        place: Place::Paused {
            shift: paused.shift.number,
            cashier: paused.shift.cashier.clone(),
            seal: paused.seal.clone(),
        },
        since: Some(paused.at),
        amount: paused.sealed,
    });
    let transit = handed_over.into_iter().map(|(at, given)| Holder {
        place: Place::Transit { code: given.code, to: given.to, given_by: given.user, received_by: given.received_by },
        since: Some(at),
        amount: given.amount,
    });
    let bags = bags.into_iter().map(|(at, bag)| Holder {
        place: Place::Bag { seal: bag.seal, account: bag.account },
        since: Some(at),
        amount: bag.amount,
    });
    [drawer].into_iter().chain(paused).chain(transit).chain(bags).collect()
}

/// What they hold together.
pub fn total(holders: &[Holder]) -> Money {
    holders.iter().fold(Money::ZERO, |sum, holder| sum.saturating_plus(holder.amount))
}
