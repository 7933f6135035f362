//! The back office's screens: keys in, screen out, with a headquarters behind that is served over HTTP.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod browse;
#[path = "../common/mod.rs"]
mod common;
mod deeds;
mod dialogs;
#[path = "../stage/keys.rs"]
mod keys;
mod money;
mod papers;
#[path = "../stage/picture.rs"]
#[allow(dead_code)] // Pictures in colours are of the README alone.
mod picture;
#[path = "../hq/scene.rs"]
#[allow(dead_code)] // What tests of headquarters itself ask of its desks is of no use here.
mod scene;
mod stage;
mod terminal;
