//! The command line as issue and README promise it, word for word.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use okno::domain::Timestamp;
use serde_json::Value;

use crate::common::{Till, new_id};
use crate::gate::Gate;
use crate::scene::*;

on_both!(
    the_promised_commands_work,
    a_desk_works_alone_and_catches_up,
    a_desk_that_stood_alone_joins,
    codes_are_for_one_desk_and_one_use,
    a_set_up_that_was_cut_off,
    a_join_that_was_cut_off,
    a_desk_is_revoked_and_recovered,
    a_headquarters_that_lost_entries_gets_them_again,
);

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// `hq entries` gives what `journal export` gives, byte for byte.
fn assert_same_entries(hq: &Headquarters, till: &Till, desk: &str) {
    assert_eq!(hq.entries(desk), exported(till));
}

fn the_promised_commands_work(ready: Headquarters) {
    let (hq, till) = (&ready, Till::bare());
    let issued = hq.json(&["hq", "enrol", "--office", "664003", "--desk", "2"]);
    assert_eq!(keys(&issued), ["code", "expires_at"]);
    let code = issued["code"].as_str().unwrap();
    let init = ["desk", "init", "--office", "664003", "--desk", "2", "--zone", "Asia/Irkutsk"];
    let ran = till.run(&[&init[..], &["--hq", &hq.url(), "--code", code]].concat());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let pulled = till.json(&["directory", "pull"]);
    assert_eq!((&pulled["accounts"], &pulled["rows"]), (&3.into(), &0.into()));
    till.open_shift();
    let paid = [pay(&till, 10_000), pay(&till, 2_050)];
    let said = till.json(&["sync", "now"]);
    assert_eq!(keys(&said), ["exceptions", "head", "through", "unsent"]);
    let entries = exported(&till);
    let last: Value = serde_json::from_str(entries.lines().last().unwrap()).unwrap();
    assert_eq!((&said["through"], &said["head"]), (&last["seq"], &last["hash"]));
    assert_eq!((&said["unsent"], &said["exceptions"]), (&0.into(), &0.into()));
    assert_eq!(keys(&last), ["at", "body", "hash", "id", "kind", "prev", "seq"], "the seven fields");
    assert_same_entries(hq, &till, DESK);
    assert_all_there(&hq.payments(DESK), &paid);
    let status = till.json(&["sync", "status"]);
    assert_eq!((&status["unsent"], &status["payments"], &status["kopecks"]), (&0.into(), &2.into(), &12_050.into()));
    assert_eq!(status["refusal"], Value::Null);
    // By stick: export, import-bundle, import.
    let third = pay(&till, 300);
    let (day, ack, directory) = (hq.path("f.okno"), hq.path("a.okno"), hq.path("d.okno"));
    assert!(till.json(&["sync", "export", &day])["entries"].as_u64().unwrap() >= 1);
    let taken = hq.json(&["hq", "import-bundle", &day, "--ack", &ack, "--directory", &directory]);
    assert_eq!((&taken["payments"], &taken["kopecks"]), (&3.into(), &12_350.into()));
    assert_eq!(till.json(&["sync", "import", &ack])["unsent"], 0);
    let taken = till.json(&["sync", "import", &directory]);
    assert_eq!((&taken["gaps"], &taken["users"]), (&0.into(), &true.into()));
    assert_same_entries(hq, &till, DESK);
    assert_all_there(&hq.payments(DESK), &[paid.to_vec(), vec![third]].concat());
    let verified = hq.json(&["hq", "verify"]);
    assert_eq!(
        (&verified["desks"], &verified["payments"], &verified["kopecks"]),
        (&1.into(), &3.into(), &12_350.into())
    );
    assert_eq!(till.json(&["doctor"])["faults"], 0);
}

