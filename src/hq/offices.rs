//! The offices and their regions, and who sees what of them.

use std::collections::BTreeSet;

use super::office::Viewer;
use super::store::offices::{self, Office};
use super::store::{desks, people};
use super::{Hq, HqError, Person};
use crate::domain::{OfficeCode, Role};

/// An office as HQ knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeReport {
    /// Its code.
    pub office: String,
    /// Its name; its code where it was given none.
    pub name: String,
    /// Its region; empty where it has none.
    pub region: String,
    /// How many desks it has, those that were revoked among them.
    pub desks: u64,
}

impl Hq {
    /// Adds an office, or gives the one of that code another name and region. True where there was one.
    pub fn put_office(&self, office: &OfficeCode, name: &str, region: &str) -> Result<bool, HqError> {
        let new = Office { name: name.to_owned(), region: region.to_owned() };
        self.store.write(|db| {
            let rev = people::lock_revision(db, people::PEOPLE)?;
            let known = offices::list(db)?.get(office.as_str()).cloned();
            offices::put(db, office.as_str(), &new)?;
            // Who works in a region works in another office now.
            if known.as_ref().map(|known| &known.region) != Some(&new.region) {
                people::set_revision(db, people::PEOPLE, rev + 1)?;
            }
            Ok(known.is_some())
        })
    }

    /// The offices that were named or have a desk, by their codes.
    pub fn offices(&self) -> Result<Vec<OfficeReport>, HqError> {
        self.store.read(|db| {
            let mut named = offices::list(db)?;
            let desks = desks::list(db)?;
            for desk in &desks {
                let office = desk.desk.office();
                let unnamed = || Office { name: office.to_owned(), region: String::new() };
                named.entry(office.to_owned()).or_insert_with(unnamed);
            }
            let of = |office: &str| desks.iter().filter(|row| row.desk.office() == office).count() as u64;
            let report = |(office, Office { name, region }): (String, Office)| {
                let desks = of(&office);
                OfficeReport { office, name, region, desks }
            };
            Ok(named.into_iter().map(report).collect())
        })
    }

    /// Somebody as a viewer of the back office: of their office, of the offices of their region, or of all. `None` for
    /// cashiers and for who works no longer.
    pub fn viewer(&self, person: &Person) -> Result<Option<Viewer>, HqError> {
        let Person { user, office, region } = person;
        if user.role == Role::Cashier || user.retired {
            return Ok(None);
        }
        let offices = match (office, region) {
            (Some(office), _) => Some(BTreeSet::from([office.clone()])),
            (None, Some(region)) => {
                let named = self.store.read(|db| Ok::<_, HqError>(offices::list(db)?))?;
                let of_region = named.into_iter().filter(|(_, office)| office.region == *region);
                Some(of_region.map(|(office, _)| office).collect())
            }
            (None, None) => None,
        };
        Ok(Some(Viewer { user: user.name.clone(), role: user.role, offices }))
    }
}
