//! What a desk refuses, and with which words' material: one wrong command after another against a desk in memory.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

use chrono::TimeDelta;
use okno::domain::command::{LineFacts, LineInput, TenderInput};
use okno::domain::event::{Paper, PaymentTaken};
use okno::domain::*;
use uuid::Uuid;

const START: &str = "2026-11-23T01:00:00.000Z";

/// A desk with an open shift of Anna's, and facts that let everything pass.
struct Scene {
    catalogue: Catalogue,
    shift: Shift,
    known: bool,
    payment: Option<RecordedPayment>,
    policy: Policy,
    cash: CashData,
    by: Option<Actor>,
    approved_by: Option<Actor>,
    witness: Option<Actor>,
    at: Timestamp,
}

fn person(name: &str, role: Role) -> Option<Actor> {
    Some(Actor { user: UserName::new(name).unwrap(), role })
}

fn kopecks(sum: i64) -> Money {
    Money::from_kopecks(sum)
}

fn line(supplier: &str, service: Option<&str>, sum: i64) -> LineInput {
    LineInput {
        supplier: SupplierCode::new(supplier).unwrap(),
        service: service.map(|service| ServiceCode::new(service).unwrap()),
        account: AccountNumber::parse("АБ1").unwrap(),
        amount: kopecks(sum),
        period: None,
    }
}

fn cash(given: i64) -> TenderInput {
    TenderInput::Cash { given: kopecks(given) }
}

fn other(kind: &str, amount: Option<i64>, reference: &str) -> TenderInput {
    TenderInput::Other {
        kind: TenderKind::new(kind).unwrap(),
        amount: amount.map(kopecks),
        reference: reference.to_owned(),
    }
}

fn pay(lines: Vec<LineInput>, tenders: Vec<TenderInput>) -> Action {
    Action::TakePayment { lines, tenders }
}

fn one(sum: i64, tenders: Vec<TenderInput>) -> Action {
    pay(vec![line("energosbyt", None, sum)], tenders)
}

impl Scene {
    fn closed() -> Scene {
        let mut scene = Scene {
            catalogue: Catalogue::built_in().unwrap(),
            shift: Shift::new("664003/2".parse().unwrap()),
            known: true,
            payment: None,
            policy: Policy::default(),
            cash: CashData::built_in().unwrap(),
            by: person("anna", Role::Cashier),
            approved_by: None,
            witness: None,
            at: START.parse().unwrap(),
        };
        scene.record(Action::Enrol { zone: "Asia/Irkutsk".into() });
        scene
    }

    fn open() -> Scene {
        let mut scene = Scene::closed();
        scene.record(Action::OpenShift { counted: kopecks(50_000).into(), issued: None });
        scene
    }

    /// A desk that has taken one payment of 812.40 in cash.
    fn paid() -> Scene {
        let mut scene = Scene::open();
        let Event::PaymentTaken(taken) = scene.record(one(81_240, vec![cash(100_000)])) else { panic!("not paid") };
        scene.payment = Some(RecordedPayment::new(taken));
        scene
    }

    fn decide(&self, action: Action) -> Result<Event, Refusal> {
        let lines = vec![LineFacts { known: self.known, ..LineFacts::default() }; 4];
        let bare = Facts::bare(&self.catalogue, &self.policy, &self.cash, "+08:00".parse().unwrap());
        let facts = Facts { lines, payment: self.payment.clone(), ..bare };
        let id = EntryId::from_uuid(Uuid::from_u128(1));
        let (by, approved_by, witness) = (self.by.clone(), self.approved_by.clone(), self.witness.clone());
        decide(&self.shift, &facts, &Command { id, at: self.at, by, approved_by, witness, action })
    }

    fn record(&mut self, action: Action) -> Event {
        let event = self.decide(action).unwrap();
        self.shift.apply(self.at, &event);
        event
    }

    fn refuses(&self, action: Action, refusal: Refusal) {
        assert_eq!(self.decide(action), Err(refusal));
    }

    fn void(&self) -> Action {
        let receipt = self.payment.as_ref().unwrap().taken.receipt;
        Action::VoidPayment { receipt, reason: "wrong account".into() }
    }
}

