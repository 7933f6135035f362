//! What goes with a register into a directory, and what became of it there.

use chrono::NaiveDate;

use crate::domain::Money;

/// What is to be known of a register besides its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportOptions {
    /// When the figures were true: a date or an RFC 3339 instant, shown as the figures' age.
    pub as_of: String,
    /// The last business day whose payments the supplier has counted in.
    pub counted_through: NaiveDate,
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Accounts that the supplier did not have before.
    pub new: u64,
    /// Accounts with another figure, name or address than before.
    pub changed: u64,
    /// Accounts that are as before, but for their age.
    pub unchanged: u64,
    /// Accounts of the supplier that the file does not have; they stay, with their older age.
    pub not_in_file: u64,
    /// Rows of the file.
    pub rows: u64,
    /// The sum of the file; debt is positive.
    pub kopecks: Money,
}
