//! The one-time code that a person carries from HQ to a new desk, `K7Q2M-4XP9D-…`: 30 characters, six groups of five.
//!
//! The first 16 are the fingerprint of HQ's key, so the desk knows HQ before it trusts it with anything; the next 12
//! are 60 random bits, a secret for as long as the code is good for; the last two tell a typo from a wrong code.
//! The code itself never crosses the wall: the desk signs its request with a key that is made from the code, and HQ
//! keeps that key's public half alone.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::keys::{Fingerprint, PublicKey, SigningKey};
use crate::domain::symbols::{self, CHECK_SYMBOLS, grouped, symbols};

pub use crate::domain::symbols::SymbolFault as CodeFault;

pub(super) const FINGERPRINT_SYMBOLS: usize = 16;
const TOKEN_SYMBOLS: usize = 12;
const SYMBOLS: usize = FINGERPRINT_SYMBOLS + TOKEN_SYMBOLS + CHECK_SYMBOLS;

/// A code that enrols one desk once. Its secret is never shown but by [`EnrolCode::to_text`].
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolCode {
    fingerprint: Fingerprint,
    token: u64,
}

impl EnrolCode {
    /// The code of HQ's key and 8 random bytes, of which 60 bits are used.
    pub fn new(hq: &PublicKey, random: [u8; 8]) -> EnrolCode {
        EnrolCode { fingerprint: hq.fingerprint(), token: u64::from_be_bytes(random) >> 4 }
    }

    /// The key that HQ must prove to have.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// The key of the code, whose public half HQ keeps: seed = SHA-256 of `"okno-code1\n"` and the code as
    /// [`EnrolCode::to_text`] writes it.
    pub fn key(&self) -> SigningKey {
        SigningKey::from_seed(&Sha256::digest(format!("okno-code1\n{}", self.to_text())).into())
    }

    /// The code as a person reads and types it.
    pub fn to_text(&self) -> String {
        let token: [u8; TOKEN_SYMBOLS] = symbols(&(self.token << 4).to_be_bytes());
        let mut all = symbols::<FINGERPRINT_SYMBOLS>(&self.fingerprint.0).to_vec();
        all.extend(token);
        all.extend(symbols::check(&all));
        grouped(&all, 5)
    }
}

impl fmt::Debug for EnrolCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EnrolCode(of {})", self.fingerprint)
    }
}

/// Reads a code as typed: in any case, with or without hyphens and spaces, in look-alike Russian letters too.
impl FromStr for EnrolCode {
    type Err = CodeFault;
    fn from_str(text: &str) -> Result<EnrolCode, CodeFault> {
        let read = symbols::read(text, SYMBOLS)?;
        let (first, rest) = read.split_at(FINGERPRINT_SYMBOLS);
        let mut fingerprint = [0; 10];
        for (five, eight) in fingerprint.chunks_mut(5).zip(first.chunks(8)) {
            five.copy_from_slice(&symbols::number(eight).to_be_bytes()[3..]);
        }
        Ok(EnrolCode { fingerprint: Fingerprint(fingerprint), token: symbols::number(&rest[..TOKEN_SYMBOLS]) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::cyrillic_twin;
    use proptest::prelude::*;

    fn code(seed: u8, random: [u8; 8]) -> EnrolCode {
        EnrolCode::new(&SigningKey::from_seed(&[seed; 32]).public(), random)
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = code(1, [0xfe, 1, 2, 3, 4, 5, 6, 7]);
        let text = code.to_text();
        assert_eq!(text.len(), 35);
        let russian: String = text.chars().map(cyrillic_twin).collect();
        for typed in [&text, &text.to_lowercase(), &text.replace('-', " "), &text.replace('-', ""), &russian] {
            assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
        }
        assert_eq!(text.replace('0', "O").replace('1', "l").parse(), Ok(code.clone()));
        assert_eq!(text[..34].parse::<EnrolCode>(), Err(CodeFault::Length { wanted: 30, found: 29 }));
        assert_eq!(text.replacen('-', "Ж", 1).parse::<EnrolCode>(), Err(CodeFault::Character('Ж')));
        assert!(!format!("{code:?}").contains(&text[20..]));
    }

    proptest! {
        #[test]
        fn a_code_reads_back_and_a_typo_is_found(seed: u8, random: [u8; 8], at in 0..30usize, by in 1..32u8) {
            let code = code(seed, random);
            let text = code.to_text();
            prop_assert_eq!(text.parse(), Ok(code));
            let read = symbols::read(&text, SYMBOLS).unwrap();
            let mut wrong = read.clone();
            wrong[at] = (wrong[at] + by) % 32;
            prop_assert_eq!(grouped(&wrong, 5).parse::<EnrolCode>(), Err(CodeFault::Typo));
            let mut swapped = read.clone();
            swapped.swap(at, (at + 1).min(29));
            let expected = if swapped == read { Ok(()) } else { Err(CodeFault::Typo) };
            prop_assert_eq!(grouped(&swapped, 5).parse::<EnrolCode>().map(|_| ()), expected);
        }
    }
}
