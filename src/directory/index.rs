//! The search index: which words an account is found by, and writing them.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use crate::domain::AccountNumber;

use super::address::Address;
use super::words::{has_digit, marker_at, pieces};

/// Before every account number in the index, so that a house number doesn't find the accounts that start with it.
const NUMBER_MARK: char = '#';

/// The word for an account's digits; `None` for one without digits.
pub(super) fn account_word(digits: &str) -> Option<String> {
    (!digits.is_empty()).then(|| format!("{NUMBER_MARK}{digits}"))
}

/// The word for house and flat together: `12-4`; `12-` where there is no flat. One word that is rare finds a door
/// faster than two that are frequent, and `12-*` is exactly the house 12.
pub(super) fn door(house: &str, flat: &str) -> String {
    format!("{house}-{flat}")
}

/// Writes accounts into the search index.
pub(super) struct Index<'c> {
    conn: &'c Connection,
    /// Words that `word` has for certain: saves asking it for each of millions.
    known: HashSet<String>,
}

impl<'c> Index<'c> {
    pub fn new(conn: &'c Connection) -> Index<'c> {
        Index { conn, known: HashSet::new() }
    }

    /// Adds the account of `rank`. Ranks that rise are cheap; one that falls makes the index write what it holds.
    pub fn add(&mut self, rank: i64, number: &AccountNumber, name: &str, address: &str) -> rusqlite::Result<()> {
        let words = words_of(number, name, address);
        let mut insert_word = self.conn.prepare_cached("INSERT OR IGNORE INTO word (text) VALUES (?1)")?;
        for word in words.iter().filter(|word| !has_digit(word)) {
            if !self.known.contains(word) {
                insert_word.execute([word])?;
                self.known.insert(word.clone());
            }
        }
        let mut insert = self.conn.prepare_cached("INSERT INTO search (rowid, text) VALUES (?1, ?2)")?;
        insert.execute(params![rank, words.join(" ")])?;
        Ok(())
    }

    /// Takes the account of `rank` out.
    pub fn remove(&self, rank: i64) -> rusqlite::Result<()> {
        self.conn.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([rank])?;
        Ok(())
    }

    /// Empties the index.
    pub fn clear(&self) -> rusqlite::Result<()> {
        self.conn.execute("INSERT INTO search (search) VALUES ('delete-all')", [])?;
        Ok(())
    }

    /// Merges everything into one segment, as a search likes it.
    pub fn compact(&self) -> rusqlite::Result<()> {
        self.conn.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
        Ok(())
    }
}

/// Every word by which an account is found.
fn words_of(number: &AccountNumber, name: &str, address: &str) -> Vec<String> {
    let mut words: Vec<String> = pieces(name).into_iter().map(|piece| piece.text).collect();
    let written = pieces(address);
    let mut at = 0;
    while let Some(piece) = written.get(at) {
        // A marker says what its neighbours are; nobody is found by it.
        match marker_at(&written, at) {
            Some((_, width)) => at += width,
            None => {
                words.push(piece.text.clone());
                at += 1;
            }
        }
    }
    let Address { house, flat, .. } = Address::read(&written);
    if !house.is_empty() {
        words.push(door(&house, &flat));
        if !words.contains(&house) {
            words.push(house);
        }
    }
    words.extend(account_word(&number.digits()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_name_address_door_and_number() {
        let number = AccountNumber::parse("АБ1204417").unwrap();
        let words = words_of(&number, "Щёлоков А.", "ул. Ленина, д. 12 а, кв. 4");
        let expected = ["щелоков", "а", "ленина", "12", "а", "4", "12а-4", "12а", "#1204417"];
        assert_eq!(words, expected);
    }
}
