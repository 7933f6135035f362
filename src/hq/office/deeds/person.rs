//! Who works here, where and as what; and their PINs. A supervisor decides about the people of the offices that they
//! see, never about a role above their own, and never about what they may do themselves.

use super::{Doing, Outcome, Projection, denied};
use crate::domain::message::{said, text};
use crate::domain::office::event::{Particulars, PersonAdded, PersonChanged, PersonGivenPin, PersonRetired};
use crate::domain::{HqEvent, Role, User, UserName};
use crate::hq::office::own;
use crate::hq::office::people::{Places, role_word};
use crate::hq::office::session::tries_of;
use crate::hq::store::{Db, desks, offices, people, sessions};
use crate::hq::{HqError, Person, people as service};
use crate::protocol::Refusal;

/// The most characters of a full name and of a region.
const LONGEST: usize = 100;

/// Adds a person, or has one who was retired work again.
pub fn add(doing: &mut Doing, name: &UserName, wanted: &Particulars) -> Result<Outcome, HqError> {
    let particulars = checked(doing, wanted)?;
    // Names are everybody's: that one is taken is all that is said of it, wherever its owner works.
    if let Some(known) = people::person(doing.db, name)?
        && (!known.user.retired || managed(doing, name).is_err())
    {
        return Err(denied(("office-person-taken", vec![("user", text(name))])));
    }
    let event =
        PersonAdded { person: name.clone(), particulars: particulars.clone(), user: Some(doing.viewer.user.clone()) };
    let pin_hash = doing.pin_hash()?;
    Ok(outcome(event.into(), person(name, particulars, pin_hash), true))
}

/// Gives a person another role, office or region, full name or language.
pub fn change(doing: &mut Doing, name: &UserName, wanted: &Particulars) -> Result<Outcome, HqError> {
    let found = managed(doing, name)?;
    works_here(&found)?;
    let particulars = match is_self(doing, name) {
        true => of_themselves(&found, wanted)?,
        false => checked(doing, wanted)?,
    };
    let event = PersonChanged {
        person: name.clone(),
        particulars: particulars.clone(),
        new_pin: false,
        user: Some(doing.viewer.user.clone()),
    };
    Ok(outcome(event.into(), person(name, particulars, found.user.pin_hash), false))
}

/// Lets a person no longer sign in.
pub fn retire(doing: &mut Doing, name: &UserName) -> Result<Outcome, HqError> {
    let found = managed(doing, name)?;
    works_here(&found)?;
    if is_self(doing, name) {
        return Err(denied(("office-person-yourself", vec![])));
    }
    let event = PersonRetired { person: name.clone(), user: Some(doing.viewer.user.clone()) };
    Ok(outcome(event.into(), Person { user: User { retired: true, ..found.user }, ..found }, true))
}

/// Gives a person another PIN.
pub fn set_pin(doing: &mut Doing, name: &UserName) -> Result<Outcome, HqError> {
    let found = managed(doing, name)?;
    works_here(&found)?;
    let event = PersonGivenPin { person: name.clone(), user: Some(doing.viewer.user.clone()) };
    let pin_hash = doing.pin_hash()?;
    Ok(outcome(event.into(), Person { user: User { pin_hash, ..found.user }, ..found }, true))
}

/// What is stored: the person; and where they have another PIN or none any more, no session of theirs and no wrong PIN
/// that would keep the new one out.
fn outcome(event: HqEvent, person: Person, is_anew: bool) -> Outcome {
    let project: Box<Projection> = Box::new(move |db: &mut dyn Db, _| {
        service::put(db, &person)?;
        if is_anew {
            sessions::end_all(db, &person.user.name)?;
            sessions::clear_wrong(db, &tries_of(&person.user.name))?;
        }
        Ok(())
    });
    Outcome { event, about: vec![], project }
}

fn person(name: &UserName, particulars: Particulars, pin_hash: String) -> Person {
    let Particulars { role, office, region, full_name, language } = particulars;
    let user = User { name: name.clone(), role, full_name, language, pin_hash, retired: false };
    Person { user, office: office.map(|office| office.to_string()), region }
}

