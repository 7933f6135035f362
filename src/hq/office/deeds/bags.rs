//! What becomes of bags: collected, credited, given back. They are open items of their own: no day is reopened for
//! them.

use chrono::NaiveDate;

use super::{Doing, Outcome, denied, document, said};
use crate::domain::message::text;
use crate::domain::office::event::{BagCollected, BagCredited, BagReturned, BankDocument, CreditedBag, Verdict};
use crate::domain::{DeskId, Event, HqEvent, Money, ReasonCode, Seal, Timestamp, View, Word};
use crate::hq::HqError;
use crate::hq::exception::{Exception, ExceptionKind};
use crate::hq::office::bag::{self, Bag, BagState};
use crate::hq::office::own;
use crate::hq::places::Places;
use crate::hq::store::{Db, StoreError, entries, exceptions, office, places, statements};
use crate::protocol::Refusal;
use crate::protocol::office::{Deed, FoundBag};

/// The bag of an entry, where it is of an office that the person sees and is not over.
fn open(doing: &mut Doing, desk: &DeskId, seq: u64) -> Result<Bag, HqError> {
    doing.sees(desk.office())?;
    let bag = bag::one(doing.db, desk, seq)?.ok_or(Refusal::NotFound)?;
    match bag.state() {
        BagState::Credited => Err(denied(("office-deny-bag-credited", vec![("seal", text(&bag.held.name))]))),
        BagState::Opened => Err(denied(("office-deny-bag-opened", vec![("seal", text(&bag.held.name))]))),
        _ => Ok(bag),
    }
}

fn seal(bag: &Bag) -> Result<Seal, HqError> {
    let damaged = |_| StoreError::Damaged(format!("'{}' is no seal", bag.held.name));
    Ok(bag.held.name.parse().map_err(damaged)?)
}

fn about(desk: &DeskId, seq: u64) -> String {
    View::Bag { desk: desk.clone(), seq }.to_string()
}

/// Stores what an event tells of bags.
fn keep(db: &mut dyn Db, seq: u64, at: Timestamp, event: &HqEvent) -> Result<(), HqError> {
    let mut told = Places::default();
    told.apply_own(seq, at, event);
    Ok(places::add(db, &own::own()?, &told)?)
}

/// Writes down that the collector took a bag.
pub fn collect(doing: &mut Doing, desk: &DeskId, seq: u64, day: NaiveDate) -> Result<Outcome, HqError> {
    let bag = open(doing, desk, seq)?;
    let words = || vec![("seal", text(&bag.held.name)), ("at", Word::Moment(bag.since()))];
    if bag.state() == BagState::Collected {
        return Err(denied(("office-deny-bag-collected", words())));
    }
    // Offices lie to the east of the moment's day in Greenwich by up to fourteen hours.
    let latest = doing.now.utc().date_naive().succ_opt().unwrap_or(day);
    if day < bag.held.day || day > latest {
        return Err(denied(("office-deny-bag-day", vec![("day", text(day)), ("sealed", text(bag.held.day))])));
    }
    let user = doing.viewer.user.clone();
    let event: HqEvent = BagCollected { desk: desk.clone(), seq, seal: seal(&bag)?, day, user }.into();
    let (kept, now) = (event.clone(), doing.now);
    let project = Box::new(move |db: &mut dyn Db, seq| keep(db, seq, now, &kept));
    Ok(Outcome { event, about: vec![about(desk, seq)], project })
}

/// Writes down that the bank credited bags.
pub fn credit(
    doing: &mut Doing,
    found: &[FoundBag],
    named: Option<&BankDocument>,
    act: Option<&str>,
) -> Result<Outcome, HqError> {
    let act = said(act);
    let mut bags: Vec<Bag> = Vec::new();
    let mut credited = Vec::new();
    for FoundBag { desk, seq, kopecks, verdict } in found {
        let bag = open(doing, desk, *seq)?;
        if bags.iter().any(|other| other.held == bag.held) {
            return Err(denied(("office-deny-bag-twice", vec![("seal", text(&bag.held.name))])));
        }
        judge(doing, &bag, *kopecks, *verdict, act.is_some())?;
        let (seal, sealed) = (seal(&bag)?, bag.held.amount);
        credited.push(CreditedBag {
            desk: desk.clone(),
            seq: *seq,
            seal,
            sealed,
            credited: *kopecks,
            verdict: *verdict,
        });
        bags.push(bag);
    }
    let account = one_account(&bags)?;
    let sum = credited.iter().map(|bag| bag.credited).try_fold(Money::ZERO, Money::plus);
    let sum = sum.ok_or_else(|| denied(("office-deny-sum-large", vec![])))?;
    let document = named.map(|named| document::free(doing, named, sum)).transpose()?;
    let odd: Vec<Exception> =
        bags.iter().zip(&credited).filter_map(|(bag, found)| difference(bag, found, act.as_deref())).collect();
    let about = bags.iter().map(|bag| about(&bag.held.desk, bag.held.seq)).collect();
    let user = doing.viewer.user.clone();
    let event: HqEvent = BagCredited { account, bags: credited, document: document.clone(), act, user }.into();
    let (kept, now) = (event.clone(), doing.now);
    let project = Box::new(move |db: &mut dyn Db, seq| {
        keep(db, seq, now, &kept)?;
        exceptions::add(db, &odd, now)?;
        match &document {
            Some(document) => Ok(statements::set_used(db, document, seq)?),
            None => Ok(()),
        }
    });
    Ok(Outcome { event, about, project })
}

