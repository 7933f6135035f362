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
use crate::domain::account::cyrillic_twin;

/// Crockford's base 32: no I, L, O and U, which are read as 1, 1, 0 and V.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

pub(super) const FINGERPRINT_SYMBOLS: usize = 16;
const TOKEN_SYMBOLS: usize = 12;
const CHECK_SYMBOLS: usize = 2;
const SYMBOLS: usize = FINGERPRINT_SYMBOLS + TOKEN_SYMBOLS + CHECK_SYMBOLS;

/// The largest prime below 32²: a code is divisible by it, so one wrong symbol, or two neighbours in each other's
/// place, are always found, and anything else in all but one of a thousand cases.
const CHECK_PRIME: u32 = 1021;

/// Why a text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeFault {
    /// A character that no code has.
    #[error("a code has letters and digits, not {0:?}")]
    Character(char),
    /// Too few or too many characters.
    #[error("a code has {SYMBOLS} letters and digits, and here are {0}")]
    Length(usize),
    /// There is a typo in it.
    #[error("there is a typo in the code")]
    Typo,
}

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
        let rest = remainder(&all) * 1024 % CHECK_PRIME;
        let check = (CHECK_PRIME - rest) % CHECK_PRIME;
        all.extend([(check >> 5) as u8, (check & 31) as u8]);
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
        let typed = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—'));
        let read: Vec<u8> = typed.map(|c| symbol(c).ok_or(CodeFault::Character(c))).collect::<Result<_, _>>()?;
        if read.len() != SYMBOLS {
            return Err(CodeFault::Length(read.len()));
        }
        if remainder(&read) != 0 {
            return Err(CodeFault::Typo);
        }
        let (first, rest) = read.split_at(FINGERPRINT_SYMBOLS);
        let mut fingerprint = [0; 10];
        for (five, eight) in fingerprint.chunks_mut(5).zip(first.chunks(8)) {
            five.copy_from_slice(&number(eight).to_be_bytes()[3..]);
        }
        Ok(EnrolCode { fingerprint: Fingerprint(fingerprint), token: number(&rest[..TOKEN_SYMBOLS]) })
    }
}

/// The first `N` symbols of five bits each.
pub(super) fn symbols<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    std::array::from_fn(|n| (0..5).fold(0, |symbol, k| symbol << 1 | bit(n * 5 + k)))
}

/// Symbols as text, a hyphen after each `size`.
pub(super) fn grouped(symbols: &[u8], size: usize) -> String {
    let letter = |&symbol: &u8| char::from(ALPHABET[usize::from(symbol & 31)]);
    let groups = symbols.chunks(size).map(|group| group.iter().map(letter).collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

fn number(symbols: &[u8]) -> u64 {
    symbols.iter().fold(0, |number, &symbol| number << 5 | u64::from(symbol))
}

/// What is left of the number that the symbols write, with a 1 before them, when it is divided by the prime.
fn remainder(symbols: &[u8]) -> u32 {
    symbols.iter().fold(1, |rest, &symbol| (rest * 32 + u32::from(symbol)) % CHECK_PRIME)
}

fn symbol(typed: char) -> Option<u8> {
    let upper = typed.to_uppercase().next()?;
    let latin = ('A'..='Z').find(|&latin| latin != upper && cyrillic_twin(latin) == upper).unwrap_or(upper);
    let plain = match latin {
        'I' | 'L' => '1',
        'O' => '0',
        'U' => 'V',
        other => other,
    };
    ALPHABET.iter().position(|&letter| char::from(letter) == plain).map(|at| at as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
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
        assert_eq!(text[..34].parse::<EnrolCode>(), Err(CodeFault::Length(29)));
        assert_eq!(text.replacen('-', "Ж", 1).parse::<EnrolCode>(), Err(CodeFault::Character('Ж')));
        assert!(!format!("{code:?}").contains(&text[20..]));
    }

    proptest! {
        #[test]
        fn a_code_reads_back_and_a_typo_is_found(seed: u8, random: [u8; 8], at in 0..30usize, by in 1..32u8) {
            let code = code(seed, random);
            let text = code.to_text();
            prop_assert_eq!(text.parse(), Ok(code));
            let read: Vec<u8> = text.chars().filter_map(symbol).collect();
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
