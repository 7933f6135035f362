//! What stands between the slashes of a view's path.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::code::SupplierCode;
use crate::domain::ids::{DeskId, IdError};
use crate::domain::text_form::text_form;

/// The code of an office, as in [`DeskId`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OfficeCode(String);

impl OfficeCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&DeskId> for OfficeCode {
    fn from(desk: &DeskId) -> OfficeCode {
        OfficeCode(desk.office().to_owned())
    }
}

impl FromStr for OfficeCode {
    type Err = IdError;
    fn from_str(text: &str) -> Result<OfficeCode, IdError> {
        DeskId::new(text, "1").map(|_| OfficeCode(text.to_owned()))
    }
}

impl fmt::Display for OfficeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

text_form!(OfficeCode => IdError);

/// The rest of a path as it is, slashes and all; not empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rest(pub String);

/// A part of a view's path.
pub(super) trait Segment: Sized {
    /// Takes it off the front of what is left of a path.
    fn read(rest: &mut Option<&str>) -> Option<Self>;

    /// Writes it behind a slash.
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The office that it names.
    fn office(&self) -> Option<&str> {
        None
    }
}

/// The next name of a path.
pub(super) fn next<'t>(rest: &mut Option<&'t str>) -> Option<&'t str> {
    let text = rest.take()?;
    let (name, left) = text.split_once('/').map_or((text, None), |(name, left)| (name, Some(left)));
    *rest = left;
    Some(name)
}

macro_rules! plain {
    ($($kind:ty),+ $(,)?) => {
        $(impl Segment for $kind {
            fn read(rest: &mut Option<&str>) -> Option<Self> {
                next(rest)?.parse().ok()
            }

            fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "/{self}")
            }
        })+
    };
}

plain!(u32, u64, NaiveDate, SupplierCode, super::By);

impl Segment for OfficeCode {
    fn read(rest: &mut Option<&str>) -> Option<Self> {
        next(rest)?.parse().ok()
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{self}")
    }

    fn office(&self) -> Option<&str> {
        Some(self.as_str())
    }
}

impl Segment for DeskId {
    fn read(rest: &mut Option<&str>) -> Option<Self> {
        let (office, desk) = (next(rest)?, next(rest)?);
        DeskId::new(office, desk).ok()
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{self}")
    }

    fn office(&self) -> Option<&str> {
        Some(DeskId::office(self))
    }
}

impl Segment for Rest {
    fn read(rest: &mut Option<&str>) -> Option<Self> {
        rest.take().filter(|text| !text.is_empty()).map(|text| Rest(text.to_owned()))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

impl<T: Segment> Segment for Option<T> {
    fn read(rest: &mut Option<&str>) -> Option<Self> {
        if rest.is_none() { Some(None) } else { T::read(rest).map(Some) }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_ref().map_or(Ok(()), |part| part.write(f))
    }

    fn office(&self) -> Option<&str> {
        self.as_ref().and_then(Segment::office)
    }
}
