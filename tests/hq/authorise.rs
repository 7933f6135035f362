//! Approval by telephone at headquarters: a code for what the desk shows and for nothing else, what comes back of it,
//! and PINs that were set so.

use chrono::TimeDelta;
use okno::domain::event::*;
use okno::domain::telephone::KINDS;
use okno::domain::*;
use okno::hq::office::{Page, Viewer};
use okno::hq::{Hq, HqError, Person};
use okno::protocol::office::{Deed, Done, Ordered};
use okno::protocol::*;
use uuid::Uuid;

use crate::day::{order, supervisor, view};
use crate::proof::change;
use crate::scene::*;

on_both!(
    a_code_is_what_the_desk_expects,
    an_order_that_comes_again_gives_the_same_code,
    what_the_desk_does_not_show_is_denied,
    a_code_approves_nothing_but_the_listed,
    what_comes_back_is_noted_once,
    what_nobody_gave_is_an_exception,
    desks_that_have_not_heard_of_the_next_key_are_answered,
    a_recovered_desk_has_other_codes,
    a_pin_that_was_set_is_the_persons_everywhere,
    a_pin_that_nobody_approved_is_not_taken,
    what_was_changed_about_authorisations_is_found,
);

fn olga() -> Viewer {
    supervisor("olga", None)
}

fn user(name: &str) -> UserName {
    name.parse().unwrap()
}

/// What a desk shows: an operation and the challenge for it.
#[derive(Clone)]
struct Shown {
    desk: DeskId,
    operation: Operation,
    challenge: Challenge,
}

impl Shown {
    /// As a desk shows it that knows headquarters by these keys.
    fn by(desk: &Desk, hq: &Keys, operation: Operation) -> Shown {
        let last = desk.entries.last().map(|last| Accepted { through: last.seq, head: last.hash }).unwrap();
        let call = Call { desk: &desk.id, epoch: 1, operation: &operation };
        let fresh = EntryId::from_uuid(Uuid::now_v7());
        let challenge = TelephoneKey::new(&desk.keys.seal, &hq.seal).unwrap().challenge(&call, last, fresh);
        Shown { desk: desk.id.clone(), operation, challenge }
    }

    fn deed(&self) -> Deed {
        let Operation { kind, subject, amount } = self.operation.clone();
        let challenge = self.challenge.to_string();
        Deed::Authorise { desk: self.desk.clone(), challenge, operation: kind, subject, kopecks: amount }
    }

    /// The code that the desk waits for.
    fn expects(&self, desk: &Desk, hq: &Keys, user: &UserName) -> Option<String> {
        let call = Call { desk: &self.desk, epoch: 1, operation: &self.operation };
        Some(TelephoneKey::new(&desk.keys.seal, &hq.seal).unwrap().code(&call, &self.challenge, user).to_string())
    }

    fn approval(&self, by: &str) -> Option<Approval> {
        Some(Approval { user: user(by), telephone: Some(self.challenge.clone()) })
    }
}

/// A desk whose first payment of a hundred roubles is to be voided.
fn desk(site: &Site) -> Desk {
    let mut desk = site.desk("664003/2");
    desk.open(1);
    desk.pay(1, "АБ1", 10_000);
    desk
}

fn void(desk: &Desk, approved_by: Option<Approval>) -> PaymentVoided {
    let PaymentTaken { lines, tenders, operator, .. } = desk.payment(1, &[("АБ1", 10_000)]);
    let receipt = "1-1-1".parse().unwrap();
    PaymentVoided { receipt, lines, tenders, operator, reason: "twice".into(), approved_by }
}

fn shown(site: &Site, desk: &Desk) -> Shown {
    let operation = Operation::of(&void(desk, None).into()).unwrap();
    Shown::by(desk, &site.hq.keys(), operation)
}

fn denial(outcome: Result<Done, HqError>) -> &'static str {
    match outcome {
        Err(HqError::Denied((why, _))) => why,
        Err(HqError::Refused(refusal)) => refusal.code(),
        other => panic!("not denied: {other:?}"),
    }
}

