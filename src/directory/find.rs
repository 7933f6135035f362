//! The search among accounts: what a clerk types, answered at every key.

use rusqlite::{Transaction, params};

use super::index::{NUMBER_MARK, account_word, door};
use super::query::{Part, Query, Reading, Word};
use super::store::{AccountRow, Directory, DirectoryError, account_row, select_accounts};

/// The most characters of a prefix that the search index answers by itself.
const INDEXED_PREFIX: usize = 4;

/// The most words that a longer prefix is spelled out to.
const SPELLED_OUT: usize = 64;

/// The shortest number that finds accounts by their first digits beside other words; shorter ones are houses and flats.
const ACCOUNT_PREFIX: usize = 3;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best rows, at most as many as asked for.
    pub rows: Vec<AccountRow>,
    /// True if there are more.
    pub more: bool,
}

impl Directory {
    /// Finds accounts by number, name, street, house and flat, in any order, by the beginnings of words; ё is е, the
    /// wrong keyboard layout and Latin spelling are understood. The account of exactly this number comes first, then
    /// exactly this house and flat, then the rest by address. No text is an error.
    pub fn find(&self, text: &str, limit: usize) -> Result<Found, DirectoryError> {
        let query = Query::parse(text);
        let mut search = Search { snapshot: self.conn.unchecked_transaction()?, limit, found: Vec::new() };
        search.by_account(&query)?;
        if let Some(expressions) = search.expressions(&query)? {
            for expression in layers(&query, &expressions) {
                if search.found.len() > limit {
                    break;
                }
                search.matching(&expression)?;
            }
        }
        let more = search.found.len() > limit;
        search.found.truncate(limit);
        Ok(Found { rows: search.found.into_iter().map(|(_, row)| row).collect(), more })
    }
}

/// A search that is under way, on one state of the directory.
struct Search<'c> {
    snapshot: Transaction<'c>,
    limit: usize,
    /// Rows with their ranks, the best first; one more than the limit says that there are more.
    found: Vec<(i64, AccountRow)>,
}

impl Search<'_> {
    /// Accounts of exactly this number, then those of exactly these digits.
    fn by_account(&mut self, query: &Query) -> rusqlite::Result<()> {
        for account in &query.accounts {
            self.collect(select_accounts!("WHERE a.number = ?1 ORDER BY a.supplier LIMIT ?2"), account.as_str())?;
        }
        match query.accounts.iter().find(|account| account.as_str() == account.digits()) {
            Some(digits) => self.matching(&quoted(&account_word(digits))),
            None => Ok(()),
        }
    }

    /// Accounts that match an expression of the search index, in address order.
    fn matching(&mut self, expression: &str) -> rusqlite::Result<()> {
        self.collect(
            select_accounts!(
                "WHERE a.rank IN (SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid LIMIT ?2) ORDER BY a.rank"
            ),
            expression,
        )
    }

    fn collect(&mut self, sql: &str, what: &str) -> rusqlite::Result<()> {
        let mut statement = self.snapshot.prepare_cached(sql)?;
        let mut rows = statement.query(params![what, self.limit as i64 + 1])?;
        while let Some(row) = rows.next()? {
            let rank = row.get(0)?;
            if self.found.iter().all(|(known, _)| *known != rank) {
                self.found.push((rank, account_row(row)?));
            }
        }
        Ok(())
    }

    /// The expression of each part; `None` if a part can't be found whatever it means.
    fn expressions(&self, query: &Query) -> rusqlite::Result<Option<Vec<String>>> {
        let alone = query.parts.len() == 1;
        let mut expressions = Vec::new();
        for part in &query.parts {
            let expression = match part {
                Part::Number(spellings) => Some(any(spellings.iter().map(|number| number_prefix(number, alone)))),
                Part::Word(word) => self.word(word)?,
            };
            match expression {
                Some(expression) => expressions.push(expression),
                None => return Ok(None),
            }
        }
        Ok((!expressions.is_empty()).then_some(expressions))
    }

    /// The expression of a word: its readings, or else what it may be by mistake, or else the letters of an account.
    fn word(&self, word: &Word) -> rusqlite::Result<Option<String>> {
        for readings in [&word.readings, &word.fallbacks] {
            let mut known = Vec::new();
            for reading in readings {
                known.extend(self.reading(reading)?);
            }
            if !known.is_empty() {
                return Ok(Some(any(known)));
            }
        }
        Ok(word
            .readings
            .iter()
            .find(|reading| reading.len() == 1)
            .map(|reading| prefix(&format!("{NUMBER_MARK}{}", reading[0]))))
    }

    fn reading(&self, reading: &Reading) -> rusqlite::Result<Option<String>> {
        let mut all = Vec::new();
        for word in reading {
            match self.beginning(word)? {
                Some(expression) => all.push(expression),
                None => return Ok(None),
            }
        }
        Ok(Some(all.join(" AND ")).filter(|expression| !expression.is_empty()))
    }

    /// The expression for words that begin so; `None` if there are none.
    ///
    /// The index answers short beginnings at once. For a longer one it would read every account of every such word
    /// before it gives the first, so the words are spelled out, each of which it reads only as far as needed.
    fn beginning(&self, word: &str) -> rusqlite::Result<Option<String>> {
        if word.contains(|c: char| !c.is_alphabetic()) {
            return Ok(Some(number_prefix(word, true)));
        }
        let short = word.chars().count() <= INDEXED_PREFIX;
        let most = if short { 1 } else { SPELLED_OUT + 1 };
        let mut statement = self.snapshot.prepare_cached(
            "SELECT text FROM word WHERE text >= ?1 AND text < ?1 || char(0x10ffff) ORDER BY text LIMIT ?2",
        )?;
        let words = statement.query_map(params![word, most as i64], |row| row.get(0))?;
        let words = words.collect::<Result<Vec<String>, _>>()?;
        Ok(match words.len() {
            0 => None,
            _ if short || words.len() > SPELLED_OUT => Some(prefix(word)),
            _ => Some(any(words.iter().map(|word| quoted(word)))),
        })
    }
}

