//! Ed25519 keys and signatures. Their text form is lower-case hex; a secret is never shown, and is wiped when dropped.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::Signer;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::enrol_code::FINGERPRINT_SYMBOLS;
use super::fault::Fault;
use super::hex;
use super::sealing::{Identity, Recipient};
use crate::domain::symbols;
use crate::domain::text_form::text_form;

/// Why a text is not a key or a signature. A secret one is not repeated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// Not the 64 digits of a public key that can be trusted.
    #[error("'{0}' is not a public key")]
    Public(String),
    /// Not 128 digits.
    #[error("'{0}' is not a signature")]
    Signature(String),
    /// Not `age1…`.
    #[error("'{0}' is not a recipient")]
    Recipient(String),
    /// Not an age identity.
    #[error("the secret key cannot be read")]
    Secret,
}

/// Everything secret that one side of the wall keeps, made from one seed.
#[derive(Clone, Debug)]
pub struct SecretKeys {
    /// What it signs with.
    pub sign: SigningKey,
    /// What it opens bundles with.
    pub seal: Identity,
}

impl SecretKeys {
    /// The keys of a seed of 32 random bytes: one secret to keep, and two keys that say nothing about each other.
    pub fn from_seed(seed: &[u8; 32]) -> Result<SecretKeys, KeyFault> {
        let part = |purpose: &str| {
            let mut hash = Sha256::new_with_prefix(purpose);
            hash.update(seed);
            Zeroizing::new(<[u8; 32]>::from(hash.finalize()))
        };
        Ok(SecretKeys {
            sign: SigningKey::from_seed(&part("okno-sign1\n")),
            seal: Identity::from_bytes(&part("okno-seal1\n"))?,
        })
    }

    /// What the other side knows it by.
    pub fn public(&self) -> Keys {
        Keys { sign: self.sign.public(), seal: self.seal.recipient() }
    }
}

/// What one side of the wall is known by to the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// Checks its signatures.
    pub sign: PublicKey,
    /// Bundles for it are sealed to this.
    pub seal: Recipient,
}

/// An Ed25519 key that signs.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of 32 secret bytes (RFC 8032).
    pub fn from_seed(seed: &[u8; 32]) -> SigningKey {
        SigningKey(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The key that checks what this one signs.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs a text.
    pub fn sign(&self, text: &str) -> Signature {
        Signature(self.0.sign(text.as_bytes()).to_bytes())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey(of {})", self.public())
    }
}

/// An Ed25519 key that checks signatures.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey(ed25519_dalek::VerifyingKey);

impl PublicKey {
    /// Passes where this key's owner signed the text.
    pub fn verify(&self, text: &str, signature: &Signature) -> Result<(), Fault> {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        // Strict, so that nobody can make a second signature of the same text from the first.
        self.0.verify_strict(text.as_bytes(), &signature).map_err(|_| Fault::Signature)
    }

    /// The key in short, for a person to compare or to type within a code.
    pub fn fingerprint(&self) -> Fingerprint {
        let hash = Sha256::digest(format!("okno-key1\n{self}"));
        let mut first = [0; 10];
        first.copy_from_slice(&hash[..10]);
        Fingerprint(first)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0.as_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PublicKey {
    type Err = KeyFault;
    fn from_str(text: &str) -> Result<PublicKey, KeyFault> {
        let key = hex::decode(text).and_then(|bytes| ed25519_dalek::VerifyingKey::from_bytes(&bytes).ok());
        // A weak key passes signatures that nobody made.
        key.filter(|key| !key.is_weak()).map(PublicKey).ok_or_else(|| KeyFault::Public(text.to_owned()))
    }
}

/// An Ed25519 signature of a text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Signature([u8; 64]);

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Signature {
    type Err = KeyFault;
    fn from_str(text: &str) -> Result<Signature, KeyFault> {
        hex::decode(text).map(Signature).ok_or_else(|| KeyFault::Signature(text.to_owned()))
    }
}

text_form!(PublicKey => KeyFault, Signature => KeyFault);

/// The first 80 bits of SHA-256 over `"okno-key1\n"` and the key's hex digits, shown as `K7Q2-M4XP-9D1R-TB0W`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(pub(super) [u8; 10]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&symbols::grouped(&symbols::symbols::<FINGERPRINT_SYMBOLS>(&self.0), 4))
    }
}

/// The text that a signature is made over: what it is for, then its parts, each on a line of its own.
pub(super) fn signed_text(purpose: &str, parts: &[&dyn fmt::Display]) -> String {
    parts.iter().fold(purpose.to_owned(), |text, part| format!("{text}\n{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test 2 of RFC 8032, section 7.1: the key of these bytes signs the byte `72`.
    #[test]
    fn signatures_are_those_of_the_standard() {
        let seed = hex::decode("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").unwrap();
        let key = SigningKey::from_seed(&seed);
        assert_eq!(key.public().to_string(), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        let signature = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                         085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        assert_eq!(key.sign("r").to_string(), signature);
        assert_eq!(key.public().verify("r", &signature.parse().unwrap()), Ok(()));
        assert_eq!(key.public().verify("s", &signature.parse().unwrap()), Err(Fault::Signature));
    }

    #[test]
    fn a_weak_or_misspelt_key_is_refused() {
        let weak = format!("01{}", "00".repeat(31));
        let upper = SigningKey::from_seed(&[1; 32]).public().to_string().to_uppercase();
        for text in [weak.as_str(), &upper, "", "00"] {
            assert_eq!(text.parse::<PublicKey>(), Err(KeyFault::Public(text.to_owned())));
        }
    }

    #[test]
    fn a_secret_is_never_shown() {
        let seed = [7; 32];
        let keys = SecretKeys::from_seed(&seed).unwrap();
        let shown = format!("{keys:?}");
        assert!(shown.contains(&keys.public().sign.to_string()) && !shown.contains(keys.seal.to_text().as_str()));
        assert!(!shown.contains(&hex::encode(&keys.sign.0.to_bytes())) && !shown.contains("SECRET"), "{shown}");
    }
}
