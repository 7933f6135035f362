//! Enrolment: a desk shows HQ its keys, and HQ shows the desk its own, each by means of the code that a person
//! carried from one to the other. Recovery is the same with a flag.
//!
//! Whoever listens learns neither the code nor the PIN secret, and whoever stands between can neither enrol a desk
//! of their own nor pass for HQ.

use serde::{Deserialize, Serialize};

use super::ack::Accepted;
use super::enrol_code::EnrolCode;
use super::entry::Hash;
use super::fault::{Fault, malformed};
use super::hex;
use super::keys::{Keys, PublicKey, SecretKeys, Signature, signed_text};
use super::sealing::Identity;
use super::version::{VERSION, Versions};
use crate::domain::{DeskId, Timestamp};

/// What a desk says of itself when it enrols.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolling {
    /// Its name.
    pub desk: DeskId,
    /// The office's zone by its IANA name.
    pub zone: String,
    /// True where it takes the place of a desk that was lost: HQ gives it the next epoch and revokes the old key.
    pub recover: bool,
}

/// A desk's request to be enrolled. The same request again gets the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// The version of the protocol.
    pub okno: u32,
    /// The desk.
    pub desk: DeskId,
    /// The keys that the desk made for itself.
    pub keys: Keys,
    /// The office's zone by its IANA name.
    pub zone: String,
    /// True where it takes the place of a desk that was lost.
    pub recover: bool,
    /// The public half of the code's key, by which HQ finds the code.
    pub code: PublicKey,
    /// The code's signature over [`EnrolRequest::text`].
    pub code_sig: Signature,
    /// The desk's own over the same: it has the key that it shows.
    pub sig: Signature,
}

/// What HQ answers to a desk that it enrols.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// 1; each recovery adds one.
    pub epoch: u32,
    /// What HQ has of the desk's journal, where it knows the desk.
    pub accepted: Option<Accepted>,
    /// When HQ said so.
    pub at: Timestamp,
}

/// HQ's answer, for the desk that asked alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolAnswer {
    /// The version of the protocol.
    pub okno: u32,
    /// HQ's keys.
    pub hq: Keys,
    /// 1; each recovery adds one.
    pub epoch: u32,
    /// The installation's PIN secret, 32 bytes, sealed to the desk, as hex digits.
    pub pin_secret: String,
    /// What HQ has of the desk's journal, where it knows the desk.
    pub accepted: Option<Accepted>,
    /// When HQ said so.
    pub at: Timestamp,
    /// HQ's signature over [`EnrolAnswer::text`].
    pub sig: Signature,
}

impl EnrolRequest {
    /// The request of a desk with a fresh key, signed with the code and with the key.
    pub fn sign(enrolling: Enrolling, code: &EnrolCode, keys: &SecretKeys) -> EnrolRequest {
        let Enrolling { desk, zone, recover } = enrolling;
        let (code, public) = (code.key(), keys.public());
        let text = request_text(&desk, &public, &zone, recover, &code.public());
        EnrolRequest {
            okno: VERSION,
            desk,
            keys: public,
            zone,
            recover,
            code: code.public(),
            code_sig: code.sign(&text),
            sig: keys.sign.sign(&text),
        }
    }

    /// Reads a request and checks both signatures. That the code is one that HQ gave out for this desk, and neither
    /// used by another key nor too old, is for HQ to know.
    pub fn read(json: &[u8]) -> Result<EnrolRequest, Fault> {
        let request: EnrolRequest = serde_json::from_slice(json).map_err(|error| malformed(1, error))?;
        Versions::OURS.check(request.okno)?;
        if !is_zone(&request.zone) {
            return Err(malformed(1, "the zone is not an IANA name"));
        }
        let text = request.text();
        request.code.verify(&text, &request.code_sig)?;
        request.keys.sign.verify(&text, &request.sig)?;
        Ok(request)
    }

