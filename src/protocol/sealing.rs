//! Sealing to a reader's key with age (X25519): what a lost stick carries, nobody else can read.
//!
//! age takes the ephemeral key of each file from the system's random numbers: the one thing here that a second run
//! does not repeat.

use std::fmt;
use std::str::FromStr;

use age::DecryptError;
use age::secrecy::ExposeSecret;
use curve25519_dalek::MontgomeryPoint;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::fault::Fault;
use super::keys::KeyFault;
use crate::domain::text_form::text_form;

const SECRET_PREFIX: bech32::Hrp = bech32::Hrp::parse_unchecked("age-secret-key-");

/// The public half of an age key, `age1…`: whom a file is sealed to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Recipient(age::x25519::Recipient);

impl Recipient {
    /// Seals bytes into an age file that this reader alone can open.
    pub fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        age::encrypt(&self.0, plain).map_err(|error| Fault::Sealing(error.to_string()))
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Recipient {
    type Err = KeyFault;
    fn from_str(text: &str) -> Result<Recipient, KeyFault> {
        let recipient = text.parse().ok().map(Recipient).filter(|recipient| recipient.to_string() == text);
        recipient.ok_or_else(|| KeyFault::Recipient(text.to_owned()))
    }
}

text_form!(Recipient => KeyFault);

/// The secret half of an age key: opens what was sealed to its recipient.
#[derive(Clone)]
pub struct Identity(age::x25519::Identity);

impl Identity {
    /// The identity of 32 secret bytes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Identity, KeyFault> {
        let text = bech32::encode_upper::<bech32::Bech32>(SECRET_PREFIX, bytes).map_err(|_| KeyFault::Secret)?;
        Identity::from_text(&Zeroizing::new(text))
    }

    /// Reads `AGE-SECRET-KEY-1…`.
    pub fn from_text(text: &str) -> Result<Identity, KeyFault> {
        text.parse().map(Identity).map_err(|_| KeyFault::Secret)
    }

    /// `AGE-SECRET-KEY-1…`, as `age -d -i` reads it.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// What to seal to, so that this identity opens it.
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// What both know who have one of the two secrets: X25519 (RFC 7748) of this secret and that public key. `None`
    /// for a key of small order, with which anybody knows it.
    pub(super) fn shared_with(&self, other: &Recipient) -> Option<Zeroizing<[u8; 32]>> {
        let secret = Zeroizing::new(key_bytes(&self.to_text())?);
        let public = MontgomeryPoint(key_bytes(&other.to_string())?);
        let shared = Zeroizing::new(public.mul_clamped(*secret).to_bytes());
        (*shared != [0; 32]).then_some(shared)
    }

    /// Opens an age file. A changed byte, a missing end and a file for another reader are told apart.
    pub fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        if !sealed.starts_with(b"age-encryption.org/") {
            return Err(Fault::NotSealed);
        }
        age::decrypt(&self.0, sealed).map_err(|error| match error {
            DecryptError::NoMatchingKeys => Fault::OtherReader,
            _ => Fault::Damaged,
        })
    }
}

/// The 32 bytes of a key as age writes it. Its types do not give them.
fn key_bytes(text: &str) -> Option<[u8; 32]> {
    let (_, bytes) = bech32::decode(text).ok()?;
    Zeroizing::new(bytes).as_slice().try_into().ok()
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity(of {})", self.recipient())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_has_ages_own_text_and_reads_back() {
        let identity = Identity::from_bytes(&[3; 32]).unwrap();
        let text = identity.to_text();
        assert!(text.starts_with("AGE-SECRET-KEY-1"));
        assert_eq!(Identity::from_text(&text).unwrap().recipient(), identity.recipient());
        let recipient = identity.recipient().to_string();
        assert_eq!(recipient.parse::<Recipient>().unwrap().to_string(), recipient);
        assert!(recipient.to_uppercase().parse::<Recipient>().is_err());
        assert_eq!(Identity::from_text("AGE-SECRET-KEY-1").unwrap_err(), KeyFault::Secret);
    }

    #[test]
    fn what_cannot_be_opened_says_why() {
        let [ours, other] = [3, 4].map(|byte| Identity::from_bytes(&[byte; 32]).unwrap());
        let sealed = ours.recipient().seal(b"what is sealed").unwrap();
        assert_eq!(ours.open(&sealed).unwrap(), b"what is sealed");
        assert_eq!(other.open(&sealed), Err(Fault::OtherReader));
        assert_eq!(ours.open(b"okno"), Err(Fault::NotSealed));
        for end in 30..sealed.len() {
            assert_eq!(ours.open(&sealed[..end]), Err(Fault::Damaged), "{end}");
        }
    }
}
