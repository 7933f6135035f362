//! A desk at work in a directory of its own: random days, recorded as the program records them.

use std::path::PathBuf;

use chrono::TimeDelta;
use okno::domain::command::{LineFacts, LineInput, SignInFacts, TenderInput};
use okno::domain::event::{Event, Paper};
use okno::domain::*;
use okno::journal::{Journal, JournalError, Verified, Verify, Writer};
use okno::protocol::Entry;
use proptest::prelude::*;
use tempfile::TempDir;
use uuid::Uuid;

/// What is tried next; what the rules refuse is not recorded.
#[derive(Clone, Debug)]
pub enum Step {
    SignIn { pin_fits: bool },
    Open { counted: i64 },
    Pay { lines: Vec<(bool, u32, i64)>, card: bool },
    Void { nth: usize },
    Print { nth: usize, unknown: bool },
    Resolve { nth: usize, whole: bool },
    Close { off: i64 },
}

/// Random days of work.
pub fn days() -> impl Strategy<Value = Vec<Step>> {
    let line = (any::<bool>(), 0..3u32, 300..90_000i64);
    let step = prop_oneof![
        2 => any::<bool>().prop_map(|pin_fits| Step::SignIn { pin_fits }),
        2 => (0..50_000i64).prop_map(|counted| Step::Open { counted }),
        8 => (proptest::collection::vec(line, 1..4), any::<bool>()).prop_map(|(lines, card)| Step::Pay { lines, card }),
        2 => (0..6usize).prop_map(|nth| Step::Void { nth }),
        4 => (0..9usize, any::<bool>()).prop_map(|(nth, unknown)| Step::Print { nth, unknown }),
        1 => (0..9usize, any::<bool>()).prop_map(|(nth, whole)| Step::Resolve { nth, whole }),
        2 => (-500..500i64).prop_map(|off| Step::Close { off }),
    ];
    proptest::collection::vec(step, 0..24)
}

pub fn desk() -> DeskId {
    "664003/2".parse().unwrap()
}

/// A directory with a journal, its writer, and the state that it should be in.
pub struct Scene {
    pub writer: Writer,
    pub shift: Shift,
    pub now: Timestamp,
    directory: TempDir,
    catalogue: Catalogue,
    ids: u128,
}

impl Scene {
    /// An enrolled desk with an open shift and one payment.
    pub fn new() -> Scene {
        Scene::of(&desk())
    }

    /// [`Scene::new`] of another desk.
    pub fn of(desk: &DeskId) -> Scene {
        let directory = tempfile::tempdir().unwrap();
        let mut scene = Scene {
            writer: Writer::open(&directory.path().join("journal.db"), desk, "the test").unwrap(),
            shift: Shift::new(desk.clone()),
            now: "2026-11-23T00:00:00.000Z".parse().unwrap(),
            directory,
            catalogue: Catalogue::built_in().unwrap(),
            ids: 0,
        };
        scene.act(Action::Enrol { zone: "Asia/Irkutsk".into() }).unwrap();
        scene.step(&Step::Open { counted: 100_000 });
        scene.pay(1, 81_240);
        scene
    }

    /// A scene after some days.
    pub fn after(days: &[Step]) -> Scene {
        let mut scene = Scene::new();
        days.iter().for_each(|step| scene.step(step));
        scene
    }

    pub fn path(&self) -> PathBuf {
        self.directory.path().join("journal.db")
    }

    /// Where a mirror is kept.
    pub fn stick(&self) -> PathBuf {
        self.directory.path().join("stick")
    }

    pub fn last(&self) -> u64 {
        self.writer.last_seq().unwrap()
    }

    /// Opens the journal as a reader and verifies it, against the mirror if there is one.
    pub fn verify(&self) -> Result<Verified, JournalError> {
        let stick = self.stick();
        Verify { mirror: Some(&stick) }.run(&Journal::open(&self.path())?)
    }

    /// Closes the journal as a program that ends does, so that all of it is in its one file.
    pub fn close(self) -> TempDir {
        self.directory
    }

    pub fn pay(&mut self, account: u32, kopecks: i64) -> Entry {
        self.try_pay(account, kopecks).unwrap()
    }

    /// A payment that the rules allow and the disk may not.
    pub fn try_pay(&mut self, account: u32, kopecks: i64) -> Result<Entry, JournalError> {
        let given = Money::from_kopecks(kopecks + 5_000);
        self.decide(take(&[(true, account, kopecks)], vec![TenderInput::Cash { given }]), None).unwrap()
    }

