//! A journal entry, its hash and its canonical form.
//!
//! `hash` is the SHA-256 of the UTF-8 text
//! `"okno1\n" office/desk "\n" seq "\n" id "\n" at "\n" kind "\n" prev "\n" body`, in lower-case hex.

use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::domain::hash::HashError;
use crate::domain::{DeskId, EntryId, Timestamp};

pub use crate::domain::EntryHash as Hash;

impl Hash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash::from_bytes(Sha256::digest(bytes).into())
    }
}

impl From<HashError> for EntryFault {
    fn from(HashError(text): HashError) -> EntryFault {
        EntryFault::Hash(text)
    }
}

/// What is wrong with an entry as found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    /// The number is not the one that follows.
    #[error("entry {expected} is missing: entry {found} stands in its place")]
    Seq {
        /// The number that should come.
        expected: u64,
        /// The number that is there.
        found: i64,
    },
    /// There is no such entry, though later ones refer to it.
    #[error("it is missing")]
    Missing,
    /// The id is not a UUID in lower case.
    #[error("its id '{0}' is not a UUID in lower case")]
    Id(String),
    /// The time is not in its one spelling.
    #[error("its time '{0}' is not RFC 3339 UTC with three decimals")]
    At(String),
    /// The kind has other characters than `[a-z0-9.-]`.
    #[error("its kind '{0}' is not a code")]
    Kind(String),
    /// The body is not one compact JSON object.
    #[error("its body is not one compact JSON object")]
    Body,
    /// Not 64 lower-case hex digits.
    #[error("'{0}' is not a hash")]
    Hash(String),
    /// The entry does not follow the one before it.
    #[error("it does not follow the entry before it")]
    Prev,
    /// The content is not what the hash was made of.
    #[error("its content does not fit its hash")]
    Content,
}

/// An entry as found in a file or on the wire, unchecked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawEntry {
    /// The number in the journal, from 1 without holes.
    pub seq: i64,
    /// The id.
    pub id: String,
    /// The time.
    pub at: String,
    /// The kind.
    pub kind: String,
    /// The body.
    pub body: String,
    /// The hash of the entry before.
    pub prev: String,
    /// The hash of this entry.
    pub hash: String,
}

/// A checked entry of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number in the journal, from 1 without holes.
    pub seq: u64,
    /// The id of the command that made it.
    pub id: EntryId,
    /// When it was recorded.
    pub at: Timestamp,
    /// What happened.
    pub kind: String,
    /// One compact JSON object, kept byte for byte as it was hashed.
    pub body: String,
    /// The hash of the entry before.
    pub prev: Hash,
    /// The hash of this entry.
    pub hash: Hash,
}

impl Entry {
    /// Makes the entry that follows `prev` as number `seq` in the journal of `desk`.
    pub fn seal(
        desk: &DeskId,
        seq: u64,
        id: EntryId,
        at: Timestamp,
        kind: &str,
        body: String,
        prev: Hash,
    ) -> Result<Entry, EntryFault> {
        check_kind(kind)?;
        check_body(&body)?;
        let hash = content_hash(desk, seq, id, at, kind, &body, prev);
        Ok(Entry { seq, id, at, kind: kind.to_owned(), body, prev, hash })
    }

    /// Checks an entry found as number `seq` after `prev` in the journal of `desk`: spelling, order and hash.
    pub fn check(desk: &DeskId, seq: u64, prev: Hash, raw: RawEntry) -> Result<Entry, EntryFault> {
        if u64::try_from(raw.seq) != Ok(seq) {
            return Err(EntryFault::Seq { expected: seq, found: raw.seq });
        }
        let id = raw.id.parse().map_err(|_| EntryFault::Id(raw.id))?;
        let at = raw.at.parse().map_err(|_| EntryFault::At(raw.at))?;
        if raw.prev.parse::<Hash>()? != prev {
            return Err(EntryFault::Prev);
        }
        let entry = Entry::seal(desk, seq, id, at, &raw.kind, raw.body, prev)?;
        if raw.hash.parse::<Hash>()? == entry.hash { Ok(entry) } else { Err(EntryFault::Content) }
    }
}

/// The seven fields, the body as the JSON that it is.
impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let body: &RawValue = serde_json::from_str(&self.body).map_err(serde::ser::Error::custom)?;
        let mut entry = serializer.serialize_struct("entry", 7)?;
        entry.serialize_field("seq", &self.seq)?;
        entry.serialize_field("id", &self.id)?;
        entry.serialize_field("at", &self.at)?;
        entry.serialize_field("kind", &self.kind)?;
        entry.serialize_field("body", body)?;
        entry.serialize_field("prev", &self.prev.to_string())?;
        entry.serialize_field("hash", &self.hash.to_string())?;
        entry.end()
    }
}

