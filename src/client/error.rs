//! Why HQ did not answer, or not as it should.

use std::path::PathBuf;

use crate::domain::message::text;
use crate::domain::{Message, Word};
use crate::protocol::{Fault, Refusal};

/// Why HQ did not answer, or not as it should.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The address is not one of an HQ.
    #[error("'{0}' is not the address of an HQ")]
    Address(String),
    /// The address would send everything in the clear over a network.
    #[error("'{0}' is not encrypted and not on this machine")]
    Insecure(String),
    /// The file of certificates can't be used.
    #[error("{path}: {detail}")]
    Authority {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// HQ said no.
    #[error("HQ refuses: {0:?}")]
    Refused(Refusal),
    /// Nobody answers there: no network, no server, or one that can't be trusted.
    #[error("HQ can't be reached: {0}")]
    Unreachable(String),
    /// No answer in time.
    #[error("HQ did not answer in time")]
    Timeout,
    /// An HQ answers whose key is not the one that is known, nor signed by it.
    #[error("the HQ there has the key {found}, which does not follow the one that is known")]
    Stranger {
        /// The fingerprint of a key in its chain that nobody vouches for.
        found: String,
    },
    /// Something answered that is not HQ, or not whole.
    #[error("the answer is not HQ's: {0}")]
    Garbage(#[from] Fault),
}

impl ClientError {
    pub(super) fn from_ureq(error: ureq::Error) -> ClientError {
        match error {
            ureq::Error::Timeout(_) => ClientError::Timeout,
            ureq::Error::BadUri(uri) => ClientError::Address(uri),
            ureq::Error::BodyExceedsLimit(most) => {
                Fault::TooLarge { most: usize::try_from(most).unwrap_or(usize::MAX) }.into()
            }
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => ClientError::Timeout,
            ureq::Error::Io(error) => ClientError::Unreachable(error.to_string()),
            other => ClientError::Unreachable(other.to_string()),
        }
    }

    /// The message for the person in front of the screen.
    pub fn message(&self) -> Message {
        match self {
            ClientError::Address(url) => ("client-address", vec![("url", text(url))]),
            ClientError::Insecure(url) => ("client-insecure", vec![("url", text(url))]),
            ClientError::Authority { path, detail } => {
                ("client-authority", vec![("path", text(path.display())), ("detail", text(detail))])
            }
            ClientError::Refused(refusal) => refused(refusal),
            ClientError::Unreachable(detail) => ("client-unreachable", vec![("detail", text(detail))]),
            ClientError::Timeout => ("client-timeout", vec![]),
            ClientError::Stranger { found } => ("client-stranger", vec![("found", text(found))]),
            ClientError::Garbage(fault) => ("client-garbage", vec![("detail", text(fault))]),
        }
    }
}

/// What HQ said no with, for a person.
pub fn refused(refusal: &Refusal) -> Message {
    let id = match refusal {
        Refusal::Fork { seq, .. } => return ("client-fork", vec![("seq", text(seq))]),
        Refusal::Hole { wanted } => return ("client-hole", vec![("seq", text(wanted))]),
        Refusal::TooOld { speaks } => return ("client-too-old", vec![("speaks", text(speaks))]),
        Refusal::WrongDesk { found } => return ("client-wrong-desk", vec![("desk", text(found))]),
        Refusal::Malformed { fault, .. } => return ("client-malformed", vec![("detail", text(fault))]),
        Refusal::Other { status } => return ("client-status", vec![("status", text(status))]),
        Refusal::SignInLocked { until } => return ("client-sign-in-locked", vec![("until", Word::Moment(*until))]),
        Refusal::SignInRefused => "client-sign-in-refused",
        Refusal::SignedOut => "client-signed-out",
        Refusal::NotAllowed => "client-not-allowed",
        Refusal::UnknownDesk => "client-unknown-desk",
        Refusal::Revoked => "client-revoked",
        Refusal::BadSignature | Refusal::Unsigned => "client-bad-signature",
        Refusal::OldRequest { .. } => "client-old-request",
        Refusal::UnknownCode => "client-unknown-code",
        Refusal::CodeUsed => "client-code-used",
        Refusal::CodeExpired => "client-code-expired",
        Refusal::TooLarge { .. } => "client-too-large",
        Refusal::NotFound => "client-not-found",
        Refusal::RetryLater { .. } => "client-retry-later",
    };
    (id, vec![])
}
