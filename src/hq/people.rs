//! The people of all offices. Their PINs are set here, and work at the desks of their offices, offline too.

use super::store::people;
use super::{Hq, HqError, Person};
use crate::domain::{DeskId, User, UserName};
use crate::protocol::{UsersPage, pin};

impl Hq {
    /// Adds a person, or gives the one of that name another role, office, language or PIN: `person` is taken as it is
    /// but for its PIN's hash. True where there was one.
    pub fn put_person(&self, person: Person, new_pin: &str) -> Result<bool, HqError> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt)?;
        let pin_hash = pin::hash(self.key.pin_secret(), new_pin, &salt)?;
        let person = Person { user: User { pin_hash, ..person.user }, ..person };
        self.store.write(|db| {
            let rev = people::lock_revision(db, people::PEOPLE)?;
            let known = people::person(db, &person.user.name)?.is_some();
            people::put(db, &person)?;
            people::set_revision(db, people::PEOPLE, rev + 1)?;
            Ok(known)
        })
    }

    /// Lets a person no longer sign in anywhere.
    pub fn retire_person(&self, name: &UserName) -> Result<Person, HqError> {
        self.store.write(|db| {
            let rev = people::lock_revision(db, people::PEOPLE)?;
            let found = people::person(db, name)?.ok_or_else(|| HqError::NoPerson(name.clone()))?;
            let retired = Person { user: User { retired: true, ..found.user }, ..found };
            people::put(db, &retired)?;
            people::set_revision(db, people::PEOPLE, rev + 1)?;
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
}
