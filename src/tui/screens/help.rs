//! Help: every key of the screen below, then those of every screen. And how a text over a screen is scrolled.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::keyed::{Keyed, Row};
use crate::tui::keymap;
use crate::tui::layers::Layer;
use crate::tui::model::{Model, Overlay};
use crate::tui::msg::Effect;
use crate::tui::update::layers;
use crate::tui::widgets::reader;

/// What stands between two columns.
const GAP: usize = 3;

/// Opens help over whatever there is; once more closes it.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if matches!(model.overlay, Some(Overlay::Help { .. })) {
        return close(model);
    }
    let [layer, _] = layers(model);
    let below = model.overlay.take().map(Box::new);
    model.overlay = Some(Overlay::Help { scroll: 0, layer, below });
    vec![]
}

/// Closes what is read; what it covered is there again.
pub fn close(model: &mut Model) -> Vec<Effect> {
    if let Some(Overlay::Help { below, .. } | Overlay::Paper { below, .. }) = model.overlay.take() {
        model.overlay = below.map(|below| *below);
    }
    vec![]
}

/// True if there is more to read than has room.
pub fn scrolls(model: &Model) -> bool {
    furthest(model) > 0
}

/// Scrolls what is read so many lines down.
pub fn scroll(model: &mut Model, by: isize) -> Vec<Effect> {
    let furthest = furthest(model);
    if let Some(Overlay::Help { scroll, .. } | Overlay::Paper { scroll, .. }) = &mut model.overlay {
        *scroll = scroll.saturating_add_signed(by).min(furthest);
    }
    vec![]
}

/// Scrolls so many pages down.
pub fn page(model: &mut Model, by: isize) -> Vec<Effect> {
    let rows = isize::try_from(reader::room(model.size.1)).unwrap_or(isize::MAX);
    // A line stays in sight, so that the eye finds its place again.
    scroll(model, by.saturating_mul(rows - 1))
}

/// Draws help; the area is the whole terminal.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    if let Some(Overlay::Help { scroll, layer, .. }) = &model.overlay {
        let lines = lines(model, &[*layer, Layer::Everywhere], reader::width(area.width));
        reader::draw(frame, area, model.lang.text("help-title", &[]), lines, *scroll);
    }
}

/// How far what is read can be scrolled.
fn furthest(model: &Model) -> usize {
    let (columns, rows) = model.size;
    let lines = match &model.overlay {
        Some(Overlay::Help { layer, .. }) => lines(model, &[*layer, Layer::Everywhere], reader::width(columns)).len(),
        Some(Overlay::Paper { lines, .. }) => lines.len(),
        _ => 0,
    };
    reader::furthest(lines, rows)
}

/// The keys by layer, in as many columns as there is width for.
pub fn lines(machine: &impl Keyed, layers: &[Layer], width: usize) -> Vec<Line<'static>> {
    let groups = || layers.iter().flat_map(|layer| layer.groups());
    let of_keys = groups().map(|rows| keys(machine, rows).chars().count()).max().unwrap_or_default();
    let of_words = groups().map(|rows| words(machine, rows).chars().count()).max().unwrap_or_default();
    let column = of_keys + 2 + of_words;
    let columns = ((width + GAP) / (column + GAP)).max(1);
    let mut lines = Vec::new();
    for &layer in layers {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(machine.lang().text(layer.text(), &[]), machine.theme().strong()));
        let cells: Vec<&[Row]> = layer.groups().collect();
        // Down the first column, then down the next.
        let height = cells.len().div_ceil(columns);
        for row in 0..height {
            let row = cells.iter().skip(row).step_by(height).map(|rows| cell(machine, rows, of_keys, column));
            lines.push(Line::from(row.collect::<Vec<_>>().join(&Span::raw(" ".repeat(GAP)))));
        }
        if keymap::has_keypad(layer) {
            lines.push(Line::styled(machine.lang().text("help-keypad", &[]), machine.theme().quiet()));
        }
    }
    lines
}

