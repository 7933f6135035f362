//! Every route × every token that is none: one answer, to the byte, and nothing behind it is touched.

use chrono::TimeDelta;
use okno::domain::Role;
use okno::domain::office::event::Particulars;
use okno::hq::office::{IDLE, SESSION};
use okno::protocol::office::Deed;
use serde_json::json;
use uuid::Uuid;

use crate::hq::{Engine, Site, new_id, put};
use crate::journal::*;
use crate::scene::{Api, PIN, now, person, view_path};
use crate::views::VIEWS;

on_both!(
    no_route_is_open_without_a_session,
    a_session_ends_with_what_it_stands_on,
    a_session_is_what_its_person_is_now
);

/// Tokens that no session has, each with what is wrong with it.
fn none(api: &Api) -> Vec<(&'static str, Option<String>)> {
    let good = api.token("irina");
    let flipped = |at: usize| {
        let mut token = good.clone().into_bytes();
        token[at] = if token[at] == b'0' { b'1' } else { b'0' };
        String::from_utf8(token).unwrap()
    };
    let signed_out = api.token("irina");
    assert_eq!(api.ask("POST", "/v1/office/sign-out", Some(&signed_out), &[], None).status, 204);
    vec![
        ("no token", None),
        ("an empty one", Some(String::new())),
        ("a word", Some("irina".to_owned())),
        ("of zeros", Some("0".repeat(64))),
        ("truncated", Some(good[..63].to_owned())),
        ("with more behind it", Some(format!("{good}0"))),
        ("changed at its beginning", Some(flipped(0))),
        ("changed at its end", Some(flipped(63))),
        ("in capitals", Some(good.to_uppercase())),
        ("two of them", Some(format!("{good} {good}"))),
        ("that is its own hash", Some(okno::protocol::Hash::of(good.as_bytes()).to_string())),
        ("of another headquarters", another_headquarters()),
        ("expired", Some(api.token_at("irina", now().plus(-SESSION - TimeDelta::seconds(1))))),
        ("idle", Some(api.token_at("irina", now().plus(-IDLE - TimeDelta::seconds(1))))),
        ("signed out", Some(signed_out)),
    ]
}

/// A token that is good elsewhere, of a person of the same name and PIN.
fn another_headquarters() -> Option<String> {
    let site = Site::new(Engine::Sqlite).unwrap();
    put(&site, person("irina", Role::Supervisor, None, None), PIN).unwrap();
    let asked = okno::protocol::office::SignIn { user: "irina".parse().unwrap(), pin: PIN.into() };
    Some(site.hq.sign_in(&asked, "here", now()).unwrap().token)
}

/// Every route that needs a session, as method, path and body.
fn routes() -> Vec<(&'static str, String, Option<serde_json::Value>)> {
    let deed = Deed::Tick { desk: OURS.desk(), shift: 1, seen: true };
    let ordered = json!({"id": Uuid::now_v7().to_string(), "deed": deed});
    let mut routes = vec![
        ("GET", "/v1/office/session".to_owned(), None),
        ("POST", "/v1/office/deeds".to_owned(), Some(ordered)),
        ("POST", "/v1/office/deeds".to_owned(), Some(json!("no deed"))),
        ("GET", "/v1/office/letters/energosbyt/1".to_owned(), None),
        ("GET", "/v1/office/registers/energosbyt/1/file".to_owned(), None),
        ("GET", view_path("nothing"), None),
        ("GET", format!("{}?limit=x", view_path("days")), None),
        ("POST", "/v1/office/sign-out".to_owned(), None),
    ];
    routes.extend(VIEWS.iter().map(|(path, _)| ("GET", view_path(path), None)));
    routes
}

/// The routes of the table above are all that there are of the back office.
#[test]
fn every_route_of_the_back_office_is_asked() {
    let open = ["/v1/office/sign-in"];
    for (method, path) in okno::hq::server::ROUTES.iter().filter(|(_, path)| path.starts_with("/v1/office/")) {
        let before = path.split("{*").next().unwrap();
        let is_asked = |(how, asked, _): &(&str, String, _)| {
            // Up to the first name in it.
            let before = before.split('{').next().unwrap();
            how.eq_ignore_ascii_case(method) && if before == *path { asked == path } else { asked.starts_with(before) }
        };
        assert!(open.contains(path) || routes().iter().any(is_asked), "{method} {path} is not asked");
    }
}

