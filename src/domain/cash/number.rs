//! The numbers of slips about cash that is no payment.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::ids::IdError;
use crate::domain::text_form::text_form;

/// The number of a cash slip: `EPOCH-SHIFT-cN`, apart from the receipts of the same shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CashNumber {
    /// The epoch of the desk.
    pub epoch: u32,
    /// The shift.
    pub shift: u32,
    /// The slip in its shift, from 1.
    pub n: u32,
}

impl fmt::Display for CashNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{}-c{}", self.epoch, self.shift, self.n))
    }
}

/// Reads it with a Latin or a Cyrillic letter, large or small.
impl FromStr for CashNumber {
    type Err = IdError;
    fn from_str(text: &str) -> Result<CashNumber, IdError> {
        let error = || IdError::Cash(text.to_owned());
        let number = |part: &str| part.parse::<u32>().ok().filter(|&n| n > 0).ok_or_else(error);
        let (shift, n) = text.trim().rsplit_once('-').ok_or_else(error)?;
        let (epoch, shift) = shift.split_once('-').ok_or_else(error)?;
        let n = n.strip_prefix(['c', 'C', 'с', 'С']).ok_or_else(error)?;
        Ok(CashNumber { epoch: number(epoch)?, shift: number(shift)?, n: number(n)? })
    }
}

text_form!(CashNumber => IdError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cash_number_is_no_receipt() {
        let number = CashNumber { epoch: 1, shift: 118, n: 3 };
        assert_eq!(number.to_string(), "1-118-c3");
        for text in ["1-118-c3", "1-118-С3", " 1-118-C3"] {
            assert_eq!(text.parse(), Ok(number), "{text}");
        }
        for faulty in ["1-118-3", "118-c3", "1-118-c0", "1-118-c"] {
            assert!(faulty.parse::<CashNumber>().is_err(), "{faulty}");
        }
    }
}
