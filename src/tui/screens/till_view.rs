//! The picture of the till: the lookup with the accounts found, the basket, and the change of the last payment.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use tui_input::Input;

use super::lookup::Lookup;
use super::tender;
use super::till::Paid;
use crate::domain::{Money, TenderKind};
use crate::lang::Arg;
use crate::tui::model::Model;
use crate::tui::msg::{Hit, LineDraft};
use crate::tui::widgets::field::{self, Look};
use crate::tui::widgets::{big, layout, words};

/// How many columns the sum has that is typed.
const SUM_FIELD: u16 = 14;
/// A name shorter than this says nothing: what it belongs to gets the row.
const LEAST_NAME: usize = 5;

/// Draws the till.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let [left, right] = Layout::horizontal([Constraint::Fill(11), Constraint::Fill(9)]).areas(area);
    draw_lookup(model, frame, left);
    match model.till.paid.filter(|_| !model.till.has_lines()) {
        Some(paid) => draw_paid(model, frame, right, &paid),
        None => draw_basket(model, frame, right),
    }
}

fn draw_lookup(model: &Model, frame: &mut Frame, area: Rect) {
    let till = &model.till;
    let [upper, lower] = layout::in_two(frame, area, words::label(model, "till-lookup"), 2);
    let has_focus = model.overlay.is_none() && till.amount.is_none();
    let query = Rect { x: upper.x + 1, width: upper.width.saturating_sub(1), ..upper };
    field::draw(frame, query, &till.lookup.input, Look { has_focus, ..Look::default() }, model.theme);
    let list = Rect { y: upper.y + 1, height: upper.height.saturating_sub(1), ..upper };
    if till.lookup.hits.is_empty() {
        let id = match till.lookup.value().trim().is_empty() {
            true => "till-how",
            false if till.asking => "till-asking-hq",
            false => "till-nothing-yet",
        };
        let said = layout::wrap(&words::label(model, id), usize::from(list.width).saturating_sub(2));
        let quiet = model.theme.quiet();
        let lines: Vec<Line> = said.into_iter().map(|line| Line::styled(format!(" {line}"), quiet)).collect();
        let below = Rect { y: list.y + 1, height: list.height.saturating_sub(1), ..list };
        frame.render_widget(Paragraph::new(lines), below);
        return;
    }
    draw_hits(model, frame, list, &till.lookup);
    // Where none is chosen yet, the oldest figure is the one to be wary of.
    let oldest = || till.lookup.hits.iter().min_by_key(|hit| &hit.as_of);
    if let Some(hit) = till.lookup.picked().or_else(oldest) {
        draw_age(model, frame, Rect { x: lower.x + 1, width: lower.width.saturating_sub(1), ..lower }, hit);
    }
}

/// Two rows an account, the one that Enter takes lit.
pub fn draw_hits(model: &Model, frame: &mut Frame, area: Rect, lookup: &Lookup) {
    let taken = lookup.picked_at();
    let room = usize::from(area.height) / 2;
    let shown = layout::page(lookup.hits.len(), taken.unwrap_or_default(), room);
    let hits = &lookup.hits[shown.clone()];
    let labels: Vec<String> = hits.iter().map(|hit| words::paid_for(model, &hit.supplier, None)).collect();
    let sums: Vec<String> = hits.iter().map(|hit| words::sum(model, hit.balance)).collect();
    let accounts = widest(hits.iter().map(|hit| hit.account.as_str()));
    let others = accounts + widest(sums.iter().map(String::as_str)) + 3;
    let width = usize::from(area.width);
    let label_width = width.saturating_sub(others).min(widest(labels.iter().map(String::as_str)));
    let mut lines = Vec::new();
    for (n, (hit, at)) in hits.iter().zip(shown.clone()).enumerate() {
        let is_taken = taken == Some(at);
        let style = if is_taken { model.theme.lit() } else { Default::default() };
        let mark = if is_taken { "▸" } else { " " };
        if label_width < LEAST_NAME {
            lines.push(layout::edges(&format!("{mark}{}", labels[n]), &sums[n], width, style));
            let room = width.saturating_sub(hit.account.as_str().chars().count() + 5);
            let who = layout::payer(&hit.name, &hit.address, room);
            lines.push(padded(&format!("   {}, {who}", hit.account), width, style));
            continue;
        }
        let label = layout::cut(&labels[n], label_width);
        let left = format!("{mark}{label:<label_width$} {}", hit.account.as_str());
        lines.push(layout::edges(&left, &sums[n], width, style));
        let who = layout::payer(&hit.name, &hit.address, width.saturating_sub(3));
        lines.push(padded(&format!("   {who}"), width, style));
    }
    let hidden = lookup.hits.len() > shown.end || lookup.more;
    frame.render_widget(Paragraph::new(lines), area);
    if hidden {
        let more = format!(" {} ", words::label(model, "till-more"));
        let at = Rect { y: area.y + area.height, height: 1, ..area };
        frame.render_widget(Line::from(more).right_aligned(), at);
    }
}

