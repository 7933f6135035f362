//! A day on sticks.

use okno::desk::Heard;
use okno::directory::{Directory, Durability};
use okno::journal::Writer;
use okno::protocol::{Bundle, Part, PartKind};
use okno::sync::bundles::{StickError, export, import};

use crate::scene::*;

fn file(parts: Vec<Part>, till: &crate::common::Till) -> Vec<u8> {
    Bundle { desk: desk(), parts }.seal(&outbox(till).enrolment().keys.seal.recipient()).unwrap()
}

fn ack_part(ack: &okno::protocol::Ack) -> Part {
    Part { kind: PartKind::Ack, bytes: serde_json::to_vec(ack).unwrap() }
}

#[test]
fn what_hq_has_not_acknowledged_is_on_every_stick_and_taken_twice_changes_nothing() {
    let till = till(3);
    let all = entries(&till.home.journal());
    let (sealed, exported) = export(&outbox(&till)).unwrap();
    assert_eq!((exported.first, exported.entries), (1, all.len() as u64));
    let opened = Bundle::open(&sealed, &hq().seal, PartKind::FOR_HQ).unwrap();
    let read: Vec<_> =
        opened.parts.iter().flat_map(|part| read(&part.bytes, &outbox(&till).enrolment().keys).entries).collect();
    assert_eq!(read, all);

    let (early, late) = (ack(&all[..4]), ack(&all));
    let mut directory = Directory::open(&till.home.directory(), Durability::Cache).unwrap();
    for (ack, through) in [(&late, late.through), (&early, late.through), (&late, late.through)] {
        let sealed = file(vec![ack_part(ack)], &till);
        let imported = import(&outbox(&till), &mut directory, &sealed, &mut |_| {}).unwrap();
        let mut writer = Writer::open(&till.home.journal(), &desk(), "the test").unwrap();
        imported.heard.iter().for_each(|heard| writer.hear(heard).unwrap());
        assert!(imported.heard.iter().all(|heard| matches!(heard, Heard::Ack(_))));
        assert_eq!(writer.ack().unwrap().unwrap().through, through);
    }
    let (_, exported) = export(&outbox(&till)).unwrap();
    assert_eq!((exported.first, exported.entries), (late.through + 1, 0));
}

#[test]
fn a_stick_of_another_or_with_a_wrong_acknowledgement_is_refused() {
    let till = till(1);
    let all = entries(&till.home.journal());
    let mut directory = Directory::open(&till.home.directory(), Durability::Cache).unwrap();
    let outbox = outbox(&till);
    let others = Bundle { desk: desk(), parts: vec![] }.seal(&hq().public().seal).unwrap();
    assert!(matches!(import(&outbox, &mut directory, &others, &mut |_| {}), Err(StickError::Fault(_))));
    let mut changed = ack(&all);
    changed.payments += 1;
    let sealed = file(vec![ack_part(&changed)], &till);
    assert!(matches!(import(&outbox, &mut directory, &sealed, &mut |_| {}), Err(StickError::Fault(_))));
    assert_eq!(till.journal().ack().unwrap(), None);
}
