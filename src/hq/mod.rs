//! Headquarters as a service: it takes desks' batches, enrols desks, publishes accounts and users, and proves what it
//! has. Everything here blocks: a server calls it on threads of its own, never on an asynchronous one.
//!
//! A node keeps nothing between two calls but its keys: several may serve one store.

mod approvals;
mod bank;
mod bundle;
mod cards;
mod directory;
mod enrol;
mod error;
mod exception;
mod export;
mod fold;
mod home;
mod ingest;
mod key;
pub mod office;
mod offices;
mod people;
mod places;
mod rekey;
mod rules;
pub mod server;
mod store;
mod verify;
mod verify_own;
mod witness;

use crate::domain::{Catalogue, Timestamp};
use crate::protocol::{Hello, Keys};
use crate::settings::{HqSettings, StoreUrl};

use rules::Rules;
use store::{Db, Store};

pub use crate::register::ImportOptions;
pub use bank::{Differs, StatementError, StatementTaken};
pub use bundle::Imported;
pub use cards::{CardsError, CardsTaken, OtherSum};
pub use directory::{ImportError, Versioned};
pub use enrol::{CODE_DAYS, DeskReport, Issued};
pub use error::HqError;
pub use exception::{Exception, ExceptionKind};
pub use fold::ShiftSums;
pub use home::HqHome;
pub use ingest::DOUBLE_WINDOW;
pub use key::{HqKey, KeyError};
pub use offices::OfficeReport;
pub use store::StoreError;
pub use store::exceptions::SecurityEvent;
pub use store::people::Person;
pub use verify::Verified;

/// An open headquarters.
pub struct Hq {
    key: HqKey,
    store: Store,
    rules: Rules,
}

impl Hq {
    /// Sets headquarters up at `home`, whose directory is there: makes its key and its settings, and in the store the
    /// tables and `catalogue`, where there are none. A set-up that was cut off goes on. A second node is set up the
    /// same way, with a copy of the first one's key in its home.
    pub fn set_up(home: &HqHome, url: StoreUrl, catalogue: &Catalogue, at: Timestamp) -> Result<Hq, HqError> {
        let path = home.settings();
        let io = |source| HqError::Io { path: path.clone(), source };
        if !path.exists() {
            HqSettings::new(url.clone()).write_new(&path).map_err(io)?;
        }
        let settings = HqSettings::read(&path)?;
        let wanted = HqSettings::new(url);
        if settings.store != wanted.within(home.path()).store {
            return Err(HqError::OtherStore(home.path().to_owned()));
        }
        let store = Store::new(&settings.store)?;
        store.migrate()?;
        // A store that has an owner wants that one's key: another made here would be of no use.
        let owner = store.read(|db| store::owner::owner(db))?;
        let key = match owner {
            Some(owner) => HqKey::load(&home.key())?.of_store(&home.key(), &owner)?,
            None => HqKey::load_or_make(&home.key())?,
        };
        let hq = Hq { key, store, rules: Rules::read(home, &settings)? };
        hq.claim(catalogue, at)?;
        Ok(hq)
    }

    /// Opens the headquarters of a home that was set up.
    pub fn open(home: &HqHome) -> Result<Hq, HqError> {
        let settings = HqSettings::read(&home.settings())?;
        let (key, store) = (HqKey::load(&home.key())?, Store::new(&settings.store)?);
        let owner = store.read(|db| store::owner::owner(db))?.ok_or(StoreError::Missing)?;
        let rules = Rules::read(home, &settings)?;
        let hq = Hq { key: key.of_store(&home.key(), &owner)?, store, rules };
        hq.store.read(|db| hq.check_owner(db))?;
        // An older program's tables are brought up to date; this one's stay.
        hq.store.migrate()?;
        Ok(hq)
    }

    /// HQ's public keys.
    pub fn keys(&self) -> Keys {
        self.key.keys().public()
    }

    /// Passes where the store answers.
    pub fn ready(&self) -> Result<(), HqError> {
        self.store.read(|db| self.check_owner(db))
    }

    /// What HQ says of itself to anybody who asks.
    pub fn hello(&self, at: Timestamp) -> Result<Hello, HqError> {
        let successions = self.store.read(|db| {
            self.check_owner(db)?;
            Ok::<_, HqError>(store::owner::successions(db)?)
        })?;
        Ok(Hello::sign(self.key.keys(), successions, at))
    }

    fn fingerprint(&self) -> String {
        self.key.fingerprint().to_string()
    }

    /// Passes where the store is still that of the key which this node has in memory. With another it must sign
    /// nothing: desks would not believe it.
    fn check_owner(&self, db: &mut dyn Db) -> Result<(), HqError> {
        let store = store::owner::owner(db)?.ok_or(StoreError::Missing)?;
        let ours = self.fingerprint();
        if store == ours { Ok(()) } else { Err(StoreError::OtherKey { store, ours }.into()) }
    }

    fn claim(&self, catalogue: &Catalogue, at: Timestamp) -> Result<(), HqError> {
        self.store.write(|db| {
            store::people::begin_counter(db, store::people::DIRECTORY)?;
            store::people::begin_counter(db, store::people::PEOPLE)?;
            // Of two nodes that are set up at once, one waits here for the other.
            store::people::lock_revision(db, store::people::DIRECTORY)?;
            match store::owner::owner(db)? {
                None => store::owner::claim(db, &self.fingerprint(), at)?,
                Some(store) if store != self.fingerprint() => {
                    return Err(StoreError::OtherKey { store, ours: self.fingerprint() }.into());
                }
                Some(_) => {}
            }
            office::own::begin(db, &self.keys(), at)?;
            directory::publish_first(db, catalogue)
        })
    }
}
