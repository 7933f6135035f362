//! Events of the people: who they are and where they work. A PIN stands in none of them, nor what is made of one.

use serde::{Deserialize, Serialize};

use crate::domain::code::UserName;
use crate::domain::office::OfficeCode;
use crate::domain::user::Role;

/// What headquarters knows of a person beyond the name at sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// What they may do.
    pub role: Role,
    /// The one office where they work; all of them where neither an office nor a region is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeCode>,
    /// The region in whose offices they work, where no office is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The name that receipts show; the sign-in name where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// The code of the language of their screens; the office's where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// See [`super::HqEvent::PersonAdded`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAdded {
    /// The name at sign-in.
    pub person: UserName,
    /// The rest.
    #[serde(flatten)]
    pub particulars: Particulars,
    /// Who added them; nobody where it was done at headquarters' own command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<UserName>,
}

/// See [`super::HqEvent::PersonChanged`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonChanged {
    /// The name at sign-in.
    pub person: UserName,
    /// What is so from now on, all of it.
    #[serde(flatten)]
    pub particulars: Particulars,
    /// True where they were given another PIN with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub new_pin: bool,
    /// Who changed it; nobody where it was done at headquarters' own command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<UserName>,
}

/// See [`super::HqEvent::PersonRetired`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRetired {
    /// The name at sign-in.
    pub person: UserName,
    /// Who retired them; nobody where it was done at headquarters' own command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<UserName>,
}

/// See [`super::HqEvent::PersonGivenPin`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonGivenPin {
    /// The name at sign-in.
    pub person: UserName,
    /// Who gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<UserName>,
}
