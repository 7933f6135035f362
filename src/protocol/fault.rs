//! What is wrong with a message from the other side.

use super::entry::Hash;
use super::refusal::Refusal;
use super::tally::Tally;
use super::version::Versions;
use crate::domain::{DeskId, Timestamp};

/// Why a message is not accepted. Lines count from 1, the header's line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Of a version of the protocol that this program does not speak.
    #[error("it is of version {found} of the protocol, and this program speaks {ours}")]
    Version {
        /// The message's version.
        found: u32,
        /// What this program speaks.
        ours: Versions,
    },
    /// Not one whole zstd frame with text that ends in a newline.
    #[error("it is cut off or damaged: it cannot be unpacked")]
    Packing,
    /// Too large, packed or unpacked: a bomb is not unpacked to its end.
    #[error("it is larger than {most} bytes")]
    TooLarge {
        /// The most that is read, in bytes.
        most: usize,
    },
    /// Too many entries or rows.
    #[error("it has more than {most} lines")]
    TooMany {
        /// The most that is read.
        most: usize,
    },
    /// A line is not what it should be.
    #[error("line {line} is malformed: {why}")]
    Malformed {
        /// Which line.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// It speaks of another desk.
    #[error("it is of desk {found}")]
    WrongDesk {
        /// The desk that it names.
        found: DeskId,
    },
    /// It is for another office, of another account, or answers another request.
    #[error("it is an answer to something else: {found}")]
    WrongAnswer {
        /// What it says it is about.
        found: String,
    },
    /// Not signed by the key that it should be signed by, or changed since.
    #[error("its signature does not fit")]
    Signature,
    /// The header's numbers contradict each other.
    #[error("its header contradicts itself: from {first} to {last}")]
    Numbers {
        /// The first entry or revision that it claims.
        first: u64,
        /// The last.
        last: u64,
    },
    /// Another entry or revision stands where the next one should.
    #[error("line {line} has number {found}, and {expected} should come")]
    Order {
        /// Which line.
        line: usize,
        /// The number that should come (the least that may).
        expected: u64,
        /// The number that is there.
        found: u64,
    },
    /// More or fewer entries than the header says.
    #[error("it has {found} lines after its header, and the header says {said}")]
    Count {
        /// What the header says.
        said: u64,
        /// How many there are.
        found: u64,
    },
    /// The entries do not lead to the signed head: one of them was changed.
    #[error("its entries lead to {found}, and its header says {said}")]
    Head {
        /// The header's head.
        said: Hash,
        /// What the entries lead to.
        found: Hash,
    },
    /// The payments are not as many, or not of the sum, that the header says.
    #[error("it has {} payments of {} kopecks, and its header says {} of {}", .found.payments,
        .found.kopecks.kopecks(), .said.payments, .said.kopecks.kopecks())]
    Tally {
        /// What the header says.
        said: Tally,
        /// What the entries are.
        found: Tally,
    },
    /// HQ's key is not the one that the code was given out with.
    #[error("it is signed by a key of the fingerprint {found}, and not by the one that the code names")]
    Fingerprint {
        /// The fingerprint of the key that signed.
        found: String,
    },
    /// A request without its signature, desk or time.
    #[error("the header '{0}' is missing or malformed")]
    Unsigned(&'static str),
    /// A request that is too old, or of a clock that is wrong.
    #[error("it was signed at {at}, and it is {now}")]
    Time {
        /// When it was signed, by the sender's clock.
        at: Timestamp,
        /// The time here.
        now: Timestamp,
    },
    /// Not an age file at all.
    #[error("it is not a file of Okno")]
    NotSealed,
    /// Sealed to somebody else.
    #[error("it is sealed to another reader")]
    OtherReader,
    /// An age file that was changed or cut off.
    #[error("the file is damaged or cut off")]
    Damaged,
    /// A bundle with something else in it than was asked for.
    #[error("it carries '{found}', which does not belong here")]
    Kind {
        /// What it carries.
        found: String,
    },
    /// It could not be packed.
    #[error("it could not be packed: {0}")]
    Unpackable(String),
    /// It could not be sealed.
    #[error("it could not be sealed: {0}")]
    Sealing(String),
}

impl Fault {
    /// The fault's code, the same for ever: in refusals, logs and the ids of texts.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Version { .. } => "version",
            Fault::Packing => "packing",
            Fault::TooLarge { .. } => "too-large",
            Fault::TooMany { .. } => "too-many",
            Fault::Malformed { .. } => "malformed",
            Fault::WrongDesk { .. } => "wrong-desk",
            Fault::WrongAnswer { .. } => "wrong-answer",
            Fault::Signature => "signature",
            Fault::Numbers { .. } => "numbers",
            Fault::Order { .. } => "order",
            Fault::Count { .. } => "count",
            Fault::Head { .. } => "head",
            Fault::Tally { .. } => "tally",
            Fault::Fingerprint { .. } => "fingerprint",
            Fault::Unsigned(_) => "unsigned",
            Fault::Time { .. } => "time",
            Fault::NotSealed => "not-sealed",
            Fault::OtherReader => "other-reader",
            Fault::Damaged => "damaged",
            Fault::Kind { .. } => "kind",
            Fault::Unpackable(_) => "unpackable",
            Fault::Sealing(_) => "sealing",
        }
    }

    /// What HQ answers to a message with this fault.
    pub fn refusal(&self) -> Refusal {
        match self {
            Fault::Version { .. } => Refusal::TooOld { speaks: Versions::OURS },
            Fault::TooLarge { most } | Fault::TooMany { most } => Refusal::TooLarge { most: *most },
            Fault::WrongDesk { found } => Refusal::WrongDesk { found: found.clone() },
            Fault::Signature => Refusal::BadSignature,
            Fault::Unsigned(_) => Refusal::Unsigned,
            Fault::Time { now, .. } => Refusal::OldRequest { now: *now },
            Fault::Malformed { line, .. } | Fault::Order { line, .. } => {
                Refusal::Malformed { fault: self.code().to_owned(), line: Some(*line) }
            }
            _ => Refusal::Malformed { fault: self.code().to_owned(), line: None },
        }
    }
}

/// A fault of a message that is one line of JSON.
pub(super) fn malformed(line: usize, why: impl ToString) -> Fault {
    Fault::Malformed { line, why: why.to_string() }
}
