//! Signed requests: every request of an enrolled desk says who sends it and when, and is signed whole.
//!
//! A request that is sent again within the window passes again. That is harmless, because no request does anything
//! twice: a batch that HQ has is acknowledged again, and the rest only read. What is read goes out over TLS.

use chrono::TimeDelta;

use super::entry::Hash;
use super::fault::Fault;
use super::keys::{PublicKey, Signature, SigningKey, signed_text};
use super::version::{VERSION, VERSION_HEADER, Versions};
use crate::domain::{DeskId, Timestamp};

/// The header that names the desk, `664003/2`.
pub const DESK_HEADER: &str = "okno-desk";

/// The header with the time of signing, by HQ's clock as far as the desk knows it.
pub const AT_HEADER: &str = "okno-at";

/// The header with the signature.
pub const SIG_HEADER: &str = "okno-sig";

/// How far the time of signing may lie from HQ's, either way. A desk whose clock is wrong is told HQ's time, and signs
/// by that: it must not lose touch, and its journal keeps its own clock.
pub const WINDOW: TimeDelta = TimeDelta::minutes(5);

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The path with its query as sent: `/v1/directory?since=5`.
    pub path: &'a str,
    /// The body as sent; empty where there is none.
    pub body: &'a [u8],
}

/// Who asks, and when, and the proof of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestSignature {
    /// The desk.
    pub desk: DeskId,
    /// When it was signed.
    pub at: Timestamp,
    /// The signature over
    /// `"okno-request1\n" method "\n" path "\n" desk "\n" at "\n" sha256(body)`.
    pub sig: Signature,
}

impl RequestSignature {
    /// Signs a request of `desk` at a time.
    pub fn sign(request: &Request, desk: &DeskId, at: Timestamp, key: &SigningKey) -> RequestSignature {
        let sig = key.sign(&text(request, desk, at));
        RequestSignature { desk: desk.clone(), at, sig }
    }

    /// The headers to send, the protocol's version among them.
    pub fn headers(&self) -> [(&'static str, String); 4] {
        [
            (VERSION_HEADER, VERSION.to_string()),
            (DESK_HEADER, self.desk.to_string()),
            (AT_HEADER, self.at.to_string()),
            (SIG_HEADER, self.sig.to_string()),
        ]
    }

    /// Reads the headers of a request, of which `header` gives the one of a name. Nothing is believed yet: the desk's
    /// key is needed for that.
    pub fn read<'a>(header: impl Fn(&'static str) -> Option<&'a str>) -> Result<RequestSignature, Fault> {
        fn parse<T: std::str::FromStr>(name: &'static str, found: Option<&str>) -> Result<T, Fault> {
            found.and_then(|text| text.parse().ok()).ok_or(Fault::Unsigned(name))
        }
        let version = parse(VERSION_HEADER, header(VERSION_HEADER))?;
        Versions::OURS.check(version)?;
        Ok(RequestSignature {
            desk: parse(DESK_HEADER, header(DESK_HEADER))?,
            at: parse(AT_HEADER, header(AT_HEADER))?,
            sig: parse(SIG_HEADER, header(SIG_HEADER))?,
        })
    }

    /// Passes where `key` signed this very request, not long ago. The signature is judged first, so that only a desk
    /// is told the time.
    pub fn verify(&self, request: &Request, key: &PublicKey, now: Timestamp) -> Result<(), Fault> {
        key.verify(&text(request, &self.desk, self.at), &self.sig)?;
        if now.since(self.at).abs() <= WINDOW { Ok(()) } else { Err(Fault::Time { at: self.at, now }) }
    }
}

fn text(request: &Request, desk: &DeskId, at: Timestamp) -> String {
    let Request { method, path, body } = request;
    signed_text("okno-request1", &[method, path, desk, &at, &Hash::of(body)])
}
