//! Keys: what was pressed, with a chord under the Russian layout read as the same keys of the Latin one, and how a key
//! is called.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventState, KeyModifiers};

use crate::domain::keyboard::latin_key;

/// Keys with a name: as `keymap.toml` spells it, and as it is printed on the key.
const NAMES: [(KeyCode, &str, &str); 16] = [
    (KeyCode::Enter, "enter", "Enter"),
    (KeyCode::Esc, "esc", "Esc"),
    (KeyCode::Tab, "tab", "Tab"),
    (KeyCode::BackTab, "backtab", "Shift+Tab"),
    (KeyCode::Up, "up", "↑"),
    (KeyCode::Down, "down", "↓"),
    (KeyCode::Left, "left", "←"),
    (KeyCode::Right, "right", "→"),
    (KeyCode::Home, "home", "Home"),
    (KeyCode::End, "end", "End"),
    (KeyCode::PageUp, "pageup", "PgUp"),
    (KeyCode::PageDown, "pagedown", "PgDn"),
    (KeyCode::Insert, "ins", "Ins"),
    (KeyCode::Delete, "del", "Del"),
    (KeyCode::Backspace, "backspace", "Backspace"),
    (KeyCode::Char(' '), "space", "Space"),
];

/// Modifiers, likewise.
const MODIFIERS: [(KeyModifiers, &str, &str); 3] = [
    (KeyModifiers::CONTROL, "ctrl-", "Ctrl+"),
    (KeyModifiers::ALT, "alt-", "Alt+"),
    (KeyModifiers::SHIFT, "shift-", "Shift+"),
];

/// A key with its modifiers. A letter without Ctrl or Alt is text and stays as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Ctrl, Alt, Shift.
    pub modifiers: KeyModifiers,
    /// True for a key of the numeric keypad, where the terminal tells.
    pub keypad: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Key {
        Key { code, modifiers: KeyModifiers::NONE, keypad: false }
    }

    /// A character as typed.
    pub const fn char(c: char) -> Key {
        Key::plain(KeyCode::Char(c))
    }

    /// The key of a terminal's event. With Ctrl or Alt a Cyrillic letter is the Latin one of the same key, and
    /// letters are small.
    pub fn of(event: KeyEvent) -> Key {
        let keypad = event.state.contains(KeyEventState::KEYPAD);
        let chord = event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let (code, modifiers) = match event.code {
            KeyCode::Char(c) if chord => {
                let c = c.to_lowercase().next().unwrap_or(c);
                // Marks stand on other keys in the other layout, and nothing tells which layout wrote them.
                (KeyCode::Char(if c.is_alphabetic() { latin_key(c) } else { c }), event.modifiers)
            }
            // A capital says Shift itself.
            KeyCode::Char(c) => (KeyCode::Char(c), KeyModifiers::NONE),
            KeyCode::BackTab => (KeyCode::BackTab, event.modifiers - KeyModifiers::SHIFT),
            KeyCode::Tab if event.modifiers == KeyModifiers::SHIFT => (KeyCode::BackTab, KeyModifiers::NONE),
            code => (code, event.modifiers),
        };
        Key { code, modifiers, keypad }
    }

    /// The key that `keymap.toml` spells so: Latin names, `ctrl-q`, `f1`, `del`.
    pub fn parse(spelled: &str) -> Option<Key> {
        let keys = crokey::parse(spelled).ok()?;
        match keys.codes {
            crokey::OneToThree::One(code) => Some(Key::of(KeyEvent::new(code, keys.modifiers))),
            _ => None,
        }
    }

    /// How `keymap.toml` spells the key.
    pub fn spelled(self) -> String {
        let modifiers = MODIFIERS.iter().filter(|(modifier, _, _)| self.modifiers.contains(*modifier));
        let name = match (self.code, NAMES.iter().find(|(code, _, _)| *code == self.code)) {
            (_, Some((_, spelled, _))) => (*spelled).to_owned(),
            (KeyCode::F(number), None) => format!("f{number}"),
            (KeyCode::Char(c), None) => c.to_string(),
            (code, None) => code.to_string(),
        };
        modifiers.map(|(_, spelled, _)| *spelled).collect::<String>() + &name
    }

    /// The character that the key writes into a field, if it is one.
    pub fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }
}

