//! What the server answers: the message that was asked for, or a refusal.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::domain::DeskId;
use crate::protocol::Refusal;

/// A message of the protocol, or text for whoever looks after the server.
pub(super) struct Answer {
    status: StatusCode,
    content_type: &'static str,
    body: Vec<u8>,
}

/// The refusal's code, beside the response for the log and the counters.
#[derive(Clone, Copy)]
pub(super) struct RefusedWith(pub &'static str);

/// The desk that signed the request, beside the response for the log.
#[derive(Clone)]
pub(super) struct SignedBy(pub DeskId);

impl Answer {
    /// One of JSON.
    pub fn json(body: impl Into<Vec<u8>>) -> Answer {
        Answer { status: StatusCode::OK, content_type: "application/json", body: body.into() }
    }

    /// One of lines packed with zstd.
    pub fn lines(body: Vec<u8>) -> Answer {
        Answer { status: StatusCode::OK, content_type: "application/zstd", body }
    }

    /// There is nothing more.
    pub fn nothing() -> Answer {
        Answer { status: StatusCode::NO_CONTENT, content_type: "", body: Vec::new() }
    }

    /// Text for a person or a program that watches.
    pub fn text(content_type: &'static str, body: impl Into<Vec<u8>>) -> Answer {
        Answer { status: StatusCode::OK, content_type, body: body.into() }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        if !self.content_type.is_empty() {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
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
