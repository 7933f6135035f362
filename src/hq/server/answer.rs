//! What the server answers: the message that was asked for, or a refusal.

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS};
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
    file: Option<String>,
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
        Answer { status: StatusCode::OK, content_type: "application/json", body: body.into(), etag: None, file: None }
    }

    /// One of lines packed with zstd.
    pub fn lines(body: Vec<u8>) -> Answer {
        Answer { status: StatusCode::OK, content_type: "application/zstd", body, etag: None, file: None }
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
        Answer { status: StatusCode::NO_CONTENT, content_type: "", body: Vec::new(), etag: None, file: None }
    }

    /// Text for a person or a program that watches.
    pub fn text(content_type: &'static str, body: impl Into<Vec<u8>>) -> Answer {
        Answer { status: StatusCode::OK, content_type, body: body.into(), etag: None, file: None }
    }

    /// A file, to be kept under its name.
    pub fn file(name: &str, body: Vec<u8>) -> Answer {
        Answer { content_type: "application/octet-stream", file: Some(disposition(name)), ..Answer::json(body) }
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
        // Without what no header can say, so it always is one.
        if let Some(file) = self.file.and_then(|file| HeaderValue::from_str(&file).ok()) {
            response.headers_mut().insert(CONTENT_DISPOSITION, file);
            response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        }
        response
    }
}

/// How a file's name stands in its header (RFC 6266): in the letters that every reader knows, and where it has others
/// once more with those (RFC 8187).
fn disposition(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "!#$&+-.^_`|~ ".contains(c);
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let quoted = format!("attachment; filename=\"{plain}\"");
    if plain == name {
        return quoted;
    }
    let byte = |byte: u8| match byte {
        b if b.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&b) => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    format!("{quoted}; filename*=UTF-8''{}", name.bytes().map(byte).collect::<String>())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_stands_in_its_header_whatever_is_in_it() {
        for (name, said) in [
            ("energosbyt-001-2026-11-23.csv", "attachment; filename=\"energosbyt-001-2026-11-23.csv\""),
            (
                "реестр 1.txt",
                "attachment; filename=\"______ 1.txt\"; \
                 filename*=UTF-8''%D1%80%D0%B5%D0%B5%D1%81%D1%82%D1%80%201.txt",
            ),
            ("a\"b\\c\r\nd;.txt", "attachment; filename=\"a_b_c__d_.txt\"; filename*=UTF-8''a%22b%5Cc%0D%0Ad%3B.txt"),
        ] {
            let response = Answer::file(name, b"x".to_vec()).into_response();
            assert_eq!(response.headers()[CONTENT_DISPOSITION], said, "{name}");
        }
    }
}
