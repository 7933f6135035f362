//! The people of all offices. Their PINs are set here, and work at the desks of their offices, offline too.
//!
//! Who works where, and as what, is a fold of headquarters' own journal: each change is an entry, whether a supervisor
//! made it at the back office or whoever has headquarters' files made it at its command line, where nobody need have
//! signed in: the first person could not be added otherwise.

use std::collections::BTreeMap;

use super::office::own;
use super::store::{Db, desks, people};
use super::{Hq, HqError, Person};
use crate::domain::office::event::{Particulars, PersonAdded, PersonChanged, PersonRetired};
use crate::domain::{DeskId, EntryId, HqEvent, Timestamp, User, UserName};
use crate::protocol::pin::NewPin;
use crate::protocol::{UsersPage, pin};

impl Hq {
    /// Adds a person, or gives the one of that name another role, office, language and PIN: `person` is taken as it is
    /// but for its PIN's hash, and works here from now on. True where there was one.
    pub fn put_person(&self, person: Person, new_pin: &NewPin, id: EntryId, at: Timestamp) -> Result<bool, HqError> {
        let pin_hash = self.pin_hash(new_pin)?;
        let person = Person { user: User { pin_hash, retired: false, ..person.user }, ..person };
        let particulars = particulars(&person)?;
        self.store.write(|db| {
            desks::lock(db, &own::own()?)?;
            let known = people::person(db, &person.user.name)?;
            let name = person.user.name.clone();
            let event: HqEvent = match known.as_ref().is_some_and(|known| !known.user.retired) {
                true => PersonChanged { person: name, particulars, new_pin: true, user: None }.into(),
                false => PersonAdded { person: name, particulars, user: None }.into(),
            };
            own::record(db, id, at, &event)?;
            put(db, &person)?;
            Ok(known.is_some())
        })
    }

    /// Lets a person no longer sign in anywhere.
    pub fn retire_person(&self, name: &UserName, id: EntryId, at: Timestamp) -> Result<Person, HqError> {
        self.store.write(|db| {
            desks::lock(db, &own::own()?)?;
            let found = people::person(db, name)?.ok_or_else(|| HqError::NoPerson(name.clone()))?;
            if found.user.retired {
                return Ok(found);
            }
            own::record(db, id, at, &PersonRetired { person: name.clone(), user: None }.into())?;
            let retired = Person { user: User { retired: true, ..found.user }, ..found };
            put(db, &retired)?;
            Ok(retired)
        })
    }

    /// Everybody, the retired among them, by name.
    pub fn people(&self) -> Result<Vec<Person>, HqError> {
        self.store.read(|db| Ok(people::list(db)?))
    }

    /// The people of the desk's office, packed and signed.
    pub fn users_page(&self, desk: &DeskId) -> Result<Vec<u8>, HqError> {
        let page = self.store.read(|db| {
            let rev = people::revision(db, people::PEOPLE)?;
            let found = people::of_office(db, desk.office())?;
            let users = found.into_iter().map(|person| person.user).collect();
            Ok::<_, HqError>(UsersPage { office: desk.office().to_owned(), rev, users })
        })?;
        Ok(page.pack(&self.key.keys().sign)?)
    }

    /// What is kept of a PIN. To make it is slow on purpose, so it is made before anybody waits.
    pub(super) fn pin_hash(&self, new_pin: &NewPin) -> Result<String, HqError> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt)?;
        Ok(pin::hash(self.key.pin_secret(), new_pin.as_str(), &salt)?)
    }
}

/// Stores a person, so that the desks of their offices hear of it.
pub(super) fn put(db: &mut dyn Db, person: &Person) -> Result<(), HqError> {
    let rev = people::lock_revision(db, people::PEOPLE)?;
    people::put(db, person)?;
    Ok(people::set_revision(db, people::PEOPLE, rev + 1)?)
}

/// A person's particulars as the journal has them.
pub(super) fn particulars(person: &Person) -> Result<Particulars, HqError> {
    let Person { user, office, region } = person.clone();
    let read = |office: String| office.parse().map_err(|_| HqError::NotOffice(office));
    let office = office.map(read).transpose()?;
    Ok(Particulars { role: user.role, office, region, full_name: user.full_name, language: user.language })
}

/// The people as headquarters' journal has them; each with whether they are retired.
#[derive(Debug, Default)]
pub(super) struct Recorded(BTreeMap<UserName, (Particulars, bool)>);

impl Recorded {
    /// Adds what an entry says.
    pub fn apply(&mut self, event: &HqEvent) {
        match event {
            HqEvent::PersonAdded(PersonAdded { person, particulars, .. })
            | HqEvent::PersonChanged(PersonChanged { person, particulars, .. }) => {
                self.0.insert(person.clone(), (particulars.clone(), false));
            }
            HqEvent::PersonRetired(PersonRetired { person, .. }) => {
                if let Some((_, retired)) = self.0.get_mut(person) {
                    *retired = true;
                }
            }
            _ => {}
        }
    }

    /// True where the stored people are these. Their PINs no entry has.
    pub fn is_stored(&self, db: &mut dyn Db) -> Result<bool, HqError> {
        let mut stored = BTreeMap::new();
        for person in people::list(db)? {
            stored.insert(person.user.name.clone(), (particulars(&person)?, person.user.retired));
        }
        Ok(self.0 == stored)
    }
}
