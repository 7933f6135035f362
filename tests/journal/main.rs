//! The journal, from outside: what is recorded stays, whoever else is at the file; what was changed is found.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.
#![allow(clippy::print_stdout)] // The other process answers so, and a test says what it could not ask.

mod crash;
mod custody;
mod damage;
mod export;
mod mirror;
mod raw;
mod scene;
mod tamper;
mod writer;
