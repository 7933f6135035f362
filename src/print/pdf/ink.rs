//! What is drawn, in points from the upper left corner: texts, lines and dark squares.

use super::font::{Face, Fonts};
use crate::print::codes::Modules;

/// Which font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Sans,
    Bold,
    Mono,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pen {
    Thin,
    Dotted,
    Dashed,
}

/// Something drawn.
#[derive(Clone, Debug)]
pub(super) enum Stroke {
    Text { x: f32, y: f32, weight: Weight, size: f32, text: String },
    Line { from: (f32, f32), to: (f32, f32), pen: Pen },
    Squares { side: f32, at: Vec<(f32, f32)> },
}

/// A piece of a page that is not broken: what is drawn on it, and how high it is.
pub(super) struct Block<'f> {
    pub(super) fonts: &'f Fonts,
    pub(super) strokes: Vec<Stroke>,
    pub(super) height: f32,
}

impl<'f> Block<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Block<'f> {
        Block { fonts, strokes: vec![], height: 0.0 }
    }

    pub(super) fn face(&self, weight: Weight) -> &'f Face {
        match weight {
            Weight::Sans => &self.fonts.sans,
            Weight::Bold => &self.fonts.bold,
            Weight::Mono => &self.fonts.mono,
        }
    }

    /// A text whose base line is at `y`.
    pub(super) fn text(&mut self, x: f32, y: f32, weight: Weight, size: f32, text: &str) {
        if !text.is_empty() {
            self.strokes.push(Stroke::Text { x, y, weight, size, text: text.to_owned() });
        }
    }

    /// A text that ends at `x`.
    pub(super) fn right(&mut self, x: f32, y: f32, weight: Weight, size: f32, text: &str) {
        let width = self.face(weight).width(text, size);
        self.text(x - width, y, weight, size, text);
    }

    /// A text in the middle between `x` and `x + width`.
    pub(super) fn centre(&mut self, (x, width): (f32, f32), y: f32, weight: Weight, size: f32, text: &str) {
        let taken = self.face(weight).width(text, size);
        self.text(x + (width - taken) / 2.0, y, weight, size, text);
    }

    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), pen: Pen) {
        self.strokes.push(Stroke::Line { from, to, pen });
    }

    /// A level line at `y`.
    pub(super) fn level(&mut self, x: f32, to: f32, y: f32) {
        self.line((x, y), (to, y), Pen::Thin);
    }

    /// A frame.
    pub(super) fn frame(&mut self, (x, y): (f32, f32), (width, height): (f32, f32)) {
        let (right, below) = (x + width, y + height);
        for (from, to) in
            [((x, y), (right, y)), ((x, below), (right, below)), ((x, y), (x, below)), ((right, y), (right, below))]
        {
            self.line(from, to, Pen::Thin);
        }
    }

    /// A square of modules whose upper left corner is at `(x, y)`.
    pub(super) fn modules(&mut self, (x, y): (f32, f32), side: f32, code: &Modules) {
        let module = side / code.side as f32;
        let cells = (0..code.side).flat_map(|row| (0..code.side).map(move |column| (column, row)));
        let dark = cells.filter(|(column, row)| code.is_dark(*column, *row));
        let at = dark.map(|(column, row)| (x + column as f32 * module, y + row as f32 * module)).collect();
        self.strokes.push(Stroke::Squares { side: module, at });
    }

    /// Everything of another block, moved.
    pub(super) fn put(&mut self, (x, y): (f32, f32), other: Vec<Stroke>) {
        self.strokes.extend(other.into_iter().map(|stroke| stroke.moved(x, y)));
    }
}

impl Stroke {
    fn moved(self, by: f32, down: f32) -> Stroke {
        match self {
            Stroke::Text { x, y, weight, size, text } => Stroke::Text { x: x + by, y: y + down, weight, size, text },
            Stroke::Line { from, to, pen } => {
                Stroke::Line { from: (from.0 + by, from.1 + down), to: (to.0 + by, to.1 + down), pen }
            }
            Stroke::Squares { side, at } => {
                Stroke::Squares { side, at: at.into_iter().map(|(x, y)| (x + by, y + down)).collect() }
            }
        }
    }
}
