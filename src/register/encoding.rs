//! The encodings of registers, and telling them apart.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// An encoding that a register may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows' Cyrillic code page.
    #[serde(rename = "windows-1251")]
    Windows1251,
    /// The KOI8-R of older Unix systems.
    #[serde(rename = "koi8-r")]
    Koi8R,
    /// The Cyrillic code page of DOS: what DBF files are written in, and old banks' programs.
    #[serde(rename = "cp866")]
    Cp866,
}

/// How often each letter from а to я (ё counted as е) stands in a thousand letters of Russian text, by the Russian
/// National Corpus.
const PER_MILLE: [u32; 32] = [
    80, 16, 45, 17, 30, 85, 9, 16, 74, 12, 35, 44, 32, 67, 110, 28, 47, 55, 63, 26, 3, 10, 5, 14, 7, 4, 0, 19, 17, 3,
    6, 20,
];

impl Encoding {
    /// The encodings that a register of debts may come in.
    pub const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Windows1251, Encoding::Koi8R];

    /// The name by which it is chosen.
    pub fn as_str(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Windows1251 => "windows-1251",
            Encoding::Koi8R => "koi8-r",
            Encoding::Cp866 => "cp866",
        }
    }

    /// The encoding of a text that starts with `sample`: UTF-8 if it can be that, else the 8-bit encoding under which
    /// the letters are most like Russian.
    pub(super) fn detect(sample: &[u8], allowed: &[Encoding]) -> Encoding {
        // A character cut off at the sample's end is no fault.
        let utf8 = std::str::from_utf8(sample).map_or_else(|error| error.error_len().is_none(), |_| true);
        let eight_bit = || allowed.iter().copied().filter(|&encoding| encoding != Encoding::Utf8);
        match utf8 {
            true => Encoding::Utf8,
            false => eight_bit().max_by_key(|encoding| encoding.likeness(sample)).unwrap_or(Encoding::Utf8),
        }
    }

    /// The text of `bytes`, or `None` where they are no text under this encoding. Control characters count as none:
    /// 8-bit encodings decode whatever they are given.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        let text = match self {
            Encoding::Utf8 => Cow::Borrowed(std::str::from_utf8(bytes).ok()?),
            Encoding::Windows1251 => encoding_rs::WINDOWS_1251.decode_without_bom_handling(bytes).0,
            Encoding::Koi8R => encoding_rs::KOI8_R.decode_without_bom_handling(bytes).0,
            Encoding::Cp866 => encoding_rs::IBM866.decode_without_bom_handling(bytes).0,
        };
        let is_text = |c: char| !c.is_control() || matches!(c, '\t' | '\r' | '\n');
        text.chars().all(is_text).then_some(text)
    }

    /// The bytes of `text`, or the first character that this encoding lacks.
    pub(super) fn encode(self, text: &str) -> Result<Vec<u8>, char> {
        let table = match self {
            Encoding::Utf8 => return Ok(text.as_bytes().to_vec()),
            Encoding::Windows1251 => encoding_rs::WINDOWS_1251,
            Encoding::Koi8R => encoding_rs::KOI8_R,
            Encoding::Cp866 => encoding_rs::IBM866,
        };
        let lacks = |c: &char| table.encode(c.encode_utf8(&mut [0; 4])).2;
        match table.encode(text) {
            (bytes, _, false) => Ok(bytes.into_owned()),
            _ => Err(text.chars().find(lacks).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    /// How much like Russian `sample` reads under this encoding. Windows-1251 and KOI8-R put each other's small
    /// letters where the capitals are, so a capital after a small letter is a strong sign of the wrong one.
    fn likeness(self, sample: &[u8]) -> i32 {
        let mut previous = ' ';
        let mut score = 0;
        for &byte in sample {
            let decoded = self.decode(std::slice::from_ref(&byte)).and_then(|text| text.chars().next());
            let c = decoded.unwrap_or('\u{fffd}');
            score += match c.to_lowercase().next() {
                // The logarithm of the letter's frequency, zero for one of middling frequency.
                Some(letter @ 'а'..='я') => (PER_MILLE[letter as usize - 'а' as usize] + 1).ilog2() as i32 - 4,
                Some('ё' | '№' | '«' | '»') => 1,
                _ if c.is_ascii() => 0,
                _ => -8,
            };
            if previous.is_lowercase() && c.is_uppercase() {
                score -= 8;
            }
            previous = c;
        }
        score
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// No encoding has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no encoding '{0}'; there are: utf-8, windows-1251, koi8-r")]
pub struct UnknownEncoding(pub String);

impl FromStr for Encoding {
    type Err = UnknownEncoding;
    fn from_str(text: &str) -> Result<Encoding, UnknownEncoding> {
        let named = Encoding::ALL.into_iter().find(|encoding| encoding.as_str() == text);
        named.ok_or_else(|| UnknownEncoding(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXTS: [&str; 4] = [
        "Иванов Иван Иванович;ул. Ленина, д. 12, кв. 4;АБ1204417;812,40",
        "ПЕТРОВА АННА СЕРГЕЕВНА;Г. ИРКУТСК, УЛ. СОВЕТСКАЯ, Д. 5",
        "щукин пётр;мкр юбилейный 10-5",
        "Ёлкин",
    ];

    #[test]
    fn tells_the_encodings_apart() {
        for text in TEXTS {
            let windows = encoding_rs::WINDOWS_1251.encode(text).0;
            let koi = encoding_rs::KOI8_R.encode(text).0;
            assert_eq!(Encoding::detect(text.as_bytes(), &Encoding::ALL), Encoding::Utf8, "{text}");
            assert_eq!(Encoding::detect(&windows, &Encoding::ALL), Encoding::Windows1251, "{text}");
            assert_eq!(Encoding::detect(&koi, &Encoding::ALL), Encoding::Koi8R, "{text}");
            let dos = Encoding::Cp866.encode(text).unwrap();
            let banks = [Encoding::Utf8, Encoding::Windows1251, Encoding::Cp866];
            assert_eq!(Encoding::detect(&dos, &banks), Encoding::Cp866, "{text}");
            assert_eq!(Encoding::detect(&windows, &banks), Encoding::Windows1251, "{text}");
            assert_eq!(Encoding::Windows1251.decode(&windows).as_deref(), Some(text));
            assert_eq!(Encoding::Koi8R.decode(&koi).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_sample_that_ends_inside_a_character_is_still_utf_8() {
        assert_eq!(Encoding::detect("Иван".as_bytes().split_last().unwrap().1, &Encoding::ALL), Encoding::Utf8);
    }

    #[test]
    fn what_an_encoding_lacks_is_named_and_never_dropped() {
        for encoding in [Encoding::Utf8, Encoding::Windows1251, Encoding::Koi8R, Encoding::Cp866] {
            let text = "Щёлоков, 5";
            assert_eq!(encoding.decode(&encoding.encode(text).unwrap()).as_deref(), Some(text));
        }
        assert_eq!(Encoding::Koi8R.encode("дом № 5"), Err('№'));
        assert_eq!(Encoding::Cp866.encode("a→€"), Err('→'));
        assert_eq!(Encoding::Windows1251.encode("Ә"), Err('Ә'));
    }

    #[test]
    fn control_characters_are_no_text() {
        assert_eq!(Encoding::Windows1251.decode(b"\x98"), None);
        assert_eq!(Encoding::Utf8.decode(b"a\0b"), None);
        assert_eq!(Encoding::Utf8.decode(b"\xc0"), None);
    }

    proptest! {
        #[test]
        fn never_panics(bytes: Vec<u8>) {
            let encoding = Encoding::detect(&bytes, &Encoding::ALL);
            let _ = encoding.decode(&bytes);
        }
    }
}
