//! What may be wrong with a statement, and what is only odd.

use crate::domain::message::text;
use crate::domain::{Message, Money, Word};

/// Why a statement is refused, besides what any register may be refused for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BankFault {
    /// The first line is not that of the format.
    #[error("the first line is not '{0}'")]
    FirstLine(String),
    /// A line that is no `tag=value` where one must be.
    #[error("'{0}' is no line of this format")]
    Malformed(String),
    /// A section that the next one, or the end of the file, cuts off.
    #[error("'{0}' has no end")]
    Unclosed(String),
    /// The end of a section that was not begun.
    #[error("'{0}' ends what was not begun")]
    Stray(String),
    /// A tag twice in one section, with another value.
    #[error("'{tag}' is there twice; first in line {first}")]
    Twice {
        /// The tag.
        tag: String,
        /// The line that has it first.
        first: u64,
    },
    /// Text behind the end: another file, put behind this one.
    #[error("'{0}' stands behind the end of the file")]
    BehindTheEnd(String),
    /// The end is missing, and no balance shows that all documents are there.
    #[error("the file breaks off: its last line is missing, and no balance shows that all documents are there")]
    BreaksOff,
    /// The file names no account of ours.
    #[error("the file does not say whose account it is")]
    NoAccount,
    /// No day that the statement begins or ends with.
    #[error("the file does not say which days it covers")]
    NoPeriod,
    /// Neither side of a document, or both, are our account.
    #[error("whether the money came or went can't be told: from '{payer}' to '{payee}'")]
    NoDirection {
        /// The payer's account.
        payer: String,
        /// The payee's account.
        payee: String,
    },
    /// A row of a table with both a sum that came and one that went, or with neither, or an unknown side.
    #[error("whether the money came or went can't be told: '{0}'")]
    NoSide(String),
    /// A document of nothing or less.
    #[error("the sum {0} is not above zero")]
    NotPositive(Money),
    /// The documents don't lead from the opening to the closing balance.
    #[error("account {account}: the closing balance is {stated}, but opening balance and documents make {found}")]
    Closing {
        /// The account.
        account: String,
        /// What the file states.
        stated: Money,
        /// What its documents make.
        found: Money,
    },
    /// The documents don't add up to the turnover.
    #[error("account {account}: the turnover is {stated}, but the documents add up to {found}")]
    Turnover {
        /// The account.
        account: String,
        /// What the file states.
        stated: Money,
        /// The sum of the documents.
        found: Money,
    },
    /// A day does not begin with the balance that the day before ended with.
    #[error("account {account}: the balance before was {before}, and this section begins with {opening}")]
    Gap {
        /// The account.
        account: String,
        /// The closing balance of the section before.
        before: Money,
        /// The opening balance of this one.
        opening: Money,
    },
}

impl BankFault {
    pub(in crate::register) fn message(&self) -> Message {
        let one = |id, written: &String| (id, vec![("text", text(written))]);
        let sums = |id, account: &String, (a, first): (_, Money), (b, second): (_, Money)| {
            (id, vec![("account", text(account)), (a, Word::Money(first)), (b, Word::Money(second))])
        };
        match self {
            BankFault::FirstLine(line) => one("error-bank-first-line", line),
            BankFault::Malformed(line) => one("error-bank-malformed", line),
            BankFault::Unclosed(section) => one("error-bank-unclosed", section),
            BankFault::Stray(end) => one("error-bank-stray", end),
            BankFault::Twice { tag, first } => ("error-bank-twice", vec![("tag", text(tag)), ("first", text(first))]),
            BankFault::BehindTheEnd(line) => one("error-bank-behind-the-end", line),
            BankFault::BreaksOff => ("error-bank-breaks-off", vec![]),
            BankFault::NoAccount => ("error-bank-no-account", vec![]),
            BankFault::NoPeriod => ("error-bank-no-period", vec![]),
            BankFault::NoDirection { payer, payee } => {
                ("error-bank-no-direction", vec![("payer", text(payer)), ("payee", text(payee))])
            }
            BankFault::NoSide(side) => one("error-bank-no-side", side),
            BankFault::NotPositive(sum) => ("error-bank-not-positive", vec![("sum", Word::Money(*sum))]),
            BankFault::Closing { account, stated, found } => {
                sums("error-bank-closing", account, ("stated", *stated), ("found", *found))
            }
            BankFault::Turnover { account, stated, found } => {
                sums("error-bank-turnover", account, ("stated", *stated), ("found", *found))
            }
            BankFault::Gap { account, before, opening } => {
                sums("error-bank-gap", account, ("before", *before), ("opening", *opening))
            }
        }
    }
}

/// What is odd about a statement that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BankWarning {
    /// The last line is missing; the balances show that nothing else is.
    NoEnd,
    /// A version of the format that is not known.
    Version(String),
    /// The file is in another encoding than it says.
    OtherEncoding(String),
    /// A tag that nobody knows; it is said once.
    UnknownTag(String),
    /// A section that nobody knows; it is passed over.
    UnknownSection(String),
    /// A sum with a decimal mark that the format does not have.
    DecimalMark(String),
    /// A purpose that goes on in the next line.
    BrokenLine(String),
    /// Several accounts of ours in one file.
    SeveralAccounts(Vec<String>),
    /// A document that shows its direction by the day of its posting alone.
    DirectionByDay,
    /// A document of a day that the statement does not cover.
    OutsidePeriod(chrono::NaiveDate),
}

impl BankWarning {
    /// The message for the person who brought the file.
    pub fn message(&self) -> Message {
        let one = |id, written: &String| (id, vec![("text", text(written))]);
        match self {
            BankWarning::NoEnd => ("error-bank-odd-end", vec![]),
            BankWarning::Version(version) => one("error-bank-odd-version", version),
            BankWarning::OtherEncoding(encoding) => one("error-bank-odd-encoding", encoding),
            BankWarning::UnknownTag(tag) => one("error-bank-odd-tag", tag),
            BankWarning::UnknownSection(section) => one("error-bank-odd-section", section),
            BankWarning::DecimalMark(sum) => one("error-bank-odd-mark", sum),
            BankWarning::BrokenLine(line) => one("error-bank-odd-line", line),
            BankWarning::SeveralAccounts(accounts) => one("error-bank-odd-accounts", &accounts.join(", ")),
            BankWarning::DirectionByDay => ("error-bank-odd-direction", vec![]),
            BankWarning::OutsidePeriod(day) => one("error-bank-odd-day", &day.format("%d.%m.%Y").to_string()),
        }
    }
}