    /// Tries a step; a refusal leaves everything as it is.
    pub fn step(&mut self, step: &Step) {
        let money = Money::from_kopecks;
        let action = match step {
            Step::SignIn { pin_fits } => {
                let facts = SignInFacts { role: Role::Cashier, pin_fits: *pin_fits, tries: self.tries() };
                let action = Action::SignIn { user: user("anna") };
                self.decide(action, Some(facts)).map(Result::unwrap);
                return;
            }
            Step::Open { counted } => Action::OpenShift { counted: money(*counted).into(), issued: None },
            Step::Pay { lines, card } => take(lines, vec![tender(*card)]),
            Step::Void { nth } => match self.receipt(*nth) {
                Some(receipt) => Action::VoidPayment { receipt, reason: "не тот счёт".into() },
                None => return,
            },
            Step::Print { nth, unknown } => {
                let seq = self.printable(*nth);
                let copy = self.writer.document(seq).unwrap().map_or(0, |document| document.copies);
                Action::RecordPrint { seq, copy, unknown: unknown.then(|| "no paper".into()) }
            }
            Step::Resolve { nth, whole } => {
                let paper = if *whole { Paper::Whole } else { Paper::Nothing };
                Action::ResolvePrint { seq: self.printable(*nth), paper }
            }
            Step::Close { off } => Action::close(self.shift.drawer.saturating_plus(money(*off))),
        };
        let _ = self.act(action);
    }

    fn act(&mut self, action: Action) -> Option<Entry> {
        self.decide(action, None).map(Result::unwrap)
    }

    /// Decides and records; `None` for a refusal.
    fn decide(&mut self, action: Action, sign_in: Option<SignInFacts>) -> Option<Result<Entry, JournalError>> {
        self.now = self.now.plus(TimeDelta::seconds(30));
        // By threes, so that no bit flipped makes one id another.
        self.ids += 3;
        let payment = match &action {
            Action::VoidPayment { receipt, .. } => self.writer.recorded(*receipt).unwrap(),
            _ => None,
        };
        let printable = match &action {
            Action::RecordPrint { seq, .. } | Action::ResolvePrint { seq, .. } => {
                self.writer.document(*seq).unwrap().is_some()
            }
            _ => false,
        };
        // Whatever is counted closes a shift here; the rule about reasons is tested elsewhere.
        let policy = Policy { reason_above: Money::MOST, ..Policy::default() };
        let cash = CashData::built_in().unwrap();
        let facts = Facts {
            lines: vec![
                LineFacts {
                    known: true, address: Some("ул. Ленина, д. 12, кв. 4".into()), doubles: vec![]
                };
                4
            ],
            payment,
            printable,
            sign_in,
            ..Facts::bare(&self.catalogue, &policy, &cash, "+08:00".parse().unwrap())
        };
        let command = Command {
            id: EntryId::from_uuid(Uuid::from_u128(self.ids)),
            at: self.now,
            by: Some(Actor { user: user("anna"), role: Role::Cashier }),
            approved_by: Some(Actor { user: user("boris"), role: Role::Supervisor }),
            witness: None,
            action,
        };
        let event = decide(&self.shift, &facts, &command).ok()?;
        let recorded = self.writer.append(command.id, self.now, &event);
        Some(recorded.inspect(|entry| self.shift.apply(entry.at, &event)))
    }

    fn tries(&self) -> u32 {
        self.writer.tries(&user("anna")).unwrap().map_or(0, |tries| tries.tries)
    }

    fn receipt(&self, nth: usize) -> Option<ReceiptNumber> {
        let mut receipts = vec![];
        let each = self.writer.each(1, |entry| {
            if let Ok(Event::PaymentTaken(taken)) = Event::decode(&entry.kind, &entry.body) {
                receipts.push(taken.receipt);
            }
            Ok(())
        });
        each.map(|()| receipts.get(nth).copied()).unwrap()
    }

    /// An entry that may have a document: any, for the rules must say which.
    fn printable(&self, nth: usize) -> u64 {
        1 + nth as u64 % self.last()
    }
}

pub fn user(name: &str) -> UserName {
    UserName::new(name).unwrap()
}

fn tender(card: bool) -> TenderInput {
    if card {
        TenderInput::Other { kind: TenderKind::new("card").unwrap(), amount: None, reference: "004512".into() }
    } else {
        TenderInput::Cash { given: Money::from_roubles(5_000) }
    }
}

/// A payment of lines `(own, account, kopecks)`: electricity of the operator's own, or a mobile phone with a fee.
fn take(lines: &[(bool, u32, i64)], tenders: Vec<TenderInput>) -> Action {
    let line = |(own, account, kopecks): &(bool, u32, i64)| LineInput {
        supplier: SupplierCode::new(if *own { "energosbyt" } else { "mobitel" }).unwrap(),
        service: None,
        account: AccountNumber::parse(&format!("АБ{account:07}")).unwrap(),
        amount: Money::from_kopecks(*kopecks),
        period: None,
    };
    Action::TakePayment { lines: lines.iter().map(line).collect(), tenders }
}

/// The number of the bad entry that `found` names.
pub fn first_bad<T: std::fmt::Debug>(found: Result<T, JournalError>) -> u64 {
    match found {
        Err(JournalError::Damaged(damage)) => damage.seq,
        other => panic!("no damage was found: {other:?}"),
    }
}
