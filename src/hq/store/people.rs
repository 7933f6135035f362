//! People, with the offices where they work; and the counters of revisions.

use std::collections::BTreeMap;

use crate::domain::{Role, Timestamp, User, UserName};

use super::StoreError;
use super::db::{Db, Row, Value, all, first};

/// The counter of the people's revisions.
pub const PEOPLE: &str = "people";

/// The counter of the directory's revisions.
pub const DIRECTORY: &str = "directory";

/// A person, and where they work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub user: User,
    /// The one office where they work; all of them where none is named.
    pub office: Option<String>,
    /// The region in whose offices they work, where no office is named.
    pub region: Option<String>,
}

/// Begins a counter.
pub fn begin_counter(db: &mut dyn Db, name: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO revision (name, value) VALUES ($1, 0) ON CONFLICT (name) DO NOTHING";
    db.execute(sql, &[name.into()], &[]).map(|_| ())
}

/// The last revision.
pub fn revision(db: &mut dyn Db, name: &str) -> Result<u64, StoreError> {
    let sql = "SELECT value FROM revision WHERE name = $1";
    Ok(first(db, sql, &[name.into()], |row| row.count(0))?.unwrap_or_default())
}

/// The last revision; nobody else makes one until the transaction ends.
pub fn lock_revision(db: &mut dyn Db, name: &str) -> Result<u64, StoreError> {
    let sql = "SELECT value FROM revision WHERE name = $1 {lock}";
    Ok(first(db, sql, &[name.into()], |row| row.count(0))?.unwrap_or_default())
}

/// Sets the last revision.
pub fn set_revision(db: &mut dyn Db, name: &str, value: u64) -> Result<(), StoreError> {
    let sql = "UPDATE revision SET value = $1 WHERE name = $2";
    db.execute(sql, &[value.into(), name.into()], &[]).map(|_| ())
}

/// Adds a person or changes the one of that name.
pub fn put(db: &mut dyn Db, person: &Person) -> Result<(), StoreError> {
    let Person { user, office, region } = person;
    let sql = "INSERT INTO person (name, office, role, full_name, language, pin_hash, retired, region)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
               ON CONFLICT (name) DO UPDATE SET office = excluded.office, role = excluded.role,
                   full_name = excluded.full_name, language = excluded.language, pin_hash = excluded.pin_hash,
                   retired = excluded.retired, region = excluded.region";
    let values = [
        Value::from(user.name.as_str()),
        office.as_deref().into(),
        user.role.as_str().into(),
        user.full_name.as_deref().into(),
        user.language.as_deref().into(),
        user.pin_hash.as_str().into(),
        Value::Int(user.retired.into()),
        region.as_deref().into(),
    ];
    db.execute(sql, &values, &[]).map(|_| ())
}

macro_rules! select_people {
    ($rest:literal) => {
        concat!("SELECT name, office, role, full_name, language, pin_hash, retired, region FROM person ", $rest)
    };
}

/// The person of a name.
pub fn person(db: &mut dyn Db, name: &UserName) -> Result<Option<Person>, StoreError> {
    first(db, select_people!("WHERE name = $1"), &[name.as_str().into()], row)
}

/// Everybody, by name.
pub fn list(db: &mut dyn Db) -> Result<Vec<Person>, StoreError> {
    all(db, select_people!("ORDER BY name"), &[], &[], row)
}

/// Everybody who works in an office, by name.
pub fn of_office(db: &mut dyn Db, office: &str) -> Result<Vec<Person>, StoreError> {
    let sql = select_people!(
        "WHERE office = $1 OR (office IS NULL AND (region IS NULL
            OR region = (SELECT o.region FROM office o WHERE o.office = $1)))
         ORDER BY name"
    );
    all(db, sql, &[office.into()], &[], row)
}

/// When everybody who ever did signed in last.
pub fn signed_in(db: &mut dyn Db) -> Result<BTreeMap<UserName, Timestamp>, StoreError> {
    let sql = "SELECT name, signed_in_at FROM person WHERE signed_in_at IS NOT NULL";
    Ok(all(db, sql, &[], &[], |row| Ok((row.parse(0)?, row.parse(1)?)))?.into_iter().collect())
}

/// Notes that people signed in, each at a moment: who did so later already stays as they are.
pub fn note_signed_in(db: &mut dyn Db, when: &BTreeMap<&UserName, Timestamp>) -> Result<(), StoreError> {
    let sql = "UPDATE person SET signed_in_at = $1
               WHERE name = $2 AND (signed_in_at IS NULL OR signed_in_at < $1)";
    for (name, at) in when {
        db.execute(sql, &[Value::text(at), name.as_str().into()], &[])?;
    }
    Ok(())
}

fn row(row: &Row) -> Result<Person, StoreError> {
    let role = Role::parse(row.text(2)?);
    let optional = |at| Ok::<_, StoreError>(row.optional(at)?.map(str::to_owned));
    let user = User {
        name: row.parse(0)?,
        role: role.ok_or_else(|| StoreError::Damaged("a person has no role".to_owned()))?,
        full_name: optional(3)?,
        language: optional(4)?,
        pin_hash: row.text(5)?.to_owned(),
        retired: row.int(6)? != 0,
    };
    Ok(Person { user, office: optional(1)?, region: optional(7)? })
}
