//! Bank statements: 1CClientBankExchange and tables. A file that deviates is refused whole, with every fault by its
//! line; where nothing can be misread, what is odd is a warning.

mod balance;
mod blocks;
mod exchange;
mod fault;
mod mentions;
mod table;
mod tags;

use chrono::NaiveDate;

use crate::domain::Money;

use super::fault::Refusal;

pub use fault::{BankFault, BankWarning};
pub use mentions::{Mention, is_acquiring, mentions};

/// How a statement is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankFormat {
    /// 1CClientBankExchange 1.03 and its elders (`data/registers/bank-1c.toml`).
    Exchange,
    /// A table with column names (`data/registers/bank-csv.toml`).
    Table,
}

impl BankFormat {
    /// Every format.
    pub const ALL: [BankFormat; 2] = [BankFormat::Exchange, BankFormat::Table];

    /// The name by which it is chosen.
    pub fn as_str(self) -> &'static str {
        match self {
            BankFormat::Exchange => "1c",
            BankFormat::Table => "csv",
        }
    }

    /// The format of a name.
    pub fn named(name: &str) -> Option<BankFormat> {
        BankFormat::ALL.into_iter().find(|format| format.as_str() == name)
    }

    /// The format of a file, by its first line.
    pub fn of(bytes: &[u8]) -> BankFormat {
        if super::lines::unmarked(bytes).trim_ascii_start().starts_with(b"1CClientBankExchange") {
            BankFormat::Exchange
        } else {
            BankFormat::Table
        }
    }
}

/// What a bank says of one account of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// How the file was written.
    pub format: BankFormat,
    /// Our account.
    pub account: String,
    /// The first day that the statement covers.
    pub from: NaiveDate,
    /// The last day that it covers.
    pub to: NaiveDate,
    /// The balance before the first document, where the file has it.
    pub opening: Option<Money>,
    /// The balance after the last document, where the file has it: it agrees with the documents.
    pub closing: Option<Money>,
    /// The documents, in the order of the file.
    pub documents: Vec<BankDocument>,
    /// What is odd about the file and keeps nothing of it out, by line; for the file as a whole there is none. Every
    /// statement of a file has all warnings of the file.
    pub warnings: Vec<(Option<u64>, BankWarning)>,
}

/// Which way the money went, seen from our account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankDirection {
    /// To our account.
    In,
    /// From it.
    Out,
}

/// One of the two between whom money went; what the file doesn't say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// The name, as written.
    pub name: String,
    /// The taxpayer number.
    pub inn: String,
    /// The settlement account.
    pub account: String,
}

/// A document of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankDocument {
    /// The line that it starts in.
    pub line: u64,
    /// Its number, as written; may be empty.
    pub number: String,
    /// The day when it came to or went off our account; the document's own day where the file doesn't say more.
    pub date: NaiveDate,
    /// The sum, above zero.
    pub amount: Money,
    /// Which way.
    pub direction: BankDirection,
    /// Who paid.
    pub payer: Party,
    /// Who was paid.
    pub payee: Party,
    /// What for, as written.
    pub purpose: String,
}

impl BankDocument {
    /// The sum, negative where it left our account.
    pub fn movement(&self) -> Money {
        match self.direction {
            BankDirection::In => self.amount,
            BankDirection::Out => -self.amount,
        }
    }
}

/// Reads a statement: one for each account of ours that the file speaks of, in its order. Nothing is taken of a file
/// with a fault.
pub fn read(format: BankFormat, bytes: &[u8]) -> Result<Vec<Statement>, Refusal> {
    match format {
        BankFormat::Exchange => exchange::read(bytes),
        BankFormat::Table => table::read(bytes),
    }
}
