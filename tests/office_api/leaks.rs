//! Whoever does not see an office gets the same bytes whether it exists or not: each answer of a headquarters with both
//! offices beside that of one where the other office has never been.

use std::collections::BTreeSet;

use okno::domain::Role;
use okno::domain::office::By;
use okno::hq::office::Viewer;
use okno::protocol::office::{Deed, Ordered};

use crate::hq::{Engine, at, new_id};
use crate::journal::*;
use crate::scene::{Api, now, person};
use crate::views::VIEWS;

#[test]
fn an_office_that_is_not_seen_changes_no_byte_on_sqlite() {
    an_office_that_is_not_seen_changes_no_byte(Engine::Sqlite);
}

#[test]
fn an_office_that_is_not_seen_changes_no_byte_on_postgres() {
    an_office_that_is_not_seen_changes_no_byte(Engine::Postgres);
}

/// Two headquarters: in both the other office's desk and people, in the second also ours, later and on later days.
fn twins(engine: Engine) -> Option<[Api; 2]> {
    let twins = [Api::start(engine)?, Api::start(engine)?];
    let desk = OTHERS.journal();
    for api in &twins {
        api.take(&OTHERS, &desk);
        for (name, role) in [("boris", Role::Supervisor), ("bogdan", Role::Admin), (OTHERS.cashier, Role::Cashier)] {
            api.employ(&person(name, role, Some(OTHERS.office), None));
        }
        api.employ(&person("raisa", Role::Supervisor, None, Some(OTHERS.region)));
        let exception = || format!("{}/1/{UNKNOWN_ACCOUNT}/unknown-account/1", OTHERS.office).parse().unwrap();
        for deed in [
            Deed::Tick { desk: OTHERS.desk(), shift: 1, seen: true },
            Deed::Take { exception: exception() },
            Deed::Comment { exception: exception(), comment: "спросил кассира".into() },
        ] {
            done(api, "boris", OTHERS.office, deed);
        }
    }
    ours(&twins[1]);
    Some(twins)
}

/// All that our office is and does.
fn ours(api: &Api) {
    let desk = OURS.journal();
    api.take(&OURS, &desk);
    for (name, role) in [("irina", Role::Supervisor), (OURS.cashier, Role::Cashier)] {
        api.employ(&person(name, role, Some(OURS.office), None));
    }
    api.employ(&person("regina", Role::Supervisor, None, Some(OURS.region)));
    let later = later_day(&desk);
    api.site.hq.take_batch(&desk.id, &later.batch(desk.last() + 1, later.last()), at()).unwrap();
    let exception = || format!("{}/1/{UNKNOWN_ACCOUNT}/unknown-account/1", OURS.office).parse().unwrap();
    let reason = "explained".parse().unwrap();
    for deed in [
        Deed::Tick { desk: OURS.desk(), shift: 1, seen: true },
        Deed::Resolve { exception: exception(), reason, comment: None, corrected_by: None },
    ] {
        done(api, "irina", OURS.office, deed);
    }
}

/// Does something at a moment that is the same in both: what is shown has it.
fn done(api: &Api, user: &str, office: &str, deed: Deed) {
    let offices = Some([office.to_owned()].into());
    let viewer = Viewer { user: user.parse().unwrap(), role: Role::Supervisor, offices };
    api.site.hq.deed(&viewer, &Ordered { id: new_id(), deed }, at()).unwrap();
}

/// A week later our office works, and the other one does not.
fn later_day(desk: &crate::hq::Desk) -> crate::hq::Desk {
    let mut later = desk.clone();
    later.record(later.closing(2));
    later.now = "2026-12-01T02:00:00.000Z".parse().unwrap();
    let opened = okno::domain::event::ShiftOpened {
        epoch: 1,
        shift: 3,
        day: "2026-12-01".parse().unwrap(),
        offset: "+08:00".parse().unwrap(),
        user: OURS.cashier.parse().unwrap(),
        carried: okno::domain::Money::ZERO,
        issued: okno::domain::Money::ZERO,
        counted: okno::domain::Money::ZERO,
        notes: None,
        paused: vec![],
        last_z: None,
        approved_by: None,
    };
    later.record(opened);
    later.pay(3, OURS.account, 777_700);
    later
}