#[test]
fn the_set_up_comes_first_and_once() {
    let mut scene = Scene::closed();
    scene.refuses(Action::Enrol { zone: "Asia/Irkutsk".into() }, Refusal::AlreadyEnrolled);
    scene.shift = Shift::new("664003/2".parse().unwrap());
    scene.refuses(Action::OpenShift { counted: Money::ZERO.into(), issued: None }, Refusal::NotEnrolled);
}

#[test]
fn a_shift_is_one_cashiers_at_a_time() {
    let mut scene = Scene::closed();
    scene.refuses(one(100, vec![cash(100)]), Refusal::NoShift);
    scene.refuses(Action::close(Money::ZERO), Refusal::NoShift);
    scene.by = None;
    scene.refuses(Action::OpenShift { counted: Money::ZERO.into(), issued: None }, Refusal::NobodySignedIn);
    let mut scene = Scene::open();
    let cashier = UserName::new("anna").unwrap();
    let open = Action::OpenShift { counted: Money::ZERO.into(), issued: None };
    scene.refuses(open, Refusal::ShiftOpen { shift: 1, cashier: cashier.clone() });
    scene.by = person("boris", Role::Cashier);
    let anothers = Refusal::AnothersShift { shift: 1, cashier };
    scene.refuses(one(100, vec![cash(100)]), anothers.clone());
    scene.refuses(Action::close(Money::ZERO), anothers);
    scene.approved_by = person("vera", Role::Supervisor);
    let closed = scene.decide(Action::close(kopecks(50_000))).unwrap();
    assert_eq!(signatures(&closed), (Some("vera"), Some("boris")));
    scene.by = person("vera", Role::Supervisor);
    scene.approved_by = None;
    let alone = Refusal::SecondPerson { cashier: UserName::new("anna").unwrap() };
    scene.refuses(Action::close(kopecks(50_000)), alone.clone());
    scene.witness = person("vera", Role::Supervisor);
    scene.refuses(Action::close(kopecks(50_000)), alone);
    scene.witness = person("boris", Role::Cashier);
    let closed = scene.decide(Action::close(kopecks(50_000))).unwrap();
    assert_eq!(signatures(&closed), (Some("vera"), Some("boris")));
}

/// Who approved a close, and who counted for it.
fn signatures(closed: &Event) -> (Option<&str>, Option<&str>) {
    let approved_by = closed.approved_by().map(UserName::as_str);
    let Event::ShiftClosed(closed) = closed else { panic!("{closed:?}") };
    (approved_by, closed.counted_by.as_ref().map(UserName::as_str))
}

#[test]
fn counted_sums_are_what_a_drawer_can_hold() {
    let scene = Scene::closed();
    let open = |counted, issued: Option<i64>| Action::OpenShift {
        counted: kopecks(counted).into(),
        issued: issued.map(kopecks),
    };
    scene.refuses(open(-1, None), Refusal::NegativeCount);
    scene.refuses(open(0, Some(-1)), Refusal::NegativeCount);
    scene.refuses(open(i64::MAX, None), Refusal::TooLarge);
    Scene::open().refuses(Action::close(kopecks(-1)), Refusal::NegativeCount);
}

#[test]
fn what_is_carried_over_is_not_issued_again() {
    let mut scene = Scene::open();
    scene.record(Action::close(kopecks(49_900)));
    let Event::ShiftOpened(opened) = scene.record(Action::OpenShift { counted: kopecks(49_800).into(), issued: None })
    else {
        panic!("not opened")
    };
    assert_eq!((opened.carried, opened.issued, opened.counted), (kopecks(49_900), Money::ZERO, kopecks(49_800)));
}

