//! What HQ signs, and requests that a desk signs: each passes as it was signed, for whom it was signed, and no other.

use chrono::TimeDelta;
use okno::domain::{AccountNumber, Money, Role, SupplierCode, User};
use okno::protocol::*;
use proptest::prelude::*;
use serde_json::Value;

use crate::scene::*;

pub fn ack() -> Ack {
    let accepted = Accepted { through: 17, head: Hash::of(b"the head") };
    let tally = Tally { payments: 3, kopecks: Money::from_kopecks(345_990) };
    Ack::sign(&desk(), accepted, 17, tally, at(), &hq_keys().sign)
}

pub fn directory_page() -> DirectoryPage {
    let row = |rev, kind: &str, key: &str, value: Option<&str>| Row {
        rev,
        kind: kind.into(),
        key: key.into(),
        value: value.map(str::to_owned),
    };
    let rows = vec![
        row(6, "account", "energosbyt/АБ1204417", Some(r#"{"name":"Ёлкин И. И.","kopecks":81240}"#)),
        row(9, "account", "energosbyt/АБ1204418", None),
        row(10, "notice", "2026-11", Some(r#""Касса закрыта 12 декабря""#)),
    ];
    DirectoryPage { from: 5, to: 12, more: true, rows }
}

pub fn users_page() -> UsersPage {
    let user = |name: &str, role, retired| User {
        name: name.parse().unwrap(),
        role,
        full_name: Some("Иванова А. П.".into()),
        language: None,
        pin_hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g".into(),
        retired,
    };
    let users = vec![user("cashier1", Role::Cashier, false), user("super1", Role::Supervisor, true)];
    UsersPage { office: "664003".into(), rev: 4, users }
}

pub fn account() -> (SupplierCode, AccountNumber) {
    ("energosbyt".parse().unwrap(), "АБ1204417".parse().unwrap())
}

pub fn account_answer(value: Option<&str>) -> String {
    let (supplier, account) = account();
    let answer = AccountAnswer { supplier, account, at: at(), value: value.map(str::to_owned) };
    answer.write(&hq_keys().sign).unwrap()
}

pub fn request_signature(request: &Request) -> RequestSignature {
    RequestSignature::sign(request, &desk(), at(), &desk_keys().sign)
}

/// Every JSON object that differs from this one in the value of one field.
fn each_field_changed(json: &str) -> Vec<(String, String)> {
    let whole: Value = serde_json::from_str(json).unwrap();
    let other = |value: &Value| match value {
        Value::Number(n) => Value::from(n.as_u64().unwrap() + 1),
        Value::Bool(b) => Value::from(!b),
        Value::String(text) if text == "664003/2" => "664003/3".into(),
        Value::String(text) if text.ends_with('Z') => "2026-11-23T06:05:04.121Z".into(),
        Value::String(text) if text.ends_with('0') => format!("{}1", &text[..text.len() - 1]).into(),
        Value::String(text) => format!("{}0", text.strip_suffix(|_: char| true).unwrap()).into(),
        other => other.clone(),
    };
    let fields = whole.as_object().unwrap();
    let plain = fields.iter().filter(|(_, value)| value.is_number() || value.is_boolean() || value.is_string());
    let changed = plain.map(|(name, value)| {
        let mut fields = fields.clone();
        fields.insert(name.clone(), other(value));
        (name.clone(), serde_json::to_string(&fields).unwrap())
    });
    changed.collect()
}

#[test]
fn an_ack_is_of_one_desk_and_signed_whole() {
    let hq = hq_keys().public().sign;
    let json = serde_json::to_string(&ack()).unwrap();
    assert_eq!(Ack::read(json.as_bytes(), &desk(), &hq), Ok(ack()));
    assert_eq!(Ack::read(json.as_bytes(), &other_desk(), &hq), Err(Fault::WrongDesk { found: desk() }));
    assert_eq!(Ack::read(json.as_bytes(), &desk(), &other_keys().public().sign), Err(Fault::Signature));
    assert_eq!(Ack::read(b"{}", &desk(), &hq).unwrap_err().code(), "malformed");
    let changed = each_field_changed(&json);
    assert_eq!(changed.len(), 8);
    for (name, json) in changed {
        let expected = if name == "desk" { "wrong-desk" } else { "signature" };
        assert_eq!(Ack::read(json.as_bytes(), &desk(), &hq).unwrap_err().code(), expected, "{name}");
    }
}

#[test]
fn a_page_of_the_directory_is_read_as_what_was_asked_for() {
    let (page, hq) = (directory_page(), hq_keys());
    let bytes = page.pack(&hq.sign).unwrap();
    let read = |bytes: &[u8], since| DirectoryPage::read(bytes, since, &hq.public().sign, &Limits::PAGE);
    assert_eq!(read(&bytes, 5), Ok(page.clone()));
    assert_eq!(read(&bytes, 4).unwrap_err().code(), "wrong-answer");
    let text = unpacked(&bytes);
    for (from, to) in [("5", "4"), ("12", "13"), ("true", "false"), ("81240", "81241"), ("АБ1204418", "АБ1204419")]
    {
        assert_eq!(read(&packed(text.replacen(from, to, 1)), 5), Err(Fault::Signature), "{from}");
    }
    let misordered = |change: &dyn Fn(&mut DirectoryPage)| {
        let mut page = page.clone();
        change(&mut page);
        page.pack(&hq.sign).unwrap_err().code()
    };
    assert_eq!(misordered(&|page| page.rows.swap(0, 1)), "order");
    assert_eq!(misordered(&|page| page.rows[0].rev = 5), "order");
    assert_eq!(misordered(&|page| page.to = 9), "numbers");
    assert_eq!(misordered(&|page| page.rows[2].value = Some("\n1".into())), "malformed");
    assert_eq!(misordered(&|page| page.rows[2].value = Some("null".into())), "malformed");
    let empty = DirectoryPage { from: 5, to: 5, more: false, rows: vec![] };
    assert_eq!(read(&empty.pack(&hq.sign).unwrap(), 5), Ok(empty));
}

#[test]
fn users_are_read_by_the_desks_of_their_office() {
    let (page, hq) = (users_page(), hq_keys());
    let bytes = page.pack(&hq.sign).unwrap();
    let read =
        |bytes: &[u8], desk: &str| UsersPage::read(bytes, &desk.parse().unwrap(), &hq.public().sign, &Limits::PAGE);
    assert_eq!(read(&bytes, "664003/7"), Ok(page));
    assert_eq!(read(&bytes, "664004/2").unwrap_err().code(), "wrong-answer");
    let text = unpacked(&bytes);
    for (from, to) in [("\"rev\":4", "\"rev\":5"), ("664003", "664004"), ("cashier1", "cashier2"), ("c2Fs", "c2Ft")] {
        assert_eq!(read(&packed(text.replacen(from, to, 1)), "664003/2"), Err(Fault::Signature), "{from}");
    }
}

#[test]
fn an_account_is_answered_or_unknown() {
    let ((supplier, account), hq) = (account(), hq_keys().public().sign);
    for value in [Some(r#"{"kopecks":81240}"#), None] {
        let json = account_answer(value);
        assert_eq!(AccountAnswer::read(&json, &supplier, &account, &hq).unwrap().value.as_deref(), value);
        for (name, json) in each_field_changed(&json) {
            let fault = AccountAnswer::read(&json, &supplier, &account, &hq).unwrap_err();
            assert_eq!(fault.code(), "signature", "{name}");
        }
        let other = "АБ1204418".parse().unwrap();
        assert_eq!(AccountAnswer::read(&json, &supplier, &other, &hq).unwrap_err().code(), "wrong-answer");
    }
}

#[test]
fn a_page_is_never_taken_for_another_kind_of_message() {
    let hq = hq_keys();
    let users = users_page().pack(&hq.sign).unwrap();
    assert_eq!(DirectoryPage::read(&users, 5, &hq.public().sign, &Limits::PAGE).unwrap_err().code(), "malformed");
    assert_eq!(SignedBatch::read(&users, &Limits::BATCH).unwrap_err().code(), "malformed");
}

#[test]
fn a_request_passes_as_signed_and_in_time() {
    let request = Request { method: "POST", path: "/v1/desks/664003/2/batches?x=1", body: b"the body" };
    let signature = request_signature(&request);
    let headers = signature.headers();
    let header = |name| headers.iter().find(|(found, _)| *found == name).map(|(_, value)| value.as_str());
    assert_eq!(RequestSignature::read(header), Ok(signature.clone()));
    let key = desk_keys().public().sign;
    assert_eq!(signature.verify(&request, &key, at()), Ok(()));
    for changed in [
        Request { method: "GET", ..request },
        Request { path: "/v1/desks/664003/2/batches?x=2", ..request },
        Request { body: b"the bodY", ..request },
    ] {
        assert_eq!(signature.verify(&changed, &key, at()), Err(Fault::Signature));
    }
    assert_eq!(signature.verify(&request, &other_keys().public().sign, at()), Err(Fault::Signature));
    let later = RequestSignature { at: at().plus(TimeDelta::milliseconds(1)), ..signature.clone() };
    let renamed = RequestSignature { desk: other_desk(), ..signature.clone() };
    assert_eq!(later.verify(&request, &key, at()), Err(Fault::Signature));
    assert_eq!(renamed.verify(&request, &key, at()), Err(Fault::Signature));
    for (minutes, passes) in [(-6, false), (-5, true), (5, true), (6, false)] {
        let now = at().plus(TimeDelta::minutes(minutes));
        let verified = signature.verify(&request, &key, now);
        assert_eq!(verified, if passes { Ok(()) } else { Err(Fault::Time { at: at(), now }) }, "{minutes}");
    }
}

#[test]
fn a_request_without_its_headers_is_unsigned() {
    let request = Request { method: "GET", path: "/v1/users", body: b"" };
    let headers = request_signature(&request).headers();
    for (missing, _) in &headers {
        let present = |name: &str| headers.iter().find(|(found, _)| *found == name && found != missing);
        let fault = RequestSignature::read(|name| present(name).map(|(_, value)| value.as_str())).unwrap_err();
        assert_eq!((fault.clone(), fault.refusal()), (Fault::Unsigned(missing), Refusal::Unsigned));
    }
    let newer = |name: &str| if name == "okno" { Some("2") } else { None };
    let refusal = RequestSignature::read(newer).unwrap_err().refusal();
    assert_eq!((refusal.status(), refusal.code()), (426, "too-old"));
}

pub fn refusals() -> Vec<Refusal> {
    vec![
        Refusal::Fork { seq: 17, hash: Hash::of(b"HQ's entry") },
        Refusal::Hole { wanted: 17 },
        Refusal::UnknownDesk,
        Refusal::Revoked,
        Refusal::BadSignature,
        Refusal::Unsigned,
        Refusal::OldRequest { now: at() },
        Refusal::WrongDesk { found: other_desk() },
        Refusal::UnknownCode,
        Refusal::CodeUsed,
        Refusal::CodeExpired,
        Refusal::TooOld { speaks: Versions { least: 2, most: 3 } },
        Refusal::Malformed { fault: "head".into(), line: None },
        Refusal::Malformed { fault: "order".into(), line: Some(3) },
        Refusal::TooLarge { most: 4000 },
        Refusal::NotFound,
        Refusal::RetryLater { seconds: Some(30) },
        Refusal::RetryLater { seconds: None },
    ]
}

#[test]
fn a_refusal_reads_back_and_a_strange_one_is_judged_by_its_status() {
    for refusal in refusals() {
        let json = serde_json::to_value(&refusal).unwrap();
        assert_eq!(json["code"], refusal.code());
        assert_eq!(Refusal::read(refusal.status(), json.to_string().as_bytes()), refusal);
    }
    assert_eq!(Refusal::read(502, b"<html>"), Refusal::RetryLater { seconds: None });
    assert_eq!(Refusal::read(429, b""), Refusal::RetryLater { seconds: None });
    assert_eq!(Refusal::read(403, b"<html>"), Refusal::Other { status: 403 });
    assert_eq!(Refusal::read(409, br#"{"code":"newer"}"#), Refusal::Other { status: 409 });
    assert_eq!(Refusal::read(500, br#"{"code":"revoked"}"#), Refusal::RetryLater { seconds: None });
    assert_eq!(Refusal::read(418, br#"{"code":"other"}"#), Refusal::Other { status: 418 });
}

proptest! {
    #[test]
    fn no_bytes_are_too_odd_to_read(bytes: Vec<u8>, status in 300..600u16) {
        let hq = hq_keys().public().sign;
        prop_assert!(SignedBatch::read(&bytes, &Limits::BATCH).is_err());
        prop_assert!(SignedBatch::read(&packed(&bytes), &Limits::BATCH).is_err());
        prop_assert!(Ack::read(&bytes, &desk(), &hq).is_err());
        prop_assert!(Hello::read(&bytes, &hq).is_err());
        prop_assert!(EnrolRequest::read(&bytes).is_err());
        prop_assert_eq!(desk_keys().seal.open(&bytes), Err(Fault::NotSealed));
        Refusal::read(status, &bytes);
    }
}
