//! Every deed × everybody: whoever does not see what it is about is told that there is no such thing, and nothing is
//! recorded.

use std::collections::BTreeSet;

use okno::domain::office::event::{BankDocument, Particulars, Verdict};
use okno::domain::{DeskId, EntryId, Money, Role};
use okno::protocol::office::{Deed, FoundBag, Ordered};
use okno::protocol::pin::NewPin;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::journal::*;
use crate::scene::{Api, PIN, WHO, Who};

on_both!(every_deed_is_for_whoever_may_do_it, an_id_does_one_thing, what_can_t_be_read_is_no_deed);

/// Who may do a deed; the others are told that there is nothing there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// Whoever sees [`OURS`].
    Ours,
    /// Whoever sees all offices.
    All,
}

/// A deed of every kind, about an office where it is about one.
fn deeds(office: &str) -> Vec<(Deed, By)> {
    [of_days(office), of_exceptions(office), of_money(office), of_people(office)].concat()
}

fn desk(office: &str) -> DeskId {
    DeskId::new(office, "1").unwrap()
}

fn comment() -> String {
    "так было".to_owned()
}

fn sum() -> Money {
    Money::from_kopecks(OURS.roubles * 100)
}

fn of_days(office: &str) -> Vec<(Deed, By)> {
    let (desk, day) = (desk(office), DAY.parse().unwrap());
    let announce = Deed::Announce {
        desk: desk.clone(),
        shift: 2,
        day,
        payments: 1,
        kopecks: sum(),
        digits: "01234567".to_owned(),
        clerk: OURS.cashier.to_owned(),
    };
    let authorise = Deed::Authorise {
        desk: desk.clone(),
        challenge: "0123456789".to_owned(),
        operation: "refund".to_owned(),
        subject: "1-1-1".to_owned(),
        kopecks: sum(),
    };
    vec![
        (Deed::Tick { desk, shift: 1, seen: true }, By::Ours),
        (Deed::Sign { office: office.parse().unwrap(), day, comment: Some(comment()) }, By::Ours),
        (announce, By::Ours),
        (authorise, By::Ours),
    ]
}

fn of_exceptions(office: &str) -> Vec<(Deed, By)> {
    let exception = || format!("{office}/1/{UNKNOWN_ACCOUNT}/unknown-account/1").parse().unwrap();
    let reason = "explained".parse().unwrap();
    vec![
        (Deed::Take { exception: exception() }, By::Ours),
        (Deed::Comment { exception: exception(), comment: comment() }, By::Ours),
        (Deed::Resolve { exception: exception(), reason, comment: Some(comment()), corrected_by: None }, By::Ours),
        (Deed::Reopen { exception: exception(), comment: comment() }, By::Ours),
    ]
}

fn of_money(office: &str) -> Vec<(Deed, By)> {
    let desk = desk(office);
    let found = FoundBag { desk: desk.clone(), seq: BAG, kopecks: sum(), verdict: Verdict::Whole };
    let account = || "own".parse().unwrap();
    let supplier = || "energosbyt".parse().unwrap();
    let settle = Deed::Settle {
        tender: "card".parse().unwrap(),
        gross: sum(),
        fee: Money::ZERO,
        account: account(),
        document: None,
    };
    let document = BankDocument {
        account: "40702810100000000001".to_owned(),
        number: "1".to_owned(),
        day: DAY.parse().unwrap(),
        other: String::new(),
    };
    let explain = Deed::Explain { document, comment: comment() };
    let remit =
        Deed::Remit { supplier: supplier(), kopecks: sum(), registers: vec![1], account: account(), document: None };
    vec![
        (Deed::Collect { desk: desk.clone(), seq: BAG, day: DAY.parse().unwrap() }, By::Ours),
        (Deed::Credit { bags: vec![found], document: None, act: None }, By::Ours),
        (Deed::Return { desk: desk.clone(), seq: BAG, cash_in: None, comment: comment() }, By::Ours),
        (settle, By::All),
        (explain, By::All),
        (Deed::MakeRegister { supplier: supplier(), layout: Some("csv".to_owned()) }, By::All),
        (remit, By::All),
        (Deed::Request { desk, seq: VOID, n: 1 }, By::All),
        (Deed::Answer { supplier: supplier(), number: 1, accepted: true, comment: comment() }, By::All),
    ]
}

fn of_people(office: &str) -> Vec<(Deed, By)> {
    let person = || format!("somebody-{office}").parse().unwrap();
    let particulars = |role| {
        let office = Some(office.parse().unwrap());
        Particulars { role, office, region: None, full_name: None, language: None }
    };
    let add = Deed::AddPerson { person: person(), particulars: particulars(Role::Cashier), pin: NewPin::new(PIN) };
    vec![
        (add, By::Ours),
        (Deed::ChangePerson { person: person(), particulars: particulars(Role::Supervisor) }, By::Ours),
        (Deed::SetPin { person: person(), pin: NewPin::new(PIN) }, By::Ours),
        (Deed::RetirePerson { person: person() }, By::Ours),
    ]
}

fn name(deed: &Deed) -> String {
    serde_json::to_value(deed).unwrap()["do"].as_str().unwrap().to_owned()
}

/// The names of all deeds that there are: what reads them names them where it is given none of them.
pub fn names() -> BTreeSet<String> {
    let unknown = serde_json::from_str::<Deed>("{\"do\":\"\"}").unwrap_err().to_string();
    let names: BTreeSet<String> = unknown.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert!(names.contains("tick") && names.len() > 10, "{unknown}");
    names
}

