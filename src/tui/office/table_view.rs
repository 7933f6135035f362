//! The picture of a table: facts, heads, the rows around the cursor, the total.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

use super::columns::{self, Column, Columns};
use super::model::{Model, Pane, Seen};
use super::words::{self, label};
use crate::document::table;
use crate::domain::{Cell, Mark, Table, TableRow, View};
use crate::lang::Arg;
use crate::tui::widgets::layout;

/// What stands before each row: a blank, how it stands, a blank.
const BEFORE: usize = 2;
/// How many rows the facts may take.
const FACTS: usize = 4;

/// Draws a pane with its frame.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, pane: &Pane, has_focus: bool) {
    let seen = model.seen.get(&pane.view);
    let block = framed(model, pane, seen, has_focus);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let Some(seen) = seen else { return };
    let Some(table) = &seen.table else {
        let said = match &seen.trouble {
            Some(trouble) => words::worded(model, trouble),
            None => label(model, "screen-office-asking"),
        };
        let lines = layout::wrap(&said, usize::from(inner.width).saturating_sub(2));
        let lines: Vec<Line> = lines.into_iter().map(|line| Line::from(format!(" {line}"))).collect();
        frame.render_widget(Paragraph::new(lines).style(model.theme.quiet()), inner);
        return;
    };
    draw_table(model, frame, inner, (pane, table), has_focus);
}

/// The frame: what it is, since when it is so if nobody answers, and what is typed.
fn framed(model: &Model, pane: &Pane, seen: Option<&Seen>, has_focus: bool) -> Block<'static> {
    let mark = if has_focus { "▸ " } else { "" };
    let style = if has_focus { model.theme.strong() } else { Style::new() };
    let title = words::view(model.lang, &pane.view);
    let mut spans = vec![Span::styled(format!(" {mark}{title} "), style)];
    let age = seen.filter(|seen| seen.is_away && seen.table.is_some()).and_then(|seen| seen.at);
    if let Some(at) = age {
        let at = words::when(model, at);
        let said = model.lang.text("screen-office-as-of", &[("at", Arg::Text(&at))]);
        spans.push(Span::styled(format!("{said} "), model.theme.fault()));
    }
    let block = Block::bordered().title(Line::from(spans));
    if pane.filter.is_empty() {
        return block;
    }
    let typed = model.lang.text("screen-office-chosen", &[("text", Arg::Text(&pane.filter))]);
    block.title_bottom(Line::styled(format!(" {typed} "), model.theme.strong()))
}

fn draw_table(model: &Model, frame: &mut Frame, area: Rect, (pane, of): (&Pane, &Table), has_focus: bool) {
    let width = usize::from(area.width);
    let facts = facts(model, of, width);
    let columns = columns::of(model, pane, of, width.saturating_sub(BEFORE + 1));
    let heads = heads(model, of, &columns);
    let total = table::total(of).filter(|_| pane.filter.is_empty());
    let above = facts.len() + heads.len();
    let room = usize::from(area.height).saturating_sub(above + usize::from(total.is_some())).max(1);
    let rows = model.rows(pane);
    let shown = layout::page(rows.len(), pane.row, room);
    let mut lines = facts;
    lines.extend(heads);
    if rows.is_empty() {
        lines.push(Line::styled(format!("  {}", label(model, nothing(pane))), model.theme.quiet()));
    }
    for n in shown.clone() {
        let Some(row) = rows.get(n) else { continue };
        let is_marked = row.opens.as_ref().is_some_and(|view| pane.marked.contains(view));
        let is_lit = has_focus && n == pane.row && model.overlay.is_none();
        lines.push(row_line(model, row, &columns, (is_marked, is_lit, width)));
    }
    frame.render_widget(Paragraph::new(lines), area);
    if let Some(cells) = total {
        let line = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
        let said = format!("  {}", of_cells(model, &cells, &columns));
        frame.render_widget(Line::styled(said, model.theme.strong()), line);
    }
    draw_more(model, frame, area, (shown.end, rows.len(), of.next.is_some()));
}

/// What is said where there are no rows.
fn nothing(pane: &Pane) -> &'static str {
    match &pane.view {
        _ if !pane.filter.is_empty() => "screen-office-none-chosen",
        View::Queue {} => "screen-office-queue-empty",
        View::Days {} => "screen-office-days-empty",
        _ => "screen-office-empty",
    }
}

