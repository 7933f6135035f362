//! What is read over a page: help, what came of several orders, a code to be told.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::model::{Model, Overlay};
use super::msg::Effect;
use super::orders::Results;
use super::words::{label, worded};
use crate::tui::actions::Action;
use crate::tui::keyed::Keyed;
use crate::tui::screens::help as keys;
use crate::tui::widgets::words::sentence;
use crate::tui::widgets::{big, layout, reader};

/// Opens help over whatever there is; once more closes it.
pub fn help(model: &mut Model) -> Vec<Effect> {
    if matches!(model.overlay, Some(Overlay::Help { .. })) {
        return close(model);
    }
    let layers = model.layers();
    let below = model.overlay.take().map(Box::new);
    model.overlay = Some(Overlay::Help { scroll: 0, layers, below });
    vec![]
}

fn close(model: &mut Model) -> Vec<Effect> {
    if let Some(Overlay::Help { below, .. }) = model.overlay.take() {
        model.overlay = below.map(|below| *below);
    }
    vec![]
}

/// Does what a key of the reader means.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    // A line stays in sight, so that the eye finds its place again.
    let page = isize::try_from(reader::room(model.size.1)).unwrap_or(2).max(2) - 1;
    match action {
        Action::ReadUp => scroll(model, -1),
        Action::ReadDown => scroll(model, 1),
        Action::ReadPageUp => scroll(model, -page),
        Action::ReadPageDown => scroll(model, page),
        _ => return close(model),
    }
    vec![]
}

fn scroll(model: &mut Model, by: isize) {
    let furthest = furthest(model);
    if let Some(Overlay::Help { scroll, .. } | Overlay::Results(Results { scroll, .. })) = &mut model.overlay {
        *scroll = scroll.saturating_add_signed(by).min(furthest);
    }
}

/// How far what is read can be scrolled.
pub fn furthest(model: &Model) -> usize {
    reader::furthest(lines(model, reader::width(model.size.0)).len(), model.size.1)
}

fn lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    match &model.overlay {
        Some(Overlay::Help { layers, .. }) => {
            let mut lines = keys::lines(model, layers, width);
            lines.push(Line::styled(label(model, "screen-office-help"), model.theme.quiet()));
            lines
        }
        Some(Overlay::Results(results)) => {
            results.rows.iter().flat_map(|row| result_lines(model, row, width)).collect()
        }
        _ => vec![],
    }
}

/// An office and what came of its signing.
fn result_lines(model: &Model, row: &super::orders::ResultRow, width: usize) -> Vec<Line<'static>> {
    let (said, style) = match &row.outcome {
        None => (label(model, "screen-office-on-its-way"), model.theme.quiet()),
        Some(Ok(())) => (label(model, "office-state-signed"), model.theme.good()),
        Some(Err(why)) => (sentence(&worded(model, why)), model.theme.fault()),
    };
    let office = row.office.to_string();
    let width = width.min(72).saturating_sub(office.chars().count() + 2);
    let wrapped = layout::wrap(&said, width).into_iter().enumerate();
    let line = |(n, said): (usize, String)| {
        let before = if n == 0 { office.clone() } else { " ".repeat(office.chars().count()) };
        Line::from(vec![Span::raw(format!("{before}  ")), Span::styled(said, style)])
    };
    wrapped.map(line).collect()
}

/// Draws what is read; the area is the whole terminal.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let text = |id: &str| sentence(&label(model, id));
    let lines = lines(model, reader::width(area.width));
    match &model.overlay {
        Some(Overlay::Help { scroll, .. }) => reader::draw(frame, area, text("help-title"), lines, *scroll),
        Some(Overlay::Results(results)) => {
            reader::draw(frame, area, text("action-office-sign-clean"), lines, results.scroll);
        }
        Some(Overlay::Code { code, about }) => {
            let about = layout::wrap(&worded(model, about), 60);
            let rows = about.len() + 2 + usize::from(big::ROWS);
            let inner = layout::over(frame, area, text("screen-office-code"), 64, rows);
            let said: Vec<Line> = about.iter().map(|line| Line::from(line.as_str())).collect();
            let below = Rect {
                y: inner.y + said.len() as u16 + 1,
                height: inner.height.saturating_sub(said.len() as u16 + 1),
                ..inner
            };
            frame.render_widget(ratatui::widgets::Paragraph::new(said), inner);
            big::draw_centred(frame, below, code, model.theme.strong());
        }
        _ => {}
    }
}
