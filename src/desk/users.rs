//! The people of a desk that stands alone.

use super::{DeskError, DeskKey, Home, pin};
use crate::directory::{Directory, Durability};
use crate::domain::{Role, User, UserName};

/// Adds a person to the desk at `home`, or gives one that is there another role, name, language or PIN.
pub fn add_user(
    home: &Home,
    name: UserName,
    role: Role,
    full_name: Option<String>,
    language: Option<String>,
    pin: &str,
) -> Result<User, DeskError> {
    let key = DeskKey::load(&home.key())?;
    let user = User { name, role, full_name, language, pin_hash: pin::hash(&key, pin)?, retired: false };
    Directory::open(&home.directory(), Durability::Original)?.put_user(&user)?;
    Ok(user)
}
