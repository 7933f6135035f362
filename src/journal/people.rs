//! What the journal says of people: wrong PINs and codes in a row, PINs that were set here, and the moment that an
//! approval by telephone is good for.

use rusqlite::OptionalExtension;

use super::error::{Damage, Fault, JournalError};
use super::project::BY_TELEPHONE;
use super::read::Journal;
use crate::domain::{EntryHash, Timestamp, UserName};
use crate::protocol::{Accepted, Hash};

/// Wrong PINs or codes in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInTries {
    /// How many.
    pub tries: u32,
    /// When the last was.
    pub at: Timestamp,
}

/// A PIN that a person set at this desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPin {
    /// Its hash.
    pub hash: String,
    /// The SHA-256 of the hash in whose place it is good.
    pub instead_of: EntryHash,
}

impl Journal {
    /// A person's wrong PINs in a row; `None` after a right one.
    pub fn tries(&self, user: &UserName) -> Result<Option<SignInTries>, JournalError> {
        self.tries_of(user.as_str())
    }

    /// The wrong codes in a row that were typed for approvals by telephone, whoever did; `None` after a right one.
    pub fn tries_of_codes(&self) -> Result<Option<SignInTries>, JournalError> {
        self.tries_of(BY_TELEPHONE)
    }

    /// The last PIN that a person set at this desk.
    pub fn new_pin(&self, user: &UserName) -> Result<Option<NewPin>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT seq, hash, instead_of FROM pin WHERE user = ?1")?;
        let row = |row: &rusqlite::Row| Ok((row.get::<_, u64>(0)?, row.get(1)?, row.get::<_, String>(2)?));
        let Some((seq, hash, instead_of)) = find.query_row([user.as_str()], row).optional()? else { return Ok(None) };
        let instead_of = instead_of.parse().map_err(|_| Damage::new(seq, Fault::Projection("pin".into())))?;
        Ok(Some(NewPin { hash, instead_of }))
    }

    /// The last thing that was done here; sign-ins, wrong PINs and codes, and prints are passed over.
    pub fn last_deed(&self) -> Result<Accepted, JournalError> {
        let sql = "SELECT seq FROM entry WHERE kind NOT IN
                   ('user.signed-in', 'user.refused', 'print.done', 'print.unknown', 'print.resolved')
                   ORDER BY seq DESC LIMIT 1";
        let seq: Option<u64> = self.db.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
        let Some(through) = seq else { return Ok(Accepted { through: 0, head: Hash::ZERO }) };
        Ok(Accepted { through, head: self.hash_before(through + 1)? })
    }

    fn tries_of(&self, whose: &str) -> Result<Option<SignInTries>, JournalError> {
        let mut find = self.db.prepare_cached("SELECT seq, tries FROM sign_in WHERE user = ?1")?;
        let found: Option<(u64, u32)> = find.query_row([whose], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((seq, tries)) = found else { return Ok(None) };
        // Without its entry the row is wrong, and to forget it would unlock whom it locks out.
        let entry = self.entry(seq)?.ok_or_else(|| Damage::new(seq, Fault::Projection("sign_in".into())))?;
        Ok(Some(SignInTries { tries, at: entry.at }))
    }
}
