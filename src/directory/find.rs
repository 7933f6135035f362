//! The search among accounts: what a clerk types, answered at every key.

use rusqlite::{StatementStatus, ToSql, Transaction, params, params_from_iter};

use crate::domain::AccountNumber;

use super::index::{account_word, door};
use super::query::{Part, Query, Reading, Word};
use super::store::{AccountRow, Directory, DirectoryError, account_row, select_accounts};
use super::words::has_digit;

/// The most characters of a prefix that the search index answers by itself.
const INDEXED_PREFIX: usize = 4;

/// The most words that a longer prefix is spelled out to.
const SPELLED_OUT: usize = 64;

/// The longest number that may be a house or a flat; longer ones are accounts.
const MAX_DOOR: usize = 5;

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
        let Query { accounts, parts } = Query::parse(text);
        let (numbers, letters): (Vec<_>, Vec<_>) =
            accounts.into_iter().partition(|account| !account.digits().is_empty());
        let mut search = Search { snapshot: self.conn.unchecked_transaction()?, limit, found: Vec::new() };
        search.exactly(&numbers)?;
        // A long number by itself is an account's: the search index has nothing to add.
        let is_account = parts.len() == 1 && numbers.iter().any(|number| number.digits().len() > MAX_DOOR);
        let expressions = if is_account { Vec::new() } else { search.expressions(&parts)? };
        for narrow in narrow(&parts, &expressions) {
            search.matching(&narrow)?;
        }
        search.beginning_with(&numbers)?;
        if !expressions.is_empty() {
            search.matching(&all(expressions))?;
        }
        // Letters alone are a name, and the letters of a number only where no name was found.
        if search.found.is_empty() {
            search.beginning_with(&letters)?;
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
    /// Accounts of exactly these numbers, then those of exactly these digits.
    fn exactly(&mut self, accounts: &[AccountNumber]) -> rusqlite::Result<()> {
        for account in accounts {
            let number = account.as_str();
            self.collect(select_accounts!("WHERE a.number = ?2 ORDER BY a.supplier LIMIT ?1"), &[number])?;
            self.collect(select_accounts!("WHERE a.digits = ?2 ORDER BY a.rank LIMIT ?1"), &[number])?;
        }
        Ok(())
    }

    /// Accounts whose numbers, or whose digits alone, begin so, in address order. Where there are more than fit, these
    /// are the first by number: an index of numbers can't know the address order of all of them.
    fn beginning_with(&mut self, accounts: &[AccountNumber]) -> rusqlite::Result<()> {
        let known = self.found.len();
        for account in accounts {
            let (number, end) = (account.as_str(), format!("{}{}", account.as_str(), char::MAX));
            let by_number = select_accounts!("WHERE a.number > ?2 AND a.number < ?3 ORDER BY a.number LIMIT ?1");
            let by_digits = select_accounts!("WHERE a.digits > ?2 AND a.digits < ?3 ORDER BY a.digits LIMIT ?1");
            self.collect(by_number, &[number, &end])?;
            self.collect(by_digits, &[number, &end])?;
        }
        self.found[known..].sort_by_key(|(rank, _)| *rank);
        Ok(())
    }

    /// Accounts that match an expression of the search index, in address order.
    fn matching(&mut self, expression: &str) -> rusqlite::Result<()> {
        let sql = select_accounts!(
            "WHERE a.rank IN (SELECT rowid FROM search WHERE search MATCH ?2 ORDER BY rowid LIMIT ?1) ORDER BY a.rank"
        );
        self.collect(sql, &[expression])
    }

    /// Adds the rows of a statement that are not there yet; asks for one more than the limit, and for none beyond.
    fn collect(&mut self, sql: &str, texts: &[&str]) -> rusqlite::Result<()> {
        if self.found.len() > self.limit {
            return Ok(());
        }
        let limit = i64::try_from(self.limit).unwrap_or(i64::MAX).saturating_add(1);
        let texts = texts.iter().map(|text| text as &dyn ToSql);
        let mut statement = self.snapshot.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter([&limit as &dyn ToSql].into_iter().chain(texts)))?;
        while let Some(row) = rows.next()? {
            let rank = row.get(0)?;
            if self.found.iter().all(|(known, _)| *known != rank) {
                self.found.push((rank, account_row(row)?));
            }
        }
        drop(rows);
        debug_assert_eq!(
            statement.get_status(StatementStatus::FullscanStep),
            0,
            "reads a table from end to end: {sql}"
        );
        Ok(())
    }

    /// The expression of each part; none at all if a part can't be found whatever it means.
    fn expressions(&self, parts: &[Part]) -> rusqlite::Result<Vec<String>> {
        let mut expressions = Vec::new();
        for part in parts {
            match part {
                Part::Number(spellings) => expressions.push(any(spellings.iter().map(|number| number_prefix(number)))),
                Part::Word(word) => match self.word(word)? {
                    Some(expression) => expressions.push(expression),
                    None => return Ok(Vec::new()),
                },
            }
        }
        Ok(expressions)
    }

    /// The expression of a word: its readings, or else what it may be by mistake; `None` if no word begins so.
    fn word(&self, word: &Word) -> rusqlite::Result<Option<String>> {
        let known = self.readings(&word.readings)?;
        let known = if known.is_empty() { self.readings(&word.fallbacks())? } else { known };
        Ok((!known.is_empty()).then(|| any(known)))
    }

    fn readings(&self, readings: &[Reading]) -> rusqlite::Result<Vec<String>> {
        readings.iter().filter_map(|reading| self.reading(reading).transpose()).collect()
    }

    fn reading(&self, reading: &Reading) -> rusqlite::Result<Option<String>> {
        let words = reading.iter().map(|word| self.beginning(word)).collect::<rusqlite::Result<Option<Vec<_>>>>()?;
        Ok(words.map(all))
    }

    /// The expression for words that begin so; `None` if there are none.
    ///
    /// The index answers short beginnings at once. For a longer one it would read every account of every such word
    /// before it gives the first, so the words are spelled out, each of which it reads only as far as needed.
    fn beginning(&self, word: &str) -> rusqlite::Result<Option<String>> {
        if has_digit(word) {
            return Ok(Some(number_prefix(word)));
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
            _ => Some(any(words.iter().map(|word| exact(word)))),
        })
    }
}

