//! Signing a day off, and what leads up to it; and what reopens it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Doing, Outcome, denied, said};
use crate::domain::message::text;
use crate::domain::office::event::{DayReopened, DaySigned, DeskAnnounced, PaperTicked, SignedDesk};
use crate::domain::totals::Tally;
use crate::domain::{DeskId, EntryId, Mark, OfficeCode, Timestamp, View, Word};
use crate::hq::HqError;
use crate::hq::office::checks::checks;
use crate::hq::office::day::{OfficeDay, gather_one};
use crate::hq::office::own;
use crate::hq::office::reports::DayState;
use crate::hq::store::office::{self, AnnouncedRow, DayRow};
use crate::hq::store::{Db, entries};
use crate::protocol::Refusal;
use crate::protocol::office::Deed;

/// The fewest digits of a chain's head that a telephone call gives: as many as a Z-report prints.
const DIGITS: usize = 8;

/// Says that the paper of a shift was seen, or takes it back.
pub fn tick(doing: &mut Doing, desk: &DeskId, shift: u32, seen: bool) -> Result<Outcome, HqError> {
    doing.sees(desk.office())?;
    office::shift(doing.db, desk, shift)?.ok_or(Refusal::NotFound)?;
    let (desk, user, now) = (desk.clone(), doing.viewer.user.clone(), doing.now);
    let event = PaperTicked { desk: desk.clone(), shift, seen, user: user.clone() };
    let about = vec![View::Shift { desk: desk.clone(), shift }.to_string()];
    let project = Box::new(move |db: &mut dyn Db, _| {
        match seen {
            true => office::tick(db, &desk, shift, now, user.as_str())?,
            false => office::untick(db, &desk, shift)?,
        }
        Ok(())
    });
    Ok(Outcome { event: event.into(), about, project })
}

/// Signs a day off.
pub fn sign(doing: &mut Doing, office: &OfficeCode, day: NaiveDate, comment: Option<&str>) -> Result<Outcome, HqError> {
    doing.sees(office.as_str())?;
    let moment = doing.moment();
    let found = gather_one(doing.db, office, day, &moment)?;
    let comment = said(comment);
    may_sign(doing, &found, comment.as_deref())?;
    let (payments, gross) = found.payments();
    let user = doing.viewer.user.clone();
    let event = DaySigned {
        office: office.clone(),
        day,
        desks: frozen(doing.db, &found)?,
        payments,
        gross,
        over_short: found.over_short(),
        exceptions: found.unresolved().count() as u64,
        carried: found
            .held
            .iter()
            .filter(|held| !held.ended)
            .map(|held| format!("{}:{}", held.kind, held.name))
            .chain(found.unsent.waiting.iter().map(|supplier| format!("due:{supplier}")))
            .collect(),
        comment,
        user: user.clone(),
    };
    let about = vec![View::Office { office: office.clone(), day }.to_string()];
    let (office, now) = (office.clone(), doing.now);
    let project = Box::new(move |db: &mut dyn Db, seq| {
        office::begin_day(db, office.as_str(), day)?;
        let row = DayRow { office, day, seq, signed: true, by: user.to_string() };
        Ok(office::set_signed(db, &row, now)?)
    });
    Ok(Outcome { event: event.into(), about, project })
}

/// Passes where a day may be signed: all is closed or was telephoned, it is over, it isn't the signer's own, and what
/// is wrong has a comment.
fn may_sign(doing: &Doing, day: &OfficeDay, comment: Option<&str>) -> Result<(), HqError> {
    let words = || vec![("office", text(&day.office)), ("day", text(day.day))];
    if day.state() == DayState::Signed {
        return Err(denied(("office-deny-signed", words())));
    }
    if day.shifts.is_empty() && day.announced.is_empty() {
        return Err(denied(("office-deny-empty", words())));
    }
    let is_told =
        |desk: &DeskId, shift: u32| day.announced.iter().any(|said| said.desk == *desk && said.shift == shift);
    if let Some(open) = day.open_shifts().find(|shift| !is_told(&shift.row.desk, shift.row.shift)) {
        let words = vec![("desk", text(&open.row.desk)), ("shift", text(open.row.shift))];
        return Err(denied(("office-deny-open", words)));
    }
    if day.shifts.iter().any(|shift| shift.row.cashier == doing.viewer.user.as_str()) {
        return Err(denied(("office-deny-own-day", words())));
    }
    let wrong = checks(day).iter().filter(|check| check.mark == Mark::Wrong).count();
    if wrong > 0 && comment.is_none() {
        let count = Word::Number(i64::try_from(wrong).unwrap_or(i64::MAX));
        return Err(denied(("office-deny-comment", vec![("count", count)])));
    }
    Ok(())
}

