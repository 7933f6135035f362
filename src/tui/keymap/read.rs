//! Reading a `keymap.toml`, and holding it to what keys can do. A person wants to see every fault at once, so nothing
//! here stops at the first.

use std::collections::HashSet;

use crossterm::event::{KeyCode, KeyModifiers};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Binding, Fault};
use crate::domain::message::{list, text};
use crate::domain::{Message, Word};
use crate::tui::actions::{ACTIONS, Action};
use crate::tui::key::Key;
use crate::tui::keyed::Row;
use crate::tui::layers::Layer;

/// What stands in a file.
pub(super) struct Read {
    /// The lines that may stand, in their order.
    pub(super) found: Vec<Binding>,
    faults: Vec<Fault>,
    /// The layers in which something is wrong.
    faulty: HashSet<Layer>,
    /// True where something could not even be told to be in a layer.
    is_broken: bool,
}

/// The lines of a file, and all that is wrong with each by itself.
pub(super) fn bindings(file: &str) -> Read {
    let (root, errors) = DeTable::parse_recoverable(file);
    let read = Read { found: vec![], faults: vec![], faulty: HashSet::new(), is_broken: false };
    let mut reader = Reader { file, read };
    for error in errors {
        let span = error.span().unwrap_or_default();
        let written = file.get(span.clone()).unwrap_or_default();
        match error.message() {
            "duplicate key" => {
                reader.outside(span.start, "keymap-twice", vec![("key", text(written.trim_matches(['"', '\''])))])
            }
            said => reader.outside(span.start, "keymap-syntax", vec![("found", text(said))]),
        }
    }
    for (name, value) in in_order(root.into_inner()) {
        let layer = Layer::ALL.iter().find(|layer| layer.id() == name.get_ref().as_ref());
        let said = ("layer", text(name.get_ref()));
        match (layer, value.into_inner()) {
            (Some(layer), DeValue::Table(table)) => reader.layer(*layer, table),
            (Some(_), _) => reader.outside(name.span().start, "keymap-table", vec![said]),
            (None, _) => {
                let known = list(&Layer::ALL.iter().map(|layer| layer.id()).collect::<Vec<_>>());
                reader.outside(name.span().start, "keymap-layer", vec![said, ("known", known)]);
            }
        }
    }
    reader.read
}

/// The lines of the user's file over those of `base`, key by key; or every fault of the file.
pub(super) fn merged(base: Vec<Binding>, user: &str) -> Result<Vec<Binding>, Vec<Fault>> {
    let Read { found, mut faults, faulty, is_broken } = bindings(user);
    let over = |base: &Binding| found.iter().find(|user| (user.layer, user.key) == (base.layer, base.key));
    let (displaced, kept): (Vec<Binding>, Vec<Binding>) = base.into_iter().partition(|base| over(base).is_some());
    faults.extend(hidden(&found, &kept));

    // A wrong line may be the one that was to give the action its key.
    let is_sure = |row: &&Row| !is_broken && !faulty.contains(&row.layer);
    let is_bound = |row: &Row| found.iter().chain(&kept).any(|binding| binding.action == Some(row.action));
    for row in ACTIONS.iter().filter(is_sure).filter(|row| !is_bound(row)) {
        let lost = displaced.iter().filter(|base| base.action == Some(row.action)).filter_map(over);
        let said = vec![("action", text(row.id)), ("layer", text(row.layer.id()))];
        faults.push(Fault { line: lost.map(|user| user.line).max().unwrap_or(1), message: ("keymap-idle", said) });
    }
    faults.sort_by_key(|fault| fault.line);
    if faults.is_empty() { Ok(found.into_iter().chain(kept).collect()) } else { Err(faults) }
}

/// The keys that do one thing everywhere and another in a layer: there the layer would hide what they do elsewhere.
fn hidden(found: &[Binding], kept: &[Binding]) -> Vec<Fault> {
    let all = || found.iter().chain(kept).filter(|binding| binding.action.is_some());
    let mut faults = Vec::new();
    for near in all().filter(|binding| binding.layer != binding.layer.outer()) {
        let outer = near.layer.outer();
        for far in all().filter(|binding| binding.layer == outer && binding.key == near.key) {
            let is_own = |binding: &Binding| found.iter().any(|own| std::ptr::eq(own, binding));
            let line = if is_own(near) { near.line } else { far.line };
            let said = vec![("key", text(near.key)), ("layer", text(near.layer.id()))];
            faults.push(Fault { line, message: ("keymap-hidden", said) });
        }
    }
    faults
}

