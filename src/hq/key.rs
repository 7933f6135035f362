//! `hq.key`: the seed of HQ's keys and the installation's PIN secret. Two nodes of one store have copies of one file.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::protocol::SecretKeys;

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
    #[error("{0} is not a key file of Okno's headquarters")]
    Malformed(PathBuf),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers: {0}")]
    Random(#[from] getrandom::Error),
}

/// HQ's secrets.
#[derive(Clone)]
pub struct HqKey {
    keys: SecretKeys,
    pin_secret: [u8; 32],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    seed: String,
    pin_secret: String,
}

impl HqKey {
    /// Reads the key at `path`.
    pub fn load(path: &Path) -> Result<HqKey, KeyError> {
        let text = std::fs::read_to_string(path).map_err(|source| KeyError::Io { path: path.to_owned(), source })?;
        let text = Zeroizing::new(text);
        let malformed = || KeyError::Malformed(path.to_owned());
        let file: File = toml::from_str(&text).map_err(|_| malformed())?;
        let seed = Zeroizing::new(from_hex(&file.seed).ok_or_else(malformed)?);
        let pin_secret = from_hex(&file.pin_secret).ok_or_else(malformed)?;
        Ok(HqKey { keys: SecretKeys::from_seed(&seed).map_err(|_| malformed())?, pin_secret })
    }

    /// Reads the key at `path`, or makes one there, readable by its owner alone.
    pub fn load_or_make(path: &Path) -> Result<HqKey, KeyError> {
        if !path.exists() {
            make(path)?;
        }
        HqKey::load(path)
    }

    /// What HQ signs with, and opens bundles with.
    pub fn keys(&self) -> &SecretKeys {
        &self.keys
    }

    /// What the PIN hashes of the whole installation are keyed with.
    pub fn pin_secret(&self) -> &[u8; 32] {
        &self.pin_secret
    }
}

fn make(path: &Path) -> Result<(), KeyError> {
    let [mut seed, mut pin_secret] = [Zeroizing::new([0; 32]), Zeroizing::new([0; 32])];
    getrandom::fill(&mut *seed)?;
    getrandom::fill(&mut *pin_secret)?;
    let text = Zeroizing::new(format!("seed = \"{}\"\npin_secret = \"{}\"\n", to_hex(&seed), to_hex(&pin_secret)));
    let io = |source| KeyError::Io { path: path.to_owned(), source };
    let directory = path.parent().unwrap_or(Path::new("."));
    // Temporary files are made readable by their owner alone, and the name appears whole or not at all.
    let mut file = tempfile::NamedTempFile::new_in(directory).map_err(io)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(io)?;
    match file.persist_noclobber(path) {
        // Another process was quicker: its key is the key.
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        persisted => persisted.map(|_| ()).map_err(|error| io(error.error)),
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
        let path = home.path().join("hq.key");
        let made = HqKey::load_or_make(&path).unwrap();
        let read = HqKey::load_or_make(&path).unwrap();
        assert_eq!(made.keys().public(), read.keys().public());
        assert_eq!(made.pin_secret(), read.pin_secret());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_key_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("hq.key");
        let half = format!("seed = \"{}\"", "00".repeat(32));
        for damaged in ["", "seed = \"00\"\npin_secret = \"00\"", &half, "x"] {
            std::fs::write(&path, damaged).unwrap();
            assert!(matches!(HqKey::load(&path), Err(KeyError::Malformed(_))), "{damaged}");
        }
    }
}
