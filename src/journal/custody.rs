//! Reading who holds which cash: hand-overs, bags, and the events of a shift.

use rusqlite::OptionalExtension;

use super::error::JournalError;
use super::read::Journal;
use crate::domain::event::{CashHandedOver, Event, GivenBag};
use crate::domain::{Seal, Shift, TransitCode};
use crate::protocol::Entry;

impl Journal {
    /// True if cash with this code was accepted here.
    pub fn accepted(&self, code: &TransitCode) -> Result<bool, JournalError> {
        let mut find = self.db.prepare_cached("SELECT seq FROM transit WHERE code = ?1")?;
        let seqs: Vec<u64> = find.query_map([code.to_string()], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(self.events(&seqs)?.iter().any(|(_, event)| matches!(event, Event::CashAccepted(_))))
    }

    /// What this desk handed over since entry `since`, oldest first.
    pub fn handed_over(&self, since: u64) -> Result<Vec<(Entry, CashHandedOver)>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT seq FROM transit WHERE seq >= ?1 ORDER BY seq")?;
        let seqs: Vec<u64> = find.query_map([since], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let given = self.events(&seqs)?.into_iter().filter_map(|(entry, event)| match event {
            Event::CashHandedOver(given) => Some((entry, given)),
            _ => None,
        });
        Ok(given.collect())
    }

    /// True if a bag with this seal was sealed here.
    pub fn is_sealed(&self, seal: &Seal) -> Result<bool, JournalError> {
        let mut find = self.db.prepare_cached("SELECT 1 FROM bag WHERE seal = ?1")?;
        Ok(find.query_row([seal.to_string()], |_| Ok(())).optional()?.is_some())
    }

    /// The bags that were sealed here and not given to a collector, oldest first, each with its entry.
    pub fn bags(&self) -> Result<Vec<(Entry, GivenBag)>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT seq FROM bag WHERE given IS NULL ORDER BY seq")?;
        let seqs: Vec<u64> = find.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let bags = self.events(&seqs)?.into_iter().filter_map(|(entry, event)| match event {
            Event::CashDropped(drop) => {
                Some((entry, GivenBag { seal: drop.seal, amount: drop.amount, account: drop.account }))
            }
            _ => None,
        });
        Ok(bags.collect())
    }

    /// The desk's state right after entry `seq`: what a report of that moment says.
    pub fn shift_at(&self, seq: u64) -> Result<Shift, JournalError> {
        let sql = "SELECT seq FROM entry WHERE kind = 'shift.opened' AND seq <= ?1 ORDER BY seq DESC LIMIT 1";
        let opened: Option<u64> = self.db.prepare_cached(sql)?.query_row([seq], |row| row.get(0)).optional()?;
        let first = opened.map_or(Ok(1), |opened| self.first_of_state(opened))?;
        self.fold(first, Some(seq))
    }
}
