//! What the back office does: each deed becomes an entry of headquarters' journal, or is denied with its reason.

mod authorise;
mod bags;
mod cards;
mod day;
mod document;
mod exception;
mod letter;
mod person;
mod register;
mod remit;

pub use day::reopen_late;

use super::{Viewer, own};
use crate::domain::{HqEvent, Message, Role, Timestamp, Word};
use crate::hq::key::HqKey;
use crate::hq::rules::{Moment, Rules};
use crate::hq::store::{Db, desks, office};
use crate::hq::{Hq, HqError};
use crate::protocol::office::{Deed, Done, Ordered};
use crate::protocol::pin::{self, PinError};
use crate::protocol::{Fault, Hash, Refusal, hex};
use zeroize::Zeroizing;

/// What a deed is done with: the person, the moment, the rules, and the transaction that it is done in.
pub(super) struct Doing<'d> {
    pub db: &'d mut dyn Db,
    pub viewer: &'d Viewer,
    pub key: &'d HqKey,
    pub now: Timestamp,
    /// What is kept of the PIN that the deed sets, where it sets one: it was made before anybody waited.
    pin_hash: Option<String>,
    pub rules: &'d Rules,
}

/// What a deed comes to, once nothing speaks against it.
pub(super) struct Outcome {
    /// What is recorded.
    pub event: HqEvent,
    /// The views whose story it belongs to, by their paths.
    pub about: Vec<String>,
    /// What is stored beside it, once its entry has its number.
    pub project: Box<Projection>,
}

/// Stores what follows from an entry of this number.
pub(super) type Projection = dyn FnOnce(&mut dyn Db, u64) -> Result<(), HqError>;

impl Hq {
    /// Does what `viewer` orders, once: the same order again has the same outcome.
    pub fn deed(&self, viewer: &Viewer, ordered: &Ordered, now: Timestamp) -> Result<Done, HqError> {
        if viewer.role < Role::Supervisor {
            return Err(Refusal::NotFound.into());
        }
        let pin_hash = self.new_pin(&ordered.deed)?;
        let digest = self.digest(viewer, &ordered.deed)?;
        self.store.write(|db| {
            // A day is signed while nothing of its office comes in; its desks come before headquarters' own journal,
            // as when a batch that is taken in reopens a day.
            if let Deed::Sign { office, .. } = &ordered.deed {
                for desk in desks::list(db)?.iter().filter(|row| row.desk.office() == office.as_str()) {
                    desks::lock(db, &desk.desk)?;
                }
            }
            desks::lock(db, &own::own()?)?;
            if let Some((seq, event)) = own::by_id(db, ordered.id)? {
                return match office::ordered(db, ordered.id)?.is_some_and(|known| known == digest) {
                    true => Ok(Done { seq, gave: self.gave(db, &event)? }),
                    false => Err(denied(("office-deny-id", vec![]))),
                };
            }
            let rules = &self.rules;
            let outcome = decide(&mut Doing { db, viewer, key: &self.key, now, pin_hash, rules }, &ordered.deed)?;
            office::add_ordered(db, ordered.id, &digest)?;
            let seq = own::record(db, ordered.id, now, &outcome.event)?.seq;
            for about in &outcome.about {
                office::tell(db, about, seq)?;
            }
            (outcome.project)(db, seq)?;
            Ok(Done { seq, gave: self.gave(db, &outcome.event)? })
        })
    }

    /// What an event gives to whoever ordered it.
    fn gave(&self, db: &mut dyn Db, event: &HqEvent) -> Result<Option<String>, HqError> {
        Ok(match event {
            HqEvent::RegisterMade(made) => Some(made.number.to_string()),
            HqEvent::CorrectionRequested(letter) => Some(letter.number.to_string()),
            HqEvent::AuthorisationGiven(given) => authorise::code(db, &self.key, given)?,
            _ => None,
        })
    }

