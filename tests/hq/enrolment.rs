//! Codes, enrolment and recovery, as HQ judges them.

use chrono::TimeDelta;
use okno::protocol::*;

use crate::scene::*;

on_both!(
    a_code_enrols_one_desk_once,
    a_lost_answer_costs_nothing,
    a_lost_desk_goes_on_in_the_next_epoch,
    a_new_journal_under_a_known_name_is_a_fork,
    a_desk_that_sent_nothing_may_be_set_up_again,
    two_desks_with_one_code_at_once,
);

fn answer(site: &Site, desk: &Desk, code: &EnrolCode, recover: bool) -> Result<EnrolAnswer, Refusal> {
    let request = desk.request(code, recover);
    let answer = match site.hq.enrol(&request, at()) {
        Ok(answer) => answer,
        outcome => return Err(refusal(outcome)),
    };
    let json = serde_json::to_vec(&answer).unwrap();
    let read = EnrolAnswer::read(&json, &request, code).unwrap();
    assert!(read.pin_secret(&desk.keys.seal).is_ok());
    Ok(read)
}

fn code(site: &Site, desk: &Desk) -> EnrolCode {
    let issued = site.hq.issue_code(&desk.id, at()).unwrap();
    assert_eq!(issued.expires_at.since(at()), TimeDelta::days(okno::hq::CODE_DAYS));
    issued.code
}

fn a_code_enrols_one_desk_once(site: &Site) {
    let (one, two) = (Desk::new("664003/1", 1), Desk::new("664003/2", 2));
    let first = code(site, &one);
    let foreign = EnrolCode::new(&site.hq.keys().sign, [7; 8]);
    assert_eq!(answer(site, &one, &foreign, false).unwrap_err(), Refusal::UnknownCode);
    assert_eq!(answer(site, &two, &first, false).unwrap_err(), Refusal::UnknownCode, "another desk's code");
    let enrolled = answer(site, &one, &first, false).unwrap();
    assert_eq!((enrolled.epoch, enrolled.accepted, enrolled.hq), (1, None, site.hq.keys()));
    let thief = Desk::new("664003/1", 3);
    assert_eq!(answer(site, &thief, &first, false).unwrap_err(), Refusal::CodeUsed);
    let late = code(site, &two);
    let after = at().plus(TimeDelta::days(okno::hq::CODE_DAYS) + TimeDelta::milliseconds(1));
    assert_eq!(refusal(site.hq.enrol(&two.request(&late, false), after)), Refusal::CodeExpired);
    assert_eq!(site.hq.desks().unwrap().len(), 1, "nothing is left of what was refused");
    assert_eq!(answer(site, &two, &late, false).unwrap().epoch, 1, "a refusal does not use the code up");
    assert_eq!(site.refusals().values().sum::<u64>(), 4);
}

fn a_lost_answer_costs_nothing(site: &Site) {
    let desk = Desk::new("664003/1", 1);
    let first = code(site, &desk);
    let enrolled = answer(site, &desk, &first, false).unwrap();
    let again = site.hq.enrol(&desk.request(&first, false), at().plus(TimeDelta::days(30))).unwrap();
    assert_eq!((again.epoch, again.accepted), (enrolled.epoch, None), "late, too");
    // Another code for the same keys is as good.
    assert_eq!(answer(site, &desk, &code(site, &desk), false).unwrap().epoch, 1);
    assert_eq!(answer(site, &desk, &code(site, &desk), true).unwrap().epoch, 1);
}

fn a_lost_desk_goes_on_in_the_next_epoch(site: &Site) {
    let desk = day(site, "664003/1", 3);
    let ack = desk.send(&site.hq);
    let mut heir = Desk::new("664003/1", 9);
    let recovery = code(site, &heir);
    let recovered = answer(site, &heir, &recovery, true).unwrap();
    assert_eq!((recovered.epoch, recovered.accepted), (2, Some(ack.accepted())));
    // The old key is no stranger's: it is told that it is out of force, on every route.
    assert_eq!(refusal(site.hq.take_batch(&desk.id, &desk.batch(1, 2), at())), Refusal::Revoked);
    let request = Request { method: "GET", path: "/v1/users", body: b"" };
    let signed = RequestSignature::sign(&request, &desk.id, at(), &desk.keys.sign);
    assert_eq!(refusal(site.hq.authenticate(&signed, &request, at())), Refusal::Revoked);
    heir.entries.clone_from(&desk.entries);
    heir.now = desk.now;
    heir.open(2);
    let went_on = heir.send(&site.hq);
    assert_eq!((went_on.through, went_on.payments), (ack.through + 1, ack.payments));
    // The lost desk's own request, replayed, does not bring it back.
    let old = answer(site, &desk, &recovery, true).unwrap_err();
    assert_eq!(old, Refusal::CodeUsed);
    // Recovered once more, the second key is out of force, and its own code no longer good.
    let third = Desk::new("664003/1", 10);
    assert_eq!(answer(site, &third, &code(site, &third), true).unwrap().epoch, 3);
    assert_eq!(answer(site, &heir, &recovery, true).unwrap_err(), Refusal::Revoked);
    // A revoked desk is recovered like a lost one.
    site.hq.revoke(&desk.id, at()).unwrap();
    let fourth = Desk::new("664003/1", 11);
    assert_eq!(answer(site, &fourth, &code(site, &fourth), true).unwrap().epoch, 4);
    assert_eq!(site.hq.desks().unwrap()[0].revoked_at, None);
}

fn a_new_journal_under_a_known_name_is_a_fork(site: &Site) {
    let desk = day(site, "664003/1", 1);
    desk.send(&site.hq);
    let stranger = Desk::new("664003/1", 9);
    let code = code(site, &stranger);
    let fork = Refusal::Fork { seq: 1, hash: desk.entries[0].hash };
    assert_eq!(answer(site, &stranger, &code, false).unwrap_err(), fork);
    assert_eq!(site.hq.desks().unwrap()[0].epoch, 1);
    desk.send(&site.hq);
    assert_eq!(answer(site, &stranger, &code, true).unwrap().epoch, 2, "as a recovery it goes");
}

fn a_desk_that_sent_nothing_may_be_set_up_again(site: &Site) {
    let desk = site.desk("664003/1");
    let again = Desk::new("664003/1", 9);
    let enrolled = answer(site, &again, &code(site, &again), false).unwrap();
    // Receipts of the first set-up may be with payers: theirs were of epoch 1.
    assert_eq!((enrolled.epoch, enrolled.accepted), (2, None));
    assert_eq!(refusal(site.hq.take_batch(&desk.id, &desk.batch(1, 1), at())), Refusal::Revoked);
}

fn two_desks_with_one_code_at_once(site: &Site) {
    let rivals: Vec<Desk> = (1..=4).map(|seed| Desk::new("664003/1", seed)).collect();
    let code = code(site, &rivals[0]);
    let node = site.node();
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let enrol = |desk: &Desk| node.enrol(&desk.request(&code, false), at());
        let running: Vec<_> = rivals.iter().map(|desk| scope.spawn(move || enrol(desk))).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let (enrolled, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(enrolled.len(), 1);
    for outcome in refused {
        assert_eq!(refusal(outcome), Refusal::CodeUsed);
    }
}
