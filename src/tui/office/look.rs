//! What is looked at, and what headquarters says of it: an answer changes what is shown and moves no cursor.

use super::model::{Model, Pane, ROWS, Seen};
use super::msg::{Effect, Trouble};
use super::sign_in;
use crate::domain::{Cell, Table, TableRow, Timestamp, View};

/// How many rows below the cursor are asked for before it gets there.
const AHEAD: usize = 50;
/// How many rows of a view are asked for at most: whoever looks for one among more of them looks for it by name.
const MOST: usize = 5_000;
/// How many views are remembered.
const REMEMBERED: usize = 100;

/// The effect of looking at something else than before, where it is.
pub fn change(model: &mut Model) -> Option<Effect> {
    let wanted = if model.session.is_none() || model.is_locked() { vec![] } else { wanted(model) };
    if wanted == model.looked {
        return None;
    }
    model.looked = wanted.clone();
    Some(Effect::Look(wanted))
}

/// The views of the page, each with so many rows as the cursor needs.
fn wanted(model: &mut Model) -> Vec<(View, usize)> {
    let Some(page) = model.page() else { return vec![] };
    let needs: Vec<(View, bool)> = page.panes.iter().map(|pane| (pane.view.clone(), needs_more(model, pane))).collect();
    let grown = |(view, more): (View, bool)| {
        let seen = model.seen.entry(view.clone()).or_insert_with(|| Seen { rows: ROWS, ..Seen::default() });
        if more {
            seen.rows = (seen.rows + ROWS).min(MOST);
        }
        (view, seen.rows)
    };
    needs.into_iter().map(grown).collect()
}

/// True where headquarters has more rows, and the cursor is near the last one that is here.
fn needs_more(model: &Model, pane: &Pane) -> bool {
    let Some(Seen { table: Some(table), rows, .. }) = model.seen.get(&pane.view) else { return false };
    let all_are_here = table.rows.len() >= *rows;
    table.next.is_some() && all_are_here && pane.row + AHEAD >= model.rows(pane).len()
}

/// Takes in what headquarters said.
pub fn seen(model: &mut Model, view: View, result: Result<Box<Table>, Trouble>, at: Option<Timestamp>) -> Vec<Effect> {
    match result {
        Ok(table) => {
            keep_cursors(model, &view, |model| {
                let seen = model.seen.entry(view.clone()).or_default();
                seen.rows = seen.rows.max(ROWS);
                (seen.table, seen.at, seen.trouble, seen.is_away) = (Some(*table), at, None, false);
            });
            forget(model);
            vec![]
        }
        Err(Trouble::SignedOut) => sign_in::again(model),
        Err(trouble) => {
            let seen = model.seen.entry(view).or_insert_with(|| Seen { rows: ROWS, ..Seen::default() });
            seen.is_away = matches!(trouble, Trouble::Away(_));
            (seen.at, seen.trouble) = (at.or(seen.at), Some(trouble.message()));
            vec![]
        }
    }
}

/// What a row is known again by.
fn mark_of(row: &TableRow) -> (Option<View>, Option<Cell>) {
    (row.opens.clone(), row.cells.first().cloned())
}

/// Changes what is seen of a view; each cursor stays on its row, wherever that is now. After a deed it stays where it
/// is, on whatever comes next.
fn keep_cursors(model: &mut Model, view: &View, change: impl FnOnce(&mut Model)) {
    let panes = |model: &Model| -> Vec<(usize, usize)> {
        let pages = model.path.iter().enumerate();
        let all = pages.flat_map(|(page, of)| of.panes.iter().enumerate().map(move |(at, pane)| (page, at, pane)));
        all.filter(|(_, _, pane)| pane.view == *view).map(|(page, at, _)| (page, at)).collect()
    };
    let marks: Vec<_> = panes(model)
        .into_iter()
        .map(|(page, at)| {
            let pane = &model.path[page].panes[at];
            let mark = model.rows(pane).get(pane.row).map(|row| mark_of(row));
            (page, at, mark.filter(|_| !pane.stays))
        })
        .collect();
    change(model);
    for (page, at, mark) in marks {
        let pane = &model.path[page].panes[at];
        let rows = model.rows(pane);
        let is_it = |row: &&TableRow| Some(mark_of(row)) == mark;
        // Rows may be the same in what they are known by: the nearest one is meant.
        let found = (0..rows.len()).filter(|n| is_it(&rows[*n])).min_by_key(|n| n.abs_diff(pane.row));
        let row = found.unwrap_or(pane.row).min(rows.len().saturating_sub(1));
        let pane = &mut model.path[page].panes[at];
        (pane.row, pane.stays) = (row, false);
    }
}

/// Forgets views that are not on the way to what is shown, those first that were seen longest ago.
fn forget(model: &mut Model) {
    while model.seen.len() > REMEMBERED {
        let is_shown = |view: &View| model.path.iter().any(|page| page.panes.iter().any(|pane| pane.view == *view));
        let others = model.seen.iter().filter(|(view, _)| !is_shown(view));
        let Some(oldest) = others.min_by_key(|(_, seen)| seen.at).map(|(view, _)| view.clone()) else { return };
        model.seen.remove(&oldest);
    }
}

/// True where nobody answers for what is on the screen; with the moment when somebody did last.
pub fn away(model: &Model) -> Option<Option<Timestamp>> {
    let panes = model.page().into_iter().flat_map(|page| &page.panes);
    let seen = panes.filter_map(|pane| model.seen.get(&pane.view));
    seen.filter(|seen| seen.is_away).map(|seen| seen.at).min()
}
