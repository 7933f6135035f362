//! `desk.key`: the secrets of one desk. It is never backed up; a lost desk enrols anew.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Why the key can't be had.
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
    /// The system gives no random numbers.
    #[error("the system gives no random numbers: {0}")]
    Random(#[from] getrandom::Error),
}

/// The secrets of one desk.
#[derive(Clone)]
pub struct DeskKey {
    pin_secret: [u8; 32],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pin_secret: String,
}

impl DeskKey {
    /// Reads the key at `path`, or makes one there, readable by its owner alone.
    pub fn load_or_make(path: &Path) -> Result<DeskKey, KeyError> {
        if path.exists() { DeskKey::load(path) } else { DeskKey::make(path) }
    }

    /// Reads the key at `path`.
    pub fn load(path: &Path) -> Result<DeskKey, KeyError> {
        let text = std::fs::read_to_string(path).map_err(|source| KeyError::Io { path: path.to_owned(), source })?;
        let malformed = || KeyError::Malformed(path.to_owned());
        let file: File = toml::from_str(&text).map_err(|_| malformed())?;
        Ok(DeskKey { pin_secret: from_hex(&file.pin_secret).ok_or_else(malformed)? })
    }

    /// What PIN hashes are keyed with: a stolen directory alone does not give the PINs away.
    pub fn pin_secret(&self) -> &[u8; 32] {
        &self.pin_secret
    }

    fn make(path: &Path) -> Result<DeskKey, KeyError> {
        let mut pin_secret = [0; 32];
        getrandom::fill(&mut pin_secret)?;
        let text = format!("pin_secret = \"{}\"\n", to_hex(&pin_secret));
        let io = |source| KeyError::Io { path: path.to_owned(), source };
        let directory = path.parent().unwrap_or(Path::new("."));
        // Temporary files are made readable by their owner alone, and the name appears whole or not at all.
        let mut file = tempfile::NamedTempFile::new_in(directory).map_err(io)?;
        file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(io)?;
        file.persist_noclobber(path).map_err(|error| io(error.error))?;
        Ok(DeskKey { pin_secret })
    }
}

fn to_hex(bytes: &[u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    digits.collect::<Option<Vec<u8>>>()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_read_back() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("desk.key");
        let made = DeskKey::load_or_make(&path).unwrap();
        assert_eq!(DeskKey::load_or_make(&path).unwrap().pin_secret(), made.pin_secret());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_key_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("desk.key");
        for damaged in ["", "pin_secret = \"00\"", "pin_secret = 1", "x"] {
            std::fs::write(&path, damaged).unwrap();
            assert!(matches!(DeskKey::load(&path), Err(KeyError::Malformed(_))), "{damaged}");
        }
    }
}
