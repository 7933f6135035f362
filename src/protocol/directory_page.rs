//! A page of the directory: what HQ changed since a revision, for every desk the same.
//!
//! Each row has a revision of its own; a row that changes again moves to a new one, so that a desk which asks from
//! the last revision that it has misses nothing and gets nothing twice.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::entry::Hash;
use super::fault::{Fault, malformed};
use super::keys::{PublicKey, Signature, SigningKey, signed_text};
use super::lines::{self, Limits};

/// One thing that HQ published, or took back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The revision at which it became so.
    pub rev: u64,
    /// `account`, `supplier`, `tariff` or `notice`; a desk passes over kinds that it does not know.
    pub kind: String,
    /// Which one of its kind.
    pub key: String,
    /// What it is, as JSON of one line; `None` where it is no more.
    pub value: Option<String>,
}

/// A page of the directory whose signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryPage {
    /// The revision after which it begins.
    pub from: u64,
    /// The revision that a desk has once it took the page in.
    pub to: u64,
    /// True where another page follows at once.
    pub more: bool,
    /// What changed, in the order of revisions.
    pub rows: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    from: u64,
    to: u64,
    more: bool,
    sig: Signature,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    rev: u64,
    kind: String,
    key: String,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
}

impl DirectoryPage {
    /// Packs the page, signed with HQ's key. Rows out of order, or a value that is not JSON of one line, are a fault.
    pub fn pack(&self, key: &SigningKey) -> Result<Vec<u8>, Fault> {
        check_order(self)?;
        let mut lines = String::new();
        for (at, Row { rev, kind, key, value }) in self.rows.iter().enumerate() {
            let value = value.as_deref().map(one_line).transpose().map_err(|why| malformed(at + 2, why))?;
            let line = Line { rev: *rev, kind: kind.clone(), key: key.clone(), value };
            lines.push_str(&serde_json::to_string(&line).map_err(|error| Fault::Unpackable(error.to_string()))?);
            lines.push('\n');
        }
        let DirectoryPage { from, to, more, rows: _ } = *self;
        lines::write(
            &Header { from, to, more, sig: key.sign(&text(from, to, more, &lines)) },
            &lines,
            lines::PAGE_LEVEL,
        )
    }

    /// Reads the page that HQ signed as what follows revision `since`.
    pub fn read(packed: &[u8], since: u64, hq: &PublicKey, limits: &Limits) -> Result<DirectoryPage, Fault> {
        let page = DirectoryPage::read_any(packed, hq, limits)?;
        match page.from {
            from if from == since => Ok(page),
            from => Err(Fault::WrongAnswer { found: format!("from revision {from}") }),
        }
    }

    /// Reads a page that HQ signed, whatever it follows: from a stick.
    pub fn read_any(packed: &[u8], hq: &PublicKey, limits: &Limits) -> Result<DirectoryPage, Fault> {
        let (Header { from, to, more, sig }, lines): (Header, String) = lines::read(packed, limits)?;
        hq.verify(&text(from, to, more, &lines), &sig)?;
        lines::count(&lines, limits)?;
        let rows: Result<Vec<Row>, Fault> = lines::numbered(&lines).map(|(at, line)| row(at, line)).collect();
        let page = DirectoryPage { from, to, more, rows: rows? };
        check_order(&page)?;
        Ok(page)
    }
}

fn row(at: usize, line: &str) -> Result<Row, Fault> {
    let Line { rev, kind, key, value } = serde_json::from_str(line).map_err(|error| malformed(at, error))?;
    Ok(Row { rev, kind, key, value: value.map(|value| value.get().to_owned()) })
}

/// Revisions rise from after `from` up to `to`.
fn check_order(page: &DirectoryPage) -> Result<(), Fault> {
    let mut last = page.from;
    for (at, row) in page.rows.iter().enumerate() {
        if row.rev <= last {
            return Err(Fault::Order { line: at + 2, expected: last.saturating_add(1), found: row.rev });
        }
        last = row.rev;
    }
    if last <= page.to { Ok(()) } else { Err(Fault::Numbers { first: page.from, last: page.to }) }
}

/// A value as JSON; one that is none or has a newline would break the page.
pub(super) fn one_line(value: &str) -> Result<&RawValue, String> {
    let raw: &RawValue = serde_json::from_str(value).map_err(|error| error.to_string())?;
    if value.contains(['\n', '\r']) || raw.get() == "null" {
        return Err(format!("'{value}' is not a value on one line"));
    }
    Ok(raw)
}

/// `"okno-dir1\n" from "\n" to "\n" more "\n" sha256(the bytes after line 1)`.
fn text(from: u64, to: u64, more: bool, lines: &str) -> String {
    signed_text("okno-dir1", &[&from, &to, &more, &Hash::of(lines.as_bytes())])
}
