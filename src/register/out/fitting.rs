//! Making values fit an encoding and a format: what can be replaced without being misread is, the rest is a fault.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::register::encoding::Encoding;

const REPLACEMENTS: &str = include_str!("../../../data/registers/replacements.toml");

/// What stands in for characters that an encoding lacks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Replacements {
    characters: BTreeMap<char, String>,
}

/// How values become what may stand in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fitting {
    encoding: Encoding,
    replacements: BTreeMap<char, String>,
    /// A separator that values may not have, and what they get for it.
    separator: Option<(char, char)>,
}

impl Fitting {
    pub fn new(encoding: Encoding, separator: Option<(char, char)>) -> Result<Fitting, toml::de::Error> {
        let Replacements { characters } = toml::from_str(REPLACEMENTS)?;
        Ok(Fitting { encoding, replacements: characters, separator })
    }

    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The value as the file may have it; a line end, a tab and their like become spaces. The error is the first
    /// character that can't be written.
    pub fn fit(&self, value: &str) -> Result<String, char> {
        let mut fitting = String::with_capacity(value.len());
        for c in value.chars() {
            let is_there = |c: char| self.encoding.encode(c.encode_utf8(&mut [0; 4])).is_ok();
            match self.replacements.get(&c) {
                _ if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => fitting.push(' '),
                _ if c.is_ascii() || is_there(c) => fitting.push(c),
                Some(replacement) => fitting.push_str(replacement),
                None => return Err(c),
            }
        }
        Ok(match self.separator {
            Some((separator, becomes)) => fitting.replace(separator, &becomes.to_string()),
            None => fitting,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_harmless_is_replaced_and_the_rest_is_named() {
        let dos = Fitting::new(Encoding::Cp866, Some((';', ','))).unwrap();
        assert_eq!(dos.fit("ООО «Тепло» — 5 ₽;\tд. 1").as_deref(), Ok("ООО \"Тепло\" - 5 руб., д. 1"));
        assert_eq!(dos.fit("Әлия"), Err('Ә'));
        let windows = Fitting::new(Encoding::Windows1251, None).unwrap();
        assert_eq!(windows.fit("«№ 5» ₽;").as_deref(), Ok("«№ 5» руб.;"));
        let utf8 = Fitting::new(Encoding::Utf8, None).unwrap();
        assert_eq!(utf8.fit("Әлия ₽ —").as_deref(), Ok("Әлия ₽ —"));
    }

    #[test]
    fn every_replacement_is_in_every_encoding() {
        let fitting = Fitting::new(Encoding::Utf8, None).unwrap();
        for text in fitting.replacements.values() {
            for encoding in [Encoding::Windows1251, Encoding::Koi8R, Encoding::Cp866] {
                assert!(encoding.encode(text).is_ok(), "{text} in {encoding}");
            }
        }
    }
}
