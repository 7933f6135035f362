//! What a scan can't be read for, and what a person should know of one that was read.

use super::bill::Bill;
use super::encoding::Encoding;

/// Why a scan gives no bill.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// Neither a payment QR nor a bar code of a known layout.
    #[error("not a payment QR, and no bar code layout fits: find the payer by account or name")]
    NotAScan,
    /// The payment QR's header does not declare one of the three encodings.
    #[error("the payment QR declares no known encoding (1, 2 or 3) in its header: find the payer by account or name")]
    Encoding,
    /// No separator stands after the payment QR's header, so its fields can't be told apart.
    #[error("the payment QR has no separator after its header: scan it again")]
    Separator,
    /// Nothing but a header.
    #[error("the payment QR has no fields: scan it again")]
    NoFields,
    /// A check digit does not fit. It names the layouts, so that a misread code is never taken for another one.
    #[error("wrong check digit in a bar code of the layout {}: scan it again", layouts.join(", "))]
    CheckDigit {
        /// The names of the layouts that the code fits in everything else.
        layouts: Vec<String>,
    },
    /// Several layouts fit, check digits and all: a person chooses one of these bills.
    #[error("several bar code layouts fit ({}): choose the bill", layouts(bills))]
    Ambiguous {
        /// What the code says by each layout.
        bills: Vec<Bill>,
    },
}

fn layouts(bills: &[Bill]) -> String {
    let names: Vec<&str> = bills.iter().filter_map(|bill| bill.source.layout()).collect();
    names.join(", ")
}

/// What was odd about a scan that was read all the same. None of it was settled by a guess: what is doubtful is left
/// out of the bill and stays as it was scanned in the bill's source.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// A field's name is written otherwise than the standard has it.
    #[error("the field '{found}' was read as '{read_as}'")]
    Key {
        /// The name as scanned.
        found: String,
        /// The standard's name for it.
        read_as: String,
    },
    /// A field that the standard requires is not there, empty, or zero.
    #[error("the required field '{key}' is missing")]
    Missing {
        /// The field's name.
        key: &'static str,
    },
    /// A value is longer than the standard allows.
    #[error("the field '{key}' has {length} characters; the standard allows {longest}")]
    LongField {
        /// The field's name.
        key: &'static str,
        /// Its length, in characters.
        length: usize,
        /// The most that the standard allows, in characters.
        longest: usize,
    },
    /// The code is longer than the standard allows.
    #[error("the code has {bytes} bytes after its header; the standard allows {longest}", longest = super::MAX_PAYLOAD)]
    LongCode {
        /// The length after the 8 bytes of the header, in bytes of the declared encoding.
        bytes: usize,
    },
    /// A separator has nothing behind it, as at the end of a code.
    #[error("a separator has no field behind it")]
    EmptyField,
    /// Something between two separators has no `=`, so it is not a field.
    #[error("'{text}' is not a field and was left out")]
    NotAField {
        /// The text as scanned.
        text: String,
    },
    /// Some bytes do not belong to the declared encoding.
    #[error("the code is not in {declared}, the encoding that it declares")]
    Undecodable {
        /// The encoding that the header declares.
        declared: Encoding,
    },
    /// A field is there more than once with different values; none was taken.
    #[error("the field '{key}' has several values: {}", values.join(", "))]
    Conflict {
        /// The field's name.
        key: &'static str,
        /// The values, in the order of the code.
        values: Vec<String>,
    },
    /// A value is not what its field holds (a sum, an account, a month); it was not taken.
    #[error("the field '{key}' can't be read: '{text}'")]
    Unreadable {
        /// The field's name.
        key: &'static str,
        /// The value as scanned.
        text: String,
    },
    /// The scanner typed under the Russian layout: switch the keyboard to Latin.
    #[error("the scanner typed under the Russian keyboard layout: switch it to Latin and scan again for the full text")]
    RussianLayout,
    /// A value with letters was lost because the scanner typed under the Russian layout.
    #[error("the field '{key}' was lost to the Russian keyboard layout")]
    LostToLayout {
        /// The field's name.
        key: &'static str,
    },
    /// There are readings without a meter or meters without a reading, so that they can't be paired; none was taken.
    #[error("{counters} meters and {values} readings can't be paired")]
    Unpaired {
        /// How many `CounterId` the code has.
        counters: usize,
        /// How many `CounterVal` the code has.
        values: usize,
    },
}
