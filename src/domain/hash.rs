//! SHA-256 hashes as values: what an entry is known by. They are computed where entries are made.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::text_form::text_form;

/// A SHA-256 hash, written as 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntryHash([u8; 32]);

/// A text that is not 64 lower-case hex digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a hash")]
pub struct HashError(pub String);

impl EntryHash {
    /// 64 zeros: what entry 1 follows.
    pub const ZERO: EntryHash = EntryHash([0; 32]);

    /// The hash of these bytes, as a digest gave them.
    pub const fn from_bytes(bytes: [u8; 32]) -> EntryHash {
        EntryHash(bytes)
    }

    /// Its bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first 16 digits, as printed on receipts.
    pub fn short(&self) -> String {
        self.to_string()[..16].to_owned()
    }
}

impl fmt::Display for EntryHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
        f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for EntryHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for EntryHash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<EntryHash, HashError> {
        let nibble = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let byte = |pair: &[u8]| Some(nibble(pair[0])? * 16 + nibble(pair[1])?);
        let bytes = text.as_bytes();
        let digits = if bytes.len() == 64 { bytes.chunks_exact(2).map(byte).collect() } else { None };
        let bytes = digits.and_then(|bytes: Vec<u8>| bytes.try_into().ok());
        bytes.map(EntryHash).ok_or_else(|| HashError(text.to_owned()))
    }
}

text_form!(EntryHash => HashError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_one_spelling() {
        let text = "57db7c7e9c4deb5a989e6e8469f8b9109c2db8a03226e309861cb3c5e3b8e8c4";
        let hash: EntryHash = text.parse().unwrap();
        assert_eq!((hash.to_string().as_str(), hash.short().as_str()), (text, "57db7c7e9c4deb5a"));
        for other in ["", &text[1..], &text.to_uppercase(), &text.replace('5', "g"), &format!("{text}00")] {
            assert_eq!(other.parse::<EntryHash>(), Err(HashError(other.to_owned())));
        }
    }
}
