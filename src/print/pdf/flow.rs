//! The parts of a document one below the other, each set as what it is.

use super::font::Fonts;
use super::ink::{Block, Pen, Weight};
use crate::document::Part;
use crate::print::codes::Modules;

/// How parts are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// How wide, in points.
    pub(super) width: f32,
    /// The letters' size, in points.
    pub(super) size: f32,
    /// The side of a QR, in points.
    pub(super) qr: f32,
}

const LEADING: f32 = 1.28;
const INDENT: f32 = 10.0;
const GAP: f32 = 6.0;

/// A part as a block; `None` for a cut, which is between blocks.
pub(super) fn set<'f>(part: &Part, fonts: &'f Fonts, setting: Setting) -> Option<Block<'f>> {
    let mut block = Block::new(fonts);
    let Setting { width, size, qr } = setting;
    let mut put = Setter { block: &mut block, width, size };
    match part {
        Part::Heading(text) => put.centred(text, Weight::Bold, size * 1.08),
        Part::Centre(text) => put.centred(text, Weight::Sans, size),
        Part::Code(text) => {
            put.gap(size * 0.5);
            put.centred(text, Weight::Mono, size * 1.8);
            put.gap(size * 0.5);
        }
        Part::Text(text) => put.paragraph(text, 0.0),
        Part::Detail(text) => put.paragraph(text, INDENT),
        Part::Edges { left, right } => put.row(left, right, 0.0, Weight::Sans, None),
        Part::Row { left, right } => put.row(left, right, 0.0, Weight::Sans, Some(Pen::Dotted)),
        Part::SubRow { left, right } => put.row(left, right, INDENT, Weight::Sans, Some(Pen::Dotted)),
        Part::Total { left, right } => {
            put.size = size * 1.25;
            put.row(left, right, 0.0, Weight::Bold, None);
        }
        Part::Signature(who) => put.signature(who),
        Part::Qr(text) => put.qr(text, qr),
        Part::Barcode(_) => {}
        Part::Rule => put.rule(),
        Part::Blank => put.gap(size * 0.8),
        Part::Cut => return None,
    }
    Some(block)
}

/// Sets one part into its block.
struct Setter<'b, 'f> {
    block: &'b mut Block<'f>,
    width: f32,
    size: f32,
}

impl Setter<'_, '_> {
    fn gap(&mut self, height: f32) {
        self.block.height += height;
    }

    /// Begins a line and gives its base line.
    fn next(&mut self, size: f32) -> f32 {
        self.block.height += size * LEADING;
        self.block.height - size * 0.3
    }

    fn wrapped(&self, text: &str, weight: Weight, size: f32, width: f32) -> Vec<String> {
        let face = self.block.face(weight);
        face.wrap(&face.fit(text), size, width, width)
    }

    fn centred(&mut self, text: &str, weight: Weight, size: f32) {
        for line in self.wrapped(text, weight, size, self.width) {
            let y = self.next(size);
            self.block.centre((0.0, self.width), y, weight, size, &line);
        }
    }

    fn paragraph(&mut self, text: &str, indent: f32) {
        for line in self.wrapped(text, Weight::Sans, self.size, self.width - indent) {
            let y = self.next(self.size);
            self.block.text(indent, y, Weight::Sans, self.size, &line);
        }
    }

    fn row(&mut self, left: &str, right: &str, indent: f32, weight: Weight, leader: Option<Pen>) {
        let face = self.block.face(weight);
        let right = face.fit(right);
        let taken = face.width(&right, self.size);
        // A right side that is wide itself gets lines of its own.
        if taken > self.width * 0.62 {
            self.paragraph(left, indent);
            for line in self.wrapped(&right, weight, self.size, self.width - indent) {
                let y = self.next(self.size);
                self.block.right(self.width, y, weight, self.size, &line);
            }
            return;
        }
        let lines = self.wrapped(left, weight, self.size, self.width - indent - taken - GAP);
        let mut y = 0.0;
        for line in &lines {
            y = self.next(self.size);
            self.block.text(indent, y, weight, self.size, line);
        }
        self.block.right(self.width, y, weight, self.size, &right);
        let begins = indent + face.width(lines.last().map_or("", String::as_str), self.size) + GAP / 2.0;
        let ends = self.width - taken - GAP / 2.0;
        if let Some(pen) = leader.filter(|_| ends - begins > GAP) {
            self.block.line((begins, y), (ends, y), pen);
        }
    }

    fn signature(&mut self, who: &str) {
        self.gap(self.size * 0.5);
        let lines = self.wrapped(who, Weight::Sans, self.size, self.width * 0.7);
        let mut y = 0.0;
        for line in &lines {
            y = self.next(self.size);
            self.block.text(0.0, y, Weight::Sans, self.size, line);
        }
        let taken = self.block.face(Weight::Sans).width(lines.last().map_or("", String::as_str), self.size);
        let begins = if taken > 0.0 { taken + GAP / 2.0 } else { 0.0 };
        self.block.level(begins, self.width, y + 1.5);
        self.gap(self.size * 0.2);
    }

    fn qr(&mut self, text: &str, side: f32) {
        let Some(code) = Modules::qr(text) else { return };
        // The quiet zone is four modules wide.
        let quiet = side / code.side as f32 * 4.0;
        let top = self.block.height + quiet;
        self.block.modules(((self.width - side) / 2.0, top), side, &code);
        self.block.height = top + side + quiet;
    }

    fn rule(&mut self) {
        let y = self.block.height + self.size * 0.35;
        self.block.level(0.0, self.width, y);
        self.block.height = y + self.size * 0.2;
    }
}
