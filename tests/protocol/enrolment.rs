//! A desk and HQ that never met: each believes the other for the code that a person carried, and nobody else.

use okno::protocol::*;
use serde_json::Value;

use crate::scene::*;

pub const PIN_SECRET: [u8; 32] = [42; 32];

pub fn code() -> EnrolCode {
    EnrolCode::new(&hq_keys().public().sign, [0x5a; 8])
}

pub fn request() -> EnrolRequest {
    let enrolling = Enrolling { desk: desk(), zone: "Asia/Irkutsk".into(), recover: true };
    EnrolRequest::sign(enrolling, &code(), &desk_keys())
}

pub fn answer(request: &EnrolRequest, hq: &SecretKeys) -> EnrolAnswer {
    let accepted = Some(Accepted { through: 17, head: Hash::of(b"the head") });
    EnrolAnswer::sign(request, Enrolled { epoch: 2, accepted, at: at() }, &PIN_SECRET, hq).unwrap()
}

pub fn hello() -> Hello {
    let (first, second, now) = (other_keys(), desk_keys(), hq_keys());
    let steps =
        vec![Succession::sign(&first.sign, second.public(), at()), Succession::sign(&second.sign, now.public(), at())];
    Hello::sign(&now, steps, at())
}

#[test]
fn a_desk_enrols_and_gets_the_pin_secret() {
    let asked = EnrolRequest::read(&serde_json::to_vec(&request()).unwrap()).unwrap();
    assert_eq!((&asked, asked.code), (&request(), code().key().public()));
    let json = serde_json::to_vec(&answer(&asked, &hq_keys())).unwrap();
    let answer = EnrolAnswer::read(&json, &request(), &code()).unwrap();
    assert_eq!((answer.hq.clone(), answer.epoch), (hq_keys().public(), 2));
    assert_eq!(answer.pin_secret(&desk_keys().seal), Ok(PIN_SECRET));
    assert_eq!(answer.pin_secret(&other_keys().seal), Err(Fault::OtherReader));
}

#[test]
fn the_code_and_the_pin_secret_never_cross_the_wall() {
    let (text, json) = (code().to_text(), serde_json::to_string(&request()).unwrap());
    assert!(!json.contains(&text) && !json.contains(&text.replace('-', "")));
    let json = serde_json::to_string(&answer(&request(), &hq_keys())).unwrap();
    assert!(!json.contains(&"2a".repeat(32)));
}

#[test]
fn a_changed_request_is_refused() {
    let whole = serde_json::to_value(request()).unwrap();
    let read = |change: &dyn Fn(&mut Value)| {
        let mut json = whole.clone();
        change(&mut json);
        EnrolRequest::read(json.to_string().as_bytes()).unwrap_err().code()
    };
    let other = serde_json::to_value(other_keys().public()).unwrap();
    assert_eq!(read(&|json| json["okno"] = 2.into()), "version");
    assert_eq!(read(&|json| json["desk"] = "664003/3".into()), "signature");
    assert_eq!(read(&|json| json["zone"] = "Asia/Omsk".into()), "signature");
    assert_eq!(read(&|json| json["zone"] = "Asia\nOmsk".into()), "malformed");
    assert_eq!(read(&|json| json["recover"] = false.into()), "signature");
    assert_eq!(read(&|json| json["keys"] = other.clone()), "signature");
    assert_eq!(read(&|json| json["keys"]["seal"] = other["seal"].clone()), "signature");
    assert_eq!(read(&|json| json["code"] = other["sign"].clone()), "signature");
    assert_eq!(read(&|json| json["sig"] = json["code_sig"].clone()), "signature");
    assert_eq!(read(&|json| json["code_sig"] = json["sig"].clone()), "signature");
}

#[test]
fn an_answer_of_another_hq_or_to_another_request_is_refused() {
    let read = |json: &Value, request: &EnrolRequest| {
        EnrolAnswer::read(json.to_string().as_bytes(), request, &code()).map(|_| ()).map_err(|fault| fault.code())
    };
    let ours = serde_json::to_value(answer(&request(), &hq_keys())).unwrap();
    assert_eq!(read(&ours, &request()), Ok(()));
    let theirs = serde_json::to_value(answer(&request(), &other_keys())).unwrap();
    assert_eq!(read(&theirs, &request()), Err("fingerprint"));
    let enrolling = Enrolling { desk: desk(), zone: "Asia/Irkutsk".into(), recover: true };
    let another = EnrolRequest::sign(enrolling, &code(), &other_keys());
    assert_eq!(read(&ours, &another), Err("signature"));
    for (field, value) in [
        ("epoch", Value::from(3)),
        ("at", "2026-11-23T06:05:04.121Z".into()),
        ("accepted", Value::Null),
        ("pin_secret", "00".into()),
    ] {
        let mut changed = ours.clone();
        changed[field] = value;
        assert_eq!(read(&changed, &request()), Err("signature"), "{field}");
    }
    let mut changed = ours.clone();
    changed["hq"]["seal"] = theirs["hq"]["seal"].clone();
    assert_eq!(read(&changed, &request()), Err("signature"));
}

#[test]
fn a_new_key_is_believed_for_the_old_ones_word() {
    let json = serde_json::to_vec(&hello()).unwrap();
    for known in [other_keys(), desk_keys(), hq_keys()] {
        assert_eq!(Hello::read(&json, &known.public().sign).unwrap().hq, hq_keys().public());
    }
    let stranger = SecretKeys::from_seed(&[4; 32]).unwrap();
    for known in [other_keys(), desk_keys(), hq_keys()] {
        let known = known.public().sign.fingerprint();
        assert_eq!(Hello::read_by_fingerprint(&json, &known).unwrap().hq, hq_keys().public());
    }
    let nobody = stranger.public().sign.fingerprint();
    assert_eq!(Hello::read_by_fingerprint(&json, &nobody).unwrap_err().code(), "fingerprint");
    assert_eq!(Hello::read(&json, &stranger.public().sign).unwrap_err().code(), "fingerprint");

    let known = other_keys().public().sign;
    let read = |hello: &Hello| Hello::read(&serde_json::to_vec(hello).unwrap(), &known).unwrap_err().code();
    let mut forged = hello();
    forged.successions[1].sig = forged.successions[0].sig;
    assert_eq!(read(&forged), "signature");
    let mut gap = hello();
    gap.successions.remove(1);
    assert_eq!(read(&gap), "fingerprint");
    let mut broken = hello();
    broken.successions[1].from = stranger.public().sign;
    assert_eq!(read(&broken), "fingerprint");
    let mut resealed = hello();
    resealed.hq.seal = stranger.public().seal;
    assert_eq!(read(&resealed), "signature");
}
