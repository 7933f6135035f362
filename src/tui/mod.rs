//! The till's hands and eyes: a pure state machine and its pictures.
//!
//! [`update`] takes the [`Model`] and one [`Msg`] and gives [`Effect`]s: no IO, no clock, no await. `runtime` runs the
//! effects on workers and brings their results back as messages; [`view`] draws the model.

pub mod actions;
mod available;
mod burst;
pub mod custody;
#[cfg(test)]
mod custody_pictures;
#[cfg(test)]
mod fixtures;
pub mod key;
pub mod keyed;
pub mod keymap;
pub mod layers;
pub mod link;
mod model;
mod msg;
pub mod office;
mod outfit;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod pictures_printer;
#[cfg(test)]
mod pictures_shift;
#[cfg(test)]
mod pictures_sync;
#[cfg(test)]
mod pictures_telephone;
pub mod recover;
mod rules;
pub mod runtime;
pub mod screens;
pub mod theme;
mod till_keys;
mod update;
mod view;
pub mod warnings;
pub mod widgets;

pub use actions::Action;
pub use key::Key;
pub use keymap::Keymap;
pub use layers::Layer;
pub use link::Link;
pub use model::{Health, Model, Notice, Overlay, Screen};
pub use msg::{BillFound, Done, Draft, Effect, Hit, LineDraft, Msg, NewDesk, Person, Ready, ReceiptRow, Stamp, Wanted};
pub use outfit::{Kind, Outfit, Unfit};
pub use rules::Rules;
pub use update::update;
pub use view::view;