/// How old the debt is, and what was paid on it here within a day.
fn draw_age(model: &Model, frame: &mut Frame, area: Rect, hit: &Hit) {
    let at = words::as_of(model, &hit.as_of);
    let mut lines = vec![Line::from(model.lang.text("till-as-of", &[("at", Arg::Text(&at))]))];
    if let Some(last) = hit.paid_today.last() {
        let receipts: Vec<String> = hit.paid_today.iter().map(ToString::to_string).collect();
        let all = model.lang.text("till-paid-here", &[("receipts", Arg::Text(&receipts.join(", ")))]);
        let fits = all.chars().count() <= usize::from(area.width);
        let short = || model.lang.text("till-paid-here", &[("receipts", Arg::Text(&format!("{last}…")))]);
        lines.push(Line::styled(if fits { all } else { short() }, model.theme.fault()));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

fn draw_basket(model: &Model, frame: &mut Frame, area: Rect) {
    let till = &model.till;
    let mut title = words::label(model, "till-basket");
    if till.has_held() {
        let held = till.held.len() as i64;
        title = format!("{title} · {}", model.lang.text("till-held-count", &[("held", Arg::Number(held))]));
    }
    let [upper, lower] = layout::in_two(frame, area, title, 2);
    let upper = Rect { x: upper.x + 1, width: upper.width.saturating_sub(1), ..upper };
    let lower = Rect { x: lower.x + 1, width: lower.width.saturating_sub(1), ..lower };
    draw_lines(model, frame, upper, till.amount.as_ref());
    if !till.has_lines() {
        return;
    }
    let width = usize::from(lower.width);
    let total = words::sum(model, till.total());
    let mut lines = vec![layout::edges(&words::label(model, "till-total"), &total, width, model.theme.strong())];
    let due = tender::due(model, &TenderKind::cash());
    if due != till.total() {
        let fee = words::label(model, "till-with-fee");
        lines.push(layout::edges(&fee, &words::sum(model, due), width, Default::default()));
    }
    frame.render_widget(Paragraph::new(lines), lower);
}

/// Two rows a line of the basket, the last ones where there are many; the sum of the last may be in typing.
fn draw_lines(model: &Model, frame: &mut Frame, area: Rect, amount: Option<&Input>) {
    let basket = &model.till.basket;
    let width = usize::from(area.width);
    let columns = Columns::of(model, width);
    let number = columns.number;
    let mut groups = Vec::new();
    for (n, line) in basket.iter().enumerate() {
        let mut lines = columns.heading(model, line, n + 1);
        let is_typed = amount.is_some() && n + 1 == basket.len();
        let sum = if is_typed { " ".repeat(usize::from(SUM_FIELD)) } else { words::sum(model, line.kopecks) };
        let room = width.saturating_sub(number + 2 + sum.chars().count());
        let mut left = vec![layout::cut_address(&line.address, room)];
        if let Some(owed) = owed(model, line) {
            let both = format!("{} · {owed}", line.address);
            // A debt that has no room beside the address has a row of its own.
            left = if both.chars().count() <= room { vec![both] } else { vec![left.remove(0), owed] };
        }
        let last = left.len() - 1;
        let row = |(at, left): (usize, String)| {
            let left = format!("{:number$} {left}", "");
            layout::edges(&left, if at == last { &sum } else { "" }, width, Default::default())
        };
        lines.extend(left.into_iter().enumerate().map(row));
        groups.push(lines);
    }
    let lines = layout::tail(groups, usize::from(area.height));
    let last = (lines.len() as u16).saturating_sub(1);
    frame.render_widget(Paragraph::new(lines), area);
    if let Some(amount) = amount {
        let [_, at] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(SUM_FIELD)]).areas(Rect {
            y: area.y + last,
            height: 1,
            ..area
        });
        let hint = basket.last().map(|line| words::sum(model, line.kopecks)).unwrap_or_default();
        let look = Look { has_focus: model.overlay.is_none(), is_secret: false, hint: &hint };
        field::draw(frame, at, amount, look, model.theme);
        let mark = Rect { x: at.x.saturating_sub(1), width: 1, ..at };
        frame.render_widget(Line::from("▸"), mark);
    }
}

