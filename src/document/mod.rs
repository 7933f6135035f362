//! What is printed: parts with a meaning, which lines of text, ESC/POS and PDF each render in their own way.

pub mod message;
pub mod paper;
pub mod receipt;
pub mod text;
pub mod words;

pub use message::{Telling, worded};
pub use paper::{Setting, name_in, paper};
pub use receipt::{Place, Receipt, ReceiptLine, ReceiptTender, VoidSlip};
pub use text::render;

#[cfg(test)]
mod tests;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The receipt of a payment.
    Receipt,
    /// The slip of a void.
    Void,
}

/// A document ready to be rendered at any width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: Kind,
    /// The number of the receipt that it is or cancels: `1-118-3`.
    pub number: String,
    /// Which copy, from 1; none for the original.
    pub copy: Option<u32>,
    /// From top to bottom.
    pub parts: Vec<Part>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Centred and bold.
    Heading(String),
    /// Centred.
    Centre(String),
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
    /// A line to sign on, behind the words that say who signs.
    Signature(String),
    /// A line across the paper.
    Rule,
    /// An empty line.
    Blank,
}

impl Document {
    /// A name that no other document of the desk has, fit for a file: `1-118-3`, `1-118-3-copy1`, `1-118-3-void`.
    pub fn name(&self) -> String {
        let kind = match self.kind {
            Kind::Receipt => "",
            Kind::Void => "-void",
        };
        let copy = self.copy.map_or(String::new(), |copy| format!("-copy{copy}"));
        format!("{}{kind}{copy}", self.number)
    }
}