/// What the queue says of authorisations: what is awaited of which desk.
fn awaited(site: &Site, viewer: &Viewer, now: Timestamp) -> Vec<(Cell, Cell)> {
    let table = site.hq.view(viewer, &View::Queue {}, &Page::default(), now).unwrap();
    let is_awaited = |row: &&TableRow| matches!(&row.cells[0], Cell::Word(word) if word.starts_with("telephone-"));
    table.rows.iter().filter(is_awaited).map(|row| (row.cells[1].clone(), row.cells[2].clone())).collect()
}

fn a_code_is_what_the_desk_expects(site: &Site) {
    let desk = desk(site);
    let shown = shown(site, &desk);
    assert_eq!(shown.operation.amount, Money::from_kopecks(10_000));
    // The journal of the desk is not here: it has no network.
    let done = order(site, &olga(), shown.deed()).unwrap();
    assert_eq!(done.gave, shown.expects(&desk, &site.hq.keys(), &user("olga")));
    assert_ne!(done.gave, shown.expects(&desk, &site.hq.keys(), &user("boris")), "the name is a part of it");
    let mine = supervisor("boris", Some(&["664003"]));
    let done = order(site, &mine, shown.deed()).unwrap();
    assert_eq!(done.gave, shown.expects(&desk, &site.hq.keys(), &user("boris")), "another may be called");
    let typed = Deed::Authorise {
        desk: desk.id.clone(),
        challenge: shown.challenge.to_string().to_lowercase().replace('-', " "),
        operation: " Payment.Voided".into(),
        subject: "1 - 1 - 1".into(),
        kopecks: shown.operation.amount,
    };
    let done = order(site, &olga(), typed).unwrap();
    assert_eq!(done.gave, shown.expects(&desk, &site.hq.keys(), &user("olga")), "however it is typed");
    site.hq.verify(&mut |_| {}).unwrap();
}

fn an_order_that_comes_again_gives_the_same_code(site: &Site) {
    let desk = desk(site);
    let ordered = Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed: shown(site, &desk).deed() };
    let done = site.hq.deed(&olga(), &ordered, at()).unwrap();
    assert!(done.gave.is_some());
    assert_eq!(site.hq.deed(&olga(), &ordered, at().plus(TimeDelta::hours(1))).unwrap(), done);
}

fn what_the_desk_does_not_show_is_denied(site: &Site) {
    let (desk, mut other) = (desk(site), site.desk("664003/3"));
    other.open(1);
    let shown = shown(site, &desk);
    let told = |change: &dyn Fn(&mut Shown)| {
        let mut told = shown.clone();
        change(&mut told);
        denial(order(site, &olga(), told.deed()))
    };
    assert_eq!(told(&|told| told.desk = other.id.clone()), "office-deny-challenge");
    assert_eq!(told(&|told| told.operation.kind = "payment.moved".into()), "office-deny-challenge");
    assert_eq!(told(&|told| told.operation.subject = "1-1-2".into()), "office-deny-challenge");
    assert_eq!(told(&|told| told.operation.amount = Money::from_kopecks(10_001)), "office-deny-challenge");
    let another = Shown::by(&desk, &site.hq.keys(), Operation::pin_set(&user("anna"))).challenge;
    assert_eq!(told(&|told| told.challenge = another.clone()), "office-deny-challenge");
    assert_eq!(told(&|told| told.desk = "664003/9".parse().unwrap()), "not-found");
    assert_eq!(told(&|told| told.desk = "hq/1".parse().unwrap()), "not-found");
    let typed = |challenge: &str| {
        let Deed::Authorise { desk, operation, subject, kopecks, .. } = shown.deed() else { unreachable!() };
        let challenge = challenge.to_owned();
        denial(order(site, &olga(), Deed::Authorise { desk, challenge, operation, subject, kopecks }))
    };
    let text = shown.challenge.to_string();
    assert_eq!(typed(&text[..10]), "telephone-challenge-length");
    assert_eq!(typed(&text.replace('-', "Ж")), "telephone-challenge-character");
    let swapped = if text.starts_with('0') { "1" } else { "0" };
    assert_eq!(typed(&format!("{swapped}{}", &text[1..])), "telephone-challenge-typo");
    let elsewhere = supervisor("ivan", Some(&["664099"]));
    assert_eq!(denial(order(site, &elsewhere, shown.deed())), "not-found");
    let cashier = Viewer { role: Role::Cashier, ..olga() };
    assert_eq!(denial(order(site, &cashier, shown.deed())), "not-found");
    site.hq.revoke(&desk.id, at()).unwrap();
    assert_eq!(denial(order(site, &olga(), shown.deed())), "office-deny-desk-revoked");
    assert_eq!(awaited(site, &olga(), at()), [], "nothing was given");
}

