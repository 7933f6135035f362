//! The picture of a count: the denominations at the left, what they come to at the right, and the slips below it.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use tui_input::Input;

use super::count::{CardRow, Counting, Place, Row};
use super::field::Look;
use super::form::{self, Label};
use super::{big, layout, words};
use crate::domain::{Count, Money, TenderKind};
use crate::lang::Arg;
use crate::tui::model::Model;

/// How many columns what stands beside a count has.
pub const BESIDE: usize = 36;
/// How many columns the denominations have.
const LEFT: u16 = 38;
/// How many columns a denomination has, the number of pieces or of slips, and a sum that is typed.
const DENOMINATION: u16 = 8;
const NUMBER: u16 = 6;
const SUM: u16 = 14;

/// What stands beside a count.
#[derive(Clone, Debug, Default)]
pub struct Beside<'a> {
    /// Above the sum.
    pub head: Vec<Line<'a>>,
    /// What the sum is called: that of the count where nothing is said.
    pub sum: Option<&'static str>,
    /// What should be there; `None` for a blind count.
    pub expected: Option<Money>,
    /// How many slips of each tender there should be, and their sum; none for a blind count.
    pub slips: Vec<(TenderKind, i64, Money)>,
    /// How many pieces there are to take from.
    pub of: Option<&'a Count>,
    /// Below everything else.
    pub foot: Vec<Line<'a>>,
    /// True where the next key goes into the count.
    pub has_focus: bool,
}

/// Draws a count.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, counting: &Counting, beside: Beside) {
    let columns = [Constraint::Length(LEFT), Constraint::Length(2), Constraint::Max(BESIDE as u16)];
    let [left, _, right] = Layout::horizontal(columns).areas(area);
    let focus = beside.has_focus.then(|| counting.place());
    if counting.is_by_sum() {
        let words = words::label(model, "custody-sum");
        draw_field(model, frame, left, (&words, 10), (counting.sum(), SUM), focus == Some(Place::Sum));
    } else {
        for (n, row) in counting.rows().iter().enumerate().take(usize::from(left.height)) {
            let line = Rect { y: left.y + n as u16, height: 1, ..left };
            draw_row(model, frame, line, row, beside.of, focus == Some(Place::Pieces(n)));
        }
    }
    draw_beside(model, frame, right, counting, beside, focus);
    let said = match counting.has_odd() {
        true => Line::styled(words::label(model, "custody-count-odd"), model.theme.fault()),
        false => Line::styled(words::label(model, "custody-keypad"), model.theme.quiet()),
    };
    let below = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    if below.y > area.y + counting.rows().len() as u16 {
        frame.render_widget(said, below);
    }
}

/// A denomination as it stands on its notes: `5 000`, `0,50`.
pub fn denomination(model: &Model, sum: Money) -> String {
    let whole = sum.kopecks() % 100 == 0;
    if whole { model.lang.number(sum.kopecks() / 100) } else { words::sum(model, sum) }
}

/// Notes as a person writes them: `5 000 × 1, 100 × 4`.
pub fn notes(model: &Model, notes: &Count) -> String {
    let part = |(sum, pieces): (Money, u32)| format!("{} × {pieces}", denomination(model, sum));
    notes.iter().map(part).collect::<Vec<_>>().join(", ")
}

fn draw_row(model: &Model, frame: &mut Frame, area: Rect, row: &Row, of: Option<&Count>, has_focus: bool) {
    let words = format!("{:>6} ×", denomination(model, row.denomination));
    let field = draw_field(model, frame, area, (&words, DENOMINATION), (&row.pieces, NUMBER), has_focus);
    let rest = Rect { x: field + 1, width: area.right().saturating_sub(field + 1), ..area };
    let of = of.map(|of| of.pieces(row.denomination)).filter(|pieces| *pieces > 0).map(i64::from);
    let of = of.map(|of| model.lang.text("custody-of", &[("pieces", Arg::Number(of))])).unwrap_or_default();
    let value = Counting::value(row);
    let value = if value.is_zero() { String::new() } else { words::sum(model, value) };
    frame.render_widget(layout::edges(&of, &value, usize::from(rest.width), model.theme.quiet()), rest);
}

