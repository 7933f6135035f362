//! Approval by telephone from one command line to the other: a desk that has no network, and a supervisor at
//! headquarters.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

use okno::domain::SpokenCode;
use serde_json::{Value, json};

use crate::common::{PIN, Till, finish};
use crate::scene::*;

on_both!(
    a_desk_without_a_network_is_approved_by_telephone,
    a_code_is_good_once_and_for_what_it_was_asked,
    wrong_codes_are_counted_and_lock,
    a_forgotten_pin_is_set_anew,
);

/// A command at a desk that waits for a code.
struct Waiting {
    child: Child,
    asked: Value,
    more: BufReader<ChildStdout>,
}

impl Waiting {
    fn new(till: &Till, args: &[&str]) -> Waiting {
        Waiting::of(till.command(&[args, &["--json"]].concat()))
    }

    fn of(mut command: Command) -> Waiting {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut more = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        more.read_line(&mut line).unwrap();
        let asked = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line}: {}", said(&mut child)));
        Waiting { child, asked, more }
    }

    /// Types a code: the exit code, what was recorded, and what was complained of.
    fn answer(mut self, code: &str) -> (i32, Value, String) {
        writeln!(self.child.stdin.take().unwrap(), "{code}").unwrap();
        let mut answer = String::new();
        self.more.read_to_string(&mut answer).unwrap();
        let complaint = said(&mut self.child);
        let status = self.child.wait().unwrap().code().unwrap();
        (status, serde_json::from_str(&answer).unwrap_or_default(), complaint)
    }
}

fn said(child: &mut Child) -> String {
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    said
}

/// What a supervisor types who hears what a desk shows.
fn heard<'a>(asked: &'a Value, kopecks: &'a str) -> Vec<&'a str> {
    let text = |name: &str| asked[name].as_str().unwrap();
    let (desk, challenge, operation, subject) = (text("desk"), text("challenge"), text("operation"), text("subject"));
    let mut args = vec!["hq", "authorise", desk, "--challenge", challenge, "--operation", operation];
    args.extend(["--subject", subject, "--kopecks", kopecks, "--as", "super1"]);
    args
}

fn code(hq: &Headquarters, asked: &Value) -> String {
    hq.json(&heard(asked, &asked["kopecks"].to_string()))["code"].as_str().unwrap().to_owned()
}

const VOID: [&str; 8] = ["void", "1-1-1", "--as", "cashier1", "--reason", "twice", "--by-telephone", "super1"];

/// A desk with an open shift and a payment, whose headquarters can't be reached from now on.
fn offline(hq: &mut Headquarters) -> Till {
    let till = hq.open_desk(DESK);
    pay(&till, 10_000);
    hq.kill();
    till
}

fn a_desk_without_a_network_is_approved_by_telephone(mut hq: Headquarters) {
    let till = offline(&mut hq);
    let waiting = Waiting::new(&till, &VOID);
    let expected = json!({"desk": DESK, "operation": "payment.voided", "subject": "1-1-1", "kopecks": 10_000});
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(waiting.asked[name], *value, "{name}");
    }
    // The desk is free while they talk; what is printed does not end the call.
    till.json(&["print", "work", "--once"]);
    let code = code(&hq, &waiting.asked);
    let challenge = waiting.asked["challenge"].clone();
    let (status, done, complaint) = waiting.answer(&code);
    assert_eq!((status, complaint.as_str()), (0, ""));
    assert_eq!((&done["receipt"], &done["telephone"]), (&json!("1-1-1"), &challenge));
    let body = journal(&till).pop().unwrap();
    assert_eq!((&body["approved_by"], &body["telephone"]), (&json!("super1"), &challenge));
    till.verified();
    // Back on the network nothing is odd, and it is proved.
    hq.serve();
    sync(&till);
    assert_eq!(hq.node().exceptions(&DESK.parse().unwrap()).unwrap(), []);
    hq.json(&["hq", "verify"]);
}

/// The bodies of the deeds in a journal.
fn journal(till: &Till) -> Vec<Value> {
    let entries = exported(till);
    let entries = entries.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let is_deed = |entry: &Value| !entry["kind"].as_str().unwrap().starts_with("print.");
    entries.filter(is_deed).map(|entry| entry["body"].clone()).collect()
}

