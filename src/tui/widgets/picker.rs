//! Several of a list: which are picked, and which one is lit.

use crossterm::event::KeyCode;

use crate::tui::key::Key;

/// What is picked of a list.
#[derive(Clone, Debug)]
pub struct Picker {
    rows: Vec<Row>,
    lit: usize,
    /// The row that the last digit picked or left: a digit may turn out to be the first of a scan.
    digit: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    is_picked: bool,
    can_be: bool,
}

impl Picker {
    /// A list of which everything is picked that can be; the first of it is lit.
    pub fn new(can_be: impl IntoIterator<Item = bool>) -> Picker {
        let rows: Vec<Row> = can_be.into_iter().map(|can_be| Row { is_picked: can_be, can_be }).collect();
        let lit = rows.iter().position(|row| row.can_be).unwrap_or_default();
        Picker { rows, lit, digit: None }
    }

    /// The row that is lit.
    pub fn lit(&self) -> usize {
        self.lit
    }

    /// True if a row is picked.
    pub fn has(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| row.is_picked)
    }

    /// True if a row can be picked.
    pub fn can_have(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| row.can_be)
    }

    /// The rows that are picked.
    pub fn picked(&self) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(|row| self.has(*row))
    }

    /// Lights the row `by` further down.
    pub fn light(&mut self, by: isize) {
        self.digit = None;
        self.lit = self.lit.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
    }

    /// Picks a row, or leaves it.
    pub fn turn(&mut self, row: usize) {
        self.digit = None;
        if let Some(row) = self.rows.get_mut(row).filter(|row| row.can_be) {
            row.is_picked = !row.is_picked;
        }
    }

    /// Picks a row.
    pub fn pick(&mut self, row: usize) {
        if !self.has(row) {
            self.turn(row);
        }
    }

    /// Reads a digit as the row of that number; Backspace takes the last digit back.
    pub fn edit(&mut self, key: Key) {
        if key.code == KeyCode::Backspace {
            if let Some(row) = self.digit {
                self.turn(row);
            }
            return;
        }
        let number = key.text().and_then(|c| c.to_digit(10)).and_then(|n| usize::try_from(n).ok());
        if let Some(row) = number.and_then(|n| n.checked_sub(1)).filter(|row| self.can_have(*row)) {
            self.turn(row);
            (self.lit, self.digit) = (row, Some(row));
        }
    }

    /// The mark before a row.
    pub fn mark(&self, row: usize) -> &'static str {
        match (self.can_have(row), self.has(row)) {
            (false, _) => "   ",
            (true, true) => "[x]",
            (true, false) => "[ ]",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picked(picker: &Picker) -> Vec<usize> {
        picker.picked().collect()
    }

    #[test]
    fn all_is_picked_that_can_be_and_each_is_left_by_its_number() {
        let mut picker = Picker::new([false, true, true]);
        assert_eq!((picker.lit(), picked(&picker)), (1, vec![1, 2]));
        for key in ['3', '1', '9', '0', 'x'] {
            picker.edit(Key::char(key));
        }
        assert_eq!((picker.lit(), picked(&picker)), (2, vec![1]));
        picker.light(9);
        picker.turn(picker.lit());
        assert_eq!(picked(&picker), [1, 2]);
    }

    #[test]
    fn a_digit_that_was_the_first_of_a_scan_is_taken_back() {
        let mut picker = Picker::new([true, true]);
        picker.edit(Key::char('2'));
        picker.edit(Key::plain(KeyCode::Backspace));
        picker.edit(Key::plain(KeyCode::Backspace));
        assert_eq!(picked(&picker), [0, 1]);
    }
}
