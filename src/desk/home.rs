//! A home: the directory that holds all of one desk.

use std::path::{Path, PathBuf};

/// Where things are in a home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home(PathBuf);

impl Home {
    /// The home at `path`; nothing is made or read.
    pub fn new(path: impl Into<PathBuf>) -> Home {
        Home(path.into())
    }

    /// The directory itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// `okno.toml`: the settings.
    pub fn settings(&self) -> PathBuf {
        self.0.join("okno.toml")
    }

    /// `journal.db`: the record.
    pub fn journal(&self) -> PathBuf {
        self.0.join("journal.db")
    }

    /// `directory.db`: accounts, suppliers and users.
    pub fn directory(&self) -> PathBuf {
        self.0.join("directory.db")
    }

    /// `log/`: what went wrong or slowly; never a PIN, a card number or a payer's name.
    pub fn log(&self) -> PathBuf {
        self.0.join("log")
    }

    /// `printing`: the paper that went down a wire last, until what became of it is recorded.
    pub fn printing(&self) -> PathBuf {
        self.0.join("printing")
    }

    /// `pdf/`: papers that somebody saved.
    pub fn pdf(&self) -> PathBuf {
        self.0.join("pdf")
    }

    /// `keymap.toml`: the keys that this desk wants otherwise; there is none unless somebody writes it.
    pub fn keymap(&self) -> PathBuf {
        self.0.join("keymap.toml")
    }

    /// `desk.key`: secrets that stay on this machine.
    pub fn key(&self) -> PathBuf {
        self.0.join("desk.key")
    }
}
