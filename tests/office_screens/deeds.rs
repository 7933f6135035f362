//! Deciding: keys in, entries of headquarters' journal out.

use okno::domain::{Cell, Mark, Table, View};
use okno::hq::office::{Page, Viewer};
use okno::lang::Lang;
use okno::tui::office::{Effect, Overlay};

use crate::scene::{at, day};
use crate::stage::{Stage, town};

fn shown(stage: &Stage, path: &str) -> Table {
    let viewer = Viewer { user: "olga".parse().unwrap(), role: okno::domain::Role::Supervisor, offices: None };
    stage.served.site.hq.view(&viewer, &path.parse().unwrap(), &Page::default(), at()).unwrap()
}

fn state(stage: &Stage, office: &str) -> Cell {
    let table = shown(stage, "offices/2026-11-23");
    table.rows.iter().find(|row| row.cells[0] == Cell::text(office)).unwrap().cells[1].clone()
}

#[test]
fn one_key_signs_all_clean_offices_after_a_question() {
    let mut stage = Stage::new(80, 24, Lang::Ru).keys("<f9>");
    insta::assert_snapshot!("sign-clean-asked", stage.screen());
    let mut stage = stage.keys("<enter>");
    insta::assert_snapshot!("sign-clean-results", stage.screen());
    for office in ["664003", "669001"] {
        assert_eq!(state(&stage, office), Cell::word("office-state-signed"));
    }
    for (office, word) in [("664007", "office-state-closed"), ("665800", "office-state-open")] {
        assert_eq!(state(&stage, office), Cell::word(word));
    }
    let stage = stage.keys("<esc><f9>");
    assert!(stage.model().overlay.is_none(), "there is nothing clean left");
}

#[test]
fn an_office_that_cannot_be_signed_says_why_in_the_list() {
    // Anna had the shifts of that day herself.
    let mut stage = Stage::over(town(), 80, 24, Lang::En).sign_in("anna").keys("<f9><enter>");
    assert!(stage.text().contains("You had a shift on that day"), "{}", stage.text());
    assert_eq!(state(&stage, "664003"), Cell::word("office-state-closed"));
}

#[test]
fn the_space_bar_ticks_paper_and_goes_to_the_next_shift() {
    let stage = Stage::new(80, 24, Lang::En).keys("664003<enter><enter><space>");
    assert_eq!(stage.model().pane().unwrap().row, 1);
    let marks = |stage: &Stage| -> Vec<Mark> {
        shown(stage, "shifts/664003/2026-11-23").rows.iter().map(|row| row.mark).collect()
    };
    assert_eq!(marks(&stage), [Mark::Right, Mark::Plain]);
    let stage = stage.keys("<space>");
    assert_eq!(marks(&stage), [Mark::Right, Mark::Right]);
    let stage = stage.keys("<up><space>");
    assert_eq!(marks(&stage), [Mark::Plain, Mark::Right]);
    let stage = stage.keys("<enter><space>");
    assert_eq!((stage.at().as_str(), marks(&stage)), ("shift/664003/2/1", vec![Mark::Plain, Mark::Plain]));
}

#[test]
fn an_office_is_signed_with_a_comment_where_something_is_wrong() {
    let mut stage = Stage::new(80, 24, Lang::Ru).keys("<f8>");
    insta::assert_snapshot!("sign-dialog", stage.screen());
    let stage = stage.keys("<enter>");
    assert_eq!(stage.notice(), Some("office-deny-comment"));
    assert!(stage.has_dialog());
    let stage = stage.keys("разбираемся<enter>");
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-signed"), false));
    assert_eq!(state(&stage, "664007"), Cell::word("office-state-signed"));
    assert_eq!(stage.model().pane().unwrap().row, 0, "the next one comes under the cursor");
}

#[test]
fn an_exception_is_taken_commented_resolved_and_opened_again() {
    let stage = Stage::new(80, 24, Lang::En).keys("<alt-3>");
    let rows = |stage: &Stage| shown(stage, "exceptions").rows.len();
    let before = rows(&stage);
    let stage = stage.keys("<f4>");
    assert_eq!(stage.notice(), Some("screen-office-taken"));
    let stage = stage.keys("<f6>asked them<enter>");
    assert_eq!(stage.notice(), Some("screen-office-commented"));
    let mut stage = stage.keys("<f5>");
    insta::assert_snapshot!("resolve-dialog", stage.screen());
    // The last of the list needs words.
    let stage = stage.keys("<left><enter><enter><enter>");
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-needed"), true));
    let stage = stage.keys("a new flat<enter><enter>");
    assert_eq!((stage.notice(), rows(&stage)), (Some("screen-office-resolved"), before - 1));
    let key = shown(&stage, "office/664007/2026-11-23");
    assert!(key.rows.iter().any(|row| row.mark == Mark::Wrong), "others are open");
    let stage = stage.keys("<alt-2><enter>").keys("<end>");
    assert!(stage.at().starts_with("office/664007"));
}

