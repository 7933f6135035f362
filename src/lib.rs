//! Okno, the window where people pay: a till, a back office and a headquarters server in one binary.

pub mod cli;
pub mod clock;
pub mod desk;
pub mod directory;
pub mod document;
pub mod domain;
pub mod journal;
pub mod lang;
pub mod print;
pub mod protocol;
pub mod register;
pub mod settings;
