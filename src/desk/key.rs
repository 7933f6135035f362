//! `desk.key`: the secrets of one desk. It is never backed up; a lost desk enrols anew.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::keyfile;
use crate::protocol::{EnrolAnswer, Keys, PublicKey, Recipient, SecretKeys};

pub use crate::keyfile::KeyError;

/// The secrets of one desk.
#[derive(Clone)]
pub struct DeskKey {
    pin_secret: [u8; 32],
    former_pin_secret: Option<[u8; 32]>,
    enrolment: Option<Enrolment>,
}

/// What makes a desk one of HQ's; a desk that stands alone has none.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// The desk's own keys.
    pub keys: SecretKeys,
    /// HQ's.
    pub hq: Keys,
    /// Which set-up of the desk this is: 1, and one more with each recovery.
    pub epoch: u32,
    seed: Zeroizing<[u8; 32]>,
}

/// A fresh seed that HQ may know already: kept beside the key until HQ's answer is.
#[derive(Clone, Debug)]
pub struct FreshKeys {
    /// The keys of the seed.
    pub keys: SecretKeys,
    seed: Zeroizing<[u8; 32]>,
    path: PathBuf,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pin_secret: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    former_pin_secret: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hq: Option<HqPart>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HqPart {
    seed: String,
    epoch: u32,
    sign: PublicKey,
    seal: Recipient,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FreshFile {
    seed: String,
}

impl DeskKey {
    /// Reads the key at `path`, or makes one there, readable by its owner alone.
    pub fn load_or_make(path: &Path) -> Result<DeskKey, KeyError> {
        if path.exists() { DeskKey::load(path) } else { DeskKey::make(path) }
    }

    /// Reads the key at `path`.
    pub fn load(path: &Path) -> Result<DeskKey, KeyError> {
        let malformed = || KeyError::Malformed(path.to_owned());
        let file: File = toml::from_str(&keyfile::read(path)?).map_err(|_| malformed())?;
        let enrolment = file.hq.map(|part| enrolment(part).ok_or_else(malformed)).transpose()?;
        let former = file.former_pin_secret.map(|text| secret(&text).ok_or_else(malformed)).transpose()?;
        let pin_secret = secret(&file.pin_secret).ok_or_else(malformed)?;
        Ok(DeskKey { pin_secret, former_pin_secret: former, enrolment })
    }

    /// What PIN hashes are keyed with: a stolen directory alone does not give the PINs away.
    pub fn pin_secret(&self) -> &[u8; 32] {
        &self.pin_secret
    }

    /// What they were keyed with before the desk joined HQ: its own people keep their PINs until HQ's take their place.
    pub fn former_pin_secret(&self) -> Option<&[u8; 32]> {
        self.former_pin_secret.as_ref()
    }

    /// What makes it one of HQ's desks.
    pub fn enrolment(&self) -> Option<&Enrolment> {
        self.enrolment.as_ref()
    }

    /// Writes the key of a desk that HQ enrolled at `path`, over one that is there: whole, or not at all. `former` is
    /// the key of a desk that stood alone.
    pub fn enrol(
        path: &Path,
        fresh: FreshKeys,
        answer: &EnrolAnswer,
        former: Option<&DeskKey>,
    ) -> Result<DeskKey, KeyError> {
        let pin_secret = answer.pin_secret(&fresh.keys.seal).map_err(|fault| KeyError::Answer(fault.to_string()))?;
        let former_pin_secret = former.map(|key| key.former_pin_secret.unwrap_or(key.pin_secret));
        let former_pin_secret = former_pin_secret.filter(|former| *former != pin_secret);
        let enrolment =
            Enrolment { keys: fresh.keys, hq: answer.hq.clone(), epoch: answer.epoch, seed: fresh.seed.clone() };
        let key = DeskKey { pin_secret, former_pin_secret, enrolment: Some(enrolment) };
        keyfile::write_over(path, &key.text()?)?;
        // The seed is in the key now; what stays here is asked for again in vain.
        let _ = std::fs::remove_file(&fresh.path);
        Ok(key)
    }

    /// Writes HQ's next keys into the key at `path`, in place of the known one: whole, or not at all. A key that knows
    /// another by now, because it was enrolled anew or somebody else was quicker, stays as it is.
    pub fn follow(path: &Path, known: &PublicKey, next: &Keys) -> Result<(), KeyError> {
        let mut key = DeskKey::load(path)?;
        let Some(enrolment) = key.enrolment.as_mut().filter(|enrolment| enrolment.hq.sign == *known) else {
            return Ok(());
        };
        enrolment.hq = next.clone();
        keyfile::write_over(path, &key.text()?)
    }

    fn make(path: &Path) -> Result<DeskKey, KeyError> {
        let key = DeskKey { pin_secret: *keyfile::random()?, former_pin_secret: None, enrolment: None };
        if keyfile::make(path, &key.text()?)? { Ok(key) } else { DeskKey::load(path) }
    }

    fn text(&self) -> Result<Zeroizing<String>, KeyError> {
        let hq = self.enrolment.as_ref().map(|enrolment| HqPart {
            seed: keyfile::to_text(&enrolment.seed),
            epoch: enrolment.epoch,
            sign: enrolment.hq.sign,
            seal: enrolment.hq.seal.clone(),
        });
        let former_pin_secret = self.former_pin_secret.as_ref().map(keyfile::to_text);
        let file = File { pin_secret: keyfile::to_text(&self.pin_secret), former_pin_secret, hq };
        toml::to_string(&file).map(Zeroizing::new).map_err(|error| KeyError::Answer(error.to_string()))
    }
}

impl FreshKeys {
    /// The keys that an enrolment which was cut off has shown to HQ, or new ones, durable beside `key`, the place of
    /// the desk's key: the same request again gets the same answer again.
    pub fn prepare(key: &Path) -> Result<FreshKeys, KeyError> {
        let path = key.with_extension("key.new");
        let seed = if path.exists() {
            let file: FreshFile =
                toml::from_str(&keyfile::read(&path)?).map_err(|_| KeyError::Malformed(path.clone()))?;
            keyfile::from_text(&file.seed).ok_or_else(|| KeyError::Malformed(path.clone()))?
        } else {
            let seed = keyfile::random()?;
            keyfile::write_over(&path, &format!("seed = \"{}\"\n", keyfile::to_text(&seed)))?;
            seed
        };
        let keys = SecretKeys::from_seed(&seed).map_err(|fault| KeyError::Answer(fault.to_string()))?;
        Ok(FreshKeys { keys, seed, path })
    }

    /// Forgets them: HQ refused them, and another code wants others.
    pub fn discard(self) {
        // What can't be removed is tried once more, and refused once more.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn enrolment(part: HqPart) -> Option<Enrolment> {
    let seed = keyfile::from_text(&part.seed)?;
    let keys = SecretKeys::from_seed(&seed).ok()?;
    Some(Enrolment { keys, hq: Keys { sign: part.sign, seal: part.seal }, epoch: part.epoch, seed })
}

fn secret(text: &str) -> Option<[u8; 32]> {
    keyfile::from_text(text).map(|secret| *secret)
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
    fn a_desk_that_joins_keeps_the_secret_of_its_own_people_and_reads_back() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("desk.key");
        let alone = DeskKey::load_or_make(&path).unwrap();
        let fresh = FreshKeys::prepare(&path).unwrap();
        let shown = fresh.keys.public();
        assert_eq!(FreshKeys::prepare(&path).unwrap().keys.public(), shown, "cut off, and begun again");
        let hq = SecretKeys::from_seed(&[2; 32]).unwrap();
        let answer = answer(&fresh.keys, &hq);
        DeskKey::enrol(&path, fresh, &answer, Some(&alone)).unwrap();
        let key = DeskKey::load(&path).unwrap();
        assert_eq!((key.pin_secret(), key.former_pin_secret()), (&[7; 32], Some(alone.pin_secret())));
        let enrolment = key.enrolment().unwrap();
        assert_eq!((enrolment.keys.public(), &enrolment.hq, enrolment.epoch), (shown.clone(), &hq.public(), 1));
        assert_ne!(FreshKeys::prepare(&path).unwrap().keys.public(), shown, "another enrolment has other keys");
        #[cfg(unix)]
        for name in ["desk.key", "desk.key.new"] {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(home.path().join(name)).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    fn answer(desk: &SecretKeys, hq: &SecretKeys) -> EnrolAnswer {
        use crate::protocol::{EnrolCode, EnrolRequest, Enrolled, Enrolling};
        let code = EnrolCode::new(&hq.public().sign, [1; 8]);
        let enrolling =
            Enrolling { desk: "664003/2".parse().unwrap(), zone: "Asia/Irkutsk".to_owned(), recover: false };
        let request = EnrolRequest::sign(enrolling, &code, desk);
        let at = "2026-11-23T06:00:00.000Z".parse().unwrap();
        EnrolAnswer::sign(&request, Enrolled { epoch: 1, accepted: None, at }, &[7; 32], hq).unwrap()
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
