//! Rows that add up: what has the same key is one row, and every row counts in the total.

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::domain::{Cell, Mark, Money, Table, TableRow, View};
use crate::hq::office::Page;
use crate::hq::store::StoreError;

/// What a row says of itself before its figures.
pub struct Label {
    /// The cells before the figures.
    pub cells: Vec<Cell>,
    /// What the row opens.
    pub opens: Option<View>,
    /// How it stands.
    pub mark: Mark,
}

/// Rows by their keys, in whose order they are shown.
pub struct Sheet<const FIGURES: usize> {
    rows: BTreeMap<String, (Label, [Cell; FIGURES])>,
    total: [Cell; FIGURES],
}

impl<const FIGURES: usize> Sheet<FIGURES> {
    /// One without rows, whose total is `nothing`: a count or a sum of nothing in each column.
    pub fn new(nothing: [Cell; FIGURES]) -> Sheet<FIGURES> {
        Sheet { rows: BTreeMap::new(), total: nothing }
    }

    /// Adds figures to the row of a key, which is labelled when it is new.
    pub fn add(
        &mut self,
        key: &str,
        label: impl FnOnce() -> Result<Label, StoreError>,
        figures: &[Cell; FIGURES],
    ) -> Result<(), StoreError> {
        match self.rows.get_mut(key) {
            Some((_, row)) => add(row, figures),
            None => _ = self.rows.insert(key.to_owned(), (label()?, figures.clone())),
        }
        add(&mut self.total, figures);
        Ok(())
    }

    /// The label of a row that is there.
    pub fn label(&mut self, key: &str) -> Option<&mut Label> {
        self.rows.get_mut(key).map(|(label, _)| label)
    }

    /// The page of the rows behind its `after`, with the total of all.
    pub fn into_table(
        self,
        view: View,
        heads: &[&'static str],
        figures: [&'static str; FIGURES],
        page: &Page,
    ) -> Table {
        let mut table = Table::new(view, &[heads, &figures[..]].concat());
        let after = page.after.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        let mut rest = self.rows.range::<str, _>((after, Bound::Unbounded));
        for (key, (label, row)) in rest.by_ref().take(page.rows()) {
            let cells = label.cells.iter().chain(row).cloned().collect();
            table.rows.push(TableRow { mark: label.mark, cells, opens: label.opens.clone() });
            table.next = Some(key.clone());
        }
        if rest.next().is_none() {
            table.next = None;
        }
        table.total = heads.iter().map(|_| Cell::Empty).chain(self.total).collect();
        table
    }
}

/// Adds figures to figures of the same kinds, held at the end of 64 bits.
fn add<const FIGURES: usize>(to: &mut [Cell; FIGURES], figures: &[Cell; FIGURES]) {
    for (to, figure) in to.iter_mut().zip(figures) {
        match (to, figure) {
            (Cell::Count(to), Cell::Count(more)) => *to = to.saturating_add(*more),
            (Cell::Kopecks(to), Cell::Kopecks(more)) => *to = Money::saturating_plus(*to, *more),
            _ => {}
        }
    }
}
