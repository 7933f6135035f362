//! What HQ publishes: registers, versioned by what changed; people by office; and the files that go back on a stick.

use std::collections::BTreeMap;

use okno::domain::{Catalogue, Role, User};
use okno::hq::{HqError, Person};
use okno::protocol::published::{ACCOUNT, CATALOGUE, REGISTER};
use okno::protocol::*;

use crate::scene::*;

on_both!(
    a_new_desk_gets_everything_once,
    only_what_changed_gets_a_new_revision,
    a_desk_that_follows_has_what_a_new_one_gets,
    a_faulty_register_changes_nothing,
    an_account_is_answered_with_its_age,
    people_are_those_of_the_office,
    a_bundle_is_taken_and_answered,
);

fn page(site: &Site, since: u64, limit: usize) -> DirectoryPage {
    let packed = site.hq.directory_page(since, limit).unwrap();
    DirectoryPage::read(&packed, since, &site.hq.keys().sign, &Limits::PAGE).unwrap()
}

/// All rows behind a revision, in pages of `limit`, and the revision that a desk has then.
fn pull(site: &Site, mut since: u64, limit: usize) -> (Vec<directory_page::Row>, u64) {
    let mut rows = vec![];
    loop {
        let page = page(site, since, limit);
        assert!(
            page.rows.len() <= limit && (page.more || page.rows.is_empty() || page.to == page.rows.last().unwrap().rev)
        );
        since = page.to;
        rows.extend(page.rows);
        if !page.more {
            return (rows, since);
        }
    }
}

fn a_new_desk_gets_everything_once(site: &Site) {
    let (rows, rev) = pull(site, 0, 2);
    let kinds: Vec<&str> = rows.iter().map(|row| row.kind.as_str()).collect();
    assert_eq!(kinds, [CATALOGUE, ACCOUNT, ACCOUNT, ACCOUNT, REGISTER]);
    assert_eq!(rows, pull(site, 0, usize::MAX).0);
    let Some(Published::Catalogue(catalogue)) = Published::read(&rows[0]) else { panic!("{:?}", rows[0]) };
    assert_eq!(*catalogue, Catalogue::built_in().unwrap());
    let Some(Published::Account(_, number, Some(account))) = Published::read(&rows[1]) else { panic!() };
    assert_eq!((number.as_str(), account.figure.kopecks(), account.as_of.as_str()), ("АБ1", 100, "2026-11-01"));
    assert_eq!((rev, page(site, rev, 9).rows), (5, vec![]));
    assert_eq!(page(site, 900, 9).to, 900, "a desk of another HQ is given nothing");
}

fn only_what_changed_gets_a_new_revision(site: &Site) {
    let (_, rev) = pull(site, 0, 100);
    let import = |rows: &[(&str, i64)], as_of| site.import("energosbyt", rows, as_of).unwrap();
    let keys = |rows: &[directory_page::Row]| rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>();
    let again = import(&[("АБ1", 100), ("АБ2", 200), ("АБ3", 300)], "2026-11-01");
    assert_eq!(
        (again.report.unchanged, again.rev, again.report.kopecks.kopecks()),
        (3, rev, 600),
        "the very same file"
    );
    let next = import(&[("АБ4", 400), ("АБ2", 201), ("АБ3", 300)], "2026-11-05");
    let report = next.report;
    let counts = (report.new, report.changed, report.unchanged, report.not_in_file, report.rows);
    assert_eq!(counts, (1, 1, 1, 1, 3));
    let (rows, rev) = pull(site, rev, 100);
    assert_eq!(keys(&rows), ["energosbyt/АБ1", "energosbyt/АБ4", "energosbyt/АБ2", "energosbyt"]);
    let Some(Published::Account(_, _, Some(gone))) = Published::read(&rows[0]) else { panic!() };
    assert_eq!((gone.absent, gone.as_of.as_str()), (true, "2026-11-01"), "it keeps its age");
    let older = import(&[("АБ4", 400), ("АБ2", 201), ("АБ3", 300)], "2026-11-06");
    assert_eq!((older.report.changed, older.report.not_in_file, older.rev), (0, 1, rev + 1), "the age alone");
    let back = import(&[("АБ1", 100), ("АБ4", 400), ("АБ2", 201), ("АБ3", 300)], "2026-11-07");
    assert_eq!((back.report.new, back.report.changed, back.report.not_in_file), (0, 1, 0));
    assert_eq!(keys(&pull(site, rev + 1, 100).0), ["energosbyt/АБ1", "energosbyt"]);
    // Another supplier's accounts of the same numbers are accounts of their own.
    let other = site.import("teploset", &[("АБ1", 5)], "2026-11-07").unwrap();
    assert_eq!((other.report.new, other.report.not_in_file), (1, 0));
}

