//! The two layouts of one keyboard: what a key writes under QWERTY and under ЙЦУКЕН (the Windows layouts).
//!
//! A person or a scanner that types under the wrong layout writes the right keys and the wrong characters.

/// Each pair is one key (with or without Shift): the Latin character and the Russian one.
const KEYS: [(&str, &str); 8] = [
    ("`1234567890-=", "ё1234567890-="),
    ("~!@#$%^&*()_+", "Ё!\"№;%:?*()_+"),
    ("qwertyuiop[]\\", "йцукенгшщзхъ\\"),
    ("QWERTYUIOP{}|", "ЙЦУКЕНГШЩЗХЪ/"),
    ("asdfghjkl;'", "фывапролджэ"),
    ("ASDFGHJKL:\"", "ФЫВАПРОЛДЖЭ"),
    ("zxcvbnm,./", "ячсмитьбю."),
    ("ZXCVBNM<>?", "ЯЧСМИТЬБЮ,"),
];

/// What the key of `c` (written under the Russian layout) writes under the Latin one; `c` itself if no key has it.
pub fn latin_key(c: char) -> char {
    pairs().find(|&(_, russian)| russian == c).map_or(c, |(latin, _)| latin)
}

/// What the key of `c` (written under the Latin layout) writes under the Russian one; `c` itself if no key has it.
pub fn russian_key(c: char) -> char {
    pairs().find(|&(latin, _)| latin == c).map_or(c, |(_, russian)| russian)
}

/// The text that the same keys write under the Latin layout.
pub fn to_latin(text: &str) -> String {
    text.chars().map(latin_key).collect()
}

/// The text that the same keys write under the Russian layout.
pub fn to_russian(text: &str) -> String {
    text.chars().map(russian_key).collect()
}

fn pairs() -> impl Iterator<Item = (char, char)> {
    KEYS.iter().flat_map(|(latin, russian)| latin.chars().zip(russian.chars()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_both_characters_once() {
        for (latin, russian) in KEYS {
            assert_eq!(latin.chars().count(), russian.chars().count(), "{latin}");
        }
        for (latin, russian) in pairs() {
            assert_eq!((russian_key(latin), latin_key(russian)), (russian, latin));
        }
    }

    #[test]
    fn a_scan_under_the_russian_layout_maps_back() {
        let scan = "ST00012|Name=X|PersonalAcc=1|PayeeINN=2|PersAcc=3|Sum=100";
        let typed = "ЫЕ00012/Тфьу=Ч/ЗукыщтфдФсс=1/ЗфнууШТТ=2/ЗукыФсс=3/Ыгь=100";
        assert_eq!((to_russian(scan).as_str(), to_latin(typed).as_str()), (typed, scan));
        assert_eq!(to_russian("bdfyjd"), "иванов");
    }
}