fn a_desk_works_alone_and_catches_up(mut hq: Headquarters) {
    let till = hq.desk(DESK);
    hq.kill();
    // PINs that were set at headquarters open the desk without it.
    till.open_shift();
    let mut paid = vec![pay(&till, 500)];
    let refused = till.run(&["sync", "now", "--json"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (1, ""), "{}", refused.stderr);
    assert_eq!(till.run(&["directory", "pull"]).status, 1);
    assert_eq!(till.run(&["directory", "find", "--online", "АБ1000001"]).status, 1);
    let ran = till.run(&["doctor", "--json"]);
    assert_eq!(ran.status, 1, "{}", ran.stdout);
    let waits = till.json(&["sync", "status"])["unsent"].as_u64().unwrap();
    assert!(waits >= 2, "{waits}");
    let wrong_pin = till.command(&["pay", "--as", "cashier1", "--line", "energosbyt:АБ1000001:1", "--cash", "1"]);
    assert_eq!(crate::common::finish(with(wrong_pin, "OKNO_PIN", "0000")).status, 1);
    paid.push(pay(&till, 600));
    hq.serve();
    sync(&till);
    assert_same_entries(&hq, &till, DESK);
    assert_all_there(&hq.payments(DESK), &paid);
    // What changes at headquarters reaches the desk.
    let register = hq.register(5, 90_000);
    hq.json(&["hq", "directory", "import", &register, "--layout", "sber-debts", "--supplier", "energosbyt"]);
    hq.json(&["hq", "user", "add", "boris", "--role", "cashier", "--office", "664003"]);
    hq.json(&["hq", "user", "add", "elsewhere", "--role", "cashier", "--office", "664004"]);
    let online = till.json(&["directory", "find", "--online", "АБ1000004"]);
    assert_eq!(online[0]["balance_kopecks"], 90_000);
    assert_eq!(till.json(&["directory", "find", "АБ1000004"]), Value::Array(vec![]));
    assert_eq!(till.json(&["directory", "pull"])["accounts"], 5);
    assert_eq!(till.json(&["directory", "find", "АБ1000004"])[0]["balance_kopecks"], 90_000);
    let people = till.json(&["user", "list"]);
    let names: Vec<&str> = people.as_array().unwrap().iter().map(|user| user["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["boris", "cashier1", "super1"]);
    for args in [["user", "add", "x", "--role", "cashier"].as_slice(), &till.import(&register)] {
        assert_eq!(till.run(args).status, 1, "{args:?}: headquarters names people and accounts");
    }
}

fn with(mut command: std::process::Command, name: &str, value: &str) -> std::process::Command {
    command.env(name, value);
    command
}

fn a_desk_that_stood_alone_joins(hq: Headquarters) {
    let till = Till::open();
    let mut paid = vec![pay(&till, 700)];
    for args in [["sync", "now"].as_slice(), &["sync", "status"], &["sync", "export", "x"], &["directory", "pull"]] {
        assert_eq!(till.run(args).status, 2, "{args:?} of a desk that stands alone");
    }
    assert_eq!(till.run(&hq.init(DESK)).status, 1, "a desk that stands alone is not set up over");
    let code = hq.code(DESK);
    let network = ["desk", "join", "--hq", "http://192.0.2.1:1", "--code", &code];
    assert_eq!(till.run(&network).status, 2, "not without --insecure");
    let join = ["desk", "join", "--hq", &hq.url(), "--code", &code];
    let joined = till.json(&join);
    assert_eq!((&joined["desk"], &joined["accounts"]), (&DESK.into(), &3.into()));
    assert_eq!(till.json(&join)["desk"], DESK, "once more it is the same");
    let settings = std::fs::read_to_string(till.home.settings()).unwrap();
    assert_eq!(settings.matches("[hq]").count(), 1, "{settings}");
    paid.push(pay(&till, 800));
    sync(&till);
    assert_same_entries(&hq, &till, DESK);
    assert_all_there(&hq.payments(DESK), &paid);
}

fn codes_are_for_one_desk_and_one_use(hq: Headquarters) {
    let till = Till::bare();
    let with_code = |code: &str, url: &str| {
        let init = ["desk", "init", "--office", "664003", "--desk", "2", "--zone", "Asia/Irkutsk"];
        till.run(&[&init[..], &["--hq", url, "--code", code]].concat())
    };
    let (good, others) = (hq.code(DESK), hq.code("664003/3"));
    let other = if good.starts_with('9') { "8" } else { "9" };
    let typo = format!("{other}{}", &good[1..]);
    let days_ago = Timestamp::new(okno::clock::now()).plus(TimeDelta::days(-okno::hq::CODE_DAYS - 1));
    let expired = hq.node().issue_code(&DESK.parse().unwrap(), days_ago).unwrap().code.to_text();
    let refused = [
        (others.as_str(), 1, "no such code"),
        (expired.as_str(), 1, "too old"),
        ("AAAAA", 2, "30"),
        (typo.as_str(), 2, "typo"),
    ];
    for (code, status, word) in refused {
        let ran = with_code(code, &hq.url());
        assert!(ran.status == status && ran.stderr.contains(word), "{code}: {ran:?}");
    }
    let ran = with_code(&good, "http://192.0.2.1:80");
    assert!(ran.status == 2 && ran.stderr.contains("--insecure"), "{ran:?}");
    assert_eq!(with_code(&good, "http://127.0.0.1:1").status, 1, "nobody is there");
    assert!(!till.home.journal().exists() && !till.home.settings().exists(), "a refusal leaves nothing behind");
    assert_eq!(with_code(&good, &hq.url()).status, 0, "a refusal uses no code up");
    assert_eq!(with_code(&good, &hq.url()).status, 0, "the same again is the same");
    let second = Till::bare();
    let mut again = hq.init(DESK);
    let at = again.len() - 1;
    again[at].clone_from(&good);
    let ran = second.run(&again);
    assert!(ran.status == 1 && ran.stderr.contains("used"), "{ran:?}");
    let codes: BTreeSet<String> = hq.refusals().into_keys().map(|(_, code)| code).collect();
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["code-expired", "code-used", "unknown-code"]);
}

/// Killed at any moment, the same command ends what it began.
fn a_set_up_that_was_cut_off(hq: Headquarters) {
    let (till, gate) = (Till::bare(), Gate::to(&hq.url()));
    let init: Vec<String> = hq.init(DESK).into_iter().map(|word| word.replace(&hq.url(), &gate.url())).collect();
    gate.kill_everywhere(&till, &init, &["/v1/enrol", "/v1/users", "/v1/directory"]);
    assert_eq!(till.json(&init)["accounts"], 3);
    till.open_shift();
    let paid = pay(&till, 1_300);
    sync(&till);
    assert_all_there(&hq.payments(DESK), &[paid]);
    assert_same_entries(&hq, &till, DESK);
    assert_eq!(till.json(&["doctor"])["faults"], 0);
}

fn a_join_that_was_cut_off(hq: Headquarters) {
    let till = Till::open();
    let mut paid = vec![pay(&till, 1_400)];
    let gate = Gate::to(&hq.url());
    let join = ["desk", "join", "--hq", &gate.url(), "--code", &hq.code(DESK)];
    gate.kill_everywhere(&till, &join, &["/v1/enrol", "/v1/users", "/v1/directory"]);
    assert_eq!(till.json(&join)["desk"], DESK);
    paid.push(pay(&till, 1_500));
    sync(&till);
    assert_all_there(&hq.payments(DESK), &paid);
    assert_same_entries(&hq, &till, DESK);
    assert_eq!(till.json(&["doctor"])["faults"], 0);
}

fn a_desk_is_revoked_and_recovered(hq: Headquarters) {
    let till = hq.open_desk(DESK);
    let mut paid = vec![pay(&till, 900)];
    sync(&till);
    assert_eq!(hq.json(&["hq", "desk", "revoke", DESK])["revoked"], true);
    assert_eq!(hq.json(&["hq", "desk", "revoke", DESK])["revoked"], false);
    paid.push(pay(&till, 1_000));
    for args in [["sync", "now"].as_slice(), &["directory", "pull"]] {
        let ran = till.run(args);
        assert!(ran.status == 1 && ran.stderr.contains("revoked"), "{args:?}: {ran:?}");
    }
    assert_eq!(till.json(&["sync", "status"])["refusal"], "revoked");
    let listed = hq.json(&["hq", "desk", "list"]);
    assert!(listed[0]["revoked_at"].is_string() && listed[0]["desk"] == DESK, "{listed}");
    assert_eq!(hq.payments(DESK).len(), 1);
    let recovered = recover(&hq, &till, &[]);
    assert_eq!((&recovered["epoch"], &recovered["stranded"]), (&2.into(), &0.into()));
    paid.push(pay(&till, 1_100));
    sync(&till);
    assert_all_there(&hq.payments(DESK), &paid);
    assert_same_entries(&hq, &till, DESK);
    assert_eq!(hq.json(&["hq", "desk", "list"])[0]["revoked_at"], Value::Null);
}

/// Its store is that of before the day: the desk has nothing new, and sends what is wanted all the same.
fn a_headquarters_that_lost_entries_gets_them_again(hq: Headquarters) {
    let till = hq.open_desk(DESK);
    let paid: Vec<Paid> = (0..3).map(|n| pay(&till, 1_200 + n)).collect();
    sync(&till);
    let other = moved(&hq, &till);
    let said = sync(&till);
    assert_eq!(said["through"], till.status()["entries"]);
    assert_all_there(&other.payments(DESK), &paid);
    assert_same_entries(&other, &till, DESK);
    let id = new_id();
    till.json(&crate::common::pay(id, 77));
    sync(&till);
    assert_eq!(other.payments(DESK).last().unwrap().id, id.to_string());
}
