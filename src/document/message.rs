//! From a message without a language to a sentence, for whoever faces a person: the command line and the till.

use chrono::NaiveDateTime;

use crate::domain::{Message, Timestamp, Word};
use crate::lang::{Arg, Lang};

/// To whom a message is told.
pub struct Telling<'a> {
    /// Their language.
    pub lang: Lang,
    /// Reads the office's clock.
    pub local: &'a dyn Fn(Timestamp) -> NaiveDateTime,
    /// What a code is called, by the name of its variable: a clerk types codes, a cashier knows none.
    pub name: &'a dyn Fn(&str, &str) -> String,
}

/// A message in words.
pub fn worded(telling: &Telling, message: &Message) -> String {
    let (id, words) = message;
    let written: Vec<String> = words
        .iter()
        .map(|(name, word)| match word {
            Word::Text(text) => (telling.name)(name, text),
            Word::Moment(at) => telling.lang.moment((telling.local)(*at)),
            Word::Said(message) => worded(telling, message),
            Word::Number(_) | Word::Money(_) => String::new(),
        })
        .collect();
    let args: Vec<(&str, Arg)> = words
        .iter()
        .zip(&written)
        .map(|((name, word), written)| {
            let arg = match word {
                Word::Number(number) => Arg::Number(*number),
                Word::Money(money) => Arg::Money(money.kopecks()),
                Word::Text(_) | Word::Moment(_) | Word::Said(_) => Arg::Text(written),
            };
            (*name, arg)
        })
        .collect();
    telling.lang.text(id, &args)
}