/// A cell of the table; what would do nothing now is pale.
fn cell(machine: &impl Keyed, rows: &[Row], of_keys: usize, column: usize) -> Vec<Span<'static>> {
    let is_available = rows.iter().any(|row| machine.can(row));
    let theme = machine.theme();
    let (key, text) = match is_available {
        true => (theme.key(), ratatui::style::Style::new()),
        false => (theme.quiet(), theme.quiet()),
    };
    let of_words = column - of_keys - 2;
    vec![
        Span::styled(format!("{:<of_keys$}  ", keys(machine, rows)), key),
        Span::styled(format!("{:<of_words$}", words(machine, rows)), text),
    ]
}

fn keys(machine: &impl Keyed, rows: &[Row]) -> String {
    rows.iter().map(|row| machine.keymap().names(row.action)).collect::<Vec<_>>().join(", ")
}

fn words(machine: &impl Keyed, rows: &[Row]) -> String {
    rows.first().map(|row| machine.lang().text(row.text, &[])).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::lang::Lang;
    use crate::tui::key::Key;
    use crate::tui::model::Screen;
    use crate::tui::screens::question::{Answer, Question};
    use crate::tui::widgets::hints::tests::{model, press};

    fn screen(model: &Model) -> String {
        let mut terminal = Terminal::new(TestBackend::new(model.size.0, model.size.1)).unwrap();
        terminal.draw(|frame| draw(model, frame, frame.area())).unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn help_lists_the_keys_of_the_screen_then_those_of_every_screen() {
        for (lang, size, name) in [
            (Lang::En, (80, 24), "en_80x24"),
            (Lang::Ru, (80, 24), "ru_80x24"),
            (Lang::En, (120, 40), "en_120x40"),
            (Lang::Ru, (120, 40), "ru_120x40"),
        ] {
            let mut model = Model { lang, size, screen: Screen::Till, ..model() };
            press(&mut model, Key::plain(KeyCode::F(1)));
            insta::assert_snapshot!(format!("help_{name}"), screen(&model));
        }
    }

    #[test]
    fn what_would_do_nothing_now_is_pale() {
        let model = Model { screen: Screen::Till, lang: Lang::En, ..model() };
        let lines = lines(&model, &[Layer::Till, Layer::Everywhere], 76);
        let style = |words: &str| {
            let mut spans = lines.iter().flat_map(|line| &line.spans);
            spans.find(|span| span.content.trim() == words).map(|span| span.style)
        };
        assert_eq!(style("cash"), Some(model.theme.quiet()));
        assert_eq!((style("F8"), style("receipts")), (Some(model.theme.key()), Some(ratatui::style::Style::new())));
    }

    #[test]
    fn help_closes_with_its_key_or_esc_and_gives_back_what_it_covered() {
        for closing in [KeyCode::Esc, KeyCode::F(1), KeyCode::F(12)] {
            let mut model = model();
            let choices = vec![(("till-leave-out", vec![]), Answer::Nothing)];
            model.overlay = Some(Overlay::Question(Question::new(("till-which-sum", vec![]), choices)));
            press(&mut model, Key::plain(KeyCode::F(1)));
            assert!(matches!(model.overlay, Some(Overlay::Help { layer: Layer::Question, .. })));
            press(&mut model, Key::plain(closing));
            assert!(matches!(model.overlay, Some(Overlay::Question(_))), "{closing:?}");
        }
    }

    #[test]
    fn scrolling_ends_at_both_ends() {
        let mut model = Model { size: (40, 10), screen: Screen::Till, ..model() };
        press(&mut model, Key::plain(KeyCode::F(1)));
        let furthest = furthest(&model);
        let at = |model: &Model| match model.overlay {
            Some(Overlay::Help { scroll, .. }) => scroll,
            _ => usize::MAX,
        };
        press(&mut model, Key::plain(KeyCode::Up));
        assert_eq!(at(&model), 0);
        press(&mut model, Key::plain(KeyCode::PageDown));
        assert_eq!(at(&model), reader::room(10) - 1);
        for _ in 0..50 {
            press(&mut model, Key::plain(KeyCode::Down));
        }
        assert_eq!(at(&model), furthest);
        assert!(screen(&model).contains("Ctrl+Q"));
    }
}
