//! `hq.key`: the seed of HQ's keys and the installation's PIN secret. Two nodes of one store have copies of one file.

use std::path::Path;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::keyfile;
use crate::protocol::SecretKeys;

pub use crate::keyfile::KeyError;

/// HQ's secrets.
#[derive(Clone)]
pub struct HqKey {
    keys: SecretKeys,
    pin_secret: Zeroizing<[u8; 32]>,
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
        let malformed = || KeyError::Malformed(path.to_owned());
        let file: File = toml::from_str(&keyfile::read(path)?).map_err(|_| malformed())?;
        let seed = keyfile::from_text(&file.seed).ok_or_else(malformed)?;
        let pin_secret = keyfile::from_text(&file.pin_secret).ok_or_else(malformed)?;
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
    let [seed, pin_secret] = [keyfile::to_text(&*keyfile::random()?), keyfile::to_text(&*keyfile::random()?)];
    let text = Zeroizing::new(format!("seed = \"{seed}\"\npin_secret = \"{pin_secret}\"\n"));
    // Where another process was quicker, its key is the key.
    keyfile::make(path, &text).map(|_| ())
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
