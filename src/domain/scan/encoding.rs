//! The three encodings that a payment QR may declare in its header.

use std::fmt;

use encoding_rs::{KOI8_R, UTF_8, WINDOWS_1251};

/// How the text of a payment QR is encoded: the seventh character of its header (GOST R 56042-2014).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Digit 1.
    Windows1251,
    /// Digit 2.
    Utf8,
    /// Digit 3.
    Koi8R,
}

impl Encoding {
    /// Every encoding, in the order of its digit.
    pub const ALL: [Encoding; 3] = [Encoding::Windows1251, Encoding::Utf8, Encoding::Koi8R];

    /// The digit that declares the encoding.
    pub fn digit(self) -> char {
        match self {
            Encoding::Windows1251 => '1',
            Encoding::Utf8 => '2',
            Encoding::Koi8R => '3',
        }
    }

    /// The encoding that a digit declares.
    pub fn of_digit(digit: char) -> Option<Encoding> {
        Encoding::ALL.into_iter().find(|encoding| encoding.digit() == digit)
    }

    /// The text of `bytes`, and whether all of them belong to the encoding; what does not becomes `U+FFFD`.
    pub(super) fn decode(self, bytes: &[u8]) -> (String, bool) {
        let (text, malformed) = self.table().decode_without_bom_handling(bytes);
        (text.into_owned(), !malformed)
    }

    /// The bytes of `text`, or the first character that the encoding lacks.
    pub(super) fn encode(self, text: &str) -> Result<Vec<u8>, char> {
        let (bytes, _, lacking) = self.table().encode(text);
        if lacking {
            return Err(text.chars().find(|c| !self.has(*c)).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        Ok(bytes.into_owned())
    }

    /// The length of `text` in bytes.
    pub(super) fn size(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Windows1251 | Encoding::Koi8R => text.chars().count(),
        }
    }

    fn has(self, c: char) -> bool {
        !self.table().encode(c.encode_utf8(&mut [0; 4])).2
    }

    fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Windows1251 => WINDOWS_1251,
            Encoding::Utf8 => UTF_8,
            Encoding::Koi8R => KOI8_R,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Encoding::Windows1251 => "windows-1251",
            Encoding::Utf8 => "UTF-8",
            Encoding::Koi8R => "KOI8-R",
        })
    }
}
