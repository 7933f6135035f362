//! A screen as text that a person can review.

use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// The screen's text; below it, for each row with cells that look otherwise than plain text, a letter under each of
/// them; then the cursor, if it shows, and what the letters mean.
pub fn of(terminal: &mut Terminal<TestBackend>) -> String {
    let cursor = terminal.backend_mut().get_cursor_position();
    let buffer = terminal.backend().buffer();
    let mut picture = text(buffer);
    let mut meanings: Vec<(char, String)> = Vec::new();
    picture.push_str("\n--\n");
    for (row, cells) in rows(buffer).enumerate() {
        let letters: String = cells.iter().map(|cell| letter(cell, &mut meanings)).collect();
        if !letters.trim().is_empty() {
            picture.push_str(&format!("{row:>2} {}\n", letters.trim_end()));
        }
    }
    if let Ok(cursor) = cursor
        && (cursor.x, cursor.y) != (0, 0)
    {
        picture.push_str(&format!("cursor {},{}\n", cursor.x, cursor.y));
    }
    meanings.sort();
    for (letter, meaning) in meanings {
        picture.push_str(&format!("{letter} {meaning}\n"));
    }
    picture
}

/// The text alone, without spaces at the ends of rows.
pub fn text(buffer: &Buffer) -> String {
    let row = |cells: &[Cell]| cells.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned();
    rows(buffer).map(row).collect::<Vec<_>>().join("\n")
}

/// The screen as a terminal is sent it, the cell under the cursor reversed.
pub fn ansi(terminal: &mut Terminal<TestBackend>) -> String {
    let cursor = terminal.backend_mut().get_cursor_position().unwrap();
    let buffer = terminal.backend().buffer();
    let sent = rows(buffer).enumerate().map(|(y, cells)| {
        let cells = cells.iter().enumerate().map(|(x, cell)| {
            let is_cursor = (usize::from(cursor.x), usize::from(cursor.y)) == (x, y);
            let modifier = if is_cursor { cell.modifier ^ Modifier::REVERSED } else { cell.modifier };
            format!("\x1b[0{}{}m{}", colour(cell), marks(modifier), cell.symbol())
        });
        cells.collect::<String>() + "\x1b[0m"
    });
    sent.collect::<Vec<_>>().join("\n")
}

/// The theme has a few of the terminal's own colours and no backgrounds.
fn colour(cell: &Cell) -> &'static str {
    assert_eq!(cell.bg, Color::Reset, "a picture knows no backgrounds");
    match cell.fg {
        Color::Reset => "",
        Color::Red => ";31",
        Color::Green => ";32",
        Color::Cyan => ";36",
        colour => panic!("a picture doesn't know {colour}"),
    }
}

/// The line under a text comes last: `anstyle-svg` takes what follows for the line's shape.
fn marks(modifier: Modifier) -> String {
    let codes = [
        (Modifier::BOLD, ";1"),
        (Modifier::DIM, ";2"),
        (Modifier::ITALIC, ";3"),
        (Modifier::REVERSED, ";7"),
        (Modifier::UNDERLINED, ";4"),
    ];
    codes.iter().filter(|(mark, _)| modifier.contains(*mark)).map(|(_, code)| *code).collect()
}

fn rows(buffer: &Buffer) -> impl Iterator<Item = &[Cell]> {
    buffer.content().chunks(usize::from(buffer.area.width).max(1))
}

/// The letter of a cell's look: the colour's first, else the mark's; a capital where both are there.
fn letter(cell: &Cell, meanings: &mut Vec<(char, String)>) -> char {
    let mut words = Vec::new();
    if cell.fg != Color::Reset {
        words.push(format!("{:?}", cell.fg).to_lowercase());
    }
    if cell.bg != Color::Reset {
        words.push(format!("on {:?}", cell.bg).to_lowercase());
    }
    let marks = [
        (Modifier::REVERSED, "reversed"),
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::ITALIC, "italic"),
    ];
    words.extend(marks.iter().filter(|(mark, _)| cell.modifier.contains(*mark)).map(|(_, word)| (*word).to_owned()));
    let meaning = words.join(" ");
    let Some(first) = meaning.chars().next() else { return ' ' };
    let wanted = if words.len() > 1 { first.to_ascii_uppercase() } else { first };
    if let Some((letter, _)) = meanings.iter().find(|(_, known)| *known == meaning) {
        return *letter;
    }
    let taken = |letter: &char| meanings.iter().any(|(known, _)| known == letter);
    let letter = [wanted].into_iter().chain('0'..='9').find(|letter| !taken(letter)).unwrap_or('?');
    meanings.push((letter, meaning));
    letter
}
