//! What goes to suppliers as a file: there for whoever sees every office, and for nobody else.

use crate::scene::{Api, WHO};

on_both!(a_letter_is_there_for_who_sees_every_office);

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