#[test]
fn a_line_is_within_what_its_supplier_takes() {
    let mut scene = Scene::open();
    let account = AccountNumber::parse("АБ1").unwrap();
    scene.refuses(pay(vec![], vec![cash(1)]), Refusal::EmptyBasket);
    scene.refuses(one(0, vec![cash(1)]), Refusal::ZeroSum { account: account.clone() });
    scene.refuses(one(-5, vec![cash(1)]), Refusal::NegativeSum { account: account.clone() });
    let least = Refusal::BelowLeast { supplier: SupplierCode::new("gorsvyaz").unwrap(), least: kopecks(1000) };
    scene.refuses(pay(vec![line("gorsvyaz", None, 999)], vec![cash(999)]), least);
    let most = Refusal::AboveMost { supplier: SupplierCode::new("mobitel").unwrap(), most: kopecks(1_500_000) };
    scene.refuses(pay(vec![line("mobitel", None, 1_500_001)], vec![cash(1_500_001)]), most);
    let services = ["heat", "hot-water"].map(|code| ServiceCode::new(code).unwrap()).to_vec();
    let which = Refusal::WhichService { supplier: SupplierCode::new("teploset").unwrap(), services };
    scene.refuses(pay(vec![line("teploset", None, 500)], vec![cash(500)]), which.clone());
    scene.refuses(pay(vec![line("teploset", Some("phone"), 500)], vec![cash(500)]), which);
    let unknown = scene.decide(pay(vec![line("nobody", None, 500)], vec![cash(500)]));
    assert!(matches!(unknown, Err(Refusal::UnknownSupplier { known, .. }) if known.len() == 5));
    scene.known = false;
    let supplier = SupplierCode::new("energosbyt").unwrap();
    scene.refuses(one(500, vec![cash(500)]), Refusal::UnknownAccount { supplier, account });
    scene.decide(pay(vec![line("mobitel", None, 5000)], vec![cash(5300)])).unwrap();
}

#[test]
fn a_line_without_its_facts_is_not_dropped() {
    let scene = Scene::open();
    let lines: Vec<LineInput> = (0..5).map(|_| line("energosbyt", None, 100)).collect();
    assert!(matches!(scene.decide(pay(lines, vec![cash(500)])), Err(Refusal::UnknownAccount { .. })));
}

#[test]
fn what_is_tendered_covers_what_is_due_exactly() {
    let scene = Scene::open();
    let due = kopecks(10_000);
    let card = |due| Refusal::TenderMisfits { kind: TenderKind::new("card").unwrap(), due: kopecks(due) };
    for (tenders, refusal) in [
        (vec![], Refusal::NoTender),
        (vec![cash(9_999)], Refusal::TooLittle { due, tendered: kopecks(9_999) }),
        (vec![cash(-1)], Refusal::NegativeCount),
        (vec![other("card", Some(4_000), "7")], Refusal::TooLittle { due, tendered: kopecks(4_000) }),
        (vec![other("card", Some(4_000), "7"), cash(5_999)], Refusal::TooLittle { due, tendered: kopecks(9_999) }),
        (vec![other("card", Some(10_001), "7")], card(10_000)),
        (vec![other("card", Some(0), "7"), cash(10_000)], card(0)),
        (vec![cash(10_000), other("card", None, "7")], card(0)),
        (
            vec![other("card", None, "7"), other("sbp", None, "8")],
            Refusal::TenderMisfits { kind: TenderKind::new("sbp").unwrap(), due: Money::ZERO },
        ),
        (
            vec![other("card", Some(10_000), "7"), cash(1)],
            Refusal::TenderMisfits { kind: TenderKind::cash(), due: Money::ZERO },
        ),
        (vec![other("card", None, "  ")], Refusal::ReferenceNeeded { kind: TenderKind::new("card").unwrap() }),
        (vec![other("cash", None, "7")], Refusal::NoTender),
    ] {
        scene.refuses(one(10_000, tenders), refusal);
    }
    let unknown = scene.decide(one(10_000, vec![other("shells", None, "7")]));
    assert!(matches!(unknown, Err(Refusal::UnknownTender { known, .. }) if known.len() == 3));
}

#[test]
fn several_tenders_share_a_payment() {
    let scene = Scene::open();
    let taken = |tenders| -> PaymentTaken {
        let Event::PaymentTaken(taken) = scene.decide(one(10_000, tenders)).unwrap() else { panic!("not paid") };
        taken
    };
    let sums = |taken: &PaymentTaken| -> Vec<(String, i64)> {
        taken.tenders.iter().map(|tender| (tender.kind.to_string(), tender.amount.kopecks())).collect()
    };
    let mixed = taken(vec![other("card", Some(4_000), "7"), other("sbp", Some(1_000), "8"), cash(6_000)]);
    assert_eq!(sums(&mixed), [("card".into(), 4_000), ("sbp".into(), 1_000), ("cash".into(), 5_000)]);
    assert_eq!(mixed.change(), kopecks(1_000));
    let rest = taken(vec![cash(3_000), other("card", None, "7")]);
    assert_eq!(sums(&rest), [("card".into(), 7_000), ("cash".into(), 3_000)]);
    assert_eq!(rest.change(), Money::ZERO);
    let two_notes = taken(vec![cash(4_000), cash(7_000)]);
    assert_eq!((sums(&two_notes), two_notes.change()), (vec![("cash".into(), 10_000)], kopecks(1_000)));
}

