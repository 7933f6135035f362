//! People are added, changed, retired and given PINs over HTTP: by whom, for whom, and with what left behind.

use okno::domain::office::event::Particulars;
use okno::domain::{DeskId, EntryId, OfficeCode, Role};
use okno::protocol::office::{Deed, Ordered};
use okno::protocol::pin::NewPin;
use okno::protocol::{Limits, UsersPage};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::hq::at;
use crate::http::Reply;
use crate::journal::*;
use crate::scene::{Api, PIN, WHO, now, person};

on_both!(
    a_supervisor_looks_after_the_people_of_their_offices,
    nobody_decides_about_a_role_above_their_own,
    nobody_decides_about_themselves,
    of_people_elsewhere_there_is_nothing,
    what_is_no_person_is_denied_with_its_reason,
    who_is_given_a_pin_has_it_everywhere,
    no_pin_is_left_behind,
    the_record_of_people_is_proved,
    a_sign_in_is_known,
);

fn particulars(role: Role, office: Option<&str>, region: Option<&str>) -> Particulars {
    let office = office.map(|office| office.parse::<OfficeCode>().unwrap());
    Particulars { role, office, region: region.map(str::to_owned), full_name: None, language: None }
}

fn ours(role: Role) -> Particulars {
    particulars(role, Some(OURS.office), None)
}

fn add(name: &str, particulars: Particulars) -> Deed {
    Deed::AddPerson { person: name.parse().unwrap(), particulars, pin: NewPin::new("2580") }
}

fn change(name: &str, particulars: Particulars) -> Deed {
    Deed::ChangePerson { person: name.parse().unwrap(), particulars }
}

fn retire(name: &str) -> Deed {
    Deed::RetirePerson { person: name.parse().unwrap() }
}

fn set_pin(name: &str, pin: &str) -> Deed {
    Deed::SetPin { person: name.parse().unwrap(), pin: NewPin::new(pin) }
}

/// What came of a deed: `done`, `nothing` or why it was denied.
fn came(reply: &Reply) -> String {
    match reply.status {
        200 => "done".to_owned(),
        404 => "nothing".to_owned(),
        422 => reply.json()["why"].as_str().unwrap().trim_start_matches("office-person-").to_owned(),
        _ => panic!("{reply:?}"),
    }
}

fn outcome(api: &Api, by: &str, deed: &Deed) -> String {
    came(&api.deed(&api.token(by), deed))
}

/// The people that somebody sees, each with their cells as text.
fn seen(api: &Api, by: &str) -> Vec<(String, Vec<String>)> {
    let table = api.view(&api.token(by), "users").json();
    let cell = |cell: &Value| match cell {
        Value::String(empty) => empty.clone(),
        Value::Object(cell) => cell.values().next().unwrap().as_str().unwrap().to_owned(),
        other => panic!("{other}"),
    };
    let row = |row: &Value| {
        let cells: Vec<String> = row["cells"].as_array().unwrap().iter().map(cell).collect();
        (cells[0].clone(), cells)
    };
    table["rows"].as_array().unwrap().iter().map(row).collect()
}

fn cells(api: &Api, by: &str, name: &str) -> Option<Vec<String>> {
    seen(api, by).into_iter().find(|(found, _)| found == name).map(|(_, cells)| cells)
}

/// Those of the desk's office who may sign in there, as it pulls them.
fn at_desk(api: &Api, desk: &DeskId) -> Vec<String> {
    let page = api.site.hq.users_page(desk).unwrap();
    let page = UsersPage::read(&page, desk, &api.site.hq.keys().sign, &Limits::PAGE).unwrap();
    page.users.into_iter().filter(|user| !user.retired).map(|user| user.name.to_string()).collect()
}

