//! A batch reads back as it was packed, and nothing else is taken for it.

use std::io::Write;

use okno::domain::DeskId;
use okno::protocol::*;
use proptest::prelude::*;

use crate::scene::*;

fn pack(entries: &[Entry]) -> Vec<u8> {
    Batch::pack(&desk(), 1, entries, &desk_keys().sign).unwrap()
}

fn read(bytes: &[u8]) -> Result<Batch, Fault> {
    SignedBatch::read(bytes, &Limits::BATCH)?.verify(&desk(), &desk_keys().public().sign)
}

/// A batch of entries 3 to 8, and what is done to its text.
fn changed(change: impl FnOnce(&mut Vec<String>)) -> Result<Batch, Fault> {
    let text = unpacked(&pack(&day(&desk(), 7, 4, true)[2..]));
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    change(&mut lines);
    read(&packed(lines.iter().map(|line| format!("{line}\n")).collect::<String>()))
}

#[test]
fn what_is_wrong_is_told_apart() {
    assert!(changed(|_| ()).is_ok());
    let code = |change: &dyn Fn(&mut Vec<String>)| changed(change).unwrap_err().code();
    let header = |from: &str, to: &str| code(&|lines| lines[0] = lines[0].replacen(from, to, 1));
    assert_eq!(header("\"okno\":1", "\"okno\":2"), "version");
    assert_eq!(header("664003/2", "664003/3"), "wrong-desk");
    assert_eq!(header("\"epoch\":1", "\"epoch\":2"), "signature");
    assert_eq!(header("\"epoch\":1", "\"epoch\":0"), "numbers");
    assert_eq!(header("\"first\":3", "\"first\":4"), "signature");
    assert_eq!(header("\"first\":3", "\"first\":1"), "numbers");
    assert_eq!(header("\"first\":3", "\"first\":0"), "numbers");
    assert_eq!(header("\"last\":8", "\"last\":2"), "numbers");
    assert_eq!(header("\"head\":\"", "\"head\":\"0"), "malformed");
    assert_eq!(header("\"payments\":3", "\"payments\":2"), "tally");
    assert_eq!(header("\"kopecks\":", "\"kopecks\":1"), "tally");
    assert_eq!(header("\"sig\"", "\"sign\""), "malformed");
    assert_eq!(code(&|lines| lines[2] = lines[2].replace("\"copy\":0", "\"copy\":1")), "head");
    assert_eq!(code(&|lines| lines[2] = lines[2].replace("\"copy\":0", "\"copy\": 0")), "malformed");
    assert_eq!(code(&|lines| lines[1] = lines[1].replacen("\"id\"", "\"iq\"", 1)), "malformed");
    assert_eq!(code(&|lines| lines[1] = lines[1].replacen('}', ",\"more\":1}", 1)), "head");
    assert_eq!(code(&|lines| lines[1].insert_str(1, "\"more\":1,")), "malformed");
    assert_eq!(code(&|lines| lines.swap(1, 2)), "order");
    assert_eq!(code(&|lines| drop(lines.remove(3))), "order");
    assert_eq!(code(&|lines| drop(lines.pop())), "count");
    assert_eq!(code(&|lines| lines.push(lines[6].replace("\"seq\":8", "\"seq\":9"))), "count");
    assert_eq!(code(&|lines| lines.truncate(1)), "count");
    assert_eq!(code(&|lines| lines.clear()), "packing");
    assert_eq!(
        changed(|lines| lines[4] = "{".into()).unwrap_err().to_string().split(':').next(),
        Some("line 5 is malformed")
    );
}

