//! The picture of a dialog.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::{Ask, Dialog, Label as Words, Typed};
use crate::document::name_in;
use crate::tui::office::Model;
use crate::tui::office::words::{label, worded};
use crate::tui::widgets::field::Look;
use crate::tui::widgets::form::Label;
use crate::tui::widgets::{form, layout};

/// How wide its texts are.
const TEXT: usize = 66;

/// Draws a dialog over the middle of an area.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, dialog: &Dialog) {
    let said: Vec<Line> =
        dialog.about.iter().flat_map(|message| layout::wrap(&worded(model, message), TEXT)).map(Line::from).collect();
    let names: Vec<String> = dialog.asks.iter().map(|ask| label(model, ask.label)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default().min(TEXT / 2) as u16;
    let above = if said.is_empty() { 0 } else { said.len() + 1 };
    let room = usize::from(area.height).saturating_sub(2 + above);
    // A blank row between fields, where there is room.
    let step = if names.len() * 2 <= room + 1 { 2 } else { 1 };
    let rows = above + (names.len() * step + 1).saturating_sub(step);
    let area = layout::over(frame, area, label(model, dialog.title), TEXT as u16 + 4, rows);
    frame.render_widget(Paragraph::new(said), area);
    for (n, (ask, name)) in dialog.asks.iter().zip(&names).enumerate() {
        let row = Rect { y: area.y + (above + step * n) as u16, height: 1, ..area };
        if row.y < area.bottom() {
            draw_field(model, frame, row, dialog, (n, ask, name, width));
        }
    }
}

fn draw_field(
    model: &Model,
    frame: &mut Frame,
    row: Rect,
    dialog: &Dialog,
    (n, ask, words, width): (usize, &Ask, &str, u16),
) {
    let look = Look { is_secret: ask.typed == Typed::Secret, ..Look::default() };
    let label = Label { words, width, is_on_top: dialog.can_be_typed(), look };
    let Typed::Choice(of) = &ask.typed else {
        return dialog.form.draw(frame, row, n, &label, model.theme);
    };
    let chosen = of.iter().find(|(code, _)| code == dialog.form.value(n));
    let shown = chosen.map(|(code, words)| format!("‹ {} ›", called(model, code, words))).unwrap_or_default();
    let has_focus = label.is_on_top && dialog.form.at() == n;
    let input = tui_input::Input::new(shown);
    form::draw_labelled(frame, row, &input, &label, Look { has_focus, ..look }, model.theme);
}

fn called(model: &Model, code: &str, words: &Words) -> String {
    match words {
        Words::Word(id) => label(model, id),
        Words::Name(name) => name_in(model.lang, name).to_owned(),
        Words::Code => code.to_owned(),
    }
}
