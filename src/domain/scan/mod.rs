//! Scans: what a scanner delivered, as bytes or as typed text, and the bill that it means.
//!
//! A scan is a payment QR (GOST R 56042-2014) or a bar code of a layout in `data/barcodes.toml`. Bills in the wild are
//! full of dirt, so reading is lenient and says what was odd; what could mean two things is asked, never guessed.

mod barcode;
mod bill;
mod check_digit;
mod encoding;
mod error;
mod layout_file;
mod payment_bill;
mod payment_code;
#[cfg(test)]
mod tests;

pub use barcode::BarcodeLayouts;
pub use bill::{Bill, BillSum, Payee, Reading, Requisites, Source, UnknownPayee};
pub use encoding::Encoding;
pub use error::{ScanError, Warning};
pub use payment_code::{Field, PaymentCode, WriteError};

use payment_bill::Keyboard;
use payment_code::{FORMAT, starts_as_payment_code};

use super::keyboard;

/// The most bytes that the standard allows after the 8 bytes of a payment QR's header.
pub const MAX_PAYLOAD: usize = 300;

/// Reads what a scanner delivered as bytes: a payment QR in the encoding that it declares, or any text in UTF-8.
pub fn read(bytes: &[u8], layouts: &BarcodeLayouts) -> Result<Bill, ScanError> {
    let bytes = bytes.trim_ascii_start();
    if starts_as_payment_code(bytes) {
        let (code, warnings) = PaymentCode::read(bytes)?;
        return Ok(payment_bill::bill(code, Keyboard::Latin, warnings));
    }
    read_text(std::str::from_utf8(bytes).map_err(|_| ScanError::NotAScan)?, layouts)
}

/// Reads what a scanner typed like a keyboard, under either layout.
pub fn read_text(text: &str, layouts: &BarcodeLayouts) -> Result<Bill, ScanError> {
    let text = trim(text);
    match kind(text, layouts).ok_or(ScanError::NotAScan)? {
        Kind::PaymentCode(keyboard) => {
            let (code, warnings) = match keyboard {
                Keyboard::Latin => PaymentCode::read_text(text)?,
                Keyboard::Russian => PaymentCode::read_text(&keyboard::to_latin(text))?,
            };
            Ok(payment_bill::bill(code, keyboard, warnings))
        }
        Kind::BarCode => layouts.read(text),
    }
}

/// True for a text that is a scan and nothing that a person would look up: a payment QR under either keyboard layout,
/// or digits that a bar code layout fits, even if a check digit is wrong. Exactly the texts that [`read_text`] does
/// not answer with [`ScanError::NotAScan`].
pub fn looks_like_scan(text: &str, layouts: &BarcodeLayouts) -> bool {
    kind(trim(text), layouts).is_some()
}

enum Kind {
    PaymentCode(Keyboard),
    BarCode,
}

fn kind(text: &str, layouts: &BarcodeLayouts) -> Option<Kind> {
    if starts_as_payment_code(text.as_bytes()) {
        return Some(Kind::PaymentCode(Keyboard::Latin));
    }
    let mut keys = text.chars().map(|c| keyboard::latin_key(c).to_ascii_uppercase());
    if FORMAT.chars().all(|c| keys.next() == Some(c)) {
        return Some(Kind::PaymentCode(Keyboard::Russian));
    }
    layouts.fit(text).then_some(Kind::BarCode)
}

/// The text without the spaces and end keys that scanners are set to put around a code.
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c.is_control())
}
