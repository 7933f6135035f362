//! A document as lines of text of a given width. Every character takes one column, as on a receipt printer.

use std::iter;

use super::{Document, Part};

const NO_BREAK: char = '\u{a0}';
/// How far a detail stands in from the left.
const INDENT: usize = 2;
/// The least room, in columns, that is worth wrapping a row's left side in.
const LEAST_ROOM: usize = 10;

/// The document in lines of at most `columns` characters, without spaces at their ends.
///
/// Control characters become spaces, so that a name in a register can't command the printer; so do no-break spaces,
/// once they have kept their words together. A word that is wider than the paper is broken.
pub fn render(document: &Document, columns: usize) -> Vec<String> {
    document.parts.iter().flat_map(|part| lines_of(part, columns)).collect()
}

/// A part of a document in lines of at most `columns` characters, as [`render`] has them.
pub fn lines_of(part: &Part, columns: usize) -> Vec<String> {
    lines(part, columns).iter().map(|line| printable(line)).collect()
}

fn printable(line: &str) -> String {
    line.replace(|c: char| c.is_control() || c == NO_BREAK, " ").trim_end_matches(' ').to_owned()
}

fn lines(part: &Part, columns: usize) -> Vec<String> {
    match part {
        Part::Heading(text) | Part::Centre(text) => wrap(text, columns)
            .into_iter()
            .map(|line| format!("{}{line}", " ".repeat((columns - width(&line)) / 2)))
            .collect(),
        Part::Code(code) => {
            [vec![String::new()], lines(&Part::Centre(code.clone()), columns), vec![String::new()]].concat()
        }
        Part::Text(text) => wrap(text, columns),
        Part::Detail(text) => indented(wrap(text, columns.saturating_sub(INDENT))),
        Part::Edges { left, right } if width(left) + width(right) < columns => row(left, right, " ", columns),
        Part::Edges { left, right } => [wrap(left, columns), aligned_right(right, columns)].concat(),
        Part::Row { left, right } => row(left, right, ".", columns),
        Part::SubRow { left, right } => indented(row(left, right, ".", columns.saturating_sub(INDENT))),
        Part::Total { left, right } => row(left, right, " ", columns),
        Part::Signature(who) => signature(who, columns),
        Part::Qr(_) | Part::Barcode(_) => vec![],
        Part::Rule => vec!["-".repeat(columns)],
        Part::Blank => vec![String::new()],
        Part::Cut => vec![String::new(), "- ".repeat(columns / 2), String::new()],
    }
}

fn indented(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().map(|line| format!("{}{line}", " ".repeat(INDENT))).collect()
}

/// `left` wrapped beside `right`, which stands on the last line; on a line of its own where it leaves no room, also not
/// for the longest word: an account's number is not cut while the paper is wide enough for it.
fn row(left: &str, right: &str, fill: &str, columns: usize) -> Vec<String> {
    let room = columns.saturating_sub(width(right));
    let longest = words(left).map(width).max().unwrap_or_default();
    if room < LEAST_ROOM || room <= longest.min(columns) {
        return [wrap(left, columns), aligned_right(right, columns)].concat();
    }
    let mut lines = wrap(left, room - 1);
    let last = lines.pop().unwrap_or_default();
    let leader = match room - width(&last) {
        gap @ 0..=2 => " ".repeat(gap),
        gap => format!(" {} ", fill.repeat(gap - 2)),
    };
    lines.push(format!("{last}{leader}{right}"));
    lines
}

fn aligned_right(text: &str, columns: usize) -> Vec<String> {
    wrap(text, columns).into_iter().map(|line| format!("{line:>columns$}")).collect()
}

/// The words, then a line to the right edge; a line of its own where the words leave too little to sign on.
fn signature(who: &str, columns: usize) -> Vec<String> {
    let mut lines = wrap(who, columns);
    let room = lines.last().map_or(0, |last| columns - width(last));
    match lines.last_mut() {
        Some(last) if room > LEAST_ROOM => last.push_str(&format!(" {}", "_".repeat(room - 1))),
        _ => lines.push("_".repeat(columns)),
    }
    lines
}

/// Breaks a text between words into lines of at most `columns`. A no-break space belongs to its word.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    // A number stays with its sign.
    let text = text.replace("№ ", "№\u{a0}").replace("No. ", "No.\u{a0}");
    let mut lines: Vec<String> = Vec::new();
    for piece in words(&text).flat_map(|word| pieces(word, columns)) {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(piece) <= columns => {
                line.push(' ');
                line.push_str(piece);
            }
            _ => lines.push(piece.to_owned()),
        }
    }
    lines
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() && c != NO_BREAK)
}

/// A word cut into pieces of at most `columns` characters; none of an empty word.
fn pieces(mut word: &str, columns: usize) -> impl Iterator<Item = &str> {
    iter::from_fn(move || {
        let end = word.char_indices().nth(columns).map_or(word.len(), |(at, _)| at);
        let (piece, rest) = word.split_at(end);
        word = rest;
        Some(piece).filter(|piece| !piece.is_empty())
    })
}

fn width(text: &str) -> usize {
    text.chars().count()
}
