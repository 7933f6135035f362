//! The command line as people and programs meet it: a shell, a home in an empty folder, and what comes back.

#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod branch;
mod contract;
mod custody;
mod custody_talk;
mod documents;
mod hq;
mod hq_bank;
mod hq_registers;
mod messages;
mod office;
mod readme;
mod register_messages;

mod scene;
mod transcripts;
mod why;
