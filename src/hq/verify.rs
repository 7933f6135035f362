//! Proving what HQ has: every desk's chain anew from its first entry, and every table that follows from the entries.

use std::collections::BTreeMap;

use super::error::Damage;
use super::fold::{Fold, ShiftSums};
use super::store::desks::{self, DeskRow};
use super::store::{Db, cards, dues, entries, places, totals};
use super::{Hq, HqError, approvals, verify_own};
use crate::domain::{DeskId, Event};
use crate::hq::fold::DeskState;
use crate::protocol::{Accepted, Entry, Hash, RawEntry, Tally};

/// How many entries are held in memory at once.
const AT_ONCE: u64 = 5_000;

/// What was proved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many desks there are.
    pub desks: u64,
    /// How many entries they have.
    pub entries: u64,
    /// The payments among them, gross.
    pub payments: Tally,
}

impl Hq {
    /// Proves every desk, each on one moment's state, while others go on. The first that is wrong ends it; `progress`
    /// gets each one that is right.
    pub fn verify(&self, progress: &mut dyn FnMut(&DeskId)) -> Result<Verified, HqError> {
        let names: Vec<DeskId> =
            self.store.read(|db| Ok::<_, HqError>(desks::list(db)?.into_iter().map(|row| row.desk).collect()))?;
        let mut verified = Verified::default();
        for desk in names {
            let (accepted, tally) = self.store.read(|db| verify_desk(db, &desk))?;
            verified.desks += 1;
            verified.entries += accepted.through;
            verified.payments = verified.payments.plus(tally);
            progress(&desk);
        }
        self.store.read(verify_own::verify)?;
        Ok(verified)
    }
}

fn verify_desk(db: &mut dyn Db, desk: &DeskId) -> Result<(Accepted, Tally), HqError> {
    let row = desks::desk(db, desk)?.ok_or_else(|| HqError::NoDesk(desk.clone()))?;
    let damaged = |seq, what| HqError::Damaged { desk: desk.clone(), seq, what };
    let mut fold = Fold::new(desk.clone(), DeskState::new(desks::no_offset()?), BTreeMap::new());
    let mut approved = approvals::Returned::of(db, desk)?;
    let mut at = Accepted { through: 0, head: Hash::ZERO };
    let mut due = dues::Dues::new();
    loop {
        let from = at.through;
        for raw in raw_entries(db, desk, from)? {
            let seq = at.through + 1;
            let prev = at.head;
            let entry = Entry::check(desk, seq, prev, RawEntry { prev: prev.to_string(), ..raw })
                .map_err(|fault| damaged(seq, Damage::Entry(fault)))?;
            at = Accepted { through: seq, head: entry.hash };
            fold.apply(&entry, &Event::decode(&entry.kind, &entry.body));
        }
        // Behind the last entry there are no lines either.
        let until = if at.through == from { u64::MAX } else { at.through };
        let lines = entries::line_texts(db, desk, from, until)?;
        let found = std::mem::take(&mut fold.lines);
        dues::count(&mut due, &found);
        let expected: Vec<String> = found.iter().map(entries::line_text).collect();
        if lines != expected {
            return Err(damaged(at.through, Damage::Table("line")));
        }
        if cards::slips_of(db, desk, from, until)? != std::mem::take(&mut fold.slips) {
            return Err(damaged(at.through, Damage::Table("slip")));
        }
        let places = places::texts(db, desk, from, until)?;
        if places != places::texts_of(&std::mem::take(&mut fold.places)) {
            return Err(damaged(at.through, Damage::Table("held")));
        }
        std::mem::take(&mut fold.approved).iter().for_each(|entry| approved.apply(entry));
        // What is odd is for a person to settle, and may have been.
        fold.odd.clear();
        if at.through == from {
            break;
        }
    }
    if !approved.are_stored() {
        return Err(damaged(at.through, Damage::Table("authorisation")));
    }
    if dues::of_desk(db, desk)? != due {
        return Err(damaged(at.through, Damage::Table("due")));
    }
    check_row(db, &row, at, fold).map_err(|what| damaged(at.through, what))?;
    Ok((row.accepted, row.state.tally))
}

/// Compares what the entries come to with what is stored beside them.
fn check_row(db: &mut dyn Db, row: &DeskRow, at: Accepted, fold: Fold) -> Result<(), Damage> {
    if at.through < row.accepted.through {
        return Err(Damage::Cut(row.accepted.through));
    }
    if row.accepted != at || row.state != fold.state {
        return Err(Damage::Table("desk"));
    }
    let unreadable = |_| Damage::Table("shift");
    let numbers = totals::shifts(db, &row.desk).map_err(unreadable)?;
    let stored = totals::read(db, &row.desk, &numbers).map_err(unreadable)?;
    if totals::astray(db, &row.desk).map_err(unreadable)? > 0 {
        return Err(Damage::Table("shift"));
    }
    let kept = |shifts: BTreeMap<u32, ShiftSums>| -> BTreeMap<u32, ShiftSums> {
        shifts.into_iter().map(|(number, sums)| (number, sums.kept())).collect()
    };
    let found_all = numbers.iter().copied().eq(stored.keys().copied());
    if found_all && kept(stored) == kept(fold.shifts) { Ok(()) } else { Err(Damage::Table("shift")) }
}

pub(super) fn raw_entries(db: &mut dyn Db, desk: &DeskId, after: u64) -> Result<Vec<RawEntry>, HqError> {
    let mut found = Vec::new();
    entries::each(db, desk, after, AT_ONCE, &mut |stored| {
        let text = |text: &str| text.to_owned();
        found.push(RawEntry {
            seq: i64::try_from(stored.seq).unwrap_or(i64::MAX),
            id: text(stored.id),
            at: text(stored.at),
            kind: text(stored.kind),
            body: text(stored.body),
            prev: String::new(),
            hash: text(stored.hash),
        });
        Ok(())
    })?;
    Ok(found)
}