fn draw_beside(
    model: &Model,
    frame: &mut Frame,
    area: Rect,
    counting: &Counting,
    beside: Beside,
    focus: Option<Place>,
) {
    let width = usize::from(area.width);
    let mut rest = area;
    if !beside.head.is_empty() {
        let rows = beside.head.len() as u16 + 1;
        frame.render_widget(Paragraph::new(beside.head), take(&mut rest, rows));
    }
    let called = words::label(model, beside.sum.unwrap_or("screen-counted"));
    frame.render_widget(Line::styled(called, model.theme.strong()), take(&mut rest, 1));
    let so_far = words::sum(model, counting.so_far());
    big::draw(frame, take(&mut rest, big::ROWS), &so_far, model.theme.strong());
    if let Some(expected) = beside.expected {
        let sum = words::sum(model, expected);
        let words = words::label(model, "screen-expected");
        frame.render_widget(layout::edges(&words, &sum, width, Default::default()), take(&mut rest, 1));
        let difference = counting.so_far().saturating_minus(expected);
        let line = line_of_difference(model, difference, width);
        // What is short may only not be counted yet.
        let is_typed = difference < Money::ZERO;
        let line = if is_typed { line.style(Style::new()) } else { line };
        frame.render_widget(line, take(&mut rest, 1));
    }
    if !counting.cards().is_empty() {
        take(&mut rest, 1);
        let title = Line::styled(words::label(model, "custody-slips"), model.theme.strong());
        frame.render_widget(title, take(&mut rest, 1));
    }
    for (n, card) in counting.cards().iter().enumerate() {
        let focus = [Place::Slips(n), Place::SlipsSum(n)].map(|place| focus == Some(place));
        draw_card(model, frame, take(&mut rest, 1), card, focus);
        if let Some((_, slips, sum)) = beside.slips.iter().find(|(kind, ..)| *kind == card.kind) {
            let args = [("slips", Arg::Number(*slips)), ("sum", Arg::Money(sum.kopecks()))];
            let words = format!("  {}", model.lang.text("custody-slips-expected", &args));
            frame.render_widget(Line::styled(words, model.theme.quiet()), take(&mut rest, 1));
        }
    }
    take(&mut rest, 1);
    frame.render_widget(Paragraph::new(beside.foot), rest);
}

/// What a count is over or short, in a line.
pub fn line_of_difference(model: &Model, difference: Money, width: usize) -> Line<'static> {
    let (id, style) = match difference.kopecks() {
        0 => ("screen-even", model.theme.good()),
        1.. => ("screen-over", model.theme.fault()),
        _ => ("screen-short", model.theme.fault()),
    };
    let sum = if difference.is_zero() { String::new() } else { words::sum(model, difference.abs()) };
    layout::edges(&words::label(model, id), &sum, width, style.patch(model.theme.strong()))
}

/// A tender with the number of its slips and their sum.
fn draw_card(model: &Model, frame: &mut Frame, area: Rect, card: &CardRow, [in_slips, in_sum]: [bool; 2]) {
    let name = words::tender(model, &card.kind);
    let width = area.width.saturating_sub(NUMBER + SUM + 5);
    let next = draw_field(model, frame, area, (&name, width), (&card.slips, NUMBER), in_slips);
    let rest = Rect { x: next, width: area.right().saturating_sub(next), ..area };
    draw_field(model, frame, rest, ("", 0), (&card.sum, SUM), in_sum);
}

/// Draws a field of so many columns behind its words; the column after it.
fn draw_field(
    model: &Model,
    frame: &mut Frame,
    area: Rect,
    (words, columns): (&str, u16),
    (input, field): (&Input, u16),
    has_focus: bool,
) -> u16 {
    let width = (2 + columns + field).min(area.width);
    let look = Look { has_focus, ..Look::default() };
    let label = Label { words, width: columns, is_on_top: true, look };
    form::draw_labelled(frame, Rect { width, height: area.height.min(1), ..area }, input, &label, look, model.theme);
    area.x + width
}

/// Takes so many rows off the top.
fn take(rest: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(rest.height);
    let taken = Rect { height: rows, ..*rest };
    *rest = Rect { y: rest.y + rows, height: rest.height - rows, ..*rest };
    taken
}
