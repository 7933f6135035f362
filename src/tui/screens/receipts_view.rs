//! The picture of the receipts.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::receipts::{Approval, Receipts};
use crate::domain::TenderKind;
use crate::lang::Arg;
use crate::tui::model::{Model, Screen};
use crate::tui::msg::ReceiptRow;
use crate::tui::widgets::field::{self, Look};
use crate::tui::widgets::{layout, words};

/// How wide the accounts stand where there is room: the sums should not be far from them.
const WIDEST_ACCOUNT: usize = 36;

/// Draws the receipts, and the approval of a void over them.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Screen::Receipts(receipts) = &model.screen else { return };
    let [upper, lower] =
        layout::in_two(frame, area, words::label(model, "screen-receipts"), area.height.saturating_sub(4));
    let look = Look { has_focus: receipts.approval.is_none() && model.overlay.is_none(), ..Look::default() };
    let query = Rect { x: upper.x + 1, width: upper.width.saturating_sub(1), ..upper };
    field::draw(frame, query, &receipts.query, look, model.theme);
    draw_rows(model, frame, lower, receipts);
    if let Some(approval) = &receipts.approval {
        draw_approval(model, frame, area, approval);
    }
}

fn draw_rows(model: &Model, frame: &mut Frame, area: Rect, receipts: &Receipts) {
    if receipts.rows.is_empty() {
        let words = format!(" {}", words::label(model, "screen-no-receipts"));
        frame.render_widget(Line::styled(words, model.theme.quiet()), area);
        return;
    }
    let shown = layout::page(receipts.rows.len(), receipts.chosen, usize::from(area.height));
    let cells: Vec<[String; 6]> = receipts.rows[shown.clone()].iter().map(|row| cells(model, row)).collect();
    let widths: [usize; 6] =
        std::array::from_fn(|n| cells.iter().map(|row| row[n].chars().count()).max().unwrap_or_default());
    let others: usize = widths.iter().sum::<usize>() - widths[2] + 11;
    let account = usize::from(area.width).saturating_sub(others).min(WIDEST_ACCOUNT);
    let lines: Vec<Line> = cells
        .iter()
        .zip(shown)
        .map(|(row, at)| {
            let [number, time, name, sum, tender, state] = row;
            let is_lit = at == receipts.chosen;
            let text = format!(
                "{}{number:<w0$}  {time:<w1$}  {:<account$}  {sum:>w3$}  {tender:<w4$}  {state:<w5$}",
                if is_lit { "▸" } else { " " },
                layout::cut(name, account),
                w0 = widths[0],
                w1 = widths[1],
                w3 = widths[3],
                w4 = widths[4],
                w5 = widths[5],
            );
            let voided = receipts.rows.get(at).is_some_and(|row| row.voided);
            match (is_lit, voided) {
                (true, _) => Line::from(Span::styled(text, model.theme.lit())),
                (false, true) => Line::styled(text, model.theme.quiet()),
                (false, false) => Line::from(text),
            }
        })
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}

/// Number, time, account, sum, tender, state.
fn cells(model: &Model, row: &ReceiptRow) -> [String; 6] {
    let more = match row.lines {
        0 | 1 => String::new(),
        lines => format!(" +{}", lines - 1),
    };
    let tender = match TenderKind::new(&row.tender) {
        Ok(kind) => words::tender(model, &kind),
        Err(_) => row.tender.clone(),
    };
    let state = match (row.voided, row.paper) {
        (true, _) => words::label(model, "screen-voided"),
        (_, "queued") => words::label(model, "screen-paper-queued"),
        (_, "unknown") => words::label(model, "screen-paper-unknown"),
        _ => String::new(),
    };
    [
        row.receipt.to_string(),
        words::time(model, row.at),
        format!("{}{more}", row.account.as_str()),
        words::sum(model, row.total),
        tender,
        state,
    ]
}

fn draw_approval(model: &Model, frame: &mut Frame, area: Rect, approval: &Approval) {
    let receipt = approval.receipt.to_string();
    let title = model.lang.text("screen-void", &[("receipt", Arg::Text(&receipt))]);
    let area = layout::over(frame, area, title, 60, 7);
    let reason = model.lang.text("screen-void-reason", &[("reason", Arg::Text(&approval.reason))]);
    let lines = vec![Line::from(reason), Line::from(words::label(model, "screen-void-approve"))];
    frame.render_widget(Paragraph::new(lines), area);
    let fields = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    let names = [words::label(model, "screen-supervisor"), words::label(model, "screen-pin")];
    approval.supervisor.draw(frame, fields, names.each_ref().map(String::as_str), model.theme);
}
