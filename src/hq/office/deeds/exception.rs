//! Looking after exceptions: taken, commented, resolved with a reason, opened again. Nobody resolves their own.

use super::{Doing, Outcome, denied, said};
use crate::domain::message::text;
use crate::domain::office::event::{ExceptionCommented, ExceptionReopened, ExceptionResolved, ExceptionTaken, REASONS};
use crate::domain::{Event, ExceptionKey, HqEvent, ReasonCode, UserName, View};
use crate::hq::HqError;
use crate::hq::store::exceptions::{self, ExceptionRow};
use crate::hq::store::{Db, entries, office};
use crate::protocol::Refusal;
use crate::protocol::office::Deed;

fn locked(doing: &mut Doing, key: &ExceptionKey) -> Result<ExceptionRow, HqError> {
    let row = exceptions::lock(doing.db, key)?.ok_or(Refusal::NotFound)?;
    doing.sees(row.odd.office())?;
    Ok(row)
}

fn still_open(row: &ExceptionRow) -> Result<(), HqError> {
    if row.settled_at.is_none() { Ok(()) } else { Err(denied(("office-deny-resolved", vec![]))) }
}

fn about(key: &ExceptionKey) -> Vec<String> {
    vec![View::Exception { key: key.clone() }.to_string()]
}

fn outcome(key: &ExceptionKey, event: HqEvent, project: Box<super::Projection>) -> Outcome {
    Outcome { event, about: about(key), project }
}

/// Looks after one from now on; from another it may be taken over.
pub fn take(doing: &mut Doing, key: &ExceptionKey) -> Result<Outcome, HqError> {
    still_open(&locked(doing, key)?)?;
    let user = doing.viewer.user.clone();
    let event = ExceptionTaken { exception: key.clone(), user: user.clone() };
    let of = key.clone();
    let project = Box::new(move |db: &mut dyn Db, _| Ok(exceptions::set(db, &of, Some(user.as_str()), None)?));
    Ok(outcome(key, event.into(), project))
}

/// Says something about one.
pub fn comment(doing: &mut Doing, key: &ExceptionKey, comment: &str) -> Result<Outcome, HqError> {
    locked(doing, key)?;
    let comment = said(Some(comment)).ok_or_else(|| denied(("office-deny-no-words", vec![])))?;
    let event = ExceptionCommented { exception: key.clone(), comment, user: doing.viewer.user.clone() };
    Ok(outcome(key, event.into(), Box::new(|_, _| Ok(()))))
}

/// Is done with one.
pub fn resolve(doing: &mut Doing, deed: &Deed) -> Result<Outcome, HqError> {
    let Deed::Resolve { exception: key, reason, comment, corrected_by } = deed else {
        return Err(Refusal::NotFound.into());
    };
    let row = locked(doing, key)?;
    still_open(&row)?;
    let comment = said(comment.as_deref());
    known_reason(reason, comment.is_some())?;
    if let Some(id) = corrected_by
        && entries::by_id(doing.db, &key.desk, *id)?.is_none()
    {
        return Err(denied(("office-deny-no-entry", vec![("id", text(id))])));
    }
    if own_doing(doing.db, key, &doing.viewer.user)? {
        return Err(denied(("office-deny-own", vec![])));
    }
    let user = doing.viewer.user.clone();
    let event = ExceptionResolved {
        exception: key.clone(),
        reason: reason.clone(),
        comment,
        corrected_by: *corrected_by,
        user: user.clone(),
    };
    let (of, now) = (key.clone(), doing.now);
    let taken_by = row.taken_by.unwrap_or_else(|| user.to_string());
    let project = Box::new(move |db: &mut dyn Db, _| Ok(exceptions::set(db, &of, Some(&taken_by), Some(now))?));
    Ok(outcome(key, event.into(), project))
}

/// A reason must be one of the list, and `other` needs words.
fn known_reason(reason: &ReasonCode, has_words: bool) -> Result<(), HqError> {
    if !REASONS.iter().any(|(code, _)| *code == reason.as_str()) {
        return Err(denied(("office-deny-reason", vec![("reason", text(reason))])));
    }
    match reason.as_str() == "other" && !has_words {
        true => Err(denied(("office-deny-no-words", vec![]))),
        false => Ok(()),
    }
}

/// True where the entry is the person's own doing: they did it, approved it, or had the shift that it lies in.
fn own_doing(db: &mut dyn Db, key: &ExceptionKey, user: &UserName) -> Result<bool, HqError> {
    if office::cashier_at(db, &key.desk, key.seq)?.as_deref() == Some(user.as_str()) {
        return Ok(true);
    }
    let event = entries::one(db, &key.desk, key.seq, &mut |stored| Ok(Event::decode(stored.kind, stored.body).ok()))?;
    let event = event.flatten();
    let is_theirs = |event: &Event| event.user() == Some(user) || event.approved_by() == Some(user);
    Ok(event.as_ref().is_some_and(is_theirs))
}

/// Opens a resolved one again.
pub fn reopen(doing: &mut Doing, key: &ExceptionKey, comment: &str) -> Result<Outcome, HqError> {
    let row = locked(doing, key)?;
    if row.settled_at.is_none() {
        return Err(denied(("office-deny-not-resolved", vec![])));
    }
    let comment = said(Some(comment)).ok_or_else(|| denied(("office-deny-no-words", vec![])))?;
    let user = doing.viewer.user.clone();
    let event = ExceptionReopened { exception: key.clone(), comment, user: user.clone() };
    let of = key.clone();
    let project = Box::new(move |db: &mut dyn Db, _| Ok(exceptions::set(db, &of, Some(user.as_str()), None)?));
    Ok(outcome(key, event.into(), project))
}