/// Every path that the tests know, of both offices and of none, with what somebody may be looking for.
fn paths() -> BTreeSet<String> {
    let offices = [OURS.office, OTHERS.office, "699999"];
    let mut paths: BTreeSet<String> =
        VIEWS.iter().flat_map(|(path, _)| offices.map(|office| path.replace(OURS.office, office))).collect();
    for by in By::ALL {
        paths.insert(format!("takings/{by}/2026-11-01/2026-12-31"));
        paths.insert(format!("takings/{by}/2026-12-01/2026-12-01"));
        paths.extend(offices.map(|office| format!("takings/{by}/2026-11-23/2026-11-23/{office}")));
    }
    for marks in [&OURS, &OTHERS] {
        let sum = |n: i64| format!("{},{n:02}", marks.roubles);
        let sought = [marks.account.into(), marks.unknown.into(), "1-1-1".into(), format!("{}/1 1-1-1", marks.office)];
        paths.extend(sought.map(|text: String| format!("search/{text}")));
        paths.extend([11, 22, 33, 55].map(|n| format!("search/{}", sum(n))));
        paths.insert(format!("search/{} 2026-11-23", sum(11)));
        paths.insert(format!("region/2026-11-01/2026-12-31/{}", marks.region));
    }
    paths.extend(
        ["search/2026-11-23 14:01", "search/7777,00", "offices/2026-12-01", "hours/2026-11-01/2026-12-31"]
            .map(str::to_owned),
    );
    paths.extend(["paused", "transit", "tender", "due", "bank", "vault"].map(|kind| format!("holders/{kind}")));
    paths
}

/// What is of our office alone: if any of it is in an answer, it got out.
fn tells() -> Vec<String> {
    let Marks { office, region, cashier, seal, unknown, roubles, reason, .. } = OURS;
    let mut tells: Vec<String> =
        [office, region, cashier, seal, unknown, reason, "irina", "regina"].map(str::to_owned).into();
    tells.extend([0, 11, 22, 33, 55, 66].map(|kopecks| (roubles * 100 + kopecks).to_string()));
    tells
}

fn an_office_that_is_not_seen_changes_no_byte(engine: Engine) {
    let Some(twins) = twins(engine) else { return };
    let moment = now();
    for name in ["boris", "bogdan", "raisa"] {
        let tokens = [&twins[0], &twins[1]].map(|api| api.token_at(name, moment));
        for path in paths() {
            let [without, with] = [0, 1].map(|n| twins[n].view(&tokens[n], &path));
            assert_eq!(with.text(), without.text(), "{path} for {name}");
            assert_eq!(
                (with.status, with.header("etag")),
                (without.status, without.header("etag")),
                "{path} for {name}"
            );
            // What somebody asked for comes back to them; what they did not ask for must not.
            let unasked = |tell: &&String| !path.contains(tell.as_str());
            let told: Vec<String> =
                tells().iter().filter(unasked).filter(|tell| with.text().contains(*tell)).cloned().collect();
            assert!(told.is_empty(), "{path} for {name} tells {told:?}");
        }
        for limit in ["limit=1", "limit=2", "limit=1&after=664003/1/4/unknown-account/1", "after=0"] {
            for path in ["exceptions", "users", "desks", "takings/shift/2026-11-01/2026-12-31", "search/АБ2"] {
                let path = format!("{}?{limit}", crate::scene::view_path(path));
                let [without, with] = [0, 1].map(|n| twins[n].ask("GET", &path, Some(&tokens[n]), &[], None));
                assert_eq!((with.status, with.text()), (without.status, without.text()), "{path} for {name}");
            }
        }
    }
    // The test can see: whoever sees both offices gets other bytes.
    for api in &twins {
        api.employ(&person("olga", Role::Supervisor, None, None));
    }
    let tokens = [&twins[0], &twins[1]].map(|api| api.token("olga"));
    let differing =
        paths().into_iter().filter(|path| twins[0].view(&tokens[0], path).body != twins[1].view(&tokens[1], path).body);
    assert!(differing.count() > 40);
}