/// The expressions of a search, the narrowest first: the last two numbers as exactly this house and flat, as this
/// house and a flat that begins so, the last number as exactly this house, and at last every word as a beginning of
/// anything, or all together as the beginning of an account number.
fn layers<'q>(query: &'q Query, expressions: &[String]) -> Vec<String> {
    let spellings = |(at, part): (usize, &'q Part)| match part {
        Part::Number(spellings) => Some((at, spellings)),
        Part::Word(_) => None,
    };
    let numbers: Vec<(usize, &'q Vec<String>)> = query.parts.iter().enumerate().filter_map(spellings).collect();
    let with = |own: String, instead_of: &[usize]| {
        let others = expressions.iter().enumerate().filter(|(at, _)| !instead_of.contains(at)).map(|(_, other)| other);
        others.cloned().chain([own]).map(|each| format!("({each})")).collect::<Vec<_>>().join(" AND ")
    };
    let mut layers = Vec::new();
    if let [.., (first, houses), (second, flats)] = numbers.as_slice() {
        let doors: Vec<String> = houses.iter().flat_map(|house| flats.iter().map(|flat| door(house, flat))).collect();
        layers.push(with(any(doors.iter().map(|door| quoted(door))), &[*first, *second]));
        layers.push(with(any(doors.iter().map(|door| prefix(door))), &[*first, *second]));
    }
    if let [.., (last, houses)] = numbers.as_slice() {
        let doors = houses.iter().map(|house| prefix(&door(house, "")));
        let flats =
            houses.iter().filter_map(|house| house.split_once('/')).map(|(house, flat)| quoted(&door(house, flat)));
        layers.push(with(any(doors.chain(flats)), &[*last]));
    }
    let all = expressions.iter().map(|each| format!("({each})")).collect::<Vec<_>>().join(" AND ");
    let accounts =
        query.accounts.iter().filter(|_| query.parts.len() > 1).map(|account| prefix(&account_word(account)));
    layers.push(any([all].into_iter().chain(accounts)));
    layers
}

/// A number as the beginning of a house or a flat and, alone or long enough, of an account with or without letters.
fn number_prefix(number: &str, is_alone: bool) -> String {
    let mut readings = vec![prefix(number)];
    if let Some((house, flat)) = number.split_once('/') {
        readings.push(format!("{} AND {}", prefix(house), prefix(flat)));
    }
    if is_alone || number.chars().count() >= ACCOUNT_PREFIX {
        readings.push(prefix(&format!("{NUMBER_MARK}{number}")));
    }
    any(readings)
}

fn any(expressions: impl IntoIterator<Item = String>) -> String {
    expressions.into_iter().map(|each| format!("({each})")).collect::<Vec<_>>().join(" OR ")
}

fn prefix(word: &str) -> String {
    format!("\"{word}\"*")
}

/// Words hold letters, digits and the index's own marks: nothing that a quotation could end at.
fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}
