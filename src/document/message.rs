//! From a message without a language to a sentence, for whoever faces a person: the command line and the till.

use chrono::NaiveDateTime;

use crate::domain::{Message, Timestamp, Word};
use crate::lang::{Arg, Lang};

/// A message in words. `local` reads the office's clock.
pub fn worded(lang: Lang, local: &dyn Fn(Timestamp) -> NaiveDateTime, message: &Message) -> String {
    let (id, words) = message;
    let written: Vec<String> = words
        .iter()
        .map(|(_, word)| match word {
            Word::Text(text) => text.clone(),
            Word::Moment(at) => lang.moment(local(*at)),
            Word::Said(message) => worded(lang, local, message),
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
    lang.text(id, &args)
}
