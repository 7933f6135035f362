//! The built-in keys hold to every rule, and every way to break one is named with its line.

use std::collections::BTreeSet;

use crossterm::event::{KeyCode, KeyEvent, KeyEventState, KeyModifiers};

use super::super::actions::ACTIONS;
use super::*;

/// The faults of a user's file: line and text's id.
fn faults(user: &str) -> Vec<(usize, &'static str)> {
    Keymap::merged(user).unwrap_err().into_iter().map(|fault| (fault.line, fault.message.0)).collect()
}

fn key(spelled: &str) -> Key {
    Key::parse(spelled).unwrap()
}

#[test]
fn the_built_in_keymap_has_no_fault_and_every_action_has_a_key() {
    assert_eq!(read::merged(vec![], BUILT_IN).err(), None);
    let keymap = Keymap::built_in();
    for row in ACTIONS {
        assert!(!keymap.keys(row.action).is_empty(), "{} of [{}]", row.id, row.layer.id());
        for key in keymap.keys(row.action) {
            assert_eq!(keymap.action(row.layer, *key), Some(row.action));
        }
    }
}

#[test]
fn the_table_is_whole_and_every_name_in_a_layer_is_its_own() {
    let names: BTreeSet<_> = ACTIONS.iter().map(|row| (row.layer, row.id)).collect();
    assert_eq!(names.len(), ACTIONS.len());
    let grouped: Vec<_> = Layer::ALL.iter().flat_map(|layer| layer.groups()).flatten().collect();
    assert_eq!(grouped.len(), ACTIONS.len());
    for (layer, _, action) in KEYPAD {
        assert!(layer.rows().any(|row| row.action == action), "{action:?}");
    }
}

#[test]
fn nothing_vital_is_on_keys_that_something_else_takes() {
    // Desktops take F10 and F11; tmux takes Ctrl+B, screen Ctrl+A; Ctrl+Z, C, S and backslash stop a program or a
    // terminal outside raw mode.
    let taken = ["f10", "f11", "ctrl-b", "ctrl-a", "ctrl-z", "ctrl-c", "ctrl-s"].map(key);
    let keymap = Keymap::built_in();
    for row in ACTIONS {
        assert!(!keymap.keys(row.action).iter().all(|key| taken.contains(key)), "{}", row.id);
    }
}

#[test]
fn the_users_keys_stand_over_the_built_in_ones() {
    let user = "[till]\n\"f10\" = \"pay-cash\"\n\"f6\" = \"hold\"\n\"F3\" = 'pay-card'\n";
    let keymap = Keymap::merged(user).unwrap();
    let action = |spelled| keymap.action(Layer::Till, key(spelled));
    assert_eq!(action("f10"), Some(Action::PayCash));
    assert_eq!(action("f5"), Some(Action::PayCash));
    assert_eq!((action("f6"), action("f3")), (Some(Action::Hold), Some(Action::PayCard)));
    assert_eq!(keymap.keys(Action::PayCash), [key("f10"), key("f5")]);
    assert_eq!(keymap.names(Action::PayCash), "F10, F5, +");
    assert_eq!(keymap.action(Layer::Tender, key("f6")), Some(Action::SwitchCard));
    assert!(Keymap::merged("").is_ok() && Keymap::merged("# nothing\n[till]\n").is_ok());
}

#[test]
fn a_freed_key_does_nothing() {
    for free in ["false", "\"none\""] {
        let keymap = Keymap::merged(&format!("everywhere.f12 = {free}\n[till]\n\"f12\" = \"pay-cash\"\n")).unwrap();
        assert_eq!(keymap.action(Layer::Everywhere, key("f12")), None);
        assert_eq!(keymap.action(Layer::Till, key("f12")), Some(Action::PayCash));
        assert_eq!(keymap.keys(Action::Help), [key("f1")]);
    }
}

#[test]
fn every_fault_is_named_at_once_with_its_line() {
    let user = r#"
[tills]
"f5" = "pay-cash"

[till]
"f5" = "pay-chash"
"f25" = "hold"
"f13" = 5
"f14" = "fit"
"5" = "hold"
"del" = "remove-line"
"delete" = "clear"
"f1" = "hold"
"ctrl-i" = "hold"
"f16" = pay-cash

[tender]
"enter" = false
"left" = "back"

[question]
"q" = "back"
"left" = "back"

[reader]
"esc" = false
"enter" = false
"#;
    let expected = [
        (2, "keymap-layer"),
        (6, "keymap-action"),
        (7, "keymap-key"),
        (8, "keymap-value"),
        (9, "keymap-other-layer"),
        (10, "keymap-typed"),
        (12, "keymap-twice"),
        (13, "keymap-hidden"),
        (14, "keymap-lost"),
        (15, "keymap-syntax"),
        (19, "keymap-typed"),
        (22, "keymap-typed"),
    ];
    assert_eq!(faults(user), expected);
}

