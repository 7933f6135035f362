//! What came back of approvals by telephone: each must be one that headquarters' own journal gave, for this operation,
//! and comes back once. A PIN that was set so is the person's from then on, everywhere.

use std::collections::{BTreeMap, BTreeSet};

use super::HqError;
use super::exception::{Exception, ExceptionKind};
use super::fold::Approved;
use super::store::authorisations::{self, Given as Row};
use super::store::{Db, people};
use crate::domain::event::PinSet;
use crate::domain::office::event::AuthorisationGiven;
use crate::domain::{Challenge, DeskId, HqEvent, User, UserName};
use crate::protocol::Hash;

/// Notes which entry each authorisation came back in, in the transaction that takes the entries in; gives what
/// headquarters never gave.
pub(super) fn take(db: &mut dyn Db, desk: &DeskId, approved: &[Approved]) -> Result<Vec<Exception>, HqError> {
    let mut odd = Vec::new();
    for approved in approved {
        let rows = match &approved.challenge {
            Some(challenge) => authorisations::of_challenge(db, desk, challenge)?,
            None => vec![],
        };
        match rows.iter().find(|row| is_answered(row, approved)) {
            Some(row) => {
                authorisations::set_used(db, row, approved.seq)?;
                if let Some(set) = &approved.pin {
                    set_pin(db, desk, set)?;
                }
            }
            None => odd.push(unknown(desk, approved)),
        }
    }
    Ok(odd)
}

/// True if an entry brings an authorisation back that did not come back yet.
fn is_answered(row: &Row, approved: &Approved) -> bool {
    row.used == 0
        && Some(&row.challenge) == approved.challenge.as_ref()
        && row.user == approved.user
        && row.operation == approved.operation
}

/// The proof that each authorisation of a desk came back where the store says.
pub(super) struct Returned {
    rows: Vec<Row>,
    used: Vec<u64>,
}

impl Returned {
    /// Begins with none that came back.
    pub(super) fn of(db: &mut dyn Db, desk: &DeskId) -> Result<Returned, HqError> {
        let mut rows = authorisations::of_desk(db, desk)?;
        let used = rows.iter_mut().map(|row| std::mem::take(&mut row.used)).collect();
        Ok(Returned { rows, used })
    }

    /// Adds the desk's next entry that was approved.
    pub(super) fn apply(&mut self, approved: &Approved) {
        if let Some(row) = self.rows.iter_mut().find(|row| is_answered(row, approved)) {
            row.used = approved.seq;
        }
    }

    /// True if the store says the same.
    pub(super) fn are_stored(&self) -> bool {
        self.rows.iter().map(|row| &row.used).eq(&self.used)
    }
}

/// The proof that what is stored of authorisations is what headquarters' journal gave: by desk, challenge and person
/// the first entry that did.
#[derive(Default)]
pub(super) struct Given(BTreeMap<(DeskId, String, UserName), (u64, AuthorisationGiven)>);

impl Given {
    /// Adds the journal's next event.
    pub(super) fn apply(&mut self, seq: u64, event: &HqEvent) {
        if let HqEvent::AuthorisationGiven(given) = event {
            let key = (given.desk.clone(), given.challenge.clone(), given.user.clone());
            self.0.entry(key).or_insert_with(|| (seq, given.clone()));
        }
    }

    /// True if the store has the same and no more.
    pub(super) fn is_stored(&self, db: &mut dyn Db) -> Result<bool, HqError> {
        let desks: BTreeSet<&DeskId> = self.0.keys().map(|(desk, ..)| desk).collect();
        let mut found = 0;
        for desk in desks {
            for Row { challenge, user, operation, seq, .. } in authorisations::of_desk(db, desk)? {
                let key = (desk.clone(), challenge.to_string(), user);
                let given = self.0.get(&key).filter(|(first, given)| *first == seq && given.operation() == operation);
                if given.is_none() {
                    return Ok(false);
                }
                found += 1;
            }
        }
        Ok(found == self.0.len() as u64 && authorisations::count(db)? == found)
    }
}

fn unknown(desk: &DeskId, approved: &Approved) -> Exception {
    let Approved { seq, at, day, user, challenge, operation, .. } = approved;
    let subject = challenge.as_ref().map_or_else(|| user.to_string(), Challenge::to_string);
    let (desk, kind) = (desk.clone(), ExceptionKind::UnknownAuthorisation);
    Exception { desk, seq: *seq, kind, n: 0, subject, kopecks: operation.amount, day: *day, at: *at }
}

/// Gives a person the PIN that they set at a desk, unless they have another by now.
fn set_pin(db: &mut dyn Db, desk: &DeskId, set: &PinSet) -> Result<(), HqError> {
    let rev = people::lock_revision(db, people::PEOPLE)?;
    let here = people::of_office(db, desk.office())?;
    let person = here.into_iter().find(|person| person.user.name == set.user && !person.user.retired);
    let Some(mut person) = person.filter(|person| Hash::of(person.user.pin_hash.as_bytes()) == set.instead_of) else {
        return Ok(());
    };
    person.user = User { pin_hash: set.pin_hash.clone(), ..person.user };
    people::put(db, &person)?;
    Ok(people::set_revision(db, people::PEOPLE, rev + 1)?)
}
