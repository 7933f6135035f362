//! What the server answers: the message that was asked for, or a refusal.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, ETAG, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::domain::{DeskId, Message, UserName};
use crate::protocol::office::{DENIED, Denied};
use crate::protocol::{Hash, Refusal};

/// A message of the protocol, or text for whoever looks after the server.
pub(super) struct Answer {
    status: StatusCode,
    content_type: &'static str,
    body: Vec<u8>,
    etag: Option<String>,
}

/// The refusal's code, beside the response for the log and the counters.
#[derive(Clone, Copy)]
pub(super) struct RefusedWith(pub &'static str);

/// The desk that signed the request, beside the response for the log.
#[derive(Clone)]
pub(super) struct SignedBy(pub DeskId);

/// The person who is signed in, beside the response for the log.
#[derive(Clone)]
pub(super) struct AskedBy(pub UserName);

impl Answer {
    /// One of JSON.
    pub fn json(body: impl Into<Vec<u8>>) -> Answer {
        Answer { status: StatusCode::OK, content_type: "application/json", body: body.into(), etag: None }
    }

    /// One of lines packed with zstd.
    pub fn lines(body: Vec<u8>) -> Answer {
        Answer { status: StatusCode::OK, content_type: "application/zstd", body, etag: None }
    }

    /// One of JSON with a tag by which it is known again, or that tag alone where `known` has it.
    pub fn tagged(body: Vec<u8>, known: Option<&str>) -> Answer {
        let etag = format!("\"{}\"", Hash::of(&body));
        let is_known = known.is_some_and(|known| known.split(',').any(|tag| tag.trim() == etag));
        let answer = Answer { etag: Some(etag), ..Answer::json(body) };
        if is_known { Answer { status: StatusCode::NOT_MODIFIED, body: Vec::new(), ..answer } } else { answer }
    }

    /// What the back office asked for is not done, and why.
    pub fn denied(why: &Message) -> Answer {
        // Of texts and numbers: JSON can't fail.
        let body = serde_json::to_vec(&Denied::from(why)).unwrap_or_default();
        Answer { status: StatusCode::from_u16(DENIED).unwrap_or(StatusCode::BAD_REQUEST), ..Answer::json(body) }
    }

    /// There is nothing more.
    pub fn nothing() -> Answer {
        Answer { status: StatusCode::NO_CONTENT, content_type: "", body: Vec::new(), etag: None }
    }

    /// Text for a person or a program that watches.
    pub fn text(content_type: &'static str, body: impl Into<Vec<u8>>) -> Answer {
        Answer { status: StatusCode::OK, content_type, body: body.into(), etag: None }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        if !self.content_type.is_empty() {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        }
        // Of digits, so it always is one.
        if let Some(etag) = self.etag.and_then(|etag| HeaderValue::from_str(&etag).ok()) {
            response.headers_mut().insert(ETAG, etag);
        }
        response
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        // Of texts and numbers: JSON can't fail.
        let mut response = Answer::json(serde_json::to_vec(&self).unwrap_or_default()).into_response();
        *response.status_mut() = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        if let Refusal::RetryLater { seconds: Some(seconds) } = self {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(RefusedWith(self.code()));
        response
    }
}
