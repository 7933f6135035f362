//! Signing in at the back office. A session is a row of the store, so every node knows it and its end is everywhere at
//! once; it stands on the PIN that it was opened with, so another PIN or a retirement ends it without a further step.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::Viewer;
use crate::domain::user::{TRIES, locked_until};
use crate::domain::{OfficeCode, Timestamp, UserName};
use crate::hq::store::{Db, people, sessions};
use crate::hq::{Hq, HqError, Person};
use crate::protocol::office::{Session, SignIn};
use crate::protocol::{Hash, Refusal, hex, pin};

/// How long a session is good for.
pub const SESSION: TimeDelta = TimeDelta::hours(12);

/// After so long without a request it ends.
pub const IDLE: TimeDelta = TimeDelta::hours(1);

/// How many wrong PINs in a row lock an address: behind one stands more than one person.
pub const ADDRESS_TRIES: u32 = 20;

/// After so long without a wrong PIN an address has all its tries again: nobody's success is a reason, since whoever
/// has a PIN of their own could try others' for ever.
const ADDRESS_QUIET: TimeDelta = TimeDelta::hours(1);

/// After so long without a wrong PIN a name has all its tries again.
const QUIET: TimeDelta = TimeDelta::days(1);

/// Uses of a session within this time are noted as one: to note it costs a write.
const NOTED: TimeDelta = TimeDelta::minutes(1);

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who it is.
    pub person: Person,
    /// What they see.
    pub viewer: Viewer,
    /// Until when.
    pub until: Timestamp,
}

impl SignedIn {
    /// What is said of it; its token is not known any more.
    pub fn session(&self) -> Session {
        let Person { user, office, .. } = self.person.clone();
        Session {
            token: String::new(),
            until: self.until,
            user: user.name,
            full_name: user.full_name,
            role: user.role,
            language: user.language,
            office: office.and_then(|office| office.parse::<OfficeCode>().ok()),
        }
    }
}

impl Hq {
    /// Signs a person in who comes from an address. What is refused leaves evidence.
    pub fn sign_in(&self, asked: &SignIn, from: &str, now: Timestamp) -> Result<Session, HqError> {
        let mut known = false;
        let outcome = self.try_sign_in(asked, from, now, &mut known);
        // A name that nobody has may be a PIN typed into the wrong field.
        let who = if known { asked.user.as_str() } else { "an unknown name" };
        self.witnessed(outcome, None, &format!("sign-in of {who} from {from}"), now)
    }

    fn try_sign_in(&self, asked: &SignIn, from: &str, now: Timestamp, known: &mut bool) -> Result<Session, HqError> {
        let name = tries_of(&asked.user);
        let address = Hash::of(format!("address {from}").as_bytes());
        // Every try is counted before its PIN is looked at, so that many at once are no more than one after another.
        let (person, before) = self.store.write(|db| {
            let before = count(db, &address, ADDRESS_TRIES, ADDRESS_QUIET, now)?;
            count(db, &name, TRIES, QUIET, now)?;
            Ok::<_, HqError>((people::person(db, &asked.user)?, before))
        })?;
        *known = person.is_some();
        let person = self.proved(person, &asked.pin)?.ok_or(Refusal::SignInRefused)?;
        let may = person.user.role.approves();
        let mut token = [0; 32];
        getrandom::fill(&mut token)?;
        let token = hex::encode(&token);
        let until = now.plus(SESSION);
        self.store.write(|db| {
            uncount(db, &address, before, now)?;
            sessions::clear_wrong(db, &name)?;
            people::note_signed_in(db, &BTreeMap::from([(&asked.user, now)]))?;
            if may {
                let pin = Hash::of(person.user.pin_hash.as_bytes()).to_string();
                let new = sessions::SessionRow { name: asked.user.clone(), pin, until, used_at: now };
                sessions::add(db, &Hash::of(token.as_bytes()), &new)?;
            }
            Ok::<_, HqError>(())
        })?;
        self.forget_sessions(now);
        let viewer = self.viewer(&person)?.ok_or(Refusal::NotAllowed)?;
        Ok(Session { token, ..SignedIn { person, viewer, until }.session() })
    }

