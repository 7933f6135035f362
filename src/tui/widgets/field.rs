//! A line that is typed into.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;
use tui_input::{Input, InputRequest};

use super::layout::cut;
use crate::tui::key::Key;
use crate::tui::theme::Theme;

/// Types a key into a field; true if its text changed.
pub fn edit(input: &mut Input, key: Key) -> bool {
    let word = key.modifiers.contains(KeyModifiers::CONTROL);
    let request = match key.code {
        KeyCode::Char(c) if key.modifiers.is_empty() => InputRequest::InsertChar(c),
        KeyCode::Backspace if word => InputRequest::DeletePrevWord,
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left if word => InputRequest::GoToPrevWord,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right if word => InputRequest::GoToNextWord,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        _ => return false,
    };
    input.handle(request).is_some_and(|changed| changed.value)
}

/// How a field is drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look<'a> {
    /// True where the next key goes: the cursor stands in it.
    pub has_focus: bool,
    /// True for a PIN: dots.
    pub is_secret: bool,
    /// What stands in it while it is empty.
    pub hint: &'a str,
}

/// Draws a field over the width of the area's first row.
pub fn draw(frame: &mut Frame, area: Rect, input: &Input, look: Look, theme: Theme) {
    let width = usize::from(area.width).saturating_sub(1);
    let value = input.value();
    let scroll = input.visual_scroll(width);
    let text = match (value.is_empty(), look.is_secret) {
        (true, _) => cut(look.hint, width),
        (false, true) => "•".repeat(value.chars().count()).chars().skip(scroll).collect(),
        (false, false) => value.chars().skip(scroll).collect(),
    };
    let is_hint = value.is_empty() && !look.hint.is_empty();
    let style = if is_hint { theme.field().patch(theme.quiet()) } else { theme.field() };
    let line = Rect { height: area.height.min(1), ..area };
    frame.render_widget(Paragraph::new(text).style(style), line);
    if look.has_focus {
        let column = input.visual_cursor().max(scroll) - scroll;
        frame.set_cursor_position((area.x + u16::try_from(column).unwrap_or_default().min(area.width), area.y));
    }
}
