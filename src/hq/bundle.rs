//! Sticks: a desk's bundle taken in, and the bundles that go back to it.

use super::store::desks;
use super::{Hq, HqError};
use crate::domain::{DeskId, Timestamp};
use crate::protocol::{Ack, Bundle, Fault, Part, PartKind, Recipient};

/// What a desk's bundle came to.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The desk.
    pub desk: DeskId,
    /// How many batches it had.
    pub batches: usize,
    /// HQ's word about all that it has of the desk.
    pub ack: Ack,
}

impl Hq {
    /// Takes a desk's bundle in, batch by batch, as they would come over HTTP. What was taken before a refusal stays.
    pub fn import_bundle(&self, sealed: &[u8], at: Timestamp) -> Result<Imported, HqError> {
        let Bundle { desk, parts } = self.open_bundle(sealed)?;
        let batches = parts.len();
        let acks: Result<Vec<Ack>, HqError> =
            parts.iter().map(|part| self.take_batch(&desk, &part.bytes, at)).collect();
        let ack = match acks?.pop() {
            Some(ack) => ack,
            None => self.ack(&desk, at)?,
        };
        Ok(Imported { desk, batches, ack })
    }

    /// A file for the desk with HQ's word, sealed to it.
    pub fn ack_bundle(&self, ack: &Ack) -> Result<Vec<u8>, HqError> {
        let bytes = serde_json::to_vec(ack).map_err(|error| Fault::Unpackable(error.to_string()))?;
        let mut parts = self.introduction(ack.at)?;
        parts.push(Part { kind: PartKind::Ack, bytes });
        self.seal(&ack.desk, parts)
    }

    /// A file for the desk with all of the directory and the people of its office, sealed to it. It begins at the first
    /// revision: HQ doesn't know what a desk that is never online has, and a file may get lost.
    pub fn directory_bundle(&self, desk: &DeskId, at: Timestamp) -> Result<Vec<u8>, HqError> {
        let (mut parts, mut since) = (self.introduction(at)?, 0);
        loop {
            let page = self.page(since, usize::MAX)?;
            let bytes = page.pack(&self.key.keys().sign)?;
            parts.push(Part { kind: PartKind::Directory, bytes });
            since = page.to;
            if !page.more {
                break;
            }
        }
        parts.push(Part { kind: PartKind::Users, bytes: self.users_page(desk)? });
        self.seal(desk, parts)
    }

    /// A stick may be sealed to a key that is not in force any more.
    fn open_bundle(&self, sealed: &[u8]) -> Result<Bundle, Fault> {
        let mut opened = Err(Fault::OtherReader);
        for reader in self.key.openers() {
            opened = Bundle::open(sealed, reader, PartKind::FOR_HQ);
            if opened != Err(Fault::OtherReader) {
                break;
            }
        }
        opened
    }

    /// What HQ says of itself, for a desk that may know an earlier key of it; nothing where there was none.
    fn introduction(&self, at: Timestamp) -> Result<Vec<Part>, HqError> {
        let hello = self.hello(at)?;
        if hello.successions.is_empty() {
            return Ok(vec![]);
        }
        let bytes = serde_json::to_vec(&hello).map_err(|error| Fault::Unpackable(error.to_string()))?;
        Ok(vec![Part { kind: PartKind::Hello, bytes }])
    }

    /// HQ's word about all that it has of a desk.
    fn ack(&self, desk: &DeskId, at: Timestamp) -> Result<Ack, HqError> {
        let row = self.store.read(|db| desks::desk(db, desk))?;
        let row = row.ok_or_else(|| HqError::NoDesk(desk.clone()))?;
        let through = row.accepted.through;
        let ack = Ack::sign(desk, row.accepted, through, row.state.tally, at, &self.key.keys().sign);
        Ok(Ack { exceptions: Some(self.exceptions_of(desk)?), ..ack })
    }

    fn seal(&self, desk: &DeskId, parts: Vec<Part>) -> Result<Vec<u8>, HqError> {
        let row = self.store.read(|db| desks::desk(db, desk))?;
        let reader: Recipient = row.ok_or_else(|| HqError::NoDesk(desk.clone()))?.keys.seal;
        Ok(Bundle { desk: desk.clone(), parts }.seal(&reader)?)
    }
}
