//! A desk at work in a directory of its own: random days, recorded as the program records them.

use std::path::PathBuf;

use chrono::TimeDelta;
use okno::domain::command::{LineFacts, LineInput, RefundInput, SignInFacts, TenderInput};
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
    Refund { nth: usize, half: bool },
    Move { nth: usize, n: u32, account: u32 },
    Retender { nth: usize, card: bool },
    In { kopecks: i64 },
    Out { kopecks: i64 },
    HandOver { kopecks: i64 },
    Accept { nth: u32, less: i64 },
    Drop { seal: u32, kopecks: i64 },
    GiveBags,
    Count { off: i64 },
    Pause,
    Resume { counted: i64 },
    Print { nth: usize, unknown: bool },
    Resolve { nth: usize, whole: bool },
    Close { off: i64 },
}

/// Random days of work.
pub fn days() -> impl Strategy<Value = Vec<Step>> {
    let line = (any::<bool>(), 0..3u32, 300..90_000i64);
    let step = prop_oneof![
        2 => any::<bool>().prop_map(|pin_fits| Step::SignIn { pin_fits }),
        3 => (0..50_000i64).prop_map(|counted| Step::Open { counted }),
        8 => (proptest::collection::vec(line, 1..4), any::<bool>()).prop_map(|(lines, card)| Step::Pay { lines, card }),
        2 => (0..6usize).prop_map(|nth| Step::Void { nth }),
        4 => corrected(),
        5 => moved(),
        2 => prop_oneof![Just(Step::Pause), (0..90_000i64).prop_map(|counted| Step::Resume { counted })],
        4 => (0..9usize, any::<bool>()).prop_map(|(nth, unknown)| Step::Print { nth, unknown }),
        1 => (0..9usize, any::<bool>()).prop_map(|(nth, whole)| Step::Resolve { nth, whole }),
        2 => (-500..500i64).prop_map(|off| Step::Close { off }),
    ];
    proptest::collection::vec(step, 0..24)
}

/// What corrects a payment and is no void.
fn corrected() -> impl Strategy<Value = Step> {
    let nth = || 0..6usize;
    prop_oneof![
        (nth(), any::<bool>()).prop_map(|(nth, half)| Step::Refund { nth, half }),
        (nth(), 1..4u32, 0..6u32).prop_map(|(nth, n, account)| Step::Move { nth, n, account }),
        (nth(), any::<bool>()).prop_map(|(nth, card)| Step::Retender { nth, card }),
    ]
}

/// Cash that is no payment.
fn moved() -> impl Strategy<Value = Step> {
    let kopecks = || 1..50_000i64;
    prop_oneof![
        kopecks().prop_map(|kopecks| Step::In { kopecks }),
        kopecks().prop_map(|kopecks| Step::Out { kopecks }),
        kopecks().prop_map(|kopecks| Step::HandOver { kopecks }),
        (1..4u32, 0..100i64).prop_map(|(nth, less)| Step::Accept { nth, less }),
        (0..5u32, kopecks()).prop_map(|(seal, kopecks)| Step::Drop { seal, kopecks }),
        Just(Step::GiveBags),
        (-500..500i64).prop_map(|off| Step::Count { off }),
    ]
}

