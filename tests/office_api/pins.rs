//! Guessing PINs: a name and an address have so many tries, and what is refused tells nothing.

use std::num::NonZeroU32;
use std::thread;

use chrono::TimeDelta;
use okno::domain::Role;
use okno::domain::user::TRIES;
use okno::hq::office::ADDRESS_TRIES;
use okno::hq::server::ServerLimits;
use okno::protocol::Refusal;
use okno::protocol::office::SignIn;
use serde_json::json;

use crate::hq::Engine;
use crate::http::{Http, Reply};
use crate::scene::{Api, PIN, now, person};

on_both!(
    a_name_has_so_many_tries,
    a_name_that_there_is_not_reads_as_one_that_there_is,
    many_guesses_at_once_are_no_more_than_one_after_another,
    an_address_has_so_many_tries,
    whoever_has_a_pin_wins_no_tries_and_loses_none,
    guessing_leaves_evidence_and_no_pin,
);

fn code(reply: &Reply) -> String {
    reply.json()["code"].as_str().unwrap_or("signed in").to_owned()
}

fn add(api: &Api, name: &str) {
    api.employ(&person(name, Role::Supervisor, None, None));
}

/// Signs in as from an address at a moment, without the network between.
fn sign_in(api: &Api, name: &str, pin: &str, from: &str, minutes: i64) -> Result<(), Refusal> {
    let asked = SignIn { user: name.parse().unwrap(), pin: pin.into() };
    match api.site.hq.sign_in(&asked, from, now().plus(TimeDelta::minutes(minutes))) {
        Ok(_) => Ok(()),
        Err(okno::hq::HqError::Refused(refusal)) => Err(refusal),
        Err(error) => panic!("{error}"),
    }
}

fn a_name_has_so_many_tries(api: &Api) {
    add(api, "irina");
    add(api, "olga");
    for _ in 0..TRIES {
        assert_eq!(code(&api.sign_in("irina", "0000")), "sign-in-refused");
    }
    // From now on the right PIN is refused as well, and by the same words.
    let [wrong, right] = ["0000", PIN].map(|pin| api.sign_in("irina", pin));
    assert_eq!((wrong.status, code(&wrong), code(&right)), (429, "sign-in-locked".into(), "sign-in-locked".into()));
    assert_eq!(wrong.json()["until"], right.json()["until"], "a try under the lock does not prolong it");
    assert_eq!(code(&api.sign_in("olga", PIN)), "signed in", "others are not locked");
    // Behind another address the name is locked too, and half a minute later it has one more try.
    assert!(matches!(sign_in(api, "irina", PIN, "192.0.2.7", 0), Err(Refusal::SignInLocked { .. })));
    assert_eq!(sign_in(api, "irina", "0000", "192.0.2.7", 1), Err(Refusal::SignInRefused));
    assert!(matches!(sign_in(api, "irina", PIN, "192.0.2.7", 1), Err(Refusal::SignInLocked { .. })));
    assert_eq!(sign_in(api, "irina", PIN, "192.0.2.7", 3), Ok(()));
    // Who got in has all tries again.
    for _ in 0..TRIES {
        assert_eq!(sign_in(api, "irina", "0000", "192.0.2.7", 3), Err(Refusal::SignInRefused));
    }
}

fn a_name_that_there_is_not_reads_as_one_that_there_is(api: &Api) {
    add(api, "irina");
    api.employ(&person("gone", Role::Supervisor, None, None));
    api.site.hq.retire_person(&"gone".parse().unwrap(), crate::hq::new_id(), now()).unwrap();
    api.employ(&person("anna", Role::Cashier, None, None));
    for round in 0..TRIES {
        let replies = ["irina", "gone", "anna", "nobody"].map(|name| api.sign_in(name, "0000"));
        for reply in &replies {
            assert_eq!((reply.status, reply.text()), (401, "{\"code\":\"sign-in-refused\"}"), "{round}");
        }
    }
    // All are locked, with nothing that tells them apart.
    for name in ["irina", "nobody"] {
        assert!(matches!(sign_in(api, name, PIN, "192.0.2.7", 0), Err(Refusal::SignInLocked { .. })), "{name}");
    }
    for (user, pin) in [("Irina", PIN), ("", PIN), ("irina irina", PIN)] {
        let reply = api.ask("POST", "/v1/office/sign-in", None, &[], Some(&json!({"user": user, "pin": pin})));
        assert_eq!(code(&reply), "malformed", "{user}");
    }
}

