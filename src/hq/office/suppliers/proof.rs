//! Proving what is stored of suppliers from headquarters' own journal and the desks' lines.

use std::collections::BTreeMap;

use super::letters;
use super::share::share;
use crate::domain::office::event::{CorrectionAnswered, CorrectionRequested, RegisterMade, Span, SupplierRemitted};
use crate::domain::{DeskId, HqEvent, Money, SupplierCode, Timestamp};
use crate::hq::store::corrections::{self, CorrectionRow, CorrectionState};
use crate::hq::store::registers::{self, RegisterRow, SpanRow};
use crate::hq::store::remittances::{self, RemittanceRow};
use crate::hq::store::{Db, desks};
use crate::hq::{HqError, StoreError};
use crate::protocol::Hash;

/// How many lines are read at once.
const AT_ONCE: usize = 5_000;

/// The table that is not what the journal and the lines say.
type Fault = Option<&'static str>;

/// What the journal has said of suppliers.
#[derive(Default)]
pub struct Proof {
    told: Vec<(u64, Timestamp, HqEvent)>,
}

/// What it comes to so far.
#[derive(Default)]
struct Fold {
    registers: BTreeMap<(SupplierCode, u32), RegisterRow>,
    last: BTreeMap<SupplierCode, u32>,
    reach: BTreeMap<(SupplierCode, DeskId), u64>,
    runs: BTreeMap<(SupplierCode, DeskId, u64), (u64, u32)>,
    remittances: Vec<RemittanceRow>,
    letters: BTreeMap<SupplierCode, u32>,
    corrections: BTreeMap<(DeskId, u64, u32), CorrectionRow>,
}

impl Proof {
    /// Takes the next entry in.
    pub fn apply(&mut self, seq: u64, at: Timestamp, event: &HqEvent) {
        let is_of_suppliers = matches!(
            event,
            HqEvent::RegisterMade(_)
                | HqEvent::SupplierRemitted(_)
                | HqEvent::CorrectionRequested(_)
                | HqEvent::CorrectionAnswered(_)
        );
        if is_of_suppliers {
            self.told.push((seq, at, event.clone()));
        }
    }

    /// The first table that is not what the journal and the lines say, with the entry that it is not true of; 0 where
    /// it has what no entry says.
    pub fn fault(self, db: &mut dyn Db) -> Result<Option<(u64, &'static str)>, HqError> {
        let mut fold = Fold::default();
        for (seq, at, event) in self.told {
            let fault = match event {
                HqEvent::RegisterMade(made) => fold.made(db, seq, at, made)?,
                HqEvent::SupplierRemitted(remitted) => fold.remitted(seq, at, remitted),
                HqEvent::CorrectionRequested(asked) => fold.asked(asked),
                HqEvent::CorrectionAnswered(answered) => fold.answered(answered),
                _ => None,
            };
            if let Some(table) = fault {
                return Ok(Some((seq, table)));
            }
        }
        fold.stored(db)
    }
}

impl Fold {
    fn made(&mut self, db: &mut dyn Db, seq: u64, at: Timestamp, made: RegisterMade) -> Result<Fault, HqError> {
        let RegisterMade { supplier, number, layout, spans, lines, sum, file, sha256, user } = made;
        let last = self.last.entry(supplier.clone()).or_default();
        *last += 1;
        if number != *last {
            return Ok(Some("register"));
        }
        for span in &spans {
            let reach = self.reach.entry((supplier.clone(), span.desk.clone())).or_default();
            let accepted = desks::desk(db, &span.desk)?.map_or(0, |row| row.accepted.through);
            if span.after != *reach || span.through <= span.after || span.through > accepted {
                return Ok(Some("register_span"));
            }
            *reach = span.through;
            self.runs.insert((supplier.clone(), span.desk.clone(), span.through), (span.after, number));
        }
        for row in letters::crossing(db, &supplier, &spans)? {
            self.corrections.entry((row.desk.clone(), row.seq, row.n)).or_insert(row);
        }
        let Some(found) = sums(db, &supplier, &spans)? else { return Ok(Some("register")) };
        if (found.lines, found.sum) != (lines, sum) {
            return Ok(Some("register"));
        }
        let content = match registers::content(db, &supplier, number) {
            Err(StoreError::Damaged(_)) => None,
            content => content?,
        };
        if content.is_none_or(|content| Hash::of(&content).to_string() != sha256) {
            return Ok(Some("register_file"));
        }
        let (by, open, Sums { from, to, .. }) = (user.to_string(), sum, found);
        let key = (supplier.clone(), number);
        let row = RegisterRow { supplier, number, seq, at, by, layout, lines, sum, from, to, file, sha256, open };
        self.registers.insert(key, row);
        Ok(None)
    }

