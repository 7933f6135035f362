//! A day wholly on sticks ends as it does over HTTP.

use okno::domain::DeskId;
use okno::protocol::{Bundle, PartKind};

use crate::common::{Till, new_id, server::payment};
use crate::scene::*;

on_both!(a_day_on_sticks_ends_as_over_http, sticks_in_any_order, only_its_reader_reads_a_stick);

/// What a headquarters makes of a desk's day: entries, totals, exceptions, the proof.
fn state(hq: &Headquarters) -> (String, String, Vec<String>, serde_json::Value) {
    let (node, desk): (_, DeskId) = (hq.node(), DESK.parse().unwrap());
    let odd = node.exceptions(&desk).unwrap().into_iter();
    let odd = odd.map(|odd| format!("{} {} {} {} {}", odd.kind.code(), odd.seq, odd.n, odd.subject, odd.kopecks));
    (hq.entries(DESK), format!("{:?}", node.shifts(&desk).unwrap()), odd.collect(), hq.json(&["hq", "verify"]))
}

/// What the desk has not been acknowledged, brought to headquarters and its answers back.
fn carry(hq: &Headquarters, till: &Till) -> serde_json::Value {
    let (day, ack, directory) = (hq.path("day.okno"), hq.path("ack.okno"), hq.path("directory.okno"));
    till.json(&["sync", "export", &day]);
    let taken = hq.json(&["hq", "import-bundle", &day, "--ack", &ack, "--directory", &directory]);
    assert_eq!(till.json(&["sync", "import", &ack])["unsent"], 0);
    till.json(&["sync", "import", &directory]);
    taken
}

fn a_day_on_sticks_ends_as_over_http(mut hq: Headquarters) {
    let till = hq.desk(DESK);
    hq.kill();
    // The same desk sends the same entries over HTTP to another headquarters, from a copy that hears no stick.
    let line = copy_of(&till);
    let online = moved(&hq, &line);
    let send = || {
        for file in ["journal.db", "journal.db-wal", "journal.db-shm"] {
            let _ = std::fs::remove_file(line.home.path().join(file));
        }
        let journal = line.home.path().join("journal.db");
        let _ = std::fs::remove_file(&journal);
        till.json(&["desk", "backup", journal.to_str().unwrap()]);
        sync(&line)
    };
    till.open_shift();
    let mut paid = vec![pay(&till, 10_000), pay(&till, 10_000)];
    send();
    carry(&hq, &till);
    // An account and a sum within minutes of one another: for a person to look at, in either way.
    paid.push(pay(&till, 10_000));
    let receipt = paid[1].receipt.to_string();
    till.json(&["void", &receipt, "--as", "cashier1", "--supervisor", "super1", "--reason", "twice"]);
    till.json(&["pay", "--as", "cashier1", "--line", "energosbyt:АБ1000001:12", "--card", "004512"]);
    // More than one batch.
    let mut desk = till.desk();
    for n in 0..700 {
        desk.execute(&payment(new_id(), 100_000 + n)).unwrap();
    }
    drop(desk);
    let taken = carry(&hq, &till);
    assert!(taken["batches"].as_u64().unwrap() > 1, "{taken}");
    send();
    let counted = till.status()["drawer_kopecks"].as_i64().unwrap() - 5_000;
    let counted = format!("{}.{:02}", counted / 100, counted % 100);
    till.json(&["shift", "close", "--as", "cashier1", "--counted", &counted, "--reason", "short"]);
    let acked = send();
    let taken = carry(&hq, &till);
    assert_eq!(
        (&acked["through"], &acked["head"], &acked["exceptions"]),
        (&taken["through"], &taken["head"], &taken["exceptions"])
    );
    assert!(taken["exceptions"].as_u64().unwrap() >= 2, "{taken}");
    assert_eq!(state(&hq), state(&online));
    assert_eq!(hq.entries(DESK), exported(&till));
    assert_eq!(hq.payments(DESK).len(), 704);
}