#[test]
fn an_action_without_a_key_is_named_where_it_lost_its_last() {
    assert_eq!(faults("[reader]\n\"esc\" = false\n\"enter\" = false\n"), [(3, "keymap-idle")]);
    assert_eq!(faults("[till]\n\"f2\" = \"hold\"\n\"f5\" = \"hold\"\n"), [(2, "keymap-idle"), (3, "keymap-idle")]);
    // The misspelled line may be its key.
    assert_eq!(faults("[till]\n\"f2\" = \"hold\"\n\"f7\" = \"amuont\"\n"), [(3, "keymap-action")]);
}

#[test]
fn a_key_may_not_hide_what_it_does_everywhere() {
    let layers = Layer::ALL
        .iter()
        .filter(|layer| layer.outer() == Layer::Everywhere && Keymap::built_in().action(**layer, key("f5")).is_some());
    let layers = layers.count();
    assert_eq!(faults("[everywhere]\n\"f5\" = \"lock\"\n"), vec![(2, "keymap-hidden"); layers]);
    assert_eq!(faults("[till]\n\"ctrl-L\" = \"hold\"\n"), [(2, "keymap-hidden")]);
    assert_eq!(
        faults("[everywhere]\n\"f10\" = \"lock\"\n[till]\n\"f10\" = \"hold\"\n").last(),
        Some(&(4, "keymap-hidden"))
    );
}

#[test]
fn what_is_no_table_of_keys_is_named() {
    assert_eq!(faults("till = 5\n"), [(1, "keymap-table")]);
    assert_eq!(faults("[till]\n\"f5\" = \"hold\"\n\"f5\" = \"amount\"\n"), [(3, "keymap-twice")]);
    assert_eq!(faults("[till]\n[tender]\n[till]\n"), [(3, "keymap-twice")]);
    assert_eq!(faults("[till\n\"f5 = 1\n").first().map(|(line, _)| *line), Some(1));
    assert!(!faults("\u{0}\u{fffd}=\n=[[[").is_empty());
}

#[test]
fn only_keys_that_arrive_can_be_bound() {
    for lost in [
        "ctrl-m",
        "ctrl-h",
        "ctrl-j",
        "ctrl-enter",
        "shift-enter",
        "alt-esc",
        "ctrl-tab",
        "ctrl-5",
        "ctrl-shift-l",
        "alt-shift-o",
        "alt-.",
        "alt-shift-7",
        "cmd-f5",
        "ctrl-space",
        "alt-h-j",
    ] {
        assert_eq!(faults(&format!("[till]\n\"{lost}\" = \"hold\"\n")).len(), 1, "{lost}");
    }
    for sound in ["f10", "shift-f5", "ctrl-e", "alt-h", "alt-shift-h", "alt-5", "ctrl-alt-e", "ctrl-del", "ctrl-left"] {
        assert!(Keymap::merged(&format!("[till]\n\"{sound}\" = \"hold\"\n")).is_ok(), "{sound}");
    }
}

#[test]
fn chords_work_under_the_russian_layout_and_letters_are_never_chords() {
    let keymap = Keymap::merged("[everywhere]\n\"alt-l\" = \"lock\"\n").unwrap();
    let does = |c, modifiers| keymap.action(Layer::Everywhere, Key::of(KeyEvent::new(KeyCode::Char(c), modifiers)));
    for c in ['l', 'д', 'L', 'Д'] {
        assert_eq!(does(c, KeyModifiers::CONTROL), Some(Action::Lock), "{c}");
        assert_eq!(does(c, KeyModifiers::ALT), Some(Action::Lock), "{c}");
        assert_eq!(does(c, KeyModifiers::NONE), None, "{c}");
        assert_eq!(does(c, KeyModifiers::SHIFT), None, "{c}");
    }
    assert_eq!(does('й', KeyModifiers::CONTROL), Some(Action::Quit));
}

#[test]
fn enter_of_the_numeric_keypad_is_enter() {
    let state = KeyEventState::KEYPAD;
    let enter = Key::of(KeyEvent { state, ..KeyEvent::from(KeyCode::Enter) });
    assert_eq!(Keymap::built_in().action(Layer::Till, enter), Some(Action::Take));
}
