//! Takings as bars: by hour, by weekday, and by whatever else they are counted by. Under the bars stands what the lit
//! one is.

use ratatui::Frame;
use ratatui::layout::{Constraint, Direction, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Bar, BarChart, BarGroup, Paragraph};

use super::model::{Model, Page, Pane};
use super::table_view;
use super::words;
use crate::domain::{Cell, Money, Table, View};
use crate::lang::Arg;
use crate::tui::widgets::layout;

/// The columns of a table that may be what its bars are high by, the first that it has.
const HEIGHTS: [&str; 3] = ["office-col-gross", "office-col-taken", "office-col-sum"];
/// The widest that a bar's name is.
const NAME: usize = 22;

/// Draws the chart of the pane that is chosen, over the table that it is made of.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, page: &Page) {
    let Some(pane) = page.panes.get(page.at) else { return };
    let Some(table) = model.table(&pane.view).filter(|table| !table.rows.is_empty()) else {
        return table_view::draw(model, frame, area, pane, true);
    };
    let of = (page.at + 1).to_string();
    let count = page.panes.len().to_string();
    let number = model.lang.text("screen-office-chart", &[("at", Arg::Text(&of)), ("count", Arg::Text(&count))]);
    let title = format!("{} · {number}", words::view(model.lang, &pane.view));
    let inner = layout::boxed(frame, area, title);
    if matches!(pane.view, View::Hours { .. }) {
        draw_hours(model, frame, inner, (pane, table));
    } else {
        draw_rows(model, frame, inner, (pane, table));
    }
}

/// A bar of a table's row.
struct Height {
    name: String,
    sum: Money,
    is_lit: bool,
}

fn heights(model: &Model, pane: &Pane, table: &Table) -> Vec<Height> {
    let column = HEIGHTS.iter().find_map(|id| table.columns.iter().position(|of| of == id));
    let rows = model.rows(pane);
    rows.iter()
        .enumerate()
        .map(|(n, row)| {
            let names = row.cells.iter().take_while(|cell| !cell.is_figure());
            let mut names: Vec<String> = names.map(|cell| words::cell(model, cell)).collect();
            names.dedup();
            let name = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
            let sum = column.and_then(|at| row.cells.get(at)).map_or(Money::ZERO, sum_of);
            Height { name, sum, is_lit: n == pane.row }
        })
        .collect()
}

fn sum_of(cell: &Cell) -> Money {
    match cell {
        Cell::Kopecks(sum) => *sum,
        _ => Money::ZERO,
    }
}

/// Whole roubles, for the height of a bar: below nothing there is no bar.
fn roubles(sum: Money) -> u64 {
    u64::try_from(sum.kopecks() / 100).unwrap_or_default()
}

/// The hours as columns, and the weekdays beside one another below them.
fn draw_hours(model: &Model, frame: &mut Frame, area: Rect, (pane, table): (&Pane, &Table)) {
    let weekdays = weekdays(model, table);
    let below = (weekdays.len() as u16 + 2).min(area.height / 2);
    let [hours, said, days] =
        Layout::vertical([Constraint::Fill(1), Constraint::Length(2), Constraint::Length(below)]).areas(area);
    let heights = heights(model, pane, table);
    let width = (area.width.saturating_sub(1) / (heights.len().max(1) as u16)).saturating_sub(1).clamp(2, 8);
    let bars: Vec<Bar> = heights
        .iter()
        .map(|of| {
            let style = if of.is_lit { model.theme.key() } else { model.theme.good() };
            let hour = of.name.split(':').next().unwrap_or_default().to_owned();
            Bar::default().value(roubles(of.sum)).text_value(String::new()).label(Line::from(hour)).style(style)
        })
        .collect();
    let chart = BarChart::default().data(BarGroup::default().bars(&bars)).bar_width(width).bar_gap(1);
    frame.render_widget(chart, hours);
    frame.render_widget(Paragraph::new(lit(model, &heights)), said);
    draw_bars(model, frame, days, &weekdays);
}

/// The sums of the weekdays.
fn weekdays(model: &Model, table: &Table) -> Vec<Height> {
    let first = table.columns.iter().position(|id| id == "office-col-monday").unwrap_or(table.columns.len());
    let days = table.columns.iter().enumerate().skip(first);
    days.map(|(at, id)| {
        let sums = table.rows.iter().filter_map(|row| row.cells.get(at)).map(sum_of);
        Height { name: words::label(model, id), sum: sums.fold(Money::ZERO, Money::saturating_plus), is_lit: false }
    })
    .collect()
}

/// A bar a row, those around the lit one.
fn draw_rows(model: &Model, frame: &mut Frame, area: Rect, (pane, table): (&Pane, &Table)) {
    let heights = heights(model, pane, table);
    let [bars, said] = Layout::vertical([Constraint::Fill(1), Constraint::Length(2)]).areas(area);
    let shown = layout::page(heights.len(), pane.row, usize::from(bars.height));
    draw_bars(model, frame, bars, heights.get(shown).unwrap_or_default());
    frame.render_widget(Paragraph::new(lit(model, &heights)), said);
}

fn draw_bars(model: &Model, frame: &mut Frame, area: Rect, heights: &[Height]) {
    let widest = heights.iter().map(|of| of.name.chars().count()).max().unwrap_or_default().min(NAME);
    let sums: Vec<String> = heights.iter().map(|of| model.lang.kopecks(of.sum.kopecks())).collect();
    let of_sum = sums.iter().map(|sum| sum.chars().count()).max().unwrap_or_default();
    let bars: Vec<Bar> = heights
        .iter()
        .zip(&sums)
        .map(|(of, sum)| {
            let style = if of.is_lit { model.theme.key() } else { model.theme.good() };
            let mark = if of.is_lit { "▸" } else { " " };
            let name = format!("{mark}{:<widest$} {sum:>of_sum$}", layout::cut(&of.name, widest));
            Bar::default().value(roubles(of.sum)).text_value(String::new()).label(Line::from(name)).style(style)
        })
        .collect();
    let chart = BarChart::default()
        .data(BarGroup::default().bars(&bars))
        .direction(Direction::Horizontal)
        .bar_width(1)
        .bar_gap(0);
    frame.render_widget(chart, area);
}

/// What the lit bar is.
fn lit(model: &Model, heights: &[Height]) -> Vec<Line<'static>> {
    let Some(of) = heights.iter().find(|of| of.is_lit) else { return vec![] };
    let said = format!("▸ {}: {}", of.name, model.lang.kopecks(of.sum.kopecks()));
    vec![Line::default(), Line::styled(said, model.theme.strong())]
}
