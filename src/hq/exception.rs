//! What HQ accepted and a person must look at: one odd record never keeps the others from being taken.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::domain::{DeskId, Money, Timestamp};

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident => $code:literal),+ $(,)?) => {
        /// What is odd about an entry. Its code is the same for ever: in the store, and in the ids of texts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ExceptionKind {
            $($(#[$doc])* $kind),+
        }

        impl ExceptionKind {
            /// All of them.
            pub const ALL: &[ExceptionKind] = &[$(ExceptionKind::$kind),+];

            /// The code.
            pub fn code(self) -> &'static str {
                match self { $(ExceptionKind::$kind => $code),+ }
            }
        }
    };
}

kinds! {
    /// A kind of entry that HQ does not know: the desk's program is newer. Its subject is the kind.
    UnknownKind => "unknown-kind",
    /// A body that is not what its kind says. Its subject is the kind.
    UnreadableBody => "unreadable-body",
    /// A supplier that HQ does not have. Its subject is the supplier.
    UnknownSupplier => "unknown-supplier",
    /// An account that HQ does not have, of a supplier whose accounts must be known. Its subject is
    /// `SUPPLIER/ACCOUNT`.
    UnknownAccount => "unknown-account",
    /// A payment, or what corrects one, in a shift that was not open. Its subject is the shift's number.
    ClosedShift => "closed-shift",
    /// A second payment of the same account and sum within minutes, at whichever desk. Its subject is the first one,
    /// `OFFICE/DESK RECEIPT`.
    RepeatedPayment => "repeated-payment",
    /// The desk's clock ran backwards. Its subject is the time of the entry before.
    ClockBack => "clock-back",
    /// Cash was over (or, below zero, short) by more than a rouble. Its subject is the cashier.
    OverShort => "over-short",
    /// The slips of a tender were not what the journal says; below zero they lacked. Its subject is the tender.
    CardDifference => "card-difference",
    /// Cash in transit was not accepted whole; below zero it lacked. Its subject is the code.
    AcceptedOther => "accepted-other",
    /// A Z-report says other sums than the entries of its shift. Its subject is the shift's number.
    TotalsDiffer => "totals-differ",
    /// An approval by telephone that headquarters' journal never gave, or not for this, or that came back before. Its
    /// subject is the challenge; of a PIN that was set without one, the supervisor.
    UnknownAuthorisation => "unknown-authorisation",
    /// The bank found another sum in a bag than was sealed; below zero it lacked. Its subject is the seal and the
    /// number of the bank's act.
    BagDifference => "bag-difference",
    /// A slip that the acquirer doesn't have, though it told of others of the day. Its subject is the tender and the
    /// slip's number.
    CardMissing => "card-missing",
    /// The acquirer has a slip with another sum; below zero it has less. Its subject is the tender and the slip's
    /// number.
    CardSum => "card-sum",
    /// The acquirer has an operation that is in no journal. It is about the entry of headquarters' own journal that
    /// took the file in, and its line there. Its subject is the office, `-` where no slip tells it, the terminal and
    /// the reference.
    CardUnknown => "card-unknown",
}

impl ExceptionKind {
    /// True for what slips and the acquirer's operations say otherwise than each other.
    pub fn is_of_cards(self) -> bool {
        matches!(self, ExceptionKind::CardMissing | ExceptionKind::CardSum | ExceptionKind::CardUnknown)
    }

    /// The id of the text that says so.
    pub fn word(self) -> &'static str {
        match self {
            ExceptionKind::UnknownKind => "office-odd-unknown-kind",
            ExceptionKind::UnreadableBody => "office-odd-unreadable-body",
            ExceptionKind::UnknownSupplier => "office-odd-unknown-supplier",
            ExceptionKind::UnknownAccount => "office-odd-unknown-account",
            ExceptionKind::ClosedShift => "office-odd-closed-shift",
            ExceptionKind::RepeatedPayment => "office-odd-repeated-payment",
            ExceptionKind::ClockBack => "office-odd-clock-back",
            ExceptionKind::OverShort => "office-odd-over-short",
            ExceptionKind::CardDifference => "office-odd-card-difference",
            ExceptionKind::AcceptedOther => "office-odd-accepted-other",
            ExceptionKind::TotalsDiffer => "office-odd-totals-differ",
            ExceptionKind::UnknownAuthorisation => "office-odd-unknown-authorisation",
            ExceptionKind::BagDifference => "office-odd-bag-difference",
            ExceptionKind::CardMissing => "office-odd-card-missing",
            ExceptionKind::CardSum => "office-odd-card-sum",
            ExceptionKind::CardUnknown => "office-odd-card-unknown",
        }
    }
}

impl fmt::Display for ExceptionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for ExceptionKind {
    type Err = ();
    fn from_str(text: &str) -> Result<ExceptionKind, ()> {
        ExceptionKind::ALL.iter().copied().find(|kind| kind.code() == text).ok_or(())
    }
}

/// Something odd about an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The desk.
    pub desk: DeskId,
    /// The entry.
    pub seq: u64,
    /// What is odd.
    pub kind: ExceptionKind,
    /// The line of the entry, from 1; 0 where all of it is meant.
    pub n: u32,
    /// Whom or what it is about, as its kind says.
    pub subject: String,
    /// The sum that is in question, or the difference.
    pub kopecks: Money,
    /// The business day of the shift that it happened in.
    pub day: NaiveDate,
    /// The entry's time.
    pub at: Timestamp,
}

impl Exception {
    /// The office that it is of; `-` for one that is of no office's.
    pub fn office(&self) -> &str {
        match self.kind {
            ExceptionKind::CardUnknown => office_in(&self.subject),
            _ => self.desk.office(),
        }
    }
}

/// The office that the subject of an [`ExceptionKind::CardUnknown`] names.
pub fn office_in(subject: &str) -> &str {
    subject.split(' ').next().unwrap_or(NO_OFFICE)
}

/// What stands for the office of what is of no office's.
pub const NO_OFFICE: &str = "-";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back() {
        for kind in ExceptionKind::ALL {
            assert_eq!(kind.code().parse(), Ok(*kind));
        }
        assert_eq!("odd".parse::<ExceptionKind>(), Err(()));
    }
}