fn a_code_approves_nothing_but_the_listed(site: &Site) {
    let desk = desk(site);
    let kinds =
        Event::KINDS.iter().chain(HqEvent::KINDS).filter(|kind| KINDS.iter().all(|(listed, _)| listed != *kind));
    for kind in kinds {
        let operation = Operation { kind: (*kind).into(), subject: "1".into(), amount: Money::ZERO };
        let shown = Shown::by(&desk, &site.hq.keys(), operation);
        assert_eq!(denial(order(site, &olga(), shown.deed())), "office-deny-operation", "{kind}");
    }
}

fn what_comes_back_is_noted_once(site: &Site) {
    let mut desk = desk(site);
    let shown = shown(site, &desk);
    order(site, &olga(), shown.deed()).unwrap();
    let waits = [(Cell::text(&desk.id), Cell::text("1-1-1"))];
    assert_eq!(awaited(site, &olga(), at()), waits);
    assert_eq!(awaited(site, &supervisor("ivan", Some(&["664099"])), at()), []);
    assert_eq!(awaited(site, &olga(), at().plus(TimeDelta::hours(25))), [], "of the last day");
    desk.send(&site.hq);
    assert_eq!(awaited(site, &olga(), at()), waits);
    let seq = desk.record(void(&desk, shown.approval("olga")));
    desk.send(&site.hq);
    assert_eq!((awaited(site, &olga(), at()), site.odd(&desk)), (vec![], vec![]));
    assert_eq!(denial(order(site, &olga(), shown.deed())), "office-deny-used");
    let corrections = view(site, &olga(), "corrections/664003/2026-11-23").unwrap();
    assert_eq!(corrections.rows[0].cells[7], Cell::text(format!("olga {}", shown.challenge)));
    let entry = view(site, &olga(), &format!("entry/664003/2/{seq}")).unwrap();
    assert!(entry.rows.iter().any(|row| row.cells[..2] == [Cell::text("telephone"), Cell::text(&shown.challenge)]));
    // The same once more is nobody's.
    let again = desk.record(void(&desk, shown.approval("olga")));
    desk.send(&site.hq);
    let challenge = shown.challenge.to_string();
    assert_eq!(site.odd(&desk), [("unknown-authorisation", again, 0, challenge, 10_000)]);
    site.hq.verify(&mut |_| {}).unwrap();
}

fn what_nobody_gave_is_an_exception(site: &Site) {
    let mut desk = desk(site);
    let forged = shown(site, &desk);
    let first = desk.record(void(&desk, forged.approval("olga")));
    desk.send(&site.hq);
    assert_eq!(denial(order(site, &olga(), forged.deed())), "office-deny-used", "it came before it was given");
    // Given for another sum, or by another than the entry says.
    let dearer = Operation { amount: Money::from_kopecks(20_000), ..forged.operation.clone() };
    let dearer = Shown::by(&desk, &site.hq.keys(), dearer);
    order(site, &olga(), dearer.deed()).unwrap();
    let other_sum = desk.record(void(&desk, dearer.approval("olga")));
    let signed = shown(site, &desk);
    order(site, &olga(), signed.deed()).unwrap();
    let other_name = desk.record(void(&desk, signed.approval("boris")));
    desk.send(&site.hq);
    let expected: Vec<_> = [(first, &forged), (other_sum, &dearer), (other_name, &signed)]
        .map(|(seq, shown)| ("unknown-authorisation", seq, 0, shown.challenge.to_string(), 10_000))
        .into();
    assert_eq!(site.odd(&desk), expected);
    assert_eq!(awaited(site, &olga(), at()).len(), 2, "neither came back");
    site.hq.verify(&mut |_| {}).unwrap();
}

