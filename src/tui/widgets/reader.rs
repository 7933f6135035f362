//! A box over the screen with a text to read: help, a receipt.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Paragraph};

use super::layout::{centred, titled};

/// Columns that the frame of the box takes, with a blank at each side; and its rows.
const FRAME: (u16, u16) = (4, 2);

/// The rows of text that a terminal of `rows` rows has room for: the first and the last row stay uncovered.
pub fn room(rows: u16) -> usize {
    usize::from(rows.saturating_sub(2 + FRAME.1))
}

/// The columns of text that a terminal has room for.
pub fn width(columns: u16) -> usize {
    usize::from(columns.saturating_sub(FRAME.0))
}

/// How far a text of so many lines can be scrolled on a terminal of `rows` rows.
pub fn furthest(lines: usize, rows: u16) -> usize {
    lines.saturating_sub(room(rows))
}

/// Draws lines in a box in the middle of an area, the whole terminal; `scroll` of them are off its top.
pub fn draw(frame: &mut Frame, area: Rect, title: String, lines: Vec<Line>, scroll: usize) {
    let widest = lines.iter().map(Line::width).max().unwrap_or_default().max(title.chars().count() + 2);
    let shown = lines.len().min(room(area.height));
    let within = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    let size = |text: usize, frame: u16| u16::try_from(text).unwrap_or(u16::MAX).saturating_add(frame);
    let area = centred(within, size(widest, FRAME.0), size(shown, FRAME.1));
    let scroll = scroll.min(furthest(lines.len(), within.height.saturating_add(2)));
    let block = titled(title).title_bottom(Line::from(more(lines.len(), scroll, shown)).right_aligned());
    let inner = block.inner(area);
    let text = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    frame.render_widget(Clear, area);
    frame.render_widget(block, area);
    frame.render_widget(Paragraph::new(lines.into_iter().skip(scroll).take(shown).collect::<Vec<_>>()), text);
}

/// Arrows to where there is more.
fn more(lines: usize, scroll: usize, shown: usize) -> &'static str {
    match (scroll > 0, scroll + shown < lines) {
        (true, true) => " ↑↓ ",
        (true, false) => " ↑ ",
        (false, true) => " ↓ ",
        (false, false) => "",
    }
}