fn a_supervisor_looks_after_the_people_of_their_offices(api: &Api) {
    api.populate();
    let mut named = ours(Role::Cashier);
    (named.full_name, named.language) = (Some("  Вера Лыткина ".to_owned()), Some("ru".to_owned()));
    assert_eq!(outcome(api, "irina", &add("vera", named.clone())), "done");
    let shown = ["vera", "Вера Лыткина", "cli-role-cashier", OURS.office, "ru", "empty", "empty"].map(str::to_owned);
    assert_eq!(cells(api, "irina", "vera").unwrap(), shown);
    assert!(at_desk(api, &OURS.desk()).contains(&"vera".to_owned()));
    assert!(!at_desk(api, &OTHERS.desk()).contains(&"vera".to_owned()));
    assert_eq!(api.sign_in("vera", "2580").status, 403, "a cashier has no place here");
    // A supervisor by now, she has one; whoever sees both offices sends her to the other one.
    assert_eq!(outcome(api, "irina", &change("vera", ours(Role::Supervisor))), "done");
    assert_eq!(api.sign_in("vera", "2580").status, 200, "the PIN is what it was");
    assert_eq!(
        outcome(api, "irina", &change("vera", particulars(Role::Cashier, Some(OTHERS.office), None))),
        "nothing"
    );
    assert_eq!(outcome(api, "olga", &change("vera", particulars(Role::Cashier, Some(OTHERS.office), None))), "done");
    assert_eq!(cells(api, "irina", "vera"), None);
    assert_eq!(outcome(api, "irina", &retire("vera")), "nothing");
    assert_eq!(outcome(api, "raisa", &retire("vera")), "done", "her region has that office");
    assert_eq!(cells(api, "boris", "vera").unwrap()[6], "cli-user-retired-mark");
    for deed in
        [retire("vera"), set_pin("vera", PIN), change("vera", particulars(Role::Cashier, Some(OTHERS.office), None))]
    {
        assert_eq!(outcome(api, "boris", &deed), "retired");
    }
    // Whoever was retired may come back, with a new PIN, where somebody who sees the old place lets them.
    assert_eq!(outcome(api, "irina", &add("vera", ours(Role::Cashier))), "taken");
    assert_eq!(outcome(api, "boris", &add("vera", particulars(Role::Cashier, Some(OTHERS.office), None))), "done");
    assert!(at_desk(api, &OTHERS.desk()).contains(&"vera".to_owned()));
    api.site.hq.verify(&mut |_| {}).unwrap();
}

/// Each role × each role: a supervisor makes no administrator, and decides about none.
fn nobody_decides_about_a_role_above_their_own(api: &Api) {
    api.populate();
    for by in ["irina", "inga", "olga", "roman", "regina"] {
        let own = WHO.iter().find(|who| who.name == by).unwrap().role;
        for role in [Role::Cashier, Role::Supervisor, Role::Admin] {
            let wanted = if role > own { "role" } else { "done" };
            let name = format!("{by}-{}", role.as_str());
            assert_eq!(outcome(api, by, &add(&name, ours(role))), wanted, "{name}");
            api.employ(&person(&name, role, Some(OURS.office), None));
            let token = api.token(by);
            for deed in
                [set_pin(&name, "2581"), change(&name, ours(Role::Cashier)), change(&name, ours(role)), retire(&name)]
            {
                let reply = api.deed(&token, &deed);
                // What she made a cashier of is one of hers from then on.
                let is_above = role > own;
                assert_eq!(came(&reply), if is_above { "role" } else { "done" }, "{deed:?} by {by}");
            }
        }
    }
}

fn nobody_decides_about_themselves(api: &Api) {
    api.populate();
    for (name, role, office) in [("irina", Role::Supervisor, Some(OURS.office)), ("roman", Role::Admin, None)] {
        let mine = particulars(role, office, None);
        for other in [
            particulars(Role::Cashier, office, None),
            particulars(role, Some(OURS.office).filter(|_| office.is_none()), None),
            Particulars { region: Some(OURS.region.to_owned()), ..mine.clone() },
        ] {
            assert_eq!(outcome(api, name, &change(name, other)), "yourself", "{name}");
        }
        assert_eq!(outcome(api, name, &retire(name)), "yourself");
        let named = Particulars { full_name: Some("Я".into()), language: Some("en".into()), ..mine };
        assert_eq!(outcome(api, name, &change(name, named)), "done", "their name and language are their own");
        let token = api.token(name);
        assert_eq!(came(&api.deed(&token, &set_pin(name, "13579"))), "done");
        assert_eq!(api.view(&token, "days").status, 401, "the session ended with the PIN");
        assert_eq!((api.sign_in(name, PIN).status, api.sign_in(name, "13579").status), (401, 200));
        crate::hq::put(&api.site, person(name, role, office, None), PIN).unwrap();
    }
}