/// How people call the key: what is printed on it, the same in every language.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, _, printed) in MODIFIERS {
            if self.modifiers.contains(modifier) {
                f.write_str(printed)?;
            }
        }
        match (self.code, NAMES.iter().find(|(code, _, _)| *code == self.code)) {
            (_, Some((_, _, printed))) => f.write_str(printed),
            (KeyCode::Char(c), None) => write!(f, "{}", c.to_uppercase()),
            (code, None) => write!(f, "{code}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(c: char, modifiers: KeyModifiers) -> Key {
        Key::of(KeyEvent::new(KeyCode::Char(c), modifiers))
    }

    #[test]
    fn a_chord_is_the_same_under_both_layouts() {
        for (latin, russian) in "qwertyuiopasdfghjklzxcvbnm".chars().zip("йцукенгшщзфывапролдячсмить".chars())
        {
            for modifiers in [KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::CONTROL | KeyModifiers::ALT] {
                let chord = Key { code: KeyCode::Char(latin), modifiers, keypad: false };
                assert_eq!(typed(latin, modifiers), chord);
                assert_eq!(typed(russian, modifiers), chord, "{russian}");
                let shifted = Key { modifiers: modifiers | KeyModifiers::SHIFT, ..chord };
                for capital in [latin.to_ascii_uppercase(), russian.to_uppercase().next().unwrap()] {
                    assert_eq!(typed(capital, modifiers | KeyModifiers::SHIFT), shifted, "{capital}");
                }
            }
        }
    }

    #[test]
    fn a_mark_in_a_chord_stays_what_it_is() {
        for mark in ['.', ',', '/', '"', '?', '7'] {
            assert_eq!(typed(mark, KeyModifiers::ALT).code, KeyCode::Char(mark));
        }
    }

    #[test]
    fn a_letter_alone_stays_as_it_was_typed() {
        for (c, modifiers) in [
            ('й', KeyModifiers::NONE),
            ('Й', KeyModifiers::SHIFT),
            ('q', KeyModifiers::NONE),
            ('Q', KeyModifiers::SHIFT),
        ] {
            assert_eq!(typed(c, modifiers), Key::char(c));
            assert_eq!(typed(c, modifiers).text(), Some(c));
        }
        assert_eq!(typed('й', KeyModifiers::ALT).text(), None);
    }

    #[test]
    fn keys_are_spelled_as_they_are_read_and_named_as_they_are_printed() {
        for (spelled, printed) in [
            ("f5", "F5"),
            ("ctrl-l", "Ctrl+L"),
            ("alt-7", "Alt+7"),
            ("alt-shift-q", "Alt+Shift+Q"),
            ("ctrl-pagedown", "Ctrl+PgDn"),
            ("enter", "Enter"),
            ("esc", "Esc"),
            ("up", "↑"),
            ("del", "Del"),
            ("backtab", "Shift+Tab"),
            ("space", "Space"),
            ("shift-f3", "Shift+F3"),
        ] {
            let key = Key::parse(spelled).unwrap();
            assert_eq!((key.spelled().as_str(), key.to_string().as_str()), (spelled, printed));
        }
        assert_eq!(Key::parse("Shift-Tab"), Key::parse("backtab"));
        assert_eq!(Key::parse("DELETE"), Key::parse("del"));
        for wrong in ["", "f99", "ctrl-", "ctrl-a-b", "ctrl-й", "йцукен", "pay-cash"] {
            assert_eq!(Key::parse(wrong), None, "{wrong}");
        }
    }
}
