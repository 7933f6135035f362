//! PINs of a desk: hashed and checked with its PIN secret.

use super::key::DeskKey;
use crate::protocol::pin;

pub use crate::protocol::pin::PinError;

/// Hashes a new PIN, in PHC form.
pub fn hash(key: &DeskKey, pin: &str) -> Result<String, PinError> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|error| PinError::Hash(error.to_string()))?;
    pin::hash(key.pin_secret(), pin, &salt)
}

/// True if `pin` is what `hash` was made of: by HQ's people, or by those whom the desk had before it joined HQ.
pub fn fits(key: &DeskKey, pin: &str, hash: &str) -> bool {
    let secrets = [Some(key.pin_secret()), key.former_pin_secret()];
    secrets.into_iter().flatten().any(|secret| pin::fits(secret, pin, hash))
}