fn desks_that_have_not_heard_of_the_next_key_are_answered(site: &Site) {
    let desk = desk(site);
    let old = site.hq.keys();
    let rekeyed = site.node().rekey(&site.home, at()).unwrap().rekey(&site.home, at()).unwrap();
    assert_ne!(rekeyed.keys(), old);
    for known in [&old, &rekeyed.keys()] {
        let shown = Shown::by(&desk, known, shown(site, &desk).operation);
        let ordered = Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed: shown.deed() };
        let done = rekeyed.deed(&olga(), &ordered, at()).unwrap();
        assert_eq!(done.gave, shown.expects(&desk, known, &user("olga")));
    }
}

fn a_recovered_desk_has_other_codes(site: &Site) {
    let desk = desk(site);
    desk.send(&site.hq);
    let shown = shown(site, &desk);
    let code = site.hq.issue_code(&desk.id, at()).unwrap().code;
    let renewed = Desk { keys: SecretKeys::from_seed(&[77; 32]).unwrap(), ..desk.clone() };
    site.hq.enrol(&renewed.request(&code, true), at()).unwrap();
    assert_eq!(denial(order(site, &olga(), shown.deed())), "office-deny-challenge", "whoever has the old machine");
    let call = Call { desk: &desk.id, epoch: 2, operation: &shown.operation };
    let key = TelephoneKey::new(&renewed.keys.seal, &site.hq.keys().seal).unwrap();
    let last = Accepted { through: 1, head: Hash::ZERO };
    let challenge = key.challenge(&call, last, EntryId::from_uuid(Uuid::now_v7()));
    let now = Shown { challenge: challenge.clone(), ..shown.clone() };
    let done = order(site, &olga(), now.deed()).unwrap();
    assert_eq!(done.gave, Some(key.code(&call, &challenge, &user("olga")).to_string()));
}

fn hire(site: &Site, name: &str, role: Role, office: Option<&str>) {
    let user =
        User { name: user(name), role, full_name: None, language: None, pin_hash: String::new(), retired: false };
    let person = Person { user, office: office.map(str::to_owned), region: None };
    let pin = okno::protocol::pin::NewPin::new("4821");
    site.hq.put_person(person, &pin, EntryId::from_uuid(Uuid::now_v7()), at()).unwrap();
}

/// The people of the desk's office, as it is told of them.
fn told(hq: &Hq, desk: &Desk) -> UsersPage {
    UsersPage::read(&hq.users_page(&desk.id).unwrap(), &desk.id, &hq.keys().sign, &Limits::PAGE).unwrap()
}

fn pin_of(hq: &Hq, desk: &Desk, name: &str) -> String {
    told(hq, desk).users.into_iter().find(|user| user.name.as_str() == name).unwrap().pin_hash
}

fn pin_set(site: &Site, desk: &Desk, name: &str, hash: &str, approved_by: Option<Approval>) -> PinSet {
    let instead_of = Hash::of(pin_of(&site.hq, desk, name).as_bytes());
    PinSet { user: user(name), pin_hash: hash.to_owned(), instead_of, approved_by }
}

