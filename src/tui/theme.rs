//! Colours and marks: few, from the terminal's own sixteen, and none at all where `NO_COLOR` asks for it. Focus is
//! never shown by colour alone.

use ratatui::style::{Color, Modifier, Style};

/// How things look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// False where `NO_COLOR` is set (no-color.org).
    pub colour: bool,
}

impl Theme {
    /// What is lit: the chosen row, the lit answer.
    pub fn lit(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// What counts: totals, change.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What is said by the way.
    pub fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Where something is typed: a line to write on.
    pub fn field(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// The row at the top.
    pub fn bar(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Keys in the hint bar.
    pub fn key(self) -> Style {
        self.tint(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// What went wrong.
    pub fn fault(self) -> Style {
        self.tint(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// What went as it should.
    pub fn good(self) -> Style {
        self.tint(Color::Green)
    }

    fn tint(self, colour: Color) -> Style {
        if self.colour { Style::new().fg(colour) } else { Style::new() }
    }
}
