//! The picture of the receipts: the list, and below it what the payment of the lit one is now.

use ratatui::Frame;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::receipts::{Correcting, Receipts};
use super::{correction, move_line, refund};
use crate::domain::{Event, Money};
use crate::lang::Arg;
use crate::tui::model::{Model, Screen};
use crate::tui::msg::ReceiptRow;
use crate::tui::widgets::field::{self, Look};
use crate::tui::widgets::{layout, words};

/// How wide the accounts stand where there is room: the sums should not be far from them.
const WIDEST_ACCOUNT: usize = 36;

/// How wide the lines of a payment are, likewise.
const WIDEST: usize = 88;

/// Draws the receipts, and the correction that is filled in over them.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Screen::Receipts(receipts) = &model.screen else { return };
    // A third of the rows tells what the lit payment is now.
    let details = (area.height / 3).clamp(6, 14);
    let title = words::label(model, "screen-receipts");
    let parts = [Constraint::Length(1), Constraint::Fill(1), Constraint::Length(details)];
    let [query, list, below] = layout::in_parts(frame, area, title, parts);
    let has_focus = receipts.correcting.is_none() && model.overlay.is_none();
    let at = Rect { x: query.x + 1, width: query.width.saturating_sub(1), ..query };
    let hint = words::label(model, "screen-receipts-how");
    let look = Look { has_focus, is_secret: false, hint: &hint };
    field::draw(frame, at, &receipts.query, look, model.theme);
    draw_rows(model, frame, list, receipts);
    if let Some(row) = receipts.chosen_row() {
        let below = Rect { x: below.x + 1, width: below.width.saturating_sub(1), ..below };
        draw_details(model, frame, below, row);
    }
    match &receipts.correcting {
        Some(Correcting::Refund(refund)) => refund::draw(model, frame, area, refund),
        Some(Correcting::Move(moving)) => move_line::draw(model, frame, area, moving),
        None => {}
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
            let stands = receipts.rows.get(at).is_some_and(ReceiptRow::stands);
            match (is_lit, stands) {
                (true, _) => Line::from(Span::styled(text, model.theme.lit())),
                (false, false) => Line::styled(text, model.theme.quiet()),
                (false, true) => Line::from(text),
            }
        })
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}

/// Number, time, account, sum, tender, state.
fn cells(model: &Model, row: &ReceiptRow) -> [String; 6] {
    let lines = &row.recorded.lines;
    let account = lines.first().map(|line| line.account.to_string()).unwrap_or_default();
    let more = if lines.len() > 1 { format!(" +{}", lines.len() - 1) } else { String::new() };
    // Of a payment that is void the tender is told that it was taken in.
    let taken = &row.recorded.taken.tenders;
    let tenders = if row.recorded.tenders.is_empty() { taken } else { &row.recorded.tenders };
    let largest = tenders.iter().max_by_key(|tender| tender.amount);
    let largest = largest.map(|tender| words::tender(model, &tender.kind)).unwrap_or_default();
    let others = if tenders.len() > 1 { format!(" +{}", tenders.len() - 1) } else { String::new() };
    [
        row.receipt.to_string(),
        words::when(model, row.at),
        format!("{account}{more}"),
        words::sum(model, row.total()),
        format!("{largest}{others}"),
        state(model, row),
    ]
}

/// What became of it, in a word.
fn state(model: &Model, row: &ReceiptRow) -> String {
    let has = |kind: fn(&Event) -> bool| row.corrections.iter().any(|(_, event)| kind(event));
    let is_refunded = has(|event| matches!(event, Event::PaymentRefunded(_)));
    let id = match row.paper {
        _ if row.recorded.voided => "screen-voided",
        _ if is_refunded && !row.stands() => "screen-refunded",
        _ if is_refunded => "screen-refunded-part",
        "queued" => "screen-paper-queued",
        "unknown" => "screen-paper-unknown",
        _ if has(|event| matches!(event, Event::PaymentMoved(_))) => "screen-line-moved",
        _ if has(|event| matches!(event, Event::PaymentRetendered(_))) => "screen-tender-mended",
        _ => return String::new(),
    };
    words::label(model, id)
}

/// What the payment is now: its lines, its tenders, and what made it so, the last first.
fn draw_details(model: &Model, frame: &mut Frame, area: Rect, row: &ReceiptRow) {
    let width = usize::from(area.width).min(WIDEST);
    let head = [("at", words::moment(model, row.at)), ("cashier", row.cashier.to_string())];
    let head: Vec<(&str, Arg)> = head.iter().map(|(name, value)| (*name, Arg::Text(value))).collect();
    let left = model.lang.text("screen-taken-by", &head);
    let mut lines = vec![Line::styled(layout::cut(&left, width), model.theme.quiet())];
    let taken = &row.recorded.taken.lines;
    for (n, (line, was)) in row.recorded.lines.iter().zip(taken).enumerate() {
        let payer = row.payers.get(n).filter(|payer| !payer.is_empty());
        let payer = payer.map(|payer| format!(", {payer}")).unwrap_or_default();
        let name = format!("{} {}{payer}", n + 1, correction::account(model, line));
        let remains = line.total().unwrap_or_default();
        let sum = remaining(model, remains, was.total().unwrap_or_default());
        let style = if remains.is_zero() { model.theme.quiet() } else { Default::default() };
        lines.push(layout::edges(&name, &sum, width, style));
    }
    if !row.recorded.tenders.is_empty() {
        let tenders = row
            .recorded
            .tenders
            .iter()
            .map(|tender| format!("{} {}", correction::tender(model, tender), words::sum(model, tender.amount)));
        lines.push(Line::from(layout::cut(&tenders.collect::<Vec<_>>().join("; "), width)));
    }
    for (at, event) in row.corrections.iter().rev() {
        if let Some(sentence) = correction::sentence(model, words::when(model, *at), event) {
            let said = layout::wrap(&words::worded(model, &sentence), width);
            lines.extend(said.into_iter().map(|line| Line::styled(line, model.theme.strong())));
        }
    }
    let room = usize::from(area.height);
    if lines.len() > room {
        let left = lines.len() + 1 - room;
        lines.truncate(room - 1);
        let more = model.lang.text("screen-more", &[("count", Arg::Number(left as i64))]);
        lines.push(Line::styled(more, model.theme.quiet()));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

/// What remains of a sum, where that isn't all of it.
fn remaining(model: &Model, remains: Money, was: Money) -> String {
    if remains == was {
        return words::sum(model, was);
    }
    let (part, of) = (Arg::Money(remains.kopecks()), Arg::Money(was.kopecks()));
    model.lang.text("screen-left-of", &[("left", part), ("of", of)])
}
