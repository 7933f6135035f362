//! What kinds of printers there are: data, read from `printers.toml`.

use encoding_rs::{Encoding, IBM866, WINDOWS_1251};
use serde::Deserialize;

const BUILT_IN: &str = include_str!("../../data/printers.toml");

/// What a printer understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Lines of text in UTF-8: files and folders.
    Text,
    /// ESC/POS commands.
    Escpos,
}

/// The letters of a code page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Letters {
    /// CP866, the DOS code page.
    #[default]
    #[serde(rename = "cp866")]
    Cp866,
    /// windows-1251.
    #[serde(rename = "windows-1251")]
    Windows1251,
}

impl Letters {
    /// The encoding.
    pub fn encoding(self) -> &'static Encoding {
        match self {
            Letters::Cp866 => IBM866,
            Letters::Windows1251 => WINDOWS_1251,
        }
    }
}

/// A profile's name in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// In English.
    pub en: String,
    /// In Russian.
    pub ru: String,
}

/// A kind of printer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its code in the settings.
    pub code: String,
    /// Its name.
    pub name: Named,
    /// What it understands.
    pub language: Language,
    /// The letters of its code page.
    #[serde(default)]
    pub encoding: Letters,
    /// The number of that code page in `ESC t`: each maker has its own.
    #[serde(default)]
    pub code_page: u8,
    /// The widths that it can have, the usual one first; any where there is none.
    #[serde(default)]
    pub columns: Vec<usize>,
    /// True where it wakes up in its mode for Chinese, which garbles Cyrillic.
    #[serde(default)]
    pub leave_chinese: bool,
    /// True where it has a cutter.
    #[serde(default)]
    pub cut: bool,
    /// True where a cash drawer hangs on it.
    #[serde(default)]
    pub drawer: bool,
    /// True where it makes QR codes itself; else they are sent as a picture.
    #[serde(default)]
    pub qr: bool,
    /// True where it answers `DLE EOT`.
    #[serde(default)]
    pub status: bool,
    /// True where it answers `GS r 1` once all before that is printed.
    #[serde(default)]
    pub confirms: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    profile: Vec<Profile>,
}

impl Profile {
    /// The profiles that the program was built with, or what is wrong with them.
    pub fn built_in() -> Result<Vec<Profile>, String> {
        toml::from_str(BUILT_IN).map(|File { profile }| profile).map_err(|error| error.to_string())
    }

    /// The profile of a code.
    pub fn named(code: &str) -> Option<Profile> {
        Profile::built_in().ok()?.into_iter().find(|profile| profile.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_is_sound_and_has_a_code_of_its_own() {
        let profiles = Profile::built_in().unwrap();
        for (n, profile) in profiles.iter().enumerate() {
            assert!(profiles[..n].iter().all(|before| before.code != profile.code), "{} twice", profile.code);
            assert!(profile.columns.iter().all(|columns| [32, 42, 48].contains(columns)), "{}", profile.code);
            assert!(profile.status || !profile.confirms, "{} confirms, but can't be asked", profile.code);
            let speaks = profile.language == Language::Escpos;
            assert_eq!(profile.code_page > 0, speaks, "{} has a code page exactly where it needs one", profile.code);
        }
        for code in ["text", "epson-tm", "rongta", "xprinter", "generic"] {
            assert!(Profile::named(code).is_some(), "{code}");
        }
    }
}
