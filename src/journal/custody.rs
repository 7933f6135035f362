//! Reading who holds which cash: hand-overs, bags, and the events of a shift.

use rusqlite::OptionalExtension;

use super::error::JournalError;
use super::read::{Journal, decode};
use crate::domain::event::{CashHandedOver, Event, GivenBag};
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
        let mut find =
            self.db.prepare_cached("SELECT closed FROM shift WHERE closed IS NOT NULL ORDER BY closed DESC")?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let seq = row.get(0)?;
            if let Some((_, Event::ShiftClosed(closed))) = self.event(seq)?
                && closed.z == number
            {
                return Ok(Some(seq));
            }
        }
        Ok(None)
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