/// Reads the seven fields that [`Entry`] is written as.
impl<'de> Deserialize<'de> for RawEntry {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<RawEntry, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            seq: i64,
            id: String,
            at: String,
            kind: String,
            body: Box<RawValue>,
            prev: String,
            hash: String,
        }
        let Fields { seq, id, at, kind, body, prev, hash } = Fields::deserialize(deserializer)?;
        Ok(RawEntry { seq, id, at, kind, body: body.get().to_owned(), prev, hash })
    }
}

fn content_hash(desk: &DeskId, seq: u64, id: EntryId, at: Timestamp, kind: &str, body: &str, prev: Hash) -> Hash {
    let text = format!("okno1\n{desk}\n{seq}\n{id}\n{at}\n{kind}\n{prev}\n{body}");
    Hash::of(text.as_bytes())
}

fn check_kind(kind: &str) -> Result<(), EntryFault> {
    let is_code = !kind.is_empty()
        && kind.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    if is_code { Ok(()) } else { Err(EntryFault::Kind(kind.to_owned())) }
}

/// One JSON object without a blank or a control character outside its strings.
fn check_body(body: &str) -> Result<(), EntryFault> {
    let is_object = body.starts_with('{') && serde_json::from_str::<&RawValue>(body).is_ok_and(|raw| raw.get() == body);
    if is_object && is_compact(body) { Ok(()) } else { Err(EntryFault::Body) }
}

fn is_compact(json: &str) -> bool {
    let (mut in_string, mut escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b' ' | b'\t' | b'\r' | b'\n' if !in_string => return false,
            _ => {}
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> DeskId {
        "664003/2".parse().unwrap()
    }

    fn entry() -> Entry {
        let id = "0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77".parse().unwrap();
        let at = "2026-11-23T06:05:04.120Z".parse().unwrap();
        let body = r#"{"user":"кассир 1"}"#.to_owned();
        Entry::seal(&desk(), 1, id, at, "user.signed-in", body, Hash::ZERO).unwrap()
    }

    fn raw(entry: &Entry) -> RawEntry {
        serde_json::from_str(&serde_json::to_string(entry).unwrap()).unwrap()
    }

    /// The hash was computed with `sha256sum` over the text that the module's page gives.
    #[test]
    fn the_hash_is_the_documented_one() {
        let text = "okno1\n664003/2\n1\n0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a77\n2026-11-23T06:05:04.120Z\n\
            user.signed-in\n0000000000000000000000000000000000000000000000000000000000000000\n{\"user\":\"кассир 1\"}";
        assert_eq!(*entry().hash.bytes(), <[u8; 32]>::from(Sha256::digest(text)));
        assert_eq!(entry().hash.to_string(), "57db7c7e9c4deb5a989e6e8469f8b9109c2db8a03226e309861cb3c5e3b8e8c4");
    }

    #[test]
    fn an_entry_reads_back_and_checks() {
        let entry = entry();
        assert_eq!(Entry::check(&desk(), 1, Hash::ZERO, raw(&entry)), Ok(entry));
    }

    #[test]
    fn every_changed_field_is_found() {
        let good = raw(&entry());
        let check = |change: &dyn Fn(&mut RawEntry)| {
            let mut raw = good.clone();
            change(&mut raw);
            Entry::check(&desk(), 1, Hash::ZERO, raw).unwrap_err()
        };
        assert_eq!(check(&|e| e.seq = 2), EntryFault::Seq { expected: 1, found: 2 });
        assert_eq!(check(&|e| e.id = e.id.to_uppercase()), EntryFault::Id(good.id.to_uppercase()));
        assert_eq!(check(&|e| e.id = e.id.replace('0', "1")), EntryFault::Content);
        assert_eq!(check(&|e| e.at = e.at.replace(".120", ".12")), EntryFault::At("2026-11-23T06:05:04.12Z".into()));
        assert_eq!(check(&|e| e.kind = "user.refused".into()), EntryFault::Content);
        assert_eq!(check(&|e| e.kind = "User".into()), EntryFault::Kind("User".into()));
        assert_eq!(check(&|e| e.body = e.body.replace('1', "2")), EntryFault::Content);
        assert_eq!(check(&|e| e.body = e.body.replace(':', ": ")), EntryFault::Body);
        assert_eq!(check(&|e| e.body = "[]".into()), EntryFault::Body);
        assert_eq!(check(&|e| e.prev = e.prev.replace('0', "1")), EntryFault::Prev);
        assert_eq!(check(&|e| e.hash = Hash::ZERO.to_string()), EntryFault::Content);
        assert!(Entry::check(&"664003/3".parse().unwrap(), 1, Hash::ZERO, good.clone()).is_err());
    }
}
