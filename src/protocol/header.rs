//! The first line of a batch: who, from where to where, and the signature over it.

use serde::{Deserialize, Serialize};

use super::entry::{Entry, Hash};
use super::fault::Fault;
use super::keys::{Signature, SigningKey, signed_text};
use super::tally::Tally;
use super::version::{VERSION, Versions};
use crate::domain::{DeskId, Money};

/// What a batch says of itself. `head` covers every entry before it; `payments` and `kopecks` are compared with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the protocol.
    pub okno: u32,
    /// The desk.
    pub desk: DeskId,
    /// How many times the desk was set up.
    pub epoch: u32,
    /// The number of the first entry.
    pub first: u64,
    /// The number of the last entry.
    pub last: u64,
    /// The hash of the entry before the first.
    pub prev: Hash,
    /// The hash of the last entry.
    pub head: Hash,
    /// How many payments are taken in it.
    pub payments: u64,
    /// Their sum with fees, in kopecks.
    pub kopecks: Money,
    /// The signature over [`Header::text`].
    pub sig: Signature,
}

impl Header {
    /// The header of entries that begin with `first` and end with `last`, signed.
    pub(super) fn sign(
        desk: &DeskId,
        epoch: u32,
        (first, last): (&Entry, &Entry),
        tally: Tally,
        key: &SigningKey,
    ) -> Header {
        let text = text(desk, epoch, (first.seq, last.seq), (first.prev, last.hash));
        Header {
            okno: VERSION,
            desk: desk.clone(),
            epoch,
            first: first.seq,
            last: last.seq,
            prev: first.prev,
            head: last.hash,
            payments: tally.payments,
            kopecks: tally.kopecks,
            sig: key.sign(&text),
        }
    }

    /// What is signed:
    /// `"okno-batch1\n" desk "\n" epoch "\n" first "\n" last "\n" prev "\n" head`.
    pub fn text(&self) -> String {
        text(&self.desk, self.epoch, (self.first, self.last), (self.prev, self.head))
    }

    /// The payments that the header claims.
    pub fn tally(&self) -> Tally {
        Tally { payments: self.payments, kopecks: self.kopecks }
    }

    /// How many entries the header claims.
    pub fn count(&self) -> u64 {
        (self.last - self.first).saturating_add(1)
    }

    /// Passes where the numbers don't contradict each other.
    pub(super) fn check(&self) -> Result<(), Fault> {
        Versions::OURS.check(self.okno)?;
        let begins = self.first == 1;
        let in_order = self.first >= 1 && self.last >= self.first && self.epoch >= 1;
        if in_order && begins == (self.prev == Hash::ZERO) {
            Ok(())
        } else {
            Err(Fault::Numbers { first: self.first, last: self.last })
        }
    }
}

fn text(desk: &DeskId, epoch: u32, (first, last): (u64, u64), (prev, head): (Hash, Hash)) -> String {
    signed_text("okno-batch1", &[desk, &epoch, &first, &last, &prev, &head])
}
