//! Files that hold secrets: readable by their owner alone, durable, and there whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use crate::protocol::hex;

/// Why a key can't be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file can't be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not a key.
    #[error("{0} is not a key file of Okno")]
    Malformed(PathBuf),
    /// HQ's answer does not make a key.
    #[error("the key cannot be made: {0}")]
    Answer(String),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers: {0}")]
    Random(#[from] getrandom::Error),
}

/// The text of the file at `path`.
pub fn read(path: &Path) -> Result<Zeroizing<String>, KeyError> {
    std::fs::read_to_string(path).map(Zeroizing::new).map_err(io(path))
}

/// Writes a file that must not be there; `false` where another process was quicker.
pub fn make(path: &Path, text: &str) -> Result<bool, KeyError> {
    match written(path, text)?.persist_noclobber(path) {
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        persisted => persisted.map(|_| true).map_err(|error| io(path)(error.error)),
    }
}

/// Writes a file, over one that is there.
pub fn write_over(path: &Path, text: &str) -> Result<(), KeyError> {
    written(path, text)?.persist(path).map_err(|error| io(path)(error.error))?;
    sync_folder(path)
}

/// The name must be as durable as what it names.
fn sync_folder(path: &Path) -> Result<(), KeyError> {
    std::fs::File::open(folder(path)).and_then(|folder| folder.sync_all()).map_err(io(path))
}

/// Gives a file that was written so the name of another, whose place it takes.
pub fn rename_over(from: &Path, to: &Path) -> Result<(), KeyError> {
    std::fs::rename(from, to).map_err(io(from))?;
    sync_folder(to)
}

/// A new secret.
pub fn random() -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let mut secret = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *secret)?;
    Ok(secret)
}

/// A secret as a key file has it.
pub fn to_text(secret: &[u8; 32]) -> String {
    hex::encode(secret)
}

/// The secret that a key file has.
pub fn from_text(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    hex::decode(text).map(Zeroizing::new)
}

/// A durable file beside `path`, which has no name yet.
fn written(path: &Path, text: &str) -> Result<NamedTempFile, KeyError> {
    // Temporary files are made readable by their owner alone.
    let mut file = NamedTempFile::new_in(folder(path)).map_err(io(path))?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(io(path))?;
    Ok(file)
}

fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

fn io(path: &Path) -> impl Fn(std::io::Error) -> KeyError {
    move |source| KeyError::Io { path: path.to_owned(), source }
}
