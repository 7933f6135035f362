//! HQ's new key, signed by the old one, and what HQ says of itself to anybody who asks.

use serde::{Deserialize, Serialize};

use super::fault::{Fault, malformed};
use super::keys::{Fingerprint, Keys, PublicKey, SecretKeys, Signature, SigningKey, signed_text};
use super::version::Versions;
use crate::domain::Timestamp;

/// One key handing over to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// The key that was in force.
    pub from: PublicKey,
    /// The keys that are in force after it.
    pub to: Keys,
    /// Since when.
    pub at: Timestamp,
    /// The old key's signature over `"okno-rekey1\n" from "\n" sign "\n" seal "\n" at`.
    pub sig: Signature,
}

impl Succession {
    /// Hands over from the old key to the new ones.
    pub fn sign(old: &SigningKey, to: Keys, at: Timestamp) -> Succession {
        let from = old.public();
        let sig = old.sign(&rekey_text(&from, &to, at));
        Succession { from, to, at, sig }
    }
}

/// What HQ says of itself: which versions it speaks, its keys, and how they came to be in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The versions of the protocol that HQ speaks.
    pub okno: Versions,
    /// HQ's keys.
    pub hq: Keys,
    /// All its earlier keys, the oldest first.
    pub successions: Vec<Succession>,
    /// HQ's clock.
    pub at: Timestamp,
    /// The signature over `"okno-hello1\n" least "\n" most "\n" sign "\n" seal "\n" at`.
    pub sig: Signature,
}

impl Hello {
    /// What HQ with these keys says at that time.
    pub fn sign(hq: &SecretKeys, successions: Vec<Succession>, at: Timestamp) -> Hello {
        let (okno, keys) = (Versions::OURS, hq.public());
        let sig = hq.sign.sign(&hello_text(okno, &keys, at));
        Hello { okno, hq: keys, successions, at, sig }
    }

    /// Reads what HQ says, and proves that it is the HQ whose key is `known`, or its successor by a chain of
    /// signatures that begins there.
    pub fn read(json: &[u8], known: &PublicKey) -> Result<Hello, Fault> {
        Hello::read_from(json, |key| key == known)
    }

    /// The same for one who knows no more of the key than its fingerprint.
    pub fn read_by_fingerprint(json: &[u8], known: &Fingerprint) -> Result<Hello, Fault> {
        Hello::read_from(json, |key| key.fingerprint() == *known)
    }

    fn read_from(json: &[u8], is_known: impl Fn(&PublicKey) -> bool) -> Result<Hello, Fault> {
        let hello: Hello = serde_json::from_slice(json).map_err(|error| malformed(1, error))?;
        hello.hq.sign.verify(&hello_text(hello.okno, &hello.hq, hello.at), &hello.sig)?;
        let stranger = |key: &PublicKey| Fault::Fingerprint { found: key.fingerprint().to_string() };
        let begin = hello.successions.iter().position(|step| is_known(&step.from));
        let chain = &hello.successions[begin.unwrap_or(hello.successions.len())..];
        let mut key = chain.first().map(|step| step.from).unwrap_or(hello.hq.sign);
        if !is_known(&key) {
            return Err(stranger(&key));
        }
        for Succession { from, to, at, sig } in chain {
            if *from != key {
                return Err(stranger(from));
            }
            key.verify(&rekey_text(from, to, *at), sig)?;
            key = to.sign;
        }
        if key == hello.hq.sign { Ok(hello) } else { Err(stranger(&hello.hq.sign)) }
    }
}

fn rekey_text(from: &PublicKey, to: &Keys, at: Timestamp) -> String {
    signed_text("okno-rekey1", &[from, &to.sign, &to.seal, &at])
}

fn hello_text(okno: Versions, hq: &Keys, at: Timestamp) -> String {
    signed_text("okno-hello1", &[&okno.least, &okno.most, &hq.sign, &hq.seal, &at])
}
