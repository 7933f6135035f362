//! Crockford's base 32, by which codes are read out and typed: the digits and the Latin letters without I, L, O and U,
//! which are read as 1, 1, 0 and V.

use super::account::cyrillic_twin;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The largest prime below 32²: a code is divisible by it, so one wrong symbol, or two neighbours in each other's
/// place, are always found, and anything else in all but one of a thousand cases.
const CHECK_PRIME: u32 = 1021;

/// How many symbols make the others divisible.
pub const CHECK_SYMBOLS: usize = 2;

/// Why a text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SymbolFault {
    /// A character that no code has.
    #[error("a code has letters and digits, not {0:?}")]
    Character(char),
    /// Too few or too many characters.
    #[error("a code has {wanted} letters and digits, and here are {found}")]
    Length {
        /// How many there must be.
        wanted: usize,
        /// How many there are.
        found: usize,
    },
    /// There is a typo in it.
    #[error("there is a typo in the code")]
    Typo,
}

/// The first `N` symbols of five bits each.
pub fn symbols<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    std::array::from_fn(|n| (0..5).fold(0, |symbol, k| symbol << 1 | bit(n * 5 + k)))
}

/// Symbols as text, a hyphen after each `size`.
pub fn grouped(symbols: &[u8], size: usize) -> String {
    let letter = |&symbol: &u8| char::from(ALPHABET[usize::from(symbol & 31)]);
    let groups = symbols.chunks(size).map(|group| group.iter().map(letter).collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

/// The number that symbols write.
pub fn number(symbols: &[u8]) -> u64 {
    symbols.iter().fold(0, |number, &symbol| number << 5 | u64::from(symbol))
}

/// The two symbols behind `all` that make the whole, with a 1 before it, divisible by the prime.
pub fn check(all: &[u8]) -> [u8; CHECK_SYMBOLS] {
    let check = (CHECK_PRIME - remainder(all) * 1024 % CHECK_PRIME) % CHECK_PRIME;
    [(check >> 5) as u8, (check & 31) as u8]
}

/// Reads the `wanted` symbols of a code as typed, its check among them: in any case, with or without hyphens and
/// spaces, in look-alike Russian letters too.
pub fn read(text: &str, wanted: usize) -> Result<Vec<u8>, SymbolFault> {
    let typed = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—'));
    let read: Vec<u8> = typed.map(|c| symbol(c).ok_or(SymbolFault::Character(c))).collect::<Result<_, _>>()?;
    match read.len() {
        found if found != wanted => Err(SymbolFault::Length { wanted, found }),
        _ if remainder(&read) != 0 => Err(SymbolFault::Typo),
        _ => Ok(read),
    }
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
