//! The rules of money, over random days: postings sum to zero, replay gives the same state, and the X-report, the
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.
//! Z-report and the ledger agree with a plain running sum that none of them shares code with.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use okno::domain::command::{LineFacts, LineInput, TenderInput};
use okno::domain::ledger::{LedgerAccount, imbalance, postings};
use okno::domain::*;
use proptest::prelude::*;
use uuid::Uuid;

/// What a made-up cashier tries; most of it is carried out, some refused.
#[derive(Clone, Debug)]
enum Try {
    Open { user: usize, counted: i64, issued: Option<i64> },
    Pay { user: usize, lines: Vec<(usize, i64)>, tender: usize, over: i64 },
    Void { user: usize, nth: usize, approved: bool },
    Close { user: usize, off: i64 },
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let user = 0..2usize;
    let open = (user.clone(), 0..500_000i64, proptest::option::of(0..500_000i64))
        .prop_map(|(user, counted, issued)| Try::Open { user, counted, issued });
    let lines = proptest::collection::vec((0..5usize, -100..300_000i64), 0..4);
    let pay = (user.clone(), lines, 0..5usize, -50..200_000i64).prop_map(|(user, lines, tender, over)| Try::Pay {
        user,
        lines,
        tender,
        over,
    });
    let void =
        (user.clone(), 0..20usize, any::<bool>()).prop_map(|(user, nth, approved)| Try::Void { user, nth, approved });
    let close = (user, -1000..1000i64).prop_map(|(user, off)| Try::Close { user, off });
    proptest::collection::vec(prop_oneof![2 => open, 12 => pay, 3 => void, 2 => close], 0..60)
}

/// A desk in memory, with the running sums that its reports are held against.
struct World {
    catalogue: Catalogue,
    policy: Policy,
    cash: CashData,
    shift: Shift,
    journal: Vec<(EntryId, Timestamp, Event)>,
    now: Timestamp,
    drawer: i64,
    due: BTreeMap<String, i64>,
    tenders: BTreeMap<String, i64>,
    fees: i64,
    gross: i64,
    voided: i64,
}

const USERS: [&str; 2] = ["anna", "boris"];
const SUPPLIERS: [(&str, &str); 5] = [
    ("energosbyt", "electricity"),
    ("teploset", "heat"),
    ("upravdom", "flat"),
    ("gorsvyaz", "phone"),
    ("mobitel", "mobile"),
];

fn money(kopecks: i64) -> Money {
    Money::from_kopecks(kopecks)
}

fn actor(user: usize, role: Role) -> Actor {
    Actor { user: UserName::new(USERS[user]).unwrap(), role }
}

fn desk() -> DeskId {
    "664003/2".parse().unwrap()
}

impl World {
    fn new() -> World {
        let mut world = World {
            catalogue: Catalogue::built_in().unwrap(),
            // Whatever is counted closes a shift here.
            policy: Policy { reason_above: Money::MOST, ..Policy::default() },
            cash: CashData::built_in().unwrap(),
            shift: Shift::new(desk()),
            journal: vec![],
            now: "2026-11-23T00:00:00.000Z".parse().unwrap(),
            drawer: 0,
            due: BTreeMap::new(),
            tenders: BTreeMap::new(),
            fees: 0,
            gross: 0,
            voided: 0,
        };
        world.execute(None, None, Action::Enrol { zone: "Asia/Irkutsk".into() }).unwrap();
        world
    }

    fn execute(&mut self, by: Option<Actor>, approved_by: Option<Actor>, action: Action) -> Result<Event, Refusal> {
        self.now = self.now.plus(TimeDelta::seconds(30));
        let lines = match &action {
            Action::TakePayment { lines, .. } => {
                lines.iter().map(|_| LineFacts { known: true, ..LineFacts::default() }).collect()
            }
            _ => vec![],
        };
        let payment = match &action {
            Action::VoidPayment { receipt, .. } => self.recorded(*receipt),
            _ => None,
        };
        let bare = Facts::bare(&self.catalogue, &self.policy, &self.cash, "+08:00".parse().unwrap());
        let facts = Facts { lines, payment, printable: true, ..bare };
        let id = EntryId::from_uuid(Uuid::from_u128(self.journal.len() as u128 + 1));
        let command = Command { id, at: self.now, by, approved_by, witness: None, action };
        let event = decide(&self.shift, &facts, &command)?;
        self.shift.apply(self.now, &event);
        self.journal.push((id, self.now, event.clone()));
        Ok(event)
    }

    fn recorded(&self, receipt: ReceiptNumber) -> Option<RecordedPayment> {
        let voided = self.journal.iter().any(|(_, _, e)| matches!(e, Event::PaymentVoided(v) if v.receipt == receipt));
        self.journal.iter().find_map(|(_, _, event)| match event {
            Event::PaymentTaken(taken) if taken.receipt == receipt => {
                Some(RecordedPayment { voided, ..RecordedPayment::new(taken.clone()) })
            }
            _ => None,
        })
    }

