//! Which key does what: the keys of `keymap.toml`, and the user's own merged over them.

use std::collections::{BTreeMap, HashMap};

use super::actions::Action;
use super::key::Key;
use super::layers::Layer;
use crate::domain::Message;

mod read;
#[cfg(test)]
mod tests;

/// The keys that every desk begins with.
const BUILT_IN: &str = include_str!("../../../keymap.toml");

/// What the operators of a numeric keypad do. A terminal doesn't tell them from the same characters of the main block,
/// so they are no keys of the keymap: `update` heeds them only where they can't be meant as text.
const KEYPAD: [(Layer, char, Action); 11] = [
    (Layer::Till, '+', Action::PayCash),
    (Layer::Till, '*', Action::Amount),
    (Layer::Tender, '/', Action::Fit),
    (Layer::Tender, '+', Action::Pay),
    (Layer::Pick, ' ', Action::PickRow),
    (Layer::Pick, '*', Action::PickPart),
    (Layer::Count, '+', Action::CountDone),
    (Layer::Count, '-', Action::CountBack),
    (Layer::Count, '*', Action::CountSums),
    (Layer::OfficeShift, ' ', Action::TickPaper),
    (Layer::OfficeBag, ' ', Action::MarkBag),
];

/// The keys in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    actions: HashMap<(Layer, Key), Action>,
    keys: BTreeMap<Action, Vec<Key>>,
}

/// Something wrong in a `keymap.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: Message,
}

/// A line of a keymap that is read and may stand.
struct Binding {
    layer: Layer,
    key: Key,
    /// `None` frees the key.
    action: Option<Action>,
    line: usize,
}

impl Keymap {
    /// The keys without a file of the user's.
    pub fn built_in() -> Keymap {
        Keymap::of(&read::bindings(BUILT_IN).found)
    }

    /// The built-in keys with those of the user's `keymap.toml` over them, key by key; or every fault of that file, in
    /// the order of its lines.
    pub fn merged(user: &str) -> Result<Keymap, Vec<Fault>> {
        let built_in = read::bindings(BUILT_IN).found;
        read::merged(built_in, user).map(|bindings| Keymap::of(&bindings))
    }

    /// What a key does in a layer.
    pub fn action(&self, layer: Layer, key: Key) -> Option<Action> {
        self.actions.get(&(layer, Key { keypad: false, ..key })).copied()
    }

    /// The keys of an action, the user's own first.
    pub fn keys(&self, action: Action) -> &[Key] {
        self.keys.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The keys of an action as people call them, with that of the numeric keypad: `F5, +`.
    pub fn names(&self, action: Action) -> String {
        let keypad = KEYPAD.iter().filter(|(_, _, of)| *of == action).map(|(_, c, _)| Key::char(*c).to_string());
        let names: Vec<String> = self.keys(action).iter().map(Key::to_string).chain(keypad).collect();
        names.join(", ")
    }

    fn of(bindings: &[Binding]) -> Keymap {
        let mut keymap = Keymap { actions: HashMap::new(), keys: BTreeMap::new() };
        for binding in bindings {
            if let Some(action) = binding.action {
                keymap.actions.insert((binding.layer, binding.key), action);
                keymap.keys.entry(action).or_default().push(binding.key);
            }
        }
        keymap
    }
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap::built_in()
    }
}

/// What an operator of the numeric keypad does in a layer.
pub fn keypad(layer: Layer, c: char) -> Option<Action> {
    KEYPAD.iter().find(|(of, operator, _)| (*of, *operator) == (layer, c)).map(|(_, _, action)| *action)
}

/// True for a layer where an operator of the numeric keypad does something.
pub fn has_keypad(layer: Layer) -> bool {
    KEYPAD.iter().any(|(of, _, _)| *of == layer)
}