fn a_pin_that_was_set_is_the_persons_everywhere(site: &Site) {
    hire(site, "anna", Role::Cashier, Some("664003"));
    hire(site, "boss", Role::Admin, None);
    let mut desk = desk(site);
    let rev = told(&site.hq, &desk).rev;
    let ask = |desk: &Desk, name: &str| Shown::by(desk, &site.hq.keys(), Operation::pin_set(&user(name)));
    for (name, why) in [("nobody", "office-deny-nobody"), ("boss", "office-deny-above")] {
        assert_eq!(denial(order(site, &olga(), ask(&desk, name).deed())), why);
    }
    let shown = ask(&desk, "anna");
    assert_eq!(order(site, &olga(), shown.deed()).unwrap().gave, shown.expects(&desk, &site.hq.keys(), &user("olga")));
    let seq = desk.record(pin_set(site, &desk, "anna", "$argon2id$new", shown.approval("olga")));
    let late = pin_set(site, &desk, "anna", "$argon2id$late", None);
    desk.send(&site.hq);
    assert_eq!((pin_of(&site.hq, &desk, "anna").as_str(), told(&site.hq, &desk).rev), ("$argon2id$new", rev + 1));
    assert_eq!((site.odd(&desk), awaited(site, &olga(), at())), (vec![], vec![]));
    let entry = view(site, &olga(), &format!("entry/664003/2/{seq}")).unwrap();
    assert!(!format!("{entry:?}").contains("argon2id"), "of PINs nothing is shown");
    // What headquarters has by now stands against what was set before it was known.
    let again = ask(&desk, "anna");
    order(site, &olga(), again.deed()).unwrap();
    desk.record(PinSet { approved_by: again.approval("olga"), ..late });
    desk.send(&site.hq);
    assert_eq!((pin_of(&site.hq, &desk, "anna").as_str(), site.odd(&desk)), ("$argon2id$new", vec![]));
    site.hq.verify(&mut |_| {}).unwrap();
}

fn a_pin_that_nobody_approved_is_not_taken(site: &Site) {
    hire(site, "anna", Role::Cashier, Some("664003"));
    hire(site, "ivan", Role::Cashier, Some("664099"));
    let mut desk = desk(site);
    let before = pin_of(&site.hq, &desk, "anna");
    let forged = Shown::by(&desk, &site.hq.keys(), Operation::pin_set(&user("anna")));
    let first = desk.record(pin_set(site, &desk, "anna", "$argon2id$bad", forged.approval("olga")));
    let second = desk.record(pin_set(site, &desk, "anna", "$argon2id$bad", Some(user("super1").into())));
    desk.send(&site.hq);
    assert_eq!(pin_of(&site.hq, &desk, "anna"), before);
    let odd = |seq, subject: String| ("unknown-authorisation", seq, 0, subject, 0);
    assert_eq!(site.odd(&desk), [odd(first, forged.challenge.to_string()), odd(second, "super1".into())]);
    let elsewhere = Shown::by(&desk, &site.hq.keys(), Operation::pin_set(&user("ivan")));
    assert_eq!(denial(order(site, &olga(), elsewhere.deed())), "office-deny-nobody");
}

fn what_was_changed_about_authorisations_is_found(site: &Site) {
    let mut desk = desk(site);
    let used = shown(site, &desk);
    order(site, &olga(), used.deed()).unwrap();
    desk.record(void(&desk, used.approval("olga")));
    order(site, &olga(), shown(site, &desk).deed()).unwrap();
    desk.send(&site.hq);
    site.hq.verify(&mut |_| {}).unwrap();
    let found = || match site.hq.verify(&mut |_| {}).unwrap_err() {
        HqError::Damaged { desk, what, .. } => format!("{desk}: {what}"),
        other => panic!("{other}"),
    };
    let astray = |desk: &str| format!("{desk}: the table 'authorisation' does not follow from the entries");
    for (sql, undo, desk) in [
        ("used = used + 1 WHERE used > 0", "used = used - 1 WHERE used > 0", "664003/2"),
        ("kopecks = kopecks + 1 WHERE used = 0", "kopecks = kopecks - 1 WHERE used = 0", "hq/1"),
        ("by_user = 'boris' WHERE used = 0", "by_user = 'olga' WHERE used = 0", "hq/1"),
    ] {
        change(site, &format!("UPDATE authorisation SET {sql}"));
        assert_eq!(found(), astray(desk), "{sql}");
        change(site, &format!("UPDATE authorisation SET {undo}"));
        site.hq.verify(&mut |_| {}).unwrap();
    }
    change(site, "DELETE FROM authorisation WHERE used = 0");
    assert_eq!(found(), astray("hq/1"));
}
