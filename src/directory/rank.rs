//! Ranks: the place of an account in address order, with room between neighbours for those that come later.

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::AccountNumber;

use super::address::Address;
use super::index::Index;
use super::store::parsed;

/// The room between neighbours after a renumbering: a whole street fits in, and differences stay short in the index.
const SPACING: i64 = 1 << 16;

/// Below the rank of the first account ever: room for a town before it.
const FIRST: i64 = 1 << 40;

/// How many of the next accounts are looked at one by one before the search for a gap leaps.
const NEAR: usize = 8;

/// Defines `address_key(text)` in SQL: see [`Address::key`].
pub(super) fn define_key(conn: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("address_key", 1, flags, |context| {
        Ok(Address::parse(context.get_raw(0).as_str()?).key())
    })
}

/// An account that has no rank yet.
pub(super) struct Newcomer {
    pub supplier: String,
    pub import: i64,
    pub number: AccountNumber,
    pub name: String,
    pub address: String,
    pub figure: i64,
}

/// The account above a gap.
enum Above {
    /// Not looked for yet.
    Unknown,
    /// None: the gap is behind the last account.
    Nobody,
    /// The account of this rank and key.
    Account(i64, Vec<u8>),
}

/// Gives ranks to newcomers, which come in address order, and writes them.
pub(super) struct Ranks<'c> {
    conn: &'c Connection,
    index: Index<'c>,
    /// The last rank below the newcomers that wait.
    low: i64,
    above: Above,
    /// Newcomers of one gap, whose ranks depend on how many they are.
    waiting: Vec<Newcomer>,
    /// True once a gap was too small: from then on accounts are only stored, and all are renumbered at the end.
    crowded: bool,
}

impl<'c> Ranks<'c> {
    /// Ranks for newcomers.
    pub fn new(conn: &'c Connection, index: Index<'c>) -> Ranks<'c> {
        let (above, waiting) = (Above::Unknown, Vec::new());
        Ranks { conn, index, low: 0, above, waiting, crowded: false }
    }

    /// Takes the next newcomer, whose address has `key`, which is not below the one before.
    pub fn add(&mut self, newcomer: Newcomer, key: &[u8]) -> rusqlite::Result<()> {
        if !self.crowded {
            let is_beyond = match &self.above {
                Above::Unknown => true,
                Above::Nobody => false,
                Above::Account(_, above) => above.as_slice() <= key,
            };
            if is_beyond {
                self.settle()?;
                self.look_for(key)?;
            }
        }
        self.waiting.push(newcomer);
        // Behind the last account there is room for any number: none need wait.
        if self.crowded || matches!(self.above, Above::Nobody) { self.settle() } else { Ok(()) }
    }

    /// Writes those that wait, and renumbers all accounts if there was no room. Gives the index back.
    pub fn finish(mut self) -> rusqlite::Result<Index<'c>> {
        self.settle()?;
        if self.crowded {
            renumber(self.conn, &mut self.index)?;
        }
        Ok(self.index)
    }

    /// Spreads those that wait evenly over their gap.
    fn settle(&mut self) -> rusqlite::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        let step = match self.above {
            Above::Account(above, _) => (above - self.low) / (waiting.len() as i64 + 1),
            _ => SPACING,
        };
        if step == 0 && !self.crowded {
            self.crowded = true;
            self.low = self.conn.query_row("SELECT max(rank) FROM account", [], |row| row.get(0))?;
        }
        for newcomer in &waiting {
            self.low += if self.crowded { 1 } else { step };
            self.write(newcomer)?;
        }
        Ok(())
    }

    fn write(&mut self, newcomer: &Newcomer) -> rusqlite::Result<()> {
        let Newcomer { supplier, import, number, name, address, figure } = newcomer;
        let mut insert = self.conn.prepare_cached(
            "INSERT INTO account (rank, supplier, number, digits, name, address, figure, import)
             VALUES (?1, ?2, ?3, nullif(?4, ?3), ?5, ?6, ?7, ?8)",
        )?;
        let (text, digits) = (number.as_str(), number.digits());
        insert.execute((self.low, supplier, text, digits, name, address, figure, import))?;
        if self.crowded { Ok(()) } else { self.index.add(self.low, number, name, address) }
    }

    /// Finds the gap of `key`: `low` becomes the last rank whose key is not above it, `above` the account after that.
    /// A newcomer's gap is mostly near the last one's, so the search walks, then leaps, then halves.
    fn look_for(&mut self, key: &[u8]) -> rusqlite::Result<()> {
        for _ in 0..NEAR {
            match self.first_from(self.low + 1)? {
                Some((rank, other)) if *other <= *key => self.low = rank,
                above => {
                    self.found(above);
                    return Ok(());
                }
            }
        }
        let mut leap = SPACING;
        let mut high = loop {
            let target = self.low.saturating_add(leap);
            match self.first_from(target)? {
                Some((rank, other)) if *other <= *key => (self.low, leap) = (rank, leap.saturating_mul(2)),
                _ => break target,
            }
        };
        // The key of `low` is not above `key`; the keys of all accounts from `high` on are.
        while high - self.low > 1 {
            let middle = self.low + (high - self.low) / 2;
            match self.first_from(middle)? {
                Some((rank, other)) if *other <= *key => self.low = rank,
                _ => high = middle,
            }
        }
        let above = self.first_from(high)?;
        self.found(above);
        Ok(())
    }

    fn found(&mut self, above: Option<(i64, Vec<u8>)>) {
        self.above = match above {
            Some((rank, key)) => Above::Account(rank, key),
            None => {
                self.low = self.low.max(FIRST);
                Above::Nobody
            }
        };
    }

    /// The first account whose rank is at least `rank`, with its key.
    fn first_from(&self, rank: i64) -> rusqlite::Result<Option<(i64, Vec<u8>)>> {
        let sql = "SELECT rank, address FROM account WHERE rank >= ?1 ORDER BY rank LIMIT 1";
        let key = |row: &rusqlite::Row| Ok((row.get(0)?, Address::parse(row.get_ref(1)?.as_str()?).key()));
        self.conn.prepare_cached(sql)?.query_row([rank], key).optional()
    }
}

/// Gives every account a new rank in address order, with room between them, and writes the search index anew.
fn renumber(conn: &Connection, index: &mut Index) -> rusqlite::Result<()> {
    index.clear()?;
    // By way of negative ranks, so that no new rank meets an old one.
    conn.execute_batch(
        "CREATE TEMP TABLE renumbered (place INTEGER PRIMARY KEY, old INTEGER UNIQUE);
         INSERT INTO renumbered (old) SELECT rank FROM account ORDER BY address_key(address), rank;",
    )?;
    let sql = "UPDATE account SET rank = -(?1 + r.place * ?2) FROM renumbered r WHERE r.old = account.rank";
    conn.execute(sql, (FIRST, SPACING))?;
    conn.execute_batch("UPDATE account SET rank = -rank; DROP TABLE renumbered;")?;
    let mut accounts = conn.prepare("SELECT rank, number, name, address FROM account ORDER BY rank")?;
    let mut rows = accounts.query([])?;
    while let Some(row) = rows.next()? {
        let number = parsed(row, 1, AccountNumber::parse)?;
        index.add(row.get(0)?, &number, row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_str()?)?;
    }
    Ok(())
}