/// People of other offices are not there; those who work here too are there, and not decided about.
fn of_people_elsewhere_there_is_nothing(api: &Api) {
    api.populate();
    let before = api.decisions();
    let token = api.token("boris");
    for name in [OURS.cashier, "irina", "regina", "nobody"] {
        for deed in [
            set_pin(name, PIN),
            retire(name),
            change(name, particulars(Role::Cashier, Some(OTHERS.office), None)),
            change(name, ours(Role::Cashier)),
        ] {
            let reply = api.deed(&token, &deed);
            assert_eq!((reply.status, reply.text()), (404, "{\"code\":\"not-found\"}"), "{deed:?}");
        }
    }
    for name in ["olga", "raisa"] {
        assert_eq!(came(&api.deed(&token, &retire(name))), "elsewhere");
        assert_eq!(came(&api.deed(&token, &set_pin(name, PIN))), "elsewhere");
    }
    assert_eq!(came(&api.deed(&token, &retire("roman"))), "role");
    for (particulars, wanted) in [
        (ours(Role::Cashier), "nothing"),
        (particulars(Role::Cashier, Some("699999"), None), "nothing"),
        (particulars(Role::Cashier, None, Some(OURS.region)), "nothing"),
        (particulars(Role::Cashier, None, Some("Нигде")), "nothing"),
        (particulars(Role::Cashier, None, Some(OTHERS.region)), "nothing"),
        (particulars(Role::Cashier, None, None), "everywhere"),
    ] {
        assert_eq!(came(&api.deed(&token, &add("vera", particulars.clone()))), wanted, "{particulars:?}");
    }
    // A name is taken wherever its owner works: so much is said, by the same words.
    let here = || particulars(Role::Cashier, Some(OTHERS.office), None);
    let taken = [OURS.cashier, "boris", "roman"].map(|name| api.deed(&token, &add(name, here())));
    for reply in taken {
        assert_eq!(came(&reply), "taken");
        assert_eq!(reply.json()["words"].as_array().unwrap().len(), 1);
    }
    assert_eq!(api.decisions(), before);
    assert_eq!(outcome(api, "raisa", &add("vera", particulars(Role::Cashier, None, Some(OTHERS.region)))), "done");
    let names = |by| seen(api, by).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names("boris"), ["bogdan", "boris", "olga", "raisa", "roman", "vera"]);
    assert_eq!(names("irina"), ["anna", "inga", "irina", "olga", "regina", "roman"]);
}

fn what_is_no_person_is_denied_with_its_reason(api: &Api) {
    api.populate();
    let before = api.decisions();
    let with = |change: fn(&mut Particulars)| {
        let mut particulars = ours(Role::Cashier);
        change(&mut particulars);
        particulars
    };
    for (particulars, wanted) in [
        (with(|it| it.region = Some(OURS.region.to_owned())), "both"),
        (with(|it| it.office = Some("hq".parse().unwrap())), "office"),
        (with(|it| it.office = Some("600000".parse().unwrap())), "office"),
        (with(|it| (it.office, it.region) = (None, Some("Нигде".to_owned()))), "hq-no-region"),
        (with(|it| it.language = Some("tt".to_owned())), "language"),
        (with(|it| it.full_name = Some("Анна\nАдминистратор".to_owned())), "full-name"),
        (with(|it| it.full_name = Some("А".repeat(101))), "full-name"),
    ] {
        assert_eq!(outcome(api, "olga", &add("vera", particulars.clone())), wanted, "{particulars:?}");
    }
    let token = api.token("olga");
    for pin in ["", "123", "12a4", "1234567890123", "١٢٣٤"] {
        let deed = json!({"do": "set-pin", "person": OURS.cashier, "pin": pin});
        let body = json!({"id": Uuid::now_v7().to_string(), "deed": deed});
        let reply = api.ask("POST", "/v1/office/deeds", Some(&token), &[], Some(&body));
        assert_eq!(came(&reply), "pin", "{pin}");
    }
    assert_eq!(api.decisions(), before);
}

/// A new PIN ends the sessions, opens a name that wrong PINs locked, and goes to the desks.
fn who_is_given_a_pin_has_it_everywhere(api: &Api) {
    api.populate();
    let [one, other] = [(); 2].map(|()| api.token("irina"));
    let hash = |name: &str| {
        let found = api.site.hq.people().unwrap().into_iter().find(|person| person.user.name.as_str() == name);
        found.unwrap().user.pin_hash
    };
    let before = hash("irina");
    let by = api.token("olga");
    for _ in 0..5 {
        assert_eq!(api.sign_in("irina", "0000").status, 401);
    }
    assert_eq!(api.sign_in("irina", PIN).status, 429);
    let ordered = Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed: set_pin("irina", "2580") };
    let done = api.order(&by, &ordered);
    assert_eq!(came(&done), "done");
    let after = hash("irina");
    assert_ne!(before, after);
    // The answer was lost, and the order comes again: it is the same PIN, and the same hash.
    assert_eq!(api.order(&by, &ordered).body, done.body);
    assert_eq!(hash("irina"), after);
    let other_pin = Ordered { deed: set_pin("irina", "2581"), ..ordered };
    assert_eq!(api.order(&by, &other_pin).json()["why"], "office-deny-id");
    for token in [one, other] {
        assert_eq!(api.view(&token, "days").status, 401);
    }
    assert_eq!((api.sign_in("irina", "2580").status, api.sign_in("irina", PIN).status), (200, 401));
    let page = api.site.hq.users_page(&OURS.desk()).unwrap();
    let page = UsersPage::read(&page, &OURS.desk(), &api.site.hq.keys().sign, &Limits::PAGE).unwrap();
    assert!(page.users.iter().any(|user| user.pin_hash == after));
}

