//! A column of an official form while it is drawn: fields to fill in, tables, lines to sign on, one below the other.

use super::font::Fonts;
use super::ink::{Block, Weight};
use crate::lang::{Arg, Lang};

/// The size of what is filled in, of the form's own words, and of what stands below a line.
const SIZE: f32 = 9.5;
const SMALL: f32 = 8.0;
const CAPTION: f32 = 6.5;
const LEADING: f32 = 1.25;
/// Between a text and the edge of its cell.
const PADDING: f32 = 3.0;
/// Narrower cells hold figures and numbers.
const NARROW: f32 = 150.0;

/// A column.
pub(super) struct Column<'f> {
    pub(super) block: Block<'f>,
    pub(super) lang: Lang,
    /// Its left edge.
    pub(super) x: f32,
    pub(super) width: f32,
    /// How far down it is filled.
    pub(super) y: f32,
}

impl<'f> Column<'f> {
    pub(super) fn new(fonts: &'f Fonts, lang: Lang, x: f32, width: f32) -> Column<'f> {
        Column { block: Block::new(fonts), lang, x, width, y: 0.0 }
    }

    /// The block of all that was drawn.
    pub(super) fn block(mut self) -> Block<'f> {
        self.block.height = self.y;
        self.block
    }

    pub(super) fn gap(&mut self, height: f32) {
        self.y += height;
    }

    fn next(&mut self, size: f32) -> f32 {
        self.y += size * LEADING;
        self.y - size * 0.3
    }

    fn right_edge(&self) -> f32 {
        self.x + self.width
    }

    /// The words of a text; those that say something in the variable `what` end before it.
    pub(super) fn words(&self, id: &str) -> String {
        self.lang.text(id, &[("what", Arg::Text(""))]).trim_end().to_owned()
    }

    /// Small words at the right edge.
    pub(super) fn small_right(&mut self, id: &str) {
        let words = self.words(id);
        let face = self.block.face(Weight::Sans);
        for line in face.wrap(&face.fit(&words), CAPTION, self.width, self.width) {
            let y = self.next(CAPTION);
            self.block.right(self.right_edge(), y, Weight::Sans, CAPTION, &line);
        }
    }

    /// The boxes of the form's codes, at the right edge.
    pub(super) fn codes(&mut self, okud: &str) {
        let (box_width, height) = (66.0, SMALL * 1.6);
        let left = self.right_edge() - box_width;
        let rows = [(String::new(), self.words("paper-form-code")), (self.words("paper-okud"), okud.to_owned())];
        for (label, value) in rows.into_iter().chain([(self.words("paper-okpo"), String::new())]) {
            self.block.frame((left, self.y), (box_width, height));
            let y = self.y + height - SMALL * 0.5;
            self.block.right(left - PADDING, y, Weight::Sans, SMALL, &label);
            self.block.centre((left, box_width), y, Weight::Sans, SMALL, &value);
            self.y += height;
        }
    }

    /// Words in the middle.
    pub(super) fn title(&mut self, words: &str, size: f32) {
        let face = self.block.face(Weight::Bold);
        for line in face.wrap(&face.fit(words), size, self.width, self.width) {
            let y = self.next(size);
            self.block.centre((self.x, self.width), y, Weight::Bold, size, &line);
        }
    }

    /// A value on a line, and below the line what it is.
    pub(super) fn captioned(&mut self, value: &str, caption: &str) {
        self.on_lines("", value);
        self.caption((self.x, self.width), caption);
    }

    /// What belongs there, and the value on a line; an empty value leaves the line to be filled in by hand.
    pub(super) fn field(&mut self, id: &str, value: &str) {
        let label = self.words(id);
        self.on_lines(&label, value);
    }

    fn on_lines(&mut self, label: &str, value: &str) {
        let (sans, size) = (self.block.face(Weight::Sans), SIZE);
        let label = sans.fit(label);
        let labels = sans.wrap(&label, SMALL, self.width, self.width);
        let last = labels.len() - 1;
        for line in &labels[..last] {
            let y = self.next(SMALL);
            self.block.text(self.x, y, Weight::Sans, SMALL, line);
        }
        let taken = if label.is_empty() { 0.0 } else { sans.width(&labels[last], SMALL) + PADDING };
        for (n, line) in sans.wrap(&sans.fit(value), size, self.width - taken, self.width).iter().enumerate() {
            let y = self.next(size) + 0.5;
            let begins = self.x + if n == 0 { taken } else { 0.0 };
            if n == 0 {
                self.block.text(self.x, y, Weight::Sans, SMALL, &labels[last]);
            }
            self.block.text(begins, y, Weight::Sans, size, line);
            self.block.level(begins, self.right_edge(), y + 2.0);
        }
        self.gap(2.5);
    }

    fn caption(&mut self, across: (f32, f32), id: &str) {
        let words = self.words(id);
        self.block.centre(across, self.y + CAPTION * 0.7, Weight::Sans, CAPTION, &words);
        self.gap(CAPTION);
    }

    /// Who signs: a line for the signature, and one with the name.
    pub(super) fn signature(&mut self, id: &str, name: &str) {
        let sans = self.block.face(Weight::Sans);
        let label = sans.fit(&self.words(id));
        self.gap(4.0);
        let lines = sans.wrap(&label, SMALL, self.width * 0.34, self.width * 0.34);
        let mut y = self.y;
        for line in &lines {
            y = self.next(SMALL);
            self.block.text(self.x, y, Weight::Sans, SMALL, line);
        }
        let from = self.x + self.width * 0.36;
        let middle = self.x + self.width * 0.58;
        self.block.level(from, middle, y + 2.0);
        self.block.level(middle + 5.0, self.right_edge(), y + 2.0);
        self.block.text(middle + 7.0, y, Weight::Sans, SMALL, &sans.fit(name));
        self.gap(2.5);
        let top = self.y;
        self.caption((from, middle - from), "paper-caption-signature");
        self.y = top;
        self.caption((middle, self.right_edge() - middle), "paper-caption-name");
    }

    /// A table of rows of as many cells as there are widths, which are shares of the column's width.
    pub(super) fn table(&mut self, shares: &[f32], head: &[&str], rows: &[Vec<String>]) {
        let head: Vec<String> = head.iter().map(|id| self.words(id)).collect();
        self.row(shares, &head, CAPTION + 0.5, true);
        rows.iter().for_each(|row| self.row(shares, row, SIZE, false));
    }

    fn row(&mut self, shares: &[f32], cells: &[String], size: f32, is_head: bool) {
        let face = self.block.face(Weight::Sans);
        let room = |share: f32| self.width * share - 2.0 * PADDING;
        let wrapped: Vec<Vec<String>> = shares
            .iter()
            .zip(cells)
            .map(|(share, cell)| face.wrap(&face.fit(cell), size, room(*share), room(*share)))
            .collect();
        let most = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        let height = most as f32 * size * LEADING + 2.0 * PADDING;
        let mut x = self.x;
        for (share, lines) in shares.iter().zip(&wrapped) {
            let width = self.width * share;
            self.block.frame((x, self.y), (width, height));
            for (n, line) in lines.iter().enumerate() {
                let y = self.y + PADDING + (n + 1) as f32 * size * LEADING - size * 0.35;
                // A cell that is narrow holds a figure, a wide one words.
                match is_head || width < NARROW {
                    true => self.block.centre((x, width), y, Weight::Sans, size, line),
                    false => self.block.text(x + PADDING, y, Weight::Sans, size, line),
                }
            }
            x += width;
        }
        self.y += height;
    }
}
