//! Drills: a disk that is lost, an old image, a mirror that is ahead of headquarters, a machine that was copied. No
//! payment whose receipt was printed is lost or doubled.

use okno::domain::ReceiptNumber;
use serde_json::json;

use crate::common::{Till, finish};
use crate::gate::Gate;
use crate::scene::*;

on_both!(
    a_lost_disk,
    an_old_image,
    a_mirror_ahead_of_headquarters,
    a_copied_machine_with_stranded_payments,
    stranded_payments_on_a_stick_wait_for_a_shift,
    three_machines_under_one_name,
    a_backup_of_a_desk_at_work,
    a_recovery_that_was_cut_off,
);

/// The desk and headquarters have the same journal, which has exactly the payments that were printed.
fn assert_settled(hq: &Headquarters, till: &Till, printed: &[Paid]) {
    sync(till);
    assert_eq!(hq.entries(DESK), exported(till));
    assert_all_there(&hq.payments(DESK), printed);
    till.json(&["journal", "verify"]);
    let verified = hq.json(&["hq", "verify"]);
    let sum: i64 = printed.iter().map(|paid| paid.kopecks).sum();
    assert_eq!((&verified["payments"], &verified["kopecks"]), (&printed.len().into(), &sum.into()));
    let shifts = hq.node().shifts(&DESK.parse().unwrap()).unwrap();
    let gross: i64 = shifts.values().map(|sums| sums.totals.gross.kopecks()).sum();
    assert_eq!(gross, sum, "headquarters' totals");
}

fn is_refused_as_fork(till: &Till) {
    let ran = till.run(&["sync", "now"]);
    assert!(ran.status == 1 && ran.stderr.contains("two journals"), "{ran:?}");
    assert!(ran.stderr.contains("desk recover"), "{ran:?}");
}

fn a_lost_disk(hq: Headquarters) {
    let till = hq.open_desk(DESK);
    let mut printed: Vec<Paid> = (0..4).map(|n| pay(&till, 1_000 + n)).collect();
    sync(&till);
    std::fs::remove_dir_all(till.home.path()).unwrap();
    let (code, url) = (hq.code(DESK), hq.url());
    let bare = ["--office", "664003", "--desk", "2", "--zone", "Asia/Irkutsk", "--hq", &url];
    let recovered = till.json(&[&["desk", "recover", "--code", &code], &bare[..]].concat());
    assert_eq!((&recovered["epoch"], &recovered["stranded"]), (&2.into(), &0.into()));
    assert_eq!(till.status()["shift"]["payments"], 4, "the shift goes on");
    printed.push(pay(&till, 2_000));
    assert_eq!(printed[4].receipt, ReceiptNumber { epoch: 2, shift: 1, n: 5 });
    assert_settled(&hq, &till, &printed);
    till.json(&["shift", "close", "--as", "cashier1", "--counted", "60.06"]);
    till.open_shift();
    printed.push(pay(&till, 3_000));
    assert_settled(&hq, &till, &printed);
}

fn an_old_image(hq: Headquarters) {
    let till = hq.open_desk(DESK);
    let mut printed = vec![pay(&till, 1_000)];
    sync(&till);
    let image = copy_of(&till);
    printed.extend((0..3).map(|n| pay(&till, 2_000 + n)));
    sync(&till);
    // The disk dies, and the machine comes back as it was.
    till.json(&["journal", "verify"]);
    std::fs::remove_dir_all(till.home.path()).unwrap();
    copy_folder(image.home.path(), till.home.path());
    assert_eq!(till.run(&["sync", "now"]).status, 1, "headquarters has more");
    printed.extend((0..2).map(|n| pay(&till, 3_000 + n)));
    is_refused_as_fork(&till);
    printed.push(pay(&till, 4_000));
    // What it gave back of a payment that headquarters has is for a person.
    let first = printed[0].receipt.to_string();
    till.json(&["void", &first, "--as", "cashier1", "--supervisor", "super1", "--reason", "x"]);
    let void = till.status()["entries"].as_u64().unwrap() - 1;
    let recovered = recover(&hq, &till, &[]);
    assert_eq!((&recovered["epoch"], &recovered["entered"], &recovered["waiting"]), (&2.into(), &3.into(), &0.into()));
    assert_eq!(recovered["by_hand"], json!([{"seq": void, "kind": "payment.voided"}]));
    printed.push(pay(&till, 5_000));
    assert_settled(&hq, &till, &printed);
}

