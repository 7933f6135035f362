//! Messages of many lines: a header, then one JSON object a line, packed with zstd.

use std::io::Read;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::fault::{Fault, malformed};

/// How hard zstd tries on a batch: a desk's line may be slow, and its sync worker is in no hurry. A payment in a batch
/// of 500 takes 66 bytes at level 3 (1 ms a batch), 58 at 12 (17 ms), 51.6 at 15 (51 ms) and 51.2 at 19 (131 ms).
pub(super) const BATCH_LEVEL: i32 = 15;

/// How hard it tries on pages: a new desk takes a million accounts, and at 15 packing them alone would take a minute.
pub(super) const PAGE_LEVEL: i32 = 3;

/// A frame that needs more memory than 8 MiB to unpack is refused before it gets any.
const WINDOW_LOG_MOST: u32 = 23;

/// How much is read of one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes as sent.
    pub packed: usize,
    /// The most bytes once unpacked.
    pub bytes: usize,
    /// The most lines after the header.
    pub lines: usize,
}

impl Limits {
    /// For batches: eight times what a desk sends at once.
    pub const BATCH: Limits = Limits { packed: 1 << 20, bytes: 4 << 20, lines: 4_000 };

    /// For pages of the directory and of users.
    pub const PAGE: Limits = Limits { packed: 8 << 20, bytes: 64 << 20, lines: 100_000 };
}

/// A header and lines, packed.
pub(super) fn write<H: Serialize>(header: &H, lines: &str, level: i32) -> Result<Vec<u8>, Fault> {
    let unpackable = |error: &dyn std::fmt::Display| Fault::Unpackable(error.to_string());
    let mut text = serde_json::to_vec(header).map_err(|error| unpackable(&error))?;
    text.push(b'\n');
    text.extend_from_slice(lines.as_bytes());
    zstd::bulk::compress(&text, level).map_err(|error| unpackable(&error))
}

/// The header of a packed message, and the lines after it, which all end in a newline.
pub(super) fn read<H: DeserializeOwned>(packed: &[u8], limits: &Limits) -> Result<(H, String), Fault> {
    let mut text = unpack(packed, limits)?;
    let end = text.find('\n').ok_or(Fault::Packing)?;
    let lines = text.split_off(end + 1);
    let header = serde_json::from_str(text.trim_end_matches('\n')).map_err(|error| malformed(1, error))?;
    Ok((header, lines))
}

/// Each line after the header with its number, which counts from 2.
pub(super) fn numbered(lines: &str) -> impl Iterator<Item = (usize, &str)> {
    lines.split_terminator('\n').enumerate().map(|(at, line)| (at + 2, line))
}

/// How many lines there are; more than the limit is a fault.
pub(super) fn count(lines: &str, limits: &Limits) -> Result<usize, Fault> {
    let count = lines.bytes().filter(|&byte| byte == b'\n').count();
    if count > limits.lines { Err(Fault::TooMany { most: limits.lines }) } else { Ok(count) }
}

fn unpack(packed: &[u8], limits: &Limits) -> Result<String, Fault> {
    if packed.len() > limits.packed {
        return Err(Fault::TooLarge { most: limits.packed });
    }
    let mut rest = packed;
    let mut text = Vec::new();
    let mut decoder = zstd::Decoder::with_buffer(&mut rest).map_err(|_| Fault::Packing)?.single_frame();
    decoder.window_log_max(WINDOW_LOG_MOST).map_err(|_| Fault::Packing)?;
    let most = limits.bytes as u64 + 1;
    decoder.take(most).read_to_end(&mut text).map_err(|_| Fault::Packing)?;
    if text.len() > limits.bytes {
        return Err(Fault::TooLarge { most: limits.bytes });
    }
    let text = String::from_utf8(text).map_err(|_| Fault::Packing)?;
    if rest.is_empty() && text.ends_with('\n') { Ok(text) } else { Err(Fault::Packing) }
}
