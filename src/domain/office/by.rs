//! By what takings are counted.

use std::fmt;
use std::str::FromStr;

/// What the rows of a report are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// Regions.
    Region,
    /// Offices.
    Office,
    /// Desks.
    Desk,
    /// Shifts.
    Shift,
    /// Cashiers.
    Cashier,
    /// Suppliers.
    Supplier,
    /// Services.
    Service,
    /// Tenders.
    Tender,
    /// Business days.
    Day,
}

impl By {
    /// Every one.
    pub const ALL: [By; 9] =
        [By::Region, By::Office, By::Desk, By::Shift, By::Cashier, By::Supplier, By::Service, By::Tender, By::Day];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            By::Region => "region",
            By::Office => "office",
            By::Desk => "desk",
            By::Shift => "shift",
            By::Cashier => "cashier",
            By::Supplier => "supplier",
            By::Service => "service",
            By::Tender => "tender",
            By::Day => "day",
        }
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for By {
    type Err = ();
    fn from_str(text: &str) -> Result<By, ()> {
        By::ALL.into_iter().find(|by| by.code() == text).ok_or(())
    }
}
