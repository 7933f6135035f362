//! Desks and their keys: codes, enrolment, recovery, revocation, and whose a request is.

use chrono::TimeDelta;

use super::store::desks::{self, DeskRow};
use super::store::{Db, codes, exceptions};
use super::{Hq, HqError};
use crate::domain::{DeskId, Timestamp};
use crate::hq::fold::DeskState;
use crate::hq::office::own::OWN;
use crate::protocol::{
    Accepted, EnrolAnswer, EnrolCode, EnrolRequest, Enrolled, Fault, Hash, PublicKey, Refusal, Request,
    RequestSignature,
};

/// For how many days a code is good: over a weekend, and no longer.
pub const CODE_DAYS: i64 = 3;

/// A code that was given out.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The code, for a person to carry.
    pub code: EnrolCode,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// How a desk stands at HQ.
#[derive(Clone, Debug)]
pub struct DeskReport {
    /// Its name.
    pub desk: DeskId,
    /// 1; each recovery adds one.
    pub epoch: u32,
    /// Its key.
    pub key: PublicKey,
    /// When it was enrolled, or recovered, last.
    pub enrolled_at: Timestamp,
    /// When its key was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
    /// How far its journal is here.
    pub accepted: Accepted,
    /// When something new came last.
    pub received_at: Option<Timestamp>,
    /// The shift in progress, 0 for none.
    pub open_shift: u32,
    /// How many of its exceptions are open.
    pub exceptions: u64,
}

impl Hq {
    /// Gives out a code for a desk.
    pub fn issue_code(&self, desk: &DeskId, at: Timestamp) -> Result<Issued, HqError> {
        if desk.to_string() == OWN {
            return Err(HqError::OwnName(desk.clone()));
        }
        let mut random = [0; 8];
        getrandom::fill(&mut random)?;
        let code = EnrolCode::new(&self.keys().sign, random);
        let expires_at = at.plus(TimeDelta::days(CODE_DAYS));
        self.store.write(|db| codes::add(db, &code.key().public(), desk, at, expires_at))?;
        Ok(Issued { code, expires_at })
    }

    /// Enrols a desk, or lets one that was lost go on. The request must have been read by [`EnrolRequest::read`].
    pub fn enrol(&self, request: &EnrolRequest, at: Timestamp) -> Result<EnrolAnswer, HqError> {
        let outcome = self.store.write(|db| {
            self.check_owner(db)?;
            enrol_in(db, request, at)
        });
        let evidence = format!("enrolment with the code {} by the key {}", request.code, request.keys.sign);
        let (epoch, accepted) = self.witnessed(outcome, Some(&request.desk), &evidence, at)?;
        let accepted = Some(accepted).filter(|accepted| accepted.through > 0);
        Ok(EnrolAnswer::sign(request, Enrolled { epoch, accepted, at }, self.key.pin_secret(), self.key.keys())?)
    }

    /// The desk that signed a request, once that is proved.
    pub fn authenticate(
        &self,
        signature: &RequestSignature,
        request: &Request,
        now: Timestamp,
    ) -> Result<DeskId, HqError> {
        let proved = self.in_force(&signature.desk, |key| signature.verify(request, key, now));
        let path = request.path.split('?').next().unwrap_or_default();
        self.witnessed(proved, Some(&signature.desk), &format!("{} {path}", request.method), now)?;
        Ok(signature.desk.clone())
    }

    /// Takes a desk's key out of force.
    pub fn revoke(&self, desk: &DeskId, at: Timestamp) -> Result<bool, HqError> {
        self.store.write(|db| {
            desks::lock(db, desk)?.ok_or_else(|| HqError::NoDesk(desk.clone()))?;
            Ok(desks::revoke(db, desk, at)?)
        })
    }

    /// All desks.
    pub fn desks(&self) -> Result<Vec<DeskReport>, HqError> {
        self.store.read(|db| {
            let desks = desks::list(db)?;
            desks.into_iter().map(|desk| report(db, desk)).collect()
        })
    }