    fn remitted(&mut self, seq: u64, at: Timestamp, remitted: SupplierRemitted) -> Fault {
        let SupplierRemitted { supplier, amount, registers, document, user, .. } = remitted;
        let mut open = vec![];
        for number in registers {
            let Some(row) = self.registers.get(&(supplier.clone(), number)) else { return Some("register") };
            open.push((number, row.open));
        }
        let Some(shared) = share(&open, amount) else { return Some("register") };
        for (number, left) in shared {
            if let Some(row) = self.registers.get_mut(&(supplier.clone(), number)) {
                row.open = left;
            }
        }
        // Without a document the day is that of the offices' clocks at the time.
        let day = document.map_or_else(|| at.utc().date_naive(), |document| document.day);
        self.remittances.push(RemittanceRow { seq, supplier, at, day, amount, by: user.to_string() });
        None
    }

    fn asked(&mut self, asked: CorrectionRequested) -> Fault {
        let CorrectionRequested { number, supplier, desk, seq, n, register, amount, .. } = asked;
        let last = self.letters.entry(supplier.clone()).or_default();
        *last += 1;
        let new = CorrectionRow {
            desk: desk.clone(),
            seq,
            n,
            supplier,
            register,
            amount,
            letter: number,
            state: CorrectionState::Asked,
            said: String::new(),
        };
        let known = self.corrections.insert((desk, seq, n), new);
        let is_same = known.is_none_or(|known| (known.register, known.amount, known.letter) == (register, amount, 0));
        (number != *last || !is_same).then_some("correction")
    }

    fn answered(&mut self, answered: CorrectionAnswered) -> Fault {
        let CorrectionAnswered { supplier, number, accepted, comment, .. } = answered;
        let is_it = |row: &&mut CorrectionRow| row.supplier == supplier && row.letter == number;
        let Some(row) = self.corrections.values_mut().find(is_it) else { return Some("correction") };
        row.state = if accepted { CorrectionState::Done } else { CorrectionState::Refused };
        row.said = comment;
        None
    }

    /// Compares all of it with what is stored.
    fn stored(self, db: &mut dyn Db) -> Result<Option<(u64, &'static str)>, HqError> {
        let Fold { mut registers, mut runs, remittances, mut corrections, .. } = self;
        for row in registers::every(db)? {
            if registers.remove(&(row.supplier.clone(), row.number)).as_ref() != Some(&row) {
                return Ok(Some((row.seq, "register")));
            }
        }
        for SpanRow { supplier, number, span } in registers::every_span(db)? {
            if runs.remove(&(supplier, span.desk, span.through)) != Some((span.after, number)) {
                return Ok(Some((0, "register_span")));
            }
        }
        let stored = remittances::every(db)?;
        let is_told = |(row, told): (&RemittanceRow, &RemittanceRow)| {
            *row == RemittanceRow { day: row.day, ..told.clone() } && (row.day - told.day).num_days().abs() <= 1
        };
        if stored.len() != remittances.len() || !stored.iter().zip(&remittances).all(is_told) {
            return Ok(Some((0, "remittance")));
        }
        for row in corrections::every(db)? {
            if corrections.remove(&(row.desk.clone(), row.seq, row.n)).as_ref() != Some(&row) {
                return Ok(Some((0, "correction")));
            }
        }
        let missing = registers.into_values().next().map(|row| (row.seq, "register"));
        let missing = missing.or(runs.into_values().next().map(|_| (0, "register_span")));
        Ok(missing.or(corrections.into_values().next().map(|_| (0, "correction"))))
    }
}

/// What the lines of runs come to.
struct Sums {
    lines: u64,
    sum: Money,
    from: chrono::NaiveDate,
    to: chrono::NaiveDate,
}

fn sums(db: &mut dyn Db, supplier: &SupplierCode, spans: &[Span]) -> Result<Option<Sums>, HqError> {
    let mut sums: Option<Sums> = None;
    for span in spans {
        let (mut run, mut after_line) = (span.clone(), 0);
        loop {
            let found = registers::lines(db, supplier, &run, after_line, AT_ONCE)?;
            let Some(last) = found.last() else { break };
            (run.after, after_line) = (last.seq - 1, last.n);
            for line in &found {
                let day = line.day;
                let of = sums.get_or_insert(Sums { lines: 0, sum: Money::ZERO, from: day, to: day });
                (of.lines, of.sum) = (of.lines + 1, of.sum.saturating_plus(line.amount));
                (of.from, of.to) = (of.from.min(day), of.to.max(day));
            }
        }
    }
    Ok(sums)
}
