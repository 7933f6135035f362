//! Looking: what opens, where one comes back to, what happens while nobody answers.

use chrono::TimeDelta;
use okno::lang::Lang;

use crate::scene::{day, put};
use crate::stage::{PIN, Stage, town};

/// The screen in both languages at both sizes.
fn pictures(keys: &str) -> String {
    let mut pictures = String::new();
    for (columns, rows) in [(80, 24), (120, 40)] {
        for lang in Lang::ALL {
            let mut stage = Stage::new(columns, rows, lang).keys(keys);
            pictures += &format!("{columns}x{rows} {}\n{}\n", lang.code(), stage.screen());
        }
    }
    pictures
}

#[test]
fn the_first_page_shows_what_is_wrong_where_the_money_is_and_what_waits() {
    insta::assert_snapshot!("first-page", pictures(""));
}

#[test]
fn the_sign_in_is_shown() {
    let mut stage = Stage::over(town(), 80, 24, Lang::Ru).keys("olga<enter>12");
    insta::assert_snapshot!("sign-in", stage.screen());
}

#[test]
fn every_figure_opens_down_to_the_entry_and_back() {
    let stage = Stage::new(80, 24, Lang::En);
    assert_eq!(stage.at(), "offices");
    let stage = stage.keys("<enter>");
    assert_eq!(stage.at(), "office/664007/2026-11-23", "the worst is first");
    let stage = stage.keys("<enter>");
    assert_eq!(stage.at(), "shifts/664007/2026-11-23");
    let stage = stage.keys("<enter><enter>");
    assert_eq!(stage.at(), "entries/664007/1/1");
    let mut stage = stage.keys("<down><enter>");
    assert_eq!(stage.at(), "entry/664007/1/3");
    // Ids and hashes are others each time.
    let screen = stage.screen();
    let same = screen.lines().filter(|line| !line.contains("Id: ") && !line.contains("Hash: "));
    insta::assert_snapshot!("entry", same.collect::<Vec<_>>().join("\n"));
    let stage = stage.keys("<esc>");
    assert_eq!(stage.model().row().unwrap().opens, Some("entry/664007/1/3".parse().unwrap()), "the cursor is there");
    let stage = stage.keys("<esc><esc><esc><esc>");
    assert_eq!((stage.at().as_str(), stage.model().path.len()), ("offices", 1));
    assert_eq!(stage.keys("<esc>").model().path.len(), 1, "there is nothing behind the first page");
}

#[test]
fn the_pages_look_as_they_should() {
    for (name, keys) in [
        ("match", "<enter>"),
        ("shifts", "<enter><enter>"),
        ("shift", "<enter><enter><enter>"),
        ("entries", "<enter><enter><enter><enter>"),
        ("exceptions", "<alt-3>"),
        ("exception", "<alt-3><enter>"),
        ("charts", "<alt-0>"),
        ("charts-offices", "<alt-0><tab><tab><tab>"),
        ("places", "<f2>"),
        ("help", "<f1>"),
        ("search", "<f3>АБ1<enter>"),
        ("missing", "<alt-5>"),
    ] {
        insta::assert_snapshot!(name, pictures(keys));
    }
}

#[test]
fn a_jump_leads_there_from_anywhere() {
    let stage = Stage::new(80, 24, Lang::Ru).keys("<enter><enter>");
    for (keys, path) in [
        ("<alt-3>", "exceptions"),
        ("<alt-8>", "desks"),
        ("<alt-9>", "users"),
        ("<alt-m>", "money"),
        ("<alt-2>", "offices"),
        ("<f2>3", "exceptions"),
        ("<f2><down><down><down><down><down><down><down><enter>", "desks"),
        ("<alt-7>", "cards/2026-11-23"),
    ] {
        let stage = Stage::new(80, 24, Lang::Ru).keys("<enter><enter>").keys(keys);
        assert_eq!((stage.at().as_str(), stage.model().path.len()), (path, 2), "{keys}");
    }
    assert_eq!(stage.keys("<alt-1>").model().path.len(), 1);
}

