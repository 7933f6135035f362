//! Bags, people and what else goes on beside the day: keys in, decisions at headquarters out.

use okno::domain::{Cell, Role, Table};
use okno::hq::office::{Page, Viewer};
use okno::lang::Lang;

use crate::scene::at;
use crate::stage::{Stage, bag};

fn shown(stage: &Stage, path: &str) -> Table {
    let viewer = Viewer { user: "olga".parse().unwrap(), role: Role::Supervisor, offices: None };
    stage.served.site.hq.view(&viewer, &path.parse().unwrap(), &Page::default(), at()).unwrap()
}

#[test]
fn a_bag_goes_with_the_collector_and_is_credited_with_less_by_an_act() {
    let stage = Stage::new(80, 24, Lang::Ru).meanwhile(|hq| bag(&hq.site)).keys("<alt-4>");
    let stage = stage.keys("<f4>завтра<enter>");
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-day-form"), true));
    let clear = "<backspace>".repeat(20);
    let stage = stage.keys(&format!("{clear}23.11<enter>"));
    assert_eq!(stage.notice(), Some("screen-office-collected"));
    let mut stage = stage.keys("<f5>");
    let text = stage.text();
    assert!(text.contains("Сумка: А-0017") && text.contains("2000,00"), "{text}");
    // The bank found a hundred less, and there is no credit of that without its act.
    let stage = stage.keys(&format!("{clear}1900<enter><right><enter><enter><enter><enter><enter><enter>"));
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-needed"), true));
    let stage = stage.keys("17<enter><enter><enter><enter><enter>");
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-credited"), false));
    assert_eq!(shown(&stage, "bags").rows, []);
    let bag = shown(&stage, "bag/669009/1/4");
    assert!(bag.facts.iter().any(|(_, cell)| *cell == Cell::Kopecks(okno::domain::Money::from_kopecks(-10_000))));
}

#[test]
fn people_are_added_changed_given_pins_and_retired() {
    let stage = Stage::new(80, 24, Lang::En).keys("<alt-9><f4>vera<enter><enter>664003<enter><enter>Vera P.<enter>");
    let mut stage = stage.keys("<enter>2468<enter>1357<enter>");
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-pin-other"), true));
    insta::assert_snapshot!("person-dialog", stage.text());
    let stage = stage.keys("<backspace><backspace><backspace><backspace>2468<enter>");
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-person-added"), false));
    let vera = |stage: &Stage| {
        let people = stage.served.site.hq.people().unwrap();
        people.into_iter().find(|person| person.user.name.as_str() == "vera").unwrap()
    };
    assert_eq!((vera(&stage).user.role, vera(&stage).office.as_deref()), (Role::Cashier, Some("664003")));
    let first = vera(&stage).user.pin_hash;
    let stage = stage.keys("vera<f5>97531<enter>97531<enter>");
    assert_eq!(stage.notice(), Some("screen-office-pin-given"));
    assert_ne!(vera(&stage).user.pin_hash, first);
    let stage = stage.keys("<f6><right><enter><enter><enter><enter><enter>");
    assert_eq!((stage.notice(), vera(&stage).user.role), (Some("screen-office-person-changed"), Role::Supervisor));
    let stage = stage.keys("<del><enter>");
    assert_eq!((stage.notice(), vera(&stage).user.retired), (Some("screen-office-person-retired"), true));
    let mut stage = stage;
    assert!(!stage.text().contains("new PIN"), "who has gone is given none: {}", stage.text());
}

#[test]
fn nobody_retires_themselves_and_the_dialog_says_so() {
    let stage = Stage::new(80, 24, Lang::En).keys("<alt-9>olga<del><enter>");
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("office-person-yourself"), true));
    assert!(!stage.keys("<esc>").has_dialog());
}

#[test]
fn a_register_is_made_and_its_supplier_remitted() {
    let mut stage = Stage::new(120, 40, Lang::Ru).keys("<alt-5>");
    insta::assert_snapshot!("suppliers", stage.text());
    let stage = stage.keys("<f4><right><enter>");
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-gave"), false));
    let stage = stage.keys("<enter>");
    assert_eq!(stage.at(), "supplier/energosbyt");
    let stage = stage.keys("<f5>100<enter>1<enter><enter><enter><enter><enter><enter>");
    assert_eq!((stage.notice(), stage.has_dialog()), (Some("screen-office-remitted"), false));
}