/// The tables that follow from the entries.
pub const PROJECTED: [&str; 8] = ["shift", "payment", "line", "correction", "transit", "bag", "document", "sign_in"];

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
            Step::Void { .. } | Step::Refund { .. } | Step::Move { .. } | Step::Retender { .. } => {
                match self.correction(step) {
                    Some(action) => action,
                    None => return,
                }
            }
            Step::Print { nth, unknown } => {
                let seq = self.printable(*nth);
                let copy = self.writer.document(seq).unwrap().map_or(0, |document| document.copies);
                Action::RecordPrint { seq, copy, unknown: unknown.then(|| "no paper".into()) }
            }
            Step::Resolve { nth, whole } => {
                let paper = if *whole { Paper::Whole } else { Paper::Nothing };
                Action::ResolvePrint { seq: self.printable(*nth), paper }
            }
            Step::Pause => Action::PauseShift { seal: None },
            Step::Resume { counted } => Action::ResumeShift { shift: None, counted: money(*counted).into() },
            Step::Close { off } => Action::close(self.shift.drawer.saturating_plus(money(*off))),
            _ => self.moves(step),
        };
        let _ = self.act(action);
    }

    fn correction(&self, step: &Step) -> Option<Action> {
        let reason = "не тот счёт".to_owned();
        let (Step::Void { nth } | Step::Refund { nth, .. } | Step::Move { nth, .. } | Step::Retender { nth, .. }) =
            step
        else {
            panic!("{step:?} corrects no payment");
        };
        let receipt = self.receipt(*nth)?;
        Some(match step {
            Step::Refund { half, .. } => {
                let first = self.writer.recorded(receipt).unwrap()?.lines[0].amount.kopecks();
                let half = half.then(|| RefundInput { n: 1, amount: Some(Money::from_kopecks(first / 2)) });
                Action::RefundPayment { receipt, lines: half.into_iter().collect(), reason }
            }
            Step::Move { n, account, .. } => Action::MoveLine { receipt, n: *n, to: line(true, *account, 0), reason },
            Step::Retender { card, .. } => {
                let to = TenderKind::new(if *card { "card" } else { "cash" }).unwrap();
                Action::Retender { receipt, from: None, to, reference: "004513".into(), reason }
            }
            _ => Action::VoidPayment { receipt, reason },
        })
    }

    fn moves(&self, step: &Step) -> Action {
        let cash = |kopecks: i64| Counted::from(Money::from_kopecks(kopecks));
        let reason = ReasonCode::new("bank-change").unwrap();
        let vault: DeskId = "664003/vault".parse().unwrap();
        match step {
            Step::In { kopecks } => Action::CashIn { reason, cash: cash(*kopecks), comment: "размен".into() },
            Step::Out { kopecks } => {
                Action::CashOut { reason, cash: cash(*kopecks), serials: vec![], comment: String::new() }
            }
            Step::HandOver { kopecks } => Action::HandOver { to: vault, cash: cash(*kopecks) },
            Step::Accept { nth, less } => {
                let number = CashNumber { epoch: 1, shift: 1, n: *nth };
                let code = TransitCode::new(vault, number, Money::from_kopecks(9_000), self.writer.desk());
                Action::AcceptCash { code, cash: cash(9_000 - less) }
            }
            Step::Drop { seal, kopecks } => {
                let (seal, account) = (format!("A-{seal}").parse().unwrap(), AccountCode::new("own").unwrap());
                Action::DropCash { seal, account, cash: cash(*kopecks) }
            }
            Step::Count { off } => {
                let counted = self.shift.drawer.saturating_plus(Money::from_kopecks(*off)).into();
                Action::CountCash { counted, cards: vec![], blind: false }
            }
            Step::GiveBags => {
                let seals = self.writer.bags().unwrap().into_iter().map(|(_, bag)| bag.seal).collect();
                Action::GiveBags { seals, collector: "Инкассатор, 7".into() }
            }
            _ => panic!("{step:?} moves no cash"),
        }
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
            Action::VoidPayment { receipt, .. }
            | Action::RefundPayment { receipt, .. }
            | Action::MoveLine { receipt, .. }
            | Action::Retender { receipt, .. } => self.writer.recorded(*receipt).unwrap(),
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
            accepted: matches!(&action, Action::AcceptCash { code, .. } if self.writer.accepted(code).unwrap()),
            sealed: matches!(&action, Action::DropCash { seal, .. } if self.writer.is_sealed(seal).unwrap()),
            bags: self.writer.bags().unwrap().into_iter().map(|(_, bag)| bag).collect(),
            sign_in,
            ..Facts::bare(&self.catalogue, &policy, &cash, "+08:00".parse().unwrap())
        };
        let command = Command {
            id: EntryId::from_uuid(Uuid::from_u128(self.ids)),
            at: self.now,
            by: Some(Actor { user: self.cashier(&action), role: Role::Cashier }),
            approved_by: Some(Actor { user: user("boris"), role: Role::Supervisor }),
            witness: None,
            action,
        };
        let event = decide(&self.shift, &facts, &command).ok()?;
        let recorded = self.writer.append(command.id, self.now, &event);
        Some(recorded.inspect(|entry| self.shift.apply(entry.at, &event)))
    }

    /// Who has the desk; while Anna is away and comes not back, Clara.
    fn cashier(&self, action: &Action) -> UserName {
        let away = !self.shift.paused.is_empty() && !matches!(action, Action::ResumeShift { .. });
        let here = self.shift.open.as_ref().map(|open| open.cashier.clone());
        here.unwrap_or_else(|| user(if away { "clara" } else { "anna" }))
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
    let lines = lines.iter().map(|(own, account, kopecks)| line(*own, *account, *kopecks)).collect();
    Action::TakePayment { lines, tenders }
}

fn line(own: bool, account: u32, kopecks: i64) -> LineInput {
    LineInput {
        supplier: SupplierCode::new(if own { "energosbyt" } else { "mobitel" }).unwrap(),
        service: None,
        account: AccountNumber::parse(&format!("АБ{account:07}")).unwrap(),
        amount: Money::from_kopecks(kopecks),
        period: None,
    }
}

/// The number of the bad entry that `found` names.
pub fn first_bad<T: std::fmt::Debug>(found: Result<T, JournalError>) -> u64 {
    match found {
        Err(JournalError::Damaged(damage)) => damage.seq,
        other => panic!("no damage was found: {other:?}"),
    }
}
