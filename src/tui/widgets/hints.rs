//! The hint bar: the keys that do something now, the most useful first, and always the key of help.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::actions::Action;
use crate::tui::keyed::{Keyed, Row};

/// What stands between two hints.
const GAP: &str = "  ";

/// A key and what it does.
struct Hint {
    keys: String,
    words: String,
}

impl Hint {
    /// The hint of neighbours in the table with the same words; `None` if none of them would do anything.
    fn of(machine: &impl Keyed, rows: &[Row]) -> Option<Hint> {
        let available = rows.iter().filter(|row| machine.can(row));
        let keys: Vec<String> =
            available.filter_map(|row| machine.keymap().keys(row.action).first()).map(|key| key.to_string()).collect();
        let words = machine.lang().text(machine.hint(rows.first()?), &[]);
        (!keys.is_empty()).then(|| Hint { keys: keys.join(" "), words })
    }

    fn width(&self) -> usize {
        self.keys.chars().count() + 1 + self.words.chars().count()
    }
}

/// Draws the hint bar into the last row of an area.
pub fn draw(machine: &impl Keyed, frame: &mut Frame, area: Rect) {
    let last = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
    frame.render_widget(hints(machine, usize::from(area.width)), last);
}

/// The hints that have room in `width` columns. One that is too wide gives way to a narrower one after it.
pub fn hints(machine: &impl Keyed, width: usize) -> Line<'static> {
    let groups = || machine.layers().into_iter().flat_map(|layer| layer.groups());
    let is_help = |rows: &&[Row]| rows.iter().any(|row| matches!(row.action, Action::Help | Action::OfficeHelp));
    let help = groups().find(is_help).and_then(|rows| Hint::of(machine, rows));
    let mut room = width.saturating_sub(1 + help.as_ref().map_or(0, Hint::width));
    let mut fits = |hint: &Hint| {
        let needed = hint.width() + GAP.len();
        let fits = needed <= room;
        room -= if fits { needed } else { 0 };
        fits
    };
    let others =
        groups().filter(|rows| !is_help(rows)).filter_map(|rows| Hint::of(machine, rows)).filter(|hint| fits(hint));
    let mut spans = vec![];
    for Hint { keys, words } in others.chain(help) {
        spans.push(Span::raw(if spans.is_empty() { " " } else { GAP }));
        spans.push(Span::styled(keys, machine.theme().key()));
        spans.push(Span::raw(format!(" {words}")));
    }
    Line::from(spans)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Arc;

    use crossterm::event::KeyCode;
    use tui_input::Input;

    use super::*;
    use crate::domain::{EntryId, Money, Timestamp};
    use crate::lang::Lang;
    use crate::tui::fixtures;
    use crate::tui::key::Key;
    use crate::tui::keymap::Keymap;
    use crate::tui::model::{Model, Screen};
    use crate::tui::msg::{Effect, LineDraft, Msg, Stamp};
    use crate::tui::screens::sign_in::SignIn;
    use crate::tui::screens::till::Till;
    use crate::tui::update;

    fn now() -> Timestamp {
        "2026-11-23T06:05:00.000Z".parse().unwrap()
    }

    /// A till with nothing in it.
    pub(crate) fn model() -> Model {
        Model { desk: None, shift: None, screen: Screen::Till, ..fixtures::desk() }
    }

    pub(crate) fn press(model: &mut Model, key: Key) -> Vec<Effect> {
        let id: EntryId = "01934f2e-0000-7000-8000-000000000001".parse().unwrap();
        update(model, Msg::Key(key, Stamp { at: now(), id, spare: id }))
    }

    fn bar(model: &Model, width: usize) -> String {
        hints(model, width).spans.iter().map(|span| span.content.as_ref()).collect()
    }

    fn with_line(model: Model) -> Model {
        let line = LineDraft {
            supplier: "energosbyt".parse().unwrap(),
            service: None,
            account: "АБ1204417".parse().unwrap(),
            name: String::new(),
            address: String::new(),
            period: None,
            kopecks: Money::from_roubles(100),
            owed_kopecks: Money::ZERO,
        };
        let till = Till { basket: vec![line], ..model.till };
        Model { till, ..model }
    }

    #[test]
    fn only_what_would_do_something_is_offered() {
        assert_eq!(bar(&model(), 80), " F8 квитанции  F7 деньги  F9 закрыть смену  Ctrl+G язык  F1 помощь");
        let mut model = with_line(model());
        assert_eq!(
            bar(&model, 80),
            " F2 сумма  F5 наличные  F6 карта  F3 отложить  Del убрать строку  F1 помощь",
            "there is no room for F8, which comes after Del"
        );
        // A search under way will find something.
        model.till.lookup.input = Input::new("лен".to_owned());
        model.till.lookup.search += 1;
        assert_eq!(bar(&model, 80), " Enter в корзину  F2 сумма  F4 весь адрес  F5 наличные  F6 карта  F1 помощь");
    }

    #[test]
    fn as_many_as_fit_and_always_help() {
        for lang in Lang::ALL {
            let model = with_line(Model { lang, ..model() });
            for width in 10..200 {
                let bar = bar(&model, width);
                assert!(bar.chars().count() <= width, "{width}: {bar}");
                assert!(bar.contains("F1"), "{width}: {bar}");
            }
            assert!(bar(&model, 200).contains("Ctrl+Q"));
        }
    }

    #[test]
    fn hints_name_the_keys_in_force() {
        let keymap = Keymap::merged("[till]\n\"f10\" = \"pay-cash\"\n\"f5\" = false\n").unwrap();
        let model = with_line(Model { keymap: Arc::new(keymap), lang: Lang::En, ..model() });
        assert!(bar(&model, 80).contains("F10 cash"));
    }

    #[test]
    fn a_locked_screen_and_help_offer_their_own_keys() {
        let mut model = Model { lang: Lang::En, ..model() };
        press(&mut model, Key::plain(KeyCode::F(1)));
        assert_eq!(bar(&model, 80), " Esc close  Ctrl+G language  Ctrl+Q quit  F1 help");
        model.lock = Some(SignIn::default());
        assert_eq!(bar(&model, 80), " Enter next  Tab other field  Ctrl+G language  Ctrl+Q quit");
        model.lock = Some(SignIn { in_pin: true, ..SignIn::default() });
        assert!(bar(&model, 80).starts_with(" Enter unlock  "));
        press(&mut model, Key::plain(KeyCode::F(1)));
        assert!(model.is_locked(), "help would take the lock off");
    }

    #[test]
    fn the_bar_is_the_last_row() {
        let backend = ratatui::backend::TestBackend::new(80, 24);
        let mut terminal = ratatui::Terminal::new(backend).unwrap();
        terminal.draw(|frame| draw(&model(), frame, frame.area())).unwrap();
        let text = terminal.backend().to_string();
        let rows: Vec<&str> = text.lines().collect();
        assert!(rows[23].contains("F8 квитанции"), "{text}");
        assert!(rows[..23].iter().all(|row| row.trim_matches('"').trim().is_empty()), "{text}");
    }
}
