//! Which exception: `664003/2/17/over-short/0`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::segment::{Segment, next};
use super::view::ViewError;
use crate::domain::ids::DeskId;
use crate::domain::text_form::text_form;

/// The name of an exception: a fact about an entry, or about one of its lines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ExceptionKey {
    /// The desk.
    pub desk: DeskId,
    /// The entry.
    pub seq: u64,
    /// What is odd, by its code.
    pub kind: String,
    /// The line, from 1; 0 for the whole entry.
    pub n: u32,
}

impl fmt::Display for ExceptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ExceptionKey { desk, seq, kind, n } = self;
        write!(f, "{desk}/{seq}/{kind}/{n}")
    }
}

impl FromStr for ExceptionKey {
    type Err = ViewError;
    fn from_str(text: &str) -> Result<ExceptionKey, ViewError> {
        let mut rest = Some(text);
        let key = ExceptionKey::read(&mut rest);
        key.filter(|_| rest.is_none()).ok_or_else(|| ViewError(text.to_owned()))
    }
}

text_form!(ExceptionKey => ViewError);

impl Segment for ExceptionKey {
    fn read(rest: &mut Option<&str>) -> Option<Self> {
        let desk = DeskId::read(rest)?;
        let seq = next(rest)?.parse().ok()?;
        let kind = next(rest)?;
        let is_code = !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        let n = next(rest)?.parse().ok()?;
        is_code.then(|| ExceptionKey { desk, seq, kind: kind.to_owned(), n })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{self}")
    }

    fn office(&self) -> Option<&str> {
        Some(self.desk.office())
    }
}
