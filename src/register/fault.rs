//! Why a register is refused: every fault, by its line.

use std::fmt;
use std::io;

use crate::domain::message::{list, said, text};
use crate::domain::{AccountError, AccountNumber, Message, Money, MoneyError, Word};

use super::acquirer::AcquirerFault;
use super::bank::BankFault;
use super::encoding::Encoding;

/// The most faults that a refusal lists; the rest are counted.
pub const LISTED_FAULTS: usize = 1000;

/// Where a file deviates from its layout. Quoted texts are as in the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A row with too few or too many fields.
    #[error("the row has {found} fields, not {}", alternatives(expected))]
    FieldCount {
        /// How many it has.
        found: usize,
        /// How many it may have.
        expected: Vec<usize>,
    },
    /// A field that holds no account number.
    #[error("'{text}' is not an account number: {error}")]
    Account {
        /// What stands there.
        text: String,
        /// Why it is none.
        error: AccountError,
    },
    /// A field that holds no sum.
    #[error("'{text}' is not a sum: {error}")]
    Amount {
        /// What stands there.
        text: String,
        /// Why it is none.
        error: MoneyError,
    },
    /// A sum with a decimal mark that the layout does not have.
    #[error("'{0}' has a decimal mark that this layout does not use")]
    DecimalMark(String),
    /// Bytes that are no text.
    #[error("the line is not text in {0}; is the file in another encoding?")]
    Undecodable(Encoding),
    /// An account that an earlier line has.
    #[error("the account {account} is there twice; first in line {first}")]
    Repeated {
        /// The account.
        account: AccountNumber,
        /// The line that has it first.
        first: u64,
    },
    /// The rows don't add up to the sum that the file states.
    #[error("the file states the sum {stated}, but its rows add up to {found}")]
    ControlSum {
        /// What the file states.
        stated: Money,
        /// The sum of its rows.
        found: Money,
    },
    /// The sum of the rows does not fit in 64 bits of kopecks.
    #[error("the rows add up to more than a sum can hold")]
    TooLarge,
    /// A column is not in the header row.
    #[error("there is no column '{0}' in the header row")]
    NoColumn(&'static str),
    /// A column is in the header row more than once.
    #[error("the column '{0}' is there twice")]
    ColumnTwice(&'static str),
    /// No row at all.
    #[error("there is not one row")]
    Empty,
    /// The file's name says that it is another supplier's.
    #[error("the file's name has {what} {found}, but the supplier's is {expected}")]
    OtherSupplier {
        /// Which of the supplier's numbers differs.
        what: Requisite,
        /// The number in the file's name.
        found: String,
        /// The supplier's own.
        expected: String,
    },
    /// The encoding asked for is not one of the layout's.
    #[error("this layout has no files in {0}")]
    Encoding(Encoding),
    /// A field that holds no day of our time, or one that the layout doesn't write so.
    #[error("'{0}' is not a date")]
    Date(String),
    /// A field that must be filled is empty.
    #[error("{0} is missing")]
    Missing(String),
    /// A quote that is never closed, so that rows stand in one cell.
    #[error("a quote that is not closed swallows the rows behind it")]
    OpenQuote,
    /// The layout's own data can't be read: a fault of this program.
    #[error("the layout can't be read: {0}")]
    Layout(String),
    /// A statement's fault.
    #[error(transparent)]
    Bank(#[from] BankFault),
    /// A fault of an acquirer's file.
    #[error(transparent)]
    Acquirer(#[from] AcquirerFault),
}

impl Fault {
    /// The message for the person who brought the file.
    pub fn message(&self) -> Message {
        match self {
            Fault::FieldCount { found, expected } => {
                ("error-register-fields", vec![("found", text(found)), ("expected", list(expected))])
            }
            Fault::Account { text: written, error } => {
                ("error-register-account", vec![("text", text(written)), ("error", said(error.message()))])
            }
            Fault::Amount { text: written, error } => {
                ("error-register-amount", vec![("text", text(written)), ("error", said(error.message()))])
            }
            Fault::DecimalMark(written) => ("error-register-mark", vec![("text", text(written))]),
            Fault::Undecodable(encoding) => ("error-register-undecodable", vec![("encoding", text(encoding))]),
            Fault::Repeated { account, first } => {
                ("error-register-repeated", vec![("account", text(account)), ("first", text(first))])
            }
            Fault::ControlSum { stated, found } => {
                ("error-register-control", vec![("stated", Word::Money(*stated)), ("found", Word::Money(*found))])
            }
            Fault::TooLarge => ("error-register-too-large", vec![]),
            Fault::NoColumn(column) => ("error-register-no-column", vec![("column", text(column))]),
            Fault::ColumnTwice(column) => ("error-register-column-twice", vec![("column", text(column))]),
            Fault::Empty => ("error-register-empty", vec![]),
            Fault::OtherSupplier { what, found, expected } => {
                let id = match what {
                    Requisite::Inn => "error-register-other-inn",
                    Requisite::SettlementAccount => "error-register-other-account",
                };
                (id, vec![("found", text(found)), ("expected", text(expected))])
            }
            Fault::Encoding(encoding) => ("error-register-encoding", vec![("encoding", text(encoding))]),
            Fault::Date(written) => ("error-register-date", vec![("text", text(written))]),
            Fault::Missing(what) => ("error-register-missing", vec![("what", text(what))]),
            Fault::OpenQuote => ("error-register-open-quote", vec![]),
            Fault::Layout(error) => ("error-register-layout", vec![("error", text(error))]),
            Fault::Bank(fault) => fault.message(),
            Fault::Acquirer(fault) => fault.message(),
        }
    }
}

/// A number by which a file's name names its supplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requisite {
    /// The taxpayer number.
    Inn,
    /// The settlement account.
    SettlementAccount,
}

impl fmt::Display for Requisite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Requisite::Inn => "the INN",
            Requisite::SettlementAccount => "the settlement account",
        })
    }
}

/// A file refused whole.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The first [`LISTED_FAULTS`] faults, each with its line (from 1); a fault without a line is the whole file's.
    pub faults: Vec<(Option<u64>, Fault)>,
    /// How many faults there are besides.
    pub more: u64,
}

impl Refusal {
    /// A refusal for one fault of the whole file.
    pub(super) fn whole(fault: Fault) -> Refusal {
        Refusal { faults: vec![(None, fault)], more: 0 }
    }

    /// The same faults by their lines, those of the whole file last.
    pub(super) fn in_order(mut self) -> Refusal {
        self.faults.sort_by_key(|(line, _)| line.unwrap_or(u64::MAX));
        self
    }

    pub(super) fn add(&mut self, line: Option<u64>, fault: Fault) {
        if self.faults.len() < LISTED_FAULTS {
            self.faults.push((line, fault));
        } else {
            self.more += 1;
        }
    }
}

fn alternatives(counts: &[usize]) -> String {
    counts.iter().map(usize::to_string).collect::<Vec<_>>().join(" or ")
}

/// One fault a line, then how many are not listed.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the file is refused, nothing of it is taken")?;
        for (line, fault) in &self.faults {
            match line {
                Some(line) => write!(f, "\nline {line}: {fault}")?,
                None => write!(f, "\nthe file: {fault}")?,
            }
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\nand {more} more faults"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Why reading a register ended.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The file deviates from its layout.
    #[error(transparent)]
    Refused(Refusal),
    /// The file can't be read.
    #[error("the file can't be read: {0}")]
    Read(#[from] io::Error),
}