/// As a desk takes rows in: a register ages every account of its supplier that is not absent.
fn taken_in(known: &mut BTreeMap<String, PublishedAccount>, rows: &[directory_page::Row]) {
    for row in rows {
        match Published::read(row) {
            Some(Published::Account(_, _, Some(account))) => drop(known.insert(row.key.clone(), account)),
            Some(Published::Register(supplier, days)) => {
                let of = format!("{supplier}/");
                for account in known.iter_mut().filter(|(key, known)| key.starts_with(&of) && !known.absent) {
                    account.1.as_of.clone_from(&days.as_of);
                    account.1.counted_through = days.counted_through;
                }
            }
            _ => {}
        }
    }
}

fn a_desk_that_follows_has_what_a_new_one_gets(site: &Site) {
    let (mut follower, mut since) = (BTreeMap::new(), 0);
    let files: [&[(&str, i64)]; 5] = [
        &[("АБ1", 100), ("АБ2", 250)],
        &[("АБ2", 250), ("АБ5", 1)],
        &[("АБ1", 100), ("АБ2", 250), ("АБ3", 9)],
        &[("АБ7", 500)],
        &[("АБ1", 1), ("АБ2", 2), ("АБ3", 3), ("АБ5", 5), ("АБ7", 7)],
    ];
    for (n, rows) in files.iter().enumerate() {
        site.import("energosbyt", rows, &format!("2026-11-1{n}")).unwrap();
        let (rows, rev) = pull(site, since, 2);
        taken_in(&mut follower, &rows);
        since = rev;
        let mut newcomer = BTreeMap::new();
        taken_in(&mut newcomer, &pull(site, 0, 3).0);
        assert_eq!(follower, newcomer, "after file {n}");
    }
}

fn a_faulty_register_changes_nothing(site: &Site) {
    let before = pull(site, 0, 100);
    let text = "account,name,address,amount\nАБ8,Ёлкин,Ленина 1,1\nАБ9,Ёлкин,Ленина 1,1.005\n";
    assert!(site.import_text("energosbyt", text, "2026-12-01").is_err());
    assert_eq!(pull(site, 0, 100), before);
}

fn an_account_is_answered_with_its_age(site: &Site) {
    site.import("energosbyt", &[("АБ2", 200), ("АБ3", 300)], "2026-11-05").unwrap();
    let hq = site.hq.keys().sign;
    let ask = |supplier: &str, account: &str| {
        let (supplier, account) = (supplier.parse().unwrap(), account.parse().unwrap());
        let json = site.hq.account(&supplier, &account, at()).unwrap();
        let value = AccountAnswer::read(&json, &supplier, &account, &hq).unwrap().value;
        value.map(|value| serde_json::from_str::<PublishedAccount>(&value).unwrap())
    };
    assert_eq!(ask("energosbyt", "АБ2").unwrap().as_of, "2026-11-05");
    let gone = ask("energosbyt", "АБ1").unwrap();
    assert_eq!((gone.as_of.as_str(), gone.absent, gone.figure.kopecks()), ("2026-11-01", true, 100));
    assert_eq!(ask("teploset", "АБ2"), None);
}

fn person(name: &str, role: Role, office: Option<&str>) -> Person {
    let user = User {
        name: name.parse().unwrap(),
        role,
        full_name: None,
        language: Some("ru".into()),
        pin_hash: String::new(),
        retired: false,
    };
    Person { user, office: office.map(str::to_owned), region: None }
}

