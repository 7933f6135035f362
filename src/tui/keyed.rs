//! What the hint bar, help and dispatch ask of either machine, the till's and the back office's.

use super::actions::Action;
use super::keymap::Keymap;
use super::layers::Layer;
use super::model::Model;
use super::office;
use super::theme::Theme;
use crate::lang::Lang;

/// A row of the table of actions.
#[derive(Clone, Copy)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its name in `keymap.toml`.
    pub id: &'static str,
    /// Where it works.
    pub layer: Layer,
    /// The id of its words.
    pub text: &'static str,
    /// Whether it would do something now: a key that would do nothing is not offered.
    pub available: Available,
}

/// When an action would do something.
#[derive(Clone, Copy)]
pub enum Available {
    /// At the till.
    Till(fn(&Model) -> bool),
    /// At the back office.
    Office(fn(&office::Model) -> bool),
}

/// A machine whose keys are in the table.
pub trait Keyed {
    /// Which key does what.
    fn keymap(&self) -> &Keymap;

    /// The language of the screens.
    fn lang(&self) -> Lang;

    /// How things look.
    fn theme(&self) -> Theme;

    /// The layers whose keys mean something now, the nearest first.
    fn layers(&self) -> Vec<Layer>;

    /// True if the action of a row would do something now.
    fn can(&self, row: &Row) -> bool;

    /// The id of what a key is called in the hint bar: where it does one of two things, the one that it would do now.
    fn hint(&self, row: &Row) -> &'static str;
}