fn sticks_in_any_order(mut hq: Headquarters) {
    let till = hq.desk(DESK);
    hq.kill();
    till.open_shift();
    let mut paid = vec![];
    let sticks: Vec<String> = (0..3)
        .map(|n| {
            paid.push(pay(&till, 1_000 + n));
            let stick = hq.path(&format!("{n}.okno"));
            till.json(&["sync", "export", &stick]);
            stick
        })
        .collect();
    // The first is lost and found again; the second comes last, and twice.
    let mut acks = vec![];
    for (n, stick) in [&sticks[2], &sticks[0], &sticks[1], &sticks[1]].into_iter().enumerate() {
        let ack = hq.path(&format!("{n}-ack.okno"));
        let taken = hq.json(&["hq", "import-bundle", stick, "--ack", &ack]);
        assert_eq!(taken["payments"], 3, "{taken}");
        acks.push(ack);
    }
    assert!(hq.refusals().is_empty());
    let early = hq.path("early.okno");
    std::fs::copy(&acks[3], &early).unwrap();
    paid.push(pay(&till, 2_000));
    let (later, next) = (hq.path("later.okno"), hq.path("next.okno"));
    till.json(&["sync", "export", &later]);
    hq.json(&["hq", "import-bundle", &later, "--ack", &next]);
    for ack in [&next, &acks[0], &early, &next] {
        assert_eq!(till.json(&["sync", "import", ack])["unsent"], 0, "an old acknowledgement takes nothing back");
    }
    assert_eq!(till.json(&["sync", "export", &later])["entries"], 0);
    assert_eq!(hq.json(&["hq", "import-bundle", &later])["payments"], 4, "nothing new is no fault");
    assert_all_there(&hq.payments(DESK), &paid);
    // What went on sticks is known over HTTP too.
    hq.serve();
    paid.push(pay(&till, 3_000));
    sync(&till);
    assert_all_there(&hq.payments(DESK), &paid);
    assert_eq!(hq.entries(DESK), exported(&till));
}

fn only_its_reader_reads_a_stick(hq: Headquarters) {
    let (till, other) = (hq.open_desk(DESK), hq.desk("664003/3"));
    pay(&till, 123_456);
    let (day, ack, directory) = (hq.path("day.okno"), hq.path("ack.okno"), hq.path("directory.okno"));
    till.json(&["sync", "export", &day]);
    hq.json(&["hq", "import-bundle", &day, "--ack", &ack, "--directory", &directory]);
    let raw = std::fs::read(&day).unwrap();
    let key = okno::desk::DeskKey::load(&other.home.key()).unwrap();
    assert!(Bundle::open(&raw, &key.enrolment().unwrap().keys.seal, PartKind::FOR_HQ).is_err());
    let clear = ["energosbyt", "payment.taken", "123456", "cashier1", "Ёлкин"];
    for file in [&day, &ack, &directory] {
        let bytes = std::fs::read(file).unwrap();
        let holds = |word: &str| bytes.windows(word.len()).any(|found| found == word.as_bytes());
        assert!(!clear.iter().any(|word| holds(word)), "{file}");
    }
    for file in [&ack, &directory] {
        let ran = other.run(&["sync", "import", file]);
        assert!(ran.status == 1 && ran.stderr.contains("another desk"), "{ran:?}");
    }
    assert_eq!(till.run(&["sync", "import", &day]).status, 1);
    assert_eq!(hq.run(&["hq", "import-bundle", &ack]).status, 1);
    // Damaged, cut, or none at all.
    let cut = hq.path("cut.okno");
    for bytes in [&raw[..raw.len() - 1], &raw[..100], b"", b"nonsense"] {
        std::fs::write(&cut, bytes).unwrap();
        assert_eq!(hq.run(&["hq", "import-bundle", &cut]).status, 1, "{} bytes", bytes.len());
        assert_eq!(till.run(&["sync", "import", &cut]).status, 1, "{} bytes", bytes.len());
    }
    assert_eq!(till.json(&["sync", "import", &ack])["unsent"], 0);
}