    /// What is kept of the PIN that a deed sets. A PIN that can't be one is denied before anything is looked at: that
    /// says nothing of whom it is for.
    fn new_pin(&self, deed: &Deed) -> Result<Option<String>, HqError> {
        let (Deed::AddPerson { pin, .. } | Deed::SetPin { pin, .. }) = deed else { return Ok(None) };
        match self.pin_hash(pin) {
            Err(HqError::Pin(PinError::Malformed)) => {
                let digits = |count: usize| Word::Number(count as i64);
                let words = vec![("least", digits(pin::SHORTEST)), ("most", digits(pin::LONGEST))];
                Err(denied(("office-person-pin", words)))
            }
            made => made.map(Some),
        }
    }

    /// By what an order is known again: who gave it and what it says. There may be a PIN in it, so nobody without
    /// headquarters' secret can try what fits.
    fn digest(&self, viewer: &Viewer, deed: &Deed) -> Result<Hash, HqError> {
        let said = Zeroizing::new(serde_json::to_string(deed).map_err(|error| Fault::Unpackable(error.to_string()))?);
        let secret = Zeroizing::new(hex::encode(self.key.pin_secret()));
        let text = Zeroizing::new(format!("okno-order1\n{}\n{}\n{}", *secret, viewer.user, *said));
        Ok(Hash::of(text.as_bytes()))
    }
}

fn decide(doing: &mut Doing, deed: &Deed) -> Result<Outcome, HqError> {
    match deed {
        Deed::Tick { desk, shift, seen } => day::tick(doing, desk, *shift, *seen),
        Deed::Sign { office, day, comment } => day::sign(doing, office, *day, comment.as_deref()),
        Deed::Announce { .. } => day::announce(doing, deed),
        Deed::Take { exception } => exception::take(doing, exception),
        Deed::Comment { exception, comment } => exception::comment(doing, exception, comment),
        Deed::Resolve { .. } => exception::resolve(doing, deed),
        Deed::Reopen { exception, comment } => exception::reopen(doing, exception, comment),
        Deed::Authorise { .. } => authorise::authorise(doing, deed),
        Deed::Collect { desk, seq, day } => bags::collect(doing, desk, *seq, *day),
        Deed::Credit { bags, document, act } => bags::credit(doing, bags, document.as_ref(), act.as_deref()),
        Deed::Explain { document, comment } => document::explain(doing, document, comment),
        Deed::Return { .. } => bags::give_back(doing, deed),
        Deed::Settle { .. } => cards::settle(doing, deed),
        Deed::MakeRegister { supplier, layout } => register::make(doing, supplier, layout.as_deref()),
        Deed::AddPerson { person, particulars, .. } => person::add(doing, person, particulars),
        Deed::ChangePerson { person, particulars } => person::change(doing, person, particulars),
        Deed::RetirePerson { person } => person::retire(doing, person),
        Deed::SetPin { person, .. } => person::set_pin(doing, person),
        Deed::Remit { .. } => remit::remit(doing, deed),
        Deed::Request { desk, seq, n } => letter::request(doing, desk, *seq, *n),
        Deed::Answer { .. } => letter::answer(doing, deed),
    }
}

impl<'d> Doing<'d> {
    /// The moment, and the rules by which it is judged what is late.
    pub fn moment(&self) -> Moment<'d> {
        Moment { rules: self.rules, now: self.now }
    }

    /// Passes where the person sees an office: of another there is nothing.
    pub fn sees(&self, office: &str) -> Result<(), HqError> {
        if self.viewer.sees(office) { Ok(()) } else { Err(Refusal::NotFound.into()) }
    }

    /// What is kept of the PIN that the deed sets.
    fn pin_hash(&self) -> Result<String, HqError> {
        self.pin_hash.clone().ok_or_else(|| Refusal::NotFound.into())
    }

    /// Passes where the person sees every office: for others there are no suppliers.
    pub fn sees_all(&self) -> Result<(), HqError> {
        if self.viewer.sees_all() { Ok(()) } else { Err(Refusal::NotFound.into()) }
    }
}

/// A denial with its reason.
pub(super) fn denied(why: Message) -> HqError {
    HqError::Denied(why)
}

/// A comment without what surrounds it; none where nothing was said.
pub(super) fn said(comment: Option<&str>) -> Option<String> {
    comment.map(str::trim).filter(|comment| !comment.is_empty()).map(str::to_owned)
}
