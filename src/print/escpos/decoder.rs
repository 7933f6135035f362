//! Reads ESC/POS back as a printer would, from the makers' references and not from the encoder. A command that is not
//! listed here is refused: a printer would print its bytes as letters.

use encoding_rs::{Encoding, IBM866, WINDOWS_1251};

/// What comes out of a printer, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A line of text, with how many times as wide and as high it is.
    Line { text: String, bold: bool, width: u8, height: u8 },
    /// A QR that the printer makes.
    Qr(String),
    /// A picture: dots a row, then its rows of bytes.
    Picture { dots: usize, rows: Vec<Vec<u8>> },
    /// A Code 128.
    Barcode(String),
    /// Empty lines.
    Feed(u8),
    /// A cut.
    Cut,
    /// The drawer opens.
    Drawer,
}

/// A printer that knows its code pages by their numbers.
pub struct Decoder {
    pages: Vec<(u8, &'static Encoding)>,
    wakes_up_chinese: bool,
}

/// The numbers of the code pages, as each maker's manual has them.
pub fn printer(profile: &str) -> Decoder {
    match profile {
        "epson-tm" => Decoder { pages: vec![(17, IBM866)], wakes_up_chinese: false },
        "rongta" => Decoder { pages: vec![(7, IBM866), (6, WINDOWS_1251)], wakes_up_chinese: true },
        "xprinter" => Decoder { pages: vec![(17, IBM866), (73, WINDOWS_1251)], wakes_up_chinese: true },
        _ => Decoder { pages: vec![(17, IBM866)], wakes_up_chinese: true },
    }
}

struct State {
    page: Option<&'static Encoding>,
    chinese: bool,
    bold: bool,
    size: (u8, u8),
    line: Vec<u8>,
    qr: Option<String>,
    items: Vec<Item>,
}

impl Decoder {
    /// What the bytes print, or the command that no printer knows.
    pub fn read(&self, bytes: &[u8]) -> Result<Vec<Item>, String> {
        let chinese = self.wakes_up_chinese;
        let mut state = State { page: None, chinese, bold: false, size: (1, 1), line: vec![], qr: None, items: vec![] };
        let mut rest = bytes;
        while let [first, after @ ..] = rest {
            rest = match first {
                0x1b => self.escape(&mut state, after)?,
                0x1c => match after {
                    [b'.', after @ ..] => {
                        state.chinese = false;
                        after
                    }
                    _ => return Err(unknown("FS", after)),
                },
                0x1d => state.group(after)?,
                b'\n' => {
                    state.end_line()?;
                    after
                }
                0x20.. => {
                    state.line.push(*first);
                    after
                }
                control => return Err(format!("control {control:#04x}")),
            };
        }
        if state.line.is_empty() { Ok(state.items) } else { Err("text without the end of its line".to_owned()) }
    }

    fn escape<'b>(&self, state: &mut State, bytes: &'b [u8]) -> Result<&'b [u8], String> {
        Ok(match bytes {
            [b'@', rest @ ..] => {
                state.chinese = self.wakes_up_chinese;
                state.page = None;
                rest
            }
            [b't', page, rest @ ..] => {
                let known = self.pages.iter().find(|(number, _)| number == page);
                state.page = Some(known.ok_or(format!("code page {page}"))?.1);
                rest
            }
            [b'E', on @ (0 | 1), rest @ ..] => {
                state.bold = *on == 1;
                rest
            }
            [b'a', 0..=2, rest @ ..] if state.line.is_empty() => rest,
            [b'd', lines, rest @ ..] if state.line.is_empty() => {
                state.items.push(Item::Feed(*lines));
                rest
            }
            [b'p', 0 | 1, 1..=255, 1..=255, rest @ ..] => {
                state.items.push(Item::Drawer);
                rest
            }
            _ => return Err(unknown("ESC", bytes)),
        })
    }
}

impl State {
    fn end_line(&mut self) -> Result<(), String> {
        let line = std::mem::take(&mut self.line);
        if self.chinese && line.iter().any(|byte| *byte >= 0x80) {
            return Err("Cyrillic in the mode for Chinese".to_owned());
        }
        let page = self.page.ok_or("text before a code page")?;
        let (text, _, faulty) = page.decode(&line);
        if faulty {
            return Err(format!("{line:x?} is no text"));
        }
        let (width, height) = self.size;
        self.items.push(Item::Line { text: text.into_owned(), bold: self.bold, width, height });
        Ok(())
    }

    fn group<'b>(&mut self, bytes: &'b [u8]) -> Result<&'b [u8], String> {
        Ok(match bytes {
            [b'!', size, rest @ ..] if size & 0x88 == 0 => {
                self.size = ((size >> 4) + 1, (size & 7) + 1);
                rest
            }
            [b'V', b'A' | b'B', _, rest @ ..] if self.line.is_empty() => {
                self.items.push(Item::Cut);
                rest
            }
            [b'h' | b'w', 1..=255, rest @ ..] | [b'H', 0..=3, rest @ ..] => rest,
            [b'k', 73, length, rest @ ..] => {
                let (data, rest) = rest.split_at_checked(usize::from(*length)).ok_or("half a bar code")?;
                let text = data.strip_prefix(b"{B").ok_or("no code set")?;
                self.items.push(Item::Barcode(String::from_utf8(text.to_vec()).map_err(|error| error.to_string())?));
                rest
            }
            [b'v', b'0', 0, xl, xh, yl, yh, rest @ ..] => {
                let [width, height] = [[*xl, *xh], [*yl, *yh]].map(|n| usize::from(u16::from_le_bytes(n)));
                let (data, rest) = rest.split_at_checked(width * height).ok_or("half a picture")?;
                let rows = data.chunks(width).map(<[u8]>::to_vec).collect();
                self.items.push(Item::Picture { dots: width * 8, rows });
                rest
            }
            [b'(', b'k', low, high, rest @ ..] => {
                let length = usize::from(u16::from_le_bytes([*low, *high]));
                let (data, rest) = rest.split_at_checked(length).ok_or("half a code")?;
                self.code(data)?;
                rest
            }
            _ => return Err(unknown("GS", bytes)),
        })
    }

    fn code(&mut self, data: &[u8]) -> Result<(), String> {
        match data {
            [49, 65, 49..=51, 0] | [49, 67, 1..=16] | [49, 69, 48..=51] => {}
            [49, 80, 48, text @ ..] => {
                self.qr = Some(String::from_utf8(text.to_vec()).map_err(|error| error.to_string())?);
            }
            [49, 81, 48] => {
                let text = self.qr.take().ok_or("an empty QR")?;
                self.items.push(Item::Qr(text));
            }
            _ => return Err(unknown("GS ( k", data)),
        }
        Ok(())
    }
}

fn unknown(before: &str, bytes: &[u8]) -> String {
    format!("{before} {:02x?}", &bytes[..bytes.len().min(8)])
}
