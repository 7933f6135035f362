//! A day with everything in it that has a paper, at a real desk: every paper comes out, under a name of its own.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test whose scene cannot be set has failed.

mod common;

use std::collections::BTreeSet;

use common::{ACCOUNT, Till, cashier, new_id};
use okno::desk::{Desk, Outcome};
use okno::document::number;
use okno::domain::command::{LineInput, TenderInput};
use okno::domain::*;
use serde_json::json;

/// A desk, and the two people besides the cashier who stand by.
struct Day {
    desk: Desk,
}

impl Day {
    /// Executes as the cashier, a supervisor approving.
    fn act(&mut self, action: Action) -> Outcome {
        self.act_as(cashier(), None, action)
    }

    fn act_as(&mut self, by: Actor, witness: Option<Actor>, action: Action) -> Outcome {
        let (id, at) = (new_id(), Timestamp::new(chrono::Utc::now()));
        let command = Command { id, at, by: Some(by), approved_by: Some(supervisor()), witness, action };
        self.desk.execute(&command).unwrap()
    }

    fn pay(&mut self, roubles: i32) -> ReceiptNumber {
        let cash = TenderInput::Cash { given: Money::from_roubles(roubles) };
        let action = Action::TakePayment { lines: vec![line(ACCOUNT, roubles)], tenders: vec![cash] };
        match self.act(action).event {
            Event::PaymentTaken(payment) => payment.receipt,
            other => panic!("{other:?}"),
        }
    }
}

fn supervisor() -> Actor {
    Actor { user: UserName::new("super1").unwrap(), role: Role::Supervisor }
}

fn line(account: &str, roubles: i32) -> LineInput {
    LineInput {
        supplier: SupplierCode::new("energosbyt").unwrap(),
        service: None,
        account: AccountNumber::parse(account).unwrap(),
        amount: Money::from_roubles(roubles),
        period: None,
    }
}

fn cash(roubles: i32) -> Counted {
    Money::from_roubles(roubles).into()
}

/// Two shifts: the first closed to the rouble, the second by a supervisor for the absent cashier, and short.
fn work(day: &mut Day) {
    let reason = || "ошибка".to_owned();
    day.act(Action::OpenShift { counted: cash(3000), issued: None });
    let earlier = day.pay(700);
    let voided = day.pay(100);
    day.act(Action::VoidPayment { receipt: voided, reason: reason() });
    day.act(Action::close(Money::from_roubles(3700)));
    day.act(Action::OpenShift { counted: cash(3700), issued: None });
    day.act(Action::MoveLine { receipt: earlier, n: 1, to: line("АБ1000001", 0), reason: reason() });
    let part = okno::domain::command::RefundInput { n: 1, amount: Some(Money::from_roubles(200)) };
    for lines in [vec![part], vec![]] {
        day.act(Action::RefundPayment { receipt: earlier, lines, reason: reason() });
    }
    let receipt = day.pay(300);
    let (to, reference) = (TenderKind::new("card").unwrap(), "004512".to_owned());
    day.act(Action::Retender { receipt, from: None, to, reference, reason: reason() });
    day.act(Action::CashIn { reason: "bank-change".parse().unwrap(), cash: cash(500), comment: String::new() });
    let serials = vec!["АА1234567".to_owned()];
    let counterfeit = "counterfeit".parse().unwrap();
    day.act(Action::CashOut { reason: counterfeit, cash: cash(100), serials, comment: String::new() });
    let (till, vault): (DeskId, DeskId) = ("664003/2".parse().unwrap(), "664003/vault".parse().unwrap());
    day.act(Action::HandOver { to: vault.clone(), cash: cash(200) });
    let slip = CashNumber { epoch: 1, shift: 9, n: 4 };
    let code = TransitCode::new(vault, slip, Money::from_roubles(400), &till);
    day.act(Action::AcceptCash { code, cash: cash(390) });
    let seal: Seal = "0047713".parse().unwrap();
    day.act(Action::DropCash { seal: seal.clone(), account: "own".parse().unwrap(), cash: cash(50) });
    day.act(Action::GiveBags { seals: vec![seal], collector: "Петров П. П.".into() });
    let close = Action::CloseShift { counted: cash(3000), cards: vec![], reason: reason() };
    day.act_as(supervisor(), Some(cashier_of_another_desk()), close);
}

fn cashier_of_another_desk() -> Actor {
    Actor { user: UserName::new("senior1").unwrap(), role: Role::Cashier }
}

#[test]
fn every_event_with_a_document_is_printed_under_a_name_of_its_own() {
    let till = Till::new();
    let mut day = Day { desk: till.desk() };
    work(&mut day);
    drop(day);
    let mut names = BTreeSet::new();
    let mut kinds = BTreeSet::new();
    till.journal()
        .each(1, |entry| {
            let event = Event::decode(&entry.kind, &entry.body).unwrap();
            if event.has_document() {
                kinds.insert(entry.kind.clone());
                let recorded = Recorded { seq: entry.seq, at: entry.at, hash16: entry.hash.short(), event };
                assert!(names.insert(number(&recorded).unwrap()), "{}", entry.kind);
            }
            Ok(())
        })
        .unwrap();
    let golden = include_str!("data/events.jsonl").lines().filter_map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let (kind, body) = (line["kind"].as_str().unwrap().to_owned(), line["body"].as_str().unwrap());
        Event::decode(&kind, body).unwrap().has_document().then_some(kind)
    });
    assert_eq!(kinds, golden.collect::<BTreeSet<_>>(), "the day has every kind that is printed");
    let printed = till.json(&["print", "work", "--once"]);
    let printed: BTreeSet<String> =
        printed["printed"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect();
    assert_eq!(printed, names);
    assert_eq!(till.json(&["print", "list"]), json!([]));
    for name in names {
        let path = till.home.path().join(format!("receipts/{name}.txt"));
        let on_paper = std::fs::read_to_string(&path).unwrap();
        assert!(on_paper.contains("Entry "), "{name}: {on_paper}");
        assert!(!on_paper.contains("[paper-"), "{name}: {on_paper}");
    }
}

#[test]
fn the_papers_of_an_absent_cashiers_close_name_all_who_had_a_hand_in_it() {
    let till = Till::new();
    let mut day = Day { desk: till.desk() };
    work(&mut day);
    drop(day);
    let z = till.run(&["print", "preview", "z-2"]).stdout;
    for said in ["Closed by: super1", "Counted by: senior1", "(cashier1)", "ABSENT CASHIER'S SHIFT", "DIFFERENCE"] {
        assert!(z.contains(said), "{said} is missing in:\n{z}");
    }
    let even = till.run(&["print", "preview", "z-1"]).stdout;
    assert!(even.contains("No difference") && !even.contains("ACT OF"), "{even}");
    let refund = till.run(&["print", "preview", "1-1-1"]).stdout;
    assert!(refund.contains("REFUNDED") && refund.contains("LINE 1 MOVED"), "{refund}");
}