/// How far each desk's journal was there.
fn frozen(db: &mut dyn Db, day: &OfficeDay) -> Result<Vec<SignedDesk>, HqError> {
    let mut desks: Vec<SignedDesk> = Vec::new();
    for row in day.shifts.iter().map(|shift| &shift.row).filter(|row| row.closed > 0) {
        let head = entries::hash(db, &row.desk, row.closed)?.ok_or(Refusal::NotFound)?;
        desks.retain(|frozen| frozen.desk != row.desk || frozen.through > row.closed);
        if !desks.iter().any(|frozen| frozen.desk == row.desk) {
            desks.push(SignedDesk { desk: row.desk.clone(), through: row.closed, head });
        }
    }
    Ok(desks)
}

/// Writes down what was telephoned of a Z-report.
pub fn announce(doing: &mut Doing, deed: &Deed) -> Result<Outcome, HqError> {
    let Deed::Announce { desk, shift, day, payments, kopecks, digits, clerk } = deed else {
        return Err(Refusal::NotFound.into());
    };
    doing.sees(desk.office())?;
    let digits = digits.trim().to_lowercase();
    if digits.len() < DIGITS || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(denied(("office-deny-digits", vec![("count", Word::Number(DIGITS as i64))])));
    }
    let clerk = said(Some(clerk)).ok_or_else(|| denied(("office-deny-clerk", vec![])))?;
    if office::shift(doing.db, desk, *shift)?.is_some_and(|row| row.closed > 0) {
        let words = vec![("desk", text(desk)), ("shift", text(shift))];
        return Err(denied(("office-deny-here", words)));
    }
    let user = doing.viewer.user.clone();
    let row = AnnouncedRow {
        desk: desk.clone(),
        shift: *shift,
        payments: Tally { n: *payments, sum: *kopecks },
        digits: digits.clone(),
    };
    let event = DeskAnnounced {
        desk: desk.clone(),
        shift: *shift,
        day: *day,
        payments: *payments,
        gross: *kopecks,
        digits,
        clerk: clerk.clone(),
        user: user.clone(),
    };
    let about = vec![View::Office { office: OfficeCode::from(desk), day: *day }.to_string()];
    let (day, now) = (*day, doing.now);
    let project = Box::new(move |db: &mut dyn Db, _| {
        office::begin_day(db, row.desk.office(), day)?;
        Ok(office::announce(db, &row, day, &clerk, now, user.as_str())?)
    });
    Ok(Outcome { event: event.into(), about, project })
}

/// Reopens the days of `desk`'s office among `days` that are signed, since an entry came for them: in the transaction
/// that takes it in, whose desk is locked already.
pub fn reopen_late(
    db: &mut dyn Db,
    desk: &DeskId,
    days: &BTreeMap<NaiveDate, (u64, EntryId)>,
    at: Timestamp,
) -> Result<(), HqError> {
    for (&day, &(first, id)) in days {
        office::begin_day(db, desk.office(), day)?;
        let Some(row) = office::day(db, desk.office(), day)?.filter(|row| row.signed) else { continue };
        let event = DayReopened { office: row.office.clone(), day, desk: desk.clone(), seq: first };
        let id = id.along(&format!("reopen {} {day}", row.office));
        let seq = own::record(db, id, at, &event.into())?.seq;
        office::tell(db, &View::Office { office: row.office.clone(), day }.to_string(), seq)?;
        office::set_signed(db, &DayRow { seq, signed: false, ..row }, at)?;
    }
    Ok(())
}
