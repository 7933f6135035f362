//! What came back of approvals by telephone: each must be one that headquarters' own journal gave, for this operation,
//! and comes back once. A PIN that was set so is the person's from then on, everywhere.

use std::collections::{BTreeMap, BTreeSet};

use super::HqError;
use super::exception::{Exception, ExceptionKind};
use super::fold::Approved;
use super::store::authorisations::{self, Given};
use super::store::{Db, people};
use crate::domain::event::PinSet;
use crate::domain::office::event::AuthorisationGiven;
use crate::domain::{Challenge, DeskId, User, UserName};
use crate::protocol::Hash;

/// Notes which entry each authorisation came back in, in the transaction that takes the entries in; gives what
/// headquarters never gave.
pub(super) fn take(db: &mut dyn Db, desk: &DeskId, approved: &[Approved]) -> Result<Vec<Exception>, HqError> {
    let mut odd = Vec::new();
    for approved in approved {
        let given = match &approved.challenge {
            Some(challenge) => authorisations::of_challenge(db, desk, challenge)?,
            None => vec![],
        };
        match given.iter().find(|given| is_answered(given, approved)) {
            Some(given) => {
                authorisations::set_used(db, given, approved.seq)?;
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
pub(super) fn is_answered(given: &Given, approved: &Approved) -> bool {
    given.used == 0
        && Some(&given.challenge) == approved.challenge.as_ref()
        && given.user == approved.user
        && given.operation == approved.operation
}

/// What headquarters' journal gave first for a challenge of a desk by a person, with its entry.
pub(super) type Journal = BTreeMap<(DeskId, String, UserName), (u64, AuthorisationGiven)>;

/// True if what is stored of authorisations is what the journal says.
pub(super) fn are_stored(db: &mut dyn Db, journal: &Journal) -> Result<bool, HqError> {
    let desks: BTreeSet<&DeskId> = journal.keys().map(|(desk, ..)| desk).collect();
    let mut found = 0;
    for desk in desks {
        for Given { challenge, user, operation, seq, .. } in authorisations::of_desk(db, desk)? {
            let key = (desk.clone(), challenge.to_string(), user);
            let is_so = journal.get(&key).is_some_and(|(first, event)| *first == seq && event.operation() == operation);
            if !is_so {
                return Ok(false);
            }
            found += 1;
        }
    }
    Ok(found == journal.len() as u64 && authorisations::count(db)? == found)
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
