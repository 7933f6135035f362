//! What slips and the acquirer's operations say otherwise than each other, kept as exceptions: they come and go with
//! what is known, unless somebody has resolved them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::pairs::{Operation, Pair, around, pair, terminals};
use crate::domain::{DeskId, Money, TenderKind, Timestamp};
use crate::hq::exception::{Exception, ExceptionKind, NO_OFFICE};
use crate::hq::office::own;
use crate::hq::store::exceptions::{self, ExceptionRow};
use crate::hq::store::{Db, StoreError, cards};

/// Notes what is odd about days, and about those beside them, whose slips may belong to their operations.
pub fn note(db: &mut dyn Db, days: &BTreeSet<NaiveDate>, at: Timestamp) -> Result<(), StoreError> {
    beside(days).into_iter().try_for_each(|day| note_day(db, day, at))
}

/// What is odd about these days and nobody has resolved.
pub fn open(db: &mut dyn Db, days: &BTreeSet<NaiveDate>) -> Result<Vec<Exception>, StoreError> {
    let mut found = Vec::new();
    for day in beside(days) {
        let open = exceptions::of_day(db, day)?.into_iter();
        let open = open.filter(|row| row.odd.kind.is_of_cards() && row.settled_at.is_none());
        found.extend(open.map(|row| row.odd));
    }
    Ok(found)
}

fn beside(days: &BTreeSet<NaiveDate>) -> BTreeSet<NaiveDate> {
    let beside = |day: &NaiveDate| {
        let (from, to) = around(*day);
        [from, *day, to]
    };
    days.iter().flat_map(beside).collect()
}

fn note_day(db: &mut dyn Db, day: NaiveDate, at: Timestamp) -> Result<(), StoreError> {
    let (from, to) = around(day);
    let (slips, operations) = (cards::slips_between(db, from, to)?, cards::operations_between(db, from, to)?);
    let known = cards::offices_of(db, &operations.iter().map(|it| it.terminal.as_str()).collect())?;
    let pairs = pair(&slips, &operations, &known);
    let offices = Offices { told: terminals(&pairs), known: &known };
    let of_day: Vec<&Pair> = pairs.iter().filter(|pair| pair.day() == Some(day)).collect();
    let whose: Vec<(&Operation, &str)> = of_day.iter().flat_map(|pair| offices.of(pair)).collect();
    cards::set_offices(db, &whose)?;
    let told = cards::told(db, day)?;
    let mut wanted = BTreeMap::new();
    for pair in of_day {
        for odd in odd(pair, &told, &offices, at)? {
            wanted.insert(name(&odd), odd);
        }
    }
    settle(db, day, wanted, at)
}

/// Where terminals stand.
struct Offices<'o> {
    told: BTreeMap<&'o str, &'o str>,
    known: &'o BTreeMap<String, String>,
}

impl<'o> Offices<'o> {
    fn at(&self, terminal: &str) -> Option<&'o str> {
        self.told.get(terminal).copied().or_else(|| self.known.get(terminal).map(String::as_str))
    }

    /// The operations of a pair whose office is told otherwise than it is kept.
    fn of<'p>(&self, pair: &Pair<'p>) -> Vec<(&'p Operation, &'o str)>
    where
        'p: 'o,
    {
        let office = |it: &'p Operation| match pair.slips.first() {
            Some(slip) => Some(slip.desk.office()),
            None => self.at(&it.terminal),
        };
        let told = pair.operations.iter().filter_map(|it| Some((*it, office(it)?)));
        told.filter(|(it, office)| it.office != **office).collect()
    }
}

type Name = (DeskId, u64, ExceptionKind, u32);

fn name(odd: &Exception) -> Name {
    (odd.desk.clone(), odd.seq, odd.kind, odd.n)
}

/// What is odd about a pair.
fn odd(
    pair: &Pair,
    told: &BTreeSet<TenderKind>,
    offices: &Offices,
    at: Timestamp,
) -> Result<Vec<Exception>, StoreError> {
    if pair.off() == Money::ZERO {
        return Ok(vec![]);
    }
    let Some(slip) = pair.slips.last() else {
        return pair.operations.iter().map(|it| unknown(it, offices.at(&it.terminal), at)).collect();
    };
    let kind = if pair.operations.is_empty() { ExceptionKind::CardMissing } else { ExceptionKind::CardSum };
    if kind == ExceptionKind::CardMissing && !told.contains(&slip.tender) {
        return Ok(vec![]);
    }
    let subject = format!("{} {}", slip.tender, slip.reference);
    let (desk, seq, n, day, at) = (slip.desk.clone(), slip.seq, slip.n, slip.day, slip.at);
    Ok(vec![Exception { desk, seq, kind, n, subject, kopecks: pair.off(), day, at }])
}

/// An operation that is in no journal.
fn unknown(it: &Operation, office: Option<&str>, at: Timestamp) -> Result<Exception, StoreError> {
    let subject = format!("{} {} {}", office.unwrap_or(NO_OFFICE), it.terminal, it.reference);
    let (desk, kind) = (own::own()?, ExceptionKind::CardUnknown);
    Ok(Exception { desk, seq: it.imported, kind, n: it.n, subject, kopecks: it.amount, day: it.day, at })
}

/// Makes a day's open exceptions those that are wanted. What somebody has resolved stays so.
fn settle(
    db: &mut dyn Db,
    day: NaiveDate,
    mut wanted: BTreeMap<Name, Exception>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let known = exceptions::of_day(db, day)?;
    for ExceptionRow { odd, settled_at, .. } in known.iter().filter(|row| row.odd.kind.is_of_cards()) {
        match wanted.remove(&name(odd)) {
            _ if settled_at.is_some() => {}
            None => exceptions::remove(db, odd)?,
            Some(found) if (&found.subject, found.kopecks) != (&odd.subject, odd.kopecks) => {
                exceptions::change(db, &found)?;
            }
            Some(_) => {}
        }
    }
    exceptions::add(db, &wanted.into_values().collect::<Vec<_>>(), at)
}
