//! What goes to suppliers as a file: there for whoever sees every office, and for nobody else.

use crate::hq::change;
use crate::scene::{Api, WHO};

on_both!(
    a_letter_is_there_for_who_sees_every_office,
    the_file_of_a_register_is_there_for_who_sees_every_office,
    a_file_that_was_changed_in_the_store_is_not_given_out
);

const NOTHING: (u16, &str) = (404, "{\"code\":\"not-found\"}");

fn a_letter_is_there_for_who_sees_every_office(api: &Api) {
    api.populate_with_letter();
    for who in WHO {
        let token = api.token(who.name);
        let ask = |path: &str| api.ask("GET", &format!("/v1/office/letters/{path}"), Some(&token), &[], None);
        let reply = ask("energosbyt/1");
        if who.sees_all() {
            assert_eq!(reply.status, 200, "{who:?}: {reply:?}");
            let letter = reply.json();
            assert_eq!((&letter["line"]["receipt"], &letter["asked"]["what"]), (&"1-1-1".into(), &"void".into()));
            assert_eq!(reply.header("cache-control"), Some("private, no-cache"));
        } else {
            assert_eq!((reply.status, reply.text()), NOTHING, "{who:?}");
        }
        for path in ["energosbyt/2", "energosbyt/0", "energosbyt/x", "teploset/1", "nobody/1", "НЕКТО/1"] {
            let path = path.replace("НЕКТО", "%D0%9D");
            let reply = ask(&path);
            assert_eq!((reply.status, reply.text()), NOTHING, "{path} for {who:?}");
        }
    }
}

fn the_file_of_a_register_is_there_for_who_sees_every_office(api: &Api) {
    api.populate();
    let sent = api.site.hq.register_file(&"energosbyt".parse().unwrap(), 1).unwrap();
    let name = format!("attachment; filename=\"{}\"", sent.register.file);
    for who in WHO {
        let token = api.token(who.name);
        let ask = |path: &str| api.ask("GET", &format!("/v1/office/registers/{path}"), Some(&token), &[], None);
        let reply = ask("energosbyt/1/file");
        if who.sees_all() {
            assert_eq!((reply.status, &reply.body), (200, &sent.bytes), "{who:?}");
            assert_eq!(okno::protocol::Hash::of(&reply.body).to_string(), sent.register.sha256);
            assert_eq!(reply.header("content-disposition"), Some(name.as_str()));
            assert_eq!(reply.header("content-type"), Some("application/octet-stream"));
            assert_eq!(reply.header("cache-control"), Some("private, no-cache"));
        } else {
            assert_eq!((reply.status, reply.text()), NOTHING, "{who:?}");
            assert_eq!(reply.header("content-disposition"), None);
        }
        for path in ["energosbyt/2/file", "energosbyt/0/file", "energosbyt/x/file", "teploset/1/file", "energosbyt/1"] {
            let reply = ask(path);
            assert_eq!((reply.status, reply.text()), NOTHING, "{path} for {who:?}");
        }
    }
}

fn a_file_that_was_changed_in_the_store_is_not_given_out(api: &Api) {
    api.populate();
    change(&api.site, "UPDATE register SET sha256 = 'x'");
    let [olga, irina] = ["olga", "irina"].map(|name| api.token(name));
    let ask = |token: &str| api.ask("GET", "/v1/office/registers/energosbyt/1/file", Some(token), &[], None);
    let reply = ask(&olga);
    assert_eq!((reply.status, &reply.json()["why"]), (422, &"office-register-changed".into()), "{reply:?}");
    assert_eq!(ask(&irina).status, 404);
}
