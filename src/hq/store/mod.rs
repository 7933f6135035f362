//! HQ's store: the one room that knows its SQL. Two engines, one text: see [`db`].

pub mod authorisations;
pub mod balances;
pub mod cards;
pub mod codes;
pub mod corrections;
mod db;
pub mod desks;
pub mod directory;
pub mod dues;
pub mod entries;
mod error;
pub mod exceptions;
pub mod office;
pub mod offices;
pub mod owner;
pub mod people;
pub mod places;
mod postgres;
pub mod registers;
pub mod remittances;
pub mod reports;
pub mod search;
pub mod sessions;
mod sqlite;
pub mod statements;
pub mod totals;

use std::time::Duration;

use refinery::{Migration, Runner};

use crate::settings::StoreUrl;

use db::Access;

pub use db::Db;
pub use error::StoreError;

/// How long a caller waits for another.
const PATIENCE: Duration = Duration::from_secs(10);

const TABLES: &str = include_str!("tables.sql");

/// Where everything that HQ knows is kept, its key apart.
pub struct Store(Engine);

enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(Box<postgres::Postgres>),
}

impl Store {
    /// The store at a URL. Nothing is asked of it yet.
    pub fn new(url: &StoreUrl) -> Result<Store, StoreError> {
        Ok(Store(match url {
            StoreUrl::Sqlite(path) => Engine::Sqlite(sqlite::Sqlite::new(path)),
            StoreUrl::Postgres(url) => Engine::Postgres(Box::new(postgres::Postgres::new(url)?)),
        }))
    }

    /// Makes the tables as this program wants them; those that are so already stay.
    pub fn migrate(&self) -> Result<(), StoreError> {
        match &self.0 {
            Engine::Sqlite(sqlite) => sqlite.migrate(&runner(" WITHOUT ROWID")?),
            Engine::Postgres(postgres) => postgres.migrate(&runner("")?),
        }
    }

    /// Runs `work` in a transaction: all of it is stored, or nothing.
    pub fn write<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut dyn Db) -> Result<T, E>) -> Result<T, E> {
        self.within(Access::Write, work)
    }

    /// Runs `work` on one moment's state.
    pub fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut dyn Db) -> Result<T, E>) -> Result<T, E> {
        self.within(Access::Read, work)
    }

    /// Runs `stage`, which holds nobody up, and then `work` on what it left in tables of their own connection.
    pub fn write_staged<S, T, E: From<StoreError>>(
        &self,
        stage: impl FnOnce(&mut dyn Db) -> Result<S, E>,
        work: impl FnOnce(&mut dyn Db, S) -> Result<T, E>,
    ) -> Result<T, E> {
        match &self.0 {
            Engine::Sqlite(sqlite) => sqlite.with(|session| {
                session.begin(Access::Stage)?;
                let staged = ended(session, stage)?;
                let _writing = sqlite.writing();
                session.begin(Access::Bulk)?;
                ended(session, |db| work(db, staged))
            }),
            Engine::Postgres(postgres) => postgres.begun(Access::Stage, |session| {
                let staged = ended(session, stage)?;
                session.begin(Access::Bulk)?;
                ended(session, |db| work(db, staged))
            }),
        }
    }

    fn within<T, E: From<StoreError>>(
        &self,
        access: Access,
        work: impl FnOnce(&mut dyn Db) -> Result<T, E>,
    ) -> Result<T, E> {
        match &self.0 {
            Engine::Sqlite(sqlite) => {
                let _writing = (access == Access::Write).then(|| sqlite.writing());
                sqlite.with(|session| {
                    session.begin(access)?;
                    ended(session, work)
                })
            }
            Engine::Postgres(postgres) => postgres.begun(access, |session| ended(session, work)),
        }
    }
}

/// Does the work of a transaction that has begun, and ends it.
fn ended<T, E: From<StoreError>>(db: &mut dyn Db, work: impl FnOnce(&mut dyn Db) -> Result<T, E>) -> Result<T, E> {
    match work(db).and_then(|done| db.commit().map(|()| done).map_err(E::from)) {
        Ok(done) => Ok(done),
        Err(error) => {
            db.rollback();
            Err(error)
        }
    }
}

fn runner(clustered: &str) -> Result<Runner, StoreError> {
    let tables = Migration::unapplied("V1__tables", &TABLES.replace("{clustered}", clustered))?;
    Ok(Runner::new(&[tables]))
}
