//! Approval by telephone: both sides come to the same, whatever is changed does not fit, and the numbers that another
//! program must come to.

use okno::domain::event::Event;
use okno::domain::telephone::KINDS;
use okno::domain::*;
use okno::protocol::*;
use proptest::prelude::*;
use uuid::Uuid;

use crate::scene::*;

/// The key as the desk has it, and as HQ does.
fn keys() -> [TelephoneKey; 2] {
    let (desk, hq) = (desk_keys(), hq_keys());
    let of = |ours: &SecretKeys, theirs: &SecretKeys| TelephoneKey::new(&ours.seal, &theirs.public().seal).unwrap();
    [of(&desk, &hq), of(&hq, &desk)]
}

fn user(name: &str) -> UserName {
    name.parse().unwrap()
}

fn void() -> Operation {
    Operation { kind: "payment.voided".into(), subject: "1-118-3".into(), amount: Money::from_kopecks(81_240) }
}

fn last() -> Accepted {
    Accepted { through: 17, head: Hash::of(b"an entry") }
}

fn id(n: u128) -> EntryId {
    EntryId::from_uuid(Uuid::from_u128(n))
}

/// What a second program, written from `ARCHITECTURE.md` with the primitives alone, comes to.
#[test]
fn the_numbers_are_those_of_the_description() {
    let [key, _] = keys();
    let (desk, operation) = (desk(), void());
    let call = Call { desk: &desk, epoch: 1, operation: &operation };
    let challenge = key.challenge(&call, last(), id(7));
    let code = key.code(&call, &challenge, &user("super1"));
    insta::assert_snapshot!(format!("{challenge} {code}"), @"FMCMS-Q054H 670-319-838");
}

#[test]
fn both_sides_come_to_the_same_code() {
    let [ours, theirs] = keys();
    let (desk, operation) = (desk(), void());
    let call = Call { desk: &desk, epoch: 1, operation: &operation };
    let challenge = ours.challenge(&call, last(), id(7));
    let read = challenge.to_string().to_lowercase().replace('-', " ").parse().unwrap();
    assert!(theirs.is_for(&call, &read));
    let code = theirs.code(&call, &read, &user("super1"));
    assert_eq!(code.to_string().replace('-', "").parse(), Ok(ours.code(&call, &challenge, &user("super1"))));
}

#[test]
fn a_desk_has_no_other_desks_key() {
    let (desk, operation) = (desk(), void());
    let call = Call { desk: &desk, epoch: 1, operation: &operation };
    let [ours, _] = keys();
    let stolen = TelephoneKey::new(&other_keys().seal, &hq_keys().public().seal).unwrap();
    let challenge = ours.challenge(&call, last(), id(7));
    assert!(!stolen.is_for(&call, &challenge));
    assert_ne!(stolen.code(&call, &challenge, &user("super1")), ours.code(&call, &challenge, &user("super1")));
}

#[test]
fn a_public_key_that_gives_no_secret_is_refused() {
    // The point of order 1, as age would write it.
    let nothing = bech32::encode::<bech32::Bech32>(bech32::Hrp::parse("age").unwrap(), &[0; 32]).unwrap();
    let Ok(nothing) = nothing.parse::<Recipient>() else { return };
    assert!(TelephoneKey::new(&desk_keys().seal, &nothing).is_none());
}

#[test]
fn a_challenge_is_new_each_time_and_at_each_moment() {
    let [key, _] = keys();
    let (desk, operation) = (desk(), void());
    let call = Call { desk: &desk, epoch: 1, operation: &operation };
    let first = key.challenge(&call, last(), id(7));
    let later = Accepted { through: 18, head: Hash::of(b"the next entry") };
    for other in [key.challenge(&call, last(), id(8)), key.challenge(&call, later, id(7))] {
        assert_ne!(first, other);
        assert!(key.is_for(&call, &other));
    }
}

/// Everything that can be approved is told apart by its kind, and is one that entries are written for.
#[test]
fn what_can_be_approved_are_kinds_of_entries() {
    for (kind, _) in KINDS {
        assert!(Event::KINDS.contains(&kind), "{kind}");
    }
    let golden = include_str!("../data/events.jsonl").lines();
    let mut seen: Vec<String> = golden
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|entry| Event::decode(entry["kind"].as_str().unwrap(), entry["body"].as_str().unwrap()).unwrap())
        .filter(|event| event.approval().is_some_and(|approval| approval.telephone.is_some()))
        .map(|event| Operation::of(&event).unwrap_or_else(|| panic!("{} has no operation", event.kind())).kind)
        .collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), KINDS.len(), "an example of each, approved by telephone: {seen:?}");
}

/// What a code and a challenge are bound to.
#[derive(Clone, Debug, PartialEq)]
struct Bound {
    desk: DeskId,
    epoch: u32,
    operation: Operation,
    user: UserName,
    fresh: u128,
}

fn bound() -> impl Strategy<Value = Bound> {
    let parts =
        ("[0-9]{1,3}/[0-9]{1,2}", 1..4u32, 0..KINDS.len(), "1-[1-9]{1,2}-[1-9]{1,2}", 0..10_000i64, "[a-c]{1,3}");
    (parts, any::<u128>()).prop_map(|((desk, epoch, kind, subject, kopecks, user), fresh)| Bound {
        desk: desk.parse().unwrap(),
        epoch,
        operation: Operation { kind: KINDS[kind].0.to_owned(), subject, amount: Money::from_kopecks(kopecks) },
        user: user.parse().unwrap(),
        fresh,
    })
}

proptest! {
    /// Of two things that differ in anything, the code for one is not that of the other. A guess is right once in a
    /// hundred million times, a challenge for something else passes once in a million.
    #[test]
    fn whatever_is_changed_does_not_fit(one in bound(), other in bound(), take in 0..32u8) {
        // A random part of the one's fields are the other's.
        let pick = |n: u8| take >> n & 1 == 1;
        let mut other = other;
        if pick(0) { other.desk = one.desk.clone(); }
        if pick(1) { other.epoch = one.epoch; }
        if pick(2) { other.operation.kind = one.operation.kind.clone(); }
        if pick(3) { other.operation.subject = one.operation.subject.clone(); }
        if pick(4) { other.operation.amount = one.operation.amount; }
        let [ours, theirs] = keys();
        let call = |of: &Bound| (of.desk.clone(), of.epoch, of.operation.clone());
        let ((desk, epoch, operation), (desk2, epoch2, operation2)) = (call(&one), call(&other));
        let asked = Call { desk: &desk, epoch, operation: &operation };
        let told = Call { desk: &desk2, epoch: epoch2, operation: &operation2 };
        let challenge = ours.challenge(&asked, last(), id(one.fresh));
        let is_same = (&desk, epoch, &operation) == (&desk2, epoch2, &operation2);
        prop_assert_eq!(theirs.is_for(&told, &challenge), is_same);
        let fits = |user: &UserName| theirs.code(&told, &challenge, user) == ours.code(&asked, &challenge, &one.user);
        prop_assert_eq!(fits(&one.user), is_same);
        prop_assert_eq!(fits(&other.user), is_same && one.user == other.user);
        let another = ours.challenge(&asked, last(), id(other.fresh));
        let code_of_another = ours.code(&asked, &another, &one.user);
        prop_assert_eq!(code_of_another == ours.code(&asked, &challenge, &one.user), another == challenge);
    }
}
