//! Every view × everybody: what is of an office is there for whoever sees the office, and nowhere else.

use std::collections::BTreeSet;

use okno::domain::View;

use crate::journal::*;
use crate::scene::{Api, PIN, WHO, Who};

on_both!(every_view_is_there_for_whoever_may_see_it, a_page_that_is_known_is_not_sent_again);

/// Who gets a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Everybody who is signed in; each sees their part of it.
    Everybody,
    /// Whoever sees [`OURS`].
    Ours,
    /// Whoever sees all offices: what goes to suppliers and comes from banks is of no office.
    All,
}

/// A path of every view, of [`OURS`] where it is of an office.
pub const VIEWS: [(&str, For); 37] = [
    ("days", For::Everybody),
    ("offices", For::Everybody),
    ("offices/2026-11-23", For::Everybody),
    ("money", For::Everybody),
    ("holders/till", For::Everybody),
    ("holders/bag", For::Everybody),
    ("queue", For::Everybody),
    ("office/664003/2026-11-23", For::Ours),
    ("shifts/664003/2026-11-23", For::Ours),
    ("shift/664003/1/1", For::Ours),
    ("entries/664003/1/1", For::Ours),
    ("entry/664003/1/3", For::Ours),
    ("corrections/664003/2026-11-23", For::Ours),
    ("exceptions", For::Everybody),
    ("exceptions/664003", For::Ours),
    ("exceptions/664003/2026-11-23", For::Ours),
    ("exception/664003/1/4/unknown-account/1", For::Ours),
    ("bags", For::Everybody),
    ("bag/664003/1/8", For::Ours),
    ("cards/2026-11-23", For::Everybody),
    ("cards/2026-11-23/664003", For::Ours),
    ("bank", For::All),
    ("suppliers", For::All),
    ("supplier/energosbyt", For::All),
    ("registers/energosbyt", For::All),
    ("register/energosbyt/1", For::All),
    ("letters", For::All),
    ("desks", For::Everybody),
    ("users", For::Everybody),
    ("search/АБ1", For::Everybody),
    ("hours/2026-11-01/2026-11-30", For::Everybody),
    ("takings/shift/2026-11-01/2026-11-30", For::Everybody),
    ("takings/supplier/2026-11-01/2026-11-30", For::Everybody),
    ("takings/tender/2026-11-23/2026-11-23", For::Everybody),
    ("takings/cashier/2026-11-01/2026-11-30/664003", For::Ours),
    ("region/2026-11-01/2026-11-30/Иркутск", For::Everybody),
    ("region/2026-11-01/2026-11-30/-", For::Everybody),
];

/// The same path at an office that there is not.
fn elsewhere(path: &str) -> String {
    path.replace(OURS.office, "699999")
}

fn may(who: &Who, of: For) -> bool {
    match of {
        For::Everybody => true,
        For::Ours => who.sees_ours,
        For::All => who.sees_all(),
    }
}

#[test]
fn every_view_has_a_row() {
    let names: BTreeSet<&str> = VIEWS.iter().map(|(path, _)| path.parse::<View>().unwrap().name()).collect();
    assert_eq!(names, View::NAMES.iter().copied().collect());
    for (path, of) in VIEWS {
        let is_of_office = path.parse::<View>().unwrap().office().is_some();
        assert_eq!(is_of_office, of == For::Ours, "{path}");
    }
}

fn every_view_is_there_for_whoever_may_see_it(api: &Api) {
    api.populate();
    for who in WHO {
        let token = api.token(who.name);
        for (path, of) in VIEWS {
            let reply = api.view(&token, path);
            if may(&who, of) {
                assert_eq!(reply.status, 200, "{path} for {who:?}: {}", reply.text());
                assert_eq!(reply.json()["view"], path);
                assert!(reply.header("etag").is_some() && reply.header("cache-control") == Some("private, no-cache"));
                continue;
            }
            // What is hidden and what there is not are one answer, to the byte.
            let nothing = api.view(&token, &elsewhere(path));
            assert_eq!((reply.status, reply.text()), (404, "{\"code\":\"not-found\"}"), "{path} for {who:?}");
            assert_eq!((nothing.status, nothing.text()), (404, reply.text()), "{path} for {who:?}");
            assert_eq!(reply.header("etag"), None);
        }
    }
    let cashier = api.sign_in(OURS.cashier, PIN);
    assert_eq!((cashier.status, cashier.text()), (403, "{\"code\":\"not-allowed\"}"));
}

/// A tag that somebody got tells whoever may not see the page nothing.
fn a_page_that_is_known_is_not_sent_again(api: &Api) {
    api.populate();
    let path = crate::scene::view_path("office/664003/2026-11-23");
    let known = |token: &str, tag: &str| api.ask("GET", &path, Some(token), &[("if-none-match", tag.to_owned())], None);
    let [irina, boris] = ["irina", "boris"].map(|name| api.token(name));
    let page = api.view(&irina, "office/664003/2026-11-23");
    let tag = page.header("etag").unwrap();
    let again = known(&irina, tag);
    assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(tag)));
    assert_eq!(known(&irina, "\"0\"").body, page.body);
    for guess in [tag, "*", "\"0\""] {
        let reply = known(&boris, guess);
        assert_eq!((reply.status, reply.text(), reply.header("etag")), (404, "{\"code\":\"not-found\"}", None));
    }
    assert_eq!(api.view(&irina, "nothing").status, 404);
    assert_eq!(api.view(&irina, "days/1").status, 404);
}
