//! A document as a PDF: a receipt on a page as wide as its roll, everything else on A4, official forms as their form
//! has them.

mod blanks;
mod flow;
mod font;
mod form;
mod ink;
mod page;
#[cfg(test)]
mod tests;

use flow::{Setting, set};
use font::Fonts;
use ink::Block;
use page::Sheet;

use crate::document::{Document, Part};

/// Points of a millimetre.
const MM: f32 = 72.0 / 25.4;

/// The paper of receipts, 80 mm wide; its length is the receipt's.
const ROLL: Sheet = Sheet { width: 80.0 * MM, length: None, margin: 5.0 * MM };
/// A4.
const A4: Sheet = Sheet { width: 210.0 * MM, length: Some(297.0 * MM), margin: 16.0 * MM };

/// The bytes of the PDF; an error says what of the fonts or the file failed.
pub fn pdf(document: &Document) -> Result<Vec<u8>, String> {
    let fonts = Fonts::new()?;
    let is_receipt = document.parts.iter().any(|part| matches!(part, Part::Qr(_)));
    let sheet = if is_receipt { ROLL } else { A4 };
    let size = if is_receipt { 9.0 } else { 10.5 };
    let setting = Setting { width: sheet.width - 2.0 * sheet.margin, size, qr: 28.0 * MM };
    page::write(&sheet, document, groups(document, &fonts, setting))
}

/// The blocks of the document; a group is what is cut off from the rest.
fn groups<'f>(document: &Document, fonts: &'f Fonts, setting: Setting) -> Vec<Vec<Block<'f>>> {
    if !document.blanks.is_empty() {
        return document.blanks.iter().flat_map(|blank| blanks::set(blank, fonts, setting.width)).collect();
    }
    let mut groups = vec![vec![]];
    for part in &document.parts {
        match (set(part, fonts, setting), groups.last_mut()) {
            (Some(block), Some(group)) => group.push(block),
            _ => groups.push(vec![]),
        }
    }
    groups
}
