//! The picture of a list over a page.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::list::{Choice, List};
use super::model::Model;
use super::words::{label, worded};
use crate::tui::widgets::layout;
use crate::tui::widgets::words::sentence;

/// How wide its texts are.
const TEXT: usize = 60;

/// Draws a list over the middle of an area; pages with their keys.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, list: &List) {
    let asked = list.asked.as_ref().map(|asked| layout::wrap(&worded(model, asked), TEXT)).unwrap_or_default();
    let mut lines: Vec<Line> = asked.into_iter().map(Line::from).collect();
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    for (n, (words, choice)) in list.rows.iter().enumerate() {
        let words = sentence(&worded(model, words));
        let key = match choice {
            Choice::Go(action) => model.keymap.names(*action),
            _ => String::new(),
        };
        let room = TEXT.saturating_sub(key.chars().count() + 3);
        let words = format!("{:<room$} {key}", layout::cut(&words, room));
        lines.push(layout::choice(&words, n == list.lit, TEXT, model.theme));
    }
    let inner = layout::over(frame, area, sentence(&label(model, list.title)), TEXT as u16 + 4, lines.len());
    frame.render_widget(Paragraph::new(lines), inner);
}