struct Reader<'t> {
    file: &'t str,
    read: Read,
}

impl Reader<'_> {
    fn layer(&mut self, layer: Layer, table: DeTable) {
        for (key, value) in in_order(table) {
            let line = self.line(key.span().start);
            // What the parser stumbled over is named once.
            if self.read.faults.iter().any(|fault| fault.line == line) {
                continue;
            }
            match self.binding(layer, key.get_ref(), value.get_ref(), line) {
                Ok(binding) => self.read.found.push(binding),
                Err(message) => {
                    self.read.faulty.insert(layer);
                    self.read.faults.push(Fault { line, message });
                }
            }
        }
    }

    fn binding(&self, layer: Layer, spelled: &str, value: &DeValue, line: usize) -> Result<Binding, Message> {
        let said = || vec![("key", text(spelled)), ("layer", text(layer.id()))];
        let key = Key::parse(spelled).ok_or_else(|| ("keymap-key", said()))?;
        if let Some(id) = objection(layer, key) {
            return Err((id, said()));
        }
        if self.read.found.iter().any(|other| (other.layer, other.key) == (layer, key)) {
            return Err(("keymap-twice", said()));
        }
        let action = match value {
            DeValue::Boolean(false) => None,
            DeValue::String(name) if name == "none" => None,
            DeValue::String(name) => Some(action(layer, name)?),
            _ => return Err(("keymap-value", said())),
        };
        Ok(Binding { layer, key, action, line })
    }

    /// Notes what is wrong outside every layer.
    fn outside(&mut self, at: usize, id: &'static str, said: Vec<(&'static str, Word)>) {
        let line = self.line(at);
        self.read.is_broken = true;
        self.read.faults.push(Fault { line, message: (id, said) });
    }

    fn line(&self, at: usize) -> usize {
        self.file.bytes().take(at).filter(|b| *b == b'\n').count() + 1
    }
}

/// The action of a layer that has this name.
fn action(layer: Layer, name: &str) -> Result<Action, Message> {
    if let Some(row) = layer.rows().find(|row| row.id == name) {
        return Ok(row.action);
    }
    let said = ("action", text(name));
    match ACTIONS.iter().find(|row| row.id == name) {
        Some(row) => Err(("keymap-other-layer", vec![said, ("layer", text(row.layer.id()))])),
        None => {
            let known = list(&layer.rows().map(|row| row.id).collect::<Vec<_>>());
            Err(("keymap-action", vec![said, ("layer", text(layer.id())), ("known", known)]))
        }
    }
}

/// Why a key can't be bound in a layer.
fn objection(layer: Layer, key: Key) -> Option<&'static str> {
    let edits = [KeyCode::Backspace, KeyCode::Left, KeyCode::Right, KeyCode::Home, KeyCode::End];
    // A scan types characters wherever the focus is, and a letter alone would be dead under the other layout.
    if key.text().is_some() || (layer.has_fields() && key.modifiers.is_empty() && edits.contains(&key.code)) {
        Some("keymap-typed")
    } else if !arrives(key) {
        Some("keymap-lost")
    } else {
        None
    }
}

/// True for a key that every terminal sends as itself, under both layouts. Ctrl with a letter is one byte: that of H is
/// Backspace in some terminals, that of I is Tab, of J and M Enter, and Shift is not in it. Alt is Esc before the key,
/// which makes Alt+Shift+O the beginning of an arrow.
fn arrives(key: Key) -> bool {
    let (none, ctrl, alt, shift) = (KeyModifiers::NONE, KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT);
    match (key.code, key.modifiers) {
        (KeyCode::Char('h' | 'i' | 'j' | 'm'), with) if with.contains(ctrl) => false,
        (KeyCode::Char('a'..='z'), with) if with == ctrl || with == alt || with == ctrl | alt => true,
        (KeyCode::Char(c), with) if with == alt | shift => c.is_ascii_lowercase() && c != 'o',
        (KeyCode::Char(c), with) => with == alt && c.is_ascii_digit(),
        (KeyCode::Enter | KeyCode::Esc | KeyCode::Tab | KeyCode::BackTab | KeyCode::Backspace, with) => with == none,
        (_, with) => (with - ctrl - alt - shift).is_empty(),
    }
}

/// The entries of a table as they stand in the file.
fn in_order<'t>(table: DeTable<'t>) -> Vec<(Spanned<std::borrow::Cow<'t, str>>, Spanned<DeValue<'t>>)> {
    let mut entries: Vec<_> = table.into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
