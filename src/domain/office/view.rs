//! What the back office shows, each by its path: `office/664003/2026-11-23`.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::key::ExceptionKey;
use super::segment::{OfficeCode, Rest, Segment};
use crate::domain::code::SupplierCode;
use crate::domain::ids::DeskId;
use crate::domain::text_form::text_form;

/// A path that leads to no view.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no view '{0}'")]
pub struct ViewError(pub String);

macro_rules! views {
    ($(
        $(#[$doc:meta])*
        $path:literal => $name:ident { $($(#[$about:meta])* $field:ident : $kind:ty),* $(,)? }
    ),+ $(,)?) => {
        /// Something that the back office shows.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum View {
            $($(#[$doc])* $name { $($(#[$about])* $field: $kind),* }),+
        }

        impl View {
            /// The first name of every path.
            pub const NAMES: &[&str] = &[$($path),+];

            /// The first name of its path.
            pub fn name(&self) -> &'static str {
                match self { $(View::$name { .. } => $path),+ }
            }

            /// The office that it is of; none for one that may show several.
            pub fn office(&self) -> Option<&str> {
                match self {
                    $(View::$name { $($field),* } => {
                        let of: &[Option<&str>] = &[$(Segment::office($field)),*];
                        of.iter().copied().flatten().next()
                    }),+
                }
            }
        }

        impl fmt::Display for View {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())?;
                match self {
                    $(View::$name { $($field),* } => {
                        $(Segment::write($field, f)?;)*
                    }),+
                }
                Ok(())
            }
        }

        impl FromStr for View {
            type Err = ViewError;
            fn from_str(text: &str) -> Result<View, ViewError> {
                let wrong = || ViewError(text.to_owned());
                let (name, rest) = text.split_once('/').map_or((text, None), |(name, rest)| (name, Some(rest)));
                let mut rest = rest;
                let view = match name {
                    $($path => View::$name { $($field: Segment::read(&mut rest).ok_or_else(wrong)?),* },)+
                    _ => return Err(wrong()),
                };
                if rest.is_none() { Ok(view) } else { Err(wrong()) }
            }
        }
    };
}

views! {
    /// The days that nobody signed, the oldest first, with what keeps each open.
    "days" => Days {},
    /// The offices on a day, the worst first; without a day the oldest that nobody signed.
    "offices" => Offices { /** The business day. */ day: Option<NaiveDate> },
    /// Where the money is: tills, vaults, transit, bags, bank, owed to suppliers.
    "money" => Money {},
    /// One kind of place where money is.
    "holders" => Holders { /** `till`, `vault`, `paused`, `transit`, `bag`, `bank`, `tender`, `due`. */ kind: Rest },
    /// What waits for whoever asks.
    "queue" => Queue {},
    /// The match of an office on a day.
    "office" => Office { /** The office. */ office: OfficeCode, /** The business day. */ day: NaiveDate },
    /// The shifts of an office on a day.
    "shifts" => Shifts { /** The office. */ office: OfficeCode, /** The business day. */ day: NaiveDate },
    /// A shift: its Z-report beside its entries.
    "shift" => Shift { /** The desk. */ desk: DeskId, /** The shift. */ shift: u32 },
    /// The entries of a shift.
    "entries" => Entries { /** The desk. */ desk: DeskId, /** The shift. */ shift: u32 },
    /// An entry with its body and its postings.
    "entry" => Entry { /** The desk. */ desk: DeskId, /** Its number. */ seq: u64 },
    /// Voids, refunds, moves, re-tenders and what was approved, of an office on a day.
    "corrections" => Corrections { /** The office. */ office: OfficeCode, /** The business day. */ day: NaiveDate },
    /// The exceptions that are not resolved: all, or of an office, or of an office's day.
    "exceptions" => Exceptions {
        /** The office, or all. */ office: Option<OfficeCode>,
        /** The business day, or any. */ day: Option<NaiveDate>,
    },
    /// An exception and its story.
    "exception" => Exception { /** Which. */ key: ExceptionKey },
    /// The bags that are not closed.
    "bags" => Bags {},
    /// A bag and its story.
    "bag" => Bag { /** The desk that sealed it. */ desk: DeskId, /** The entry. */ seq: u64 },
    /// What cards took beside what the acquirer has: a day's offices, or an office's slips.
    "cards" => Cards {
        /** The business day. */ day: NaiveDate,
        /** The office, or all. */ office: Option<OfficeCode>,
    },
    /// The statements of the bank: documents that nothing explains yet come first.
    "bank" => Bank {},
    /// The suppliers: owed, sent, remitted, overdue.
    "suppliers" => Suppliers {},
    /// A supplier by months: taken, corrected, remitted, fees.
    "supplier" => Supplier { /** The supplier. */ supplier: SupplierCode },
    /// The registers that went to a supplier.
    "registers" => Registers { /** The supplier. */ supplier: SupplierCode },
    /// A register's lines.
    "register" => Register { /** The supplier. */ supplier: SupplierCode, /** Its number. */ number: u32 },
    /// The corrections that must be requested of suppliers by letter.
    "letters" => Letters {},
    /// The desks and when each was heard of.
    "desks" => Desks {},
    /// The people.
    "users" => Users {},
    /// What fits a text: a receipt, an account, a sum, a time.
    "search" => Search { /** The text. */ text: Rest },
    /// Takings by hour and weekday, between two days.
    "hours" => Hours { /** The first day. */ from: NaiveDate, /** The last day. */ to: NaiveDate },
    /// Takings between two days, by what is named.
    "takings" => Takings {
        /** `region`, `office`, `desk`, `shift`, `cashier`, `supplier`, `service`, `tender`, `day`. */ by: super::By,
        /** The first day. */ from: NaiveDate,
        /** The last day. */ to: NaiveDate,
        /** The office, or all. */ office: Option<OfficeCode>,
    },
    /// Takings between two days of the offices of a region.
    "region" => Region {
        /** The first day. */ from: NaiveDate,
        /** The last day. */ to: NaiveDate,
        /** The region's name, `-` for offices that have none. */ region: Rest,
    },
}

text_form!(View => ViewError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_back() {
        for path in [
            "days",
            "offices",
            "offices/2026-11-23",
            "holders/till",
            "office/664003/2026-11-23",
            "shift/664003/2/118",
            "entry/664003/2/17",
            "exceptions",
            "exceptions/664003",
            "exceptions/664003/2026-11-23",
            "exception/664003/2/17/over-short/0",
            "register/energosbyt/12",
            "cards/2026-11-23",
            "cards/2026-11-23/664003",
            "search/Ленина 1/2",
            "takings/cashier/2026-11-01/2026-11-23",
            "takings/day/2026-11-01/2026-11-23/664003",
            "region/2026-11-01/2026-11-23/Усть-Орда",
        ] {
            assert_eq!(path.parse::<View>().map(|view| view.to_string()).as_deref(), Ok(path));
        }
    }

    #[test]
    fn what_leads_nowhere_is_refused() {
        for path in [
            "",
            "nothing",
            "days/1",
            "office",
            "office/664003",
            "office/664003/yesterday",
            "shift/664003/2/x",
            "shift/664003/2/1/1",
            "office/66 4003/2026-11-23",
            "search",
            "takings/mood/2026-11-01/2026-11-23",
        ] {
            assert_eq!(path.parse::<View>(), Err(ViewError(path.to_owned())), "{path}");
        }
    }

    #[test]
    fn a_views_office_is_told() {
        let office = |path: &str| path.parse::<View>().unwrap().office().map(str::to_owned);
        assert_eq!(office("shift/664003/2/118").as_deref(), Some("664003"));
        assert_eq!(office("exception/664003/2/17/over-short/0").as_deref(), Some("664003"));
        assert_eq!(office("takings/day/2026-11-01/2026-11-23/664003").as_deref(), Some("664003"));
        assert_eq!(office("exceptions"), None);
    }
}
