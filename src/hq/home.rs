//! HQ's home: the directory that holds a node's settings, key and, where the store is SQLite, the store.

use std::path::{Path, PathBuf};

/// Where things are in HQ's home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HqHome(PathBuf);

impl HqHome {
    /// The home at `path`; nothing is made or read.
    pub fn new(path: impl Into<PathBuf>) -> HqHome {
        HqHome(path.into())
    }

    /// The directory itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// `hq.toml`: the settings.
    pub fn settings(&self) -> PathBuf {
        self.0.join("hq.toml")
    }

    /// `hq.key`: HQ's secrets. Whoever has it is HQ: it is kept apart from the store, and a copy of it in a safe.
    pub fn key(&self) -> PathBuf {
        self.0.join("hq.key")
    }

    /// `calendars/`: bank days and opening hours that take the place of those that the program comes with.
    pub fn calendars(&self) -> PathBuf {
        self.0.join("calendars")
    }

    /// `log/`: what went wrong or slowly; never a PIN, an account or a payer's name.
    pub fn log(&self) -> PathBuf {
        self.0.join("log")
    }
}
