//! Who approved what happened, and how: with their PIN at the desk, or by telephone. In the JSON of an event these are
//! two fields, `approved_by` and, of a call, `telephone`.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::code::UserName;
use crate::domain::telephone::Challenge;

/// A supervisor's approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The supervisor.
    pub user: UserName,
    /// The challenge that they answered by telephone; `None` where they gave their PIN at the desk.
    pub telephone: Option<Challenge>,
}

impl From<UserName> for Approval {
    fn from(user: UserName) -> Approval {
        Approval { user, telephone: None }
    }
}

/// The fields as an event has them.
#[derive(Serialize, Deserialize)]
struct Fields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    approved_by: Option<UserName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    telephone: Option<Challenge>,
}

/// Writes an approval among the fields of its event.
pub(super) fn serialize<S: Serializer>(approval: &Option<Approval>, serializer: S) -> Result<S::Ok, S::Error> {
    let (approved_by, telephone) = match approval.clone() {
        Some(Approval { user, telephone }) => (Some(user), telephone),
        None => (None, None),
    };
    Fields { approved_by, telephone }.serialize(serializer)
}

/// Reads it from there. A call that nobody answered is a fault.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Approval>, D::Error> {
    match Fields::deserialize(deserializer)? {
        Fields { approved_by: Some(user), telephone } => Ok(Some(Approval { user, telephone })),
        Fields { approved_by: None, telephone: None } => Ok(None),
        Fields { .. } => Err(D::Error::custom("'telephone' without 'approved_by'")),
    }
}
