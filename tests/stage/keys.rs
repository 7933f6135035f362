//! Keys as a test writes them: `лен 12 4<f4>`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use okno::tui::Key;

/// The keys of a text.
pub fn parse(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (key, length) = match rest.strip_prefix('<') {
            Some(tail) => {
                let (name, _) = tail.split_once('>').unwrap_or_else(|| panic!("'<' without '>' in {text}"));
                (named(name), name.len() + 2)
            }
            None => (event(KeyCode::Char(c), KeyModifiers::NONE), c.len_utf8()),
        };
        keys.push(Key::of(key));
        rest = &rest[length..];
    }
    keys
}

fn named(name: &str) -> KeyEvent {
    for (prefix, modifier) in
        [("ctrl-", KeyModifiers::CONTROL), ("alt-", KeyModifiers::ALT), ("shift-", KeyModifiers::SHIFT)]
    {
        if let Some(rest) = name.strip_prefix(prefix) {
            let inner = named(rest);
            return event(inner.code, inner.modifiers | modifier);
        }
    }
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        "del" => KeyCode::Delete,
        "backspace" => KeyCode::Backspace,
        "space" => KeyCode::Char(' '),
        "lt" => KeyCode::Char('<'),
        _ => {
            let mut letters = name.chars();
            match (name.strip_prefix('f').and_then(|n| n.parse().ok()), letters.next(), letters.next()) {
                (Some(n), ..) => KeyCode::F(n),
                (None, Some(c), None) => KeyCode::Char(c),
                _ => panic!("no key <{name}>"),
            }
        }
    };
    event(code, KeyModifiers::NONE)
}

fn event(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
    KeyEvent::new(code, modifiers)
}