fn a_mirror_ahead_of_headquarters(mut hq: Headquarters) {
    let till = hq.desk(DESK);
    let mirror = keep_mirror(&till);
    till.open_shift();
    let mut printed = vec![pay(&till, 1_000)];
    sync(&till);
    hq.kill();
    printed.extend((0..3).map(|n| pay(&till, 2_000 + n)));
    let entries = exported(&till);
    assert_eq!(std::fs::read_to_string(mirror.join("entries.jsonl")).unwrap(), entries, "all of it is on the mirror");
    lose_disk(&till.home);
    hq.serve();
    let recovered = recover(&hq, &till, &[]);
    assert!(recovered["from_file"].as_u64().unwrap() >= 3 && recovered["stranded"] == 0, "{recovered}");
    assert!(exported(&till).starts_with(&entries));
    printed.push(pay(&till, 5_000));
    assert_settled(&hq, &till, &printed);
    assert_eq!(std::fs::read_to_string(mirror.join("entries.jsonl")).unwrap(), exported(&till), "it goes on");
}

fn a_copied_machine_with_stranded_payments(hq: Headquarters) {
    let till = hq.desk(DESK);
    let mirror = keep_mirror(&till);
    till.open_shift();
    let mut printed = vec![pay(&till, 1_000)];
    sync(&till);
    let copy = copy_of(&till);
    copy.run(&["desk", "status"]);
    let settings = std::fs::read_to_string(copy.home.settings()).unwrap();
    std::fs::write(copy.home.settings(), settings.replacen("mirror = ", "# mirror = ", 1)).unwrap();
    // Both take payments under one name, and the copy is heard first.
    printed.push(pay(&copy, 2_000));
    let stranded: Vec<Paid> = (0..3).map(|n| pay(&till, 3_000 + n)).collect();
    printed.extend_from_slice(&stranded[..2]);
    sync(&copy);
    is_refused_as_fork(&till);
    assert_eq!(till.json(&["sync", "status"])["refusal"], "fork");
    assert_eq!(till.run(&["doctor"]).status, 1);
    // One is voided before anybody settles it: its payer has the money back.
    let void =
        ["void", &stranded[2].receipt.to_string(), "--as", "cashier1", "--supervisor", "super1", "--reason", "x"];
    till.json(&void);
    printed.push(pay(&till, 4_000));
    let found = hq.payments(DESK);
    assert_all_there(&found, &[printed[0].clone(), printed[1].clone()]);
    assert!(hq.refusals()[&(DESK.to_owned(), "fork".to_owned())] >= 1);
    let recovered = recover(&hq, &till, &[]);
    assert_eq!((&recovered["entered"], &recovered["waiting"]), (&3.into(), &0.into()), "{recovered}");
    assert_eq!(recovered["by_hand"], json!([]), "the void's payment was stranded too");
    printed.push(pay(&till, 5_000));
    assert_settled(&hq, &till, &printed);
    assert_eq!(till.json(&["doctor"])["faults"], 0);
    assert_eq!(
        std::fs::read_to_string(mirror.join("entries.jsonl")).unwrap(),
        exported(&till),
        "a new mirror is begun"
    );
    // The copy's key is out of force, and what it took since waits for its own recovery. Nobody is told twice.
    let late = pay(&copy, 6_000);
    let ran = copy.run(&["sync", "now"]);
    assert!(ran.status == 1 && ran.stderr.contains("revoked"), "{ran:?}");
    assert_all_there(&hq.payments(DESK), &printed);
    // The machine that was copied is gone; the copy goes on in its place.
    sync(&till);
    let recovered = recover(&hq, &copy, &[]);
    assert_eq!((&recovered["epoch"], &recovered["entered"]), (&3.into(), &1.into()), "{recovered}");
    printed.push(late);
    assert_settled(&hq, &copy, &printed);
    recover(&hq, &copy, &[]);
    assert_settled(&hq, &copy, &printed);
}

/// The machine is gone, and what headquarters has not got is on a mirror that it can't continue with.
fn stranded_payments_on_a_stick_wait_for_a_shift(hq: Headquarters) {
    let till = hq.desk(DESK);
    let mirror = keep_mirror(&till);
    till.open_shift();
    let mut printed = vec![pay(&till, 1_000)];
    sync(&till);
    let copy = copy_of(&till);
    let settings = std::fs::read_to_string(copy.home.settings()).unwrap();
    std::fs::write(copy.home.settings(), settings.replacen("mirror = ", "# mirror = ", 1)).unwrap();
    printed.extend((0..2).map(|n| pay(&till, 2_000 + n)));
    printed.push(pay(&copy, 3_000));
    copy.json(&["shift", "close", "--as", "cashier1", "--counted", "40.00"]);
    sync(&copy);
    let stick = hq.path("entries.jsonl");
    std::fs::copy(mirror.join("entries.jsonl"), &stick).unwrap();
    drop(till);
    let recovered = recover(&hq, &copy, &["--from", &stick]);
    assert_eq!((&recovered["entered"], &recovered["waiting"]), (&0.into(), &2.into()), "{recovered}");
    // The stick is taken out, and its payments are there all the same once somebody has the desk.
    std::fs::remove_file(stick).unwrap();
    assert_eq!(hq.payments(DESK).len(), 2);
    copy.open_shift();
    assert_settled(&hq, &copy, &printed);
    copy.json(&["shift", "close", "--as", "cashier1", "--counted", "40.01"]);
    copy.open_shift();
    printed.push(pay(&copy, 4_000));
    assert_settled(&hq, &copy, &printed);
}

