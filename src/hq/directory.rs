//! What HQ publishes to every desk: accounts from suppliers' registers, versioned by what changed, and the catalogue.

use std::io::BufRead;

use super::store::{Db, StoreError, directory, people};
use super::{Hq, HqError};
use crate::domain::{AccountNumber, Catalogue, Money, SupplierCode, Timestamp};
use crate::protocol::published::{CATALOGUE, PublishedRegister, REGISTER};
use crate::protocol::{AccountAnswer, DirectoryPage, Fault};
use crate::register::{Debt, Debts, ImportOptions, ImportReport, RegisterError};

/// How many rows of a register are handed to the store at once.
const AT_ONCE: usize = 2_000;

/// The most rows of a page, and about how many bytes: within what a desk reads even where nothing could be packed.
const MOST_ROWS: usize = 25_000;
const MOST_BYTES: usize = 6 << 20;

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Versioned {
    /// What it did to the supplier's accounts.
    pub report: ImportReport,
    /// The directory's last revision.
    pub rev: u64,
}

/// Why an import did nothing.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is refused or can't be read.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// Headquarters failed.
    #[error(transparent)]
    Hq(#[from] HqError),
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> ImportError {
        ImportError::Hq(error.into())
    }
}

impl Hq {
    /// The catalogue that desks are given.
    pub fn catalogue(&self) -> Result<Catalogue, HqError> {
        self.store.read(catalogue)
    }

    /// Takes a register of `supplier` in. Whatever goes wrong, on whichever row, the directory is as it was before.
    /// Batches are taken meanwhile: the file waits in a table of its own until it is known to be good. `progress` gets
    /// how many bytes of the file are read.
    pub fn import<R: BufRead>(
        &self,
        debts: Debts<R>,
        supplier: &SupplierCode,
        options: &ImportOptions,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Versioned, ImportError> {
        let stage = |db: &mut dyn Db| stage(db, debts, progress);
        self.store.write_staged(stage, |db, (rows, kopecks)| {
            let before_rev = people::lock_revision(db, people::DIRECTORY)?;
            let before = directory::register(db, supplier)?;
            let (versioned, mut rev) = directory::version(db, supplier, before_rev, before.as_ref())?;
            let ImportOptions { as_of, counted_through } = options.clone();
            let register = PublishedRegister { as_of, counted_through };
            if rev != before_rev || before.as_ref() != Some(&register) {
                rev += 1;
                publish_json(db, REGISTER, supplier.as_str(), &register, rev)?;
                people::set_revision(db, people::DIRECTORY, rev)?;
            }
            let directory::Versioned { new, changed, gone, absent } = versioned;
            let (unchanged, not_in_file) = (rows - new - changed, gone + absent);
            Ok(Versioned { report: ImportReport { new, changed, unchanged, not_in_file, rows, kopecks }, rev })
        })
    }

    /// The page of the directory that follows revision `since`, of at most `limit` rows, packed and signed.
    pub fn directory_page(&self, since: u64, limit: usize) -> Result<Vec<u8>, HqError> {
        Ok(self.page(since, limit)?.pack(&self.key.keys().sign)?)
    }

    pub(super) fn page(&self, since: u64, limit: usize) -> Result<DirectoryPage, HqError> {
        self.store.read(|db| {
            let last = people::revision(db, people::DIRECTORY)?;
            let rows = directory::page(db, since, limit.clamp(1, MOST_ROWS) as u64, MOST_BYTES)?;
            let to = rows.last().map_or(last.max(since), |row| row.rev);
            Ok(DirectoryPage { from: since, to, more: to < last, rows })
        })
    }

    /// What HQ knows of an account now: an answer in JSON, signed.
    pub fn account(&self, supplier: &SupplierCode, account: &AccountNumber, at: Timestamp) -> Result<String, HqError> {
        let found = self.store.read(|db| directory::account(db, supplier, account))?;
        let value = found.map(|found| serde_json::to_string(&found)).transpose();
        let value = value.map_err(|error| Fault::Unpackable(error.to_string()))?;
        let answer = AccountAnswer { supplier: supplier.clone(), account: account.clone(), at, value };
        Ok(answer.write(&self.key.keys().sign)?)
    }
}

/// The catalogue that desks are given.
pub(super) fn catalogue(db: &mut dyn Db) -> Result<Catalogue, HqError> {
    let damaged = |what: String| StoreError::Damaged(format!("the catalogue: {what}"));
    let value = directory::published(db, CATALOGUE, "")?.ok_or_else(|| damaged("there is none".to_owned()))?;
    Ok(serde_json::from_str(&value).map_err(|error| damaged(error.to_string()))?)
}

/// Reads the file to its end: how many rows it has, and their sum.
fn stage<R: BufRead>(
    db: &mut dyn Db,
    mut debts: Debts<R>,
    progress: &mut dyn FnMut(u64),
) -> Result<(u64, Money), ImportError> {
    directory::begin_stage(db)?;
    let (mut rows, mut kopecks, mut waiting) = (0, Money::ZERO, Vec::with_capacity(AT_ONCE));
    loop {
        let debt: Option<Debt> = debts.next().transpose()?;
        let is_last = debt.is_none();
        waiting.extend(debt);
        if waiting.len() == AT_ONCE || is_last {
            directory::stage(db, rows, &waiting)?;
            rows += waiting.len() as u64;
            // The register refuses a file whose sum overflows.
            kopecks = waiting.iter().fold(kopecks, |sum, debt| sum.saturating_plus(debt.amount));
            waiting.clear();
            progress(debts.bytes());
        }
        if is_last {
            return Ok((rows, kopecks));
        }
    }
}

/// Publishes a catalogue where there is none.
pub(super) fn publish_first(db: &mut dyn Db, catalogue: &Catalogue) -> Result<(), HqError> {
    if directory::published(db, CATALOGUE, "")?.is_some() {
        return Ok(());
    }
    let rev = people::lock_revision(db, people::DIRECTORY)? + 1;
    publish_json(db, CATALOGUE, "", catalogue, rev)?;
    Ok(people::set_revision(db, people::DIRECTORY, rev)?)
}

fn publish_json(
    db: &mut dyn Db,
    kind: &str,
    key: &str,
    value: &impl serde::Serialize,
    rev: u64,
) -> Result<(), HqError> {
    let value = serde_json::to_string(value).map_err(|error| Fault::Unpackable(error.to_string()))?;
    Ok(directory::publish(db, kind, key, &value, rev)?)
}
