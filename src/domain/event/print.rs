//! Events of the print queue: what became of an entry's paper.

use serde::{Deserialize, Serialize};

use crate::domain::code::UserName;

/// See [`super::Event::PrintDone`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintDone {
    /// The entry whose document was printed.
    pub seq: u64,
    /// 0 for the original, else the copy's number.
    pub copy: u32,
}

/// See [`super::Event::PrintUnknown`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintUnknown {
    /// The entry whose document was being printed.
    pub seq: u64,
    /// 0 for the original, else the copy's number.
    pub copy: u32,
    /// What the printer or the system said.
    pub reason: String,
}

/// See [`super::Event::PrintResolved`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintResolved {
    /// The entry whose document it is.
    pub seq: u64,
    /// What the person found on the paper.
    pub paper: Paper,
    /// Who looked.
    pub user: UserName,
}

/// What is on the paper after a print of unknown outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// All of it: nothing more is printed.
    Whole,
    /// A part: a copy is to be printed.
    Partly,
    /// None of it: a copy is to be printed.
    Nothing,
}
