//! What a desk asks for, read to its end within the limits and not yet believed.

use axum::body::{Body, HttpBody};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use http_body_util::BodyExt;

use crate::domain::DeskId;
use crate::protocol::request::DESK_HEADER;
use crate::protocol::{Fault, Refusal, Request, RequestSignature};

/// What is read past the limit and thrown away, so that whoever sends too much gets to read why it is refused: one
/// who is cut off in the middle of sending sees a broken line and sends it all again.
const THROWN_AWAY: usize = 8 << 20;

/// The answer to a request whose line broke; hardly anybody is there to read it.
pub(super) const BROKEN: Refusal = Refusal::RetryLater { seconds: None };

/// A request with its signature.
pub(super) struct Asked {
    /// Who signed it, as it says.
    pub signature: RequestSignature,
    /// The body.
    pub body: Vec<u8>,
    method: String,
    path: String,
}

/// Why a request was not read.
pub(super) enum Unread {
    /// It is not what it should be.
    Fault(Fault),
    /// The line broke in the middle of it.
    Broken,
}

impl Asked {
    /// Reads the headers, then the body. Without a signature, nothing is read of the body.
    pub async fn read(parts: &Parts, body: Body, most: usize) -> Result<Asked, Unread> {
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let signature = RequestSignature::read(header).map_err(Unread::Fault)?;
        let body = read_body(body, most).await?;
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Asked { signature, body, method: parts.method.to_string(), path })
    }

    /// What was signed.
    pub fn request(&self) -> Request<'_> {
        Request { method: &self.method, path: &self.path, body: &self.body }
    }
}

/// The desk that a request says it comes from, unproved.
pub(super) fn claimed_desk(headers: &HeaderMap) -> Option<DeskId> {
    headers.get(DESK_HEADER)?.to_str().ok()?.parse().ok()
}

/// The whole body, if it is not more than `most` bytes.
pub(super) async fn read_body(mut body: Body, most: usize) -> Result<Vec<u8>, Unread> {
    let most_read = most.saturating_add(THROWN_AWAY);
    let said = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if said > most_read {
        return Err(Unread::Fault(Fault::TooLarge { most }));
    }
    let (mut bytes, mut size) = (Vec::new(), 0_usize);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Unread::Broken)?;
        let Some(data) = frame.data_ref() else { continue };
        size += data.len();
        if size <= most {
            bytes.extend_from_slice(data);
        } else if size > most_read {
            break;
        }
    }
    if size <= most { Ok(bytes) } else { Err(Unread::Fault(Fault::TooLarge { most })) }
}