    fn attempt(&mut self, attempt: &Try) {
        match attempt {
            Try::Open { user, counted, issued } => {
                let action = Action::OpenShift { counted: money(*counted).into(), issued: issued.map(money) };
                if self.execute(Some(actor(*user, Role::Cashier)), None, action).is_ok() {
                    self.drawer = *counted;
                    (self.gross, self.voided, self.fees) = (0, 0, 0);
                    self.tenders.clear();
                }
            }
            Try::Pay { user, lines, tender, over } => self.pay(*user, lines, *tender, *over),
            Try::Void { user, nth, approved } => self.void(*user, *nth, *approved),
            Try::Close { user, off } => {
                let counted = self.drawer + off;
                let action = Action::close(money(counted));
                if let Ok(Event::ShiftClosed(closed)) = self.execute(Some(actor(*user, Role::Cashier)), None, action) {
                    assert_eq!(closed.expected, money(self.drawer), "expected is the running sum");
                    assert_eq!((closed.gross, closed.voided), (money(self.gross), money(self.voided)));
                    self.drawer = counted;
                }
            }
        }
    }

    fn pay(&mut self, user: usize, lines: &[(usize, i64)], tender: usize, over: i64) {
        let inputs: Vec<LineInput> = lines
            .iter()
            .map(|(supplier, kopecks)| LineInput {
                supplier: SupplierCode::new(SUPPLIERS[*supplier].0).unwrap(),
                service: Some(ServiceCode::new(SUPPLIERS[*supplier].1).unwrap()),
                account: AccountNumber::parse("АБ1").unwrap(),
                amount: money(*kopecks),
                period: None,
            })
            .collect();
        let fee = |kopecks: i64| (kopecks * 15 / 1000 + i64::from(kopecks * 15 % 1000 >= 500)).clamp(300, 5000);
        let fees: i64 = lines.iter().filter(|(supplier, _)| *supplier == 4).map(|(_, kopecks)| fee(*kopecks)).sum();
        let total = lines.iter().map(|(_, kopecks)| kopecks).sum::<i64>() + fees;
        let card =
            |amount| TenderInput::Other { kind: TenderKind::new("card").unwrap(), amount, reference: "7".into() };
        let cash = |given| TenderInput::Cash { given: money(given) };
        let (tenders, in_cash) = match tender {
            0 | 1 => (vec![cash(total + over)], total),
            2 => (vec![card(None)], 0),
            3 => (vec![card(Some(money(total / 2))), cash(total - total / 2 + over)], total - total / 2),
            _ => (vec![cash(total / 3), card(None)], total / 3),
        };
        let Ok(event) =
            self.execute(Some(actor(user, Role::Cashier)), None, Action::TakePayment { lines: inputs, tenders })
        else {
            return;
        };
        let Event::PaymentTaken(payment) = event else { panic!("{event:?}") };
        assert_eq!(line::total(&payment.lines), Some(money(total)));
        self.book(&payment.lines, in_cash, total, 1);
        self.gross += total;
    }

    fn void(&mut self, user: usize, nth: usize, approved: bool) {
        let taken: Vec<_> = self
            .journal
            .iter()
            .filter_map(|(_, _, event)| match event {
                Event::PaymentTaken(taken) => Some(taken.clone()),
                _ => None,
            })
            .collect();
        let Some(payment) = taken.get(nth) else { return };
        let approver = approved.then(|| actor(1 - user, Role::Supervisor));
        let action = Action::VoidPayment { receipt: payment.receipt, reason: "wrong account".into() };
        if self.execute(Some(actor(user, Role::Cashier)), approver, action).is_ok() {
            assert!(approved, "nobody voids alone");
            let total = line::total(&payment.lines).unwrap().kopecks();
            let cash = payment.tenders.iter().filter(|t| t.kind.is_cash()).map(|t| t.amount.kopecks()).sum();
            self.book(&payment.lines, cash, total, -1);
            self.voided += total;
        }
    }

    fn book(&mut self, lines: &[Line], cash: i64, total: i64, sign: i64) {
        self.drawer += sign * cash;
        *self.tenders.entry("cash".into()).or_default() += sign * cash;
        *self.tenders.entry("card".into()).or_default() += sign * (total - cash);
        for line in lines {
            *self.due.entry(line.supplier.to_string()).or_default() += sign * line.amount.kopecks();
            self.fees += sign * line.fee.kopecks();
        }
    }

    fn ledger(&self) -> BTreeMap<LedgerAccount, i64> {
        let mut balances = BTreeMap::new();
        for (_, _, event) in &self.journal {
            let legs = postings(&desk(), event);
            assert_eq!(imbalance(&legs), 0, "{event:?}");
            for leg in legs {
                *balances.entry(leg.account).or_default() += leg.amount.kopecks();
            }
        }
        balances
    }