/// Neither a PIN nor what is made of it is in the journal, in a view, or in what is written out for debugging.
fn no_pin_is_left_behind(api: &Api) {
    api.populate();
    let pin = "864209753";
    let deeds = [
        Deed::AddPerson { person: "vera".parse().unwrap(), particulars: ours(Role::Cashier), pin: NewPin::new(pin) },
        set_pin(OURS.cashier, pin),
    ];
    for deed in &deeds {
        assert_eq!(outcome(api, "irina", deed), "done");
        let ordered = Ordered { id: EntryId::from_uuid(Uuid::now_v7()), deed: deed.clone() };
        assert!(!format!("{deed:?} {ordered:#?}").contains(pin));
    }
    let mut bodies = String::new();
    let mut kinds = vec![];
    let mut read = |entry: &okno::protocol::Entry| {
        bodies.push_str(&entry.body);
        kinds.push(entry.kind.clone());
        Ok::<_, okno::hq::HqError>(())
    };
    api.site.hq.each_entry(&"hq/1".parse().unwrap(), &mut read).unwrap();
    assert_eq!(kinds[kinds.len() - 2..], ["person.added", "person.given-pin"]);
    let token = api.token("olga");
    let last = api.decisions();
    let shown: String =
        (last - 1..=last).map(|seq| api.view(&token, &format!("entry/hq/1/{seq}")).text().to_owned()).collect();
    let users = api.view(&token, "users").text().to_owned();
    for text in [&bodies, &shown, &users] {
        assert!(!text.contains(pin) && !text.contains("argon2") && !text.contains("pin_hash"), "{text}");
    }
    assert!(shown.contains("person.added") && shown.contains("vera") && shown.contains("irina"), "{shown}");
}

fn the_record_of_people_is_proved(api: &Api) {
    api.populate();
    let verify = || api.site.hq.verify(&mut |_| {}).map(|_| ());
    verify().unwrap();
    assert_eq!(outcome(api, "irina", &add("vera", ours(Role::Cashier))), "done");
    assert_eq!(outcome(api, "irina", &retire("vera")), "done");
    api.site.hq.retire_person(&"raisa".parse().unwrap(), crate::hq::new_id(), now()).unwrap();
    verify().unwrap();
    for (change, back) in [
        ("role = 'admin' WHERE name = 'anna'", "role = 'cashier' WHERE name = 'anna'"),
        ("office = '665800' WHERE name = 'anna'", "office = '664003' WHERE name = 'anna'"),
        ("retired = 0 WHERE name = 'vera'", "retired = 1 WHERE name = 'vera'"),
        ("name = 'anya' WHERE name = 'anna'", "name = 'anna' WHERE name = 'anya'"),
        (
            "region = 'Иркутск', office = NULL WHERE name = 'boris'",
            "region = NULL, office = '665800' WHERE name = 'boris'",
        ),
    ] {
        crate::hq::change(&api.site, &format!("UPDATE person SET {change}"));
        assert!(verify().is_err(), "{change}");
        crate::hq::change(&api.site, &format!("UPDATE person SET {back}"));
        verify().unwrap();
    }
}

/// When somebody signed in last is known from the back office, and from desks once their entries come.
fn a_sign_in_is_known(api: &Api) {
    api.populate();
    assert_eq!(cells(api, "irina", OURS.cashier).unwrap()[5], "empty");
    let moment = now();
    api.token_at("inga", moment);
    assert_eq!(cells(api, "irina", "inga").unwrap()[5], moment.to_string());
    let mut desk = crate::hq::Desk::new("664003/2", 77);
    let code = api.site.hq.issue_code(&desk.id, at()).unwrap().code;
    api.site.hq.enrol(&desk.request(&code, false), at()).unwrap();
    let signed_in = okno::domain::event::UserSignedIn { user: OURS.cashier.parse().unwrap(), role: Role::Cashier };
    desk.record(okno::domain::event::DeskEnrolled {
        desk: desk.id.clone(),
        epoch: 1,
        zone: "Asia/Irkutsk".into(),
        kind: okno::domain::DeskKind::Till,
    });
    desk.record(signed_in.clone());
    let first = desk.now;
    desk.now = now().plus(chrono::TimeDelta::days(30));
    desk.record(signed_in);
    api.site.hq.take_batch(&desk.id, &desk.batch(1, 2), now()).unwrap();
    assert_eq!(cells(api, "irina", OURS.cashier).unwrap()[5], first.to_string());
    // A desk whose clock is a month ahead signs nobody in later than now.
    let taken = now();
    api.site.hq.take_batch(&desk.id, &desk.batch(3, 3), taken).unwrap();
    assert_eq!(cells(api, "irina", OURS.cashier).unwrap()[5], taken.to_string());
}
