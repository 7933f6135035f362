//! Which columns of a table have room, and how wide each is.

use super::draw;
use super::model::{Model, Pane};
use super::words;
use crate::document::table;
use crate::domain::{Cell, Table, TableRow, View};
use crate::tui::widgets::layout;

/// The least that a column of names is narrowed to.
const LEAST: usize = 8;
/// How many rows are measured, besides those on the screen: the widths should not jump while one scrolls.
const MEASURED: usize = 300;

/// A column that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Which of the table's.
    pub at: usize,
    /// How wide.
    pub width: usize,
    /// True for figures.
    pub is_right: bool,
    /// True for names, which may lose their middle.
    pub is_name: bool,
}

/// The columns that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// From left to right.
    pub shown: Vec<Column>,
    /// Blanks between two.
    pub gap: usize,
    /// True where some are left out, or moved off.
    pub can_move: bool,
}

/// The columns of the pane where the keys go.
pub fn of_focus(model: &Model) -> Option<Columns> {
    let (pane, page) = (model.pane()?, model.page()?);
    let area = draw::panes(model, page).get(page.at).copied()?;
    Some(of(model, pane, model.table(&pane.view)?, draw::room(area)))
}

/// The columns of a pane in so many blanks.
pub fn of(model: &Model, pane: &Pane, table: &Table, width: usize) -> Columns {
    let telling = |cell: &Cell| words::cell(model, cell).chars().count();
    let heads: Vec<String> = table.columns.iter().map(|id| words::label(model, id)).collect();
    let rows = model.rows(pane);
    let near = rows.iter().skip(pane.row.saturating_sub(60)).take(120);
    let measured: Vec<&[Cell]> = rows.iter().take(MEASURED).chain(near).map(|row| row.cells.as_slice()).collect();
    let total = table::total(table).unwrap_or_default();
    let columns: Vec<Column> = heads
        .iter()
        .enumerate()
        .map(|(at, head)| {
            let cells = measured.iter().copied().chain([total.as_slice()]).filter_map(|cells| cells.get(at));
            let widest = cells.map(telling).max().unwrap_or_default();
            let first = first(&rows, at);
            let is_right = first.is_some_and(Cell::is_figure);
            let is_name = first.is_none_or(|cell| matches!(cell, Cell::Text(_) | Cell::Word(_)));
            Column { at, width: widest.max(of_head(head)), is_right, is_name }
        })
        .collect();
    let spare: Vec<usize> =
        spare(&table.view).iter().filter_map(|id| table.columns.iter().position(|of| of == id)).collect();
    fit(columns, &spare, width, pane.shift)
}

/// The least width in which a head takes two rows.
fn of_head(head: &str) -> usize {
    let most = head.chars().count();
    (1..=most)
        .find(|width| {
            layout::wrap(head, *width).iter().all(|line| line.chars().count() <= *width)
                && layout::wrap(head, *width).len() <= 2
        })
        .unwrap_or(most)
}

/// The first cell of a column that has something: it says of what kind the others are.
fn first<'r>(rows: &[&'r TableRow], at: usize) -> Option<&'r Cell> {
    rows.iter().filter_map(|row| row.cells.get(at)).find(|cell| **cell != Cell::Empty)
}

/// The columns that give way first where there is little room: what they say is said elsewhere too.
fn spare(view: &View) -> &'static [&'static str] {
    match view {
        View::Offices { .. } => &["office-col-cash", "office-col-payments", "office-col-card", "office-col-cards"],
        View::Cards { .. } => &["office-col-fee", "office-col-card-number", "office-col-terminal"],
        View::Queue {} => &["office-col-since", "office-col-about"],
        View::Money {} => &["office-col-count"],
        View::Days {} => &["office-col-which"],
        View::Exceptions { .. } => &["office-col-at"],
        View::Bags {} => &["office-col-bank-account", "office-col-since", "office-col-holder"],
        View::Bank {} => &["office-col-other-account", "office-col-our-account", "office-col-purpose"],
        _ => &[],
    }
}

