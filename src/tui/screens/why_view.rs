//! The picture of a count that is off: the difference, the causes with what speaks for them, and the reason.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::why::Why;
use crate::domain::difference::Cause;
use crate::domain::message::text;
use crate::tui::model::Model;
use crate::tui::widgets::field::Look;
use crate::tui::widgets::form::{self, Label};
use crate::tui::widgets::{count_view, layout, words};

/// Draws what is off, why that may be, and the field of the reason.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, why: &Why) {
    let typed = if why.reason.is_some() { 1 } else { 0 };
    let [upper, lower] = layout::in_two(frame, area, words::label(model, "custody-why"), 1 + typed);
    let [upper, lower] = [upper, lower].map(|part| Rect { x: part.x + 1, width: part.width.saturating_sub(1), ..part });
    let width = usize::from(upper.width);
    let mut head = vec![count_view::line_of_difference(model, why.difference, width)];
    for (kind, difference) in &why.cards {
        let id = if difference.is_positive() { "custody-slips-over" } else { "custody-slips-short" };
        let words = words::worded(model, &(id, vec![("tender", text(kind))]));
        let sum = words::sum(model, difference.abs());
        head.push(layout::edges(&words, &sum, width, model.theme.fault()));
    }
    head.push(Line::default());
    let rows = head.len() as u16;
    frame.render_widget(Paragraph::new(head), upper);
    let list = Rect { y: upper.y + rows, height: upper.height.saturating_sub(rows), ..upper };
    match &why.causes {
        None => draw_said(model, frame, list, "custody-why-looking"),
        Some(causes) if causes.is_empty() => draw_said(model, frame, list, "custody-why-nothing"),
        Some(causes) => draw_causes(model, frame, list, causes, why.lit),
    }
    let advice = words::label(model, "custody-why-advice");
    frame.render_widget(Line::styled(layout::cut(&advice, width), model.theme.quiet()), Rect { height: 1, ..lower });
    if let Some(reason) = &why.reason {
        let words = words::label(model, "custody-reason");
        let look = Look { has_focus: model.overlay.is_none(), ..Look::default() };
        let label = Label { words: &words, width: words.chars().count() as u16, is_on_top: look.has_focus, look };
        let row = Rect { y: lower.y + 1, height: 1, ..lower };
        form::draw_labelled(frame, row, reason, &label, look, model.theme);
    }
}

/// A cause in a row or two; below the lit one what speaks for it and what mends it.
fn draw_causes(model: &Model, frame: &mut Frame, area: Rect, causes: &[Cause], lit: usize) {
    let width = usize::from(area.width);
    let mut groups: Vec<Vec<Line>> = vec![];
    for (n, cause) in causes.iter().enumerate() {
        let is_lit = n == lit;
        let style = if is_lit { model.theme.lit() } else { Default::default() };
        let title = words::sentence(&words::worded(model, &cause.message()));
        let mut lines: Vec<Line> = layout::wrap(&title, width - 2)
            .into_iter()
            .enumerate()
            .map(|(row, line)| {
                let mark = if is_lit && row == 0 { "▸" } else { " " };
                Line::styled(format!("{mark} {line:<rest$}", rest = width - 2), style)
            })
            .collect();
        if is_lit {
            for evidence in &cause.evidence {
                let said = words::sentence(&words::worded(model, &evidence.message()));
                lines.extend(layout::wrap(&said, width - 4).into_iter().map(|line| Line::from(format!("    {line}"))));
            }
            for mend in &cause.mend {
                let said = words::sentence(&words::worded(model, &mend.message()));
                let said = layout::wrap(&said, width - 6).into_iter().enumerate();
                let mark = |row| if row == 0 { "→" } else { " " };
                let line = |(row, line)| Line::styled(format!("    {} {line}", mark(row)), model.theme.strong());
                lines.extend(said.map(line));
            }
        }
        groups.push(lines);
    }
    // What is above the lit cause gives way until that is whole.
    let mut first = 0;
    let rows = |from: usize| groups[from..=lit.min(groups.len() - 1)].iter().map(Vec::len).sum::<usize>();
    while first < lit && rows(first) > usize::from(area.height) {
        first += 1;
    }
    let lines: Vec<Line> = groups.into_iter().skip(first).flatten().take(usize::from(area.height)).collect();
    frame.render_widget(Paragraph::new(lines), area);
}

fn draw_said(model: &Model, frame: &mut Frame, area: Rect, id: &'static str) {
    let said = layout::wrap(&words::label(model, id), usize::from(area.width));
    frame.render_widget(Paragraph::new(said.into_iter().map(Line::from).collect::<Vec<_>>()), area);
}
