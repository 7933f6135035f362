//! Blocks onto pages, and pages into a file.

use krilla::Document as File;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke as Line, StrokeDash};
use krilla::surface::Surface;
use krilla::text::TextDirection;

use super::font::Fonts;
use super::ink::{Block, Pen, Stroke, Weight};
use crate::document::Document;

/// The room above and below a line to cut at.
const CUT: f32 = 14.0;
/// The size of the number at the foot of a page.
const FOOT: f32 = 8.0;

/// Paper, in points.
pub(super) struct Sheet {
    pub(super) width: f32,
    /// `None` for a roll.
    pub(super) length: Option<f32>,
    /// On every side.
    pub(super) margin: f32,
}

/// Writes groups of blocks onto as many pages as they take. A group that fits on a page is not broken.
pub(super) fn write(sheet: &Sheet, document: &Document, groups: Vec<Vec<Block>>) -> Result<Vec<u8>, String> {
    let fonts = Fonts::new()?;
    let mut pages = laid_out(sheet, &fonts, groups);
    if pages.len() > 1 {
        let count = pages.len();
        for (n, page) in pages.iter_mut().enumerate() {
            let said = format!("{} · {}/{count}", document.name(), n + 1);
            page.right(sheet.width - sheet.margin, page.height - sheet.margin / 2.0, Weight::Sans, FOOT, &said);
        }
    }
    let mut file = File::new();
    file.set_metadata(Metadata::new().title(document.name()).creator("Okno".to_owned()));
    for page in pages {
        let settings = PageSettings::from_wh(sheet.width, page.height).ok_or("a page of no size")?;
        let mut sheet = file.start_page_with(settings);
        let mut surface = sheet.surface();
        page.strokes.iter().for_each(|stroke| draw(&mut surface, &fonts, stroke));
        surface.finish();
        sheet.finish();
    }
    file.finish().map_err(|error| format!("{error:?}"))
}

fn laid_out<'f>(sheet: &Sheet, fonts: &'f Fonts, groups: Vec<Vec<Block>>) -> Vec<Block<'f>> {
    let (top, right) = (sheet.margin, sheet.width - sheet.margin);
    let foot = sheet.length.map_or(f32::MAX, |length| length - sheet.margin);
    let mut pages = vec![Block::new(fonts)];
    let mut y = top;
    for group in groups {
        let height: f32 = group.iter().map(|block| block.height).sum();
        let begins = y > top;
        let is_broken = top + height > foot;
        if begins && y + 2.0 * CUT + height > foot && !is_broken {
            pages.push(Block::new(fonts));
            y = top;
        } else if begins {
            if let Some(page) = pages.last_mut() {
                page.line((sheet.margin, y + CUT), (right, y + CUT), Pen::Dashed);
            }
            y += 2.0 * CUT;
        }
        for block in group {
            if y + block.height > foot && y > top {
                pages.push(Block::new(fonts));
                y = top;
            }
            if let Some(page) = pages.last_mut() {
                page.put((sheet.margin, y), block.strokes);
            }
            y += block.height;
        }
    }
    for page in &mut pages {
        page.height = sheet.length.unwrap_or(y + sheet.margin);
    }
    pages
}

fn draw(surface: &mut Surface, fonts: &Fonts, stroke: &Stroke) {
    let black = rgb::Color::new(0, 0, 0);
    match stroke {
        Stroke::Text { x, y, weight, size, text } => {
            surface.set_fill(Some(Fill { paint: black.into(), ..Fill::default() }));
            surface.set_stroke(None);
            let face = match weight {
                Weight::Sans => &fonts.sans,
                Weight::Bold => &fonts.bold,
                Weight::Mono => &fonts.mono,
            };
            // It has held its words together, and is read back as a space.
            let text = text.replace('\u{a0}', " ");
            let at = Point::from_xy(*x, *y);
            surface.draw_text(at, face.font.clone(), *size, &text, false, TextDirection::LeftToRight);
        }
        Stroke::Line { from, to, pen } => {
            let dash = match pen {
                Pen::Thin => None,
                Pen::Dotted => Some(StrokeDash { array: vec![0.6, 2.2], offset: 0.0 }),
                Pen::Dashed => Some(StrokeDash { array: vec![4.0, 3.0], offset: 0.0 }),
            };
            surface.set_fill(None);
            let opacity = NormalizedF32::ONE;
            surface.set_stroke(Some(Line { paint: black.into(), width: 0.6, dash, opacity, ..Line::default() }));
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            draw_path(surface, path.finish());
        }
        Stroke::Squares { side, at } => {
            surface.set_fill(Some(Fill { paint: black.into(), ..Fill::default() }));
            surface.set_stroke(None);
            let mut path = PathBuilder::new();
            for (x, y) in at {
                Rect::from_xywh(*x, *y, *side, *side).into_iter().for_each(|square| path.push_rect(square));
            }
            draw_path(surface, path.finish());
        }
    }
}

/// A path without a length is none.
fn draw_path(surface: &mut Surface, path: Option<Path>) {
    path.iter().for_each(|path| surface.draw_path(path));
}
