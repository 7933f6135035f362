//! HQ's refusals: a code for programs, an HTTP status, and what the desk needs to go on.

use serde::{Deserialize, Serialize};

use super::entry::Hash;
use super::version::Versions;
use crate::domain::{DeskId, Timestamp};

/// Why HQ does not do what was asked. As JSON: `{"code":"hole","wanted":17}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refusal {
    /// HQ has another entry under that number: two journals of one desk. A supervisor settles it.
    Fork {
        /// The first number at which they differ.
        seq: u64,
        /// The hash of HQ's entry.
        hash: Hash,
    },
    /// Entries before the batch are missing.
    Hole {
        /// The number that HQ wants next.
        wanted: u64,
    },
    /// HQ knows no such desk.
    UnknownDesk,
    /// The desk's key was revoked.
    Revoked,
    /// The signature does not fit: another key, or a changed message.
    BadSignature,
    /// A request without a signature, a desk or a time.
    Unsigned,
    /// The request is too old, or the desk's clock is wrong: sign by HQ's.
    OldRequest {
        /// HQ's time.
        now: Timestamp,
    },
    /// A request about another desk than the one that signed it.
    WrongDesk {
        /// The desk that it is about.
        found: DeskId,
    },
    /// HQ gave out no such code for this desk.
    UnknownCode,
    /// The code was used by another key.
    CodeUsed,
    /// The code is too old.
    CodeExpired,
    /// The desk speaks a version of the protocol that HQ does not.
    TooOld {
        /// What HQ speaks.
        speaks: Versions,
    },
    /// The message is not what it should be.
    Malformed {
        /// The code of its fault: see `protocol::Fault::code`.
        fault: String,
        /// The line that it is in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<usize>,
    },
    /// The message is too large.
    TooLarge {
        /// The most bytes, or lines, that HQ takes.
        most: usize,
    },
    /// There is nothing at that path, or nothing that whoever asks may see.
    NotFound,
    /// A name and a PIN at the back office that don't go together, or a name that there is not.
    SignInRefused,
    /// Too many wrong PINs under that name, or from that address.
    SignInLocked {
        /// Until when nothing is tried.
        until: Timestamp,
    },
    /// Nobody is signed in with that token, or no longer.
    SignedOut,
    /// The name and the PIN are right, and their role has no place at the back office.
    NotAllowed,
    /// HQ cannot do it now; the same again later.
    RetryLater {
        /// Not before so many seconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seconds: Option<u32>,
    },
    /// Something that this program does not know: a newer HQ, or something between.
    #[serde(skip)]
    Other {
        /// The HTTP status.
        status: u16,
    },
}

impl Refusal {
    /// The HTTP status that it goes out with.
    pub fn status(&self) -> u16 {
        match self {
            Refusal::Fork { .. } | Refusal::Hole { .. } => 409,
            Refusal::UnknownDesk
            | Refusal::Revoked
            | Refusal::BadSignature
            | Refusal::Unsigned
            | Refusal::OldRequest { .. }
            | Refusal::WrongDesk { .. }
            | Refusal::UnknownCode
            | Refusal::CodeUsed
            | Refusal::CodeExpired
            | Refusal::SignInRefused
            | Refusal::SignedOut => 401,
            Refusal::NotAllowed => 403,
            Refusal::SignInLocked { .. } => 429,
            Refusal::TooOld { .. } => 426,
            Refusal::Malformed { .. } => 400,
            Refusal::TooLarge { .. } => 413,
            Refusal::NotFound => 404,
            Refusal::RetryLater { .. } => 503,
            Refusal::Other { status } => *status,
        }
    }

    /// The refusal's code, the same for ever: in JSON, logs and the ids of texts.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Fork { .. } => "fork",
            Refusal::Hole { .. } => "hole",
            Refusal::UnknownDesk => "unknown-desk",
            Refusal::Revoked => "revoked",
            Refusal::BadSignature => "bad-signature",
            Refusal::Unsigned => "unsigned",
            Refusal::OldRequest { .. } => "old-request",
            Refusal::WrongDesk { .. } => "wrong-desk",
            Refusal::UnknownCode => "unknown-code",
            Refusal::CodeUsed => "code-used",
            Refusal::CodeExpired => "code-expired",
            Refusal::TooOld { .. } => "too-old",
            Refusal::Malformed { .. } => "malformed",
            Refusal::TooLarge { .. } => "too-large",
            Refusal::NotFound => "not-found",
            Refusal::SignInRefused => "sign-in-refused",
            Refusal::SignInLocked { .. } => "sign-in-locked",
            Refusal::SignedOut => "signed-out",
            Refusal::NotAllowed => "not-allowed",
            Refusal::RetryLater { .. } => "retry-later",
            Refusal::Other { .. } => "other",
        }
    }

    /// Reads the answer of a status that is not 2xx. A proxy's page, and a code that this program does not know, are
    /// judged by their status alone; so is a code under the wrong one.
    pub fn read(status: u16, body: &[u8]) -> Refusal {
        match serde_json::from_slice::<Refusal>(body) {
            Ok(refusal) if refusal.status() == status => refusal,
            _ if status == 408 || status == 429 || status >= 500 => Refusal::RetryLater { seconds: None },
            _ => Refusal::Other { status },
        }
    }
}
