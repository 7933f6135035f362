//! PINs: argon2id hashes keyed with the desk's PIN secret.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

use super::key::DeskKey;

/// The shortest PIN, in digits.
pub const SHORTEST: usize = 4;
/// The longest PIN, in digits.
pub const LONGEST: usize = 12;

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

/// Hashes a new PIN, in PHC form.
pub fn hash(key: &DeskKey, pin: &str) -> Result<String, PinError> {
    if !(SHORTEST..=LONGEST).contains(&pin.len()) || !pin.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PinError::Malformed);
    }
    let failed = |error: &dyn std::fmt::Display| PinError::Hash(error.to_string());
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|error| failed(&error))?;
    let hasher = hasher(key.pin_secret()).map_err(|error| failed(&error))?;
    hasher.hash_password_with_salt(pin.as_bytes(), &salt).map(|hash| hash.to_string()).map_err(|error| failed(&error))
}

/// True if `pin` is what `hash` was made of: by HQ's people, or by those whom the desk had before it joined HQ.
pub fn fits(key: &DeskKey, pin: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    let secrets = [Some(key.pin_secret()), key.former_pin_secret()].into_iter().flatten();
    let mut hashers = secrets.filter_map(|secret| hasher(secret).ok());
    hashers.any(|hasher| hasher.verify_password(pin.as_bytes(), &hash).is_ok())
}

/// 19 MiB, two passes, one lane: OWASP's least for argon2id, some 20 ms on a till.
fn hasher(secret: &[u8]) -> argon2::Result<Argon2<'_>> {
    Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_fits_its_hash_under_its_key_alone() {
        let home = tempfile::tempdir().unwrap();
        let key = DeskKey::load_or_make(&home.path().join("a")).unwrap();
        let other = DeskKey::load_or_make(&home.path().join("b")).unwrap();
        let hashed = hash(&key, "4821").unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert!(fits(&key, "4821", &hashed));
        assert!(!fits(&key, "4822", &hashed) && !fits(&other, "4821", &hashed) && !fits(&key, "4821", "nonsense"));
        assert_ne!(hash(&key, "4821").unwrap(), hashed);
    }

    #[test]
    fn a_pin_is_four_to_twelve_digits() {
        let home = tempfile::tempdir().unwrap();
        let key = DeskKey::load_or_make(&home.path().join("a")).unwrap();
        for pin in ["", "123", "1234567890123", "12a4", "١٢٣٤"] {
            assert_eq!(hash(&key, pin), Err(PinError::Malformed), "{pin}");
        }
    }
}
