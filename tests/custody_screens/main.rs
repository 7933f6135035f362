//! The custody of cash at the keys: opening, count, pause, close, and what they leave in the journal.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

#[allow(dead_code)] // Other programs of tests use the rest of it.
#[path = "../stage/mod.rs"]
mod stage;

mod absence;
mod close;
mod money;
mod open;
mod scene;