#[test]
fn every_deed_has_a_row() {
    assert_eq!(deeds(OURS.office).iter().map(|(deed, _)| name(deed)).collect::<BTreeSet<_>>(), names());
    for (deed, by) in deeds(OURS.office) {
        let names_more = matches!(
            deed,
            Deed::RetirePerson { .. }
                | Deed::SetPin { .. }
                | Deed::Request { .. }
                // Whose an exception is, headquarters knows.
                | Deed::Take { .. }
                | Deed::Comment { .. }
                | Deed::Resolve { .. }
                | Deed::Reopen { .. }
        );
        assert!(names_more || deed.offices().is_empty() == (by == By::All), "{deed:?}");
    }
}

fn may(who: &Who, by: By) -> bool {
    match by {
        By::Ours => who.sees_ours,
        By::All => who.sees_all(),
    }
}

fn every_deed_is_for_whoever_may_do_it(api: &Api) {
    api.populate();
    api.employ(&crate::scene::person(&format!("somebody-{}", OURS.office), Role::Cashier, Some(OURS.office), None));
    let before = api.decisions();
    for who in WHO {
        let token = api.token(who.name);
        let [ours, nothing] = [OURS.office, "699999"].map(deeds);
        for ((deed, by), (of_nothing, _)) in ours.into_iter().zip(nothing) {
            if may(&who, by) {
                continue;
            }
            let (reply, nothing) = (api.deed(&token, &deed), api.deed(&token, &of_nothing));
            assert_eq!((reply.status, reply.text()), (404, "{\"code\":\"not-found\"}"), "{deed:?} by {who:?}");
            assert_eq!((nothing.status, &nothing.body), (404, &reply.body), "{of_nothing:?} by {who:?}");
        }
    }
    assert_eq!(api.decisions(), before, "what was not found left nothing");
    // Whoever may is heard: what they ask for is done, or denied with its reason.
    let first = api.token(WHO[0].name);
    for (deed, by) in deeds(OURS.office) {
        let reply = api.deed(&first, &deed);
        assert!([200, 422].contains(&reply.status), "{deed:?}: {}", reply.text());
        for who in WHO.iter().filter(|who| may(who, by)) {
            let reply = api.deed(&api.token(who.name), &deed);
            assert!([200, 422].contains(&reply.status), "{deed:?} by {who:?}: {}", reply.text());
        }
    }
    assert!(api.decisions() > before);
    api.site.hq.verify(&mut |_| {}).unwrap();
}

/// An order that comes again is done once; another one under its id, or under somebody else's, is not done at all.
fn an_id_does_one_thing(api: &Api) {
    api.populate();
    let [irina, olga, boris] = ["irina", "olga", "boris"].map(|name| api.token(name));
    let id = EntryId::from_uuid(Uuid::now_v7());
    let tick = |shift| Ordered { id, deed: Deed::Tick { desk: OURS.desk(), shift, seen: true } };
    let done = api.order(&irina, &tick(1));
    assert_eq!(done.status, 200);
    let count = api.decisions();
    assert_eq!(api.order(&irina, &tick(1)).body, done.body);
    let why = |reply: crate::http::Reply| (reply.status, reply.json()["why"].clone());
    let taken = (422, json!("office-deny-id"));
    assert_eq!(why(api.order(&irina, &tick(2))), taken, "another order under the same id");
    assert_eq!(why(api.order(&olga, &tick(1))), taken, "the same order by somebody else");
    let theirs = Deed::Tick { desk: OTHERS.desk(), shift: 1, seen: true };
    assert_eq!(why(api.order(&boris, &Ordered { id, deed: theirs })), taken);
    assert_eq!(api.decisions(), count);
}

fn what_can_t_be_read_is_no_deed(api: &Api) {
    api.populate();
    let token = api.token("irina");
    let before = api.decisions();
    let ask = |body: &Value| api.ask("POST", "/v1/office/deeds", Some(&token), &[], Some(body));
    let id = Uuid::now_v7().to_string();
    let secret = "99998888";
    for body in [
        json!({}),
        json!([]),
        json!({"id": id, "deed": {"do": "bless", "desk": "664003/1"}}),
        json!({"id": "1", "deed": {"do": "tick", "desk": "664003/1", "shift": 1, "seen": true}}),
        json!({"id": id, "deed": {"do": "tick", "desk": "664003", "shift": 1, "seen": true}}),
        json!({"id": id, "deed": {"do": "tick", "desk": "664003/1", "shift": -1, "seen": true}}),
        json!({"id": id, "deed": {"do": "tick", "desk": "664003/1", "shift": 1}}),
        json!({"id": id, "deed": {"do": "sign", "office": "664003", "day": "yesterday"}}),
        json!({"id": id, "deed": {"do": "set-pin", "person": "anna", "pin": [secret]}}),
        json!({"id": id, "deed": {"do": "set-pin", "person": secret.repeat(9), "pin": secret}}),
    ] {
        let reply = ask(&body);
        assert_eq!((reply.status, &reply.json()["fault"]), (400, &json!("malformed")), "{body}");
        assert!(!reply.text().contains(secret), "{}", reply.text());
    }
    let large = json!({"id": id, "deed": {"do": "take", "exception": "x".repeat(300 << 10)}});
    assert_eq!(ask(&large).status, 413);
    assert_eq!(api.decisions(), before);
}