#[test]
fn a_void_cancels_a_payment_of_this_shift_once_and_with_a_supervisor() {
    let mut scene = Scene::paid();
    let taken = scene.payment.as_ref().unwrap().taken.clone();
    let receipt = taken.receipt;
    scene.refuses(scene.void(), Refusal::SupervisorNeeded);
    scene.approved_by = person("boris", Role::Cashier);
    scene.refuses(scene.void(), Refusal::NotASupervisor { user: UserName::new("boris").unwrap() });
    scene.approved_by = person("vera", Role::Supervisor);
    scene.refuses(Action::VoidPayment { receipt, reason: "  ".into() }, Refusal::ReasonNeeded);
    let elsewhere = ReceiptNumber { n: 9, ..receipt };
    let unknown = Action::VoidPayment { receipt: elsewhere, reason: "x".into() };
    scene.refuses(unknown, Refusal::UnknownReceipt { receipt: elsewhere });
    let Event::PaymentVoided(void) = scene.decide(scene.void()).unwrap() else { panic!("not voided") };
    assert_eq!(void.cash(), kopecks(81_240));
    assert_eq!((void.lines, void.tenders), (taken.lines.clone(), taken.tenders.clone()));
    scene.payment = Some(RecordedPayment { voided: true, ..RecordedPayment::new(taken.clone()) });
    scene.refuses(scene.void(), Refusal::AlreadyVoided { receipt });
    scene.payment = Some(RecordedPayment::new(taken));
    scene.shift.drawer = kopecks(81_239);
    scene.refuses(scene.void(), Refusal::DrawerShort { due: kopecks(81_240), drawer: kopecks(81_239) });
    scene.shift.drawer = kopecks(131_240);
    scene.record(Action::close(kopecks(131_240)));
    scene.record(Action::OpenShift { counted: kopecks(131_240).into(), issued: None });
    scene.refuses(scene.void(), Refusal::EarlierShift { receipt, shift: 2 });
}

#[test]
fn the_clock_is_held_against_the_last_entry() {
    let mut scene = Scene::closed();
    let open = Action::OpenShift { counted: Money::ZERO.into(), issued: None };
    let last = scene.at;
    scene.at = last.plus(TimeDelta::hours(12));
    scene.decide(open.clone()).unwrap();
    scene.at = last.plus(TimeDelta::hours(12) + TimeDelta::seconds(1));
    scene.refuses(open.clone(), Refusal::ClockAhead { last, now: scene.at });
    scene.at = last.plus(TimeDelta::seconds(-6));
    scene.refuses(open.clone(), Refusal::ClockBack { last, now: scene.at });
    scene.approved_by = person("boris", Role::Cashier);
    scene.refuses(open.clone(), Refusal::NotASupervisor { user: UserName::new("boris").unwrap() });
    scene.approved_by = person("vera", Role::Supervisor);
    let opened = scene.record(open);
    assert_eq!(opened.approved_by(), Some(&UserName::new("vera").unwrap()));
    assert_eq!(scene.shift.last_at, Some(scene.at), "an approved event sets the clock back");
}

#[test]
fn a_print_under_a_wrong_clock_does_not_set_it_back() {
    let mut scene = Scene::paid();
    let last = scene.at;
    scene.at = last.plus(TimeDelta::hours(-1));
    scene.shift.apply(scene.at, &event::PrintDone { seq: 3, copy: 0 }.into());
    scene.refuses(one(100, vec![cash(100)]), Refusal::ClockBack { last, now: scene.at });
}

#[test]
fn only_a_document_is_printed() {
    let scene = Scene::paid();
    let record = Action::RecordPrint { seq: 1, copy: 0, unknown: None };
    scene.refuses(record, Refusal::NothingToPrint { seq: 1 });
    scene.refuses(Action::ResolvePrint { seq: 1, paper: Paper::Whole }, Refusal::NothingToPrint { seq: 1 });
}