    /// The person, if they work here and the PIN is theirs. Where there is nobody it takes as long.
    fn proved(&self, person: Option<Person>, typed: &str) -> Result<Option<Person>, HqError> {
        let secret = self.key.pin_secret();
        let Some(person) = person else {
            pin::hash(secret, "0000", &[0; 16])?;
            return Ok(None);
        };
        let fits = pin::fits(secret, typed, &person.user.pin_hash);
        Ok(Some(person).filter(|person| fits && !person.user.retired))
    }

    /// Who is signed in with a token. This counts as a use of the session.
    pub fn signed_in(&self, token: &str, now: Timestamp) -> Result<SignedIn, HqError> {
        let token = Hash::of(token.as_bytes());
        let found = self.store.read(|db| {
            let Some(row) = sessions::session(db, &token)? else { return Ok::<_, HqError>(None) };
            Ok(people::person(db, &row.name)?.map(|person| (row, person)))
        })?;
        let (row, person) = found.ok_or(Refusal::SignedOut)?;
        let quiet = now.since(row.used_at);
        let stands = row.pin == Hash::of(person.user.pin_hash.as_bytes()).to_string();
        let works = person.user.role.approves() && !person.user.retired;
        if !stands || !works || row.until <= now || quiet >= IDLE {
            return Err(Refusal::SignedOut.into());
        }
        if quiet >= NOTED
            && let Err(error) = self.store.write(|db| sessions::touch(db, &token, now))
        {
            tracing::warn!(%error, "the use of a session is not noted");
        }
        let viewer = self.viewer(&person)?.ok_or(Refusal::SignedOut)?;
        Ok(SignedIn { viewer, person, until: row.until })
    }

    /// Ends the session of a token.
    pub fn sign_out(&self, token: &str) -> Result<(), HqError> {
        Ok(self.store.write(|db| sessions::end(db, &Hash::of(token.as_bytes())))?)
    }

    fn forget_sessions(&self, now: Timestamp) {
        let (idle, quiet) = (now.plus(-IDLE), now.plus(-QUIET));
        if let Err(error) = self.store.write(|db| sessions::forget(db, now, idle, quiet)) {
            tracing::warn!(%error, "sessions that ended are still in the store");
        }
    }
}

/// Under what the wrong PINs of a name are counted.
pub(super) fn tries_of(name: &UserName) -> Hash {
    Hash::of(format!("name {name}").as_bytes())
}

/// Counts a try of a name or an address that has so many, unless it is locked, and gives the last one before.
fn count(db: &mut dyn Db, whom: &Hash, most: u32, quiet: TimeDelta, now: Timestamp) -> Result<Timestamp, HqError> {
    let wrong = sessions::lock_wrong(db, whom, now)?;
    let tries = if now.since(wrong.last) > quiet { 0 } else { wrong.tries };
    if let Some(until) = locked_until(tries.saturating_sub(most.saturating_sub(TRIES)), wrong.last, now) {
        return Err(Refusal::SignInLocked { until }.into());
    }
    sessions::set_wrong(db, whom, sessions::WrongPins { tries: tries.saturating_add(1), last: now })?;
    Ok(wrong.last)
}

/// Takes a try of an address at `now` back, whose PIN was right: this one and no other, so that whoever has a PIN of
/// their own wins no tries of others' by it, and many who sign in behind one address lock nobody out.
fn uncount(db: &mut dyn Db, address: &Hash, before: Timestamp, now: Timestamp) -> Result<(), HqError> {
    let wrong = sessions::lock_wrong(db, address, now)?;
    let last = if wrong.last == now { before } else { wrong.last };
    Ok(sessions::set_wrong(db, address, sessions::WrongPins { tries: wrong.tries.saturating_sub(1), last })?)
}