#[test]
fn what_is_typed_chooses_rows_and_esc_shows_them_all() {
    let stage = Stage::new(80, 24, Lang::En).keys("6690");
    assert_eq!(stage.model().rows(stage.model().pane().unwrap()).len(), 1);
    let stage = stage.keys("<enter>");
    assert_eq!(stage.at(), "office/669001/2026-11-23");
    let mut stage = stage.keys("<esc>x");
    assert!(stage.text().contains("Nothing has that"), "{}", stage.text());
    let stage = stage.keys("<backspace>");
    assert_eq!(stage.model().rows(stage.model().pane().unwrap()).len(), 1);
    let stage = stage.keys("<esc>");
    assert_eq!(stage.model().rows(stage.model().pane().unwrap()).len(), 4);
}

#[test]
fn a_wrong_pin_is_said_and_the_name_stays() {
    let mut stage = Stage::over(town(), 80, 24, Lang::En).keys("olga<enter>0000<enter>");
    assert!(stage.model().session.is_none());
    assert!(stage.text().contains("olga") && stage.notice().is_some(), "{}", stage.text());
    let stage = stage.keys(&format!("{PIN}<enter>"));
    assert!(stage.model().session.is_some());
    let mut cashier = Stage::over(town(), 80, 24, Lang::Ru).sign_in("boris");
    assert!(cashier.model().session.is_none() && cashier.notice().is_some(), "{}", cashier.text());
}

#[test]
fn what_was_seen_stays_while_nobody_answers_and_is_new_again_afterwards() {
    let stage = Stage::new(80, 24, Lang::En).meanwhile(|hq| hq.stop());
    let mut stage = stage.wait(TimeDelta::minutes(3));
    let text = stage.text();
    assert!(text.contains("664007") && text.contains("no answer from HQ since 14:05"), "{text}");
    assert!(text.contains("as of 14:05"), "{text}");
    let mut stage = stage.keys("<enter>");
    assert!(stage.text().contains("Headquarters"), "what was never seen says why: {}", stage.text());
    let mut stage = stage.keys("<esc>").meanwhile(|hq| hq.start()).wait(TimeDelta::seconds(5));
    let text = stage.text();
    assert!(!text.contains("no answer") && !text.contains("as of"), "{text}");
}

#[test]
fn a_refresh_moves_no_cursor() {
    let stage = Stage::new(80, 24, Lang::En).keys("<down><down>");
    let lit = stage.model().row().unwrap().opens.clone();
    let stage = stage.meanwhile(|hq| {
        let mut late = day(&hq.site, "660001/1", 3);
        late.pay(1, "АБ9", 100);
        late.send(&hq.site.hq);
    });
    let stage = stage.wait(TimeDelta::seconds(5));
    assert_eq!(stage.model().rows(stage.model().pane().unwrap()).len(), 5);
    assert_eq!(stage.model().row().unwrap().opens, lit);
}

#[test]
fn a_session_that_ends_is_begun_anew_where_one_was() {
    let stage = Stage::new(80, 24, Lang::En).keys("<enter><enter>").meanwhile(|hq| {
        // Whoever gets another PIN is signed out.
        let mut people = hq.site.hq.people().unwrap();
        people.retain(|person| person.user.name.as_str() == "olga");
        put(&hq.site, people.remove(0), "1234").unwrap();
    });
    let mut stage = stage.wait(TimeDelta::seconds(5));
    assert!(stage.model().is_locked() && stage.text().contains("everything is as you left it"), "{}", stage.text());
    let stage = stage.keys("1234<enter>");
    assert_eq!((stage.at().as_str(), stage.model().path.len()), ("shifts/664007/2026-11-23", 3));
    let stage = stage.keys("<ctrl-o>").sign_in("anna");
    assert_eq!(stage.at(), "offices", "another person begins at the first page");
    assert!(stage.keys("<ctrl-q>").has_quit);
}

#[test]
fn a_long_list_comes_as_it_is_scrolled() {
    let site = town();
    day(&site, "664011/1", 900).send(&site.hq);
    let stage = Stage::over(site, 80, 24, Lang::En).sign_in("olga");
    let stage = stage.keys("664011<enter><enter><enter><enter>");
    let loaded = |stage: &Stage| stage.model().table(&stage.model().pane().unwrap().view).unwrap().rows.len();
    assert_eq!((stage.at().as_str(), loaded(&stage)), ("entries/664011/1/1", 200));
    let stage = stage.keys("<end>");
    assert_eq!(loaded(&stage), 400);
    let stage = stage.keys("<end><end><end><end>");
    assert_eq!(loaded(&stage), 902);
    assert_eq!(stage.model().pane().unwrap().row, 901);
}
