//! Messages without a language: the id of a text and what goes into it. Whoever faces a person gives them words.

use super::money::Money;
use super::time::Timestamp;

/// One thing that a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A name, number or code as it is.
    Text(String),
    /// A count.
    Number(i64),
    /// A sum.
    Money(Money),
    /// A moment, to be shown on the office's clock.
    Moment(Timestamp),
    /// Another message within this one.
    Said(Box<Message>),
}

/// The id of a text and its variables.
pub type Message = (&'static str, Vec<(&'static str, Word)>);

/// A message within another.
pub fn said(message: Message) -> Word {
    Word::Said(Box::new(message))
}

/// A value as it is written.
pub fn text(value: impl ToString) -> Word {
    Word::Text(value.to_string())
}

/// Values with commas between them.
pub fn list(values: &[impl ToString]) -> Word {
    text(values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}
