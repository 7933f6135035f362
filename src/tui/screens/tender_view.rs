//! The picture of the tender: the lines with their fees, what is due, what was given, what goes back.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::tender::{self, Tender};
use super::till_view::Columns;
use crate::domain::Money;
use crate::lang::Arg;
use crate::tui::model::{Model, Screen};
use crate::tui::widgets::field::{self, Look};
use crate::tui::widgets::{big, layout, words};

/// How many columns the given sum has.
const GIVEN_FIELD: u16 = 16;

/// Draws the tender.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect) {
    let Screen::Tender(tender) = &model.screen else { return };
    let [left, right] = Layout::horizontal([Constraint::Fill(11), Constraint::Fill(9)]).areas(area);
    draw_lines(model, frame, left, tender);
    draw_money(model, frame, right, tender);
}

/// Two rows a line, and a third for its fee; the last ones where there are many.
fn draw_lines(model: &Model, frame: &mut Frame, area: Rect, tender: &Tender) {
    let [upper, lower] = layout::in_two(frame, area, words::label(model, "till-basket"), 2);
    let [upper, lower] = [upper, lower].map(|part| Rect { x: part.x + 1, width: part.width.saturating_sub(1), ..part });
    let width = usize::from(upper.width);
    let basket = &model.till.basket;
    let columns = Columns::of(model, width);
    let number = columns.number;
    let mut groups = Vec::new();
    let mut fees = Money::ZERO;
    for (n, line) in basket.iter().enumerate() {
        let mut lines = columns.heading(model, line, n + 1);
        let sum = words::sum(model, line.kopecks);
        let room = width.saturating_sub(number + 2 + sum.chars().count());
        let address = format!("{:number$} {}", "", layout::cut_address(&line.address, room));
        lines.push(layout::edges(&address, &sum, width, Default::default()));
        let fee = tender::fee(model, line, &tender.kind);
        fees = fees.saturating_plus(fee);
        if !fee.is_zero() {
            let words = format!("{:number$} {}", "", words::label(model, "tender-fee"));
            lines.push(layout::edges(&words, &words::sum(model, fee), width, Default::default()));
        }
        groups.push(lines);
    }
    frame.render_widget(Paragraph::new(layout::tail(groups, usize::from(upper.height))), upper);
    let row = |id, sum| layout::edges(&words::label(model, id), &words::sum(model, sum), width, Default::default());
    let mut totals = vec![row("till-total", model.till.total())];
    if !fees.is_zero() {
        totals.push(row("tender-fees", fees));
    }
    frame.render_widget(Paragraph::new(totals), lower);
}

fn draw_money(model: &Model, frame: &mut Frame, area: Rect, tender: &Tender) {
    let inner = layout::boxed(frame, area, words::label(model, "tender-title"));
    let [kinds, _, due_words, due_sum, _, typed, _, change_words, change_sum, state] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Length(big::ROWS),
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Length(big::ROWS),
        Constraint::Fill(1),
    ])
    .areas(inner);
    draw_kinds(model, frame, kinds, tender);
    let due = tender::due(model, &tender.kind);
    frame.render_widget(Line::styled(words::label(model, "tender-due"), model.theme.strong()), due_words);
    big::draw(frame, due_sum, &words::sum(model, due), model.theme.strong());
    draw_field(model, frame, typed, tender, due);
    if tender.is_cash() {
        draw_change(model, frame, [change_words, change_sum], tender, due);
    }
    if tender.is_sent {
        frame.render_widget(Line::styled(words::label(model, "tender-recording"), model.theme.quiet()), state);
    }
}

/// Every tender, the one in force lit and marked.
fn draw_kinds(model: &Model, frame: &mut Frame, area: Rect, tender: &Tender) {
    let mut spans = Vec::new();
    for known in &model.catalogue.tenders {
        let name = words::tender(model, &known.kind);
        if known.kind == tender.kind {
            spans.push(Span::styled(format!("▸{name} "), model.theme.lit()));
        } else {
            spans.push(Span::raw(format!(" {name} ")));
        }
    }
    frame.render_widget(Line::from(spans), area);
}

fn draw_field(model: &Model, frame: &mut Frame, area: Rect, tender: &Tender, due: Money) {
    let has_focus = model.overlay.is_none() && !tender.is_sent;
    let (id, input, hint) = match tender.is_cash() {
        true => ("tender-given", &tender.given, words::sum(model, due)),
        false => ("tender-reference", &tender.reference, String::new()),
    };
    let label = format!("▸{}", words::label(model, id));
    let [words, at] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(GIVEN_FIELD)]).areas(area);
    frame.render_widget(Line::styled(label, model.theme.strong()), words);
    field::draw(frame, at, input, Look { has_focus, is_secret: false, hint: &hint }, model.theme);
}

/// The change, or what is missing, as the given sum is typed.
fn draw_change(model: &Model, frame: &mut Frame, [head, at]: [Rect; 2], tender: &Tender, due: Money) {
    let Ok(given) = Money::parse(tender.given.value()) else { return };
    let change = given.saturating_minus(due);
    if change < Money::ZERO {
        let missing = model.lang.text("tender-missing", &[("sum", Arg::Money(-change.kopecks()))]);
        frame.render_widget(Line::styled(missing, model.theme.fault()), head);
        return;
    }
    frame.render_widget(Line::styled(words::label(model, "till-change"), model.theme.strong()), head);
    big::draw(frame, at, &words::sum(model, change), model.theme.strong());
}
