//! Fields one below the other, one of them in focus.

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use tui_input::Input;

use super::field::{self, Look};
use super::layout::cut;
use crate::tui::key::Key;
use crate::tui::theme::Theme;

/// Fields and where the next key goes.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<Input>,
    at: usize,
}

impl Form {
    /// A form of these texts, the first in focus.
    pub fn new(values: &[&str]) -> Form {
        Form { fields: values.iter().map(|value| Input::new((*value).to_owned())).collect(), at: 0 }
    }

    /// Adds a field with this text at the end.
    pub fn add(&mut self, value: &str) {
        self.fields.push(Input::new(value.to_owned()));
    }

    /// What is typed in a field, without spaces around it.
    pub fn value(&self, field: usize) -> &str {
        self.fields.get(field).map(|input| input.value().trim()).unwrap_or_default()
    }

    /// Types a text in the place of whatever was typed.
    pub fn set(&mut self, field: usize, value: &str) {
        if let Some(input) = self.fields.get_mut(field) {
            *input = Input::new(value.to_owned());
        }
    }

    /// The field in focus.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Moves the focus to a field.
    pub fn focus(&mut self, field: usize) {
        self.at = field.min(self.fields.len().saturating_sub(1));
    }

    /// Empties a field.
    pub fn clear(&mut self, field: usize) {
        if let Some(input) = self.fields.get_mut(field) {
            input.reset();
        }
    }

    /// The next of the first `count` fields, the first after the last.
    pub fn next(&mut self, count: usize) {
        self.at = (self.at + 1) % count.max(1);
    }

    /// Types into the field in focus; the arrows go to the fields above and below, of which there are `count`.
    pub fn edit(&mut self, key: Key, count: usize) {
        match key.code {
            KeyCode::Down => self.at = (self.at + 1).min(count.saturating_sub(1)),
            KeyCode::Up | KeyCode::BackTab => self.at = self.at.saturating_sub(1),
            _ => {
                if let Some(input) = self.fields.get_mut(self.at) {
                    field::edit(input, key);
                }
            }
        }
    }

    /// Draws a field behind its label.
    pub fn draw(&self, frame: &mut Frame, area: Rect, n: usize, label: &Label, theme: Theme) {
        if let Some(input) = self.fields.get(n) {
            let look = Look { has_focus: label.is_on_top && self.at == n, ..label.look };
            draw_labelled(frame, area, input, label, look, theme);
        }
    }
}

/// What stands before a field.
#[derive(Clone, Copy, Debug)]
pub struct Label<'a> {
    /// Its words.
    pub words: &'a str,
    /// How many columns they have.
    pub width: u16,
    /// False while something lies over the form.
    pub is_on_top: bool,
    /// How the field looks; the form knows where the focus is.
    pub look: Look<'a>,
}

/// Draws a label and its field; the one in focus is marked.
pub fn draw_labelled(frame: &mut Frame, area: Rect, input: &Input, label: &Label, look: Look, theme: Theme) {
    let [mark, words, _, field] = Layout::horizontal([
        Constraint::Length(1),
        Constraint::Length(label.width),
        Constraint::Length(1),
        Constraint::Fill(1),
    ])
    .areas(Rect { height: area.height.min(1), ..area });
    let style = if look.has_focus { theme.strong() } else { Default::default() };
    frame.render_widget(Line::from(if look.has_focus { "▸" } else { " " }), mark);
    frame.render_widget(Line::from(Span::styled(cut(label.words, usize::from(label.width)), style)), words);
    field::draw(frame, field, input, look, theme);
}