fn a_code_is_good_once_and_for_what_it_was_asked(mut hq: Headquarters) {
    let till = offline(&mut hq);
    let receipt = pay(&till, 20_000).receipt.to_string();
    let second: Vec<&str> = VOID.iter().map(|arg| if *arg == "1-1-1" { receipt.as_str() } else { arg }).collect();
    let (one, other) = (Waiting::new(&till, &VOID), Waiting::new(&till, &second));
    let misheard = hq.run(&heard(&one.asked, "10001"));
    assert!(misheard.status == 1 && misheard.stderr.contains("check what is done"), "{misheard:?}");
    let code_of_one = code(&hq, &one.asked);
    let (status, _, complaint) = other.answer(&code_of_one);
    assert!(status == 1 && complaint.contains("The code is wrong"), "{complaint}");
    // Its own is good, though another was wrong in between.
    assert_eq!(one.answer(&code_of_one).0, 0);
    // One that was asked for before something was done is too old, whatever is answered.
    let early = Waiting::new(&till, &second);
    let (code_of_early, challenge) = (code(&hq, &early.asked), early.asked["challenge"].clone());
    pay(&till, 30_000);
    let (status, _, complaint) = early.answer(&code_of_early);
    assert!(status == 1 && complaint.contains("ask for a new one"), "{complaint}");
    // A new challenge has another code.
    let again = Waiting::new(&till, &second);
    assert_ne!(again.asked["challenge"], challenge);
    let (status, _, complaint) = again.answer(&code_of_early);
    assert!(status == 1 && complaint.contains("The code is wrong"), "{complaint}");
    assert_eq!(till.entries("payment.voided"), 1);
    let typo = Waiting::new(&till, &second).answer("123-456-789");
    assert!(typo.0 == 1 && typo.2.contains("typo"), "{typo:?}");
    assert_eq!(till.entries("user.refused"), 2, "a typo is no try");
}

fn wrong_codes_are_counted_and_lock(mut hq: Headquarters) {
    let till = offline(&mut hq);
    for guess in 0..5 {
        let (status, _, complaint) = Waiting::new(&till, &VOID).answer(&SpokenCode::new(guess).to_string());
        assert_eq!(status, 1, "{complaint}");
    }
    let locked = Waiting::new(&till, &VOID);
    let code = code(&hq, &locked.asked);
    let (status, _, complaint) = locked.answer(&code);
    assert!(status == 1 && complaint.contains("Too many wrong codes"), "{complaint}");
    assert_eq!((till.entries("user.refused"), till.entries("payment.voided")), (5, 0));
    // Neither the cashier nor the supervisor is locked out for it.
    till.json(&["void", "1-1-1", "--as", "cashier1", "--supervisor", "super1", "--reason", "twice"]);
    till.verified();
}

fn a_forgotten_pin_is_set_anew(mut hq: Headquarters) {
    let elsewhere = hq.open_desk("664003/3");
    let till = offline(&mut hq);
    let set = ["user", "set-pin", "cashier1", "--by-telephone", "super1"];
    let mut command = till.command(&[&set[..], &["--json"]].concat());
    command.env("OKNO_NEW_PIN", NEW_PIN);
    let waiting = Waiting::of(command);
    assert_eq!((&waiting.asked["operation"], &waiting.asked["subject"]), (&json!("user.pin-set"), &json!("cashier1")));
    let code = code(&hq, &waiting.asked);
    assert_eq!(waiting.answer(&code).0, 0);
    assert_eq!((signs_in(&till, PIN), signs_in(&till, NEW_PIN)), (false, true), "at once, without a network");
    till.verified();
    let unknown = till.run(&["user", "set-pin", "nobody", "--by-telephone", "super1"]);
    assert!(unknown.status == 1 && unknown.stderr.contains("Nobody called 'nobody'"), "{unknown:?}");
    // What headquarters publishes does not undo it, whether it comes before the entry is there or after.
    hq.serve();
    till.json(&["directory", "pull"]);
    assert_eq!((signs_in(&till, PIN), signs_in(&till, NEW_PIN)), (false, true));
    sync(&till);
    for till in [&till, &elsewhere] {
        till.json(&["directory", "pull"]);
        assert_eq!((signs_in(till, PIN), signs_in(till, NEW_PIN)), (false, true));
    }
    hq.json(&["hq", "verify"]);
    // Headquarters has the last word.
    hq.json(&["hq", "user", "add", "cashier1", "--role", "cashier", "--office", "664003"]);
    till.json(&["directory", "pull"]);
    assert_eq!((signs_in(&till, PIN), signs_in(&till, NEW_PIN)), (true, false));
}

const NEW_PIN: &str = "500500";

fn signs_in(till: &Till, pin: &str) -> bool {
    let mut command = till.command(&["shift", "count", "--counted", "0", "--as", "cashier1"]);
    let ran = finish({
        command.env("OKNO_PIN", pin);
        command
    });
    assert!(ran.status == 0 || ran.stderr.contains("PIN"), "{ran:?}");
    ran.status == 0
}
