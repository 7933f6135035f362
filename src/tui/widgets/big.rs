//! Sums and codes in figures three rows high: what goes over the counter is read from a step away.

use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// How many rows the figures take.
pub const ROWS: u16 = 3;

/// The figures, of half blocks, which every terminal's font has.
const FIGURES: [[&str; 3]; 10] = [
    ["█▀█", "█ █", "▀▀▀"],
    ["▀█ ", " █ ", "▀▀▀"],
    ["▀▀█", "█▀▀", "▀▀▀"],
    ["▀▀█", " ▀█", "▀▀▀"],
    ["█ █", "▀▀█", "  ▀"],
    ["█▀▀", "▀▀█", "▀▀▀"],
    ["█▀▀", "█▀█", "▀▀▀"],
    ["▀▀█", "  █", "  ▀"],
    ["█▀█", "█▀█", "▀▀▀"],
    ["█▀█", "▀▀█", "▀▀▀"],
];
const MARK: [&str; 3] = [" ", " ", "█"];
const GAP: [&str; 3] = [" ", " ", " "];
const MINUS: [&str; 3] = ["  ", "▀▀", "  "];

/// Draws a sum large, at the right; at its usual size where there is no room.
pub fn draw(frame: &mut Frame, area: Rect, sum: &str, style: Style) {
    let rows = rows(sum);
    let room = usize::from(area.width);
    let fits = rows.iter().all(|row| row.chars().count() <= room) && area.height >= ROWS;
    let lines: Vec<Line> = if fits { rows.into_iter().map(Line::from).collect() } else { vec![Line::from(sum)] };
    frame.render_widget(Paragraph::new(lines).style(style).alignment(Alignment::Right), area);
}

/// Draws a code large in the middle; at its usual size where there is no room, or where it has letters.
pub fn draw_centred(frame: &mut Frame, area: Rect, code: &str, style: Style) {
    let is_known = code.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'));
    let rows = rows(code);
    let fits = is_known && rows.iter().all(|row| row.chars().count() <= usize::from(area.width));
    let lines: Vec<Line> = if fits { rows.into_iter().map(Line::from).collect() } else { vec![Line::from(code)] };
    frame.render_widget(Paragraph::new(lines).style(style).alignment(Alignment::Center), area);
}

fn rows(sum: &str) -> [String; 3] {
    let glyphs: Vec<[&str; 3]> = sum.chars().map(glyph).collect();
    std::array::from_fn(|row| glyphs.iter().map(|glyph| glyph[row]).collect::<Vec<_>>().join(" "))
}

fn glyph(c: char) -> [&'static str; 3] {
    match c {
        '-' => MINUS,
        ',' | '.' => MARK,
        _ => c.to_digit(10).and_then(|digit| FIGURES.get(digit as usize)).copied().unwrap_or(GAP),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_three_wide() {
        assert!(FIGURES.iter().flatten().all(|row| row.chars().count() == 3));
        let widths = rows("-1 234 567 890,45").map(|row| row.chars().count());
        assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
    }

    #[test]
    fn a_sum_is_read_across() {
        assert_eq!(rows("47,60").join("\n"), "█ █ ▀▀█   █▀▀ █▀█\n▀▀█   █   █▀█ █ █\n  ▀   ▀ █ ▀▀▀ ▀▀▀");
    }
}
