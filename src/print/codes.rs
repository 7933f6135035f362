//! Codes for machines as modules: QR for printers that don't make them, and for paper that is no printer's.

use qrcode::{Color, EcLevel, QrCode};

/// A square of dark and light modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modules {
    /// How many there are along a side.
    pub side: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// The QR of a text, without its quiet zone; `None` for a text that is too long for one.
    pub fn qr(text: &str) -> Option<Modules> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Some(Modules { side: code.width(), dark })
    }

    /// True where the module of a column and a row is dark; those outside are light.
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.side && self.dark.get(row * self.side + column).is_some_and(|dark| *dark)
    }

    /// The square as rows of bytes, a bit a dot and the leftmost dot the highest bit, each module `scale` dots wide.
    pub fn raster(&self, scale: usize) -> (usize, Vec<u8>) {
        let dots = self.side * scale;
        let bytes = dots.div_ceil(8);
        let mut rows = Vec::with_capacity(bytes * dots);
        for row in 0..dots {
            for byte in 0..bytes {
                let bit = |at: usize| u8::from(self.is_dark((byte * 8 + at) / scale, row / scale)) << (7 - at);
                rows.push((0..8).map(bit).sum());
            }
        }
        (bytes, rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_has_its_three_corners_and_a_raster_of_its_size() {
        let code = Modules::qr("OKNO1-118-3 812.40 8f3a91c20d4e77ab").unwrap();
        assert!(code.side >= 21);
        for (column, row) in [(0, 0), (code.side - 1, 0), (0, code.side - 1)] {
            assert!(code.is_dark(column, row));
        }
        assert!(!code.is_dark(1, 1) && !code.is_dark(code.side, 0));
        let (bytes, rows) = code.raster(5);
        assert_eq!(rows.len(), bytes * code.side * 5);
        assert_eq!(rows[0], 0xff, "seven dark modules begin a row");
        assert_eq!(Modules::qr(&"x".repeat(5000)), None);
    }
}
