//! HQ's acknowledgement: everything up to an entry is stored there for good. It is cumulative, so a lost one costs
//! nothing, and a later one says all that the earlier ones said.

use serde::{Deserialize, Serialize};

use super::entry::Hash;
use super::fault::{Fault, malformed};
use super::keys::{PublicKey, Signature, SigningKey, signed_text};
use super::tally::Tally;
use crate::domain::{DeskId, Money, Timestamp};

/// How far HQ has a desk's journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The last entry that HQ has; 0 for none.
    pub through: u64,
    /// Its hash.
    pub head: Hash,
}

/// What HQ signs for a desk to keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ack {
    /// The desk.
    pub desk: DeskId,
    /// The last entry that HQ has; 0 for none.
    pub through: u64,
    /// Its hash.
    pub head: Hash,
    /// How many entries HQ has of the desk.
    pub entries: u64,
    /// How many payments were taken in them.
    pub payments: u64,
    /// Their sum with fees, in kopecks.
    pub kopecks: Money,
    /// When HQ said so.
    pub at: Timestamp,
    /// The signature over
    /// `"okno-ack1\n" desk "\n" through "\n" head "\n" entries "\n" payments "\n" kopecks "\n" at`.
    pub sig: Signature,
    /// How many exceptions of the desk are open at HQ: news for a person, not signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exceptions: Option<u64>,
}

impl Ack {
    /// Acknowledges everything up to `accepted`: `entries` entries, among them the payments of `tally`.
    pub fn sign(desk: &DeskId, accepted: Accepted, entries: u64, tally: Tally, at: Timestamp, key: &SigningKey) -> Ack {
        let sig = key.sign(&text(desk, accepted, entries, tally, at));
        let Accepted { through, head } = accepted;
        let Tally { payments, kopecks } = tally;
        Ack { desk: desk.clone(), through, head, entries, payments, kopecks, at, sig, exceptions: None }
    }

    /// Reads an acknowledgement and proves that HQ signed it for `desk`.
    pub fn read(json: &[u8], desk: &DeskId, hq: &PublicKey) -> Result<Ack, Fault> {
        let ack: Ack = serde_json::from_slice(json).map_err(|error| malformed(1, error))?;
        ack.verify(desk, hq)?;
        Ok(ack)
    }

    /// Passes where HQ signed it for `desk`.
    pub fn verify(&self, desk: &DeskId, hq: &PublicKey) -> Result<(), Fault> {
        if self.desk != *desk {
            return Err(Fault::WrongDesk { found: self.desk.clone() });
        }
        hq.verify(&text(desk, self.accepted(), self.entries, self.tally(), self.at), &self.sig)
    }

    /// How far HQ has the journal.
    pub fn accepted(&self) -> Accepted {
        Accepted { through: self.through, head: self.head }
    }

    /// The payments that HQ has.
    pub fn tally(&self) -> Tally {
        Tally { payments: self.payments, kopecks: self.kopecks }
    }
}

fn text(desk: &DeskId, accepted: Accepted, entries: u64, tally: Tally, at: Timestamp) -> String {
    let (Accepted { through, head }, Tally { payments, kopecks }) = (accepted, tally);
    signed_text("okno-ack1", &[desk, &through, &head, &entries, &payments, &kopecks.kopecks(), &at])
}