#[test]
fn a_resolved_exception_is_opened_again_from_its_page() {
    let stage = Stage::new(80, 24, Lang::En).keys("<alt-3><enter><f5><enter><enter><enter>");
    assert_eq!(stage.notice(), Some("screen-office-resolved"));
    let mut stage = stage;
    assert!(stage.text().contains("open again"), "{}", stage.text());
    let stage = stage.keys("<f5>it was not<enter>");
    assert_eq!(stage.notice(), Some("screen-office-reopened"));
}

#[test]
fn an_answer_that_is_lost_is_asked_again_under_the_same_id() {
    let stage = Stage::new(80, 24, Lang::En).keys("<f8>why not").late().keys("<enter>");
    let first = stage.waiting().to_vec();
    let mut stage = stage.lose_answers();
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-unsure"), true));
    insta::assert_snapshot!("unsure", stage.screen());
    // What was sent can't be changed under its id.
    let stage = stage.keys("x").late().keys("<enter>");
    assert_eq!(stage.waiting(), first.as_slice());
    let stage = stage.answer();
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-signed"), false));
    let story = shown(&stage, "office/664007/2026-11-23");
    let signed = story.rows.iter().filter(|row| row.cells[0] == Cell::word("office-story-signed")).count();
    assert_eq!(signed, 1);
}

#[test]
fn nothing_is_sent_twice_and_nothing_is_lost_while_headquarters_thinks() {
    let stage = Stage::new(80, 24, Lang::En).keys("<f8>why not").late().keys("<enter><enter><esc>x");
    assert_eq!(stage.waiting().iter().filter(|effect| matches!(effect, Effect::Deed(_))).count(), 1);
    assert!(stage.has_dialog());
    assert_eq!(stage.answer().notice(), Some("screen-office-signed"));
}

#[test]
fn a_desk_without_a_network_is_announced_by_fields_that_say_what_is_wrong() {
    let stage = Stage::new(80, 24, Lang::Ru)
        .keys("6658<f7>1<enter>1<enter><enter>2<enter>много<enter>0123abcd<enter>Анна<enter>");
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-sum-malformed"), true));
    let mut stage = stage;
    insta::assert_snapshot!("announce-dialog", stage.screen());
    let stage = stage.keys("<backspace><backspace><backspace><backspace><backspace>1234,56<enter><enter><enter>");
    assert_eq!(stage.notice(), Some("screen-office-announced"));
}

#[test]
fn a_table_is_written_to_a_file_and_never_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("offices.csv");
    let keys = |stage: Stage| {
        stage.keys(&format!("<ctrl-e><right><enter><end>{}{}<enter>", "<backspace>".repeat(40), path.display()))
    };
    let stage = keys(Stage::new(80, 24, Lang::En));
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("office-written"), false));
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.contains("664007") && written.contains("Office"), "{written}");
    let stage = keys(stage);
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("office-export-exists"), true));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
    let pdf = folder.path().join("day.pdf");
    let stage = stage.keys(&format!(
        "<esc><ctrl-e><right><right><enter><end>{}{}<enter>",
        "<backspace>".repeat(40),
        pdf.display()
    ));
    assert_eq!(stage.notice(), Some("office-written"));
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
}

#[test]
fn what_headquarters_does_not_know_yet_is_said_and_the_fields_stay() {
    let stage = Stage::new(80, 24, Lang::En).keys("<ctrl-t>664003/2<enter><enter>1-1-3<enter>100<enter>ABCD<enter>");
    assert!(stage.has_dialog() && stage.notice().is_some());
    assert!(!matches!(stage.model().overlay, Some(Overlay::Code { .. })));
}

#[test]
fn a_day_is_reconciled_with_few_keys() {
    let site = town();
    day(&site, "664099/1", 2).send(&site.hq);
    // All clean offices, the double, the unknown account and the shortage of one office, its day.
    let keys = "<f9><enter><esc><enter>";
    let stage = Stage::over(site, 80, 24, Lang::En).sign_in("olga").keys(keys);
    assert_eq!(stage.at(), "office/664007/2026-11-23");
    assert_eq!(stage.model().row().map(|row| row.opens.clone().is_some()), Some(true));
    assert!(matches!(&stage.model().pane().unwrap().view, View::Office { .. }));
}
