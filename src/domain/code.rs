//! Codes: the short names in lower case by which records, data and exports refer to things.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::message::{Message, text};
use super::text_form::text_form;

/// Longest code, in characters.
pub const MAX_CODE: usize = 40;

/// Why a text is not a code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a code: a code has 1 to {MAX_CODE} of a-z, 0-9, '.' and '-'")]
pub struct CodeError(pub String);

impl CodeError {
    /// The message for the person who wrote it.
    pub fn message(&self) -> Message {
        ("error-code", vec![("most", text(MAX_CODE))])
    }
}

fn check(text: &str) -> Result<&str, CodeError> {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
    if (1..=MAX_CODE).contains(&text.len()) && text.bytes().all(allowed) {
        Ok(text)
    } else {
        Err(CodeError(text.to_owned()))
    }
}

macro_rules! code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads a code; anything but `[a-z0-9.-]{1,40}` is refused.
            pub fn new(text: &str) -> Result<$name, CodeError> {
                check(text).map(|text| $name(text.to_owned()))
            }

            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = CodeError;
            fn from_str(text: &str) -> Result<Self, CodeError> {
                $name::new(text)
            }
        }

        text_form!($name => CodeError);
    };
}

code!(
    /// A supplier's code: `energosbyt`.
    SupplierCode
);
code!(
    /// A service's code: `electricity`.
    ServiceCode
);
code!(
    /// A kind of tender: `cash`, `card`, `sbp`.
    TenderKind
);
code!(
    /// A user's name at sign-in: `cashier1`.
    UserName
);

code!(
    /// Why cash that is no payment comes or goes: `counterfeit`.
    ReasonCode
);
code!(
    /// A bank account that bags of cash are for: `own`, `agents`.
    AccountCode
);

/// The number on the seal of a bag or of an envelope: 1 to 20 of letters and digits, in capitals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Seal(String);

/// Why a text is not a seal's number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a seal's number: it has 1 to 20 letters, digits and '-'")]
pub struct SealError(pub String);

impl SealError {
    /// The message for the person who wrote it.
    pub fn message(&self) -> Message {
        ("error-seal", vec![("seal", text(&self.0))])
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl std::str::FromStr for Seal {
    type Err = SealError;
    fn from_str(typed: &str) -> Result<Seal, SealError> {
        let seal: String = typed.trim().to_uppercase();
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || ('А'..='Я').contains(&c);
        let sound = (1..=20).contains(&seal.chars().count()) && seal.chars().all(fits);
        if sound { Ok(Seal(seal)) } else { Err(SealError(typed.to_owned())) }
    }
}

text_form!(Seal => SealError);

impl TenderKind {
    /// Notes and coins, the one tender that fills the drawer and gives change.
    pub const CASH: &'static str = "cash";

    /// True for notes and coins.
    pub fn is_cash(&self) -> bool {
        self.0 == Self::CASH
    }

    /// The cash tender.
    pub fn cash() -> TenderKind {
        TenderKind(Self::CASH.to_owned())
    }
}

impl ReasonCode {
    /// Why the cash of a bag that came back, and was opened, is in the drawer again.
    pub const RETURNED_BAG: &'static str = "returned-bag";

    /// [`ReasonCode::RETURNED_BAG`].
    pub fn returned_bag() -> ReasonCode {
        ReasonCode(Self::RETURNED_BAG.to_owned())
    }
}
