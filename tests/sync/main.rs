//! Catching up with HQ: what is planned, whatever becomes of the answers; sticks; taking in what HQ publishes; and
//! recovery from what HQ has and what is left here.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

#[path = "../common/mod.rs"]
mod common;
mod directory;
mod plan;
mod recovery;
mod scene;
mod sticks;
