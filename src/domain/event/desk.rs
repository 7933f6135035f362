//! Events of the desk itself and of the people who sign in.

use serde::{Deserialize, Serialize};

use super::approval::{self, Approval};
use crate::domain::code::UserName;
use crate::domain::hash::EntryHash;
use crate::domain::ids::DeskId;
use crate::domain::user::Role;

/// What a desk is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeskKind {
    /// It takes payments.
    #[default]
    Till,
    /// It keeps the office's cash and takes no payments.
    Vault,
}

impl DeskKind {
    fn is_till(&self) -> bool {
        *self == DeskKind::Till
    }
}

/// See [`super::Event::DeskEnrolled`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskEnrolled {
    /// The desk's name.
    pub desk: DeskId,
    /// 1; each recovery adds one.
    pub epoch: u32,
    /// The office's zone by its IANA name.
    pub zone: String,
    /// What the desk is for.
    #[serde(rename = "desk_kind", default, skip_serializing_if = "DeskKind::is_till")]
    pub kind: DeskKind,
}

/// See [`super::Event::DeskRecovered`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskRecovered {
    /// The epoch that begins here: receipts of the same shift and number as before have another one.
    pub epoch: u32,
    /// The last entry that was kept.
    pub through: u64,
    /// Its hash.
    pub head: EntryHash,
    /// Entries of the old journal that did not continue what HQ had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stranded: Vec<Stranded>,
}

/// An entry that was left on a branch of the journal which HQ did not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stranded {
    /// Its number there.
    pub seq: u64,
    /// Its hash there.
    pub hash: EntryHash,
}

/// See [`super::Event::UserSignedIn`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserSignedIn {
    /// Who.
    pub user: UserName,
    /// As what.
    pub role: Role,
}

/// See [`super::Event::UserRefused`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRefused {
    /// Whose PIN was tried; of a code, who typed it.
    pub user: UserName,
    /// Wrong PINs in a row, this one included; of codes all that were typed at this desk.
    pub tries: u32,
    /// True where it was a code given by telephone, and no PIN.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub telephone: bool,
}

/// See [`super::Event::PinSet`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinSet {
    /// Whose PIN.
    pub user: UserName,
    /// The new PIN's argon2id hash in PHC form, keyed by the installation's PIN secret.
    pub pin_hash: String,
    /// The SHA-256 of the hash that the directory had: the new PIN is good in its place, and no longer than that.
    pub instead_of: EntryHash,
    /// The supervisor who let them.
    #[serde(flatten, with = "approval")]
    pub approved_by: Option<Approval>,
}
