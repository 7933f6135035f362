//! A desk in memory with somebody at it: what they do goes through the domain's own decision, and is chained, signed
//! and sent as a desk's journal is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::TimeDelta;

use super::Fault;
use super::cast;
use crate::domain::command::{CardInput, LineFacts, LineInput, SignInFacts, TenderInput};
use crate::domain::event::GivenBag;
use crate::domain::shift::OpenShift;
use crate::domain::{
    Action, Actor, CashData, Catalogue, Command, DeskId, EntryId, Event, Facts, Money, Offset, Ownership, Policy,
    ReceiptNumber, RecordedPayment, Role, Seal, Shift, TenderKind, Timestamp, TransitCode, decide,
};
use crate::hq::Hq;
use crate::protocol::{Batch, Bundle, EnrolRequest, Enrolling, Entry, Hash, Part, PartKind, SecretKeys};

/// The zone of every office.
pub const ZONE: &str = "Asia/Irkutsk";

/// How many entries go in one batch.
const BATCH: usize = 500;

/// A desk, and who has it.
pub struct Clerk {
    /// Its name.
    pub id: DeskId,
    /// The cashier.
    pub cashier: Actor,
    /// The supervisor who is at hand.
    pub supervisor: Actor,
    /// What it is now.
    pub shift: Shift,
    /// The journal.
    pub entries: Vec<Entry>,
    /// What the clock shows.
    pub now: Timestamp,
    /// Suppliers and fees, as this desk has them.
    pub catalogue: Arc<Catalogue>,
    /// How many entries headquarters has.
    pub sent: usize,
    cash: Arc<CashData>,
    policy: Policy,
    offset: Offset,
    keys: SecretKeys,
    payments: BTreeMap<ReceiptNumber, RecordedPayment>,
    bags: Vec<GivenBag>,
    seals: BTreeSet<Seal>,
    accepted: BTreeSet<TransitCode>,
}

/// What every desk of the week has alike.
#[derive(Clone)]
pub struct Outfit {
    /// Suppliers and fees.
    pub catalogue: Arc<Catalogue>,
    /// Denominations, reasons and bank accounts.
    pub cash: Arc<CashData>,
    /// The offices' offset from UTC.
    pub offset: Offset,
}

impl Clerk {
    /// A new desk, enrolled at headquarters.
    pub fn enrol(
        hq: &Hq,
        outfit: &Outfit,
        id: DeskId,
        (cashier, supervisor): (&str, &str),
        policy: Policy,
        now: Timestamp,
    ) -> Result<Clerk, Fault> {
        // Nobody is deceived by keys that anybody can make: it is a demo's desk.
        let seed = Hash::of(format!("demo {id}").as_bytes());
        let keys = SecretKeys::from_seed(seed.bytes()).map_err(super::failed)?;
        let enrolling = Enrolling { desk: id.clone(), zone: ZONE.to_owned(), recover: false };
        let code = hq.issue_code(&id, now).map_err(super::at_hq)?.code;
        hq.enrol(&EnrolRequest::sign(enrolling, &code, &keys), now).map_err(super::at_hq)?;
        let actor = |name, role| Ok::<_, Fault>(Actor { user: cast::user(name)?, role });
        let mut clerk = Clerk {
            cashier: actor(cashier, Role::Cashier)?,
            supervisor: actor(supervisor, Role::Supervisor)?,
            shift: Shift::new(id.clone()),
            entries: vec![],
            now,
            catalogue: outfit.catalogue.clone(),
            sent: 0,
            cash: outfit.cash.clone(),
            policy,
            offset: outfit.offset,
            keys,
            payments: BTreeMap::new(),
            bags: vec![],
            seals: BTreeSet::new(),
            accepted: BTreeSet::new(),
            id,
        };
        clerk.act(None, None, Action::Enrol { zone: ZONE.to_owned() })?;
        Ok(clerk)
    }

    /// The cashier does something; gives its entry.
    pub fn does(&mut self, action: Action) -> Result<u64, Fault> {
        self.act(Some(self.cashier.clone()), None, action)
    }

    /// The cashier does something that the supervisor approves.
    pub fn approved(&mut self, action: Action) -> Result<u64, Fault> {
        self.act(Some(self.cashier.clone()), Some(self.supervisor.clone()), action)
    }

    fn act(&mut self, by: Option<Actor>, approved_by: Option<Actor>, action: Action) -> Result<u64, Fault> {
        let event = self.decided(by, approved_by, action)?;
        self.record(&event)
    }

    fn decided(&self, by: Option<Actor>, approved_by: Option<Actor>, action: Action) -> Result<Event, Fault> {
        let command = Command { id: self.next_id(), at: self.now, by, approved_by, witness: None, action };
        decide(&self.shift, &self.facts(&command.action), &command).map_err(|refusal| refusal.message())
    }

    /// What would be recorded if the cashier did something, and the supervisor approved it.
    pub fn would(&self, action: Action) -> Result<Event, Fault> {
        self.decided(Some(self.cashier.clone()), Some(self.supervisor.clone()), action)
    }

    /// The same id for the same place every time.
    fn next_id(&self) -> EntryId {
        let next = self.entries.len() + 1;
        EntryId::from_uuid(uuid::Uuid::nil()).along(&format!("demo {} {next}", self.id))
    }

