//! The pictures of the choice of a printer and of the forms of a shift, in both languages at both sizes.

use insta::assert_snapshot;

use super::fixtures::*;
use super::model::{Model, Overlay};
use super::msg::{Effect, Msg, Wanted};
use super::outfit::{Kind, Outfit, Unfit};
use super::{Key, update};
use crate::document::Form;
use crate::domain::message::{said, text};
use crossterm::event::KeyCode;

fn kind(code: &str, en: &str, ru: &str, columns: &[usize]) -> Kind {
    Kind { code: code.to_owned(), names: [en.to_owned(), ru.to_owned()], columns: columns.to_vec() }
}

fn press(model: &mut Model, code: KeyCode) -> Vec<Effect> {
    update(model, Msg::Key(Key::plain(code), stamp(1)))
}

fn chord(model: &mut Model, c: char) -> Vec<Effect> {
    update(model, Msg::Key(Key::parse(&format!("ctrl-{c}")).unwrap(), stamp(1)))
}

/// The choice of a printer at a till whose papers go into a folder.
fn choosing() -> Model {
    let mut model = till();
    assert_eq!(chord(&mut model, 'u'), [Effect::FindOutfit]);
    let kinds = vec![
        kind("text", "Text in files", "Текст в файлах", &[]),
        kind("epson-tm", "Epson TM", "Epson TM", &[48, 42]),
        kind("generic", "Other ESC/POS printer", "Другой принтер ESC/POS", &[32, 42]),
    ];
    let outfit = Outfit { profile: "text".to_owned(), way: "dir", place: "receipts".to_owned(), columns: 48 };
    update(&mut model, Msg::Outfit(Ok(Box::new((outfit, kinds)))));
    model
}

/// The same with another printer filled in, at the last field.
fn filled() -> Model {
    let mut model = choosing();
    for code in [KeyCode::Right, KeyCode::Right, KeyCode::Enter, KeyCode::Right, KeyCode::Enter] {
        press(&mut model, code);
    }
    // A person types, no scanner.
    for (n, key) in typed("10.0.0.7:9100").enumerate() {
        let at = stamp(1).at.plus(chrono::TimeDelta::milliseconds(200 * n as i64));
        update(&mut model, Msg::Key(key, super::Stamp { at, ..stamp(1) }));
    }
    press(&mut model, KeyCode::Enter);
    model
}

#[test]
fn the_printer_that_there_is() {
    assert_snapshot!("printer", pictures(choosing()));
}

#[test]
fn a_printer_that_does_not_answer_may_be_kept_all_the_same() {
    let mut model = filled();
    let outfit = Outfit { profile: "generic".to_owned(), way: "tcp", place: "10.0.0.7:9100".to_owned(), columns: 32 };
    let effect = |anyway| Effect::TryOutfit { outfit: outfit.clone(), keeps: true, anyway };
    assert_eq!(press(&mut model, KeyCode::Enter), [effect(false)]);
    assert_eq!(press(&mut model, KeyCode::Enter), [], "while it is tried");
    let why =
        ("screen-printer-fault", vec![("path", text("10.0.0.7:9100")), ("error", said(("print-silent", vec![])))]);
    let result = Err(Unfit { said: why, may_be_kept: true });
    update(&mut model, Msg::OutfitTried { result, kept: false });
    assert_snapshot!("printer-unfit", pictures(model.clone()));
    assert_eq!(press(&mut model, KeyCode::Enter), [effect(true)]);
    update(&mut model, Msg::OutfitTried { result: Ok(()), kept: true });
    assert!(model.overlay.is_none());
}

#[test]
fn what_is_changed_after_a_vain_try_is_tried_again() {
    let mut model = filled();
    press(&mut model, KeyCode::Enter);
    let result = Err(Unfit { said: ("print-silent", vec![]), may_be_kept: true });
    update(&mut model, Msg::OutfitTried { result, kept: false });
    press(&mut model, KeyCode::Right);
    let again = press(&mut model, KeyCode::Enter);
    assert!(matches!(again[..], [Effect::TryOutfit { anyway: false, .. }]), "{again:?}");
}

#[test]
fn without_a_place_nothing_is_tried() {
    let mut model = choosing();
    press(&mut model, KeyCode::Enter);
    press(&mut model, KeyCode::Right);
    assert_eq!(press(&mut model, KeyCode::F(5)), []);
    assert_eq!(model.notice.as_ref().map(|notice| notice.message.0), Some("screen-printer-no-place"));
}

#[test]
fn the_forms_of_a_shift() {
    let mut model = till();
    chord(&mut model, 'k');
    press(&mut model, KeyCode::Down);
    press(&mut model, KeyCode::Left);
    assert_snapshot!("forms", pictures(model.clone()));
    let asked = press(&mut model, KeyCode::F(3));
    let at = stamp(1).at;
    assert_eq!(asked, [Effect::Form { form: Form::Z, shift: Some(117), wanted: Wanted::Print, at }]);
    press(&mut model, KeyCode::Enter);
    update(&mut model, Msg::Preview(Ok(vec!["Z".to_owned()])));
    assert!(matches!(model.overlay, Some(Overlay::Paper { .. })));
    press(&mut model, KeyCode::Esc);
    assert!(matches!(model.overlay, Some(Overlay::Forms(_))), "the list is there again");
}

#[test]
fn who_counts_blind_reads_no_totals_of_an_open_shift() {
    let mut model = till();
    model.rules = std::sync::Arc::new(super::Rules { blind: true, ..rules() });
    chord(&mut model, 'k');
    assert_eq!(press(&mut model, KeyCode::Enter), [], "X");
    press(&mut model, KeyCode::Left);
    assert_eq!(press(&mut model, KeyCode::Enter).len(), 1, "of a closed one");
}
