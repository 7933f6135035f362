//! The forms of a shift, over whatever screen there is: each can be read, printed and saved. Nothing is recorded.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;

use crate::document::Form;
use crate::domain::Message;
use crate::domain::message::text;
use crate::tui::actions::Action;
use crate::tui::available::x_can_be_read;
use crate::tui::model::{Model, Notice, Overlay};
use crate::tui::msg::{Effect, Stamp, Wanted};
use crate::tui::widgets::{layout, words};

/// The list of forms: which one is lit, and of which shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forms {
    lit: usize,
    shift: u32,
}

impl Forms {
    fn form(self) -> Form {
        Form::ALL[self.lit % Form::ALL.len()]
    }
}

/// True where a shift was ever opened, and nothing is asked or taken at the moment.
pub fn can_open(model: &Model) -> bool {
    super::sync::is_at_rest(model) && last(model) > 0
}

/// True where the lit form may be read now: what tells the drawer of an open shift is kept from whoever counts blind.
pub fn is_offered(model: &Model) -> bool {
    let Some(Overlay::Forms(forms)) = model.overlay else { return false };
    !forms.form().tells_takings() || !is_open(model, forms.shift) || x_can_be_read(model)
}

/// True where there was a shift before the one that is chosen.
pub fn has_before(model: &Model) -> bool {
    matches!(model.overlay, Some(Overlay::Forms(Forms { shift, .. })) if shift > 1)
}

/// True where there was a shift after it.
pub fn has_after(model: &Model) -> bool {
    matches!(model.overlay, Some(Overlay::Forms(Forms { shift, .. })) if shift < last(model))
}

fn last(model: &Model) -> u32 {
    model.shift.as_ref().map_or(0, |shift| shift.number)
}

fn is_open(model: &Model, number: u32) -> bool {
    let shift = model.shift.as_ref();
    let is_paused = || model.paused(number).is_some();
    shift.and_then(|shift| shift.open.as_ref()).is_some_and(|open| open.number == number) || is_paused()
}

/// Opens the list at the open shift, or else the last one.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let open = model.shift.as_ref().and_then(|shift| shift.open.as_ref()).map(|open| open.number);
    model.overlay = Some(Overlay::Forms(Forms { lit: 0, shift: open.unwrap_or(last(model)) }));
    vec![]
}

/// Does what a key means in the list.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let Some(Overlay::Forms(forms)) = &mut model.overlay else { return vec![] };
    let count = Form::ALL.len();
    let wanted = match action {
        Action::PreviousForm => return lit(forms, count - 1),
        Action::NextForm => return lit(forms, 1),
        Action::PreviousShift => {
            forms.shift -= 1;
            return vec![];
        }
        Action::NextShift => {
            forms.shift += 1;
            return vec![];
        }
        Action::ReadForm => Wanted::Read,
        Action::PrintForm => Wanted::Print,
        Action::SaveForm => Wanted::Save,
        _ => {
            model.overlay = None;
            return vec![];
        }
    };
    vec![Effect::Form { form: forms.form(), shift: Some(forms.shift), wanted, at: stamp.at }]
}

fn lit(forms: &mut Forms, by: usize) -> Vec<Effect> {
    forms.lit = (forms.lit + by) % Form::ALL.len();
    vec![]
}

/// A form came out, or why it didn't.
pub fn printed(model: &mut Model, fault: Option<Message>) -> Vec<Effect> {
    model.notice = Some(match fault {
        None if matches!(model.overlay, Some(Overlay::Sync)) => Notice::good(("sync-screen-printed", vec![])),
        None => Notice::good(("screen-forms-printed", vec![])),
        Some(fault) => Notice::fault(fault),
    });
    vec![]
}

/// Draws the list in a box over the screen.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, forms: &Forms) {
    let title = words::worded(model, &("screen-forms-title", vec![("shift", text(forms.shift))]));
    let width = area.width.min(64);
    let inner = layout::over(frame, area, title, width, WORDS.len());
    let row = |(n, id): (usize, &&'static str)| {
        layout::choice(&words::label(model, id), n == forms.lit, usize::from(inner.width), model.theme)
    };
    frame.render_widget(Paragraph::new(WORDS.iter().enumerate().map(row).collect::<Vec<_>>()), inner);
}

/// The ids of the forms' names, in the order of [`Form::ALL`].
const WORDS: [&str; Form::ALL.len()] = [
    "screen-form-x",
    "screen-form-z",
    "screen-form-statement",
    "screen-form-ko-1",
    "screen-form-ko-2",
    "screen-form-ko-5",
    "screen-form-bag-slip",
    "screen-form-receipts",
    "screen-form-overshort-act",
    "screen-form-strip",
];
