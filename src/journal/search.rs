//! Finding payments of any shift: by the beginning of their receipts' numbers, by business day, by account.

use chrono::NaiveDate;
use rusqlite::params;

use super::error::JournalError;
use super::read::Journal;
use crate::domain::AccountNumber;
use crate::domain::event::PaymentTaken;
use crate::protocol::Entry;

impl Journal {
    /// The payments whose receipts' numbers begin so, the newest first, at most `most`.
    pub fn payments_beginning(&self, receipt: &str, most: u32) -> Result<Vec<(Entry, PaymentTaken)>, JournalError> {
        // A number has digits and '-' alone, so that '~' comes after all that begin so.
        let mut find = self.db.prepare_cached(
            "SELECT seq FROM payment WHERE receipt >= ?1 AND receipt < ?1 || '~' ORDER BY seq DESC LIMIT ?2",
        )?;
        let seqs: Vec<u64> = find.query_map(params![receipt, most], |row| row.get(0))?.collect::<Result<_, _>>()?;
        self.payments(&seqs)
    }

    /// The payments with a line that is on an account of this number now, the newest first, at most `most`.
    pub fn payments_for(&self, account: &AccountNumber, most: u32) -> Result<Vec<(Entry, PaymentTaken)>, JournalError> {
        let mut find =
            self.db.prepare_cached("SELECT DISTINCT seq FROM line WHERE account = ?1 ORDER BY seq DESC LIMIT ?2")?;
        let seqs: Vec<u64> =
            find.query_map(params![account.as_str(), most], |row| row.get(0))?.collect::<Result<_, _>>()?;
        self.payments(&seqs)
    }

    /// The shifts of the business days from `first` to `last`, the newest first.
    pub fn shifts_between(&self, first: NaiveDate, last: NaiveDate) -> Result<Vec<u32>, JournalError> {
        let mut find =
            self.db.prepare_cached("SELECT number FROM shift WHERE day BETWEEN ?1 AND ?2 ORDER BY number DESC")?;
        let values = params![first.to_string(), last.to_string()];
        Ok(find.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}