    /// What is signed:
    /// `"okno-enrol1\n" desk "\n" sign "\n" seal "\n" zone "\n" recover "\n" code`, of keys the public halves.
    pub fn text(&self) -> String {
        request_text(&self.desk, &self.keys, &self.zone, self.recover, &self.code)
    }
}

impl EnrolAnswer {
    /// Answers a request: seals the PIN secret to the desk, and signs with HQ's key.
    pub fn sign(
        request: &EnrolRequest,
        enrolled: Enrolled,
        pin_secret: &[u8; 32],
        hq: &SecretKeys,
    ) -> Result<EnrolAnswer, Fault> {
        let pin_secret = hex::encode(&request.keys.seal.seal(pin_secret)?);
        let (Enrolled { epoch, accepted, at }, keys) = (enrolled, hq.public());
        let text = answer_text(request, &keys, epoch, &pin_secret, accepted, at);
        Ok(EnrolAnswer { okno: VERSION, hq: keys, epoch, pin_secret, accepted, at, sig: hq.sign.sign(&text) })
    }

    /// Reads the answer to `request`, and proves that it comes from the HQ whose fingerprint the code has.
    pub fn read(json: &[u8], request: &EnrolRequest, code: &EnrolCode) -> Result<EnrolAnswer, Fault> {
        EnrolAnswer::read_where(json, request, |hq| hq.fingerprint() == code.fingerprint())
    }

    /// The same, where HQ's key is known to have followed the one whose fingerprint the code has.
    pub fn read_by(json: &[u8], request: &EnrolRequest, hq: &PublicKey) -> Result<EnrolAnswer, Fault> {
        EnrolAnswer::read_where(json, request, |key| key == hq)
    }

    fn read_where(
        json: &[u8],
        request: &EnrolRequest,
        is_hqs: impl Fn(&PublicKey) -> bool,
    ) -> Result<EnrolAnswer, Fault> {
        let answer: EnrolAnswer = serde_json::from_slice(json).map_err(|error| malformed(1, error))?;
        Versions::OURS.check(answer.okno)?;
        if !is_hqs(&answer.hq.sign) {
            return Err(Fault::Fingerprint { found: answer.hq.sign.fingerprint().to_string() });
        }
        answer.hq.sign.verify(&answer.text(request), &answer.sig)?;
        if answer.epoch == 0 {
            return Err(malformed(1, "the epoch is 0"));
        }
        Ok(answer)
    }

    /// The PIN secret, opened with the desk's own key.
    pub fn pin_secret(&self, desk: &Identity) -> Result<[u8; 32], Fault> {
        let sealed = hex::decode_all(&self.pin_secret).ok_or(Fault::NotSealed)?;
        desk.open(&sealed)?.try_into().map_err(|_| Fault::Damaged)
    }

    /// What is signed: `"okno-enrolled1\n" sha256(the request's signed text) "\n" sign "\n" seal "\n" epoch "\n"
    /// pin_secret "\n" through "\n" head "\n" at`, `0` and 64 zeros where HQ has nothing of the desk.
    pub fn text(&self, request: &EnrolRequest) -> String {
        answer_text(request, &self.hq, self.epoch, &self.pin_secret, self.accepted, self.at)
    }
}

fn request_text(desk: &DeskId, keys: &Keys, zone: &str, recover: bool, code: &PublicKey) -> String {
    signed_text("okno-enrol1", &[desk, &keys.sign, &keys.seal, &zone, &recover, code])
}

fn answer_text(
    request: &EnrolRequest,
    hq: &Keys,
    epoch: u32,
    pin_secret: &str,
    accepted: Option<Accepted>,
    at: Timestamp,
) -> String {
    let asked = Hash::of(request.text().as_bytes());
    let Accepted { through, head } = accepted.unwrap_or(Accepted { through: 0, head: Hash::ZERO });
    signed_text("okno-enrolled1", &[&asked, &hq.sign, &hq.seal, &epoch, &pin_secret, &through, &head, &at])
}

fn is_zone(zone: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'+');
    (1..=64).contains(&zone.len()) && zone.bytes().all(allowed)
}
