//! PT Sans and PT Mono, as the program carries them (OFL 1.1, see `data/fonts/`), and how wide texts are in them.

use krilla::text::Font;
use ttf_parser::Face as Metrics;

use crate::print::charset;

/// What lines break at: a no-break space holds its words together.
const NO_BREAK: char = '\u{a0}';

/// A font.
pub(super) struct Face {
    pub(super) font: Font,
    metrics: Metrics<'static>,
}

impl Face {
    fn new(file: &'static [u8]) -> Result<Face, String> {
        let font = Font::new(file.into(), 0).ok_or("a font can't be read")?;
        let metrics = Metrics::parse(file, 0).map_err(|error| error.to_string())?;
        Ok(Face { font, metrics })
    }

    /// The text in characters that the font has, without any that command.
    pub(super) fn fit(&self, text: &str) -> String {
        let text = text.replace(|c: char| c.is_control(), " ");
        charset::fit_by(&text, |c| c == NO_BREAK || self.metrics.glyph_index(c).is_some())
    }

    /// How wide a text is at a size, in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |c| {
            let c = if c == NO_BREAK { ' ' } else { c };
            self.metrics.glyph_index(c).and_then(|glyph| self.metrics.glyph_hor_advance(glyph)).unwrap_or_default()
        };
        let units: u32 = text.chars().map(|c| u32::from(advance(c))).sum();
        units as f32 * size / f32::from(self.metrics.units_per_em())
    }

    /// The text in lines of at most `width`; a word that is wider is broken. The first line may be narrower.
    pub(super) fn wrap(&self, text: &str, size: f32, first: f32, width: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        let room = |lines: &[String]| if lines.len() == 1 { first } else { width };
        for word in text.split(|c: char| c.is_whitespace() && c != NO_BREAK).filter(|word| !word.is_empty()) {
            let line = lines.last().cloned().unwrap_or_default();
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer, size) <= room(&lines) {
                let at = lines.len() - 1;
                lines[at] = longer;
                continue;
            }
            if !line.is_empty() || lines.len() == 1 && first < width {
                lines.push(String::new());
            }
            for c in word.chars() {
                let at = lines.len() - 1;
                let longer = format!("{}{c}", lines[at]);
                if lines[at].is_empty() || self.width(&longer, size) <= room(&lines) {
                    lines[at] = longer;
                } else {
                    lines.push(c.to_string());
                }
            }
        }
        lines
    }
}

/// The fonts of a document.
pub(super) struct Fonts {
    pub(super) sans: Face,
    pub(super) bold: Face,
    pub(super) mono: Face,
}

impl Fonts {
    pub(super) fn new() -> Result<Fonts, String> {
        Ok(Fonts {
            sans: Face::new(include_bytes!("../../../data/fonts/PTSans-Regular.ttf"))?,
            bold: Face::new(include_bytes!("../../../data/fonts/PTSans-Bold.ttf"))?,
            mono: Face::new(include_bytes!("../../../data/fonts/PTMono-Regular.ttf"))?,
        })
    }
}
