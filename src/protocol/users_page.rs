//! The people of an office, with the hashes of their PINs: a page for the desks of that office alone.
//!
//! A hash without the PIN secret does not give its PIN away, so the page and the secret never travel together: the
//! secret crosses the wall once, sealed, at enrolment, and is never on a stick.

use serde::{Deserialize, Serialize};

use super::entry::Hash;
use super::fault::{Fault, malformed};
use super::keys::{PublicKey, Signature, SigningKey, signed_text};
use super::lines::{self, Limits};
use crate::domain::{DeskId, User};

/// All users of an office, the retired ones among them, whose signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsersPage {
    /// The office.
    pub office: String,
    /// Rises with every change: a desk does not take an older page than it has.
    pub rev: u64,
    /// The people.
    pub users: Vec<User>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    office: String,
    rev: u64,
    sig: Signature,
}

impl UsersPage {
    /// Packs the page, signed with HQ's key.
    pub fn pack(&self, key: &SigningKey) -> Result<Vec<u8>, Fault> {
        let mut lines = String::new();
        for user in &self.users {
            lines.push_str(&serde_json::to_string(user).map_err(|error| Fault::Unpackable(error.to_string()))?);
            lines.push('\n');
        }
        let sig = key.sign(&text(&self.office, self.rev, &lines));
        lines::write(&Header { office: self.office.clone(), rev: self.rev, sig }, &lines, lines::PAGE_LEVEL)
    }

    /// Reads the page that HQ signed for the office of `desk`.
    pub fn read(packed: &[u8], desk: &DeskId, hq: &PublicKey, limits: &Limits) -> Result<UsersPage, Fault> {
        let (Header { office, rev, sig }, lines): (Header, String) = lines::read(packed, limits)?;
        hq.verify(&text(&office, rev, &lines), &sig)?;
        if office != desk.office() {
            return Err(Fault::WrongAnswer { found: format!("office {office}") });
        }
        lines::count(&lines, limits)?;
        let user = |(at, line)| serde_json::from_str(line).map_err(|error| malformed(at, error));
        let users: Result<Vec<User>, Fault> = lines::numbered(&lines).map(user).collect();
        Ok(UsersPage { office, rev, users: users? })
    }
}

/// `"okno-users1\n" office "\n" rev "\n" sha256(the bytes after line 1)`.
fn text(office: &str, rev: u64, lines: &str) -> String {
    signed_text("okno-users1", &[&office, &rev, &Hash::of(lines.as_bytes())])
}
