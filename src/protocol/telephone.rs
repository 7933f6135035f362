//! Approval by telephone, between a desk that may have no network and headquarters: a desk's challenge is bound to what
//! it is shown for, and a code is good for that challenge, that operation and the name of who gives it.
//!
//! Both sides know the key without a word: X25519 of one's secret and the other's public sealing key. So a desk has no
//! other desk's, and what a desk was enrolled with is enough.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::ack::Accepted;
use super::keys::signed_text;
use super::sealing::{Identity, Recipient};
use crate::domain::{Challenge, DeskId, EntryId, Operation, SpokenCode, UserName};

/// What the challenges and codes of one desk are made with.
pub struct TelephoneKey(Zeroizing<[u8; 32]>);

/// What is approved, and where.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The desk.
    pub desk: &'a DeskId,
    /// Which set-up of it.
    pub epoch: u32,
    /// What is to be done there.
    pub operation: &'a Operation,
}

/// What a desk shows to be read out. It is good until the next thing is done there, and as long as whoever asked for it
/// keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What is to be approved.
    pub operation: Operation,
    /// What was made for it.
    pub challenge: Challenge,
    /// The last thing done at the desk by then.
    pub last: Accepted,
}

/// What headquarters answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// To what.
    pub asked: Asked,
    /// The supervisor who gave the code, as they spelt their name.
    pub user: UserName,
    /// The code.
    pub code: SpokenCode,
    /// The id of the entry which says that the code is wrong.
    pub id: EntryId,
}

impl TelephoneKey {
    /// The key that this side, with its secret, and the other have in common:
    /// SHA-256 of `"okno-telephone1\n"` and the 32 bytes of X25519. `None` for a public key that gives no secret.
    pub fn new(ours: &Identity, theirs: &Recipient) -> Option<TelephoneKey> {
        let shared = ours.shared_with(theirs)?;
        let mut hash = Sha256::new_with_prefix("okno-telephone1\n");
        hash.update(&*shared);
        Some(TelephoneKey(Zeroizing::new(hash.finalize().into())))
    }

    /// A desk's challenge: made of an id that was never used and of the last thing done there, and bound to the
    /// operation. What makes it fresh is HMAC-SHA-256 of `"okno-fresh1\n" desk "\n" epoch "\n" seq "\n" hash "\n" id`.
    pub fn challenge(&self, call: &Call, last: Accepted, fresh: EntryId) -> Challenge {
        let Call { desk, epoch, .. } = call;
        let fresh = self.mac(&signed_text("okno-fresh1", &[desk, epoch, &last.through, &last.head, &fresh]));
        // Its own part is what the other is bound to.
        let fresh_symbols = Challenge::new(&fresh, &[]).fresh();
        Challenge::new(&fresh, &self.binding(call, &fresh_symbols))
    }

    /// True if a challenge is one of this desk's for this operation.
    pub fn is_for(&self, call: &Call, challenge: &Challenge) -> bool {
        challenge.is_bound_by(&self.binding(call, &challenge.fresh()))
    }

    /// The code by which `user` approves: the first eight bytes of HMAC-SHA-256 of `"okno-authorise1\n" desk "\n" epoch
    /// "\n" kind "\n" subject "\n" kopecks "\n" challenge "\n" user`, as a number, modulo 10⁸.
    pub fn code(&self, call: &Call, challenge: &Challenge, user: &UserName) -> SpokenCode {
        let Call { desk, epoch, operation: Operation { kind, subject, amount } } = call;
        let kopecks = amount.kopecks();
        let mac = self.mac(&signed_text("okno-authorise1", &[desk, epoch, kind, subject, &kopecks, challenge, user]));
        SpokenCode::new(mac.first_chunk().copied().map(u64::from_be_bytes).unwrap_or_default())
    }

    /// HMAC-SHA-256 of `"okno-challenge1\n" desk "\n" epoch "\n" kind "\n" subject "\n" kopecks "\n" fresh`.
    fn binding(&self, call: &Call, fresh: &str) -> [u8; 32] {
        let Call { desk, epoch, operation: Operation { kind, subject, amount } } = call;
        self.mac(&signed_text("okno-challenge1", &[desk, epoch, kind, subject, &amount.kopecks(), &fresh]))
    }

    fn mac(&self, text: &str) -> [u8; 32] {
        // HMAC fills a key up to its block with zeros.
        let mut block = Zeroizing::new([0; 64]);
        block[..32].copy_from_slice(&*self.0);
        let mut mac = Hmac::<Sha256>::new(&(*block).into());
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }
}
