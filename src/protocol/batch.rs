//! A batch: consecutive entries of one desk's journal on their way to HQ, or from HQ to a desk that is recovered.
//!
//! JSON Lines, packed with zstd: the [`Header`], then one entry a line, its body byte for byte as it was hashed.
//! `prev` and `hash` of the entries stay home: the chain is computed anew and must arrive at the signed head.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::entry::{Entry, EntryFault, Hash};
use super::fault::{Fault, malformed};
use super::header::Header;
use super::keys::{PublicKey, SigningKey};
use super::lines::{self, Limits};
use super::tally::Tally;
use crate::domain::{DeskId, Event, EventError};

/// The most entries that a desk puts into one batch.
pub const MOST_ENTRIES: usize = 500;

/// The most bytes that a desk puts into one batch, unpacked; an entry that is larger goes alone.
pub const MOST_BYTES: usize = 256 << 10;

/// A batch whose signature, chain and counts were checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// What it says of itself.
    pub header: Header,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// An entry's event, or why it cannot be read.
pub type ReadEvent = Result<Event, EventError>;

/// A batch as it arrived, read as far as its header: whose key it needs is not known before.
#[derive(Clone, Debug)]
pub struct SignedBatch {
    header: Header,
    lines: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    seq: u64,
    id: &'a str,
    at: &'a str,
    kind: &'a str,
    #[serde(borrow)]
    body: &'a RawValue,
}

impl Batch {
    /// Packs consecutive checked entries, signed with `key`. No entries, or ones that do not follow each other, are
    /// a fault.
    pub fn pack(desk: &DeskId, epoch: u32, entries: &[Entry], key: &SigningKey) -> Result<Vec<u8>, Fault> {
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
            return Err(Fault::Count { said: 1, found: 0 });
        };
        for (at, pair) in entries.windows(2).enumerate() {
            if pair[1].seq != pair[0].seq + 1 || pair[1].prev != pair[0].hash {
                return Err(Fault::Order { line: at + 3, expected: pair[0].seq + 1, found: pair[1].seq });
            }
        }
        let header = Header::sign(desk, epoch, (first, last), Tally::of(entries), key);
        let mut lines = String::new();
        for entry in entries {
            lines.push_str(&line(entry).map_err(|error| Fault::Unpackable(error.to_string()))?);
            lines.push('\n');
        }
        lines::write(&header, &lines, lines::BATCH_LEVEL)
    }

    /// How many bytes an entry takes in a batch before it is packed, for planning by [`MOST_BYTES`].
    pub fn size_of(entry: &Entry) -> usize {
        // Of its fields' names, quotes and commas, and of the two texts of one length: an id and a moment.
        const FRAME: usize = r#"{"seq":,"id":"","at":"","kind":"","body":}"#.len() + 1 + 36 + 24;
        FRAME + entry.seq.to_string().len() + entry.kind.len() + entry.body.len()
    }
}

impl SignedBatch {
    /// Unpacks a batch and reads its header. Nothing is believed yet.
    pub fn read(packed: &[u8], limits: &Limits) -> Result<SignedBatch, Fault> {
        let (header, lines): (Header, String) = lines::read(packed, limits)?;
        header.check()?;
        lines::count(&lines, limits)?;
        Ok(SignedBatch { header, lines })
    }

    /// What it says of itself, unproved.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Proves that `key` signed it for `desk` and that every entry is what was signed.
    pub fn verify(self, desk: &DeskId, key: &PublicKey) -> Result<Batch, Fault> {
        self.verify_events(desk, key).map(|(batch, _)| batch)
    }

    /// The same, with the event of each entry as far as it can be read: reading them is the dearest part of the proof,
    /// and who takes the batch in needs them too.
    pub fn verify_events(self, desk: &DeskId, key: &PublicKey) -> Result<(Batch, Vec<ReadEvent>), Fault> {
        let SignedBatch { header, lines } = self;
        if header.desk != *desk {
            return Err(Fault::WrongDesk { found: header.desk });
        }
        key.verify(&header.text(), &header.sig)?;
        let entries = chain(&header, &lines)?;
        let found = entries.len() as u64;
        if found != header.count() {
            return Err(Fault::Count { said: header.count(), found });
        }
        let head = entries.last().map_or(header.prev, |entry| entry.hash);
        if head != header.head {
            return Err(Fault::Head { said: header.head, found: head });
        }
        let events: Vec<ReadEvent> = entries.iter().map(|entry| Event::decode(&entry.kind, &entry.body)).collect();
        let mut tally = Tally::default();
        entries.iter().zip(&events).for_each(|(entry, event)| tally.add_read(&entry.kind, event));
        if tally != header.tally() {
            return Err(Fault::Tally { said: header.tally(), found: tally });
        }
        Ok((Batch { header, entries }, events))
    }
}

/// The entries of the lines, each sealed after the one before it, from the header's `prev` on.
fn chain(header: &Header, lines: &str) -> Result<Vec<Entry>, Fault> {
    let mut entries = Vec::new();
    let (mut seq, mut prev) = (header.first, header.prev);
    for (at, text) in lines::numbered(lines) {
        let found: Line = serde_json::from_str(text).map_err(|error| malformed(at, error))?;
        if found.seq != seq {
            return Err(Fault::Order { line: at, expected: seq, found: found.seq });
        }
        let entry = seal(&header.desk, prev, &found).map_err(|fault| malformed(at, fault))?;
        (seq, prev) = (seq.saturating_add(1), entry.hash);
        entries.push(entry);
    }
    Ok(entries)
}

fn seal(desk: &DeskId, prev: Hash, line: &Line) -> Result<Entry, EntryFault> {
    let id = line.id.parse().map_err(|_| EntryFault::Id(line.id.to_owned()))?;
    let at = line.at.parse().map_err(|_| EntryFault::At(line.at.to_owned()))?;
    Entry::seal(desk, line.seq, id, at, line.kind, line.body.get().to_owned(), prev)
}

fn line(entry: &Entry) -> serde_json::Result<String> {
    let (id, at) = (entry.id.to_string(), entry.at.to_string());
    let body = serde_json::from_str(&entry.body)?;
    serde_json::to_string(&Line { seq: entry.seq, id: &id, at: &at, kind: &entry.kind, body })
}
