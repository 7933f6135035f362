//! The till's worker against a headquarters that comes and goes: what it says of it, and the strip for going home.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use okno::client::Place;
use okno::clock;
use okno::domain::{Money, Timestamp};
use okno::sync::{Cause, Ears, Status, Worker};

use crate::common::{PATIENCE, Till, open_desk};
use crate::scene::*;

/// Starts the worker of a desk; what headquarters says is kept as the till keeps it.
pub fn work(till: &Till, hq: &Headquarters) -> (Worker, Receiver<Status>) {
    let (tell, told) = mpsc::channel();
    let home = till.home.clone();
    let ears = Ears {
        hear: Box::new(move |heard| open_desk(&home).hear(&heard).unwrap()),
        tell: Box::new(move |status: &Status| drop(tell.send(status.clone()))),
    };
    let place = Place { url: hq.url(), ca: None, insecure: false };
    (Worker::start(till.home.clone(), place, Arc::new(|| Timestamp::new(clock::now())), ears), told)
}

/// The first status that is as it should be.
pub fn until(told: &Receiver<Status>, is: impl Fn(&Status) -> bool) -> Status {
    let mut last = Status::default();
    loop {
        match told.recv_timeout(PATIENCE) {
            Ok(status) if is(&status) => return status,
            Ok(status) => last = status,
            Err(_) => panic!("it stays at {last:?}"),
        }
    }
}

fn strip(till: &Till) -> String {
    let ran = till.run(&["print", "form", "strip"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    ran.stdout
}

#[test]
fn a_desk_says_how_it_stands_while_headquarters_comes_and_goes() {
    let mut hq = Headquarters::new(Engine::Sqlite).unwrap();
    let till = hq.open_desk(DESK);
    let mut paid = vec![pay(&till, 1_000)];
    assert!(strip(&till).contains("NOTHING AT HEADQUARTERS"), "{}", strip(&till));
    let (worker, told) = work(&till, &hq);
    let well = until(&told, |status| status.pulled_at.is_some());
    assert_eq!((well.unsent, &well.trouble, well.exceptions), (0, &None, Some(0)));
    assert_eq!(well.sent.len(), 1);
    assert_eq!((well.sent[0].payments, well.sent[0].sum), (1, Money::from_kopecks(1_000)));
    assert!(strip(&till).contains(" ALL AT HEADQUARTERS") && strip(&till).contains("Payments: 1"), "{}", strip(&till));
    hq.kill();
    paid.push(pay(&till, 2_000));
    worker.send_now();
    let ill = until(&told, |status| status.trouble.is_some());
    assert_eq!(ill.trouble.map(|ill| ill.cause), Some(Cause::NoAnswer));
    assert_eq!((ill.unsent > 0, ill.acked_at), (true, well.acked_at));
    let waits = strip(&till);
    assert!(waits.contains("NOT ALL AT HEADQUARTERS") && waits.contains("Payments waiting: 1"), "{waits}");
    hq.serve();
    worker.send_now();
    let well = until(&told, |status| status.trouble.is_none() && status.unsent == 0);
    assert_eq!((well.sent.len(), well.sent[0].payments, well.sent[0].sum), (2, 1, Money::from_kopecks(2_000)));
    // With nothing to send it is asked all the same: it is known to be there, and nothing counts as sent.
    worker.send_now();
    let asked = until(&told, |status| status.heard > well.heard);
    assert_eq!((asked.sent, asked.trouble), (well.sent, None));
    hq.kill();
    worker.send_now();
    assert_eq!(until(&told, |status| status.trouble.is_some()).unsent, 0, "nothing waits, and nobody answers");
    hq.serve();
    assert_all_there(&hq.payments(DESK), &paid);
}

#[test]
fn a_fork_and_a_revoked_key_are_told_apart() {
    let hq = Headquarters::new(Engine::Sqlite).unwrap();
    let till = hq.open_desk(DESK);
    sync(&till);
    let twin = copy_of(&till);
    pay(&twin, 1_000);
    sync(&twin);
    pay(&till, 2_000);
    let (worker, told) = work(&till, &hq);
    let cause = |status: &Status| status.trouble.as_ref().map(|ill| ill.cause);
    until(&told, |status| cause(status) == Some(Cause::Fork));
    pay(&till, 3_000);
    drop(worker);
    let hq = Headquarters::new(Engine::Sqlite).unwrap();
    let till = hq.open_desk(DESK);
    hq.json(&["hq", "desk", "revoke", DESK]);
    let (_worker, told) = work(&till, &hq);
    let refused = until(&told, |status| cause(status) == Some(Cause::Refused));
    assert_eq!(refused.trouble.unwrap().said.0, "client-revoked");
    assert!(strip(&till).contains("NOTHING AT HEADQUARTERS"));
}