    fn check(&self) {
        let ledger = self.ledger();
        let of = |account| ledger.get(&account).copied().unwrap_or_default();
        assert_eq!(self.shift.drawer, money(self.drawer));
        assert_eq!(of(LedgerAccount::Till(desk())), self.drawer);
        for (supplier, kopecks) in &self.due {
            assert_eq!(of(LedgerAccount::Due(SupplierCode::new(supplier).unwrap())), -kopecks);
        }
        if let Some(open) = &self.shift.open {
            assert_eq!((open.totals.gross, open.totals.voided), (money(self.gross), money(self.voided)));
            assert_eq!(open.totals.fees, money(self.fees));
            for (kind, kopecks) in &self.tenders {
                let total = open.totals.tenders.get(&TenderKind::new(kind).unwrap()).copied().unwrap_or_default();
                assert_eq!(total, money(*kopecks), "{kind}");
            }
        }
        self.check_replay();
    }

    fn check_replay(&self) {
        let replay = |from: usize| {
            let mut shift = Shift::new(desk());
            for (_, at, event) in &self.journal[from..] {
                let read = Event::decode(event.kind(), &event.body().unwrap()).unwrap();
                assert_eq!(read, *event);
                shift.apply(*at, &read);
            }
            shift
        };
        let last_open = self.journal.iter().rposition(|(_, _, event)| matches!(event, Event::ShiftOpened(_)));
        assert_eq!(replay(0), self.shift);
        assert_eq!(replay(last_open.unwrap_or(0)), self.shift, "folding may start at the last opened shift");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn reports_ledger_and_running_sum_agree(tries in tries()) {
        let mut world = World::new();
        for attempt in &tries {
            world.attempt(attempt);
            world.check();
        }
    }

    #[test]
    fn postings_of_any_readable_event_do_not_panic(kopecks in any::<[i64; 4]>()) {
        let [carried, issued, counted, expected] = kopecks;
        let opened = format!(
            r#"{{"epoch":1,"shift":1,"day":"2026-11-23","offset":"+08:00","user":"a","carried_kopecks":{carried},
            "issued_kopecks":{issued},"counted_kopecks":{counted}}}"#
        );
        let closed = format!(
            r#"{{"shift":1,"z":1,"user":"a","expected_kopecks":{expected},"counted_kopecks":{counted},"payments":0,
            "kopecks":0,"voids":0,"voided_kopecks":0}}"#
        );
        for (kind, body) in [("shift.opened", opened), ("shift.closed", closed)] {
            postings(&desk(), &Event::decode(kind, &body).unwrap());
        }
    }
}

#[test]
fn the_business_day_is_the_offices_and_the_shift_keeps_it() {
    let mut world = World::new();
    world.now = "2026-11-23T17:00:00.000Z".parse().unwrap();
    let open = Action::OpenShift { counted: Money::ZERO.into(), issued: None };
    let supervisor = Some(actor(1, Role::Supervisor));
    let Event::ShiftOpened(opened) = world.execute(Some(actor(0, Role::Cashier)), supervisor, open).unwrap() else {
        panic!("not opened")
    };
    assert_eq!(opened.day, NaiveDate::from_ymd_opt(2026, 11, 24).unwrap());
}

/// Every kind ever written must decode for ever: lines are only ever added to the golden file.
#[test]
fn every_kind_ever_written_decodes() {
    let golden = include_str!("data/events.jsonl");
    let mut kinds = vec![];
    for line in golden.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        let (kind, body) = (entry["kind"].as_str().unwrap(), entry["body"].as_str().unwrap());
        let event = Event::decode(kind, body).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert_eq!(event.body().unwrap(), body, "{kind} is written as it was");
        kinds.push(event.kind());
    }
    for kind in Event::KINDS {
        assert!(kinds.contains(kind), "tests/data/events.jsonl has no '{kind}': add a line");
    }
}

/// The same of what headquarters decided: entries of its own journal, `hq/1`.
#[test]
fn every_decision_ever_recorded_decodes() {
    let golden = include_str!("data/office-events.jsonl");
    let mut kinds = vec![];
    for line in golden.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        let (kind, body) = (entry["kind"].as_str().unwrap(), entry["body"].as_str().unwrap());
        let event = HqEvent::decode(kind, body).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert_eq!(event.body().unwrap(), body, "{kind} is written as it was");
        let sum = Money::total(office::ledger::postings(&event).iter().map(|leg| leg.amount));
        assert_eq!(sum, Some(Money::ZERO), "{line}");
        kinds.push(event.kind());
    }
    for kind in HqEvent::KINDS {
        assert!(kinds.contains(kind), "tests/data/office-events.jsonl has no '{kind}': add a line");
    }
}
