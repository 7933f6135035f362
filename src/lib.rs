//! Okno, the window where people pay: a till, a back office and a headquarters server in one binary.

pub mod cli;
pub mod domain;
pub mod journal;
pub mod protocol;
