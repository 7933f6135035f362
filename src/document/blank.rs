//! Official forms as their fields, for paper that is wide enough to lay them out as the form is laid out.

use crate::lang::Lang;

/// An official form that is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blank {
    /// КО-1 with its tear-off receipt.
    ReceiptOrder(Order),
    /// КО-2.
    ExpenseOrder(Order),
    /// A leaf of КО-5.
    CashBook(CashBook),
    /// 0402300, its three parts.
    BagSlip(BagSlip),
}

/// What stands in the head of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The language of the form.
    pub lang: Lang,
    /// The organisation's name.
    pub organisation: String,
    /// The structural unit.
    pub unit: String,
    /// The document's number.
    pub number: String,
    /// The date, as it is to be read.
    pub date: String,
}

/// A cash order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its head.
    pub head: Head,
    /// The sum in figures.
    pub sum: String,
    /// The sum in words.
    pub words: String,
    /// Who gave the cash, or gets it; `None` where that is written by hand.
    pub person: Option<String>,
    /// On what ground.
    pub basis: String,
    /// What belongs to it.
    pub attached: String,
    /// Who paid it out; nobody for cash that came in.
    pub cashier: Option<String>,
}

/// A leaf of the book of cash taken and given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashBook {
    /// Its head; the number is the shift's.
    pub head: Head,
    /// Whose leaf it is.
    pub cashier: String,
    /// What was taken and given, in its order.
    pub rows: Vec<BookRow>,
    /// All that was taken.
    pub taken: String,
    /// All that was given.
    pub given: String,
}

/// A row of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookRow {
    /// When, and from or to whom.
    pub what: String,
    /// The slip's number.
    pub number: String,
    /// What was taken.
    pub taken: String,
    /// What was given.
    pub given: String,
}

/// The slip of a bag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BagSlip {
    /// Its head.
    pub head: Head,
    /// The bag's seal.
    pub seal: String,
    /// The organisation's taxpayer number.
    pub inn: String,
    /// The account that the money is for.
    pub account: String,
    /// The sum in figures.
    pub sum: String,
    /// The sum in words.
    pub words: String,
    /// What the cash is made up of: the denomination, how many pieces, their sum.
    pub notes: Vec<[String; 3]>,
    /// Who sealed it.
    pub cashier: String,
    /// Who took it to the bank, if that is known.
    pub collector: Option<String>,
}