/// Expressions that come before all parts as beginnings, the narrowest first: the last two numbers as exactly this
/// house and flat, as this house and a flat that begins so, and the last number as exactly this house.
fn narrow(parts: &[Part], expressions: &[String]) -> Vec<String> {
    // Where a part can't be found there is no expression for any.
    let numbers: Vec<(usize, &[String])> = (0..expressions.len())
        .filter_map(|at| match &parts[at] {
            Part::Number(spellings) => Some((at, spellings.as_slice())),
            Part::Word(_) => None,
        })
        .collect();
    let with = |doors: Vec<String>, instead_of: &[usize]| {
        let others = expressions.iter().enumerate().filter(|(at, _)| !instead_of.contains(at));
        all(others.map(|(_, other)| other.clone()).chain([any(doors)]))
    };
    let mut narrow = Vec::new();
    if let [.., (first, houses), (second, flats)] = *numbers {
        let doors: Vec<String> = houses.iter().flat_map(|house| flats.iter().map(|flat| door(house, flat))).collect();
        narrow.push(with(doors.iter().map(|door| exact(door)).collect(), &[first, second]));
        narrow.push(with(doors.iter().map(|door| prefix(door)).collect(), &[first, second]));
    }
    if let [.., (last, houses)] = *numbers {
        // `12/3` is a house, or the house 12 and its flat 3.
        let flats =
            houses.iter().filter_map(|house| house.split_once('/')).map(|(house, flat)| exact(&door(house, flat)));
        narrow.push(with(houses.iter().map(|house| prefix(&door(house, ""))).chain(flats).collect(), &[last]));
    }
    narrow
}

/// A number as the beginning of a house or a flat and, if it is long enough, of an account's digits.
fn number_prefix(number: &str) -> String {
    let mut readings = vec![prefix(number)];
    if let Some((house, flat)) = number.split_once('/') {
        readings.push(all([prefix(house), prefix(flat)]));
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= ACCOUNT_PREFIX {
        readings.extend(account_word(&digits).map(|word| prefix(&word)));
    }
    any(readings)
}

fn all(expressions: impl IntoIterator<Item = String>) -> String {
    joined(expressions, " AND ")
}

fn any(expressions: impl IntoIterator<Item = String>) -> String {
    joined(expressions, " OR ")
}

fn joined(expressions: impl IntoIterator<Item = String>, operator: &str) -> String {
    let expressions: Vec<String> = expressions.into_iter().collect();
    format!("({})", expressions.join(operator))
}

fn prefix(word: &str) -> String {
    format!("\"{word}\"*")
}

/// Words hold letters, digits and the index's own marks: nothing that a quotation could end at.
fn exact(word: &str) -> String {
    format!("\"{word}\"")
}
