//! Files small enough to be looked at as a whole: their text, and the lines that records start in.

use std::io::Read;

use super::encoding::Encoding;
use super::fault::{Fault, Refusal};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The bytes without a byte order mark.
pub(super) fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes)
}

/// The text of a file in the likeliest of `encodings`; lines that are no text in it are faults.
pub(super) fn text(bytes: &[u8], encodings: &[Encoding], refusal: &mut Refusal) -> Option<String> {
    let bytes = unmarked(bytes);
    let encoding = Encoding::detect(bytes, encodings);
    decoded(bytes, encoding, refusal)
}

/// The text of a file in `encoding`; lines that are no text in it are faults.
pub(super) fn decoded(bytes: &[u8], encoding: Encoding, refusal: &mut Refusal) -> Option<String> {
    if let Some(text) = encoding.decode(bytes) {
        return Some(text.into_owned());
    }
    for (line, bytes) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        if encoding.decode(bytes).is_none() {
            refusal.add(Some(line), Fault::Undecodable(encoding));
        }
    }
    None
}

/// The line that `record`, just read, starts in. The reader's own mark of the start lies before any empty lines that it
/// skipped, so this counts back from the end. A line must end in `\n` alone.
pub(super) fn line_of<R: Read>(reader: &csv::Reader<R>, record: &csv::ByteRecord) -> u64 {
    let breaks = record.as_slice().iter().filter(|&&byte| byte == b'\n').count() as u64;
    let start = record.position().map_or(1, csv::Position::line);
    start.max(reader.position().line().saturating_sub(breaks + 1))
}
