//! A document as ESC/POS commands, by a printer's profile.

use std::cell::RefCell;
use std::rc::Rc;

use escpos::driver::Driver;
use escpos::errors::{PrinterError, Result};
use escpos::printer::Printer;
use escpos::utils::{Encoder, JustifyMode, Protocol, QRCodeCorrectionLevel, QRCodeModel, QRCodeOption};

#[cfg(test)]
mod decoder;
#[cfg(test)]
mod tests;

use super::charset;
use super::codes::Modules;
use super::profile::Profile;
use crate::document::{Document, Part, text};

/// Leaves the mode for Chinese characters, in which every two bytes of Cyrillic are one sign.
const LEAVE_CHINESE: [u8; 2] = [0x1c, 0x2e];
/// Opens the drawer on pin 2: 50 ms on, 500 ms off. The crate's own command for it is cut off after three bytes.
const KICK_DRAWER: [u8; 5] = [0x1b, b'p', 0, 25, 250];
/// How many lines the paper goes up so that the last one is past the edge to tear at.
const TEAR_OFF: u8 = 4;
/// How wide a character of font A is, and a module of the codes, in dots.
const CHARACTER: usize = 12;
const QR_MODULE: u8 = 5;
const BAR: u8 = 2;
/// How high a bar code is, in dots.
const BAR_HEIGHT: u8 = 64;

/// The bytes that print a document; a drawer that the profile has is opened first where cash changes hands.
pub fn encode(document: &Document, profile: &Profile, columns: usize) -> Result<Vec<u8>> {
    let sheet = Sheet::default();
    let encoder = Encoder::new(profile.encoding.encoding());
    let mut printer = Printer::new(sheet.clone(), Protocol::new(encoder), None);
    printer.init()?;
    if profile.leave_chinese {
        printer.custom(&LEAVE_CHINESE)?;
    }
    printer.custom(&[0x1b, b't', profile.code_page])?;
    if profile.drawer && document.moves_cash {
        printer.custom(&KICK_DRAWER)?;
    }
    for part in &document.parts {
        write(&mut printer, &fitted(part, profile), profile, columns)?;
    }
    finish(&mut printer, profile)?;
    printer.print()?;
    drop(printer);
    Ok(sheet.0.take())
}

fn write(printer: &mut Printer<Sheet>, part: &Part, profile: &Profile, columns: usize) -> Result<()> {
    let lines = text::lines_of(part, columns);
    match part {
        Part::Heading(_) => {
            printer.bold(true)?;
            put(printer, &lines)?;
            printer.bold(false)?;
        }
        Part::Total { .. } => {
            printer.bold(true)?.size(1, 2)?;
            put(printer, &lines)?;
            printer.size(1, 1)?.bold(false)?;
        }
        // Twice as wide leaves half the columns.
        Part::Code(_) => {
            printer.bold(true)?.size(2, 2)?;
            put(printer, &text::lines_of(part, columns / 2))?;
            printer.size(1, 1)?.bold(false)?;
        }
        Part::Qr(code) => {
            printer.justify(JustifyMode::CENTER)?;
            qr(printer, code, profile)?;
            printer.justify(JustifyMode::LEFT)?;
        }
        Part::Barcode(code) => barcode(printer, code, columns)?,
        Part::Cut => finish(printer, profile)?,
        _ => put(printer, &lines)?,
    }
    Ok(())
}

fn put(printer: &mut Printer<Sheet>, lines: &[String]) -> Result<()> {
    for line in lines {
        printer.write(line)?.custom(b"\n")?;
    }
    Ok(())
}

/// By the printer's own command, or as a picture where it has none.
fn qr(printer: &mut Printer<Sheet>, code: &str, profile: &Profile) -> Result<()> {
    if profile.qr {
        let option = QRCodeOption::new(QRCodeModel::Model2, QR_MODULE, QRCodeCorrectionLevel::M);
        printer.qrcode_option(code, option)?;
        return Ok(());
    }
    let long = || PrinterError::Input(format!("too long for a QR: {code}"));
    let (bytes, rows) = Modules::qr(code).ok_or_else(long)?.raster(usize::from(QR_MODULE));
    let [width, height] = [bytes, rows.len() / bytes].map(|n| u16::try_from(n).unwrap_or(u16::MAX).to_le_bytes());
    printer.custom(&[&[0x1d, b'v', b'0', 0][..], &width, &height, &rows].concat())?;
    Ok(())
}

/// Code 128, letters and digits as they are. One that is wider than the paper is left out, for a printer would print
/// none or half of one: the QR says the same.
fn barcode(printer: &mut Printer<Sheet>, code: &str, columns: usize) -> Result<()> {
    let modules = 11 * (code.len() + 2) + 13;
    let length = u8::try_from(code.len() + 2).ok().filter(|_| code.bytes().all(|b| (b' '..=b'z').contains(&b)));
    let Some(length) = length.filter(|_| modules * usize::from(BAR) <= columns * CHARACTER) else { return Ok(()) };
    printer.justify(JustifyMode::CENTER)?;
    printer.custom(&[0x1d, b'h', BAR_HEIGHT, 0x1d, b'w', BAR, 0x1d, b'H', 0])?;
    printer.custom(&[&[0x1d, b'k', 73, length][..], b"{B", code.as_bytes()].concat())?;
    printer.justify(JustifyMode::LEFT)?;
    Ok(())
}

fn finish(printer: &mut Printer<Sheet>, profile: &Profile) -> Result<()> {
    printer.feeds(TEAR_OFF)?;
    if profile.cut {
        printer.partial_cut()?;
    }
    Ok(())
}

/// The part in letters that the printer has: before it is laid out, for some become longer.
fn fitted(part: &Part, profile: &Profile) -> Part {
    part.map_text(|text| charset::fit(text, profile.encoding.encoding()))
}

/// What the crate writes to: a buffer, so that nothing goes out until all of it is known to be printable.
#[derive(Clone, Default)]
struct Sheet(Rc<RefCell<Vec<u8>>>);

impl Driver for Sheet {
    fn name(&self) -> String {
        "sheet".to_owned()
    }

    fn write(&self, data: &[u8]) -> Result<()> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _: &mut [u8]) -> Result<usize> {
        Err(PrinterError::Io("a sheet is not read".to_owned()))
    }

    fn flush(&self) -> Result<()> {
        Ok(())
    }
}