fn many_guesses_at_once_are_no_more_than_one_after_another(api: &Api) {
    add(api, "irina");
    let codes: Vec<String> = thread::scope(|scope| {
        let guesses: Vec<_> =
            (0..16).map(|n| scope.spawn(move || code(&api.sign_in("irina", &format!("{n:04}"))))).collect();
        guesses.into_iter().map(|guess| guess.join().unwrap()).collect()
    });
    let of = |wanted: &str| codes.iter().filter(|code| *code == wanted).count();
    assert_eq!((of("sign-in-refused"), of("sign-in-locked")), (TRIES as usize, 16 - TRIES as usize), "{codes:?}");
}

fn an_address_has_so_many_tries(api: &Api) {
    add(api, "irina");
    // Each name is tried less often than would lock it.
    for n in 0..ADDRESS_TRIES {
        assert_eq!(code(&api.sign_in(&format!("name{}", n / 2), "0000")), "sign-in-refused", "{n}");
    }
    assert_eq!(code(&api.sign_in("irina", PIN)), "sign-in-locked");
    assert_eq!(sign_in(api, "irina", PIN, "192.0.2.7", 0), Ok(()), "whoever comes from elsewhere gets in");
    assert_eq!(code(&api.sign_in("irina", PIN)), "sign-in-locked", "and that opens nothing to the address");
}

/// Behind one address an office's people may sign in as often as they like; and a person's own PIN, now and then, does
/// not let them try others' for ever.
fn whoever_has_a_pin_wins_no_tries_and_loses_none(api: &Api) {
    add(api, "irina");
    for n in 0..2 * ADDRESS_TRIES {
        assert_eq!(code(&api.sign_in("irina", PIN)), "signed in", "{n}");
    }
    for n in 0..ADDRESS_TRIES {
        assert_eq!(code(&api.sign_in(&format!("name{n}"), "0000")), "sign-in-refused", "{n}");
        if n + 1 < ADDRESS_TRIES {
            assert_eq!(code(&api.sign_in("irina", PIN)), "signed in", "{n}");
        }
    }
    assert_eq!(code(&api.sign_in("irina", PIN)), "sign-in-locked");
}

fn guessing_leaves_evidence_and_no_pin(api: &Api) {
    add(api, "irina");
    let typed = "73519264";
    for name in ["irina", typed] {
        for pin in [typed, PIN] {
            api.sign_in(name, pin);
        }
    }
    let kept = api.site.hq.security_events().unwrap();
    let told: Vec<&str> =
        kept.iter().filter(|event| event.code == "sign-in-refused").map(|e| e.evidence.as_str()).collect();
    assert!(told.iter().any(|evidence| evidence.contains("irina")), "{told:?}");
    assert!(told.iter().any(|evidence| evidence.contains("an unknown name")), "{told:?}");
    assert!(!told.iter().any(|evidence| evidence.contains(typed) || evidence.contains(PIN)), "{told:?}");
}

#[test]
fn sign_ins_of_an_address_are_limited_before_a_pin_is_looked_at() {
    let limits = ServerLimits { address_sign_ins: NonZeroU32::new(3).unwrap(), ..ServerLimits::default() };
    let api = Api::with(Engine::Sqlite, limits).unwrap();
    add(&api, "irina");
    let codes: Vec<String> = (0..5).map(|_| code(&api.sign_in("irina", PIN))).collect();
    assert_eq!(codes, ["signed in", "signed in", "signed in", "retry-later", "retry-later"]);
    let body = serde_json::to_vec(&json!({"user": "irina", "pin": "0".repeat(5_000)})).unwrap();
    let reply = Http::to(api.address).ask("POST", "/v1/office/sign-in", &[], &body);
    assert_eq!(code(&reply), "retry-later", "nothing is read of it");
}
