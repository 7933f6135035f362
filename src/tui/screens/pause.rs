//! A pause: the drawer is sealed under its cashier's name, and the desk is free for a colleague.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use tui_input::Input;

use super::{sign_in, till};
use crate::domain::event::ShiftPaused;
use crate::domain::message::text;
use crate::domain::{Action as Deed, Seal, SealError};
use crate::tui::actions::Action;
use crate::tui::key::Key;
use crate::tui::model::{Model, Notice, Screen};
use crate::tui::msg::{Effect, Stamp};
use crate::tui::widgets::field::{self, Look};
use crate::tui::widgets::form::{self, Label};
use crate::tui::widgets::{layout, words};

/// A pause that is about to begin.
#[derive(Clone, Debug, Default)]
pub struct Pause {
    /// The seal's number, where one is used.
    pub seal: Input,
    /// True while the desk records it.
    pub is_sent: bool,
}

/// Does what a key of the pause means.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Screen::Pause(pause) = &mut model.screen else { return vec![] };
    match action {
        _ if pause.is_sent => {}
        Action::LeavePause => till::show(model),
        Action::SealDrawer => {
            let typed = pause.seal.value().trim();
            let seal = if typed.is_empty() { Ok(None) } else { typed.parse().map(Some) };
            match seal {
                Ok(seal) => return send(model, seal, stamp),
                Err(error) => model.notice = Some(Notice::fault(SealError::message(&error))),
            }
        }
        _ => {}
    }
    vec![]
}

/// Types the seal's number.
pub fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Screen::Pause(pause) = &mut model.screen
        && !pause.is_sent
    {
        field::edit(&mut pause.seal, key);
    }
    vec![]
}

/// Shows the pause; a basket must be paid or held first.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.till.has_lines() {
        model.notice = Some(Notice::fault(("till-basket-first", vec![])));
        return vec![];
    }
    model.screen = Screen::Pause(Pause::default());
    vec![]
}

/// The drawer is sealed: the desk is free.
pub fn paused(model: &mut Model, paused: &ShiftPaused) -> Vec<Effect> {
    sign_in::leave(model);
    model.notice =
        Some(Notice::good(("custody-paused", vec![("shift", text(paused.shift)), ("cashier", text(&paused.user))])));
    vec![]
}

fn send(model: &mut Model, seal: Option<Seal>, stamp: Stamp) -> Vec<Effect> {
    if let Screen::Pause(pause) = &mut model.screen {
        pause.is_sent = true;
    }
    let command = model.command(stamp.id, stamp.at, Deed::PauseShift { seal });
    vec![Effect::Execute { command, approver: None, witness: None }]
}

/// Draws the pause.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Screen::Pause(pause) = &model.screen else { return };
    let said = layout::wrap(&words::label(model, "custody-pause-said"), 62);
    let rows = said.len() as u16;
    let area = layout::over(frame, area, words::label(model, "custody-pause"), 66, said.len() + 4);
    let mut lines: Vec<Line> = said.into_iter().map(Line::from).collect();
    if !model.rules.blind {
        let sum = words::sum(model, model.drawer());
        let words = words::label(model, "custody-pause-sum");
        lines.extend([Line::default(), layout::edges(&words, &sum, usize::from(area.width), model.theme.strong())]);
    }
    frame.render_widget(Paragraph::new(lines), area);
    let words = words::label(model, "custody-pause-seal");
    let look = Look { has_focus: model.overlay.is_none(), ..Look::default() };
    let label = Label { words: &words, width: words.chars().count() as u16, is_on_top: look.has_focus, look };
    let row = Rect { y: area.y + rows + 3, height: 1, ..area }.intersection(area);
    form::draw_labelled(frame, row, &pause.seal, &label, look, model.theme);
}
