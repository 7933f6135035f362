//! What comes in and what goes out at the back office.

use crate::domain::{EntryId, Message, SupplierCode, Table, Timestamp, UserName, View};
use crate::lang::Lang;
use crate::protocol::office::{Done, Ordered, Session};
use crate::tui::key::Key;
use crate::tui::msg::{Input, Stamp};

/// Everything that can come in.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key, Stamp),
    /// A text was pasted.
    Paste(String, Stamp),
    /// The terminal has another size: columns and rows.
    Resize(u16, u16),
    /// A new minute.
    Clock(Timestamp),
    /// Somebody signed in, or was refused.
    SignedIn(Result<Box<Session>, Message>),
    /// What is looked at came, changed, or can't be had.
    Seen {
        /// The view.
        view: View,
        /// Its rows as far as they were asked for.
        table: Result<Box<Table>, Trouble>,
        /// When headquarters last said that it is so; none where it never did.
        at: Option<Timestamp>,
    },
    /// An order was carried out, or not.
    Done {
        /// The order.
        id: EntryId,
        /// What came of it.
        result: Result<Done, Trouble>,
    },
    /// A table was written to this file.
    Exported(Result<String, Message>),
}

impl From<Input> for Msg {
    fn from(input: Input) -> Msg {
        match input {
            Input::Key(key, stamp) => Msg::Key(key, stamp),
            Input::Paste(text, stamp) => Msg::Paste(text, stamp),
            Input::Resize(columns, rows) => Msg::Resize(columns, rows),
            Input::Clock(now) => Msg::Clock(now),
        }
    }
}

/// Why headquarters didn't do it or show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The session has ended.
    SignedOut,
    /// Nobody knows: headquarters can't be reached, or has too much to do.
    Away(Message),
    /// It says so.
    Said(Message),
}

impl Trouble {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Trouble::SignedOut => ("screen-office-signed-out", vec![]),
            Trouble::Away(message) | Trouble::Said(message) => message.clone(),
        }
    }
}

/// A file that a table is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a spreadsheet of the reader's language.
    Csv,
    /// Sums as numbers.
    Xlsx,
    /// For paper.
    Pdf,
}

/// What is written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All rows of a view.
    Table {
        /// The view.
        view: View,
        /// As what.
        format: Format,
        /// The title.
        title: String,
    },
    /// The file of a register, as its supplier was sent it.
    Register {
        /// Whose it is.
        supplier: SupplierCode,
        /// Its number.
        number: u32,
    },
    /// A letter to a supplier.
    Letter {
        /// To whom it goes.
        supplier: SupplierCode,
        /// Its number.
        number: u32,
        /// In which language.
        lang: Lang,
        /// True for paper, false for lines of text.
        is_pdf: bool,
    },
}

/// Everything that can go out.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Sign a person in.
    SignIn {
        /// Who.
        user: UserName,
        /// The PIN.
        pin: String,
    },
    /// Sign whoever is signed in out.
    SignOut,
    /// These views are looked at from now on, each with so many rows: they are asked for at once, and again as long as
    /// they are looked at.
    Look(Vec<(View, usize)>),
    /// Ask for what is looked at again, at once.
    LookAgain,
    /// Give an order; under its id it is carried out once, however often it is given.
    Deed(Box<Ordered>),
    /// Write something to a file that is not there yet.
    Export {
        /// What.
        wanted: Wanted,
        /// Where.
        path: String,
    },
    /// End the program.
    Quit,
}
