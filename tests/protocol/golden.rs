//! One file of each message, in `tests/data/protocol`: what this program writes is what they say, and what was ever
//! written is read for ever. Their keys are those of the seeds 01…, 02… and 03… (desk, HQ, somebody else).
//!
//! `INSTA_UPDATE=always` writes what is missing or changed; a changed one is another protocol.

use std::fs;
use std::path::PathBuf;

use okno::protocol::*;

use crate::enrolment::{PIN_SECRET, answer, code, hello, request};
use crate::scene::*;
use crate::signed::{account, account_answer, ack, directory_page, refusals, request_signature, users_page};
use crate::sticks::{bundle, introduced};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/protocol").join(name)
}

fn updates() -> bool {
    std::env::var_os("INSTA_UPDATE").is_some_and(|wanted| wanted == "always")
}

/// The message of a file, which must be what is written today.
fn golden(name: &str, written: impl AsRef<[u8]>) -> Vec<u8> {
    let written = written.as_ref();
    if updates() {
        fs::write(path(name), written).unwrap();
    }
    assert_eq!(String::from_utf8_lossy(&kept(name, Vec::new)), String::from_utf8_lossy(written), "{name}");
    written.to_vec()
}

/// The bytes of a file that cannot be written twice the same: packed by whatever zstd, or sealed.
fn kept(name: &str, make: impl FnOnce() -> Vec<u8>) -> Vec<u8> {
    if updates() && !path(name).exists() {
        fs::write(path(name), make()).unwrap();
    }
    fs::read(path(name)).unwrap()
}

fn json(message: &impl serde::Serialize) -> String {
    serde_json::to_string(message).unwrap() + "\n"
}

#[test]
fn a_batch() {
    let entries = &day(&desk(), 3, 3, true)[1..];
    let bytes = Batch::pack(&desk(), 1, entries, &desk_keys().sign).unwrap();
    golden("batch.jsonl", unpacked(&bytes));
    let kept = SignedBatch::read(&kept("batch.zst", || bytes), &Limits::BATCH).unwrap();
    assert_eq!(kept.verify(&desk(), &desk_keys().public().sign).unwrap().entries, entries);
}

#[test]
fn an_ack() {
    let bytes = golden("ack.json", json(&ack()));
    assert_eq!(Ack::read(&bytes, &desk(), &hq_keys().public().sign), Ok(ack()));
}

#[test]
fn pages() {
    let hq = hq_keys();
    golden("directory.jsonl", unpacked(&directory_page().pack(&hq.sign).unwrap()));
    golden("users.jsonl", unpacked(&users_page().pack(&hq.sign).unwrap()));
    let (supplier, number) = account();
    let bytes = golden("account.json", account_answer(Some(r#"{"name":"Ёлкин И. И.","kopecks":81240}"#)) + "\n");
    let text = String::from_utf8(bytes).unwrap();
    assert!(AccountAnswer::read(&text, &supplier, &number, &hq.public().sign).unwrap().value.is_some());
}

#[test]
fn an_enrolment() {
    golden("enrol-code.txt", code().to_text() + "\n");
    let bytes = golden("enrol-request.json", json(&request()));
    assert_eq!(EnrolRequest::read(&bytes), Ok(request()));
    let bytes = kept("enrol-answer.json", || json(&answer(&request(), &hq_keys())).into());
    let answer = EnrolAnswer::read(&bytes, &request(), &code()).unwrap();
    assert_eq!(answer.pin_secret(&desk_keys().seal), Ok(PIN_SECRET));
    let bytes = golden("hello.json", json(&hello()));
    assert_eq!(Hello::read(&bytes, &other_keys().public().sign), Ok(hello()));
}

#[test]
fn a_signed_request() {
    let request = Request { method: "GET", path: "/v1/directory?since=5&limit=1000", body: b"" };
    let signature = request_signature(&request);
    let headers = signature.headers().map(|(name, value)| format!("{name}: {value}\n")).concat();
    golden("request.http", format!("{} {} HTTP/1.1\n{headers}", request.method, request.path));
}

#[test]
fn refusals_of_every_kind() {
    let line = |refusal: &Refusal| format!("{} {}", refusal.status(), json(refusal));
    golden("refusals.txt", refusals().iter().map(line).collect::<String>());
}

#[test]
fn a_bundle() {
    let sealed = kept("bundle.okno", || bundle().seal(&hq_keys().public().seal).unwrap());
    assert_eq!(Bundle::open(&sealed, &hq_keys().seal, PartKind::FOR_HQ).unwrap().desk, desk());
    let sealed = kept("bundle-to-desk.okno", || introduced().seal(&desk_keys().public().seal).unwrap());
    assert_eq!(Bundle::open(&sealed, &desk_keys().seal, PartKind::FOR_DESK).unwrap().parts[0], introduced().parts[0]);
    golden("identity.txt", hq_keys().seal.to_text().as_str().to_owned() + "\n");
}