fn no_route_is_open_without_a_session(api: &Api) {
    api.populate();
    let before = api.decisions();
    for (what, token) in none(api) {
        for (method, path, body) in routes() {
            let reply = api.ask(method, &path, token.as_deref(), &[], body.as_ref());
            let said = (reply.status, reply.text(), reply.header("etag"));
            assert_eq!(said, (401, "{\"code\":\"signed-out\"}", None), "{method} {path} with a token {what}");
        }
    }
    for said in ["Basic aXJpbmE6NDgyMQ==", "Bearer", "Token 0", "Bearer \u{7f}"] {
        let headers = [("authorization", said.to_owned())];
        assert!([400, 401].contains(&api.ask_raw("GET", "/v1/office/session", &headers).status), "{said}");
    }
    // The scheme's case is free, as HTTP has it; a newer version is refused before the token is looked at.
    let good = api.token("irina");
    assert_eq!(api.ask_raw("GET", "/v1/office/session", &[("authorization", format!("bEARER {good}"))]).status, 200);
    let newer = [("authorization", format!("Bearer {good}")), ("okno", "99".to_owned())];
    assert_eq!(api.ask_raw("GET", "/v1/office/session", &newer).status, 426);
    assert_eq!(api.decisions(), before);
}

fn is_signed_in(api: &Api, token: &str) -> bool {
    let status = |method, path: &str| api.ask(method, path, Some(token), &[], None).status;
    let [session, view] = [status("GET", "/v1/office/session"), status("GET", &view_path("days"))];
    assert_eq!(session, view);
    session == 200
}

fn a_session_ends_with_what_it_stands_on(api: &Api) {
    api.populate();
    let mine = person("irina", Role::Supervisor, Some(OURS.office), None);
    let [one, two] = [(); 2].map(|()| api.token("irina"));
    assert!(is_signed_in(api, &one) && is_signed_in(api, &two));
    // The same PIN given anew is another PIN: both sessions end.
    api.employ(&mine);
    assert!(!is_signed_in(api, &one) && !is_signed_in(api, &two));
    let token = api.token("irina");
    put(&api.site, mine.clone(), "1379").unwrap();
    assert!(!is_signed_in(api, &token));
    assert_eq!(api.sign_in("irina", PIN).status, 401);
    assert_eq!(api.sign_in("irina", "1379").status, 200);
    // Who is retired is out at once, and stays out when they come back with the same PIN.
    api.employ(&mine);
    let token = api.token("irina");
    api.site.hq.retire_person(&"irina".parse().unwrap(), new_id(), now()).unwrap();
    assert!(!is_signed_in(api, &token));
    let refused = api.sign_in("irina", PIN);
    assert_eq!((refused.status, refused.text()), (401, "{\"code\":\"sign-in-refused\"}"));
    api.employ(&mine);
    assert!(!is_signed_in(api, &token));
    // Signing out ends one session, not the other.
    let [one, two] = [(); 2].map(|()| api.token("irina"));
    assert_eq!(api.ask("POST", "/v1/office/sign-out", Some(&one), &[], None).status, 204);
    assert!(!is_signed_in(api, &one) && is_signed_in(api, &two));
    // On another node the end is known as well.
    let node = api.site.node();
    assert!(node.signed_in(&two, now()).is_ok() && node.signed_in(&one, now()).is_err());
}

/// Role and place are those of the moment, not those of the sign-in.
fn a_session_is_what_its_person_is_now(api: &Api) {
    api.populate();
    let token = api.token("boris");
    let path = "office/664003/2026-11-23";
    assert_eq!(api.view(&token, path).status, 404);
    move_to(api, "boris", OURS.office, Role::Supervisor);
    assert_eq!(api.view(&token, path).status, 200);
    assert_eq!(api.view(&token, "office/665800/2026-11-23").status, 404);
    // An office that goes to another region takes its supervisor's sight with it.
    let regina = api.token("regina");
    assert_eq!(api.view(&regina, path).status, 200);
    api.site.hq.put_office(&OURS.office.parse().unwrap(), "Отделение", OTHERS.region).unwrap();
    assert_eq!(api.view(&regina, path).status, 404);
    move_to(api, "boris", OURS.office, Role::Cashier);
    assert_eq!(api.view(&token, path).status, 401);
}

/// Gives somebody another place and role, and leaves the PIN.
fn move_to(api: &Api, name: &str, office: &str, role: Role) {
    let office = Some(office.parse().unwrap());
    let particulars = Particulars { role, office, region: None, full_name: None, language: None };
    let deed = Deed::ChangePerson { person: name.parse().unwrap(), particulars };
    assert_eq!(api.deed(&api.token("roman"), &deed).status, 200);
}
