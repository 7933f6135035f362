//! Where things go: names cut in their middle, sums at the right, boxes with titles.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear};

use crate::tui::theme::Theme;

/// The smallest terminal: columns and rows.
pub const LEAST: (u16, u16) = (80, 24);

/// A box with a title.
pub fn titled(title: String) -> Block<'static> {
    Block::bordered().title(format!(" {title} "))
}

/// The middle of an area: at most `width` by `height`.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let [column] =
        Layout::horizontal([Constraint::Length(width.min(area.width))]).flex(ratatui::layout::Flex::Center).areas(area);
    let [area] = Layout::vertical([Constraint::Length(height.min(area.height))])
        .flex(ratatui::layout::Flex::Center)
        .areas(column);
    area
}

/// Draws a box with a title over the middle of `area` and gives the room inside it, a column away from its sides.
pub fn over(frame: &mut Frame, area: Rect, title: String, width: u16, rows: usize) -> Rect {
    let rows = u16::try_from(rows).unwrap_or(u16::MAX);
    let area = centred(area, width, rows.saturating_add(2));
    frame.render_widget(Clear, area);
    boxed(frame, area, title)
}

/// Draws a box with a title and gives the room inside it, a column away from its sides.
pub fn boxed(frame: &mut Frame, area: Rect, title: String) -> Rect {
    let block = titled(title);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
}

/// Draws a box in two parts with a line between them, the lower one `rows` high, and gives the room in both; rows that
/// can be lit touch the left side of it.
pub fn in_two(frame: &mut Frame, area: Rect, title: String, rows: u16) -> [Rect; 2] {
    in_parts(frame, area, title, [Constraint::Fill(1), Constraint::Length(rows)])
}

/// The same with as many parts as there are constraints.
pub fn in_parts<const N: usize>(frame: &mut Frame, area: Rect, title: String, parts: [Constraint; N]) -> [Rect; N] {
    let block = titled(title);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let areas: [Rect; N] = Layout::vertical(parts).spacing(1).areas(inner);
    let rule = format!("├{}┤", "─".repeat(usize::from(inner.width)));
    for part in areas.iter().skip(1) {
        let line = Rect { x: area.x, y: part.y.saturating_sub(1), width: area.width, height: 1 };
        frame.render_widget(Line::from(rule.as_str()), line);
    }
    areas.map(|part| Rect { width: part.width.saturating_sub(1), ..part })
}

/// The rows that are shown of `count`, `page` at a time, so that `chosen` is among them.
pub fn page(count: usize, chosen: usize, page: usize) -> Range<usize> {
    let page = page.max(1);
    let first = chosen / page * page;
    first.min(count)..(first + page).min(count)
}

/// The last of the groups of lines that fit whole into so many rows.
pub fn tail(groups: Vec<Vec<Line<'static>>>, rows: usize) -> Vec<Line<'static>> {
    let mut left = rows;
    let fits = |group: &&Vec<Line>| {
        let room = left.checked_sub(group.len());
        left = room.unwrap_or_default();
        room.is_some()
    };
    let kept = groups.iter().rev().take_while(fits).count();
    groups.into_iter().rev().take(kept).rev().flatten().collect()
}

/// A text broken between words into lines of at most `width`.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A line with `left` at the left and `right` at the right edge of `width`; `left` gives way, `right` never does.
pub fn edges(left: &str, right: &str, width: usize, style: Style) -> Line<'static> {
    let room = width.saturating_sub(right.chars().count() + 1);
    let left = cut(left, room);
    let gap = width.saturating_sub(left.chars().count() + right.chars().count());
    Line::styled(format!("{left}{}{right}", " ".repeat(gap)), style)
}

/// A choice among others over the whole width: the lit one is marked.
pub fn choice(words: &str, is_lit: bool, width: usize, theme: Theme) -> Line<'static> {
    let (mark, style) = if is_lit { ("▸", theme.lit()) } else { (" ", Style::default()) };
    Line::styled(
        format!("{mark} {:<rest$}", cut(words, width.saturating_sub(2)), rest = width.saturating_sub(2)),
        style,
    )
}

/// A name in `width` columns: a longer one loses its middle, since both ends tell people apart.
pub fn cut(name: &str, width: usize) -> String {
    let length = name.chars().count();
    if length <= width {
        return name.to_owned();
    }
    let Some(kept) = width.checked_sub(1) else { return String::new() };
    let head = kept.div_ceil(2);
    let tail: String = name.chars().skip(length - (kept - head)).collect();
    name.chars().take(head).chain(['…']).collect::<String>() + &tail
}

/// An address in `width` columns: the street loses its middle, the house and the flat stay whole.
pub fn cut_address(address: &str, width: usize) -> String {
    match address.rsplit_once(' ') {
        Some((street, house)) if address.chars().count() > width && house.contains(|c: char| c.is_ascii_digit()) => {
            let room = width.saturating_sub(house.chars().count() + 1);
            format!("{} {house}", cut(street, room))
        }
        _ => cut(address, width),
    }
}

/// A payer and where, in `width` columns: the name gives way first, then the street.
pub fn payer(name: &str, address: &str, width: usize) -> String {
    let name = if name.is_empty() { String::new() } else { format!("{name}, ") };
    let least = LEAST_NAME.min(name.chars().count());
    let address = cut_address(address, width.saturating_sub(least));
    let room = width.saturating_sub(address.chars().count());
    if name.chars().count() <= room {
        return name + &address;
    }
    format!("{}, {address}", cut(name.trim_end_matches([' ', ',']), room.saturating_sub(2)))
}

/// What is left of a name where its address is long.
const LEAST_NAME: usize = 14;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_what_is_chosen() {
        assert_eq!(
            (page(25, 0, 10), page(25, 9, 10), page(25, 10, 10), page(25, 24, 10)),
            (0..10, 0..10, 10..20, 20..25)
        );
        assert_eq!((page(0, 0, 10), page(3, 0, 0)), (0..0, 0..1));
    }

    #[test]
    fn the_last_groups_stay_whole() {
        let group = |n: usize| vec![Line::from("x"); n];
        let kept = |rows| tail(vec![group(2), group(3), group(2)], rows).len();
        assert_eq!([7, 6, 5, 4, 2, 1].map(kept), [7, 5, 5, 2, 2, 0]);
    }

    #[test]
    fn a_text_is_broken_between_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("", 7), [""]);
    }

    #[test]
    fn an_address_keeps_its_numbers() {
        assert_eq!(cut_address("Польских Повстанцев 112-345", 18), "Польс…нцев 112-345");
        assert_eq!(payer("Иванов А. П.", "Ленина 12-4", 40), "Иванов А. П., Ленина 12-4");
        assert_eq!(payer("Константинопольская А. В.", "Ленина 12-4", 25), "Конста…А. В., Ленина 12-4");
        assert_eq!(payer("Иванов А. П.", "Польских Повстанцев 112-345", 32), "Иванов А. П., Польс…нцев 112-345");
        assert_eq!(payer("", "Ленина 12-4", 40), "Ленина 12-4");
    }

    #[test]
    fn a_long_name_loses_its_middle() {
        assert_eq!(cut("Константинопольский", 11), "Конст…льский".replace("льский", "ьский"));
        assert_eq!(cut("Иванов", 6), "Иванов");
        assert_eq!(cut("Иванов", 5), "Ив…ов");
        assert_eq!((cut("Иванов", 1), cut("Иванов", 0)), ("…".to_owned(), String::new()));
    }
}
