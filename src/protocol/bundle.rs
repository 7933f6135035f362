//! A bundle: what would cross the wall over HTTP, in a file on a stick, sealed to its reader (`*.okno`).
//!
//! Inside the age file: one line of JSON, `{"okno":1,"desk":"664003/2","parts":[{"kind":"batch","bytes":1234}]}`,
//! then the bytes of each part, one after another. A part is what the body of a request or an answer would be, with
//! its own signature: the bundle adds secrecy and proves nothing.

use serde::{Deserialize, Serialize};

use super::fault::{Fault, malformed};
use super::sealing::{Identity, Recipient};
use super::version::{VERSION, Versions};
use crate::domain::DeskId;

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// A batch, for HQ.
    Batch,
    /// An acknowledgement, for the desk.
    Ack,
    /// A page of the directory, for the desk.
    Directory,
    /// The users of the desk's office, for the desk.
    Users,
    /// What HQ says of itself, for a desk that may know an earlier key of it: ahead of what the new one signed.
    Hello,
}

impl PartKind {
    /// What HQ takes.
    pub const FOR_HQ: &[PartKind] = &[PartKind::Batch];

    /// What a desk takes.
    pub const FOR_DESK: &[PartKind] = &[PartKind::Hello, PartKind::Ack, PartKind::Directory, PartKind::Users];

    /// The kind's name in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            PartKind::Batch => "batch",
            PartKind::Ack => "ack",
            PartKind::Directory => "directory",
            PartKind::Users => "users",
            PartKind::Hello => "hello",
        }
    }
}

/// One message in a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// The bytes that HTTP would carry.
    pub bytes: Vec<u8>,
}

/// What one file carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The desk that it comes from or goes to: a hint, which every part proves or disproves.
    pub desk: DeskId,
    /// Its parts, in the order in which they are to be taken in.
    pub parts: Vec<Part>,
}

#[derive(Serialize, Deserialize)]
struct Contents {
    okno: u32,
    desk: DeskId,
    parts: Vec<Size>,
}

#[derive(Serialize, Deserialize)]
struct Size {
    // As text, so that a part of a newer program is named and not merely malformed.
    kind: String,
    bytes: usize,
}

impl Bundle {
    /// The file's bytes, sealed to the reader.
    pub fn seal(&self, reader: &Recipient) -> Result<Vec<u8>, Fault> {
        let size = |part: &Part| Size { kind: part.kind.as_str().to_owned(), bytes: part.bytes.len() };
        let parts = self.parts.iter().map(size).collect();
        let contents = Contents { okno: VERSION, desk: self.desk.clone(), parts };
        let mut plain = serde_json::to_vec(&contents).map_err(|error| Fault::Unpackable(error.to_string()))?;
        plain.push(b'\n');
        self.parts.iter().for_each(|part| plain.extend_from_slice(&part.bytes));
        reader.seal(&plain)
    }

    /// Opens a file that must hold nothing but the kinds of `wanted`: [`PartKind::FOR_HQ`] or [`PartKind::FOR_DESK`].
    pub fn open(sealed: &[u8], reader: &Identity, wanted: &[PartKind]) -> Result<Bundle, Fault> {
        let plain = reader.open(sealed)?;
        let end = plain.iter().position(|&byte| byte == b'\n').ok_or(Fault::NotSealed)?;
        let contents: Contents = serde_json::from_slice(&plain[..end]).map_err(|error| malformed(1, error))?;
        Versions::OURS.check(contents.okno)?;
        let mut rest = &plain[end + 1..];
        let mut parts = Vec::new();
        for Size { kind, bytes } in contents.parts {
            let known = wanted.iter().copied().find(|wanted| wanted.as_str() == kind);
            let kind = known.ok_or(Fault::Kind { found: kind })?;
            let (part, after) = rest.split_at_checked(bytes).ok_or(Fault::Damaged)?;
            parts.push(Part { kind, bytes: part.to_vec() });
            rest = after;
        }
        if rest.is_empty() { Ok(Bundle { desk: contents.desk, parts }) } else { Err(Fault::Damaged) }
    }
}
