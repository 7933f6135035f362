//! Doubtful notes: they leave the drawer with their serial numbers, and the count without them goes on.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::close_shift::{self, CloseShift, Step};
use crate::domain::cash::{Direction, Reason};
use crate::domain::{Action as Deed, Count, Event, Message, Money, Word};
use crate::tui::actions::Action;
use crate::tui::model::{Model, Notice, Screen};
use crate::tui::msg::{Effect, Stamp};
use crate::tui::widgets::field::Look;
use crate::tui::widgets::form::{Form, Label};
use crate::tui::widgets::{layout, words};

/// How many fields there are: the denomination, then the serial numbers.
pub const FIELDS: usize = 2;
const DENOMINATION: usize = 0;
const SERIALS: usize = 1;

/// Doubtful notes of one denomination.
#[derive(Clone, Debug)]
pub struct Doubtful {
    /// The denomination, and the serial numbers with commas between them.
    pub form: Form,
}

impl Default for Doubtful {
    fn default() -> Doubtful {
        Doubtful { form: Form::new(&[""; FIELDS]) }
    }
}

impl Doubtful {
    /// The serial numbers, one a note.
    fn serials(&self) -> Vec<String> {
        let serials = self.form.value(SERIALS).split([',', ';']).map(str::trim);
        serials.filter(|serial| !serial.is_empty()).map(str::to_uppercase).collect()
    }

    /// The notes, as many as there are serial numbers.
    fn notes(&self, denominations: &[Money]) -> Result<Count, (usize, Message)> {
        let denomination = words::typed_sum(self.form.value(DENOMINATION)).map_err(|fault| (DENOMINATION, fault))?;
        if !denominations.contains(&denomination) {
            return Err((DENOMINATION, ("custody-doubtful-denomination", vec![("sum", Word::Money(denomination))])));
        }
        let pieces = u32::try_from(self.serials().len()).unwrap_or(u32::MAX);
        if pieces == 0 {
            return Err((SERIALS, ("refusal-serials-needed", vec![])));
        }
        let mut notes = Count::default();
        notes.set(denomination, pieces);
        Ok(notes)
    }
}

/// The reason for which notes leave with their serial numbers, where `cash.toml` has one.
pub fn reason(model: &Model) -> Option<&Reason> {
    model.rules.cash.reasons_for(Direction::Out).find(|reason| reason.serials)
}

/// Does what a key of the form means: Enter goes to the serial numbers, and behind them sets the notes apart.
pub fn act(model: &mut Model, action: Action, stamp: Stamp) -> Vec<Effect> {
    let reason = reason(model).map(|reason| reason.code.clone());
    let Screen::CloseShift(CloseShift { step, is_sent, .. }) = &mut model.screen else { return vec![] };
    let Step::Doubtful(doubtful) = step else { return vec![] };
    match (action, reason) {
        (Action::LeaveClose, _) => *step = Step::Count,
        (Action::CloseField, _) => doubtful.form.next(FIELDS),
        (Action::CloseShift, _) if doubtful.form.at() == DENOMINATION => doubtful.form.next(FIELDS),
        (Action::CloseShift, Some(reason)) => match doubtful.notes(&model.rules.cash.denominations) {
            Ok(notes) => {
                let serials = doubtful.serials();
                *is_sent = true;
                let action = Deed::CashOut { reason, cash: notes.into(), serials, comment: String::new() };
                let command = model.command(stamp.id, stamp.at, action);
                return vec![Effect::Execute { command, approver: None, witness: None }];
            }
            Err((field, fault)) => {
                doubtful.form.focus(field);
                return close_shift::complain(model, fault);
            }
        },
        _ => {}
    }
    vec![]
}

/// The notes are set apart: the count goes on without them.
pub fn set_apart(model: &mut Model, event: &Event) {
    let Event::CashOut(cash) = event else { return };
    let Screen::CloseShift(closing) = &mut model.screen else { return };
    for (denomination, pieces) in cash.notes.iter().flat_map(Count::iter) {
        closing.counting.take_off(denomination, pieces);
    }
    closing.step = Step::Count;
    model.notice = Some(Notice::good(("custody-doubtful-done", vec![("sum", Word::Money(cash.amount))])));
}

/// Draws the form over the count.
pub fn draw(model: &Model, frame: &mut Frame, area: Rect, doubtful: &Doubtful) {
    let said = layout::wrap(&words::label(model, "custody-doubtful-said"), 62);
    let below = said.len() as u16 + 1;
    let area = layout::over(frame, area, words::label(model, "custody-doubtful"), 66, said.len() + 4);
    frame.render_widget(Paragraph::new(said.into_iter().map(Line::from).collect::<Vec<_>>()), area);
    let names = ["custody-doubtful-which", "custody-doubtful-serials"].map(|id| words::label(model, id));
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default() as u16;
    for (n, words) in names.iter().enumerate() {
        let label = Label { words, width, is_on_top: model.overlay.is_none(), look: Look::default() };
        let row = Rect { y: area.y + below + 2 * n as u16, height: 1, ..area };
        doubtful.form.draw(frame, row, n, &label, model.theme);
    }
}