    fn facts(&self, action: &Action) -> Facts<'_> {
        let mut facts = Facts::bare(&self.catalogue, &self.policy, &self.cash, self.offset);
        let recorded = |receipt: &ReceiptNumber| self.payments.get(receipt).cloned();
        match action {
            Action::SignIn { .. } => {
                facts.sign_in = Some(SignInFacts { role: self.cashier.role, pin_fits: true, tries: 0 });
            }
            Action::TakePayment { lines, .. } => {
                facts.lines = lines.iter().map(|_| LineFacts { known: true, ..LineFacts::default() }).collect();
            }
            Action::MoveLine { receipt, .. } => {
                facts.lines = vec![LineFacts { known: true, ..LineFacts::default() }];
                facts.payment = recorded(receipt);
            }
            Action::VoidPayment { receipt, .. }
            | Action::RefundPayment { receipt, .. }
            | Action::Retender { receipt, .. } => facts.payment = recorded(receipt),
            Action::AcceptCash { code, .. } => facts.accepted = self.accepted.contains(code),
            Action::DropCash { seal, .. } => facts.sealed = self.seals.contains(seal),
            Action::GiveBags { .. } => facts.bags = self.bags.clone(),
            _ => {}
        }
        facts
    }

    /// Records an event that was decided; gives its entry.
    pub fn record(&mut self, event: &Event) -> Result<u64, Fault> {
        self.shift.apply(self.now, event);
        if let Event::PaymentTaken(taken) = event {
            self.payments.insert(taken.receipt, RecordedPayment::new(taken.clone()));
        }
        if let Some(payment) = event.corrects().and_then(|receipt| self.payments.get_mut(&receipt)) {
            payment.apply(event);
        }
        match event {
            Event::CashDropped(drop) => {
                let bag = GivenBag { seal: drop.seal.clone(), amount: drop.amount, account: drop.account.clone() };
                self.bags.push(bag);
                self.seals.insert(drop.seal.clone());
            }
            Event::BagGiven(given) => self.bags.retain(|bag| given.bags.iter().all(|gone| gone.seal != bag.seal)),
            Event::CashAccepted(taken) => drop(self.accepted.insert(taken.code.clone())),
            _ => {}
        }
        self.write(event.kind(), event.body().map_err(super::failed)?)
    }

    /// Records any kind and body, as a program of another version may; gives its entry.
    pub fn write(&mut self, kind: &str, body: String) -> Result<u64, Fault> {
        let (seq, prev) = self.entries.last().map_or((1, Hash::ZERO), |last| (last.seq + 1, last.hash));
        let entry = Entry::seal(&self.id, seq, self.next_id(), self.now, kind, body, prev).map_err(super::failed)?;
        self.entries.push(entry);
        Ok(seq)
    }

    /// Sends headquarters all that it doesn't have.
    pub fn send(&mut self, hq: &Hq, at: Timestamp) -> Result<(), Fault> {
        let through = self.entries.len();
        self.send_through(hq, through, at)
    }

    /// Sends the first so many entries.
    pub fn send_through(&mut self, hq: &Hq, through: usize, at: Timestamp) -> Result<(), Fault> {
        let waiting = self.entries.get(self.sent..through).unwrap_or_default();
        for part in waiting.chunks(BATCH) {
            let batch = Batch::pack(&self.id, 1, part, &self.keys.sign).map_err(super::failed)?;
            hq.take_batch(&self.id, &batch, at).map_err(super::at_hq)?;
        }
        self.sent = through;
        Ok(())
    }

    /// What is not sent, as a file on a stick.
    pub fn bundle(&self, hq: &Hq) -> Result<Vec<u8>, Fault> {
        let waiting = self.entries.get(self.sent..).unwrap_or_default();
        let batch = Batch::pack(&self.id, 1, waiting, &self.keys.sign).map_err(super::failed)?;
        let parts = vec![Part { kind: PartKind::Batch, bytes: batch }];
        Bundle { desk: self.id.clone(), parts }.seal(&hq.keys().seal).map_err(super::failed)
    }

    /// Takes a payment of one line; gives its entry.
    pub fn pay(&mut self, line: LineInput, tender: &TenderKind, reference: u32) -> Result<u64, Fault> {
        let tender = match tender.is_cash() {
            // A note of five thousand more than enough: the change is counted back.
            true => TenderInput::Cash { given: line.amount.saturating_plus(Money::from_roubles(1_000)) },
            false => TenderInput::Other { kind: tender.clone(), amount: None, reference: format!("{reference:06}") },
        };
        self.does(Action::TakePayment { lines: vec![line], tenders: vec![tender] })
    }

    /// The receipt of the last payment.
    pub fn last_receipt(&self) -> Option<ReceiptNumber> {
        self.shift.open.as_ref()?.totals.last
    }

    /// The payments of this journal, the first one first.
    pub fn payments(&self) -> impl Iterator<Item = &RecordedPayment> {
        self.payments.values()
    }

    /// The slips of the open shift as they must be, the first tender's sum changed by so much.
    pub fn slips(&self, off: Money) -> Vec<CardInput> {
        let Some(open) = &self.shift.open else { return vec![] };
        let of = |(kind, slips): (&TenderKind, &i64)| CardInput {
            kind: kind.clone(),
            slips: u32::try_from(*slips).unwrap_or_default(),
            sum: open.totals.tender(kind),
        };
        let mut cards: Vec<CardInput> = open.totals.slips.iter().map(of).collect();
        if let Some(first) = cards.first_mut() {
            first.sum = first.sum.saturating_plus(off);
        }
        cards
    }

    /// Seals of bags that are still here.
    pub fn bags(&self) -> Vec<Seal> {
        self.bags.iter().map(|bag| bag.seal.clone()).collect()
    }

    /// So many minutes pass.
    pub fn pass(&mut self, minutes: i64) {
        self.now = self.now.plus(TimeDelta::minutes(minutes));
    }

    /// What the open shift took in cash of one ownership and still has.
    pub fn took(&self, ownership: Ownership) -> Money {
        let left = |open: &OpenShift| open.totals.left_of(ownership, &self.catalogue, &self.cash);
        self.shift.open.as_ref().map_or(Money::ZERO, left)
    }
}
