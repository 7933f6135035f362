//! Who acts: users, their roles, what a role may do.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::code::UserName;
use super::time::Timestamp;

/// How many wrong PINs in a row lock a person out.
pub const TRIES: u32 = 5;

/// Until when a person is locked out after `tries` wrong PINs in a row, the last of them at `last`: half a minute
/// after the fifth, twice as long after each further one, an hour at most. A clock that was set back since then
/// lets one more try through rather than keep a person out for as long as the clock jumped.
pub fn locked_until(tries: u32, last: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let doublings = tries.checked_sub(TRIES)?.min(7);
    let until = last.plus(TimeDelta::seconds((30 << doublings).min(3600)));
    (last <= now && now < until).then_some(until)
}

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
    /// The code of the language of their screens; the office's where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The PIN's argon2id hash in PHC form, keyed by the installation's PIN secret.
    pub pin_hash: String,
    /// True once the person no longer works here: kept for the record, refused at sign-in.
    #[serde(default)]
    pub retired: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_grows_and_ends() {
        let last: Timestamp = "2026-11-23T06:00:00.000Z".parse().unwrap();
        let lock = |tries| locked_until(tries, last, last).map(|until| until.since(last).num_seconds());
        assert_eq!([4, 5, 6, 7, 12, 400].map(lock), [None, Some(30), Some(60), Some(120), Some(3600), Some(3600)]);
        assert_eq!(locked_until(5, last, last.plus(TimeDelta::seconds(30))), None);
        assert_eq!(locked_until(5, last, last.plus(TimeDelta::days(-365))), None);
    }
}