/// The bank account that bags are for: one for all of a credit.
fn one_account(bags: &[Bag]) -> Result<crate::domain::AccountCode, HqError> {
    let first = bags.first().ok_or_else(|| denied(("office-deny-no-bag", vec![])))?;
    if let Some(other) = bags.iter().find(|bag| bag.held.whom != first.held.whom) {
        let words = vec![
            ("one", text(&first.held.name)),
            ("account", text(&first.held.whom)),
            ("other", text(&other.held.name)),
            ("second", text(&other.held.whom)),
        ];
        return Err(denied(("office-deny-bag-accounts", words)));
    }
    let damaged = |_| StoreError::Damaged(format!("'{}' is no bank account", first.held.whom));
    Ok(first.held.whom.parse().map_err(damaged)?)
}

/// Passes where what the bank found does not contradict itself; a difference needs the bank's act, and somebody else
/// than who sealed the bag.
fn judge(doing: &Doing, bag: &Bag, credited: Money, verdict: Verdict, has_act: bool) -> Result<(), HqError> {
    let sealed = bag.held.amount;
    let agrees = match verdict {
        Verdict::Whole => credited == sealed,
        Verdict::Short | Verdict::Counterfeit => credited >= Money::ZERO && credited < sealed,
        Verdict::Over => credited > sealed,
    };
    let words =
        || vec![("seal", text(&bag.held.name)), ("sealed", Word::Money(sealed)), ("credited", Word::Money(credited))];
    if !agrees {
        let why = match verdict {
            Verdict::Whole => "office-deny-bag-whole",
            Verdict::Short | Verdict::Counterfeit => "office-deny-bag-short",
            Verdict::Over => "office-deny-bag-over",
        };
        return Err(denied((why, words())));
    }
    if verdict == Verdict::Whole {
        return Ok(());
    }
    if !has_act {
        return Err(denied(("office-deny-bag-act", words())));
    }
    not_own(doing, bag)
}

fn not_own(doing: &Doing, bag: &Bag) -> Result<(), HqError> {
    match bag.held.holder == doing.viewer.user.as_str() {
        true => Err(denied(("office-deny-bag-own", vec![("seal", text(&bag.held.name))]))),
        false => Ok(()),
    }
}

/// What a person must look at: the bank found another sum.
fn difference(bag: &Bag, found: &CreditedBag, act: Option<&str>) -> Option<Exception> {
    let off = found.credited.saturating_minus(found.sealed);
    let subject = match act {
        Some(act) => format!("{} {act}", found.seal),
        None => found.seal.to_string(),
    };
    (!off.is_zero()).then(|| Exception {
        desk: bag.held.desk.clone(),
        seq: bag.held.seq,
        kind: ExceptionKind::BagDifference,
        n: 0,
        subject,
        kopecks: off,
        day: bag.held.day,
        at: bag.held.at,
    })
}

/// Writes down that the bank gave a bag back, or that its desk opened it.
pub fn give_back(doing: &mut Doing, deed: &Deed) -> Result<Outcome, HqError> {
    let Deed::Return { desk, seq, cash_in, comment } = deed else { return Err(Refusal::NotFound.into()) };
    let bag = open(doing, desk, *seq)?;
    let comment = said(Some(comment)).ok_or_else(|| denied(("office-deny-no-words", vec![])))?;
    if cash_in.is_none() && bag.state() != BagState::Collected {
        return Err(denied(("office-deny-bag-here", vec![("seal", text(&bag.held.name))])));
    }
    let found = cash_in.map(|entry| opened(doing, &bag, entry)).transpose()?;
    if found.is_some_and(|found| found != bag.held.amount) {
        not_own(doing, &bag)?;
    }
    let mut about = vec![about(desk, *seq)];
    about.extend(cash_in.map(|entry| View::Entry { desk: desk.clone(), seq: entry }.to_string()));
    let event: HqEvent = BagReturned {
        desk: desk.clone(),
        seq: *seq,
        seal: seal(&bag)?,
        sealed: bag.held.amount,
        cash_in: *cash_in,
        found: found.unwrap_or_default(),
        comment,
        user: doing.viewer.user.clone(),
    }
    .into();
    let (kept, now) = (event.clone(), doing.now);
    let project = Box::new(move |db: &mut dyn Db, seq| keep(db, seq, now, &kept));
    Ok(Outcome { event, about, project })
}

/// The cash that a desk found in a bag: its entry says so, is of this reason, later than the seal, and of no other bag.
fn opened(doing: &mut Doing, bag: &Bag, seq: u64) -> Result<Money, HqError> {
    let desk = &bag.held.desk;
    let entry = entries::one(doing.db, desk, seq, &mut |stored| Ok(Event::decode(stored.kind, stored.body).ok()))?;
    let cash = match entry.flatten() {
        Some(Event::CashIn(cash)) if cash.reason.as_str() == ReasonCode::RETURNED_BAG && seq > bag.held.seq => cash,
        _ => return Err(denied(("office-deny-bag-cash", vec![("desk", text(desk)), ("seq", text(seq))]))),
    };
    let of_another = View::Entry { desk: desk.clone(), seq }.to_string();
    if !office::story(doing.db, &of_another)?.is_empty() {
        return Err(denied(("office-deny-bag-cash-used", vec![("desk", text(desk)), ("seq", text(seq))])));
    }
    Ok(cash.amount)
}
