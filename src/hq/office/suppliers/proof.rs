//! Proving what is stored of registers from headquarters' own journal and the desks' lines.

use std::collections::BTreeMap;

use crate::domain::office::event::{RegisterMade, Span};
use crate::domain::{DeskId, HqEvent, Money, SupplierCode, Timestamp};
use crate::hq::store::registers::{self, RegisterRow};
use crate::hq::store::{Db, desks};
use crate::hq::{HqError, StoreError};
use crate::protocol::Hash;

/// How many lines are read at once.
const AT_ONCE: usize = 5_000;

/// What the journal has said so far.
#[derive(Default)]
pub struct Proof {
    registers: Vec<(RegisterRow, Vec<Span>)>,
}

impl Proof {
    /// Takes the next entry in.
    pub fn apply(&mut self, seq: u64, at: Timestamp, event: &HqEvent) {
        if let HqEvent::RegisterMade(made) = event {
            let RegisterMade { supplier, number, layout, spans, lines, sum, file, sha256, user } = made.clone();
            let (from, to) = (at.utc().date_naive(), at.utc().date_naive());
            let by = user.to_string();
            let row = RegisterRow { supplier, number, seq, at, by, layout, lines, sum, from, to, file, sha256 };
            self.registers.push((row, spans));
        }
    }

    /// The name of the first table that is not what the journal and the lines say, with the entry that it is not true
    /// of.
    pub fn fault(&self, db: &mut dyn Db) -> Result<Option<(u64, &'static str)>, HqError> {
        let mut stored: BTreeMap<(SupplierCode, u32), RegisterRow> = BTreeMap::new();
        for row in registers::every(db)? {
            stored.insert((row.supplier.clone(), row.number), row);
        }
        let mut runs = registers::every_span(db)?;
        let mut reach: BTreeMap<(SupplierCode, DeskId), u64> = BTreeMap::new();
        let mut numbers: BTreeMap<SupplierCode, u32> = BTreeMap::new();
        for (told, spans) in &self.registers {
            let number = numbers.entry(told.supplier.clone()).or_default();
            *number += 1;
            let row = stored.remove(&(told.supplier.clone(), told.number));
            if told.number != *number || !row.is_some_and(|row| is_told(db, told, &row, spans).unwrap_or(false)) {
                return Ok(Some((told.seq, "register")));
            }
            for span in spans {
                let reach = reach.entry((told.supplier.clone(), span.desk.clone())).or_default();
                let run = runs.remove(&(told.supplier.clone(), span.desk.clone(), span.through));
                let accepted = desks::desk(db, &span.desk)?.map_or(0, |row| row.accepted.through);
                let follows = span.after == *reach && span.through > span.after && span.through <= accepted;
                if run != Some((span.after, told.number)) || !follows {
                    return Ok(Some((told.seq, "register_span")));
                }
                *reach = span.through;
            }
            let content = match registers::content(db, &told.supplier, told.number) {
                Err(StoreError::Damaged(_)) => None,
                found => found?,
            };
            if content.is_none_or(|content| Hash::of(&content).to_string() != told.sha256) {
                return Ok(Some((told.seq, "register_file")));
            }
        }
        let astray = stored.into_values().map(|row| (row.seq, "register")).next();
        Ok(astray.or_else(|| runs.into_iter().map(|_| (0, "register_span")).next()))
    }
}

/// True where a stored register is what was told of it, and what the lines of its runs come to.
fn is_told(db: &mut dyn Db, told: &RegisterRow, row: &RegisterRow, spans: &[Span]) -> Result<bool, HqError> {
    let (mut lines, mut sum, mut days) = (0, Money::ZERO, vec![]);
    for span in spans {
        let (mut run, mut after_line) = (span.clone(), 0);
        loop {
            let found = registers::lines(db, &told.supplier, &run, after_line, AT_ONCE)?;
            let Some(last) = found.last() else { break };
            (run.after, after_line) = (last.seq - 1, last.n);
            lines += found.len() as u64;
            sum = found.iter().fold(sum, |sum, line| sum.saturating_plus(line.amount));
            days.extend(found.iter().map(|line| line.day).min());
            days.extend(found.iter().map(|line| line.day).max());
        }
    }
    let (from, to) = (days.iter().min(), days.iter().max());
    let Some((&from, &to)) = from.zip(to) else { return Ok(false) };
    Ok(*row == RegisterRow { from, to, ..told.clone() } && (lines, sum) == (row.lines, row.sum))
}
