//! What a terminal shows that is too small for anything else.

use ratatui::Frame;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::layout::{self, LEAST};
use crate::lang::{Arg, Lang};

/// Says how large the terminal is and must be, where it is too small; false where it is not.
pub fn is_drawn(lang: Lang, frame: &mut Frame) -> bool {
    let area = frame.area();
    if area.width >= LEAST.0 && area.height >= LEAST.1 {
        return false;
    }
    let size = [LEAST.0, LEAST.1, area.width, area.height].map(|size| size.to_string());
    let names = ["columns", "rows", "width", "height"];
    let args: Vec<(&str, Arg)> = names.into_iter().zip(&size).map(|(name, size)| (name, Arg::Text(size))).collect();
    let said = layout::wrap(&lang.text("screen-too-small", &args), usize::from(area.width));
    let area = layout::centred(area, area.width, said.len() as u16);
    frame.render_widget(Paragraph::new(said.into_iter().map(Line::from).collect::<Vec<_>>()).centered(), area);
    true
}
