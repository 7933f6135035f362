//! Approving by telephone: the code for what a desk without a supervisor or a network shows.

use super::{Doing, Outcome, denied};
use crate::domain::message::{list, text};
use crate::domain::office::event::AuthorisationGiven;
use crate::domain::telephone::KINDS;
use crate::domain::{Challenge, DeskId, Operation, View};
use crate::hq::key::HqKey;
use crate::hq::office::own::OWN;
use crate::hq::store::authorisations::{self, Given};
use crate::hq::store::desks::{self, DeskRow};
use crate::hq::store::{Db, people};
use crate::hq::{HqError, Person};
use crate::protocol::office::Deed;
use crate::protocol::{Call, Refusal, TelephoneKey};

/// Approves an operation at a desk.
pub fn authorise(doing: &mut Doing, deed: &Deed) -> Result<Outcome, HqError> {
    let Deed::Authorise { desk, challenge, operation, subject, kopecks } = deed else {
        return Err(Refusal::NotFound.into());
    };
    doing.sees(desk.office())?;
    let row = known(doing.db, desk)?.ok_or(Refusal::NotFound)?;
    if row.revoked_at.is_some() {
        return Err(denied(("office-deny-desk-revoked", vec![("desk", text(desk))])));
    }
    let challenge = challenge.parse::<Challenge>().map_err(|error| denied(error.message()))?;
    let operation = Operation::heard(operation, subject, *kopecks);
    if operation.word().is_none() {
        return Err(denied(("office-deny-operation", vec![("known", list(&KINDS.map(|(kind, _)| kind)))])));
    }
    if key_of(doing.key, &row, &operation, &challenge).is_none() {
        let words = vec![("desk", text(desk)), ("challenge", text(&challenge))];
        return Err(denied(("office-deny-challenge", words)));
    }
    if operation.is_pin() {
        may_set_pin(doing, desk, &operation)?;
    }
    let is_used = authorisations::of_challenge(doing.db, desk, &challenge)?.iter().any(|given| given.used > 0);
    if is_used || authorisations::is_odd(doing.db, desk, &challenge)? {
        return Err(denied(("office-deny-used", vec![("challenge", text(&challenge))])));
    }
    Ok(given(doing, desk, challenge, operation))
}

fn given(doing: &Doing, desk: &DeskId, challenge: Challenge, operation: Operation) -> Outcome {
    let (user, now, desk) = (doing.viewer.user.clone(), doing.now, desk.clone());
    let event = AuthorisationGiven {
        desk: desk.clone(),
        challenge: challenge.to_string(),
        operation: operation.kind.clone(),
        subject: operation.subject.clone(),
        amount: operation.amount,
        user: user.clone(),
    };
    let project = Box::new(move |db: &mut dyn Db, seq| {
        let given = Given { desk, challenge, user, operation, at: now, seq, used: 0 };
        Ok(authorisations::add(db, &given)?)
    });
    Outcome { event: event.into(), about: vec![View::Queue {}.to_string()], project }
}

/// Passes where the person works in the desk's office, and isn't above who approves: whoever has the PIN may do there
/// what they may.
fn may_set_pin(doing: &mut Doing, desk: &DeskId, operation: &Operation) -> Result<(), HqError> {
    let here = people::of_office(doing.db, desk.office())?;
    let is_meant = |person: &Person| person.user.name.as_str() == operation.subject && !person.user.retired;
    let words = || vec![("user", text(&operation.subject)), ("office", text(desk.office()))];
    let Some(person) = here.into_iter().find(is_meant) else {
        return Err(denied(("office-deny-nobody", words())));
    };
    match person.user.role > doing.viewer.role {
        true => Err(denied(("office-deny-above", words()))),
        false => Ok(()),
    }
}

/// The code of an authorisation that was given; none where the desk has other keys by now.
pub fn code(db: &mut dyn Db, key: &HqKey, given: &AuthorisationGiven) -> Result<Option<String>, HqError> {
    let (operation, challenge) = (given.operation(), given.challenge.parse::<Challenge>());
    let (Some(row), Ok(challenge)) = (known(db, &given.desk)?, challenge) else { return Ok(None) };
    let code = |key: TelephoneKey| key.code(&call(&row, &operation), &challenge, &given.user).to_string();
    Ok(key_of(key, &row, &operation, &challenge).map(code))
}

fn known(db: &mut dyn Db, desk: &DeskId) -> Result<Option<DeskRow>, HqError> {
    // Headquarters' own journal has a row among the desks'.
    if desk.to_string() == OWN { Ok(None) } else { Ok(desks::desk(db, desk)?) }
}

fn call<'c>(row: &'c DeskRow, operation: &'c Operation) -> Call<'c> {
    Call { desk: &row.desk, epoch: row.epoch, operation }
}

/// The key with which the desk made the challenge for this operation: of today's key of headquarters or, where the desk
/// has not heard of it yet, of an earlier one. `None` where it was made for something else.
fn key_of(key: &HqKey, row: &DeskRow, operation: &Operation, challenge: &Challenge) -> Option<TelephoneKey> {
    let mut keys = key.openers().filter_map(|identity| TelephoneKey::new(identity, &row.keys.seal));
    keys.find(|key| key.is_for(&call(row, operation), challenge))
}