/// Leaves out what may be, then narrows names, then shows as many whole columns as fit behind the first one.
fn fit(mut columns: Vec<Column>, spare: &[usize], width: usize, shift: usize) -> Columns {
    let all = columns.len();
    if shift == 0 {
        for at in spare {
            if needs(&columns, 1) > width {
                columns.retain(|column| column.at != *at);
            }
        }
        narrow(&mut columns, width);
    }
    if needs(&columns, 1) <= width {
        let gap = if needs(&columns, 2) <= width { 2 } else { 1 };
        let can_move = shift > 0 || columns.len() < all;
        return Columns { shown: columns, gap, can_move };
    }
    let mut room = width;
    let mut shown = Vec::new();
    for (n, column) in columns.into_iter().enumerate().filter(|(n, _)| *n == 0 || *n > shift) {
        let column = if n == 0 { Column { width: column.width.min(width / 2), ..column } } else { column };
        let needed = column.width + usize::from(!shown.is_empty());
        // The first that doesn't fit ends it: one out of turn behind it would be read as its neighbour.
        if needed > room {
            if shown.len() < 2 && room > LEAST {
                shown.push(Column { width: room - 1, ..column });
            }
            break;
        }
        room -= needed;
        shown.push(column);
    }
    Columns { shown, gap: 1, can_move: true }
}

/// How wide columns are with so many blanks between them.
fn needs(columns: &[Column], gap: usize) -> usize {
    let widths: usize = columns.iter().map(|column| column.width).sum();
    widths + gap * columns.len().saturating_sub(1)
}

/// Takes from the widest column of names until all fits, or none can give.
fn narrow(columns: &mut [Column], width: usize) {
    while needs(columns, 1) > width {
        let names = columns.iter_mut().filter(|column| column.is_name && column.width > LEAST);
        match names.max_by_key(|column| column.width) {
            Some(widest) => widest.width -= 1,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(widths: &[(usize, bool)]) -> Vec<Column> {
        let column = |(at, (width, is_right)): (usize, &(usize, bool))| Column {
            at,
            width: *width,
            is_right: *is_right,
            is_name: !is_right,
        };
        widths.iter().enumerate().map(column).collect()
    }

    fn shown(columns: &Columns) -> Vec<(usize, usize)> {
        columns.shown.iter().map(|column| (column.at, column.width)).collect()
    }

    #[test]
    fn what_fits_is_shown_whole() {
        let all = fit(columns(&[(6, false), (10, true)]), &[1], 40, 0);
        assert_eq!((shown(&all), all.gap, all.can_move), (vec![(0, 6), (1, 10)], 2, false));
        assert_eq!(fit(columns(&[(6, false), (10, true)]), &[1], 17, 0).gap, 1);
    }

    #[test]
    fn spare_columns_give_way_before_names_are_narrowed() {
        let less = fit(columns(&[(20, false), (10, true), (10, true)]), &[1], 32, 0);
        assert_eq!((shown(&less), less.can_move), (vec![(0, 20), (2, 10)], true));
        let narrow = fit(columns(&[(30, false), (10, true), (10, true)]), &[], 40, 0);
        assert_eq!(shown(&narrow), [(0, 18), (1, 10), (2, 10)]);
    }

    #[test]
    fn where_nothing_gives_way_the_columns_are_moved_behind_the_first() {
        let wide: Vec<(usize, bool)> = (0..8).map(|_| (10, true)).collect();
        assert_eq!(shown(&fit(columns(&wide), &[], 35, 0)), [(0, 10), (1, 10), (2, 10)]);
        assert_eq!(shown(&fit(columns(&wide), &[], 35, 3)), [(0, 10), (4, 10), (5, 10)]);
        let last = fit(columns(&wide), &[], 35, 6);
        assert_eq!((shown(&last), last.can_move), (vec![(0, 10), (7, 10)], true));
        assert!(!fit(vec![], &[], 35, 0).can_move);
    }

    #[test]
    fn a_head_takes_two_rows_at_most() {
        assert_eq!((of_head("Desks closed"), of_head("Sum"), of_head("")), (6, 3, 0));
    }
}