/// Each gives out the same receipt's number, and one takes its payment back.
fn three_machines_under_one_name(hq: Headquarters) {
    let till = hq.open_desk(DESK);
    let mut printed = vec![pay(&till, 1_000)];
    sync(&till);
    let (heard, third) = (copy_of(&till), copy_of(&till));
    let two = [pay(&heard, 2_000), pay(&till, 3_000), pay(&third, 4_000)];
    assert!(two.iter().all(|paid| paid.receipt == two[0].receipt), "{two:?}");
    printed.extend_from_slice(&two[..2]);
    let receipt = two[2].receipt.to_string();
    third.json(&["void", &receipt, "--as", "cashier1", "--supervisor", "super1", "--reason", "x"]);
    printed.push(pay(&third, 5_000));
    sync(&heard);
    let journal = third.home.journal();
    let recovered = recover(&hq, &till, &["--from", journal.to_str().unwrap()]);
    assert_eq!(recovered["entered"], 2, "{recovered}");
    drop(third);
    assert_settled(&hq, &till, &printed);
    // Nothing is listed or entered again by the next recovery.
    let recovered = recover(&hq, &till, &[]);
    assert_eq!((&recovered["stranded"], &recovered["entered"]), (&0.into(), &0.into()), "{recovered}");
    assert_settled(&hq, &till, &printed);
}

fn a_backup_of_a_desk_at_work(hq: Headquarters) {
    let till = hq.open_desk(DESK);
    let mut printed = vec![pay(&till, 1_000)];
    sync(&till);
    // Payments go on, and a copy is made beside them.
    let backups: Vec<String> = (0..4).map(|n| hq.path(&format!("{n}.db"))).collect();
    printed.extend(std::thread::scope(|scope| {
        let till = &till;
        let paying = scope.spawn(move || (0..6).map(|n| pay(till, 2_000 + n)).collect::<Vec<_>>());
        for backup in &backups {
            till.json(&["desk", "backup", backup]);
        }
        paying.join().unwrap()
    }));
    let all = exported(&till);
    for backup in &backups {
        let journal = okno::journal::Journal::open(std::path::Path::new(backup)).unwrap();
        let mut lines = vec![];
        okno::journal::jsonl(&journal, &mut lines).unwrap();
        assert!(all.starts_with(std::str::from_utf8(&lines).unwrap()), "{backup} is the journal as it was");
    }
    let again = till.run(&["desk", "backup", &backups[0]]);
    assert_eq!(again.status, 2, "a backup is never written over");
    let nowhere = till.run(&["desk", "backup", &hq.path("nowhere/x.db")]);
    assert!(nowhere.status == 2 && nowhere.stderr.contains("nowhere/x.db"), "{nowhere:?}");
    let last = hq.path("last.db");
    till.json(&["desk", "backup", &last]);
    lose_disk(&till.home);
    let recovered = recover(&hq, &till, &["--from", &last]);
    assert!(recovered["from_file"].as_u64().unwrap() >= 6, "{recovered}");
    printed.push(pay(&till, 3_000));
    assert_settled(&hq, &till, &printed);
}

fn a_recovery_that_was_cut_off(mut hq: Headquarters) {
    let till = hq.open_desk(DESK);
    let mut printed: Vec<Paid> = (0..3).map(|n| pay(&till, 1_000 + n)).collect();
    sync(&till);
    printed.push(pay(&till, 2_000));
    let code = hq.code(DESK);
    let recover = ["desk", "recover", "--code", &code];
    // Nothing that can be known beforehand costs the old key.
    assert_eq!(till.run(&[&recover[..], &["--from", "/nowhere"]].concat()).status, 2);
    let holder = till.desk();
    let ran = till.run(&recover);
    assert!(ran.status == 1 && ran.stderr.contains("a test's desk"), "{ran:?}");
    drop(holder);
    sync(&till);
    hq.kill();
    assert_eq!(till.run(&recover).status, 1);
    printed.push(pay(&till, 3_000));
    hq.serve();
    // Killed at any moment, the same command ends what it began.
    let gate = Gate::to(&hq.url());
    point_to(&till, &hq.url(), &gate.url());
    gate.kill_everywhere(&till, &recover, &["/v1/enrol", "/entries"]);
    // It may have come to its end, and its code is used up then.
    let ran = finish(till.command(&recover));
    assert!(ran.status == 0 || ran.stderr.contains("used"), "{ran:?}");
    till.json(&["directory", "pull"]);
    printed.push(pay(&till, 4_000));
    assert_eq!(printed.last().unwrap().receipt.epoch, 2);
    assert_settled(&hq, &till, &printed);
}
