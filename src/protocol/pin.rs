//! PINs as they are kept: argon2id hashes, keyed with the installation's PIN secret. HQ sets them, and every desk
//! checks them, offline too; a hash without the secret does not give its PIN away.

use std::fmt;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// The shortest PIN, in digits.
pub const SHORTEST: usize = 4;
/// The longest PIN, in digits.
pub const LONGEST: usize = 12;

/// A PIN that somebody is to be given. It crosses the wall once and is written down nowhere: what writes it out for
/// debugging shows no digit of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NewPin(String);

impl NewPin {
    /// A PIN as it was typed.
    pub fn new(typed: impl Into<String>) -> NewPin {
        NewPin(typed.into())
    }

    /// What was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NewPin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPin(…)")
    }
}

impl Drop for NewPin {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Why a PIN can't be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// Too short, too long, or not all digits.
    #[error("a PIN has {SHORTEST} to {LONGEST} digits")]
    Malformed,
    /// The hash could not be computed.
    #[error("the PIN can't be hashed: {0}")]
    Hash(String),
}

/// Hashes a new PIN, in PHC form, with 16 random bytes of salt.
pub fn hash(secret: &[u8; 32], pin: &str, salt: &[u8; 16]) -> Result<String, PinError> {
    if !(SHORTEST..=LONGEST).contains(&pin.len()) || !pin.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PinError::Malformed);
    }
    let failed = |error: &dyn std::fmt::Display| PinError::Hash(error.to_string());
    let hasher = hasher(secret).map_err(|error| failed(&error))?;
    hasher.hash_password_with_salt(pin.as_bytes(), salt).map(|hash| hash.to_string()).map_err(|error| failed(&error))
}

/// True if `pin` is what `hash` was made of.
pub fn fits(secret: &[u8; 32], pin: &str, hash: &str) -> bool {
    let (Ok(hasher), Ok(hash)) = (hasher(secret), PasswordHash::new(hash)) else { return false };
    hasher.verify_password(pin.as_bytes(), &hash).is_ok()
}

/// 19 MiB, two passes, one lane: OWASP's least for argon2id, some 20 ms on a till.
fn hasher(secret: &[u8; 32]) -> argon2::Result<Argon2<'_>> {
    Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_fits_its_hash_under_its_secret_alone() {
        let (secret, other, salt) = ([1; 32], [2; 32], [3; 16]);
        let hashed = hash(&secret, "4821", &salt).unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert!(fits(&secret, "4821", &hashed));
        assert!(!fits(&secret, "4822", &hashed) && !fits(&other, "4821", &hashed));
        assert!(!fits(&secret, "4821", "nonsense"));
        assert_ne!(hash(&secret, "4821", &[4; 16]).unwrap(), hashed);
    }

    #[test]
    fn a_pin_is_four_to_twelve_digits() {
        for pin in ["", "123", "1234567890123", "12a4", "١٢٣٤"] {
            assert_eq!(hash(&[1; 32], pin, &[3; 16]), Err(PinError::Malformed), "{pin}");
        }
    }
}