fn people_are_those_of_the_office(site: &Site) {
    let add = |name, role, office| put(site, person(name, role, office), "4821").unwrap();
    add("super1", Role::Supervisor, None);
    add("anna", Role::Cashier, Some("664003"));
    add("boris", Role::Cashier, Some("664007"));
    let page = |desk: &str| {
        let desk = desk.parse().unwrap();
        let packed = site.hq.users_page(&desk).unwrap();
        UsersPage::read(&packed, &desk, &site.hq.keys().sign, &Limits::PAGE).unwrap()
    };
    let names = |page: &UsersPage| page.users.iter().map(|user| user.name.to_string()).collect::<Vec<_>>();
    let first = page("664003/1");
    assert_eq!((names(&first), first.rev), (vec!["anna".into(), "super1".into()], 3));
    assert_eq!(names(&page("1/1")), ["super1"]);
    assert!(first.users[0].pin_hash.starts_with("$argon2id$"));
    // The PIN works under the secret that a desk is given, and under no other.
    let desk = Desk::new("664003/1", 1);
    let code = site.hq.issue_code(&desk.id, at()).unwrap().code;
    let secret = site.hq.enrol(&desk.request(&code, false), at()).unwrap().pin_secret(&desk.keys.seal).unwrap();
    assert!(pin::fits(&secret, "4821", &first.users[0].pin_hash));
    assert!(put(site, person("anna", Role::Supervisor, None), "1234").unwrap(), "she was there");
    assert!(matches!(put(site, person("x", Role::Cashier, None), "12"), Err(HqError::Pin(_))));
    site.hq.retire_person(&"boris".parse().unwrap(), new_id(), at()).unwrap();
    assert!(matches!(site.hq.retire_person(&"nobody".parse().unwrap(), new_id(), at()), Err(HqError::NoPerson(_))));
    let later = page("664007/1");
    assert_eq!((names(&later), later.rev), (vec!["anna".into(), "boris".into(), "super1".into()], 5));
    assert_eq!(later.users.iter().map(|user| user.retired).collect::<Vec<_>>(), [false, true, false]);
}

fn a_bundle_is_taken_and_answered(site: &Site) {
    let desk = day(site, "664003/2", 6);
    let part = |first, last| Part { kind: PartKind::Batch, bytes: desk.batch(first, last) };
    let bundle = Bundle { desk: desk.id.clone(), parts: vec![part(1, 4), part(5, desk.last())] };
    let sealed = bundle.seal(&site.hq.keys().seal).unwrap();
    for _ in 0..2 {
        let imported = site.hq.import_bundle(&sealed, at()).unwrap();
        assert_eq!((imported.batches, imported.ack.through), (2, desk.last()));
    }
    let imported = site.hq.import_bundle(&sealed, at()).unwrap();
    let open = |bytes: &[u8]| Bundle::open(bytes, &desk.keys.seal, PartKind::FOR_DESK).unwrap();
    let back = open(&site.hq.ack_bundle(&imported.ack).unwrap());
    let ack = Ack::read(&back.parts[0].bytes, &desk.id, &site.hq.keys().sign).unwrap();
    assert_eq!(ack.tally(), Tally::of(&desk.entries));
    let back = open(&site.hq.directory_bundle(&desk.id, at()).unwrap());
    let kinds: Vec<PartKind> = back.parts.iter().map(|part| part.kind).collect();
    assert_eq!(kinds, [PartKind::Directory, PartKind::Users]);
    let page = DirectoryPage::read(&back.parts[0].bytes, 0, &site.hq.keys().sign, &Limits::PAGE).unwrap();
    assert_eq!(page.rows, pull(site, 0, 100).0);
    // Nothing to send: HQ's word is the same.
    let empty = Bundle { parts: vec![], ..bundle.clone() }.seal(&site.hq.keys().seal).unwrap();
    assert_eq!(site.hq.import_bundle(&empty, at()).unwrap().ack, imported.ack);
    let wrong = Bundle { parts: vec![part(3, 5)], desk: "664003/3".parse().unwrap() };
    site.desk("664003/3");
    let refused = site.hq.import_bundle(&wrong.seal(&site.hq.keys().seal).unwrap(), at());
    assert_eq!(refusal(refused), Refusal::WrongDesk { found: desk.id.clone() });
    let foreign = site.hq.import_bundle(&bundle.seal(&desk.keys.seal.recipient()).unwrap(), at());
    assert!(matches!(foreign, Err(HqError::Message(Fault::OtherReader))));
}
