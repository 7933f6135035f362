//! `hq.key`: the seed of HQ's keys and the installation's PIN secret. Two nodes of one store have copies of one file.
//!
//! A next key is written beside it, `hq.key.new`, before the store knows it, and takes its name once the store is that
//! key's. Whoever opens HQ in between ends what was begun.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::keyfile;
use crate::protocol::{Fingerprint, Identity, SecretKeys};

pub use crate::keyfile::KeyError;

/// HQ's secrets.
#[derive(Clone)]
pub struct HqKey {
    keys: SecretKeys,
    pin_secret: Zeroizing<[u8; 32]>,
    /// What sticks were sealed to under earlier keys, the oldest first.
    earlier: Vec<Identity>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    seed: String,
    pin_secret: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<String>,
}

impl HqKey {
    /// Reads the key at `path`.
    pub fn load(path: &Path) -> Result<HqKey, KeyError> {
        let malformed = || KeyError::Malformed(path.to_owned());
        let file: File = toml::from_str(&keyfile::read(path)?).map_err(|_| malformed())?;
        let seed = keyfile::from_text(&file.seed).ok_or_else(malformed)?;
        let pin_secret = keyfile::from_text(&file.pin_secret).ok_or_else(malformed)?;
        let earlier = file.earlier.iter().map(|text| Identity::from_text(text).map_err(|_| malformed()));
        let earlier = earlier.collect::<Result<_, _>>()?;
        Ok(HqKey { keys: SecretKeys::from_seed(&seed).map_err(|_| malformed())?, pin_secret, earlier })
    }

    /// This key, which is at `path`. Where the store belongs to the next one that was made beside it, that one takes
    /// its place.
    pub fn of_store(self, path: &Path, owner: &str) -> Result<HqKey, KeyError> {
        if self.fingerprint().to_string() == owner {
            return Ok(self);
        }
        match self.next(path)? {
            Some(next) if next.fingerprint().to_string() == owner => {
                take_over(path)?;
                Ok(next)
            }
            _ => Ok(self),
        }
    }

    /// The key that is to follow this one, which is at `path`: the one that an earlier try has made, or a new one,
    /// durable beside it.
    pub fn prepare_next(&self, path: &Path) -> Result<HqKey, KeyError> {
        if let Some(next) = self.next(path)? {
            return Ok(next);
        }
        let earlier = self.earlier.iter().chain([&self.keys.seal]);
        let file = File {
            seed: keyfile::to_text(&*keyfile::random()?),
            pin_secret: keyfile::to_text(&self.pin_secret),
            earlier: earlier.map(|identity| identity.to_text().to_string()).collect(),
        };
        let text = toml::to_string(&file).map(Zeroizing::new).map_err(|error| KeyError::Answer(error.to_string()))?;
        keyfile::write_over(&beside(path), &text)?;
        HqKey::load(&beside(path))
    }

    /// The next key beside this one, where there is one that follows this one.
    fn next(&self, path: &Path) -> Result<Option<HqKey>, KeyError> {
        let path = beside(path);
        if !path.exists() {
            return Ok(None);
        }
        let next = HqKey::load(&path)?;
        let follows = next.earlier.last().is_some_and(|it| it.recipient() == self.keys.seal.recipient());
        Ok(follows.then_some(next))
    }

    /// The key in short.
    pub fn fingerprint(&self) -> Fingerprint {
        self.keys.sign.public().fingerprint()
    }

    /// What opens sticks, whichever key they were sealed to: today's first.
    pub fn openers(&self) -> impl Iterator<Item = &Identity> {
        [&self.keys.seal].into_iter().chain(self.earlier.iter().rev())
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

/// Gives the next key beside `path` its name.
pub fn take_over(path: &Path) -> Result<(), KeyError> {
    match keyfile::rename_over(&beside(path), path) {
        // Somebody who opened HQ was quicker.
        Err(KeyError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(()),
        renamed => renamed,
    }
}

fn beside(path: &Path) -> PathBuf {
    path.with_extension("key.new")
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
