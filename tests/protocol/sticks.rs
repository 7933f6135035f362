//! Bundles: their reader alone opens them, and the wrong file is told apart.

use okno::protocol::*;

use crate::enrolment::hello;
use crate::scene::*;
use crate::signed::{ack, directory_page};

pub fn bundle() -> Bundle {
    let day = day(&desk(), 5, 6, true);
    let batch = |entries: &[Entry]| Batch::pack(&desk(), 1, entries, &desk_keys().sign).unwrap();
    let parts = [batch(&day[..5]), batch(&day[5..])].map(|bytes| Part { kind: PartKind::Batch, bytes });
    Bundle { desk: desk(), parts: parts.into() }
}

/// What goes back to a desk that may know an earlier key of HQ.
pub fn introduced() -> Bundle {
    let hello = Part { kind: PartKind::Hello, bytes: serde_json::to_vec(&hello()).unwrap() };
    let Bundle { desk, parts } = answers();
    Bundle { desk, parts: [vec![hello], parts].concat() }
}

fn answers() -> Bundle {
    let ack = Part { kind: PartKind::Ack, bytes: serde_json::to_vec(&ack()).unwrap() };
    let page = Part { kind: PartKind::Directory, bytes: directory_page().pack(&hq_keys().sign).unwrap() };
    Bundle { desk: desk(), parts: vec![ack, page] }
}

#[test]
fn a_bundle_opens_for_its_reader_as_it_was_sealed() {
    let sealed = bundle().seal(&hq_keys().public().seal).unwrap();
    let opened = Bundle::open(&sealed, &hq_keys().seal, PartKind::FOR_HQ).unwrap();
    assert_eq!(opened, bundle());
    let mut entries = Vec::new();
    for part in &opened.parts {
        let batch = SignedBatch::read(&part.bytes, &Limits::BATCH).unwrap();
        entries.extend(batch.verify(&opened.desk, &desk_keys().public().sign).unwrap().entries);
    }
    assert_eq!(entries, day(&desk(), 5, 6, true));

    let sealed = answers().seal(&desk_keys().public().seal).unwrap();
    assert_eq!(Bundle::open(&sealed, &desk_keys().seal, PartKind::FOR_DESK), Ok(answers()));
}

#[test]
fn the_wrong_file_is_told_apart() {
    let (desk, hq) = (desk_keys(), hq_keys());
    let to_hq = bundle().seal(&hq.public().seal).unwrap();
    let to_desk = answers().seal(&desk.public().seal).unwrap();
    let open = |sealed: &[u8], keys: &SecretKeys, wanted| Bundle::open(sealed, &keys.seal, wanted).unwrap_err();
    assert_eq!(open(&to_hq, &desk, PartKind::FOR_DESK), Fault::OtherReader);
    assert_eq!(open(&to_desk, &hq, PartKind::FOR_HQ), Fault::OtherReader);
    assert_eq!(open(&to_hq, &hq, PartKind::FOR_DESK), Fault::Kind { found: "batch".into() });
    assert_eq!(open(&to_desk, &desk, PartKind::FOR_HQ), Fault::Kind { found: "ack".into() });
    assert_eq!(open(b"PK\x03\x04", &hq, PartKind::FOR_HQ), Fault::NotSealed);
    let letter = hq.public().seal.seal(b"Dear HQ").unwrap();
    assert_eq!(open(&letter, &hq, PartKind::FOR_HQ), Fault::NotSealed);
}

#[test]
fn a_damaged_bundle_is_refused() {
    let hq = hq_keys();
    let sealed = bundle().seal(&hq.public().seal).unwrap();
    for at in (0..sealed.len()).step_by(7) {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(Bundle::open(&changed, &hq.seal, PartKind::FOR_HQ).is_err(), "byte {at}");
        assert!(Bundle::open(&sealed[..at], &hq.seal, PartKind::FOR_HQ).is_err(), "cut at {at}");
    }
    for contents in [
        r#"{"okno":1,"desk":"664003/2","parts":[{"kind":"batch","bytes":9}]}"#,
        r#"{"okno":1,"desk":"664003/2","parts":[{"kind":"batch","bytes":1}]}"#,
        r#"{"okno":1,"desk":"664003/2","parts":[]}"#,
    ] {
        let sealed = hq.public().seal.seal(format!("{contents}\n12").as_bytes()).unwrap();
        assert_eq!(Bundle::open(&sealed, &hq.seal, PartKind::FOR_HQ), Err(Fault::Damaged), "{contents}");
    }
    let newer = hq.public().seal.seal(b"{\"okno\":2,\"desk\":\"664003/2\",\"parts\":[]}\n").unwrap();
    assert_eq!(Bundle::open(&newer, &hq.seal, PartKind::FOR_HQ).unwrap_err().code(), "version");
}
