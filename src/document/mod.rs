//! What is printed: parts with a meaning, which lines of text, ESC/POS and PDF each render in their own way.
//!
//! [`paper()`] makes the paper of a recorded event, [`form()`] what is asked for: reports, statements and official
//! forms.

mod bag;
pub mod blank;
mod book;
mod cash;
mod close;
mod correction;
mod form;
mod letter;
pub mod message;
mod names;
mod order;
mod page;
pub mod paper;
pub mod receipt;
mod receipts;
mod report;
mod statement;
mod strip;
pub mod table;
mod test_page;
pub mod text;
pub mod words;

pub use blank::Blank;
pub use form::{Form, NoForm, Sheet, form};
pub use letter::{letter, letter_text};
pub use message::{Telling, worded};
pub use names::{Names, Place, name_in};
pub use paper::{Setting, number, paper};
pub use receipt::{Piece, Receipt, ReceiptLine, ReceiptTender, Style, scanned};
pub use test_page::test_page;
pub use text::render;
pub use words::is_language;

#[cfg(test)]
pub(crate) mod tests;

/// A document ready to be rendered at any width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What no other document of the desk is called: `1-118-3`, `1-118-3-void`, `1-118-c3`, `z-118`.
    pub number: String,
    /// Which copy, from 1; none for the original.
    pub copy: Option<u32>,
    /// True where cash changes hands over it, which no copy does: the drawer opens when it is printed.
    pub moves_cash: bool,
    /// From top to bottom.
    pub parts: Vec<Part>,
    /// The same as official forms, where it is some: A4 has room for them.
    pub blanks: Vec<Blank>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Centred and bold.
    Heading(String),
    /// Centred.
    Centre(String),
    /// Centred and as large as the paper can: it is read from here and typed elsewhere.
    Code(String),
    /// A paragraph, wrapped between words.
    Text(String),
    /// A paragraph that belongs to the row above it.
    Detail(String),
    /// Two texts at the edges of one line, or one below the other.
    Edges {
        /// At the left edge.
        left: String,
        /// At the right edge.
        right: String,
    },
    /// Something and its sum, which stands at the right, behind a leader, and is never broken.
    Row {
        /// What; wrapped beside the sum.
        left: String,
        /// The sum.
        right: String,
    },
    /// A row that belongs to the row above it.
    SubRow {
        /// What.
        left: String,
        /// The sum.
        right: String,
    },
    /// The row that counts: large where the paper can.
    Total {
        /// What.
        left: String,
        /// The sum.
        right: String,
    },
    /// A line to sign on or to fill in, behind the words that say what belongs there.
    Signature(String),
    /// A text as a QR code, for machines; lines of text have nothing of it.
    Qr(String),
    /// A short text as a Code 128 bar code, for machines; lines of text have nothing of it.
    Barcode(String),
    /// A line across the paper.
    Rule,
    /// An empty line.
    Blank,
    /// Where the paper is cut: what follows goes to somebody else.
    Cut,
}

impl Part {
    /// The part with its words changed by `change`; what only machines read stays as it is.
    pub fn map_text(&self, change: impl Fn(&str) -> String) -> Part {
        let both = |left: &str, right: &str| (change(left), change(right));
        match self {
            Part::Heading(text) => Part::Heading(change(text)),
            Part::Centre(text) => Part::Centre(change(text)),
            Part::Code(text) => Part::Code(change(text)),
            Part::Text(text) => Part::Text(change(text)),
            Part::Detail(text) => Part::Detail(change(text)),
            Part::Signature(text) => Part::Signature(change(text)),
            Part::Edges { left, right } => {
                let (left, right) = both(left, right);
                Part::Edges { left, right }
            }
            Part::Row { left, right } => {
                let (left, right) = both(left, right);
                Part::Row { left, right }
            }
            Part::SubRow { left, right } => {
                let (left, right) = both(left, right);
                Part::SubRow { left, right }
            }
            Part::Total { left, right } => {
                let (left, right) = both(left, right);
                Part::Total { left, right }
            }
            Part::Qr(_) | Part::Barcode(_) | Part::Rule | Part::Blank | Part::Cut => self.clone(),
        }
    }
}

impl Document {
    /// A name that no other document of the desk has, fit for a file: `1-118-3`, `1-118-3-copy1`, `z-118`.
    pub fn name(&self) -> String {
        let copy = self.copy.map_or(String::new(), |copy| format!("-copy{copy}"));
        format!("{}{copy}", self.number)
    }
}
