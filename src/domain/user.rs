//! Who acts: users, their roles, what a role may do.

use serde::{Deserialize, Serialize};

use super::code::UserName;

/// What a person may do at a desk; each role may do what the ones before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Opens and closes own shifts, takes payments.
    Cashier,
    /// Approves what a cashier may not do alone.
    Supervisor,
    /// Sets the desk up.
    Admin,
}

impl Role {
    /// The role's code, as stored and typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Cashier => "cashier",
            Role::Supervisor => "supervisor",
            Role::Admin => "admin",
        }
    }

    /// Reads a role's code.
    pub fn parse(text: &str) -> Option<Role> {
        [Role::Cashier, Role::Supervisor, Role::Admin].into_iter().find(|role| role.as_str() == text)
    }

    /// True for a role whose PIN approves corrections and clock faults.
    pub fn approves(self) -> bool {
        self >= Role::Supervisor
    }
}

/// A person as the directory knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The name at sign-in.
    pub name: UserName,
    /// What the person may do.
    pub role: Role,
    /// The name that receipts show; the sign-in name where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// The PIN's argon2id hash in PHC form, keyed by the installation's PIN secret.
    pub pin_hash: String,
    /// True once the person no longer works here: kept for the record, refused at sign-in.
    #[serde(default)]
    pub retired: bool,
}
