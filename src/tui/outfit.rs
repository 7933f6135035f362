//! The desk's printer as a person chooses it.

use crate::domain::Message;

/// A printer: its kind, where it is, and how wide its paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outfit {
    /// The code of its kind.
    pub profile: String,
    /// The way to it: one of [`WAYS`].
    pub way: &'static str,
    /// What the way leads to: an address, a path, a queue.
    pub place: String,
    /// The paper's width in characters.
    pub columns: usize,
}

/// The ways to a printer, as the settings name them.
pub const WAYS: [&str; 6] = ["tcp", "device", "serial", "cups", "file", "dir"];

/// A kind of printer that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its code.
    pub code: String,
    /// Its name in English and in Russian.
    pub names: [String; 2],
    /// The widths that it can have, the usual one first.
    pub columns: Vec<usize>,
}

/// Why a printer was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// What is wrong.
    pub said: Message,
    /// True where the printer may be right, but did not print: a person may keep it all the same.
    pub may_be_kept: bool,
}

impl Outfit {
    /// Where it is, as the settings say it.
    pub fn to(&self) -> String {
        format!("{}:{}", self.way, self.place)
    }
}