fn is_self(doing: &Doing, name: &UserName) -> bool {
    doing.viewer.user == *name
}

fn works_here(found: &Person) -> Result<(), HqError> {
    let words = || vec![("user", text(&found.user.name))];
    if found.user.retired { Err(denied(("office-person-retired", words()))) } else { Ok(()) }
}

/// The person, where the viewer decides about them. Whom they don't see there is not.
fn managed(doing: &mut Doing, name: &UserName) -> Result<Person, HqError> {
    let places = Places::of(doing.db, doing.viewer)?;
    let found = people::person(doing.db, name)?.filter(|found| places.shows(found)).ok_or(Refusal::NotFound)?;
    if is_self(doing, name) {
        return Ok(found);
    }
    may_give(doing, found.user.role)?;
    if !places.holds(&found) {
        return Err(denied(("office-person-elsewhere", vec![("user", text(name))])));
    }
    Ok(found)
}

/// Passes for a role that is not above the viewer's own.
fn may_give(doing: &Doing, role: Role) -> Result<(), HqError> {
    let words = || vec![("role", said((role_word(role), vec![])))];
    if role > doing.viewer.role { Err(denied(("office-person-role", words()))) } else { Ok(()) }
}

/// What somebody wants to be so of themselves: how they are called and their language, and nothing else.
fn of_themselves(found: &Person, wanted: &Particulars) -> Result<Particulars, HqError> {
    let now = service::particulars(found)?;
    let same = now.role == wanted.role && now.office == wanted.office && now.region == wanted.region;
    if same { named(wanted) } else { Err(denied(("office-person-yourself", vec![]))) }
}

/// Passes for a role and a place that the viewer may give, and gives them with the name as it is kept.
fn checked(doing: &mut Doing, wanted: &Particulars) -> Result<Particulars, HqError> {
    may_give(doing, wanted.role)?;
    let places = Places::of(doing.db, doing.viewer)?;
    match (&wanted.office, &wanted.region) {
        (Some(_), Some(_)) => return Err(denied(("office-person-both", vec![]))),
        (Some(office), None) => {
            doing.sees(office.as_str())?;
            if !is_known(doing.db, office.as_str())? {
                return Err(denied(("office-person-office", vec![("office", text(office))])));
            }
        }
        (None, Some(region)) => {
            if !places.holds_region(region) {
                return Err(Refusal::NotFound.into());
            }
            if region.is_empty() || !offices::list(doing.db)?.values().any(|office| office.region == *region) {
                return Err(denied(("hq-no-region", vec![("region", text(region))])));
            }
        }
        (None, None) if !places.are_all() => return Err(denied(("office-person-everywhere", vec![]))),
        (None, None) => {}
    }
    named(wanted)
}

/// True for an office that was named or has a desk. Headquarters' own journal is in no office where people work.
fn is_known(db: &mut dyn Db, office: &str) -> Result<bool, HqError> {
    let hq = own::own()?;
    let has_desk = desks::list(db)?.iter().any(|row| row.desk.office() == office);
    Ok(office != hq.office() && (has_desk || offices::list(db)?.contains_key(office)))
}

/// The particulars with the full name as it is kept, and a language that there is.
fn named(wanted: &Particulars) -> Result<Particulars, HqError> {
    let full_name = super::said(wanted.full_name.as_deref());
    if full_name.as_ref().is_some_and(|name| name.chars().count() > LONGEST || name.chars().any(char::is_control)) {
        let most = crate::domain::Word::Number(LONGEST as i64);
        return Err(denied(("office-person-full-name", vec![("count", most)])));
    }
    if let Some(language) = wanted.language.as_ref().filter(|code| !crate::document::is_language(code)) {
        return Err(denied(("office-person-language", vec![("language", text(language))])));
    }
    Ok(Particulars { full_name, ..wanted.clone() })
}
