//! What a clerk typed, read as words and numbers in every way it may be meant.

use crate::domain::AccountNumber;
use crate::domain::keyboard::{to_latin, to_russian};

use super::address::twin_letters;
use super::words::{Marker, is_number, marker, marker_at, pieces, russian_spellings};

/// The longest text that is looked at, in characters; nobody types more.
const MAX_TEXT: usize = 200;

/// The most words that are searched for; more only make the same few rows.
const MAX_PARTS: usize = 12;

/// A text read as a search.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// The account numbers that the whole text may be.
    pub accounts: Vec<AccountNumber>,
    /// Its words and numbers, in order.
    pub parts: Vec<Part>,
}

/// One word or number of a search.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A word.
    Word(Word),
    /// A house, a flat or an account: the spellings that it may have, each with a digit first. A slash between digits
    /// stays in.
    Number(Vec<String>),
}

/// Words that must all be found together.
pub(super) type Reading = Vec<String>;

/// A word in the ways it may be meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The word as typed.
    typed: String,
    /// Each of these is as likely as the others.
    pub readings: Vec<Reading>,
}

impl Word {
    /// A word in Cyrillic is meant as it stands.
    fn cyrillic(reading: Reading, typed: &str) -> Word {
        Word { typed: typed.to_owned(), readings: vec![reading] }
    }

    /// A word in Latin may be meant as it stands, typed under the Latin layout by mistake, or spell a Russian one.
    fn latin(typed: &str) -> Word {
        let mut readings = vec![texts(typed), texts(&to_russian(typed))];
        readings.extend(spellings(typed));
        readings.retain(|reading| !reading.is_empty());
        readings.sort();
        readings.dedup();
        Word { typed: typed.to_owned(), readings }
    }

    /// What may be meant where nothing is found under `readings`: Latin that was typed under the Russian layout.
    pub fn fallbacks(&self) -> Vec<Reading> {
        if self.typed.contains(|c: char| c.is_ascii_alphabetic()) {
            return Vec::new();
        }
        let latin = to_latin(&self.typed);
        let readings = [texts(&latin)].into_iter().chain(spellings(&latin));
        readings.filter(|reading| !reading.is_empty()).collect()
    }

    fn is_letter(&self) -> bool {
        self.readings.iter().any(|reading| matches!(reading.as_slice(), [word] if word.chars().count() == 1))
    }
}

impl Query {
    pub fn parse(text: &str) -> Query {
        let text: String = text.chars().take(MAX_TEXT).collect();
        let fragments: Vec<&str> = text.split_whitespace().flat_map(fragments).collect();
        let parts: Vec<(Part, Option<Marker>)> = fragments.into_iter().flat_map(parts_of).collect();
        let is_number = |at: usize| parts.get(at).is_some_and(|(part, _)| matches!(part, Part::Number(_)));
        let says_nothing: Vec<bool> = (0..parts.len())
            .map(|at| match parts[at].1 {
                Some(Marker::House | Marker::Block | Marker::Flat) => is_number(at + 1),
                // One letter in the middle may be an initial.
                Some(_) => {
                    at + 1 < parts.len() && (at == 0 || !matches!(&parts[at].0, Part::Word(word) if word.is_letter()))
                }
                None => false,
            })
            .collect();
        let kept = parts.into_iter().zip(says_nothing).filter(|(_, nothing)| !nothing).map(|((part, _), _)| part);
        Query { accounts: accounts(&text), parts: kept.take(MAX_PARTS).collect() }
    }
}

/// The account numbers that the whole text may be, under either layout.
fn accounts(text: &str) -> Vec<AccountNumber> {
    let mut accounts = Vec::new();
    for text in [text, &to_russian(text), &to_latin(text)] {
        if let Ok(account) = AccountNumber::parse(text)
            && !accounts.contains(&account)
        {
            accounts.push(account);
        }
    }
    accounts
}

/// Splits at the marks between and beside numbers (`12-4`, `д.12`). A mark between letters stays: under the wrong
/// layout it is a letter (`k.,bvjdf` is `любимова`), and in Cyrillic it is split later.
fn fragments(chunk: &str) -> Vec<&str> {
    let digit_at = |at: usize| chunk.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let mut start = 0;
    let mut fragments = Vec::new();
    for (at, c) in chunk.char_indices().filter(|(_, c)| !c.is_alphanumeric()) {
        let (before, after) = (at > 0 && digit_at(at - 1), digit_at(at + c.len_utf8()));
        if (before || after) && !(before && after && c == '/') {
            fragments.push(&chunk[start..at]);
            start = at + c.len_utf8();
        }
    }
    fragments.push(&chunk[start..]);
    fragments.retain(|fragment| fragment.contains(char::is_alphanumeric));
    fragments
}

/// The parts of a fragment, each with the marker that it may be.
fn parts_of(fragment: &str) -> Vec<(Part, Option<Marker>)> {
    if is_number(fragment) {
        return vec![(Part::Number(number_spellings(fragment)), None)];
    }
    if fragment.contains(|c: char| c.is_ascii_alphabetic()) {
        let word = Word::latin(fragment);
        let found = word.readings.iter().find_map(|reading| match reading.as_slice() {
            [word] => marker(word),
            _ => None,
        });
        return vec![(Part::Word(word), found)];
    }
    // `пр-т` is one word, `ул.ленина` two, `кв4` a word and a number.
    let pieces = pieces(fragment);
    if let Some((found, 2)) = marker_at(&pieces, 0) {
        return vec![(Part::Word(Word::cyrillic(texts(fragment), fragment)), Some(found))];
    }
    let part = |text: String| match is_number(&text) {
        true => (Part::Number(vec![text]), None),
        false => (Part::Word(Word::cyrillic(vec![text.clone()], &text)), marker(&text)),
    };
    pieces.into_iter().map(|piece| part(piece.text)).collect()
}

fn number_spellings(typed: &str) -> Vec<String> {
    let normal =
        |text: &str| -> String { text.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '/').collect() };
    let mut spellings = vec![twin_letters(&normal(typed))];
    if typed.contains(|c: char| c.is_ascii_alphabetic()) {
        spellings.push(normal(typed));
        spellings.push(normal(&to_russian(typed)));
        spellings.extend(russian_spellings(&normal(typed)));
        spellings.sort();
        spellings.dedup();
    }
    spellings
}

/// The Russian readings of text in Latin letters; of several words only the likeliest.
fn spellings(latin: &str) -> Vec<Reading> {
    match texts(latin).as_slice() {
        [word] => russian_spellings(word).into_iter().map(|spelling| vec![spelling]).collect(),
        words => vec![words.iter().filter_map(|word| russian_spellings(word).into_iter().next()).collect()],
    }
}

fn texts(text: &str) -> Reading {
    pieces(text).into_iter().map(|piece| piece.text).collect()
}