#[test]
fn another_desks_name_or_key_does_not_pass() {
    let entries = day(&desk(), 7, 3, true);
    let verify = |bytes: &[u8], desk: DeskId, keys: SecretKeys| {
        SignedBatch::read(bytes, &Limits::BATCH).unwrap().verify(&desk, &keys.public().sign).map(|_| ())
    };
    let ours = pack(&entries);
    assert_eq!(verify(&ours, other_desk(), other_keys()), Err(Fault::WrongDesk { found: desk() }));
    assert_eq!(verify(&ours, desk(), other_keys()), Err(Fault::Signature));
    let resigned = Batch::pack(&desk(), 1, &entries, &other_keys().sign).unwrap();
    assert_eq!(verify(&resigned, desk(), desk_keys()), Err(Fault::Signature));
    // Another desk signs our entries as its own: the chain has the desk's name in it.
    let stolen = Batch::pack(&other_desk(), 1, &entries, &other_keys().sign).unwrap();
    let fault = verify(&stolen, other_desk(), other_keys()).unwrap_err();
    assert!(matches!(fault, Fault::Head { said, .. } if said == entries.last().unwrap().hash), "{fault:?}");
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let limits = Limits { packed: 1 << 20, bytes: 1 << 20, lines: 3 };
    let bomb = zstd::bulk::compress(&vec![b'0'; 64 << 20], 1).unwrap();
    assert!(bomb.len() < limits.packed);
    assert_eq!(SignedBatch::read(&bomb, &limits).unwrap_err(), Fault::TooLarge { most: 1 << 20 });
    // This one wants 128 MiB of memory before it is unpacked at all.
    let mut wide = zstd::Encoder::new(Vec::new(), 1).unwrap();
    wide.window_log(27).unwrap();
    wide.write_all(b"{}\n").unwrap();
    assert_eq!(SignedBatch::read(&wide.finish().unwrap(), &limits).unwrap_err(), Fault::Packing);
    let long = pack(&day(&desk(), 7, 4, false));
    assert_eq!(SignedBatch::read(&long, &limits).unwrap_err(), Fault::TooMany { most: 3 });
    let narrow = Limits { packed: long.len() - 1, ..Limits::BATCH };
    assert_eq!(SignedBatch::read(&long, &narrow).unwrap_err(), Fault::TooLarge { most: long.len() - 1 });
}

#[test]
fn only_entries_that_follow_each_other_are_packed() {
    let mut entries = day(&desk(), 7, 3, false);
    let key = desk_keys().sign;
    assert_eq!(Batch::pack(&desk(), 1, &[], &key).unwrap_err().code(), "count");
    entries.remove(1);
    assert_eq!(Batch::pack(&desk(), 1, &entries, &key).unwrap_err(), Fault::Order { line: 3, expected: 2, found: 3 });
}

#[test]
fn the_size_of_an_entry_is_that_of_its_line() {
    let entries = day(&desk(), 7, 60, true);
    let text = unpacked(&pack(&entries));
    let lines: Vec<usize> = text.lines().skip(1).map(|line| line.len() + 1).collect();
    assert_eq!(entries.iter().map(Batch::size_of).collect::<Vec<_>>(), lines);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_batch_reads_back(seed in 0..1u64 << 40, payments in 1..40usize, printed: bool, skip in 0..20usize) {
        let day = day(&desk(), seed, payments, printed);
        let entries = &day[skip.min(day.len() - 1)..];
        let batch = read(&pack(entries)).unwrap();
        prop_assert_eq!(&batch.entries, entries);
        prop_assert_eq!(batch.header.tally(), Tally::of(entries));
        prop_assert_eq!(batch.header.count(), entries.len() as u64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_changed_byte_of_the_text_is_refused(at: prop::sample::Index, bits in 1..=255u8) {
        let mut text = unpacked(&pack(&day(&desk(), 9, 3, true))).into_bytes();
        let at = at.index(text.len());
        text[at] ^= bits;
        prop_assert!(read(&packed(&text)).is_err(), "{}", String::from_utf8_lossy(&text));
    }

    #[test]
    fn a_changed_byte_as_sent_is_refused_or_says_the_same(at: prop::sample::Index, bits in 1..=255u8) {
        let entries = day(&desk(), 9, 3, true);
        let mut bytes = pack(&entries);
        let at = at.index(bytes.len());
        bytes[at] ^= bits;
        if let Ok(batch) = read(&bytes) {
            prop_assert_eq!(batch.entries, entries);
        }
    }

    #[test]
    fn a_part_of_a_batch_or_more_than_one_is_refused(at: prop::sample::Index, more in 1..9usize) {
        let bytes = pack(&day(&desk(), 9, 3, true));
        prop_assert_eq!(read(&bytes[..at.index(bytes.len())]).unwrap_err(), Fault::Packing);
        let longer = [bytes.as_slice(), &bytes[..more]].concat();
        prop_assert_eq!(read(&longer).unwrap_err(), Fault::Packing);
    }

    #[test]
    fn a_cut_text_is_refused(at: prop::sample::Index) {
        let text = unpacked(&pack(&day(&desk(), 9, 3, true)));
        prop_assert!(read(&packed(&text.as_bytes()[..at.index(text.len())])).is_err());
    }

    #[test]
    fn entries_out_of_order_are_refused_as_such(a in 1..7usize, b in 1..7usize) {
        prop_assume!(a != b);
        let text = unpacked(&pack(&day(&desk(), 9, 3, true)));
        let mut lines: Vec<&str> = text.lines().collect();
        lines.swap(a, b);
        let fault = read(&packed(lines.join("\n") + "\n")).unwrap_err();
        let is_first = matches!(fault, Fault::Order { line, .. } if line == a.min(b) + 1);
        prop_assert!(is_first, "{}", fault);
    }
}