/// How a basket's lines stand: the number, what is paid for, and the account, which is never cut.
pub struct Columns {
    /// How wide the numbers are.
    pub number: usize,
    label: usize,
}

impl Columns {
    /// The columns of the basket in `width`.
    pub fn of(model: &Model, width: usize) -> Columns {
        let basket = &model.till.basket;
        let number = basket.len().to_string().len();
        let labels: Vec<String> = basket.iter().map(|line| label(model, line)).collect();
        let accounts = widest(basket.iter().map(|line| line.account.as_str()));
        let room = width.saturating_sub(number + 2 + accounts);
        Columns { number, label: room.min(widest(labels.iter().map(String::as_str))) }
    }

    /// What stands above the address of the line `n`; a very long account has a row of its own.
    pub fn heading(&self, model: &Model, line: &LineDraft, n: usize) -> Vec<Line<'static>> {
        let (label, number, width) = (label(model, line), self.number, self.label);
        let account = line.account.as_str().to_owned();
        if width < LEAST_NAME {
            return vec![Line::from(format!("{n:>number$} {label}")), Line::from(account).right_aligned()];
        }
        vec![Line::from(format!("{n:>number$} {:<width$} {account}", layout::cut(&label, width)))]
    }
}

fn label(model: &Model, line: &LineDraft) -> String {
    words::paid_for(model, &line.supplier, line.service.as_ref())
}

/// The debt, where another sum is paid.
fn owed(model: &Model, line: &LineDraft) -> Option<String> {
    let is_other = line.owed_kopecks != line.kopecks && line.owed_kopecks.is_positive();
    is_other.then(|| model.lang.text("till-owed", &[("sum", Arg::Money(line.owed_kopecks.kopecks()))]))
}

/// The change, large until the next payment begins.
fn draw_paid(model: &Model, frame: &mut Frame, area: Rect, paid: &Paid) {
    let [upper, lower] = layout::in_two(frame, area, words::label(model, "till-paid"), 2);
    let upper = Rect { x: upper.x + 1, width: upper.width.saturating_sub(1), ..upper };
    let lower = Rect { x: lower.x + 1, width: lower.width.saturating_sub(1), ..lower };
    let has_change = paid.change > Money::ZERO;
    let words = words::label(model, if has_change { "till-change" } else { "till-no-change" });
    let [_, head, _, sum] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Length(big::ROWS),
    ])
    .areas(upper);
    frame.render_widget(Line::styled(words, model.theme.strong()), head);
    if has_change {
        big::draw(frame, sum, &words::sum(model, paid.change), model.theme.strong());
    }
    let receipt = model.lang.text("till-receipt", &[("receipt", Arg::Text(&paid.receipt.to_string()))]);
    let line = layout::edges(&receipt, &words::sum(model, paid.total), usize::from(lower.width), Default::default());
    let mut lines = vec![line];
    if model.till.has_held() {
        let held = model.till.held.len() as i64;
        lines.push(Line::from(model.lang.text("till-held-count", &[("held", Arg::Number(held))])));
    }
    frame.render_widget(Paragraph::new(lines), lower);
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or_default()
}

fn padded(text: &str, width: usize, style: ratatui::style::Style) -> Line<'static> {
    Line::styled(format!("{text:<width$}"), style)
}
