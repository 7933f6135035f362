//! The back office's screens: a machine of its own beside the till's, with the same keys, widgets and loop.
//!
//! Everything that is shown is a [`Table`](crate::domain::Table) of headquarters', by its
//! [`View`](crate::domain::View): a page has one or several of them in panes, and a row opens the page of what it is
//! made of. What is looked at goes out as one effect whenever it changes; headquarters' answers come back as messages
//! and move no cursor.

pub(in crate::tui) mod can;
mod chart;
mod columns;
mod deeds;
pub mod dialog;
mod draw;
pub mod files;
mod keys;
pub mod list;
mod list_view;
mod look;
mod model;
mod money;
mod msg;
pub mod orders;
mod pages;
mod people;
mod reader;
mod sign_in;
mod subject;
mod table_view;
mod update;
mod words;

pub use draw::view;
pub use model::{Kind, Model, Overlay, Page, Pane, Seen, Start};
pub use msg::{Effect, Format, Msg, Trouble, Wanted};
pub use update::update;