    /// Passes where the key of `desk` that is in force passes `proof`. A key that no longer is, or that was revoked, is
    /// told so once it has proved to be the desk's.
    pub(super) fn in_force(
        &self,
        desk: &DeskId,
        proof: impl Fn(&PublicKey) -> Result<(), Fault>,
    ) -> Result<DeskRow, HqError> {
        let row = self.store.read(|db| {
            self.check_owner(db)?;
            Ok::<_, HqError>(desks::desk(db, desk)?)
        })?;
        let row = row.ok_or(Refusal::UnknownDesk)?;
        match proof(&row.keys.sign) {
            Err(Fault::Signature) => {
                let old = self.store.read(|db| desks::old_keys(db, desk))?;
                // The signature is judged first, so a fault of another kind means that it fits.
                let fits = |key: &PublicKey| !matches!(proof(key), Err(Fault::Signature));
                let refusal = if old.iter().any(fits) { Refusal::Revoked } else { Refusal::BadSignature };
                Err(refusal.into())
            }
            _ if row.revoked_at.is_some() => Err(Refusal::Revoked.into()),
            Err(fault) => Err(fault.refusal().into()),
            Ok(()) => Ok(row),
        }
    }
}

/// The desk's epoch and how far its journal is here, once the request has enrolled it.
fn enrol_in(db: &mut dyn Db, request: &EnrolRequest, at: Timestamp) -> Result<(u32, Accepted), HqError> {
    let key = request.keys.sign;
    let code = codes::lock(db, &request.code)?.filter(|code| code.desk == request.desk);
    let code = code.ok_or(Refusal::UnknownCode)?;
    let known = desks::lock(db, &request.desk)?;
    match code.used_by {
        // The answer was lost on the way: the same again. A key that was taken out of force since stays so.
        Some(used_by) if used_by == key => {
            let row = known.ok_or(Refusal::UnknownDesk)?;
            let is_in_force = row.keys.sign == key && row.revoked_at.is_none();
            return if is_in_force { Ok((row.epoch, row.accepted)) } else { Err(Refusal::Revoked.into()) };
        }
        Some(_) => return Err(Refusal::CodeUsed.into()),
        None if code.expires_at < at => return Err(Refusal::CodeExpired.into()),
        None => codes::mark_used(db, &request.code, &key, at)?,
    }
    let Some(row) = known else { return add(db, request, at) };
    if row.keys.sign == key && row.revoked_at.is_none() {
        return Ok((row.epoch, row.accepted));
    }
    let Accepted { through, head } = row.accepted;
    if through > 0 && !request.recover {
        // A new journal under the name of one that HQ has: it would not continue that one.
        return Err(Refusal::Fork { seq: 1, hash: first_hash(db, &row)?.unwrap_or(head) }.into());
    }
    desks::keep_old_key(db, &row, at)?;
    let epoch = row.epoch.saturating_add(1);
    let DeskRow { desk, accepted, state, received_at, .. } = row;
    let (zone, keys) = (request.zone.clone(), request.keys.clone());
    let renewed = DeskRow { desk, zone, epoch, keys, enrolled_at: at, revoked_at: None, accepted, state, received_at };
    desks::rekey(db, &renewed)?;
    Ok((epoch, accepted))
}

fn add(db: &mut dyn Db, request: &EnrolRequest, at: Timestamp) -> Result<(u32, Accepted), HqError> {
    let accepted = Accepted { through: 0, head: Hash::ZERO };
    let new = DeskRow {
        desk: request.desk.clone(),
        zone: request.zone.clone(),
        epoch: 1,
        keys: request.keys.clone(),
        enrolled_at: at,
        revoked_at: None,
        accepted,
        state: DeskState::new(desks::no_offset()?),
        received_at: None,
    };
    // Another node added it a moment ago, by another code.
    if desks::add(db, &new)? { Ok((1, accepted)) } else { Err(Refusal::RetryLater { seconds: None }.into()) }
}

fn first_hash(db: &mut dyn Db, row: &DeskRow) -> Result<Option<Hash>, HqError> {
    Ok(super::store::entries::hash(db, &row.desk, 1)?)
}

fn report(db: &mut dyn Db, row: DeskRow) -> Result<DeskReport, HqError> {
    let exceptions = exceptions::count(db, &row.desk)?;
    let DeskRow { desk, epoch, keys, enrolled_at, revoked_at, accepted, state, received_at, .. } = row;
    let (key, open_shift) = (keys.sign, state.open_shift);
    Ok(DeskReport { desk, epoch, key, enrolled_at, revoked_at, accepted, received_at, open_shift, exceptions })
}
