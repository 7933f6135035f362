//! Reading who holds which cash: hand-overs, bags, and the events of a shift.

use rusqlite::OptionalExtension;

use super::error::{Damage, Fault, JournalError};
use super::read::{Journal, decode};
use crate::domain::event::{CashHandedOver, Event, GivenBag, ShiftClosed};
use crate::domain::totals::Tally;
use crate::domain::{CashNumber, Custody, Recorded, Seal, Shift, TransitCode};
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

    /// What this desk handed over last, where that is among its last hundred hand-overs and acceptances.
    pub fn last_handed_over(&self) -> Result<Option<(Entry, CashHandedOver)>, JournalError> {
        // A vault accepts far more often than it gives: there a look at the last ones will do.
        let mut find = self.db.prepare_cached("SELECT seq FROM transit ORDER BY seq DESC LIMIT 100")?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            if let Some((entry, Event::CashHandedOver(given))) = self.event(row.get(0)?)? {
                return Ok(Some((entry, given)));
            }
        }
        Ok(None)
    }

    /// How much this desk handed over before entry `before`, and how many times: only the receivers' desks know whether
    /// it arrived.
    pub fn handed_over_before(&self, before: u64) -> Result<Tally, JournalError> {
        let mut find = self.db.prepare_cached("SELECT code FROM transit WHERE seq < ?1")?;
        let codes: Vec<String> = find.query_map([before], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut tally = Tally::default();
        for code in codes {
            let code: TransitCode =
                code.parse().map_err(|_| Damage::new(before, Fault::Projection("transit".into())))?;
            // A code of another desk's is one that was accepted here.
            if code.from == self.desk {
                tally.add(code.amount);
            }
        }
        Ok(tally)
    }

    /// The entry from which on everything in progress was done: the opening of the last shift, or of the first of those
    /// that were paused by then. 1 before the first shift.
    pub fn in_progress_since(&self) -> Result<u64, JournalError> {
        let sql = "SELECT seq FROM entry WHERE kind = 'shift.opened' ORDER BY seq DESC LIMIT 1";
        let opened: Option<u64> = self.db.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
        opened.map_or(Ok(1), |opened| self.first_of_state(opened))
    }

    /// The close whose Z-report has this number. They are numbered from 1 without gaps, in the order of their entries.
    pub fn z_report(&self, z: u32) -> Result<Option<(Entry, ShiftClosed)>, JournalError> {
        let sql = "SELECT closed FROM shift WHERE closed IS NOT NULL ORDER BY closed LIMIT 1 OFFSET ?1";
        let Some(before) = z.checked_sub(1) else { return Ok(None) };
        let Some(seq) = self.db.prepare_cached(sql)?.query_row([before], |row| row.get(0)).optional()? else {
            return Ok(None);
        };
        Ok(self.event(seq)?.and_then(|(entry, event)| match event {
            Event::ShiftClosed(closed) if closed.z == z => Some((entry, closed)),
            _ => None,
        }))
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

    /// A shift and all that happened in it; `None` where no shift of that number was opened.
    pub fn custody(&self, number: u32) -> Result<Option<Custody>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT opened, closed FROM shift WHERE number = ?1")?;
        let found: Option<(u64, Option<u64>)> =
            find.query_row([number], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((first, last)) = found else { return Ok(None) };
        let mut shift = Shift::new(self.desk.clone());
        let mut events = vec![];
        self.between(first, last, |entry| {
            let event = decode(&entry)?;
            let before = is_open(&shift, number);
            shift.apply(entry.at, &event);
            if before || is_open(&shift, number) {
                events.push(Recorded { seq: entry.seq, at: entry.at, hash16: entry.hash.short(), event });
            }
            Ok::<_, JournalError>(())
        })?;
        let paused = shift.paused.into_iter().map(|paused| paused.shift);
        let mut known = shift.closed.into_iter().chain(shift.open).chain(paused);
        Ok(known.find(|shift| shift.number == number).map(|shift| Custody { shift, events }))
    }

    /// The entry of a slip about cash that is no payment.
    pub fn slip(&self, number: CashNumber) -> Result<Option<u64>, JournalError> {
        let custody = self.custody(number.shift)?;
        let slips = custody.iter().flat_map(|custody| &custody.events);
        Ok(slips.filter(|recorded| recorded.event.slip() == Some(number)).map(|recorded| recorded.seq).next())
    }

    /// The entry of the close that made the Z-report of a number.
    pub fn z(&self, number: u32) -> Result<Option<u64>, JournalError> {
        Ok(self.z_report(number)?.map(|(entry, _)| entry.seq))
    }

    /// The shift that sealed a bag here.
    pub fn shift_of_bag(&self, seal: &Seal) -> Result<Option<u32>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT seq FROM bag WHERE seal = ?1")?;
        let Some(seq) = find.query_row([seal.to_string()], |row| row.get(0)).optional()? else { return Ok(None) };
        Ok(self.event(seq)?.and_then(|(_, event)| event.slip()).map(|number| number.shift))
    }
}

fn is_open(shift: &Shift, number: u32) -> bool {
    shift.open.as_ref().is_some_and(|open| open.number == number)
}
