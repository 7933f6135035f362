//! Why a register can't be written: every fault, by its row and field.

use std::fmt;

use crate::domain::message::{said, text};
use crate::domain::{Message, Word};
use crate::register::LISTED_FAULTS;
use crate::register::encoding::Encoding;

/// What a layout can't write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Deviation {
    /// A character that the layout's encoding lacks and nothing harmless stands in for.
    #[error("{field}: {encoding} has no {odd:?}, which is in '{text}'")]
    Character {
        /// The field.
        field: &'static str,
        /// What it holds.
        text: String,
        /// The character.
        odd: char,
        /// The layout's encoding.
        encoding: Encoding,
    },
    /// A value longer than its field.
    #[error("{field}: '{text}' is longer than {most} characters")]
    TooWide {
        /// The field.
        field: String,
        /// What should stand there.
        text: String,
        /// How many characters it has room for.
        most: usize,
    },
    /// An id that an earlier row has.
    #[error("the id {id} is there twice; first in row {first}")]
    Repeated {
        /// The id.
        id: String,
        /// The row that has it first, from 1.
        first: usize,
    },
    /// A control sum does not fit in 64 bits of kopecks.
    #[error("the rows add up to more than a sum can hold")]
    TooLarge,
    /// More rows than the format can count.
    #[error("the format has no room for so many rows")]
    TooMany,
}

impl Deviation {
    /// The message for the person who made the register, without the place.
    pub fn message(&self) -> Message {
        match self {
            Deviation::Character { field, text: written, odd, encoding } => (
                "error-write-character",
                vec![("field", text(field)), ("text", text(written)), ("odd", text(odd)), ("encoding", text(encoding))],
            ),
            Deviation::TooWide { field, text: written, most } => {
                ("error-write-too-wide", vec![("field", text(field)), ("text", text(written)), ("most", text(most))])
            }
            Deviation::Repeated { id, first } => {
                ("error-write-repeated", vec![("id", text(id)), ("first", text(first))])
            }
            Deviation::TooLarge => ("error-register-too-large", vec![]),
            Deviation::TooMany => ("error-write-too-many", vec![]),
        }
    }
}

/// A deviation, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteFault {
    /// The row from 1 and its receipt; `None` for the register as a whole.
    pub row: Option<(usize, String)>,
    /// What can't be written.
    pub what: Deviation,
}

impl WriteFault {
    /// The message for the person who made the register.
    pub fn message(&self) -> Message {
        let fault = ("fault", said(self.what.message()));
        match &self.row {
            Some((row, receipt)) => ("error-write-row", vec![("row", text(row)), ("receipt", text(receipt)), fault]),
            None => ("error-write-whole", vec![fault]),
        }
    }
}

impl fmt::Display for WriteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.row {
            Some((row, receipt)) => write!(f, "row {row}, receipt {receipt}: {}", self.what),
            None => write!(f, "the register: {}", self.what),
        }
    }
}

/// A register that was not written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteRefusal {
    /// The first [`LISTED_FAULTS`] faults.
    pub faults: Vec<WriteFault>,
    /// How many faults there are besides.
    pub more: u64,
}

impl WriteRefusal {
    pub(super) fn add(&mut self, row: Option<(usize, &str)>, what: Deviation) {
        if self.faults.len() < LISTED_FAULTS {
            self.faults.push(WriteFault { row: row.map(|(row, receipt)| (row, receipt.to_owned())), what });
        } else {
            self.more += 1;
        }
    }

    /// One message a fault; the last counts those that are not listed.
    pub fn messages(&self) -> Vec<Message> {
        let more = Word::Number(i64::try_from(self.more).unwrap_or(i64::MAX));
        let tail: Option<Message> = (self.more > 0).then_some(("error-register-more", vec![("more", more)]));
        self.faults.iter().map(WriteFault::message).chain(tail).collect()
    }
}

impl fmt::Display for WriteRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the register can't be written")?;
        self.faults.iter().try_for_each(|fault| write!(f, "\n{fault}"))?;
        match self.more {
            0 => Ok(()),
            more => write!(f, "\nand {more} more faults"),
        }
    }
}

impl std::error::Error for WriteRefusal {}
