//! Reading a desk beside its writer: accounts with what this desk took for them.

use super::{DeskError, Home};
use crate::directory::{AccountRow, Directory};
use crate::domain::{AccountNumber, Money, SupplierCode};
use crate::journal::Journal;

/// A desk opened to read.
pub struct View {
    journal: Journal,
    directory: Directory,
}

/// An account with its balance as this desk knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The account as the directory has it.
    pub row: AccountRow,
    /// The supplier's figure less this desk's payments that the supplier had not counted: what is owed.
    pub balance: Money,
}

impl View {
    /// Opens the desk at `home`.
    pub fn open(home: &Home) -> Result<View, DeskError> {
        Ok(View { journal: Journal::open(&home.journal())?, directory: Directory::open_read(&home.directory())? })
    }

    /// The journal.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The directory.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Finds accounts, at most `limit`; the flag says whether there are more.
    pub fn find(&self, text: &str, limit: usize) -> Result<(Vec<Balance>, bool), DeskError> {
        let found = self.directory.find(text, limit)?;
        let rows = found.rows.into_iter().map(|row| balance(&self.journal, row)).collect::<Result<_, _>>()?;
        Ok((rows, found.more))
    }

    /// The account of a number with a supplier; `None` where the directory does not have it.
    pub fn account(&self, supplier: &SupplierCode, number: &AccountNumber) -> Result<Option<Balance>, DeskError> {
        self.directory.account(supplier, number)?.map(|row| balance(&self.journal, row)).transpose()
    }
}

/// The balance of an account: a payment never makes a directory row, so it is taken off here.
pub fn balance(journal: &Journal, row: AccountRow) -> Result<Balance, DeskError> {
    let taken = journal.taken_for(&row.supplier, &row.account, row.counted_through)?;
    Ok(Balance { balance: row.figure.saturating_minus(taken), row })
}