/// How many rows are below, in the frame.
fn draw_more(model: &Model, frame: &mut Frame, area: Rect, (end, count, has_next): (usize, usize, bool)) {
    let below = count.saturating_sub(end);
    if below == 0 && !has_next {
        return;
    }
    let id = if has_next { "screen-office-below-more" } else { "screen-below" };
    let below = i64::try_from(below).unwrap_or(i64::MAX);
    let said = format!(" {} ", model.lang.text(id, &[("count", Arg::Number(below))]));
    let width = said.chars().count() as u16;
    let at = Rect { x: area.right().saturating_sub(width), y: area.bottom(), width: width.min(area.width), height: 1 };
    frame.render_widget(Line::from(said), at);
}

/// The facts, as many on a line as fit.
fn facts(model: &Model, of: &Table, width: usize) -> Vec<Line<'static>> {
    let known = of.facts.iter().filter(|(_, cell)| *cell != Cell::Empty);
    let facts: Vec<String> =
        known.map(|(id, cell)| format!("{}: {}", label(model, id), words::cell(model, cell))).collect();
    let mut lines: Vec<String> = Vec::new();
    for fact in facts {
        let fact = layout::cut(&fact, width.saturating_sub(2));
        match lines.last_mut() {
            Some(line) if line.chars().count() + 3 + fact.chars().count() + 2 <= width => {
                line.push_str(" · ");
                line.push_str(&fact);
            }
            _ => lines.push(fact),
        }
    }
    lines.into_iter().take(FACTS).map(|line| Line::from(format!(" {line}"))).collect()
}

/// The heads, in one row or two.
fn heads(model: &Model, of: &Table, columns: &Columns) -> Vec<Line<'static>> {
    let heads: Vec<(Column, Vec<String>)> = columns
        .shown
        .iter()
        .map(|column| {
            let head = of.columns.get(column.at).map(|id| label(model, id)).unwrap_or_default();
            (*column, layout::wrap(&head, column.width.max(1)).into_iter().take(2).collect())
        })
        .collect();
    let rows = heads.iter().map(|(_, lines)| lines.len()).max().unwrap_or_default();
    let line = |row: usize| {
        let cells = heads.iter().map(|(column, lines)| {
            // A short head stands in the lower row, over its figures.
            let above = rows - lines.len();
            let text = row.checked_sub(above).and_then(|at| lines.get(at)).map(String::as_str).unwrap_or_default();
            padded(text, column)
        });
        let text = cells.collect::<Vec<_>>().join(&" ".repeat(columns.gap));
        Line::styled(format!("{}{text}", " ".repeat(BEFORE)), model.theme.quiet())
    };
    (0..rows).map(line).collect()
}

fn row_line(
    model: &Model,
    row: &TableRow,
    columns: &Columns,
    (is_marked, is_lit, width): (bool, bool, usize),
) -> Line<'static> {
    let (sign, style) = match row.mark {
        _ if is_marked => ("*", model.theme.strong()),
        Mark::Plain => (" ", Style::new()),
        Mark::Right => ("+", model.theme.good()),
        Mark::Waiting => ("~", model.theme.quiet()),
        Mark::Wrong => ("!", model.theme.fault()),
    };
    let text = of_cells(model, &row.cells, columns);
    if is_lit {
        let text = format!("{sign} {text}");
        return Line::styled(format!("{text:<width$}"), model.theme.lit());
    }
    Line::from(vec![Span::styled(format!("{sign} "), style), Span::raw(text)])
}

fn of_cells(model: &Model, cells: &[Cell], columns: &Columns) -> String {
    let cells = columns.shown.iter().map(|column| {
        let text = cells.get(column.at).map(|cell| words::cell(model, cell)).unwrap_or_default();
        padded(&text, column)
    });
    cells.collect::<Vec<_>>().join(&" ".repeat(columns.gap))
}

/// A text in the width of its column, figures at the right.
fn padded(text: &str, column: &Column) -> String {
    let width = column.width;
    let text = layout::cut(text, width);
    if column.is_right { format!("{text:>width$}") } else { format!("{text:<width$}") }
}
